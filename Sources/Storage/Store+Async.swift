import Dispatch

extension Store {
    /// Runs calls that block on the disk on a thread that may wait, for callers in Swift's cooperative pool.
    package func offPool<T: Sendable>(
        _ body: @escaping @Sendable (Store) throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        let result: Result<T, StoreError> = await withCheckedContinuation { continuation in
            Self.queue.async { [self] in
                do throws(StoreError) { continuation.resume(returning: .success(try body(self))) } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    private static let queue = DispatchQueue(label: "haetae.store.calls", attributes: .concurrent)
}
