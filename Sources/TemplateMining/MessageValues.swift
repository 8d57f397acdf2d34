import Bytes

/// A number in a message that measures something.
package struct MeasuredValue: Sendable, Hashable {
    /// The number of its token: the same when the template generalises.
    package var position: UInt16 = 0
    /// In seconds, bytes or percent where it has such a unit, else as it stands.
    package var value: Float = 0
    package var unit = Unit.none

    /// What a number is measured in; the raw value is stored.
    package enum Unit: UInt8, Sendable, Hashable {
        case none, seconds, bytes, percent
    }
}

/// A word in a message that stands where others could: an address, a user, a status.
package struct NamedWord: Sendable, Hashable {
    package var position: UInt16 = 0
    package var hash: UInt64 = 0
    package var text = ByteRange.none
    /// The word or key before it: `client`, `user`; empty where there is none.
    package var name = ByteRange.none
}

/// The first measures and words of one message. Plain data without storage of its own.
package struct MessageValues: Sendable {
    package static let limit = 4
    package private(set) var measureCount = 0
    package private(set) var measures = [4 of MeasuredValue](repeating: MeasuredValue())
    package private(set) var wordCount = 0
    package private(set) var words = [4 of NamedWord](repeating: NamedWord())

    /// Whether words are wanted beside measures.
    let takesWords: Bool

    package init(words: Bool = true) { takesWords = words }
    package var isEmpty: Bool { measureCount == 0 && wordCount == 0 }

    mutating func add(_ measure: MeasuredValue) {
        guard measureCount < Self.limit else { return }
        measures[measureCount] = measure
        measureCount += 1
    }
    mutating func add(_ word: NamedWord) {
        guard wordCount < Self.limit else { return }
        words[wordCount] = word
        wordCount += 1
    }
}

extension TemplateMiner {
    /// Reads what a message of the template `index` measures and names. O(bytes), no allocation; not for every message.
    ///
    /// A number counts only where a unit or the word before it says what it measures: identifiers, ports and sequence numbers look like
    /// numbers and measure nothing. Words count where the template has learned that they vary, addresses and statuses at once; without `words` none are read.
    package func values(of index: Int32, message: ByteRange, in bytes: RawSpan, words: Bool = true)
        -> MessageValues
    {
        let living = resolve(index)
        let mask = words && living >= 0 && Int(living) < bodies.count ? bodies[Int(living)].mask : 0
        var scanner = TokenScanner(sink: PlaceSink(mask: mask))
        scanner.scan(
            bytes, from: Int(message.start), to: Int(message.end), maximum: tokenizer.options.maximumBytes,
            tokenizer.classes.span)
        var values = MessageValues(words: words)
        for at in 0..<scanner.sink.count {
            let place = scanner.sink.places[at]
            MeasureReader.read(
                Int(place.start), Int(place.end), place.position, isOnSight: place.isOnSight, message, bytes,
                into: &values)
        }
        return values
    }
}

/// Collects where the first variables of a message stand, without storage.
private struct PlaceSink: TokenSink {
    struct Place {
        var start: UInt32 = 0
        var end: UInt32 = 0
        var position: UInt16 = 0
        var isOnSight = false
    }
    static let limit = 16
    let mask: UInt64
    var places = [16 of Place](repeating: Place())
    var count = 0
    private var position = 0

    init(mask: UInt64) { self.mask = mask }

    @inline(__always)
    mutating func token(_ start: Int, _ end: Int, word: UInt64, delimiter: UInt64, isVariable: Bool) -> Bool {
        if isVariable || position < 64 && mask >> UInt64(position) & 1 == 1 {
            places[count] = Place(
                start: UInt32(start), end: UInt32(end), position: UInt16(position), isOnSight: isVariable)
            count += 1
        }
        position += 1
        return count < Self.limit && position < 64
    }

    @inline(__always)
    mutating func extend(to end: Int, isList: Bool) {
        if count > 0 { places[count - 1].end = UInt32(end) }
    }
    @inline(__always) mutating func fold(from start: Int, to end: Int) { extend(to: end, isList: false) }
    @inline(__always) mutating func finish(delimiter: UInt64, end: Int) {}
}
