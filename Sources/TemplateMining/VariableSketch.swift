import Bytes

/// What one variable position of a template held, as far as sampled: about 500 bytes, whatever comes.
///
/// Distinct values by HyperLogLog (Flajolet et al. 2007; 64 registers, so 13 % standard error, linear counting below 160), the most
/// frequent values by Space-Saving (Metwally et al. 2005; 4 counters), numbers in a logarithmic histogram with four bins an octave
/// (the quantiles are within 13 %). Each sample counts for as many messages as it stands for.
struct VariableSketch: Sendable {
    /// Version of what is stored: since the second, values in a row are sketched one by one.
    static let version: UInt32 = 2
    static let registers = 64
    static let topCount = 4
    static let textBytes = 24
    static let bins = 64

    /// Values in a row of one token that are told apart; those behind are not sketched.
    static let mostValues = 8

    /// The number of its token, the same when the template generalises, and in the upper bits which of the token's values it is.
    let place: UInt16
    var position: Int { Int(place & 0x3FF) }
    /// From 0.
    var number: Int { Int(place >> 10) }
    /// By position, then by number.
    var order: Int { Self.order(position, number) }
    static func order(_ position: Int, _ number: Int) -> Int { position << 6 | number }
    private(set) var kind: VariableKind
    private(set) var samples: UInt32 = 0
    /// Messages that the samples stand for.
    private(set) var weight: Float = 0
    private(set) var ranks = [64 of UInt8](repeating: 0)
    private(set) var topHashes = [4 of UInt64](repeating: 0)
    private(set) var topWeights = [4 of Float](repeating: 0)
    private(set) var topTexts = [96 of UInt8](repeating: 0)
    private(set) var topLengths = [4 of UInt8](repeating: 0)
    /// Numbers among the samples: their weight, those at or below zero, and all others by size.
    private(set) var unit = ValueNumber.Unit.none
    private(set) var numbers: Float = 0
    private(set) var notPositive: Float = 0
    private(set) var centre: Int32 = 0
    private(set) var histogram = [64 of Float](repeating: 0)
    private(set) var minimum = Float.infinity
    private(set) var maximum = -Float.infinity

    init(position: Int, number: Int = 0, kind: VariableKind) {
        (place, self.kind) = (UInt16(position & 0x3FF | number << 10), kind)
    }

    /// Takes one value that stands for `weight` messages. O(bytes), no allocation.
    mutating func note(_ bytes: RawSpan, _ range: ByteRange, weight: Float) {
        let found = VariableKind(bytes, range)
        kind = samples == 0 ? found : kind.joined(found)
        samples &+= 1
        self.weight += weight
        let hash = StableHash.hash(bytes, range.range)
        count(hash)
        noteTop(hash, bytes, range, weight)
        if found.isNumeric, let number = ValueNumber(bytes, range) { note(number, weight) }
    }

    private mutating func count(_ hash: UInt64) {
        let register = Int(hash >> 58)
        ranks[register] = max(ranks[register], UInt8((hash << 6 | 32).leadingZeroBitCount + 1))
    }

    private mutating func noteTop(_ hash: UInt64, _ bytes: RawSpan, _ range: ByteRange, _ weight: Float) {
        var least = 0
        for at in 0..<Self.topCount {
            if topWeights[at] > 0, topHashes[at] == hash {
                topWeights[at] += weight
                return
            }
            if topWeights[at] < topWeights[least] { least = at }
        }
        topHashes[least] = hash
        topWeights[least] += weight
        let length = min(Self.textBytes, range.count)
        topLengths[least] = UInt8(length)
        for at in 0..<length { topTexts[least * Self.textBytes + at] = bytes.byte(Int(range.start) + at) }
    }

    private mutating func note(_ number: ValueNumber, _ weight: Float) {
        let value = number.value
        guard value.isFinite else { return }
        if numbers == 0 { (unit, centre) = (number.unit, value > 0 ? Self.quarter(value) : Self.quarter(1)) }
        // A plain number among sizes or durations has no unit to compare it by.
        guard number.unit == unit else { return }
        numbers += weight
        minimum = min(minimum, value)
        maximum = max(maximum, value)
        if value > 0 { histogram[bin(Self.quarter(value))] += weight } else { notPositive += weight }
    }

    /// Exponent and the first two bits of the fraction: four bins an octave.
    private static func quarter(_ value: Float) -> Int32 { Int32(truncatingIfNeeded: value.bitPattern >> 21) }
    private func bin(_ quarter: Int32) -> Int { Int(min(max(quarter - centre + 32, 0), 63)) }
    private func middle(_ bin: Int) -> Float {
        let quarter = max(0, min(Int32(bin) - 32 + centre, 0x3FB))
        return Float(bitPattern: UInt32(quarter) << 21 | 1 << 20)
    }

    /// Estimated number of distinct values among the samples.
    var distinct: Double {
        var sum = 0.0
        var empty = 0
        for register in 0..<Self.registers {
            sum += 1 / Double(UInt64(1) << UInt64(min(ranks[register], 62)))
            if ranks[register] == 0 { empty += 1 }
        }
        let size = Double(Self.registers)
        let raw = 0.709 * size * size / sum
        if raw <= 2.5 * size, empty > 0 { return min(size * Logarithm.natural(size / Double(empty)), Double(samples)) }
        return min(raw, Double(samples))
    }

