import FoundationEssentials
import Runbooks
import TestSupport
import Testing

@Suite struct SearchTests {
    @Test(arguments: [
        ("The order queue has a large backlog of jobs", "queue/QueueBacklogGrowing.md"),
        ("TLS certificate of the shop expires soon", "tls/CertificateExpiry.md"),
        ("인증서가 곧 만료됩니다", "tls/CertificateExpiry.md"),
        ("CACHE-7012 오류가 납니다", "korean/cache-memory.md"),
        ("tunnel to the office drops", "network/vpn.rst"),
        ("데이터베이스 디스크가 가득 찼습니다", "storage/DiskPressure.adoc"),
    ])
    func findsTheRunbook(_ question: String, _ path: String) throws {
        let result = try Fixtures.index().search(question)
        #expect(result.hits.first?.path == path)
    }

    @Test(arguments: [
        "How do I rebalance a Kafka topic?", "Which coffee machine cleaning program is for Friday?", "카산드라 노드가 죽었습니다",
        "회식 장소를 추천해 주세요", "", "the of and",
    ])
    func refusesWhatIsNotThere(_ question: String) throws {
        #expect(try Fixtures.index().search(question).outcome != .answered)
    }

    /// Endings that are grown into a verb's last syllable, question words in any form, short forms and everyday words.
    @Test(arguments: [
        ("결제가 느린데 원인이 뭐야?", "payments.md"), ("결제 느립니다", "payments.md"), ("결제가 느릴까요", "payments.md"),
        ("machine config operator degraded", "mco.md"), ("take away the rights of a leaver", "access.md"),
        ("wipe the spool of the printer", "printer.md"),
    ])
    func findsWhatIsSaidOtherwise(_ question: String, _ path: String) throws {
        let index = try RunbookIndex()
        for (name, text) in [
            ("payments.md", "# Payment latency\n\n## Cause\n\nThe acquirer is slow.\n"),
            ("mco.md", "# MCO is degraded\n\n## Fix\n\n1. Look at its pool.\n"),
            ("access.md", "# Revoke privileges\n\n## Fix\n\nOf those who leave: `accessctl revoke NAME`\n"),
            ("printer.md", "# Printer spool\n\n## Fix\n\n1. Clear it: `lprm -`\n"),
        ] {
            try index.put(path: name, text: text)
        }
        let result = try index.search(question)
        #expect(result.outcome == .answered && result.hits.first?.path == path)
    }

    /// What is typed in haste: a status alone, a slip of the hand, two words written as one, the other language.
    @Test(arguments: [
        ("why does checkout return 502?", "payments.md"), ("checkout 502", "payments.md"), ("체크아웃 502", "payments.md"),
        ("certifcate expired", "인증서.md"), ("cert expired", "인증서.md"), ("webshell found", "intrusion.md"),
    ])
    func findsWhatIsAskedInHaste(_ question: String, _ path: String) throws {
        let index = try RunbookIndex()
        for (name, text) in [
            (
                "payments.md",
                "# Payments time out\n\n## Meaning\n\nThe acquirer is slow; `POST /checkout` answers 502.\n"
            ),
            ("cache.md", "# The cache\n\n## Connections\n\nMany clients are idle clients.\n"),
            ("intrusion.md", "# Web intrusion\n\n## Fix\n\nRemove the web shell from the document root.\n"),
            ("인증서.md", "# 인증서 만료\n\n## 조치\n\n1. 인증서를 갱신합니다.\n2. `sorry, too many clients already` 가 보이면 기다립니다.\n"),
        ] { try index.put(path: name, text: text) }
        #expect(try index.search(question).hits.first?.path == path)
    }

    @Test func oneSlipOfTheHand() {
        for (typed, meant) in [
            ("postgers", "postgres"), ("redss", "redis"), ("rediss", "redis"), ("certifcate", "certificate"),
        ] {
            #expect(RunbookIndex.isOneSlip(from: Array(typed.utf8), to: Array(meant.utf8)), "\(typed)")
        }
        for (typed, other) in [("tape", "tape"), ("fault", "vault"), ("queue", "quota"), ("a", "abc"), ("", "")] {
            #expect(!RunbookIndex.isOneSlip(from: Array(typed.utf8), to: Array(other.utf8)), "\(typed)")
        }
    }

