import Foundation
import Model
import Storage
import TestSupport
import Testing

/// What the daemon could not read is an incident of its own, with the remedy: real files, truncated, deleted and forbidden.
@Suite(.serialized) struct GapTests {
    /// A daemon over one folder of logs.
    private final class Watcher {
        let folder: TemporaryFolder
        private var process: Process?
        private var lines = 0

        init() throws {
            folder = try TemporaryFolder("gaps")
            for name in ["logs", "state"] {
                try FileManager.default.createDirectory(
                    atPath: folder.file(name), withIntermediateDirectories: true)
            }
            try """
            sources:
              journal: false
              files: ["\(folder.file("logs"))/*.log"]
              idle_after: 1
            host: app1
            timezone: UTC
            state: {path: "\(folder.file("state"))", checkpoint: 0.05}
            api: {socket: ""}

            """.write(toFile: folder.file("haetae.yaml"), atomically: true, encoding: .utf8)
        }

        deinit { process?.terminate() }

        /// `nobody`: as a user who may not read everything, where the tests run as root.
        func start(asNobody nobody: Bool = false) throws {
            let process = Process()
            var arguments = ["daemon", "--config", folder.file("haetae.yaml"), "--log-level", "warning"]
            if nobody {
                for name in ["", "logs", "state"] {
                    _ = chmod(name.isEmpty ? folder.path : folder.file(name), 0o777)
                }
                process.executableURL = URL(filePath: "/usr/bin/setpriv")
                arguments = ["--reuid=65534", "--regid=65534", "--clear-groups", "--", Program.path] + arguments
            } else {
                process.executableURL = URL(filePath: Program.path)
            }
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            try process.run()
            self.process = process
        }

        /// Ends it in good order.
        func stop() {
            process?.terminate()
            process?.waitUntilExit()
            process = nil
        }

        func write(_ count: Int, to name: String = "app.log") throws {
            let path = folder.file("logs/" + name)
            if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            try handle.seekToEnd()
            var text = ""
            for _ in 0..<count {
                lines += 1
                text +=
                    "\(RFC3339.string(Micros(Date().timeIntervalSince1970 * 1e6))) app1 shop[1]: request \(lines) served\n"
            }
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        }

        private func store<Value>(_ body: (Store) throws -> Value) -> Value? {
            guard let store = try? Store(folder: folder.file("state"), access: .readOnly) else { return nil }
            defer { store.close() }
            return try? body(store)
        }

        /// Waits until the store says so, for at most a minute.
        func wait(_ condition: (Store) throws -> Bool) -> Bool {
            waitUntil(seconds: 60) { store(condition) == true ? true : nil } == true
        }

        func waitForLines(_ count: Int) -> Bool {
            wait { try $0.sources().reduce(0) { $0 + Int($1.ledger.read) } >= count }
        }

        /// Waits for an incident about collection and gives what it says.
        func gap(_ words: String) -> Incident? {
            var found: Incident?
            _ = wait { store in
                var filter = IncidentFilter()
                filter.limit = 50
                found = try store.wholeIncidents(filter).items.first { incident in
                    incident.members.contains {
                        $0.alert.kind == .collection && $0.alert.evidence.text.contains(words)
                    }
                }
                return found != nil
            }
            return found
        }
    }

    @Test func aFileCutBackInPlaceIsTold() throws {
        let watcher = try Watcher()
        try watcher.write(40)
        try watcher.start()
        #expect(watcher.waitForLines(40))
        try Data().write(to: URL(filePath: watcher.folder.file("logs/app.log")))
        try watcher.write(3)
        let incident = try #require(watcher.gap("cut back in place"))
        #expect(incident.members.allSatisfy { $0.alert.kind == .collection } && incident.rootCause == NodeName("app1"))
        #expect(incident.members[0].alert.evidence.text.contains("copytruncate"))
    }

    @Test func whatWasRotatedAwayUnreadIsTold() throws {
        let watcher = try Watcher()
        try watcher.write(40)
        try watcher.start()
        #expect(watcher.waitForLines(40))
        // Down while the file is deleted with lines that nobody read.
        let watcherPath = watcher.folder.file("logs/app.log")
        watcher.stop()
        try watcher.write(10)
        try FileManager.default.removeItem(atPath: watcherPath)
        try watcher.write(5)
        try watcher.start()
        let incident = try #require(watcher.gap("was rotated away and deleted before it was read"))
        #expect(incident.severity != .critical)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") || geteuid() != 0))
    func aForbiddenFileIsToldWithTheRemedy() throws {
        let watcher = try Watcher()
        try watcher.write(40)
        try watcher.write(5, to: "secret.log")
        _ = chmod(watcher.folder.file("logs/secret.log"), 0)
        _ = chmod(watcher.folder.file("logs/app.log"), 0o644)
        try watcher.start(asNobody: geteuid() == 0)
        let incident = try #require(watcher.gap("secret.log may not be read by the user"))
        #expect(incident.members[0].alert.evidence.text.contains("setfacl -m u:nobody:r"))
    }
}
