import APIModel

/// The daemon's status as a person wants to read it.
enum StatusReport {
    static func text(_ status: StatusDocument) -> String {
        var text = Console.styled("haetae \(status.version)", .bold)
        text +=
            status.daemon
            ? ", running since \(status.startedAt.map { Figures.time($0) } ?? "?") UTC\n"
            : ", no daemon is running (read from the store)\n"
        text += "  judged up to   \(status.eventTime.map { Figures.time($0) + " UTC" } ?? "nothing yet")\n"
        text += "  lines          \(Figures.count(status.lines))   templates \(Figures.count(status.templates))"
        text += "   streams \(Figures.count(status.streams))   alerts \(Figures.count(status.alerts))\n"
        text += "  incidents      \(status.openIncidents) open"
        if let budget = status.budget { text += "   budget \(Figures.decimal(budget, 1)) a day" }
        if let level = status.level, let floor = status.floor {
            text += "   level now \(Figures.decimal(level, 1)) decades (floor \(Figures.decimal(floor, 1)))"
        }
        text += "\n  notifications  \(status.outboxPending) waiting, \(status.outboxFailed) given up\n"
        if let bytes = status.residentBytes { text += "  memory         \(Figures.bytes(bytes))\n" }
        text += Console.styled("  sources\n", .bold)
        for source in status.sources {
            let node = source.host + (source.service.isEmpty ? "" : "/" + source.service)
            text += "    \(source.name)\(node.isEmpty ? "" : "  (\(node))")\n"
            text += "      read \(Figures.count(source.read)) = parsed \(Figures.count(source.parsed)) + continued "
            text +=
                "\(Figures.count(source.continued)) + cut \(Figures.count(source.cut)) + dropped \(Figures.count(source.dropped))"
            text += source.copied > 0 ? " + copies \(Figures.count(source.copied))" : ""
            text += source.balances ? "" : Console.styled("   DOES NOT BALANCE", .red, .bold)
            text += "   \(Figures.bytes(source.bytes))\n"
            var notes: [String] = []
            if let latest = source.latest { notes.append("last line \(Figures.time(latest))") }
            if source.atEnd { notes.append("at its end") }
            if source.clamped > 0 { notes.append("\(Figures.counted(source.clamped, "time stamp")) replaced") }
            if source.late > 0 { notes.append("\(Figures.count(source.late)) late") }
            if source.lostBytes > 0 { notes.append("\(Figures.bytes(source.lostBytes)) left out of over-long lines") }
            notes += source.guesses
            if !notes.isEmpty { text += Console.styled("      " + notes.joined(separator: "; "), .dim) + "\n" }
        }
        if status.sources.isEmpty { text += "    none yet\n" }
        for gap in status.discoveryGaps ?? [] {
            text += Console.styled("  not seen: ", .dim) + Console.visible(gap) + "\n"
        }
        for problem in status.problems {
            text += Console.styled("  problem: ", .yellow) + Console.visible(problem) + "\n"
        }
        return text
    }
}
