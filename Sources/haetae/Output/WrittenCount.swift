import Synchronization

/// How much of its reply a language model has written, on the terminal, while its sentences wait to be checked: none of
/// them is shown before.
final class WrittenCount: Sendable {
    private let characters = Mutex(0)

    func add(_ text: String) {
        let count = characters.withLock { count in
            count += text.count
            return count
        }
        if Console.isErrorTerminal { Console.rawError("\rthe model writes, unchecked yet: \(count) characters ") }
    }

    func clear() {
        if Console.isErrorTerminal, characters.withLock({ $0 }) > 0 { Console.rawError("\r\u{1B}[K") }
    }
}
