import Bytes

/// Turns a message into its shape. Stateless: any worker may call it, in any order.
package struct Tokenizer: Sendable {
    /// The limits within which messages are told apart.
    package struct Options: Sendable, Hashable {
        /// Bytes of a message that are looked at; the rest counts as one variable. At most 65535.
        package var maximumBytes = 4096
        /// Tokens that are told apart; the rest counts as one variable. At most 1000.
        package var maximumTokens = 160
        package init() {}
    }

    let options: Options
    let classes: [256 of UInt8]

    package init(_ options: Options = Options()) {
        self.options = options
        classes = ByteClass.table()
    }

    /// The shape of one message. O(bytes), no allocation.
    package func shape(of message: ByteRange, in bytes: RawSpan) -> LineShape {
        precondition(Int(message.end) <= bytes.byteCount)
        var scanner = TokenScanner(sink: ShapeSink(limit: options.maximumTokens))
        scanner.scan(bytes, from: Int(message.start), to: Int(message.end), maximum: options.maximumBytes, classes.span)
        return scanner.sink.shape
    }

    /// The tokens of one message, for the slow path.
    func tokens(of message: ByteRange, in bytes: RawSpan, into list: inout TokenList) {
        precondition(Int(message.end) <= bytes.byteCount)
        list.removeAll()
        var scanner = TokenScanner(sink: ListSink(limit: options.maximumTokens, list: list))
        list = TokenList(empty: ())  // so that the scanner holds the only reference and appends in place
        scanner.scan(bytes, from: Int(message.start), to: Int(message.end), maximum: options.maximumBytes, classes.span)
        list = scanner.sink.list
    }
}

extension Tokenizer {
    /// The ranges of the variables: those on sight and those at the positions of `mask`.
    func variables(
        of message: ByteRange, in bytes: RawSpan, mask: UInt64, fixed: UInt64, into ranges: inout [ByteRange]
    ) {
        precondition(Int(message.end) <= bytes.byteCount)
        var sink = RangeSink(limit: options.maximumTokens, mask: mask, fixed: fixed)
        swap(&sink.ranges, &ranges)
        var scanner = TokenScanner(sink: sink)
        sink.ranges = []  // so that the scanner holds the only reference
        scanner.scan(
            bytes, from: Int(message.start), to: Int(message.end), maximum: options.maximumBytes, classes.span)
        swap(&scanner.sink.ranges, &ranges)
    }
}

/// Collects the ranges of variables.
struct RangeSink: TokenSink {
    let limit: Int
    let mask: UInt64
    let fixed: UInt64
    var ranges: [ByteRange] = []
    var count = 0
    /// The last token is among the ranges.
    private var takes = false

    init(limit: Int, mask: UInt64, fixed: UInt64) { (self.limit, self.mask, self.fixed) = (limit, mask, fixed) }

    mutating func token(_ start: Int, _ end: Int, word: UInt64, delimiter: UInt64, isVariable: Bool) -> Bool {
        let bit: UInt64 = count < 64 ? 1 << UInt64(count) : 0
        takes = (isVariable || mask & bit != 0) && fixed & bit == 0
        if takes { ranges.append(ByteRange(start, end)) }
        count += 1
        return count < limit
    }

    mutating func extend(to end: Int, isList: Bool) { if takes { ranges[ranges.count - 1].end = UInt32(end) } }
    mutating func fold(from start: Int, to end: Int) { extend(to: end, isList: false) }
    mutating func finish(delimiter: UInt64, end: Int) {}
}

/// Adds up the signature.
struct ShapeSink: TokenSink {
    let limit: Int
    var shape = LineShape()
    var count = 0

    init(limit: Int) { self.limit = limit }

    @inline(__always)
    mutating func token(_ start: Int, _ end: Int, word: UInt64, delimiter: UInt64, isVariable: Bool) -> Bool {
        shape.signature &+= WordHash.share(word, delimiter, count)
        count &+= 1
        shape.count &+= 1
        if isVariable {
            shape.variables &+= 1
        } else if shape.firstConstant == 0 {
            shape.firstConstant = UInt32(truncatingIfNeeded: word) | 1
        }
        return count < limit
    }

    @inline(__always) mutating func extend(to end: Int, isList: Bool) {}
    @inline(__always) mutating func fold(from start: Int, to end: Int) {}

    @inline(__always) mutating func finish(delimiter: UInt64, end: Int) {
        shape.signature &+= WordHash.share(0, delimiter, 1023 &+ count)
    }
}
