import Bytes

/// What speaks for a word being a value.
struct WordFeatures: OptionSet, Sendable, Hashable {
    let rawValue: UInt16
    /// A word that says how something went or stands (`failed`, `opened`): its like are told apart for long.
    static let outcome = WordFeatures(rawValue: 256)
    /// Korean, with a particle at its end: a noun's place in a sentence.
    static let particle = WordFeatures(rawValue: 512)
    /// Several words: a quotation or a remark in brackets.
    static let phrase = WordFeatures(rawValue: 1024)
    /// Three parts or more joined by dots and the like: `org.example.Main`, `apt-daily.timer`.
    static let qualified = WordFeatures(rawValue: 2048)
    /// It holds a digit.
    static let digit = WordFeatures(rawValue: 1)
    /// It holds `. - _ @ / \` or the like inside.
    static let joined = WordFeatures(rawValue: 2)
    /// Upper case behind lower case.
    static let mixedCase = WordFeatures(rawValue: 4)
    /// No letter but capitals, at least two: a state or a code.
    static let capitals = WordFeatures(rawValue: 8)
    /// Bytes beyond ASCII.
    static let wide = WordFeatures(rawValue: 16)
    /// No letter, no digit.
    static let symbols = WordFeatures(rawValue: 32)
    /// Begins with a capital.
    static let capitalised = WordFeatures(rawValue: 64)

    /// An abbreviated unit of size or time.
    static let unit = WordFeatures(rawValue: 128)

    var isValueLike: Bool { !isDisjoint(with: [.digit, .joined, .mixedCase, .phrase]) && !contains(.capitals) }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ bytes: RawSpan, _ range: Range<Int>) {
        var features: WordFeatures = []
        var lowers = 0
        var uppers = 0
        var digits = 0
        var joints = 0
        for at in range {
            let byte = bytes.byte(at)
            if byte.isDigit {
                digits += 1
            } else if byte.isLower {
                lowers += 1
            } else if byte.isUpper {
                uppers += 1
                if lowers > 0 { features.insert(.mixedCase) }
            } else if byte >= 128 {
                features.insert(.wide)
            } else if byte == 32 {
                features.insert(.phrase)
            } else if at > range.lowerBound, at + 1 < range.upperBound {
                features.insert(.joined)
                joints += 1
            }
        }
        if joints >= 2 { features.insert(.qualified) }
        if digits > 0 { features.insert(.digit) }
        if uppers >= 2, lowers == 0 { features.insert(.capitals) }
        if uppers + lowers + digits == 0, !features.contains(.wide) { features = .symbols }
        if range.count == 1, lowers == 1 { features.insert(.mixedCase) }  // a letter as a name
        if !range.isEmpty, bytes.byte(range.lowerBound).isUpper { features.insert(.capitalised) }
        if Units.isUnit(bytes, range.lowerBound, range.upperBound) { features.insert(.unit) }
        if features.contains(.wide), WideWords.endsInParticle(bytes, range) { features.insert(.particle) }
        if digits == 0 {
            let hasOutcome =
                features.contains(.phrase)
                ? OutcomeWords.isOne(of: bytes, range)
                : OutcomeWords.contains(bytes, range, isWide: features.contains(.wide))
            if hasOutcome { features.insert(.outcome) }
        }
        self = features
    }

    /// Hash of a word with each digit read as 0.
    static func skeleton(_ bytes: RawSpan, _ range: Range<Int>) -> UInt32 {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for at in range {
            let byte = bytes.byte(at)
            state = (state ^ UInt64(byte.isDigit ? 48 : byte)) &* 0x0100_0000_01b3
        }
        return UInt32(truncatingIfNeeded: state ^ (state >> 32))
    }
}

