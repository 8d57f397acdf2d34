import Bytes
import Model

/// What is usual at a time of day: 48 half hours, each an average with the weight of its newest value bounded below, and how
/// far values have gone from it at that time.
struct SeriesDayProfile: Sendable {
    private var means: [48 of Float] = .init(repeating: 0)
    /// Largest distance from the mean in memory; sinks with each visit.
    private var reaches: [48 of Float] = .init(repeating: 0)
    private var visits: [48 of UInt8] = .init(repeating: 0)

    /// The half hour of `time`, 0...47.
    @inline(__always)
    static func slot(_ time: Micros) -> Int { floored(floored(time, 1_800_000_000).quotient, 48).remainder }

    /// What is usual in a slot; nil before it was seen `needed` times.
    @inline(__always)
    func usual(_ slot: Int, needed: UInt8) -> Float? { visits[slot] >= needed ? means[slot] : nil }

    /// Whether the value went as far from the usual before at about this time, half an hour earlier or later. A job that runs
    /// each night makes a spike each night.
    @inline(__always)
    func isWithinReach(_ value: Double, _ slot: Int) -> Bool {
        guard visits[slot] > 0 else { return false }
        let before = slot == 0 ? 47 : slot - 1
        let after = slot == 47 ? 0 : slot + 1
        let reach = max(reaches[slot], max(reaches[before], reaches[after]))
        return abs(value - Double(means[slot])) <= Double(reach)
    }

    @inline(__always)
    mutating func learn(_ value: Double, slot: Int, rate: Double, reachRate: Double) {
        if visits[slot] > 0 {
            reaches[slot] = max(Float(abs(value - Double(means[slot]))), reaches[slot] * Float(1 - reachRate))
        }
        if visits[slot] < .max { visits[slot] += 1 }
        means[slot] += Float(max(rate, 1 / Double(visits[slot])) * (value - Double(means[slot])))
    }

    func write(to writer: inout SnapshotWriter) {
        for slot in 0..<48 {
            writer.write(means[slot])
            writer.write(reaches[slot])
            writer.write(visits[slot])
        }
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        for slot in 0..<48 {
            means[slot] = try reader.readValue()
            reaches[slot] = try reader.readValue()
            visits[slot] = try reader.read()
            guard reaches[slot] >= 0 else { throw .invalid("a reach below zero") }
        }
    }
}

/// What is usual at an hour of the week: 168 of them, each learned when it ends, so that one week counts once.
struct SeriesWeekProfile: Sendable {
    private var means: [168 of Float] = .init(repeating: 0)
    /// Weeks in which each hour was seen, up to three: two bits an hour.
    private var packedVisits: [42 of UInt8] = .init(repeating: 0)
    /// The hour that is under way, counted since 1970, with the sum and number of their values.
    private var open: Int64 = .min
    private var sum: Double = 0, count: UInt32 = 0

    private static let length: Micros = 3_600_000_000

    @inline(__always)
    private static func slot(_ block: Int64) -> Int { floored(block, 168).remainder }

    @inline(__always)
    private func visits(_ slot: Int) -> UInt8 { packedVisits[slot / 4] >> UInt8(slot % 4 * 2) & 3 }

    /// What is usual at `time`; nil before its slot was seen in `needed` weeks, at most three.
    @inline(__always)
    func usual(_ time: Micros, needed: UInt8) -> Float? {
        let slot = Self.slot(floored(time, Self.length).quotient)
        return visits(slot) >= needed ? means[slot] : nil
    }

    @inline(__always)
    mutating func learn(_ value: Double, time: Micros, rate: Double) {
        let block = floored(time, Self.length).quotient
        if block != open {
            if count > 0 {
                let slot = Self.slot(open)
                if visits(slot) < 3 { packedVisits[slot / 4] += 1 << UInt8(slot % 4 * 2) }
                let speed = max(rate, 1 / Double(visits(slot)))
                means[slot] += Float(speed * (sum / Double(count) - Double(means[slot])))
            }
            (open, sum, count) = (block, 0, 0)
        }
        sum += value
        count = count &+ (count < .max ? 1 : 0)
    }

    func write(to writer: inout SnapshotWriter) {
        for slot in 0..<168 { writer.write(means[slot]) }
        for index in 0..<42 { writer.write(packedVisits[index]) }
        writer.write(open)
        writer.write(sum)
        writer.write(count)
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        for slot in 0..<168 { means[slot] = try reader.readValue() }
        for index in 0..<42 { packedVisits[index] = try reader.read() }
        open = try reader.read()
        sum = try reader.read(Double.self)
        guard sum.isFinite else { throw .invalid("a sum that is not finite") }
        count = try reader.read()
    }
}

/// Division that rounds towards minus infinity. Here and not `Model`'s generic one: inlined, so that the compiler makes a
/// multiplication of the constant divisor, several times a point.
@inline(__always)
private func floored(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int) {
    let quotient = value / divisor
    let remainder = value % divisor
    return remainder < 0 ? (quotient - 1, Int(remainder + divisor)) : (quotient, Int(remainder))
}
