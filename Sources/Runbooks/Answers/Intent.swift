/// What the asker wants of a runbook.
package enum Intent: String, Sendable, Hashable, CaseIterable, Codable {
    /// What to do.
    case fix
    /// How to check or confirm.
    case check
    /// Why it happens.
    case cause
    /// How bad it is.
    case impact
    /// What it is: alerts and log lines, which then get the first steps too.
    case meaning
}