/// What speaks for a position holding values.
struct PositionContext: OptionSet, Sendable, Hashable {
    let rawValue: UInt16
    /// All that stands behind a name and a colon: `, state: ready,`.
    static let field = PositionContext(rawValue: 4096)
    /// Before `-` or `.` and a number: the name of something numbered, `disk-3`.
    static let stem = PositionContext(rawValue: 2048)
    /// Behind a word such as `사용자` (user).
    static let wideNamed = PositionContext(rawValue: 1024)
    /// Directly before `:` and a digit: perhaps a host before its port.
    static let endpoint = PositionContext(rawValue: 512)
    /// Directly before `=`: a key.
    static let key = PositionContext(rawValue: 128)
    /// Behind a variable, with nothing but a blank between.
    static let counted = PositionContext(rawValue: 256)
    /// Directly behind `=`.
    static let assigned = PositionContext(rawValue: 1)
    /// In quotes.
    static let quoted = PositionContext(rawValue: 2)
    /// Alone between brackets.
    static let bracketed = PositionContext(rawValue: 4)
    /// Behind a word such as `user` or `host`.
    static let named = PositionContext(rawValue: 8)
    /// Behind a word such as `for` or `from`.
    static let preposition = PositionContext(rawValue: 16)
    /// The message's first word.
    static let first = PositionContext(rawValue: 32)
    /// Behind a colon without a blank.
    static let colon = PositionContext(rawValue: 64)

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ list: TokenList, _ position: Int, _ bytes: RawSpan) {
        var context: PositionContext = []
        let token = list[position]
        let before = Int(token.start) > 0 ? bytes.byte(Int(token.start) - 1) : 32
        let after = Int(token.end) < list.end ? bytes.byte(Int(token.end)) : 32
        switch before {
        case UInt8(ascii: "="): context.insert(.assigned)
        case UInt8(ascii: ":"): context.insert(.colon)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): if after == before { context.insert(.quoted) }
        case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "{"):
            if after == UInt8(ascii: "]") || after == UInt8(ascii: ")") || after == UInt8(ascii: ">")
                || after == UInt8(ascii: "}")
            {
                context.insert(.bracketed)
            }
        default: break
        }
        if before >= 128 { context.formUnion(Self.wideSurroundings(bytes, Int(token.start), Int(token.end), list.end)) }
        if Self.isBeforeEquals(bytes, Int(token.end), list.end) { context.insert(.key) }
        if after == UInt8(ascii: "-") || after == UInt8(ascii: "."), Int(token.end) + 1 < list.end,
            bytes.byte(Int(token.end) + 1).isDigit
        {
            context.insert(.stem)
        }
        if after == UInt8(ascii: ":"), Int(token.end) + 1 < list.end, bytes.byte(Int(token.end) + 1).isDigit {
            context.insert(.endpoint)
        }
        if position > 0, list[position - 1].isVariable, list[position - 1].end + 1 == token.start, before == 32 {
            context.insert(.counted)
        }
        if position == 0 { context.insert(.first) }
        if position > 1, before == 32, Self.isField(list, position, bytes) { context.insert(.field) }
        if position > 0, before.isSpace {
            let word = list[position - 1].range
            if Self.isIn(Self.prepositions, bytes, word) { context.insert(.preposition) }
            // `for user X` names a user, and so does `... device X` at the end; `user X` may go on with a verb.
            if Self.isIn(Self.names, bytes, word), position > 1,
                Self.isIn(Self.leads, bytes, list[position - 2].range) || position > 2 && position == list.count - 1
            {
                context.insert(.named)
            }
            if Self.isIn(Self.wideNames, bytes, word) { context.insert(.wideNamed) }
        }
        self = context
    }

    /// What full-width punctuation says of a word: in quotes (「」 『』 “”), alone between brackets (（） 【】 《》), or all that stands behind
    /// a colon (`原因：`).
    static func wideSurroundings(_ bytes: RawSpan, _ start: Int, _ end: Int, _ last: Int) -> PositionContext {
        guard start >= 3 else { return [] }
        func mark(_ at: Int) -> UInt32 {
            guard at + 3 <= last else { return 0 }
            return UInt32(bytes.byte(at)) << 16 | UInt32(bytes.byte(at + 1)) << 8 | UInt32(bytes.byte(at + 2))
        }
        let after = mark(end)
        switch mark(start - 3) {
        case 0xE3808C: return after == 0xE3808D ? .quoted : []
        case 0xE3808E: return after == 0xE3808F ? .quoted : []
        case 0xE2809C: return after == 0xE2809D ? .quoted : []
        case 0xE38090: return after == 0xE38091 ? .bracketed : []
        case 0xE3808A: return after == 0xE3808B ? .bracketed : []
        case 0xEFBC88: return after == 0xEFBC89 ? .bracketed : []
        case 0xEFBC9A:
            // To the message's end, or to what ends a clause: ， 。 、 ；
            let isWhole = end >= last || [0xEFBC8C, 0xE38082, 0xE38081, 0xEFBC9B].contains(after)
            return isWhole ? .field : []
        default: return []
        }
    }

    /// Whether the word behind a blank is all that stands behind a name and a colon.
    private static func isField(_ list: TokenList, _ position: Int, _ bytes: RawSpan) -> Bool {
        let (start, end) = (Int(list[position].start), Int(list[position].end))
        let name = list[position - 1]
        guard !name.isVariable, Int(name.end) == start - 2, bytes.byte(start - 2) == UInt8(ascii: ":") else {
            return false
        }
        guard end < list.end else { return true }
        let after = bytes.byte(end)
        return after == UInt8(ascii: ",") || after == UInt8(ascii: ";") || after == UInt8(ascii: ")")
            || after == UInt8(ascii: "]") || after == UInt8(ascii: "}")
    }

    /// Whether `=` follows, or blanks and `=`: a key.
    static func isBeforeEquals(_ bytes: RawSpan, _ end: Int, _ last: Int) -> Bool {
        var at = end
        while at < last, bytes.byte(at) == 32 { at += 1 }
        return at < last && bytes.byte(at) == UInt8(ascii: "=")
            && (at + 1 == last || bytes.byte(at + 1) != UInt8(ascii: "="))
    }

    /// Whether the word is a field's name: before `=`, or behind a comma and before a colon and its value
    /// (`closed, client: 10.0.0.1`).
    static func isKey(_ list: TokenList, _ position: Int, _ bytes: RawSpan) -> Bool {
        let token = list[position]
        let (start, end) = (Int(token.start), Int(token.end))
        if isBeforeEquals(bytes, end, list.end) { return true }
        return start >= 2 && end + 1 < list.end && bytes.byte(end) == UInt8(ascii: ":") && bytes.byte(end + 1) == 32
            && bytes.byte(start - 1) == 32 && bytes.byte(start - 2) == UInt8(ascii: ",")
    }

    private static let names: [StaticString] = [
        "user", "username", "login", "host", "hostname", "name", "account", "domain", "client", "interface", "device",
        "server",
    ]
    private static let leads: [StaticString] = [
        "for", "from", "by", "to", "via", "on", "at", "of", "as", "with", "invalid", "unknown", "illegal",
    ]
    private static let prepositions: [StaticString] = ["for", "from", "by", "via", "on", "at"]
    private static let wideNames: [StaticString] = ["사용자", "회원", "고객", "계정", "호스트", "서버"]

    private static func isIn(_ words: [StaticString], _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        for word in words where word.utf8CodeUnitCount == range.count && Scan.equals(bytes, range, word) { return true }
        return false
    }
}

