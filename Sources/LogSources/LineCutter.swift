import Bytes
import CShims
import Glibc

/// Cuts a stream into pieces that end at line ends, in place: the read(2) goes straight into the array that leaves, and
/// only the unfinished last line is copied, to the front of the next piece.
///
/// A line longer than `limit` is kept up to the limit (at a UTF-8 boundary) and its rest skipped and counted, however
/// long it is. Memory: one piece and one kept beginning. O(bytes).
struct LineCutter {
    /// Lines, ready to leave.
    struct Piece {
        var arena: [UInt8] = []
        var lines: UInt64 = 0
        var cutLines: [Int32] = []
        var lostBytes: UInt64 = 0
    }

    /// The most of a line that is kept, in bytes.
    static let limit = 64 << 10

    /// Offset in the stream of the first byte not yet delivered: where to resume.
    private(set) var delivered: UInt64
    /// The unfinished line's beginning.
    private var carry: [UInt8] = []
    /// Bytes left out behind `carry`, whose line has not ended yet.
    private var skipped: UInt64 = 0
    private var isSkipping = false

    init(at offset: UInt64) { delivered = offset }

    /// Whether an unfinished line is held back.
    var holdsLine: Bool { !carry.isEmpty || isSkipping }
    /// Whether the held line is already over the limit.
    var holdsCutLine: Bool { isSkipping }

    /// Reads once (or on, through an over-long line) and returns whole lines; nil when none was completed. `ended`
    /// tells that the stream gave no byte.
    mutating func next(from input: any ByteInput, maxBytes: Int, ended: inout Bool) throws(SourceError) -> Piece? {
        ended = false
        while true {
            // A byte more than is left, so that a short file needs one read and not a second, empty one's buffer.
            let wanted = max(4096, min(maxBytes, (input.remaining ?? maxBytes) + 1))
            var failure: SourceError?
            var piece = Piece()
            var got = 0
            piece.arena = [UInt8](unsafeUninitializedCapacity: carry.count + wanted) { buffer, count in
                let raw = UnsafeMutableRawBufferPointer(buffer)
                raw.copyBytes(from: carry)
                do throws(SourceError) {
                    got = try input.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[carry.count...]))
                } catch {
                    failure = error
                }
                count = got == 0 ? 0 : cut(raw, filled: carry.count + got, piece: &piece)
            }
            if let failure { throw failure }
            if got == 0 {
                ended = true
                return nil
            }
            if !piece.arena.isEmpty {
                piece.lines = Newlines.count(in: piece.arena)
                TerminalCodes.remove(from: &piece.arena)
                return piece
            }
            if !isSkipping { return nil }
        }
    }

    /// What is held back, as a last line without its newline: for a stream's end. Nil when nothing is.
    mutating func flush() -> Piece? {
        guard holdsLine else { return nil }
        var piece = Piece()
        piece.arena = carry
        piece.lines = 1
        TerminalCodes.remove(from: &piece.arena)
        // A line of codes alone is an empty line.
        if piece.arena.isEmpty { piece.arena = [10] }
        if isSkipping {
            piece.cutLines = [0]
            piece.lostBytes = skipped
        }
        delivered += UInt64(carry.count) + skipped
        (carry, skipped, isSkipping) = ([], 0, false)
        return piece
    }

    /// Arranges `buffer[..<filled]` (the carry, then new bytes) so that whole lines stand at its front; keeps the rest.
    /// Returns the length of the front.
    private mutating func cut(_ buffer: UnsafeMutableRawBufferPointer, filled: Int, piece: inout Piece) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = filled
        var start = 0
        if isSkipping {
            let kept = carry.count
            guard let newline = memchr(base + kept, 10, filled - kept) else {
                skipped += UInt64(filled - kept)
                return 0
            }
            let gap = base.distance(to: UnsafeMutableRawPointer(newline)) - kept
            memmove(base + kept, base + kept + gap, filled - kept - gap)
            filled -= gap
            piece.cutLines.append(0)
            piece.lostBytes += skipped + UInt64(gap)
            (skipped, isSkipping) = (0, false)
            start = kept + 1
        }
        guard let last = haetae_memrchr(base, 10, filled) else {
            hold(base, from: 0, to: filled)
            return 0
        }
        var end = base.distance(to: UnsafeMutableRawPointer(mutating: last)) + 1
        // The unfinished line is kept before long lines are cut, which moves what follows them.
        hold(base, from: end, to: filled)
        while end - start > Self.limit + 1 {
            // The last newline of the next window ends many short lines at once: 16 such looks a megabyte.
            if let newline = haetae_memrchr(base + start, 10, Self.limit + 1) {
                start = base.distance(to: UnsafeMutableRawPointer(mutating: newline)) + 1
                continue
            }
            let keep = boundary(base, line: start, limit: start + Self.limit)
            guard let newline = memchr(base + keep, 10, end - keep) else { break }
            let gap = base.distance(to: UnsafeMutableRawPointer(newline)) - keep
            memmove(base + keep, base + keep + gap, end - keep - gap)
            end -= gap
            piece.lostBytes += UInt64(gap)
            piece.cutLines.append(Int32(clamping: Newlines.count(UnsafeRawBufferPointer(start: base, count: start))))
            start = keep + 1
        }
        delivered += UInt64(end) + piece.lostBytes
        return end
    }

    /// Keeps an unfinished line: all of it up to the limit, its beginning above.
    private mutating func hold(_ base: UnsafeMutableRawPointer, from: Int, to: Int) {
        var end = to
        if to - from > Self.limit {
            end = boundary(base, line: from, limit: from + Self.limit)
            isSkipping = true
            skipped = UInt64(to - end)
        }
        carry = [UInt8](UnsafeRawBufferPointer(start: base + from, count: end - from))
    }

    /// The last place at or before `limit` that does not split a UTF-8 sequence.
    private func boundary(_ base: UnsafeMutableRawPointer, line: Int, limit: Int) -> Int {
        let bytes = base.assumingMemoryBound(to: UInt8.self)
        var at = limit
        while at > line, at > limit - 3, bytes[at] & 0xc0 == 0x80 { at -= 1 }
        // Not UTF-8 at all: the limit itself.
        return bytes[at] & 0xc0 == 0x80 ? limit : at
    }
}

/// Counting line ends.
enum Newlines {
    /// Lines in a piece: its newlines, and one more where the last line lacks its own.
    static func count(in arena: [UInt8]) -> UInt64 {
        let newlines = arena.withUnsafeBytes { count($0) }
        return UInt64(newlines) + (arena.last == 10 || arena.isEmpty ? 0 : 1)
    }

    /// Newlines in `bytes`.
    static func count(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        return haetae_count_byte(base, 10, bytes.count)
    }
}
