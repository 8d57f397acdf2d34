import ArgumentParser
import Runbooks

struct Ask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer a question from your runbooks: only from them, with file, section and lines; or say that they do not cover it.",
        discussion: """
            The answer's frame is in the question's language, what it quotes in the document's. Exit code 3: no answer there.

            EXAMPLES
              haetae ask "why does checkout return 502?"
              haetae ask --dir runbooks/ "디스크가 가득 차면 어떻게 하나?"
            """)
    @OptionGroup var folders: RunbookFolders
    @Flag(name: .long, help: "Print JSON.")
    var json = false
    @Argument(help: "The question.")
    var question: [String]

    func run() async throws {
        let command = self
        let answer = try await Blocking.run { () throws -> Answer in
            let index = try command.folders.index()
            do throws(RunbookError) { return try index.answer(command.question.joined(separator: " ")) } catch {
                throw CommandFailure("\(error)")
            }
        }
        if json { try Output.json(answer) } else { Console.print(Console.visible(answer.plainText(), limit: 20_000)) }
        if answer.outcome != .answered { throw ExitCode.noAnswer }
    }
}
