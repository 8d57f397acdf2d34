import Bytes
import Detection
import Model
import TestSupport
import Testing

@Suite struct DetectorBankTests {
    /// Four services with a few messages each, 30 minutes of them.
    func world(seed: UInt64 = 1) -> Feed {
        var feed = Feed(
            seed: seed,
            rates: [
                (0, 0, 20), (0, 1, 5), (0, 2, 3), (1, 3, 10), (1, 4, 4), (1, 5, 2.5), (2, 6, 8), (2, 7, 6), (3, 8, 0.3),
            ])
        for template in Int32(0)..<9 {
            feed.steps.append(.introduce(template, "request <*> served in <*> ms by path \(template)"))
        }
        feed.steps.append(.introduce(9, "heartbeat from agent"))
        feed.heartbeat = (3, 9)
        feed.pass(180)
        return feed
    }

    func signals(_ feed: Feed, from: Micros = .min) -> [Signal] {
        var bank = DetectorBank()
        return bank.take(feed.steps).filter { $0.at > from }
    }

    @Test func aSteadyWorldIsQuiet() {
        var feed = world()
        feed.pass(360)
        let strong = signals(feed).filter { $0.score >= 3 }
        #expect(strong.isEmpty, "\(strong.map { "\($0.kind) \($0.score) \($0.evidence.text)" })")
    }

    /// A line of an access log is a failure by its status alone: those beside it are counted as what they are.
    @Test func onlyTheFailuresOfAMessageAreCountedAsSuch() throws {
        var feed = Feed(seed: 7, rates: [(0, 0, 8), (0, 1, 4)])
        feed.steps.append(.introduce(0, "\"GET /<*> HTTP/1.1\" <*> <*>"))
        feed.steps.append(.introduce(1, "keepalive of <*> closed"))
        feed.pass(720)
        let before = feed.time
        feed.pass(12, extra: [(0, 0, .error, 8)])
        let mix = try #require(signals(feed, from: before).last { $0.kind == .severity })
        let failures = try #require(mix.evidence.observed)
        #expect(failures <= 96 && failures > 0.8 * 6 * 8)
        #expect(!mix.evidence.text.contains("100%"), "\(mix.evidence.text)")
    }

    /// A handful of records in a quarter of an hour of a message that comes every two hours are no stretch.
    @Test func fewRecordsOfARareMessageAreNoLongRise() {
        var feed = Feed(seed: 5, rates: [(0, 0, 1)])
        feed.steps.append(.introduce(0, "request <*> served"))
        feed.steps.append(.introduce(1, "body buffered to file <*>"))
        for _ in 0..<6 {
            feed.pass(719)
            feed.pass(1, extra: [(0, 1, .info, 1)])
        }
        let before = feed.time
        for _ in 0..<6 {
            feed.pass(17)
            feed.pass(1, extra: [(0, 1, .info, 1)])
        }
        let found = signals(feed, from: before).filter { $0.template == 1 }
        #expect(found.allSatisfy { !$0.evidence.text.contains("min now") }, "\(found.map(\.evidence.text))")
    }

    @Test(
        arguments: [
            ("ERROR: KeyError in pricing module", Severity.error), ("connection refused by <*>", nil),
            ("Traceback (most recent call last):", nil), ("kernel panic - not syncing", Severity.critical),
        ] as [(String, Severity?)])
    func aNewFailureIsNewsAtOnce(_ text: String, _ severity: Severity?) throws {
        var feed = world()
        feed.steps.append(.introduce(20, text))
        let before = feed.time
        feed.pass(1, extra: [(0, 20, severity, 2)])
        let news = try #require(signals(feed, from: before).first { $0.kind == .novelty && $0.template == 20 })
        #expect(news.score >= 4)
        #expect(news.onset == before)
        #expect(!news.weak)
    }