/// How many distinct words make a position a variable.
enum Limits {
    /// Words that may stand alone in a sentence's place before they are one variable; evidence counts up to 255.
    static let alonest = 200

    /// - Parameters:
    ///   - valueLike: most of the words look like values.
    ///   - capitals: most of the words are capitals only: states and codes.
    ///   - symbols: one of the words has neither letters nor digits.
    ///   - others: the message's other tokens. The more of them agree, the more the difference in one tells.
    ///   - outcomes: one of the words is an outcome.
    ///   - particles: all of the words end in a particle.
    ///   - units: all of the words are units.
    ///   - phrases: one of the words is several.
    ///   - qualified: all of the words are names of three parts or more.
    ///   - wide: all of the words are beyond ASCII, in languages that say what happened at the end, not at the beginning.
    ///   - alone: no other word of the message's sentence would be left.
    static func distinct(
        _ context: PositionContext, valueLike: Bool, capitals: Bool, symbols: Bool, units: Bool, outcomes: Bool,
        particles: Bool, phrases: Bool, qualified: Bool, wide: Bool, others: Int, alone: Bool
    ) -> Int {
        // The one word that says what happened is told apart for long: without it the template would say nothing.
        if alone, context.isDisjoint(with: [.assigned, .quoted, .bracketed, .colon, .field]) {
            return alonest
        }
        if symbols || outcomes || context.contains(.key) { return 12 }
        if context.contains(.stem), others >= 2, !capitals { return 2 }
        if units, context.contains(.counted) { return 2 }
        if context.contains(.named) { return 2 }
        if particles, context.contains(.wideNamed) { return 3 }
        if context.contains(.quoted), others >= 2, !capitals { return 2 }
        if !context.isDisjoint(with: [.assigned, .quoted]) { return valueLike ? 2 : 3 }
        if context.contains(.field), others >= 2 { return valueLike ? 2 : capitals ? 5 : 3 }
        if context.contains(.bracketed), others >= 2 { return phrases ? 3 : valueLike ? 2 : 4 }
        if context.contains(.preposition), others >= 2 { return valueLike ? 2 : capitals ? 7 : 4 }
        var limit = others >= 6 ? 3 : others >= 3 ? 5 : others == 2 ? 7 : 12
        if valueLike { limit = qualified && others >= 3 ? 2 : others >= 2 ? 3 : 5 }
        if capitals { limit += 2 }
        if context.contains(.first) { limit += others >= 6 ? 1 : wide ? 2 : 8 }
        return limit
    }

