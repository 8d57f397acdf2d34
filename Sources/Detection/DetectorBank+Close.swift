import Lexicon
import Model

#if canImport(Glibc)
    import Glibc
#endif

extension DetectorBank {
    /// Ends the bucket whose end is `end` and judges it.
    ///
    /// Costs only for series that had a record or whose deadline passed. Buckets in between that were never closed count
    /// as empty. A bucket closed already gives nothing.
    /// - Returns: Signals sorted by kind, stream, template, series, direction.
    package mutating func close(bucketEnding end: Micros) -> [Signal] {
        let now = clock.bucket(end - 1)
        guard now > closed else { return [] }
        if !touched.isEmpty { inputBuckets += 1 }
        var signals: [Signal] = []
        touchStreams()
        if options.novelty { for index in touched { rareReturn(Int(index), end: end, into: &signals) } }
        for index in touched { fold(Int(index), now: now) }
        for index in touched { judge(Int(index), now: now, end: end, into: &signals) }
        judgeSilence(now: now, end: end, into: &signals)
        judgeNews(now: now, end: end, into: &signals)
        judgeMass(now: now, end: end, into: &signals)
        judgeThrottling(end: end, into: &signals)
        judgeChanges(end: end, into: &signals)
        judgeMix(now: now, end: end, into: &signals)
        judgeHealth(now: now, end: end, into: &signals)
        judgeValues(now: now, end: end, into: &signals)
        judgeWords(now: now, end: end, into: &signals)
        judgeFlows(now: now, end: end, into: &signals)
        settle(now: now)
        looks.close()
        load.forget()
        closed = now
        signals.removeAll { $0.score < options.floor }
        withhold(signals.filter { $0.weak && $0.score < options.weakFloor })
        signals.removeAll { $0.weak && $0.score < options.weakFloor }
        signals.sort { $0.sortKey < $1.sortKey }
        count(signals: signals.count)
        return signals
    }

    /// Adds the open counts of templates up to their streams' own series.
    private mutating func touchStreams() {
        let templates = touched.count
        for position in 0..<templates {
            let index = Int(touched[position])
            let current = open[index]
            guard current.template >= 0 else { continue }
            let stream = Int(current.stream)
            let own = Int(streams[stream].own)
            let severity = current.severity
            let fault = FaultClass(
                wording: wordings[Int(current.template)], severity: severity == 255 ? nil : Severity(rawValue: severity)
            )
            series[index].fault = fault
            series[index].severity = min(series[index].severity, severity)
            if open[own].count == 0 { touched.append(Int32(own)) }
            open[own].count &+= current.count
            open[own].first = min(open[own].first, current.first)
            open[own].last = max(open[own].last, current.last)
            open[own].severity = min(open[own].severity, severity)
            streams[stream].count &+= current.count
            streams[stream].severity = min(streams[stream].severity, severity)
            if fault >= .failureWording {
                streams[stream].bad &+= failures(current)
            }
            if streams[stream].last == .unknown || current.last > streams[stream].last {
                streams[stream].last = current.last
            }
        }
    }

    /// How many of a message's records in the open bucket are failures: all where its words say so or no severity is known, else those that
    /// are errors. One line of an access log may be a 200 and the next a 502.
    private func failures(_ current: OpenCount) -> UInt32 {
        current.severity == 255
            || FaultClass(wording: wordings[Int(current.template)], severity: .info) >= .failureWording
            ? current.count : current.errors
    }

    /// Learns the pause that ended and folds the bucket's count into the model.
    private mutating func fold(_ index: Int, now: Int32) {
        let current = open[index]
        if series[index].isNew {
            let stream = streams[Int(current.stream)]
            series[index].model = CountModel(bucket: now, hour: clock.hour(now), knownBuckets: 0)
            if series[index].fault.isBad, current.template >= 0 {
                series[index].model.credit(buckets: Float(max(0, inputBuckets - stream.born - 1)))
            }
        } else if series[index].last != .unknown {
            series[index].gaps.learn(Float(max(0, current.first - series[index].last)) / 1e6)
        }
        series[index].model.advance(to: now, count: Float(current.count), profiles: &profiles, clock: clock)
    }

