import Pipeline

/// Runs work that blocks (SQLite, files) on a thread of its own, so that it never holds up the cooperative pool.
enum OffPool {
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            _ = PipelineThread("api") { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
