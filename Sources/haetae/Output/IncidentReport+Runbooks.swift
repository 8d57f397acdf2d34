import APIModel

extension IncidentReport {
    /// What to read for an incident: the passage with its place, and the first steps word for word.
    static func reading(_ runbooks: [RunbookPassage], named heading: String = "runbook") -> String {
        guard let best = runbooks.first else { return "" }
        var text = "  " + Console.styled(heading, .bold) + "\n"
        for passage in runbooks {
            let heading =
                passage.heading.isEmpty || passage.heading == passage.title
                ? passage.title : "\(passage.title): \(passage.heading)"
            text +=
                "    \(Console.styled(Console.visible(passage.id), .cyan)) \(Console.visible(passage.lines))  "
                + "\(Console.visible(heading))\n"
            guard passage == best else { continue }
            for step in passage.steps {
                // A command must stay on its line to be copied.
                for line in Console.visible(step, limit: 600).split(separator: "\n").prefix(6) {
                    text += "      " + line + "\n"
                }
            }
        }
        return text
    }
}
