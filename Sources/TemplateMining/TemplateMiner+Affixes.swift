import Bytes

/// Values inside of words of scripts that are written without blanks: `用户王小明登录成功`, `田中さんが`.
///
/// The tokenizer cannot find them: without a dictionary a run of such characters is one word. But where templates are equal except for
/// one such word, and several of these words begin and end alike, what stands between is a value. From then on a word of that place
/// that begins and ends so counts by its beginning and end. Only messages that the signature table does not know come here.
extension TemplateMiner {
    /// Templates of a length that are looked at beside a new one, the youngest.
    static let affixNeighbours = 64
    /// Bytes of the longest value.
    private static let longestValue = 48

    /// Whether a token is a run of Chinese or Japanese characters or of Korean syllables. (Scripts that write each word by itself have
    /// no values inside of words.)
    @inline(__always)
    static func isWide(_ token: Token, _ bytes: RawSpan) -> Bool {
        !token.isVariable && token.end &- token.start >= 3 && (0xE3...0xED).contains(bytes.byte(Int(token.start)))
    }

    static func holdsWide(_ list: TokenList, _ bytes: RawSpan) -> Bool {
        for position in 0..<min(64, list.count) where isWide(list[position], bytes) { return true }
        return false
    }

    /// Takes the wide words of a message for which there are rules by their beginning and end. Returns what was found.
    func applyAffixRules(to list: inout TokenList, _ bytes: RawSpan) -> [Affix] {
        var found: [Affix] = []
        for position in 0..<min(64, list.count) where Self.isWide(list[position], bytes) {
            let range = list[position].range
            guard let rule = affixRules.find(count: list.count, position: position, bytes, range) else { continue }
            let affix = Affix(
                position: UInt8(position), prefix: UInt16(rule.prefix.count), suffix: UInt16(rule.suffix.count))
            list.apply(affix, bytes)
            found.append(affix)
        }
        return found
    }

    /// Cuts a template's sample into tokens, its values inside of words taken as such.
    func cut(_ index: Int32, into list: inout TokenList) {
        let body = bodies[Int(index)]
        let bytes = body.sample.span.bytes
        tokenizer.tokens(of: ByteRange(0, body.sample.count), in: bytes, into: &list)
        for affix in body.affixes where Int(affix.position) < list.count { list.apply(affix, bytes) }
    }

    /// Cuts a message of a template into tokens in the same way.
    func cut(_ message: ByteRange, in bytes: RawSpan, as index: Int32, into list: inout TokenList) {
        tokenizer.tokens(of: message, in: bytes, into: &list)
        for affix in bodies[Int(index)].affixes where Int(affix.position) < list.count { list.apply(affix, bytes) }
    }

    /// Cuts a message of a template into `other`. No allocation.
    mutating func tokens(of message: ByteRange, in bytes: RawSpan, as index: Int32) {
        tokenizer.tokens(of: message, in: bytes, into: &other)
        let count = bodies[Int(index)].affixes.count
        for at in 0..<count {
            let affix = bodies[Int(index)].affixes[at]
            if Int(affix.position) < other.count { other.apply(affix, bytes) }
        }
    }

    /// Looks whether a new template and its neighbours show that a part of a wide word is a value.
    /// - Returns: The templates that say less since then.
    mutating func learnAffixes(_ index: Int32) -> [Int32] {
        let slot = Int(index)
        guard aliases[slot] == index else { return [] }
        let sample = bodies[slot].sample
        let bytes = sample.span.bytes
        var list = TokenList()
        tokenizer.tokens(of: ByteRange(0, sample.count), in: bytes, into: &list)
        guard Self.holdsWide(list, bytes) else { return [] }
        let count = list.count
        let neighbours = counters.flood ? [] : wideTemplates(count)
        wide[UInt16(count), default: []].append(WideTemplate(index: index, born: bodies[slot].born))
        guard !neighbours.isEmpty else { return [] }
        cut(index, into: &list)
        for position in 0..<min(64, count) where Self.isWide(list[position], bytes) {
            guard bodies[slot].mask >> UInt64(position) & 1 == 0 else { continue }
            guard let rule = rule(for: list, position, bytes, bodies[slot].mask, among: neighbours) else { continue }
            return adopt(rule, count: count, position: position)
        }
        return []
    }

