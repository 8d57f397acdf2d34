import Model

/// What the hot path touches of a series: 32 bytes, two to a cache line.
struct OpenCount: Sendable {
    var key: UInt64
    /// Times of the first and the last record in the open bucket.
    var first: Micros = .max, last: Micros = .min
    /// Records in the open bucket.
    var count: UInt32 = 0
    /// Those of them that are errors by their severity, or graver.
    var errors: UInt32 = 0
    /// Gravest severity in the open bucket; 255 where no record had one.
    var severity: UInt8 = 255
    /// Looks at the message in a row that found no value in it.
    var blanks: UInt8 = 0

    var stream: Int32 { Int32(bitPattern: UInt32(key >> 32)) }
    /// -1 for the stream's own series.
    var template: Int32 { Int32(bitPattern: UInt32(truncatingIfNeeded: key)) }

    static func key(_ stream: Int32, _ template: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: stream)) << 32 | UInt64(UInt32(bitPattern: template))
    }
}

/// What a bucket's end touches of a series.
struct Series: Sendable {
    /// Next series of the same stream and of the same template; -1 at the end.
    var nextOfStream: Int32 = -1, nextOfTemplate: Int32 = -1
    /// Bucket of its first record, and of its last.
    var born: Int32, touched: Int32
    /// When to look at it although nothing arrived, and when the heap will say so.
    var due: Int32 = .max, scheduled: Int32 = .max
    /// Time of its last record before the open bucket.
    var last: Micros = .unknown
    /// Onset of the rise and of the fall under way; `.unknown` while there is none.
    var rise: Micros = .unknown, fall: Micros = .unknown
    /// Gravest severity ever, 255 for none; and the class made of it and the words.
    var severity: UInt8 = 255
    var fault: FaultClass = .benign
    /// Still in the bucket that made it: to be judged as news.
    var isNew = true
    /// Not in use (evicted or merged away).
    var isFree = false
    var gaps = GapModel()
    var model: CountModel
}
