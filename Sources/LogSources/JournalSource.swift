import CSystemd
import Glibc
import Model

/// Reads the systemd journal: the system's, a folder of journal files, or single ones.
///
/// One sd_journal handle, which its C library ties to one thread. Each entry's fields are enumerated once, and the
/// cursor is taken once a batch. A position is the cursor of the last delivered entry.
package final class JournalSource: LogSource {
    /// Which journal.
    package enum Place: Sendable, Hashable {
        case system
        case folder(String)
        case files([String])
    }

    package struct Options: Sendable, Hashable {
        /// Only entries of these units, and what systemd says about them; empty for all.
        package var units: [String] = []
        /// Only entries of this severity or worse.
        package var worst: Severity?
        /// Only entries from this time on (ignored when resuming).
        package var since: Micros?
        /// Only entries up to this time.
        package var until: Micros?
        /// Waits for new entries instead of ending.
        package var follow = false
        /// Leaves out what Haetae itself logs.
        package var excludeOwn = false
        /// Without a position and without `since`: begins at the end.
        package var startAtEnd = false
        package init() {}
        var hasFilters: Bool { !units.isEmpty || worst != nil }
    }

    package let descriptor: SourceDescriptor
    package let interrupter = Interrupter()
    private let id: SourceID
    private let options: Options
    private var journal: OpaquePointer?
    private var watch: Int32 = -1
    private var sequence: UInt64 = 0, lines: UInt64 = 0
    private var cursor: String?
    private var events: [SourceEvent] = []
    private var gaps = GapDetector()
    private var ended = false
    /// Own lines left out, since opening.
    package private(set) var excluded: UInt64 = 0

    package init(
        _ descriptor: SourceDescriptor, id: SourceID, place: Place, options: Options = Options(),
        resume position: SourcePosition? = nil
    ) throws(SourceError) {
        (self.descriptor, self.id, self.options) = (descriptor, id, options)
        journal = nil
        watch = -1
        let handle = try Self.open(place, name: descriptor.name)
        journal = handle
        // Before seeking: so that nothing that comes in between is missed.
        watch = options.follow ? sd_journal_get_fd(handle) : -1
        sd_journal_set_data_threshold(handle, EntryBuilder.messageLimit + 64)
        try Self.filter(handle, options, name: descriptor.name)
        lines = position?.lines ?? 0
        if let position, !position.token.isEmpty {
            try seek(handle, to: position.token)
        } else if let since = options.since {
            sd_journal_seek_realtime_usec(handle, UInt64(clamping: since))
        } else if options.startAtEnd {
            sd_journal_seek_tail(handle)
            // The tail lies behind the last entry only once a step back was made.
            sd_journal_previous(handle)
        } else {
            sd_journal_seek_head(handle)
        }
    }

    deinit { close() }

    private static func open(_ place: Place, name: String) throws(SourceError) -> OpaquePointer {
        var handle: OpaquePointer?
        let code: Int32
        let path: String
        switch place {
        case .system:
            path = name
            code = sd_journal_open(&handle, Int32(SD_JOURNAL_LOCAL_ONLY))
        case .folder(let folder):
            path = folder
            code = sd_journal_open_directory(&handle, folder, 0)
        case .files(let files):
            path = files.first ?? name
            var pointers: [UnsafePointer<CChar>?] = files.map { UnsafePointer(strdup($0)) }
            pointers.append(nil)
            defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
            code = sd_journal_open_files(&handle, &pointers, 0)
        }
        guard code >= 0, let handle else { throw journalError(-code, call: "sd_journal_open", path: path) }
        return handle
    }

    private static func journalError(_ code: Int32, call: String, path: String) -> SourceError {
        switch code {
        case EACCES, EPERM:
            .denied(
                path: path,
                remedy: "members of the group 'systemd-journal' may read it "
                    + "(`usermod -aG systemd-journal USER`; for the service `SupplementaryGroups=systemd-journal`)")
        case EBADMSG, ENODATA, EPROTONOSUPPORT:
            .damaged(path: path, at: 0, what: "not a journal this libsystemd can read")
        default: .from(code: code, call: call, path: path)
        }
    }

    private static func filter(_ handle: OpaquePointer, _ options: Options, name: String) throws(SourceError) {
        func match(_ text: String) throws(SourceError) {
            let code = sd_journal_add_match(handle, text, 0)
            guard code >= 0 else { throw journalError(-code, call: "sd_journal_add_match", path: name) }
        }
        for unit in options.units {
            let unit = unit.contains(".") ? unit : unit + ".service"
            try match("_SYSTEMD_UNIT=\(unit)")
            sd_journal_add_disjunction(handle)
            try match("_PID=1")
            try match("UNIT=\(unit)")
            sd_journal_add_disjunction(handle)
            try match("_UID=0")
            try match("OBJECT_SYSTEMD_UNIT=\(unit)")
            sd_journal_add_disjunction(handle)
            try match("_UID=0")
            try match("COREDUMP_UNIT=\(unit)")
            sd_journal_add_disjunction(handle)
        }
        guard let worst = options.worst else { return }
        sd_journal_add_conjunction(handle)
        for level in 0...worst.rawValue { try match("PRIORITY=\(level)") }
    }

    private func seek(_ handle: OpaquePointer, to token: String) throws(SourceError) {
        guard token.hasPrefix("s="), sd_journal_seek_cursor(handle, token) >= 0 else {
            throw .position(source: descriptor.name, token: token)
        }
        cursor = token
        guard sd_journal_next(handle) > 0 else { return }  // nothing at or behind it
        if sd_journal_test_cursor(handle, token) > 0 {
            gaps.continues(from: token)
            return
        }
        // The exact entry is gone: what follows it was perhaps vacuumed, too. `next` must give this entry, so back by
        // one.
        let found = currentCursor(handle)
        var count: UInt64?
        if let before = JournalCursor(token), let found, let after = JournalCursor(found), before.isOfSameLog(as: after)
        {
            count = after.number > before.number ? after.number - before.number - 1 : 0
        }
        if count != 0, !options.hasFilters { events.append(.gap(source: descriptor.name, count: count)) }
        if sd_journal_previous(handle) == 0 { sd_journal_seek_head(handle) }
    }

    private func currentCursor(_ handle: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard sd_journal_get_cursor(handle, &text) >= 0, let text else { return nil }
        defer { free(text) }
        return String(cString: text)
    }

    package func next(maxBytes: Int, readAt: Micros) throws(SourceError) -> LogBatch? {
        guard let handle = journal, !ended else { return nil }
        var builder = EntryBuilder(capacity: min(maxBytes, 4 << 20) + 4096)
        var delivered = false
        var firstCursor: String?
        var moved: UInt64 = 0
        var atEnd = false
        while builder.arena.count < maxBytes, builder.entries.count < 1 << 20 {
            let step = sd_journal_next(handle)
            if step < 0 {
                if delivered { break }  // the entries read so far go first; the error comes again
                throw Self.journalError(-step, call: "sd_journal_next", path: descriptor.name)
            }
            if step == 0 {
                atEnd = true
                break
            }
            var time: UInt64 = 0
            guard sd_journal_get_realtime_usec(handle, &time) >= 0 else { continue }
            if let until = options.until, Micros(clamping: time) > until {
                // Entries are in the order of time, but for clock jumps; journalctl ends here as well.
                ended = !options.follow
                atEnd = true
                break
            }
            moved += 1
            if firstCursor == nil { firstCursor = currentCursor(handle) }
            builder.begin(time: Micros(clamping: time))
            Self.enumerate(handle, into: &builder)
            if builder.end(excludeOwn: options.excludeOwn) { delivered = true } else { excluded += 1 }
        }
        if atEnd, !options.follow { ended = true }
        guard moved > 0 else { return nil }
        // A step beyond `until` moved the handle; the cursor of the last entry within is then the one before.
        if ended, options.until != nil { sd_journal_previous(handle) }
        let last = currentCursor(handle) ?? cursor
        if !options.hasFilters, let firstCursor, let last,
            let missing = gaps.batch(first: firstCursor, last: last, entries: moved)
        {
            events.append(.gap(source: descriptor.name, count: missing))
        }
        cursor = last
        guard delivered else { return nil }
        lines += UInt64(builder.entries.count)
        var batch = LogBatch(
            source: id, sequence: sequence, arena: builder.arena, content: .entries(builder.entries),
            resume: SourcePosition(token: last ?? "", lines: lines), readAt: readAt, reachedEnd: atEnd)
        batch.cutLines = builder.cutEntries
        batch.lostBytes = builder.lostBytes
        sequence += 1
        return batch
    }

    /// Every field of the present entry, once, until all that matter are known.
    private static func enumerate(_ handle: OpaquePointer, into builder: inout EntryBuilder) {
        sd_journal_restart_data(handle)
        var data: UnsafeRawPointer?
        var count = 0
        while sd_journal_enumerate_available_data(handle, &data, &count) > 0 {
            builder.add(UnsafeRawBufferPointer(start: data, count: count))
            if builder.isComplete { return }
        }
    }

    package func wait(timeout: Micros) -> WakeReason {
        guard let handle = journal, watch >= 0 else { return interrupter.poll(-1, events: 0, timeout: timeout) }
        var limit = timeout
        // Where inotify cannot be trusted (network file systems) the library names a time to look again.
        var deadline: UInt64 = .max
        if sd_journal_get_timeout(handle, &deadline) >= 0, deadline != .max {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let present = Micros(now.tv_sec) * .second + Micros(now.tv_nsec / 1000)
            let left = max(0, Micros(clamping: deadline) - present)
            limit = limit < 0 ? left : min(limit, left)
        }
        let reason = interrupter.poll(watch, events: Int16(clamping: sd_journal_get_events(handle)), timeout: limit)
        // NOP: the wake-up was not about new entries.
        if sd_journal_process(handle) != Int32(SD_JOURNAL_NOP) { return .ready }
        return reason == .ready ? .timeout : reason
    }

    package var isFinished: Bool { ended }
    package func takeEvents() -> [SourceEvent] {
        defer { events = [] }
        return events
    }
    package var progress: SourceProgress { SourceProgress(bytes: 0, total: nil) }
    package func close() {
        if let handle = journal { sd_journal_close(handle) }
        journal = nil
        ended = true
    }
}