    @Test(arguments: ["feature flag <*> enabled for release <*>", "cache warmed with <*> pages"])
    func newHarmlessMessagesAreOneFaintMatter(_ text: String) throws {
        var feed = world()
        for template in Int32(20)..<60 { feed.steps.append(.introduce(template, text)) }
        let before = feed.time
        feed.pass(1, extra: (20..<60).map { (0, Int32($0), .info, 1) })
        feed.pass(120, extra: [(0, 20, .info, 4), (0, 21, .info, 4)])
        let found = signals(feed, from: before).filter { $0.kind == .novelty || $0.template >= 20 }
        #expect(found.count(where: { $0.kind == .novelty }) == 1)
        #expect(found.allSatisfy { $0.score < 2 }, "\(found.map { "\($0.kind) \($0.score) \($0.evidence.text)" })")
    }

    /// One by one a wrong password is routine; many of them that a service never had are not, although no line is an error.
    @Test func aMassOfMildFailuresNeverSeenIsNews() throws {
        var feed = world()
        let texts = [
            "Invalid user <*> from <*>", "Failed password for invalid user <*>", "Connection closed [preauth]",
        ]
        for (offset, text) in texts.enumerated() { feed.steps.append(.introduce(20 + Int32(offset), text)) }
        var few = feed
        let before = feed.time
        few.pass(1, extra: [(3, 20, .info, 1), (3, 21, .info, 3), (3, 22, .info, 1)])
        few.pass(30)
        let mild = signals(few, from: before).filter { $0.score >= 2 }
        #expect(mild.isEmpty, "\(mild.map { "\($0.kind) \($0.score) \($0.evidence.text)" })")
        feed.pass(6, extra: [(3, 20, .info, 2), (3, 21, .info, 2), (3, 22, .info, 2)])
        let mass = signals(feed, from: before).filter { $0.series == "mass" }
        let first = try #require(mass.first { $0.score >= 2.5 })
        #expect(first.kind == .novelty && first.at <= before + 30 * .second && first.onset >= before)
        #expect(try #require(mass.last).score > 3)
        #expect(Set(mass.map(\.template)).count == 1, "one matter has one name")
        #expect(first.evidence.text.contains("of 3 kinds that this service hardly ever had"))
    }

    /// A release that logs more is no fault; a loop that drowns everything else is.
    @Test(arguments: [(5, false), (3000, true)])
    func aHarmlessNewMessageIsAMatterOnlyWhereItDrownsTheRest(_ perBucket: Int, _ isFound: Bool) {
        var feed = world()
        feed.steps.append(.introduce(20, "connecting to queue <*>"))
        let before = feed.time
        feed.pass(8, extra: [(3, 20, .info, perBucket)])
        let mass = signals(feed, from: before).filter { $0.series == "mass" && $0.score >= 5.5 }
        #expect(mass.isEmpty != isFound)
    }

    @Test func aSurgeOfOneMessageIsSeenWithinABucket() throws {
        var feed = world()
        let before = feed.time
        feed.pass(2, factor: { _, template in template == 2 ? 20 : 1 })
        let first = try #require(signals(feed, from: before).first { $0.kind == .rate && $0.template == 2 })
        #expect(first.direction == .up)
        #expect(first.at == before + 10 * .second)
        #expect(first.score > 3)
        #expect(first.evidence.text.contains("usually"))
    }

    @Test func loadThatAllMessagesShareIsNoFault() {
        var feed = world()
        let before = feed.time
        for step in 0..<20 { feed.pass(1, factor: { _, _ in 1 + Double(step) / 10 }) }
        feed.pass(10, factor: { _, _ in 3 })
        let strong = signals(feed, from: before).filter { $0.score >= 2 }
        #expect(strong.isEmpty, "\(strong.map { "\($0.kind) \($0.template) \($0.score) \($0.evidence.text)" })")
    }

    @Test func aServiceThatFallsSilentIsFoundWhileNothingArrives() throws {
        var feed = world()
        let before = feed.time
        feed.pass(6, factor: { stream, _ in stream == 1 ? 0 : 1 })
        let silent = signals(feed, from: before).filter {
            $0.kind == .silence && $0.stream == StreamID(1) && $0.score > 3
        }
        let first = try #require(silent.first)
        #expect(first.template == -1)
        #expect(first.at <= before + .minute)
        // The service's own series speaks for all of its messages.
        #expect(silent.allSatisfy { $0.template == -1 })
    }

