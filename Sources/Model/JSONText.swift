/// JSON written key by key, in the order the caller gives them: for texts that must be the same byte for byte.
///
/// Not for reading JSON, and not for arbitrary types. Nesting is by closures, so brackets always match.
package struct JSONText: Sendable {
    private var bytes: [UInt8] = []
    /// A value stands before this place, so the next one needs a comma.
    private var needsComma = false

    private init() {}

    /// An object's text; `body` writes its members.
    package static func object(_ body: (inout JSONText) -> Void) -> String {
        var text = JSONText()
        text.nest("{", "}", body)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// An array's text; `body` writes each element.
    package static func array<C: Collection>(_ values: C, _ body: (inout JSONText, C.Element) -> Void) -> String {
        var text = JSONText()
        text.nest("[", "]") { text in for value in values { body(&text, value) } }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    // MARK: - Members of an object

    package mutating func member(_ key: StaticString, _ value: String?) {
        name(key)
        if let value { string(value) } else { null() }
    }
    package mutating func member(_ key: StaticString, _ value: Double?) {
        name(key)
        if let value { number(value) } else { null() }
    }
    package mutating func member(_ key: StaticString, _ value: Int) {
        name(key)
        literal(String(value))
    }
    package mutating func member(_ key: StaticString, _ value: Bool) {
        name(key)
        literal(value ? "true" : "false")
    }
    package mutating func member(_ key: StaticString, _ values: [String]) {
        member(key, values) { text, value in text.element(value) }
    }
    /// An instant as RFC 3339 in UTC; null where there is none.
    package mutating func member(_ key: StaticString, time: Micros?) {
        member(key, time.flatMap { $0 == .unknown ? nil : RFC3339.string($0) })
    }
    package mutating func member<C: Collection>(
        _ key: StaticString, _ values: C, _ body: (inout JSONText, C.Element) -> Void
    ) {
        name(key)
        nest("[", "]") { text in for value in values { body(&text, value) } }
    }
    package mutating func member(_ key: StaticString, object body: (inout JSONText) -> Void) {
        name(key)
        nest("{", "}", body)
    }
    /// A value that is JSON already, written as it is.
    package mutating func member(_ key: StaticString, json: String) {
        name(key)
        literal(json)
    }

    // MARK: - Elements of an array

    package mutating func element(_ value: String) { string(value) }
    package mutating func element(_ value: Double) { number(value) }
    package mutating func element(object body: (inout JSONText) -> Void) { nest("{", "}", body) }
    /// A value that is JSON already, written as it is.
    package mutating func element(json: String) { literal(json) }

    // MARK: - Bytes

    private mutating func nest(_ open: StaticString, _ close: StaticString, _ body: (inout JSONText) -> Void) {
        separate()
        append(open)
        needsComma = false
        body(&self)
        append(close)
        needsComma = true
    }

    private mutating func name(_ key: StaticString) {
        separate()
        append("\"")
        append(key)
        append("\":")
        needsComma = false
    }

    private mutating func separate() { if needsComma { bytes.append(UInt8(ascii: ",")) } }

    private mutating func null() { literal("null") }

    private mutating func literal(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    /// The shortest text that reads back as the same number; whole numbers without a fraction. JSON has no word for
    /// what is not finite: null.
    private mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        let isWhole = value == value.rounded(.towardZero) && abs(value) < 1e15
        literal(isWhole ? String(Int64(value)) : value.description)
    }

    /// RFC 8259 §7: quote, backslash and what lies below a space are escaped; everything else is UTF-8 as it is.
    private mutating func string(_ text: String) {
        separate()
        append("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0x08: append("\\b")
            case 0x09: append("\\t")
            case 0x0a: append("\\n")
            case 0x0c: append("\\f")
            case 0x0d: append("\\r")
            case 0..<0x20:
                append("\\u00")
                bytes.append(Self.hexadecimal(byte >> 4))
                bytes.append(Self.hexadecimal(byte & 15))
            default: bytes.append(byte)
            }
        }
        append("\"")
        needsComma = true
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }

    private mutating func append(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }
}
