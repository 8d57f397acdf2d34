import Bytes
import Model

/// What the gate says of a candidate.
package enum Verdict: Sendable, Hashable {
    case opens
    case held(HeldBack)
}

/// The one gate between candidates and people: it holds the budget whatever the detectors do.
///
/// Online quantile tracking with a floor and a reserve. Each pot (rises, silence, novelty) has a level in decades: an incident
/// beyond the reserve raises its pot's level by `step`, and a day lowers the levels by `budget` steps together, each by its
/// share; what a pot at the floor does not need is lent to those above it, then refills the reserve, and is lost only when all
/// is full. So without any assumption about the detectors, in T days:
///
///     incidents = budget·T + (sum of levels now - then)/step + (reserve then - now) - unused
///
/// (Gibbs, Candès 2021; Angelopoulos, Candès, Tibshirani 2023.) Alerts that join an open incident never come here. The
/// levels do not move for time without input, and an incident that an operator found useful is given back.
package struct IncidentGate: Sendable {
    package private(set) var options: Options
    /// What an operator silenced.
    package var silences = Silences()
    /// Decades a candidate must reach, by pot: rises, silence and drops, novelty and the rest.
    package private(set) var levels: [Double]
    /// Incidents that may still open before a level rises.
    package private(set) var reserve: Double
    /// Incidents left that may be opened while their streams are still learning or within the first hour; twice the reserve at first,
    /// and never refilled. A daemon's first hour is history that it catches up with, of which it pages nobody.
    package private(set) var weakReserve: Double
    /// Up to where time was counted; `.unknown` before the first bucket.
    package private(set) var now: Micros = .unknown
    /// End of the last bucket with input; `.unknown` before the first.
    private var heard: Micros = .unknown
    /// When trouble of the watching itself was last told of, by kind and node: once a day each, outside the budget.
    private var housekeeping: [String: Micros] = [:]
    private var heldBack: [String: HeldBack] = [:]
    private var charges: [String: Charge] = [:]
    private(set) var marks: [FeedbackMark] = []

    /// Counts of what happened, for `status` and for the identity above.
    package struct Statistics: Sendable, Hashable {
        package var opened: UInt64 = 0, judged: UInt64 = 0, refunded: Double = 0
        /// Budget that fell due while every level was at the floor and the reserve full, in incidents.
        package var unused: Double = 0
        /// Days of event time counted.
        package var days: Double = 0
        package init() {}
    }
    package private(set) var statistics = Statistics()

    /// What one incident cost, and whom.
    struct Charge: Sendable, Hashable {
        var at: Micros
        var pot: Int
        /// From the reserve, not from the level.
        var reserved: Bool
    }

    package init(options: Options = .init()) {
        self.options = options
        levels = Array(repeating: options.floor, count: 3)
        reserve = options.reserve
        weakReserve = 2 * options.reserve
    }

    /// Takes other settings from here on. Levels below the new floor rise to it; the reserve is cut to the new size.
    package mutating func reconfigure(_ options: Options) {
        self.options = options
        levels = levels.map { max($0, options.floor) }
        reserve = min(reserve, options.reserve)
    }

    /// Which pot a kind's incidents are paid from.
    static func pot(_ kind: SignalKind) -> Int {
        switch kind {
        case .rate, .severity, .values, .flows: 0
        case .silence: 1
        case .novelty, .drift, .collection, .flood, .external: 2
        }
    }

    /// The level that a candidate must reach, and the pot that would pay: the lowest of its kinds' levels, since evidence
    /// of several kinds must not be worse off than one of them alone.
    private func level(_ candidate: Candidate) -> (level: Double, pot: Int) {
        var best = (level: Double.infinity, pot: 2)
        for pot in candidate.kinds.isEmpty ? [2] : candidate.kinds.map(Self.pot) where levels[pot] < best.level {
            best = (levels[pot], pot)
        }
        return best
    }

    /// Judges a candidate at the end of a bucket. Opening is charged at once.
    /// One that `returns` is an incident that was resolved a moment ago: it must reach the floor and costs nothing.
    /// `returns` is asked only of a candidate that reaches the floor: what stays below it opens nothing either way.
    package mutating func judge(
        _ candidate: Candidate, at time: Micros, returns: @autoclosure () -> Bool = false
    ) -> Verdict {
        statistics.judged += 1
        let returns = candidate.score >= options.floor && returns()
        let (level, pot) = level(candidate)
        let base = returns ? options.floor : level
        let feedback = adjustment(candidate)
        let extra = candidate.weak ? options.weakExtra : 0
        // A floor of its own, no surcharge: where the level is high already it asks for no more.
        let isLoad = candidate.kinds.allSatisfy { $0 == .rate || $0 == .novelty }
        let least = options.floor + (candidate.mild ? isLoad ? options.loadExtra : options.mildExtra : 0)
        let needed = max(base, least) + extra + feedback
        if let silence = silences.matching(candidate, at: time) {
            let isDesign = silence.purpose == .exemption
            return hold(
                candidate, isDesign ? .exempt : .silenced, needed,
                "\(isDesign ? "by design, exemption" : "silenced by") \(silence.id): \(silence.comment)", time)
        }
        if let inhibition = candidate.inhibition {
            return hold(candidate, .inhibited, needed, inhibition, time)
        }
        guard candidate.score >= (Self.housekeepingKey(candidate) == nil ? needed : options.floor + feedback) else {
            if let record = candidate.foretells, feedback <= 0 { return warn(candidate, record, needed, time) }
            let short = Self.short(candidate.score, of: needed)
            if candidate.score >= max(base, least) + feedback, extra > 0 {
                return hold(candidate, .learning, needed, "its streams are still learning: \(short)", time)
            }
            if feedback > 0, candidate.score >= needed - feedback {
                return hold(candidate, .muted, needed, "marked as noise before: \(short)", time)
            }
            if base > least, candidate.score >= least + extra + feedback {
                return hold(
                    candidate, .budgetSpent, needed,
                    "the budget of \(Self.text(options.budget)) a day is spent, so the level is \(Self.text(base)): \(short)",
                    time)
            }
            if isLoad, candidate.mild, candidate.kinds.contains(.novelty), candidate.score >= base + extra + feedback {
                return hold(
                    candidate, .deploy, needed,
                    "taken for a release or for load, nothing in it speaks of trouble: \(short)", time)
            }
            return hold(candidate, .belowLevel, needed, "too little evidence: \(short)", time)
        }
        if returns {
            heldBack[candidate.id] = nil
            return .opens
        }
        if let key = Self.housekeepingKey(candidate) {
            if let last = housekeeping[key], time - last < .day {
                return hold(candidate, .cooling, needed, "told of within the last day", time)
            }
            housekeeping = housekeeping.filter { time - $0.value < .day }
            housekeeping[key] = time
            heldBack[candidate.id] = nil
            statistics.opened += 1
            return .opens
        }
        // What is said while streams are still learning, and all that is said in the first hour, has a reserve of its own: what a
        // host's peculiarities are is learned from it, and it must not cost the budget of the days after.
        if candidate.weak || statistics.days * Double(Micros.day) < Double(options.settling), weakReserve >= 1 {
            weakReserve -= 1
            heldBack[candidate.id] = nil
            statistics.opened += 1
            return .opens
        }
        let reserved = reserve >= 1
        if reserved { reserve -= 1 } else { levels[pot] += options.step }
        charges[candidate.id] = Charge(at: time, pot: pot, reserved: reserved)
        if charges.count > 256 { forgetOldestCharge() }
        heldBack[candidate.id] = nil
        statistics.opened += 1
        return .opens
    }

    /// A known early sign is worth an incident of the reserve, whatever its own evidence, and never raises a level: without a reserve
    /// it is held back. What it cost is given back when it comes true (`giveBack`).
    private mutating func warn(_ candidate: Candidate, _ record: String, _ needed: Double, _ time: Micros) -> Verdict {
        guard reserve >= 1 else {
            return hold(
                candidate, .budgetSpent, needed, "an early sign, but the budget's reserve is spent: \(record)", time)
        }
        reserve -= 1
        charges[candidate.id] = Charge(at: time, pot: level(candidate).pot, reserved: true)
        if charges.count > 256 { forgetOldestCharge() }
        heldBack[candidate.id] = nil
        statistics.opened += 1
        return .opens
    }

    /// What a candidate is told of by at most once a day, when it is of the watching itself and of nothing else: a stale model,
    /// a gap in collection, a flood. Such incidents cost no budget, and no spent budget hides them.
    private static func housekeepingKey(_ candidate: Candidate) -> String? {
        guard !candidate.kinds.isEmpty,
            candidate.kinds.allSatisfy({ $0 == .drift || $0 == .collection || $0 == .flood })
        else { return nil }
        // Each source by itself: that one file may not be read does not hide that another was lost.
        let sources = candidate.kinds.contains(.collection) ? candidate.templates : []
        return (candidate.kinds.map(\.rawValue) + candidate.nodes.map(\.name) + sources).joined(separator: " ")
    }

    /// Lets event time pass up to `time`. Call it at each bucket's end. Time counts while there was input within the last hour: a
    /// quiet host earns its budget, a host that is down or unread does not. A single step counts for at most an hour.
    package mutating func advance(to time: Micros, hadInput: Bool = true) {
        defer { now = now == .unknown ? time : max(now, time) }
        if hadInput { heard = time }
        guard now != .unknown, time > now, heard != .unknown, time - heard <= .hour else { return }
        let days = Double(min(time - now, .hour)) / Double(Micros.day)
        statistics.days += days
        pay(options.budget * days)
    }

    /// Spreads `incidents` worth of budget: first to the pots by share, what they leave to the others, then to the reserve.
    private mutating func pay(_ incidents: Double) {
        var left = 0.0
        for pot in 0..<3 {
            let offer = incidents * options.shares[pot] * options.step
            let taken = min(offer, levels[pot] - options.floor)
            levels[pot] -= taken
            left += offer - taken
        }
        for pot in 0..<3 where left > 0 {
            let taken = min(left, levels[pot] - options.floor)
            levels[pot] -= taken
            left -= taken
        }
        let refill = min(left / options.step, options.reserve - reserve)
        reserve += refill
        statistics.unused += left / options.step - refill
    }

    private mutating func forgetOldestCharge() {
        let oldest = charges.min { ($0.value.at, $0.key) < ($1.value.at, $1.key) }
        if let oldest { charges[oldest.key] = nil }
    }

    // MARK: - What was held back

    private mutating func hold(
        _ candidate: Candidate, _ reason: HeldBack.Reason, _ level: Double, _ text: String, _ time: Micros
    ) -> Verdict {
        let entry = HeldBack(
            at: time, reason: reason, text: reason == .inhibited ? text : "\(text); \(cost(candidate))",
            score: candidate.score, level: level,
            nodes: candidate.nodes,
            templates: candidate.templates)
        // Of one candidate the strongest moment is kept.
        if let known = heldBack[candidate.id], known.score > candidate.score { return .held(entry) }
        heldBack[candidate.id] = entry
        if heldBack.count > options.maxHeld {
            let oldest = heldBack.min { ($0.value.at, $0.key) < ($1.value.at, $1.key) }
            if let oldest { heldBack[oldest.key] = nil }
        }
        return .held(entry)
    }

    /// What it would have cost to open a candidate now.
    private func cost(_ candidate: Candidate) -> String {
        if Self.housekeepingKey(candidate) != nil { return "it would have cost nothing" }
        if candidate.weak || statistics.days * Double(Micros.day) < Double(options.settling), weakReserve >= 1 {
            return "it would have cost one of the \(Int(weakReserve)) incidents set aside for learning"
        }
        if reserve >= 1 { return "it would have cost one of the \(Int(reserve)) incidents in reserve" }
        let (level, _) = level(candidate)
        return "it would have raised the level from \(Self.text(level)) to \(Self.text(level + options.step)) decades"
    }

    /// Candidates that never opened, latest first, each with its strongest moment and the reason.
    package var held: [HeldBack] {
        heldBack.sorted { ($1.value.at, $1.key) < ($0.value.at, $0.key) }.map(\.value)
    }

    // MARK: - Feedback

    /// What an operator said of incidents, oldest first.
    package var feedback: [FeedbackMark] { marks }

    /// Takes an operator's word on an incident: `noise` makes the same kinds on the same nodes need a decade more, `useful`
    /// half a decade less, and gives back what the incident cost.
    package mutating func apply(_ mark: FeedbackMark) {
        guard !marks.contains(where: { $0.incident == mark.incident && $0.isNoise == mark.isNoise }) else { return }
        // The last word counts.
        marks.removeAll { $0.incident == mark.incident }
        marks.append(mark)
        if marks.count > 1000 { marks.removeFirst() }
        if !mark.isNoise { giveBack(mark.incident) }
    }

    /// Gives back what an incident cost: it was worth telling. Once.
    package mutating func giveBack(_ incident: String) {
        guard let charge = charges.removeValue(forKey: incident) else { return }
        if charge.reserved {
            let refund = min(1, options.reserve - reserve)
            reserve += refund
            statistics.refunded += refund
        } else {
            let refund = min(options.step, levels[charge.pot] - options.floor)
            levels[charge.pot] -= refund
            statistics.refunded += refund / options.step
        }
    }

    /// Takes back what was said of an incident. What `useful` gave back stays given.
    /// - Returns: Whether there was anything.
    @discardableResult
    package mutating func undo(incident: String) -> Bool {
        let before = marks.count
        marks.removeAll { $0.incident == incident }
        return marks.count < before
    }

    /// Decades that feedback adds to what a candidate needs. It must be noise on all of its (kind, node) pairs to need more.
    private func adjustment(_ candidate: Candidate) -> Double {
        guard !marks.isEmpty else { return 0 }
        var least = Double.infinity
        for kind in candidate.kinds {
            for node in candidate.nodes {
                var sum = 0.0
                for mark in marks where mark.kinds.contains(kind) && mark.nodes.contains(node) {
                    sum += mark.decades
                }
                least = min(least, min(max(sum, -1), 4))
            }
        }
        return least.isFinite ? least : 0
    }

    /// What is missing, in tenths and rounded up: what is not enough is never "0 short".
    static func short(_ score: Double, of needed: Double) -> String {
        let tenths = ((needed - score) * 10 - 1e-6).rounded(.up)
        return "\(text(max(0.1, tenths / 10))) short of \(text(needed)) decades"
    }

    static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

/// An operator's word on one incident, with what it was about.
package struct FeedbackMark: Sendable, Hashable, Codable {
    package var incident: String
    package var isNoise: Bool
    package var kinds: [SignalKind]
    package var nodes: [NodeName]
    package var at: Micros
    /// Decades by which it moves what such a candidate needs.
    package var decades: Double { isNoise ? 1 : -0.5 }
    package init(incident: String, isNoise: Bool, kinds: [SignalKind], nodes: [NodeName], at: Micros) {
        (self.incident, self.isNoise, self.kinds, self.nodes, self.at) = (incident, isNoise, kinds, nodes, at)
    }
}

extension IncidentGate {
    static let version: UInt32 = 2

    /// The whole state; equal states give equal bytes.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(levels) { writer, level in writer.write(level) }
        writer.write(reserve)
        writer.write(weakReserve)
        writer.write(now)
        writer.write(heard)
        writer.write(housekeeping.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value)
        }
        writer.write(statistics.opened)
        writer.write(statistics.judged)
        for value in [statistics.refunded, statistics.unused, statistics.days] { writer.write(value) }
        writer.write(heldBack.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            let held = entry.value
            writer.write(held.at)
            writer.write(held.reason.rawValue)
            writer.write(held.text)
            writer.write(held.score)
            writer.write(held.level)
            writer.write(held.nodes) { writer, node in writer.write(node.name) }
            writer.write(held.templates) { writer, text in writer.write(text) }
        }
        writer.write(charges.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.at)
            writer.write(UInt8(entry.value.pot))
            writer.write(entry.value.reserved)
        }
        writer.write(marks) { writer, mark in
            writer.write(mark.incident)
            writer.write(mark.isNoise)
            writer.write(mark.kinds) { writer, kind in writer.write(kind.rawValue) }
            writer.write(mark.nodes) { writer, node in writer.write(node.name) }
            writer.write(mark.at)
        }
        silences.write(to: &writer)
        return writer.bytes
    }

    package init(snapshot: [UInt8], options: Options = .init()) throws(SnapshotError) {
        self.init(options: options)
        var reader = try SnapshotReader(snapshot, version: Self.version)
        let stored = try reader.readArray { (reader) throws(SnapshotError) in try reader.read(Double.self) }
        guard stored.count == 3 else { throw .invalid("\(stored.count) levels") }
        levels = stored
        reserve = try reader.read()
        weakReserve = try reader.read()
        now = try reader.read()
        heard = try reader.read()
        let told = try reader.readArray { (reader) throws(SnapshotError) -> (String, Micros) in
            (try reader.read(String.self), try reader.read(Micros.self))
        }
        for (key, time) in told { housekeeping[key] = time }
        statistics.opened = try reader.read()
        statistics.judged = try reader.read()
        statistics.refunded = try reader.read()
        statistics.unused = try reader.read()
        statistics.days = try reader.read()
        let entries = try reader.readArray { (reader) throws(SnapshotError) -> (String, HeldBack) in
            let key: String = try reader.read()
            let at: Micros = try reader.read()
            let name: String = try reader.read()
            guard let reason = HeldBack.Reason(rawValue: name) else { throw .invalid("unknown reason '\(name)'") }
            let text: String = try reader.read()
            let score: Double = try reader.read()
            let level: Double = try reader.read()
            let nodes = try reader.readStrings().map { NodeName($0) }
            return (
                key,
                HeldBack(
                    at: at, reason: reason, text: text, score: score, level: level, nodes: nodes,
                    templates: try reader.readStrings())
            )
        }
        for (key, entry) in entries { heldBack[key] = entry }
        let paid = try reader.readArray { (reader) throws(SnapshotError) -> (String, Charge) in
            let key: String = try reader.read()
            let at: Micros = try reader.read()
            let pot = Int(try reader.read(UInt8.self))
            guard pot < 3 else { throw .invalid("pot \(pot)") }
            return (key, Charge(at: at, pot: pot, reserved: try reader.read()))
        }
        for (key, charge) in paid { charges[key] = charge }
        marks = try reader.readArray { (reader) throws(SnapshotError) -> FeedbackMark in
            let incident: String = try reader.read()
            let isNoise: Bool = try reader.read()
            let kinds = try reader.readArray { (reader) throws(SnapshotError) in try reader.readKind() }
            let nodes = try reader.readStrings().map { NodeName($0) }
            return FeedbackMark(incident: incident, isNoise: isNoise, kinds: kinds, nodes: nodes, at: try reader.read())
        }
        silences = try Silences(from: &reader)
    }
}
