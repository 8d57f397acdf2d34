import Pipeline

/// Runs what blocks on a thread of its own, so that the cooperative pool stays free.
enum Blocking {
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            _ = PipelineThread("haetae") { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
