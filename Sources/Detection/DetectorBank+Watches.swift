import Model

extension DetectorBank {
    /// Numbers in variable positions that left their usual range.
    mutating func judgeValues(now: Int32, end: Micros, into signals: inout [Signal]) {
        var found: [(ValueSeries, ValueVerdict)] = []
        // Most verdicts are far below the floor.
        valueWatch.close(bucket: now, floor: Float(options.floor).nextDown) { found.append(($0, $1)) }
        for (one, verdict) in found {
            let score = Double(verdict.score) * (verdict.isUp ? 0.9 : 0.5)
            guard score >= options.floor, let (stream, template) = known(one.key) else { continue }
            let seconds = Double(verdict.seconds)
            signals.append(
                Signal(
                    kind: .values, stream: StreamID(Int(stream)), template: template,
                    direction: verdict.isUp ? .up : .down,
                    score: min(score, 30), at: end, onset: clock.start(now),
                    weak: !isLearned(streams[Int(stream)], at: end), series: "number \(one.other + 1)",
                    evidence: Evidence(
                        observed: Double(verdict.observed), expected: Double(verdict.expected), windowSeconds: seconds,
                        text: Wordsmith.values(verdict, unit: ValueUnit(rawValue: one.unit) ?? .none))))
        }
    }

    /// Steps between messages that take longer, and messages whose usual follow-up does not come.
    mutating func judgeFlows(now: Int32, end: Micros, into signals: inout [Signal]) {
        var slow: [(ValueSeries, ValueVerdict)] = []
        var lost: [(FlowWatch.Passage, CountVerdict)] = []
        var strayed: [(FlowWatch.Passage, CountVerdict)] = []
        flowWatch.close(bucket: now, end: end) {
            slow.append(($0, $1))
        } lost: {
            lost.append(($0, $1))
        } strayed: {
            strayed.append(($0, $1))
        }
        for (one, verdict) in slow where verdict.isUp && verdict.observed >= Self.leastDelay {
            guard Double(verdict.score) >= options.floor, let (stream, template) = known(one.key),
                let (before, step) = known(one.other)
            else { continue }
            signals.append(
                Signal(
                    kind: .flows, stream: StreamID(Int(stream)), template: template, direction: .up,
                    score: min(Double(verdict.score), 30), at: end, onset: clock.start(now),
                    weak: !isLearned(streams[Int(stream)], at: end), series: "step after \(before):\(step)",
                    evidence: Evidence(
                        observed: Double(verdict.observed) / 1000, expected: Double(verdict.expected) / 1000,
                        windowSeconds: Double(verdict.seconds), text: Wordsmith.slowStep(verdict))))
        }
        for (passage, verdict) in lost {
            guard Double(verdict.score) >= options.floor, let (stream, template) = known(passage.key) else { continue }
            let seconds = [6.0, 30.0][verdict.window] * Double(clock.width) / 1e6
            signals.append(
                Signal(
                    kind: .flows, stream: StreamID(Int(stream)), template: template, direction: .down,
                    score: min(Double(verdict.score), 30), at: end, onset: passage.firstLost,
                    weak: !isLearned(streams[Int(stream)], at: end), series: "follow-up",
                    evidence: Evidence(
                        observed: Double(verdict.observed), expected: Double(verdict.expected), windowSeconds: seconds,
                        text:
                            "\(Wordsmith.count(Double(verdict.observed))) in \(Wordsmith.span(seconds)) were the last message of "
                            + "their request, usually \(Wordsmith.number(Double(verdict.expected)))")))
        }
        judgeOrder(strayed, end: end, into: &signals)
    }

    /// Milliseconds below which a step is quick, whatever it used to take.
    private static let leastDelay: Float = 2

    /// Decades that another order than usual is worth at most: a release may leave a step out.
    private static let mostOfAnOrder = 4.5

    /// Messages that were followed by another one than usual, although by one that flows know.
    private func judgeOrder(
        _ strayed: [(FlowWatch.Passage, CountVerdict)], end: Micros, into signals: inout [Signal]
    ) {
        for (passage, verdict) in strayed {
            guard Double(verdict.score) >= options.floor, let (stream, template) = known(passage.key),
                known(passage.usualNext) != nil
            else { continue }
            let seconds = [6.0, 30.0][verdict.window] * Double(clock.width) / 1e6
            signals.append(
                Signal(
                    kind: .flows, stream: StreamID(Int(stream)), template: template, direction: .none,
                    score: min(Double(verdict.score), Self.mostOfAnOrder), at: end, onset: passage.firstStrayed,
                    weak: !isLearned(streams[Int(stream)], at: end), series: "order",
                    evidence: Evidence(
                        observed: Double(verdict.observed), expected: Double(verdict.expected), windowSeconds: seconds,
                        text: Wordsmith.order(
                            strayed: Double(verdict.observed), usual: Double(verdict.expected), seconds: seconds))))
        }
    }

    /// Stream and template of a key, if the bank knows both still.
    func known(_ key: UInt64) -> (stream: Int32, template: Int32)? {
        let index = Int(table.find(key))
        guard index >= 0 else { return nil }
        return (open[index].stream, open[index].template)
    }
}
