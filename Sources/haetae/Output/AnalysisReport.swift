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
            let count = incidents.count
            Console.print(
                Console.styled("\(count) incident\(count == 1 ? "" : "s")", .bold)
                    + " in the order in which they opened:")
        }
        for incident in incidents {
            Console.print("")
            var document = try IncidentReading.document(incident)
            document.runbooks = try runbooks?.suggestions(for: incident).map {
                RunbookPassage(id: $0.id, title: $0.title, heading: $0.heading, lines: $0.lines, steps: $0.steps)
            }
            Console.raw(
                IncidentReport.full(
                    document, alerts: verbose ? 100 : 4, samples: verbose ? 3 : 1, isStored: false))
        }
        let early = try PrecursorReading.document(result.engine.precursorsJSON).precursors.filter(\.known)
        if !early.isEmpty {
            Console.print("")
            Console.print(Console.styled("signs that come before incidents", .bold))
            for record in early { Console.raw(PrecursorReport.row(record)) }
        }
        printGuesses()
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