    /// A burst is not what is usual: the hours after it, and the same hour of the next days, are not too quiet.
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func afterABurstTheUsualIsNotMissed(_ seed: UInt64) {
        var feed = Feed(seed: seed, rates: [(0, 1, 0.05), (1, 2, 2)])
        feed.pass(2 * 8640)
        var bank = DetectorBank()
        _ = bank.take([.introduce(1, "failed password for <*>"), .introduce(2, "served <*> in <*> ms")])
        _ = bank.take(feed.steps)
        feed.steps = []
        feed.pass(80, factor: { stream, _ in stream == 0 ? 800 : 1 })
        let burst = bank.take(feed.steps)
        #expect(burst.contains { $0.stream == StreamID(0) && $0.direction == .up && $0.score > 4 })
        feed.steps = []
        // The decayed windows tell of the burst's end itself for a while.
        feed.pass(90)
        _ = bank.take(feed.steps)
        feed.steps = []
        feed.pass(3 * 8640)
        let after = bank.take(feed.steps)
        #expect(!after.contains { $0.stream == StreamID(0) && $0.direction == .down && $0.score >= 3.5 })
    }

    @Test func aMissedHeartbeatIsFoundWithoutARule() throws {
        var feed = world()
        let before = feed.time
        feed.pass(40, beating: false)
        let found = signals(feed, from: before).filter { $0.kind == .silence && $0.template == 9 }
        let first = try #require(found.first { $0.score >= 3 })
        #expect(first.at - before <= 6 * .minute)
        #expect(first.onset <= before + .minute)
    }

    @Test func fewerErrorsAreGoodNews() {
        var feed = world()
        feed.steps.append(.introduce(20, "upstream error <*>"))
        feed.pass(180, extra: [(0, 20, .error, 3)])
        let before = feed.time
        feed.pass(60)
        #expect(signals(feed, from: before).allSatisfy { $0.template != 20 })
    }

    @Test func theShareOfFailuresIsWatchedWhateverTheLoad() throws {
        var feed = world()
        feed.steps.append(.introduce(20, "request failed: <*>"))
        feed.pass(120, extra: [(0, 20, .error, 1)])
        let before = feed.time
        feed.pass(6, extra: [(0, 20, .error, 15)])
        let mix = try #require(signals(feed, from: before).first { $0.kind == .severity })
        #expect(mix.score > 3)
        #expect(mix.severity == .error)
        // Of 40 messages in each bucket 15 or 16 fail.
        #expect(mix.evidence.text.contains(" messages in 10 s are failures, usually "), "\(mix.evidence.text)")
        #expect(!mix.evidence.text.hasPrefix("100%"), "\(mix.evidence.text)")
        #expect(mix.evidence.text.contains(" in 60 s, usually "), "\(mix.evidence.text)")
    }

    @Test func whatIsSaidBeforeLearningEndsIsWeak() throws {
        var feed = Feed(rates: [(0, 0, 20), (0, 1, 5)])
        feed.steps.append(.introduce(0, "served <*>"))
        feed.steps.append(.introduce(1, "stored <*>"))
        feed.steps.append(.introduce(2, "OperationalError: connection refused"))
        feed.pass(30)
        feed.pass(1, extra: [(0, 2, .error, 1)])
        let early = try #require(signals(feed).first { $0.template == 2 })
        #expect(early.weak)
        #expect(early.score >= 4)
    }

