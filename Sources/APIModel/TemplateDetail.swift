/// What is known of one template: `templates show`, `GET /v1/templates/ID`. Times are RFC 3339 in UTC.
package struct TemplateDetail: Codable, Sendable, Equatable {
    /// A stream where it is seen.
    package struct Stream: Codable, Sendable, Equatable {
        package var node: String
        package var firstSeen: String?
        package var lastSeen: String?
        package var perHour: Double
        package var severity: String?
        /// Since when its rate is above or below what is usual; null while it is not.
        package var risingSince: String?
        package var fallingSince: String?
        package init(
            node: String, firstSeen: String?, lastSeen: String?, perHour: Double, severity: String?,
            risingSince: String?, fallingSince: String?
        ) {
            (self.node, self.firstSeen, self.lastSeen, self.perHour) = (node, firstSeen, lastSeen, perHour)
            (self.severity, self.risingSince, self.fallingSince) = (severity, risingSince, fallingSince)
        }
        enum CodingKeys: String, CodingKey {
            case node, severity
            case firstSeen = "first_seen"
            case lastSeen = "last_seen"
            case perHour = "per_hour"
            case risingSince = "rising_since"
            case fallingSince = "falling_since"
        }
    }
    /// What a variable position held.
    package struct Variable: Codable, Sendable, Equatable {
        package struct Top: Codable, Sendable, Equatable {
            package var value: String
            /// 0...1, at most so many.
            package var share: Double
            package init(value: String, share: Double) { (self.value, self.share) = (value, share) }
        }
        package struct Numbers: Codable, Sendable, Equatable {
            package var minimum: Double
            package var median: Double
            package var p90: Double
            package var p99: Double
            package var maximum: Double
            package var unit: String
            package init(
                minimum: Double, median: Double, p90: Double, p99: Double, maximum: Double, unit: String
            ) {
                (self.minimum, self.median, self.p90, self.p99) = (minimum, median, p90, p99)
                (self.maximum, self.unit) = (maximum, unit)
            }
        }
        /// To be given to `templates split --at`: `4`, or `4.2` where it is the second of several values in a row.
        package var position: Int
        package var value: Int?
        package var kind: String
        /// Distinct values among those looked at (an estimate), values looked at, and messages that these stand for.
        package var distinct: Double?
        package var samples: Int?
        package var messages: Double?
        package var top: [Top]
        package var numbers: Numbers?
        package init(
            position: Int, value: Int? = nil, kind: String, distinct: Double? = nil, samples: Int? = nil,
            messages: Double? = nil,
            top: [Top] = [], numbers: Numbers? = nil
        ) {
            (self.position, self.value, self.kind) = (position, value, kind)
            (self.distinct, self.samples) = (distinct, samples)
            (self.messages, self.top, self.numbers) = (messages, top, numbers)
        }
    }
    package struct Mute: Codable, Sendable, Equatable {
        package var since: String
        /// Null until it is unmuted.
        package var until: String?
        package var comment: String
        /// Signals that it held back.
        package var held: UInt64
        package init(since: String, until: String?, comment: String, held: UInt64) {
            (self.since, self.until, self.comment, self.held) = (since, until, comment, held)
        }
    }
    /// A template that it stands for, or one of its parts.
    package struct Relative: Codable, Sendable, Equatable {
        package var id: String
        package var text: String?
        package var count: UInt64?
        package init(id: String, text: String?, count: UInt64? = nil) {
            (self.id, self.text, self.count) = (id, text, count)
        }
    }
    package struct Split: Codable, Sendable, Equatable {
        package var position: Int
        /// Which of several values in a row, from 1.
        package var value: Int?
        package var parts: [Relative]
        package init(position: Int, value: Int? = nil, parts: [Relative]) {
            (self.position, self.value, self.parts) = (position, value, parts)
        }
    }

    package var id: String
    package var text: String
    package var name: String?
    package var muted: Mute?
    package var count: UInt64
    /// Its share of all messages, and its place among the templates by count: 1 for the most frequent.
    package var share: Double
    package var rank: Int
    package var templates: Int
    package var firstSeen: String?
    package var lastSeen: String?
    package var perDay: Double?
    package var streams: [Stream]
    package var variables: [Variable]
    /// The message that made it, secrets masked.
    package var example: String
    /// Ids that it had before, or that were merged into it.
    package var merged: [Relative]
    package var split: Split?
    /// The template of which it is a part.
    package var partOf: Relative?

    package init(
        id: String, text: String, name: String?, muted: Mute?, count: UInt64, share: Double, rank: Int, templates: Int,
        firstSeen: String?, lastSeen: String?, perDay: Double?, streams: [Stream], variables: [Variable],
        example: String, merged: [Relative], split: Split?, partOf: Relative?
    ) {
        (self.id, self.text, self.name, self.muted, self.count) = (id, text, name, muted, count)
        (self.share, self.rank, self.templates) = (share, rank, templates)
        (self.firstSeen, self.lastSeen, self.perDay) = (firstSeen, lastSeen, perDay)
        (self.streams, self.variables, self.example) = (streams, variables, example)
        (self.merged, self.split, self.partOf) = (merged, split, partOf)
    }
    enum CodingKeys: String, CodingKey {
        case id, text, name, muted, count, share, rank, templates
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
        case perDay = "per_day"
        case streams, variables, example, merged, split
        case partOf = "part_of"
    }
}

