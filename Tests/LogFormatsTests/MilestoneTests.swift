import Bytes
import LogFormats
import Model
import Testing

/// Dates without a year in logs that span more than one.
@Suite struct MilestoneTests {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func line(_ time: Micros) -> String {
        let at = CivilTime(time)
        func two(_ value: Int, _ pad: String = "0") -> String { value < 10 ? "\(pad)\(value)" : "\(value)" }
        return
            "\(months[at.month - 1]) \(two(at.day, " ")) \(two(at.hour)):\(two(at.minute)):\(two(at.second)) h a[1]: x"
    }

    private static func tracker(_ times: [Micros], milestones count: Int) -> FormatTracker {
        let lines = times.map(line)
        var descriptor = SourceDescriptor(
            name: "file:test", kind: .file, host: "here", latest: (times.last ?? 0) + .hour,
            head: Array((lines.prefix(50).joined(separator: "\n") + "\n").utf8))
        let places = (0..<count).map { $0 * (lines.count - 1) / max(1, count - 1) }
        descriptor.milestones = Array((places.map { lines[$0] }.joined(separator: "\n") + "\n").utf8)
        return FormatTracker(descriptor)
    }

    /// Days that the log spans, and seconds between its lines.
    @Test(arguments: [
        (20, 7200), (200, 40_000), (364, 40_000), (367, 40_000), (440, 3600), (440, 900_000), (1500, 90_000),
        (1500, 4_000_000),
    ])
    func everyDateGetsItsYear(days: Int, step: Int) throws {
        let end = try #require(RFC3339.parse("2026-11-20T10:00:00Z"))
        let times = (0...(days * 86_400 / step)).reversed().map { end - Micros($0 * step) * .second }
        var tracker = Self.tracker(times, milestones: 16)
        for (index, time) in times.enumerated() {
            if index % 37 == 36 {
                // A restart anywhere.
                let bare = SourceDescriptor(name: "file:test", kind: .file, host: "here", latest: end + .hour)
                tracker = try FormatTracker(bare, snapshot: tracker.snapshot())
            }
            let bytes = Array(Self.line(time).utf8)
            let record = tracker.parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes)
            try #require(record.time == time, "\(RFC3339.string(time)) read as \(RFC3339.string(record.time))")
            _ = tracker.observe(record, in: bytes.span.bytes)
        }
        #expect(tracker.guesses.first == "year inferred: 2026")
    }

    /// Lines read ahead with the parser of before a step are right, too.
    @Test func aParserIsRightForMonthsAhead() throws {
        let end = try #require(RFC3339.parse("2026-11-20T10:00:00Z"))
        let times = (0...440).reversed().map { end - Micros($0) * .day }
        let parser = Self.tracker(times, milestones: 16).parser
        for time in times.prefix(290) {
            let bytes = Array(Self.line(time).utf8)
            #expect(parser.parse(ByteRange(0, bytes.count), in: bytes.span.bytes).time == time)
        }
    }
}
