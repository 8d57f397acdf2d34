import Correlation
import Model
import Topology

/// All that can influence the engine: no clock, no file, no random number. To record these inputs is to record the run.
package enum EngineInput: Sendable {
    /// Lines or entries of one source with what the front made of them.
    case batch(LogBatch, FrontResult)
    /// Nothing will follow from this source: it no longer holds the others back.
    case ended(SourceID)
    /// These sources have nothing more at present.
    case reachedEnd([SourceID])
    /// No source has anything more, and it is `now`: event time goes on without lines, so that silence can be found.
    case idle(now: Micros)
    /// An operator's word on an incident.
    case feedback(Feedback, at: Micros)
    /// What the host was seen to be connected with, at a time of the daemon's clock.
    case topology([TopologyObservation], at: Micros)
    /// What units may use and have used, at a time of the daemon's clock.
    case resources([ResourceReading], at: Micros)
    /// Logs that a reader could not give, at a time of the daemon's clock.
    case gap(CollectionGap, at: Micros)
    /// An operator's word on templates.
    case templates(TemplateCommand, at: Micros)
    /// Alerts of other systems, received at this time.
    case alerts([ForeignAlert], at: Micros)
}

/// What came out of the engine for one input, in order.
package struct Outcome: Sendable {
    /// Incidents that opened, changed or were resolved.
    package var changes: [IncidentChange] = []
    /// Groups of alerts that were not opened, with the reason.
    package var heldBack: [HeldBack] = []
    /// Alerts raised, whether or not they led to an incident.
    package var alerts: [Alert] = []

    package init() {}
    package var isEmpty: Bool { changes.isEmpty && heldBack.isEmpty && alerts.isEmpty }

    package static func += (a: inout Outcome, b: Outcome) {
        a.changes += b.changes
        a.heldBack += b.heldBack
        a.alerts += b.alerts
    }
}
