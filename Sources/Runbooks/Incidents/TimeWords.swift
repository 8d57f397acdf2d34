import Model

/// The words of a question as far as they name times. Phrases are looked for as they stand, numbers with what follows them.
struct TimeWords: Sendable {
    /// Hours of a day; beyond 24 is the next morning.
    struct Part: Sendable, Hashable {
        var from: Int
        var to: Int
        /// Whether a clock time of 1 to 11 beside it is after noon.
        var isAfternoon: Bool
    }
    struct Date: Sendable, Hashable {
        var year: Int?
        var month: Int
        var day: Int
    }

    private var text: String
    private var tokens: [Token]

    /// A run of digits, of ASCII letters, of Hangul, or one other character.
    private struct Token: Sendable, Hashable {
        var text: String
        var number: Int?
        /// Whether a blank stands before it.
        var isApart: Bool
    }

    init(_ question: String) {
        let low = question.lowercased()
        text = " " + low.split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
        tokens = Self.tokens(low)
    }

    private static func tokens(_ text: String) -> [Token] {
        var out: [Token] = []
        var run = ""
        var kind = 0
        var isApart = true
        var runIsApart = true
        func flush() {
            if !run.isEmpty {
                out.append(Token(text: run, number: kind == 1 ? Int(run.prefix(9)) : nil, isApart: runIsApart))
            }
            run = ""
        }
        for scalar in text.unicodeScalars.prefix(2000) {
            let new =
                (0x30...0x39).contains(scalar.value)
                ? 1
                : (0x61...0x7A).contains(scalar.value)
                    ? 2 : (0xAC00...0xD7A3).contains(scalar.value) ? 3 : scalar.properties.isWhitespace ? 0 : 4
            if new != kind || new == 4 { flush() }
            if run.isEmpty { runIsApart = isApart }
            if new == 0 {
                isApart = true
            } else {
                run.unicodeScalars.append(scalar)
                isApart = false
            }
            kind = new
        }
        flush()
        return out
    }

    func has(_ phrases: [String]) -> Bool { phrases.contains { contains($0) } }