    /// Whether a position known to hold values takes this word as one more of them at once.
    static func absorbs(_ context: PositionContext, _ features: WordFeatures, constants: Int) -> Bool {
        if !features.isDisjoint(with: [.symbols, .outcome]) || context.contains(.key) || constants < 1 { return false }
        // `(sda)` beside `(sda1)`.
        if context.contains(.bracketed), constants >= 2, !features.contains(.capitals) { return true }
        return features.isValueLike || !context.isDisjoint(with: [.named, .assigned, .quoted, .endpoint])
    }
}

/// Korean particles.
enum WideWords {
    /// Whether the word ends in one of the particles that mark a noun's part in a sentence.
    static func endsInParticle(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard range.count >= 6 else { return false }
        return isParticle(bytes, range.upperBound - 3..<range.upperBound)
    }

    /// Whether a syllable is one of them.
    static func isParticle(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        for particle in particles where Scan.equals(bytes, range, particle) { return true }
        return false
    }

    private static let particles: [StaticString] = [
        "이", "가", "은", "는", "을", "를", "의", "에", "로", "님", "과", "와", "서", "게",
    ]
}

/// Words that say how something went or how it stands.
enum OutcomeWords {
    /// Without regard to the case of letters; a Korean word counts by its beginning.
    static func contains(_ bytes: RawSpan, _ range: Range<Int>, isWide: Bool) -> Bool {
        if isWide {
            for word in wide where Scan.starts(bytes, at: range.lowerBound, end: range.upperBound, with: word) {
                return true
            }
            return false
        }
        // A compound is what its last part is: `half-installed`, `triggers-pending`.
        var start = range.upperBound
        while start > range.lowerBound, bytes.byte(start - 1).isLetter { start -= 1 }
        if start > range.lowerBound, start < range.upperBound,
            bytes.byte(start - 1) == UInt8(ascii: "-") || bytes.byte(start - 1) == UInt8(ascii: "_")
        {
            return isListed(bytes, start..<range.upperBound)
        }
        return isListed(bytes, range)
    }

    /// Whether one of several words is one.
    static func isOne(of bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        for at in range where bytes.byte(at) == 32 {
            if contains(bytes, start..<at, isWide: false) { return true }
            start = at + 1
        }
        return contains(bytes, start..<range.upperBound, isWide: false)
    }

    /// Whether the whole word is one of them.
    static func isListed(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard range.count >= 2, range.count <= 13 else { return false }
        let first = bytes.byte(range.lowerBound) | 32
        // Most words are told from these by letter and length alone.
        guard first.isLetter, lengths[Int(first &- 97)] >> UInt16(range.count) & 1 == 1 else { return false }
        for word in words where word.utf8CodeUnitCount == range.count && word.utf8Start.pointee == first {
            let isEqual = word.withUTF8Buffer { literal in
                literal.indices.allSatisfy { bytes.byte(range.lowerBound + $0) | 32 == literal[$0] }
            }
            if isEqual { return true }
        }
        return false
    }

    /// The lengths of `words`, as bits, by first letter.
    private static let lengths: [26 of UInt16] = {
        var lengths = [26 of UInt16](repeating: 0)
        for word in words {
            lengths[Int(word.utf8Start.pointee &- 97)] |= 1 << UInt16(word.utf8CodeUnitCount)
        }
        return lengths
    }()

    private static let words: [StaticString] = [
        "ok", "up", "down", "dead", "fail", "fails", "failed", "failing", "failure", "error", "errors", "success",
        "succeeded",
        "successful", "denied", "refused", "rejected", "accepted", "allowed", "granted", "blocked", "dropped",
        "timeout", "aborted",
        "killed", "crashed", "lost", "found", "online", "offline", "start", "starts", "started", "starting", "stop",
        "stops",
        "stopped", "stopping", "restarted", "open", "opened", "opening", "close", "closed", "closing", "enabled",
        "disabled",
        "active", "inactive", "activated", "deactivated", "connected", "disconnected", "reset", "valid", "invalid",
        "degraded",
        "healthy", "unhealthy", "ready", "available", "unavailable", "reachable", "unreachable", "running", "exited",
        "completed", "finished", "cancelled", "canceled", "paused", "resumed", "suspended", "mounted", "unmounted",
        "locked",
        "unlocked", "added", "removed", "created", "deleted", "updated", "expired", "normal", "warning", "critical",
        "full",
        "increased", "decreased", "primary", "standby", "installed", "uninstalled", "configured", "unpacked", "pending",
        "loaded", "unloaded", "registered", "unregistered", "attached", "detached", "acquired", "released",
        "terminated",
        "begin", "end", "ended", "passed", "skipped", "joined", "left", "sent", "received",
    ]
    private static let wide: [StaticString] = [
        "실패", "성공", "오류", "시작", "중지", "종료", "완료", "거부", "차단", "정상", "失敗", "成功", "开始", "失败", "開始", "終了", "停止",
    ]
}
