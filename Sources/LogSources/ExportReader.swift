import Glibc
import Model

/// A window over a stream, for reading structures that do not fit a line: refilled as needed, offsets kept.
struct InputWindow {
    let input: any ByteInput
    private var buffer: [UInt8]
    private var start = 0, end = 0
    private(set) var isAtEnd = false

    init(_ input: any ByteInput, size: Int = 256 << 10) {
        self.input = input
        buffer = [UInt8](repeating: 0, count: size)
    }

    /// Offset in the stream of the next byte.
    var offset: UInt64 { input.offset - UInt64(end - start) }
    var count: Int { end - start }
    var capacity: Int { buffer.count }

    /// Makes at least `wanted` bytes (at most the capacity) available; false when the stream has fewer.
    mutating func need(_ wanted: Int) throws(SourceError) -> Bool {
        while end - start < wanted, !isAtEnd { try refill() }
        return end - start >= wanted
    }

    mutating func refill() throws(SourceError) {
        if start > 0 {
            buffer.withUnsafeMutableBytes { raw in
                if let base = raw.baseAddress { memmove(base, base + start, end - start) }
            }
            (start, end) = (0, end - start)
        }
        guard end < buffer.count else { return }
        var failure: SourceError?
        let got = buffer.withUnsafeMutableBytes { raw -> Int in
            do throws(SourceError) {
                return try input.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[end...]))
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        if got == 0 { isAtEnd = true }
        end += got
    }

    /// Position of `byte` from here, within what is available.
    func find(_ byte: UInt8, from: Int = 0) -> Int? {
        buffer.withUnsafeBytes { raw in
            guard let base = raw.baseAddress, start + from < end,
                let hit = memchr(base + start + from, Int32(byte), end - start - from)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(hit)) - start
        }
    }

    func byte(_ index: Int) -> UInt8 { buffer[start + index] }
    func withBytes<T>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        buffer.withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[start + range.lowerBound..<start + range.upperBound]))
        }
    }
    mutating func drop(_ count: Int) { start += count }

    /// Passes over bytes, however many, without keeping them. False when the stream ends before.
    mutating func skip(_ count: UInt64) throws(SourceError) -> Bool {
        var left = count
        while left > 0 {
            if end == start {
                if isAtEnd { return false }
                try refill()
                continue
            }
            let step = Int(min(left, UInt64(end - start)))
            start += step
            left -= UInt64(step)
        }
        return true
    }
}

/// Parses the Journal Export Format (systemd's JOURNAL_EXPORT_FORMATS): fields as `NAME=value` lines, or `NAME`, a line
/// end, 64 bits of length, the bytes, a line end; an empty line ends an entry.
///
/// Nothing in it is trusted: a field may claim any length, and is skipped without being held in memory. What journald
/// itself would refuse (fields above 768 MiB, more than 1024 of them, impossible names) makes the entry malformed: it
/// is counted, and reading goes on behind the next empty line.
final class ExportReader {
    /// journald's own limits (DATA_SIZE_MAX, ENTRY_FIELD_COUNT_MAX), and the longest name it takes.
    static let fieldLimit: UInt64 = 768 << 20
    static let fieldCount = 1024
    static let nameLimit = 64

    enum Outcome: Sendable, Hashable {
        case entry
        /// One of Haetae's own, left out.
        case own
        case malformed(at: UInt64, String)
        case end
    }

    private var window: InputWindow
    /// Offset behind the last entry: where to resume.
    private(set) var resume: UInt64

    init(_ input: any ByteInput) {
        window = InputWindow(input)
        resume = input.offset
    }

    var consumed: UInt64 { window.input.consumed }

    /// Reads one entry into the builder.
    func next(into builder: inout EntryBuilder, excludeOwn: Bool) throws(SourceError) -> Outcome {
        builder.begin(time: .unknown)
        var fields = 0
        let start = window.offset
        while true {
            switch try line() {
            case .end:
                resume = window.offset
                guard fields > 0, builder.hasFields else {
                    builder.cancel()
                    return fields > 0 ? .malformed(at: start, "the last entry is incomplete") : .end
                }
                return builder.end(excludeOwn: excludeOwn) ? .entry : .own
            case .empty:
                resume = window.offset
                if fields == 0 { continue }
                // An entry without one usable field is still an entry: journald's own metadata, say.
                return builder.end(excludeOwn: excludeOwn) ? .entry : .own
            case .field(let length, let separator):
                fields += 1
                guard fields <= Self.fieldCount else { return try malformed(start, "too many fields", &builder) }
                add(separator: separator, length: length, to: &builder)
                window.drop(length + 1)
            case .binary(let nameLength):
                fields += 1
                guard fields <= Self.fieldCount else { return try malformed(start, "too many fields", &builder) }
                if let problem = try binary(nameLength, into: &builder) {
                    return try malformed(start, problem, &builder)
                }
            case .long(let name):
                // A text field longer than the window: its beginning is used, the rest passed over.
                fields += 1
                try long(separator: name, into: &builder)
            case .bad(let what): return try malformed(start, what, &builder)
            }
        }
    }

    private enum Line {
        case end, empty
        case field(length: Int, separator: Int)
        case binary(nameLength: Int)
        case long(separator: Int)
        case bad(String)
    }

