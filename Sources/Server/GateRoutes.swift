import APIModel
import Hummingbird
import Model
import Pipeline
import Storage

/// `/v1/held-back` and `/v1/feedback`: why the gate held back, and what moves it.
struct GateRoutes: Sendable {
    let handle: DaemonHandle
    let store: Store

    func heldBack(_ request: Request) async throws -> Response {
        let limit = try QueryLimit.parse(request, most: 1000, standard: 50)
        guard let query = request.uri.queryParameters.get("query"), !query.isEmpty else {
            throw HTTPError(.badRequest, message: "query: name words, a template, a node or a time")
        }
        let store = store
        return try Reply.json(
            try await OffPool.run { try HeldBackReading.list(of: store, query: HeldBackQuery(query), limit: limit) })
    }

    func feedback() throws -> Response { try Reply.json(documents) }

    /// Takes back what was said of an incident, by its id or the beginning of it.
    func undo(_ context: some RequestContext) async throws -> Response {
        let id = try context.parameters.require("id")
        let matching = Set(handle.view.feedback.map(\.incident).filter { $0.hasPrefix(id) })
        guard let incident = matching.first else {
            throw HTTPError(
                .notFound,
                message: "nothing was said of an incident '\(id)'; `haetae feedback list` shows what there is")
        }
        guard matching.count == 1 else {
            throw HTTPError(.conflict, message: "'\(id)' is the beginning of several incidents")
        }
        try await handle.apply(.undo(incident: incident))
        return try Reply.json(documents.filter { $0.incident != incident })
    }

    private var documents: [FeedbackDocument] {
        handle.view.feedback.map {
            FeedbackDocument(
                incident: $0.incident, word: $0.isNoise ? "noise" : "useful", at: RFC3339.string($0.at),
                kinds: $0.kinds,
                nodes: $0.nodes, decades: $0.decades)
        }
    }
}
