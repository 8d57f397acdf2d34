import Model

extension DetectorBank {
    /// Decades that a dominant word is worth at most by itself: who asks most is a fact, and seldom a fault. A client's or a server's
    /// error status is one.
    private static let mostOfAWord = 3.4, mostOfAStatus = 8.0

    /// Words that took over a position.
    mutating func judgeWords(now: Int32, end: Micros, into signals: inout [Signal]) {
        var found: [(WordSeries, WordVerdict)] = []
        wordWatch.close(bucket: now) { found.append(($0, $1)) }
        for (one, verdict) in found {
            // Half a decade less than it seems: words come in runs.
            let score = Double(verdict.score) - 0.5
            guard score >= options.floor, let (stream, template) = known(one.key) else { continue }
            let text = one.text(verdict.slot)
            let isError = text.utf8.count == 3 && (text.hasPrefix("4") || text.hasPrefix("5"))
            signals.append(
                Signal(
                    kind: .values, stream: StreamID(Int(stream)), template: template, direction: .up,
                    score: min(score, isError ? Self.mostOfAStatus : Self.mostOfAWord), at: end,
                    onset: clock.start(now), weak: !isLearned(streams[Int(stream)], at: end),
                    series: one.position == WordSeries.client ? "client" : "word \(one.position + 1)",
                    evidence: Evidence(
                        observed: Double(verdict.share), expected: Double(verdict.usual), windowSeconds: 180,
                        text: Wordsmith.words(
                            text, name: one.nameText, share: Double(verdict.share), usual: Double(verdict.usual)))))
        }
    }
}
