import Bytes

/// Names in quotes that are words for states as well.
extension TemplateMiner {
    /// So many names tell that a place holds names, not states: most of the first eight looked at (the number is an estimate).
    private static let manyNames = 6.0

    /// Takes in the templates that have a word for a state in quotes (`job 'stop'`) where this one has had so many names
    /// (`job 'report'`) that the word is one more of them. Until then they stand apart, since a state is news. O(1) unless there are any.
    mutating func takeInQuotedStates(_ index: Int32) {
        guard let at = siblings.find(bodies[Int(index)].signature),
            holdsNames(index, Int(siblings.entries[at].position))
        else { return }
        takeIn(index) { _, context, _, _ in context.contains(.quoted) }
    }

    /// Whether a template has had many distinct values at a position.
    func holdsNames(_ index: Int32, _ position: Int) -> Bool {
        sketches[Int(index)].contains { $0.position == position && $0.number == 0 && $0.distinct >= Self.manyNames }
    }
}
