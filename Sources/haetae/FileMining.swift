import Bytes
import FoundationEssentials
import LogFormats
import LogSources
import Model
import Pipeline
import TemplateMining

/// Header, tokens and templates of one file, without the rest of the line: what `templates mine` does.
struct FileMining {
    var miner = TemplateMiner()
    var lines = 0
    private let tokenizer = Tokenizer()
    private var tracker: FormatTracker
    private let content: Bool
    private let rows: Bool
    private let online: Bool
    /// Template of each line, -1 for one that continues a record or is empty; only where rows are wanted.
    private var indices: [Int32] = []
    /// Identity and text of each line's template as known at the line; only with `--online`.
    private var known: [(id: String, text: String)] = []

    init(descriptor: SourceDescriptor, content: Bool, rows: Bool, online: Bool) {
        (self.content, self.rows, self.online) = (content, rows, online)
        tracker = FormatTracker(descriptor)
    }

    /// Mines a file, or standard input for `-`. What cannot be read of it is told on standard error.
    static func whole(_ file: String, content: Bool, rows: Bool = false, online: Bool = false) throws -> FileMining {
        let input = try OfflineInput(paths: [file])
        for problem in input.problems { Console.error("haetae: \(Console.visible(problem))") }
        guard let opening = input.openings.first else { throw input.nothingReadable }
        var mining = FileMining(descriptor: opening.descriptor, content: content, rows: rows, online: online)
        if content { mining.mineContent(of: opening, input.now) } else { mining.mineRecords(of: opening, input.now) }
        return mining
    }

    /// Message texts, a line each.
    private mutating func mineContent(of opening: SourceOpening, _ now: Micros) {
        do throws(SourceError) {
            let source = try opening.open()
            while let batch = try source.next(maxBytes: 1 << 20, readAt: now) {
                let bytes = batch.arena.span.bytes
                var ranges = LineRanges()
                while let line = ranges.next(in: bytes) { mine(line, tokenizer.shape(of: line, in: bytes), bytes) }
            }
            source.close()
        } catch {
            Console.error("haetae: \(Console.visible("\(error)"))")
        }
    }

    /// Whole lines: one thread reads, two read headers and tokenise (four fifths of the work), this one mines.
    private mutating func mineRecords(of opening: SourceOpening, _ now: Micros) {
        let front = Front(tokenizer: tokenizer)
        let ahead = ReadAhead(
            [opening], parsers: [tracker.parser], front: front, workers: 2, depth: 4, batchBytes: 256 * 1024,
            readAt: now)
        while let item = ahead.next() {
            switch item {
            case .batch(let batch, let lines): take(batch, lines, front, ahead)
            case .failed(_, let error): Console.error("haetae: \(Console.visible("\(error)"))")
            case .event(_, let event): Console.error("haetae: \(Console.visible("\(event)"))")
            case .end: break
            }
        }
        ahead.stop()
        while tracker.hasParts {
            // What there is of a split line.
            lines -= 1
            if rows { indices.removeLast() }
            if rows, online { known.removeLast() }
            mineWhole()
        }
    }

    /// Mines a batch. Where the format is decided anew, its rest is read again.
    private mutating func take(_ batch: LogBatch, _ read: FrontResult, _ front: Front, _ ahead: ReadAhead) {
        let bytes = batch.arena.span.bytes
        var lines = read
        var next = 0
        while next < lines.lines.count {
            if lines.parserVersion != tracker.parser.version {
                ahead.use(tracker.parser, for: batch.source)
                lines = front.parse(batch, with: tracker.parser)
            }
            var changed = false
            while next < lines.lines.count, !changed {
                var record = lines.lines[next].record
                changed = tracker.observe(record, in: bytes)
                tracker.join(&record, in: bytes)
                switch tracker.gather(record, in: bytes) {
                case .line where !record.flags.contains(.continuation):
                    mine(record.mined, lines.lines[next].shape, bytes)
                case .line, .part: note(-1)
                case .whole: mineWhole()
                }
                next += 1
            }
        }
    }

    /// A line that came in parts.
    private mutating func mineWhole() {
        let (arena, record, _) = tracker.takeWhole()
        let bytes = arena.span.bytes
        if record.flags.contains(.continuation) {
            note(-1)
        } else {
            mine(record.mined, tokenizer.shape(of: record.mined, in: bytes), bytes)
        }
    }

    @inline(__always)
    private mutating func mine(_ message: ByteRange, _ shape: LineShape, _ bytes: RawSpan) {
        let match = miner.match(shape, message: message, in: bytes)
        note(match.index)
    }

    @inline(__always)
    private mutating func note(_ index: Int32) {
        lines += 1
        guard rows else { return }
        indices.append(index)
        if online { known.append(index < 0 ? ("", "") : (miner.id(index).description, miner.text(index))) }
    }

    /// Prints the templates, the most frequent first.
    func list() {
        let known = miner.indices.map { (count: miner.count($0), text: miner.text($0)) }
        for template in known.sorted(by: { ($1.count, $0.text) < ($0.count, $1.text) }) {
            let count = Figures.count(template.count)
            Console.print(
                String(repeating: " ", count: max(0, 12 - count.count)) + count + "  " + Console.visible(template.text))
        }
    }

    /// Writes one row a line, aliases resolved; with `--online` each as it was known at its line.
    func write(_ file: String) throws {
        var text = "LineId,ClusterId,Template\n"
        var cache: [Int32: String] = [:]
        for (number, raw) in indices.enumerated() {
            let index = raw < 0 ? raw : miner.resolve(raw)
            let template: String
            if online {
                template = known[number].text
            } else if let cached = cache[index] {
                template = cached
            } else {
                template = index < 0 ? "" : miner.text(index)
                cache[index] = template
            }
            let id = online ? known[number].id : index < 0 ? "" : miner.id(index).description
            text += "\(number + 1),\(id),\"\(template.replacing("\"", with: "\"\""))\"\n"
        }
        do { try Data(text.utf8).write(to: URL(filePath: file)) } catch {
            throw CommandFailure("\(file): cannot be written: \(error)")
        }
    }
}
