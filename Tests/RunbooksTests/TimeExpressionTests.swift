import Model
import Runbooks
import TestSupport
import Testing

/// Now is Wednesday 2026-11-25 15:20 in Seoul.
@Suite struct TimeExpressionTests {
    static let zone = 9 * 3600
    static let now = CivilTime(year: 2026, month: 11, day: 25, hour: 15, minute: 20).micros - Micros(zone) * .second

    static func text(_ span: TimeSpan?) -> String {
        guard let span else { return "none" }
        func one(_ time: Micros) -> String {
            String(RFC3339.string(time + Micros(zone) * .second).prefix(16)).replacing("T", with: " ")
        }
        return one(span.from) + " / " + one(span.to)
    }

    @Test(arguments: [
        ("what happened on db1 last night?", "2026-11-24 18:00 / 2026-11-25 06:00"),
        ("어젯밤 db1에 무슨 일이 있었나?", "2026-11-24 18:00 / 2026-11-25 06:00"),
        ("간밤에 무슨 일이 있었나요", "2026-11-24 18:00 / 2026-11-25 06:00"),
        ("yesterday", "2026-11-24 00:00 / 2026-11-25 00:00"), ("어제", "2026-11-24 00:00 / 2026-11-25 00:00"),
        ("the day before yesterday", "2026-11-23 00:00 / 2026-11-24 00:00"),
        ("그저께", "2026-11-23 00:00 / 2026-11-24 00:00"),
        ("what happened today", "2026-11-25 00:00 / 2026-11-25 15:20"),
        ("오늘 무슨 일이", "2026-11-25 00:00 / 2026-11-25 15:20"),
        ("this morning", "2026-11-25 05:00 / 2026-11-25 12:00"), ("오늘 아침", "2026-11-25 05:00 / 2026-11-25 12:00"),
        ("yesterday afternoon", "2026-11-24 12:00 / 2026-11-24 18:00"),
        ("어제 저녁", "2026-11-24 17:00 / 2026-11-25 00:00"),
        ("오늘 새벽", "2026-11-25 00:00 / 2026-11-25 06:00"),
        ("in the last 3 hours", "2026-11-25 12:20 / 2026-11-25 15:20"),
        ("past hour", "2026-11-25 14:20 / 2026-11-25 15:20"),
        ("지난 3시간 동안", "2026-11-25 12:20 / 2026-11-25 15:20"), ("최근 30분", "2026-11-25 14:50 / 2026-11-25 15:20"),
        ("2 hours ago", "2026-11-25 12:50 / 2026-11-25 13:50"), ("2시간 전에", "2026-11-25 12:50 / 2026-11-25 13:50"),
        ("3 days ago", "2026-11-22 00:00 / 2026-11-23 00:00"), ("이틀 전", "2026-11-23 00:00 / 2026-11-24 00:00"),
        ("at 14:30", "2026-11-25 14:15 / 2026-11-25 14:45"),
        ("yesterday at 2pm", "2026-11-24 13:45 / 2026-11-24 14:15"),
        ("어제 오후 2시 30분", "2026-11-24 14:15 / 2026-11-24 14:45"), ("새벽 3시쯤", "2026-11-25 02:45 / 2026-11-25 03:15"),
        ("at 11pm", "2026-11-24 22:45 / 2026-11-24 23:15"), ("오후 11시에", "2026-11-24 22:45 / 2026-11-24 23:15"),
        ("between 14:00 and 15:00", "2026-11-25 14:00 / 2026-11-25 15:00"),
        ("어제 9시부터 11시까지", "2026-11-24 09:00 / 2026-11-24 11:00"),
        ("since yesterday", "2026-11-24 00:00 / 2026-11-25 15:20"), ("어제부터", "2026-11-24 00:00 / 2026-11-25 15:20"),
        ("since 14:00", "2026-11-25 14:00 / 2026-11-25 15:20"),
        ("this week", "2026-11-23 00:00 / 2026-11-25 15:20"), ("last week", "2026-11-16 00:00 / 2026-11-23 00:00"),
        ("지난주", "2026-11-16 00:00 / 2026-11-23 00:00"), ("지난달", "2026-10-01 00:00 / 2026-11-01 00:00"),
        ("on monday", "2026-11-23 00:00 / 2026-11-24 00:00"), ("금요일에", "2026-11-20 00:00 / 2026-11-21 00:00"),
        ("on 2026-11-20", "2026-11-20 00:00 / 2026-11-21 00:00"), ("11월 20일", "2026-11-20 00:00 / 2026-11-21 00:00"),
        ("11월 20일 14시", "2026-11-20 13:45 / 2026-11-20 14:15"), ("on Nov 20", "2026-11-20 00:00 / 2026-11-21 00:00"),
        ("2026-11-20 14:30", "2026-11-20 14:15 / 2026-11-20 14:45"), ("12월 24일", "2025-12-24 00:00 / 2025-12-25 00:00"),
        ("why does checkout return 502?", "none"), ("db1 disk 90% full", "none"), ("port 5432", "none"),
        ("디스크가 가득 찼다", "none"),
        ("last year", "2025-01-01 00:00 / 2026-01-01 00:00"), ("작년", "2025-01-01 00:00 / 2026-01-01 00:00"),
        ("올해 무슨 일이", "2026-01-01 00:00 / 2026-11-25 15:20"), ("in 2024", "2024-01-01 00:00 / 2025-01-01 00:00"),
        ("in September", "2026-09-01 00:00 / 2026-10-01 00:00"), ("9월에", "2026-09-01 00:00 / 2026-10-01 00:00"),
        ("작년 12월에", "2025-12-01 00:00 / 2026-01-01 00:00"), ("12월에", "2025-12-01 00:00 / 2026-01-01 00:00"),
        ("지난주 월요일에", "2026-11-16 00:00 / 2026-11-17 00:00"),
        ("on Monday of last week", "2026-11-16 00:00 / 2026-11-17 00:00"),
        ("지난주 금요일 오후 3시에", "2026-11-20 14:45 / 2026-11-20 15:15"),
        ("지난 주말에", "2026-11-21 00:00 / 2026-11-23 00:00"),
        ("yesterday at 3 pm", "2026-11-24 14:45 / 2026-11-24 15:15"),
        ("between 2 and 4 am", "2026-11-25 02:00 / 2026-11-25 04:00"),
        ("yesterday between 2 and 4 pm", "2026-11-24 14:00 / 2026-11-24 16:00"),
        ("2-4pm yesterday", "2026-11-24 14:00 / 2026-11-24 16:00"),
        ("어제 오후 2시부터 4시까지", "2026-11-24 14:00 / 2026-11-24 16:00"),
        ("어제 오후 11시부터 2시까지", "2026-11-24 23:00 / 2026-11-25 02:00"),
        ("지난 3시간", "2026-11-25 12:20 / 2026-11-25 15:20"), ("그저께 밤", "2026-11-23 18:00 / 2026-11-24 06:00"),
        ("the night before last", "2026-11-23 18:00 / 2026-11-24 06:00"),
        ("at noon", "2026-11-25 11:45 / 2026-11-25 12:15"), ("어제 정오에", "2026-11-24 11:45 / 2026-11-24 12:15"),
        ("half an hour ago", "2026-11-25 14:45 / 2026-11-25 14:55"), ("30분 전에", "2026-11-25 14:45 / 2026-11-25 14:55"),
        ("방금", "2026-11-25 15:05 / 2026-11-25 15:20"), ("지난 일주일", "2026-11-18 15:20 / 2026-11-25 15:20"),
        ("two days ago at 3pm", "2026-11-23 14:45 / 2026-11-23 15:15"),
        ("3일 전 밤", "2026-11-22 18:00 / 2026-11-23 06:00"), ("11/24에", "2026-11-24 00:00 / 2026-11-25 00:00"),
        ("on 24/11", "2026-11-24 00:00 / 2026-11-25 00:00"), ("3/5 replicas", "none"),
        ("at 05:00 UTC", "2026-11-25 13:45 / 2026-11-25 14:15"), ("05:00 UTC+2", "2026-11-25 11:45 / 2026-11-25 12:15"),
        ("어제 한국 시간 14시", "2026-11-24 13:45 / 2026-11-24 14:15"), ("was this seen before", "none"),
        ("tomorrow 2099-01-01", "none"), ("", "none"), ("error 14 on node 3", "none"),
    ])
    func expressionsAreRead(text: String, expected: String) {
        #expect(Self.text(TimeExpression(now: Self.now, zone: Self.zone).span(in: text)) == expected)
    }