    /// Looks at the next line, which stays in the window.
    private func line() throws(SourceError) -> Line {
        var searched = 0
        while true {
            if let newline = window.find(10, from: searched) {
                if newline == 0 {
                    window.drop(1)
                    return .empty
                }
                return classify(newline)
            }
            searched = window.count
            if window.isAtEnd {
                if searched == 0 { return .end }
                return .bad("the stream ends inside a field")
            }
            if searched == window.capacity {
                guard let separator = window.find(61), separator <= Self.nameLimit, isName(separator) else {
                    return .bad("not a field")
                }
                return .long(separator: separator)
            }
            try window.refill()
        }
    }

    private func classify(_ newline: Int) -> Line {
        let limit = min(newline, Self.nameLimit + 1)
        var separator = 0
        while separator < limit, window.byte(separator) != 61 { separator += 1 }
        guard isName(separator) else { return .bad("not a field name") }
        return separator < newline && window.byte(separator) == 61
            ? .field(length: newline, separator: separator) : .binary(nameLength: newline)
    }

    /// Upper-case letters, digits and underscores, 1 to 64 of them, no digit first.
    private func isName(_ length: Int) -> Bool {
        guard length > 0, length <= Self.nameLimit, !(48...57).contains(window.byte(0)) else { return false }
        for index in 0..<length {
            let byte = window.byte(index)
            guard (65...90).contains(byte) || (48...57).contains(byte) || byte == 95 else { return false }
        }
        return true
    }

    private func add(separator: Int, length: Int, to builder: inout EntryBuilder) {
        window.withBytes(0..<length) { data in
            if separator == Self.time.utf8CodeUnitCount, let base = data.baseAddress,
                memcmp(base, Self.time.utf8Start, separator) == 0
            {
                Self.setTime(UnsafeRawBufferPointer(rebasing: data[(separator + 1)...]), of: &builder)
            } else {
                builder.add(data)
            }
        }
    }
    private static let time: StaticString = "__REALTIME_TIMESTAMP"

    private static func setTime(_ digits: UnsafeRawBufferPointer, of builder: inout EntryBuilder) {
        guard !digits.isEmpty, digits.count <= 18 else { return }
        var value: Micros = 0
        for digit in digits {
            guard digit >= 48, digit <= 57 else { return }
            value = value * 10 + Micros(digit - 48)
        }
        builder.set(time: value)
    }

    /// `NAME\n`, length, bytes, `\n`: what is wrong with it, or nil.
    private func binary(_ nameLength: Int, into builder: inout EntryBuilder) throws(SourceError) -> String? {
        let header = nameLength + 1 + 8
        guard try window.need(header) else { return "the stream ends inside a field" }
        var size: UInt64 = 0
        for index in 0..<8 { size |= UInt64(window.byte(nameLength + 1 + index)) << UInt64(8 * index) }
        guard size <= Self.fieldLimit else { return "a field claims \(size) bytes" }
        let name = window.withBytes(0..<nameLength) { [UInt8]($0) }
        let wanted = name.withUnsafeBytes { EntryBuilder.wants($0) }
        window.drop(header)
        var left = size
        if wanted {
            let kept = Int(min(size, UInt64(EntryBuilder.messageLimit)))
            guard try window.need(kept) else { return "the stream ends inside a field" }
            let data = name + [61] + window.withBytes(0..<kept) { [UInt8]($0) }
            data.withUnsafeBytes { builder.add($0) }
            if size > UInt64(kept), name == Array("MESSAGE".utf8) { builder.noteCut(lost: size - UInt64(kept)) }
            window.drop(kept)
            left -= UInt64(kept)
        }
        guard try window.skip(left), try window.need(1) else { return "the stream ends inside a field" }
        guard window.byte(0) == 10 else { return "a field does not end where it says" }
        window.drop(1)
        return nil
    }

    private func long(separator: Int, into builder: inout EntryBuilder) throws(SourceError) {
        // `add` keeps the beginning and counts the rest of the window as cut; here what lies beyond it is counted.
        let isMessage = separator == 7 && window.withBytes(0..<7) { $0.elementsEqual("MESSAGE".utf8) }
        let inWindow = window.count
        add(separator: separator, length: inWindow, to: &builder)
        window.drop(inWindow)
        var lost: UInt64 = 0
        while true {
            if let newline = window.find(10) {
                lost += UInt64(newline)
                window.drop(newline + 1)
                break
            }
            lost += UInt64(window.count)
            window.drop(window.count)
            if window.isAtEnd { break }
            try window.refill()
        }
        if isMessage { builder.noteCut(lost: lost) }
    }

    /// Passes over everything up to the next empty line.
    private func malformed(
        _ start: UInt64, _ what: String, _ builder: inout EntryBuilder
    ) throws(SourceError) -> Outcome {
        builder.cancel()
        var lineIsEmpty = false
        skipping: while true {
            guard let newline = window.find(10) else {
                if window.count > 0 { lineIsEmpty = false }
                window.drop(window.count)
                if window.isAtEnd { break }
                try window.refill()
                continue
            }
            let ends = newline == 0 && lineIsEmpty
            window.drop(newline + 1)
            if ends { break skipping }
            lineIsEmpty = true
        }
        resume = window.offset
        return .malformed(at: start, what)
    }
}
