import Bytes
import Lexicon
import Model

extension DetectorBank {
    static let version: UInt32 = 7

    /// Everything but the tables of series and profiles and the watches of values, words and flows.
    func headSnapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(closed)
        writer.write(inputBuckets)
        writer.write(firstTime)
        writer.write(counted.records)
        writer.write(counted.evicted)
        writer.write(counted.signals)
        writer.write(Int64(evictionHand))
        writer.write(health.evicted)
        writer.write(health.news)
        writer.write(health.stream)
        writer.write(health.hour)
        writer.write(health.said)
        writer.write(trouble)
        writer.write(lateComers)
        writer.write(changes) { writer, change in
            writer.write(change.stream)
            writer.write(change.template)
            writer.write(change.onset)
            writer.write(change.severity)
            writer.write(change.at)
        }
        writer.write(wordings.indices) { writer, index in
            writer.write(wordings[index].raw)
            writer.write(suppressions[index])
        }
        writer.write(Int64(series.count))
        writer.write(Int64(profiles.count))
        writer.write(freeSeries) { writer, index in writer.write(index) }
        writer.write(touched) { writer, index in writer.write(index) }
        writer.write(streams) { writer, stream in writer.write(stream) }
        writer.write(templateHeads) { writer, head in writer.write(head) }
        writer.write(profiles.free) { writer, index in writer.write(index) }
        writer.write(looks.asked)
        writer.write(looks.before)
        writer.write(looks.shift)
        return Self.sealed(writer.bytes)
    }

    /// Takes `headSnapshot` in; how many series and profiles belong to it.
    mutating func restoreHead(_ head: [UInt8]) throws(SnapshotError) -> (series: Int, profiles: Int) {
        var reader = try Self.opened(head, version: Self.version)
        closed = try reader.read()
        inputBuckets = try reader.read()
        firstTime = try reader.read()
        let records: UInt64 = try reader.read()
        let evicted: UInt64 = try reader.read()
        restore(records: records, evicted: evicted, signals: try reader.read())
        evictionHand = Int(try reader.read(Int64.self))
        health.evicted = try reader.read()
        health.news = try reader.read()
        health.stream = try reader.read()
        health.hour = try reader.read()
        health.said = try reader.read()
        trouble = try reader.read()
        lateComers = try reader.readNews()
        changes = try reader.readArray { (reader) throws(SnapshotError) in
            StateChange(
                stream: try reader.read(), template: try reader.read(), onset: try reader.read(),
                severity: try reader.read(),
                at: try reader.read())
        }
        let templates = try reader.readArray { (reader) throws(SnapshotError) in
            (try reader.read(UInt8.self), try reader.read(UInt8.self))
        }
        wordings = templates.map { Wording(raw: $0.0) }
        suppressions = templates.map(\.1)
        let counts = (
            series: Int(clamping: try reader.read(Int64.self)), profiles: Int(clamping: try reader.read(Int64.self))
        )
        freeSeries = try reader.readIndices()
        touched = try reader.readIndices()
        streams = try reader.readArray { (reader) throws(SnapshotError) in try reader.readStream() }
        templateHeads = try reader.readIndices()
        profiles = HourlyProfiles(free: try reader.readIndices())
        looks = LookBudget(asked: try reader.read(), before: try reader.read(), shift: try reader.read())
        return counts
    }

    /// Every index of a snapshot must lie in its table: damaged bytes are refused here, not trapped on later.
    func check() throws(SnapshotError) {
        let size = series.count
        func isIndex(_ value: Int32, orNone: Bool) -> Bool { value >= (orNone ? -1 : 0) && Int(value) < size }
        guard templateHeads.count == wordings.count, profiles.means.count == profiles.visits.count,
            profiles.means.count % HourlyProfiles.bins == 0, evictionHand >= 0,
            freeSeries.allSatisfy({ isIndex($0, orNone: false) }), touched.allSatisfy({ isIndex($0, orNone: false) }),
            changes.allSatisfy({ $0.stream >= 0 && Int($0.stream) < streams.count }),
            templateHeads.allSatisfy({ isIndex($0, orNone: true) }),
            streams.allSatisfy({ isIndex($0.own, orNone: true) && isIndex($0.head, orNone: true) })
        else { throw .invalid("an index outside its table") }
        let pool = profiles.visits.count / HourlyProfiles.bins
        guard profiles.free.allSatisfy({ $0 >= 0 && Int($0) < pool }) else {
            throw .invalid("a profile outside the pool")
        }
        for index in series.indices where !series[index].isFree {
            let one = series[index]
            guard isIndex(one.nextOfStream, orNone: true), isIndex(one.nextOfTemplate, orNone: true),
                one.model.profile >= -1, Int(one.model.profile) < pool, open[index].stream >= 0,
                Int(open[index].stream) < streams.count, Int(open[index].template) < templateHeads.count,
                one.nextOfStream != Int32(index), one.nextOfTemplate != Int32(index)
            else { throw .invalid("series \(index) points outside") }
        }
    }
}

