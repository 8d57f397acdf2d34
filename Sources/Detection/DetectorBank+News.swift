import Lexicon
import Model

#if canImport(Glibc)
    import Glibc
#endif

extension DetectorBank {
    /// Judges templates that a stream had for the first time.
    ///
    /// A new failure is news by its class, less where the stream brings such news anyway. New harmless messages are one
    /// matter per stream and minute, however many a deploy brings, and stay below what counts as evidence.
    mutating func judgeNews(now: Int32, end: Micros, into signals: inout [Signal]) {
        var benign: [Int32: (first: Micros, templates: Int, template: Int32)] = [:]
        var order: [Int32] = []
        for index32 in touched where series[Int(index32)].isNew && open[Int(index32)].template >= 0 {
            let index = Int(index32)
            let current = open[index]
            let id = current.stream
            let stream = streams[Int(id)]
            health.news += 1
            health.stream = id
            let age = end - stream.first
            let isYoung = age < options.noveltyAfter
            // A stream that begins long after the others may begin with its failure: sshd on a host where nobody logs in.
            let isLateComer =
                stream.first - firstTime >= options.learningTime && inputBuckets >= Int64(options.learningBuckets)
            guard !isYoung || isLateComer else { continue }
            let fault = series[index].fault
            let isBad = fault.isBad
            if !isBad {
                if let known = benign[id] {
                    benign[id] = (min(known.first, current.first), known.templates + 1, known.template)
                } else {
                    benign[id] = (current.first, 1, current.template)
                    order.append(id)
                }
                if fault != .lifecycle { continue }
            }
            var perDay = stream.news.perDay(bad: isBad, now: end, age: age)
            let continues = stream.news.continues(bad: isBad, at: end)
            streams[Int(id)].news.learn(bad: isBad, at: end)
            var weak = !isLearned(stream, at: end)
            if weak, isLateComer, fault >= .failureWording, end - firstTime >= Self.groundedAfter,
                isOnlyHere(current.template, index)
            {
                // The stream tells nothing of what is usual yet; how often services begin with a failure here, does. What the same
                // program said elsewhere before is no news.
                perDay = lateComers.perDay(bad: true, now: end, age: end - firstTime)
                lateComers.learn(bad: true, at: end)
                weak = false
            }
            guard options.novelty else { continue }
            var score = fault.noveltyScore
            // Of milder messages the mass is the rate detector's matter.
            if fault >= .failureWording { score += min(1, 0.4 * log10(Double(current.count))) }
            if !continues { score -= min(2.5, max(0, Double(log10f(max(perDay, 1))) - 0.4)) }
            let tellers = heardElsewhere(current.template, index, end: end)
            score -= Self.fleetDiscount(tellers)
            if fault == .lifecycle, changes.count < 64 {
                changes.append(
                    StateChange(
                        stream: id, template: current.template, onset: current.first, severity: current.severity,
                        at: end))
            }
            // Three mild new messages of one event are one sign, not three.
            if continues, fault < .failureWording { score -= 0.3 }
            if isYoung { score -= 0.7 }
            signals.append(
                Signal(
                    kind: .novelty, stream: StreamID(Int(id)), template: current.template, direction: .up, score: score,
                    at: end,
                    onset: current.first,
                    severity: current.severity == 255 ? nil : Severity(rawValue: current.severity),
                    weak: weak,
                    evidence: Evidence(
                        observed: Double(current.count), expected: 0, windowSeconds: Double(clock.width) / 1e6,
                        text: Wordsmith.novelty(
                            count: Int(current.count), age: age, isYoung: isYoung, elsewhere: tellers))))
        }
        for id in order {
            guard let news = benign[id] else { continue }
            let stream = streams[Int(id)]
            let age = end - stream.first
            let perDay = stream.news.perDay(bad: false, now: end, age: age)
            streams[Int(id)].news.learn(bad: false, at: end)
            guard options.novelty else { continue }
            let score = min(
                1.9, 1.4 + 0.3 * log10(Double(news.templates)) - min(1, max(0, 0.3 * Double(log10f(max(perDay, 1))))))
            signals.append(
                Signal(
                    kind: .novelty, stream: StreamID(Int(id)), template: news.templates == 1 ? news.template : -1,
                    direction: .none, score: score, at: end, onset: news.first, weak: !isLearned(stream, at: end),
                    series: news.templates == 1 ? "" : "new messages",
                    evidence: Evidence(
                        observed: Double(news.templates), expected: 0, windowSeconds: Double(clock.width) / 1e6,
                        text: Wordsmith.benignNews(templates: news.templates))))
        }
    }

