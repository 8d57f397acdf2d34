import APIModel
import Bytes
import FoundationEssentials
import Host
import Hummingbird
import Model
import NIOCore
import Pipeline
import Storage

/// `/v1/silences`: what is not to be told.
struct SilenceRoutes: Sendable {
    static let longestBody = 64 * 1024
    /// Silences at most; each candidate is compared with all.
    static let most = 1000
    let handle: DaemonHandle
    let store: Store

    func list(_ request: Request) async throws -> Response {
        let purpose = try purpose(request)?.rawValue
        let store = store
        return try Reply.json(try await OffPool.run { try SilenceReading.list(of: store, purpose: purpose) })
    }

    private func purpose(_ request: Request) throws -> Silence.Purpose? {
        guard let asked = request.uri.queryParameters.get("purpose").map({ String($0) }) else { return nil }
        guard let purpose = Silence.Purpose(rawValue: asked) else {
            throw HTTPError(.badRequest, message: "purpose: '\(asked)' is none of silence, exemption")
        }
        return purpose
    }

    func add(_ request: Request) async throws -> Response {
        let silence = try await asked(request)
        let store = store
        guard try await OffPool.run({ try SilenceReading.all(of: store).count }) < Self.most else {
            throw HTTPError(.conflict, message: "there are \(Self.most) silences already; remove some")
        }
        try await handle.apply(.silence(silence))
        var document = SilenceReading.document(silence)
        document.warning = try await OffPool.run { try SilenceReading.warning(of: silence, in: store) }
        return try Reply.json(document, status: .created)
    }

    func preview(_ request: Request) async throws -> Response {
        let silence = try await asked(request)
        let store = store
        return try Reply.json(try await OffPool.run { try SilenceReading.preview(silence, of: store) })
    }

    func remove(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let id = try context.parameters.require("id")
        let purpose = try purpose(request)
        let store = store
        let found = try await OffPool.run {
            try SilenceReading.all(of: store).filter {
                $0.id.hasPrefix(id) && (purpose == nil || $0.purpose == purpose)
            }
        }
        guard let silence = found.first else {
            let word = (purpose ?? .silence).rawValue
            throw HTTPError(.notFound, message: "no \(word) '\(id)'; `haetae \(word)s list` shows what there is")
        }
        guard found.count == 1 else {
            throw HTTPError(
                .conflict, message: "'\(id)' is the beginning of several: \(found.map(\.id).joined(separator: ", "))")
        }
        try await handle.apply(.endSilence(id: silence.id))
        return try Reply.json(SilenceReading.document(silence))
    }

    private func asked(_ request: Request) async throws -> Silence {
        let body = try await request.body.collect(upTo: Self.longestBody)
        let now = Clock.now()
        do {
            let document = try JSONDecoder().decode(SilenceDocument.self, from: Data(body.readableBytesView))
            let id = String(Hexadecimal.string(StableHash.hash("\(document)@\(now)")).prefix(8))
            return try SilenceReading.silence(document, id: id, now: now)
        } catch let problem as SilenceProblem {
            throw HTTPError(.badRequest, message: problem.description)
        } catch {
            throw HTTPError(.badRequest, message: "the body is no silence: \(WireError.text(error))")
        }
    }
}

extension DaemonHandle {
    /// Hands an operator's word to the engine and waits until it is in the store.
    func apply(_ feedback: Feedback) async throws { try await apply(.feedback(feedback)) }

    func apply(_ submission: Submission) async throws {
        let number = submit(submission)
        let handle = self
        try await OffPool.run {
            guard handle.waitUntilApplied(number, milliseconds: 10_000) else {
                throw HTTPError(
                    .serviceUnavailable, message: "the daemon is busy; the word is queued and will be taken")
            }
        }
    }
}