    /// Three minutes are enough to see that a message came twenty times as often as before; chance is not told.
    @Test(arguments: 0..<8 as Range<UInt64>) func aRiseInAStreamOfThreeMinutesIsSaidWeakly(_ seed: UInt64) throws {
        var feed = Feed(seed: seed, rates: [(0, 0, 4), (0, 1, 4), (0, 2, 1)])
        for template in Int32(0)..<3 {
            feed.steps.append(.introduce(template, "request <*> served by path \(template)"))
        }
        feed.pass(18)
        let before = feed.time
        feed.pass(3, factor: { _, template in template == 2 ? 30 : 1 })
        let all = signals(feed).filter { $0.kind == .rate && $0.direction == .up }
        #expect(all.allSatisfy { $0.at > before })
        let rise = try #require(all.first { $0.template == 2 })
        #expect(rise.weak && rise.score >= 3)
        #expect(rise.at <= before + 30 * .second)
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func restartAnywhereSameSignals(_ seed: UInt64) throws {
        var feed = world(seed: seed)
        feed.steps.append(.introduce(20, "error: <*>"))
        feed.steps.append(.introduce(21, "error: disk <*>"))
        feed.pass(
            20, factor: { stream, _ in stream == 2 ? 0 : 1 }, beating: false,
            extra: [(0, 20, .error, 3), (1, 21, .warning, 1)])
        feed.steps.append(.merge(20, 21))
        feed.steps.append(.merge(1, 2))
        for n in 0..<400 {
            feed.steps.append(.value(Double(10 + n % 7), stream: 0, template: 0))
            feed.steps.append(.word(n < 300 ? "user\(n % 9)" : "root", stream: 0, template: 0))
            feed.steps.append(
                .flow(
                    UInt64(n / 3), stream: n % 3, template: Int32([0, 3, 6][n % 3]), time: feed.time + Micros(n) * 9000)
            )
            if n % 10 == 9 { feed.pass(1) }
        }
        feed.pass(30, factor: { _, template in template == 4 ? 8 : 1 }, beating: false)
        var straight = DetectorBank()
        let expected = straight.take(feed.steps)
        var random = Seeded(seed &+ 77)
        var bank = DetectorBank()
        var found: [Signal] = []
        var position = 0
        while position < feed.steps.count {
            let end = min(feed.steps.count, position + Int.random(in: 1...1500, using: &random))
            found += bank.take(feed.steps[position..<end])
            position = end
            let bytes = bank.snapshot()
            bank = try DetectorBank(snapshot: bytes)
            #expect(bank.snapshot() == bytes)
        }
        #expect(found == expected)
        #expect(!expected.isEmpty)
        #expect(bank.snapshot() == straight.snapshot())
    }

    @Test func aSlowerNumberIsSeen() throws {
        var feed = world()
        var random = Seeded(5)
        var bank = DetectorBank()
        _ = bank.take(feed.steps)
        feed.steps.removeAll()
        var found: [Signal] = []
        var time = feed.time
        for bucket in 0..<120 {
            for _ in 0..<12 {
                let usual = 50 + Double.random(in: 0...40, using: &random) + Double.random(in: 0...40, using: &random)
                bank.observe(stream: StreamID(0), template: 0, severity: .info, time: time)
                bank.note(value: bucket < 100 ? usual : usual * 3, stream: StreamID(0), template: 0, position: 2)
                // A counter drifts by nature.
                bank.note(value: Double(bucket) * 100 + usual / 10, stream: StreamID(0), template: 0, position: 3)
            }
            time += 10 * .second
            found += bank.close(bucketEnding: time).filter { $0.kind == .values }
        }
        let first = try #require(found.first { $0.score > 3 })
        #expect(first.series == "number 3")
        #expect(found.contains { $0.evidence.text.hasPrefix("p50 ") }, "\(found.map(\.evidence.text))")
        #expect(first.at <= time - 170 * .second)
        #expect(found.allSatisfy { $0.series == "number 3" })
        #expect(!found.contains { $0.at < time - 200 * .second && $0.score > 2 })
    }

    /// Signals of values while so many words a bucket are said, each as `word` tells it for its bucket and number; and the time at the end.
    private static func saying(
        _ each: Int, buckets: Int, seed: UInt64, after feed: Feed, word: (Int, Int, inout Seeded) -> String
    ) -> (found: [Signal], end: Micros) {
        var random = Seeded(seed)
        var bank = DetectorBank()
        _ = bank.take(feed.steps)
        var found: [Signal] = []
        var time = feed.time
        for bucket in 0..<buckets {
            for number in 0..<each {
                bank.observe(stream: StreamID(0), template: 0, severity: .info, time: time)
                _ = bank.take(.word(word(bucket, number, &random), stream: 0, template: 0))
            }
            time += 10 * .second
            found += bank.close(bucketEnding: time).filter { $0.kind == .values }
        }
        return (found, time)
    }

    @Test func aWordThatTakesOverIsSeen() throws {
        let (found, time) = Self.saying(6, buckets: 200, seed: 8, after: world()) { bucket, _, random in
            let usual = "user\(Int.random(in: 0..<40, using: &random))"
            return bucket < 170 ? usual : "mallory"
        }
        #expect(!found.contains { $0.at < time - 300 * .second && $0.score > 2 })
        let last = try #require(found.last)
        #expect(last.score >= 2 && last.series == "word 2")
        #expect(
            last.evidence.text.contains("mallory is ")
                && last.evidence.text.contains("of `user` in 3 min, usually at most"))
    }

