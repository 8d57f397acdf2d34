import Alerting
import Bytes
import Model
import TestSupport
import Testing

private let start: Micros = 1_790_000_000 * .second

extension AlertingOptions {
    /// As after the first hour.
    static var settled: AlertingOptions {
        var options = AlertingOptions()
        options.settling = 0
        return options
    }
}

private func candidate(
    _ id: String, score: Double, kinds: [SignalKind] = [.rate], nodes: [String] = ["web1/nginx"], weak: Bool = false
) -> Candidate {
    Candidate(
        id: id, score: score, kinds: kinds, nodes: nodes.map { NodeName($0) }, templates: ["error <*>"], weak: weak,
        startedAt: start,
        alertCount: 1)
}

private func signal(_ score: Double, at: Micros, onset: Micros? = nil, kind: SignalKind = .rate, weak: Bool = false)
    -> Signal
{
    Signal(
        kind: kind, stream: StreamID(0), template: 1, direction: .up, score: score, at: at,
        onset: onset ?? at - 5 * .second,
        severity: .error, weak: weak, evidence: Evidence(observed: score, text: "\(score)"))
}

@Suite struct DeduplicatorTests {
    let node = NodeName("web1/nginx")

    @Test func repeatsUpdateOneAlert() throws {
        var dedup = Deduplicator()
        guard
            case .raised(let alert) = dedup.admit(
                signal(4, at: start), node: node, template: TemplateID(7), text: "e <*>")
        else {
            Issue.record("not raised")
            return
        }
        #expect(alert.at == start)
        #expect(alert.onset == start - 5 * .second)
        guard
            case .repeated(let again) = dedup.admit(
                signal(6, at: start + .minute), node: node, template: TemplateID(7), text: "e <*>")
        else {
            Issue.record("not repeated")
            return
        }
        #expect(again.id == alert.id)
        #expect(again.count == 2)
        #expect(again.score == 6)
        #expect(again.evidence.text == "6.0")
        // A faint echo does not keep it alive.
        let faint = dedup.admit(
            signal(1, at: start + 2 * .minute), node: node, template: TemplateID(7), text: "e <*>")
        #expect(faint == .belowFloor)
        #expect(dedup.open.map(\.lastSeen) == [start + .minute])
    }

    /// What goes on after a pause, with the onset of the alert before, is an alert of its own: whoever keeps the first must not lose it.
    @Test func theSameOnsetAfterAPauseIsAnotherAlert() throws {
        var dedup = Deduplicator()
        let onset = start - 5 * .second
        guard
            case .raised(let first) = dedup.admit(
                signal(6.4, at: start, onset: onset), node: node, template: TemplateID(7), text: "e <*>")
        else {
            Issue.record("not raised")
            return
        }
        dedup.expire(upTo: start + 5 * .minute)
        guard
            case .raised(let second) = dedup.admit(
                signal(2.8, at: start + 6 * .minute, onset: onset), node: node, template: TemplateID(7), text: "e <*>")
        else {
            Issue.record("not raised again")
            return
        }
        #expect(second.id != first.id && second.fingerprint == first.fingerprint)
    }

    /// A silence is said again at growing pauses, and is one alert until something is heard.
    @Test func aSilenceThatGoesOnIsOneAlert() throws {
        var dedup = Deduplicator()
        let onset = start - 5 * .minute
        let first = dedup.admit(
            signal(3, at: start, onset: onset, kind: .silence), node: node, template: nil, text: "")
        guard case .raised(let alert) = first else {
            Issue.record("not raised")
            return
        }
        for n in 1...20 as ClosedRange<Micros> {
            let time = start + n * 5 * .minute
            dedup.expire(upTo: time - 10 * .second)
            guard
                case .repeated(let again) = dedup.admit(
                    signal(3, at: time, onset: onset, kind: .silence), node: node, template: nil, text: "")
            else {
                Issue.record("raised again after \(n) pauses")
                return
            }
            #expect(again.id == alert.id && again.count == Int(n) + 1)
        }
        // The next silence is another.
        let later = start + 105 * .minute
        guard
            case .raised(let next) = dedup.admit(
                signal(3, at: later, onset: later - .minute, kind: .silence), node: node, template: nil, text: "")
        else {
            Issue.record("the next silence was taken for the old one")
            return
        }
        #expect(next.id != alert.id)
    }

