import LogSources
import Model
import TestSupport
import Testing

/// Colours say nothing: what is read is the text.
@Suite struct TerminalCodeTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("\u{1b}[31mERROR\u{1b}[0m disk", "ERROR disk"),
        ("\u{1b}[38;5;3ma\u{1b}[K\u{1b}(Bb\u{1b}[m", "ab"), ("\u{1b}", "\u{1b}"), ("\u{1b}[", "\u{1b}["),
        ("\u{1b}[31", "\u{1b}[31"), ("a\u{1b}[3\nb", "a\u{1b}[3\nb"),
        ("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{07} end", "link end"),
        (#"{"log":"\u001b[31mERROR\u001B[0m x\n"}"#, #"{"log":"ERROR x\n"}"#),
        (#"{"log":"{\"m\":\"\\u001b[1mx\"}"}"#, #"{"log":"{\"m\":\"x\"}"}"#),
        (#"a\u001b x \u001b["#, #"a\u001b x \u001b["#), ("#033[32mok#033[0m #03 #", "ok #03 #"),
        ("\u{1b}[1m\u{1b}[0m\n\u{1b}[1mx\n", "\nx\n"),
    ]) func codesAreLeftOut(_ text: String, _ plain: String) throws {
        let scratch = Scratch()
        let source = try FileSource(descriptor(), id: SourceID(0), paths: [scratch.write("c.log", text)])
        #expect(String(decoding: drain(source).batches.flatMap(\.arena), as: UTF8.self) == plain)
    }

    @Test func linesKeepTheirNumbers() throws {
        let scratch = Scratch()
        let long = "\u{1b}[1m" + String(repeating: "x", count: 65536 + 5)
        let path = scratch.write("c.log", "\u{1b}[31mone\u{1b}[0m\n\u{1b}[1m\n\(long)\ntwo\n\u{1b}[1m")
        let (batches, errors) = drain(try FileSource(descriptor(), id: SourceID(0), paths: [path]))
        #expect(errors.isEmpty)
        let found = batches.flatMap(lines(of:))
        #expect(found.count == 5 && found[0] == "one" && found[1].isEmpty && found[3] == "two" && found[4].isEmpty)
        #expect(batches.flatMap(\.cutLines) == [2])
        #expect(batches.last?.resume.lines == 5)
    }

    @Test func aJournalsMessagesAreFreedOfThem() throws {
        let text = "__REALTIME_TIMESTAMP=1795539611000000\n_HOSTNAME=h\nMESSAGE=\u{1b}[31mred\u{1b}[0m\nPRIORITY=3\n\n"
        #expect(try ExportTests.read(Array(text.utf8)).entries.first?.message == "red")
    }

    /// Any bytes: no line is lost or joined, and wherever the batches are cut the text is the same.
    @Test(arguments: 0..<40) func anyBytesKeepTheirLines(seed: UInt64) throws {
        var random = Seeded(seed)
        let alphabet = Array("\u{1b}\u{1b}[];m0319#\\u001b(B \u{7}ax\n\n".utf8) + [0xed, 0x95, 0x9c, 0x80, 0xff]
        let bytes = (0..<4000).map { _ in alphabet.randomElement(using: &random) ?? 0 } + [10]
        let scratch = Scratch()
        let path = scratch.write("c.log", bytes)
        let whole = drain(try FileSource(descriptor(), id: SourceID(0), paths: [path]))
        let text = whole.batches.flatMap(\.arena)
        #expect(whole.errors.isEmpty && text.filter { $0 == 10 }.count == bytes.filter { $0 == 10 }.count)
        let cut = drain(try FileSource(descriptor(), id: SourceID(0), paths: [path]), maxBytes: 64)
        #expect(cut.batches.flatMap(\.arena) == text)
    }
}
