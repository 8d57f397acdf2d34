import Bytes
import Model

/// How much a message by its words and severity speaks of a fault, mildest first.
///
/// A log anomaly is evidence of a fault only as far as its content says so: a thousand new INFO lines are a deploy, one
/// new `Traceback` is not. Everything the detectors score is weighted by this class.
enum FaultClass: UInt8, Sendable, Comparable {
    /// Nothing in it speaks of a fault.
    case benign
    /// A service starts, stops or reloads: a change of state, good to know when something else is wrong.
    case lifecycle
    /// A client's own failure: a wrong password, an unknown user. Routine one by one, a matter in numbers.
    case client
    /// Warnings, retries, slowness, failures that the message itself says it ignores.
    case notable
    /// A failure in words, at a harmless severity.
    case failureWording
    /// An error by its severity, or a failure in words without any severity.
    case failure
    /// Exceptions, crashes, kills, and severities from critical up.
    case grave

    static func < (a: FaultClass, b: FaultClass) -> Bool { a.rawValue < b.rawValue }

    /// Class of a message with these words at this severity.
    init(wording: Wording, severity: Severity?) {
        let words: FaultClass =
            wording.isIgnored
            ? .notable
            : wording.isClient && !wording.isGrave
                ? .client
                : wording.isGrave
                    ? .grave
                    : wording.isFailure
                        ? .failure
                        : wording.isNotable ? .notable : wording.isLifecycle ? .lifecycle : .benign
        // A program that tries again, and calls it no worse than a warning, speaks of a hiccup: one by one no failure, a matter in numbers.
        if wording.isRetried, words >= .client, let severity, severity >= .warning {
            self = .notable
            return
        }
        switch severity {
        case nil: self = words
        case .emergency, .alert, .critical: self = .grave
        case .error:
            switch words {
            case .grave: self = .grave
            // "Worker (pid 17) was sent SIGTERM" is an ERROR line of every orderly restart; an nginx logs as [error] what
            // its clients got wrong.
            case .client, .lifecycle: self = .notable
            case .notable: self = wording.isIgnored ? .notable : .failure
            default: self = .failure
            }
        case .warning: self = words == .benign || words == .lifecycle ? .notable : words
        case .notice, .info, .debug: self = words == .grave ? .failure : words == .failure ? .failureWording : words
        }
    }

    /// Whether silence of such a message would be good news.
    var isBad: Bool { self >= .client }
}

/// What a template's words say, decided once when the template is introduced. English and Korean.
struct Wording: Sendable, Hashable {
    private(set) var raw: UInt8 = 0
    init(raw: UInt8) { self.raw = raw }

    var isNotable: Bool { raw & 1 != 0 }
    var isFailure: Bool { raw & 2 != 0 }
    var isGrave: Bool { raw & 4 != 0 }
    var isLifecycle: Bool { raw & 8 != 0 }
    /// A client did it.
    var isClient: Bool { raw & 16 != 0 }
    /// The message itself says that the failure does not matter.
    var isIgnored: Bool { raw & 32 != 0 }

    /// The message says that what failed is tried again.
    var isRetried: Bool { raw & 64 != 0 }

    /// Reads a template's text. O(length); not for lines.
    init(_ text: String) {
        let words = WordingText(text)
        for (index, range) in words.ranges.enumerated() {
            raw |= Self.phrases.marks(words.bytes[range.lowerBound...])
            if words.isNegated(index) { continue }
            let word = words.bytes[range]
            var marks = Self.stems.marks(word)
            if WordingText.isKorean(word) { marks = Self.korean(word, marks) }
            if marks & 2 != 0, Self.notFailure.contains(where: word.elementsEqual) { marks &= ~2 }
            if marks & 4 != 0 || Self.isException(word) { marks |= 4 | 2 }
            raw |= marks
        }
        if Self.hasServerErrorStatus(words.lowered) { raw |= 2 }
    }

