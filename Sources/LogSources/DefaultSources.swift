import Bytes
import Model

/// What the daemon reads without being told: the journal, and the files under /var/log that the journal does not carry.
package enum DefaultSources {
    /// A log under the folder and what was found out about it.
    package struct Finding: Sendable, Hashable {
        package var path: String
        /// Why it is not read; nil when it is.
        package var reason: String?
        package init(path: String, reason: String?) { (self.path, self.reason) = (path, reason) }
    }

    /// What to give to `FileFollow`.
    package struct Selection: Sendable, Hashable {
        package var patterns: [String]
        package var exclude: [String]
        /// Each log that is there now, sorted by path: for `status` and `doctor`.
        package var findings: [Finding]
    }

    /// Folders and files that are no logs of services, or no text.
    private static let ignored = [
        "apt", "installer", "journal", "private", "haetae", "sysstat", "README", "dpkg.log", "alternatives.log",
        "fontconfig.log",
        "bootstrap.log", "btmp", "wtmp", "lastlog", "faillog", "tallylog", "wtmp.db",
    ]

    /// The files below `folder` to follow beside the journal: all, also those that come later, but what the journal
    /// carries.
    ///
    /// A log is carried by the journal when, of its last lines, most (80 %, of at least 5) end in a message that the
    /// journal has from the day before the file was last written (100,000 different messages at most). Where the
    /// journal may not be read or is empty, no file is carried. Reads up to a day of the journal for each file: at the
    /// start, not often.
    /// - Parameters:
    ///   - folder: as `/var/log`.
    ///   - journal: the journal's place.
    package static func selection(
        below folder: String = "/var/log", journal: JournalSource.Place = .system,
        options: Discovery.Options = Discovery.Options()
    ) -> Selection {
        var options = options
        let ignoring = ignored.flatMap { [Path.join(folder, $0), Path.join(folder, $0) + "/**"] }
        options.exclude += ignoring
        let found = Discovery.find([folder], options: options)
        var selection = Selection(patterns: [Path.join(folder, "**/*")], exclude: options.exclude, findings: [])
        for plan in found.plans {
            guard case .files(let paths) = plan.content, let newest = paths.last else { continue }
            // The log's own name; the newest part that holds something tells what it is.
            let log = Path.join(Path.folder(newest), RotatedName(Path.name(newest)).stem)
            let isCarried = isCarried(newest, by: journal)
            if isCarried { selection.exclude.append(log) }
            selection.findings.append(Finding(path: log, reason: isCarried ? "the journal carries its lines" : nil))
        }
        selection.findings += found.skipped.map { Finding(path: $0.path, reason: $0.reason) }
        selection.findings.sort { $0.path < $1.path }
        return selection
    }

    /// Whether the journal has the last lines of a file.
    static func isCarried(_ path: String, by journal: JournalSource.Place) -> Bool {
        guard let file = try? OpenFile(path: path), let status = try? file.status(), let head = try? file.prefix(4),
            FileEncoding(head: head).isSeekable
        else { return false }
        let tail = lastLines(of: file, size: status.size, count: 50)
        guard tail.count >= 5 else { return false }
        var options = JournalSource.Options()
        options.since = status.modified - .day
        options.until = status.modified + 10 * .second
        let descriptor = SourceDescriptor(name: "journal", kind: .journal, host: "", latest: .max)
        guard let source = try? JournalSource(descriptor, id: SourceID(0), place: journal, options: options) else {
            return false
        }
        defer { source.close() }
        var known: Set<UInt64> = []
        var order: [UInt64] = []
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
            if line[at] == 58, line[at + 1] == 32 {
                hashes.append(CopyEvidence.messageHash(ByteRange(at + 2, line.count), in: bytes))
            }
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
