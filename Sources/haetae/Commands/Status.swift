import APIClient
import APIModel
import ArgumentParser
import Server
import Settings
import Storage

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What the daemon reads, how far it has come, and whether every line is accounted for.",
        discussion: HelpText.joined(
            """
            EXAMPLES
              haetae status
              haetae status --json | jq '.sources[] | select(.balances | not)'
            """))

    @OptionGroup var asking: AskingOptions

    func run() async throws {
        let status = try await asking.ask(
            daemon: { client throws(APIClientError) in try await client.status() },
            store: { store in try StatusReading.status(of: store, version: Version.text) })
        if asking.json { try Output.json(status) } else { Console.raw(StatusReport.text(status)) }
    }
}
