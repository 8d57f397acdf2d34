import Model

/// Counts of one series over time: 64 windows whose width doubles whenever the series outgrows them.
///
/// Windows are aligned to the epoch (2^20 µs times a power of two), so two series of any width can be brought to a common one
/// without loss, whatever order their records came in. 256 bytes a series and O(1) a record; the array that holds them is flat.
struct WindowCounts: Sendable {
    static let windows = 64
    /// 2^20 µs, about a second: the narrowest window.
    static let baseShift: Int64 = 20

    struct Head: Sendable {
        /// Windows are 2^level times the narrowest.
        var level: Int64 = 0
        /// Number of the first window held, at this level; meaningless while `total` is 0.
        var start: Int64 = 0
        var total: UInt64 = 0
        var first: Micros = .max
        var last: Micros = .min
        /// The gravest severity, 255 for none.
        var severity: UInt8 = 255
    }
    private(set) var heads: [Head] = []
    private var counts: [UInt32] = []

    var count: Int { heads.count }

    mutating func add() -> Int32 {
        heads.append(Head())
        counts.append(contentsOf: repeatElement(0, count: Self.windows))
        return Int32(heads.count - 1)
    }

    /// Counts one record.
    @inline(__always)
    mutating func note(_ slot: Int32, severity: UInt8, time: Micros) {
        let at = Int(slot)
        let offset = (time >> (Self.baseShift + heads[at].level)) - heads[at].start
        if heads[at].total > 0, offset >= 0, offset < Int64(Self.windows) {
            counts[at * Self.windows + Int(offset)] &+= 1
        } else {
            place(at, time: time, times: 1)
        }
        heads[at].total += 1
        if time < heads[at].first { heads[at].first = time }
        if time > heads[at].last { heads[at].last = time }
        if severity < heads[at].severity { heads[at].severity = severity }
    }

    /// Widens or moves the windows until they hold `time`, and counts there.
    @inline(never)
    private mutating func place(_ at: Int, time: Micros, times: UInt32) {
        let base = at * Self.windows
        if heads[at].total == 0 { heads[at].start = time >> (Self.baseShift + heads[at].level) }
        while true {
            let window = time >> (Self.baseShift + heads[at].level)
            let start = heads[at].start
            if window >= start, window - start < Int64(Self.windows) {
                counts[base + Int(window - start)] &+= times
                return
            }
            if window < start {
                // Room at the other end?
                var used = Self.windows - 1
                while used > 0, counts[base + used] == 0 { used -= 1 }
                let shift = Int(min(start - window, Int64(Self.windows)))
                if used + shift < Self.windows {
                    for index in stride(from: used, through: 0, by: -1) {
                        counts[base + index + shift] = counts[base + index]
                        counts[base + index] = 0
                    }
                    heads[at].start = window
                    continue
                }
            }
            widen(at)
        }
    }

    private mutating func widen(_ at: Int) {
        let base = at * Self.windows
        let start = heads[at].start >> 1
        let odd = Int(heads[at].start & 1)
        var folded = [UInt32](repeating: 0, count: Self.windows)
        for index in 0..<Self.windows { folded[(index + odd) >> 1] &+= counts[base + index] }
        for index in 0..<Self.windows { counts[base + index] = folded[index] }
        heads[at].level += 1
        heads[at].start = start
    }

    /// Adds all of one series to another of this table. For templates that became one.
    mutating func join(_ from: Int32, into to: Int32) {
        let a = Int(to)
        let b = Int(from)
        guard heads[b].total > 0, a != b else { return }
        while heads[a].level < heads[b].level { widenOrRaise(a) }
        while heads[b].level < heads[a].level { widenOrRaise(b) }
        for index in 0..<Self.windows {
            let times = counts[b * Self.windows + index]
            guard times > 0 else { continue }
            // The level of `a` may rise in between; a time names the window at any level.
            let time = (heads[b].start + Int64(index)) << (Self.baseShift + heads[b].level)
            place(a, time: time, times: times)
            heads[a].total += UInt64(times)
        }
        heads[a].first = min(heads[a].first, heads[b].first)
        heads[a].last = max(heads[a].last, heads[b].last)
        heads[a].severity = min(heads[a].severity, heads[b].severity)
        heads[b] = Head()
        for index in 0..<Self.windows { counts[b * Self.windows + index] = 0 }
    }

    private mutating func widenOrRaise(_ at: Int) {
        if heads[at].total > 0 { widen(at) } else { heads[at].level += 1 }
    }

    /// The counts by window at a level, which is that of the series or wider: (number of the window, count), ascending.
    func windows(_ slot: Int32, level: Int64) -> [(window: Int64, count: Double)] {
        let head = heads[Int(slot)]
        guard head.total > 0 else { return [] }
        let shift = max(0, level - head.level)
        var result: [(window: Int64, count: Double)] = []
        for index in 0..<Self.windows {
            let count = counts[Int(slot) * Self.windows + index]
            guard count > 0 else { continue }
            let window = (head.start + Int64(index)) >> shift
            if let last = result.last, last.window == window {
                result[result.count - 1].count += Double(count)
            } else {
                result.append((window, Double(count)))
            }
        }
        return result
    }
}
