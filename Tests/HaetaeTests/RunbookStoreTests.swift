import Foundation
import Glibc
import TestSupport
import Testing

/// The index and the models in the state folder, under what happens to disks and processes; and the daemon that keeps the index.
@Suite(.serialized) struct RunbookStoreTests {
    static let question = "How do I free space on the database disk?"
    static let best = "postgresql-disk-full.md"
    private static let runbooks = Program.checkout.appending(path: "sample-logs/runbooks").path
    private static let tinyModel = Program.checkout.appending(path: "Tests/RunbooksTests/Resources/Encoders/e5").path

    private func search(_ folder: TemporaryFolder, _ docs: String, state: String? = nil) throws -> Program.Result {
        try Program.run(
            ["runbooks", "search", "--state", state ?? folder.file("state"), "--dir", docs, Self.question, "-k", "3"],
            environment: ["HOME": folder.path, "XDG_CACHE_HOME": ""])
    }

    /// The sample runbooks, and many others beside, each with `padding` more words.
    private static func manyRunbooks(_ folder: TemporaryFolder, count: Int, padding: Int = 0) throws -> String {
        let docs = folder.file("docs")
        try FileManager.default.copyItem(atPath: runbooks, toPath: docs)
        var random = Seeded(10)
        for number in 0..<count {
            let more = (0..<padding).map { _ in "part\(Int.random(in: 0..<10_000, using: &random))" }
            let text = """
                # Procedure \(number)

                ## Meaning

                Gadget \(number % 97) of line \(number % 31) reports code \(number * 7919 % 10007).
                \(more.joined(separator: " "))

                ## Mitigation

                1. Turn wheel \(number % 13) by \(number % 360) degrees.
                2. Look at gauge \(number % 17): `gauge show \(number)`

                """
            try Data(text.utf8).write(to: URL(filePath: docs + "/procedure-\(number).md"))
        }
        return docs
    }

    /// Kills it at a moment of the random generator's choice. False where it had ended by itself.
    @discardableResult
    private static func kill(_ child: ChildProcess, within seconds: Double) -> Bool {
        if waitUntil(seconds: seconds, { child.isRunning ? nil : true }) == true { return false }
        child.kill()
        return true
    }

    @Test func killedWhileIndexingTheNextQuestionIsAnswered() throws {
        let folder = try TemporaryFolder("killindex")
        try FileManager.default.createDirectory(atPath: folder.file("state"), withIntermediateDirectories: true)
        let docs = try Self.manyRunbooks(folder, count: 1500)
        let expected = try search(folder, docs, state: folder.path)
        #expect(expected.output.contains(Self.best))
        var random = Seeded(11)
        var killed = 0
        for round in 0..<12 {
            // Much to index in every round.
            for number in stride(from: round % 3, to: 1500, by: 3) {
                try Data("# Procedure \(number)\n\nAs of \(round).\n\n## Fix\n\n1. Turn wheel \(number).\n".utf8)
                    .write(to: URL(filePath: docs + "/procedure-\(number).md"))
            }
            let child = try ChildProcess(
                Program.path,
                ["runbooks", "search", "--state", folder.file("state"), "--dir", docs, Self.question],
                environment: ProcessInfo.processInfo.environment.merging(["HOME": folder.path]) { $1 })
            // Once its file is there, at any moment.
            let index = folder.file("state/runbooks")
            _ = waitUntil(seconds: 20) {
                !child.isRunning || (try? FileManager.default.contentsOfDirectory(atPath: index).isEmpty) == false
                    ? true : nil
            }
            if Self.kill(child, within: .random(in: 0...0.4, using: &random)) { killed += 1 }
        }
        let after = try search(folder, docs)
        #expect(after.status == 0 && after.output.contains(Self.best), "\(after.error)")
        #expect(killed > 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("state/runbooks"))
        #expect(files.filter { $0.hasSuffix(".sqlite") }.count == 1, "\(files)")
    }

