import Glibc

/// Bytes in order, decompressed and converted: what lines and entries are cut from.
protocol ByteInput: AnyObject {
    /// Fills the beginning of `buffer`: the number of bytes, 0 at the (present) end. Bytes that precede a damage are
    /// given first; the error comes with the call after them.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
    /// Offset in this stream of the next byte.
    var offset: UInt64 { get }
    /// About how many bytes are left, nil where unknown: sizes the buffers, nothing else.
    var remaining: Int? { get }
    /// Bytes taken from the file itself, compressed ones counted as such.
    var consumed: UInt64 { get }
}

extension ByteInput {
    /// Moves on by reading and forgetting, in pieces of 256 KiB. False when the stream ends before.
    func skip(to target: UInt64) throws(SourceError) -> Bool {
        guard target > offset else { return target == offset }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { piece.deallocate() }
        while offset < target {
            let wanted = Int(min(UInt64(piece.count), target - offset))
            if try read(into: UnsafeMutableRawBufferPointer(rebasing: piece[..<wanted])) == 0 { return false }
        }
        return true
    }

    /// Up to `count` bytes from here.
    func prefix(_ count: Int) throws(SourceError) -> [UInt8] {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        defer { piece.deallocate() }
        var filled = 0
        while filled < count {
            let got: Int
            do {
                got = try read(into: UnsafeMutableRawBufferPointer(rebasing: piece[filled...]))
            } catch {
                if filled > 0 { break }  // what there is serves as a sample; the reader will meet the error itself
                throw error
            }
            if got == 0 { break }
            filled += got
        }
        return [UInt8](UnsafeRawBufferPointer(rebasing: piece[..<filled]))
    }
}

/// A regular file as it is, from any offset; it may grow meanwhile.
final class PlainInput: ByteInput {
    let file: OpenFile
    private(set) var offset: UInt64

    init(_ file: OpenFile, offset: UInt64 = 0) { (self.file, self.offset) = (file, offset) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        let count = try file.read(into: buffer, at: offset)
        offset += UInt64(count)
        return count
    }

    var remaining: Int? {
        guard let size = try? file.status().size else { return nil }
        return size > offset ? Int(clamping: size - offset) : 0
    }
    var consumed: UInt64 { offset }

    /// The file was cut back: goes on from its beginning.
    func rewind() { offset = 0 }
}

/// A pipe, a FIFO or a terminal: read(2), what was peeked at first.
final class PipeInput: ByteInput {
    let file: OpenFile
    private var peeked: ArraySlice<UInt8> = []
    private(set) var offset: UInt64 = 0
    private(set) var isAtEnd = false
    /// Whether to wait for data: without it, nothing there at present reads as 0 bytes.
    let blocking: Bool

    init(_ file: OpenFile, blocking: Bool = true) { (self.file, self.blocking) = (file, blocking) }

    /// The first bytes, not consumed: at least one line or 16 KiB or all there is.
    func peek() throws(SourceError) -> [UInt8] {
        var head: [UInt8] = []
        while head.count < 16 << 10, !isAtEnd, !head.contains(10) {
            var piece = [UInt8](repeating: 0, count: (16 << 10) - head.count)
            let got = try piece.withUnsafeMutableBytes { buffer in
                Result { () throws(SourceError) -> Int in try receive(buffer, wait: true) }
            }.get()
            head += piece[..<got]
        }
        peeked = head[...]
        return head
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        if !peeked.isEmpty {
            let count = min(peeked.count, buffer.count)
            buffer.copyBytes(from: peeked.prefix(count))
            peeked.removeFirst(count)
            offset += UInt64(count)
            return count
        }
        let count = try receive(buffer, wait: blocking)
        offset += UInt64(count)
        return count
    }

    private func receive(_ buffer: UnsafeMutableRawBufferPointer, wait: Bool) throws(SourceError) -> Int {
        guard !isAtEnd else { return 0 }
        while true {
            if !wait, !hasData(timeout: 0) { return 0 }
            let count = Glibc.read(file.descriptor, buffer.baseAddress, buffer.count)
            if count > 0 { return count }
            if count == 0 {
                isAtEnd = true
                return 0
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                if !wait { return 0 }
                _ = hasData(timeout: -1)
            default: throw .last("read", path: file.path)
            }
        }
    }

    private func hasData(timeout: Int32) -> Bool {
        var set = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&set, 1, timeout) > 0
    }

    var remaining: Int? { nil }
    var consumed: UInt64 { offset }
}
