import CShims
import Glibc

/// A value behind a lock, with a condition to wait on: how the threads of the pipeline meet. For threads of our own only, never for
/// tasks of the cooperative pool, since `wait` blocks.
///
/// `@unchecked Sendable` because `value` is reached only between `lock` and `unlock` of the one mutex below.
package final class Monitor<Value>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    /// Runs `body` alone on the value and wakes all who wait.
    package func change<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(condition)
            pthread_mutex_unlock(mutex)
        }
        return try body(&value)
    }

    /// Runs `body` alone on the value without waking anybody.
    package func look<Result>(_ body: (Value) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(value)
    }

    /// Waits until `body` returns something, asking again after each change and at the latest after `milliseconds`. Nil when the
    /// time has passed.
    package func wait<Result>(milliseconds: Int = 0, until body: (inout Value) -> Result?) -> Result? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var deadline = timespec()
        if milliseconds > 0 {
            clock_gettime(CLOCK_REALTIME, &deadline)
            let nanoseconds = deadline.tv_nsec + milliseconds % 1000 * 1_000_000
            deadline.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
            deadline.tv_nsec = nanoseconds % 1_000_000_000
        }
        while true {
            if let result = body(&value) {
                pthread_cond_broadcast(condition)
                return result
            }
            if milliseconds > 0 {
                if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { return body(&value) }
            } else {
                pthread_cond_wait(condition, mutex)
            }
        }
    }
}

/// A thread of our own for work that blocks or computes for long. Must be joined, or its stack is never given back.
package struct PipelineThread: @unchecked Sendable {
    private let handle: pthread_t

    /// Starts `body` on a new thread of the given name (15 bytes are shown).
    package init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let (thread, failed) = Self.start(name, isDetached: false, body)
        // One of the pipeline's few, at its start: without it nothing can go on, and no input can cause it.
        precondition(failed == 0, "cannot start a thread: error \(failed)")
        handle = thread
    }

    /// Starts `body` on a thread that nobody waits for: it gives back its stack when it ends.
    /// - Returns: false where the system gives no further thread; then `body` does not run.
    package static func detach(_ name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        start(name, isDetached: true, body).failed == 0
    }

    private static func start(
        _ name: String, isDetached: Bool, _ body: @escaping @Sendable () -> Void
    ) -> (thread: pthread_t, failed: Int32) {
        let box = Unmanaged.passRetained(Body(name: name, run: body))
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 4 << 20)
        if isDetached { pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED)) }
        let failed = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                haetae_set_thread_name(body.name)
                body.run()
                return nil
            }, box.toOpaque())
        pthread_attr_destroy(&attributes)
        if failed != 0 { box.release() }
        return (thread, failed)
    }

    /// Waits for its end.
    package func join() { pthread_join(handle, nil) }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void
        init(name: String, run: @escaping @Sendable () -> Void) { (self.name, self.run) = (name, run) }
    }
}