    /// The value below which `share` of the numbers lie, within 13 %; nil where there are none.
    func quantile(_ share: Float) -> Float? {
        guard numbers > 0 else { return nil }
        var left = share * numbers - notPositive
        if left <= 0 { return min(minimum, 0) }
        for at in 0..<Self.bins {
            left -= histogram[at]
            if left <= 0 { return min(max(middle(at), minimum), maximum) }
        }
        return maximum
    }

    /// The most frequent values with the share of the messages that they have at most, in order.
    var top: [TopValue] {
        (0..<Self.topCount).filter { topWeights[$0] > 0 }
            .sorted { (topWeights[$1], topHashes[$0]) < (topWeights[$0], topHashes[$1]) }
            .map { at in
                let text = (0..<Int(topLengths[at])).map { topTexts[at * Self.textBytes + $0] }
                return TopValue(
                    text: String(decoding: text, as: UTF8.self), share: Double(topWeights[at] / max(weight, 1)))
            }
    }

    /// Adds what another template, which became one with this one, had there.
    mutating func join(_ other: VariableSketch) {
        if other.samples == 0 { return }
        kind = samples == 0 ? other.kind : kind.joined(other.kind)
        samples &+= other.samples
        weight += other.weight
        for register in 0..<Self.registers { ranks[register] = max(ranks[register], other.ranks[register]) }
        for at in 0..<Self.topCount where other.topWeights[at] > 0 { joinTop(other, at) }
        if numbers == 0 {
            (unit, centre) = (other.unit, other.centre)
        } else if other.unit != unit {
            return
        }
        numbers += other.numbers
        notPositive += other.notPositive
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        for at in 0..<Self.bins where other.histogram[at] > 0 {
            histogram[bin(Int32(at) - 32 + other.centre)] += other.histogram[at]
        }
    }

    private mutating func joinTop(_ other: VariableSketch, _ from: Int) {
        var least = 0
        for at in 0..<Self.topCount {
            if topWeights[at] > 0, topHashes[at] == other.topHashes[from] {
                topWeights[at] += other.topWeights[from]
                return
            }
            if topWeights[at] < topWeights[least] { least = at }
        }
        guard other.topWeights[from] > topWeights[least] else { return }
        topHashes[least] = other.topHashes[from]
        topWeights[least] = other.topWeights[from]
        topLengths[least] = other.topLengths[from]
        for at in 0..<Self.textBytes {
            topTexts[least * Self.textBytes + at] = other.topTexts[from * Self.textBytes + at]
        }
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(place)
        writer.write(kind.rawValue)
        writer.write(samples)
        writer.write(weight)
        for register in 0..<Self.registers { writer.write(ranks[register]) }
        for at in 0..<Self.topCount {
            writer.write(topHashes[at])
            writer.write(topWeights[at])
            writer.write((0..<Int(topLengths[at])).map { topTexts[at * Self.textBytes + $0] })
        }
        writer.write(unit.rawValue)
        for value in [numbers, notPositive, minimum, maximum] { writer.write(value) }
        writer.write(centre)
        // Most bins are empty.
        let used = (0..<Self.bins).filter { histogram[$0] > 0 }
        writer.write(used) { writer, bin in
            writer.write(UInt8(bin))
            writer.write(histogram[bin])
        }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        place = try reader.read()
        guard let kind = VariableKind(rawValue: try reader.read()) else { throw .invalid("a variable's kind") }
        self.kind = kind
        samples = try reader.read()
        weight = try reader.read()
        for register in 0..<Self.registers { ranks[register] = try reader.read() }
        for at in 0..<Self.topCount {
            topHashes[at] = try reader.read()
            topWeights[at] = try reader.read()
            let text: [UInt8] = try reader.read()
            guard text.count <= Self.textBytes else { throw .invalid("a frequent value") }
            topLengths[at] = UInt8(text.count)
            for (offset, byte) in text.enumerated() { topTexts[at * Self.textBytes + offset] = byte }
        }
        guard let unit = ValueNumber.Unit(rawValue: try reader.read()) else { throw .invalid("a variable's unit") }
        self.unit = unit
        numbers = try reader.read()
        notPositive = try reader.read()
        minimum = try reader.read()
        maximum = try reader.read()
        centre = try reader.read()
        guard (0...0x3FC).contains(centre) else { throw .invalid("a variable's histogram") }
        let used = try reader.readArray { (reader) throws(SnapshotError) in
            (bin: try reader.read(UInt8.self), weight: try reader.read(Float.self))
        }
        for entry in used {
            guard Int(entry.bin) < Self.bins else { throw .invalid("a variable's histogram") }
            histogram[Int(entry.bin)] = entry.weight
        }
    }
}

/// The natural logarithm without the C library, the same on every host.
enum Logarithm {
    /// By the series of the inverse hyperbolic tangent after taking out powers of two; error below 1e-9.
    static func natural(_ value: Double) -> Double {
        guard value > 0 else { return 0 }
        let x = (value.significand - 1) / (value.significand + 1)
        let square = x * x
        var term = x
        var sum = 0.0
        for odd in stride(from: 1.0, through: 19, by: 2) {
            sum += term / odd
            term *= square
        }
        return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
    }
}
