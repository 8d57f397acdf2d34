import APIModel
import Model

/// What `why-not` prints for a person.
enum HeldBackReport {
    static func text(_ list: HeldBackList, asked: String) -> String {
        var text = ""
        if !list.incidents.isEmpty {
            text += Console.styled("told", .bold) + "\n"
            for incident in list.incidents { text += IncidentReport.wrapped(incident, indent: "  ") }
        }
        if !list.held.isEmpty { text += Console.styled("held back", .bold) + "\n" }
        for held in list.held { text += row(held) }
        if list.held.isEmpty, list.incidents.isEmpty {
            let time = RFC3339.parse(asked)
            text =
                (time.map { "Nothing was held back around \(Figures.time($0)) UTC" }
                    ?? "Nothing that was held back matches '\(Console.visible(asked))'")
                + ": no detector found it unusual enough to be evidence,"
                + " or it is older than the history that is kept.\n"
        }
        return text
    }

    static func row(_ held: HeldBackDocument) -> String {
        var text = "  \(Figures.time(held.at))  " + Console.styled(held.reason, .yellow)
        // Rounded down: what was not enough does not look as if it was.
        let score = (held.score * 10 + 1e-6).rounded(.down) / 10
        text += "  evidence \(Figures.decimal(score, 1)) of \(Figures.decimal(held.level, 1)) decades  "
        text +=
            Console.visible(held.nodes.prefix(4).joined(separator: ", "))
            + (held.nodes.count > 4 ? " and \(held.nodes.count - 4) more" : "") + "\n"
        text += IncidentReport.wrapped(held.text, indent: "      ")
        for template in held.templates.prefix(3) {
            text += IncidentReport.wrapped(template, indent: "      ", dim: true)
        }
        return text
    }
}
