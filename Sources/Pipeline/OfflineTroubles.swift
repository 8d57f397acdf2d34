import Detection
import Model
import TemplateMining

/// A message that speaks of trouble by its severity or its words, whether or not it is unusual.
package struct TroubleMessage: Sendable, Equatable {
    /// The template's text.
    package var text: String
    /// Nodes that say it, in the order of their streams.
    package var nodes: [NodeName]
    package var count: Int
    /// The gravest that any record stated.
    package var severity: Severity?
    /// Of the event times; `.unknown` where its series is no longer held.
    package var first: Micros
    package var last: Micros
}

extension OfflineResult {
    /// What speaks of trouble, the gravest and of these the most frequent first: what to look at where too little was read to say what is
    /// usual. O(templates).
    package func troubles(limit: Int) -> (shown: [TroubleMessage], all: Int) {
        var ranked: [(weight: Double, message: TroubleMessage)] = []
        let miner = engine.miner
        for index in miner.indices where !miner.isCatchAll(index) {
            let usage = engine.detectors.usage(of: index)
            let severity = usage.compactMap(\.severity).min()
            let text = miner.text(index)
            let weight = FaultWeight.coming(text: text, severity: severity)
            guard weight >= FaultWeight.worthReading else { continue }
            ranked.append(
                (
                    weight,
                    TroubleMessage(
                        text: text, nodes: usage.map { engine.streams.nodes[Int($0.stream.raw)] },
                        count: miner.count(index), severity: severity, first: usage.map(\.first).min() ?? .unknown,
                        last: usage.map(\.last).max() ?? .unknown)
                ))
        }
        ranked.sort {
            $0.weight != $1.weight
                ? $0.weight > $1.weight
                : $0.message.count != $1.message.count
                    ? $0.message.count > $1.message.count : $0.message.text < $1.message.text
        }
        return (ranked.prefix(limit).map(\.message), ranked.count)
    }
}
