import Bytes
import Glibc
import LogSources
import Model
import TestSupport
import Testing

@Suite struct FileSourceTests {
    static let compressors: [(name: String, program: String?)] = [
        ("plain", nil), ("gz", "/usr/bin/gzip"), ("zst", "/usr/bin/zstd"),
    ]

    /// Lines of many lengths, some empty, some over the limit, with NULs and a last one without its newline.
    static func sample(seed: UInt64, lines: Int) -> [UInt8] {
        var random = Seeded(seed)
        var bytes: [UInt8] = []
        for number in 0..<lines {
            let length =
                switch Int.random(in: 0..<40, using: &random) {
                case 0: 0
                case 1: 65_530 + Int.random(in: 0..<12, using: &random)
                case 2: Int.random(in: 60_000..<200_000, using: &random)
                default: Int.random(in: 1..<300, using: &random)
                }
            bytes +=
                Array("\(number) ".utf8) + [UInt8](repeating: number % 7 == 0 ? 0 : UInt8(ascii: "a"), count: length)
                + [10]
        }
        return bytes + Array("the last".utf8)
    }

    /// What the lines are, the obvious way: cut at 64 KiB.
    static func obvious(_ bytes: [UInt8]) -> (lines: [String], cut: Int, lost: UInt64) {
        var lines: [String] = []
        var cut = 0
        var lost: UInt64 = 0
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            if line.count > 65_536 {
                cut += 1
                lost += UInt64(line.count - 65_536)
            }
            lines.append(String(decoding: line.prefix(65_536), as: UTF8.self))
        }
        return (lines, cut, lost)
    }

    static func make(_ scratch: Scratch, _ bytes: [UInt8], _ compressor: String?) -> String? {
        let path = scratch.write("x.log", bytes)
        guard let compressor else { return path }
        let suffix = compressor.hasSuffix("gzip") ? ".gz" : ".zst"
        return run(compressor, ["-c", path], output: path + suffix) == 0 ? path + suffix : nil
    }

    @Test(arguments: compressors, [4096, 70_000, 1 << 20])
    func agreesWithTheObvious(_ compressor: (name: String, program: String?), maxBytes: Int) throws {
        let scratch = Scratch()
        let bytes = Self.sample(seed: 7, lines: 400)
        guard let path = Self.make(scratch, bytes, compressor.program) else {
            return print("skipped: \(compressor.name) not installed")
        }
        let source = try FileSource(descriptor(), id: SourceID(0), paths: [path])
        let (batches, errors) = drain(source, maxBytes: maxBytes)
        let expected = Self.obvious(bytes)
        #expect(errors.isEmpty)
        #expect(batches.flatMap(lines(of:)) == expected.lines)
        #expect(batches.reduce(0) { $0 + $1.cutLines.count } == expected.cut)
        #expect(batches.reduce(0) { $0 + $1.lostBytes } == expected.lost)
        #expect(batches.last?.resume.lines == UInt64(expected.lines.count))
        // Nothing is unaccounted for.
        #expect(batches.reduce(0) { $0 + UInt64($1.arena.count) + $1.lostBytes } == UInt64(bytes.count))
        for batch in batches {
            let cut = Set(batch.cutLines.map(Int.init))
            for (number, line) in lines(of: batch).enumerated() {
                #expect(!cut.contains(number) || line.utf8.count == 65_536)
            }
        }
        #expect(batches.dropLast().allSatisfy { $0.arena.last == 10 })
    }

    @Test(arguments: compressors) func resumesBehindEveryBatch(_ compressor: (name: String, program: String?)) throws {
        let scratch = Scratch()
        let bytes = Self.sample(seed: 3, lines: 200)
        guard let path = Self.make(scratch, bytes, compressor.program) else {
            return print("skipped: \(compressor.name) not installed")
        }
        let whole = drain(try FileSource(descriptor(), id: SourceID(0), paths: [path]), maxBytes: 20_000).batches
        let all = whole.map(lines(of:))
        for (index, batch) in whole.enumerated() {
            let rest = drain(
                try FileSource(descriptor(), id: SourceID(0), paths: [path], resume: batch.resume), maxBytes: 50_000)
            #expect(rest.batches.flatMap(lines(of:)) == all[(index + 1)...].flatMap { $0 }, "batch \(index)")
            #expect((rest.batches.last ?? batch).resume.lines == whole.last?.resume.lines)
        }
    }

    @Test func resumesInAChainOfParts() throws {
        let scratch = Scratch()
        let paths = ["x.log.2", "x.log.1", "x.log"].map { name in
            scratch.write(name, (0..<50).map { "\(name) line \($0) \(String(repeating: "y", count: 200))\n" }.joined())
        }
        let whole = drain(try FileSource(descriptor(), id: SourceID(0), paths: paths), maxBytes: 4096).batches
        #expect(whole.flatMap(lines(of:)).count == 150)
        for (index, batch) in whole.enumerated() {
            let rest = drain(try FileSource(descriptor(), id: SourceID(0), paths: paths, resume: batch.resume))
            #expect(rest.batches.flatMap(lines(of:)) == whole[(index + 1)...].flatMap(lines(of:)))
        }
    }

    @Test func aLineOf100MegabytesIsCutAndCounted() throws {
        let scratch = Scratch()
        let path = scratch.write("x.log", "before\n")
        let block = [UInt8](repeating: UInt8(ascii: "z"), count: 4 << 20)
        for _ in 0..<25 { scratch.write("x.log", block, append: true) }
        scratch.write("x.log", "\nafter\n", append: true)
        let (batches, errors) = drain(try FileSource(descriptor(), id: SourceID(0), paths: [path]))
        #expect(errors.isEmpty)
        let all = batches.flatMap(lines(of:))
        #expect(all.count == 3 && all.first == "before" && all.last == "after")
        #expect(all[1].utf8.count == 65_536)
        #expect(batches.reduce(0) { $0 + $1.lostBytes } == 25 << 22 - 65_536)
        #expect(batches.reduce(0) { $0 + $1.cutLines.count } == 1)
    }

    @Test func membersOfAGzipFollowEachOther() throws {
        let scratch = Scratch()
        for (name, text) in [("a", "one\ntw"), ("b", "o\nthree\n")] {
            guard run("/usr/bin/gzip", ["-c", scratch.write(name, text)], output: scratch.file(name + ".gz")) == 0
            else {
                return print("skipped: gzip not installed")
            }
        }
        let joined = scratch.file("x.log.gz")
        run("/bin/cat", [scratch.file("a.gz"), scratch.file("b.gz")], output: joined)
        let (batches, errors) = drain(try FileSource(descriptor(), id: SourceID(0), paths: [joined]))
        #expect(batches.flatMap(lines(of:)) == ["one", "two", "three"] && errors.isEmpty)
    }

    /// Cut anywhere: what was there is delivered, then one clear error.
    @Test(arguments: compressors.dropFirst()) func truncatedAnywhere(_ compressor: (name: String, program: String?))
        throws
    {
        let scratch = Scratch()
        var random = Seeded(5)
        let text = (0..<3000).map { "line \($0) \(UInt64.random(in: 0 ... .max, using: &random))\n" }.joined()
        guard let path = Self.make(scratch, Array(text.utf8), compressor.program) else {
            return print("skipped: \(compressor.name) not installed")
        }
        let whole = try #require(read(path))
        for _ in 0..<60 {
            let end = Int.random(in: 20..<whole.count, using: &random)
            let cut = scratch.write("cut", Array(whole[..<end]))
            let (batches, errors) = drain(try FileSource(descriptor(), id: SourceID(0), paths: [cut]))
            let got = batches.flatMap(\.arena)
            #expect(text.utf8.starts(with: got))
            #expect(errors.count == 1)
            if case .truncated(let place, let offset)? = errors.first {
                #expect(place == cut && offset == UInt64(got.count))
            } else {
                Issue.record("\(errors)")
            }
        }
    }

    @Test func damagedBytesGiveAnErrorAndNoCrash() throws {
        let scratch = Scratch()
        var random = Seeded(6)
        let text = (0..<3000).map { "line \($0)\n" }.joined()
        for compressor in Self.compressors.dropFirst() {
            guard let path = Self.make(scratch, Array(text.utf8), compressor.program), let whole = read(path) else {
                continue
            }
            for _ in 0..<200 {
                var bytes = whole
                for _ in 0..<3 {
                    bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                _ = drain(try FileSource(descriptor(), id: SourceID(0), paths: [scratch.write("bad", bytes)]))
            }
        }
    }

    @Test(arguments: [false, true], [true, false]) func utf16IsConverted(bigEndian: Bool, marked: Bool) throws {
        let scratch = Scratch()
        // Without its mark it is told by 32 characters of ASCII.
        let text = "2026-11-24 17:00:11 INFO the service has started\r\nfirst 한글 😀\r\nsecond\nthird without end"
        var bytes: [UInt8] = []
        for unit in (marked ? [0xfeff] : []) + Array(text.utf16) {
            bytes += bigEndian ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
        }
        let source = try FileSource(descriptor(), id: SourceID(0), paths: [scratch.write("w.log", bytes)])
        #expect(String(decoding: drain(source).batches.flatMap(\.arena), as: UTF8.self) == text)
    }

    @Test func aByteOrderMarkIsLeftOut() throws {
        let scratch = Scratch()
        let path = scratch.write("b.log", [0xef, 0xbb, 0xbf] + Array("one\ntwo\n".utf8))
        #expect(
            drain(try FileSource(descriptor(), id: SourceID(0), paths: [path])).batches.flatMap(lines(of:)) == [
                "one", "two",
            ])
    }

    @Test func errorsNameTheRemedy() throws {
        let scratch = Scratch()
        let missing = drain(try FileSource(descriptor(), id: SourceID(0), paths: [scratch.file("none")])).errors
        #expect(missing == [.missing(path: scratch.file("none"))])
        #expect(throws: SourceError.position(source: "test", token: "nonsense")) {
            try FileSource(
                descriptor(), id: SourceID(0), paths: [], resume: SourcePosition(token: "nonsense", lines: 0))
        }
        #expect("\(SourceError.denied(path: "/var/log/syslog", remedy: "join the group 'adm'"))".contains("adm"))
    }
}

func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
}
