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
            commandName: "list",
            abstract: "What was said, and by how much it moves what an alert needs.",
            discussion: "EXAMPLES\n  haetae feedback list\n  haetae feedback list --json")
        @OptionGroup var asking: DaemonAddress
        func run() async throws {
            FeedbackCommand.show(
                try await asking.tell { client throws(APIClientError) in try await client.feedback() }, asking.json)
        }
    }

    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "undo",
            abstract: "Take back what was said of an incident. What `useful` gave back of the budget stays.",
            discussion: "EXAMPLES\n  haetae feedback undo 3f9a1c")
        @Argument(help: "The incident's id, or its beginning.")
        var id: String
        @OptionGroup var asking: DaemonAddress
        func run() async throws {
            FeedbackCommand.show(
                try await asking.tell { client throws(APIClientError) in try await client.undoFeedback(id) },
                asking.json
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
}
