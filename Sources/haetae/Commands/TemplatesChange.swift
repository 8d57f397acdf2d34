import APIClient
import APIModel
import ArgumentParser
import Host
import Model
import Pipeline
import Server
import Settings
import Storage
import TemplateMining

extension Templates {
    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge",
            abstract: "Count two templates as one from now on: the first becomes part of the second.",
            discussion: HelpText.joined(
                """
                Counts, rates and history go along, and the first one's id goes on meaning the second one. `templates unmerge` takes it
                back. A name goes along where the second one has none.

                EXAMPLES
                  haetae templates merge 3f9a1c22 07b4d9e1
                """))
        @Argument(help: "The template that goes.")
        var id: String
        @Argument(help: "The template that stays.")
        var into: String
        @OptionGroup var asking: AskingOptions
        func run() async throws { try await asking.change(id, "merge", TemplateRequest(other: into)) }
    }

    struct Unmerge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unmerge",
            abstract: "Take a merge back: the template that went is counted by itself again.",
            discussion: HelpText.joined(
                """
                Named by the id of the template that went, or by that of the one that stayed: then all that were merged into it by hand.
                Each keeps its own count; rates are learned anew, which is no news. A name stays where it is.

                EXAMPLES
                  haetae templates list --edited
                  haetae templates unmerge 3f9a1c22
                """))
        @Argument(help: "The template that went, or the one that stayed.")
        var id: String
        @OptionGroup var asking: AskingOptions
        func run() async throws { try await asking.change(id, "unmerge", TemplateRequest()) }
    }

    struct Split: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "split",
            abstract:
                "Tell a template apart by the word at one variable position: each word becomes a template of its own.",
            discussion: HelpText.joined(
                """
                Such as a queue's name or a state: after the split, the first new one is news, and each has a rate of its own. What is
                split is not merged again but by `templates unsplit`. Positions are those that `templates show` gives. For a day new words
                are taken as known. Several values in a row are told as 4.1, 4.2 ... (status and size of an access log); 4 alone would
                take each pair for a word. A template has at most 128 parts; words beyond are counted as the template.

                EXAMPLES
                  haetae templates show 3f9a1c22
                  haetae templates split 3f9a1c22 --at 5
                  haetae templates split 09971f23 --at 4.1       by the first of the values at 4
                """))
        @Argument(help: "The template's id, or its beginning.")
        var id: String
        @Option(name: .customLong("at"), help: "The position of the variable, as `templates show` gives it.")
        var position: String
        @OptionGroup var asking: AskingOptions

        func validate() throws {
            guard VariablePlace(position) != nil else {
                throw ValidationError(
                    "--at '\(position)': use a position that `templates show` gives, such as 5 or 4.1")
            }
        }

        func run() async throws {
            guard let place = VariablePlace(position) else { return }
            try await asking.change(
                id, "split", TemplateRequest(position: place.position, value: place.value == 0 ? nil : place.value))
        }
    }

    struct Unsplit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unsplit",
            abstract: "Take a split back: the parts are one template again.",
            discussion: HelpText.joined(
                """
                Named by the template that is split or by one of its parts. Counts and rates of the parts are added up, and their ids go on
                meaning the template.

                EXAMPLES
                  haetae templates unsplit 3f9a1c22
                """))
        @Argument(help: "The template that is split, or one of its parts.")
        var id: String
        @OptionGroup var asking: AskingOptions
        func run() async throws { try await asking.change(id, "unsplit", TemplateRequest()) }
    }

    struct Name: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "name",
            abstract: "Give a template a name, which stands before its text in incidents.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae templates name 3f9a1c22 "card declined"
                  haetae templates name 3f9a1c22 ""             takes the name away
                """))
        @Argument(help: "The template's id, or its beginning.")
        var id: String
        @Argument(help: "The name; empty to take it away.")
        var name: String
        @OptionGroup var asking: AskingOptions
        func run() async throws { try await asking.change(id, "name", TemplateRequest(name: name)) }
    }

    struct Mute: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mute",
            abstract: "Let a template raise no alerts. What that holds back is told by why-not.",
            discussion: HelpText.joined(
                """
                EXAMPLES
                  haetae templates mute 3f9a1c22 --for 7d --comment 'fix is in the next release'
                  haetae templates mute 3f9a1c22 --comment 'by design'
                """))
        @Argument(help: "The template's id, or its beginning.")
        var id: String
        @Option(name: .customLong("for"), help: "How long: 90m, 2h, 7d, 4w. Default: until it is unmuted.")
        var duration: String?
        @Option(name: .long, help: "Why.")
        var comment = ""
        @OptionGroup var asking: AskingOptions

        func validate() throws {
            if let duration, TimeArgument.duration(duration) == nil {
                throw ValidationError("--for '\(duration)': use 90m, 2h, 7d or 4w")
            }
        }

        func run() async throws {
            let until = duration.flatMap(TimeArgument.duration).map { RFC3339.string(Clock.now() + $0) }
            try await asking.change(id, "mute", TemplateRequest(until: until, comment: comment))
        }
    }

    struct Unmute: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unmute",
            abstract: "Let a template raise alerts again.", discussion: "EXAMPLES\n  haetae templates unmute 3f9a1c22")
        @Argument(help: "The template's id, or its beginning.")
        var id: String
        @OptionGroup var asking: AskingOptions
        func run() async throws { try await asking.change(id, "unmute", TemplateRequest()) }
    }
}

extension AskingOptions {
    /// As `ask`, for questions about what was learned.
    func learned<Answer>(
        daemon: (DaemonClient) async throws(APIClientError) -> Answer, state read: (LearnedState) throws -> Answer
    ) async throws -> Answer {
        do {
            return try await ask(daemon: daemon) { try read(try LearnedState(store: $0)) }
        } catch let error as TemplateCommandError {
            throw CommandFailure(error)
        }
    }

    /// Tells the daemon a word on a template, or writes it into the store of one that does not run, and shows the template.
    func change(_ id: String, _ action: String, _ word: TemplateRequest) async throws {
        let configuration = try loaded()
        let detail = try await answer(configuration) { client throws(APIClientError) in
            try await client.template(id, action: action, word)
        }
        let shown = try detail ?? changeStopped(id, action, word, configuration)
        if json { return try Output.json(shown) }
        Console.raw(TemplateReport.full(shown))
    }

    private func changeStopped(
        _ id: String, _ action: String, _ word: TemplateRequest, _ configuration: Configuration
    ) throws -> TemplateDetail {
        let folder = state ?? configuration.statePath
        do {
            // The look comes first: a folder without a store is not to be given one.
            let reading = try Store(folder: folder, access: .readOnly)
            let (command, shown) = try TemplateWord.command(
                id, action, word, of: try LearnedState(store: reading), now: Clock.now())
            reading.close()
            try StoppedStore.apply(
                command, folder: folder, options: configuration.engine, at: Clock.now())
            if state == nil { Console.error("no daemon answers; written to the store in \(folder)") }
            return try TemplateReading.detail(
                shown.description, of: try LearnedState(store: try Store(folder: folder, access: .readOnly)))
        } catch let error as TemplateCommandError {
            throw CommandFailure(error)
        } catch let error as TemplateWordProblem {
            throw CommandFailure(error.description)
        } catch let error as StoreError {
            throw CommandFailure(
                "nothing was changed: \(error). A word on templates is told to a running daemon, or written to the store of a stopped one, named with --state",
                code: .unavailable)
        }
    }
}

extension CommandFailure {
    init(_ error: TemplateCommandError) {
        switch error {
        case .unknown: self.init(error.description, code: .nothingFound)
        default: self.init(error.description)
        }
    }
}
