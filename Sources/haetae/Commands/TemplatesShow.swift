import APIClient
import APIModel
import ArgumentParser
import Server

extension Templates {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Templates of the daemon, the most frequent first.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae templates list --limit 50
                  haetae templates list --muted
                  haetae templates list --edited               what you named, muted, merged or split
                  haetae templates list --json
                """))
        @Option(name: [.short, .long], help: "At most so many.")
        var limit = 50
        @Flag(name: .long, help: "Only those that raise no alerts.")
        var muted = false
        @Flag(name: .long, help: "Only those of which you decided something.")
        var edited = false
        @OptionGroup var asking: AskingOptions

        func validate() throws {
            guard (1...10_000).contains(limit) else { throw ValidationError("--limit \(limit): use 1 to 10000") }
            if muted, edited { throw ValidationError("--muted and --edited: use one of them") }
        }

        func run() async throws {
            let only: IncidentReading.Listed = muted ? .muted : edited ? .edited : .all
            let templates = try await asking.ask(
                daemon: { client throws(APIClientError) in
                    try await client.templates(limit: limit, only: only.rawValue)
                },
                store: { try IncidentReading.templates(of: $0, limit: limit, only: only) })
            if asking.json { return try Output.json(templates) }
            for template in templates { Console.print(TemplateReport.row(template)) }
            if templates.isEmpty {
                Console.print(
                    muted ? "no template is muted" : edited ? "nothing was decided of a template" : "no templates yet")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "One template: its text, variables and what they hold, where and how often it is seen.",
            discussion: HelpText.joined(
                """
                An id may be cut short, and may be one that the template had before it was merged.

                EXAMPLES
                  haetae templates show 3f9a1c22
                  haetae templates show 3f9a1c22 --json
                """))
        @Argument(help: "The template's id, or its beginning.")
        var id: String
        @OptionGroup var asking: AskingOptions

        func run() async throws {
            let detail = try await asking.learned(
                daemon: { client throws(APIClientError) in try await client.template(id) },
                state: { try TemplateReading.detail(id, of: $0) })
            if asking.json { return try Output.json(detail) }
            Console.raw(TemplateReport.full(detail))
        }
    }
}
