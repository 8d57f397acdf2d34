import APIClient
import APIModel
import ArgumentParser

/// A command that tells the daemon one thing of one incident.
protocol IncidentWord: AsyncParsableCommand {
    static var action: String { get }
    var word: OperatorWord { get }
}

extension IncidentWord {
    func run() async throws { try await word.send(Self.action, FeedbackRequest(note: word.note)) }

    static func described(_ abstract: String, named name: String? = nil, example: String) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name, abstract: abstract, discussion: "EXAMPLES\n  haetae incidents \(example)")
    }
}

/// What every word on an incident takes; only a running daemon can take it.
struct OperatorWord: ParsableArguments {
    @Argument(help: "The incident's id, or its beginning.")
    var id: String
    @Option(name: .long, help: "What to note with it.")
    var note = ""
    @OptionGroup var asking: AskingOptions

    func send(_ action: String, _ request: FeedbackRequest) async throws {
        let incident = try await asking.tell { client throws(APIClientError) in
            try await client.feedback(id, action: action, request)
        }
        if asking.json { try Output.json(incident) } else { Console.print(IncidentReport.row(incident)) }
    }
}

extension Incidents {
    struct Acknowledge: IncidentWord {
        static let action = "ack"
        static let configuration = described("Say that somebody is at it.", named: "ack", example: "ack 3f9a1c")
        @OptionGroup var word: OperatorWord
    }
    struct Resolve: IncidentWord {
        static let action = "resolve"
        static let configuration = described(
            "Say that it is over, and how.", example: "resolve 3f9a1c --note 'raised max_connections to 200'")
        @OptionGroup var word: OperatorWord
    }
    struct Note: IncidentWord {
        static let action = "note"
        static let configuration = described("Add a note.", example: "note 3f9a1c --note 'asked the network team'")
        @OptionGroup var word: OperatorWord
    }
    struct Noise: IncidentWord {
        static let action = "noise"
        static let configuration = described(
            "Say that you did not want to hear of it: its kinds on its nodes will need more evidence.",
            example: "noise 3f9a1c")
        @OptionGroup var word: OperatorWord
    }
    struct Useful: IncidentWord {
        static let action = "useful"
        static let configuration = described(
            "Say that it was right to tell you: its kinds on its nodes will need less evidence.",
            example: "useful 3f9a1c")
        @OptionGroup var word: OperatorWord
    }
    struct Merge: IncidentWord {
        static let action = "merge"
        static let configuration = described(
            "Put another open incident into this one; it stays so.", example: "merge 3f9a1c 77d0e2")
        @OptionGroup var word: OperatorWord
        @Argument(help: "The incident that is put into it.")
        var other: String
        func run() async throws { try await word.send(Self.action, FeedbackRequest(incident: other)) }
    }
    struct Split: IncidentWord {
        static let action = "split"
        static let configuration = described(
            "Take alerts out of an incident and make another one of them; they are not joined again.",
            example: "split 3f9a1c 5be01d 90cc12")
        @OptionGroup var word: OperatorWord
        @Argument(help: "Ids of the alerts, or their beginnings (`incidents show` names them).")
        var alerts: [String]
        func run() async throws { try await word.send(Self.action, FeedbackRequest(alerts: alerts)) }
    }
    struct Move: IncidentWord {
        static let action = "move"
        static let configuration = described(
            "Move an alert of another open incident into this one.", example: "move 3f9a1c --from 77d0e2 5be01d")
        @OptionGroup var word: OperatorWord
        @Option(name: .long, help: "The incident that holds the alert now.")
        var from: String
        @Argument(help: "The alert's id, or its beginning.")
        var alert: String
        func run() async throws { try await word.send(Self.action, FeedbackRequest(incident: from, alerts: [alert])) }
    }
}
