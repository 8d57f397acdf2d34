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
    /// Which of several values in a row it is, from 1; 0 where its token holds one.
    package var value: Int
    package var kind: VariableKind
    /// Values sampled, and the messages that they stand for.
    package var samples: Int
    package var messages: Double
    /// Estimated number of distinct values among those sampled: there may be more among all.
    package var distinct: Double
    /// At most four, the most frequent first.
    package var top: [TopValue]
    /// Those of them whose share is known: all where there are no more values, else those well above what Space-Saving may have added.
    package var frequent: [TopValue] {
        guard distinct > 4.5, let least = top.last?.share, top.count >= 4 else { return top }
        return top.filter { $0.share >= 2 * least }
    }
    /// Where the values are numbers.
    package var numbers: NumberSummary?
}
