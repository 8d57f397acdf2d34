import Bytes
import Correlation
import Host
import Model
import Storage
import Topology

extension DaemonLoop {
    /// Hands what the host showed to the engine. Times are the clock's, but never before what was judged already.
    mutating func observe(_ observations: [TopologyObservation], _ readings: [ResourceReading], _ gaps: [String]) {
        let now = max(engine.latest, Clock.now())
        _ = engine.ingest(.topology(observations, at: now))
        _ = engine.ingest(.resources(readings, at: now))
        discoveryGaps = gaps
        dirty = true
    }

    /// Between two writings of the graph for readers; the engine's own copy is in every checkpoint.
    static let graphInterval: Micros = 30 * .second

    /// The graph for `haetae topology`, where it changed since it was last written.
    mutating func graphText(now: Micros) -> StageSnapshot? {
        let graph = engine.correlator.topology
        guard graph.version != graphWritten.version, now - graphWritten.at >= Self.graphInterval else { return nil }
        graphWritten = (graph.version, now)
        return StageSnapshot(name: "topology", bytes: [UInt8](graph.json().utf8))
    }

    /// The early signs for `haetae precursors`, where they changed since they were last written.
    mutating func precursorText(now: Micros) -> StageSnapshot? {
        // What is there after a start is told with the first lines that are judged, not an interval later.
        let isDue = now - precursorsWritten.at >= Self.graphInterval
        guard isDue || precursorsWritten.isEmpty else { return nil }
        let text = engine.precursorsJSON
        let hash = StableHash.hash(text)
        let isEmpty = engine.correlator.precursors.isEmpty
        guard isDue || !isEmpty else { return nil }
        guard hash != precursorsWritten.hash else { return nil }
        precursorsWritten = (hash, now, isEmpty)
        return StageSnapshot(name: "early-signs", bytes: [UInt8](text.utf8))
    }
}
