import APIModel

/// The daemon's status as a person wants to read it.
enum StatusReport {
    /// Sources that are listed one by one unless all are asked for: a screen of them. A central log server has thousands.
    static let listed = 12

    /// - Parameter most: Sources listed one by one; of more, those that need a look come first, then the largest.
    static func text(_ status: StatusDocument, most: Int = listed) -> String {
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
        if status.sources.count > most { text += totals(status.sources, running: status.daemon) }
        let (shown, rest) = listed(status.sources, most: most)
        for source in shown { text += described(source) }
        if rest > 0 {
            text += Console.styled("    \(Figures.count(rest)) more like these; --all lists every source\n", .dim)
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

    /// The sources in the order in which they are listed, and how many are left out.
    private static func listed(_ sources: [StatusDocument.Source], most: Int) -> ([StatusDocument.Source], rest: Int) {
        guard sources.count > most else { return (sources, 0) }
        let ordered = sources.enumerated().sorted { a, b in
            (attention(a.element), a.element.read, b.offset) > (attention(b.element), b.element.read, a.offset)
        }
        return (ordered.prefix(most).map(\.element), sources.count - most)
    }

    /// How much a source needs a look: what was lost, then what was changed or lags, then nothing.
    private static func attention(_ source: StatusDocument.Source) -> Int {
        if !source.balances { return 4 }
        if source.dropped > 0 || source.lostBytes > 0 { return 3 }
        if source.clamped > 0 || source.late > 0 || source.cut > 0 { return 2 }
        return source.atEnd ? 0 : 1
    }

    /// One row for all: the sum that must balance, and how many are at their end.
    private static func totals(_ sources: [StatusDocument.Source], running: Bool) -> String {
        var text = "    \(Figures.count(sources.count)) sources"
        text += running ? ", \(Figures.count(sources.count { $0.atEnd })) of them at their end\n" : "\n"
        return text + ledger(of: sources)
    }

    /// What became of the lines of sources together.
    private static func ledger(of sources: [StatusDocument.Source]) -> String {
        func total(_ part: (StatusDocument.Source) -> UInt64) -> UInt64 { sources.reduce(UInt64(0)) { $0 &+ part($1) } }
        func sum(_ part: (StatusDocument.Source) -> UInt64) -> String { Figures.count(total(part)) }
        let unbalanced = sources.count { !$0.balances }
        var text =
            "      read \(sum(\.read)) = parsed \(sum(\.parsed)) + continued \(sum(\.continued)) + cut \(sum(\.cut))"
        text += " + dropped \(sum(\.dropped))"
        text += total(\.copied) > 0 ? " + copies \(sum(\.copied))" : ""
        if unbalanced > 0 {
            let which = sources.count == 1 ? "DOES NOT BALANCE" : "\(Figures.count(unbalanced)) DO NOT BALANCE"
            text += Console.styled("   \(which)", .red, .bold)
        }
        return text + "   \(Figures.bytes(total(\.bytes)))\n"
    }

    private static func described(_ source: StatusDocument.Source) -> String {
        var text = ""
        let node = source.host + (source.service.isEmpty ? "" : "/" + source.service)
        text += "    \(source.name)\(node.isEmpty ? "" : "  (\(node))")\n"
        text += ledger(of: [source])
        var notes: [String] = []
        if let latest = source.latest { notes.append("last line \(Figures.time(latest))") }
        if source.atEnd { notes.append("at its end") }
        if source.clamped > 0 { notes.append("\(Figures.counted(source.clamped, "time stamp")) replaced") }
        if source.late > 0 { notes.append("\(Figures.count(source.late)) late") }
        if source.lostBytes > 0 { notes.append("\(Figures.bytes(source.lostBytes)) left out of over-long lines") }
        notes += source.guesses
        if !notes.isEmpty { text += Console.styled("      " + notes.joined(separator: "; "), .dim) + "\n" }
        return text
    }
}
