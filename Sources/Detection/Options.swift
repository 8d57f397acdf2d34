import Model

/// What of detection can be set. `Detection.Options` outside this module.
package typealias Options = DetectionOptions

/// Settings of the detector bank. The defaults are meant for everyone: they were chosen once, for all inputs.
package struct DetectionOptions: Sendable, Hashable {
    /// Width of a bucket; every longer window is a decayed sum over buckets.
    package var bucket: Micros = 10 * .second
    /// Series kept, (stream, template) and per stream together; beyond it the longest untouched one is evicted.
    package var maxSeries = 100_000
    /// Signals below this many decades are not emitted.
    package var floor = 1.0
    /// A stream's learning ends after this much event time ...
    package var learningTime: Micros = 15 * .minute
    /// ... and this many buckets in which anything at all arrived.
    package var learningBuckets = 50
    /// Before its learning ends, only what is at least this surprising is said (marked weak).
    package var weakFloor = 3.0
    /// Before this age a stream's new templates are its vocabulary, not news.
    package var noveltyAfter: Micros = 3 * .minute
    /// Switches, one a detector.
    package var rate = true, silence = true, novelty = true, severity = true, values = true, words = true, flows = true,
        drift = true,
        collection = true
    /// Whether a rise that all templates of a stream share is taken as load, not as a fault.
    package var excuseLoad = true
    /// Variable positions watched, over all streams.
    package var maxValueSeries = 8_192
    /// Variable positions that hold words, over all streams.
    package var maxWordSeries = 4_096
    /// Correlation ids followed at the same time.
    package var maxOpenFlows = 16_384
    /// Pairs of (message, next message) and messages with a usual follow-up that are watched.
    package var maxFlowPairs = 8_192

    package init() {}
}
