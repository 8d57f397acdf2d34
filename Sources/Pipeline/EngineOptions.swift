import Alerting
import Correlation
import Detection
import LogFormats
import Model
import TemplateMining

/// The options of all stages together. Each stage owns its own.
package struct EngineOptions: Sendable {
    package var formats = LogFormats.Options()
    package var mining = TemplateMiner.Options()
    package var detection = DetectionOptions()
    package var alerting = AlertingOptions()
    package var correlation = CorrelationOptions()
    /// In which language incidents are told: `en` or `ko`.
    package var languageName: String { correlation.language.rawValue }
    /// Records with another event time are passed over: neither learned nor judged. Nil: all are taken.
    package var span: ClosedRange<Micros>?
    package init() {}

    /// Incidents a day that are acceptable.
    package var budget: Double {
        get { alerting.budget }
        set { alerting.budget = newValue }
    }
}

/// What the engine counts of its own work.
package struct EngineStatistics: Sendable {
    package var lines: UInt64 = 0
    package var buckets: UInt64 = 0
    package var signals: UInt64 = 0
    package var alerts: UInt64 = 0
    /// Batches whose headers were read again because a format was decided anew.
    package var reparsed: UInt64 = 0
    /// Records outside of `EngineOptions.span`; in the ledgers they count as dropped.
    package var outside: UInt64 = 0
    package init() {}
}
