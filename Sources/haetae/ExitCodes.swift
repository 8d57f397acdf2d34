import ArgumentParser

/// The documented exit codes.
extension ExitCode {
    /// What was asked for does not exist.
    static let nothingFound = ExitCode(2)
    /// The runbooks hold no answer.
    static let noAnswer = ExitCode(3)
    /// A check found something.
    static let findings = ExitCode(4)
    /// The daemon does not answer.
    static let unavailable = ExitCode(69)
}
