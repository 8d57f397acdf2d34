import Bytes
import Model
import Testing

@testable import LogFormats

/// Lines that their writer split are one line again before anything is made of them.
@Suite struct SplitLineTests {
    private static let source = [
        "2026-11-24T17:00:10.1Z stdout F ready",
        #"2026-11-24T17:00:11.1Z stdout P {"level":"error","#,
        #"2026-11-24T17:00:11.2Z stdout P "msg":"cart 12 is "#,
        #"2026-11-24T17:00:11.3Z stdout F broken"}"#,
        "2026-11-24T17:00:12.1Z stdout F done",
    ]

    /// What the lines come to: each record's text and severity; nil for a part.
    private func read(_ lines: [String], snapshotAt cut: Int? = nil) throws -> [(String, Severity?)?] {
        let descriptor = SourceDescriptor(
            name: "stdin", kind: .stdin, host: "h", latest: 1_795_626_000_000_000,
            head: Array(Self.source.joined(separator: "\n").utf8))
        var tracker = FormatTracker(descriptor)
        var found: [(String, Severity?)?] = []
        for (index, line) in lines.enumerated() {
            if index == cut { tracker = try FormatTracker(descriptor, snapshot: tracker.snapshot()) }
            let bytes = Array(line.utf8)
            let span = bytes.span.bytes
            var record = tracker.parser.parse(ByteRange(0, bytes.count), in: span)
            _ = tracker.observe(record, in: span)
            tracker.join(&record, in: span)
            switch tracker.gather(record, in: span) {
            case .line: found.append((span.text(record.message), record.severity))
            case .part: found.append(nil)
            case .whole:
                let (arena, whole, _) = tracker.takeWhole()
                found.append((arena.span.bytes.text(whole.message), whole.severity))
            }
        }
        return found
    }

    @Test func partsAreOneRecord() throws {
        let found = try read(Self.source)
        #expect(found.map { $0?.0 } == ["ready", nil, nil, "cart 12 is broken", "done"])
        #expect(found[3]?.1 == .error)
    }

    @Test func whatACollectorCutTheEndOffIsWhole() throws {
        let found = try read([
            #"{"date":1795540000.5,"log":"ready","kubernetes":{"container_name":"cart","host":"n1"}}"#,
            #"{"date":1795540001.5,"log":"going","stream":"stdout"}"#,
            #"{"log":"half a ","stream":"stdout","time":"2026-11-24T17:00:12.1Z"}"#,
            #"{"log":"line\n","stream":"stdout","time":"2026-11-24T17:00:12.2Z"}"#,
        ])
        #expect(found.map { $0?.0 } == ["ready", "going", nil, "half a line"])
    }

    @Test func eachStreamHasPartsOfItsOwn() throws {
        let found = try read([
            #"2026-11-24T17:00:11.1Z stdout P {"level":"info","#,
            "2026-11-24T17:00:11.2Z stderr F ERROR: the disk fails",
            "2026-11-24T17:00:11.3Z stderr P WARN: half ", #"2026-11-24T17:00:11.4Z stdout F "msg":"cart 12"}"#,
            "2026-11-24T17:00:11.5Z stdout F done", "2026-11-24T17:00:11.6Z stderr F empty",
        ])
        #expect(found.map { $0?.0 } == [nil, "the disk fails", nil, "cart 12", "done", "half empty"])
        #expect(found.map { $0?.1 } == [nil, .error, nil, .info, nil, .warning])
        let docker = try read([
            #"{"log":"one ","stream":"stdout","time":"2026-11-24T17:00:12.1Z"}"#,
            #"{"log":"two\n","stream":"stderr","time":"2026-11-24T17:00:12.2Z"}"#,
            #"{"log":"line\n","stream":"stdout","time":"2026-11-24T17:00:12.3Z"}"#,
        ])
        #expect(docker.map { $0?.0 } == [nil, "two", "one line"])
    }

    @Test(arguments: 0..<5) func aSnapshotKeepsTheParts(at cut: Int) throws {
        let whole = try read(Self.source).map { $0?.0 }
        #expect(try read(Self.source, snapshotAt: cut).map { $0?.0 } == whole)
    }

    @Test func whatIsTooLongIsCut() {
        var parts = PartGatherer()
        let text = Array(repeating: UInt8(ascii: "x"), count: PartGatherer.limit)
        var record = Record()
        record.line = ByteRange(0, text.count)
        record.message = record.line
        parts.begin(record, text.span.bytes)
        parts.append(record, text.span.bytes)
        #expect(parts.take().bytes.count == PartGatherer.limit)
        #expect(!parts.isOpen)
    }
}
