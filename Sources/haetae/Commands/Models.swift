import ArgumentParser
import Runbooks
import Settings

struct Models: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Sentence encoders that make answers from runbooks better: import, list, remove. None is needed.",
        discussion: HelpText.joined(
            """
            A model is the folder of its usual published files: config.json, model.safetensors (float32), tokenizer.json or vocab.txt.
            Supported are BERT and XLM-RoBERTa encoders (all-MiniLM-L6-v2, multilingual-e5, bge-m3). It runs on this host's CPU;
            nothing is fetched.

            EXAMPLES
              haetae models import ~/Downloads/all-MiniLM-L6-v2
              haetae models list
              haetae ask --model all-MiniLM-L6-v2 "why does checkout return 502?"
            """),
        subcommands: [List.self, Import.self, Remove.self], defaultSubcommand: List.self)

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Check a model's files, try it, and copy it into the state folder.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae models import ~/Downloads/all-MiniLM-L6-v2
                  haetae models import /srv/bge-m3 --pooling cls
                  haetae models import /srv/e5 --name e5 --query-prefix "query: " --passage-prefix "passage: "
                """))
        @Argument(help: "The folder with the model's files.")
        var path: String
        @Option(name: .long, help: "What to call it. Default: the folder's name.")
        var name: String?
        @Option(name: .long, help: "mean or cls, where 1_Pooling/config.json does not say it.")
        var pooling: String?
        @Option(
            name: .long, help: "Text before each question. Default: as the model's files say, or as its family needs.")
        var queryPrefix: String?
        @Option(name: .long, help: "Text before each passage.")
        var passagePrefix: String?
        @Flag(name: .long, help: "Replace the model of that name.")
        var replace = false
        @OptionGroup var place: ModelPlace

        func validate() throws {
            if let pooling, EncoderDescription.Pooling(rawValue: pooling) == nil {
                throw ValidationError("--pooling '\(pooling)': use mean or cls")
            }
        }

        func run() async throws {
            let command = self
            let entry = try await Blocking.run { () throws -> ModelLibrary.Entry in
                let choices = ModelLibrary.Choices(
                    pooling: command.pooling.flatMap(EncoderDescription.Pooling.init), queryPrefix: command.queryPrefix,
                    passagePrefix: command.passagePrefix)
                let library = try command.place.library()
                do throws(RunbookError) {
                    return try library.add(
                        from: command.path, name: command.name, replacing: command.replace, choices: choices)
                } catch { throw CommandFailure("\(error)") }
            }
            if place.json { return try Output.json(entry) }
            Console.print(Models.row(entry))
            Console.print("use it with --model \(entry.name), or always: runbooks: { model: \(entry.name) }")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "The imported models, each loaded to see that it works.",
            discussion: "EXAMPLES\n  haetae models list --json")
        @OptionGroup var place: ModelPlace

        func run() async throws {
            let command = self
            let entries = try await Blocking.run { try command.place.library().list() }
            if place.json { return try Output.json(entries) }
            if entries.isEmpty {
                Console.print("no models; `haetae models import PATH` adds one. Answers from runbooks work without.")
            }
            for entry in entries { Console.print(Models.row(entry)) }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Delete an imported model.", discussion: "EXAMPLES\n  haetae models remove all-MiniLM-L6-v2")
        @Argument(help: "Its name.")
        var name: String
        @OptionGroup var place: ModelPlace

        func run() async throws {
            let library = try place.library()
            let isGone: Bool
            do throws(RunbookError) { isGone = try library.remove(name) } catch { throw CommandFailure("\(error)") }
            guard isGone else {
                throw CommandFailure(
                    "no model '\(name)'; `haetae models list` shows what there is", code: .nothingFound)
            }
        }
    }

    static func row(_ entry: ModelLibrary.Entry) -> String {
        let size = "\(entry.bytes / 1_000_000) MB"
        guard let encoder = entry.encoder else {
            return "\(Console.visible(entry.name))  \(size)  cannot be used: \(Console.visible(entry.fault ?? ""))"
        }
        let languages = entry.readsHangul == true ? "multilingual" : "English (Korean by the word list)"
        return
            "\(Console.visible(entry.name))  \(size)  \(encoder.hidden) numbers, \(encoder.layers) layers, \(encoder.pooling.rawValue) pooling, "
            + "\(encoder.longestText) tokens, \(languages)"
    }
}

/// Where models are kept.
struct ModelPlace: ParsableArguments {
    @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
    var config: String?
    @Option(name: .long, help: "The state folder. Default: as configured.")
    var state: String?
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func library() throws -> ModelLibrary {
        ModelLibrary(stateFolder: try state ?? ConfigurationLocation.load(config).statePath)
    }
}
