import Bytes
import Model

/// Reads one log from its files to their end: plain, gzip or zstd, rotated parts one after the other.
///
/// The last line of a file is delivered even without its newline. Positions are tokens of `FileToken` with one mark:
/// the file that is being read; the parts behind it are read from their beginning.
package final class FileSource: LogSource {
    package let descriptor: SourceDescriptor
    package let interrupter = Interrupter()
    private let id: SourceID
    private var steps: [FileChain.Step]
    private var index = 0
    private var part: FilePart?
    private var pendingError: SourceError?
    private var sequence: UInt64 = 0, lines: UInt64
    private var events: [SourceEvent] = []
    private var doneBytes: UInt64 = 0
    private let totalBytes: UInt64

    /// - Parameters:
    ///   - paths: the parts, old to new.
    ///   - position: where to go on; nil for the beginning.
    package init(
        _ descriptor: SourceDescriptor, id: SourceID, paths: [String], resume position: SourcePosition? = nil
    ) throws(SourceError) {
        (self.descriptor, self.id) = (descriptor, id)
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

    package func next(maxBytes: Int, readAt: Micros) throws(SourceError) -> LogBatch? {
        if let error = pendingError {
            pendingError = nil
            throw error
        }
        while index < steps.count {
            guard let part = try current() else { continue }
            var ended = false
            do throws(SourceError) {
                if let piece = try part.next(maxBytes: maxBytes, readAt: readAt, ended: &ended) {
                    return batch(piece, of: part, readAt: readAt)
                }
                guard ended else { continue }
                let rest = part.flush()
                defer { leave(part) }
                if let rest { return batch(rest, of: part, readAt: readAt) }
            } catch {
                // A damaged file's lines up to there come first, the error with the next call.
                let rest = part.flush()
                defer { leave(part) }
                guard let rest else { throw error }
                pendingError = error
                return batch(rest, of: part, readAt: readAt)
            }
        }
        return nil
    }

    /// The part to read from; nil when it could not be opened at its offset, which then was passed over.
    private func current() throws(SourceError) -> FilePart? {
        if let part { return part }
        let step = steps[index]
        do throws(SourceError) {
            part = try FilePart(path: step.path, offset: step.offset)
            if part == nil {
                events.append(.lost(path: step.path, offset: step.offset))
                index += 1
            }
            return part
        } catch {
            index += 1
            throw error
        }
    }

    private func leave(_ finished: FilePart) {
        doneBytes += finished.consumed
        part = nil
        index += 1
    }

    private func batch(_ piece: LineCutter.Piece, of part: FilePart, readAt: Micros) -> LogBatch {
        lines += piece.lines
        var batch = LogBatch(
            source: id, sequence: sequence, arena: piece.arena,
            resume: SourcePosition(token: FileToken([part.mark]).text, lines: lines), readAt: readAt,
            reachedEnd: index == steps.count - 1 && part.isAtEnd)
        batch.cutLines = piece.cutLines
        batch.lostBytes = piece.lostBytes
        sequence += 1
        return batch
    }

    package func wait(timeout: Micros) -> WakeReason {
        isFinished ? interrupter.poll(-1, events: 0, timeout: timeout) : .ready
    }
    package var isFinished: Bool { index >= steps.count && pendingError == nil }
    package func takeEvents() -> [SourceEvent] {
        defer { events = [] }
        return events
    }
    package var progress: SourceProgress { SourceProgress(bytes: doneBytes + (part?.consumed ?? 0), total: totalBytes) }
    package func close() {
        part = nil
        index = steps.count
        pendingError = nil
    }
}
