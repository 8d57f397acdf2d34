import Model

/// Headers of log lines: which format a source writes, and what its lines say (time, severity, host, service, pid,
/// correlation id, message). No state per line, no regular expressions, no allocation on the way of a line.
package enum LogFormats {
    /// What an operator can set.
    package struct Options: Sendable, Hashable {
        /// Lines of another format in a row after which the format is decided anew.
        package var misfitRun = 64
        /// Bytes of a line kept as a sample for deciding.
        package var sampleBytes = 384
        /// How far past the source's latest known time a date without a year may lie.
        package var yearSlack: Micros = .day
        package init() {}
    }
}
