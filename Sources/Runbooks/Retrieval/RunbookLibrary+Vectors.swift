import Synchronization

extension RunbookIndex {
    /// Passages of the index that have no vector of the model `name`. O(passages).
    func passagesWithoutVector(of name: String) throws(RunbookError) -> Int {
        try read { db in try Self.missing(db, model: name, limit: .max).count }
    }

    /// Makes the vectors of the next `count` passages that have none. Returns how many were made; 0 when all are. Blocks.
    package func embedNext(_ count: Int, with encoder: SentenceEncoder) throws(RunbookError) -> Int {
        let next = try read { db in
            try Self.missing(db, model: encoder.name, limit: count).map { item in
                (hash: item.hash, text: try Self.textToEmbed(db, chunk: item.id))
            }
        }
        let vectors = next.map { encoder.vector(of: $0.text, isQuery: false) }
        if !next.isEmpty { try store(zip(next.map(\.hash), vectors), model: encoder.name) }
        return next.count
    }
}

/// The vectors of a daemon's index, made on the thread that keeps the index. The encoder is in memory only while it is at work.
extension RunbookLibrary {
    /// Passages between two looks at the clock.
    private static let step = 8
    /// Time rested for each unit of work: a third of a core, and the lines that come in have the rest.
    private static let rest = 2.0

    /// Makes vectors that are missing for at most `seconds`; `pause` waits so many milliseconds or less, `isStopped` ends it early.
    ///
    /// Returns how many were made, whether any are left, and what failed: then the runbooks are searched by words. Blocks.
    package func makeVectors(
        seconds: Double, isStopped: () -> Bool, pause: (_ milliseconds: Int) -> Void
    ) -> (made: Int, isDone: Bool, messages: [String]) {
        guard let encoder, let index = storedIndex else { return (0, true, []) }
        var made = 0
        do {
            if let name = modelName.withLock({ $0 }), try index.passagesWithoutVector(of: name) == 0 {
                return (0, true, [])
            }
            let model = try encoder()
            modelName.withLock { $0 = model.name }
            let end = ContinuousClock.now + .seconds(seconds)
            while !isStopped() {
                let began = ContinuousClock.now
                let some = try index.embedNext(Self.step, with: model)
                made += some
                if some < Self.step { return (made, true, []) }
                if ContinuousClock.now >= end { break }
                pause(max(1, Int(1000 * Self.rest * (began.duration(to: .now) / .seconds(1)))))
            }
            return (made, false, [])
        } catch {
            return (made, true, ["searched by words alone: \(error)"])
        }
    }

    /// The vector of a question; nil without an encoder, or while there are no vectors to compare it with. Loads the encoder; blocks.
    package func vector(of question: String) -> QuestionVector? {
        guard let encoder, let index = storedIndex, modelName.withLock({ $0 }) != nil, let model = try? encoder() else {
            return nil
        }
        return index.vector(of: question, with: model)
    }
}
