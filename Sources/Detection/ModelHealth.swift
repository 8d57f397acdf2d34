import Model

/// Whether the picture of what is normal is still worth something.
struct ModelHealth: Sendable, Hashable {
    /// Series evicted, and templates new to their stream, in the hour under way.
    var evicted: Int64 = 0, news: Int64 = 0
    /// The stream that brought the last news: where to look.
    var stream: Int32 = -1
    var hour: Int32 = .min
    /// When the last such signal was given: at most one a day.
    var said: Micros = .unknown
}

/// A service that said for the first time that it stops, restarts or reloads.
struct StateChange: Sendable, Hashable {
    var stream: Int32, template: Int32
    var onset: Micros
    var severity: UInt8
    /// End of the bucket that showed it.
    var at: Micros
}
