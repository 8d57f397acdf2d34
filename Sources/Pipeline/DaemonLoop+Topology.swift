import Correlation
import Model
import Storage
import Topology

extension DaemonLoop {
    /// Between two writings of the graph for readers; the engine's own copy is in every checkpoint.
    static let graphInterval: Micros = 30 * .second

    /// The graph for `haetae topology`, where it changed since it was last written.
    mutating func graphText(now: Micros) -> StageSnapshot? {
        let graph = engine.correlator.topology
        guard graph.version != graphWritten.version, now - graphWritten.at >= Self.graphInterval else { return nil }
        graphWritten = (graph.version, now)
        return StageSnapshot(name: "topology", bytes: [UInt8](graph.json().utf8))
    }
}
