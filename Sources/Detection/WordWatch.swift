import Bytes

#if canImport(Glibc)
    import Glibc
#endif

/// What a series of words shows in one bucket.
struct WordVerdict: Sendable, Hashable {
    var score: Float = 0
    /// The word's share of the last three minutes, and the largest share that any word usually has, 0...1.
    var share: Float = 0, usual: Float = 0
    var slot = 0
}

/// The words in one variable position: which are frequent, and whether one of them takes over. About 400 bytes.
///
/// Space-Saving (Metwally, Agrawal, El Abbadi 2005) over sums decayed in three minutes: a word with more than a sixth of a window is
/// always among the six, its count too high by at most the smallest of them. A word stands out when it has far more of the window
/// than any word usually had (binomial Chernoff bound, calibrated by the learned tail of this position). Where one word is at home, as
/// 200 among statuses, the others are compared with what the others usually had.
struct WordSeries: Sendable {
    static let slots = 6
    static let textBytes = 24, nameBytes = 16
    /// The position of the address that a request came from: it stands in the header, not in the message.
    static let client = UInt16.max
    private static let keep: Float = 1 - 1 / 18

    let key: UInt64
    let position: UInt16
    private(set) var name = [16 of UInt8](repeating: 0)
    private(set) var nameLength: UInt8 = 0
    private(set) var hashes = [6 of UInt64](repeating: 0)
    private(set) var counts = [6 of Float](repeating: 0)
    private(set) var texts = [144 of UInt8](repeating: 0)
    private(set) var lengths = [6 of UInt8](repeating: 0)
    private(set) var total: Float = 0
    private(set) var openCount: UInt32 = 0
    /// The largest share that a word usually has: rises to the peaks of stretches of three minutes, forgets within a day of buckets.
    private(set) var usual: Float = 0
    /// Largest share in the stretch of three minutes under way and in the one before, and buckets of the former.
    private(set) var recent: (now: Float, before: Float) = (0, 0)
    private(set) var recentBuckets: UInt8 = 0
    /// The word that usually has most, and its usual share.
    private(set) var home: UInt64 = 0
    private(set) var homeShare: Float = 0
    private(set) var tail = CountTail()
    private(set) var excursion = Excursion()
    private(set) var buckets: Int32 = 0
    private(set) var touched: Int32 = .min

    init(key: UInt64, position: UInt16, name range: ByteRange, in bytes: RawSpan) {
        (self.key, self.position) = (key, position)
        nameLength = UInt8(min(Self.nameBytes, range.count))
        for at in 0..<Int(nameLength) { name[at] = bytes.byte(Int(range.start) + at) }
    }

    /// Lets what was counted fade to the end of an earlier bucket, before the first word of a later one: else the words of an hour ago
    /// would stand beside today's first one as if they had just been said.
    mutating func age(to bucket: Int32) {
        guard touched != .min, bucket > touched else { return }
        fade(over: Float(bucket - touched))
        touched = bucket
    }

    private mutating func fade(over passed: Float) {
        let kept = powf(Self.keep, passed)
        for at in 0..<Self.slots { counts[at] = counts[at] * kept < 0.01 ? 0 : counts[at] * kept }
        total *= kept
    }

    mutating func note(_ hash: UInt64, _ text: ByteRange, _ bytes: RawSpan) {
        total += 1
        openCount &+= 1
        var least = 0
        for at in 0..<Self.slots {
            if counts[at] > 0, hashes[at] == hash {
                counts[at] += 1
                return
            }
            if counts[at] < counts[least] { least = at }
        }
        hashes[least] = hash
        counts[least] += 1
        let length = min(Self.textBytes, text.count)
        lengths[least] = UInt8(length)
        for at in 0..<length { texts[least * Self.textBytes + at] = bytes.byte(Int(text.start) + at) }
    }

    /// Judges the window that ends with the open bucket, then learns it.
    mutating func close(bucket: Int32) -> WordVerdict {
        var verdict = WordVerdict()
        let isAtHome = homeShare >= 0.5
        var top = -1
        var most = -1
        for at in 0..<Self.slots where counts[at] > 0 {
            if most < 0 || counts[at] > counts[most] { most = at }
            if isAtHome, hashes[at] == home { continue }
            if top < 0 || counts[at] > counts[top] { top = at }
        }
        let share = top < 0 ? 0 : min(1, counts[top] / max(total, 1))
        if total >= 40 {
            let expected = min(max(usual, 0.02), 0.98)
            var z: Float = 0
            if share > expected {
                let rest = share < 1 ? (1 - share) * logf((1 - share) / (1 - expected)) : 0
                // Samples of one bucket come from one moment: they count as a fourth, and no more than the window has buckets.
                z = log1pf(min(total / 4, 24) * (share * logf(share / expected) + rest) * 0.4342945)
            }
            if buckets >= 60, share >= 0.5, share >= 1.5 * expected + 0.1 {
                verdict = WordVerdict(score: tail.surprise(z), share: share, usual: usual, slot: top)
            }
            if buckets >= 30 { excursion.learn(z, into: &tail, weight: Float(buckets)) }
            learnUsual(share)
            if !excursion.isUnderWay { learnHome(most) }
            // Only what was judged was learned from: a stream that is slow at night knows nothing yet when the day begins.
            buckets = min(buckets + 1, 1_000_000)
        }
        fade(over: touched == .min ? 1 : Float(max(1, bucket - touched)))
        openCount = 0
        touched = bucket
        return verdict
    }

