import Foundation
import Model
import Storage
import TestSupport
import Testing

/// Real SIGKILLs to the shipped binary: whatever the moment, the daemon resumes and ends with the incidents and the events of an
/// uninterrupted run. Three sources at once, one a journal, one file rotated meanwhile.
@Suite(.serialized) struct KillTests {
    static let kills = 100
    static let killsInsideTransactions = 30

    @Test func killedAnywhereEndsLikeUninterrupted() throws {
        let folder = try TemporaryFolder("kill")
        let world = try KillWorld(folder)
        // The uninterrupted daemon reads the same lines in one file that was never rotated.
        let whole = try KilledDaemon(world, name: "whole", content: world.first + world.second)
        try whole.runToTheEnd()
        let expected = try whole.result()
        #expect(
            expected.events.count >= 4, "the scenario must make something to compare: \(expected.events.count) events")

        let killed = try KilledDaemon(world, name: "killed", content: world.first)
        var random = Seeded(20_261_124)
        var inside = 0
        for round in 0..<Self.kills {
            if round >= 3 { try killed.rotate() }
            try killed.start()
            if round % 3 == 0 {
                // The daemon stops inside its transaction for a moment after it has written a mark: kill it there.
                if try killed.waitForMark(count: 1) { inside += 1 }
            } else {
                _ = try killed.waitForMark(count: Int.random(in: 1...2, using: &random))
                killed.spin(microseconds: Int.random(in: 0...30_000, using: &random))
            }
            killed.kill()
        }
        try killed.runToTheEnd()
        let found = try killed.result()
        #expect(killed.rotated, "the file was never rotated")
        print(
            "kill test: \(Self.kills) kills, \(inside) inside a checkpoint transaction, \(found.lines) lines, journal: \(world.journal)"
        )
        #expect(inside >= Self.killsInsideTransactions)
        #expect(found.events == expected.events)
        #expect(found.incidents == expected.incidents)
        #expect(found.balanced)
    }
}

/// The logs that both daemons read.
struct KillWorld {
    let folder: String
    /// Lines of the file that is rotated, before and after.
    let first: String
    let second: String
    let total: Int
    let journal: String

    /// `seconds`: how long the scenario lasts; each has about 20 lines.
    init(_ folder: TemporaryFolder, seconds: Int = 9000) throws {
        self.folder = folder.path
        let start: Micros = 1_790_000_000 * .second
        var app: [String] = []
        var web = ""
        var export = ""
        var count = 0
        func stamp(_ time: Micros) -> String { RFC3339.string(time) }
        for second in 0..<seconds {
            let time = start + Micros(second) * .second
            for step in 0..<10 {
                let at = time + Micros(step) * 97_000 + 1
                app.append(
                    "\(stamp(at)) app1 shop[412]: INFO request \(second * 31 + step) served in \((second * 7 + step) % 90) ms for user \(second % 211)"
                )
                web +=
                    "\(stamp(at + 11)) app1 nginx[80]: GET /product/\((second + step) % 500) 200 \(second % 40 + 3) ms\n"
                count += 2
            }
            // Every 25 minutes something breaks, each time with words not heard before.
            if second > 2000, second % 1500 < 60 {
                let word = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf"][second / 1500 % 7]
                for step in 0..<12 {
                    app.append(
                        "\(stamp(time + Micros(step) * 80_000 + 2)) app1 shop[412]: ERROR \(word) subsystem failed: connection to \(word)-store refused after \(step) retries"
                    )
                    count += 1
                }
            }
            if second % 2 == 0 {
                export +=
                    "__REALTIME_TIMESTAMP=\(time + 5)\n_HOSTNAME=app1\nSYSLOG_IDENTIFIER=cron\nPRIORITY=6\n_PID=9\nMESSAGE=job \(second) finished in \(second % 13) s\n\n"
                count += 1
            }
        }
        total = count
        let middle = app.count / 2
        first = app[..<middle].joined(separator: "\n") + "\n"
        second = app[middle...].joined(separator: "\n") + "\n"
        try web.write(toFile: folder.file("web.log"), atomically: true, encoding: .utf8)
        try export.write(toFile: folder.file("in.export"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: folder.file("journal"), withIntermediateDirectories: true)
        let tool = "/lib/systemd/systemd-journal-remote"
        guard FileManager.default.isExecutableFile(atPath: tool) else {
            journal = "left out, systemd-journal-remote is not installed; a third file stands for it"
            return
        }
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = ["-o", folder.file("journal/app1.journal"), folder.file("in.export")]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        journal = process.terminationStatus == 0 ? "real journal files" : "left out, systemd-journal-remote failed"
    }

    var hasJournal: Bool { journal == "real journal files" }
}

/// A daemon of its own state, that can be killed and started again.
final class KilledDaemon {
    private let world: KillWorld
    let base: String
    private var process: Process?
    private(set) var rotated = false

