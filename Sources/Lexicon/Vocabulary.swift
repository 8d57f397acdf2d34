/// The stems and phrases by which messages are judged. A stem counts where a word begins with it, an East Asian one wherever it stands.
enum Vocabulary {
    static let stems = PrefixTable([
        (graveStems, .grave), (failureStems, .failure), (notableStems, .notable), (lifecycleStems, .lifecycle),
        (endStems, .end), (["disconnect"], [.notable, .end]), (["reset"], .trouble),
    ])
    static let phrases = PrefixTable([
        (gravePhrases, [.grave, .failure, .trouble]), (failurePhrases, [.failure, .trouble]),
        (notablePhrases, [.notable, .trouble]), (lifecyclePhrases, .lifecycle), (clientPhrases, .client),
        ([" not found "], .notable), ([" ignoring ", " ignored "], .ignored), (retryPhrases, .retried),
    ])

    private static let graveStems = [
        "panic", "fatal", "segfault", "crash", "traceback", "corrupt", "oom", "unhandled", "uncaught", "emerg",
        "치명", "장애", "致命", "崩溃", "崩潰", "クラッシュ", "障害", "故障",
    ]
    private static let failureStems = [
        "error", "fail", "denied", "refused", "timeout", "unreachable", "unavailable", "killed", "killing", "abort",
        "broken",
        "deadlock", "inaccessible", "violat", "overflow", "exception", "crit", "cannot", "can't", "couldn't", "unable",
        "rejected", "rejecting",
        "오류", "에러", "실패", "거부", "예외", "불가", "손상", "끊겼", "끊어", "끊김", "비정상", "시간초과", "부족",
        "エラー", "失敗", "異常", "例外", "拒否", "切断", "タイムアウト", "不可", "できません", "できない", "破損", "不足",
        "错误", "錯誤", "失败", "异常", "拒绝", "拒絕", "超时", "逾時", "无法", "無法", "不可用", "损坏", "損壞", "中断", "中斷",
    ]
    static let notFailure = ["fail2ban", "failsafe", "failover", "errorlog", "critique", "noerror"].map {
        Array($0.utf8)
    }
    private static let notableStems = [
        "warn", "retry", "retri", "slow", "degraded", "exceed", "missing", "dropped", "expired", "overload", "throttl",
        "suppress", "lost", "stale", "invalid", "reject", "unexpected", "exhaust", "stuck", "unhealthy",
        "insufficient", "mismatch", "backlog", "blocked", "skew", "leak",
        "경고", "재시도", "지연", "초과", "만료", "차단", "누락", "느립", "느려", "유실", "잘못된", "중단되",
        "警告", "再試行", "遅延", "超過", "期限切れ", "重试", "重試", "延迟", "延遲", "超过", "超過", "过期", "過期", "丢失", "丟失",
    ]
    private static let lifecycleStems = [
        "shutdown", "stopping", "stopped", "terminat", "exiting", "sigterm", "restart", "graceful",
        "sigquit", "sighup", "종료", "재시작", "중지", "停止", "終了", "再起動", "重启", "重啟", "关闭", "關閉",
    ]
    private static let endStems = ["closed"]
    private static let gravePhrases = [" out of memory ", " kernel bug ", " i o error ", " read only file system "]
    private static let failurePhrases = [
        " timed out ", " no space left ", " could not ", " not allowed ", " reset by peer ", " no live upstreams ",
        " connection lost ", " no route to host ", " not responding ", " not reachable ", " link is down ",
        " giving up ",
        " gave up ", " blocked for more than ",
        " table full ",
        " closed the connection ",
        " server closed ", " not enough space ", " at or near capacity ", " 시간 초과 ", " 응답 없음 ", " 응답이 없", " 연결 끊김 ",
        " 공간 부족 ", " 메모리 부족 ", " 수 없", " 강제 종료",
    ]
    private static let clientPhrases = [
        " authentication failure ", " failed password ", " invalid user ", " login failed ", " failed login ",
        " preauth ",
        " password mismatch ", " invalid credentials ", " authentication failed ", " bad request ", " unknown user ",
        " no such file or directory client ", " access forbidden ", " forbidden by rule ", " declined ", " not found ",
        " duplicate key ", " duplicate entry ",
        " 로그인 실패 ", " 비밀번호 ",
    ]
    private static let retryPhrases = [
        " trying again ", " try again ", " will retry ", " retrying ", " to be retried ", " 재시도합니다 ", " 다시 시도 ",
    ]
    private static let notablePhrases = [
        " too many ", " took too long ", " high load ",
        " still waiting for ", " longer than ", " over the threshold ", " above the threshold ", " not synchronized ",
        " low on memory ",
    ]
    private static let lifecyclePhrases = [" shut down ", " shutting down ", " going down "]

    /// Behind a word, in the same run of letters: there is none of it.
    static let noneBehind = ["없", "なし", "無し", "ありません", "ゼロ"].map { Array($0.utf8) }
    /// Before it.
    static let noneBefore = ["无", "無", "没有", "沒有", "未发现", "未發現"].map { Array($0.utf8) }
}
