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
/// - "N hours ago" is that moment give or take half a unit; a clock time alone is give or take 15 minutes; without a day
///   it is the latest such moment that has passed.
/// - A weekday is the latest one that has begun; "last week" is Monday to Sunday.
/// - Nothing reaches beyond now.
package struct TimeExpression: Sendable {
    package let now: Micros
    /// Seconds east of UTC.
    package let zone: Int

    package init(now: Micros, zone: Int) { (self.now, self.zone) = (now, zone) }

    /// The span that `text` names; nil when it names none. O(length).
    package func span(in text: String) -> TimeSpan? {
        var words = TimeWords(text)
        if let relative = relative(&words) { return clamped(relative) }
        if let period = period(&words) { return clamped(connected(period, &words)) }
        let day = day(&words)
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
        if words.take(["the day before yesterday", "day before yesterday", "그저께", "그제", "엊그제"]) {
            return today - 2 * .day
        }
        // "Last night" belongs to the day on which it began.
        if words.has(["last night", "어젯밤", "지난밤", "지난 밤", "간밤"]) { return hour(now) < 6 ? today - .day : today - .day }
        if words.take(["yesterday", "어제"]) { return today - .day }
        if words.take(["today", "오늘", "this "]) || words.has(["tonight"]) { return today }
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
    private func hour(_ time: Micros) -> Int { Int((time - midnight(before: time)) / .hour) }

    private func within(_ day: Micros?, _ part: TimeWords.Part?) -> TimeSpan {
        let start = day ?? today
        guard let part else { return TimeSpan(from: start, to: start + .day) }
        var span = TimeSpan(from: start + Micros(part.from) * .hour, to: start + Micros(part.to) * .hour)
        // "This evening" asked in the morning, "at night" asked at noon: the one that has been.
        if day == nil, span.from > now { span = TimeSpan(from: span.from - .day, to: span.to - .day) }
        return span
    }

    // MARK: - Stretches

    /// "last 3 hours", "2 days ago", "지난 30분", "3시간 전".
    private func relative(_ words: inout TimeWords) -> TimeSpan? {
        guard let (amount, unit, isAgo) = words.amount() else { return nil }
        let length = Micros(amount) * unit
        guard isAgo else { return TimeSpan(from: now - length, to: now) }
        if words.has(["since ", "부터", "이후", "이후로"]) { return TimeSpan(from: now - length, to: now) }
        if unit >= .day {
            let start = midnight(before: now - length)
            return TimeSpan(from: start, to: start + unit)
        }
        return TimeSpan(from: now - length - unit / 2, to: now - length + unit / 2)
    }

    private func period(_ words: inout TimeWords) -> TimeSpan? {
        let monday = today - Micros(weekday) * .day
        if words.take(["last week", "지난주", "지난 주", "저번 주", "저번주"]) {
            return TimeSpan(from: monday - 7 * .day, to: monday)
        }
        if words.take(["this week", "이번 주", "이번주", "금주"]) { return TimeSpan(from: monday, to: monday + 7 * .day) }
        if words.take(["weekend", "주말"]) {
            let saturday = weekday >= 5 ? monday + 5 * .day : monday - 2 * .day
            return TimeSpan(from: saturday, to: saturday + 2 * .day)
        }
        let local = CivilTime(now + Micros(zone) * .second)
        guard let first = civil(local.year, local.month, 1) else { return nil }
        if words.take(["this month", "이번 달", "이번달"]) { return TimeSpan(from: first, to: now) }
        if words.take(["last month", "지난달", "지난 달", "저번 달"]) {
            let before = local.month == 1 ? civil(local.year - 1, 12, 1) : civil(local.year, local.month - 1, 1)
            return before.map { TimeSpan(from: $0, to: first) }
        }
        return nil
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
