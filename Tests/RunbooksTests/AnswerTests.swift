import Runbooks
import Testing

@Suite struct AnswerTests {
    @Test func stepsAreWholeInOrderAndCited() throws {
        let answer = try Fixtures.index().answer("How do I reduce the backlog of the order queue?")
        #expect(answer.outcome == .answered)
        let fix = try #require(answer.parts.first { $0.role == .fix })
        let steps = fix.statements.filter { $0.kind == .step }
        #expect(steps.map { $0.text.prefix(2) } == ["1.", "2.", "3."])
        #expect(steps[1].text.contains("`queuectl park JOB_ID`"))
        #expect(
            steps[1].citation
                == Citation(path: "queue/QueueBacklogGrowing.md", section: "mitigation", firstLine: 29, lastLine: 30))
        #expect(answer.plainText().contains("Never purge the queue"))
    }

    @Test func warningsOfSiblingSectionsAreShown() throws {
        let answer = try Fixtures.index().answer("상품 캐시 메모리가 부족하면 어떻게 조치하나요?")
        #expect(answer.language == "ko" && answer.outcome == .answered)
        #expect(answer.parts.contains { $0.role == .warning && $0.statements.contains { $0.text.contains("절대") } })
        #expect(answer.plainText().contains("조치"))
    }

    /// A browser's or a log's warning in a sentence warns of nothing; `Warning:` before one does.
    @Test func aWarningThatIsToldOfIsNone() throws {
        let index = try RunbookIndex()
        try index.put(
            path: "pump.md",
            text: """
                # Pump certificate expired

                ## Impact

                Every browser shows a warning. 브라우저가 경고를 띄웁니다.

                ## Mitigation

                1. Renew it: `pumpctl renew`

                ## After that

                Warning: the pump stops for a second. 경고: 밸브가 잠시 닫힙니다.
                """)
        let answer = try index.answer("The pump certificate expired, how do I renew it?")
        let warnings = answer.parts.filter { $0.role == .warning }.flatMap(\.statements).map(\.text)
        #expect(warnings.count == 2 && warnings.allSatisfy { !$0.contains("rowser") && !$0.contains("브라우저") })
    }

    /// Who is on call, under the title, is no cause.
    @Test func withoutACauseTheMeaningIsShown() throws {
        let index = try RunbookIndex()
        try index.put(
            path: "pump.md",
            text: """
                # The pump is slow

                Pump: the pump of hall 2. On call: pump team.

                ## Meaning

                The valve answers late.

                ## Mitigation

                1. Clean the valve.
                """)
        let answer = try index.answer("why is the pump slow?")
        #expect(answer.parts.first?.statements.first?.text == "The valve answers late.")
        #expect(!answer.plainText().contains("hall 2"))
    }

    @Test func pointersAreFollowed() throws {
        let answer = try Fixtures.index().answer("Queue worker missing: what do I do?")
        #expect(answer.citations.contains { $0.path == "queue/QueueBacklogGrowing.md" })
    }

    @Test func placeholdersAreNoAnswer() throws {
        let text = try Fixtures.index().answer("How do I check the certificate expiry?").plainText()
        #expect(!text.contains("TODO"))
        #expect(text.contains("certctl renew"))
    }

    @Test func refusalsNameTheNearestAndWhatIsMissing() throws {
        let answer = try Fixtures.index().answer("How do I rebalance a Kafka topic?")
        #expect(answer.outcome != .answered && answer.parts.isEmpty)
        #expect(answer.unknownWords.contains("kafka"))
        #expect(try Fixtures.index().answer("회식 장소를 추천해 주세요").plainText().contains("런북에"))
    }

    /// What tells the cases of one runbook apart is what they say themselves: its title is in all of them.
    @Test(arguments: [
        ("The tank is empty", "The tank is empty at all"), ("The tank leaks, what do I do?", "A pipe leaks"),
    ])
    func theCaseThatFitsComesFirst(_ question: String, _ heading: String) throws {
        let index = try RunbookIndex()
        try index.put(
            path: "tank.md",
            text: """
                # The tank alarm

                ## Meaning

                The level of the tank is low.

                ## Mitigation

                ### The valve is shut

                1. Open the valve.

                ### The tank is empty at all

                1. Order a lorry.

                ### A pipe leaks

                1. Call the plumber.
                """)
        let fixes = try index.answer(question).parts.filter { $0.role == .fix }
        #expect(fixes.count == 3)
        #expect(fixes.first?.heading == heading)
    }

    /// What is searched for a question may be in the other language: an incident's title, the topic before.
    @Test func theFrameIsInTheLanguageOfTheQuestion() throws {
        let index = try Fixtures.index()
        let search = try index.search("Queue backlog growing", limit: 60)
        #expect(try index.answer("그럼 어떻게 조치하나요?", of: search).language == "ko")
        #expect(try index.answer("And what do I do?", of: search).language == "en")
        #expect(Conversation.leans("And how do I check that?") && Conversation.leans("그럼 어떻게 확인하나요?"))
        #expect(!Conversation.leans("How do I check the queue?"))
    }

    /// A runbook must not steer the terminal it is shown on.
    @Test func controlCharactersAreNotPrinted() throws {
        let index = try RunbookIndex()
        try index.put(path: "x.md", text: "# Pump alarm\n\n## Fix\n\n1. Press \u{1B}[2Jreset\u{202E} on the pump.\n")
        let text = try index.answer("How do I fix the pump alarm?").plainText()
        #expect(
            text.contains("Press") && !text.unicodeScalars.contains("\u{1B}")
                && !text.unicodeScalars.contains("\u{202E}"))
    }

    @Test func lintFindsWhatIsWrong() throws {
        let index = try RunbookIndex()
        try index.put(path: "a/one.md", text: "# One\n\n## Diagnosis\n\nTODO\n\n## Fix\n\nSee [other](../b/none.md).\n")
        try index.put(path: "b/two.md", text: "# One\n\n## Fix\n\n1. Do it.\n")
        let findings = try RunbookLint.check(index, alerts: ["mongodb shard balancer stopped"])
        #expect(findings.map(\.kind) == [.notCovered, .noSteps, .placeholder, .pointsNowhere, .sameTitle])
        #expect(findings.first { $0.kind == .pointsNowhere }?.line == 9)
    }
}

