import FoundationEssentials

/// A file that a folder of runbooks holds.
struct RunbookFile: Sendable, Hashable {
    /// Relative to its folder, `/` between parts; with several folders the folder's own name leads.
    var path: String
    var location: String
    var bytes: Int
    /// Last change, nanoseconds since 1970: a hint that a file need not be read again, never the proof.
    var changed: Int64
}

enum RunbookFolder {
    /// The kinds that are read, by suffix.
    static let suffixes: Set<String> = ["md", "markdown", "mdown", "rst", "adoc", "asciidoc", "txt", "html", "htm"]
    /// Larger files are no runbooks.
    static let largest = 2_000_000
    /// More files than this are refused: a folder chosen by mistake.
    static let mostFiles = 50_000
    /// Names of files that say where they stand and nothing about what is in them.
    private static let placeNames: Set<String> = ["index", "_index", "readme", "toc", "_sidebar", "main"]

    /// The file's name without folder and suffix where it is part of the title; empty for `index.md`, `README.md` and the like. O(path).
    static func topic(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? ""
        let name = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        return placeNames.contains(name.lowercased()) ? "" : name
    }

    /// The runbook files under `folder`, sorted by path. Hidden folders (`.git`), `node_modules` and links that lead out
    /// of the folder are passed over.
    static func files(under folder: String) throws(RunbookError) -> [RunbookFile] {
        var isFolder = false
        let manager = FileManager.default
        guard manager.fileExists(atPath: folder, isDirectory: &isFolder) else { throw .noFolder(folder) }
        if !isFolder { return try single(folder) }
        var found: [RunbookFile] = []
        var pending = [(path: folder, relative: "")]
        while let next = pending.popLast() {
            let names: [String]
            do { names = try manager.contentsOfDirectory(atPath: next.path) } catch {
                if next.relative.isEmpty { throw .unreadable(next.path, "\(error)") }
                continue
            }
            for name in names.sorted() where !name.hasPrefix(".") && name != "node_modules" {
                let path = next.path + "/" + name
                let relative = next.relative.isEmpty ? name : next.relative + "/" + name
                guard let attributes = try? manager.attributesOfItem(atPath: path) else { continue }
                switch attributes[.type] as? FileAttributeType {
                case .typeDirectory?: pending.append((path, relative))
                case .typeRegular?:
                    let size = (attributes[.size] as? UInt64).map { Int($0) } ?? (attributes[.size] as? Int) ?? 0
                    guard suffixes.contains(suffix(of: name)), size <= largest else { continue }
                    let date = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
                    found.append(
                        RunbookFile(
                            path: relative, location: path, bytes: size, changed: Int64(date * 1_000_000) * 1000))
                    if found.count > mostFiles { throw .tooManyFiles(folder, limit: mostFiles) }
                default: continue
                }
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    private static func single(_ path: String) throws(RunbookError) -> [RunbookFile] {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard suffixes.contains(suffix(of: name)) else { throw .notARunbook(path) }
        return [RunbookFile(path: name, location: path, bytes: 0, changed: 0)]
    }

    static func suffix(of name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Reads a file as UTF-8 (what is not, is replaced), or nil when it has gone or holds NULs.
    static func read(_ file: RunbookFile) -> String? {
        guard let data = FileManager.default.contents(atPath: file.location), data.count <= largest else { return nil }
        if data.prefix(4096).contains(0) { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// Parses by the file's kind.
    static func parse(_ text: String, path: String) -> ParsedDocument {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        return switch suffix(of: name) {
        case "rst": PlainReader.read(text, name: stem, format: .rst)
        case "adoc", "asciidoc": PlainReader.read(text, name: stem, format: .asciidoc)
        case "txt": PlainReader.read(text, name: stem, format: .text)
        case "html", "htm": PlainReader.readHTML(text, name: stem)
        default: MarkdownReader.read(text, name: stem)
        }
    }
}
