import ArgumentParser
import Runbooks

struct Ask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract:
            "Answer a question from your runbooks and from the incidents: only from them, with the source; or say that they hold no answer.",
        discussion: HelpText.joined(
            """
            The answer's frame is in the question's language, what it quotes in the document's. Without a question a session opens
            in which a question may follow the one before ("and on app2?"); lines from a pipe are answered one by one.

            With `llm.url` set, or with --llm, a language model may phrase the answer from the passages found. Each of its sentences
            is checked against what it cites; what fails is left out. Addresses, keys and names of people never leave this host.

            EXIT CODES
              0 answered   1 error   2 no such incident, folder or model   3 no answer: refused, nothing there, or only the closest runbooks

            EXAMPLES
              haetae ask "why does checkout return 502?"
              haetae ask --dir runbooks/ "디스크가 가득 차면 어떻게 하나?"
              haetae ask "what happened on db1 last night?"
              haetae ask "inc-3 전에 무엇이 바뀌었나?"
              haetae ask --socket /run/haetae/haetae.sock "why does checkout return 502?"
              haetae ask --llm --json "how do I drain a node?"
              haetae ask
            """))
    @OptionGroup var folders: RunbookFolders
    @OptionGroup var models: ModelOptions
    @OptionGroup var history: HistoryOptions
    @Flag(
        name: .long, inversion: .prefixedNo,
        help: "Let the configured language model phrase the answer. Default: where llm.url is set.")
    var llm: Bool?
    @Option(
        name: .long,
        help:
            "Ask the daemon on this socket: its runbooks and incidents, without a language model. Default: read them here."
    )
    var socket: String?
    @Flag(name: .long, help: "Print JSON.")
    var json = false
    @Argument(help: "The question. Without one, a session.")
    var question: [String] = []

    func run() async throws {
        if socket != nil, llm == true || models.model != nil {
            throw ValidationError("--socket asks the daemon, which uses neither --llm nor --model")
        }
        var asking = Asking(
            folders: folders, models: models, history: history,
            configuration: try ConfigurationLocation.load(folders.config), usesModel: llm,
            daemon: socket.map { AskedDaemon(socket: $0, zone: history.timezone.flatMap(TimeArgument.zone)) })
        let text = question.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !text.isEmpty else { return try await AskSession(json: json).run(&asking) }
        let reply = try await asking.answer(text)
        try reply.print(json: json)
        if let code = reply.exitCode { throw code }
    }
}
