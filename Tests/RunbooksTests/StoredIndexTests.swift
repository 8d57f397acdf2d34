import FoundationEssentials
import Model
import Runbooks
import TestSupport
import Testing

/// The index in its file: reused, kept up to date, and never the reason why a question has no answer.
@Suite struct StoredIndexTests {
    static let question = "How do I reduce the backlog of the order queue?"
    static let best = "queue/QueueBacklogGrowing.md"

    /// Folders of runbooks and a place for the index.
    final class World {
        let base: String
        var docs: String { base + "/docs" }
        var file: String { base + "/index.sqlite" }

        init() throws {
            base = try Fixtures.folder("stored-\(UUID().uuidString)")
            for document in Fixtures.documents { try Fixtures.write(document.text, to: docs + "/" + document.path) }
        }
        deinit { try? FileManager.default.removeItem(atPath: base) }

        func open(_ folders: [String]? = nil, notes: [ResolutionNote]? = nil) throws -> StoredIndex {
            try StoredIndex.open(file: file, folders: folders ?? [docs], notes: notes)
        }
        func bytes() -> [Data?] { [file, file + "-wal"].map { FileManager.default.contents(atPath: $0) } }
    }

    @Test func whatDidNotChangeIsNotReadAgain() throws {
        let world = try World()
        let first = try world.open()
        #expect(first.isStored && first.report.added == Fixtures.documents.count && first.messages.isEmpty)
        let before = world.bytes()
        let second = try world.open()
        #expect(second.report.unchanged == Fixtures.documents.count && !second.report.isChanged)
        #expect(world.bytes() == before, "a question that finds nothing new must write nothing")
        #expect(try second.index.search(Self.question).hits.first?.path == Self.best)
    }

    /// A file that is no text is named at each look, and is no reason to write.
    @Test func whatCannotBeReadIsNoChange() throws {
        let world = try World()
        try Fixtures.write("binary \0 text", to: world.docs + "/core.txt")
        let first = try world.open()
        #expect(first.report.skipped.count == 1)
        let before = world.bytes()
        let again = try world.open()
        #expect(again.report.skipped.count == 1 && !again.report.isChanged)
        #expect(world.bytes() == before)
        #expect(try first.index.unchanged([world.docs])?.skipped.count == 1)
        try Fixtures.write("# Printer jam\n\n## Fix\n\n1. Open tray 2.\n", to: world.docs + "/core.txt")
        #expect(try again.index.refresh([world.docs]).added == 1)
    }

    @Test func changesAreSeenAndNothingElseIs() throws {
        let world = try World()
        let open = try world.open()
        try Fixtures.write("# Printer jam\n\n## Fix\n\n1. Open tray 2.\n", to: world.docs + "/printer.md")
        try Fixtures.write("hidden", to: world.docs + "/.git/printer.md")
        try FileManager.default.removeItem(atPath: world.docs + "/network/vpn.rst")
        let report = try open.index.refresh([world.docs])
        #expect((report.added, report.removed, report.changed) == (1, 1, 0))
        #expect(try open.index.search("the printer has a jam").hits.first?.path == "printer.md")
        // The same length within the same second would be missed by size and time alone; time has nanoseconds here.
        try Fixtures.write("# Printer jam\n\n## Fix\n\n1. Open tray 3.\n", to: world.docs + "/printer.md")
        #expect(try open.index.refresh([world.docs]).changed == 1)
        #expect(try open.index.search("the printer has a jam").hits.contains { $0.text.contains("tray 3") })
    }

    @Test func severalFolders() throws {
        let world = try World()
        let other = world.base + "/more"
        try Fixtures.write("# Printer jam\n\n## Fix\n\n1. Open tray 2.\n", to: other + "/printer.md")
        let open = try world.open([world.docs, other])
        #expect(try open.index.search("the printer has a jam").hits.first?.path == "more/printer.md")
        #expect(try open.index.search(Self.question).hits.first?.path == "docs/" + Self.best)
    }

