import Alerting
import Correlation
import FoundationEssentials
import LogSources
import Model
import Pipeline
import Settings
import Topology

/// What each part of the grouping is worth: *purity* (share of an incident's alerts that are of one fault) and *coverage* (share of a
/// fault's alerts in one incident) on a recording with its truth, with parts of the affinity switched off.
///
/// The gate is wide open, so that every alert is in some incident. An alert is of a fault if it began within [start - 5 s, end + 60 s]
/// of the fault, on a node that the truth names for it (cause, also_acceptable, affected); on a node of several faults of that moment
/// it is left out; on none, or at no fault's time, it is of no fault. Purity looks at incidents with an alert of a fault, weighed by
/// their alerts; alerts of no fault make an incident less pure. What began before the warm-up's end is left out. The baseline makes a
/// new incident after a gap of two minutes without an alert.
struct GroupingBenchmark {
    let folder: String
    let topologyFile: String
    let truth: Truth

    struct Truth: Decodable {
        struct Cause: Decodable { var host: String?, service: String? }
        struct Fault: Decodable {
            var id: String, start: String, end: String
            var root_cause: Cause
            var also_acceptable: [String]?
            var affected: [String]?

            var nodes: Set<String> {
                var names = Set((affected ?? []) + (also_acceptable ?? []))
                if let host = root_cause.host { names.insert(root_cause.service.map { "\(host)/\($0)" } ?? host) }
                return names
            }
        }
        var warmup_until: String
        var faults: [Fault]
    }

    init(folder: String, topology: String, truth: String) throws {
        (self.folder, topologyFile) = (folder, topology)
        let bytes = try Data(contentsOf: URL(filePath: truth))
        self.truth = try JSONDecoder().decode(Truth.self, from: bytes)
    }

    func run() throws {
        let variants: [(name: String, parts: CorrelationOptions.Parts)] = [
            ("time only", []), ("+ topology", [.topology]), ("+ likeness", [.topology, .likeness]),
            ("+ learned", [.topology, .likeness, .learned]), ("+ flows: all", .all),
        ]
        for isDeclared in [true, false] {
            print(isDeclared ? "declared topology" : "no topology declared")
            for (number, variant) in variants.enumerated() {
                let result = try run(variant.parts, declared: isDeclared)
                if number == 0 {
                    // The baseline asks for the alerts alone: the same in all variants.
                    report("time gap of 2 min", gapped(result.alerts))
                }
                report(variant.name, result.incidents.map { $0.members.map(\.alert) })
            }
        }
    }

    private func run(_ parts: CorrelationOptions.Parts, declared: Bool) throws -> OfflineResult {
        var options = Discovery.Options()
        // Times without a year are those of the recording, not of today.
        options.now = (truth.faults.compactMap { RFC3339.parse($0.end) }.max() ?? 0) + .hour
        let openings = Discovery.find([folder], options: options).plans.enumerated().map { number, plan in
            SourceOpening(descriptor: plan.descriptor) { () throws(SourceError) in try plan.open(id: SourceID(number)) }
        }
        let graph = declared ? try TopologyFile.read(topologyFile) : TopologyGraph()
        var run = OfflineRun(sources: openings, topology: graph, readAt: options.now)
        run.options.correlation.parts = parts
        // All alerts of a burst are wanted, not the first 256.
        run.options.correlation.maximumMembers = 4096
        run.options.alerting.floor = 0
        run.options.alerting.budget = 1000
        return run.run()
    }

    private func gapped(_ alerts: [Alert]) -> [[Alert]] {
        var groups: [[Alert]] = []
        var last = Micros.unknown
        for alert in alerts.sorted(by: { ($0.onset, $0.id) < ($1.onset, $1.id) }) {
            if groups.isEmpty || alert.onset - last > 2 * .minute { groups.append([]) }
            groups[groups.count - 1].append(alert)
            last = alert.onset
        }
        return groups
    }

    private enum Label: Hashable { case fault(String), none, several }

    private func label(_ alert: Alert) -> Label {
        let fits = truth.faults.filter { fault in
            guard let start = RFC3339.parse(fault.start), let end = RFC3339.parse(fault.end) else { return false }
            return alert.onset >= start - 5 * .second && alert.onset <= end + 60 * .second
                && (fault.nodes.contains(alert.node.name) || fault.nodes.contains(alert.node.host))
        }
        return fits.count == 1 ? .fault(fits[0].id) : fits.isEmpty ? .none : .several
    }

    private func report(_ name: String, _ incidents: [[Alert]]) {
        let warm = RFC3339.parse(truth.warmup_until) ?? 0
        var pure = 0
        var all = 0
        var mixed = 0
        var touched = 0
        var inOne: [String: Int] = [:]
        var ofFault: [String: Int] = [:]
        for incident in incidents {
            var counts: [String: Int] = [:]
            var others = 0
            for alert in incident where alert.onset >= warm {
                switch label(alert) {
                case .fault(let id): counts[id, default: 0] += 1
                case .none: others += 1
                case .several: break
                }
            }
            guard let most = counts.values.max() else { continue }
            touched += 1
            pure += most
            all += counts.values.reduce(0, +) + others
            if counts.count > 1 { mixed += 1 }
            for (id, count) in counts {
                inOne[id] = max(inOne[id] ?? 0, count)
                ofFault[id, default: 0] += count
            }
        }
        let covered = inOne.values.reduce(0, +)
        let total = max(1, ofFault.values.reduce(0, +))
        func share(_ part: Int, _ whole: Int) -> String {
            let hundredths = Int((Double(part) * 100 / Double(max(1, whole))).rounded())
            return hundredths == 100 ? "1.00" : "0." + (hundredths < 10 ? "0" : "") + String(hundredths)
        }
        let padded = name + String(repeating: " ", count: max(1, 24 - name.count))
        print(
            "  \(padded)purity \(share(pure, all))  coverage \(share(covered, total))  \(touched) incidents for \(ofFault.count) faults, \(mixed) of several"
        )
    }
}
