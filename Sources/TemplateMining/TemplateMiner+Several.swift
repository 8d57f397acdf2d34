import Bytes

/// Positions that differ together.
extension TemplateMiner {
    /// What keeps the evidence of the two kinds apart, and from that of single positions.
    private static let valueLike: UInt64 = 1
    private static let sameCode: UInt64 = 3

    /// Several positions that look like values may differ at once (`class a.B for class c.D`): with all of them blanked,
    /// two distinct messages are one template, and those positions that differ are variables.
    mutating func registerValueLike(_ index: Int32, _ list: TokenList, _ span: RawSpan) -> Int32? {
        let mask = bodies[Int(index)].mask
        let constants = open(list, under: mask)
        var blanked: UInt64 = 0
        var words: UInt64 = 0
        for position in 0..<min(64, list.count) where constants >> UInt64(position) & 1 == 1 {
            let features = WordFeatures(span, list[position].range)
            let context = PositionContext(list, position, span)
            guard context.isDisjoint(with: [.first, .key]),
                features.isValueLike || !context.isDisjoint(with: [.assigned, .field]),
                !features.contains(.outcome)
            else { continue }
            blanked |= 1 << UInt64(position)
            words = words &* 31 &+ list[position].word
        }
        guard blanked.nonzeroBitCount >= 2, (constants & ~blanked).nonzeroBitCount >= 2 else { return nil }
        return register(index, list, blanking: mask | blanked, words, salt: Self.valueLike)
    }

    /// Notes a message under its form with those positions blanked; where another one has that form, the two become one template, in which
    /// `most` positions may differ. `words`: hash of what was blanked.
    private mutating func register(
        _ index: Int32, _ list: TokenList, blanking mask: UInt64, _ words: UInt64, salt: UInt64, atMost most: Int = .max
    ) -> Int32? {
        let at = siblings.place(
            counters.lines, list.signature(under: mask) &+ salt, position: SiblingEntry.several, mask: mask)
        siblings.add(counters.lines, at, index, words, 0, [])
        let entry = siblings.entries[at]
        return entry.count >= 2 ? generaliseSeveral(entry, salt: salt, atMost: most) : nil
    }

    private mutating func generaliseSeveral(_ entry: SiblingEntry, salt: UInt64, atMost most: Int) -> Int32? {
        var members: [Int32] = []
        var differing: UInt64 = 0
        var reference = TokenList()
        for at in 0..<entry.kept {
            let member = living(entry.members[at])
            guard member >= 0, !members.contains(member) else { continue }
            tokens(of: member)
            let mask = bodies[Int(member)].mask
            guard other.signature(under: mask | entry.mask) &+ salt == entry.key else { continue }
            if members.isEmpty { reference = other }
            differing |= mask
            for position in 0..<min(64, other.count) where other[position].word != reference[position].word {
                differing |= 1 << UInt64(position)
            }
            members.append(member)
        }
        guard members.count >= 2, differing & ~entry.mask == 0, differing.nonzeroBitCount <= most else {
            return nil
        }
        siblings.remove(counters.lines, entry.key)
        let signature = reference.signature(under: differing)
        let known = table.find(signature)
        let target = known >= 0 ? known : oldest(members)
        merge(members.filter { $0 != target }, into: target, mask: differing, signature: signature)
        gather(into: target)
        return target
    }

    /// Messages of one code (`SRV0049: ...`) come from one statement of their program: where two of them have the same form, those
    /// words that differ are values, as long as no fewer agree. A state is never one of them.
    mutating func registerCode(_ index: Int32, _ list: TokenList, _ span: RawSpan) -> Int32? {
        guard list.count > 1, !list[0].isVariable,
            MessageCode.matches(span, Int(list[0].start), Int(list[0].end), list.end)
        else { return nil }
        let mask = bodies[Int(index)].mask
        let constants = open(list, under: mask)
        var blanked: UInt64 = 0
        var words: UInt64 = 0
        for position in 1..<min(64, list.count) where constants >> UInt64(position) & 1 == 1 {
            let features = WordFeatures(span, list[position].range)
            guard features.isDisjoint(with: [.outcome, .symbols]),
                !PositionContext.isBeforeEquals(span, Int(list[position].end), list.end)
            else { continue }
            blanked |= 1 << UInt64(position)
            words = words &* 31 &+ list[position].word
        }
        guard blanked.nonzeroBitCount >= 2 else { return nil }
        return register(
            index, list, blanking: mask | blanked, words, salt: Self.sameCode, atMost: constants.nonzeroBitCount / 2)
    }
}