@Suite struct AnchorTests {
    /// An anchor that no heading has, in the runbook itself or in another; those that HTML, attributes and other converters make are good.
    @Test func lintFollowsAnchors() throws {
        let index = try RunbookIndex()
        try index.put(
            path: "a.md",
            text: """
                # Alpha pump

                ## 조치 방법

                1. See [the steps](#nowhere), [these](#조치-방법), [those](#%EC%A1%B0%EC%B9%98-%EB%B0%A9%EB%B2%95).
                2. Then [b](b.md#first-step), [c](b.md#second), [d](b.md#old-name), [e](b.md#own), [f](b.md#L7), [g](b.md#tidy-up).
                """)
        try index.put(
            path: "b.md",
            text: """
                # Beta pump

                <a name="old-name"></a>
                ## First step

                1. Stop it.

                ## Last step {#own}

                ## Tidy -- up

                1. Clean it.
                """)
        let wrong = try RunbookLint.check(index).filter { $0.kind == .pointsNowhere }
        #expect(wrong.map(\.line) == [5, 6])
        #expect(
            wrong.first?.message.contains("#nowhere") == true && wrong.last?.message.contains("b.md#second") == true)
    }

    /// MyST's labels: before a heading, and of another file.
    @Test func labelsOfGeneratorsAreNoAnchors() throws {
        let index = try RunbookIndex()
        try index.put(
            path: "a.md",
            text:
                "# Alpha pump\n\n(own-label)=\n## Fix\n\n1. See [this](#own-label), [that](#pumps:beta), [none](#beta).\n"
        )
        let wrong = try RunbookLint.check(index).filter { $0.kind == .pointsNowhere }
        #expect(wrong.count == 1 && wrong.first?.message.contains("#beta") == true)
    }

    @Test func filesThatAreInNoIndexAreFindings() throws {
        let findings = try RunbookLint.check(
            try Fixtures.index(),
            skipped: ["/docs/big.md: larger than 2 MB", "/docs/x.md: no text: there are NUL bytes in it"])
        let unread = findings.filter { $0.kind == .notRead }
        #expect(unread.map(\.path) == ["/docs/big.md", "/docs/x.md"])
        #expect(unread.first?.message.hasSuffix("larger than 2 MB") == true)
    }

    /// A case of its own on a page about something else is not mended by that page's steps.
    @Test func anotherCaseOnThePageIsNotMendedByItsSteps() throws {
        let index = try RunbookIndex()
        try index.put(
            path: "pump.md",
            text: """
                # The pump overheats

                ## Meaning

                The pump is hotter than 90 degrees and slows down.

                ## Mitigation

                1. Open the cooling valve and wait.

                ## Gauges

                `gauge cable detached from socket` is normal after maintenance: plug it in again.
                """)
        try index.put(
            path: "belt.md",
            text: """
                # The conveyor stops

                ## Meaning

                The belt does not move and its motor draws no current.

                ## Mitigation

                1. Reset the breaker.
                """)
        let log = "gauge cable detached from socket"
        let other = try index.answer("What should be done? " + log, of: index.search(log, limit: 60))
        #expect(
            other.parts.first?.heading == "Gauges" && !other.parts.contains { $0.role == .fix }, "\(other.plainText())")
        let own = "the pump overheats"
        let fixed = try index.answer("What should be done? " + own, of: index.search(own, limit: 60))
        #expect(fixed.parts.contains { $0.role == .fix }, "\(fixed.plainText())")
    }

    /// A name that begins with a digit is a topic, a measure is none; a product may be written in two words.
    @Test func namesWithADigitAndInTwoWordsAreFound() throws {
        #expect(QuestionNoise.without("the 1password vault after 10minutes and 3 days").contains("1password"))
        #expect(!QuestionNoise.without("the 1password vault after 9minutes").contains("minutes"))
        let index = try RunbookIndex()
        try index.put(
            path: "tls.md",
            text:
                "# Certificates of the ingress\n\n## Fix\n\n1. Tell cert-manager to make another one: `certs renew`.\n"
        )
        let result = try index.search("certmanager certificate of the ingress expired", limit: 5)
        #expect(!result.evidence.isForeign && result.hits.first?.path == "tls.md", "\(result.evidence)")
        let foreign = try index.search("crossplane certificate of the ingress expired", limit: 5)
        #expect(foreign.evidence.isForeign)
    }
}

