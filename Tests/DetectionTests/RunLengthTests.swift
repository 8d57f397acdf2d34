import Detection
import Testing

@Suite struct RunLengthTests {
    /// A week in buckets of ten seconds.
    static let week: Float = 60_480

    /// Stretches of `minutes` every `hours`, for a week.
    static func taught(minutes: Float, hours: Float) -> RunLength {
        var run = RunLength()
        let buckets = Int(minutes * 6)
        for _ in 0..<Int(168 / hours) {
            let pause = hours * 360 - Float(buckets)
            run.follow(elapsed: pause, kept: 1 - pause / week, isFar: true, isOver: false)
            for _ in 1..<buckets { run.follow(elapsed: 1, kept: 1, isFar: true, isOver: false) }
            run.follow(elapsed: 1, kept: 1, isFar: false, isOver: true)
        }
        return run
    }

    /// The surprise of a stretch, minute by minute.
    static func stretch(_ run: RunLength, minutes: Int) -> [Float] {
        var run = run
        run.follow(elapsed: 360, kept: 1, isFar: true, isOver: false)
        return (0..<minutes).map { _ in
            for _ in 0..<6 { run.follow(elapsed: 1, kept: 1, isFar: true, isOver: false) }
            return run.surprise(weight: week)
        }
    }

    @Test func whatIsUsualForMinutesIsNotForLong() {
        let surprise = Self.stretch(Self.taught(minutes: 4, hours: 6), minutes: 60)
        #expect(surprise[..<4].allSatisfy { $0 == 0 })
        #expect(surprise[..<8].allSatisfy { $0 < 3 })
        #expect(surprise[19] > 3.5 && surprise[59] == 4.5)
        #expect(zip(surprise, surprise.dropFirst()).allSatisfy { $0 <= $1 })
    }

    /// Where stretches take an hour anyway, half an hour is none; where they come all the time, being in one says nothing.
    @Test func whatUsuallyTakesLongIsNoNews() {
        #expect(Self.stretch(Self.taught(minutes: 60, hours: 24), minutes: 30).allSatisfy { $0 < 2 })
        let busy = Self.stretch(Self.taught(minutes: 20, hours: 1), minutes: 20)
        #expect(busy.allSatisfy { $0 < 1.2 })
    }

    /// One stretch seen before is little to judge by.
    @Test func fewStretchesSayLittle() {
        var once = RunLength()
        once.follow(elapsed: 1, kept: 1, isFar: true, isOver: false)
        for _ in 0..<24 { once.follow(elapsed: 1, kept: 1, isFar: true, isOver: false) }
        once.follow(elapsed: 1, kept: 1, isFar: false, isOver: true)
        let often = Self.stretch(Self.taught(minutes: 4, hours: 6), minutes: 30)
        #expect(Self.stretch(once, minutes: 30)[29] < often[29] - 1)
    }

    /// A day of a fault makes no day usual.
    @Test func aFaultDoesNotMakeAllLengthsUsual() {
        var run = Self.taught(minutes: 4, hours: 6)
        let before = run.mean
        run.follow(elapsed: 360, kept: 1, isFar: true, isOver: false)
        for _ in 0..<8640 { run.follow(elapsed: 1, kept: 1, isFar: true, isOver: false) }
        run.follow(elapsed: 1, kept: 1, isFar: false, isOver: true)
        #expect(run.mean < 2 * before && run.length == 0)
        #expect(Self.stretch(run, minutes: 30)[29] > 3)
    }

    /// Nothing read from a file can make it divide by zero or say more than is known.
    @Test(arguments: [(-1, -1, -1), (0, 0, 0), (1e30, 1e30, 1e30), (60, 0, 0)] as [(Float, Float, Float)])
    func anyNumbersGiveAFiniteSurprise(_ length: Float, _ stretches: Float, _ mean: Float) {
        let run = RunLength(length: length, stretches: stretches, mean: mean)
        let surprise = run.surprise(weight: 0)
        #expect(surprise.isFinite && surprise >= 0)
    }
}