    /// Judges a series that had a record.
    private mutating func judge(_ index: Int, now: Int32, end: Micros, into signals: inout [Signal]) {
        let current = open[index]
        let isStream = current.template < 0
        let stream = streams[Int(current.stream)]
        let weak = !isLearned(stream, at: end)
        if options.rate, !(isStream && series[index].isNew) {
            let free = freeRecords(index)
            var verdict = series[index].model.judge(load: LoadFactor(), free: free, isYoung: weak)
            if verdict.up.score >= Float(options.floor), options.excuseLoad {
                let load = loadFactor(stream: current.stream, except: Int32(index), isStream: isStream)
                if load.short > 1 || load.long > 1 {
                    verdict = series[index].model.judge(load: load, free: free, isYoung: weak)
                }
            }
            rise(index, verdict.up, weak: weak, end: end, into: &signals)
            fall(index, verdict.down, weak: weak, end: end, into: &signals)
        }
        series[index].model.learnTails()
    }

    /// Records of a rise that prove nothing: one clump. Of a mild message that hardly ever came, its clumps are not known.
    private func freeRecords(_ index: Int) -> Float {
        let fault = series[index].fault
        return fault.isBad && fault < .failureWording && series[index].model.mass < 10 ? 3 : 1
    }

    private mutating func rise(
        _ index: Int, _ verdict: CountVerdict, weak: Bool, end: Micros, into signals: inout [Signal]
    ) {
        let current = open[index]
        guard series[index].model.isUpNow else {
            series[index].rise = .unknown
            return
        }
        let minute = series[index].model.minute
        // Of a message that comes now and then no bucket without a record shows that a rise is over: a pause does.
        if series[index].last != .unknown, current.first - series[index].last > 5 * .minute {
            series[index].rise = .unknown
        }
        if series[index].rise == .unknown, minute.observed > 1.3 * minute.expected + 1 {
            series[index].rise = current.first
        }
        let isStream = current.template < 0
        let weight = isStream ? 0.5 : series[index].fault.riseWeight
        let score = Double(verdict.score) * weight
        guard score >= options.floor else { return }
        let seconds = Double(CountModel.spans[verdict.window]) * Double(clock.width) / 1e6
        let lasting = Double(clock.seconds(1)) * Double(verdict.lasting)
        let earliest = end - Micros(max(3 * seconds, lasting) * 1e6)
        var text = Wordsmith.rate(
            observed: Double(verdict.observed), expected: Double(verdict.expected), seconds: seconds)
        if lasting > 0 {
            text = Wordsmith.longRise(
                text, seconds: lasting, usual: Double(clock.seconds(1)) * Double(verdict.usualLength))
        }
        signals.append(
            Signal(
                kind: .rate, stream: StreamID(Int(current.stream)), template: current.template, direction: .up,
                score: min(score, 30), at: end,
                onset: max(series[index].rise == .unknown ? current.first : series[index].rise, earliest),
                severity: current.severity == 255 ? nil : Severity(rawValue: current.severity), weak: weak,
                evidence: Evidence(
                    observed: Double(verdict.observed), expected: Double(verdict.expected), windowSeconds: seconds,
                    text: text)))
    }

    private mutating func fall(
        _ index: Int, _ verdict: CountVerdict, weak: Bool, end: Micros, into signals: inout [Signal]
    ) {
        let current = open[index]
        guard verdict.score > 0, series[index].model.isDownNow else {
            series[index].fall = .unknown
            return
        }
        if series[index].fall == .unknown { series[index].fall = current.first }
        var score = Double(verdict.score) * fallWeight(index)
        guard score >= options.floor else { return }
        if current.template >= 0, options.excuseLoad {
            // All messages of the stream fell alike: that is the stream's own matter, not this message's.
            let others = loadFactor(stream: current.stream, except: Int32(index), isStream: false, falls: true)
            score *= Double(min(1, others.short * others.short))
            guard score >= options.floor else { return }
        }
        let seconds = Double(CountModel.spans[verdict.window]) * Double(clock.width) / 1e6
        signals.append(
            Signal(
                kind: .rate, stream: StreamID(Int(current.stream)), template: current.template, direction: .down,
                score: min(score, 30), at: end, onset: max(series[index].fall, end - Micros(3 * seconds * 1e6)),
                severity: nil, weak: weak,
                evidence: Evidence(
                    observed: Double(verdict.observed), expected: Double(verdict.expected), windowSeconds: seconds,
                    text: Wordsmith.rate(
                        observed: Double(verdict.observed), expected: Double(verdict.expected), seconds: seconds))))
    }

