import Model

/// Reads Journal Export Format from files (plain, gzip, zstd), one after the other, or from a stream such as
/// `journalctl -o export | haetae analyze -`.
///
/// Positions are tokens of `FileToken`, at the beginning of an entry; a stream cannot be resumed.
package final class ExportSource: LogSource {
    package let descriptor: SourceDescriptor
    package let interrupter = Interrupter()
    private let id: SourceID
    private let excludeOwn: Bool
    private var steps: [FileChain.Step]
    private var index = 0
    private var reader: ExportReader?
    private var mark: FileMark?
    private var sequence: UInt64 = 0, lines: UInt64
    private var events: [SourceEvent] = []
    private var malformed: (count: UInt64, first: UInt64, what: String)?
    private var pendingError: SourceError?
    private var doneBytes: UInt64 = 0
    private let totalBytes: UInt64?
    /// Own lines left out, and malformed entries skipped, since opening.
    package private(set) var excluded: UInt64 = 0, skipped: UInt64 = 0

    package init(
        _ descriptor: SourceDescriptor, id: SourceID, paths: [String], excludeOwn: Bool = false,
        resume position: SourcePosition? = nil
    ) throws(SourceError) {
        (self.descriptor, self.id, self.excludeOwn) = (descriptor, id, excludeOwn)
        steps = paths.map { FileChain.Step(path: $0, offset: 0) }
        lines = position?.lines ?? 0
        totalBytes = paths.reduce(0) { sum, path in sum + ((try? FileStatus(path: path).size) ?? 0) }
        guard let position else { return }
        guard let token = FileToken(position.token) else {
            throw .position(source: descriptor.name, token: position.token)
        }
        let found = FileChain.resume(token.marks, in: paths, isFollowed: false)
        steps = found.steps
        events = found.lost.map { .lost(path: paths.last ?? descriptor.name, offset: $0.offset) }
    }

    /// Of a stream that cannot seek.
    init(_ descriptor: SourceDescriptor, id: SourceID, stream: any ByteInput, excludeOwn: Bool) {
        (self.descriptor, self.id, self.excludeOwn) = (descriptor, id, excludeOwn)
        steps = [FileChain.Step(path: descriptor.name, offset: 0)]
        (lines, totalBytes) = (0, nil)
        reader = ExportReader(stream)
    }

    package func next(maxBytes: Int, readAt: Micros) throws(SourceError) -> LogBatch? {
        if let error = pendingError {
            pendingError = nil
            throw error
        }
        while index < steps.count {
            do throws(SourceError) {
                guard let reader = try current() else { continue }
                if let batch = try fill(from: reader, maxBytes: maxBytes, readAt: readAt) { return batch }
            } catch {
                leave()
                throw error
            }
        }
        return nil
    }

    private func fill(from reader: ExportReader, maxBytes: Int, readAt: Micros) throws(SourceError) -> LogBatch? {
        var builder = EntryBuilder(capacity: min(maxBytes, 4 << 20) + 4096)
        var ended = false
        reading: while builder.arena.count < maxBytes, builder.entries.count < 1 << 20 {
            do throws(SourceError) {
                switch try reader.next(into: &builder, excludeOwn: excludeOwn) {
                case .entry: continue
                case .own: excluded += 1
                case .malformed(let offset, let what): note(malformedAt: offset, what)
                case .end:
                    ended = true
                    break reading
                }
            } catch {
                builder.cancel()
                if builder.entries.isEmpty { throw error }
                pendingError = error
                ended = true
                break
            }
        }
        tellMalformed()
        let resume = reader.resume
        if ended {
            doneBytes += reader.consumed
            leave()
        }
        guard !builder.entries.isEmpty else { return nil }
        lines += UInt64(builder.entries.count)
        mark?.offset = resume
        var batch = LogBatch(
            source: id, sequence: sequence, arena: builder.arena, content: .entries(builder.entries),
            resume: SourcePosition(token: mark.map { FileToken([$0]).text } ?? "stream", lines: lines), readAt: readAt,
            reachedEnd: ended && index >= steps.count)
        batch.cutLines = builder.cutEntries
        batch.lostBytes = builder.lostBytes
        sequence += 1
        return batch
    }

    private func current() throws(SourceError) -> ExportReader? {
        if let reader { return reader }
        let step = steps[index]
        let file = try OpenFile(path: step.path)
        let status = try file.status()
        let encoding = FileEncoding(head: try file.prefix(4))
        guard let stream = try encoding.stream(of: file, from: step.offset) else {
            events.append(.lost(path: step.path, offset: step.offset))
            leave()
            return nil
        }
        mark = FileMark(
            device: status.device, inode: status.inode,
            fingerprint: Fingerprint(head: try FilePart.head(of: file, encoding)),
            offset: step.offset, modified: status.modified)
        reader = ExportReader(stream)
        return reader
    }

    private func leave() {
        reader = nil
        index += 1
    }

    private func note(malformedAt offset: UInt64, _ what: String) {
        skipped += 1
        malformed = malformed.map { ($0.count + 1, $0.first, $0.what) } ?? (1, offset, what)
    }
    private func tellMalformed() {
        guard let found = malformed else { return }
        events.append(.malformed(source: descriptor.name, count: found.count, firstAt: found.first, what: found.what))
        malformed = nil
    }

    package func wait(timeout: Micros) -> WakeReason {
        isFinished ? interrupter.poll(-1, events: 0, timeout: timeout) : .ready
    }
    package var isFinished: Bool { index >= steps.count && pendingError == nil }
    package func takeEvents() -> [SourceEvent] {
        defer { events = [] }
        return events
    }
    package var progress: SourceProgress {
        SourceProgress(bytes: doneBytes + (reader?.consumed ?? 0), total: totalBytes)
    }
    package func close() {
        reader = nil
        index = steps.count
        pendingError = nil
    }
}
