import Bytes
import Model

/// Reads `timestamp,value` rows from chunks of bytes, in one pass and without allocation.
///
/// Lines end in LF or CRLF; empty lines are passed over; a field may stand in double quotes; a first line whose first
/// field is no time is the heading. A value: it remembers only which line it is at, so a file may be cut into chunks
/// anywhere between two lines.
package struct SeriesCSVReader: Sendable, Equatable {
    /// One row: its time, its value, and where its text lies (without the line end).
    package struct Row: Sendable, Equatable {
        package let time: Micros
        package let value: Double
        package let text: ByteRange
    }

    /// Longest line that can be a row, in bytes; a longer one is an error and not a reason to buffer it.
    package static let longestLine = 4096

    /// Lines read so far; while a row is handled, its number.
    package private(set) var line = 0

    package init() {}

    /// The next row at or after `offset`, which moves behind it; nil when `bytes` holds no further complete line.
    ///
    /// - Parameters:
    ///   - offset: where to read on; what is left behind it belongs before the next chunk.
    ///   - isLast: whether the bytes end with the input, so that a last line needs no line end.
    /// - Throws: `SeriesCSVError` with the line's number; `offset` is then behind the bad line, so a caller may go on.
    package mutating func next(
        in bytes: RawSpan, at offset: inout Int, isLast: Bool
    ) throws(SeriesCSVError) -> Row? {
        while offset < bytes.byteCount {
            var end = Scan.first(UInt8(ascii: "\n"), in: bytes, from: offset, to: bytes.byteCount)
            if end == bytes.byteCount, !isLast {
                if end - offset > Self.longestLine {
                    throw .tooLong(line: line + 1, bytes: Self.longestLine)
                }
                return nil
            }
            let start = offset
            offset = min(end + 1, bytes.byteCount)
            line += 1
            if end > start, bytes.byte(end - 1) == UInt8(ascii: "\r") { end -= 1 }
            if end == start { continue }
            if end - start > Self.longestLine { throw .tooLong(line: line, bytes: Self.longestLine) }
            if let row = try row(in: bytes, start..<end) { return row }
        }
        return nil
    }

    /// The row in `range`, or nil for the heading.
    private func row(in bytes: RawSpan, _ range: Range<Int>) throws(SeriesCSVError) -> Row? {
        let comma = Scan.first(UInt8(ascii: ","), in: bytes, from: range.lowerBound, to: range.upperBound)
        let timeText = Self.trimmed(bytes, range.lowerBound..<comma)
        let time = SeriesText.time(bytes, timeText)
        if time == nil, line == 1 { return nil }
        guard comma < range.upperBound else { throw .fields(line: line, found: 1) }
        let second = Scan.first(UInt8(ascii: ","), in: bytes, from: comma + 1, to: range.upperBound)
        if second < range.upperBound { throw .fields(line: line, found: Self.fields(bytes, range)) }
        guard let time else { throw .timestamp(line: line, text: Self.excerpt(bytes, timeText)) }
        let valueText = Self.trimmed(bytes, comma + 1..<range.upperBound)
        guard let value = SeriesText.number(bytes, valueText) else {
            throw .value(line: line, text: Self.excerpt(bytes, valueText))
        }
        return Row(time: time, value: value, text: ByteRange(range.lowerBound, range.upperBound))
    }

    /// Without blanks and one pair of quotes around it.
    private static func trimmed(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int> {
        var (from, to) = (range.lowerBound, range.upperBound)
        while from < to, bytes.byte(from) == UInt8(ascii: " ") { from += 1 }
        while to > from, bytes.byte(to - 1) == UInt8(ascii: " ") { to -= 1 }
        if to - from >= 2, bytes.byte(from) == UInt8(ascii: "\""), bytes.byte(to - 1) == UInt8(ascii: "\"") {
            from += 1
            to -= 1
        }
        return from..<to
    }

    private static func fields(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
        range.reduce(1) { $0 + (bytes.byte($1) == UInt8(ascii: ",") ? 1 : 0) }
    }

    /// At most forty bytes of a field, for a message.
    private static func excerpt(_ bytes: RawSpan, _ range: Range<Int>) -> String {
        range.count <= 40 ? bytes.text(range) : bytes.text(range.lowerBound..<range.lowerBound + 40) + "..."
    }
}

/// Writes `timestamp,value,anomaly_score` rows.
package enum SeriesCSVWriter {
    /// The heading, with its line end.
    package static let heading = "timestamp,value,anomaly_score\n"

    /// Appends the row at `text` as it was read, and its score with six decimals. O(bytes).
    package static func append(
        _ row: SeriesCSVReader.Row, of bytes: RawSpan, score: Double, to output: inout [UInt8]
    ) {
        bytes.extracting(row.text.range).withUnsafeBytes { output.append(contentsOf: $0) }
        output.append(UInt8(ascii: ","))
        SeriesText.append(score: score, to: &output)
        output.append(UInt8(ascii: "\n"))
    }
}

extension SeriesDetector {
    /// Judges each complete row of a chunk of CSV and appends the rows with their scores to `output`.
    ///
    /// - Returns: how many bytes were read; what lies behind them belongs before the next chunk.
    /// - Throws: `SeriesCSVError` at the first bad row; rows before it are in `output`.
    package mutating func annotate(
        _ bytes: RawSpan, reader: inout SeriesCSVReader, isLast: Bool, to output: inout [UInt8]
    ) throws(SeriesCSVError) -> Int {
        var offset = 0
        while let row = try reader.next(in: bytes, at: &offset, isLast: isLast) {
            SeriesCSVWriter.append(row, of: bytes, score: ingest(time: row.time, value: row.value), to: &output)
        }
        return offset
    }
}