    /// A product's name in Hangul, in no list, is found by its sound; words that sound alike by chance, and verbs, are not.
    @Test func findsLatinNamesBySound() throws {
        let index = try RunbookIndex()
        for (name, text) in [
            ("velero", "Restore a backup with Velero: `velero restore create`"),
            ("slack", "Slack is down: use the bridge."),
            ("karpenter", "Karpenter adds no machine."), ("opensearch", "OpenSearch rejects writes."),
            ("slice", "A slice of pizza, sales and solace."), ("village", "The village bridge."),
        ] { try index.put(path: name + ".md", text: "# \(name)\n\n## Fix\n\n\(text)\n") }
        for (question, path) in [
            ("벨레로 복원", "velero.md"), ("슬랙이 안 됩니다", "slack.md"), ("카펜터", "karpenter.md"), ("오픈서치에서", "opensearch.md"),
        ] {
            #expect(try index.search(question).hits.first?.path == path, "\(question)")
        }
        for question in ["실수로", "불러오지 못합니다", "회식"] {
            #expect(try index.search(question).hits.isEmpty, "\(question)")
        }
    }

    /// The vocabulary's `지워` and `늘리` are found under other endings.
    @Test func findsKoreanVerbsUnderTheirEndings() throws {
        let index = try RunbookIndex()
        try index.put(path: "a.md", text: "# Delete a queue\n\n## Fix\n\n1. Delete it.\n")
        try index.put(path: "b.md", text: "# Resize a volume\n\n## Fix\n\n1. Expand it.\n")
        #expect(try index.search("큐를 지웠습니다").hits.first?.path == "a.md")
        #expect(try index.search("볼륨을 늘릴 수 있나요?").hits.first?.path == "b.md")
    }

    /// FTS5's syntax in a question is text.
    @Test(arguments: [
        "etcd-01", "C++", "err=\"x\"", "it's", "disk OR", "pod*", "title: x", "NEAR(a b)", "\"", "' OR 1=1 --", "{a b}",
        "^a", "-a", "\u{0}\u{1}", "⟦private-1⟧",
    ])
    func hostileSyntax(_ question: String) throws { _ = try Fixtures.index().search(question) }