    /// A rise of a message that comes every four minutes is one alert although minutes lie between its records.
    @Test func whatComesAtLongPausesIsOneAlert() throws {
        var dedup = Deduplicator()
        func rise(at time: Micros, onset: Micros) -> Signal {
            var rise = signal(3, at: time, onset: onset)
            rise.evidence = Evidence(observed: 7.5, expected: 0.2, windowSeconds: 1800, text: "7.5 in 30 min")
            return rise
        }
        let onset = start - 5 * .minute
        guard
            case .raised(let alert) = dedup.admit(
                rise(at: start, onset: onset), node: node, template: TemplateID(7), text: "e <*>")
        else {
            Issue.record("not raised")
            return
        }
        #expect(alert.pace == 4 * .minute)
        for n in 1...5 as ClosedRange<Micros> {
            let time = start + n * 4 * .minute
            dedup.expire(upTo: time - 10 * .second)
            guard
                case .repeated = dedup.admit(
                    rise(at: time, onset: onset), node: node, template: TemplateID(7), text: "e <*>")
            else {
                Issue.record("raised again after \(n) pauses")
                return
            }
        }
        // Three of its pauses without it end it.
        let ended = dedup.expire(upTo: start + 33 * .minute)
        #expect(ended.map(\.id) == [alert.id])
    }

    @Test func belowTheFloorIsNoEvidence() {
        var dedup = Deduplicator()
        let admission = dedup.admit(signal(1.9, at: start), node: node, template: nil, text: "x")
        #expect(admission == .belowFloor)
        #expect(dedup.open.isEmpty)
    }

    @Test func quietAlertsExpireAndComeBackAsOthers() throws {
        var dedup = Deduplicator()
        guard case .raised(let first) = dedup.admit(signal(4, at: start), node: node, template: nil, text: "x") else {
            return
        }
        let early = dedup.expire(upTo: start + 2 * .minute)
        let late = dedup.expire(upTo: start + 3 * .minute)
        #expect(early.isEmpty)
        #expect(late.map(\.id) == [first.id])
        guard case .raised(let second) = dedup.admit(signal(4, at: start + .hour), node: node, template: nil, text: "x")
        else {
            Issue.record("not raised")
            return
        }
        #expect(second.fingerprint == first.fingerprint)
        #expect(second.id != first.id)
    }

    @Test func differentMattersHaveDifferentFingerprints() {
        var seen = Set<UInt64>()
        for kind in SignalKind.allCases {
            for direction in [Direction.up, .down, .none] {
                for node in ["a/b", "a", "a/c"] {
                    for text in ["", "x"] {
                        seen.insert(
                            Deduplicator.fingerprint(
                                kind: kind, direction: direction, node: NodeName(node), template: nil, text: text,
                                series: ""))
                    }
                }
            }
        }
        #expect(seen.count == SignalKind.allCases.count * 3 * 3 * 2)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func restartAnywhereSameAlerts(_ seed: UInt64) throws {
        var random = Seeded(seed)
        var straight = Deduplicator()
        var other = Deduplicator()
        for step in 0..<400 {
            let time = start + Micros(step) * 30 * .second
            let text = "t\(Int.random(in: 0..<6, using: &random))"
            let one = signal(Double.random(in: 1...8, using: &random), at: time, weak: Bool.random(using: &random))
            let a = straight.admit(one, node: node, template: nil, text: text)
            let b = other.admit(one, node: node, template: nil, text: text)
            #expect(a == b)
            let overA = straight.expire(upTo: time)
            let overB = other.expire(upTo: time)
            #expect(overA == overB)
            if Int.random(in: 0..<5, using: &random) == 0 { other = try Deduplicator(snapshot: other.snapshot()) }
            #expect(straight.snapshot() == other.snapshot())
        }
    }

    @Test func theCapDropsTheLongestUnheard() {
        var options = AlertingOptions.settled
        options.maxAlerts = 10
        var dedup = Deduplicator(options: options)
        for n in 0..<20 { _ = dedup.admit(signal(4, at: start + Micros(n)), node: node, template: nil, text: "t\(n)") }
        #expect(dedup.open.count == 10)
        #expect(dedup.statistics.evicted == 10)
        #expect(dedup.open.map(\.templateText).contains("t19"))
    }
}

