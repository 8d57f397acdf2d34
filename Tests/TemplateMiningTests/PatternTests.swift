import Bytes
import Model
import TemplateMining
import TestSupport
import Testing

/// Exported patterns match what they are of.
@Suite struct PatternTests {
    private static let messages =
        mixedMessages(1500, seed: 21) + [
            #"GET /a?b=c HTTP/1.1" 200 "Mozilla/5.0 (X11; Linux)" took=12.5ms"#,
            #"path C:\Temp\a.txt (not found) [7] {x} $HOME ^ | + ? *"#,
            "can't open 'a.b': it's gone (5)", "<init> of <clinit> at Foo.java:17",
            "64 bytes sent, 402 bytes (1.05 KB) received, lifetime <1 sec",
            "64 bytes (1.5 KB) sent, 402 bytes received, lifetime 00:01", "state [] and [7] of list 1, 2, 3",
            "state [x] and [7] of list 1, 2",
            "주문 1001번이 결제에 실패했습니다 (사유: 잔액 부족)", "注文 77 の処理に失敗しました", "tabs\tand  blanks 7\t9",
            "%{DATA:x} costs 100% of `y`",
            "took 5", "user=guest uid=7 user=8", "key: \u{1}\u{2} bell 7",
        ]

    private static func mined() -> (mill: Mill, messages: [String]) {
        var mill = Mill()
        mill.feed(messages)
        return (mill, messages)
    }