    @Test func anyBytesAreAQuestion() throws {
        let index = try Fixtures.index()
        var random = Seeded(11)
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = try index.search(String(decoding: bytes, as: UTF8.self))
        }
        _ = try index.search(String(repeating: "disk full ", count: 20_000))
    }

    @Test func sameQuestionSameRanking() throws {
        let first = try Fixtures.index().search("queue backlog", limit: 20)
        let second = try Fixtures.index().search("queue backlog", limit: 20)
        #expect(first == second)
    }

    @Test func contextChooses() throws {
        let index = try RunbookIndex()
        try index.put(path: "a.md", text: "# Worker slow on billing\n\n## Fix\n\n1. Restart billing workers.\n")
        try index.put(path: "b.md", text: "# Worker slow on search\n\n## Fix\n\n1. Restart search workers.\n")
        #expect(try index.search("worker is slow", context: ["billing"]).hits.first?.path == "a.md")
        #expect(try index.search("worker is slow", context: ["search"]).hits.first?.path == "b.md")
    }

    @Test func refreshFollowsTheFolder() throws {
        let folder = try Fixtures.folder("refresh")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let index = try RunbookIndex(path: folder + "/index.sqlite")
        try Fixtures.write("# One\n\nzebra stripes\n", to: folder + "/docs/one.md")
        try Fixtures.write("# Two\n\ngiraffe neck\n", to: folder + "/docs/deep/two.md")
        try Fixtures.write("not a runbook", to: folder + "/docs/data.bin")
        var report = try index.refresh([folder + "/docs"])
        #expect(report.added == 2 && report.chunks == 2)
        report = try index.refresh([folder + "/docs"])
        #expect(report.unchanged == 2 && !report.isChanged)
        try Fixtures.write("# One\n\nzebra and okapi together\n", to: folder + "/docs/one.md")
        try FileManager.default.removeItem(atPath: folder + "/docs/deep/two.md")
        report = try index.refresh([folder + "/docs"])
        #expect(report.changed == 1 && report.removed == 1 && report.chunks == 1)
        #expect(try index.search("okapi").hits.first?.path == "one.md")
        #expect(try index.search("giraffe").hits.isEmpty)
        // A second process sees the same.
        #expect(try RunbookIndex(path: folder + "/index.sqlite").search("okapi").hits.first?.lines == 3...3)
        #expect(throws: RunbookError.noFolder(folder + "/none")) { try index.refresh([folder + "/none"]) }
    }

    /// A runbook is written for the kind of thing: which pod, which path, which device it was is asked of no answer.
    @Test func oneDocumentDoesNotFillAList() throws {
        let index = try RunbookIndex()
        let sections = (1...9).map { "## Pump part \($0)\n\nThe pump alarm of part \($0).\n" }.joined(separator: "\n")
        try index.put(path: "long.md", text: "# Pump alarm\n\n" + sections)
        try index.put(path: "other.md", text: "# Compressor\n\nIts pump has an alarm too.\n")
        try index.put(path: "third.md", text: "# Boiler\n\nThe alarm of the boiler.\n")
        let strict = try index.search("pump alarm", limit: 5)
        #expect(Set(strict.hits.map(\.path)) == ["long.md"])
        let list = try index.search("pump alarm", limit: 5, isListing: true)
        #expect(list.hits.count == 5)
        #expect(list.hits.first?.id == strict.hits.first?.id)
        #expect(Set(list.hits.map(\.path)) == ["long.md", "other.md", "third.md"])
        #expect(zip(list.hits, list.hits.dropFirst()).allSatisfy { $0.score >= $1.score })
    }

    /// `index.md` says where it stands, not what is in it.
    @Test func namesOfPlacesAreNoTitles() throws {
        let index = try RunbookIndex()
        try index.put(path: "pumps/index.md", text: "# Pumps\n\nSwitch the pump off first.\n")
        try index.put(path: "db/rebuild.md", text: "# Rebuild\n\nBuild the index of the table anew with REINDEX.\n")
        let result = try index.search("index of the table")
        #expect(result.hits.first?.path == "db/rebuild.md")
        #expect(!result.hits.contains { $0.path == "pumps/index.md" })
    }

    @Test func namesOfObjectsAreNotDemanded() throws {
        let index = try Fixtures.index()
        let plain = try index.search("The queue grows")
        let named = try index.search("The queue shop/api-6f7d9c-x2x4k grows on /dev/sdb1 of worker-7")
        #expect(named.evidence.unknown == plain.evidence.unknown)
        #expect(named.evidence.words == plain.evidence.words && named.hits.first?.path == plain.hits.first?.path)
    }

    @Test func pluralsOfAcronymsAreOneWord() {
        var analyzer = Analyzer()
        #expect(analyzer.tokens(of: "VMs ESXi vMotion RPCs").map(\.text) == ["vm", "esxi", "vmotion", "rpc"])
        #expect(
            analyzer.tokens(of: "KubePodNotReady").map(\.text) == ["kubepodnotreadi", "kube", "pod", "not", "readi"])
    }

    @Test func alertTextsAndLogLinesAreKnownByTheirShape() throws {
        let index = try Fixtures.index()
        func evidence(_ text: String) throws -> MatchEvidence { try index.search(text).evidence }
        #expect(try evidence("Queue backlog is growing. The queue has grown for an hour.").isAlert)
        #expect(try !evidence("The queue grows. What should we do?").isAlert)
        #expect(try evidence("queued[77]: the queue grows").isLogLine)
        #expect(try evidence("level=error msg=\"queue grows\"").isLogLine)
        #expect(try evidence("the queue grows for 192.0.2.7 port 4022").isLogLine)
        #expect(try !evidence("why does the queue grow?").isLogLine)
        #expect(try !evidence("how do I block 192.0.2.7 in the firewall of web1?").isLogLine)
    }

    @Test func documentsAreHeldAbsent() throws {
        let index = try Fixtures.index()
        let question = "How do I reduce the backlog of the order queue?"
        let path = try #require(try index.search(question).hits.first?.path)
        #expect(try index.search(question, without: [path]).hits.allSatisfy { $0.path != path })
    }

    /// However well the words that the runbooks know are met: where they are but four tenths of the question, it is about something else.
    @Test(arguments: [(0.0, SearchOutcome.answered), (0.55, .answered), (0.6, .closest), (0.72, .closest)])
    func aQuestionOfUnknownWordsIsNotAnswered(_ unknown: Double, _ outcome: SearchOutcome) throws {
        var evidence = try JSONDecoder().decode(
            MatchEvidence.self,
            from: Data(
                """
                {"coverage": 1, "known": 1, "exact": 1, "passage": 1, "heading": 1, "unknown": 0, "names": 1, "strength": 1,
                 "bm25": 30, "titleMatched": 1, "titleTopic": 1, "words": 4, "isKorean": true, "isAlert": false, "isLogLine": false,
                 "isForeign": false, "lacksProduct": false, "absent": 0, "quoted": 0}
                """.utf8))
        evidence.unknown = unknown
        let rule = RefusalRule()
        #expect(rule.outcome(rule.score(evidence)) == outcome)
    }
}