    @Test func aFullDiskCostsTheFileAndNotTheAnswer() throws {
        let folder = try TemporaryFolder("fullindex")
        let state = folder.file("state")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        guard mount("tmpfs", state, "tmpfs", 0, "size=4m") == 0 else {
            print("full disk, skipped: mounting a small file system takes root")
            return
        }
        defer { umount2(state, Int32(MNT_DETACH)) }
        // Too small for the index from the start.
        let docs = try Self.manyRunbooks(folder, count: 1500, padding: 200)
        let full = try search(folder, docs)
        #expect(full.status == 0 && full.output.contains(Self.best), "\(full.error)")
        #expect(full.error.contains("made in memory for now"), "\(full.error)")
        // With room for a smaller one it is kept; then the disk fills up, and a change finds no room.
        let small = try search(folder, Self.runbooks)
        #expect(small.status == 0 && small.error.isEmpty, "\(small.error)")
        let own = folder.file("own")
        try FileManager.default.copyItem(atPath: Self.runbooks, toPath: own)
        #expect(try search(folder, own).error.isEmpty)
        let filler = fopen(state + "/filler", "w")
        let block = [UInt8](repeating: 1, count: 4096)
        while let filler, fwrite(block, 1, block.count, filler) == block.count, fflush(filler) == 0 {}
        if let filler { fclose(filler) }
        try Data("# A printer jam\n\n## Fix\n\n1. Open tray 2.\n\(String(repeating: "Long. ", count: 20_000))".utf8)
            .write(
                to: URL(filePath: own + "/printer.md"))
        let changed = try search(folder, own)
        #expect(changed.status == 0 && changed.output.contains(Self.best), "\(changed.error)")
        #expect(changed.error.contains("made in memory for now"), "\(changed.error)")
        // A model for which there is no room leaves nothing behind, and says why.
        let model = try Program.run(["models", "import", Self.tinyModel, "--name", "tiny", "--state", state])
        #expect(model.status == 1 && model.error.contains("cannot be written"), "\(model.error)")
        let models = (try? FileManager.default.contentsOfDirectory(atPath: state + "/models")) ?? []
        #expect(models.isEmpty, "\(models)")
        // With room again, everything goes on in the file.
        try FileManager.default.removeItem(atPath: state + "/filler")
        let again = try search(folder, own)
        #expect(again.status == 0 && again.error.isEmpty, "\(again.error)")
        #expect(try Program.run(["models", "import", Self.tinyModel, "--name", "tiny", "--state", state]).status == 0)
    }

    @Test func killedWhileImportingAModelItIsThereOrNot() throws {
        let folder = try TemporaryFolder("killmodel")
        let state = folder.file("state")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        var random = Seeded(12)
        for round in 0..<15 {
            let child = try ChildProcess(
                Program.path,
                ["models", "import", Self.tinyModel, "--name", "tiny", "--state", state]
                    + (round == 0 ? [] : ["--replace"]))
            Self.kill(child, within: .random(in: 0...0.12, using: &random))
            let list = try Program.run(["models", "list", "--json", "--state", state])
            #expect(list.status == 0 && !list.output.contains("fault"), "\(list.output)")
        }
        let last = try Program.run([
            "models", "import", Self.tinyModel, "--name", "tiny", "--replace", "--state", state,
        ])
        #expect(last.status == 0, "\(last.error)")
        let left = try FileManager.default.contentsOfDirectory(atPath: state + "/models")
        #expect(left == ["tiny"], "what killed imports left must go: \(left)")
    }

