import Model

/// Reads lines from standard input or another pipe: what is there at a moment is one batch. Compressed input is told by
/// its first bytes. It ends with the writer; it cannot be resumed.
package final class StreamSource: LogSource {
    package let descriptor: SourceDescriptor
    package let interrupter = Interrupter()
    private let id: SourceID
    private let pipe: PipeInput
    private let input: any ByteInput
    private var cutter = LineCutter(at: 0)
    private var sequence: UInt64 = 0, lines: UInt64 = 0
    private var finished = false
    private var pendingError: SourceError?

    init(_ descriptor: SourceDescriptor, id: SourceID, pipe: PipeInput, input: any ByteInput) {
        (self.descriptor, self.id, self.pipe, self.input) = (descriptor, id, pipe, input)
    }

    /// Opens standard input (`-`) or a FIFO, looks at its beginning (blocking until there is a line), and reads it as
    /// lines or, where it is Journal Export Format, as entries.
    package static func open(
        _ descriptor: SourceDescriptor, id: SourceID, path: String, excludeOwn: Bool = false
    ) throws(SourceError) -> any LogSource {
        let file = path == "-" ? OpenFile(descriptor: 0, path: "standard input") : try OpenFile(path: path)
        let pipe = PipeInput(file)
        let head = try pipe.peek()
        var descriptor = descriptor
        let encoding = FileEncoding(head: head)
        let input = try encoding.stream(of: pipe, path: file.path)
        if encoding.isCompressed {
            // Its decompressed beginning cannot be had without consuming it: a small input that gives it back.
            let prefixed = PrefixedInput(input, head: try input.prefix(16 << 10))
            descriptor.head = TerminalCodes.removed(from: prefixed.head)
            if ContentCheck.isExport(prefixed.head) {
                descriptor.kind = .export
                return ExportSource(descriptor, id: id, stream: prefixed, excludeOwn: excludeOwn)
            }
            return StreamSource(descriptor, id: id, pipe: pipe, input: prefixed)
        }
        descriptor.head = TerminalCodes.removed(from: head)
        if ContentCheck.isExport(head) {
            descriptor.kind = .export
            return ExportSource(descriptor, id: id, stream: input, excludeOwn: excludeOwn)
        }
        return StreamSource(descriptor, id: id, pipe: pipe, input: input)
    }

    package func next(maxBytes: Int, readAt: Micros) throws(SourceError) -> LogBatch? {
        if let error = pendingError {
            pendingError = nil
            throw error
        }
        guard !finished else { return nil }
        var ended = false
        do throws(SourceError) {
            if let piece = try cutter.next(from: input, maxBytes: min(maxBytes, 1 << 20), ended: &ended) {
                return batch(piece, readAt: readAt)
            }
        } catch {
            finished = true
            guard let rest = cutter.flush() else { throw error }
            pendingError = error
            return batch(rest, readAt: readAt)
        }
        guard ended else { return nil }
        finished = true
        return cutter.flush().map { batch($0, readAt: readAt) }
    }

    private func batch(_ piece: LineCutter.Piece, readAt: Micros) -> LogBatch {
        lines += piece.lines
        var batch = LogBatch(
            source: id, sequence: sequence, arena: piece.arena, resume: SourcePosition(token: "stream", lines: lines),
            readAt: readAt, reachedEnd: finished)
        batch.cutLines = piece.cutLines
        batch.lostBytes = piece.lostBytes
        sequence += 1
        return batch
    }

    package func wait(timeout: Micros) -> WakeReason {
        finished
            ? interrupter.poll(-1, events: 0, timeout: timeout)
            : interrupter.poll(pipe.file.descriptor, events: 1, timeout: timeout)
    }
    package var isFinished: Bool { finished && pendingError == nil }
    package func takeEvents() -> [SourceEvent] { [] }
    package var progress: SourceProgress { SourceProgress(bytes: pipe.consumed, total: nil) }
    package func close() {
        finished = true
        pendingError = nil
    }
}

/// A stream whose beginning was looked at.
final class PrefixedInput: ByteInput {
    private let inner: any ByteInput
    let head: [UInt8]
    private var used = 0

    init(_ inner: any ByteInput, head: [UInt8]) { (self.inner, self.head) = (inner, head) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        guard used < head.count else { return try inner.read(into: buffer) }
        let count = min(head.count - used, buffer.count)
        buffer.copyBytes(from: head[used..<used + count])
        used += count
        return count
    }
    var offset: UInt64 { inner.offset - UInt64(head.count - used) }
    var remaining: Int? { inner.remaining }
    var consumed: UInt64 { inner.consumed }
}