    /// Bytes overwritten anywhere, the file cut anywhere, other files under its name: an answer, and no crash.
    @Test func aDamagedFileIsMadeAnew() throws {
        let world = try World()
        _ = try world.open()
        let good = try #require(FileManager.default.contents(atPath: world.file))
        let wal = FileManager.default.contents(atPath: world.file + "-wal")
        var random = Seeded(7)
        var rebuilt = 0
        for round in 0..<60 {
            var bytes = [UInt8](good)
            switch round % 4 {
            case 0: bytes = Array(bytes[..<Int.random(in: 0..<bytes.count, using: &random)])
            case 1:
                let at = Int.random(in: 0..<(bytes.count - 600), using: &random)
                for i in 0..<600 { bytes[at + i] = UInt8.random(in: 0...255, using: &random) }
            case 2:
                for _ in 0..<20 {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
            default: bytes = Array("not a database, whatever its name says".utf8)
            }
            StoredIndex.remove(world.file)
            try Data(bytes).write(to: URL(filePath: world.file))
            if round % 8 < 4, let wal { try wal.write(to: URL(filePath: world.file + "-wal")) }
            var open = try world.open()
            if try Self.isDamaged(open.index) {
                // What no check of pages sees is told when it is read; the command then makes the file anew.
                StoredIndex.remove(world.file)
                open = try world.open()
                rebuilt += 1
            }
            if !open.messages.isEmpty {
                rebuilt += 1
                #expect(try open.index.search(Self.question).hits.first?.path == Self.best)
            }
        }
        #expect(rebuilt > 15)
    }

    private static func isDamaged(_ index: RunbookIndex) throws -> Bool {
        var fault: (any Error)?
        do { _ = try index.search(question) } catch { fault = error }
        guard let fault else { return false }
        guard case .damaged? = fault as? RunbookError else { throw fault }
        return true
    }

    @Test func whereNothingCanBeKeptItIsMadeInMemory() throws {
        let world = try World()
        try Fixtures.write("a file", to: world.base + "/file")
        let open = try StoredIndex.open(file: world.base + "/file/index.sqlite", folders: [world.docs])
        #expect(!open.isStored && open.messages.count == 1)
        #expect(try open.index.search(Self.question).hits.first?.path == Self.best)
        let none = try StoredIndex.open(file: nil, folders: [world.docs])
        #expect(!none.isStored && none.messages.isEmpty)
    }

    @Test func oldIndexesOfTheCacheGo() throws {
        let world = try World()
        for number in 0..<6 { try Fixtures.write("x", to: world.base + "/cache/runbooks-\(number).sqlite") }
        try Fixtures.write("x", to: world.base + "/cache/other")
        StoredIndex.prune(folder: world.base + "/cache", keeping: 3, and: world.base + "/cache/runbooks-0.sqlite")
        let left = try FileManager.default.contentsOfDirectory(atPath: world.base + "/cache")
        #expect(left.count == 4 && left.contains("runbooks-0.sqlite") && left.contains("other"))
    }
}

/// What a runbook or a past incident says to an incident.
@Suite struct SuggestionTests {
    static func incident(_ id: String, _ title: String, template: String, notes: [String] = [], resolved: Bool = false)
        -> Incident
    {
        let at: Micros = 1_790_000_000 * .second
        let node = NodeName("app1/orders-worker")
        let alert = Alert(
            id: "a-" + id, fingerprint: 1, kind: .rate, direction: .up, node: node, template: nil,
            templateText: template,
            at: at, onset: at, lastSeen: at, score: 9, severity: nil, weak: false,
            evidence: Evidence(samples: [], text: "more than usual"))
        return Incident(
            id: id, openedAt: at, startedAt: at, lastSeen: at, closedAt: resolved ? at + .hour : nil,
            state: resolved ? .resolved : .open, severity: .warning, score: 9, title: title,
            rootCauses: [RootCause(node: node, score: 0.9, why: "it failed first")],
            members: [IncidentMember(alert: alert, reason: "")], notes: notes)
    }