extension SnapshotWriter {
    mutating func write(_ value: NewsRate) {
        write(value.bad)
        write(value.benign)
        write(value.lastBad)
        write(value.lastBenign)
    }

    mutating func write(_ value: StreamState) {
        write(value.first)
        write(value.last)
        write(value.born)
        write(value.own)
        write(value.head)
        write(value.count)
        write(value.bad)
        write(value.severity)
        write(value.news)
        for part in value.mix.parts { write(part) }
        write(value.mix.bucket)
        write(value.mix.since)
        write(value.mass.usual)
        write(value.mass.peak)
        write(value.mass.last)
        write(value.mass.template)
    }
}

extension SnapshotReader {
    mutating func readIndices() throws(SnapshotError) -> [Int32] {
        try readArray { (reader) throws(SnapshotError) in try reader.read(Int32.self) }
    }

    mutating func readOpenCount() throws(SnapshotError) -> OpenCount {
        var value = OpenCount(key: try read())
        value.first = try read()
        value.last = try read()
        value.count = try read()
        value.errors = try read()
        value.severity = try read()
        value.blanks = try read()
        return value
    }

    mutating func readFloat() throws(SnapshotError) -> Float {
        let value: Float = try read()
        guard value.isFinite else { throw .invalid("a number that is none, at byte \(offset - 4)") }
        return value
    }

    mutating func readSeries() throws(SnapshotError) -> Series {
        var value = Series(born: 0, touched: 0, model: CountModel(bucket: 0, hour: 0, knownBuckets: 0))
        value.isFree = try read()
        value.nextOfStream = try read()
        value.nextOfTemplate = try read()
        value.born = try read()
        value.touched = try read()
        value.due = try read()
        value.last = try read()
        value.rise = try read()
        value.fall = try read()
        value.severity = try read()
        let raw: UInt8 = try read()
        guard let fault = FaultClass(rawValue: raw) else { throw .invalid("fault class \(raw)") }
        value.fault = fault
        value.isNew = try read()
        value.gaps = GapModel(
            count: try readFloat(), level: try readFloat(), excess: try readFloat(), mean: try readFloat(),
            deviation: try readFloat())
        let bucket: Int32 = try read()
        let profile: Int32 = try read()
        let hour: Int32 = try read()
        var parts: [Float] = []
        for _ in 0..<CountModel.partCount { parts.append(try readFloat()) }
        value.model = CountModel(bucket: bucket, profile: profile, hour: hour, parts: parts)
        return value
    }

    mutating func readNews() throws(SnapshotError) -> NewsRate {
        NewsRate(bad: try readFloat(), benign: try readFloat(), lastBad: try read(), lastBenign: try read())
    }

    mutating func readStream() throws(SnapshotError) -> StreamState {
        var value = StreamState()
        value.first = try read()
        value.last = try read()
        value.born = try read()
        value.own = try read()
        value.head = try read()
        value.count = try read()
        value.bad = try read()
        value.severity = try read()
        value.news = try readNews()
        var parts: [Float] = []
        for _ in 0..<SeverityMix.partCount { parts.append(try readFloat()) }
        value.mix = SeverityMix(parts: parts, bucket: try read(), since: try read())
        value.mass = NewsMass(usual: try readFloat(), peak: try readFloat(), last: try read(), template: try read())
        return value
    }
}
