import APIClient
import APIModel
import ArgumentParser
import Settings

struct FeedbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "What `incidents noise` and `useful` have taught the daemon, and how to take it back.",
        subcommands: [List.self, Undo.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What was said, and by how much it moves what an alert needs.",
            discussion: "EXAMPLES\n  haetae feedback list\n  haetae feedback list --json")
        @OptionGroup var asking: DaemonOptions
        func run() async throws {
            FeedbackCommand.show(
                try await asking.ask { client throws(APIClientError) in try await client.feedback() }, asking.json)
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back what was said of an incident. What `useful` gave back of the budget stays.",
            discussion: "EXAMPLES\n  haetae feedback undo 3f9a1c")
        @Argument(help: "The incident's id, or its beginning.")
        var id: String
        @OptionGroup var asking: DaemonOptions
        func run() async throws {
            FeedbackCommand.show(
                try await asking.ask { client throws(APIClientError) in try await client.undoFeedback(id) }, asking.json
            )
        }
    }

    private static func show(_ feedback: [FeedbackDocument], _ json: Bool) {
        if json {
            try? Output.json(feedback)
            return
        }
        if feedback.isEmpty { Console.print("nothing was said of any incident") }
        for said in feedback {
            let sign = said.decades > 0 ? "+" : ""
            Console.print(
                "\(said.incident)  \(Figures.time(said.at))  " + Console.styled(said.word, .bold)
                    + "  \(sign)\(Figures.decimal(said.decades, 1)) decades for \(said.kinds.joined(separator: ", ")) on "
                    + Console.visible(said.nodes.joined(separator: ", ")))
        }
    }

    /// Flags of commands that only a running daemon can answer.
    struct DaemonOptions: ParsableArguments {
        @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
        var config: String?
        @Option(name: .long, help: "The daemon's socket. Default: as configured.")
        var socket: String?
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func ask<Answer>(_ daemon: (DaemonClient) async throws(APIClientError) -> Answer) async throws -> Answer {
            let path = try socket ?? ConfigurationLocation.load(config).socketPath
            do throws(APIClientError) {
                return try await daemon(DaemonClient(socket: path))
            } catch {
                switch error {
                case .unreachable:
                    throw CommandFailure("\(error). Start it with `systemctl start haetae`", code: .unavailable)
                case .refused(let status, let message):
                    throw CommandFailure(message, code: status == 404 ? .nothingFound : .failure)
                case .unreadable: throw CommandFailure("\(error)")
                }
            }
        }
    }
}