/// An operator's word on a template: `POST /v1/templates/ID/ACTION`.
package struct TemplateRequest: Codable, Sendable, Equatable {
    /// The other template, for `merge`.
    package var other: String?
    /// For `split`; `value` for one of several values in a row, from 1.
    package var position: Int?
    package var value: Int?
    /// For `name`; empty takes the name away.
    package var name: String?
    /// For `mute`; null for ever.
    package var until: String?
    package var comment: String?
    package init(
        other: String? = nil, position: Int? = nil, value: Int? = nil, name: String? = nil, until: String? = nil,
        comment: String? = nil
    ) {
        (self.other, self.position, self.value, self.name) = (other, position, value, name)
        (self.until, self.comment) = (until, comment)
    }
}

/// A template in another tool's language: `templates export`.
package struct PatternDocument: Codable, Sendable, Equatable {
    package var id: String
    package var text: String
    package var count: UInt64
    package var pattern: String
    package init(id: String, text: String, count: UInt64, pattern: String) {
        (self.id, self.text, self.count, self.pattern) = (id, text, count, pattern)
    }
}

/// What is made of one line, and how usual that is: `explain`.
package struct ExplanationDocument: Codable, Sendable, Equatable {
    package struct Value: Codable, Sendable, Equatable {
        /// As it stands in the line, secrets masked.
        package var value: String
        /// The share of the template's messages that have it, where it is among the most frequent.
        package var share: Double?
        /// Where a number stands: `below minimum`, `minimum to median`, `median to p90`, `p90 to p99`, `p99 to maximum`, `above maximum`.
        package var range: String?
        package var usual: TemplateDetail.Variable
        package init(value: String, share: Double?, range: String?, usual: TemplateDetail.Variable) {
            (self.value, self.share, self.range, self.usual) = (value, share, range, usual)
        }
    }
    package struct Incident: Codable, Sendable, Equatable {
        package var id: String
        package var state: String
        package var title: String
        package init(id: String, state: String, title: String) {
            (self.id, self.state, self.title) = (id, state, title)
        }
    }
    package var line: String
    package var format: String
    package var time: String?
    package var severity: String?
    package var host: String?
    package var service: String?
    package var pid: UInt32?
    package var message: String
    /// Whether a template for it is known; else `template` is what it would make.
    package var known: Bool
    package var template: TemplateDetail?
    package var values: [Value]
    /// Incidents that are not over and have it among their alerts.
    package var incidents: [Incident]

    package init(
        line: String, format: String, time: String?, severity: String?, host: String?, service: String?, pid: UInt32?,
        message: String, known: Bool, template: TemplateDetail?, values: [Value], incidents: [Incident]
    ) {
        (self.line, self.format, self.time, self.severity) = (line, format, time, severity)
        (self.host, self.service, self.pid, self.message) = (host, service, pid, message)
        (self.known, self.template, self.values, self.incidents) = (known, template, values, incidents)
    }
}

/// The lines to explain: `POST /v1/explain`.
package struct ExplainRequest: Codable, Sendable, Equatable {
    package var lines: [String]
    package init(lines: [String]) { self.lines = lines }
}
