import Model
import Testing

@testable import Detection

@Suite struct LookBudgetTests {
    @Test func everyLookIsTakenWhereThereAreFew() {
        var budget = LookBudget()
        for _ in 0..<50 {
            var taken: UInt32 = 0
            for _ in 0..<LookBudget.perBucket where budget.take() { taken += 1 }
            #expect(taken == LookBudget.perBucket)
            budget.close()
        }
    }

    @Test("Of many looks about as many are taken as the budget allows", arguments: [200, 500, 1_000, 7_777, 100_000])
    func manyAreSampled(asked: Int) {
        var budget = LookBudget()
        for _ in 0..<asked { _ = budget.take() }
        budget.close()
        var taken = 0
        for _ in 0..<asked where budget.take() { taken += 1 }
        #expect(taken <= Int(LookBudget.perBucket) * 5 / 4)
        #expect(taken >= min(asked, Int(LookBudget.perBucket)) * 2 / 5)
    }

    @Test("What comes at every n-th line is not passed over", arguments: 2...40)
    func regularMessagesKeepTheirShare(period: Int) {
        var budget = LookBudget()
        for _ in 0..<12_000 { _ = budget.take() }
        budget.close()
        var taken = [Int](repeating: 0, count: period)
        for number in 0..<12_000 where budget.take() { taken[number % period] += 1 }
        let fair = 12_000 / 64 / period
        for share in taken { #expect(share >= fair / 3) }
    }

    @Test func theMedianIsThatOfTheSortedList() {
        var state: UInt64 = 7
        func random(_ below: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % below
        }
        for _ in 0..<500 {
            let pairs = (0..<Int(random(60))).map { _ in (ratio: Float(random(20)) / 4, weight: Float(random(9) + 1)) }
            let sorted = pairs.sorted { $0.ratio < $1.ratio }
            let half = sorted.reduce(0) { $0 + $1.weight } / 2
            var sum: Float = 0
            let expected = sorted.first { pair in
                sum += pair.weight
                return sum >= half
            }
            #expect(DetectorBank.median(pairs) == expected?.ratio ?? 1)
        }
        #expect(DetectorBank.median([(.nan, 1), (2, 1), (.infinity, 1)]) == 2)
    }
}
