/// The outcome of one check.
struct Finding: Encodable, Sendable, Equatable {
    enum State: String, Encodable, Sendable { case good, warning, wrong, skipped }
    /// What was looked at: `journal`, `clock`, ...
    var check: String
    var state: State
    /// One sentence: what was found.
    var text: String
    /// What to do; nil where nothing is to be done.
    var remedy: String?

    static func good(_ check: String, _ text: String) -> Finding {
        Finding(check: check, state: .good, text: text, remedy: nil)
    }
    static func warning(_ check: String, _ text: String, remedy: String) -> Finding {
        Finding(check: check, state: .warning, text: text, remedy: remedy)
    }
    static func wrong(_ check: String, _ text: String, remedy: String) -> Finding {
        Finding(check: check, state: .wrong, text: text, remedy: remedy)
    }
    static func skipped(_ check: String, _ text: String) -> Finding {
        Finding(check: check, state: .skipped, text: text, remedy: nil)
    }
}
