import Foundation
import TestSupport
import Testing

/// With `language: ko` an incident is told in Korean throughout: labels, story, reasons and the sentences of its evidence.
@Suite struct KoreanTellingTests {
    @Test func anIncidentIsToldInKoreanThroughout() throws {
        let folder = try TemporaryFolder("korean")
        var random = Seeded(8)
        var text = ""
        for second in 0..<7200 {
            let time = String(format: "2026-09-15T%02d:%02d:%02dZ", second / 3600, second / 60 % 60, second % 60)
            text += "\(time) web1 app[12]: served order \(Int.random(in: 1000...9999, using: &random))\n"
            if second / 60 == 100 { text += "\(time) web1 app[12]: ERROR could not connect to database orders\n" }
        }
        try Data(text.utf8).write(to: URL(filePath: folder.file("app.log")))
        try Data("language: ko\n".utf8).write(to: URL(filePath: folder.file("c.yaml")))
        let told = try Program.run(["analyze", "--config", folder.file("c.yaml"), folder.file("app.log")])
        #expect(told.status == 0, "\(told.error)")
        for word in ["유력한 원인", "근거", "묶인 까닭", "동안"] { #expect(told.output.contains(word), "\(told.output)") }
        for word in ["likely cause", "here because", "never seen before", "usually", "decades"] {
            #expect(!told.output.contains(word), "\(told.output)")
        }
    }
}
