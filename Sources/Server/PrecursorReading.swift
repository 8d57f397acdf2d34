import APIModel
import FoundationEssentials
import Hummingbird
import Storage

/// What the daemon learned of signs that come before incidents, as of its last writing of it.
package enum PrecursorReading {
    /// The name of the snapshot that holds it.
    package static let snapshot = "early-signs"

    static func text(of store: Store) throws -> String {
        guard let bytes = try store.snapshot(named: snapshot) else { return #"{"precursors":[]}"# }
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func document(_ text: String) throws -> PrecursorList {
        try JSONDecoder().decode(PrecursorList.self, from: Data(text.utf8))
    }

    package static func document(of store: Store) throws -> PrecursorList { try document(text(of: store)) }

    /// `GET /v1/precursors`.
    static func respond(_ store: Store) async throws -> Response {
        Reply.json(text: try await OffPool.run { try text(of: store) })
    }
}