    /// Korean compounds are written without blanks, so a stem counts within a word, too (`결제실패`), unless none of it is meant (`오류없음`).
    private static func korean(_ word: ArraySlice<UInt8>, _ atBeginning: UInt8) -> UInt8 {
        var marks = atBeginning
        for at in word.indices.dropFirst() where word[at].beginsHangul {
            if word[at...].starts(with: "없".utf8) { return 0 }
            marks |= stems.marks(word[at...])
        }
        return marks
    }

    /// `KeyError`, `psycopg2.OperationalError`, `NullPointerException`: a word that ends so and does not consist of it.
    private static func isException(_ word: ArraySlice<UInt8>) -> Bool {
        (word.count > 5 && word.hasSuffix("error")) || (word.count > 9 && word.hasSuffix("exception"))
            || word.elementsEqual("traceback".utf8) || word.elementsEqual("exception".utf8)
    }

    private static let stems = PrefixTable([(graveStems, 4), (failureStems, 2), (notableStems, 1), (lifecycleStems, 8)])
    private static let phrases = PrefixTable([
        (gravePhrases, 4 | 2), (failurePhrases, 2), (notablePhrases, 1), (lifecyclePhrases, 8), (clientPhrases, 16),
        ([" ignoring ", " ignored "], 32), (retryPhrases, 64),
    ])

    private static let graveStems = [
        "panic", "fatal", "segfault", "crash", "traceback", "corrupt", "oom", "unhandled", "uncaught", "emerg",
        "치명", "장애",
    ]
    private static let failureStems = [
        "error", "fail", "denied", "refused", "timeout", "unreachable", "unavailable", "killed", "killing", "abort",
        "broken",
        "deadlock", "inaccessible", "violat", "overflow", "exception", "crit", "cannot", "can't", "couldn't", "unable",
        "rejected", "rejecting",
        "오류", "에러", "실패", "거부", "예외", "불가", "손상", "끊겼", "끊어", "끊김", "비정상",
    ]
    private static let notFailure = ["fail2ban", "failsafe", "failover", "errorlog", "critique"].map { Array($0.utf8) }
    private static let notableStems = [
        "warn", "retry", "retri", "slow", "degraded", "exceed", "missing", "dropped", "expired", "overload", "throttl",
        "suppress", "lost", "stale", "invalid", "reject", "disconnect", "unexpected", "exhaust", "stuck", "unhealthy",
        "insufficient", "mismatch", "backlog", "blocked", "skew", "leak",
        "경고", "재시도", "지연", "초과", "만료", "차단", "누락",
    ]
    private static let lifecycleStems = [
        "shutdown", "stopping", "stopped", "terminat", "exiting", "sigterm", "restart", "graceful",
        "sigquit", "sighup", "종료", "재시작", "중지",
    ]
    private static let gravePhrases = [" out of memory ", " kernel bug ", " i o error ", " read only file system "]
    private static let failurePhrases = [
        " timed out ", " no space left ", " could not ", " not allowed ", " reset by peer ", " no live upstreams ",
        " connection lost ", " no route to host ", " not responding ", " giving up ", " gave up ",
        " blocked for more than ",
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
        " not found ", " too many ", " took too long ", " high load ",
        " still waiting for ", " longer than ", " over the threshold ", " above the threshold ", " not synchronized ",
        " low on memory ",
    ]
    private static let lifecyclePhrases = [" shut down ", " shutting down ", " going down "]

    /// `" 502 ` as in access logs, `status=503`, `code: 500`: an HTTP status of the server's own failure.
    private static func hasServerErrorStatus(_ text: [UInt8]) -> Bool {
        var index = 0
        while index + 3 <= text.count {
            defer { index += 1 }
            guard text[index] == 0x35, isDigit(text[index + 1]), isDigit(text[index + 2]), text[index + 1] == 0x30
            else {
                continue
            }
            if index + 3 < text.count, isDigit(text[index + 3]) || isLetter(text[index + 3]) { continue }
            let before = text[..<index]
            if before.hasSuffix("\" ") || before.hasSuffix("status=") || before.hasSuffix("status: ")
                || before.hasSuffix("status ") || before.hasSuffix("code=")
                || before.hasSuffix("\"status\":")
                || before.hasSuffix("http ") || before.hasSuffix("-> ")
            {
                return true
            }
        }
        return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 }
}