    /// English phrases as whole words; Hangul as it stands, for particles follow.
    private func contains(_ phrase: String) -> Bool {
        if phrase.hasHangul { return text[...].range(of: phrase) != nil }
        let core = phrase.hasSuffix(" ") ? String(phrase.dropLast()) : phrase
        var rest = text[...]
        while let found = rest.range(of: " " + core) {
            guard let next = text[found.upperBound...].first, next.isLetter || next.isNumber else { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }

    /// Whether one is there; it is not seen again.
    mutating func take(_ phrases: [String]) -> Bool {
        for phrase in phrases where contains(phrase) {
            if let at = text[...].range(of: phrase) {
                text.replaceSubrange(at, with: phrase == "this " ? "this " : " ")
            }
            return true
        }
        return false
    }

    func part() -> Part? {
        if has([
            "last night", "tonight", "어젯밤", "지난밤", "지난 밤", "간밤", "오늘 밤", "오늘밤", "at night", "night", "밤에", "밤 ", "한밤",
            "밤부터", "밤까지", "밤 동안",
        ]) {
            return Part(from: 18, to: 30, isAfternoon: true)
        }
        if has(["새벽", "early morning", "small hours"]) { return Part(from: 0, to: 6, isAfternoon: false) }
        if has(["morning", "아침", "오전"]) { return Part(from: has(["오전"]) ? 0 : 5, to: 12, isAfternoon: false) }
        if has(["afternoon", "오후"]) { return Part(from: 12, to: has(["오후"]) ? 24 : 18, isAfternoon: true) }
        if has(["evening", "저녁"]) { return Part(from: 17, to: 24, isAfternoon: true) }
        return nil
    }

    // MARK: - Numbers

    private static let units: [(names: [String], length: Micros)] = [
        (["seconds", "second", "secs", "sec", "초"], .second), (["minutes", "minute", "mins", "min", "분"], .minute),
        (["hours", "hour", "hrs", "hr", "h", "시간"], .hour), (["days", "day", "d", "일"], .day),
        (["weeks", "week", "주일", "주"], 7 * .day), (["months", "month", "개월", "달"], 30 * .day),
        (["years", "year", "년"], 365 * .day),
    ]
    private static let counts: [String: Int] = [
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "couple": 2, "few": 3, "한": 1,
        "두": 2, "세": 3, "네": 4,
        "다섯": 5, "하루": 1, "이틀": 2, "사흘": 3, "며칠": 3,
    ]

    private func unit(_ token: Token) -> (length: Micros, rest: String)? {
        for (names, length) in Self.units {
            for name in names {
                if token.text == name { return (length, "") }
                if name.hasHangul, token.text.hasPrefix(name) {
                    return (length, String(token.text.dropFirst(name.count)))
                }
            }
        }
        return nil
    }

    /// "last 3 hours", "past hour", "2 days ago", "최근 30분", "3시간 전에". Ago: a moment; otherwise a stretch up to now.
    func amount() -> (Int, Micros, isAgo: Bool)? {
        for (at, token) in tokens.enumerated() {
            // Half an hour ago, 반 시간 전, 일주일.
            if token.text == "half", ["an", "hour"].contains(tokens.dropFirst(at + 1).first?.text ?? "") {
                return (30, .minute, isAgo: has(["ago"]))
            }
            if token.text.hasPrefix("일주일") {
                let after = String(token.text.dropFirst(3)) + (tokens.dropFirst(at + 1).first?.text ?? "")
                return (1, 7 * .day, isAgo: after.hasPrefix("전"))
            }
            // 하루 전, 이틀 전
            if ["하루", "이틀", "사흘", "며칠"].contains(where: { token.text.hasPrefix($0) }),
                let (word, count) = Self.counts.first(where: { $0.key.count == 2 && token.text.hasPrefix($0.key) })
            {
                let after = String(token.text.dropFirst(word.count)) + (tokens.dropFirst(at + 1).first?.text ?? "")
                return (count, .day, isAgo: after.hasPrefix("전"))
            }
            // 한 시간, 두시간
            var amount = token.number ?? Self.counts[token.text]
            var next = tokens.dropFirst(at + 1).first
            if amount == nil, token.text.hasHangul,
                let word = Self.counts.keys.filter({ $0.count == 1 && token.text.hasPrefix($0) }).first,
                unit(Token(text: String(token.text.dropFirst()), isApart: false))?.length == .hour
            {
                amount = Self.counts[word]
                next = Token(text: String(token.text.dropFirst()), isApart: false)
            } else if next?.text == "of" {
                next = tokens.dropFirst(at + 2).first
            }
            let before = at > 0 ? tokens[at - 1].text : ""
            let isLast = ["last", "past", "previous", "최근", "지난", "최근에"].contains(before)
            // "past hour", "last 24h"; not "last week", which is a calendar's.
            if amount == nil, isLast, let (length, rest) = unit(token), rest.isEmpty, length < 7 * .day {
                return (1, length, isAgo: false)
            }
            guard let amount, amount > 0, amount <= 10_000, let next, let (length, rest) = unit(next) else { continue }
            // "11월 24일" and "3시" are dates and clocks.
            if length == .day, next.text.hasHangul, before.hasPrefix("월") { continue }
            let index = tokens.firstIndex(of: next) ?? at + 1
            let after = tokens[(min(index, tokens.count - 1) + 1)...].first?.text ?? ""
            if after == "ago" || after == "earlier" || rest.hasPrefix("전") || after.hasPrefix("전") {
                return (amount, length, isAgo: true)
            }
            if isLast || ["동안", "간", "내"].contains(where: { rest.hasPrefix($0) || after.hasPrefix($0) })
                || before == "within"
                || has([
                    "in the last", "over the last", "within the last", "for the last", "during the last", "the past",
                ])
            {
                return (amount, length, isAgo: false)
            }
        }
        return nil
    }

    /// 2026-11-24, "24 nov", "nov 24", 11월 24일.
    func date() -> Date? {
        for (at, token) in tokens.enumerated() {
            func next(_ step: Int) -> Token? { at + step < tokens.count ? tokens[at + step] : nil }
            if let year = token.number, token.text.utf8.count == 4, next(1)?.text == "-", let month = next(2)?.number,
                next(3)?.text == "-",
                let day = next(4)?.number
            {
                return Date(year: year, month: month, day: day)
            }
            // 11/24에, "on 24/11": where it can be told which is the month, and a fraction of something it is not.
            if let first = token.number, next(1)?.text == "/", let second = next(2)?.number, next(3)?.text != "/",
                next(1)?.isApart == false, next(2)?.isApart == false
            {
                let isKorean = next(3)?.isApart == false && next(3)?.text.hasPrefix("에") == true
                let isOn = at > 0 && ["on", "since"].contains(tokens[at - 1].text)
                if (isKorean || isOn && second > 12), first <= 12, second <= 31 {
                    return Date(year: nil, month: first, day: second)
                }
                if isOn, first > 12, first <= 31, second <= 12 { return Date(year: nil, month: second, day: first) }
            }
            if let month = token.number, next(1)?.text.hasPrefix("월") == true, let day = next(2)?.number,
                next(3)?.text.hasPrefix("일") == true
            {
                var year: Int?
                if at >= 2, tokens[at - 1].text.hasPrefix("년") { year = tokens[at - 2].number }
                return Date(year: year, month: month, day: day)
            }
            if let month = Self.months.firstIndex(where: {
                token.text == $0 || token.text == Self.longMonths[Self.months.firstIndex(of: $0) ?? 0]
            }) {
                // "may" is a word of its own: only beside a number.
                if let day = next(1)?.number, day <= 31 {
                    return Date(year: next(2)?.text == "," ? next(3)?.number : nil, month: month + 1, day: day)
                }
                if at > 0, let day = tokens[at - 1].number, day <= 31 {
                    return Date(year: next(1)?.number, month: month + 1, day: day)
                }
            }
        }
        return nil
    }
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let longMonths = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// Seconds east of UTC of the zone that is named: "14:00 UTC", "UTC+9", "KST", "한국 시간". Of zones that go by summer time only the names that
    /// tell which they mean.
    func zone() -> Int? {
        if has(["한국 시간", "한국시간", "한국 시각", "korean time", "서울 시간"]) { return 9 * 3600 }
        if has(["세계 표준시", "협정 세계시", "세계시"]) { return 0 }
        for (at, token) in tokens.enumerated() {
            guard let hours = Self.zones[token.text] else { continue }
            func next(_ step: Int) -> Token? { at + step < tokens.count ? tokens[at + step] : nil }
            let sign = next(1)?.text
            guard hours == 0, sign == "+" || sign == "-", next(1)?.isApart == false, let shift = next(2)?.number,
                next(2)?.isApart == false
            else { return Int(hours * 3600) }
            let isFour = next(2)?.text.utf8.count == 4
            let minutes = isFour ? shift % 100 : next(3)?.text == ":" ? next(4)?.number ?? 0 : 0
            let whole = isFour ? shift / 100 : shift
            guard whole <= 14, minutes < 60 else { return 0 }
            return (sign == "+" ? 1 : -1) * (whole * 3600 + minutes * 60)
        }
        return nil
    }
    private static let zones: [String: Double] = [
        "utc": 0, "gmt": 0, "kst": 9, "jst": 9, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "bst": 1, "msk": 3, "sgt": 8,
        "hkt": 8, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "aest": 10, "aedt": 11,
    ]

    /// "in 2025", "2025년": a year by its number.
    func year() -> Int? {
        for (at, token) in tokens.enumerated() {
            guard let year = token.number, (1990...2200).contains(year), token.text.utf8.count == 4 else { continue }
            let before = at > 0 ? tokens[at - 1].text : ""
            let after = at + 1 < tokens.count ? tokens[at + 1].text : ""
            if ["in", "during", "of"].contains(before) || after.hasPrefix("년") || Self.month(before) != nil {
                return year
            }
        }
        return nil
    }

    /// "in September", "9월에": a month without a day.
    func month() -> Int? {
        guard date() == nil else { return nil }
        for (at, token) in tokens.enumerated() {
            let before = at > 0 ? tokens[at - 1].text : ""
            let after = at + 1 < tokens.count ? tokens[at + 1].text : ""
            if let month = token.number, (1...12).contains(month), after.hasPrefix("월"), !after.hasPrefix("월요일") {
                return month
            }
            // "may" and "march" are words of their own: only after "in", or before a year.
            if let month = Self.month(token.text),
                ["in", "during", "last", "since", "of"].contains(before) || Int(after).map({ $0 > 1990 }) == true
            {
                return month
            }
        }
        return nil
    }
    private static func month(_ word: String) -> Int? {
        (months.firstIndex(of: word) ?? longMonths.firstIndex(of: word)).map { $0 + 1 }
    }

    /// 0 = Monday.
    func weekday() -> Int? {
        let english = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        let korean = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"]
        return english.firstIndex { has([$0]) } ?? korean.firstIndex { has([$0]) }
    }

    /// Minutes of the day: 14:30, 2pm, 2:30 pm, 오후 2시 30분, 14시, "at 3". At most two.
    func clocks(_ part: Part?) -> [Int] {
        var found: [Int] = []
        // Whether each is said to be after noon; nil where nothing is said.
        var said: [Bool?] = []
        var at = 0
        while at < tokens.count, found.count < 2 {
            defer { at += 1 }
            if tokens[at].text == "noon" || tokens[at].text.hasPrefix("정오") {
                found.append(12 * 60)
                said.append(true)
            } else if tokens[at].text == "midnight" || tokens[at].text.hasPrefix("자정") {
                // The end of a stretch or of a night is the midnight after it.
                found.append(!found.isEmpty || part.map { $0.to > 24 } == true ? 24 * 60 : 0)
                said.append(false)
            }
            guard let hour = tokens[at].number, hour <= 24 else { continue }
            func next(_ step: Int) -> Token? { at + step < tokens.count ? tokens[at + step] : nil }
            // "2-4pm".
            if hour <= 12, ["-", "–", "~"].contains(next(1)?.text ?? ""), let last = next(2)?.number, last <= 12,
                let word = next(3)?.text, word == "am" || word == "pm"
            {
                func minutes(_ hour: Int) -> Int { (hour % 12 + (word == "pm" ? 12 : 0)) * 60 }
                return [word == "pm" && hour > last && hour != 12 ? hour * 60 : minutes(hour), minutes(last)]
            }
            let before = at > 0 ? tokens[at - 1].text : ""
            var minutes: Int?
            var isAfternoon: Bool?
            var width = 0
            if next(1)?.text == ":", let minute = next(2)?.number, minute < 60, next(2)?.text.utf8.count == 2 {
                (minutes, width) = (hour * 60 + minute, 2)
                if next(3)?.text == "pm" { isAfternoon = true } else if next(3)?.text == "am" { isAfternoon = false }
            } else if let word = next(1)?.text, word == "pm" || word == "am" {
                (minutes, isAfternoon, width) = (hour * 60, word == "pm", 1)
            } else if let word = next(1)?.text, word.hasPrefix("시"), !word.hasPrefix("시간") {
                (minutes, width) = (hour * 60, 1)
                if word.hasPrefix("시반") || next(2)?.text.hasPrefix("반") == true { minutes = hour * 60 + 30 }
                if let minute = next(2)?.number, minute < 60, next(3)?.text.hasPrefix("분") == true {
                    (minutes, width) = (hour * 60 + minute, 3)
                }
            } else if ["at", "around", "about", "since", "between", "from", "and", "to", "until"].contains(before),
                tokens[at].isApart, hour <= 23,
                next(1)?.isApart != false || next(1)?.text == "?"
            {
                guard !["and", "to", "until"].contains(before) || !found.isEmpty else { continue }
                // "from 2 replicas to 4" counts something else.
                guard before != "from" || ["to", "until", "-"].contains(next(1)?.text ?? "") else { continue }
                minutes = hour * 60
            }
            guard var minutes else { continue }
            let marker = korean(before) ?? isAfternoon ?? (found.isEmpty ? part?.isAfternoon : nil)
            if hour == 12, korean(before) == false || isAfternoon == false { minutes -= 12 * 60 }
            // At night 1 to 5 is after midnight.
            let isSmall = part.map { $0.to > 24 } ?? false
            if marker == true, (isSmall && isAfternoon == nil ? 6...11 : 1...11).contains(hour) { minutes += 12 * 60 }
            // "Night at 12" is midnight.
            if hour == 12, isSmall, marker == true, minutes == 12 * 60, isAfternoon == nil { minutes = 24 * 60 }
            found.append(minutes)
            said.append(korean(before) ?? isAfternoon)
            at += width
        }
        if found.count == 2, said[0] != said[1] {
            // What is said of one of two holds for the other: "2 to 4 pm", "오후 2시부터 4시까지".
            if said[0] == nil, said[1] == true, found[0] < 12 * 60, found[0] + 12 * 60 < found[1] {
                found[0] += 12 * 60
            }
            if said[1] == nil, said[0] == true, found[1] < 12 * 60, found[1] + 12 * 60 > found[0] {
                found[1] += 12 * 60
            }
        }
        return found
    }

    private func korean(_ word: String) -> Bool? {
        switch word {
        case "오후", "저녁": true
        case "오전", "새벽", "아침": false
        default: nil
        }
    }
}
