/// What the front makes of a message: all that the steady state needs. Plain data, 16 bytes.
package struct LineShape: Sendable, Hashable {
    /// Sum over the tokens of their position-mixed hashes, variables blanked.
    package var signature: UInt64
    /// The first constant word, hashed; 0 where there is none.
    package var firstConstant: UInt32
    /// Tokens, adjacent variables counted as one.
    package var count: UInt16
    /// How many of them are variables on sight.
    package var variables: UInt16

    package init(signature: UInt64 = 0, firstConstant: UInt32 = 0, count: UInt16 = 0, variables: UInt16 = 0) {
        (self.signature, self.firstConstant, self.count, self.variables) = (signature, firstConstant, count, variables)
    }
}
