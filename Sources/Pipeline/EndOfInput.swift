import Model

/// Where the input of an offline run ends, every stream falls silent. Files end at different moments, so the first ones to end look
/// like services that stopped. Nobody can tell the two apart, so an incident that rests on nothing else is left out.
enum EndOfInput {
    /// How long before the end of the input a silence may begin that is not told.
    static let margin: Micros = 2 * .minute

    /// Decades below which another alert is no reason to keep one.
    static let faint = 3.0

    /// Incidents with nothing in them, or hardly anything, but that messages became fewer or stopped, at most `margin` before `last`, and that
    /// were still going on when the input ended.
    static func artefacts(_ incidents: [Incident], last: Micros) -> [Incident] {
        incidents.filter { incident in
            incident.state != .resolved && incident.startedAt >= last - margin
                && incident.members.allSatisfy { member in
                    member.alert.kind == .silence || member.alert.direction == .down || member.alert.score < faint
                }
        }
    }

    /// What is said of them.
    static func note(_ incidents: [Incident]) -> String {
        let nodes = Set(incidents.flatMap(\.nodes)).sorted().prefix(5).map(\.name).joined(separator: ", ")
        return
            "messages of \(nodes) stopped within the last 2 minutes of the input; that may be its end, so no incident is made of it"
    }
}
