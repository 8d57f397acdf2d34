import Foundation
import Testing

/// `analyze --config`: what is set for the daemon holds for a single reading too.
@Suite struct AnalyzeConfigTests {
    private static let detectors = [
        "rate", "silence", "novelty", "severity", "values", "words", "flows", "drift", "collection",
    ]

    /// An hour of requests, then a minute of errors that never came before.
    private static func log(in folder: TemporaryFolder) throws -> String {
        var text = ""
        for second in 0..<3600 {
            let time = String(format: "2026-11-24T17:%02d:%02dZ", second / 60, second % 60)
            text += "\(time) web1 app[1]: request \(second) served in \(second % 7) ms\n"
            if second >= 3000, second < 3060 { text += "\(time) web1 app[1]: ERROR upstream \(second) refused\n" }
        }
        let file = folder.file("app.log")
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    @Test func detectorsThatAreSwitchedOffFindNothing() throws {
        let folder = try TemporaryFolder("config")
        let file = try Self.log(in: folder)
        let off = folder.file("off.yaml")
        let switches = Self.detectors.map { "\($0): false" }.joined(separator: ", ")
        try Data("detection: {\(switches)}\n".utf8).write(to: URL(filePath: off))
        let arguments = ["analyze", "--json", "--now", "2026-11-24T19:00:00Z", file]
        let usual = try Program.run(arguments)
        #expect(usual.status == 0)
        #expect(usual.output.contains("refused"))
        let without = try Program.run(arguments + ["--config", off])
        #expect(without.status == 0)
        #expect(without.output.isEmpty)
    }

    @Test func onlyWhatWasAskedForIsReadOfFiles() throws {
        let folder = try TemporaryFolder("span")
        let file = try Self.log(in: folder)
        let arguments = ["analyze", "--now", "2026-11-24T19:00:00Z", file]
        let before = try Program.run(arguments + ["--until", "2026-11-24T17:49:59Z"])
        #expect(before.status == 0)
        #expect(before.output.contains("2026-11-24 17:00:00 to 2026-11-24 17:49:59"))
        // Ten minutes of requests and the errors among them.
        #expect(before.output.contains("660 records outside"))
        #expect(!before.output.contains("refused"))
        let after = try Program.run(arguments + ["--since", "2026-11-24T17:40:00Z"])
        #expect(after.output.contains("2026-11-24 17:40:00 to 2026-11-24 17:59:59"))
        let none = try Program.run(arguments + ["--since", "2026-11-24T18:00:00Z", "--until", "2026-11-24T17:00:00Z"])
        #expect(none.status == 64)
        #expect(none.error.contains("swap"))
    }

    @Test func anUnknownSettingIsRefusedWithItsPlace() throws {
        let folder = try TemporaryFolder("config")
        let file = try Self.log(in: folder)
        let wrong = folder.file("wrong.yaml")
        try Data("detection:\n  rates: false\n".utf8).write(to: URL(filePath: wrong))
        let result = try Program.run(["analyze", "--config", wrong, file])
        #expect(result.status != 0)
        #expect(result.error.contains("wrong.yaml:2"))
        #expect(result.error.contains("rates"))
    }
}
