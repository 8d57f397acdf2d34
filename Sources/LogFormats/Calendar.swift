import Bytes
import Model

/// Fields of a time on their way to microseconds. -1 stands for a year that is not in the text.
struct CalendarFields {
    var year = -1, month = 0, day = 0
    var hour = 0, minute = 0, second = 0, micro = 0
    /// Seconds east of UTC; meaningful when `hasZone`.
    var zone = 0
    var hasZone = false

    /// As microseconds since 1970; false when it is no date or no time of day.
    @inline(__always)
    func resolve(_ context: TimeContext, _ stamp: inout Stamp) -> Bool {
        guard month >= 1, month <= 12, day >= 1, day <= 31, hour >= 0, hour < 24, minute >= 0, minute < 60, second >= 0,
            second <= 60
        else { return false }
        let clock = Micros((hour &* 60 &+ minute) &* 60 &+ second) &* .second &+ Micros(micro)
        let shift = hasZone ? Micros(zone) &* .second : context.zone
        stamp.flags = hasZone ? 0 : FlagBits.inferredZone
        if year < 0 { return inferYear(context, clock &- shift, &stamp) }
        guard year >= 1900, year < 2200, day <= 28 || day <= Self.length(of: month, year) else { return false }
        stamp.time = Micros(Self.days(year, month, day)) &* 86_400_000_000 &+ clock &- shift
        return true
    }

    /// The latest year that puts the date not after the limit; February 29 only in leap years.
    private func inferYear(_ context: TimeContext, _ rest: Micros, _ stamp: inout Stamp) -> Bool {
        stamp.flags |= FlagBits.inferredYear
        var candidate = context.limitYear
        for _ in 0..<9 {
            if day <= 28 || day <= Self.length(of: month, candidate) {
                let time = Micros(Self.days(candidate, month, day)) &* 86_400_000_000 &+ rest
                if time <= context.limit {
                    stamp.time = time
                    return true
                }
            }
            candidate -= 1
        }
        return false
    }

    /// Days since 1970; for the years in which every fourth has a leap day without the divisions of the general rule.
    @inline(__always)
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        guard year >= 1970, year < 2100 else { return CivilTime.days(year: year, month: month, day: day) }
        let before: Int
        switch month {
        case 1: before = 0
        case 2: before = 31
        case 3: before = 59
        case 4: before = 90
        case 5: before = 120
        case 6: before = 151
        case 7: before = 181
        case 8: before = 212
        case 9: before = 243
        case 10: before = 273
        case 11: before = 304
        default: before = 334
        }
        let leap = month > 2 && year & 3 == 0 ? 1 : 0
        return (year &- 1970) &* 365 &+ (year &- 1969) &>> 2 &+ before &+ leap &+ day &- 1
    }

    static func length(of month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The month (1...12) of three letters at `offset`, or 0.
    @inline(__always)
    static func month(_ cursor: Cursor, _ bytes: RawSpan, _ offset: Int = 0) -> Int {
        guard cursor.left >= offset &+ 3 else { return 0 }
        let at = cursor.at &+ offset
        switch Word.lower(bytes, at, at &+ 3) {
        case Word.of("jan"): return 1
        case Word.of("feb"): return 2
        case Word.of("mar"): return 3
        case Word.of("apr"): return 4
        case Word.of("may"): return 5
        case Word.of("jun"): return 6
        case Word.of("jul"): return 7
        case Word.of("aug"): return 8
        case Word.of("sep"): return 9
        case Word.of("oct"): return 10
        case Word.of("nov"): return 11
        case Word.of("dec"): return 12
        default: return 0
        }
    }

    /// Whether three letters here name a weekday.
    @inline(__always)
    static func isWeekday(_ cursor: Cursor, _ bytes: RawSpan) -> Bool {
        guard cursor.left >= 3 else { return false }
        switch Word.lower(bytes, cursor.at, cursor.at &+ 3) {
        case Word.of("mon"), Word.of("tue"), Word.of("wed"), Word.of("thu"), Word.of("fri"), Word.of("sat"),
            Word.of("sun"):
            return true
        default: return false
        }
    }

    /// Seconds east of UTC of a zone's usual abbreviation; nil for one that is unknown or means several zones.
    static func zone(named word: UInt64) -> Int? {
        switch word {
        case Word.of("utc"), Word.of("gmt"), Word.of("wet"), Word.of("z"): 0
        case Word.of("cet"), Word.of("met"), Word.of("west"): 3600
        case Word.of("cest"), Word.of("mest"), Word.of("eet"), Word.of("sast"): 7200
        case Word.of("eest"), Word.of("msk"): 10_800
        case Word.of("kst"), Word.of("jst"): 32_400
        case Word.of("hkt"), Word.of("sgt"): 28_800
        case Word.of("aest"): 36_000
        case Word.of("aedt"): 39_600
        case Word.of("edt"): -14_400
        case Word.of("est"), Word.of("cdt"): -18_000
        case Word.of("mdt"): -21_600
        case Word.of("mst"), Word.of("pdt"): -25_200
        case Word.of("pst"): -28_800
        default: nil
        }
    }
}
