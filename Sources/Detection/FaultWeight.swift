import Lexicon
import Model

/// How much a change of a message speaks of a fault, for those who compare logs without detectors.
package enum FaultWeight {
    /// From here on a message speaks of trouble: a warning, or words of failure.
    package static let worthReading = 0.6

    /// 0...1 for a message that came, or came more often: by its words and severity, as the detectors weigh it.
    package static func coming(text: String, severity: Severity?) -> Double {
        switch FaultClass(wording: Wording(text), severity: severity) {
        case .benign: 0.25
        case .lifecycle: 0.5
        case .client: 0.35
        case .notable: 0.6
        case .failureWording: 0.75
        case .failure: 0.9
        case .grave: 1
        }
    }

    /// 0...1 for a message that stayed away, or came less often: what speaks of trouble is not missed.
    package static func missing(text: String, severity: Severity?) -> Double {
        let kind = FaultClass(wording: Wording(text), severity: severity)
        return kind.isBad ? 0.1 : kind == .lifecycle ? 0.2 : 0.6
    }
}
