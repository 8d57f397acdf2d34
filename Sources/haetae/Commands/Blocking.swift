import Pipeline

/// Runs what blocks on a thread of its own, so that the cooperative pool stays free.
enum Blocking {
    /// The system gives no thread.
    struct NoThread: Error, CustomStringConvertible {
        var description: String { "the system gives no further thread: see `ulimit -u` and the service's TasksMax" }
    }

    /// Throws what `work` throws, or `NoThread`.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let isRunning = PipelineThread.detach("haetae") { continuation.resume(with: Swift.Result { try work() }) }
            if !isRunning { continuation.resume(throwing: NoThread()) }
        }
    }
}
