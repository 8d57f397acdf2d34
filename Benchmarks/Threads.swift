import Glibc

/// Plain threads for measurements that need no pool.
enum Threads {
    /// Runs `body` on `count` threads at once and waits for all of them.
    static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
        final class Work: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var threads: [pthread_t] = []
        for _ in 0..<count {
            var thread = pthread_t()
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            pthread_attr_setstacksize(&attributes, 8 << 20)
            let work = Unmanaged.passRetained(Work(body)).toOpaque()
            let made = pthread_create(
                &thread, &attributes,
                { pointer in
                    guard let pointer else { return nil }
                    Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
                    return nil
                }, work)
            pthread_attr_destroy(&attributes)
            if made == 0 {
                threads.append(thread)
            } else {
                // No thread to be had: here, then.
                Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
            }
        }
        for thread in threads { pthread_join(thread, nil) }
    }
}
