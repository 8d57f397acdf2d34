import Bytes

/// How usual one value of a variable is, by what was seen of it.
package struct ValueStanding: Sendable, Hashable {
    /// Where a number stands among those seen.
    package enum Range: String, Sendable, Hashable, CaseIterable {
        case belowMinimum = "below minimum"
        case belowMedian = "minimum to median"
        case belowP90 = "median to p90"
        case belowP99 = "p90 to p99"
        case belowMaximum = "p99 to maximum"
        case aboveMaximum = "above maximum"
    }
    /// The share of the template's messages that have this value, where it is among the most frequent ones.
    package var share: Double?
    /// Where it is a number of which many differ.
    package var range: Range?

    /// Values of which so many differ are told by their range, not one by one.
    private static let few = 16.0

    /// O(length of the value).
    package init(_ value: ByteRange, in bytes: RawSpan, _ summary: VariableSummary) {
        let end = min(Int(value.end), Int(value.start) + VariableSketch.textBytes)
        let text = bytes.text(Int(value.start)..<end)
        share = summary.frequent.first { $0.text == text }?.share
        guard let numbers = summary.numbers, let number = ValueNumber(bytes, value),
            summary.distinct > Self.few || share == nil
        else { return }
        let found = Double(number.value)
        range =
            found < numbers.minimum
            ? .belowMinimum
            : found <= numbers.median
                ? .belowMedian
                : found <= numbers.p90
                    ? .belowP90
                    : found <= numbers.p99 ? .belowP99 : found <= numbers.maximum ? .belowMaximum : .aboveMaximum
    }
}