    /// The living templates of a number of tokens that hold wide words, the youngest of them, the youngest first.
    private mutating func wideTemplates(_ count: Int) -> [Int32] {
        guard let known = wide[UInt16(count)] else { return [] }
        // Those that live no more are taken out when the list has doubled.
        if known.count > Self.affixNeighbours, known.count & (known.count - 1) == 0 {
            wide[UInt16(count)] = known.filter(lives)
        }
        var found: [Int32] = []
        for one in known.reversed() where lives(one) {
            found.append(one.index)
            if found.count == Self.affixNeighbours { break }
        }
        return found
    }

    private func lives(_ one: WideTemplate) -> Bool {
        aliases[Int(one.index)] == one.index && bodies[Int(one.index)].born == one.born
    }

    /// Lists the templates with wide words anew after a restore.
    mutating func restoreWide() {
        wide = [:]
        let young = livingIndices.filter { $0 != overflow && control.trunks[$0] == nil }
            .sorted { bodies[Int($0)].born < bodies[Int($1)].born }
        for index in young {
            let sample = bodies[Int(index)].sample
            // Most hold nothing beyond ASCII.
            guard sample.contains(where: { $0 >= 128 }) else { continue }
            tokenizer.tokens(of: ByteRange(0, sample.count), in: sample.span.bytes, into: &other)
            guard Self.holdsWide(other, sample.span.bytes) else { continue }
            wide[UInt16(other.count), default: []].append(WideTemplate(index: index, born: bodies[Int(index)].born))
        }
    }

    /// The rule that says most of the words at a position: those of the neighbours that are equal to the new template elsewhere.
    private mutating func rule(
        for list: TokenList, _ position: Int, _ bytes: RawSpan, _ mask: UInt64, among neighbours: [Int32]
    ) -> AffixRules.Rule? {
        let range = list[position].range
        let word = Array(bytes.extracting(range.lowerBound..<range.upperBound).withUnsafeBytes { Array($0) })
        // What stands in brackets or behind a colon may differ as well: `通知【任务】已推送给王小明`.
        var free: UInt64 = 0
        for at in 0..<min(64, list.count) where at != position && !list[at].isVariable {
            let context = PositionContext(list, at, bytes)
            if !context.isDisjoint(with: [.quoted, .bracketed, .field]) { free |= 1 << UInt64(at) }
        }
        var words: [[UInt8]] = []
        for neighbour in neighbours {
            let body = bodies[Int(neighbour)]
            let blanked = mask | body.mask | free | 1 << UInt64(position)
            guard body.mask >> UInt64(position) & 1 == 0 else { continue }
            tokens(of: neighbour)
            guard other.count == list.count, Self.isWide(other[position], body.sample.span.bytes),
                other.signature(under: blanked) == list.signature(under: blanked)
            else { continue }
            let found = Array(body.sample[other[position].range])
            if found != word, !words.contains(found) { words.append(found) }
        }
        guard words.count >= 2 else { return nil }
        var constants = 0
        for at in 0..<list.count where at != position && (!list[at].isVariable || list[at].isAffixed) {
            if at >= 64 || (mask | free) >> UInt64(at) & 1 == 0 { constants += 1 }
        }
        var best: (rule: AffixRules.Rule, score: Double)?
        var tried: Set<AffixRules.Rule> = []
        for partner in words {
            let rule = WideAffix.common(word, partner)
            guard rule.prefix.count <= AffixRules.longest, rule.suffix.count <= AffixRules.longest,
                tried.insert(rule).inserted
            else { continue }
            let strength = WideAffix.strength(rule)
            guard strength >= 1, WideAffix.isPlausible(rule) else { continue }
            var support = 0
            var hasOutcome = false
            for one in words + [word] where WideAffix.fits(one, rule, longest: Self.longestValue) {
                support += 1
                if WideAffix.valueIsOutcome(one, rule) { hasOutcome = true }
            }
            guard !hasOutcome, support >= WideAffix.limit(strength, others: constants) else { continue }
            let score = Double(strength) * Logarithm.natural(Double(support))
            if best.map({ score > $0.score }) ?? true { best = (rule, score) }
        }
        return best?.rule
    }

