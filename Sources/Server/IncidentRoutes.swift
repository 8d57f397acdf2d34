import APIModel
import FoundationEssentials
import Hummingbird
import Model
import NIOCore
import Pipeline
import Runbooks
import Storage

/// `/v1/incidents`: list, show, and the operator's word.
struct IncidentRoutes: Sendable {
    /// Longest note that is taken, in bytes of the request.
    static let longestNote = 16 * 1024
    let handle: DaemonHandle
    let store: Store
    var runbooks: RunbookLibrary?

    func list(_ request: Request) async throws -> Response {
        let limit = try QueryLimit.parse(request, most: 500, standard: 50)
        let state = request.uri.queryParameters.get("state")
        if let state, IncidentState(rawValue: state) == nil {
            throw HTTPError(.badRequest, message: "state: '\(state)' is none of open, acknowledged, resolved")
        }
        let store = store
        let incidents = try await OffPool.run { try IncidentReading.whole(store, state: state, limit: limit) }
        return Reply.json(
            text: "{\"incidents\":[" + incidents.map { IncidentJSON.string(Retelling.whole($0)) }.joined(separator: ",")
                + "]}")
    }

    func show(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let incident = try await find(try context.parameters.require("id"))
        let runbooks = runbooks
        let passages = try await OffPool.run { runbooks.map { $0.suggestions(for: incident) } }
        guard let language = request.uri.queryParameters.get("language") else {
            return Reply.json(text: IncidentReading.text(Retelling.whole(incident), runbooks: passages))
        }
        guard let told = Retelling.told(incident, in: language) else {
            throw HTTPError(
                .badRequest,
                message: "language: '\(language)' is none of \(Retelling.languages.joined(separator: ", "))")
        }
        return Reply.json(text: IncidentReading.text(told, runbooks: passages))
    }

    func feedback(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let incident = try await find(try context.parameters.require("id"))
        let action = try context.parameters.require("action")
        let body = try await request.body.collect(upTo: Self.longestNote)
        var word = FeedbackRequest()
        if body.readableBytes > 0 {
            do { word = try JSONDecoder().decode(FeedbackRequest.self, from: Data(body.readableBytesView)) } catch {
                throw HTTPError(.badRequest, message: "the body is not {\"note\": \"...\"}: \(WireError.text(error))")
            }
        }
        try await handle.apply(try await feedback(action, on: incident, word))
        // What is said with another word is kept as well.
        if !word.note.isEmpty, action != "note", action != "resolve" {
            try await handle.apply(.note(incident: incident.id, text: word.note))
        }
        return Reply.json(text: IncidentJSON.string(Retelling.whole(try await find(incident.id))))
    }

    private func feedback(_ action: String, on incident: Incident, _ word: FeedbackRequest) async throws -> Feedback {
        switch action {
        case "ack":
            try isOpen(incident)
            return .acknowledge(incident: incident.id)
        case "resolve":
            // How it was put right is worth keeping, also when it was over before the word came.
            if word.note.isEmpty { try isOpen(incident) }
            return .resolve(incident: incident.id, note: word.note)
        case "note":
            guard !word.note.isEmpty else { throw HTTPError(.badRequest, message: "a note needs its text") }
            return .note(incident: incident.id, text: word.note)
        case "noise": return .noise(incident: incident.id, kinds: Self.kinds(of: incident), nodes: incident.nodes)
        case "useful": return .useful(incident: incident.id, kinds: Self.kinds(of: incident), nodes: incident.nodes)
        case "merge":
            try isOpen(incident)
            let other = try await find(word.incident ?? "")
            try isOpen(other)
            guard other.id != incident.id else {
                throw HTTPError(.badRequest, message: "an incident cannot be merged into itself")
            }
            return .merge(incident: incident.id, other: other.id)
        case "split":
            try isOpen(incident)
            let alerts = try (word.alerts ?? []).map { try alert($0, of: incident) }
            guard !alerts.isEmpty, Set(alerts).count < incident.members.count else {
                throw HTTPError(.badRequest, message: "name the alerts to take out, but not all of them")
            }
            return .split(incident: incident.id, alerts: alerts)
        case "move":
            try isOpen(incident)
            let from = try await find(word.incident ?? "")
            try isOpen(from)
            guard let alert = word.alerts?.first else {
                throw HTTPError(.badRequest, message: "name the alert to move")
            }
            return .move(incident: incident.id, alert: try self.alert(alert, of: from))
        default:
            throw HTTPError(
                .notFound,
                message: "no action '\(action)'; there are ack, resolve, note, noise, useful, merge, split, move")
        }
    }

    private static func kinds(of incident: Incident) -> [SignalKind] {
        Set(incident.members.map(\.alert.kind)).sorted { $0.rawValue < $1.rawValue }
    }

    private func isOpen(_ incident: Incident) throws {
        guard incident.state != .resolved else {
            throw HTTPError(.conflict, message: "incident \(incident.id) is resolved already")
        }
    }

    /// The alert of that id, or with that beginning.
    private func alert(_ id: String, of incident: Incident) throws -> String {
        let found = incident.members.map(\.alert.id).filter { $0.hasPrefix(id) }
        guard let alert = found.first, !id.isEmpty else {
            throw HTTPError(.notFound, message: "no alert '\(id)' in incident \(incident.id)")
        }
        guard found.count == 1 || alert == id else {
            throw HTTPError(.conflict, message: "'\(id)' is the beginning of several alerts")
        }
        return alert
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
