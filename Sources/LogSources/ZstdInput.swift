import CZstd

/// A Zstandard stream (RFC 8878) of any number of frames, decompressed. Windows of more than 128 MiB are refused.
final class ZstdInput: ByteInput {
    private let inner: any ByteInput
    private let path: String
    private let context: OpaquePointer
    private let input: UnsafeMutableRawBufferPointer
    private var available = 0, used = 0
    private var frameOpen = false, innerEnded = false
    private var failure: SourceError?
    private(set) var offset: UInt64 = 0

    init(_ inner: any ByteInput, path: String) throws(SourceError) {
        guard let context = ZSTD_createDStream() else {
            throw .damaged(path: path, at: 0, what: "zstd gives no memory")
        }
        (self.inner, self.path, self.context) = (inner, path, context)
        input = .allocate(byteCount: 128 << 10, alignment: 16)
    }

    deinit {
        ZSTD_freeDStream(context)
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        if let failure { throw failure }
        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        while output.pos < output.size, failure == nil {
            if used == available, !innerEnded { refill() }
            if failure != nil { break }
            let atEnd = used == available && innerEnded
            if atEnd, !frameOpen { break }
            var source = ZSTD_inBuffer(src: input.baseAddress, size: available, pos: used)
            let produced = output.pos
            let hint = ZSTD_decompressStream(context, &output, &source)
            let progressed = source.pos > used || output.pos > produced
            used = source.pos
            if ZSTD_isError(hint) != 0 {
                let what = String(cString: ZSTD_getErrorName(hint))
                failure = .damaged(path: path, at: offset + UInt64(output.pos), what: "zstd: \(what)")
            } else {
                frameOpen = hint != 0
                if atEnd, !progressed, frameOpen {
                    failure = .truncated(path: path, at: offset + UInt64(output.pos))
                }
            }
        }
        offset += UInt64(output.pos)
        if output.pos == 0, let failure { throw failure }
        return output.pos
    }

    private func refill() {
        do throws(SourceError) {
            (available, used) = (try inner.read(into: input), 0)
            if available == 0 { innerEnded = true }
        } catch {
            failure = error
        }
    }

    // A guess: text shrinks to about a tenth.
    var remaining: Int? {
        if innerEnded, used == available, !frameOpen { return 0 }
        return inner.remaining.map { (min($0, 1 << 40) + available - used) * 12 + (64 << 10) }
    }
    var consumed: UInt64 { inner.consumed }
}
