/// Syslog severity (RFC 5424 §6.2.1): lower is worse. A record without one has none (nil), never a guess.
package enum Severity: UInt8, Sendable, Hashable, Comparable, CaseIterable, Codable {
    case emergency, alert, critical, error, warning, notice, info, debug

    package static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }

    /// The name as shown: `error`, `warning`, ...
    package var name: String {
        switch self {
        case .emergency: "emergency"
        case .alert: "alert"
        case .critical: "critical"
        case .error: "error"
        case .warning: "warning"
        case .notice: "notice"
        case .info: "info"
        case .debug: "debug"
        }
    }
}

/// How an incident is graded towards people: `critical`, `warning`, `info`.
package enum IncidentSeverity: String, Sendable, Hashable, Codable, CaseIterable {
    case critical, warning, info
}
