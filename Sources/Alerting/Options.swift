import Model

/// Settings of alerting. `Alerting.Options` outside this module.
package typealias Options = AlertingOptions

/// What of alerting can be set; the budget is the one number that an operator has to think about.
package struct AlertingOptions: Sendable, Hashable {
    /// Incidents a day that are acceptable, for the whole installation.
    package var budget = 3.0
    /// A candidate below this many decades never opens: the budget is a ceiling, not a quota.
    package var floor = 2.5
    /// Decades by which one incident beyond the reserve raises the level, and a day's budget lowers it by as many incidents.
    package var step = 1.0
    /// A signal below this many decades is no evidence at all.
    package var alertFloor = 2.0
    /// Event time with input, from the first on, in which incidents are paid from a reserve of its own.
    package var settling: Micros = .hour
    /// How much more a candidate needs whose streams were all still learning.
    package var weakExtra = 1.0
    /// How much more a candidate needs in which nothing is graver than a notice or speaks of trouble.
    package var mildExtra = 1.5
    /// The same where only the number of messages changed, or an unknown message came: load does that, and every release.
    package var loadExtra = 3.0
    /// An alert without a repeat for this long is over; the next signal raises a new one.
    package var quietAfter: Micros = 2 * .minute
    /// The same for a silence that goes on: it is looked at again every five minutes at the latest.
    package var silenceQuietAfter: Micros = 6 * .minute
    /// Alerts kept open; beyond it the one longest unheard is dropped.
    package var maxAlerts = 4096
    /// Candidates held back that are remembered.
    package var maxHeld = 1000
    /// Shares of the budget: rises (rate, severity, values, flows), silence and drops, novelty and all else. Summing to 1.
    package var shares = [0.4, 0.3, 0.3]

    package init() {}

    /// How long an alert may go without a repeat before it is over, by its own pace.
    package func quiet(_ alert: Alert) -> Micros {
        alert.kind == .silence ? silenceQuietAfter : max(quietAfter, alert.patience)
    }

    /// Incidents in a bad hour before the level rises.
    package var reserve: Double { max(5, 2 * budget) }
}
