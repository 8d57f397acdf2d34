import Foundation
import Testing

@Suite struct CompareTests {
    /// A minute of two services; on the bad side the database refuses and the shop says so.
    private func log(bad: Bool, minute: Int) -> String {
        var text = ""
        for second in 0..<60 {
            let time = String(format: "2026-11-24T17:%02d:%02dZ", minute, second)
            for number in 0..<4 { text += "\(time) app1 shop[12]: INFO view product=\(second * 4 + number) ok\n" }
            text += "\(time) db1 postgres[7]: LOG: checkpoint of \(second) buffers complete\n"
            if bad { text += "\(time) app1 shop[12]: ERROR connection to db1 refused for order \(second)\n" }
        }
        return text
    }

    @Test func namesWhatIsNewWithItsPlace() throws {
        let folder = try TemporaryFolder("compare")
        try log(bad: false, minute: 1).write(toFile: folder.file("good.log"), atomically: true, encoding: .utf8)
        try log(bad: true, minute: 5).write(toFile: folder.file("bad.log"), atomically: true, encoding: .utf8)
        let result = try Program.run(["compare", "--json", folder.file("good.log"), folder.file("bad.log")])
        #expect(result.status == 0, "\(result.error)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        let changes = object?["changes"] as? [[String: Any]]
        #expect(changes?.first?["change"] as? String == "new")
        #expect(changes?.first?["node"] as? String == "app1/shop")
        #expect((changes?.first?["p"] as? Double).map { $0 < 0.05 } ?? false)
        #expect((changes?.first?["template"] as? String)?.contains("refused") ?? false)
        #expect((object?["suspects"] as? [[String: Any]])?.isEmpty == false)
        // Divided by time, the same log says the same.
        try (log(bad: false, minute: 1) + log(bad: true, minute: 5)).write(
            toFile: folder.file("all.log"), atomically: true, encoding: .utf8)
        let byTime = try Program.run([
            "compare", "--json", "--now", "2026-11-24T18:00:00Z", "--good", "17:00..17:03", "--bad", "17:05..",
            folder.file("all.log"),
        ])
        #expect(byTime.status == 0, "\(byTime.error)")
        let again = try JSONSerialization.jsonObject(with: Data(byTime.output.utf8)) as? [String: Any]
        #expect(
            (again?["changes"] as? [[String: Any]])?.first?["template"] as? String == changes?.first?["template"]
                as? String)
        let text = try Program.run(["compare", folder.file("good.log"), folder.file("bad.log")])
        #expect(text.output.contains("Weak ground") && text.output.contains("suspects"))
    }

    @Test func equalLogsDoNotDiffer() throws {
        let folder = try TemporaryFolder("compare-equal")
        try log(bad: false, minute: 1).write(toFile: folder.file("good.log"), atomically: true, encoding: .utf8)
        try log(bad: false, minute: 5).write(toFile: folder.file("bad.log"), atomically: true, encoding: .utf8)
        let result = try Program.run(["compare", folder.file("good.log"), folder.file("bad.log")])
        #expect(result.status == 0 && result.output.contains("No difference that chance would not explain"))
    }

    @Test(arguments: [
        (["compare", "a.log"], "two files"), (["compare", "--journal"], "--good"),
        (["compare", "--good", "-2d..-1d", "x"], "go together"),
        (["compare", "--good", "yes", "--bad", "-1h..", "x"], "FROM..TO"),
        (["compare", "--good", "-1h..", "--bad", "-30m..", "x"], "overlap"),
    ])
    func wrongUseIsExplained(arguments: [String], says: String) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 64)
        #expect(result.error.contains(says), "\(result.error)")
    }

    @Test func anEmptySideIsSaid() throws {
        let folder = try TemporaryFolder("compare-empty")
        try log(bad: false, minute: 1).write(toFile: folder.file("good.log"), atomically: true, encoding: .utf8)
        let result = try Program.run([
            "compare", "--now", "2026-11-24T18:00:00Z", "--good", "17:00..17:03", "--bad", "17:05..",
            folder.file("good.log"),
        ])
        #expect(result.status == 2 && result.error.contains("bad side holds no record"), "\(result.error)")
        try "".write(toFile: folder.file("bad.log"), atomically: true, encoding: .utf8)
        let empty = try Program.run(["compare", folder.file("good.log"), folder.file("bad.log")])
        #expect(empty.status == 1 && empty.error.contains("nothing could be read"), "\(empty.error)")
    }
}
