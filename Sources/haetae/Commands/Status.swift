import APIClient
import APIModel
import ArgumentParser
import Server
import Settings
import Storage

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What the daemon reads, how far it has come, and whether every line is accounted for.",
        discussion: HelpText.joined(
            """
            EXAMPLES
              haetae status
              haetae status --all
              haetae status --json | jq '.sources[] | select(.balances | not)'
            """))

    @OptionGroup var asking: AskingOptions

    @Flag(help: "List every source; else of more than \(StatusReport.listed) those that need a look, then the largest.")
    var all = false

    func run() async throws {
        let status = try await asking.ask(
            daemon: { client throws(APIClientError) in try await client.status() },
            store: { store in try StatusReading.status(of: store, version: Version.text) })
        if asking.json {
            try Output.json(status)
        } else {
            Console.raw(StatusReport.text(status, most: all ? .max : StatusReport.listed))
        }
    }
}
