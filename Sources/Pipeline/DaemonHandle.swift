import Model

/// What the daemon shows of itself, as of the last checkpoint or tick.
package struct DaemonView: Sendable {
    package var startedAt: Micros
    package var eventTime: Micros = .unknown
    package var lines: UInt64 = 0
    package var templates = 0
    package var streams = 0
    package var series = 0
    package var alerts: UInt64 = 0
    package var signals: UInt64 = 0
    package var mining = MiningCounts()
    package var budget = 0.0
    package var level = 0.0
    package var floor = 0.0
    package var checkpoints: UInt64 = 0
    package var failedCheckpoints: UInt64 = 0
    package var delivered: UInt64 = 0
    package var sources: [SourceStatus] = []
    package var problems: [String] = []
    /// What could not be read of the host; nil before the first look.
    package var discoveryGaps: [String]?
    /// What operators said of incidents and the gate goes by, oldest first.
    package var feedback: [FeedbackView] = []
    package init(startedAt: Micros) { self.startedAt = startedAt }
}

/// What the API hands to the engine.
package enum Submission: Sendable {
    case feedback(Feedback)
    case alerts([ForeignAlert])
    case templates(TemplateCommand)

    func input(at time: Micros) -> EngineInput {
        switch self {
        case .feedback(let feedback): .feedback(feedback, at: time)
        case .alerts(let alerts): .alerts(alerts, at: time)
        case .templates(let command): .templates(command, at: time)
        }
    }
}

/// The way into a running daemon for its API: a view to read, a queue to write. Safe from any thread.
package final class DaemonHandle: Sendable {
    private struct State {
        var view: DaemonView
        var submissions: [Submission] = []
        var applied: UInt64 = 0
        var submitted: UInt64 = 0
        var wake: (@Sendable () -> Void)?
    }
    private let state: Monitor<State>

    package init(startedAt: Micros) { state = Monitor(State(view: DaemonView(startedAt: startedAt))) }

    /// The latest view.
    package var view: DaemonView { state.look { $0.view } }

    /// Hands an operator's word, or alerts of another system, to the engine's loop. Returns its number, to be waited for by `waitUntilApplied`.
    @discardableResult
    package func submit(_ submission: Submission) -> UInt64 {
        let (number, wake) = state.change { state in
            state.submissions.append(submission)
            state.submitted += 1
            return (state.submitted, state.wake)
        }
        wake?()
        return number
    }

    /// Blocks until the feedback of that number is in the store, at most so long. False when the time has passed.
    package func waitUntilApplied(_ number: UInt64, milliseconds: Int) -> Bool {
        state.wait(milliseconds: milliseconds) { $0.applied >= number ? true : nil } ?? false
    }

    func publish(_ view: DaemonView) { state.change { $0.view = view } }
    func takeSubmissions() -> [Submission] {
        state.change { state in
            defer { state.submissions = [] }
            return state.submissions
        }
    }
    func didApply(_ count: Int) { state.change { $0.applied += UInt64(count) } }
    func onFeedback(_ wake: @escaping @Sendable () -> Void) { state.change { $0.wake = wake } }
}

extension Feedback {
    /// The incident it speaks of; empty where it speaks of none.
    package var incident: String {
        switch self {
        case .acknowledge(let incident), .resolve(let incident, _), .note(let incident, _), .noise(let incident, _, _),
            .useful(let incident, _, _), .undo(let incident), .merge(let incident, _), .split(let incident, _),
            .move(let incident, _):
            incident
        case .silence, .endSilence: ""
        }
    }
}
