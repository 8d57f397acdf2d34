import Alerting
import Model

/// One statistic behind gates of several budgets and floors at once: the detector runs once, the gates are cheap.
struct GateBoard {
    struct Setting: Hashable {
        var budget: Double, floor: Double
    }
    static let settings = [1.0, 3, 10].flatMap { budget in [2.5, 0].map { Setting(budget: budget, floor: $0) } }

    private var gates: [IncidentGate]
    /// Last time a series stood above the level, by setting; and when a stream's last incident opened.
    private var above: [[UInt64: Micros]]
    private var opened: [[Micros]]
    /// Incidents by setting and day.
    private(set) var perDay: [[Int]]
    /// Levels by setting, minute and pot: what a fault at that minute would have had to pass.
    private(set) var levels: [[[3 of Float]]]
    private let start: Micros

    init(streams: Int, days: Int, start: Micros) {
        self.start = start
        gates = Self.settings.map {
            var options = AlertingOptions()
            (options.budget, options.floor) = ($0.budget, $0.floor)
            return IncidentGate(options: options)
        }
        above = Self.settings.map { _ in [:] }
        opened = Self.settings.map { _ in Array(repeating: -.day, count: streams) }
        perDay = Self.settings.map { _ in Array(repeating: 0, count: days) }
        levels = Self.settings.map { _ in [] }
    }

    /// A series' signal in one bucket or minute.
    struct Sign {
        var key: UInt64, stream: Int, kind: SignalKind, score: Double
    }

    /// Judges the signs of one moment, strongest first: a series that was above the level within the last hour goes on, one
    /// whose stream opened an incident within ten minutes joins it, and any other is a candidate.
    mutating func judge(_ signs: [Sign], at time: Micros) {
        let day = Int((time - 1 - start) / .day)
        let ordered = signs.sorted { $0.score != $1.score ? $0.score > $1.score : $0.key < $1.key }
        for setting in gates.indices {
            gates[setting].advance(to: time)
            for one in ordered where one.score >= Self.settings[setting].floor {
                let level = max(gates[setting].levels[potOf(one.kind)], Self.settings[setting].floor)
                guard one.score >= level else { continue }
                defer { above[setting][one.key] = time }
                if let last = above[setting][one.key], time - last <= .hour { continue }
                if time - opened[setting][one.stream] <= 10 * .minute { continue }
                let candidate = Candidate(
                    id: "\(one.stream)", score: one.score, kinds: [one.kind], nodes: [], templates: [], weak: false,
                    startedAt: time, alertCount: 1)
                guard case .opens = gates[setting].judge(candidate, at: time) else { continue }
                opened[setting][one.stream] = time
                if perDay[setting].indices.contains(day) { perDay[setting][day] += 1 }
            }
        }
    }

    /// Remembers the levels of this minute.
    mutating func note() {
        for setting in gates.indices {
            let now = gates[setting].levels
            levels[setting].append([Float(now[0]), Float(now[1]), Float(now[2])])
        }
    }
}

/// Signs of related streams (`SimulatedWorld.related` neighbours) joined to one candidate, as Correlation does: the strongest, and
/// of each further witness (a stream and kind) half of its decades, then 0.7 of the share before, at most three together.
struct JoinedSigns {
    private struct Witness { var stream: Int, kind: SignalKind, score: Double, at: Micros }
    private var groups: [Int: [Witness]] = [:]
    /// Signs within this time belong together.
    private static let span: Micros = 5 * .minute, floor = 2.0, mostGain = 3.0

    /// The candidates that the signs of one moment belong to, with their combined score.
    mutating func join(_ signs: [GateBoard.Sign], at time: Micros) -> [GateBoard.Sign] {
        var changed: [Int: GateBoard.Sign] = [:]
        for sign in signs {
            let group = sign.stream / SimulatedWorld.related
            if sign.score >= Self.floor {
                var witnesses = (groups[group] ?? []).filter { time - $0.at <= Self.span }
                if let known = witnesses.firstIndex(where: { $0.stream == sign.stream && $0.kind == sign.kind }) {
                    witnesses[known].score = max(witnesses[known].score, sign.score)
                    witnesses[known].at = time
                } else {
                    witnesses.append(Witness(stream: sign.stream, kind: sign.kind, score: sign.score, at: time))
                }
                groups[group] = witnesses
            }
            if changed[group].map({ $0.score < sign.score }) ?? true { changed[group] = sign }
        }
        return changed.sorted { $0.key < $1.key }.map { group, strongest in
            var joined = strongest
            var share = 0.5
            var gain = 0.0
            var streams: Set<Int> = []
            for (index, witness) in (groups[group] ?? []).filter({ time - $0.at <= Self.span })
                .sorted(by: { ($1.score, $0.stream) < ($0.score, $1.stream) }).enumerated()
            {
                let isOther = streams.insert(witness.stream).inserted
                if index == 0 {
                    joined.score = max(joined.score, witness.score)
                    continue
                }
                gain += witness.score * share * (isOther ? 1 : 0.6)
                share *= 0.7
            }
            joined.score += min(gain, Self.mostGain)
            joined.stream = group * SimulatedWorld.related
            return joined
        }
    }

    /// The same for the signs of one trial.
    mutating func join(all signs: [SimulatedLane.Sign]) -> [SimulatedLane.Sign] {
        var result: [SimulatedLane.Sign] = []
        for (bucket, group) in Dictionary(grouping: signs, by: \.bucket).sorted(by: { $0.key < $1.key }) {
            let moment = group.map {
                GateBoard.Sign(key: $0.key, stream: Int($0.stream), kind: $0.kind, score: Double($0.score))
            }
            for joined in join(moment, at: Micros(bucket) * 10 * .second) {
                guard var one = group.first(where: { $0.key == joined.key }) else { continue }
                one.score = Float(joined.score)
                result.append(one)
            }
        }
        return result
    }
}

/// Which pot pays for a kind, as the gate has it.
func potOf(_ kind: SignalKind) -> Int {
    switch kind {
    case .rate, .severity, .values, .flows: 0
    case .silence: 1
    default: 2
    }
}
