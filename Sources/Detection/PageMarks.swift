/// Which pages of a table's rows changed since when, so that a checkpoint encodes and writes those alone.
///
/// Each page of `rows` rows carries the revision in which it was last touched. Whoever stores pages remembers the revision up to which it
/// has them (`turn`), so several stores may take from one table. Not state: two tables that differ in marks only are equal.
struct PageMarks: Sendable {
    /// Rows a page.
    static let rows = 32
    private var revision: UInt64 = 1
    private var marks: [UInt64] = []

    init() {}
    /// Marks of a table of `rows` rows as it was stored: nothing touched since.
    init(rows: Int) { marks = Array(repeating: 0, count: Self.count(rows)) }

    /// Pages that hold `rows` rows.
    static func count(_ rows: Int) -> Int { (rows + Self.rows - 1) / Self.rows }
    /// The rows of a page, in a table of `rows` rows.
    static func range(_ page: Int, of rows: Int) -> Range<Int> { page * Self.rows..<min((page + 1) * Self.rows, rows) }

    /// A row was changed, or will be before anybody asks.
    @inline(__always)
    mutating func touch(_ row: Int) {
        let page = row / Self.rows
        while page >= marks.count { marks.append(revision) }
        marks[page] = revision
    }

    /// Pages touched after `revision`, or all of them.
    func touched(since revision: UInt64?) -> [Int] {
        guard let revision else { return Array(marks.indices) }
        return marks.indices.filter { marks[$0] > revision }
    }

    /// The revision up to which everything was given out now; what is touched from here on counts as later.
    mutating func turn() -> UInt64 {
        defer { revision += 1 }
        return revision
    }
}
