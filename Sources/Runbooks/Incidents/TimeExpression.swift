import Model

/// A stretch of time that a question names.
package struct TimeSpan: Sendable, Hashable, Codable {
    /// First moment, and the first one after it.
    package var from: Micros
    package var to: Micros
    package init(from: Micros, to: Micros) { (self.from, self.to) = (from, to) }
}

/// Reads "last night", "yesterday between 14:00 and 15:00", "어제 오후 3시쯤", "지난 2시간" as times. Deterministic: the same words,
/// now and zone give the same span. The rules:
///
/// - Days are civil days of the zone; a night is 18:00 to 06:00, a morning ends at 12:00, an evening begins at 18:00.
/// - "N hours ago" is that moment give or take half a unit, five minutes at least; "two days ago" is that day, at a clock time or part of it
///   where one is named. A clock time alone is give or take 15 minutes; without a day it is the latest such moment that has passed.
/// - A weekday is the latest one that has begun; "last week" is Monday to Sunday, with a weekday the one in it. A month is the latest one
///   that has begun.
/// - A zone that is named ("14:00 KST", "UTC+9", "한국 시간") holds for the question; else the asker's does.
/// - Nothing reaches beyond now.
package struct TimeExpression: Sendable {
    package let now: Micros
    /// Seconds east of UTC.
    package let zone: Int

    package init(now: Micros, zone: Int) { (self.now, self.zone) = (now, zone) }

    /// The same in the zone that `text` names; itself where it names none. O(length).
    package func inZone(of text: String) -> TimeExpression {
        TimeWords(text).zone().map { TimeExpression(now: now, zone: $0) } ?? self
    }

    /// The span that `text` names; nil when it names none. O(length).
    package func span(in text: String) -> TimeSpan? {
        let here = inZone(of: text)
        return here.zone == zone ? read(text) : here.read(text)
    }

    private func read(_ text: String) -> TimeSpan? {
        var words = TimeWords(text)
        var day: Micros?
        switch relative(&words) {
        case .span(let span)?: return clamped(span)
        case .day(let start)?: day = start
        case nil: break
        }
        if day == nil, let inWeek = dayInWeek(&words) { day = inWeek }
        if day == nil, let period = period(&words) { return clamped(connected(period, &words)) }
        if day == nil { day = self.day(&words) }
        let part = words.part()
        let clocks = words.clocks(part)
        if clocks.isEmpty {
            guard day != nil || part != nil else { return nil }
            return clamped(connected(within(day, part), &words))
        }
        return clamped(at(clocks, day, part, &words))
    }

    // MARK: - Days

    private var today: Micros { midnight(before: now) }
    private func midnight(before time: Micros) -> Micros {
        let shift = Micros(zone) * .second
        return (time + shift).flooredDivision(by: .day).quotient * .day - shift
    }
    /// 0 = Monday; 1970-01-01 was a Thursday.
    private var weekday: Int {
        let days = Int((now + Micros(zone) * .second).flooredDivision(by: .day).quotient)
        return ((days + 3) % 7 + 7) % 7
    }

    /// Midnight of the day that is named.
    private func day(_ words: inout TimeWords) -> Micros? {
        if words.take(["the day before yesterday", "day before yesterday", "그저께", "엊그제", "그제"])
            || words.has(["night before last"])
        {
            return today - 2 * .day
        }
        // "Last night" belongs to the day on which it began.
        if words.has(["last night", "어젯밤", "지난밤", "지난 밤", "간밤"]) { return today - .day }
        if words.take(["yesterday", "어제"]) { return today - .day }
        if words.take(["today", "오늘"])
            || words.has(["tonight", "this morning", "this afternoon", "this evening", "this night"])
        {
            return today
        }
        if let date = words.date() {
            if let year = date.year { return civil(year, date.month, date.day) }
            let year = CivilTime(now + Micros(zone) * .second).year
            guard let here = civil(year, date.month, date.day) else { return nil }
            return here > now ? civil(year - 1, date.month, date.day) : here
        }
        if let named = words.weekday() {
            let back = (weekday - named + 7) % 7
            return today - Micros(back == 0 && words.has(["last "]) ? 7 : back) * .day
        }
        return nil
    }

    private func civil(_ year: Int, _ month: Int, _ day: Int) -> Micros? {
        guard (1970...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        return CivilTime(year: year, month: month, day: day).micros - Micros(zone) * .second
    }
    private func within(_ day: Micros?, _ part: TimeWords.Part?) -> TimeSpan {
        let start = day ?? today
        guard let part else { return TimeSpan(from: start, to: start + .day) }
        var span = TimeSpan(from: start + Micros(part.from) * .hour, to: start + Micros(part.to) * .hour)
        // "This evening" asked in the morning, "at night" asked at noon: the one that has been.
        if day == nil, span.from > now { span = TimeSpan(from: span.from - .day, to: span.to - .day) }
        return span
    }

    /// "Monday of last week", "지난주 월요일": midnight of that day.
    private func dayInWeek(_ words: inout TimeWords) -> Micros? {
        guard let named = words.weekday() else { return nil }
        let monday = today - Micros(weekday) * .day
        if words.take(Self.lastWeek) { return monday - Micros(7 - named) * .day }
        if words.take(Self.thisWeek) { return monday + Micros(named) * .day }
        return nil
    }
    private static let lastWeek = ["last week", "last week's", "지난주", "지난 주", "저번 주", "저번주"]
    private static let thisWeek = ["this week", "this week's", "이번 주", "이번주", "금주"]

    // MARK: - Stretches

    /// "last 3 hours", "2 days ago", "지난 30분", "3시간 전".
    private enum Relative {
        case span(TimeSpan)
        /// Midnight of a day; clock times and parts of a day are its own.
        case day(Micros)
    }

    private func relative(_ words: inout TimeWords) -> Relative? {
        if words.has(["just now", "방금", "조금 전", "좀 전"]) { return .span(TimeSpan(from: now - 15 * .minute, to: now)) }
        guard let (amount, unit, isAgo) = words.amount() else { return nil }
        let length = Micros(amount) * unit
        guard isAgo else { return .span(TimeSpan(from: now - length, to: now)) }
        if words.has(["since ", "부터", "이후", "이후로"]) { return .span(TimeSpan(from: now - length, to: now)) }
        let start = midnight(before: now - length)
        if unit == .day { return .day(start) }
        if unit > .day { return .span(TimeSpan(from: start, to: start + unit)) }
        let around = max(unit / 2, Self.leastAround)
        return .span(TimeSpan(from: now - length - around, to: now - length + around))
    }
    /// Nobody knows a minute of the past to the second.
    private static let leastAround: Micros = 5 * .minute

    private func period(_ words: inout TimeWords) -> TimeSpan? {
        let monday = today - Micros(weekday) * .day
        if words.take(["weekend", "주말"]) {
            let saturday = weekday >= 5 ? monday + 5 * .day : monday - 2 * .day
            return TimeSpan(from: saturday, to: saturday + 2 * .day)
        }
        if words.take(Self.lastWeek) { return TimeSpan(from: monday - 7 * .day, to: monday) }
        if words.take(Self.thisWeek) { return TimeSpan(from: monday, to: monday + 7 * .day) }
        let local = CivilTime(now + Micros(zone) * .second)
        if let year = year(&words, local.year) {
            guard let month = words.month() else { return months(year, 1, 12) }
            return months(year, month, 1)
        }
        if let month = words.month() { return months(month > local.month ? local.year - 1 : local.year, month, 1) }
        guard let first = civil(local.year, local.month, 1) else { return nil }
        if words.take(["this month", "이번 달", "이번달"]) { return TimeSpan(from: first, to: now) }
        if words.take(["last month", "지난달", "지난 달", "저번 달"]) {
            let before = local.month == 1 ? civil(local.year - 1, 12, 1) : civil(local.year, local.month - 1, 1)
            return before.map { TimeSpan(from: $0, to: first) }
        }
        return nil
    }

    /// "last year", "작년", "in 2025", "2025년": where no day of it is named.
    private func year(_ words: inout TimeWords, _ now: Int) -> Int? {
        guard words.date() == nil else { return nil }
        if words.take(["last year", "작년", "지난해", "지난 해"]) { return now - 1 }
        if words.take(["this year", "올해", "금년"]) { return now }
        return words.year()
    }

    private func months(_ year: Int, _ month: Int, _ count: Int) -> TimeSpan? {
        let next = month + count > 12 ? (year + 1, month + count - 12) : (year, month + count)
        guard let from = civil(year, month, 1), let to = civil(next.0, next.1, 1) else { return nil }
        return TimeSpan(from: from, to: to)
    }

    /// "since yesterday", "어제부터": goes on until now.
    private func connected(_ span: TimeSpan, _ words: inout TimeWords) -> TimeSpan {
        words.has(["since ", "부터", "이후"]) ? TimeSpan(from: span.from, to: now) : span
    }

    private func at(_ clocks: [Int], _ day: Micros?, _ part: TimeWords.Part?, _ words: inout TimeWords) -> TimeSpan {
        let isNight = part.map { $0.to > 24 } ?? false
        func moment(_ minutes: Int) -> Micros {
            var time = (day ?? today) + Micros(minutes) * .minute
            // "Last night at 2" is after midnight.
            if isNight, day != nil, minutes < 12 * 60 { time += .day }
            if day == nil, time > now { time -= .day }
            return time
        }
        let first = moment(clocks[0])
        if clocks.count > 1 {
            var last = moment(clocks[1])
            if last <= first { last += .day }
            return TimeSpan(from: first, to: last)
        }
        if words.has(["since ", "after ", "부터", "이후"]) { return TimeSpan(from: first, to: now) }
        if words.has(["before ", "until ", "till ", "이전", "까지"]) {
            return TimeSpan(from: midnight(before: first), to: first)
        }
        return TimeSpan(from: first - 15 * .minute, to: first + 15 * .minute)
    }

    private func clamped(_ span: TimeSpan) -> TimeSpan? {
        let to = min(span.to, now)
        return span.from < to ? TimeSpan(from: span.from, to: to) : nil
    }
}
