import Bytes
import Model

/// A series that lives in a `BoundedTable`: judged at the end of each bucket in which something was noted in it.
protocol BoundedSeries: Sendable {
    associatedtype Verdict
    /// Hash of what the series is known under.
    var hash: UInt64 { get }
    /// What was noted in the open bucket.
    var openCount: UInt32 { get }
    /// The last bucket that was closed with something noted; `Int32.min` before the first.
    var touched: Int32 { get }

    /// Judges the open bucket, then learns it.
    mutating func close(bucket: Int32) -> Verdict
    static func score(of verdict: Verdict) -> Float
    func write(_ writer: inout SnapshotWriter)
    init(_ reader: inout SnapshotReader) throws(SnapshotError)
}

/// Series under keys, bounded: a full table takes a new one only in the place of one untouched for six hours (of 16 looked at in
/// turn).
struct BoundedTable<Series: BoundedSeries>: Sendable {
    /// Buckets without a word after which a series may be replaced.
    private static var patience: Int32 { 2160 }

    let limit: Int
    private var table = SeriesTable()
    private(set) var series: [Series] = []
    private var touched: [Int32] = []
    /// What was not noted, since there was no room.
    private(set) var dropped: UInt64 = 0
    private var hand = 0

    init(limit: Int) { self.limit = limit }
    var count: Int { series.count }

    /// Notes something in the series of that hash, which is made where there is none and there is room. `isFirst` says whether
    /// nothing was noted in this bucket before. O(1).
    @inline(__always)
    mutating func note(
        _ hash: UInt64, bucket: Int32, fresh: () -> Series, _ body: (inout Series, _ isFirst: Bool) -> Void
    ) {
        var index = Int(table.find(hash))
        if index < 0 {
            guard let place = place(at: bucket) else {
                dropped &+= 1
                return
            }
            if place < series.count {
                table.remove(series[place].hash)
                series[place] = fresh()
            } else {
                series.append(fresh())
            }
            table.insert(hash, Int32(place))
            index = place
        }
        let isFirst = series[index].openCount == 0
        if isFirst { touched.append(Int32(index)) }
        body(&series[index], isFirst)
    }

    private mutating func place(at bucket: Int32) -> Int? {
        if series.count < limit { return series.count }
        guard limit > 0 else { return nil }
        for _ in 0..<16 {
            hand = (hand + 1) % series.count
            let last = series[hand].touched
            if series[hand].openCount == 0, last != .min, bucket - last > Self.patience { return hand }
        }
        return nil
    }

    /// Closes every series with something in the open bucket, in the order in which they were touched; `body` gets those whose score
    /// is above `floor` alone, for a series is large.
    mutating func close(bucket: Int32, floor: Float, _ body: (Series, Series.Verdict) -> Void) {
        for index in touched {
            let verdict = series[Int(index)].close(bucket: bucket)
            if Series.score(of: verdict) > floor { body(series[Int(index)], verdict) }
        }
        touched.removeAll(keepingCapacity: true)
    }

    func write(_ writer: inout SnapshotWriter) {
        writer.write(dropped)
        writer.write(Int64(hand))
        writer.write(series) { writer, one in one.write(&writer) }
        writer.write(touched) { writer, index in writer.write(index) }
    }

    /// Throws `SnapshotError` where the bytes are not those of such a table.
    init(_ reader: inout SnapshotReader, limit: Int) throws(SnapshotError) {
        self.init(limit: limit)
        dropped = try reader.read()
        hand = Int(try reader.read(Int64.self))
        series = try reader.readArray { (reader) throws(SnapshotError) in try Series(&reader) }
        touched = try reader.readIndices()
        guard hand >= 0, touched.allSatisfy({ $0 >= 0 && Int($0) < series.count }) else {
            throw .invalid("an index of a series outside")
        }
        for index in series.indices { table.insert(series[index].hash, Int32(index)) }
    }
}
