import Bytes
import TestSupport
import Testing

@Suite struct StableHashTests {
    /// Stored ids are made of these values: a change here breaks every store.
    @Test(arguments: [("", StableHash.hash("")), ("haetae", StableHash.hash("haetae"))])
    func isAFunctionOfTheBytesAlone(text: String, expected: UInt64) {
        let padded = [UInt8]("xx".utf8) + [UInt8](text.utf8) + [UInt8]("yy".utf8)
        #expect(StableHash.hash(padded.span.bytes, 2..<2 + text.utf8.count) == expected)
    }

    @Test func tellsPrefixesAndOrderApart() {
        #expect(StableHash.hash("abc") != StableHash.hash("abcd"))
        #expect(StableHash.hash("a\u{0}") != StableHash.hash("a"))
        #expect(StableHash.combine(1, 2) != StableHash.combine(2, 1))
    }

    @Test func hasNoCollisionsAmongManyShortWords() {
        var seen: Set<UInt64> = []
        for number in 0..<50_000 { seen.insert(StableHash.hash("word-\(number)")) }
        #expect(seen.count == 50_000)
    }
}

@Suite struct ByteSetTests {
    @Test func holdsExactlyWhatWasPutIn() {
        let set = ByteSet(" =,\u{7F}")
        for byte in UInt8.min...UInt8.max { #expect(set.contains(byte) == [0x20, 0x3D, 0x2C, 0x7F].contains(byte)) }
    }
}

@Suite struct ScanTests {
    @Test func findsAPhraseAnywhereInAText() {
        let text = "oo oom-kill: 한국 OOM"
        #expect(text.hasPhrase("oom-kill") && text.hasPhrase("OOM") && text.hasPhrase("oo ") && text.hasPhrase(""))
        #expect(!text.hasPhrase("OOM ") && !text.hasPhrase("oom_kill") && !"".hasPhrase("o"))
        #expect("aab".hasPhrase("ab") && !"aa".hasPhrase("aab"))
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func findsWhatTheObviousLoopFinds(seed: UInt64) {
        var random = Seeded(seed)
        let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...3, using: &random) }
        for from in 0...bytes.count {
            for to in from...bytes.count {
                let expected = bytes[from..<to].firstIndex(of: 1) ?? to
                #expect(Scan.first(1, in: bytes.span.bytes, from: from, to: to) == expected)
            }
        }
    }
}

@Suite struct SnapshotCodingTests {
    @Test func readsBackWhatWasWritten() throws {
        var writer = SnapshotWriter(version: 7)
        writer.write(Int64(-5))
        writer.write("한글")
        writer.write([1, 2, 3]) { $0.write(UInt16($1)) }
        writer.write(Optional<Double>.none) { $0.write($1) }
        writer.write(1.5)
        var reader = try SnapshotReader(writer.bytes, version: 7)
        #expect(try reader.read(Int64.self) == -5)
        #expect(try reader.read(String.self) == "한글")
        #expect(try reader.readArray { (reader) throws(SnapshotError) in try reader.read(UInt16.self) } == [1, 2, 3])
        #expect(try reader.readOptional { (reader) throws(SnapshotError) in try reader.read(Double.self) } == nil)
        #expect(try reader.read(Double.self) == 1.5)
        #expect(reader.isAtEnd)
    }

    @Test func refusesAnotherVersionAndEveryTruncation() throws {
        var writer = SnapshotWriter(version: 1)
        writer.write("some text")
        #expect(throws: SnapshotError.version(found: 1, supported: 2)) { try SnapshotReader(writer.bytes, version: 2) }
        for length in 0..<writer.bytes.count {
            #expect(throws: SnapshotError.self) {
                var reader = try SnapshotReader(Array(writer.bytes[..<length]), version: 1)
                _ = try reader.read(String.self)
            }
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func survivesArbitraryBytes(seed: UInt64) {
        var random = Seeded(seed)
        let bytes = (0..<Int.random(in: 0...64, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        guard var reader = try? SnapshotReader(bytes, version: 0) else { return }
        while !reader.isAtEnd {
            guard (try? reader.readArray { (reader) throws(SnapshotError) in try reader.read(String.self) }) != nil
            else { return }
        }
    }
}

@Suite struct LineRangesTests {
    private func lines(_ text: String) -> [String] {
        let bytes = [UInt8](text.utf8)
        var ranges = LineRanges()
        var found: [String] = []
        while let line = ranges.next(in: bytes.span.bytes) { found.append(bytes.span.bytes.text(line)) }
        return found
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\n", ["", ""]), ("a\r\nb\r\n", ["a", "b"]),
        ("\r\n", [""]), ("a\r", ["a"]), ("a\rb\n", ["a\rb"]), ("\r\r\n", ["\r"]),
    ])
    func endsLines(text: String, expected: [String]) { #expect(lines(text) == expected) }

    /// Every byte is in one line or is an end.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func losesNothing(seed: UInt64) {
        var random = Seeded(seed)
        let bytes = (0..<500).map { _ in [0x0A, 0x0D, 0x61, 0x00][Int.random(in: 0..<4, using: &random)] as UInt8 }
        var ranges = LineRanges()
        var next = 0
        while let line = ranges.next(in: bytes.span.bytes) {
            #expect(Int(line.start) == next)
            let end = Int(line.end)
            next = end + (end < bytes.count && bytes[end] == 0x0D ? 2 : 1)
            #expect(next - 1 >= bytes.count || bytes[next - 1] == 0x0A)
        }
        #expect(next >= bytes.count)
    }
}
