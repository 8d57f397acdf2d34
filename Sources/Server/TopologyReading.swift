import APIModel
import FoundationEssentials
import Hummingbird
import Storage

/// The graph as of the daemon's last writing of it.
package enum TopologyReading {
    /// The name of the snapshot that holds it.
    package static let snapshot = "topology"

    /// JSON text as `TopologyGraph.json()` makes it.
    static func text(of store: Store) throws -> String {
        guard let bytes = try store.snapshot(named: snapshot) else { return #"{"nodes":[],"edges":[]}"# }
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func document(of store: Store) throws -> TopologyDocument {
        try JSONDecoder().decode(TopologyDocument.self, from: Data(try text(of: store).utf8))
    }

    /// `GET /v1/topology`.
    static func respond(_ store: Store) async throws -> Response {
        Reply.json(text: try await OffPool.run { try text(of: store) })
    }
}
