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

    /// What a folder holds: the files to read, and what is passed over although somebody might expect it, each with the reason.
    struct Listing: Sendable, Hashable {
        var files: [RunbookFile] = []
        var skipped: [String] = []
    }

    /// The runbook files under `folder`, sorted by path. Hidden folders (`.git`), `node_modules` and links to folders are passed over; a
    /// link to a file is read where it stays within the folder (Kubernetes mounts a ConfigMap so). O(files).
    static func files(under folder: String) throws(RunbookError) -> Listing {
        var isFolder = false
        let manager = FileManager.default
        guard manager.fileExists(atPath: folder, isDirectory: &isFolder) else { throw .noFolder(folder) }
        if !isFolder { return Listing(files: try single(folder)) }
        var listing = Listing()
        let root = real(folder) + "/"
        var pending = [(path: folder, relative: "")]
        while let next = pending.popLast() {
            let names: [String]
            do { names = try manager.contentsOfDirectory(atPath: next.path) } catch {
                if next.relative.isEmpty { throw .unreadable(next.path, "no permission, or no folder") }
                listing.skipped.append("\(next.path): the folder cannot be read")
                continue
            }
            for name in names.sorted() where !name.hasPrefix(".") && name != "node_modules" {
                let path = next.path + "/" + name
                let relative = next.relative.isEmpty ? name : next.relative + "/" + name
                guard var attributes = try? manager.attributesOfItem(atPath: path) else { continue }
                if attributes[.type] as? FileAttributeType == .typeSymbolicLink {
                    guard suffixes.contains(suffix(of: name)) else { continue }
                    let target = real(path)
                    guard target.hasPrefix(root), let there = try? manager.attributesOfItem(atPath: target),
                        there[.type] as? FileAttributeType == .typeRegular
                    else {
                        listing.skipped.append("\(path): a link that leads out of the folder, or to no file")
                        continue
                    }
                    attributes = there
                }
                switch attributes[.type] as? FileAttributeType {
                case .typeDirectory?: pending.append((path, relative))
                case .typeRegular?:
                    let size = (attributes[.size] as? UInt64).map { Int($0) } ?? (attributes[.size] as? Int) ?? 0
                    guard suffixes.contains(suffix(of: name)) else { continue }
                    guard size <= largest else {
                        listing.skipped.append("\(path): \(tooLarge)")
                        continue
                    }
                    let date = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
                    listing.files.append(
                        RunbookFile(
                            path: relative, location: path, bytes: size, changed: Int64(date * 1_000_000) * 1000))
                    if listing.files.count > mostFiles { throw .tooManyFiles(folder, limit: mostFiles) }
                default: continue
                }
            }
        }
        listing.files.sort { $0.path < $1.path }
        return listing
    }

    private static func real(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
    private static let tooLarge = "larger than \(largest / 1_000_000) MB"

    private static func single(_ path: String) throws(RunbookError) -> [RunbookFile] {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard suffixes.contains(suffix(of: name)) else { throw .notARunbook(path) }
        return [RunbookFile(path: name, location: path, bytes: 0, changed: 0)]
    }

    static func suffix(of name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// What a file holds, or why it is no runbook.
    enum Content: Sendable, Hashable {
        case text(String)
        case none(why: String)
    }

    /// Reads a file as UTF-8 (what is not, is replaced).
    static func read(_ file: RunbookFile) -> Content {
        guard let data = FileManager.default.contents(atPath: file.location) else {
            return .none(why: "cannot be read: no permission, or it has gone")
        }
        if data.count > largest { return .none(why: tooLarge) }
        if data.prefix(4096).contains(0) { return .none(why: "no text: there are NUL bytes in it") }
        return .text(String(decoding: data, as: UTF8.self))
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
