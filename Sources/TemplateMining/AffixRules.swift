import Bytes

/// A word of a script written without blanks of which the beginning and the end are constant and what stands between is a value:
/// `用户` and `登录成功` around a name. Lengths in bytes, of whole characters.
struct Affix: Sendable, Hashable {
    /// The number of the token, below 64.
    var position: UInt8
    var prefix: UInt16
    var suffix: UInt16

    /// What of a word is the value.
    @inline(__always)
    func value(of range: Range<Int>) -> Range<Int> {
        range.lowerBound + Int(prefix)..<max(range.lowerBound + Int(prefix), range.upperBound - Int(suffix))
    }

    /// The word as the signature has it: its constant parts.
    func word(_ bytes: RawSpan, _ range: Range<Int>) -> UInt64 {
        let value = value(of: range)
        let head = WordHash.hash(bytes, range.lowerBound, value.lowerBound)
        return WordHash.fold(head ^ WordHash.variable, WordHash.hash(bytes, value.upperBound, range.upperBound) | 1)
    }
}

/// The beginnings and ends of wide words that are known to stand around a value, by the message's number of tokens and the word's
/// place. Bounded; a rule is never changed, only replaced by a more general one.
struct AffixRules: Sendable {
    static let maximumGroups = 1024
    static let maximumRules = 32
    /// Bytes of the longest beginning and of the longest end.
    static let longest = 96

    struct Rule: Sendable, Hashable {
        var prefix: [UInt8]
        var suffix: [UInt8]

        func matches(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
            guard range.count > prefix.count + suffix.count else { return false }
            for at in prefix.indices where bytes.byte(range.lowerBound + at) != prefix[at] { return false }
            let from = range.upperBound - suffix.count
            for at in suffix.indices where bytes.byte(from + at) != suffix[at] { return false }
            return true
        }

        /// Whether every word of `other` is one of this rule's.
        func covers(_ other: Rule) -> Bool {
            other.prefix.starts(with: prefix) && other.suffix.reversed().starts(with: suffix.reversed())
        }
    }
    /// By `key(count:position:)`, the longest first.
    private(set) var groups: [UInt32: [Rule]] = [:]
    /// The revision at the last change.
    var stamp: UInt64 = 0

    var isEmpty: Bool { groups.isEmpty }
    static func key(count: Int, position: Int) -> UInt32 { UInt32(count) << 8 | UInt32(position) }

    func rules(count: Int, position: Int) -> [Rule] { groups[Self.key(count: count, position: position)] ?? [] }

    /// The rule for a word: the longest that it fits.
    func find(count: Int, position: Int, _ bytes: RawSpan, _ range: Range<Int>) -> Rule? {
        groups[Self.key(count: count, position: position)]?.first { $0.matches(bytes, range) }
    }

    /// Adds a rule in place of those that it covers and that are `replaced`.
    /// - Returns: Whether there was room.
    mutating func add(_ rule: Rule, count: Int, position: Int, replacing replaced: [Rule], stamp: UInt64) -> Bool {
        let key = Self.key(count: count, position: position)
        var rules = (groups[key] ?? []).filter { !replaced.contains($0) && $0 != rule }
        guard rules.count < Self.maximumRules, groups[key] != nil || groups.count < Self.maximumGroups else {
            return false
        }
        rules.append(rule)
        rules.sort {
            ($0.prefix.count + $0.suffix.count, $0.prefix.count) > ($1.prefix.count + $1.suffix.count, $1.prefix.count)
        }
        groups[key] = rules
        self.stamp = stamp
        return true
    }

    // MARK: Storage

    func bytes() -> [UInt8] {
        var writer = SnapshotWriter(version: TemplateMiner.version)
        writer.write(groups.sorted { $0.key < $1.key }) { writer, group in
            writer.write(group.key)
            writer.write(group.value) {
                $0.write($1.prefix)
                $0.write($1.suffix)
            }
        }
        return writer.bytes
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        let stored = try reader.readArray { (reader) throws(SnapshotError) in
            (
                try reader.read(UInt32.self),
                try reader.readArray { (reader) throws(SnapshotError) -> Rule in
                    Rule(prefix: try reader.read(), suffix: try reader.read())
                }
            )
        }
        for (key, rules) in stored {
            guard rules.allSatisfy({ $0.prefix.count <= Self.longest && $0.suffix.count <= Self.longest }) else {
                throw .invalid("a wide word's beginning")
            }
            groups[key] = rules
        }
    }
}
