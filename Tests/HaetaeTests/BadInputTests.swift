import Foundation
import Testing

/// Input that is no log, or a hostile one: a clear message or a sane result, never a crash, never a silent loss.
@Suite struct BadInputTests {
    @Test func aMissingFileIsNamed() throws {
        let result = try Program.run(["analyze", "/nowhere/x.log"])
        #expect(result.status == 1)
        #expect(result.error.contains("/nowhere/x.log"))
    }

    @Test func nothingToReadSaysWhatToType() throws {
        let result = try Program.run(["analyze"])
        #expect(result.status == 64)
        #expect(result.error.contains("--journal"))
    }

    @Test func anEmptyFileAndABinaryAreToldApart() throws {
        let folder = try TemporaryFolder("bad")
        try Data().write(to: URL(filePath: folder.file("empty.log")))
        try Data([0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 4000)).write(
            to: URL(filePath: folder.file("program.log")))
        let result = try Program.run(["analyze", folder.file("empty.log"), folder.file("program.log")])
        #expect(result.status == 1)
        #expect(result.error.contains("empty"))
        #expect(result.error.contains("program.log"))
    }

    @Test func hostileLinesAreCountedAndHarmless() throws {
        let folder = try TemporaryFolder("hostile")
        var bytes: [UInt8] = []
        for second in 0..<50 {
            bytes += Array(
                "2026-11-24T17:00:\(second < 10 ? "0" : "")\(second)Z web1 app[1]: request \(second) served\r\n".utf8)
        }
        bytes += [0xFF, 0xFE, 0x00, 0x80, 0x0A] + Array("a\u{0}b\u{1B}[31mred\u{1B}]0;title\u{7}\n".utf8)
        bytes += [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20) + [0x0A]
        bytes += Array("2038-01-19T03:14:08Z web1 app[1]: from the future\n".utf8)
        bytes += Array("2026-11-24T16:00:00Z web1 app[1]: out of order\n".utf8)
        bytes += Array("2026-11-24T17:00:59Z web1 app[1]: last line without its end".utf8)
        let file = folder.file("h.log")
        try Data(bytes).write(to: URL(filePath: file))
        let result = try Program.run(["analyze", "--now", "2026-11-24T18:00:00Z", "--timezone", "UTC", file])
        #expect(result.status == 0)
        #expect(result.output.contains("56 lines"), "\(result.output)")
        #expect(result.output.contains("1 over-long line cut"))
        #expect(!result.output.contains("NOT BALANCE"))
        #expect(!result.output.contains("\u{1B}]0;"))
    }

    @Test func aTruncatedGzipGivesWhatIsThereAndSaysSo() throws {
        let folder = try TemporaryFolder("gz")
        let plain = folder.file("t.log")
        var text = ""
        for number in 0..<20_000 {
            text += "2026-11-24T17:00:00Z web1 app[\(number)]: request \(number &* 7919) served in \(number % 97) ms\n"
        }
        try Data(text.utf8).write(to: URL(filePath: plain))
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", plain]
        try gzip.run()
        gzip.waitUntilExit()
        let packed = try Data(contentsOf: URL(filePath: plain + ".gz"))
        try packed.prefix(packed.count / 2).write(to: URL(filePath: plain + ".gz"))
        let result = try Program.run(["analyze", plain + ".gz"])
        #expect(result.error.contains("ends early"))
        #expect(result.output.contains("lines from 1 source"))
    }

    @Test func aClosedPipeIsAQuietEnd() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "'\(Program.path)' config default | head -n 1; exit ${PIPESTATUS:-0}"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