    /// What the absence of a series counts. That of an error log is good news; one message of many less than all of them.
    private func fallWeight(_ index: Int) -> Double {
        if open[index].template < 0 { return streams[Int(open[index].stream)].mix.share > 0.5 ? 0 : 1 }
        let fault = series[index].fault
        guard series[index].gaps.isRegular else { return 0.85 * fault.fallWeight }
        // What comes by the clock and is no warning is a job's own report: `expired 12 sessions` each five minutes is no complaint.
        let isReport = fault == .notable && series[index].severity > Severity.warning.rawValue
        return isReport && !wordings[Int(open[index].template)].isRetried ? 1 : fault.fallWeight
    }

    /// Looks at series that are due although nothing arrived.
    private mutating func judgeSilence(now: Int32, end: Micros, into signals: inout [Signal]) {
        while let (entry, index32) = deadlines.pop(upTo: now) {
            let index = Int(index32)
            guard series[index].scheduled == entry else { continue }
            series[index].scheduled = .max
            guard !series[index].isFree else { continue }
            if open[index].count > 0 || series[index].due > now {
                // It was heard of meanwhile.
                if open[index].count == 0 { schedule(index32) }
                continue
            }
            silence(index, now: now, end: end, into: &signals)
            pageMarks.touch(index)
            let quiet = now - series[index].touched
            let retired = quiet > max(60_480, Int32(min(series[index].gaps.level * 20 / clock.seconds(1), 600_000)))
            series[index].due = retired ? .max : now + max(1, min(30, quiet / 4))
            schedule(index32)
        }
    }

    /// Whether a series was there for long enough to be missed: several times as long as it has been quiet. What appeared with a
    /// fault and went with it, as a burst of hints and recovery messages, is not missed; and what has been gone for longer
    /// is no news any more. Clock-driven series need less, since each pause of theirs is evidence.
    private func isEstablished(_ index: Int, now: Int32) -> Bool {
        let lived = series[index].touched - series[index].born
        let quiet = now - series[index].touched
        return series[index].gaps.isRegular ? lived >= 3 * quiet : lived >= max(60, 6 * quiet)
    }

    private mutating func silence(_ index: Int, now: Int32, end: Micros, into signals: inout [Signal]) {
        series[index].model.advance(to: now, count: 0, profiles: &profiles, clock: clock)
        let verdict = series[index].model.judge(load: LoadFactor(), free: 1).down
        series[index].model.learnTails()
        guard options.silence, series[index].last != .unknown, isEstablished(index, now: now) else { return }
        let weight = fallWeight(index)
        guard weight > 0 else { return }
        let stream = streams[Int(open[index].stream)]
        let gap = Float(end - series[index].last) / 1e6
        var score = verdict.score
        let pause = series[index].gaps.surprise(gap)
        if pause > 0 {
            // A clock-driven series is judged by its own pauses alone; another must also lack what its rate promised.
            let promised =
                series[index].model.lastRate * gap / clock.seconds(1) * 0.4342945 / series[index].model.dispersion
            score = max(score, series[index].gaps.isRegular ? pause : min(pause, 1.2 * promised))
        }
        var total = Double(score) * weight
        guard total >= options.floor else { return }
        let isStream = open[index].template < 0
        if !isStream {
            // The stream as a whole stopped when this message did: its own series says so, once.
            if stream.last <= series[index].last + Micros(max(10, series[index].gaps.level)) * .second / 2 { return }
            if options.excuseLoad, !series[index].gaps.isRegular {
                let others = loadFactor(stream: open[index].stream, except: Int32(index), isStream: false, falls: true)
                total *= Double(min(1, others.short * others.short))
            }
        }
        let usual = Double(
            series[index].gaps.isLearned
                ? series[index].gaps.mean
                : clock.seconds(1) / max(series[index].model.lastRate, 1e-6))
        signals.append(
            Signal(
                kind: .silence, stream: StreamID(Int(open[index].stream)), template: open[index].template,
                direction: .down,
                score: min(total, 30), at: end, onset: series[index].last + Micros(min(usual, Double(gap)) * 1e6),
                severity: nil,
                weak: !isLearned(stream, at: end),
                evidence: Evidence(
                    observed: 0, expected: Double(gap) / max(usual, 0.001), windowSeconds: Double(gap),
                    text: Wordsmith.silence(seconds: Double(gap), usual: usual, wholeStream: isStream))))
    }

