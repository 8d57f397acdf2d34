import Bytes

/// Names in quotes that are words for states as well.
extension TemplateMiner {
    /// So many names tell that a place holds names, not states: most of the first eight looked at (the number is an estimate).
    private static let manyNames = 6.0

    /// Takes in the templates that have a word for a state in quotes (`job 'stop'`) where this one has had so many names
    /// (`job 'report'`) that the word is one more of them. Until then they stand apart, since a state is news. O(1) unless there are any.
    mutating func takeInQuotedStates(_ index: Int32) {
        let body = bodies[Int(index)]
        guard let at = siblings.find(body.signature) else { return }
        let entry = siblings.entries[at]
        let position = Int(entry.position)
        guard holdsNames(index, position) else { return }
        var accepted: [Int32] = []
        for member in 0..<entry.kept {
            let sibling = living(entry.members[member])
            guard sibling != index, sibling >= 0, !accepted.contains(sibling) else { continue }
            tokens(of: sibling)
            guard verify(position, entry, sibling) else { continue }
            let sample = bodies[Int(sibling)].sample
            if PositionContext(other, position, sample.span.bytes).contains(.quoted) { accepted.append(sibling) }
        }
        guard !accepted.isEmpty else { return }
        siblings.remove(counters.lines, body.signature)
        merge(accepted, into: index, mask: entry.mask | 1 << UInt64(position), signature: body.signature)
    }

    /// Whether a template has had many distinct values at a position.
    func holdsNames(_ index: Int32, _ position: Int) -> Bool {
        sketches[Int(index)].contains { Int($0.position) == position && $0.distinct >= Self.manyNames }
    }
}