    /// Whether no other stream ever had a template.
    private func isOnlyHere(_ template: Int32, _ index: Int) -> Bool {
        templateHeads[Int(template)] == Int32(index) && series[index].nextOfTemplate < 0
    }

    /// How many other streams said a message within the last hour, but before the last two minutes: what breaks out on many hosts at
    /// once is news on each of them, what the hosts of a fleet say one after the other is its daily bread. Looks at 256 at most.
    private func heardElsewhere(_ template: Int32, _ index: Int, end: Micros) -> Int {
        var found = 0
        var looked = 0
        var at = templateHeads[Int(template)]
        while at >= 0, looked < 256 {
            let other = series[Int(at)]
            if Int(at) != index, other.last != .unknown, end - other.last <= .hour,
                end - other.last > Self.outbreak
            {
                found += 1
            }
            looked += 1
            at = other.nextOfTemplate
        }
        return found
    }

    /// How long a failure that befalls many hosts may take to be said by all of them.
    private static let outbreak = 2 * Micros.minute

    /// Decades that a message is less news where other streams said it lately. One or two others may have the same fault.
    private static func fleetDiscount(_ tellers: Int) -> Double { min(4, max(0, 0.9 * Double(tellers - 2))) }

    /// Brings up services that stopped or restarted within a minute of trouble elsewhere. By itself such a message is an
    /// orderly restart and no evidence; beside errors it may be their cause.
    mutating func judgeChanges(end: Micros, into signals: inout [Signal]) {
        if signals.contains(where: { $0.score >= 4 && ($0.kind == .novelty || $0.kind == .severity) }) { trouble = end }
        guard !changes.isEmpty else { return }
        let isTroubled = trouble != .unknown && end - trouble <= .minute
        for change in changes where isTroubled && options.novelty {
            signals.append(
                Signal(
                    kind: .novelty, stream: StreamID(Int(change.stream)), template: change.template, direction: .none,
                    score: 2.3,
                    at: end, onset: change.onset,
                    severity: change.severity == 255 ? nil : Severity(rawValue: change.severity),
                    weak: !isLearned(streams[Int(change.stream)], at: end), series: "change of state",
                    evidence: Evidence(
                        observed: 1, expected: 0, windowSeconds: 60,
                        text: "a change of state within a minute of failures elsewhere")))
        }
        changes.removeAll { isTroubled || end - $0.at >= .minute }
    }

    /// A failure that the stream had once, long ago, and now has again. Before the pause that ended is learned: it must not excuse itself.
    mutating func rareReturn(_ index: Int, end: Micros, into signals: inout [Signal]) {
        let current = open[index]
        let known = series[index]
        guard current.template >= 0, !known.isNew, known.fault >= .failure, known.last != .unknown,
            end - known.last >= .day
        else { return }
        let pause = Double(end - known.last) / 1e6
        guard Double(known.gaps.level) < pause / 3 else { return }
        let score = min(known.fault.noveltyScore - 1, log10(pause / 10))
        signals.append(
            Signal(
                kind: .novelty, stream: StreamID(Int(current.stream)), template: current.template, direction: .up,
                score: score, at: end, onset: current.first,
                severity: current.severity == 255 ? nil : Severity(rawValue: current.severity),
                weak: !isLearned(streams[Int(current.stream)], at: end),
                evidence: Evidence(
                    observed: Double(current.count), expected: 0, windowSeconds: pause,
                    text: "again after \(Wordsmith.span(pause)) without it")))
    }