    /// Sets each touched series' next deadline and clears the open counts.
    private mutating func settle(now: Int32) {
        for index32 in touched {
            let index = Int(index32)
            pageMarks.touch(index)
            series[index].touched = now
            series[index].last = max(series[index].last, open[index].last)
            series[index].isNew = false
            series[index].due = deadline(index, now: now)
            schedule(index32)
            open[index].count = 0
            open[index].errors = 0
            open[index].first = .max
            open[index].last = .min
            open[index].severity = 255
        }
        for index32 in touched where open[Int(index32)].template < 0 {
            let stream = Int(open[Int(index32)].stream)
            (streams[stream].count, streams[stream].bad, streams[stream].severity) = (0, 0, 255)
        }
        touched.removeAll(keepingCapacity: true)
    }

    /// The bucket at which a series' silence could first be worth a word.
    private func deadline(_ index: Int, now: Int32) -> Int32 {
        guard series[index].model.weight >= 30, fallWeight(index) > 0 else { return .max }
        let byRate = 6 * series[index].model.dispersion / max(series[index].model.lastRate, 1e-9)
        let byPause = series[index].gaps.dueAfter / clock.seconds(1)
        let buckets = min(byRate, byPause)
        guard buckets < 600_000 else { return .max }
        return now + max(2, Int32(buckets.rounded(.up)))
    }

    /// Whether a stream has been watched long enough: fifteen minutes and fifty buckets with input since it began.
    func isLearned(_ stream: StreamState, at end: Micros) -> Bool {
        stream.exists && end > stream.first && end - stream.first >= options.learningTime
            && inputBuckets - stream.born >= Int64(options.learningBuckets)
    }
}

extension FaultClass {
    /// How much a rise of such messages counts: a crowd of INFO lines is load more often than not.
    var riseWeight: Double {
        switch self {
        case .benign: 1
        case .lifecycle: 1
        case .client, .notable: 1
        case .failureWording: 1.1
        case .failure: 1.2
        case .grave: 1.3
        }
    }
    /// How much their absence counts: fewer errors are good news.
    var fallWeight: Double {
        switch self {
        case .benign: 1
        case .lifecycle: 0.5
        default: 0
        }
    }
}

extension Signal {
    /// The order in which signals of one bucket leave.
    var sortKey: SignalOrder {
        SignalOrder(
            kind: SignalOrder.rank(kind), stream: stream.raw, template: template, series: series,
            direction: direction == .up ? 0 : direction == .down ? 1 : 2)
    }
}

/// Sorts by kind, stream, template, series, direction.
struct SignalOrder: Comparable {
    let kind: Int, stream: Int32, template: Int32, series: String, direction: Int

    static func rank(_ kind: SignalKind) -> Int { SignalKind.allCases.firstIndex(of: kind) ?? 0 }

    static func < (a: SignalOrder, b: SignalOrder) -> Bool {
        if a.kind != b.kind { return a.kind < b.kind }
        if a.stream != b.stream { return a.stream < b.stream }
        if a.template != b.template { return a.template < b.template }
        if a.series != b.series { return Array(a.series.utf8).lexicographicallyPrecedes(Array(b.series.utf8)) }
        return a.direction < b.direction
    }
}
