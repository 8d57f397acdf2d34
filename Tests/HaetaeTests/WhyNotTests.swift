import Foundation
import Model
import Storage
import Testing

@Suite struct WhyNotTests {
    private let at: Micros = 1_764_000_000 * .second

    /// A store with two candidates that were held back, one of them judged in three buckets.
    private func store(in folder: TemporaryFolder) throws -> String {
        let store = try Store(folder: folder.file("state"), access: .readWrite)
        var checkpoint = Checkpoint(sequence: 1, at: at)
        func held(_ time: Micros, _ score: Double, _ node: String, _ reason: HeldBack.Reason, _ template: String)
            -> HeldBack
        {
            HeldBack(
                at: time, reason: reason, text: "too little evidence: short of 5 decades", score: score, level: 5,
                nodes: [NodeName(node)], templates: [template])
        }
        checkpoint.heldBack = [
            held(at, 3, "web1/nginx", .belowLevel, "GET <*> refused"),
            held(at + 10 * .second, 4, "web1/nginx", .belowLevel, "GET <*> refused"),
            held(at + 20 * .second, 2, "web1/nginx", .belowLevel, "GET <*> refused"),
            held(at + .hour, 3, "db1/postgresql", .learning, "deadlock detected"),
        ]
        try store.commit(checkpoint)
        return folder.file("state")
    }

    private func asked(_ query: String, in state: String) throws -> [[String: Any]] {
        let result = try Program.run(["why-not", "--json", "--state", state, query])
        #expect(result.status == 0, "\(result.error)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return object?["held_back"] as? [[String: Any]] ?? []
    }

    @Test func tellsTheStrongestMomentWithWhatWasMissing() throws {
        let folder = try TemporaryFolder("why-not")
        let state = try store(in: folder)
        let byText = try asked("refused", in: state)
        #expect(byText.count == 1)
        #expect(byText.first?["score"] as? Double == 4 && byText.first?["short"] as? Double == 1)
        #expect(try asked("db1/postgresql", in: state).first?["reason"] as? String == "learning")
        #expect(try asked(RFC3339.string(at + .hour), in: state).count == 1)
        #expect(try asked("nothing of that kind", in: state).isEmpty)
        let text = try Program.run(["why-not", "--state", state, "deadlock detected"])
        #expect(text.output.contains("evidence 3.0 of 5.0 decades") && text.output.contains("db1/postgresql"))
    }

    /// A template is named by the beginning of its id too, as everywhere.
    @Test func aTemplateIsAskedForByTheBeginningOfItsID() throws {
        let folder = try TemporaryFolder("why-not-id")
        let path = try store(in: folder)
        let store = try Store(folder: path, access: .readWrite)
        var checkpoint = Checkpoint(sequence: 2, at: at)
        checkpoint.templates = [
            TemplateRow(
                id: try #require(TemplateID("0123456789abcdef")), text: "deadlock detected", count: 3, firstSeen: at,
                lastSeen: at)
        ]
        try store.commit(checkpoint)
        store.close()
        for id in ["0123456789abcdef", "012345"] { #expect(try asked(id, in: path).count == 1) }
        #expect(try asked("01234f", in: path).isEmpty)
    }

    @Test func wordsThatOnlyADaemonCanTakeSaySo() throws {
        let folder = try TemporaryFolder("feedback")
        for arguments in [["feedback", "list"], ["feedback", "undo", "3f9a"]] {
            let result = try Program.run(arguments + ["--socket", folder.file("none.sock")])
            #expect(result.status == 69 && result.error.contains("no daemon answers"), "\(result.error)")
        }
        #expect(try Program.run(["why-not"]).status == 64)
    }
}