    @Test func anIncidentNamesTheStepsOfItsRunbook() throws {
        let index = try Fixtures.index()
        let incident = Self.incident(
            "inc-1", "app1/orders-worker: order queue backlog grows", template: "order queue holds <*> jobs")
        let best = try #require(try index.suggestions(for: incident).first)
        #expect(best.id == "queue/QueueBacklogGrowing.md#mitigation")
        #expect(best.steps.first?.contains("queuectl scale orders --add 2") == true)
        #expect(best.steps.contains { $0.contains("Never purge") })
        let json = JSONText.object { $0.member(runbooks: [best]) }
        #expect(json.hasPrefix(#"{"runbooks":[{"id":"queue/QueueBacklogGrowing.md#mitigation","title":"#))
    }

    @Test func anIncidentThatNoRunbookCoversNamesNone() throws {
        let incident = Self.incident("inc-2", "db1: zebra unicorn", template: "lorem ipsum <*> dolor")
        #expect(try Fixtures.index().suggestions(for: incident).isEmpty)
    }

    /// What the daemon notes of a merge says nothing of how it was put right.
    @Test(arguments: [false, true]) func aMergeIsNoResolution(_ korean: Bool) throws {
        let merged = MergeNote.text(into: "0123456789abcdef", korean: korean)
        func note(_ notes: [String]) -> ResolutionNote? {
            ResolutionNote(Self.incident("inc-m", "db1: slow", template: "x", notes: notes, resolved: true))
        }
        #expect(note([merged]) == nil)
        let kept = try #require(note([merged, "merged into incident handling by hand, then restarted the pooler"]))
        #expect(!kept.text.contains("0123456789abcdef") && kept.text.contains("restarted the pooler"))
    }

    @Test func notesOnPastIncidentsAnswerAndAreCited() throws {
        let index = try Fixtures.index()
        let title = "mail1/postfix: the mail relay defers messages"
        let old = Self.incident(
            "inc-old", title, template: "postfix relay deferred <*>: greylisted by the partner",
            notes: [
                "The partner's greylisting was the cause.\n# Ask them to allow our relay's address.\n```\nrm -rf /\n```"
            ],
            resolved: true)
        #expect(ResolutionNote(Self.incident("inc-3", title, template: "x", notes: ["seen"])) == nil)
        let note = try #require(ResolutionNote(old))
        #expect(!note.text.contains("\n# Ask"), "a note makes no heading of its own")
        let starred = try #require(
            ResolutionNote(
                Self.incident(
                    "inc-4", "a \"<*> and <*>\" b", template: "x", notes: ["greased the axle"], resolved: true)))
        try index.refresh(notes: [note, starred])
        #expect(try index.search("greased the axle", limit: 60).hits.contains { $0.title == "a \"<*> and <*>\" b" })
        try index.refresh(notes: [note])
        let answer = try index.answer("The mail relay defers messages, what did we do last time?")
        #expect(answer.outcome == .answered)
        #expect(answer.citations.contains { $0.path == "incident:inc-old" && $0.section == "resolution" })
        #expect(answer.plainText().contains("greylisting was the cause"))
        // A new incident of the kind is led there; the old one not to itself.
        let new = Self.incident(
            "inc-new", title, template: "postfix relay deferred <*>: greylisted by the partner")
        #expect(try index.suggestions(for: new).first?.id == "incident:inc-old#resolution")
        #expect(try index.suggestions(for: old).isEmpty)
        // A refresh of the folders leaves it; one without it takes it away.
        try index.refresh(notes: [note])
        #expect(try index.answer("The mail relay defers messages").outcome == .answered)
        try index.refresh(notes: [])
        #expect(try index.answer("The mail relay defers messages").outcome != .answered)
    }
}
