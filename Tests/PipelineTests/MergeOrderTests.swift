import Model
import Pipeline
import TestSupport
import Testing

@Suite struct MergeOrderTests {
    /// What a look at all sources finds.
    private struct Plain {
        var times: [Micros]

        var first: Int? {
            let waiting = times.indices.filter { times[$0] != .max }
            return waiting.min { (times[$0], $0) < (times[$1], $1) }
        }

        func limit(behind first: Int) -> Micros {
            times.indices.filter { $0 != first && times[$0] != .max }.map { $0 < first ? times[$0] - 1 : times[$0] }
                .min() ?? .max
        }
    }

    @Test(arguments: [1, 2, 3, 7, 64, 100]) func `the tree answers as a look at all sources does`(count: Int) {
        var dice = Seeded(UInt64(count))
        var order = MergeOrder(count: count)
        var plain = Plain(times: [Micros](repeating: .max, count: count))
        for _ in 0..<2000 {
            let source = Int.random(in: 0..<count, using: &dice)
            // Few different times: ties are common.
            let time: Micros = Bool.random(using: &dice) ? .max : Micros.random(in: 0..<20, using: &dice)
            order[source] = time
            plain.times[source] = time
            #expect(order[source] == time)
            #expect(order.first == plain.first)
            if let first = plain.first { #expect(order.limit(behind: first) == plain.limit(behind: first)) }
        }
    }

    @Test func `sources come one by one and keep their times`() {
        var order = MergeOrder()
        #expect(order.first == nil)
        for source in 0..<40 {
            order.append()
            order[source] = Micros(100 - source)
            #expect(order.first == source)
        }
        order[39] = .max
        #expect(order.first == 38)
        #expect(order.count == 40)
        #expect(order.limit(behind: 38) == 62)
    }
}
