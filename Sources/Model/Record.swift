import Bytes

/// Which header a line had; an index into `LogFormats`' table of formats.
package struct FormatID: Sendable, Hashable, Codable {
    package let raw: UInt16
    package init(_ raw: UInt16) { self.raw = raw }
    /// A line that fits no format: all of it is message.
    package static let none = FormatID(0)
    /// A journal entry's own fields.
    package static let journal = FormatID(1)
}

/// What the header of one line says. No reference, no copy: ranges are offsets into the batch's arena.
package struct Record: Sendable, Hashable {
    package struct Flags: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// This line continues the record before it (a stack trace's line).
        package static let continuation = Flags(rawValue: 1)
        /// The line fits no format.
        package static let headerless = Flags(rawValue: 2)
        /// The time lay too far in the future and was replaced.
        package static let clamped = Flags(rawValue: 4)
        /// The year or the zone was not in the line but inferred.
        package static let inferredYear = Flags(rawValue: 8)
        package static let inferredZone = Flags(rawValue: 16)
        /// The line was cut at the length limit.
        package static let cut = Flags(rawValue: 32)
        /// The writer split the text: the next line of the source goes on with it (CRI's `P`, Docker's missing newline).
        package static let partial = Flags(rawValue: 64)
        /// The line is a header alone; the record's text begins on the next one.
        package static let heading = Flags(rawValue: 128)
    }
    /// Event time, or `.unknown`: the record then takes the time of the one before it in its source.
    package var time: Micros = .unknown
    package var severity: Severity?
    package var flags: Flags = []
    package var format: FormatID = .none
    package var pid: UInt32 = 0
    /// The whole line without its line end.
    package var line: ByteRange = .none
    /// What is left for mining when the header is taken off.
    package var message: ByteRange = .none
    /// Empty where the line names none: the source's own then counts.
    package var host: ByteRange = .none
    package var service: ByteRange = .none
    /// A request, trace or correlation id; empty where there is none.
    package var correlation: ByteRange = .none
    /// `key=value` text that belongs to the record but not to the message (logfmt's other keys, an access log's own).
    package var fields: ByteRange = .none
    /// The unit that a journal entry speaks of; of a container's line the stream it was written to (`stdout`, `stderr`); empty elsewhere.
    package var unit: ByteRange = .none
    package init() {}

    /// What to mine: the message, with its fields where they follow it directly.
    @inlinable package var mined: ByteRange {
        guard !fields.isEmpty, fields.start >= message.end, fields.start &- message.end <= 2 else { return message }
        return ByteRange(Int(message.start), Int(fields.end))
    }
}
