import Model

/// Finds sources: files, folders (recursively), patterns, `-`.
///
/// - Rotated parts of one log are one source. Compressed files and Journal Export Format are told by their content.
/// - A folder with `*.journal` files is one journal.
/// - In folders, what is no log (by its first bytes, or a name such as `README.md` or `topology.yaml`) is skipped and
///   listed with the reason; a file that was named itself gives an error instead.
package struct Discovery: Sendable {
    package struct Options: Sendable, Hashable {
        /// Patterns of what to leave out, against the path or, without a slash, the name.
        package var exclude: [String] = []
        /// This machine's name: the host where a path names none.
        package var localHost = "localhost"
        /// Seconds east of UTC, for times without a zone.
        package var zoneOffset = 0
        /// The present: no line is later.
        package var now: Micros = .max
        package init() {}
    }

    /// A file that is not read, and why.
    package struct Skipped: Sendable, Hashable {
        package var path: String
        package var reason: String
    }

    package private(set) var plans: [SourcePlan] = []
    package private(set) var skipped: [Skipped] = []
    package private(set) var errors: [SourceError] = []

    private let options: Options
    private var seen: Set<FileIdentity> = []
    private var found: [Found] = []
    private var journals: [Found] = []

    private struct FileIdentity: Hashable { var device: UInt64, inode: UInt64 }
    private struct Found {
        var path: String
        var root: String?
        var status: FileStatus
        var isNamed: Bool
    }

    /// - Parameter paths: as the user gave them. Order does not matter: sources come out sorted by name.
    package static func find(_ paths: [String], options: Options = Options()) -> Discovery {
        var discovery = Discovery(options: options)
        for path in paths { discovery.take(path) }
        discovery.group()
        return discovery
    }

    private init(options: Options) { self.options = options }

    // MARK: collecting

    private mutating func take(_ path: String) {
        if path == "-" {
            plans.append(
                SourcePlan(descriptor: descriptor("stdin", .stdin, host: options.localHost), content: .stream("-")))
            return
        }
        if Glob.isPattern(path), (try? FileStatus(path: path)) == nil {
            let matches = Glob.expand(path)
            if matches.isEmpty { errors.append(.missing(path: path)) }
            for match in matches { add(match, root: nil, isNamed: false) }
            return
        }
        add(path, root: nil, isNamed: true)
    }

    private mutating func add(_ path: String, root: String?, isNamed: Bool) {
        if options.exclude.contains(where: { Glob.matches($0, path: path) }) {
            skipped.append(Skipped(path: path, reason: "excluded"))
            return
        }
        do throws(SourceError) {
            let status = try FileStatus(path: path)
            switch status.kind {
            case .folder: try walk(path, status, root: root ?? Path.resolved(path))
            case .regular:
                guard seen.insert(FileIdentity(device: status.device, inode: status.inode)).inserted else {
                    skipped.append(Skipped(path: path, reason: "the same file was found under another name"))
                    return
                }
                found.append(Found(path: path, root: root, status: status, isNamed: isNamed))
            case .pipe where isNamed:
                let name = descriptor("pipe:\(path)", .stdin, host: options.localHost)
                plans.append(SourcePlan(descriptor: name, content: .stream(path)))
            case .pipe, .other: skipped.append(Skipped(path: path, reason: "not a regular file"))
            }
        } catch {
            errors.append(error)
        }
    }

    private mutating func walk(_ folder: String, _ status: FileStatus, root: String) throws(SourceError) {
        // A folder seen before: a link that leads back.
        guard seen.insert(FileIdentity(device: status.device, inode: status.inode)).inserted else { return }
        let names = try Path.entries(folder)
        if names.contains(where: { $0.hasSuffix(".journal") }) {
            journals.append(Found(path: folder, root: root, status: status, isNamed: false))
        }
        for name in names where !name.hasPrefix(".") && !name.hasSuffix(".journal") && !name.hasSuffix(".journal~") {
            add(Path.join(folder, name), root: root, isNamed: false)
        }
    }

    // MARK: grouping

    private mutating func group() {
        for folder in journals { addJournal(folder: folder) }
        var logs: [String: [Found]] = [:]
        for file in found {
            if file.path.hasSuffix(".journal") || file.path.hasSuffix(".journal~") {
                addJournal(file: file)
                continue
            }
            logs[Path.join(Path.folder(file.path), RotatedName(Path.name(file.path)).stem), default: []].append(file)
        }
        for (stem, parts) in logs.sorted(by: { $0.key < $1.key }) { addLog(stem: stem, parts: parts) }
        plans.sort { $0.descriptor.name < $1.descriptor.name }
        skipped.sort { $0.path < $1.path }
    }

    private mutating func addJournal(folder: Found) {
        let path = Path.resolved(folder.path)
        let host = HostRule.name(path: path + "/system.journal", root: folder.root, local: options.localHost).host
        plans.append(
            SourcePlan(
                descriptor: descriptor("journal:\(path)", .journal, host: host), content: .journal(.folder(path))))
    }

    private mutating func addJournal(file: Found) {
        let path = Path.resolved(file.path)
        let host = HostRule.name(path: path, root: file.root, local: options.localHost).host
        plans.append(
            SourcePlan(
                descriptor: descriptor("journal:\(path)", .journal, host: host), content: .journal(.files([path])),
                bytes: file.status.size))
    }

    /// What one file turned out to hold.
    private enum Content {
        case lines([UInt8], milestones: [UInt8])
        case export, nothing
    }

    private mutating func addLog(stem: String, parts: [Found]) {
        var parts = parts
        let plain = Set(parts.map { RotatedName(Path.name($0.path)) }.filter { $0.compression == nil }.map(\.part))
        for part in parts {
            let name = RotatedName(Path.name(part.path))
            if name.compression != nil, plain.contains(name.part) {
                skipped.append(Skipped(path: part.path, reason: "there is the same part not compressed"))
            }
        }
        parts.removeAll {
            let name = RotatedName(Path.name($0.path))
            return name.compression != nil && plain.contains(name.part)
        }
        parts.sort { RotatedName(Path.name($0.path)).precedes(RotatedName(Path.name($1.path))) }
        var lines: [Found] = []
        var exports: [Found] = []
        var head: [UInt8] = []
        var milestones: [UInt8] = []
        for part in parts {
            switch inspect(part) {
            case .lines(let sample, let places):
                lines.append(part)
                head = sample  // the newest part's, whose format counts
                if lines.count <= Milestones.most / Milestones.perFile { milestones += places }
            case .export: exports.append(part)
            case .nothing: continue
            }
        }
        if !lines.isEmpty { add(lines, stem: stem, head: head, milestones, isExport: false) }
        if !exports.isEmpty { add(exports, stem: stem, head: [], [], isExport: true) }
    }

    private mutating func add(
        _ parts: [Found], stem: String, head: [UInt8], _ milestones: [UInt8], isExport: Bool
    ) {
        guard let newest = parts.last else { return }
        let path = Path.join(Path.resolved(Path.folder(newest.path)), Path.name(newest.path))
        let names = HostRule.name(path: path, root: newest.root, local: options.localHost)
        let name = Path.join(Path.folder(path), RotatedName(Path.name(path)).stem)
        var source = descriptor(
            (isExport ? "export:" : "file:") + name, isExport ? .export : .file, host: names.host,
            service: isExport ? "" : names.service)
        source.latest = min(options.now, latest(newest))
        source.head = TerminalCodes.removed(from: head)
        source.milestones = TerminalCodes.removed(from: milestones)
        let paths = parts.map(\.path)
        plans.append(
            SourcePlan(
                descriptor: source, content: isExport ? .exports(paths) : .files(paths),
                bytes: parts.reduce(0) { $0 + $1.status.size }))
    }

    /// No line of the file is later: its modification, the time in a gzip header (a copy keeps it), a date in its name.
    private func latest(_ file: Found) -> Micros {
        var latest = file.status.modified
        if let open = try? OpenFile(path: file.path), let head = try? open.prefix(8), head.starts(with: [0x1f, 0x8b]),
            head.count == 8
        {
            let seconds = (4..<8).reduce(Micros(0)) { $0 | Micros(head[$1]) << Micros(8 * ($1 - 4)) }
            if seconds > 0 { latest = min(latest, seconds * .second) }
        }
        if let seconds = RotatedName(Path.name(file.path)).latestSeconds { latest = min(latest, seconds * .second) }
        return latest
    }

    private mutating func inspect(_ file: Found) -> Content {
        func refuse(_ reason: String, _ error: SourceError) -> Content {
            if file.isNamed { errors.append(error) } else { skipped.append(Skipped(path: file.path, reason: reason)) }
            return .nothing
        }
        if file.status.size == 0 { return refuse("empty", .empty(path: file.path)) }
        if !file.isNamed, let what = NameCheck.isNoLog(Path.name(file.path)) {
            return refuse(what, .notALog(path: file.path, what: what))
        }
        do throws(SourceError) {
            let open = try OpenFile(path: file.path)
            let encoding = FileEncoding(head: try open.prefix(4))
            let head = try FilePart.head(of: open, encoding, count: 16 << 10)
            if head.isEmpty { return refuse("empty", .empty(path: file.path)) }
            if let what = ContentCheck.binary(head) { return refuse(what, .notALog(path: file.path, what: what)) }
            if ContentCheck.isExport(head) { return .export }
            if !file.isNamed, let what = NameCheck.isNoLog(Path.name(file.path), head: head) {
                return refuse(what, .notALog(path: file.path, what: what))
            }
            return .lines(head, milestones: Milestones.lines(of: open, encoding, head: head))
        } catch {
            errors.append(error)
            return .nothing
        }
    }

    private func descriptor(
        _ name: String, _ kind: SourceDescriptor.Kind, host: String, service: String = ""
    ) -> SourceDescriptor {
        SourceDescriptor(
            name: name, kind: kind, host: host, service: service, latest: options.now, zoneOffset: options.zoneOffset)
    }
}

/// Files that lie beside logs and are none, by their names. Asked only in folders: a file named itself is read.
enum NameCheck {
    private static let extensions: Set<String> = [
        "md", "yaml", "yml", "toml", "conf", "cfg", "ini", "html", "css", "js", "ts", "svg", "py", "sh", "rb", "pl",
        "go", "rs", "c",
        "h", "swift", "csv", "tsv", "xml", "sql", "pid", "lock", "sock", "service", "sha256", "md5", "asc", "sig",
    ]
    /// What it is instead; nil when it may be a log.
    static func isNoLog(_ name: String) -> String? {
        let stem = RotatedName(name).stem
        guard let dot = stem.lastIndex(of: "."), dot != stem.startIndex else { return nil }
        let suffix = stem[stem.index(after: dot)...].lowercased()
        return extensions.contains(suffix) ? "not a log, by its name (.\(suffix))" : nil
    }
    /// JSON that is one document, not an object a line.
    static func isNoLog(_ name: String, head: [UInt8]) -> String? {
        guard RotatedName(name).stem.lowercased().hasSuffix(".json") else { return nil }
        let first = head.prefix { $0 != 10 && $0 != 13 }
        return first.first == 123 && first.last == 125 ? nil : "a JSON document, not an object a line"
    }
}
