import Bytes
import Model
import TestSupport
import Testing

@testable import LogFormats

/// Hostile bytes: no parser may trap, and no range may leave its line.
@Suite struct FuzzTests {
    /// A parser that tries `format` first.
    static func parser(_ format: Format, layout: [Element] = [], latest: Micros = 1_795_600_000 * .second) -> LineParser
    {
        var context = Context(time: TimeContext(zoneOffset: 3600, latest: latest, slack: .day))
        context.layout = Layout(layout)
        context.layoutHasLevel = context.layout.hasLevel
        context.layoutHasTime = context.layout.isEmpty || context.layout.hasTime
        var columns = Columns()
        for role: Columns.Role in [.date, .time, .other, .method, .path, .status] { columns.append(role) }
        context.columns = columns
        return LineParser(version: 0, code: format, context: context, joins: false)
    }

    static func check(_ record: Record, _ line: ByteRange, _ text: @autoclosure () -> String) {
        for range in [record.message, record.host, record.service, record.correlation, record.fields]
        where !range.isEmpty {
            #expect(range.start >= line.start && range.end <= line.end && range.start <= range.end, "\(text())")
        }
        #expect(record.message.start <= record.message.end, "\(text())")
        #expect(
            record.mined.start <= record.mined.end && record.mined.end <= max(line.end, record.message.end), "\(text())"
        )
        #expect(
            record.time == .unknown || record.time > -3_000_000_000 * .second && record.time < 7_300_000_000 * .second,
            "\(text())")
    }

    /// Lines of headers that are known only by vote.
    static let coded =
        TimeHeading.samples + [
            "00:0024:00001:2026/11/24 17:00:11.82 pid:4711 MESSAGE , cart, CartService text",
            "0:00:00.030078976 4711 [e(0)] 08[NET] /srv/http.py:133-warning: text", "901099\tID:5\tcart : text",
            "2a28.67c: text", "[6924f3ab][cart]: text", "2026-328T17:00:11,672 text", "24112026 17:00:11 text",
        ]

    /// One to four random changes: a byte, a cut, a doubled part, a huge number, a NUL, broken UTF-8, a part of
    /// another sample.
    static func mutate(_ line: [UInt8], _ other: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = line
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard !bytes.isEmpty else { break }
            let at = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<9, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(at...)
            case 2: bytes.removeSubrange(..<at)
            case 3: bytes.insert(contentsOf: bytes[at...], at: at)
            case 4: bytes.insert(contentsOf: Array("99999999999999999999999".utf8), at: at)
            case 5: bytes[at] = 0
            case 6: bytes.insert(contentsOf: [0xff, 0xc3, 0x28], at: at)
            case 7: bytes.replaceSubrange(at..., with: other.prefix(Int.random(in: 0...40, using: &random)))
            default:
                bytes.insert(
                    [91, 93, 34, 92, 123, 125, 60, 58, 61, 32, 27, 45, 124][Int.random(in: 0..<13, using: &random)],
                    at: at)
            }
        }
        return bytes
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func hostileLines(seed: UInt64) {
        var random = Seeded(seed)
        let samples = (Format.allCases.flatMap(\.samples) + Self.coded).map { Array($0.utf8) }
        let parsers =
            Format.allCases.map { Self.parser($0) } + [
                Self.parser(.columns, layout: [.time, .level, .bracket, .named]),
                Self.parser(
                    .columns, layout: [.word, .epoch, .number, .dotted, .dash, .dashColumn, .pipeColumn, .padded]),
                Self.parser(.columns, layout: [.time, .letter, .host, .tagged, .paren]),
                Self.parser(.columns, layout: [.joinedTime, .coded, .levelWord, .separator, .commaColumn, .nameWord]),
                Self.parser(.columns, layout: [.span, .number, .letterBracket, .coded, .throughLevel]),
                Self.parser(.columns, layout: [.ticks, .coded, .dashColumn]), Self.parser(.columns, layout: [.coded]),
                Self.parser(.columns, layout: [.bracket, .bracket]),
                Self.parser(.columns, layout: [.numberedLevel]), Self.parser(.columns, layout: [.tagged]),
                Self.parser(.columns, layout: [.time, .tabLevel, .tabColumn]),
                Self.parser(.syslog, latest: .max), Self.parser(.syslog, latest: .min),
            ]
        for _ in 0..<600 {
            let sample = samples[Int.random(in: 0..<samples.count, using: &random)]
            let other = samples[Int.random(in: 0..<samples.count, using: &random)]
            let line = Self.mutate(sample, other, &random)
            // The line stands within other bytes, which must not be read.
            let pad = Int.random(in: 0..<5, using: &random)
            let arena = [UInt8](repeating: 57, count: pad) + line + [UInt8](repeating: 57, count: 30)
            let range = ByteRange(pad, pad + line.count)
            let alone = line.span.bytes
            for parser in parsers {
                let record = parser.parse(range, in: arena.span.bytes)
                Self.check(record, range, String(decoding: line, as: UTF8.self))
                // A pure function of the line: where it stands does not matter.
                let again = parser.parse(ByteRange(0, line.count), in: alone)
                #expect(
                    again.time == record.time && again.severity == record.severity && again.format == record.format
                        && again.pid == record.pid && again.flags == record.flags
                        && again.message.count == record.message.count)
            }
            var entry = JournalEntry(time: 0, severity: .info)
            entry.message = range
            Self.check(parsers[0].parse(entry, in: arena.span.bytes), range, "journal")
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func hostileSources(seed: UInt64) {
        var random = Seeded(seed &+ 1000)
        let samples = Format.allCases.flatMap(\.samples).map { Array($0.utf8) }
        var text: [UInt8] = []
        for _ in 0..<200 {
            let sample = samples[Int.random(in: 0..<samples.count, using: &random)]
            let other = samples[Int.random(in: 0..<samples.count, using: &random)]
            text += Self.mutate(sample, other, &random) + [10]
        }
        var tracker = FormatTracker(
            SourceDescriptor(
                name: "f", kind: .file, host: "h", latest: 1_795_600_000 * .second, head: Array(text.prefix(4096))))
        var at = 0
        let bytes = text.span.bytes
        while at < text.count {
            let stop = Scan.first(10, in: bytes, from: at, to: text.count)
            let record = tracker.parser.parse(ByteRange(at, stop), in: bytes)
            Self.check(record, ByteRange(at, stop), "seed \(seed)")
            _ = tracker.observe(record, in: bytes)
            at = stop + 1
        }
    }

    @Test func damagedSnapshots() throws {
        let descriptor = SourceDescriptor(name: "f", kind: .file, host: "h", latest: 1_795_600_000 * .second)
        let lines = TimeLed.samples + TimeLed.samples
        let snapshot = tracker(of: lines).snapshot()
        var random = Seeded(7)
        for cut in 0..<snapshot.count {
            #expect(throws: SnapshotError.self) { try FormatTracker(descriptor, snapshot: Array(snapshot[..<cut])) }
        }
        for _ in 0..<2000 {
            var damaged = snapshot
            damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            if var revived = try? FormatTracker(descriptor, snapshot: damaged) {
                let line = Array(TimeLed.samples[0].utf8)
                let record = revived.parser.parse(ByteRange(0, line.count), in: line.span.bytes)
                _ = revived.observe(record, in: line.span.bytes)
            }
        }
    }
}
