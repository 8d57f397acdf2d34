import APIClient
import APIModel
import ArgumentParser
import Host
import Model
import Server

struct WhyNot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why-not",
        abstract: "What was seen and opened no incident, with the reason and what was missing.",
        discussion: HelpText.joined(
            """
            Asks by words of a message, by a template's text or id, by node or by time. Each candidate is told with its evidence, the
            level that it would have had to pass, what it would have cost, and the reason: too little evidence, budget spent, told
            of lately, its streams still learning, silenced, exempt, marked as noise, muted by a host that is down, taken for a release. Signs too slight to be
            evidence are kept too, the strongest of each ten minutes. Evidence and level are in decades: 3 means that it comes by chance once in a thousand times.

            EXAMPLES
              haetae why-not db1/postgresql
              haetae why-not "connection refused"
              haetae why-not 2026-11-24T17:00:00Z
              haetae why-not -90m --json
            """))

    @Option(name: [.short, .long], help: "At most so many.")
    var limit = 20
    @OptionGroup var asking: AskingOptions
    @Argument(parsing: .allUnrecognized, help: "TEXT, TEMPLATE, NODE or TIME.")
    var query: [String]

    func validate() throws {
        if query.isEmpty {
            throw ValidationError("ask for words, a template, a node or a time, such as: haetae why-not db1/postgresql")
        }
        guard (1...1000).contains(limit) else { throw ValidationError("--limit \(limit): use 1 to 1000") }
    }

    func run() async throws {
        let words = query.joined(separator: " ")
        let time = TimeArgument.parse(words, now: Clock.now())
        let asked = time.map { RFC3339.string($0) } ?? words
        let list = try await asking.ask(
            daemon: { client throws(APIClientError) in try await client.heldBack(asked, limit: limit) },
            store: { try HeldBackReading.list(of: $0, query: HeldBackQuery(asked), limit: limit) })
        if asking.json { return try Output.json(list) }
        Console.raw(HeldBackReport.text(list, asked: asked))
    }
}
