import FoundationEssentials
import Glibc
import Yams

/// YAML of a file, read with care: what an operator wrote by hand is refused with its line and a remedy, not half understood.
enum YAMLText {
    /// Far more than any configuration or topology needs; what is larger is another file.
    static let maximumBytes = 16 << 20

    /// The text of a file, which must be UTF-8.
    static func read(_ file: String) throws(ConfigurationError) -> String {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(file: file, reason: reason(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: file, reason: reason(errno)) }
        if status.st_mode & S_IFMT == S_IFDIR { throw .unreadable(file: file, reason: "it is a folder; name a file") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(file: file, reason: reason(errno))
            }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= maximumBytes else {
                throw .unreadable(
                    file: file, reason: "it is larger than \(maximumBytes >> 20) MiB; name a file of settings")
            }
        }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        // Cold: the first line that is none.
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { break }
            line += 1
        }
        throw .syntax(
            ConfigurationPlace(file: file, line: line, key: ""), problem: "not in UTF-8; save the file in this encoding"
        )
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT: "no such file"
        case EACCES: "no permission for this user"
        default: String(cString: strerror(code))
        }
    }

    /// The document's root; nil where there is none. `file` is the name that errors show.
    static func compose(_ text: String, file: String) throws(ConfigurationError) -> Node? {
        func place(_ line: Int) -> ConfigurationPlace { ConfigurationPlace(file: file, line: line, key: "") }
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .duplicatedKeysInMapping(let keys, let context):
                let key = keys.first ?? ""
                throw .syntax(
                    place(second(key, from: context.mark, in: text) ?? context.mark.line),
                    problem: "the key '\(key)' stands here for the second time; leave one")
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw .syntax(place(mark.line), problem: problem + hint(mark.line, in: text))
            case .reader(let problem, let offset, _, _):
                let before = text.utf8.prefix(offset ?? 0)
                throw .syntax(place(offset == nil ? 0 : before.count { $0 == 0x0A } + 1), problem: problem)
            default: throw .syntax(place(0), problem: "\(error)")
            }
        } catch {
            throw .syntax(place(0), problem: "\(error)")
        }
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// What is most often wrong where the parser's own words do not say it.
    private static func hint(_ line: Int, in text: String) -> String {
        let lines = lines(text)
        guard lines.indices.contains(line - 1) else { return "" }
        return lines[line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
            ? "; a tab stands before it: indent by spaces" : ""
    }

    /// The line, from 1, on which a key stands again in the mapping that begins at a mark.
    private static func second(_ key: String, from mark: Mark, in text: String) -> Int? {
        let indent = String(repeating: " ", count: max(0, mark.column - 1))
        var seen = false
        for (number, line) in lines(text).enumerated().dropFirst(mark.line - 1) {
            guard
                line.hasPrefix(indent + key) || number == mark.line - 1 && line.dropFirst(indent.count).hasPrefix(key),
                line.dropFirst(indent.count + key.count).drop(while: { $0 == " " }).first == ":"
            else { continue }
            if seen { return number + 1 }
            seen = true
        }
        return nil
    }
}

extension Node {
    /// From 1; 0 where it is not known.
    var line: Int { mark?.line ?? 0 }
    /// Neither empty nor `null`.
    var isPresent: Bool { self.null == nil }
}
