import Alerting
import Bytes
import Comparison
import Correlation
import Detection
import Model
import TemplateMining
import Topology

/// One difference, with names and words.
package struct NamedChange: Sendable {
    package var node: NodeName
    package var template: String
    /// Where it is a step's: who sent the message before it, and that message.
    package var after: (node: NodeName, template: String)?
    package var change: ComparisonChange
    /// Decades of significance, weighed by how far it changed and how much it speaks of a fault: what the order goes by.
    package var weight: Double
    /// Lines that show it: the bad side's, or the good side's of what is gone.
    package var samples: [String]
}

/// How two logs differ, in order of weight, and who is suspect.
package struct ComparisonResult: Sendable {
    /// The probability from which a difference is taken for one, and the weight from which a new message is shown without that.
    package static let significance = 0.05

    package var changes: [NamedChange]
    package var suspects: [RootCause]
    package var findings: ComparisonFindings
    package var good: ComparisonExtent
    package var bad: ComparisonExtent
    package var lines: UInt64
    package var copied: UInt64
    package var timeless: UInt64
    package var outside: UInt64
    package var templates: Int
    package var problems: [String]

    init(_ tally: ComparisonTally, problems: [String]) {
        let miner = tally.miner
        findings = tally.comparison.judge { miner.resolve($0) }
        (good, bad) = (tally.comparison.extent(of: .good), tally.comparison.extent(of: .bad))
        (lines, copied, timeless, outside) = (tally.lines, tally.copied, tally.timeless, tally.outside)
        templates = miner.indices.count
        self.problems = problems
        changes = []
        suspects = []
        name(tally)
        suspect(tally)
    }

    /// Gives the differences names and weights, and leaves out what is not significant.
    private mutating func name(_ tally: ComparisonTally) {
        let streams = tally.streams
        var kinds: [StreamID: Int] = [:]
        for change in findings.changes where change.template >= 0 && change.from == nil {
            kinds[change.stream, default: 0] += 1
        }
        for change in findings.changes {
            // All messages of a stream: only that they stay away is not said by any one of them.
            if change.template < 0, change.kind != .gone && change.kind != .less || kinds[change.stream, default: 0] < 2
            {
                continue
            }
            let text = change.template < 0 ? "(all messages)" : tally.miner.text(change.template)
            let side = change.kind == .gone ? 0 : 1
            var named = NamedChange(
                node: streams.nodes[Int(change.stream.raw)], template: text,
                after: change.from.map { (streams.nodes[Int($0.stream.raw)], tally.miner.text($0.template)) },
                change: change,
                weight: 0, samples: tally.samples[side].samples(change.stream, change.template))
            named.weight = Self.weight(of: named)
            let isTelling = change.kind == .new && named.weight >= 1.5
            if change.p <= Self.significance || isTelling { changes.append(named) }
        }
        changes.sort {
            ($1.weight, $0.node, $0.template, $0.change.kind.rawValue) < (
                $0.weight, $1.node, $1.template, $1.change.kind.rawValue
            )
        }
    }

    /// A new message that speaks of a fault counts by that alone, be it too rare to be significant.
    private static func weight(of named: NamedChange) -> Double {
        let change = named.change
        let coming = FaultWeight.coming(text: named.template, severity: change.severity)
        let word: Double
        switch change.kind {
        case .new, .more: word = coming
        case .slower: word = 0.9
        case .gone, .less:
            word =
                change.from != nil
                ? 0.7 : change.template < 0 ? 0.9 : FaultWeight.missing(text: named.template, severity: change.severity)
        }
        let news = change.kind == .new && coming >= 0.75 ? 2.0 : 0
        return (change.decades * change.magnitude + news) * word
    }

    // MARK: - Suspects

    /// Differences that take part in the ranking of suspects.
    private static let maximumAlerts = 200

    /// Ranks who is suspect as an incident's causes are ranked: the differences are its alerts.
    private mutating func suspect(_ tally: ComparisonTally) {
        var correlator = Correlator(topology: tally.topology)
        for node in tally.streams.nodes { correlator.topology.learn(node, at: bad.end ?? 0) }
        let alerts = changes.prefix(Self.maximumAlerts).filter { $0.weight >= 0.5 }.map {
            alert($0, correlator.topology)
        }
        suspects = correlator.rankCauses(of: alerts)
    }

    private func alert(_ named: NamedChange, _ graph: TopologyGraph) -> Alert {
        let change = named.change
        let kind: SignalKind
        switch change.kind {
        case .new: kind = .novelty
        case .more: kind = change.severity.map { $0 <= .warning } ?? false ? .severity : .rate
        case .less: kind = change.from == nil ? .rate : .flows
        case .gone: kind = change.from == nil ? .silence : .flows
        case .slower: kind = .flows
        }
        let direction: Direction = change.kind == .gone || change.kind == .less ? .down : .up
        let isWhole = change.template < 0
        let template = isWhole ? nil : TemplateID(StableHash.hash(named.template))
        let series = named.after.map { "\($0.node)\u{0}\($0.template)" } ?? ""
        let fingerprint = Deduplicator.fingerprint(
            kind: kind, direction: direction, node: named.node, template: template, text: named.template, series: series
        )
        let mentions = named.samples.flatMap { graph.mentions(in: $0, onHost: named.node.host) }
        let at = bad.end ?? 0
        return Alert(
            id: Hexadecimal.string(fingerprint), fingerprint: fingerprint, kind: kind, direction: direction,
            node: named.node,
            template: template, templateText: isWhole ? "" : named.template, series: series, at: at,
            onset: min(change.onset, at),
            lastSeen: change.lastSeen, score: named.weight, severity: change.severity, weak: false,
            evidence: Evidence(
                observed: change.after, expected: change.before, windowSeconds: bad.seconds, samples: named.samples,
                text: ""),
            mentions: Set(mentions).subtracting([named.node]).sorted(),
            identifiers: Identifiers.found(in: named.samples))
    }
}

