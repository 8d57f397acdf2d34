/// A frequent value of a variable.
package struct TopValue: Sendable, Hashable {
    /// Its first 24 bytes.
    package var text: String
    /// The share of the template's messages that have it, 0...1: at most so many (Space-Saving overestimates).
    package var share: Double
}

/// The distribution of a numeric variable, in its unit.
package struct NumberSummary: Sendable, Hashable {
    package var minimum: Double, median: Double, p90: Double, p99: Double, maximum: Double
    /// `s` for durations, `B` for sizes, a word behind the number (`ms`, `bytes`, `attempts`) where the text has one, else empty.
    package var unit: String
}

/// What a variable position of a template held so far, of a uniform sample of its messages.
package struct VariableSummary: Sendable, Hashable {
    /// The number of its token: the same when the template generalises, so it can serve as a key.
    package var position: Int
    package var kind: VariableKind
    /// Values sampled, and the messages that they stand for.
    package var samples: Int
    package var messages: Double
    /// Estimated number of distinct values among those sampled: there may be more among all.
    package var distinct: Double
    /// At most four, the most frequent first.
    package var top: [TopValue]
    /// Where the values are numbers.
    package var numbers: NumberSummary?
}
