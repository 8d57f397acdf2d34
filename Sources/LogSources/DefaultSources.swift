import Bytes
import CSystemd
import Glibc
import Model

/// What the daemon reads without being told: the journal, and the files under /var/log that the journal does not carry.
package enum DefaultSources {
    /// A file under the log folder and what was found out about it.
    package struct Finding: Sendable, Hashable {
        package var path: String
        /// Why it is not read; nil when it is.
        package var reason: String?
    }

    /// Files that are no logs of services, or are written by Haetae's own doing.
    private static let ignored = ["apt", "dpkg.log", "alternatives.log", "installer", "journal", "private", "haetae", "sysstat", "README"]

    /// The files below `folder` to follow beside the journal. A file is carried by the journal when, of its last lines, most
    /// (80 %, of at least 5) end in a message that the journal has from about the same time. Where the journal cannot be
    /// read or is empty, no file is carried.
    /// - Parameters:
    ///   - folder: as `/var/log`.
    ///   - journal: the journal's place.
    ///   - now: the present; messages of the last day before a file was last written are compared, 100,000 at most.
    package static func files(
        below folder: String = "/var/log", journal: JournalSource.Place = .system, options: Discovery.Options
    ) -> [Finding] {
        var options = options
        options.exclude += ["*.journal"]
        let found = Discovery.find([folder], options: options)
        var findings: [Finding] = []
        for plan in found.plans {
            guard case .files(let paths) = plan.content, let path = paths.last else { continue }
            let name = path.dropFirst(folder.count).split(separator: "/").first.map(String.init) ?? ""
            if ignored.contains(name) {
                findings.append(Finding(path: path, reason: "not a service's log"))
            } else if RotatedName(Path.name(path)).part != .current && RotatedName(Path.name(path)).compression != nil {
                findings.append(Finding(path: path, reason: "nothing writes to it any more"))
            } else {
                findings.append(Finding(path: path, reason: isCarried(path, by: journal) ? "the journal carries its lines" : nil))
            }
        }
        findings += found.skipped.map { Finding(path: $0.path, reason: $0.reason) }
        return findings.sorted { $0.path < $1.path }
    }

    /// Whether the journal has the last lines of a file.
    static func isCarried(_ path: String, by journal: JournalSource.Place) -> Bool {
        guard let file = try? OpenFile(path: path), let status = try? file.status() else { return false }
        let tail = lastLines(of: file, size: status.size, count: 50)
        guard tail.count >= 5 else { return false }
        var options = JournalSource.Options()
        options.since = status.modified - .day
        options.until = status.modified + 10 * .second
        let descriptor = SourceDescriptor(name: "journal", kind: .journal, host: "", latest: .max)
        guard let source = try? JournalSource(descriptor, id: SourceID(0), place: journal, options: options) else { return false }
        defer { source.close() }
        var known: Set<UInt64> = [], order: [UInt64] = []
        while let batch = try? source.next(maxBytes: 1 << 20, readAt: 0) {
            guard case .entries(let entries) = batch.content else { continue }
            let bytes = batch.arena.span.bytes
            for entry in entries {
                let hash = CopyEvidence.messageHash(entry.message, in: bytes)
                if known.insert(hash).inserted { order.append(hash) }
            }
            // The latest count: a day's journal may be large.
            if order.count > 200_000 {
                for hash in order.prefix(order.count - 100_000) { known.remove(hash) }
                order.removeFirst(order.count - 100_000)
            }
        }
        let carried = tail.count { line in messages(of: line).contains { known.contains($0) } }
        return carried * 5 >= tail.count * 4
    }

    /// Hashes of what may be the message of a syslog line: what follows each of its first `: `.
    private static func messages(of line: [UInt8]) -> [UInt64] {
        var hashes: [UInt64] = []
        let bytes = line.span.bytes
        var at = 0
        while at + 1 < line.count, hashes.count < 4 {
            if line[at] == 58, line[at + 1] == 32 { hashes.append(CopyEvidence.messageHash(ByteRange(at + 2, line.count), in: bytes)) }
            at += 1
        }
        return hashes
    }

    private static func lastLines(of file: OpenFile, size: UInt64, count: Int) -> [[UInt8]] {
        let window = min(size, 64 << 10)
        var bytes = [UInt8](repeating: 0, count: Int(window))
        let got = bytes.withUnsafeMutableBytes { buffer in (try? file.read(into: buffer, at: size - window)) ?? 0 }
        var lines = bytes[..<got].split(separator: 10).map(Array.init)
        if window < size, !lines.isEmpty { lines.removeFirst() }  // the first one begins in the middle
        return Array(lines.suffix(count))
    }
}
