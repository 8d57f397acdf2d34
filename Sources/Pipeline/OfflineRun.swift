import Alerting
import Bytes
import Detection
import LogFormats
import LogSources
import Model
import TemplateMining
import Topology

/// How far an offline run has come.
package struct OfflineProgress: Sendable {
    package var lines: UInt64
    package var bytes: UInt64
    package var totalBytes: UInt64?
    package var eventTime: Micros
}

/// What an offline run found.
package struct OfflineResult: Sendable {
    /// Incidents as they stood at the end, in the order in which they opened.
    package var incidents: [Incident]
    /// Every change, in order: what a daemon would have sent.
    package var changes: [IncidentChange]
    package var heldBack: [HeldBack]
    package var alerts: [Alert]
    /// Candidates that never opened and signals that never became one, latest first, each at its strongest moment.
    package var held: [HeldBack] {
        let slight = heldBack.filter(FaintLog.isSlight)
        return (engine.gate.held + slight).sorted { ($1.at, $1.text) < ($0.at, $0.text) }
    }
    package var sources: [SourceStatus]
    /// What could not be read, with the place and the remedy.
    package var problems: [String]
    package var templates: Int
    package var streams: Int
    package var statistics: EngineStatistics
    /// First and last event time.
    package var span: ClosedRange<Micros>?
    /// The engine as it is afterwards, for questions about what it knows.
    package var engine: Engine

    /// When streams that were there from the start are learned; nil where the input ends before.
    package var judgedFrom: Micros? {
        guard let span, span.upperBound - span.lowerBound >= engine.options.detection.learningTime else { return nil }
        return span.lowerBound + engine.options.detection.learningTime
    }
    /// Whether all of the input is too short for anything found in it to be well grounded.
    package var isShort: Bool { span.map { $0.upperBound - $0.lowerBound < OfflineRun.groundedAfter } ?? true }
}

/// Runs finite sources through the engine: what `analyze`, `compare` and the tests do. The same engine as the daemon's.
package struct OfflineRun {
    package var sources: [SourceOpening]
    package var options = EngineOptions()
    package var topology: TopologyGraph
    /// Threads that run the front.
    package var workers = 1
    /// The stated time of reading: no line is later.
    package var readAt: Micros
    /// Bytes a batch; the result does not depend on it.
    package var batchBytes = 256 * 1024

    /// Bytes of lines that the batches of many sources may hold in all, and the least of one.
    private static let sharedBytes = 16 << 20
    private static let leastBatch = 8 << 10

    /// What was found in the first hour of an input is told as weakly grounded: a quarter of an hour is enough to judge by, but
    /// it shows no hourly job and nothing of the day.
    package static let groundedAfter: Micros = .hour

    package init(sources: [SourceOpening], topology: TopologyGraph, readAt: Micros) {
        (self.sources, self.topology, self.readAt) = (sources, topology, readAt)
    }

    /// Blocks until everything is read: call it on a thread that may. `progress` is called on that thread, once a batch.
    package func run(
        progress: (OfflineProgress) -> Void = { _ in }, observe: (Outcome) -> Void = { _ in }
    ) -> OfflineResult {
        var engine = Engine(options: options, topology: topology)
        var parsers: [LineParser] = []
        for source in sources {
            let id = engine.add(source.descriptor)
            parsers.append(engine.parser(of: id))
        }
        if CopyFilter.hasNeighbours(sources.map(\.descriptor)) {
            engine.leaveOut(CopyScan.findings(sources, options: options.formats, readAt: readAt))
        }
        // Many sources share the memory that few would have: of each a batch is read ahead while another waits its turn.
        let depth = sources.count > 16 ? 1 : 3
        let bytes =
            sources.count > 16
            ? min(batchBytes, max(Self.leastBatch, min(64 * 1024, Self.sharedBytes / sources.count))) : batchBytes
        let ahead = ReadAhead(
            sources, parsers: parsers, front: engine.front, workers: workers, depth: depth, batchBytes: bytes,
            readAt: readAt)
        var total = Outcome()
        var problems: [String] = []
        var versions = parsers.map(\.version)
        while let item = ahead.next() {
            var outcome: Outcome
            var touched: SourceID?
            switch item {
            case .batch(let batch, let front):
                touched = batch.source
                outcome = engine.ingest(.batch(batch, front))
            case .end(let source): outcome = engine.ingest(.ended(source))
            case .failed(let source, let error):
                problems.append("\(error)")
                _ = source
                outcome = Outcome()
            case .event(_, let event):
                problems.append("\(event)")
                outcome = Outcome()
            }
            if let touched {
                let parser = engine.parser(of: touched)
                if parser.version != versions[Int(touched.raw)] {
                    versions[Int(touched.raw)] = parser.version
                    ahead.use(parser, for: touched)
                }
            }
            if !outcome.isEmpty { observe(outcome) }
            total += outcome
            let read = ahead.progress
            progress(
                OfflineProgress(
                    lines: engine.statistics.lines, bytes: read.bytes, totalBytes: read.total, eventTime: engine.latest)
            )
        }
        ahead.stop()
        let outcome = engine.finish()
        if !outcome.isEmpty { observe(outcome) }
        total += outcome
        let last = min(engine.latest, options.span?.upperBound ?? .max)
        let left = EndOfInput.artefacts(Self.latest(total.changes), last: last)
        if !left.isEmpty {
            let artefacts = Set(left.map(\.id))
            total.changes.removeAll { artefacts.contains($0.incident.id) }
            problems.append(EndOfInput.note(left))
        }
        return OfflineResult(
            incidents: Self.grounded(Self.latest(total.changes), since: engine.earliest), changes: total.changes,
            heldBack: total.heldBack,
            alerts: total.alerts,
            sources: engine.sourceStatus, problems: problems, templates: engine.miner.indices.count,
            streams: engine.streams.count,
            statistics: engine.statistics,
            span: engine.earliest == .unknown ? nil : engine.earliest...max(engine.earliest, last),
            engine: engine)
    }

    /// The incidents, those of the first hour marked as weakly grounded. Here and not in the engine: how much is needed to open
    /// one is the gate's matter, and an operator who reads an old file should know what it is worth.
    private static func grounded(_ incidents: [Incident], since: Micros) -> [Incident] {
        incidents.map { incident in
            var incident = incident
            incident.weak = incident.weak || incident.openedAt - since < groundedAfter
            return incident
        }
    }

    /// Each incident as its last change left it, in the order in which they opened.
    static func latest(_ changes: [IncidentChange]) -> [Incident] {
        var order: [String] = []
        var last: [String: Incident] = [:]
        for change in changes {
            if last.updateValue(change.incident, forKey: change.incident.id) == nil { order.append(change.incident.id) }
        }
        return order.compactMap { last[$0] }
    }
}