    /// With an encoder configured the daemon makes the vectors, of changed runbooks too; a question of its own finds them made.
    @Test func theDaemonMakesTheVectors() throws {
        let folder = try TemporaryFolder("vectors")
        let docs = folder.file("docs")
        try FileManager.default.copyItem(atPath: Self.runbooks, toPath: docs)
        try Data().write(to: URL(filePath: folder.file("app.log")))
        let imported = try Program.run([
            "models", "import", Self.tinyModel, "--name", "tiny", "--state", folder.file("state"),
        ])
        #expect(imported.status == 0, "\(imported.error)")
        let settings = folder.file("haetae.yaml")
        try """
        sources: {journal: false, files: ["\(folder.file("app.log"))"]}
        host: app1
        state: {path: "\(folder.file("state"))"}
        api: {socket: "\(folder.file("socket"))"}
        runbooks: {folders: ["\(docs)"], watch_interval: 0.1, model: tiny}

        """.write(toFile: settings, atomically: true, encoding: .utf8)
        let daemon = try ChildProcess(Program.path, ["daemon", "--config", settings], error: folder.file("stderr"))
        func embedded(_ times: Int) -> Bool {
            waitUntil(seconds: 60) { () -> Bool? in
                let log = (try? String(contentsOfFile: folder.file("stderr"), encoding: .utf8)) ?? ""
                return log.components(separatedBy: "runbooks embedded").count > times || !daemon.isRunning ? true : nil
            } == true && daemon.isRunning
        }
        #expect(embedded(1), "no vectors were made")
        let asked = try Program.run(["ask", "--config", settings, "--socket", folder.file("socket"), Self.question])
        #expect(asked.status == 0 && asked.output.contains(Self.best), "\(asked.error)")
        try Data("# Printer jam\n\n## Fix\n\n1. Open tray 2.\n".utf8).write(to: URL(filePath: docs + "/printer.md"))
        #expect(embedded(2), "the new runbook was not embedded")
        let alone = try Program.run(["runbooks", "search", "--config", settings, Self.question])
        #expect(alone.status == 0 && alone.error.isEmpty && alone.output.contains(Self.best), "\(alone.error)")
        daemon.signal(SIGTERM)
        #expect(daemon.wait(seconds: 60) == 0)
    }

    /// The daemon indexes the configured folders, sees a change, and answers on its socket.
    @Test func theDaemonKeepsTheIndexAndAnswers() throws {
        let folder = try TemporaryFolder("watch")
        let docs = folder.file("docs")
        try FileManager.default.copyItem(atPath: Self.runbooks, toPath: docs)
        try Data().write(to: URL(filePath: folder.file("app.log")))
        let settings = folder.file("haetae.yaml")
        try """
        sources: {journal: false, files: ["\(folder.file("app.log"))"]}
        host: app1
        timezone: UTC
        state: {path: "\(folder.file("state"))"}
        api: {socket: "\(folder.file("socket"))"}
        runbooks: {folders: ["\(docs)"], watch_interval: 0.1}

        """.write(toFile: settings, atomically: true, encoding: .utf8)
        let daemon = try ChildProcess(
            Program.path, ["daemon", "--config", settings], error: folder.file("stderr"))
        func ask(_ question: String, _ more: [String] = []) throws -> Program.Result {
            try Program.run(
                ["ask", "--config", settings, "--socket", folder.file("socket"), question] + more,
                environment: ["HOME": folder.path])
        }
        let answered = try waitUntil(seconds: 60) { () -> Program.Result? in
            let result = try ask(Self.question)
            return result.status == 0 ? result : nil
        }
        #expect(answered?.output.contains(Self.best) == true)
        // The same words as without the daemon, which finds the daemon's index made.
        let alone = try Program.run(
            ["ask", "--config", settings, Self.question], environment: ["HOME": folder.path])
        #expect(alone.output == answered?.output && alone.error.isEmpty, "\(alone.error)")
        let json = try ask(Self.question, ["--json"])
        #expect(json.output.contains("\"outcome\":\"answered\"") && json.output.contains("\"citation\""))
        #expect(try ask("how do I rebalance a Kafka topic?").status == 3)
        #expect(try ask("what happened last night?").status == 3)
        try Data("# Gauge\u{0}\u{1}".utf8).write(to: URL(filePath: docs + "/gauge.txt"))
        try Data("# Printer jam\n\n## Fix\n\n1. Open tray 2.\n".utf8).write(to: URL(filePath: docs + "/printer.md"))
        let seen = try waitUntil(seconds: 60) { () -> Bool? in
            try ask("the printer has a jam").output.contains("Open tray 2") ? true : nil
        }
        #expect(seen == true, "the daemon did not see the new runbook")
        let log = try String(contentsOfFile: folder.file("stderr"), encoding: .utf8)
        #expect(log.components(separatedBy: "gauge.txt: no text").count == 2, "said once: \(log)")
        daemon.signal(SIGTERM)
        #expect(daemon.wait(seconds: 60) == 0)
        let gone = try ask(Self.question)
        #expect(gone.status != 0 && gone.error.contains("no daemon answers"))
    }
}