    init(_ world: KillWorld, name: String, content: String) throws {
        self.world = world
        base = world.folder + "/" + name
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        try content.write(toFile: base + "/app.log", atomically: true, encoding: .utf8)
        let third = world.hasJournal ? "" : ", \"\(world.folder)/in.export\""
        try """
        sources:
          journal: \(world.hasJournal)
          journal_directory: "\(world.folder)/journal"
          files: ["\(base)/app.log", "\(world.folder)/web.log"\(third)]
          idle_after: 80000
        host: app1
        timezone: UTC
        state: {path: "\(base)/state", checkpoint: 0.001}
        api: {socket: ""}
        receivers:
          - {name: nobody, url: "http://127.0.0.1:9/"}

        """.write(toFile: base + "/haetae.yaml", atomically: true, encoding: .utf8)
    }

    func start() throws {
        try? FileManager.default.removeItem(atPath: base + "/marks")
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments = ["daemon", "--config", base + "/haetae.yaml", "--log-level", "warning"]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["HAETAE_TEST_COMMIT_PAUSE_MS": "12", "HAETAE_TEST_COMMIT_MARK": base + "/marks"]) { $1 }
        if !FileManager.default.fileExists(atPath: errors) { try Data().write(to: URL(filePath: errors)) }
        let sink = try FileHandle(forWritingTo: URL(filePath: errors))
        try sink.seekToEnd()
        process.standardError = sink
        try process.run()
        self.process = process
    }

    /// What the daemon wrote on stderr.
    private var errors: String { base + "/stderr" }

    /// Waits until the daemon has said something so many times.
    func waitForMessage(_ text: String, times: Int = 1) throws -> Bool {
        let deadline = Date(timeIntervalSinceNow: 30)
        while Date() < deadline {
            if try String(contentsOfFile: errors, encoding: .utf8).components(separatedBy: text).count > times {
                return true
            }
            guard process?.isRunning == true else { return false }
            spin(microseconds: 2000)
        }
        return false
    }

    var isRunning: Bool { process?.isRunning == true }

    func kill() {
        guard let process else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    /// Renames the file away and goes on in a new one, as logrotate does, while the daemon is down and somewhere in the old one.
    func rotate() throws {
        // Once the daemon knows the file: what it has never opened it cannot find again.
        guard !rotated, knowsTheFile else { return }
        rotated = true
        try FileManager.default.moveItem(atPath: base + "/app.log", toPath: base + "/app.log.1")
        try world.second.write(toFile: base + "/app.log", atomically: true, encoding: .utf8)
    }

    private var knowsTheFile: Bool {
        let store = try? Store(folder: base + "/state", access: .readOnly)
        defer { store?.close() }
        return (try? store?.sources())?.contains { $0.name.hasSuffix("/app.log") && !$0.position.token.isEmpty }
            ?? false
    }

    private var marks: Int {
        ((try? String(contentsOfFile: base + "/marks", encoding: .utf8)) ?? "").split(separator: "\n").count
    }

    /// Waits until the daemon has entered so many transactions since its start. False when it has nothing more to commit.
    func waitForMark(count: Int) throws -> Bool {
        let deadline = Date(timeIntervalSinceNow: 20)
        while Date() < deadline {
            if marks >= count { return true }
            guard process?.isRunning == true else {
                Issue.record("the daemon ended by itself")
                return false
            }
            spin(microseconds: 500)
            if try read() >= world.total - 400 { return false }
        }
        Issue.record("no checkpoint within 20 s")
        return false
    }

    func spin(microseconds: Int) {
        let end = DispatchTime.now().uptimeNanoseconds + UInt64(microseconds) * 1000
        while DispatchTime.now().uptimeNanoseconds < end { sched_yield() }
    }

    private var looked = (at: Date.distantPast, read: 0)
    private func read() throws -> Int {
        guard Date().timeIntervalSince(looked.at) > 0.2 else { return looked.read }
        let store = try? Store(folder: base + "/state", access: .readOnly)
        defer { store?.close() }
        let read = (try? store?.sources())?.reduce(0) { $0 + Int($1.ledger.read) } ?? 0
        looked = (Date(), read)
        return read
    }

    /// Lets it run until everything is read, and ends it in good order.
    func runToTheEnd() throws {
        try start()
        let deadline = Date(timeIntervalSinceNow: 240)
        while try read() < world.total - 400 {
            guard process?.isRunning == true, Date() < deadline else {
                Issue.record("the daemon did not finish: \(try read()) of \(world.total) lines")
                break
            }
            spin(microseconds: 2000)
        }
        process?.terminate()
        process?.waitUntilExit()
        #expect(process?.terminationStatus == 0)
        process = nil
    }

    struct Result { var events: [String], incidents: [String], lines: Int, balanced: Bool }

    func result() throws -> Result {
        let store = try Store(folder: base + "/state", access: .readOnly)
        defer { store.close() }
        var filter = IncidentFilter()
        filter.limit = 1000
        let sources = try store.sources()
        return Result(
            events: try store.events(limit: 10_000).map(\.id).sorted(),
            incidents: try store.wholeIncidents(filter).items.map(IncidentJSON.string).sorted(),
            lines: sources.reduce(0) { $0 + Int($1.ledger.read) }, balanced: sources.allSatisfy(\.ledger.balances))
    }
}
