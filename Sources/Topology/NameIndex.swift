import Model

/// Finds nodes by what logs call them. All keys are lower-case.
///
/// A service's aliases hold on its own host only: `gunicorn` on app1 is another node than `gunicorn` on app2. Addresses,
/// host names and `host:port` hold everywhere.
struct NameIndex: Sendable {
    /// Node names.
    var exact: [String: Int32] = [:]
    /// `HOST\u{1}ALIAS` -> the service of that host.
    var scoped: [String: Int32] = [:]
    /// Addresses, other names of hosts and `host:port`, where they mean one node only. -1: several.
    var global: [String: Int32] = [:]
    /// Services by bare name or alias, over all hosts, in order of arrival.
    var bare: [String: [Int32]] = [:]

    /// What an alias of a host points at: only hosts, so that `10.0.0.5` finds the machine.
    mutating func add(_ node: TopologyGraph.Node, at index: Int32) {
        let name = node.name.name.asciiLowercased()
        if exact[name] == nil { exact[name] = index }
        for alias in node.aliases { add(alias: alias.asciiLowercased(), of: node, at: index) }
        guard !node.isHost else { return }
        addBare(node.name.service.asciiLowercased(), host: node.name.host.asciiLowercased(), at: index)
    }

    private mutating func add(alias: String, of node: TopologyGraph.Node, at index: Int32) {
        if node.isHost || Endpoint(alias) != nil || Address.isAddress(alias) {
            global[alias] = global[alias].map { $0 == index ? index : -1 } ?? index
            return
        }
        addBare(alias, host: node.name.host.asciiLowercased(), at: index)
    }

    private mutating func addBare(_ alias: String, host: String, at index: Int32) {
        for form in [alias, UnitName.stem(alias)] where !form.isEmpty {
            let key = Self.scope(host, form)
            if scoped[key] == nil { scoped[key] = index }
            if !(bare[form]?.contains(index) ?? false) { bare[form, default: []].append(index) }
        }
    }

    static func scope(_ host: String, _ name: String) -> String { host + "\u{1}" + name }

    /// A node that this text means on every host: address, host name, `host:port` as declared.
    func global(_ key: String) -> Int32? {
        guard let index = global[key], index >= 0 else { return nil }
        return index
    }
}

/// `host:port` taken apart.
struct Endpoint: Equatable {
    var host: String
    var port: UInt16

    /// Nil unless the text is a host or address, a colon and a port.
    init?(_ text: String) {
        guard Self.mayBe(text.utf8) else { return nil }
        let bytes = text.utf8
        guard let colon = bytes.lastIndex(of: 58) else { return nil }
        var host = text[..<colon]
        guard let port = UInt16(text[bytes.index(after: colon)...]), port > 0 else { return nil }
        if host.utf8.first == 91, host.utf8.last == 93, host.utf8.count > 1 {
            host = host.dropFirst().dropLast()
        } else if host.utf8.contains(58) {
            return nil  // a bare IPv6 address
        }
        guard !host.isEmpty else { return nil }
        (self.host, self.port) = (String(host), port)
    }
}

extension Endpoint {
    /// Whether bytes end in a colon and a number, as each endpoint does; false for nearly all words.
    static func mayBe(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        var end = bytes.endIndex
        var digits = 0
        while end != bytes.startIndex {
            bytes.formIndex(before: &end)
            let byte = bytes[end]
            if byte == 58 { return digits > 0 && end != bytes.startIndex }
            guard byte >= 48, byte <= 57 else { return false }
            digits += 1
        }
        return false
    }
}

/// Looks of addresses; no validation beyond what tells them from words.
enum Address {
    static func isAddress(_ text: String) -> Bool { isV4(text) || isV6(text) }

    static func isV4(_ text: String) -> Bool { isV4(text.utf8) }

    static func isV4(_ bytes: some Sequence<UInt8>) -> Bool {
        var dots = 0
        var digits = 0
        for byte in bytes {
            if byte == 46 {
                guard digits > 0 else { return false }
                (dots, digits) = (dots + 1, 0)
            } else {
                guard byte >= 48, byte <= 57 else { return false }
                digits += 1
                guard digits <= 3 else { return false }
            }
        }
        return dots == 3 && digits > 0
    }

    static func isV6(_ text: String) -> Bool {
        var colons = 0
        for byte in text.utf8 {
            switch byte {
            case 58: colons += 1
            case 48...57, 97...102, 65...70: break
            default: return false
            }
        }
        return colons >= 2
    }
}

/// Names of systemd units.
enum UnitName {
    static let suffixes = [".service", ".timer", ".socket", ".mount", ".path", ".target", ".scope", ".slice", ".log"]

    /// Without the unit's suffix; the text itself where it has none.
    static func stem(_ name: String) -> String {
        // Each suffix begins with a dot.
        guard name.utf8.contains(46) else { return name }
        for suffix in suffixes where name.hasSuffix(suffix) && name.utf8.count > suffix.utf8.count {
            return String(name.dropLast(suffix.count))
        }
        return name
    }

    /// The ways to read a name, best first: whole, without its suffix, then its prefixes at `-`, `.` and `@`, longest first.
    static func forms(_ name: String) -> [String] {
        var forms = [name]
        let stem = stem(name)
        if stem != name { forms.append(stem) }
        let bytes = Array(stem.utf8.prefix(256))
        var at = bytes.count - 1
        while at > 0 {
            if bytes[at] == 45 || bytes[at] == 46 || bytes[at] == 64 {
                let prefix = String(decoding: bytes[..<at], as: UTF8.self)
                if prefix != forms.last { forms.append(prefix) }
            }
            at -= 1
        }
        return forms
    }
}

extension String {
    /// ASCII letters in lower case; everything else unchanged. No Unicode tables.
    func asciiLowercased() -> String {
        guard utf8.contains(where: { $0 >= 65 && $0 <= 90 }) else { return self }
        return String(decoding: utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }, as: UTF8.self)
    }
}
