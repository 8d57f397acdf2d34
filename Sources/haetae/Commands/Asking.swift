import APIClient
import APIModel
import ArgumentParser
import FoundationEssentials
import Model
import Pipeline
import Runbooks
import Settings
import Storage

/// What came of a question.
enum AskReply: Encodable, Sendable {
    case runbooks(Answer)
    case incidents(IncidentAnswer)
    /// From a daemon, with its JSON as it came.
    case daemon(AnswerDocument, json: String)

    var outcome: SearchOutcome {
        switch self {
        case .runbooks(let answer): answer.outcome
        case .incidents(let answer): answer.outcome
        case .daemon(let answer, _): SearchOutcome(rawValue: answer.outcome) ?? .refused
        }
    }

    /// The documented exit code; nil for answered.
    var exitCode: ExitCode? { outcome == .answered ? nil : .noAnswer }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .runbooks(let answer): try answer.encode(to: encoder)
        case .incidents(let answer): try answer.encode(to: encoder)
        case .daemon(let answer, _): try answer.encode(to: encoder)
        }
    }

    func print(json: Bool, onOneLine: Bool = false) throws {
        if json, case .daemon(_, let text) = self { return Console.print(text) }
        if json { return onOneLine ? try Output.jsonLine(self) : try Output.json(self) }
        switch self {
        case .runbooks(let answer): Console.raw(Console.visible(answer.plainText(), limit: 20_000))
        case .incidents(let answer): Console.raw(Console.visible(answer.plainText(), limit: 20_000))
        case .daemon(let answer, _): Console.raw(Console.visible(answer.text, limit: 20_000))
        }
    }
}

/// A running daemon that answers questions from its own runbooks and incidents.
struct AskedDaemon {
    let client: DaemonClient
    /// Seconds east of UTC that were asked for; nil: the daemon's.
    let zone: Int?

    init(socket: String, zone: Int?) { (client, self.zone) = (DaemonClient(socket: socket), zone) }

    func answer(_ question: String, earlier: inout String?) async throws -> AskReply {
        do throws(APIClientError) {
            let asked = QuestionDocument(question: question, earlier: earlier, zone: zone)
            let (answer, json) = try await client.askJSON(asked)
            earlier = question
            return .daemon(answer, json: json)
        } catch {
            throw CommandFailure(error)
        }
    }
}

/// Answers questions one after the other, from the incidents and from the runbooks; each is opened when the first question needs it.
struct Asking {
    let folders: RunbookFolders
    let models: ModelOptions
    let history: HistoryOptions
    let configuration: Configuration
    /// Whether a language model was asked for; nil: as configured.
    let usesModel: Bool?

    /// The daemon to ask, where one was named.
    let daemon: AskedDaemon?
    private var earlier: String?

    private var runbooks: OpenRunbooks?
    private var conversation = Conversation()
    private var incidents: IncidentHistory?
    private var hasLooked = false
    private var last: IncidentQuestion?

    init(
        folders: RunbookFolders, models: ModelOptions, history: HistoryOptions, configuration: Configuration,
        usesModel: Bool?, daemon: AskedDaemon? = nil
    ) {
        self.daemon = daemon
        (self.folders, self.models, self.history) = (folders, models, history)
        (self.configuration, self.usesModel) = (configuration, usesModel)
    }

    private var state: String { models.state ?? configuration.statePath }

    mutating func answer(_ question: String) async throws -> AskReply {
        do { return try await answerOnce(question) } catch RunbookError.damaged(let why) {
            guard dropIndex(why) else { throw RunbookError.damaged(why) }
            return try await answerOnce(question)
        }
    }

    private mutating func answerOnce(_ question: String) async throws -> AskReply {
        if let daemon { return try await daemon.answer(question, earlier: &earlier) }
        if let answer = try await incidentAnswer(question) { return .incidents(answer) }
        let open = try await opened()
        var turn: Conversation.Turn
        if let about = advice(question, in: open.index) {
            turn = about
        } else {
            turn = conversation.next(question, in: open.index)
            if !conversation.isFollowUp(question, in: open.index) { last = nil }
        }
        turn.search = Self.withoutPrivateWords(turn.search)
        let vector = await open.vector(of: turn.search)
        let searched = turn
        guard let chat = try chat() else {
            return .runbooks(
                try await Blocking.run {
                    try open.index.answer(
                        question, of: open.index.search(searched, limit: 60, vector: vector))
                })
        }
        let encoder = open.embedder as? SentenceEncoder
        let crowding = encoder.map { open.index.crowding(of: $0) } ?? 0
        let check = CitationCheck.with(encoder, vocabulary: open.index.vocabulary, crowding: crowding)
        let written = WrittenCount()
        let answer = try await open.index.answer(turn, vector: vector, with: chat, check: check) { written.add($0) }
        written.clear()
        return .runbooks(answer)
    }