    /// Makes a rule, and of the templates that it speaks of as many as become equal one.
    private mutating func adopt(_ rule: AffixRules.Rule, count: Int, position: Int) -> [Int32] {
        let replaced = affixRules.rules(count: count, position: position).filter {
            rule.covers($0) && WideAffix.strength($0) - WideAffix.strength(rule) <= 3
        }
        guard
            affixRules.add(rule, count: count, position: position, replacing: replaced, stamp: counters.lines)
        else { return [] }
        recent.forget(count: count)
        let affix = Affix(
            position: UInt8(position), prefix: UInt16(rule.prefix.count), suffix: UInt16(rule.suffix.count))
        var groups: [(signature: UInt64, members: [Int32])] = []
        for one in wide[UInt16(count)] ?? [] where lives(one) {
            let index = one.index
            let slot = Int(index)
            guard bodies[slot].mask >> UInt64(position) & 1 == 0 else { continue }
            let sample = bodies[slot].sample
            let bytes = sample.span.bytes
            tokenizer.tokens(of: ByteRange(0, sample.count), in: bytes, into: &other)
            guard position < other.count, Self.isWide(other[position], bytes),
                rule.matches(bytes, other[position].range)
            else { continue }
            if let known = bodies[slot].affixes.first(where: { $0.position == affix.position }) {
                let range = other[position].range
                guard range.count > Int(known.prefix) + Int(known.suffix) else { continue }
                let value = known.value(of: range)
                let own = AffixRules.Rule(
                    prefix: Array(sample[range.lowerBound..<value.lowerBound]),
                    suffix: Array(sample[value.upperBound..<range.upperBound]))
                guard replaced.contains(own) else { continue }
            }
            bodies[slot].affixes.removeAll { $0.position == affix.position }
            bodies[slot].affixes.append(affix)
            bodies[slot].affixes.sort { $0.position < $1.position }
            tokens(of: index)
            let signature = other.signature(under: bodies[slot].mask)
            bodies[slot].first = Self.firstConstant(other)
            bodyStamps[slot] = counters.lines
            for part in control.parts.values where part.trunk == index {
                bodies[Int(part.index)].affixes = bodies[slot].affixes
                bodyStamps[Int(part.index)] = counters.lines
            }
            if let at = groups.firstIndex(where: { $0.signature == signature }) {
                groups[at].members.append(index)
            } else {
                groups.append((signature, [index]))
            }
        }
        return groups.compactMap { unify($0.members, $0.signature) }
    }

    /// Makes templates one that have the same signature since a rule was made.
    private mutating func unify(_ members: [Int32], _ signature: UInt64) -> Int32? {
        let known = table.find(signature)
        guard let oldest = members.min(by: { bodies[Int($0)].born < bodies[Int($1)].born }) else { return nil }
        let target = known >= 0 ? known : oldest
        merge(members.filter { $0 != target }, into: target, mask: bodies[Int(target)].mask, signature: signature)
        return target
    }

    /// The first word that is constant, or is in part, hashed; 0 where there is none.
    static func firstConstant(_ list: TokenList) -> UInt32 {
        for at in 0..<list.count where !list[at].isVariable || list[at].isAffixed {
            return UInt32(truncatingIfNeeded: list[at].word) | 1
        }
        return 0
    }
}

