import Alerting
import Model

/// What an operator said of one incident, and what it does.
package struct FeedbackView: Sendable, Hashable {
    package var incident: String
    package var isNoise: Bool
    package var kinds: [String]
    package var nodes: [String]
    package var at: Micros
    /// Decades by which it moves what a candidate of these kinds on these nodes needs.
    package var decades: Double

    init(_ mark: FeedbackMark) {
        (incident, isNoise, at) = (mark.incident, mark.isNoise, mark.at)
        kinds = mark.kinds.map(\.rawValue)
        nodes = mark.nodes.map(\.name)
        decades = mark.decades
    }
}
