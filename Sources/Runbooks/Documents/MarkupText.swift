/// HTML to readable text: tags dropped, the common entities resolved, scripts, styles and comments gone.
enum MarkupText {
    /// O(n); a broken tag is text to its end of line at most.
    static func visible(_ html: String) -> String {
        var out: [UInt8] = []
        let bytes = Array(html.utf8)
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "<") {
                if starts(bytes, at, "<!--") {
                    at = find(bytes, at + 4, "-->") ?? bytes.count
                    continue
                }
                if let name = tagName(bytes, at) {
                    if name == "script" || name == "style" {
                        at = find(bytes, at, "</" + name) ?? bytes.count
                    }
                    guard let end = bytes[min(at, bytes.count)...].firstIndex(of: UInt8(ascii: ">")) else { break }
                    if ["p", "br", "li", "tr", "div", "pre", "h1", "h2", "h3", "h4", "summary"].contains(name) {
                        out.append(0x0A)
                    } else if name == "td" || name == "th" {
                        out.append(0x20)
                    }
                    at = end + 1
                    continue
                }
            } else if bytes[at] == UInt8(ascii: "&") {
                if let (text, length) = entity(bytes, at) {
                    out += Array(text.utf8)
                    at += length
                    continue
                }
            }
            out.append(bytes[at])
            at += 1
        }
        return String(decoding: out, as: UTF8.self).trimmed
    }

    static func tagName(_ bytes: [UInt8], _ at: Int) -> String? {
        var i = at + 1
        if i < bytes.count, bytes[i] == UInt8(ascii: "/") { i += 1 }
        let start = i
        while i < bytes.count, isNameByte(bytes[i]) { i += 1 }
        return i > start ? String(decoding: bytes[start..<i], as: UTF8.self).lowercased() : nil
    }
    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
    }
    private static func starts(_ bytes: [UInt8], _ at: Int, _ text: String) -> Bool {
        bytes[at...].starts(with: text.utf8)
    }
    /// The place just after `text`, from `at` on.
    static func find(_ bytes: [UInt8], _ at: Int, _ text: String) -> Int? {
        var i = at
        while i < bytes.count {
            if bytes[i...].starts(with: text.utf8) { return i + text.utf8.count }
            i += 1
        }
        return nil
    }
    private static func entity(_ bytes: [UInt8], _ at: Int) -> (String, Int)? {
        guard let end = bytes[at..<min(at + 10, bytes.count)].firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[at + 1..<end], as: UTF8.self)
        let length = end - at + 1
        switch name {
        case "amp": return ("&", length)
        case "lt": return ("<", length)
        case "gt": return (">", length)
        case "quot": return ("\"", length)
        case "apos", "#39": return ("'", length)
        case "nbsp": return (" ", length)
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init).map { (String(Character($0)), length) }
        }
    }
}
