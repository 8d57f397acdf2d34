/// Which detector speaks. The raw value is the name shown to people and scripts.
package enum SignalKind: String, Sendable, Hashable, Codable, CaseIterable {
    case rate, silence, novelty, severity, values, flows
    /// The daemon's own picture is stale.
    case drift
    /// A source was lost, throttled, truncated or may not be read.
    case collection
    /// A flood of lines or of templates.
    case flood
    /// An alert that another system raised.
    case external
}

/// Which way a quantity left its usual range.
package enum Direction: String, Sendable, Hashable, Codable { case up, down, none }

/// What a claim rests on.
package struct Evidence: Sendable, Hashable, Codable {
    package var observed: Double?
    package var expected: Double?
    /// Width of the window in seconds.
    package var windowSeconds: Double
    /// Raw lines that prove it, a few, each bounded in length.
    package var samples: [String]
    /// One plain sentence.
    package var text: String

    package init(
        observed: Double? = nil, expected: Double? = nil, windowSeconds: Double = 10, samples: [String] = [],
        text: String
    ) {
        (self.observed, self.expected, self.windowSeconds) = (observed, expected, windowSeconds)
        (self.samples, self.text) = (samples, text)
    }

    enum CodingKeys: String, CodingKey {
        case observed, expected
        case windowSeconds = "window_s"
        case samples, text
    }
}

/// One detector's verdict on one key in one bucket. Not shown to anyone raw.
package struct Signal: Sendable, Hashable {
    package var kind: SignalKind
    package var stream: StreamID
    /// The template's index, -1 where the signal is about the whole stream.
    package var template: Int32
    package var direction: Direction
    /// Calibrated surprise in decades: -log10 of the probability under what is normal for this key.
    package var score: Double
    /// End of the bucket that showed it, event time.
    package var at: Micros
    /// Event time of the first deviating record.
    package var onset: Micros
    /// The gravest severity among the records that show it, where they have one.
    package var severity: Severity?
    /// Said before the stream's learning ended.
    package var weak: Bool
    /// A discriminator for several series of one template (a variable's position, a step's successor); empty otherwise.
    package var series: String
    package var evidence: Evidence
    /// Of a signal about the whole stream the template whose lines show it best; -1: none.
    package var example: Int32 = -1

    package init(
        kind: SignalKind, stream: StreamID, template: Int32 = -1, direction: Direction = .none, score: Double,
        at: Micros,
        onset: Micros, severity: Severity? = nil, weak: Bool = false, series: String = "", evidence: Evidence
    ) {
        (self.kind, self.stream, self.template, self.direction) = (kind, stream, template, direction)
        (self.score, self.at, self.onset, self.severity) = (score, at, onset, severity)
        (self.weak, self.series, self.evidence) = (weak, series, evidence)
    }
}