@Suite struct IncidentGateTests {
    @Test func theReserveIsSpentBeforeTheLevelRises() {
        var gate = IncidentGate(options: .settled)
        gate.advance(to: start)
        for n in 0..<6 {
            let verdict = gate.judge(candidate("c\(n)", score: 3), at: start)
            #expect(verdict == .opens)
        }
        #expect(gate.levels == [2.5, 2.5, 2.5])
        let seventh = gate.judge(candidate("c6", score: 3), at: start)
        #expect(seventh == .opens)
        #expect(gate.levels == [3.5, 2.5, 2.5])
        guard case .held(let held) = gate.judge(candidate("c7", score: 3.2), at: start) else {
            Issue.record("opened")
            return
        }
        #expect(held.reason == .budgetSpent)
        #expect(held.level == 3.5)
        #expect(held.text.contains("the budget of 3 a day is spent"))
        // Another kind has a pot of its own.
        let other = gate.judge(candidate("c8", score: 3.2, kinds: [.novelty]), at: start)
        #expect(other == .opens)
    }

    @Test func reasonsTellWhy() {
        var gate = IncidentGate(options: .settled)
        func reason(_ candidate: Candidate) -> HeldBack.Reason? {
            if case .held(let held) = gate.judge(candidate, at: start) { return held.reason }
            return nil
        }
        #expect(reason(candidate("a", score: 2)) == .belowLevel)
        #expect(reason(candidate("b", score: 3, weak: true)) == .learning)
        #expect(reason(candidate("c", score: 3.6, weak: true)) == nil)
        gate.silences.add(Silence(id: "s1", node: "web1", from: start, until: start + .day, comment: "maintenance"))
        #expect(reason(candidate("d", score: 9)) == .silenced)
        #expect(reason(candidate("e", score: 9, nodes: ["web1/nginx", "db1/postgresql"])) == nil)
        gate.silences.remove(id: "s1")
        let mark = FeedbackMark(
            incident: "x", isNoise: true, kinds: [.rate], nodes: [NodeName("web1/nginx")], at: start)
        gate.apply(mark)
        #expect(reason(candidate("f", score: 3)) == .muted)
        #expect(reason(candidate("g", score: 3, nodes: ["web1/nginx", "db1/postgresql"])) == nil)
        let undone = gate.undo(incident: "x")
        #expect(undone)
        #expect(reason(candidate("h", score: 3)) == nil)
        #expect(gate.held.count == 4)
    }

    /// incidents = budget·T + change of levels/step + reserve spent - unused, whatever the candidates are.
    @Test(arguments: 0..<30 as Range<UInt64>)
    func identity(_ seed: UInt64) throws {
        var random = Seeded(seed)
        var options = AlertingOptions.settled
        options.budget = [1, 3, 10][Int(seed % 3)]
        options.floor = seed % 2 == 0 ? 0 : 2.5
        var gate = IncidentGate(options: options)
        let levels = gate.levels.reduce(0, +)
        let reserve = gate.reserve
        gate.advance(to: start)
        let kinds: [SignalKind] = [.rate, .silence, .novelty, .severity]
        for minute in 1...(20 * 1440) {
            let time = start + Micros(minute) * .minute
            gate.advance(to: time, hadInput: minute % 7 != 0)
            if Int.random(in: 0..<20, using: &random) == 0 {
                let score = Double.random(in: 0...1, using: &random) * Double.random(in: 0...12, using: &random)
                let kind = kinds[Int.random(in: 0..<4, using: &random)]
                _ = gate.judge(candidate("c\(minute)", score: score, kinds: [kind]), at: time)
            }
            if minute % 997 == 0 { gate = try reopened(gate, options) }
        }
        let spent = gate.statistics
        let right =
            options.budget * spent.days + (gate.levels.reduce(0, +) - levels) / options.step + reserve - gate.reserve
            - spent.unused
        #expect(abs(Double(spent.opened) - right) < 1e-6, "\(spent) \(gate.levels)")
        if options.floor == 0 {
            #expect(Double(spent.opened) <= options.budget * spent.days + reserve + 39)
        }
    }