    /// Whatever is typed: no trap, and a span that lies in order and not in the future.
    @Test func anythingIsReadWithoutHarm() {
        let pieces = [
            "last", "night", "3", "시간", "전", "어제", "오후", "25", ":", "61", "99", "pm", "월", "일", "11", "between", "and",
            "since", "부터", "-", "2026", "999999999",
            "monday", "ago", "hours", "한", "\u{0}", "🙂", "week", "이틀", "of", "the",
        ]
        var random = Seeded(11)
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }.joined(
                separator: Bool.random(using: &random) ? " " : "")
            if let span = TimeExpression(now: Self.now, zone: Self.zone).span(in: text) {
                #expect(span.from < span.to && span.to <= Self.now, "\(text)")
            }
        }
    }
}

@Suite struct IncidentQuestionTests {
    static let reader = IncidentQuestionReader(
        names: IncidentNames { word in
            switch word {
            case "db1", "app1", "app2": [NodeName(word)]
            case "shop": [NodeName("app1/shop"), NodeName("app2/shop")]
            default: []
            }
        } incident: {
            $0 == "inc-3" || $0 == "9a7a61f8" ? $0 : nil
        },
        time: TimeExpression(now: TimeExpressionTests.now, zone: 0))

    @Test(
        arguments: [
            ("what happened on db1 last night?", IncidentQuestion.Kind.happened, ["db1"], nil),
            ("어젯밤 db1에 무슨 일이 있었나?", .happened, ["db1"], nil), ("what is open now?", .open, [], nil),
            ("지금 진행 중인 장애가 있나요?", .open, [], nil), ("what changed before inc-3?", .changed, [], "inc-3"),
            ("inc-3 전에 무엇이 바뀌었나?", .changed, [], "inc-3"), ("was this seen before?", .seenBefore, [], nil),
            ("전에도 이런 일이 있었나요?", .seenBefore, [], nil),
            ("why was I not told about app1 yesterday?", .untold, ["app1"], nil),
            ("what caused 9a7a61f8", .one, [], "9a7a61f8"),
            ("shop은 어제 이상이 있었나?", .happened, ["app1/shop", "app2/shop"], nil),
            ("any incidents this week?", .happened, [], nil),
            ("why was db1 killed?", .befell, ["db1"], nil),
            ("why did shop crash yesterday?", .befell, ["app1/shop", "app2/shop"], nil),
            ("what happened earlier today", .happened, [], nil), ("incidents in the last 3 hours", .happened, [], nil),
            ("tell me about incident deadbeef1", .one, [], "deadbeef1"), ("9a7a61f8", .one, [], "9a7a61f8"),
            ("장애 3f9a1c 원인이 뭐야?", .one, [], "3f9a1c"), ("지난 3시간 장애 목록", .happened, [], nil),
            ("app1이 왜 죽었나?", .befell, ["app1"], nil), ("db1이 어제 왜 재시작됐지?", .befell, ["db1"], nil),
        ] as [(String, IncidentQuestion.Kind, [String], String?)])
    func questionsOnIncidentsAreTold(text: String, kind: IncidentQuestion.Kind, nodes: [String], id: String?) {
        let question = Self.reader.read(text)
        #expect(
            question?.kind == kind && question?.nodes.map(\.name) == nodes && question?.incident == id,
            "\(String(describing: question))")
    }

    @Test(arguments: [
        "why does checkout return 502?", "How do I rotate the certificate?", "디스크가 가득 차면 어떻게 하나?",
        "what should I do when db1 is full?",
        "db1 디스크 조치 방법", "what is the order queue", "May I raise the timeout?", "백업은 어떻게 복구하나요", "app2 is slow", "",
        "why does app1 crash?", "why is app1 slow?", "why was the process killed?", "app1이 왜 느린가요?",
        "how do I find out why app1 was killed?",
    ])
    func questionsOnRunbooksAreLeftToThem(text: String) { #expect(Self.reader.read(text) == nil) }

    @Test func whatIsLeftOutComesFromTheQuestionBefore() throws {
        let first = try #require(Self.reader.read("what happened on db1 last night?"))
        let second = try #require(Self.reader.read("and on app2?", after: first))
        #expect(second.nodes.map(\.name) == ["app2"] && second.span == first.span && second.kind == .happened)
        let korean = try #require(Self.reader.read("그럼 app2는?", after: first))
        #expect(korean.nodes.map(\.name) == ["app2"] && korean.span == first.span && korean.isKorean)
        let earlier = try #require(Self.reader.read("what about yesterday?", after: second))
        #expect(earlier.nodes == second.nodes && earlier.span != second.span)
        #expect(Self.reader.read("and how do I renew the certificate?", after: first) == nil)
    }

    @Test func aHostThatIsNoneIsNamed() {
        #expect(Self.reader.read("what happened on db9 last night?")?.unknown == ["db9"])
        #expect(Self.reader.read("어젯밤 db9에 무슨 일이 있었나?")?.unknown == ["db9"])
    }
}
