import Alerting
import Bytes
import Correlation
import Detection
import FoundationEssentials
import LogFormats
import Model
import Storage
import TemplateMining
import Topology

/// What of the engine changed since the last checkpoint, as rows of the store.
package struct EngineRows: Sendable {
    package var sources: [SourceRow]
    package var model: [ModelChange]
    package var templates: [TemplateRow]
    /// Ids under which nothing is listed any more.
    package var mergedTemplates: [TemplateID]
}

extension Engine {
    static let version: UInt32 = 4
    static let samplesNamespace = "samples"
    static let minerNamespace = "miner"
    static func pagesNamespace(_ stage: String) -> String { "pages/" + stage }

    /// The stages that are stored as snapshots, page by page.
    private func stageSnapshots() -> [(name: String, bytes: [UInt8])] {
        let experience = correlator.experienceSnapshots()
        return [
            ("engine", coreSnapshot()), ("streams", streams.snapshot()),
            ("deduplicator", deduplicator.snapshot()), ("gate", gate.snapshot()),
            ("correlator", correlator.snapshot()), ("flows", flows.snapshot()),
            ("changes", changes.snapshot()), ("resources", correlator.resourceSnapshot()),
            ("floods", floods.snapshot()), ("gaps", gaps.snapshot()), ("faint", faint.snapshot()),
            (Self.bookStage, book.snapshot()),
            ("precursors", experience.precursors), ("troubles", experience.troubles),
            ("inhibition", correlator.inhibitionSnapshot()),
        ]
    }

    /// What is to be written so that a restart goes on from here. `pages` remembers what the store holds already.
    package mutating func checkpoint(_ pages: inout SnapshotPages) -> EngineRows {
        var model = pages.takeStale()
        var changed = stageSnapshots().flatMap { pages.changes(of: $0.name, $0.bytes) }
        changed += detectorChanges(&pages)
        for change in changed {
            let namespace = Self.pagesNamespace(change.stage)
            if let bytes = change.bytes {
                model.append(.put(ModelRow(namespace: namespace, key: .number(change.page), value: bytes)))
            } else {
                model.append(.delete(namespace: namespace, key: .number(change.page)))
            }
        }
        for row in samples.takeChangedRows() {
            model.append(.put(ModelRow(namespace: Self.samplesNamespace, key: .number(row.key), value: row.bytes)))
        }
        for row in miner.changedRows(since: minerRevision) {
            model.append(.put(ModelRow(namespace: Self.minerNamespace, key: .number(row.key), value: row.bytes)))
        }
        minerRevision = miner.revision
        var rows: [SourceRow] = []
        for index in sources.indices where sources[index].isUnwritten && sources[index].dormant == nil {
            sources[index].isUnwritten = false
            rows.append(sources[index].row)
        }
        let templates = directory.takeChanged(miner)
        return EngineRows(
            sources: rows, model: model, templates: templates,
            mergedTemplates: directory.takeGone(except: Set(templates.map(\.id))))
    }

    /// The engine as the last checkpoint left it. Throws when a stored snapshot cannot be read.
    package init(
        options: EngineOptions, topology declared: TopologyGraph, state: StoredState, pages: inout SnapshotPages
    ) throws(SnapshotError) {
        self.init(options: options, topology: declared)
        var stages: [String: [(page: UInt64, bytes: [UInt8])]] = [:]
        var sampleRows: [(key: UInt64, bytes: [UInt8])] = []
        var minerRows: [MinerRow] = []
        for row in state.model {
            guard case .number(let key) = row.key else { continue }
            if row.namespace == Self.samplesNamespace {
                sampleRows.append((key, row.value))
            } else if row.namespace == Self.minerNamespace {
                minerRows.append(MinerRow(key: key, bytes: row.value))
            } else if row.namespace.hasPrefix(Self.pagesNamespace("")) {
                stages[String(row.namespace.dropFirst(Self.pagesNamespace("").count)), default: []].append(
                    (key, row.value))
            }
        }
        func stage(_ name: String) throws(SnapshotError) -> [UInt8]? {
            guard let rows = stages[name] else { return nil }
            guard let bytes = pages.assemble(name, pages: rows) else {
                throw .invalid("a page of '\(name)' is missing")
            }
            return bytes
        }
        guard let core = try stage("engine") else { return }
        try restoreCore(core)
        if let bytes = try stage("streams") { streams = try StreamTable(snapshot: bytes) }
        miner = try TemplateMiner(rows: minerRows, options: options.mining)
        minerRevision = miner.revision
        if let bank = try DetectorBank(stored: stages, options: options.detection, pages: &pages) { detectors = bank }
        if let bytes = try stage("deduplicator") {
            deduplicator = try Deduplicator(snapshot: bytes, options: options.alerting)
        }
        if let bytes = try stage("gate") { gate = try IncidentGate(snapshot: bytes, options: options.alerting) }
        if let bytes = try stage("correlator") {
            correlator = try Correlator(options: options.correlation, topology: topology, snapshot: bytes)
        }
        if let bytes = try stage("changes") { changes = try ChangeLog(snapshot: bytes) }
        if let bytes = try stage("resources") { try correlator.restore(resources: bytes) }
        if let bytes = try stage("precursors") { try correlator.restore(precursors: bytes) }
        if let bytes = try stage("troubles") { try correlator.restore(troubles: bytes) }
        if let bytes = try stage("inhibition") { try correlator.restore(inhibition: bytes) }
        if let bytes = try stage("flows") { flows = try FlowDiscovery(snapshot: bytes) }
        if let bytes = try stage(Self.bookStage), !bytes.isEmpty { book = try TemplateBook(snapshot: bytes) }
        if let bytes = try stage("floods") { floods = try FloodWatch(snapshot: bytes) }
        if let bytes = try stage("faint") { faint = try FaintLog(snapshot: bytes) }
        if let bytes = try stage("gaps") { gaps = try GapLog(snapshot: bytes) }
        samples = try SampleStore(rows: sampleRows)
    }

