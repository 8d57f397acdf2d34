import Bytes

/// The languages in which other tools take a pattern.
package enum PatternLanguage: String, Sendable, Hashable, CaseIterable {
    /// `^Failed password for (?P<word>.*?)\s+from ...$`: Python, PCRE, RE2, Go, Rust.
    case regex
    /// A line of a Logstash patterns file: `HAETAE_3F9A... %{DATA:word} ...`.
    case grok
    /// A LogQL stage: `` | pattern `Failed password for <word> from ...` ``.
    case loki
    /// A statement of Vector's remap language: `. |= parse_regex!(.message, r'^...$')`.
    case vrl

    /// A template in this language. It matches every message of the template, without header and without white space around it; what it
    /// captures is named by the key before it, else by its kind. In a regular expression, and so in grok and VRL, a value is taken as the
    /// shortest text that fits; a LogQL pattern takes white space as it stood in the template's first message.
    package func pattern(of pieces: [TemplatePiece], id: String) -> String {
        switch self {
        case .regex: return Self.expression(pieces) { "(?P<\($0)>.*?)" }
        case .grok: return "HAETAE_\(id.uppercased()) " + Self.expression(pieces, variable: Self.grok)
        case .loki: return Self.loki(pieces)
        case .vrl:
            // Vector's configuration takes `$NAME` for a variable of the environment.
            let expression = Self.expression(pieces, coded: "'$") { "(?P<\($0)>.*?)" }
            return ". |= parse_regex!(.message, r'\(expression)')"
        }
    }

    private static func grok(_ name: String, _ kind: VariableKind) -> String {
        switch kind {
        case .integer: "%{DATA:\(name):int}"
        case .decimal: "%{DATA:\(name):float}"
        default: "%{DATA:\(name)}"
        }
    }

    private static func expression(
        _ pieces: [TemplatePiece], coded: StaticString = "", variable: (String) -> String
    ) -> String { expression(pieces, coded: coded) { name, _ in variable(name) } }

    private static func expression(
        _ pieces: [TemplatePiece], coded: StaticString = "", variable: (String, VariableKind) -> String
    ) -> String {
        var text = "^"
        let coded = coded.withUTF8Buffer { Array($0) }
        for piece in pieces {
            switch piece {
            case .text(let bytes): append(escaped: bytes, coded, to: &text)
            case .variable(let name, let kind): text += variable(name, kind)
            case .repeatedAmount: text += "(?:\\s*\\(\\d[^)]*\\))?"
            }
        }
        return text + "$"
    }

    private static let blankOrControl = "[\\s\\x01-\\x1F]+"
    private static let special = ByteSet("\\.+*?()|[]{}^$")

    private static func append(escaped bytes: [UInt8], _ coded: [UInt8], to text: inout String) {
        var run: [UInt8] = []
        func flush() {
            text += String(decoding: run, as: UTF8.self)
            run = []
        }
        for byte in bytes {
            if byte.isSpace {
                flush()
                // The tokenizer takes control characters for blanks.
                let isControl = !(9...13).contains(byte) && byte != 32
                if text.hasSuffix("\\s+"), isControl { text.removeLast(3) }
                if isControl, !text.hasSuffix(blankOrControl) { text += blankOrControl }
                if !isControl, !text.hasSuffix("\\s+"), !text.hasSuffix(blankOrControl) { text += "\\s+" }
            } else if byte < 0x20 || byte == 0x7F || coded.contains(byte) {
                flush()
                text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            } else {
                if special.contains(byte) { run.append(UInt8(ascii: "\\")) }
                run.append(byte)
            }
        }
        flush()
    }

    // MARK: LogQL

    private static func loki(_ pieces: [TemplatePiece]) -> String {
        var pattern = ""
        // LogQL takes no two captures side by side.
        var afterCapture = false
        var literal: [UInt8] = []
        // Words of a template are pieces of their own: `<tag>` is seen only where they are put together.
        func flush() {
            for part in split(String(decoding: literal, as: UTF8.self)) {
                if let part { pattern += part } else if !afterCapture { pattern += "<_>" }
                afterCapture = part == nil
            }
            literal = []
        }
        for piece in pieces {
            if case .text(let bytes) = piece {
                literal += bytes
                continue
            }
            flush()
            switch piece {
            case .text: break
            case .variable(let name, _):
                if !afterCapture { pattern += "<\(name)>" }
                afterCapture = true
            case .repeatedAmount:
                if !afterCapture { pattern += "<_>" }
                afterCapture = true
            }
        }
        flush()
        let isPlain = !pattern.unicodeScalars.contains { $0 == "`" || $0.value < 0x20 || $0.value == 0x7F }
        if isPlain { return "| pattern `\(pattern)`" }
        return "| pattern \"\(quoted(pattern))\""
    }

    /// Inside of a Go string: a tab in a back-quoted one could not be told from blanks on the screen.
    private static func quoted(_ pattern: String) -> String {
        var text = ""
        for scalar in pattern.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C: text += "\\" + String(scalar)
            case 0x09: text += "\\t"
            case 0..<0x20, 0x7F: text += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Literal text, with nil for each `<` that would begin a capture: `<init>`.
    private static func split(_ text: String) -> [String?] {
        var parts: [String?] = []
        var run: [UInt8] = []
        let bytes = Array(text.utf8)
        for at in bytes.indices {
            var end = at + 1
            if bytes[at] == UInt8(ascii: "<") {
                while end < bytes.count, bytes[end].isLetter || bytes[end] == UInt8(ascii: "_") || bytes[end].isDigit {
                    end += 1
                }
                if end > at + 1, end < bytes.count, bytes[end] == UInt8(ascii: ">") {
                    if !run.isEmpty { parts.append(String(decoding: run, as: UTF8.self)) }
                    run = []
                    parts.append(nil)
                    continue
                }
            }
            run.append(bytes[at])
        }
        if !run.isEmpty { parts.append(String(decoding: run, as: UTF8.self)) }
        return parts
    }
}
