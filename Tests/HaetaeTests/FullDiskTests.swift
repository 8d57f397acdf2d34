import Foundation
import Glibc
import Testing

/// The running daemon on a disk that fills up: a real file system of 48 MB, which takes root and mount(8); elsewhere the test says so.
@Suite(.serialized) struct FullDiskTests {
    @Test func aFullDiskIsWaitedOutAndNothingIsLost() throws {
        let folder = try TemporaryFolder("full")
        let world = try KillWorld(folder, seconds: 4000)
        let whole = try KilledDaemon(world, name: "whole", content: world.first + world.second)
        try whole.runToTheEnd()
        let expected = try whole.result()
        #expect(!expected.events.isEmpty)

        let daemon = try KilledDaemon(world, name: "full", content: world.first + world.second)
        let state = daemon.base + "/state"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        guard Self.mount(state) else {
            print("full disk, skipped: mounting a small file system takes root")
            return
        }
        defer { umount2(state, Int32(MNT_DETACH)) }
        try daemon.start()
        // Once it is waited out by the running daemon, once the daemon is killed on the full disk.
        for round in 1...2 {
            #expect(try daemon.waitForMark(count: 2 * round))
            try Self.fill(state + "/filler")
            #expect(
                try daemon.waitForMessage("no space left on the disk", times: round),
                "the disk was never full for the daemon")
            #expect(daemon.isRunning)
            if round == 2 { daemon.kill() }
            try FileManager.default.removeItem(atPath: state + "/filler")
            if round == 1 { #expect(try daemon.waitForMessage("the checkpoint is written again")) }
        }
        try daemon.runToTheEnd()
        let found = try daemon.result()
        #expect(found.events == expected.events)
        #expect(found.incidents == expected.incidents)
        #expect(found.balanced)
    }

    private static func mount(_ path: String) -> Bool {
        Glibc.mount("tmpfs", path, "tmpfs", 0, "size=48m") == 0
    }

    /// Writes until there is no byte left.
    private static func fill(_ path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        #expect(file >= 0)
        defer { close(file) }
        var size = 1 << 16
        let zeros = [UInt8](repeating: 0, count: size)
        while size > 0 {
            if write(file, zeros, size) < size { size /= 2 }
        }
        #expect(errno == ENOSPC)
    }
}