    @Test func everyRegularExpressionMatchesTheLinesOfItsTemplate() throws {
        let (mill, messages) = Self.mined()
        var patterns: [Int32: Regex<AnyRegexOutput>] = [:]
        for (row, message) in zip(mill.rows, messages) {
            let index = mill.miner.resolve(row)
            if patterns[index] == nil {
                let text = PatternLanguage.regex.pattern(of: mill.miner.pieces(of: index), id: "")
                patterns[index] = try Regex(text)
            }
            let pattern = try #require(patterns[index])
            #expect(
                message.wholeMatch(of: pattern) != nil,
                "\(PatternLanguage.regex.pattern(of: mill.miner.pieces(of: index), id: "")) on \(message)")
        }
        #expect(patterns.count > 20)
    }

    @Test func whatIsCapturedIsWhatVaries() throws {
        #expect(
            pattern(.regex, "Failed password for root from 10.0.0.7 port 42393 ssh2")
                == #"^Failed\s+password\s+for\s+(?P<word>.*?)\s+from\s+(?P<ip>.*?)\s+port\s+(?P<int>.*?)\s+ssh2$"#)
        let match = try #require(
            try Regex(pattern(.regex, "took 12ms of 40 (limit=9)")).wholeMatch(in: "took 7ms of 1 (limit=100)"))
        #expect(match["duration"]?.substring == "7ms")
        #expect(match["int"]?.substring == "1")
        #expect(match["limit"]?.substring == "100")
    }

    @Test func namesAreDistinctAndValid() {
        let (mill, _) = Self.mined()
        for index in mill.miner.indices {
            let names = mill.miner.pieces(of: index).compactMap { piece -> String? in
                if case .variable(let name, _) = piece { name } else { nil }
            }
            #expect(Set(names).count == names.count)
            for name in names { #expect(name.wholeMatch(of: /[a-z][a-z0-9]*/) != nil, "\(name)") }
        }
    }

    /// A patterns file's line: a name, and an expression whose `%{DATA:x}` stand for `.*?`.
    @Test func grokExpandsToAnExpressionThatMatches() throws {
        let (mill, messages) = Self.mined()
        for (row, message) in zip(mill.rows, messages).suffix(40) {
            let line = PatternLanguage.grok.pattern(
                of: mill.miner.pieces(of: row), id: mill.miner.id(row).description)
            let match = try #require(line.wholeMatch(of: /(HAETAE_[0-9A-F]{16}) (.*)/))
            let expanded = String(match.2).replacing(/%\{DATA:([a-z0-9_]+)(:int|:float)?\}/) { "(?<\($0.1)>.*?)" }
            #expect(!expanded.contains("%{"), "\(line)")
            #expect(message.wholeMatch(of: try Regex(expanded)) != nil, "\(line) on \(message)")
        }
    }

    /// A raw string of VRL ends at the first quote.
    @Test func vrlHoldsNoQuoteAndMatches() throws {
        let (mill, messages) = Self.mined()
        for (row, message) in zip(mill.rows, messages).suffix(40) {
            let line = PatternLanguage.vrl.pattern(of: mill.miner.pieces(of: row), id: "")
            #expect(line.hasPrefix(". |= parse_regex!(.message, r'^") && line.hasSuffix("$')"))
            let expression = line.dropFirst(". |= parse_regex!(.message, r'".count).dropLast(2)
            #expect(!expression.contains("'"))
            #expect(message.wholeMatch(of: try Regex(String(expression))) != nil, "\(line) on \(message)")
        }
    }

    /// A tag of the text is put together of several words, and is a capture to LogQL; a tab is one on the screen too.
    @Test func lokiTakesNoTextForACapture() {
        #expect(
            pattern(.loki, "isn't `quoted` <tag>17</tag> done")
                == #"| pattern "isn't `quoted` <_>tag><path> done""#)
        #expect(pattern(.loki, "tabs\tand 17 more") == #"| pattern "tabs\tand <int> more""#)
    }

    /// By LogQL's rules: literals in order, a capture reaches to the next literal, no two captures side by side.
    @Test func lokiPatternsMatchTheFirstMessage() throws {
        let (mill, _) = Self.mined()
        for index in mill.miner.indices {
            let stage = PatternLanguage.loki.pattern(of: mill.miner.pieces(of: index), id: "")
            let quoted = try #require(stage.wholeMatch(of: /\| pattern (?:`(.*)`|"(.*)")/.dotMatchesNewlines()))
            let pattern =
                quoted.1.map(String.init)
                ?? String(quoted.2 ?? "").replacing("\\\\", with: "\u{0}").replacing("\\\"", with: "\"")
                .replacing("\\t", with: "\t").replacing("\\x01", with: "\u{1}").replacing("\\x02", with: "\u{2}")
                .replacing("\u{0}", with: "\\")
            #expect(!pattern.contains(/<[a-z_][a-z0-9_]*><[a-z_][a-z0-9_]*>/), "\(pattern)")
            var rest = mill.miner.example(of: index)[...]
            while let first = rest.first, first.isWhitespace { rest.removeFirst() }
            var isFirst = true
            for literal in pattern.split(separator: /<[a-zA-Z_][a-zA-Z0-9_]*>/, omittingEmptySubsequences: false) {
                defer { isFirst = false }
                if literal.isEmpty { continue }
                let found = try #require(rest.firstRange(of: literal), "\(pattern): '\(literal)' in \(rest)")
                if isFirst { #expect(found.lowerBound == rest.startIndex) }
                rest = rest[found.upperBound...]
            }
        }
    }

    @Test func aSplitsPartsHaveTheirWord() throws {
        var mill = Mill()
        mill.feed(["returned 200 in 7 ms", "returned 404 in 9 ms"])
        try mill.miner.split(mill.rows[0], at: 1)
        let part = mill.feed("returned 502 in 7 ms").index
        #expect(
            PatternLanguage.regex.pattern(of: mill.miner.pieces(of: part), id: "")
                == #"^returned\s+502\s+in\s+(?P<int>.*?)\s+ms(?:\s*\(\d[^)]*\))?$"#)
    }

    private func pattern(_ language: PatternLanguage, _ message: String) -> String {
        var mill = Mill()
        mill.feed(message)
        return language.pattern(of: mill.miner.pieces(of: mill.rows[0]), id: "")
    }
}