    /// It fills the window of three minutes little by little; what is usual must not climb along.
    @Test func aWordThatTakesMostIsSeenWhileItFillsTheWindow() throws {
        let (found, time) = Self.saying(8, buckets: 240, seed: 9, after: world()) { bucket, number, random in
            let usual = "user\(Int.random(in: 0..<12, using: &random))"
            return bucket >= 200 && number < 6 ? "mallory" : usual
        }
        let first = try #require(found.first { $0.score >= 3 })
        #expect(first.at > time - 400 * .second)
    }

    @Test func stepsInAnotherOrderAreSeenButNotNewOnes() throws {
        let feed = world()
        var bank = DetectorBank()
        _ = bank.take(feed.steps)
        bank.introduce(template: 30, text: "audit of request <*> written")
        var found: [Signal] = []
        var time = feed.time
        var id: UInt64 = 1
        for bucket in 0..<180 {
            for n in 0..<8 {
                id += 1
                // From bucket 120 on a new message stands between the first two, from 150 on the second and third change places.
                let order: [Int32] = bucket < 120 ? [0, 1, 2] : bucket < 150 ? [0, 30, 1, 2] : [0, 30, 2, 1]
                for (place, template) in order.enumerated() {
                    let at = time + Micros(n) * 900_000 + Micros(place) * 40_000
                    bank.observe(stream: StreamID(0), template: template, severity: .info, time: at)
                    bank.follow(correlation: id, stream: StreamID(0), template: template, time: at)
                }
            }
            time += 10 * .second
            found += bank.close(bucketEnding: time).filter { $0.kind == .flows && $0.series == "order" }
        }
        #expect(!found.contains { $0.at <= time - 300 * .second })
        let first = try #require(found.first { $0.score >= 3 })
        #expect(first.at <= time - 200 * .second && first.template == 30)
        #expect(first.evidence.text.contains("followed by another message than usual"))
    }

    @Test func aSlowerStepAndALostOneAreSeen() throws {
        let feed = world()
        var random = Seeded(6)
        var bank = DetectorBank()
        _ = bank.take(feed.steps)
        var found: [Signal] = []
        var time = feed.time
        var id: UInt64 = 1
        for bucket in 0..<150 {
            for n in 0..<10 {
                id += 1
                let begin = time + Micros(n) * 900_000
                let delay =
                    Micros(Double.random(in: 40...90, using: &random) * 1000) * (bucket >= 100 && bucket < 115 ? 4 : 1)
                bank.observe(stream: StreamID(0), template: 0, severity: .info, time: begin)
                bank.follow(correlation: id, stream: StreamID(0), template: 0, time: begin)
                if bucket >= 130, n % 2 == 0 { continue }
                bank.observe(stream: StreamID(1), template: 3, severity: .info, time: begin + delay)
                bank.follow(correlation: id, stream: StreamID(1), template: 3, time: begin + delay)
            }
            time += 10 * .second
            found += bank.close(bucketEnding: time).filter { $0.kind == .flows && $0.score > 3 }
        }
        let slow = try #require(found.first { $0.direction == .up })
        #expect(slow.stream == StreamID(1))
        #expect(slow.series == "step after 0:0")
        #expect(slow.evidence.text.contains("this step"))
        let lost = try #require(found.first { $0.direction == .down })
        #expect(lost.stream == StreamID(0))
        #expect(lost.at > time - 200 * .second)
    }

