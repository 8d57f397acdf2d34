import ArgumentParser
import FoundationEssentials
import Glibc
import Runbooks
import Terminal
import UnixSignals

/// A session of questions: on a terminal with line editing and history, else a line of input each.
struct AskSession {
    let json: Bool

    private enum Ending: Sendable {
        case answered(Result<AskReply, any Error>, Asking)
        case interrupted
    }

    func run(_ asking: inout Asking) async throws {
        let historyFile = Self.historyFile()
        var editor = LineEditor(history: Self.read(historyFile))
        if editor.isTerminal {
            Console.print(
                "Ask about runbooks and incidents. A question may follow the one before. Ctrl-C gives up an answer, Ctrl-D ends."
            )
        }
        var asked = 0
        var answered = 0
        var failure: CommandFailure?
        loop: while true {
            let (line, after) = try await Self.line(editor)
            editor = after.editor
            switch line {
            case .ended: break loop
            case .interrupted: continue
            case .text(let text):
                let question = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                if question.isEmpty { continue }
                if ["exit", "quit", ":q", "종료", "끝"].contains(question.lowercased()) { break loop }
                if editor.isTerminal { Self.write(editor.history, to: historyFile) }
                asked += 1
                switch await Self.answer(question, asking, isInterruptible: editor.isTerminal) {
                case .interrupted: Console.error("given up")
                case .answered(.success(let reply), let next):
                    asking = next
                    if !json, !editor.isTerminal { Console.print("> \(Console.visible(question))") }
                    try reply.print(json: json, onOneLine: true)
                    if !json { Console.print("") }
                    if reply.outcome == .answered { answered += 1 }
                case .answered(.failure(let error), let next):
                    asking = next
                    failure = error as? CommandFailure ?? CommandFailure("\(error)")
                    Console.error("haetae: \(Console.visible(failure?.description ?? ""))")
                }
            }
        }
        if editor.isTerminal { return }
        if asked == 0 {
            throw CommandFailure(
                "no question: give one as an argument, or one a line on standard input", code: .nothingFound)
        }
        if answered == 0 { throw failure == nil ? ExitCode.noAnswer : ExitCode.failure }
    }

    /// Carries the editor to its thread and back.
    private struct Carried: Sendable { var editor: LineEditor }

    private static func line(_ editor: LineEditor) async throws -> (LineEditor.Line, Carried) {
        try await Blocking.run {
            var editor = editor
            let line = editor.read(prompt: "haetae> ")
            return (line, Carried(editor: editor))
        }
    }

    /// The answer, or on a terminal that Ctrl-C came first: then what the question was doing is broken off. While a line is edited
    /// Ctrl-C is a key; from a pipe it ends the program as usual.
    private static func answer(_ question: String, _ asking: Asking, isInterruptible: Bool) async -> Ending {
        guard isInterruptible else { return await answered(question, asking) }
        // A sequence of signals can be read once: one for each answer.
        let signals = await UnixSignalsSequence(trapping: .sigint)
        return await withTaskGroup(of: Ending.self) { group in
            group.addTask { await answered(question, asking) }
            group.addTask {
                for await _ in signals { break }
                return .interrupted
            }
            let first = await group.next() ?? .interrupted
            group.cancelAll()
            return first
        }
    }

    private static func answered(_ question: String, _ asking: Asking) async -> Ending {
        var next = asking
        do { return .answered(.success(try await next.answer(question)), next) } catch {
            return .answered(.failure(error), next)
        }
    }

    // MARK: - History

    private static func historyFile() -> String? {
        func value(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        guard let base = value("XDG_STATE_HOME") ?? value("HOME").map({ $0 + "/.local/state" }) else { return nil }
        return base + "/haetae/questions"
    }

    private static func read(_ path: String?) -> [String] {
        guard let path, let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map { Console.visible(String($0)) }
    }

    /// Readable by its owner alone: questions name hosts. A failure costs the history, nothing else.
    private static func write(_ lines: [String], to path: String?) {
        guard let path, let slash = path.lastIndex(of: "/") else { return }
        try? FileManager.default.createDirectory(atPath: String(path[..<slash]), withIntermediateDirectories: true)
        let draft = path + ".\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        var bytes = Array((lines.joined(separator: "\n") + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count <= 0 { break }
            bytes = bytes.dropFirst(count)
        }
        close(descriptor)
        rename(draft, path)
    }
}
