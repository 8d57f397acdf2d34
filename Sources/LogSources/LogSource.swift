import Model

/// Why `wait` came back.
package enum WakeReason: Sendable, Hashable { case ready, timeout, interrupted }

/// Something that gives batches on a thread of its own. Blocking, not thread-safe: made, used and closed on one thread
/// (never one of Swift's cooperative pool); only its `Interrupter` may be used from others.
package protocol LogReader: AnyObject {
    /// The next batch of at most about `maxBytes` bytes, nil when nothing is there at present.
    ///
    /// An error does not end the source: what could be read was delivered before, and the next call goes on behind it
    /// (`isFinished` says when there is nothing behind it).
    /// - Parameter readAt: the clock, written into the batch and used for idle times; the reader reads no clock.
    func next(maxBytes: Int, readAt: Micros) throws(SourceError) -> LogBatch?
    /// Blocks until there may be something to read, the time is over, or the interrupter was used.
    /// - Parameter timeout: microseconds; negative waits for ever.
    func wait(timeout: Micros) -> WakeReason
    /// Whether nothing can come any more (never for a source that is followed).
    var isFinished: Bool { get }
    /// What happened since the last call, in order.
    func takeEvents() -> [SourceEvent]
    /// How far reading has come, for a progress bar.
    var progress: SourceProgress { get }
    /// Wakes `wait` from another thread.
    var interrupter: Interrupter { get }
    /// Gives up descriptors and handles. Nothing may be read afterwards.
    func close()
}

/// A reader of one source.
package protocol LogSource: LogReader {
    /// What the source is.
    var descriptor: SourceDescriptor { get }
}

/// Bytes as they lie on disk (compressed ones counted as such).
package struct SourceProgress: Sendable, Hashable {
    package var bytes: UInt64
    /// Nil where it cannot be known (stdin, the journal).
    package var total: UInt64?
    package init(bytes: UInt64, total: UInt64?) { (self.bytes, self.total) = (bytes, total) }
}
