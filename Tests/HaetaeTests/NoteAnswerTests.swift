import Foundation
import Model
import Storage
import TestSupport
import Testing

/// What operators noted on incidents of the past, without a folder of runbooks; and the one zone in which an answer tells its times.
@Suite struct NoteAnswerTests {
    private static let at = CivilTime(year: 2026, month: 11, day: 24, hour: 17, minute: 5).micros

    /// A state folder with one resolved incident and its note.
    private func state(_ folder: TemporaryFolder, notes: [String]) throws -> String {
        let path = folder.file("state")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let store = try Store(folder: path, access: .readWrite)
        let node = NodeName("mail1/postfix")
        var checkpoint = Checkpoint(sequence: 1, at: Self.at)
        checkpoint.incidents = [
            IncidentChange(
                kind: .resolved, at: Self.at + .hour,
                incident: Incident(
                    id: "5be01d77aa10c3f2", openedAt: Self.at, startedAt: Self.at, lastSeen: Self.at + .minute,
                    closedAt: Self.at + .hour, state: .resolved, severity: .warning, score: 9,
                    title: "mail1/postfix: the mail relay defers messages",
                    summary:
                        "17:05:00 mail1/postfix: more messages than usual \"relay deferred <*> at 17:05:00\".\nLikely cause: mail1/postfix (90%): first.\nSeen once before, last on 2026-11-20 at 20:30.\nResolved at 18:05:00 after 60 min of trouble.",
                    rootCauses: [RootCause(node: node, score: 0.9, why: "first")],
                    members: [
                        IncidentMember(
                            alert: Alert(
                                id: "a-1", fingerprint: 1, kind: .rate, direction: .up, node: node, template: nil,
                                templateText: "relay deferred <*>: greylisted by the partner", at: Self.at,
                                onset: Self.at, lastSeen: Self.at, score: 9, severity: nil, weak: false,
                                evidence: Evidence(samples: [], text: "more than usual")), reason: "")
                    ], notes: notes))
        ]
        try store.commit(checkpoint)
        return path
    }

    private func ask(_ folder: TemporaryFolder, _ arguments: [String]) throws -> Program.Result {
        try Program.run(["ask"] + arguments, environment: ["HOME": folder.path, "XDG_CACHE_HOME": ""])
    }

    @Test func notesAnswerWithoutAFolderOfRunbooks() throws {
        let folder = try TemporaryFolder("notes")
        let state = try state(folder, notes: ["Asked the partner to allow the address of our relay."])
        let answer = try ask(folder, ["--state", state, "the mail relay defers messages, what did we do last time?"])
        #expect(answer.status == 0, "\(answer.error)")
        #expect(answer.output.contains("incident:5be01d77aa10c3f2#resolution"))
        #expect(answer.output.contains("Asked the partner"))
        let foreign = try ask(folder, ["--state", state, "how do I rebalance a Kafka topic?"])
        #expect(foreign.status == 3, "\(foreign.output)")
    }

    @Test func withoutNotesAndFoldersThatIsSaid() throws {
        let folder = try TemporaryFolder("nonotes")
        let answer = try ask(folder, ["--state", try state(folder, notes: []), "the mail relay defers messages"])
        #expect(answer.status == 2 && answer.error.contains("--dir"), "\(answer.error)")
    }

    /// Windows, lines and stories alike; times within what is quoted of a log stay.
    @Test func timesAreToldInOneZone() throws {
        let folder = try TemporaryFolder("zone")
        let state = try state(folder, notes: [])
        let answer = try ask(
            folder,
            ["--state", state, "--timezone", "+09:00", "--now", "2026-11-25T01:00:00Z", "what happened last night?"])
        #expect(answer.status == 0, "\(answer.error)")
        for told in [
            "(UTC+9)", "2026-11-25 02:05 - 03:05", "02:05:00 mail1/postfix", "deferred <*> at 17:05:00",
            "last on 2026-11-21 at 05:30", "Resolved at 03:05:00",
        ] { #expect(answer.output.contains(told), "\(told): \(answer.output)") }
        // A zone that the question names goes before.
        let named = try ask(
            folder,
            [
                "--state", state, "--timezone", "+09:00", "--now", "2026-11-25T01:00:00Z",
                "what happened yesterday between 17:00 and 18:00 UTC?",
            ])
        #expect(named.output.contains("(UTC)") && named.output.contains("17:05:00 mail1/postfix"), "\(named.output)")
    }

    /// A file that is in no index is said, with the reason, and is a finding.
    @Test func whatIsNotReadIsSaid() throws {
        let folder = try TemporaryFolder("unread")
        let docs = folder.file("docs")
        try FileManager.default.createDirectory(atPath: docs + "/..data", withIntermediateDirectories: true)
        func write(_ data: Data, _ name: String) throws { try data.write(to: URL(filePath: docs + "/" + name)) }
        try write(Data("# Mail relay defers\n\n## Fix\n\n1. Ask the partner.\n".utf8), "mail.md")
        try write(Data(repeating: 97, count: 3_000_000), "large.md")
        try write(Data("# A\u{0}\u{1}".utf8), "binary.txt")
        try write(Data("# Printer jam\n\n## Fix\n\n1. Open tray 7.\n".utf8), "..data/printer.md")
        // As Kubernetes mounts a ConfigMap; and a link that leads out, and one in a circle.
        try FileManager.default.createSymbolicLink(
            atPath: docs + "/printer.md", withDestinationPath: "..data/printer.md")
        try FileManager.default.createSymbolicLink(atPath: docs + "/out.md", withDestinationPath: "/etc/hostname")
        try FileManager.default.createSymbolicLink(atPath: docs + "/loop", withDestinationPath: ".")
        let searched = try Program.run(
            ["runbooks", "search", "--dir", docs, "--state", folder.file("s"), "the printer has a jam"],
            environment: ["HOME": folder.path, "XDG_CACHE_HOME": ""])
        #expect(searched.output.contains("printer.md#fix"), "\(searched.output)")
        for part in ["large.md: larger than 2 MB", "binary.txt: no text", "out.md: a link that leads out"] {
            #expect(searched.error.contains(part), "\(searched.error)")
        }
        let lint = try Program.run(
            ["runbooks", "lint", "--dir", docs, "--json"], environment: ["HOME": folder.path, "XDG_CACHE_HOME": ""])
        #expect(lint.status == 4 && lint.output.components(separatedBy: "\"notRead\"").count == 4, "\(lint.output)")
    }
}
