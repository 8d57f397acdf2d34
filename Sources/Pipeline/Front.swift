import Bytes
import LogFormats
import Model
import TemplateMining

/// One line as the front leaves it for the back: plain data, no reference.
package struct FrontLine: Sendable {
    package var record: Record
    package var shape: LineShape
}

/// What the front made of one batch.
package struct FrontResult: Sendable {
    /// Version of the parser that read the headers.
    package var parserVersion: Int
    /// All lines of the batch in order, empty ones included.
    package var lines: [FrontLine]
}

/// The stateless half of the line: find lines, read headers, tokenise and hash. It depends on the batch's bytes and the
/// parser alone, so any number of workers may run it, a batch each.
package struct Front: Sendable {
    package let tokenizer: Tokenizer

    package init(tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    /// O(bytes). Thread-safe: a value that is only read.
    package func parse(_ batch: borrowing LogBatch, with parser: LineParser) -> FrontResult {
        let bytes = batch.arena.span.bytes
        var lines: [FrontLine] = []
        switch batch.content {
        case .lines:
            lines.reserveCapacity(bytes.byteCount / 100 + 16)
            var ranges = LineRanges()
            while let line = ranges.next(in: bytes) {
                let record = parser.parse(line, in: bytes)
                lines.append(FrontLine(record: record, shape: tokenizer.shape(of: record.mined, in: bytes)))
            }
        case .entries(let entries):
            lines.reserveCapacity(entries.count)
            for entry in entries {
                let record = parser.parse(entry, in: bytes)
                lines.append(FrontLine(record: record, shape: tokenizer.shape(of: record.mined, in: bytes)))
            }
        }
        for number in batch.cutLines where number >= 0 && Int(number) < lines.count {
            lines[Int(number)].record.flags.insert(.cut)
        }
        return FrontResult(parserVersion: parser.version, lines: lines)
    }
}
