import Bytes
import Model

/// When the failures of an incident were said, also those that no detector speaks of any more: so that what breaks out after they had stopped
/// is not taken for their going on, and what comes and goes is told as such.
struct Pulse: Sendable, Equatable {
    /// A pause is at least so long, and at least so many times what is usual between two of them.
    private static let least: Micros = 40 * .second, times: Int64 = 4

    private var last: Micros = .unknown
    /// The time between those that no pause lies between, and how many they are.
    private var spent: Micros = 0
    private var gaps: Int64 = 0
    /// The latest pause, and how many there were.
    private var pausedFrom: Micros = .unknown
    private var pausedUntil: Micros = .unknown
    private(set) var pauses: Int64 = 0

    init() {}

    /// Takes note of the end of a bucket in which a failure was said; of earlier ones than the last nothing is noted. O(1).
    mutating func beat(at time: Micros) {
        defer { last = last == .unknown ? time : max(last, time) }
        guard last != .unknown, time > last else { return }
        if isPause(until: time) {
            (pausedFrom, pausedUntil) = (last, time)
            pauses += 1
        } else {
            spent += time - last
            gaps += 1
        }
    }

    /// Of what was said but twice no pause is known.
    private func isPause(until time: Micros) -> Bool {
        gaps >= 2 && time - last >= max(Self.least, Self.times * spent / gaps)
    }

    /// Whether what began at this moment did so when the failures had paused, be it that they are said again in the same bucket.
    func hadPaused(before onset: Micros) -> Bool {
        if last != .unknown, onset > last { return isPause(until: onset) }
        return pausedFrom != .unknown && pausedFrom < onset && onset <= pausedUntil
    }
}

extension Pulse {
    func write(to writer: inout SnapshotWriter) {
        for value in [last, spent, gaps, pausedFrom, pausedUntil, pauses] { writer.write(value) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        self.init()
        last = try reader.read()
        spent = try reader.read()
        gaps = try reader.read()
        pausedFrom = try reader.read()
        pausedUntil = try reader.read()
        pauses = try reader.read()
        guard spent >= 0, gaps >= 0, pauses >= 0 else { throw .invalid("a pulse") }
    }
}
