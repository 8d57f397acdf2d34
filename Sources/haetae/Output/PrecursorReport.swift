import APIModel

/// What `precursors` prints for a person.
enum PrecursorReport {
    static func text(_ list: [PrecursorDocument]) -> String {
        var text = ""
        let known = list.filter(\.known)
        let others = list.filter { !$0.known }
        for record in known { text += row(record) }
        if !others.isEmpty {
            text += (known.isEmpty ? "" : "\n") + Console.styled("may still be chance", .bold) + "\n"
            for record in others { text += row(record) }
        }
        return text
    }

    static func row(_ record: PrecursorDocument) -> String {
        let message = record.template.isEmpty ? "" : "  \"\(record.template)\""
        var text =
            "\(Console.styled(Console.visible(record.node), .cyan))  \(record.kind)"
            + (record.direction == "none" ? "" : " \(record.direction)") + Console.visible(message, limit: 120) + "\n"
        text += IncidentReport.wrapped(
            "came before \(record.preceded) of \(record.incidents) incidents like: \(record.incident)", indent: "    ")
        let span =
            record.leastLeadSeconds == record.mostLeadSeconds
            ? "" : " (\(Figures.duration(record.leastLeadSeconds)) to \(Figures.duration(record.mostLeadSeconds)))"
        text += IncidentReport.wrapped(
            "by about \(Figures.duration(record.leadSeconds))\(span); seen \(record.seen) times, "
                + "\(record.falseAlarms) for nothing", indent: "    ")
        text += IncidentReport.wrapped(
            "\(Figures.decimal(record.lift, 1)) times as often as by chance; chance of being mistaken "
                + (record.chance < 1e-6
                    ? "under 0.000001" : Figures.decimal(record.chance, record.chance < 0.01 ? 6 : 2)),
            indent: "    ", dim: true)
        return text
    }
}
