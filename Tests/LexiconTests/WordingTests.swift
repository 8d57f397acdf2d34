import Lexicon
import Testing

/// What the correlation asks of a message: does it speak of trouble, and of more than an end.
@Suite struct WordingTests {
    @Test(arguments: [
        "payment failed", "psycopg2.OperationalError: gone", "worker stuck in queue", "replica degraded",
        "deadlock detected",
        "no route to host", "eth0: link is down", "peer not reachable", "buffer reset", "segment slow",
        "결제실패", "응답이 느려졌습니다", "메모리가 부족합니다", "サーバーへの接続に失敗しました", "タイムアウトが発生", "数据库连接失败", "无法连接到服务器",
        "磁盘空间不足", "連線逾時", "error: null pointer dereference", "failed: none of the replicas answered",
    ])
    func trouble(_ text: String) {
        #expect(Wording(text).isTrouble)
        #expect(Wording(text).isTroubleBeyondEnds)
    }

    @Test(arguments: [
        "request served in <*> ms", "0 errors", "no errors found", "errors=0", "error_count=0", "Failure Code: 0x0",
        "{\"error\":null,\"took\":3}", "err: none", "query <*> NOERROR", "reopened /var/log/nginx/error.log",
        "오류 0건", "오류가 없습니다", "실패 건수: 0", "エラーなし", "エラーはありません", "错误数: 0", "无错误", "没有错误", "処理が完了しました", "服务已启动",
    ])
    func none(_ text: String) { #expect(!Wording(text).isTrouble) }

    @Test(arguments: ["session closed for user <*>", "client disconnected"])
    func anEndIsLessThanTrouble(_ text: String) {
        #expect(Wording(text).isTrouble)
        #expect(!Wording(text).isTroubleBeyondEnds)
        #expect(!Wording(text).isFailure)
    }

    @Test func aCountIsReadInALineOfTheMessage() {
        #expect(!Wording("warmed <*> pages, <*> failed", sample: "warmed 12 pages, 0 failed").isTrouble)
        #expect(Wording("warmed <*> pages, <*> failed", sample: "warmed 0 pages, 12 failed").isFailure)
        #expect(!Wording("run ended errors=<*> took=<*>", sample: "run ended errors=0 took=3").isTrouble)
        #expect(Wording("run ended errors=<*> took=<*>", sample: "run ended errors=2 took=3").isFailure)
        // One count of two is none.
        #expect(Wording("in errors <*>, out errors <*>", sample: "in errors 0, out errors 7").isFailure)
        #expect(!Wording("오류 <*>건", sample: "오류 0건").isTrouble)
    }

    @Test func stopsAreNoFailures() {
        for text in ["shutting down", "서비스를 종료합니다", "サービスを停止します", "正在关闭连接池"] {
            #expect(Wording(text).isLifecycle)
            #expect(!Wording(text).isFailure)
        }
    }

    @Test func whatASnapshotKeepsIsWhatTheDetectorsAsk() {
        for text in [
            "panic: out of memory", "retry in <*> s, try again", "invalid user <*>", "shutting down", "warn: slow",
        ] {
            let wording = Wording(text)
            let kept = Wording(raw: wording.raw)
            #expect(kept.isNotable == wording.isNotable && kept.isFailure == wording.isFailure)
            #expect(kept.isGrave == wording.isGrave && kept.isLifecycle == wording.isLifecycle)
            #expect(kept.isClient == wording.isClient && kept.isRetried == wording.isRetried)
            #expect(kept.raw == wording.raw)
        }
    }
}