    /// What opens in the first hour is paid from a reserve of its own, which is bounded.
    @Test func theFirstHourDoesNotCostTheDaysAfterIt() {
        var gate = IncidentGate()
        let (levels, reserve) = (gate.levels, gate.reserve)
        gate.advance(to: start)
        for n in 0..<12 { #expect(gate.judge(candidate("c\(n)", score: 9), at: start) == .opens) }
        #expect(gate.levels == levels && gate.reserve == reserve)
        _ = gate.judge(candidate("c12", score: 9), at: start)
        #expect(gate.reserve == reserve - 1)
        gate = IncidentGate()
        gate.advance(to: start)
        for bucket in 1...361 { gate.advance(to: start + Micros(bucket) * 10 * .second) }
        _ = gate.judge(candidate("late", score: 9), at: start + .hour)
        #expect(gate.reserve == reserve - 1)
    }

    private func reopened(_ gate: IncidentGate, _ options: AlertingOptions) throws -> IncidentGate {
        let bytes = gate.snapshot()
        let other = try IncidentGate(snapshot: bytes, options: options)
        #expect(other.snapshot() == bytes)
        return other
    }

    @Test func timeWithoutInputIsNoBudget() {
        var gate = IncidentGate(options: .settled)
        gate.advance(to: start)
        for n in 0..<8 { _ = gate.judge(candidate("c\(n)", score: 9), at: start) }
        let level = gate.levels[0]
        for minute in 1...1440 { gate.advance(to: start + Micros(minute) * .minute, hadInput: false) }
        // The hour after the last input counts, the 23 without any do not.
        #expect(abs(level - gate.levels[0] - 3.0 / 24) < 1e-6)
        let rested = gate.levels[0]
        for minute in 1441...2880 { gate.advance(to: start + Micros(minute) * .minute, hadInput: false) }
        #expect(gate.levels[0] == rested)
        gate.advance(to: start + 30 * .day)
        // A hole of a month is one hour.
        #expect(gate.levels[0] > rested - 0.2)
    }

    /// A host with a line each half hour earns its whole budget.
    @Test func aQuietHostEarnsItsBudget() {
        var gate = IncidentGate(options: .settled)
        gate.advance(to: start)
        for bucket in 1...8640 {
            gate.advance(to: start + Micros(bucket) * 10 * .second, hadInput: bucket % 180 == 0)
        }
        #expect(abs(gate.statistics.days - 1) < 1e-6)
    }

    /// A stale model or a gap in collection is told of at once a day, whatever the budget has become.
    @Test func troubleOfTheWatchingItselfIsOutsideTheBudget() throws {
        var gate = IncidentGate(options: .settled)
        gate.advance(to: start)
        for n in 0..<40 { _ = gate.judge(candidate("c\(n)", score: 99, kinds: [.novelty]), at: start) }
        let levels = gate.levels
        let reserve = gate.reserve
        #expect(levels[2] > 20)
        #expect(gate.judge(candidate("stale", score: 3, kinds: [.drift]), at: start) == .opens)
        #expect(gate.levels == levels && gate.reserve == reserve)
        gate = try reopened(gate, .settled)
        guard case .held(let held) = gate.judge(candidate("again", score: 3, kinds: [.drift]), at: start + .hour) else {
            Issue.record("told twice within a day")
            return
        }
        #expect(held.reason == .cooling)
        #expect(gate.judge(candidate("next day", score: 3, kinds: [.drift]), at: start + .day) == .opens)
        // With anything else beside it, it is an ordinary candidate.
        guard case .held = gate.judge(candidate("mixed", score: 3, kinds: [.drift, .novelty]), at: start) else {
            Issue.record("opened over the budget")
            return
        }
    }

    @Test func usefulGivesBackWhatItCost() {
        var gate = IncidentGate(options: .settled)
        for n in 0..<8 { _ = gate.judge(candidate("c\(n)", score: 9), at: start) }
        #expect(gate.levels[0] == 4.5)
        gate.apply(
            FeedbackMark(incident: "c7", isNoise: false, kinds: [.rate], nodes: [NodeName("web1/nginx")], at: start))
        #expect(gate.levels[0] == 3.5)
    }

    @Test func unusedShareIsLent() {
        var options = AlertingOptions.settled
        options.budget = 10
        var gate = IncidentGate(options: options)
        gate.advance(to: start)
        for n in 0..<30 { _ = gate.judge(candidate("c\(n)", score: 99, kinds: [.silence]), at: start) }
        let before = gate.levels[1]
        for hour in 1...24 { gate.advance(to: start + Micros(hour) * .hour) }
        // The whole budget of a day, not its own 30% alone.
        #expect(abs(before - gate.levels[1] - 10) < 1e-9)
    }

    @Test func heldBackIsBounded() {
        var options = AlertingOptions.settled
        options.maxHeld = 50
        var gate = IncidentGate(options: options)
        for n in 0..<200 { _ = gate.judge(candidate("c\(n)", score: 1), at: start + Micros(n)) }
        #expect(gate.held.count == 50)
        #expect(gate.held.first?.at == start + 199)
    }
}

@Suite struct SilenceTests {
    @Test(
        arguments: [
            ("web1", "web1/nginx", true), ("web1/nginx", "web1/nginx", true), ("web1/nginx", "web1/app", false),
            ("web*", "web2/app", true), ("db1", "db10/x", false), (nil, "any", true),
        ] as [(String?, String, Bool)])
    func nodes(_ pattern: String?, _ node: String, _ expected: Bool) {
        #expect(Silence(id: "s", node: pattern, from: 0, until: 1).covers(NodeName(node)) == expected)
    }

