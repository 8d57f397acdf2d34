import Bytes
import Detection
import Model
import Storage
import TemplateMining
import Topology

/// What an engine has learned of messages, for questions: from a store as of its last checkpoint, or of an engine that just ran.
package struct LearnedState: Sendable {
    package private(set) var miner = TemplateMiner()
    package private(set) var detectors = DetectorBank()
    package private(set) var streams = StreamTable()
    package private(set) var book = TemplateBook()
    /// Event time up to which it has learned; `.unknown` before the first line.
    package private(set) var at = Micros.unknown
    private var directory = TemplateDirectory()
    private var rows: [TemplateID: TemplateRow] = [:]

    /// O(what was learned): some 50 ms for ten thousand templates. Throws where a stage cannot be read.
    package init(store: Store) throws {
        let state = try store.loadCheckpoint()
        at = state.at
        var pages: [String: [(page: UInt64, bytes: [UInt8])]] = [:]
        var minerRows: [MinerRow] = []
        for row in state.model {
            guard case .number(let key) = row.key else { continue }
            if row.namespace == Engine.minerNamespace {
                minerRows.append(MinerRow(key: key, bytes: row.value))
            } else {
                pages[row.namespace, default: []].append((key, row.value))
            }
        }
        func stage(_ name: String) throws(SnapshotError) -> [UInt8]? {
            guard let stored = pages[Engine.pagesNamespace(name)] else { return nil }
            var reading = SnapshotPages()
            guard let bytes = reading.assemble(name, pages: stored) else {
                throw .invalid("a page of '\(name)' is missing")
            }
            return bytes
        }
        miner = try TemplateMiner(rows: minerRows)
        let stages = Dictionary(
            pages.map { (String($0.key.dropFirst(Engine.pagesNamespace("").count)), $0.value) },
            uniquingKeysWith: { a, _ in a })
        var reading = SnapshotPages()
        if let bank = try DetectorBank(stored: stages, options: .init(), pages: &reading) { detectors = bank }
        if let bytes = try stage("streams") { streams = try StreamTable(snapshot: bytes) }
        if let bytes = try stage(Engine.bookStage), !bytes.isEmpty { book = try TemplateBook(snapshot: bytes) }
        var filter = TemplateFilter()
        filter.limit = 1_000_000
        for row in try store.templates(filter) { rows[row.id] = row }
    }

    package init(_ engine: Engine) {
        (miner, detectors, streams, book) = (engine.miner, engine.detectors, engine.streams, engine.book)
        at = engine.latest
        directory = engine.directory
    }

    /// When a template was first and last seen, where that is known.
    package func times(of index: Int32) -> (first: Micros, last: Micros)? {
        if let row = rows[miner.id(index)] { return (row.firstSeen, row.lastSeen) }
        return directory.times(of: miner.resolve(index))
    }

    /// The template of an id, whole or its beginning; also of an id that it had before it was merged.
    package func find(_ id: String) throws(TemplateCommandError) -> Int32 {
        let found = miner.indices(idPrefix: id.lowercased()).filter { !miner.isCatchAll($0.index) }
        guard let first = found.first else { throw .unknown(id) }
        let distinct = Set(found.map(\.index))
        guard distinct.count == 1 || id.utf8.count == 16 else {
            throw .ambiguous(id, found.map(\.id.description).sorted())
        }
        return first.index
    }

    /// The id of a template merged by hand, whole or its beginning, or of one that others were merged into.
    package func findJoined(_ id: String) throws(TemplateCommandError) -> TemplateID {
        let joined = miner.joined(idPrefix: id.lowercased())
        guard joined.count <= 1 else { throw .ambiguous(id, joined.map(\.description)) }
        if let one = joined.first { return one }
        let head = miner.id(try find(id))
        guard !miner.joined(id: head).isEmpty else { throw .refused(head, .notJoined) }
        return head
    }

    /// Whether a word would be taken; throws what is wrong with it. The state itself stays.
    package func check(_ command: TemplateCommand, at time: Micros) throws(TemplateCommandError) {
        var engine = Engine(options: EngineOptions(), topology: .init())
        engine.miner = miner
        engine.book = book
        try engine.take(command, at: time)
    }
}

/// Carries out a word on templates in the store of a daemon that does not run.
package enum StoppedStore {
    /// Opens the store for writing, so no daemon can hold it. O(what was learned).
    package static func apply(
        _ command: TemplateCommand, folder: String, options: EngineOptions, at time: Micros
    ) throws {
        let store = try Store(folder: folder, access: .readWrite)
        defer { store.close() }
        let state = try store.loadCheckpoint()
        var pages = SnapshotPages()
        var engine = try Engine(options: options, topology: .init(), state: state, pages: &pages)
        var filter = TemplateFilter()
        filter.limit = 1_000_000
        engine.restore(templates: try store.templates(filter))
        try engine.take(command, at: engine.latest == .unknown ? time : max(time, engine.latest))
        let rows = engine.checkpoint(&pages)
        var checkpoint = Checkpoint(sequence: state.sequence + 1, at: state.at)
        checkpoint.model = rows.model
        checkpoint.templates = rows.templates
        checkpoint.mergedTemplates = rows.mergedTemplates
        checkpoint.facts = [TemplateListing.fact: engine.bookJSON]
        try store.commit(checkpoint)
    }
}
