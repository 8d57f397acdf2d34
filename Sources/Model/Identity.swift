import Bytes

/// A source of this run, by its place in the source table. Small and dense; not stable over restarts (the source's name is).
package struct SourceID: Sendable, Hashable, Comparable, Codable {
    package let raw: Int32
    package init(_ raw: Int) { self.raw = Int32(raw) }
    package static func < (a: SourceID, b: SourceID) -> Bool { a.raw < b.raw }
}

/// A stream (one service on one host), by its place in the stream table. Dense, kept over restarts by the checkpoint.
package struct StreamID: Sendable, Hashable, Comparable, Codable {
    package let raw: Int32
    package init(_ raw: Int) { self.raw = Int32(raw) }
    package static func < (a: StreamID, b: StreamID) -> Bool { a.raw < b.raw }
}

/// A template's identity: the hash of its text at birth, the same on every host and over restarts.
package struct TemplateID: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package let raw: UInt64
    package init(_ raw: UInt64) { self.raw = raw }
    package static func < (a: TemplateID, b: TemplateID) -> Bool { a.raw < b.raw }
    /// 16 hexadecimal digits.
    package var description: String { Hexadecimal.string(raw) }
    /// From its 16 hexadecimal digits.
    package init?(_ text: String) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
        raw = value
    }
}

/// A place in the topology: `host` or `host/service`.
package struct NodeName: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package let name: String
    package init(_ name: String) { self.name = name }
    package init(host: String, service: String) { name = service.isEmpty ? host : "\(host)/\(service)" }
    /// The host part. By bytes, as the service is: both are asked for at every turn, and by characters an answer costs thousands of
    /// instructions.
    package var host: String { name.utf8.firstIndex(of: 0x2F).map { String(name[..<$0]) } ?? name }
    /// The service part; empty for a host.
    package var service: String {
        name.utf8.firstIndex(of: 0x2F).map { String(name[name.utf8.index(after: $0)...]) } ?? ""
    }
    package var description: String { name }
    package static func < (a: NodeName, b: NodeName) -> Bool { a.name < b.name }
    package init(from decoder: any Decoder) throws { name = try decoder.singleValueContainer().decode(String.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// Hexadecimal text of ids.
package enum Hexadecimal {
    /// 16 lower-case digits.
    package static func string(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