@Suite struct ConversationTests {
    @Test(arguments: [("And how do I check that?", "queuectl depth"), ("그럼 영향은 어떤가요?", "Orders are confirmed late")])
    func followUpsKeepTheTopic(_ followUp: String, _ fragment: String) throws {
        let index = try Fixtures.index()
        var conversation = Conversation()
        #expect(try conversation.ask("How do I reduce the backlog of the order queue?", of: index).outcome == .answered)
        let answer = try conversation.ask(followUp, of: index)
        #expect(answer.plainText().contains(fragment), "\(answer.plainText())")
    }

    @Test func aNewTopicIsNotJoined() throws {
        let index = try Fixtures.index()
        var conversation = Conversation()
        _ = try conversation.ask("How do I reduce the backlog of the order queue?", of: index)
        #expect(
            try conversation.ask("TLS certificate of the shop expires soon", of: index).citations.first?.path
                == "tls/CertificateExpiry.md")
    }

    /// "What about X?" asks the same of another product; it is no new question without a topic, and none on the old one.
    @Test func anotherProductIsAnotherTopic() throws {
        let index = try RunbookIndex()
        try index.put(path: "redis.md", text: "# Redis restarts\n\n## Fix\n\n1. Run `redis-start`.\n")
        try index.put(path: "kafka.md", text: "# Kafka restarts\n\n## Fix\n\n1. Run `kafka-start`.\n")
        var conversation = Conversation()
        _ = try conversation.ask("How do I restart redis?", of: index)
        #expect(try conversation.ask("What about kafka?", of: index).citations.first?.path == "kafka.md")
        #expect(try conversation.ask("그럼 레디스는?", of: index).citations.first?.path == "redis.md")
    }

    /// Words that ask something of the topic are none of their own.
    @Test(arguments: ["원인이 뭐야?", "And the impact?", "어떻게 확인해?", "주의할 점은?"])
    func whatIsAskedOfATopicIsNone(_ question: String) throws {
        let index = try Fixtures.index()
        var conversation = Conversation()
        _ = conversation.next("How do I reduce the backlog of the order queue?", in: index)
        #expect(conversation.isFollowUp(question, in: index))
        #expect(conversation.next(question, in: index).earlier != nil)
    }
}
