import APIModel
import FoundationEssentials
import Hummingbird
import Model
import NIOCore
import Pipeline
import Storage

/// `/v1/incidents`: list, show, and the operator's word.
struct IncidentRoutes: Sendable {
    /// Longest note that is taken, in bytes of the request.
    static let longestNote = 16 * 1024
    let handle: DaemonHandle
    let store: Store

    func list(_ request: Request) async throws -> Response {
        let limit = try QueryLimit.parse(request, most: 500, standard: 50)
        let state = request.uri.queryParameters.get("state")
        if let state, IncidentState(rawValue: state) == nil {
            throw HTTPError(.badRequest, message: "state: '\(state)' is none of open, acknowledged, resolved")
        }
        let store = store
        let incidents = try await OffPool.run { try IncidentReading.whole(store, state: state, limit: limit) }
        return Reply.json(text: "{\"incidents\":[" + incidents.map(IncidentJSON.string).joined(separator: ",") + "]}")
    }

    func show(_ context: some RequestContext) async throws -> Response {
        Reply.json(text: IncidentJSON.string(try await find(try context.parameters.require("id"))))
    }

    func feedback(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let incident = try await find(try context.parameters.require("id"))
        let action = try context.parameters.require("action")
        let body = try await request.body.collect(upTo: Self.longestNote)
        var note = ""
        if body.readableBytes > 0 {
            guard let word = try? JSONDecoder().decode(FeedbackRequest.self, from: Data(body.readableBytesView)) else {
                throw HTTPError(.badRequest, message: "the body is not {\"note\": \"...\"}")
            }
            note = word.note
        }
        let feedback: Feedback
        switch action {
        case "ack": feedback = .acknowledge(incident: incident.id)
        case "resolve": feedback = .resolve(incident: incident.id, note: note)
        case "note":
            guard !note.isEmpty else { throw HTTPError(.badRequest, message: "a note needs its text") }
            feedback = .note(incident: incident.id, text: note)
        case "noise": feedback = .noise(incident: incident.id)
        case "useful": feedback = .useful(incident: incident.id)
        default: throw HTTPError(.notFound, message: "no action '\(action)'; there are ack, resolve, note, noise, useful")
        }
        let handle = handle
        let number = handle.submit(feedback)
        try await OffPool.run {
            guard handle.waitUntilApplied(number, milliseconds: 10_000) else {
                throw HTTPError(.serviceUnavailable, message: "the daemon is busy; the word is queued and will be taken")
            }
        }
        return Reply.json(text: IncidentJSON.string(try await find(incident.id)))
    }

    private func find(_ id: String) async throws -> Incident {
        let store = store
        do {
            return try await OffPool.run { try IncidentReading.incident(id, of: store) }
        } catch let error as IncidentReadingError {
            switch error {
            case .unknown: throw HTTPError(.notFound, message: "\(error)")
            case .ambiguous: throw HTTPError(.conflict, message: "\(error)")
            }
        }
    }
}
