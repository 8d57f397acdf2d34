import APIModel
import FoundationEssentials
import Model
import Storage

/// Silences between the wire, the engine and the store, which lists those in force as a fact.
package enum SilenceReading {
    /// The fact's name.
    package static let fact = "silences"

    package static func all(of store: Store) throws -> [Silence] {
        guard let text = try store.facts()[fact] else { return [] }
        return try JSONDecoder().decode([Silence].self, from: Data(text.utf8))
    }

    package static func list(of store: Store, purpose: String? = nil) throws -> SilenceList {
        SilenceList(
            silences: try all(of: store).filter { purpose == nil || $0.purpose.rawValue == purpose }.map(document))
    }

    package static func document(_ silence: Silence) -> SilenceDocument {
        SilenceDocument(
            id: silence.id, purpose: silence.purpose.rawValue, node: silence.node, kind: silence.kind?.rawValue,
            template: silence.template, severity: silence.severity?.rawValue, labels: silence.labels,
            from: RFC3339.string(silence.from), until: RFC3339.string(silence.until),
            window: silence.window.map {
                SilenceDocument.Window(start: $0.start, end: $0.end, weekdays: $0.weekdays, zone: $0.zone)
            }, comment: silence.comment)
    }

    /// The silence that a document asks for; throws what is wrong with it, in words.
    static func silence(_ document: SilenceDocument, id: String, now: Micros) throws(SilenceProblem) -> Silence {
        func one<T: RawRepresentable & CaseIterable>(_ name: String, _ text: String?, _ type: T.Type)
            throws(SilenceProblem) -> T?
        where T.RawValue == String {
            guard let text else { return nil }
            guard let value = T(rawValue: text) else {
                throw SilenceProblem(
                    "\(name) '\(text)' is none of \(T.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return value
        }
        func time(_ name: String, _ text: String) throws(SilenceProblem) -> Micros {
            guard let time = RFC3339.parse(text) else { throw SilenceProblem("\(name) '\(text)' is no RFC 3339 time") }
            return time
        }
        let from = try document.from.map { text throws(SilenceProblem) in try time("from", text) } ?? now
        let silence = Silence(
            id: id, purpose: try one("purpose", document.purpose, Silence.Purpose.self) ?? .silence,
            node: document.node,
            kind: try one("kind", document.kind, SignalKind.self), template: document.template,
            severity: try one("severity", document.severity, IncidentSeverity.self), labels: document.labels ?? [],
            from: from, until: try time("until", document.until),
            window: document.window.map {
                Silence.Window(
                    start: $0.start, end: $0.end, weekdays: $0.weekdays, zone: min(max($0.zone, -50_400), 50_400))
            }, comment: document.comment)
        if let problem = silence.problem(now: now) { throw SilenceProblem(problem) }
        return silence
    }

    /// That no node is known by the name that a silence gives; nil where there is one, or where it names none.
    static func warning(of silence: Silence, in store: Store) throws -> String? {
        guard silence.node != nil else { return nil }
        let known = try TopologyReading.document(of: store).nodes.map { NodeName($0.name) }
        guard !known.isEmpty, !known.contains(where: silence.covers) else { return nil }
        return "no node '\(silence.node ?? "")' is known so far; `haetae topology show` lists those that are"
    }

    /// What it would have hidden of the latest incidents, as if it had been in force all the time.
    static func preview(_ silence: Silence, of store: Store) throws -> SilencePreview {
        let incidents = try IncidentReading.whole(store, state: nil, limit: 500)
        var hidden: [SilencePreview.Hidden] = []
        var partly = 0
        for incident in incidents {
            if let window = silence.window, !window.contains(incident.openedAt) { continue }
            if silence.covers(Candidate(incident)) {
                hidden.append(
                    SilencePreview.Hidden(
                        id: incident.id, openedAt: RFC3339.string(incident.openedAt),
                        severity: incident.severity.rawValue,
                        title: incident.title))
            } else if incident.members.contains(where: { silence.covers(Candidate(incident, only: $0.alert)) }) {
                partly += 1
            }
        }
        return SilencePreview(hidden: hidden, partly: partly, lookedAt: incidents.count)
    }
}

/// Why a silence was refused.
struct SilenceProblem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
