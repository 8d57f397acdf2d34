import Bytes
import Model
import Testing

@testable import LogFormats

/// A small log of one program with what must be made of each of its records.
struct WildLog: Sendable, CustomTestStringConvertible {
    struct Expected: Sendable {
        var severity, service, time, message: String
        var lines: [String]
    }
    let name: String
    var records: [Expected] = []
    var testDescription: String { name }

    /// The logs of a text in the notation of `WildLogsA`.
    static func read(_ text: String) -> [WildLog] {
        var logs: [WildLog] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# ") {
                logs.append(WildLog(name: String(line.dropFirst(2))))
                continue
            }
            guard let last = logs.indices.last, let mark = line.first else { continue }
            if mark == "=" {
                let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 5 else { continue }
                logs[last].records.append(
                    Expected(
                        severity: parts[1], service: parts[2], time: parts[3],
                        message: parts[4].replacing("\\t", with: "\t"), lines: []))
            } else if let record = logs[last].records.indices.last {
                logs[last].records[record].lines.append(String(line.dropFirst()))
            }
        }
        return logs
    }
}

@Suite struct WildTests {
    static let logs =
        WildLog.read(WildLogsA.text) + WildLog.read(WildLogsB.text) + WildLog.read(WildLogsC.text)
        + WildLog.read(WildLogsD.text) + WildLog.read(WildLogsE.text) + WildLog.read(WildLogsF.text)
        + WildLog.read(WildLogsG.text) + WildLog.read(WildLogsH.text) + WildLog.read(WildLogsI.text)
        + WildLog.read(WildLogsJ.text)

    @Test func thereAreManyKinds() {
        #expect(Self.logs.count >= 120)
        #expect(Self.logs.reduce(0) { $0 + $1.records.count } >= 350)
    }

    /// Every record of the log: where it begins, how many lines it has, and what its header says.
    @Test(arguments: logs) func isReadRight(_ log: WildLog) {
        let lines = log.records.flatMap(\.lines)
        var tracker = tracker(of: lines, latest: "2026-11-26T00:00:00Z")
        var found: [(severity: String, service: String, time: String, message: String, lines: Int)] = []
        var headings = 0
        for line in lines {
            let bytes = Array(line.utf8)
            let span = bytes.span.bytes
            var record = tracker.parser.parse(ByteRange(0, bytes.count), in: span)
            _ = tracker.observe(record, in: span)
            tracker.join(&record, in: span)
            if record.flags.contains(.heading) || headings > 0 && record.flags.contains(.continuation) {
                headings += 1
            } else if record.flags.contains(.continuation), !found.isEmpty {
                found[found.count - 1].lines += 1
            } else {
                let time = record.time == .unknown ? "" : RFC3339.string(record.time)
                found.append(
                    (
                        record.severity?.name ?? "", span.text(record.service), time, span.text(record.message),
                        1 + headings
                    ))
                headings = 0
            }
        }
        #expect(found.count == log.records.count)
        for (got, expected) in zip(found, log.records) {
            let line = expected.lines.first ?? ""
            #expect(got.severity == expected.severity, "\(line)")
            #expect(got.service == expected.service, "\(line)")
            #expect(got.time == expected.time, "\(line)")
            #expect(got.message == expected.message, "\(line)")
            #expect(got.lines == expected.lines.count, "\(line)")
        }
    }
}