    /// Learns what share is usual three minutes late: a word that takes over needs that long to fill the window, and what is usual must not
    /// climb along with it.
    private mutating func learnUsual(_ share: Float) {
        if buckets < 60 {
            usual += (share - usual) * (share > usual ? (buckets < 30 ? 0.5 : 0.05) : 1 / 8640)
            return
        }
        if excursion.isUnderWay {
            (recent, recentBuckets) = ((0, 0), 0)
            return
        }
        recent.now = max(recent.now, share)
        recentBuckets += 1
        guard recentBuckets >= Self.stretch else { return }
        if recent.before > 0 {
            usual += (recent.before - usual) * (recent.before > usual ? 0.6 : Float(Self.stretch) / 8640)
        }
        (recent, recentBuckets) = ((0, recent.now), 0)
    }

    /// Buckets of one window.
    private static let stretch: UInt8 = 18

    private mutating func learnHome(_ most: Int) {
        guard most >= 0 else { return }
        if home == 0 || homeShare < 0.3, hashes[most] != home { (home, homeShare) = (hashes[most], 0) }
        var now: Float = 0
        for at in 0..<Self.slots where hashes[at] == home { now = counts[at] / max(total, 1) }
        let known = homeShare >= 0.5
        homeShare += (min(now, 1) - homeShare) * (buckets < 30 ? 0.5 : 1 / 720)
        // Who was compared with all words is from here on compared with the others, or the other way round.
        guard known != (homeShare >= 0.5) else { return }
        usual = known ? homeShare : 0
        for at in 0..<Self.slots where !known && hashes[at] != home { usual = max(usual, counts[at] / max(total, 1)) }
    }

    func text(_ slot: Int) -> String {
        String(decoding: (0..<Int(lengths[slot])).map { texts[slot * Self.textBytes + $0] }, as: UTF8.self)
    }
    var nameText: String {
        position == Self.client ? "client" : String(decoding: (0..<Int(nameLength)).map { name[$0] }, as: UTF8.self)
    }
}

extension WordSeries: BoundedSeries {
    var hash: UInt64 { StableHash.combine(key, UInt64(position)) }
    static func score(of verdict: WordVerdict) -> Float { verdict.score }
}

/// Words in variable positions of messages.
struct WordWatch: Sendable {
    private var table: BoundedTable<WordSeries>
    /// The open bucket, for the age of what may be replaced.
    private var bucket: Int32 = 0

    init(limit: Int) { table = BoundedTable(limit: limit) }
    var count: Int { table.count }
    var dropped: UInt64 { table.dropped }

    mutating func note(
        _ hash: UInt64, text: ByteRange, name: ByteRange, in bytes: RawSpan, key: UInt64, position: UInt16
    ) {
        let bucket = bucket
        table.note(StableHash.combine(key, UInt64(position)), bucket: bucket) {
            WordSeries(key: key, position: position, name: name, in: bytes)
        } _: { one, isFirst in
            if isFirst { one.age(to: bucket) }
            one.note(hash, text, bytes)
        }
    }

    mutating func close(bucket: Int32, _ body: (WordSeries, WordVerdict) -> Void) {
        self.bucket = bucket
        table.close(bucket: bucket, floor: 0, body)
    }

    func write(_ writer: inout SnapshotWriter) {
        writer.write(bucket)
        table.write(&writer)
    }

    init(_ reader: inout SnapshotReader, limit: Int) throws(SnapshotError) {
        bucket = try reader.read()
        table = try BoundedTable(&reader, limit: limit)
    }
}

extension WordSeries {
    func write(_ writer: inout SnapshotWriter) {
        writer.write(key)
        writer.write(position)
        writer.write(nameText)
        for at in 0..<Self.slots {
            writer.write(hashes[at])
            writer.write(counts[at])
            writer.write((0..<Int(lengths[at])).map { texts[at * Self.textBytes + $0] })
        }
        writer.write(home)
        for part in [homeShare, total, usual, tail.level, tail.excess] { writer.write(part) }
        writer.write(excursion.peak)
        writer.write(excursion.buckets)
        writer.write(openCount)
        writer.write(buckets)
        writer.write(touched)
        writer.write(recent.now)
        writer.write(recent.before)
        writer.write(recentBuckets)
    }

    init(_ reader: inout SnapshotReader) throws(SnapshotError) {
        key = try reader.read()
        position = try reader.read()
        let named: String = try reader.read()
        nameLength = UInt8(min(Self.nameBytes, named.utf8.count))
        for (at, byte) in named.utf8.prefix(Self.nameBytes).enumerated() { name[at] = byte }
        for at in 0..<Self.slots {
            hashes[at] = try reader.read()
            counts[at] = try reader.readFloat()
            let text: [UInt8] = try reader.read()
            guard text.count <= Self.textBytes else { throw .invalid("a frequent word") }
            lengths[at] = UInt8(text.count)
            for (offset, byte) in text.enumerated() { texts[at * Self.textBytes + offset] = byte }
        }
        home = try reader.read()
        homeShare = try reader.readFloat()
        total = try reader.readFloat()
        usual = try reader.readFloat()
        tail = CountTail(level: try reader.readFloat(), excess: try reader.readFloat())
        excursion = Excursion(peak: try reader.readFloat(), buckets: try reader.read())
        openCount = try reader.read()
        buckets = try reader.read()
        touched = try reader.read()
        recent = (try reader.readFloat(), try reader.readFloat())
        recentBuckets = min(try reader.read(), Self.stretch)
    }
}
