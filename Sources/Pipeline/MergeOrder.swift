import Model

/// The time of each source's next line, and which of them comes first.
///
/// A tree of winners: of each two the earlier one stands above them, on a tie the one with the lower number. To set a time or to ask for the
/// limit costs O(log sources). With a thousand sources that write in turn, a look at all of them for each line cost more than the line.
package struct MergeOrder: Sendable {
    private var times: [Micros] = []
    /// The winner of each pair: node `n` stands above `2n` and `2n + 1`, the sources are the leaves. -1: there is none.
    private var winners: [Int32] = []
    private var leaves = 0

    package init() {}

    /// So many sources without a line.
    package init(count: Int) { for _ in 0..<count { append() } }

    package var count: Int { times.count }

    /// Takes up one source more, without a line.
    package mutating func append() {
        times.append(.max)
        if times.count > leaves { grow() }
    }

    /// Time of a source's next line, `.max` where it has none.
    package subscript(source: Int) -> Micros {
        get { times[source] }
        set {
            guard times[source] != newValue else { return }
            times[source] = newValue
            winners[leaves + source] = newValue == .max ? -1 : Int32(source)
            var node = (leaves + source) / 2
            while node > 0 {
                winners[node] = earlier(winners[2 * node], winners[2 * node + 1])
                node /= 2
            }
        }
    }

    /// The source with the earliest line, on a tie the lowest.
    package var first: Int? {
        guard leaves > 0, winners[1] >= 0 else { return nil }
        return Int(winners[1])
    }

    /// Up to which time the first source may be read before another one's turn: on a tie the source with the lower number goes first.
    package func limit(behind first: Int) -> Micros {
        var limit = Micros.max
        var node = leaves + first
        while node > 1 {
            // All sources of the other half stand on one side of the first.
            let other = winners[node ^ 1]
            if other >= 0 { limit = min(limit, node & 1 == 1 ? times[Int(other)] - 1 : times[Int(other)]) }
            node /= 2
        }
        return limit
    }

    /// The left one goes first on a tie: its number is lower.
    private func earlier(_ left: Int32, _ right: Int32) -> Int32 {
        if left < 0 { return right }
        if right < 0 { return left }
        return times[Int(right)] < times[Int(left)] ? right : left
    }

    private mutating func grow() {
        leaves = max(2, leaves * 2)
        winners = [Int32](repeating: -1, count: 2 * leaves)
        for source in times.indices where times[source] != .max { winners[leaves + source] = Int32(source) }
        for node in stride(from: leaves - 1, to: 0, by: -1) {
            winners[node] = earlier(winners[2 * node], winners[2 * node + 1])
        }
    }
}
