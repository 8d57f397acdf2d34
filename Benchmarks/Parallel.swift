import Synchronization

/// The same work on each of many things, on a few threads.
enum Parallel {
    /// Results of `body` in the order of the elements.
    static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], threads: Int, _ body: @escaping @Sendable (Element) -> Result
    ) -> [Result] {
        if threads < 2 || elements.count < 2 { return elements.map(body) }
        let shared = Shared<Result>()
        Threads.run(min(threads, elements.count)) {
            while true {
                let index = shared.next.add(1, ordering: .relaxed).oldValue
                guard index < elements.count else { return }
                let result = body(elements[index])
                shared.results.withLock { $0[index] = result }
            }
        }
        return shared.results.withLock { all in elements.indices.compactMap { all[$0] } }
    }

    private final class Shared<Result: Sendable>: Sendable {
        let results = Mutex<[Int: Result]>([:])
        let next = Atomic<Int>(0)
    }
}
