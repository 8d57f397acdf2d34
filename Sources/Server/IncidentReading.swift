import APIModel
import FoundationEssentials
import Host
import Model
import Pipeline
import Runbooks
import Storage

/// Why an incident cannot be shown.
package enum IncidentReadingError: Error, Sendable, Equatable, CustomStringConvertible {
    case unknown(String)
    case ambiguous(String, [String])
    package var description: String {
        switch self {
        case .unknown(let id): "no incident '\(id)'; `haetae incidents list` shows what there is"
        case .ambiguous(let id, let candidates):
            "'\(id)' is the beginning of several incidents: \(candidates.joined(separator: ", "))"
        }
    }
}

/// Reads incidents of the store as wire documents.
package enum IncidentReading {
    package static func document(_ incident: Incident) throws -> IncidentDocument {
        try JSONDecoder().decode(IncidentDocument.self, from: Data(IncidentJSON.string(Retelling.whole(incident)).utf8))
    }

    /// An incident on the wire, with what to read for it; nil where no runbooks are known.
    package static func text(_ incident: Incident, runbooks: [RunbookSuggestion]?) -> String {
        JSONText.object { text in
            IncidentJSON.write(incident, &text)
            if let runbooks { text.member(runbooks: runbooks) }
        }
    }

    package static func list(of store: Store, state: String?, limit: Int) throws -> IncidentList {
        IncidentList(incidents: try whole(store, state: state, limit: limit).map(document))
    }

    static func whole(_ store: Store, state: String?, limit: Int) throws -> [Incident] {
        var filter = IncidentFilter()
        if let state, let known = IncidentState(rawValue: state) { filter.states = [known] }
        filter.limit = limit
        return try store.wholeIncidents(filter).items
    }

    /// - Parameter suggest: what to read for it; nil where no runbooks are known.
    package static func document(
        _ id: String, of store: Store, language: String? = nil, suggest: ((Incident) -> [RunbookSuggestion])? = nil
    ) throws -> IncidentDocument {
        let incident = try incident(id, of: store)
        let told = language.flatMap { Retelling.told(incident, in: $0) } ?? Retelling.whole(incident)
        let json = text(told, runbooks: suggest?(incident))
        return try JSONDecoder().decode(IncidentDocument.self, from: Data(json.utf8))
    }

    static func incident(_ id: String, of store: Store) throws -> Incident {
        switch try store.incident(id) {
        case .found(let incident): return incident
        case .unknown: throw IncidentReadingError.unknown(id)
        case .ambiguous(let candidates): throw IncidentReadingError.ambiguous(id, candidates)
        }
    }

    /// Which templates are listed.
    package enum Listed: String, Sendable { case all, muted, edited }

    /// Templates, the most frequent first.
    package static func templates(
        of store: Store, limit: Int, text: String? = nil, only listed: Listed = .all
    ) throws -> [TemplateDocument] {
        var filter = TemplateFilter()
        filter.limit = listed == .all ? limit : .max
        filter.text = text
        let now = Clock.now()
        let said = try store.facts()[TemplateListing.fact].map { fact in
            try JSONDecoder().decode(TemplateListing.self, from: Data(fact.utf8))
        }
        let documents = try store.templates(filter).map { row in
            let id = row.id.description
            let mute = said?.mutes[id].flatMap { mute in mute.until.map { $0 > now } ?? true ? mute : nil }
            return TemplateDocument(
                id: id, text: row.text, count: row.count,
                firstSeen: row.firstSeen == .unknown ? nil : RFC3339.string(row.firstSeen),
                lastSeen: row.lastSeen == .unknown ? nil : RFC3339.string(row.lastSeen),
                name: said?.names[id], muted: mute.map { _ in true },
                mutedUntil: mute?.until.map { RFC3339.string($0) }, merged: said?.merged?[id],
                splitAt: said?.splits?[id], partOf: said?.parts?[id])
        }
        switch listed {
        case .all: return documents
        case .muted: return Array(documents.filter { $0.muted == true }.prefix(limit))
        case .edited: return Array(documents.filter(\.isEdited).prefix(limit))
        }
    }
}