    /// The share of records that speak of a fault, stream by stream.
    mutating func judgeMix(now: Int32, end: Micros, into signals: inout [Signal]) {
        for index32 in touched where open[Int(index32)].template < 0 {
            let id = open[Int(index32)].stream
            let stream = streams[Int(id)]
            let watched = Float(inputBuckets - stream.born)
            let verdict = streams[Int(id)].mix.ingest(
                bucket: now, count: Float(stream.count), badCount: Float(stream.bad), watched: watched)
            guard options.severity, stream.bad > 0,
                verdict.score * 1.1
                    >= Float(options.floor)
            else {
                if verdict.score <= 0 { streams[Int(id)].mix.since = .unknown }
                continue
            }
            if stream.mix.since == .unknown { streams[Int(id)].mix.since = open[Int(index32)].first }
            let seconds = [6.0, 30.0][verdict.window] * Double(clock.width) / 1e6
            var signal = Signal(
                kind: .severity, stream: StreamID(Int(id)), direction: .up,
                score: min(Double(verdict.score) * 1.1, 30),
                at: end, onset: max(streams[Int(id)].mix.since, end - Micros(3 * seconds * 1e6)),
                severity: stream.severity == 255 ? nil : Severity(rawValue: stream.severity),
                weak: !isLearned(stream, at: end),
                evidence: Evidence(
                    observed: Double(verdict.observed), expected: Double(verdict.expected), windowSeconds: seconds,
                    text: Wordsmith.mix(
                        bad: Double(stream.bad), all: Double(stream.count),
                        usualShare: Double(stream.mix.share), bucket: Double(clock.width) / 1e6,
                        observed: Double(verdict.observed), expected: Double(verdict.expected), window: seconds)))
            signal.example = mostFrequentFailure(of: id)
            signals.append(signal)
        }
    }

    /// The message of a fault that a stream said most often in the open bucket; -1 where there is none.
    private func mostFrequentFailure(of stream: Int32) -> Int32 {
        var best: (template: Int32, count: UInt32) = (-1, 0)
        for index32 in touched where open[Int(index32)].stream == stream && open[Int(index32)].template >= 0 {
            let index = Int(index32)
            guard series[index].fault >= .failureWording, open[index].count > best.count else { continue }
            best = (open[index].template, open[index].count)
        }
        return best.template
    }

    /// Whether the bank's own picture is stale: more evicted, or more news in an hour, than a picture can bear.
    mutating func judgeHealth(now: Int32, end: Micros, into signals: inout [Signal]) {
        let hour = clock.hour(now)
        if health.hour != hour {
            health.hour = hour
            (health.evicted, health.news) = (0, 0)
        }
        guard options.drift, health.stream >= 0, health.said == .unknown || end - health.said >= .day else { return }
        let isCrowded = health.evicted * 10 > Int64(options.maxSeries)
        let isStale = health.news > 2_000 && firstTime != .unknown && end - firstTime > 2 * .hour
        guard isCrowded || isStale else { return }
        health.said = end
        signals.append(
            Signal(
                kind: .drift, stream: StreamID(Int(health.stream)), score: 3, at: end, onset: clock.start(now),
                evidence: Evidence(
                    observed: Double(isCrowded ? health.evicted : health.news), windowSeconds: 3600,
                    text: isCrowded
                        ? "\(health.evicted) series evicted within an hour: more kinds of messages than fit; raise the limit"
                        : "\(health.news) new kinds of messages within an hour: what is normal here is not known any more"
                )))
    }
}

extension DetectorBank {
    /// From when on what is heard in all is enough to judge the first failure of a service that was never heard of.
    static let groundedAfter = Micros.hour
}

extension FaultClass {
    /// Decades that the first appearance in a learned stream is worth.
    var noveltyScore: Double {
        switch self {
        case .benign: 1.4
        case .lifecycle, .client: 1.9
        case .notable: 2.4
        case .failureWording: 4.2
        case .failure: 5
        case .grave: 5.6
        }
    }
}
