/// The parts of a header of free build, in the order in which they stand.
enum Element: UInt8, Sendable {
    case end = 0
    /// A date with a time of day, in brackets or not.
    case time
    /// Seconds or milliseconds since 1970.
    case epoch
    /// `INFO`, `[INFO]`, `<info>`, `(INFO)`, `INFO:`.
    case level
    /// A single letter for the level.
    case letter
    /// Digits: a process or thread.
    case number
    /// `[...]`: a thread, a logger, a process, an id.
    case bracket
    /// `(...)`.
    case paren
    /// `name[123]:`.
    case tagged
    /// `name:`.
    case named
    /// `org.example.Class`, `crate::module`.
    case dotted
    /// ` - `, ` -- `, ` --- `, ` : `, ` | `.
    case dash
    /// A text of up to three words, up to ` - `.
    case dashColumn
    /// A text up to `|`.
    case pipeColumn
    /// Any word.
    case word
    /// A word set off by two or more spaces, or a tab.
    case padded
    /// The word before `name[123]:`: the host.
    case host
    /// `production.ERROR:`, `util.py[DEBUG]:`: a level within a name.
    case embedded
    /// A time of day alone, at the line's start.
    case clock
    /// `<...>`: a program and its process, or a level.
    case angle
    /// `Info:`, `Auth:` at a place where most lines name a level.
    case levelName
    /// `{...}`: a logger.
    case brace
    /// `(worker-1)`: one word in parentheses.
    case thread
    /// A word before the time that is the same in all lines: the program.
    case program
    /// `0.001`, `[  16]`: time since the program's start.
    case elapsed
    /// `name:` behind a level, the same in all lines and such as programs have.
    case programName
    /// `[name TIME]`, `[name:level TIME]`: a program, or a level, and the time in one bracket.
    case namedTime
    /// An id, a number in hexadecimal, a place in a source, a class: what no sentence begins with.
    case mark
    /// `name(4711)`: a program and its process in a column, without a colon.
    case process
    /// `Main.cc(run):83`: a place in a source, or a name with brackets.
    case shaped
    /// A number, decimal or hexadecimal, that counts the lines.
    case counter
    /// Everything through a level that is set off, wherever it stands.
    case throughLevel
    /// A text up to a tab, a semicolon, two colons.
    case tabColumn, semicolonColumn, colonsColumn
    /// `08[CFG]`, `2728.267c:`, `pid:6850`: numbers joined by marks, a process or a thread.
    case coded
    /// `[e(0)]`, `[v]`: a letter for the level in a bracket.
    case letterBracket
    /// `MESSAGE`, `Detail,`: a word of a column that names levels.
    case levelWord
    /// `0:00:12.345678`, `12:04`: hours or minutes and seconds since the start.
    case span
    /// `00:0024:2026/11/24 17:00:11`: a date joined to numbers by a colon.
    case joinedTime
    /// `,` or `;` between columns.
    case separator
    /// One word up to a comma, between others.
    case commaColumn
    /// A name that no word is: `CartService`, `db-pool`, `worker_3`.
    case nameWord
    /// A number and a tab, which never steps back: ticks since the start.
    case ticks
    /// `12 verbose`: a number that counts the lines, and a level in small letters.
    case numberedLevel
    /// Columns between tabs through one that is a level.
    case tabLevel

    /// Whether it tells a time, of the day or since the start.
    var isTime: Bool {
        switch self {
        case .time, .epoch, .clock, .elapsed, .namedTime, .span, .joinedTime, .ticks: true
        default: false
        }
    }
    /// Whether it tells a level.
    var isLevel: Bool {
        switch self {
        case .level, .letter, .embedded, .levelName, .throughLevel, .letterBracket, .levelWord, .numberedLevel,
            .tabLevel:
            true
        default: false
        }
    }
}
