import Bytes

/// What a source is and what is known of it from outside its lines.
package struct SourceDescriptor: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, Codable { case file, journal, export, stdin }
    /// Unique and stable over restarts: `file:/var/log/syslog`, `journal`, `journal:/path`, `stdin`.
    package var name: String
    package var kind: Kind
    /// The host for lines that name none.
    package var host: String
    /// The service for lines that name none: the file's name without `.gz`, numbers, dates and `.log`. May be empty.
    package var service: String
    /// No line is later than this (modification time, rotation suffix, or the time of reading); for times without a year.
    package var latest: Micros
    /// Seconds east of UTC for times without a zone.
    package var zoneOffset: Int
    /// The first bytes of the content (up to 16 KiB, decompressed), on which the first choice of a format is made.
    package var head: [UInt8]
    /// Lines from all over the content in its order, each with its end, by which dates without a year are given theirs where the content
    /// spans more than one. Empty where the source cannot be read but from its beginning.
    package var milestones: [UInt8] = []

    package init(
        name: String, kind: Kind, host: String, service: String = "", latest: Micros, zoneOffset: Int = 0,
        head: [UInt8] = []
    ) {
        (self.name, self.kind, self.host, self.service) = (name, kind, host, service)
        (self.latest, self.zoneOffset, self.head) = (latest, zoneOffset, head)
    }

    /// The descriptor without its lines, for whoever keeps it after the format was decided: 16 KiB for each of thousands of sources.
    package var withoutLines: SourceDescriptor {
        var bare = self
        (bare.head, bare.milestones) = ([], [])
        return bare
    }
}

/// From where to read on: an opaque text that only the source that made it understands (device, inode, fingerprint and
/// offset of a file; cursor of a journal), and the lines delivered so far, for the ledger.
package struct SourcePosition: Sendable, Hashable, Codable {
    package var token: String
    /// Lines (or journal entries) delivered up to here since the source was first opened.
    package var lines: UInt64
    package init(token: String, lines: UInt64) { (self.token, self.lines) = (token, lines) }
}

/// What became of a source's lines: `read == parsed + continued + cut + dropped`, always.
package struct Ledger: Sendable, Hashable, Codable {
    /// Lines or entries handed over by the source.
    package var read: UInt64 = 0
    /// Lines that began a record.
    package var parsed: UInt64 = 0
    /// Lines that continued a record (a stack trace's).
    package var continued: UInt64 = 0
    /// Lines over the length limit, of which only the beginning was kept (they are parsed from it).
    package var cut: UInt64 = 0
    /// Lines that were given up: with the reason counted in the source's own metrics.
    package var dropped: UInt64 = 0
    /// Lines of a source recognised as a copy of another, not mined.
    package var copied: UInt64 = 0
    /// Bytes read, and bytes given up by `cut` and `dropped`.
    package var bytes: UInt64 = 0
    package var lostBytes: UInt64 = 0
    package init() {}
    /// Whether the sum holds.
    package var balances: Bool { read == parsed + continued + cut + dropped + copied }
    package static func += (a: inout Ledger, b: Ledger) {
        a.read += b.read
        a.parsed += b.parsed
        a.continued += b.continued
        a.cut += b.cut
        a.dropped += b.dropped
        a.copied += b.copied
        a.bytes += b.bytes
        a.lostBytes += b.lostBytes
    }
}

/// One journal entry: its own time and fields, as ranges of the batch's arena.
package struct JournalEntry: Sendable, Hashable {
    package var time: Micros
    package var severity: Severity?
    /// `_HOSTNAME`.
    package var host = ByteRange.none
    /// `SYSLOG_IDENTIFIER`, else `_SYSTEMD_UNIT` without its suffix, else `_COMM`.
    package var service = ByteRange.none
    /// `_SYSTEMD_UNIT` (or `UNIT` in systemd's own messages about a unit).
    package var unit = ByteRange.none
    package var message = ByteRange.none
    /// `_PID`, 0 where there is none.
    package var pid: UInt32 = 0
    package init(time: Micros, severity: Severity? = nil) { (self.time, self.severity) = (time, severity) }
}

/// Raw bytes as a source read them, always ending at a line's (or entry's) end. A value: it may cross threads.
package struct LogBatch: Sendable {
    package enum Content: Sendable {
        /// Newline-terminated lines (the last one of a source may lack its newline). CR before LF belongs to neither.
        case lines
        /// Entries with their own headers, in order.
        case entries([JournalEntry])
    }
    package var source: SourceID
    /// 0, 1, 2, ... per source.
    package var sequence: UInt64
    package var arena: [UInt8]
    package var content: Content
    /// Where to resume once this batch is committed.
    package var resume: SourcePosition
    /// Where to resume while it is not, where the source can tell: a file that is renamed before its first batch is committed
    /// would be lost otherwise.
    package var start: SourcePosition?
    /// The clock when it was read; used to clamp times from the future, and for nothing else.
    package var readAt: Micros
    /// Whether the source had nothing more at that moment.
    package var reachedEnd: Bool
    /// Lines of this batch that are the kept beginning of an over-long line, by their number in the batch.
    package var cutLines: [Int32] = []
    /// Bytes left out of the arena by cutting.
    package var lostBytes: UInt64 = 0

    package init(
        source: SourceID, sequence: UInt64, arena: [UInt8], content: Content = .lines, resume: SourcePosition,
        readAt: Micros, reachedEnd: Bool = false
    ) {
        (self.source, self.sequence, self.arena, self.content) = (source, sequence, arena, content)
        (self.resume, self.readAt, self.reachedEnd) = (resume, readAt, reachedEnd)
    }
}
