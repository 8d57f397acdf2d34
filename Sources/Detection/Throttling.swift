import Bytes
import Model

/// Messages by which somebody before Haetae says that it threw messages away, with the remedy.
enum Throttling: UInt8, Sendable {
    case journal = 1
    case kernel, rsyslog, audit, other

    /// Reads a template's text; nil for every other message. O(length); not for lines.
    init?(_ text: String) {
        func has(_ part: StaticString) -> Bool { text.hasPhrase(part) }
        if has("imuxsock") || has("imjournal") || has("rsyslogd") {
            guard has("rate-limit") || has("begins to drop") || has("lost ") else { return nil }
            self = .rsyslog
        } else if has("udit") {
            guard has("backlog limit exceeded") || has("rate limit exceeded") || has("audit_lost") else { return nil }
            self = .audit
        } else if has("callbacks suppressed") || has("essages suppressed") {
            self = .kernel
        } else if has("issed ") && has("kernel message") {
            self = .kernel
        } else if has("uppressed ") && has("essage") || has("issed ") && has(" messages") {
            self = .journal
        } else if has("ropped ") && has("log messages") || has("rate limit") && has("messages") && has("ropp") {
            self = .other
        } else {
            return nil
        }
    }

    /// One sentence with what to do.
    var remedy: String {
        switch self {
        case .journal:
            "journald threw messages of this service away, and what it dropped is not seen here: raise LogRateLimitBurst= of the "
                + "unit, or RateLimitBurst= in journald.conf"
        case .kernel:
            "the kernel threw messages of its own away, and what it dropped is not seen here: raise kernel.printk_ratelimit_burst "
                + "(sysctl), or log_buf_len at boot"
        case .rsyslog:
            "rsyslog threw messages away, and what it dropped is not seen here: set SysSock.RateLimit.Interval=\"0\" for imuxsock "
                + "in rsyslog.conf"
        case .audit:
            "the audit system threw messages away, and what it dropped is not seen here: raise the backlog limit (auditctl -b 8192)"
        case .other: "the sender threw messages away, and what it dropped is not seen here: raise its rate limit"
        }
    }
}

extension DetectorBank {
    /// "Suppressed 812 messages": a fact, not a surprise, so it needs no history. The gate tells of it once a day.
    mutating func judgeThrottling(end: Micros, into signals: inout [Signal]) {
        guard options.collection else { return }
        for index in touched where open[Int(index)].template >= 0 {
            let current = open[Int(index)]
            guard let kind = Throttling(rawValue: suppressions[Int(current.template)]) else { continue }
            signals.append(
                Signal(
                    kind: .collection, stream: StreamID(Int(current.stream)), template: current.template,
                    direction: .up, score: 3, at: end, onset: current.first, severity: .warning,
                    evidence: Evidence(
                        observed: Double(current.count), windowSeconds: Double(clock.width) / 1e6, text: kind.remedy)))
        }
    }
}
