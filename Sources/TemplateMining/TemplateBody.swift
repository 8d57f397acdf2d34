import Bytes

/// What the slow path knows of a template. It is cut into tokens anew when needed: that is rare, and costs less memory
/// than keeping them.
struct TemplateBody: Sendable, Hashable {
    /// The message that made it, up to the tokenizer's limit.
    var sample: [UInt8] = []
    /// Positions among the first 64 that hold words as variables, beyond the variables on sight.
    var mask: UInt64 = 0
    /// Positions among the first 64 whose word is its own although it is a variable elsewhere: those of an operator's splits.
    var fixed: UInt64 = 0
    /// Its wide words of which a part is a value, by position.
    var affixes: [Affix] = []
    /// Its key in the signature table.
    var signature: UInt64 = 0
    /// Its tokens, and the first constant one, hashed.
    var count: UInt16 = 0
    var first: UInt32 = 0
    /// Number of its birth.
    var born: UInt64 = 0
    /// Kind of each variable position, in order; filled at birth and widened as messages are seen.
    var kinds: [UInt8] = []

    /// Whether a token at a position is one of its variables.
    @inline(__always)
    func isVariable(_ token: Token, at position: Int) -> Bool {
        if position >= 64 { return token.isVariable }
        return (token.isVariable || mask >> UInt64(position) & 1 == 1) && fixed >> UInt64(position) & 1 == 0
    }

    /// Whether two variables next to each other are one name as a whole: `orders-4`, of which the word was found by evidence.
    func isJoined(_ before: Token, _ token: Token, at position: Int, _ bytes: RawSpan) -> Bool {
        guard position < 64, before.end + 1 == token.start, mask >> UInt64(position - 1) & 3 != 0 else { return false }
        let byte = bytes.byte(Int(before.end))
        return byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
}