    /// No runbook is about one person's address: what is private in a question is nothing to search for.
    private static func withoutPrivateWords(_ question: String) -> String {
        let masked = PrivateText.mask(question)
        guard !masked.hidden.isEmpty else { return question }
        let words = masked.text.split(separator: " ")
        let asked = question.split(separator: " ")
        // An address is noise to the search, and tells a log line from a question.
        let rest = words.enumerated().compactMap { at, word -> Substring? in
            guard word.contains("\u{27E6}private-") else { return word }
            return words.count == asked.count && QuestionShape.isAddress(asked[at]) ? asked[at] : nil
        }.joined(separator: " ")
        return rest.isEmpty ? question : rest
    }

    /// "What should I do?" after an incident, and "how do I check that?": its runbook.
    private func advice(_ question: String, in index: RunbookIndex) -> Conversation.Turn? {
        let asksOfIt = !Conversation.hasTopic(question, in: index) || Conversation.leans(question)
        guard let id = last?.incident, let incidents, asksOfIt,
            case .found(let incident)? = try? incidents.store.incident(id)
        else { return nil }
        let about = RunbookIndex.question(for: incident)
        return Conversation.Turn(
            question: question, search: about.text, context: about.context + [question], earlier: incident.title,
            isOfIncident: true)
    }

    private mutating func incidentAnswer(_ question: String) async throws -> IncidentAnswer? {
        if !hasLooked {
            hasLooked = true
            let (state, topology) = (state, history.topology ?? configuration.topologyFile)
            incidents = try await Blocking.run { try IncidentHistory(state: state, topologyFile: topology) }
        }
        let time = history.time(configuration)
        let names =
            incidents?.names
            ?? IncidentNames { _ in
                []
            } incident: {
                $0.hasPrefix("inc-") ? $0 : nil
            }
        guard let read = IncidentQuestionReader(names: names, time: time).read(question, after: last) else {
            return nil
        }
        guard let incidents else {
            // Without a store there is no such incident: the runbooks may know.
            if read.kind == .befell { return nil }
            throw CommandFailure(
                "there are no incidents to look in: no store in \(state). Start `haetae daemon`, or name its state folder with --state",
                code: .nothingFound)
        }
        let answer = try await Blocking.run { () throws -> IncidentAnswer? in
            do throws(StoreError) {
                let answers = IncidentAnswers(
                    store: incidents.store, time: time, retold: { Retelling.told($0, in: $1) })
                return try answers.covers(read) ? answers.answer(question, read) : nil
            } catch {
                throw CommandFailure("\(error)")
            }
        }
        guard let answer else { return nil }
        last = answer.read
        return answer
    }

    private mutating func opened() async throws -> OpenRunbooks {
        if let runbooks { return runbooks }
        let store = incidents?.store
        let notes = try await Blocking.run { try? store?.incidentsWithNotes().compactMap(ResolutionNote.init) }
        let open = try await folders.open(models, notes: notes)
        runbooks = open
        return open
    }

    /// Gives up an index that turned out to be damaged; the next question makes it anew. False where there is no file.
    mutating func dropIndex(_ why: String) -> Bool {
        guard let file = runbooks?.file else { return false }
        Console.error("haetae: \(file) was damaged (\(Console.visible(why))) and is made anew")
        runbooks = nil
        return StoredIndex.remove(file)
    }

    private func chat() throws -> ChatClient? {
        let isConfigured = !configuration.llm.url.isEmpty
        guard usesModel ?? isConfigured else { return nil }
        guard isConfigured else {
            throw CommandFailure("--llm: no language model is configured; set llm.url and llm.model (docs/runbooks.md)")
        }
        return ChatClient(options: try configuration.llm.options("llm"), post: ModelOptions.client.modelPost)
    }
}
