import APIModel
import Model
import Pipeline
import Runbooks
import Server

/// What `analyze` prints for a person.
struct AnalysisReport {
    let result: OfflineResult
    let skipped: [String]
    /// The moment that lines without any time were taken to be of.
    let readAt: Micros
    let seconds: Double
    let verbose: Bool
    /// The operator's; each incident then names what to read.
    let runbooks: RunbookIndex?
    /// In which language incidents are told.
    let language: String

    func print() throws {
        let lines = result.sources.reduce(UInt64(0)) { $0 + $1.ledger.read }
        var head = "\(Figures.counted(lines, "line")) from \(Figures.counted(result.sources.count, "source"))"
        if let span = result.span {
            head += ", \(Figures.time(span.lowerBound)) to \(Figures.time(span.upperBound)) UTC "
            head += "(\(Figures.duration(Double(span.upperBound - span.lowerBound) / 1e6)))"
        }
        Console.print(head)
        if result.statistics.outside > 0 {
            Console.print(
                "\(Figures.counted(result.statistics.outside, "record")) outside of the time asked for "
                    + "\(result.statistics.outside == 1 ? "is" : "are") left out")
        }
        Console.print(
            "\(Figures.counted(result.templates, "template")) in \(Figures.counted(result.streams, "stream")); read in "
                + "\(Figures.decimal(seconds, 1)) s, \(Figures.count(UInt64(Double(lines) / max(seconds, 0.001)))) lines/s"
        )
        if let from = result.judgedFrom {
            Console.print(
                "judged from \(Figures.time(from)) UTC on"
                    + (result.isShort ? "; less than an hour in all: what follows is weakly grounded" : ""))
        } else if result.span != nil {
            Console.print("too short to learn what is usual: only what stands out by far is told, weakly grounded")
        }
        let incidents = result.incidents
        Console.print("")
        if result.span == nil {
            // Nothing was judged: that nothing stands out would be a claim.
            Console.print(
                result.statistics.outside > 0
                    ? "No record lies in the time asked for: look at --since and --until, and at the logs' times."
                    : "There was nothing to read.")
        } else if incidents.isEmpty {
            Console.print("Nothing here stands out enough to open an incident.")
        } else {
            try print(incidents.map(IncidentReading.document))
        }
        if result.span != nil, incidents.isEmpty || result.isShort { printTroubles() }
        let early = try PrecursorReading.document(result.engine.precursorsJSON).precursors.filter(\.known)
        if !early.isEmpty {
            Console.print("")
            Console.print(Console.styled("signs that come before incidents", .bold))
            for record in early { Console.raw(PrecursorReport.row(record)) }
        }
        printGuesses()
    }

    /// What speaks of trouble in logs too short, or too even, for incidents: the next question of whoever reads them.
    private func printTroubles() {
        let (messages, all) = result.troubles(limit: verbose ? 100 : 8)
        guard !messages.isEmpty else { return }
        Console.print("")
        Console.print(
            Console.styled("messages that speak of trouble", .bold)
                + (result.judgedFrom == nil
                    ? ", usual here or not:" : ", whether or not they are unusual here:"))
        for message in messages {
            let nodes = message.nodes.prefix(2).map(\.name).joined(separator: ", ")
            let others = message.nodes.count > 2 ? " and \(message.nodes.count - 2) more" : ""
            Console.print("  \(when(message))  " + Console.styled(Console.visible(nodes) + others, .cyan))
            Console.raw(IncidentReport.wrapped(message.text, indent: "      "))
        }
        if all > messages.count {
            Console.print("  and \(all - messages.count) more" + (verbose ? "" : " (--verbose)"))
        }
    }

    /// `147 times between 2015-10-18 18:06:00 and 18:10:54`.
    private func when(_ message: TroubleMessage) -> String {
        let often = message.count == 1 ? "once" : "\(Figures.count(message.count)) times"
        if message.last == .unknown { return often }
        let (first, last) = (Figures.time(message.first), Figures.time(message.last))
        if message.count == 1 { return "\(often) at \(last)" }
        return "\(often) between \(first) and \(first.prefix(10) == last.prefix(10) ? String(last.suffix(8)) : last)"
    }

    /// Few incidents are shown whole; of many, an overview comes first and then the gravest.
    private func print(_ incidents: [IncidentDocument]) throws {
        let count = Console.styled(Figures.counted(incidents.count, "incident"), .bold)
        Console.print("\(count) in the order in which they opened:")
        var shown = incidents
        if incidents.count > IncidentOverview.needless {
            let overview = IncidentOverview(incidents)
            Console.print("")
            Console.raw(overview.rows)
            if !verbose {
                shown = overview.gravest
                Console.print("")
                Console.print(
                    Console.styled("the gravest of them", .bold)
                        + " (--verbose shows each, --json all there is to know):")
            }
        }
        for document in shown {
            Console.print("")
            Console.raw(
                IncidentReport.full(
                    try with(runbooks, document), alerts: verbose ? 100 : 4, samples: verbose ? 3 : 1, isStored: false,
                    language: language))
        }
    }

    /// An incident with what to read of the operator's runbooks.
    private func with(_ runbooks: RunbookIndex?, _ document: IncidentDocument) throws -> IncidentDocument {
        guard let runbooks, let incident = result.incidents.first(where: { $0.id == document.id }) else {
            return document
        }
        var document = document
        document.runbooks = try runbooks.suggestions(for: incident).map {
            RunbookPassage(id: $0.id, title: $0.title, heading: $0.heading, lines: $0.lines, steps: $0.steps)
        }
        return document
    }

    /// What had to be guessed, what was left out, what does not add up: the part that makes the rest checkable.
    private func printGuesses() {
        var notes: [String] = []
        for source in result.sources {
            for guess in source.guesses { notes.append("\(source.descriptor.name): \(guess)") }
            if source.latest == readAt, source.ledger.parsed > 0 {
                notes.append("\(source.descriptor.name): no line states a time that could be read; all count as of now")
            }
            if source.clamped > 0 {
                notes.append(
                    "\(source.descriptor.name): \(Figures.counted(source.clamped, "time")) lay in the future, far ahead or before 1980; the time of the line before is taken instead"
                )
            }
            if source.late > 0 {
                notes.append(
                    "\(source.descriptor.name): \(Figures.counted(source.late, "line")) came later than the order of time; what is over 5 min behind its own log is not judged"
                )
            }
            if source.ledger.cut > 0 {
                notes.append(
                    "\(source.descriptor.name): \(Figures.counted(source.ledger.cut, "over-long line")) cut (\(Figures.bytes(source.ledger.lostBytes)) left out)"
                )
            }
            if source.ledger.copied > 0 {
                notes.append(
                    "\(source.descriptor.name): \(Figures.count(source.ledger.copied)) lines are copies of another source's and were not counted twice"
                )
            }
            if !source.ledger.balances {
                notes.append("\(source.descriptor.name): THE LEDGER DOES NOT BALANCE: \(source.ledger)")
            }
        }
        notes += skipped.map { "not read: \($0)" }
        guard !notes.isEmpty else { return }
        Console.print("")
        Console.print(Console.styled("notes", .bold))
        let shown = verbose ? notes.count : min(notes.count, 12)
        for note in notes.prefix(shown) { Console.raw(IncidentReport.wrapped(note, indent: "  ", dim: true)) }
        if notes.count > shown { Console.print("  and \(notes.count - shown) more (--verbose)") }
    }
}
