import Bytes
import Model

extension SeriesDetector {
    /// Version of the snapshot's layout.
    package static let snapshotVersion: UInt32 = 3

    /// The learned state as bytes: equal states give equal bytes. The options are not in it.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.snapshotVersion)
        state.write(to: &writer)
        return writer.bytes
    }

    /// Restores a detector. It goes on exactly as the one that was written would have; only the evidence of the last point is
    /// not kept.
    ///
    /// - Throws: `SnapshotError` when the bytes are cut short, of another version or hold what cannot be.
    package init(snapshot: [UInt8], options: SharedSeriesOptions = .standard) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.snapshotVersion)
        self.options = options
        state = try State(from: &reader)
        guard reader.isAtEnd else { throw .invalid("\(snapshot.count - reader.offset) bytes too many") }
        speeds = Speeds(options.value, spacing: state.count == 0 ? options.value.unit : state.spacing)
    }
}

extension SeriesDetector.State {
    /// The averages and other single numbers, in the order of the snapshot.
    private static var numbers: [WritableKeyPath<Self, Double>] {
        [
            \.previous, \.levelLong, \.smooth, \.momentSmooth, \.center, \.spreadShort,
            \.spreadLong, \.stepShort, \.stepLong, \.highest, \.lowest, \.alarm.alarmSurprise,
            \.spacing,
        ]
    }

    func write(to writer: inout SnapshotWriter) {
        writer.write(count)
        writer.write(time)
        writer.write(alarm.sinceAlarm)
        writer.write(alarm.alarms)
        writer.write(repeats)
        writer.write(momentReady)
        writer.write(origin)
        for number in Self.numbers { writer.write(self[keyPath: number]) }
        day.write(to: &writer)
        week.write(to: &writer)
        window.write(to: &writer)
        for index in 0..<14 { tails[index].write(to: &writer) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        self.init()
        count = try reader.read()
        time = try reader.read()
        alarm.sinceAlarm = try reader.read()
        alarm.alarms = try reader.read()
        repeats = try reader.read()
        guard alarm.alarms <= count, repeats <= count else { throw .invalid("more alarms than points") }
        momentReady = try reader.read(Bool.self)
        origin = try reader.read(Double.self)
        guard origin.isFinite else { throw .invalid("an origin that is not finite") }
        for number in Self.numbers { self[keyPath: number] = try reader.readDoubleValue() }
        guard count == 0 || spacing > 0 else { throw .invalid("a spacing of \(spacing) s") }
        for spread in [
            spreadShort, spreadLong, stepShort, stepLong, alarm.alarmSurprise, highest - lowest,
        ] {
            guard spread >= 0 else { throw .invalid("a spread below zero") }
        }
        day = try SeriesDayProfile(from: &reader)
        week = try SeriesWeekProfile(from: &reader)
        window = try SeriesWindow(from: &reader)
        for index in 0..<14 { tails[index] = try SeriesTail(from: &reader) }
    }
}
