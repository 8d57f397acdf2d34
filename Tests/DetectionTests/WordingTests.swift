import Lexicon
import Model
import Testing

@testable import Detection

@Suite struct WordingTests {
    @Test(
        arguments: [
            ("request <*> served in <*> ms", nil, .benign),
            ("release <*> active, feature flag new-cart on", .info, .benign),
            ("warmed 12 pages, 0 failed", .info, .benign),
            ("reopened /var/log/nginx/error.log", .notice, .benign),
            ("finished without errors", .info, .benign),
            ("Deactivated successfully.", .info, .benign),
            ("received SIGTERM, shutting down", .info, .lifecycle),
            ("Worker (pid:<*>) was sent SIGTERM!", .error, .notable),
            ("Failed password for root from <*> port <*> ssh2", .info, .client),
            ("Invalid user <*> from <*> port <*>", .info, .client),
            ("stock low for product <*>", .warning, .notable),
            ("Failed to kill control group <*>, ignoring: Input/output error", .warning, .notable),
            ("could not connect to <*>", .info, .failureWording),
            ("\"POST /checkout HTTP/1.1\" 502 ", nil, .failure),
            ("\"GET /image/500 HTTP/1.1\" 200 ", nil, .benign),
            ("level=info status=503 path=<*>", nil, .failure),
            ("job invoice lost its lease", .error, .failure),
            ("psycopg2.OperationalError: server closed the connection unexpectedly", nil, .grave),
            ("Traceback (most recent call last):", .info, .failure),
            ("Out of memory: Killed process <*>", .critical, .grave),
            ("결제 서버 연결 실패", nil, .failure),
            ("mail of order <*> refused, trying again in <*> s", .warning, .notable),
            ("MessagingException: <*> Greylisted, please try again later", .warning, .notable),
            ("Cannot connect to redis: Connection refused. Trying again in <*> seconds", .error, .failure),
            ("connection refused, retrying", nil, .failure),
            ("duplicate key value violates unique constraint \"a\"", .error, .notable),
            ("응답 지연 <*> ms", nil, .notable),
            ("결제실패: 주문=<*>", nil, .failure), ("db1에 연결할 수 없습니다", nil, .failure), ("결제 서버 응답 없음", nil, .failure),
            ("연결이 끊겼습니다", nil, .failure), ("디스크 공간 부족", nil, .failure), ("검사 완료: 오류 없음", nil, .benign),
            ("검사 완료: 오류가 없습니다", nil, .benign), ("배치 종료, 실패 0건, 성공 12건", nil, .lifecycle), ("오류없음", nil, .benign),
            ("실패 건수: 0", nil, .benign), ("오류 코드: 0x18", nil, .failure), ("응답지연 발생", nil, .notable),
        ] as [(String, Severity?, FaultClass)])
    func classes(_ text: String, _ severity: Severity?, _ expected: FaultClass) {
        #expect(FaultClass(wording: Wording(text), severity: severity) == expected)
    }

    @Test(arguments: [
        (0.0, "0"), (3.1, "3.1"), (142, "142"), (0.05, "0.05"), (46.2, "46.2"), (0.0001, "under 0.001"),
        (1_234_567, "1234567"),
        (2, "2"), (0.999, "1"),
    ])
    func numbers(_ value: Double, _ expected: String) { #expect(Wordsmith.number(value) == expected) }

    @Test func evidenceIsOnePlainSentence() {
        #expect(Wordsmith.rate(observed: 142, expected: 3.1, seconds: 10) == "142 in 10 s, usually 3.1 (x46)")
        #expect(Wordsmith.rate(observed: 6.589, expected: 1.44, seconds: 60) == "7 in 60 s, usually 1.4 (x4.9)")
        #expect(Wordsmith.rate(observed: 3, expected: 0.00002, seconds: 10) == "3 in 10 s, usually hardly any")
        #expect(Wordsmith.rate(observed: 0.3, expected: 12, seconds: 300) == "0 in 5 min, usually 12")
        #expect(Wordsmith.rate(observed: 3.2, expected: 12, seconds: 300) == "3 in 5 min, usually 12 (25%)")
        #expect(
            Wordsmith.silence(seconds: 240, usual: 60, wholeStream: false) == "silent for 4 min, usually every 60 s")
    }
}
