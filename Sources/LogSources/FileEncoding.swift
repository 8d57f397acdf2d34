/// How a file's bytes become a stream of lines, told by its first bytes and never by its name.
enum FileEncoding: Sendable, Hashable {
    case plain, gzip, zstd, utf8Mark, utf16Little, utf16Big

    /// By the magic numbers and byte order marks at the beginning.
    init(head: [UInt8]) {
        self =
            switch (head.first, head.dropFirst().first) {
            case (0x1f, 0x8b): .gzip
            case (0x28, 0xb5) where head.starts(with: [0x28, 0xb5, 0x2f, 0xfd]): .zstd
            case (0xef, 0xbb) where head.starts(with: [0xef, 0xbb, 0xbf]): .utf8Mark
            case (0xff, 0xfe): .utf16Little
            case (0xfe, 0xff): .utf16Big
            default: Self.unmarkedUTF16(head) ?? .plain
            }
    }

    /// UTF-16 without its mark, as some Windows programs write it: in at least eight characters each second byte is zero and no
    /// other is, which no text in another encoding begins with.
    private static func unmarkedUTF16(_ head: [UInt8]) -> FileEncoding? {
        let look = head.prefix(64)
        guard look.count >= 16 else { return nil }
        var zeros = (even: 0, odd: 0)
        for (index, byte) in look.enumerated() where byte == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        if zeros.even == 0, zeros.odd == look.count / 2 { return .utf16Little }
        if zeros.odd == 0, zeros.even == (look.count + 1) / 2 { return .utf16Big }
        return nil
    }

    /// Whether offsets of the stream are offsets of the file.
    var isSeekable: Bool { self == .plain || self == .utf8Mark }
    /// Whether it can grow by appending lines.
    var isCompressed: Bool { self == .gzip || self == .zstd }

    /// The stream of an open file, from `offset` of it; nil when it ends before.
    func stream(of file: OpenFile, from offset: UInt64) throws(SourceError) -> (any ByteInput)? {
        let path = file.path
        let input: any ByteInput
        switch self {
        case .plain: return PlainInput(file, offset: offset)
        case .utf8Mark: return PlainInput(file, offset: max(3, offset))
        case .gzip: input = try GzipInput(PlainInput(file), path: path)
        case .zstd: input = try ZstdInput(PlainInput(file), path: path)
        case .utf16Little: input = UTF16Input(PlainInput(file), bigEndian: false)
        case .utf16Big: input = UTF16Input(PlainInput(file), bigEndian: true)
        }
        return try input.skip(to: offset) ? input : nil
    }

    /// The decompressed stream of something that cannot seek.
    func stream(of pipe: PipeInput, path: String) throws(SourceError) -> any ByteInput {
        switch self {
        case .gzip: try GzipInput(pipe, path: path)
        case .zstd: try ZstdInput(pipe, path: path)
        case .utf16Little: UTF16Input(pipe, bigEndian: false)
        case .utf16Big: UTF16Input(pipe, bigEndian: true)
        case .plain, .utf8Mark: pipe
        }
    }
}
