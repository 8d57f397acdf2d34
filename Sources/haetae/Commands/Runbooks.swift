import ArgumentParser
import FoundationEssentials
import Model
import Runbooks
import Settings

struct Runbooks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbooks",
        abstract: "Search the runbooks, and find out which of them are hard to find.",
        subcommands: [Search.self, Lint.self],
        defaultSubcommand: Search.self)

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "search",
            abstract: "The sections that answer a question best, best first.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae runbooks search --dir runbooks/ "disk is full on db1"
                  haetae runbooks search --dir runbooks/ --batch questions.jsonl --json
                """))
        @OptionGroup var folders: RunbookFolders
        @OptionGroup var models: ModelOptions
        @Option(name: .short, help: "At most so many.")
        var k = 10
        @Flag(name: .long, help: "Print JSON: {\"id\",\"ranked\",\"refused\",\"outcome\",\"score\"}.")
        var json = false
        @Option(
            name: .long,
            help:
                "File of {\"id\",\"question\"} lines; answers one line each. \"without\":[\"path.md\"] holds runbooks absent for one question."
        )
        var batch: String?
        @Flag(name: .long, help: "With --json: what speaks for and against an answer, each with its measure.")
        var evidence = false
        @Argument(help: "The question.")
        var query: [String] = []

        func validate() throws {
            if batch == nil, query.isEmpty {
                throw ValidationError("nothing to search for: give a question or --batch FILE")
            }
            guard (1...1000).contains(k) else { throw ValidationError("-k \(k): use 1 to 1000") }
        }

        func run() async throws {
            let runbooks = try await folders.open(models)
            do { try await search(runbooks) } catch RunbookError.damaged(let why) {
                guard let file = runbooks.file, batch == nil else { throw RunbookError.damaged(why) }
                Console.error("haetae: \(file) was damaged (\(why)) and is made anew")
                StoredIndex.remove(file)
                try await search(try await folders.open(models))
            }
        }

        private struct Question: Decodable { var id: String, question: String, without: [String]? }
        private struct Ranked: Encodable {
            var id: String?, ranked: [String], refused: Bool, outcome: SearchOutcome, score: Double,
                evidence: MatchEvidence?
        }

        private func search(_ runbooks: OpenRunbooks) async throws {
            let index = runbooks.index
            guard let batch else {
                let question = query.joined(separator: " ")
                let result = try index.search(
                    question, limit: k, vector: await runbooks.vector(of: question), isListing: true)
                if json { return try Output.jsonLine(ranked(nil, result)) }
                if result.outcome != .answered {
                    Console.error("the runbooks do not seem to answer this; the nearest sections:")
                }
                for hit in result.hits {
                    Console.print(
                        "\(Figures.decimal(hit.score, 2))  \(Console.styled(Console.visible(hit.id), .cyan))  \(Console.visible(hit.title))"
                    )
                }
                if result.hits.isEmpty { throw ExitCode.noAnswer }
                return
            }
            let text: String
            do { text = String(decoding: try Data(contentsOf: URL(filePath: batch)), as: UTF8.self) } catch {
                throw CommandFailure("\(batch): cannot be read; check the name")
            }
            for (number, line) in text.split(separator: "\n").enumerated() {
                guard let question = try? JSONDecoder().decode(Question.self, from: Data(line.utf8)) else {
                    throw CommandFailure("\(batch):\(number + 1): not an object with \"id\" and \"question\"")
                }
                let vector = await runbooks.vector(of: question.question)
                let result = try index.search(
                    question.question, limit: k, without: Set(question.without ?? []), vector: vector,
                    isListing: true)
                try Output.jsonLine(ranked(question.id, result))
            }
        }

        private func ranked(_ id: String?, _ result: SearchResult) -> Ranked {
            Ranked(
                id: id, ranked: result.hits.map(\.id), refused: result.outcome != .answered, outcome: result.outcome,
                score: result.score, evidence: evidence ? result.evidence : nil)
        }
    }
}

/// Where the runbooks are: `--dir`, else as configured.
struct RunbookFolders: ParsableArguments {
    @Option(name: .long, help: "Folder of runbooks. Repeatable. Default: as configured.")
    var dir: [String] = []
    @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
    var config: String?

    /// The runbooks of a daemon; without folders its notes on resolved incidents alone.
    static func library(_ configuration: Configuration) throws -> RunbookLibrary {
        let folders = configuration.runbookFolders
        let folder = configuration.statePath + "/runbooks"
        let real = folders.map { URL(filePath: $0).resolvingSymlinksInPath().path }
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return RunbookLibrary(
            folders: folders, file: folder + "/" + RunbookIndex.fileName(of: real),
            vocabulary: try vocabulary(configuration), encoder: encoder(configuration))
    }

    /// Loads the sentence encoder in process that is configured; nil where none is.
    private static func encoder(_ configuration: Configuration) -> (@Sendable () throws -> SentenceEncoder)? {
        let (name, library) = (configuration.runbookModel, ModelLibrary(stateFolder: configuration.statePath))
        if name.isEmpty { return nil }
        return { @Sendable in try SentenceEncoder(folder: try library.path(of: name)) }
    }

    /// The configured runbooks, indexed, for a command that names passages in passing; nil where there is nothing to read.
    static func opened(_ configuration: Configuration, state: String?) throws -> RunbookIndexOpened? {
        let state = state ?? configuration.statePath
        // Without folders there are the daemon's notes alone, and only where it has kept them.
        let kept = state + "/runbooks/" + RunbookIndex.fileName(of: [])
        guard !configuration.runbookFolders.isEmpty || FileManager.default.fileExists(atPath: kept) else { return nil }
        let place = IndexPlace(of: configuration.runbookFolders, state: state)
        let vocabulary = try vocabulary(configuration)
        if let shared = place.shared,
            let current = StoredIndex.current(
                file: shared, folders: configuration.runbookFolders, vocabulary: vocabulary)
        {
            return RunbookIndexOpened(index: current.index)
        }
        guard
            let stored = try? StoredIndex.open(
                file: place.file, folders: configuration.runbookFolders, vocabulary: vocabulary)
        else { return nil }
        for message in stored.messages { Console.error("haetae: \(Console.visible(message))") }
        return RunbookIndexOpened(index: stored.index)
    }

    /// The index of the folders, made in memory, and the files that are not in it.
    func indexed() throws -> (index: RunbookIndex, skipped: [String]) {
        let (folders, configuration) = try paths()
        return try Self.indexed(folders, vocabulary: Self.vocabulary(configuration))
    }

    /// The built-in vocabulary with the operator's added (`runbooks.vocabulary`).
    static func vocabulary(_ configuration: Configuration) throws -> Vocabulary {
        let file = configuration.runbookVocabulary
        guard !file.isEmpty else { return .builtin }
        let text: String
        do { text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self) } catch {
            throw CommandFailure("runbooks.vocabulary: \(file) cannot be read; check the name and its permissions")
        }
        var vocabulary = Vocabulary.builtin
        do throws(RunbookError) { try vocabulary.add(text) } catch { throw CommandFailure("\(file): \(error)") }
        return vocabulary
    }

    /// The folders, and the settings. `allowingNone`: there is something else to search, the notes on resolved incidents.
    func paths(allowingNone: Bool = false) throws -> (folders: [String], configuration: Configuration) {
        let configuration = try ConfigurationLocation.load(config)
        let folders = dir.isEmpty ? configuration.runbookFolders : dir
        guard !folders.isEmpty || allowingNone else {
            throw CommandFailure(
                "no runbooks, and no notes on resolved incidents: name a folder with --dir, or set runbooks.folders in the configuration",
                code: .nothingFound)
        }
        for folder in dir where !FileManager.default.fileExists(atPath: folder) {
            throw CommandFailure("--dir '\(folder)': there is no such folder", code: .nothingFound)
        }
        return (folders, configuration)
    }

    /// An answer of "not covered" from an empty folder would mislead.
    static func noRunbooks(in folders: [String]) -> String {
        "haetae: no runbook in \(Console.visible(folders.joined(separator: ", "))): looked for .md, .rst, .adoc, .txt and .html"
    }

    /// The index of some folders, made in memory; what is not in it is said on standard error.
    static func index(of folders: [String], vocabulary: Vocabulary = .builtin) throws -> RunbookIndex {
        let (index, skipped) = try indexed(folders, vocabulary: vocabulary)
        tell(skipped)
        return index
    }

    private static func indexed(_ folders: [String], vocabulary: Vocabulary) throws -> (RunbookIndex, [String]) {
        do throws(RunbookError) {
            let index = try RunbookIndex(vocabulary: vocabulary)
            let report = try index.refresh(folders)
            if report.chunks == 0 { Console.error(Self.noRunbooks(in: folders)) }
            return (index, report.skipped)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// Files named on standard error, before they are only counted.
    private static let mostTold = 5

    /// Says which files are in no index, and why: a runbook that nobody finds is worse than none.
    static func tell(_ skipped: [String]) {
        for file in skipped.prefix(mostTold) { Console.error("haetae: not indexed: \(Console.visible(file))") }
        if skipped.count > mostTold {
            Console.error(
                "haetae: not indexed: \(skipped.count - mostTold) more files; `haetae runbooks lint` names all")
        }
    }
}

/// An index that names passages for incidents; what fails names none.
struct RunbookIndexOpened {
    let index: RunbookIndex
    func suggestions(for incident: Incident) -> [RunbookSuggestion] { (try? index.suggestions(for: incident)) ?? [] }
}