extension ComparisonResult {
    /// What scripts read. `p` is corrected for the number of comparisons; `before` and `after` in the stated unit.
    package var json: String {
        JSONText.object { text in
            text.member("changes", changes) { text, named in
                text.element { text in
                    text.member("node", named.node.name)
                    text.member("template", named.template)
                    text.member("change", named.change.kind.rawValue)
                    text.member("before", named.change.before)
                    text.member("after", named.change.after)
                    text.member("effect", named.change.effect)
                    text.member("p", named.change.p)
                    text.member("unit", named.unit)
                    text.member("count_before", Int(named.change.counts.before))
                    text.member("count_after", Int(named.change.counts.after))
                    if let after = named.after {
                        text.member("from_node", after.node.name)
                        text.member("from_template", after.template)
                    }
                    text.member("onset", time: named.change.onset)
                    text.member("weight", named.weight)
                    text.member("samples", named.samples)
                }
            }
            text.member("suspects", suspects) { text, cause in
                text.element { text in
                    text.member("node", cause.node.name)
                    text.member("score", cause.score)
                    text.member("why", cause.why)
                }
            }
            text.member("good", object: { Self.write(good, into: &$0) })
            text.member("bad", object: { Self.write(bad, into: &$0) })
            text.member("comparisons", findings.comparisons)
            text.member("load", findings.load)
            text.member("dispersion", findings.dispersion)
            text.member("least_new", findings.leastNew.map(Double.init))
            text.member("least_factor", findings.leastFactor)
        }
    }

    private static func write(_ extent: ComparisonExtent, into text: inout JSONText) {
        text.member("begin", time: extent.begin)
        text.member("end", time: extent.end)
        text.member("records", Int(extent.records))
        text.member("series", extent.series)
    }
}

extension NamedChange {
    /// In what `before` and `after` are told.
    package var unit: String {
        change.from == nil ? "per minute" : change.kind == .slower ? "seconds" : "share"
    }
}
