import APIClient
import APIModel
import ArgumentParser
import Server

struct Precursors: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "precursors",
        abstract: "Which signs came before which incidents, how long before, and how often for nothing.",
        discussion: HelpText.joined(
            """
            Learned from what the daemon saw. A sign is known once it came before three incidents of a kind at least, once half of the
            times it was seen were followed by one, and once so many coincidences would hardly happen by accident in any of the pairs
            that are tried. When a known sign returns, an early warning is given with this record.

            EXAMPLES
              haetae precursors
              haetae precursors --all        also what may still be chance
              haetae precursors --json | jq '.precursors[] | select(.known)'

            EXIT CODES
              0 done   2 none is known
            """))
    @Flag(name: .long, help: "Also pairs that may still be chance.")
    var all = false
    @OptionGroup var asking: AskingOptions

    func run() async throws {
        var list = try await asking.ask(
            daemon: { client throws(APIClientError) in try await client.precursors() },
            store: { try PrecursorReading.document(of: $0) })
        let tried = list.precursors.count
        if !all { list.precursors.removeAll { !$0.known } }
        if asking.json { return try Output.json(list) }
        guard !list.precursors.isEmpty else {
            throw CommandFailure(
                tried == 0
                    ? "no sign came before an incident yet; each kind of incident must happen three times at least"
                    : "no sign is known to come before incidents; \(tried) pair\(tried == 1 ? "" : "s") may still be chance (--all)",
                code: .nothingFound)
        }
        Console.raw(PrecursorReport.text(list.precursors))
    }
}
