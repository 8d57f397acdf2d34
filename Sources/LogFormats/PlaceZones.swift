import Bytes

/// Zones by their place (`Europe/Warsaw`), as PHP names them: the usual ones, with the rules of summer time that hold since 2007.
/// A table of our own rather than the system's: the same line must give the same time on every host, whatever its zone files say or lack,
/// and without a `String` a line.
enum PlaceZones {
    private enum Summer { case none, europe, america, australia }

    /// Seconds east of UTC at a place's date and time of day; nil for a place that is not known. O(name).
    @inline(never)
    static func offset(_ bytes: RawSpan, _ from: Int, _ to: Int, at f: CalendarFields) -> Int? {
        guard f.year >= 2007, f.month > 0, f.day > 0, let (minutes, summer) = zone(bytes, from, to)
        else { return nil }
        let isSummer =
            switch summer {
            case .none: false
            case .europe: isEuropean(f, hour: 1 &+ minutes / 60)
            case .america: isAmerican(f)
            case .australia: isAustralian(f)
            }
        return (minutes &+ (isSummer ? 60 : 0)) &* 60
    }

    /// The day of the month's first or last Sunday.
    private static func sunday(_ year: Int, _ month: Int, isLast: Bool) -> Int {
        let day = isLast ? CalendarFields.length(of: month, year) : 7
        // 1970 began on a Thursday.
        return day &- (CalendarFields.days(year, month, day) &+ 4) % 7
    }

    /// `hour`: the local hour, standard time, at which the clocks are turned.
    private static func isEuropean(_ f: CalendarFields, hour: Int) -> Bool {
        if f.month > 3, f.month < 10 { return true }
        guard f.month == 3 || f.month == 10 else { return false }
        let turn = sunday(f.year, f.month, isLast: true)
        if f.day != turn { return f.day > turn ? f.month == 3 : f.month == 10 }
        return f.month == 3 ? f.hour >= hour : f.hour < hour &+ 1
    }

    private static func isAmerican(_ f: CalendarFields) -> Bool {
        if f.month > 3, f.month < 11 { return true }
        guard f.month == 3 || f.month == 11 else { return false }
        let turn = sunday(f.year, f.month, isLast: false) &+ (f.month == 3 ? 7 : 0)
        if f.day != turn { return f.day > turn ? f.month == 3 : f.month == 11 }
        return f.month == 3 ? f.hour >= 2 : f.hour < 2
    }

    private static func isAustralian(_ f: CalendarFields) -> Bool {
        if f.month > 10 || f.month < 4 { return true }
        guard f.month == 4 || f.month == 10 else { return false }
        let turn = sunday(f.year, f.month, isLast: false)
        if f.day != turn { return f.day > turn ? f.month == 10 : f.month == 4 }
        return f.month == 10 ? f.hour >= 2 : f.hour < 3
    }

    /// Minutes east of UTC and the rule of summer time, by the first eight letters of the place.
    private static func zone(_ bytes: RawSpan, _ from: Int, _ to: Int) -> (Int, Summer)? {
        var place = to
        while place > from, bytes.byte(place &- 1) != UInt8(ascii: "/") { place &-= 1 }
        switch Word.lower(bytes, place, to) {
        case Word.of("utc"), Word.of("gmt"), Word.of("reykjavi"), Word.of("abidjan"), Word.of("accra"):
            return (0, .none)
        case Word.of("london"), Word.of("dublin"), Word.of("lisbon"), Word.of("canary"),
            Word.of("madeira"):
            return (0, .europe)
        case Word.of("berlin"), Word.of("paris"), Word.of("madrid"), Word.of("rome"),
            Word.of("amsterda"),
            Word.of("brussels"), Word.of("vienna"), Word.of("warsaw"), Word.of("prague"),
            Word.of("budapest"),
            Word.of("stockhol"), Word.of("copenhag"), Word.of("oslo"), Word.of("zurich"),
            Word.of("belgrade"),
            Word.of("zagreb"), Word.of("ljubljan"), Word.of("bratisla"), Word.of("luxembou"),
            Word.of("sarajevo"),
            Word.of("skopje"), Word.of("malta"):
            return (60, .europe)
        case Word.of("athens"), Word.of("helsinki"), Word.of("kiev"), Word.of("kyiv"),
            Word.of("buchares"),
            Word.of("sofia"), Word.of("riga"), Word.of("vilnius"), Word.of("tallinn"):
            return (120, .europe)
        case Word.of("lagos"), Word.of("algiers"), Word.of("tunis"): return (60, .none)
        case Word.of("johannes"): return (120, .none)
        case Word.of("moscow"), Word.of("istanbul"), Word.of("minsk"), Word.of("riyadh"),
            Word.of("nairobi"),
            Word.of("baghdad"):
            // Moscow since 2014, Istanbul since 2016.
            return (180, .none)
        case Word.of("dubai"): return (240, .none)
        case Word.of("karachi"): return (300, .none)
        case Word.of("kolkata"), Word.of("calcutta"): return (330, .none)
        case Word.of("dhaka"): return (360, .none)
        case Word.of("bangkok"), Word.of("jakarta"), Word.of("ho_chi_m"), Word.of("saigon"):
            return (420, .none)
        case Word.of("shanghai"), Word.of("hong_kon"), Word.of("taipei"), Word.of("singapor"),
            Word.of("manila"),
            Word.of("kuala_lu"), Word.of("perth"):
            return (480, .none)
        case Word.of("seoul"), Word.of("tokyo"): return (540, .none)
        case Word.of("brisbane"): return (600, .none)
        case Word.of("sydney"), Word.of("melbourn"), Word.of("hobart"): return (600, .australia)
        case Word.of("honolulu"): return (-600, .none)
        case Word.of("los_ange"), Word.of("vancouve"): return (-480, .america)
        case Word.of("denver"), Word.of("edmonton"): return (-420, .america)
        case Word.of("phoenix"): return (-420, .none)
        case Word.of("chicago"), Word.of("winnipeg"): return (-360, .america)
        case Word.of("new_york"), Word.of("toronto"), Word.of("detroit"): return (-300, .america)
        case Word.of("bogota"), Word.of("lima"), Word.of("panama"): return (-300, .none)
        case Word.of("halifax"): return (-240, .america)
        case Word.of("caracas"): return (-240, .none)
        case Word.of("buenos_a"): return (-180, .none)
        default: return nil
        }
    }
}
