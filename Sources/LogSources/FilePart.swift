import Model

/// One open file being cut into lines: a part of a rotated log, or the whole of one.
final class FilePart {
    let file: OpenFile
    let encoding: FileEncoding
    private(set) var status: FileStatus
    private(set) var fingerprint: Fingerprint
    private var input: any ByteInput
    private var cutter: LineCutter
    /// When it last gave a byte (the reader's `readAt`).
    private(set) var lastGrowth: Micros = .unknown

    /// Opens a file at an offset of its stream; nil when the stream ends before it.
    init?(path: String, offset: UInt64 = 0) throws(SourceError) {
        file = try OpenFile(path: path)
        status = try file.status()
        // A device gives bytes without end, a pipe cannot be read at an offset: neither is followed, whoever put it in a log's place.
        guard status.kind == .regular else {
            throw .notALog(path: path, what: status.kind == .folder ? "a folder" : "a named pipe, a socket or a device")
        }
        let raw = try file.prefix(Fingerprint.limit)
        encoding = FileEncoding(head: raw)
        fingerprint = Fingerprint(head: encoding.isSeekable ? raw : try Self.head(of: file, encoding))
        if encoding.isSeekable, status.size < offset { return nil }
        guard let stream = try encoding.stream(of: file, from: offset) else { return nil }
        input = stream
        cutter = LineCutter(at: stream.offset)
    }

    /// The beginning of a file's stream, decompressed. Damage behind it does not matter here.
    static func head(of file: OpenFile, _ encoding: FileEncoding, count: Int = Fingerprint.limit) throws(SourceError)
        -> [UInt8]
    {
        if encoding == .plain { return try file.prefix(count) }
        guard let stream = try encoding.stream(of: file, from: 0) else { return [] }
        return try stream.prefix(count)
    }

    var mark: FileMark {
        FileMark(
            device: status.device, inode: status.inode, fingerprint: fingerprint, offset: cutter.delivered,
            modified: status.modified)
    }
    /// Bytes of the file that were read.
    var consumed: UInt64 { input.consumed }
    var holdsLine: Bool { cutter.holdsLine }
    var holdsCutLine: Bool { cutter.holdsCutLine }
    /// Whether everything that is there has been read.
    var isAtEnd: Bool { input.remaining == 0 && !cutter.holdsLine }

    /// Whether more can be appended to it.
    var canGrow: Bool { !encoding.isCompressed && !isClosed }
    /// A copy that nobody writes to.
    var isClosed = false
    /// Starts the clock of idleness at its opening.
    func opened(at time: Micros) { lastGrowth = time }

    /// The next whole lines; `ended` when the file has no more bytes at present.
    func next(maxBytes: Int, readAt: Micros, ended: inout Bool) throws(SourceError) -> LineCutter.Piece? {
        let before = input.offset
        defer { if input.offset != before { lastGrowth = readAt } }
        return try cutter.next(from: input, maxBytes: maxBytes, ended: &ended)
    }
    /// The held-back last line.
    func flush() -> LineCutter.Piece? { cutter.flush() }

    /// The bytes by which it is known: as they are, of a converted one those of its stream.
    private func beginning() throws(SourceError) -> [UInt8] {
        encoding.isSeekable ? try file.prefix(Fingerprint.limit) : try Self.head(of: file, encoding)
    }

    /// What became of the file since the last look.
    enum Change: Sendable, Hashable {
        case none
        /// It was cut back, or rewritten: what was read is not what it begins with now.
        case truncated
    }

    /// Looks whether the bytes read so far still stand there. Compressed files do not grow.
    func inspect() throws(SourceError) -> Change {
        guard !encoding.isCompressed else { return .none }
        // After a truncation `status` stays as it was before: a copy is known by being no older than that.
        let present = try file.status()
        if present.size < input.consumed { return .truncated }
        let head = try beginning()
        guard fingerprint.matches(head: head) else { return .truncated }
        status = present
        if head.count > fingerprint.length { fingerprint = Fingerprint(head: head) }
        return .none
    }

    /// Starts again at the beginning of a truncated file. What was held back of its last line is returned: it is all
    /// that is left of it.
    func restart() throws(SourceError) -> LineCutter.Piece? {
        let rest = cutter.flush()
        input = try encoding.stream(of: file, from: 0) ?? PlainInput(file)
        cutter = LineCutter(at: input.offset)
        fingerprint = Fingerprint(head: try beginning())
        status = try file.status()
        return rest
    }
}
