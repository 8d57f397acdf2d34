import APIClient
import APIModel
import ArgumentParser
import Server
import Settings
import Storage

struct Incidents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List and show incidents, and tell the daemon what you think of them.",
        subcommands: [List.self, Show.self, Acknowledge.self, Resolve.self, Note.self, Noise.self, Useful.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Incidents, newest first.",
            discussion: """
                EXAMPLES
                  haetae incidents list
                  haetae incidents list --only open --json
                """)
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
            abstract: "One incident: what happened, why it is unusual, the likely cause, the lines that prove it.",
            discussion: "EXAMPLES\n  haetae incidents show 3f9a1c")
        @Argument(help: "The incident's id, or its beginning.")
        var id: String
        @OptionGroup var asking: AskingOptions

        func run() async throws {
            let incident = try await asking.ask(
                daemon: { client throws(APIClientError) in try await client.incident(id) },
                store: { try IncidentReading.document(id, of: $0) })
            if asking.json { return try Output.json(incident) }
            Console.raw(IncidentReport.full(incident, alerts: 100, samples: 3))
        }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ack", abstract: "Say that somebody is at it.", discussion: "EXAMPLES\n  haetae incidents ack 3f9a1c")
        @OptionGroup var word: OperatorWord
        func run() async throws { try await word.send("ack") }
    }
    struct Resolve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that it is over, and how.",
            discussion: "EXAMPLES\n  haetae incidents resolve 3f9a1c --note 'raised max_connections to 200'")
        @OptionGroup var word: OperatorWord
        func run() async throws { try await word.send("resolve") }
    }
    struct Note: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a note.", discussion: "EXAMPLES\n  haetae incidents note 3f9a1c --note 'asked the network team'")
        @OptionGroup var word: OperatorWord
        func run() async throws { try await word.send("note") }
    }
    struct Noise: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that you did not want to hear of it: its kinds on its nodes will need more evidence.",
            discussion: "EXAMPLES\n  haetae incidents noise 3f9a1c")
        @OptionGroup var word: OperatorWord
        func run() async throws { try await word.send("noise") }
    }
    struct Useful: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that it was right to tell you: its kinds on its nodes will need less evidence.",
            discussion: "EXAMPLES\n  haetae incidents useful 3f9a1c")
        @OptionGroup var word: OperatorWord
        func run() async throws { try await word.send("useful") }
    }
}

/// An operator's word on an incident; only a running daemon can take it.
struct OperatorWord: ParsableArguments {
    @Argument(help: "The incident's id, or its beginning.")
    var id: String
    @Option(name: .long, help: "What to note with it.")
    var note = ""
    @OptionGroup var asking: AskingOptions

    func send(_ action: String) async throws {
        let path = try asking.socket ?? asking.loaded().socketPath
        do throws(APIClientError) {
            let incident = try await DaemonClient(socket: path).feedback(id, action: action, note: note)
            if asking.json { try? Output.json(incident) } else { Console.print(IncidentReport.row(incident)) }
        } catch {
            switch error {
            case .unreachable: throw CommandFailure("\(error). Start it with `systemctl start haetae`", code: .unavailable)
            case .refused(let status, let message): throw CommandFailure(message, code: status == 404 ? .nothingFound : .failure)
            case .unreadable: throw CommandFailure("\(error)")
            }
        }
    }
}