    @Test func windowsComeBackAndPassMidnight() {
        let monday = CivilTime(year: 2026, month: 11, day: 23).micros
        let window = Silence.Window(start: 23 * 60, end: 60, weekdays: [0])
        #expect(window.contains(monday + 23 * .hour + 30 * .minute))
        #expect(window.contains(monday + 24 * .hour + 30 * .minute))
        #expect(!window.contains(monday + 30 * .minute))
        #expect(!window.contains(monday + 25 * .hour))
        #expect(!window.contains(monday + 47 * .hour + 30 * .minute))
        let silence = Silence(id: "s", from: monday, until: monday + 7 * .day, window: window)
        #expect(silence.isActive(at: monday + 23 * .hour))
        #expect(!silence.isActive(at: monday + 12 * .hour))
        var silences = Silences([silence])
        silences.expire(at: monday + 8 * .day)
        #expect(silences.all.isEmpty)
    }

    static let start: Micros = 1_790_000_000 * .second
    static let exemption = Silence(
        id: "e1", purpose: .exemption, node: "web*", kind: .rate, template: "error", severity: .warning,
        labels: ["tier=web"],
        from: start, until: start + .day, window: .init(start: 60, end: 120, weekdays: [0, 6], zone: 32_400),
        comment: "by design")

    @Test func silencesSurviveARestart() throws {
        var gate = IncidentGate(options: .settled)
        gate.silences.apply(.silence(Self.exemption), at: Self.start)
        gate.silences.apply(.silence(Silence(id: "s2", node: "db1", from: 0, until: .max)), at: Self.start)
        let restored = try IncidentGate(snapshot: gate.snapshot(), options: .settled)
        #expect(restored.silences.all == [Self.exemption, Silence(id: "s2", node: "db1", from: 0, until: .max)])
        #expect(restored.snapshot() == gate.snapshot())
        gate.silences.apply(.endSilence(id: "s2"), at: Self.start)
        #expect(gate.silences.all.map(\.id) == ["e1"])
    }

    @Test func allOfItMustMatch() {
        var silence = Self.exemption
        func candidate(_ severity: IncidentSeverity, _ labels: [String], _ templates: [String]) -> Candidate {
            Candidate(
                id: "c", score: 9, kinds: [.rate], nodes: [NodeName("web1/nginx")], templates: templates, weak: false,
                severity: severity, labels: labels, startedAt: Self.start, alertCount: 1)
        }
        #expect(silence.covers(candidate(.info, ["tier=web", "x=y"], ["error <*>"])))
        #expect(!silence.covers(candidate(.critical, ["tier=web"], ["error <*>"])))
        #expect(!silence.covers(candidate(.info, [], ["error <*>"])))
        #expect(!silence.covers(candidate(.info, ["tier=web"], ["error <*>", "other"])))
        silence.template = nil
        #expect(silence.covers(candidate(.info, ["tier=web"], ["error <*>", "other"])))
    }

