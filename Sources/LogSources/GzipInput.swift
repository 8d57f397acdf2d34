import CZlib

/// A gzip stream of any number of members (RFC 1952 §2.2), decompressed. Zero padding after a member is passed over.
final class GzipInput: ByteInput {
    private let inner: any ByteInput
    private let path: String
    // A z_stream must not move while zlib holds pointers to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var inMember = true
    private var innerEnded = false, finished = false
    private var failure: SourceError?
    private(set) var offset: UInt64 = 0

    init(_ inner: any ByteInput, path: String) throws(SourceError) {
        (self.inner, self.path) = (inner, path)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: 128 << 10, alignment: 16)
        // 15 bits of window, 16 more: gzip and nothing else.
        guard inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged(path: path, at: 0, what: "zlib gives no memory")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        if let failure { throw failure }
        if finished || buffer.isEmpty { return 0 }
        stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = UInt32(clamping: buffer.count)
        let before = stream.pointee.avail_out
        step(until: before)
        let count = Int(before - stream.pointee.avail_out)
        offset += UInt64(count)
        if count == 0, let failure { throw failure }
        return count
    }

    /// Inflates until the output is full, the stream ends or fails.
    private func step(until capacity: UInt32) {
        while stream.pointee.avail_out > 0, !finished, failure == nil {
            if stream.pointee.avail_in == 0, !innerEnded { refill() }
            if failure != nil { return }
            if !inMember {
                guard startMember() else { return }
                continue
            }
            let (left, room) = (stream.pointee.avail_in, stream.pointee.avail_out)
            let code = inflate(stream, Z_NO_FLUSH)
            let produced = offset + UInt64(capacity - stream.pointee.avail_out)
            switch code {
            case Z_OK, Z_BUF_ERROR:
                // zlib may still hold output when the input is used up; only a call that moves nothing proves the end.
                if innerEnded, left == stream.pointee.avail_in, room == stream.pointee.avail_out {
                    failure = .truncated(path: path, at: produced)
                }
            case Z_STREAM_END: inMember = false
            default:
                let what = stream.pointee.msg.map { String(cString: $0) } ?? "not gzip data"
                failure = .damaged(path: path, at: produced, what: "gzip: \(what)")
            }
        }
    }

    private func refill() {
        do throws(SourceError) {
            let count = try inner.read(into: input)
            if count == 0 { innerEnded = true }
            stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
            stream.pointee.avail_in = UInt32(count)
        } catch {
            failure = error
        }
    }

    /// Behind a member: another one, padding, or the end. False when there is nothing more to inflate.
    private func startMember() -> Bool {
        while stream.pointee.avail_in > 0, let next = stream.pointee.next_in, next.pointee == 0 {
            stream.pointee.next_in = next + 1
            stream.pointee.avail_in -= 1
        }
        guard stream.pointee.avail_in > 0, let next = stream.pointee.next_in else {
            if innerEnded { finished = true }
            return !innerEnded
        }
        guard next.pointee == 0x1f else {
            // As gzip(1) does, what follows the last member and is none itself is passed over, but said.
            finished = true
            failure = .damaged(path: path, at: offset, what: "bytes that are not gzip follow the last member")
            return false
        }
        inflateReset(stream)
        inMember = true
        return true
    }

    // A guess: text shrinks to about a tenth.
    var remaining: Int? {
        if finished { return 0 }
        return inner.remaining.map { (min($0, 1 << 40) + Int(stream.pointee.avail_in)) * 12 + (64 << 10) }
    }
    var consumed: UInt64 { inner.consumed }
}
