import APIModel
import FoundationEssentials

extension DaemonClient {
    package func silences(purpose: String) async throws(APIClientError) -> SilenceList {
        try await get("/v1/silences?purpose=\(purpose)")
    }

    package func add(_ silence: SilenceDocument) async throws(APIClientError) -> SilenceDocument {
        try await send("POST", "/v1/silences", body: try Self.encoded(silence))
    }

    /// What it would have hidden, without adding it.
    package func preview(_ silence: SilenceDocument) async throws(APIClientError) -> SilencePreview {
        try await send("POST", "/v1/silences/preview", body: try Self.encoded(silence))
    }

    package func removeSilence(_ id: String, purpose: String) async throws(APIClientError) -> SilenceDocument {
        try await send("DELETE", "/v1/silences/\(try Self.segment(id))?purpose=\(purpose)", body: [])
    }

    static func encoded(_ value: some Encodable) throws(APIClientError) -> [UInt8] {
        do { return [UInt8](try JSONEncoder().encode(value)) } catch { throw .unreadable("\(error)") }
    }
}
