import Bytes

/// One token of a message, as the slow path sees it.
struct Token: Sendable, Hashable {
    var start: UInt32
    var end: UInt32
    /// `WordHash.variable` where the token is a variable on sight.
    var word: UInt64
    /// Hash of what stands between this token and the one before.
    var delimiter: UInt64
    var isVariable: Bool
    /// The second element of a list and all behind it.
    var isList = false
    /// A wide word of which the beginning and the end are constant; the range is that of the value between.
    var isAffixed = false
    var range: Range<Int> { Int(start)..<Int(end) }
}

/// The tokens of one message. Reused, so that it stops allocating.
struct TokenList: Sendable {
    var tokens: [Token]
    /// Where the values of tokens that hold several meet, in order.
    var seams: [ValueSeam] = []
    var signature: UInt64 = 0
    /// Offset past the last byte of the message.
    var end = 0

    init() {
        tokens = []
        tokens.reserveCapacity(64)
    }
    /// A list without storage, to leave behind while its storage is used elsewhere.
    init(empty: Void) { tokens = [] }

    mutating func removeAll() {
        tokens.removeAll(keepingCapacity: true)
        seams.removeAll(keepingCapacity: true)
        signature = 0
        end = 0
    }

    var count: Int { tokens.count }
    subscript(position: Int) -> Token { tokens[position] }

    /// What the signature gains when `position` is blanked. O(1).
    func blanking(_ position: Int) -> UInt64 {
        let token = tokens[position]
        return WordHash.share(WordHash.variable, token.delimiter, position)
            &- WordHash.share(token.word, token.delimiter, position)
    }

    /// What the signature gains when every position of `mask` is blanked.
    func blanking(all mask: UInt64) -> UInt64 {
        var sum: UInt64 = 0
        var rest = mask
        while rest != 0 {
            sum &+= blanking(rest.trailingZeroBitCount)
            rest &= rest &- 1
        }
        return sum
    }

    /// The other positions among the first 64 that hold the same word, if it is long enough to be a name.
    func repeats(_ position: Int) -> UInt64 {
        guard tokens[position].end - tokens[position].start >= 4 else { return 0 }
        var found: UInt64 = 0
        for at in 0..<min(64, tokens.count) where at != position && tokens[at].word == tokens[position].word {
            found |= 1 << UInt64(at)
        }
        return found
    }

    /// The signature with every position of `mask` blanked.
    func signature(under mask: UInt64) -> UInt64 {
        var signature = signature
        var rest = mask
        while rest != 0 {
            let position = rest.trailingZeroBitCount
            if position >= tokens.count { break }
            signature &+= blanking(position)
            rest &= rest &- 1
        }
        return signature
    }
}

/// Collects the tokens.
struct ListSink: TokenSink {
    let limit: Int
    var list: TokenList

    mutating func token(_ start: Int, _ end: Int, word: UInt64, delimiter: UInt64, isVariable: Bool) -> Bool {
        list.signature &+= WordHash.share(word, delimiter, list.tokens.count)
        list.tokens.append(
            Token(start: UInt32(start), end: UInt32(end), word: word, delimiter: delimiter, isVariable: isVariable))
        return list.tokens.count < limit
    }

    mutating func extend(to end: Int, isList: Bool) {
        list.tokens[list.tokens.count - 1].end = UInt32(end)
        if isList { list.tokens[list.tokens.count - 1].isList = true }
    }

    mutating func fold(from start: Int, to end: Int) {
        let last = list.tokens.count - 1
        list.seams.append(ValueSeam(token: UInt16(last), end: list.tokens[last].end, next: UInt32(start)))
        list.tokens[last].end = UInt32(end)
    }

    mutating func finish(delimiter: UInt64, end: Int) {
        list.signature &+= WordHash.share(0, delimiter, 1023 &+ list.tokens.count)
        list.end = end
    }
}
