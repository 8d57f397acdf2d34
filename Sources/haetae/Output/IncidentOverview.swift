import APIModel
import Terminal

/// Many incidents at a glance: those that say the same of the same place are one line, with how often and when last.
struct IncidentOverview {
    /// Up to this many, each is shown whole and an overview would only repeat them.
    static let needless = 6
    /// So many lines of the overview are also shown whole.
    static let whole = 4

    /// Incidents of one title (figures left out), in the order in which they opened.
    private struct Family {
        var members: [IncidentDocument]

        /// The gravest, the first of these: what is shown whole.
        var gravest: IncidentDocument {
            members.dropFirst().reduce(members[0]) {
                IncidentOverview.weight($1) > IncidentOverview.weight($0) ? $1 : $0
            }
        }
    }

    private let families: [Family]

    init(_ incidents: [IncidentDocument]) {
        var families: [Family] = []
        var places: [String: Int] = [:]
        for incident in incidents {
            let key = Self.wording(incident.title)
            if let place = places[key] {
                families[place].members.append(incident)
            } else {
                places[key] = families.count
                families.append(Family(members: [incident]))
            }
        }
        self.families = families
    }

    /// One line a family, in the order of their first incidents.
    var rows: String {
        let notes = families.map { family in
            family.members.count == 1
                ? ""
                : "\(family.members.count) times, last \(Figures.time(family.members[family.members.count - 1].openedAt))"
        }
        let column = notes.map(\.count).max() ?? 0
        var text = ""
        for (family, note) in zip(families, notes) {
            let head =
                "  \(IncidentReport.severity(family.gravest.severity))  \(Figures.time(family.members[0].openedAt))  "
                + note + String(repeating: " ", count: column - note.count) + (column > 0 ? "  " : "")
            let title = Console.visible(family.gravest.title, limit: 400)
            let room = max(40, Console.width - 33 - column - (column > 0 ? 2 : 0))
            text +=
                head
                + (!Console.isTerminal || DisplayWidth.columns(of: title) <= room
                    ? title : DisplayWidth.prefix(of: title, columns: room - 1) + "…") + "\n"
        }
        return text
    }

    /// What is worth reading whole: the gravest of each of the gravest families, in the order in which they opened.
    var gravest: [IncidentDocument] {
        let order = families.indices.sorted {
            let (a, b) = (Self.weight(families[$0].gravest), Self.weight(families[$1].gravest))
            return a != b ? a > b : $0 < $1
        }
        return order.prefix(Self.whole).map { families[$0].gravest }.sorted { $0.openedAt < $1.openedAt }
    }

    /// Severity first, then the strongest alert; what came before anything was known of the usual counts least of its severity.
    private static func weight(_ incident: IncidentDocument) -> Double {
        let severity = incident.severity == "critical" ? 2.0 : incident.severity == "warning" ? 1 : 0
        let strongest = min(incident.alerts.map(\.score).max() ?? 0, 900)
        return severity * 2000 + (incident.weak == true ? 0 : 1000) + strongest
    }

    /// A title without its figures: `sshd: more messages than usual "check pass" (10 in 10 s, usually 2)` of any count.
    private static func wording(_ title: String) -> String {
        var text = ""
        var depth = 0
        for character in title {
            if character == "(" { depth += 1 }
            if depth == 0, !character.isNumber { text.append(character) }
            if character == ")" { depth = max(0, depth - 1) }
        }
        return text
    }
}
