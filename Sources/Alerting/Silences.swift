import Bytes
import Model

/// The silences in force: a value, changed by an operator only.
package struct Silences: Sendable, Hashable, Codable {
    /// By id.
    package private(set) var all: [Silence] = []

    package init(_ all: [Silence] = []) { self.all = all.sorted { $0.id < $1.id } }

    /// Adds one, or replaces the one of the same id.
    package mutating func add(_ silence: Silence) {
        all.removeAll { $0.id == silence.id }
        all.append(silence)
        all.sort { $0.id < $1.id }
    }

    /// Ends one.
    /// - Returns: Whether there was one of this id.
    @discardableResult
    package mutating func remove(id: String) -> Bool {
        let before = all.count
        all.removeAll { $0.id == id }
        return all.count < before
    }

    /// Forgets those that are over.
    package mutating func expire(at time: Micros) { all.removeAll { $0.until <= time } }

    /// The first silence in force that covers all of a candidate.
    package func matching(_ candidate: Candidate, at time: Micros) -> Silence? {
        all.first { $0.isActive(at: time) && $0.covers(candidate) }
    }
}

extension Silences {
    /// At most so many; the engine takes no more.
    static let maximum = 1000

    /// Takes an operator's word.
    package mutating func apply(_ feedback: Feedback, at time: Micros) {
        switch feedback {
        case .silence(let silence):
            expire(at: time)
            if all.count < Self.maximum || all.contains(where: { $0.id == silence.id }) { add(silence) }
        case .endSilence(let id): remove(id: id)
        default: break
        }
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(all) { writer, silence in
            writer.write(silence.id)
            writer.write(silence.purpose.rawValue)
            writer.write(silence.node) { $0.write($1) }
            writer.write(silence.kind) { $0.write($1.rawValue) }
            writer.write(silence.template) { $0.write($1) }
            writer.write(silence.severity) { $0.write($1.rawValue) }
            writer.write(silence.labels) { $0.write($1) }
            writer.write(silence.from)
            writer.write(silence.until)
            writer.write(silence.window) { writer, window in
                for value in [window.start, window.end, window.zone] { writer.write(Int64(value)) }
                writer.write(window.weekdays) { $0.write(Int64($1)) }
            }
            writer.write(silence.comment)
        }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        func named<T: RawRepresentable>(_ name: String, _ type: T.Type) throws(SnapshotError) -> T
        where T.RawValue == String {
            guard let value = T(rawValue: name) else { throw .invalid("unknown '\(name)' of a silence") }
            return value
        }
        func text(_ reader: inout SnapshotReader) throws(SnapshotError) -> String { try reader.read(String.self) }
        func whole(_ reader: inout SnapshotReader) throws(SnapshotError) -> Int {
            Int(clamping: try reader.read(Int64.self))
        }
        self.init(
            try reader.readArray { (reader) throws(SnapshotError) -> Silence in
                let id = try text(&reader)
                let purpose = try named(try text(&reader), Silence.Purpose.self)
                let node = try reader.readOptional(text)
                let kind = try reader.readOptional { (reader) throws(SnapshotError) in
                    try named(try text(&reader), SignalKind.self)
                }
                let template = try reader.readOptional(text)
                let severity = try reader.readOptional { (reader) throws(SnapshotError) in
                    try named(try text(&reader), IncidentSeverity.self)
                }
                let labels = try reader.readArray(text)
                let from: Micros = try reader.read()
                let until: Micros = try reader.read()
                let window = try reader.readOptional { (reader) throws(SnapshotError) -> Silence.Window in
                    let start = try whole(&reader)
                    let end = try whole(&reader)
                    let zone = try whole(&reader)
                    return Silence.Window(start: start, end: end, weekdays: try reader.readArray(whole), zone: zone)
                }
                return Silence(
                    id: id, purpose: purpose, node: node, kind: kind, template: template, severity: severity,
                    labels: labels,
                    from: from, until: until, window: window, comment: try text(&reader))
            })
    }
}