    /// The silences in force as JSON, for people; the state itself is in the gate's snapshot.
    package var silencesJSON: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(gate.silences.all)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    /// Takes over what a store knows of the templates: when each was first seen.
    package mutating func restore(templates rows: [TemplateRow]) { directory.restore(rows) }

    private func coreSnapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(bucketEnd)
        writer.write(latest)
        writer.write(statistics.lines)
        writer.write(statistics.buckets)
        writer.write(statistics.signals)
        writer.write(statistics.alerts)
        writer.write(sources) { writer, source in source.write(to: &writer) }
        return writer.bytes
    }

    private mutating func restoreCore(_ bytes: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(bytes, version: Self.version)
        bucketEnd = try reader.read()
        latest = try reader.read()
        statistics.lines = try reader.read()
        statistics.buckets = try reader.read()
        statistics.signals = try reader.read()
        statistics.alerts = try reader.read()
        let formats = options.formats
        sources = try reader.readArray { reader throws(SnapshotError) in
            try SourceQueue(from: &reader, options: formats)
        }
        heads = MergeOrder(count: sources.count)
        for (index, source) in sources.enumerated() {
            sourceIndex[source.descriptor.name] = index
            copies.add(source.descriptor)
        }
    }
}

extension SourceQueue {
    /// What the store keeps of it to be shown.
    var row: SourceRow {
        SourceRow(
            name: descriptor.name, kind: descriptor.kind.rawValue,
            position: resume ?? SourcePosition(token: "", lines: 0), ledger: ledger, latest: latest,
            format: FormatCatalog.name(tracker.parser.format), notes: tracker.guesses)
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(descriptor.name)
        writer.write(descriptor.kind.rawValue)
        writer.write(descriptor.host)
        writer.write(descriptor.service)
        writer.write(dormant ?? tracker.snapshot())
        for count in [
            ledger.read, ledger.parsed, ledger.continued, ledger.cut, ledger.dropped, ledger.copied, ledger.bytes,
            ledger.lostBytes,
        ] { writer.write(count) }
        writer.write(resume) { writer, position in
            writer.write(position.token)
            writer.write(position.lines)
        }
        writer.write(UInt64(next + toSkip))
        writer.write(latest)
        writer.write(jump)
        writer.write(clamped)
        writer.write(late)
        writer.write(Int64(sampleSlot))
        writer.write(isBack)
        writer.write(recordSeverity)
    }

    init(from reader: inout SnapshotReader, options: LogFormats.Options) throws(SnapshotError) {
        let name = try reader.read(String.self)
        guard let kind = SourceDescriptor.Kind(rawValue: try reader.read(String.self)) else {
            throw .invalid("a source's kind")
        }
        let descriptor = SourceDescriptor(
            name: name, kind: kind, host: try reader.read(String.self), service: try reader.read(String.self), latest: 0
        )
        self.init(dormant: descriptor, tracker: try reader.read([UInt8].self), options: options)
        ledger.read = try reader.read()
        ledger.parsed = try reader.read()
        ledger.continued = try reader.read()
        ledger.cut = try reader.read()
        ledger.dropped = try reader.read()
        ledger.copied = try reader.read()
        ledger.bytes = try reader.read()
        ledger.lostBytes = try reader.read()
        resume = try reader.readOptional { reader throws(SnapshotError) in
            SourcePosition(token: try reader.read(String.self), lines: try reader.read(UInt64.self))
        }
        toSkip = Int(clamping: try reader.read(UInt64.self))
        latest = try reader.read()
        jump = try reader.read()
        clamped = try reader.read()
        late = try reader.read()
        sampleSlot = Int(clamping: try reader.read(Int64.self))
        isBack = try reader.read()
        recordSeverity = try reader.read()
    }
}