    @Test func tooWideOnesAreRefused() {
        var silence = Self.exemption
        #expect(silence.problem(now: Self.start) == nil)
        silence.template = nil
        #expect(silence.problem(now: Self.start)?.contains("template") == true)
        silence = Self.exemption
        silence.until = Self.start + 400 * .day
        #expect(silence.problem(now: Self.start)?.contains("year") == true)
        #expect(Silence(id: "s", from: 0, until: .max).problem(now: 0)?.contains("everything") == true)
        #expect(Silence(id: "s", node: "a", from: 0, until: 5).problem(now: 5) != nil)
    }

    @Test func whatReturnsCostsNothing() {
        var gate = IncidentGate(options: .settled)
        let reserve = gate.reserve
        let returning = Candidate(
            id: "c", score: 9, kinds: [.rate], nodes: [NodeName("a/b")], templates: [], weak: false,
            startedAt: Self.start, alertCount: 1)
        #expect(gate.judge(returning, at: Self.start, returns: true) == .opens)
        #expect(gate.reserve == reserve)
        #expect(gate.judge(returning, at: Self.start) == .opens)
        #expect(gate.reserve == reserve - 1)
    }

    @Test func loadAloneNeedsMore() {
        var gate = IncidentGate(options: .settled)
        func candidate(_ kinds: [SignalKind], mild: Bool) -> Candidate {
            Candidate(
                id: "c", score: 4.5, kinds: kinds, nodes: [NodeName("a/b")], templates: [], weak: false, mild: mild,
                startedAt: Self.start, alertCount: 1)
        }
        #expect(gate.judge(candidate([.rate], mild: true), at: Self.start) != .opens)
        #expect(gate.judge(candidate([.silence], mild: true), at: Self.start) == .opens)
        #expect(gate.judge(candidate([.rate], mild: false), at: Self.start) == .opens)
    }
}

@Suite struct EarlySignTests {
    private static func sign(_ id: String) -> Candidate {
        var sign = candidate(id, score: 2)
        sign.foretells = "came before 4 of 5 incidents"
        return sign
    }

    /// A known early sign opens whatever its evidence, from the reserve alone, and never raises a level.
    @Test func aKnownSignCostsTheReserveAlone() {
        var gate = IncidentGate(options: .settled)
        let (reserve, levels) = (gate.reserve, gate.levels)
        #expect(gate.judge(candidate("weak", score: 2), at: start) != .opens)
        #expect(gate.judge(Self.sign("0"), at: start) == .opens)
        #expect(gate.reserve == reserve - 1)
        var opened = 1
        for number in 1..<50 where gate.judge(Self.sign("\(number)"), at: start) == .opens { opened += 1 }
        #expect(opened == Int(reserve))
        #expect(gate.levels == levels)
        guard case .held(let held) = gate.judge(Self.sign("late"), at: start) else {
            Issue.record("opened without a reserve")
            return
        }
        #expect(held.reason == .budgetSpent && held.text.contains("came before 4 of 5"))
        // What a warning cost is given back when it came true, once.
        gate.giveBack("0")
        gate.giveBack("0")
        #expect(gate.reserve == reserve - Double(opened) + 1)
    }

    @Test func aSignThatIsSilencedOrNoiseStaysQuiet() {
        var gate = IncidentGate(options: .settled)
        gate.apply(
            FeedbackMark(incident: "x", isNoise: true, kinds: [.rate], nodes: [NodeName("web1/nginx")], at: start))
        #expect(gate.judge(Self.sign("a"), at: start) != .opens)
    }

    @Test func whatIsInhibitedIsHeldWithTheReason() {
        var gate = IncidentGate(options: .settled)
        var strong = candidate("a", score: 20)
        strong.inhibition = "web1 is down (incident 7), and all of it runs there"
        guard case .held(let held) = gate.judge(strong, at: start) else {
            Issue.record("opened")
            return
        }
        #expect(held.reason == .inhibited && held.text == strong.inhibition)
        strong.inhibition = nil
        #expect(gate.judge(strong, at: start + 10 * .second) == .opens)
    }
}
