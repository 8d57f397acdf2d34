import Lexicon
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
