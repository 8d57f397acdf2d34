import APIClient
import APIModel
import ArgumentParser
import Server

extension Templates {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Templates of the daemon, the most frequent first.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae templates list --limit 50
                  haetae templates list --muted
                  haetae templates list --json
                """))
        @Option(name: [.short, .long], help: "At most so many.")
        var limit = 50
        @Flag(name: .long, help: "Only those that raise no alerts.")
        var muted = false
        @OptionGroup var asking: AskingOptions

        func validate() throws {
            guard (1...10_000).contains(limit) else { throw ValidationError("--limit \(limit): use 1 to 10000") }
        }

        func run() async throws {
            let limit = muted ? 10_000 : limit
            var templates = try await asking.ask(
                daemon: { client throws(APIClientError) in try await client.templates(limit: limit) },
                store: { try IncidentReading.templates(of: $0, limit: limit) })
            if muted { templates = Array(templates.filter { $0.muted == true }.prefix(self.limit)) }
            if asking.json { return try Output.json(templates) }
            for template in templates { Console.print(TemplateReport.row(template)) }
            if templates.isEmpty { Console.print(muted ? "no template is muted" : "no templates yet") }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
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
