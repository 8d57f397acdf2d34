import Bytes
import Model
import TemplateMining

/// What an operator said of templates that the miner need not know: names and mutes, by template id. Bounded; a value in the checkpoint.
package struct TemplateBook: Sendable, Hashable, Codable {
    /// Names and mutes that are kept.
    static let maximum = 4096
    static let version: UInt32 = 1
    static let longestName = 120
    /// For so long after a split its parts are no news: they are what was there all the time.
    static let grace: Micros = .day
    /// A muted template is told of as held back at most so often.
    static let tellsEvery: Micros = 10 * .minute

    package struct Mute: Sendable, Hashable, Codable {
        package var since: Micros
        /// Nil for ever.
        package var until: Micros?
        package var comment: String
        /// When what it held back was last told.
        var told: Micros
        /// Signals that it held back.
        package var held: UInt64
    }
    package private(set) var names: [TemplateID: String] = [:]
    package private(set) var mutes: [TemplateID: Mute] = [:]
    /// Until when the parts of a split are no news.
    private(set) var acceptsPartsUntil = Micros.unknown

    package init() {}

    /// The template's text behind its name.
    package func shown(_ text: String, of id: TemplateID) -> String { names[id].map { "\($0): \(text)" } ?? text }

    /// The mute in force.
    package func mute(of id: TemplateID, at time: Micros) -> Mute? {
        guard !mutes.isEmpty, let mute = mutes[id], mute.until.map({ time < $0 }) ?? true else { return nil }
        return mute
    }

    /// Counts a signal that a mute held back; true when it is to be told.
    mutating func holdBack(_ id: TemplateID, at time: Micros) -> Bool {
        guard mutes[id] != nil else { return false }
        mutes[id]?.held += 1
        guard let told = mutes[id]?.told, told == .unknown || time - told >= Self.tellsEvery else { return false }
        mutes[id]?.told = time
        return true
    }

    // MARK: The operator's words

    mutating func name(_ id: TemplateID, _ name: String) throws(TemplateCommandError) {
        if name.isEmpty {
            names[id] = nil
            return
        }
        guard name.unicodeScalars.count <= Self.longestName else {
            throw .badName("is longer than \(Self.longestName) characters")
        }
        guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) else {
            throw .badName("holds control characters")
        }
        guard names[id] != nil || names.count < Self.maximum else { throw .tooMany(Self.maximum, of: "named") }
        names[id] = name
    }

    mutating func mute(_ id: TemplateID, until: Micros?, comment: String, at time: Micros) throws(TemplateCommandError)
    {
        if let until, until <= time { throw .over(id) }
        mutes = mutes.filter { $0.value.until.map { time < $0 } ?? true }
        guard mutes[id] != nil || mutes.count < Self.maximum else { throw .tooMany(Self.maximum, of: "muted") }
        mutes[id] = Mute(
            since: time, until: until, comment: String(PrintableName.visible(comment).prefix(1024)), told: .unknown,
            held: 0)
    }

    mutating func unmute(_ id: TemplateID, at time: Micros) throws(TemplateCommandError) {
        guard mute(of: id, at: time) != nil else { throw .notMuted(id) }
        mutes[id] = nil
    }

    mutating func acceptParts(from time: Micros) { acceptsPartsUntil = max(acceptsPartsUntil, time + Self.grace) }

    /// What was said of a template goes along when it becomes part of another one: a name that the other has not got; a mute does not,
    /// since it would hide what was never muted.
    mutating func follow(_ from: TemplateID, into to: TemplateID) {
        guard from != to else { return }
        if let name = names.removeValue(forKey: from), names[to] == nil { names[to] = name }
        mutes[from] = nil
    }

    // MARK: Storage

    var isEmpty: Bool { names.isEmpty && mutes.isEmpty && acceptsPartsUntil == .unknown }

    func snapshot() -> [UInt8] {
        if isEmpty { return [] }
        var writer = SnapshotWriter(version: Self.version)
        writer.write(acceptsPartsUntil)
        writer.write(names.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.raw)
            writer.write(entry.value)
        }
        writer.write(mutes.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.raw)
            writer.write(entry.value.since)
            writer.write(entry.value.until) { $0.write($1) }
            writer.write(entry.value.comment)
            writer.write(entry.value.told)
            writer.write(entry.value.held)
        }
        return writer.bytes
    }

    package init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        acceptsPartsUntil = try reader.read()
        for (id, name) in try reader.readArray({ (reader) throws(SnapshotError) in
            (TemplateID(try reader.read(UInt64.self)), try reader.read(String.self))
        }) { names[id] = name }
        for (id, mute) in try reader.readArray({ (reader) throws(SnapshotError) in
            let id = TemplateID(try reader.read(UInt64.self))
            let since: Micros = try reader.read()
            let until = try reader.readOptional { (reader) throws(SnapshotError) -> Micros in try reader.read() }
            let comment = try reader.read(String.self)
            let told: Micros = try reader.read()
            return (id, Mute(since: since, until: until, comment: comment, told: told, held: try reader.read()))
        }) { mutes[id] = mute }
    }
}

/// What an operator decided, by the id's digits, as the store lists it.
package struct TemplateListing: Sendable, Hashable, Codable {
    /// The fact's name in the store.
    package static let fact = "templates"
    package var names: [String: String] = [:]
    package var mutes: [String: TemplateBook.Mute] = [:]
    /// How many templates are merged by hand into each, where each is split, and of what each is a part; nil where none is.
    package var merged: [String: Int]?
    package var splits: [String: String]?
    package var parts: [String: String]?
    package init() {}
    init(_ book: TemplateBook, _ miner: TemplateMiner) {
        let edits = miner.edits
        func listed<Value>(_ values: [TemplateID: Value]) -> [String: Value]? {
            values.isEmpty
                ? nil : Dictionary(values.map { ($0.key.description, $0.value) }, uniquingKeysWith: { a, _ in a })
        }
        (merged, splits) = (listed(edits.merged), listed(edits.splits.mapValues(\.description)))
        parts = listed(edits.parts.mapValues(\.description))
        names = Dictionary(book.names.map { ($0.key.description, $0.value) }, uniquingKeysWith: { a, _ in a })
        mutes = Dictionary(book.mutes.map { ($0.key.description, $0.value) }, uniquingKeysWith: { a, _ in a })
    }
}
