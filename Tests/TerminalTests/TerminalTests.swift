import Terminal
import TestSupport
import Testing

@Suite struct TerminalTests {
    static func type(_ text: String, history: [String] = []) -> (line: LineBuffer, outcomes: [LineBuffer.Outcome]) {
        var decoder = KeyDecoder()
        var line = LineBuffer(history: history)
        let outcomes = decoder.feed(text.utf8).map { line.take($0) }.filter { $0 != .editing }
        return (line, outcomes)
    }

    @Test(arguments: [
        ("abc", "abc", 3), ("abc\u{1B}[D\u{1B}[DX", "aXbc", 2), ("디스크\u{7F}", "디스", 2), ("한글\u{1B}[Dx", "한x글", 2),
        ("one two\u{17}", "one ", 4),
        ("abc\u{01}\u{0B}", "", 0), ("abc\u{1B}[3~", "abc", 3), ("abc\u{01}\u{1B}[3~", "bc", 0),
        ("abc\u{02}\u{15}", "c", 0),
        ("a\u{1B}[99;99Zb", "ab", 2), ("\u{1B}[200~a\nb\u{1B}[201~c", "a bc", 4),
        ("\u{1112}\u{1161}\u{11AB}", "\u{1112}\u{1161}\u{11AB}", 1),
        ("one two\u{1B}b\u{1B}bX", "Xone two", 1), ("a\tb", "a b", 3),
    ])
    func keysEdit(typed: String, text: String, cursor: Int) {
        let (line, _) = Self.type(typed)
        #expect(line.text == text && line.cursor == cursor)
    }

    @Test func linesEndAndComeBack() {
        let (line, outcomes) = Self.type("first\rsecond\r\u{1B}[A\u{1B}[A")
        #expect(outcomes == [.entered("first"), .entered("second")] && line.text == "first")
        #expect(Self.type("dra\u{1B}[A\u{1B}[B", history: ["old"]).line.text == "dra")
        #expect(Self.type("x\u{03}").outcomes == [.interrupted])
        #expect(Self.type("\u{04}").outcomes == [.ended] && Self.type("x\u{04}").outcomes.isEmpty)
    }

    /// Cut anywhere, the bytes are the same keys.
    @Test func bytesCutAnywhere() {
        let bytes = Array("a디\u{1B}[A\u{1B}[1;5C\u{1B}[200~x\ny\u{1B}[201~é🙂\u{7F}\r".utf8)
        var whole = KeyDecoder()
        let expected = whole.feed(bytes)
        for cut in 0...bytes.count {
            var decoder = KeyDecoder()
            #expect(decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...]) == expected)
        }
    }

    @Test func anyBytesAreHarmless() {
        var random = Seeded(4)
        for _ in 0..<2000 {
            var decoder = KeyDecoder()
            var line = LineBuffer(history: ["가", "b"])
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random)
                    : [0x1B, 0x5B, 0x41, 0x7F, 0xEA][Int.random(in: 0..<5, using: &random)]
            }
            for key in decoder.feed(bytes) {
                _ = line.take(key)
                #expect((0...line.characters.count).contains(line.cursor))
                let window = line.window(columns: 10)
                #expect(DisplayWidth.columns(of: window.text) <= 10 && window.cursor <= 10)
            }
        }
    }

    @Test func widthsAreTheTerminals() {
        #expect(
            DisplayWidth.columns(of: "abc") == 3 && DisplayWidth.columns(of: "디스크") == 6
                && DisplayWidth.columns(of: "é") == 1)
        #expect(DisplayWidth.columns(of: "🙂") == 2 && DisplayWidth.columns(of: "e\u{301}") == 1)
    }
}