    @Test func signalsLeaveSorted() {
        var feed = world()
        feed.pass(12, factor: { stream, _ in stream == 1 ? 12 : stream == 2 ? 0 : 1 })
        var bank = DetectorBank()
        for step in feed.steps {
            let signals = bank.take(step)
            let order = signals.map { (SignalKind.allCases.firstIndex(of: $0.kind)!, $0.stream.raw, $0.template) }
            #expect(order.elementsEqual(order.sorted { $0 < $1 }, by: ==))
        }
    }

    @Test func noKindOfSeriesTakesTwoKilobytes() {
        #expect(DetectorBank.bytesPerSeries + DetectorBank.bytesPerProfile < 2048)
        for (kind, bytes) in DetectorBank.bytesByKind { #expect(bytes < 2048, "\(kind)") }
    }

    @Test func theCapHoldsAndIsCounted() {
        var options = DetectionOptions()
        options.maxSeries = 100
        var bank = DetectorBank(options: options)
        var time = Feed.start
        for template in Int32(0)..<1000 {
            bank.observe(stream: StreamID(Int(template) % 3), template: template, severity: nil, time: time)
            if template % 10 == 9 {
                time += 10 * .second
                _ = bank.close(bucketEnding: time)
            }
        }
        #expect(bank.statistics.series <= 100)
        #expect(bank.statistics.evicted == 903)
        #expect(bank.statistics.records == 1000)
    }

    @Test func mergingMovesHistoryAlong() {
        var feed = world()
        // The message goes on under the more general template: nothing happened.
        feed.steps.append(.introduce(30, "request <*> served in <*> ms by path <*>"))
        feed.steps.append(.merge(2, 30))
        let before = feed.time
        var after = Feed(rates: [
            (0, 0, 20), (0, 1, 5), (0, 30, 3), (1, 3, 10), (1, 4, 4), (1, 5, 2.5), (2, 6, 8), (2, 7, 6),
        ])
        after.pass(0)
        var bank = DetectorBank()
        _ = bank.take(feed.steps)
        var random = Seeded(4)
        var found: [Signal] = []
        for bucket in 0..<60 {
            for rate in after.rates {
                for _ in 0..<Feed.poisson(rate.perBucket, &random) {
                    bank.observe(
                        stream: StreamID(rate.stream), template: rate.template, severity: .info,
                        time: before + Micros(bucket) * 10 * .second)
                }
            }
            found += bank.close(bucketEnding: before + Micros(bucket + 1) * 10 * .second)
        }
        #expect(found.allSatisfy { $0.template != 30 && $0.template != 2 || $0.score < 2 })
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func damagedSnapshotsAreRefusedOrHarmless(_ seed: UInt64) {
        var feed = Feed(rates: [(0, 0, 3), (1, 1, 2)])
        feed.steps.append(.introduce(0, "a"))
        feed.pass(40)
        var bank = DetectorBank()
        _ = bank.take(feed.steps)
        var bytes = bank.snapshot()
        var random = Seeded(seed)
        for _ in 0..<4 {
            bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if seed % 3 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count - 4, using: &random)) }
        if var restored = try? DetectorBank(snapshot: bytes) {
            for n in 1...3 { _ = restored.close(bucketEnding: Feed.start + Micros(n) * .hour) }
        }
    }
}
