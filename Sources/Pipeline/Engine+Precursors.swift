import Correlation
import Model

extension Engine {
    /// Pairs written for readers, the known ones first.
    static let precursorsWritten = 200

    /// What is known of signs that come before incidents, as JSON (`PrecursorList`). Secrets in messages are masked.
    package var precursorsJSON: String {
        let records = correlator.precursors.prefix(Self.precursorsWritten)
        return JSONText.object { text in
            text.member("precursors", Array(records)) { text, record in
                text.element { text in
                    text.member("node", record.node.name)
                    text.member("kind", record.kind.rawValue)
                    text.member("direction", record.direction.rawValue)
                    text.member("template", SecretMasking.mask(record.text))
                    text.member("incident", SecretMasking.mask(record.incident))
                    text.member("cause", record.cause?.name)
                    text.member("incidents", record.incidents)
                    text.member("preceded", record.preceded)
                    text.member("seen", record.seen)
                    text.member("false_alarms", record.falseAlarms)
                    text.member("lead_s", Double(record.lead) / 1e6)
                    text.member("lead_least_s", Double(record.leads.lowerBound) / 1e6)
                    text.member("lead_most_s", Double(record.leads.upperBound) / 1e6)
                    text.member("lift", record.lift)
                    text.member("chance", record.chance)
                    text.member("known", record.isKnown)
                    text.member("last_at", time: record.lastAt)
                }
            }
        }
    }
}
