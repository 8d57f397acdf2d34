/// The `data:` fields of a text/event-stream, from bytes cut anywhere.
package struct ServerSentEvents: Sendable {
    package init() {}

    private var line: [UInt8] = []
    /// A line longer than this is no event of a chat.
    private static let longestLine = 1_000_000
    private(set) var isOverlong = false

    /// The payloads completed by `bytes`.
    package mutating func feed(_ bytes: [UInt8]) -> [String] {
        var payloads: [String] = []
        for byte in bytes {
            if byte != 0x0A {
                if line.count < Self.longestLine { line.append(byte) } else { isOverlong = true }
                continue
            }
            if line.last == 0x0D { line.removeLast() }
            if line.starts(with: "data:".utf8) {
                payloads.append(String(decoding: line.dropFirst(5), as: UTF8.self).trimmed)
            }
            line.removeAll(keepingCapacity: true)
        }
        return payloads
    }
}
