/// What a journal cursor says of an entry's place: `s` names the log of one journald, `i` numbers its entries. The C
/// library calls cursors opaque, but documents these fields in its file format; they are used to count what is missing,
/// and for nothing that decides where reading goes on.
struct JournalCursor: Sendable, Hashable {
    var log: Substring
    var number: UInt64

    init?(_ text: String) {
        var log: Substring?
        var number: UInt64?
        for field in text.split(separator: ";") {
            if field.hasPrefix("s=") { log = field.dropFirst(2) }
            if field.hasPrefix("i=") { number = UInt64(field.dropFirst(2), radix: 16) }
        }
        guard let log, let number else { return nil }
        (self.log, self.number) = (log, number)
    }

    func isOfSameLog(as other: JournalCursor) -> Bool { log == other.log }
}

/// Finds entries that are missing between and inside batches, by their sequence numbers.
///
/// One journald numbers its entries without holes, over all its files. Where several logs are interleaved (a folder of
/// many hosts' journals), numbers of one say nothing about the batch, and nothing is claimed.
struct GapDetector {
    private var last: JournalCursor?
    private var logs: [Substring] = []
    private var interleaved = false

    /// Reading goes on behind this entry.
    mutating func continues(from cursor: String) {
        last = JournalCursor(cursor)
        if let last { logs = [last.log] }
    }

    /// A batch of `entries` entries from `first` to `last`: how many are missing since the batch before, nil for none.
    mutating func batch(first: String, last: String, entries: UInt64) -> UInt64? {
        guard let first = JournalCursor(first), let end = JournalCursor(last) else { return nil }
        for cursor in [first, end] where cursor.log != logs.last {
            // A log seen before and left comes back: they are interleaved.
            if logs.contains(cursor.log) || logs.count > 64 { interleaved = true } else { logs.append(cursor.log) }
        }
        let before = self.last
        self.last = end
        guard !interleaved, first.isOfSameLog(as: end), end.number >= first.number else { return nil }
        let span = end.number - first.number + 1
        var missing = span > entries ? span - entries : 0
        if let before, before.isOfSameLog(as: first), first.number > before.number {
            missing += first.number - before.number - 1
        }
        return missing > 0 ? missing : nil
    }
}
