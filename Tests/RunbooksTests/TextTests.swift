import Foundation
import Runbooks
import TestSupport
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("KubePodNotReady", ["kubepodnotreadi", "kube", "pod", "not", "readi"]),
        ("max_client_conn", ["maxclientconn", "max", "client", "conn"]),
        ("ORA-01653: failed", ["ora01653", "fail"]),
        ("HTTPServer", ["httpserver", "http", "server"]),
        ("디스크가 찼습니다", ["디스크", "찼"]),
        ("ＯＯＭ 502", ["oom", "502"]),
        ("", []), ("::--//", []),
    ])
    func tokens(_ text: String, _ expected: [String]) {
        var analyzer = Analyzer()
        #expect(analyzer.tokens(of: text).map(\.text) == expected)
    }

    @Test(arguments: [
        ("evicting", "evict"), ("evicted", "evict"), ("replicas", "replica"), ("status", "status"),
        ("connections", "connect"),
        ("running", "run"), ("relational", "relat"), ("hopping", "hop"), ("agreed", "agre"), ("x2", "x2"),
    ])
    func stems(_ word: String, _ stem: String) { #expect(EnglishStemmer.stem(word) == stem) }

    @Test(arguments: [
        ("차단하려면", "차단"), ("노드가", "노드"), ("만료됩니다", "만료"), ("부족해서", "부족"), ("휴가", "휴가"), ("재시작했습니다", "재시작"),
    ])
    func koreanStems(_ word: String, _ stem: String) {
        var analyzer = Analyzer()
        #expect(analyzer.tokens(of: word).map(\.text) == [stem])
    }

    @Test func foldsDecomposedHangulAndFullWidth() {
        let decomposed = "\u{1103}\u{1175}\u{1109}\u{1173}\u{110F}\u{1173}"  // 디스크 in jamo
        #expect(Array(TextFolding.fold(decomposed).unicodeScalars) == Array("디스크".unicodeScalars))
        #expect(TextFolding.fold("ＤＢ１") == "DB1")
    }

    @Test func noiseOfLogLinesGoes() {
        let line = "2026-01-02T03:04:05Z sshd[991]: error 10.2.3.4:9100 took 2.311s status=502 url=https://a.example/x"
        let left = QuestionNoise.without(line)
        for gone in ["991", "10.2", "2.311", "2026", "https"] {
            #expect(!left.contains(gone), "\(gone) stays in \(left)")
        }
        for kept in ["sshd", "502", "status", "example"] {
            #expect(left.contains(kept), "\(kept) is gone from \(left)")
        }
    }

    @Test func statusesStay() {
        let words = QuestionNoise.without("5xx and 500s since 10:32:07, 12s each").split(separator: " ")
        #expect(words.contains("5xx") && words.contains("500"))
        #expect(!words.contains { $0.contains("12") || $0.contains("32") })
    }

    @Test(arguments: [
        ("How do I renew the certificate?", Intent.fix), ("why does checkout return 502?", .cause),
        ("결제가 느린 원인은?", .cause),
        ("disk full on db1", .meaning), ("어떻게 조치하나요?", .fix), ("What should I check?", .check),
        ("그럼 어떻게 확인해?", .check), ("확인은 어떻게 해?", .check), ("만료일 확인 방법", .check),
        ("오류가 확인됩니다. 조치 방법은?", .fix), ("how do I see the queue's depth?", .check),
    ])
    func intents(_ question: String, _ intent: Intent) { #expect(QuestionIntent.of(question) == intent) }

    @Test func theBuiltInVocabularyReads() throws {
        var vocabulary = Vocabulary.none
        try vocabulary.add("a = b\nc -> d, e\nstop: x\nname: kafka\nsection fix: heal\nwarning: beware # comment\n")
        #expect(
            throws: RunbookError.vocabulary(
                line: 2, "neither a = b nor a -> b nor stop:, light:, name:, section NAME:, warning:")
        ) {
            try vocabulary.add("a = b\nlonely\n")
        }
        #expect(throws: RunbookError.self) { try vocabulary.add("section nonsense: x") }
        _ = Vocabulary.builtin
    }

    /// Any bytes are cut without a crash, and the index line holds no FTS syntax.
    @Test func analyserTakesAnything() {
        var random = Seeded(7)
        var analyzer = Analyzer()
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let line = analyzer.indexed(String(decoding: bytes, as: UTF8.self))
            #expect(!line.contains("\"") && !line.contains("*") && !line.contains("  "))
        }
    }
}

@Suite struct BuiltinVocabularyTests {
    /// The binary holds the data file of the sources, byte for byte.
    @Test func theBinaryHoldsTheFile() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Runbooks/Resources/vocabulary.txt")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(Vocabulary.builtinText == text && text.utf8.count > 10_000)
        var read = Vocabulary.none
        try read.add(text)
    }
}
