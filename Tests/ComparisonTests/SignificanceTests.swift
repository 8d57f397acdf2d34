import Comparison
import Testing

@Suite struct SignificanceTests {
    /// Values of Student's t from tables.
    @Test(arguments: [(2.571, 5.0, 0.05), (1.812, 10, 0.1), (4.144, 10, 0.002), (1.96, 1e6, 0.05), (12.706, 1, 0.05)])
    func student(t: Double, freedom: Double, p: Double) {
        #expect(abs(Significance.student(t, freedom: freedom) / p - 1) < 0.01)
    }

    @Test func equalRatesAreLikelyAndUnequalOnesAreNot() {
        #expect(Significance.rates(100, in: 60, 100, in: 60, dispersion: 1, freedom: 20) > 0.99)
        #expect(Significance.rates(100, in: 600, 10, in: 60, dispersion: 1, freedom: 20) > 0.99)
        #expect(Significance.rates(100, in: 60, 300, in: 60, dispersion: 1, freedom: 20) < 1e-6)
        // What is common to all explains it.
        #expect(Significance.rates(100, in: 60, 300, in: 60, ratio: 3, dispersion: 1, freedom: 20) > 0.99)
        // Bursts weaken it.
        #expect(Significance.rates(100, in: 60, 300, in: 60, dispersion: 50, freedom: 20) > 0.1)
    }

    @Test func ranksFindAShift() {
        let a = (0..<30).map { Double($0 % 7) }
        #expect(Significance.ranks(a, a).p > 0.9)
        let (p, larger) = Significance.ranks(a, a.map { $0 + 5 })
        #expect(p < 1e-6 && larger > 0.9)
        #expect(Significance.ranks([], a).p == 1)
        #expect(Significance.ranks([1, 1, 1], [1, 1]).p == 1)
    }

    @Test func correctionNeverLowersAndKeepsTheOrder() {
        let p = [0.01, 0.04, 0.03, 0.005, 1]
        let corrected = Significance.corrected(p)
        for (before, after) in zip(p, corrected) { #expect(after >= before && after <= 1) }
        #expect(abs(corrected[3] - 0.025) < 1e-12)
        #expect(abs(corrected[0] - 0.025) < 1e-12)
        #expect(abs(corrected[1] - 0.05) < 1e-12)
        #expect(corrected[4] == 1)
    }
}
