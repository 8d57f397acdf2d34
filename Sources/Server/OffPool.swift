import Hummingbird
import Pipeline

/// Runs work that blocks (SQLite, files) on a thread of its own, so that it never holds up the cooperative pool.
enum OffPool {
    /// Throws what `work` throws, or 503 where the system gives no further thread.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let isRunning = PipelineThread.detach("api") { continuation.resume(with: Swift.Result { try work() }) }
            if !isRunning {
                continuation.resume(
                    throwing: HTTPError(.serviceUnavailable, message: "too many requests at once: ask again in a while")
                )
            }
        }
    }
}
