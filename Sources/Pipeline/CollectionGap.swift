import Bytes
import Glibc
import LogSources
import Model

/// Logs that were not seen, told in plain words with what can be done about it.
package struct CollectionGap: Sendable, Hashable {
    /// The file or journal.
    package var source: String
    /// The host that reads it.
    package var host: String
    /// What happened: the same word for the same trouble of the same source.
    package var cause: String
    /// One sentence, and the remedy.
    package var text: String

    package init(source: String, host: String, cause: String, text: String) {
        (self.source, self.host, self.cause, self.text) = (source, host, cause, text)
    }

    /// What a reader says besides its lines, where it means that lines were not seen; nil otherwise.
    package init?(_ event: SourceEvent, host: String) {
        switch event {
        case .appeared, .vanished, .rotated: return nil
        case .truncated(_, recovered: true): return nil
        case .truncated(let path, recovered: false):
            self.init(
                source: path, host: host, cause: "truncated",
                text:
                    "\(path) was cut back in place, and lines written just before that may be lost: let logrotate rename it "
                    + "(`create` instead of `copytruncate`)")
        case .lost(let path, let offset):
            self.init(
                source: path, host: host, cause: "lost",
                text:
                    "\(path): what followed byte \(offset) was rotated away and deleted before it was read: keep more rotated "
                    + "parts (`rotate` in logrotate), or keep Haetae running")
        case .gap(let source, let count):
            self.init(
                source: source, host: host, cause: "missing entries",
                text:
                    "\(count.map { "\($0) entries" } ?? "entries") of \(source) are missing: vacuumed before they were read, "
                    + "or not readable; raise SystemMaxUse= in journald.conf, or add the user \(Self.user) to the group systemd-journal"
            )
        case .malformed(let source, let count, let first, let what):
            self.init(
                source: source, host: host, cause: "malformed",
                text:
                    "\(count) malformed entries of \(source) were skipped, the first at byte \(first): \(what); export it again"
            )
        case .degraded(let path, let remedy):
            self.init(
                source: path, host: host, cause: "watched late", text: "changes of \(path) are noticed late: \(remedy)")
        case .crowded(let path, _):
            self.init(source: path, host: host, cause: "too many files", text: "\(event)")
        case .failed(let error): self.init(error, host: host)
        }
    }

    /// A source that could not be read; nil where it merely holds nothing.
    package init?(_ error: SourceError, host: String) {
        switch error {
        case .empty, .notALog: return nil
        case .denied(let path, let remedy):
            self.init(
                source: path, host: host, cause: "permission",
                text: "\(path) may not be read by the user \(Self.user): \(remedy)")
        case .missing(let path):
            self.init(
                source: path, host: host, cause: "gone",
                text: "\(path) is gone: nothing is read from it until it is there again; check that what writes it runs"
            )
        case .truncated, .damaged, .position, .system:
            self.init(source: error.path, host: host, cause: "unreadable", text: "\(error)")
        }
    }

    /// The user that this process runs as.
    private static var user: String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        guard getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name
        else { return "\(geteuid())" }
        return String(cString: name)
    }

    var key: UInt64 { StableHash.hash([host, source, cause].joined(separator: "\u{0}")) }
}

/// Which gaps were told lately: each at most once a day. Bounded; the one told longest ago gives way.
struct GapLog: Sendable {
    static let version: UInt32 = 1
    static let capacity = 1024
    private var told: [UInt64: Micros] = [:]

    init() {}

    /// Whether a gap is to be told at `time`; notes that it is.
    mutating func take(_ gap: CollectionGap, at time: Micros) -> Bool {
        if let last = told[gap.key], time - last < .day { return false }
        if told.count >= Self.capacity, let oldest = told.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            told[oldest.key] = nil
        }
        told[gap.key] = time
        return true
    }

    func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(told.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value)
        }
        return writer.bytes
    }

    init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        let entries = try reader.readArray { (reader) throws(SnapshotError) in
            (try reader.read(UInt64.self), try reader.read(Micros.self))
        }
        told = Dictionary(entries, uniquingKeysWith: { a, _ in a })
    }
}