extension TokenList {
    /// Takes a wide word as its beginning and end. The token is a variable from then on, and reaches over its value alone.
    mutating func apply(_ affix: Affix, _ bytes: RawSpan) {
        let position = Int(affix.position)
        let token = tokens[position]
        guard !token.isVariable, token.range.count > Int(affix.prefix) + Int(affix.suffix) else { return }
        let word = affix.word(bytes, token.range)
        signature &+=
            WordHash.share(word, token.delimiter, position) &- WordHash.share(token.word, token.delimiter, position)
        let value = affix.value(of: token.range)
        tokens[position].word = word
        tokens[position].isVariable = true
        tokens[position].isAffixed = true
        tokens[position].start = UInt32(value.lowerBound)
        tokens[position].end = UInt32(value.upperBound)
    }
}

/// A template with wide words; the number of its birth tells it from another one that took its slot.
struct WideTemplate: Sendable, Hashable {
    var index: Int32
    var born: UInt64
}

/// Beginnings and ends of words beyond ASCII.
enum WideAffix {
    /// The longest beginning and end that two words have in common, of whole characters, with something between in both.
    static func common(_ a: [UInt8], _ b: [UInt8]) -> AffixRules.Rule {
        let most = min(a.count, b.count)
        var prefix = 0
        while prefix < most, a[prefix] == b[prefix] { prefix += 1 }
        while prefix > 0, prefix == most || isContinuation(a[prefix]) || isContinuation(b[prefix]) { prefix -= 1 }
        var suffix = 0
        while suffix < most - prefix, a[a.count - 1 - suffix] == b[b.count - 1 - suffix] { suffix += 1 }
        if suffix == most - prefix { suffix = max(0, suffix - 1) }
        while suffix > 0, isContinuation(a[a.count - suffix]) { suffix -= 1 }
        return AffixRules.Rule(prefix: Array(a[..<prefix]), suffix: Array(a[(a.count - suffix)...]))
    }

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// Characters of both parts that say something: all but Japanese syllables that inflect.
    static func strength(_ rule: AffixRules.Rule) -> Int { content(rule.prefix) + content(rule.suffix) }

    private static func content(_ bytes: [UInt8]) -> Int {
        var count = 0
        for at in bytes.indices where !isContinuation(bytes[at]) {
            let isHiragana =
                at + 2 < bytes.count && bytes[at] == 0xE3
                && (bytes[at + 1] == 0x81 || bytes[at + 1] == 0x82 && bytes[at + 2] < 0xA0)
            if !isHiragana { count += 1 }
        }
        return count
    }

    /// Whether the parts may stand around a value: Korean writes words by themselves, so that behind a value only what ends in a particle does.
    static func isPlausible(_ rule: AffixRules.Rule) -> Bool {
        guard rule.prefix.isEmpty, let last = rule.suffix.lastIndex(where: { !isContinuation($0) }),
            (0xEA...0xED).contains(rule.suffix[last])
        else { return true }
        return WideWords.isParticle(rule.suffix.span.bytes, last..<rule.suffix.count)
    }

    /// Whether a word has these parts around a value that is not too long.
    static func fits(_ word: [UInt8], _ rule: AffixRules.Rule, longest: Int) -> Bool {
        let length = word.count - rule.prefix.count - rule.suffix.count
        return length > 0 && length <= longest && word.starts(with: rule.prefix)
            && word.reversed().starts(with: rule.suffix.reversed())
    }

    /// Whether what stands between says how something went.
    static func valueIsOutcome(_ word: [UInt8], _ rule: AffixRules.Rule) -> Bool {
        let range = rule.prefix.count..<word.count - rule.suffix.count
        return OutcomeWords.contains(word.span.bytes, range, isWide: true)
    }

    /// How many distinct words make what stands between a value: the less is constant beside it, the more.
    static func limit(_ strength: Int, others: Int) -> Int {
        switch strength + 2 * min(others, 4) {
        case 8...: 3
        case 5...: 4
        case 3...: 6
        default: 10
        }
    }
}
