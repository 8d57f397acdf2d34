import Bytes
import Model

/// What is usual at a time of day: 48 half hours, each an average with the weight of its newest value bounded below.
struct SeriesDayProfile: Sendable {
    private var means: [48 of Float] = .init(repeating: 0)
    private var visits: [48 of UInt8] = .init(repeating: 0)

    /// The half hour of `time`, 0...47.
    static func slot(_ time: Micros) -> Int {
        Int(time.quotientAndRemainderFloored(dividingBy: .day).remainder / (30 * .minute))
    }

    /// What is usual in a slot; nil before it was seen `needed` times.
    @inline(__always)
    func usual(_ slot: Int, needed: UInt8) -> Float? { visits[slot] >= needed ? means[slot] : nil }

    @inline(__always)
    mutating func learn(_ value: Double, slot: Int, rate: Double) {
        if visits[slot] < .max { visits[slot] += 1 }
        means[slot] += Float(max(rate, 1 / Double(visits[slot])) * (value - Double(means[slot])))
    }

    func write(to writer: inout SnapshotWriter) {
        for slot in 0..<48 { writer.write(means[slot]); writer.write(visits[slot]) }
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        for slot in 0..<48 {
            means[slot] = try reader.readValue()
            visits[slot] = try reader.read()
        }
    }
}

/// What is usual at an hour of the week: 168 of them, each learned when it ends, so that one week counts once.
struct SeriesWeekProfile: Sendable {
    private var means: [168 of Float] = .init(repeating: 0)
    private var visits: [168 of UInt8] = .init(repeating: 0)
    /// The hour that is under way, counted since 1970, with the sum and number of their values.
    private var open: Int64 = .min
    private var sum: Double = 0, count: UInt32 = 0

    private static let length: Micros = .hour

    private static func slot(_ block: Int64) -> Int { Int(block.quotientAndRemainderFloored(dividingBy: 168).remainder) }

    /// What is usual at `time`; nil before its slot was seen in `needed` weeks.
    @inline(__always)
    func usual(_ time: Micros, needed: UInt8) -> Float? {
        let slot = Self.slot(time.quotientAndRemainderFloored(dividingBy: Self.length).quotient)
        return visits[slot] >= needed ? means[slot] : nil
    }

    @inline(__always)
    mutating func learn(_ value: Double, time: Micros, rate: Double) {
        let block = time.quotientAndRemainderFloored(dividingBy: Self.length).quotient
        if block != open {
            if count > 0 {
                let slot = Self.slot(open)
                if visits[slot] < .max { visits[slot] += 1 }
                let speed = max(rate, 1 / Double(visits[slot]))
                means[slot] += Float(speed * (sum / Double(count) - Double(means[slot])))
            }
            (open, sum, count) = (block, 0, 0)
        }
        sum += value
        count = count &+ (count < .max ? 1 : 0)
    }

    func write(to writer: inout SnapshotWriter) {
        for slot in 0..<168 { writer.write(means[slot]); writer.write(visits[slot]) }
        writer.write(open); writer.write(sum); writer.write(count)
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        for slot in 0..<168 {
            means[slot] = try reader.readValue()
            visits[slot] = try reader.read()
        }
        open = try reader.read()
        sum = try reader.read(Double.self)
        guard sum.isFinite else { throw .invalid("a sum that is not finite") }
        count = try reader.read()
    }
}
