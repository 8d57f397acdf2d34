import APIClient
import APIModel
import ArgumentParser
import Pipeline
import Server
import Settings
import Storage

struct Incidents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "List and show incidents, and tell the daemon what you think of them.",
        subcommands: [
            List.self, Show.self, Acknowledge.self, Resolve.self, Note.self, Noise.self, Useful.self, Merge.self,
            Split.self, Move.self,
        ],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Incidents, newest first.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae incidents list
                  haetae incidents list --only open --json
                """))
        @Option(name: .long, help: "Only these: open, acknowledged or resolved.")
        var only: String?
        @Option(name: [.short, .long], help: "At most so many.")
        var limit = 20
        @OptionGroup var asking: AskingOptions

        func validate() throws {
            if let only, !["open", "acknowledged", "resolved"].contains(only) {
                throw ValidationError("--only '\(only)': use open, acknowledged or resolved")
            }
            guard (1...500).contains(limit) else { throw ValidationError("--limit \(limit): use 1 to 500") }
        }

        func run() async throws {
            let page = try await asking.ask(
                daemon: { client throws(APIClientError) in try await client.incidents(state: only, limit: limit) },
                store: { try IncidentReading.list(of: $0, state: only, limit: limit) })
            if asking.json { return try Output.json(page.incidents) }
            if page.incidents.isEmpty { Console.print("no incidents") }
            for incident in page.incidents { Console.print(IncidentReport.row(incident)) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "One incident: what happened, why it is unusual, the likely cause, the lines that prove it.",
            discussion: "EXAMPLES\n  haetae incidents show 3f9a1c\n  haetae incidents show 3f9a1c --language ko")
        @Argument(help: "The incident's id, or its beginning.")
        var id: String
        @Option(name: .long, help: "Tell it in this language: en or ko. Default: as configured.")
        var language: String?
        @OptionGroup var asking: AskingOptions

        func validate() throws {
            if let language, !Retelling.languages.contains(language) {
                throw ValidationError("--language '\(language)': use \(Retelling.languages.joined(separator: " or "))")
            }
        }

        func run() async throws {
            let incident = try await asking.ask(
                daemon: { client throws(APIClientError) in try await client.incident(id, language: language) },
                store: { store in
                    let library = try RunbookFolders.opened(try asking.loaded(), state: asking.state)
                    return try IncidentReading.document(
                        id, of: store, language: language,
                        suggest: library.map { library in { library.suggestions(for: $0) } })
                })
            if asking.json { return try Output.json(incident) }
            Console.raw(
                IncidentReport.full(
                    incident, alerts: 100, samples: 3,
                    language: try language ?? asking.loaded().languageName))
        }
    }
}
