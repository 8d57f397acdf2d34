import Correlation
import Model
import Testing
import Topology

/// What recordings of other systems showed: counted words, refusals, what several blame, what smoulders.
@Suite struct UnlikeSystemsTests {
    @Test(
        arguments: [
            ("verification found 0 errors", false), ("verification found 3 errors", true),
            ("ticket granted. Failure Code: 0x0", false), ("ticket withheld. Failure Code: 0x18", true),
            (#"{"failed":0,"done":12}"#, false), (#"{"failed":2,"done":12}"#, true), ("done without errors", false),
            ("retries exhausted, error: disk", true), ("job 7 failed", true), ("served 12 pages", false),
        ])
    func aCountOfNoneIsNoTrouble(_ text: String, _ isTrouble: Bool) throws {
        var play = Play(level: 100)
        play.run([Line(0, "app1/shop", .rate, text, severity: .info, lasts: 60)])
        #expect(try #require(play.candidates.first).mild == !isTrouble)
    }

    @Test func aMessageThatStaysAwayIsNoTroubleWhateverItSays() throws {
        var play = Play(level: 100)
        play.run([Line(0, "app1/shop", .silence, "connection was closed: timeout", severity: .warning, lasts: 60)])
        #expect(try #require(play.candidates.first).mild)
    }

    @Test func anAddressStandsBehindAScheme() {
        let graph = Shop.topology()
        func mentions(_ line: String) -> [String] { graph.mentions(in: line, onHost: "lb1").map(\.name) }
        #expect(mentions("cannot send to proxy udp:10.0.1.51:22222: refused") == ["work1"])
        #expect(mentions("no answer of sip:10.0.1.61") == ["pay1"])
        #expect(mentions("connect tcp:db1:5432 failed") == ["db1/postgresql"])
        #expect(mentions("at 17:10:0 failed").isEmpty)
    }

    @Test func driversOfOtherServersAccuseThem() {
        var graph = TopologyGraph()
        for name in ["app1/shop", "sql1/mssql", "ora1/oracle", "mq1/rabbit", "doc1/mongo"] {
            graph.learn(NodeName(name), at: 0)
        }
        func mentions(_ line: String) -> [String] { graph.mentions(in: line, onHost: "app1").map(\.name) }
        #expect(mentions("System.Data.SqlClient.SqlException: Execution Timeout Expired") == ["sql1/mssql"])
        #expect(mentions("commit failed: ORA-12345: not now") == ["ora1/oracle"])
        #expect(mentions("com.mongodb.MongoTimeoutException: no server") == ["doc1/mongo"])
        #expect(mentions("order ORA-NGE failed").isEmpty)
    }

    @Test func severalLogsOfOneServerAreItsHost() {
        var graph = TopologyGraph()
        for name in ["app1/shop", "ora1", "ora1/oracle", "ora1/listener"] { graph.learn(NodeName(name), at: 0) }
        #expect(graph.mentions(in: "ORA-12541: no listener", onHost: "app1").map(\.name) == ["ora1"])
    }

    @Test func whatTwoBlameAlikeIsTheCauseThoughItSaysNothing() throws {
        let lines = [
            Line(0, "app1/shop", .novelty, "query failed: canceling statement due to lock timeout", lasts: 60),
            Line(1, "app2/shop", .novelty, "query failed: canceling statement due to lock timeout", lasts: 60),
        ]
        var play = Play()
        play.run(lines)
        #expect(try #require(play.incident(with: "app1/shop")).rootCauses.first?.node == NodeName("db1/postgresql"))
        // One alone may be wrong about it.
        var alone = Play()
        alone.run([lines[0]])
        #expect(try #require(alone.incident(with: "app1/shop")).rootCauses.first?.node == NodeName("app1/shop"))
    }

    @Test func aRefusalConcernsTheOneWhoIsRefused() throws {
        var play = Play()
        play.run([
            Line(0, "app1/shop", .novelty, "worker was lost", lasts: 60),
            Line(12, "db1/postgresql", .novelty, "password authentication failed for user \"report\"", lasts: 60),
        ])
        let shop = try #require(play.incident(with: "app1/shop"))
        #expect(!shop.nodes.contains(NodeName("db1/postgresql")))
    }

    @Test func anIncidentDoesNotBeginWithALateMessage() throws {
        var play = Play()
        play.run([
            Line(0, "db1/postgresql", .silence, "checkpoint complete", score: 2.5, severity: nil, lasts: 150),
            Line(100, "db1/postgresql", .rate, "no space left on device", lasts: 60),
            Line(101, "app1/shop", .rate, "no space left on device at db1", lasts: 60),
        ])
        let incident = try #require(play.incident(with: "app1/shop"))
        #expect(incident.startedAt >= Shop.start + 100 * .second)
        #expect(incident.members.allSatisfy { $0.alert.kind != .silence })
    }

    @Test func moreWorkEverywhereIsOneSign() {
        func surge(_ node: String) -> Line {
            Line(0, node, .rate, "request served", score: 4, severity: .info, lasts: 60)
        }
        var one = Play(level: 100)
        one.run([surge("app1/shop")])
        var all = Play(level: 100)
        all.run([surge("app1/shop"), surge("app2/shop"), surge("lb1/nginx"), surge("pay1/payment")])
        #expect(all.candidates.map(\.score).max() == one.candidates.map(\.score).max())
    }
}

/// Korean messages are weighed and placed as English ones are.
@Suite struct KoreanTroubleTests {
    @Test(
        arguments: [
            ("결제 처리 실패: 주문=<*>", true), ("db1 연결 시간 초과", true), ("결제서버 응답 없음, 재시도 <*>회", true),
            ("연결이 끊겼습니다", true), ("파일을 찾을 수 없습니다", true), ("응답이 지연되고 있습니다", true),
            ("검사 완료: 오류 없음", false), ("검사 완료: 오류가 없습니다", false), ("배치 종료, 실패 0건, 성공 12건", false),
            ("배치 종료, 실패: 3건", true), ("오류 코드: 0", false), ("오류 코드: 0x18", true), ("주문 <*> 접수 완료", false),
            ("실패 없이 끝났습니다", false),
        ])
    func wordsOfTrouble(_ text: String, _ isTrouble: Bool) throws {
        var play = Play(level: 100)
        play.run([Line(0, "app1/shop", .rate, text, severity: .info, lasts: 60)])
        #expect(try #require(play.candidates.first).mild == !isTrouble)
    }

    /// Who is named in an error is accused, a Korean particle behind the name or not.
    @Test func anErrorAccusesWhomItNames() {
        let graph = Shop.topology()
        func mentions(_ line: String) -> [String] { graph.mentions(in: line, onHost: "lb1").map(\.name) }
        #expect(mentions("db1에 연결할 수 없습니다") == ["db1"])
        #expect(mentions("pay1의 응답이 없습니다(10.0.1.51)") == ["pay1", "work1"])
        #expect(mentions("work1로부터 응답 없음") == ["work1"])
        #expect(mentions("db12에 연결할 수 없습니다").isEmpty)
    }
}
