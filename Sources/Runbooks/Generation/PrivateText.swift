/// Secrets and personal data masked before a text leaves the host, and put back into what comes home: `⟦private-3⟧` stands for
/// the third one. Passwords and tokens by their key or their known beginnings, e-mail addresses, IPv4 addresses, Korean resident
/// registration and telephone numbers, card numbers, private keys.
package struct PrivateText: Sendable, Hashable {
    package var text: String
    /// What each mark stands for.
    package private(set) var hidden: [String] = []

    private init(text: String) { self.text = text }

    /// Masks `text`. O(n).
    package static func mask(_ text: String, after earlier: PrivateText? = nil) -> PrivateText {
        var masked = PrivateText(text: "")
        masked.hidden = earlier?.hidden ?? []
        var inKey = false
        var out: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line[...].range(of: "-----BEGIN ") != nil, line[...].range(of: "PRIVATE KEY") != nil { inKey = true }
            if inKey {
                if line[...].range(of: "-----END ") != nil {
                    inKey = false
                    out.append(masked.hide("private key"))
                }
                continue
            }
            out.append(masked.line(String(line)))
        }
        if inKey { out.append(masked.hide("private key")) }
        masked.text = out.joined(separator: "\n")
        return masked
    }

    /// Puts the hidden words back.
    package func reveal(_ text: String) -> String {
        guard text.contains("⟦") else { return text }
        var out = ""
        var rest = text[...]
        while let open = rest.range(of: "⟦private-"), let close = rest[open.upperBound...].range(of: "⟧") {
            out += rest[..<open.lowerBound]
            let number = Int(rest[open.upperBound..<close.lowerBound])
            if let number, hidden.indices.contains(number - 1) {
                out += hidden[number - 1]
            } else {
                out += rest[open.lowerBound..<close.upperBound]
            }
            rest = rest[close.upperBound...]
        }
        return out + rest
    }

    private mutating func hide(_ value: String) -> String {
        if let known = hidden.firstIndex(of: value) { return "⟦private-\(known + 1)⟧" }
        hidden.append(value)
        return "⟦private-\(hidden.count)⟧"
    }

    private static let separators: Set<Character> = [
        " ", "\t", ",", ";", "\"", "'", "(", ")", "<", ">", "`", "|", "[", "]", "{", "}",
    ]
    private static let secretKeys = [
        "password", "passwd", "pwd", "secret", "token", "apikey", "api_key", "api-key", "access_key", "credential",
        "authorization", "비밀번호", "암호", "bearer",
    ]
    private static let secretStarts = [
        "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk-", "AKIA", "ASIA", "eyJhbGci", "AIza", "hf_",
    ]

    private mutating func line(_ line: String) -> String {
        var out = ""
        var word = ""
        var expectsSecret = false
        func isKey(_ text: String) -> Bool {
            let low = text.lowercased()
            return Self.secretKeys.contains { low.hasSuffix($0) }
        }
        func flush(_ end: Character?, _ masked: inout PrivateText) {
            defer { word = "" }
            guard !word.isEmpty else { return }
            if expectsSecret, word != "=", word != ":", !["is", "bearer", "basic"].contains(word.lowercased()) {
                out += word.hasPrefix("$") || word.hasPrefix("<") || word.count < 4 ? word : masked.hide(word)
                expectsSecret = false
                return
            }
            // key=value, key: value
            if let at = word.firstIndex(where: { $0 == "=" || $0 == ":" }), isKey(String(word[..<at])) {
                let value = word[word.index(after: at)...]
                out += word[...at]
                if value.isEmpty {
                    expectsSecret = end != nil
                } else if value.hasPrefix("$") {
                    out += value
                } else {
                    out += masked.hide(String(value))
                }
                return
            }
            if word.lowercased() == "bearer" {
                expectsSecret = true
                out += word
                return
            }
            out += Self.isPrivate(word) ? masked.hide(word) : word
        }
        for character in line {
            if Self.separators.contains(character) {
                flush(character, &self)
                out.append(character)
            } else {
                word.append(character)
            }
        }
        flush(nil, &self)
        return out
    }

    private static func isPrivate(_ raw: String) -> Bool {
        var word = raw[...]
        while let last = word.last, ".:!?".contains(last) { word = word.dropLast() }
        if secretStarts.contains(where: { word.hasPrefix($0) }), word.count >= 16 { return true }
        if let at = word.firstIndex(of: "@"), at > word.startIndex, word[word.index(after: at)...].contains("."),
            !word.contains("/")
        {
            return true
        }
        let shape = String(word.map { $0.isASCII && $0.isNumber ? "9" : $0 })
        if ["999999-9999999", "999-9999-9999", "999-999-9999", "99-9999-9999", "99-999-9999", "9999-9999-9999-9999"]
            .contains(shape)
        {
            return true
        }
        if shape.hasPrefix("+") && shape.filter({ $0 == "9" }).count >= 9 { return true }
        let parts = word.split(separator: ":").first?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        return parts.count == 4 && parts.allSatisfy { Int($0).map { (0...255).contains($0) } ?? false }
    }
}
