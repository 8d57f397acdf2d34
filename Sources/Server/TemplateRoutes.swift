import APIModel
import FoundationEssentials
import Host
import Hummingbird
import Model
import NIOCore
import Pipeline
import Storage
import TemplateMining

/// `/v1/templates/ID`, `/v1/patterns` and `/v1/explain`.
struct TemplateRoutes: Sendable {
    static let longestBody = 64 * 1024
    static let longestExplained = 4 << 20
    let handle: DaemonHandle
    let store: Store

    func show(_ context: some RequestContext) async throws -> Response {
        try Reply.json(try await detail(try context.parameters.require("id")))
    }

    func change(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let id = try context.parameters.require("id")
        let action = try context.parameters.require("action")
        let body = try await request.body.collect(upTo: Self.longestBody)
        var word = TemplateRequest()
        if body.readableBytes > 0 {
            guard let given = try? JSONDecoder().decode(TemplateRequest.self, from: Data(body.readableBytesView)) else {
                throw HTTPError(
                    .badRequest, message: "the body is no object with other, position, value, name, until, comment")
            }
            word = given
        }
        let asked = word
        let store = store
        let now = Clock.now()
        let (command, shown) = try await OffPool.run {
            try Self.answering {
                try TemplateWord.command(id, action, asked, of: try LearnedState(store: store), now: now)
            }
        }
        try await handle.apply(.templates(command))
        return try Reply.json(try await detail(shown.description))
    }

    func patterns(_ request: Request) async throws -> Response {
        let limit = try QueryLimit.parse(request, most: 40_000, standard: 1000)
        let name = request.uri.queryParameters.get("language") ?? ""
        guard let language = PatternLanguage(rawValue: String(name)) else {
            throw HTTPError(
                .badRequest,
                message:
                    "language: '\(name)' is none of \(PatternLanguage.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        let ids = request.uri.queryParameters.getAll("id").map { String($0) }
        let store = store
        return try Reply.json(
            try await OffPool.run {
                try Self.answering {
                    try TemplateReading.patterns(language, of: try LearnedState(store: store), ids: ids, limit: limit)
                }
            })
    }

    func explain(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.longestExplained)
        guard let asked = try? JSONDecoder().decode(ExplainRequest.self, from: Data(body.readableBytesView)),
            !asked.lines.isEmpty
        else { throw HTTPError(.badRequest, message: "the body is not {\"lines\": [\"...\"]}") }
        guard asked.lines.count <= ExplanationReading.most else {
            throw HTTPError(.badRequest, message: "at most \(ExplanationReading.most) lines at once")
        }
        let store = store
        let now = Clock.now()
        return try Reply.json(
            try await OffPool.run {
                ExplanationReading.explain(
                    asked.lines, of: try LearnedState(store: store), incidents: try ExplanationReading.open(store),
                    zoneOffset: Clock.zoneOffset(at: now), now: now)
            })
    }

    private func detail(_ id: String) async throws -> TemplateDetail {
        let store = store
        return try await OffPool.run {
            try Self.answering { try TemplateReading.detail(id, of: try LearnedState(store: store)) }
        }
    }

    /// Turns what an operator can mend into answers that say so.
    private static func answering<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as TemplateCommandError {
            switch error {
            case .unknown: throw HTTPError(.notFound, message: error.description)
            case .ambiguous, .refused, .tooMany, .notMuted: throw HTTPError(.conflict, message: error.description)
            case .badName, .over: throw HTTPError(.badRequest, message: error.description)
            }
        } catch let problem as TemplateWordProblem {
            throw HTTPError(.badRequest, message: problem.description)
        }
    }
}

/// Why a word on a template was refused.
package struct TemplateWordProblem: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

/// An operator's word on a template, from the wire to the engine.
package enum TemplateWord {
    /// The command, checked against what was learned, and the template to show afterwards.
    package static func command(
        _ id: String, _ action: String, _ word: TemplateRequest, of state: LearnedState, now: Micros
    ) throws -> (command: TemplateCommand, shown: TemplateID) {
        let template = state.miner.id(try state.find(id))
        var shown = template
        let command: TemplateCommand
        switch action {
        case "merge":
            guard let other = word.other else {
                throw TemplateWordProblem("merge names the template that stays as 'other'")
            }
            shown = state.miner.id(try state.find(other))
            command = .merge(template, into: shown)
        case "split":
            guard let position = word.position else {
                throw TemplateWordProblem("split names the variable's 'position'")
            }
            command = .split(template, at: VariablePlace(position, value: word.value ?? 0))
        case "unsplit":
            command = .unsplit(template)
            if state.miner.split(of: try state.find(id)) == nil, let trunk = state.miner.trunk(of: try state.find(id)) {
                shown = state.miner.id(trunk)
            }
        case "unmerge":
            shown = try state.findJoined(id)
            command = .unmerge(shown)
        case "name": command = .name(template, word.name ?? "")
        case "mute":
            let until = try word.until.map { text throws(TemplateWordProblem) -> Micros in
                guard let time = RFC3339.parse(text) else {
                    throw TemplateWordProblem("until '\(text)' is no RFC 3339 time")
                }
                return time
            }
            command = .mute(template, until: until, comment: word.comment ?? "")
        case "unmute": command = .unmute(template)
        default:
            throw TemplateWordProblem(
                "no action '\(action)'; there are merge, unmerge, split, unsplit, name, mute, unmute")
        }
        try state.check(command, at: max(now, state.at))
        return (command, shown)
    }
}
