import APIClient
import APIModel
import ArgumentParser
import Pipeline
import Server
import TemplateMining

extension Templates {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Templates as patterns of other tools.",
            discussion: HelpText.joined(
                """
                A pattern matches the whole message, without header and without blanks around it; what it captures is named by the key
                before it, else by its kind. Of the daemon's templates, or of a FILE mined on the spot.

                EXAMPLES
                  haetae templates export --regex                      Python, PCRE, Go, Rust
                  haetae templates export --grok > patterns/haetae     for Logstash's patterns_dir
                  haetae templates export --loki --id 3f9a1c22         a LogQL pattern stage
                  haetae templates export --vrl app.log --json         Vector's remap language
                """))
        @Flag(help: "The language.")
        var language: PatternLanguageFlag
        @Option(name: .long, help: "Only this template, by its id or the beginning of it. Repeatable.")
        var id: [String] = []
        @Option(name: [.short, .long], help: "At most so many, the most frequent ones.")
        var limit = 1000
        @Flag(name: .long, help: "The lines of FILE are messages already: no header is looked for.")
        var content = false
        @OptionGroup var asking: AskingOptions
        @Argument(help: "A file to mine, or - for standard input, in place of what the daemon knows.")
        var file: String?

        func validate() throws {
            guard (1...40_000).contains(limit) else { throw ValidationError("--limit \(limit): use 1 to 40000") }
            if content, file == nil { throw ValidationError("--content needs a FILE") }
            if file != nil, !id.isEmpty {
                throw ValidationError("--id is for the daemon's templates, not for a FILE's")
            }
        }

        func run() async throws {
            let patterns: [PatternDocument]
            if let file {
                let (content, limit, language) = (content, limit, language.language)
                patterns = try await Blocking.run {
                    var mining = try FileMining.whole(file, content: content)
                    _ = mining.miner.takeMerges()
                    return TemplateReading.patterns(
                        language, of: mining.miner, indices: TemplateReading.mostFrequent(mining.miner, limit))
                }
            } else {
                patterns = try await asking.learned(
                    daemon: { client throws(APIClientError) in
                        try await client.patterns(language: language.rawValue, ids: id, limit: limit)
                    },
                    state: { try TemplateReading.patterns(language.language, of: $0, ids: id, limit: limit) })
            }
            if asking.json { return try Output.json(patterns) }
            for pattern in patterns {
                // A comment in all four.
                Console.print("# \(pattern.id) \(Figures.count(pattern.count)) \(Console.visible(pattern.text))")
                Console.print(Console.visible(pattern.pattern, limit: 1 << 16))
            }
            if patterns.isEmpty { Console.error("no templates") }
        }
    }
}

enum PatternLanguageFlag: String, EnumerableFlag {
    case regex, grok, loki, vrl

    var language: PatternLanguage {
        switch self {
        case .regex: .regex
        case .grok: .grok
        case .loki: .loki
        case .vrl: .vrl
        }
    }

    static func help(for value: PatternLanguageFlag) -> ArgumentHelp? {
        switch value {
        case .regex: "Regular expressions with named groups."
        case .grok: "A Logstash patterns file."
        case .loki: "LogQL pattern stages."
        case .vrl: "parse_regex! statements of Vector's remap language."
        }
    }
}
