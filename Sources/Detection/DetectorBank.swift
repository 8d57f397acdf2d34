import Bytes
import Lexicon
import Model

/// All streaming detectors over all series: counts a record in a few nanoseconds, judges a bucket at its end.
///
/// A value: copy it to snapshot it. Deterministic: the same calls give the same signals, on every host and in every process.
/// One pass, bounded state: `Options.maxSeries` series of at most about 500 bytes each, the longest untouched one evicted
/// beyond that; values and flows have caps of their own. Not for use from two threads at a time.
package struct DetectorBank: Sendable {
    package let options: Options
    let clock: BucketClock

    var table = SeriesTable()
    var open: [OpenCount] = []
    var series: [Series] = []
    var freeSeries: [Int32] = []
    var profiles = HourlyProfiles()
    /// Which series changed since a checkpoint.
    var pageMarks = PageMarks()
    /// Series with a record in the open bucket, in the order of their first.
    var touched: [Int32] = []
    var deadlines = DeadlineHeap()
    var streams: [StreamState] = []
    var wordings: [Wording] = []
    /// By template: 0, or which kind of throttling it tells of.
    var suppressions: [UInt8] = []
    /// First series of each template's list, -1 for none.
    var templateHeads: [Int32] = []
    var evictionHand = 0
    /// The last bucket closed.
    var closed: Int32 = .min
    /// Closed buckets in which anything arrived, and the first time seen.
    var inputBuckets: Int64 = 0
    var firstTime: Micros = .unknown
    var valueWatch: ValueWatch
    var flowWatch: FlowWatch
    var wordWatch: WordWatch
    var looks = LookBudget()
    var health = ModelHealth()
    /// Changes of state of the last minute, and the last bucket that had grave news.
    var changes: [StateChange] = []
    var trouble: Micros = .unknown
    /// How often services that begin long after the first ones begin with a failure.
    var lateComers = NewsRate()
    /// Of the bucket under judgement only.
    var load = LoadCache()

    /// What the last `close` saw in streams that are still learning and did not give out. Not part of the snapshot.
    package private(set) var withheld: [Signal] = []

    /// Counts of what happened, for metrics.
    package struct Statistics: Sendable, Hashable {
        /// Records counted, and those later than the bucket they fell into.
        package var records: UInt64 = 0
        /// Live series, and series evicted for room.
        package var series = 0
        package var evicted: UInt64 = 0
        /// Streams seen, and those whose learning has ended.
        package var streams = 0, learned = 0
        /// Signals emitted.
        package var signals: UInt64 = 0
        /// Variable positions, flow pairs and flows under watch; values and flow steps not taken for lack of room.
        package var valueSeries = 0, flowPairs = 0, openFlows = 0
        package var droppedValues: UInt64 = 0, droppedFlows: UInt64 = 0
        /// Variable positions that hold words under watch, and words not taken for lack of room.
        package var wordSeries = 0
        package var droppedWords: UInt64 = 0
    }
    package private(set) var counted = Statistics()

    package init(options: Options = .init()) {
        self.options = options
        clock = BucketClock(width: max(options.bucket, .second))
        valueWatch = ValueWatch(limit: options.maxValueSeries)
        flowWatch = FlowWatch(maxOpen: options.maxOpenFlows, maxPairs: options.maxFlowPairs)
        wordWatch = WordWatch(limit: options.maxWordSeries)
    }

    /// Counts so far.
    package var statistics: Statistics {
        var result = counted
        result.series = table.count
        result.streams = streams.count(where: \.exists)
        result.learned = streams.count(where: { isLearned($0, at: closed == .min ? .min : clock.start(closed + 1)) })
        result.valueSeries = valueWatch.count
        result.wordSeries = wordWatch.count
        result.droppedWords = wordWatch.dropped
        result.flowPairs = flowWatch.pairCount
        result.openFlows = flowWatch.openCount
        result.droppedValues = valueWatch.dropped
        result.droppedFlows = flowWatch.dropped
        return result
    }

    // MARK: - What comes in

    /// A template's text: new, or generalised. Its words decide how much its appearance speaks of a fault. Not a hot path.
    package mutating func introduce(template: Int32, text: String) {
        guard template >= 0 else { return }
        let index = Int(template)
        growTemplates(to: index)
        wordings[index] = Wording(text)
        suppressions[index] = Throttling(text)?.rawValue ?? 0
    }

    private mutating func growTemplates(to index: Int) {
        while wordings.count <= index {
            wordings.append(Wording(raw: 0))
            suppressions.append(0)
            templateHeads.append(-1)
        }
    }

    /// Counts one record in the open bucket. O(1), no allocation for a known series; `time` is its event time.
    /// - Returns: Whether the values of this record are wanted: of the 1st, 2nd, 4th, 8th, ... of a bucket, of a sample of them where
    ///   there are many (`LookBudget`); where a message had none eight times in a row, of one in 64 buckets; never where nobody
    ///   watches them.
    @inline(__always)
    @discardableResult
    package mutating func observe(stream: StreamID, template: Int32, severity: Severity?, time: Micros) -> Bool {
        let key = OpenCount.key(stream.raw, template)
        var index = Int(table.find(key))
        if index < 0 { index = Int(makeSeries(key, time: time)) }
        count(index, severity: severity.map(\.rawValue) ?? 255, time: time)
        let seen = open[index].count
        if seen & (seen &- 1) != 0 || !(options.values || options.words) { return false }
        guard open[index].blanks < 8 || seen == 1 && counted.records & 63 == 0 else { return false }
        return looks.take()
    }

    /// Counts `times` records of the same message at once: for sources that count already, and for simulations.
    package mutating func observe(stream: StreamID, template: Int32, severity: Severity?, time: Micros, times: UInt32) {
        guard times > 0 else { return }
        observe(stream: stream, template: template, severity: severity, time: time)
        let index = Int(table.find(OpenCount.key(stream.raw, template)))
        open[index].count &+= times - 1
        if let severity, severity <= .error { open[index].errors &+= times - 1 }
        counted.records &+= UInt64(times - 1)
    }

    @inline(__always)
    private mutating func count(_ index: Int, severity: UInt8, time: Micros) {
        let isFirst = open.withUnsafeMutableBufferPointer { open -> Bool in
            let known = open[index].count
            open[index].count = known &+ 1
            if time < open[index].first { open[index].first = time }
            if time > open[index].last { open[index].last = time }
            if severity < open[index].severity { open[index].severity = severity }
            if severity <= Severity.error.rawValue { open[index].errors &+= 1 }
            return known == 0
        }
        if isFirst { touched.append(Int32(truncatingIfNeeded: index)) }
        counted.records &+= 1
    }

    /// A number in a variable position of a message: latency, size, queue depth. In seconds, bytes or percent where it has a unit.
    package mutating func note(
        value: Double, stream: StreamID, template: Int32, position: Int, unit: ValueUnit = .none
    ) {
        guard options.values, value.isFinite else { return }
        valueWatch.note(
            value, key: OpenCount.key(stream.raw, template), position: UInt16(clamping: position), unit: unit.rawValue)
    }

    /// A word in a variable position of a message: an address, a user, a status. `name` is the word before it, if any.
    package mutating func note(
        word hash: UInt64, text: ByteRange, name: ByteRange, in bytes: RawSpan, stream: StreamID, template: Int32,
        position: Int
    ) {
        guard options.words else { return }
        wordWatch.note(
            hash, text: text, name: name, in: bytes, key: OpenCount.key(stream.raw, template),
            position: UInt16(clamping: position))
    }

    /// The address that a request came from, where a line's header says it.
    package mutating func note(
        client hash: UInt64, text: ByteRange, in bytes: RawSpan, stream: StreamID, template: Int32
    ) {
        guard options.words else { return }
        wordWatch.note(
            hash, text: text, name: .none, in: bytes, key: OpenCount.key(stream.raw, template),
            position: WordSeries.client)
    }

    /// What a look at a message's values brought: a message without any is looked at ever more rarely.
    package mutating func noteLook(stream: StreamID, template: Int32, found: Bool) {
        let index = Int(table.find(OpenCount.key(stream.raw, template)))
        guard index >= 0 else { return }
        pageMarks.touch(index)
        open[index].blanks = found ? 0 : open[index].blanks &+ (open[index].blanks < .max ? 1 : 0)
    }

    /// Whether words are watched: where they are not, none need be looked for.
    package var watchesWords: Bool { options.words }

    /// A step of a flow: the message `template` of `stream` carried this correlation id.
    package mutating func follow(correlation: UInt64, stream: StreamID, template: Int32, time: Micros) {
        guard options.flows else { return }
        flowWatch.follow(correlation, key: OpenCount.key(stream.raw, template), time: time)
    }

    // MARK: - Series

    /// The slow path of `observe`: a template's first record in a stream.
    @inline(never)
    private mutating func makeSeries(_ key: UInt64, time: Micros) -> Int32 {
        let stream = Int32(bitPattern: UInt32(key >> 32))
        let template = Int32(bitPattern: UInt32(truncatingIfNeeded: key))
        if firstTime == .unknown { firstTime = time }
        while streams.count <= Int(stream) { streams.append(StreamState()) }
        if template >= 0 { growTemplates(to: Int(template)) }
        if !streams[Int(stream)].exists {
            streams[Int(stream)].first = time
            streams[Int(stream)].born = inputBuckets
            streams[Int(stream)].own = place(OpenCount.key(stream, -1), time: time)
        }
        if template < 0 { return streams[Int(stream)].own }
        let index = place(key, time: time)
        series[Int(index)].nextOfStream = streams[Int(stream)].head
        streams[Int(stream)].head = index
        if template >= 0 {
            series[Int(index)].nextOfTemplate = templateHeads[Int(template)]
            templateHeads[Int(template)] = index
        }
        return index
    }

    private mutating func place(_ key: UInt64, time: Micros) -> Int32 {
        let bucket = max(clock.bucket(time), closed == .min ? .min : closed + 1)
        let fresh = Series(
            born: bucket, touched: bucket,
            model: CountModel(bucket: bucket, hour: clock.hour(bucket), knownBuckets: 0))
        if freeSeries.isEmpty, series.count >= options.maxSeries { evict() }
        let index: Int32
        if let free = freeSeries.popLast() {
            index = free
            series[Int(index)] = fresh
            open[Int(index)] = OpenCount(key: key)
        } else {
            index = Int32(series.count)
            series.append(fresh)
            open.append(OpenCount(key: key))
        }
        table.insert(key, index)
        pageMarks.touch(Int(index))
        return index
    }

    /// Makes room for one series: of the next 64 after the hand, the one longest untouched. O(64).
    private mutating func evict() {
        var best: Int32 = -1
        var oldest = Int32.max
        for _ in 0..<64 {
            evictionHand = (evictionHand + 1) % series.count
            let candidate = series[evictionHand]
            if candidate.isFree || open[evictionHand].count > 0 || open[evictionHand].template < 0 { continue }
            if candidate.touched < oldest { (best, oldest) = (Int32(evictionHand), candidate.touched) }
        }
        guard best >= 0 else { return }
        counted.evicted += 1
        health.evicted += 1
        remove(best)
    }

    /// Takes a template's series out of every list.
    mutating func remove(_ index: Int32) {
        let key = open[Int(index)].key
        unlink(index, stream: Int(open[Int(index)].stream), template: Int(open[Int(index)].template))
        table.remove(key)
        if series[Int(index)].model.profile >= 0 { profiles.release(series[Int(index)].model.profile) }
        series[Int(index)].isFree = true
        series[Int(index)].scheduled = .max
        series[Int(index)].due = .max
        open[Int(index)] = OpenCount(key: 0)
        freeSeries.append(index)
        pageMarks.touch(Int(index))
    }

    private mutating func unlink(_ index: Int32, stream: Int, template: Int) {
        let next = series[Int(index)].nextOfStream
        if streams[stream].head == index {
            streams[stream].head = next
        } else {
            var at = streams[stream].head
            while at >= 0, series[Int(at)].nextOfStream != index { at = series[Int(at)].nextOfStream }
            if at >= 0 {
                series[Int(at)].nextOfStream = next
                pageMarks.touch(Int(at))
            }
        }
        unlinkTemplate(index, template)
    }

    private mutating func unlinkTemplate(_ index: Int32, _ template: Int) {
        let next = series[Int(index)].nextOfTemplate
        if templateHeads[template] == index {
            templateHeads[template] = next
        } else {
            var at = templateHeads[template]
            while at >= 0, series[Int(at)].nextOfTemplate != index { at = series[Int(at)].nextOfTemplate }
            if at >= 0 {
                series[Int(at)].nextOfTemplate = next
                pageMarks.touch(Int(at))
            }
        }
    }

    /// A template became another one: its history moves along. O(streams that had it).
    package mutating func merge(_ merge: TemplateMerge) {
        guard merge.from != merge.to, merge.from >= 0, merge.to >= 0 else { return }
        growTemplates(to: Int(max(merge.from, merge.to)))
        if wordings[Int(merge.to)].raw == 0 { wordings[Int(merge.to)] = wordings[Int(merge.from)] }
        while templateHeads[Int(merge.from)] >= 0 {
            let index = templateHeads[Int(merge.from)]
            let stream = open[Int(index)].stream
            let key = OpenCount.key(stream, merge.to)
            let target = table.find(key)
            if target < 0 {
                table.remove(open[Int(index)].key)
                unlinkTemplate(index, Int(merge.from))
                open[Int(index)].key = key
                pageMarks.touch(Int(index))
                table.insert(key, index)
                series[Int(index)].nextOfTemplate = templateHeads[Int(merge.to)]
                templateHeads[Int(merge.to)] = index
            } else {
                join(index, into: target)
            }
        }
    }

    private mutating func join(_ from: Int32, into to: Int32) {
        let a = Int(to)
        let b = Int(from)
        pageMarks.touch(a)
        let bucket = max(series[a].model.bucket, series[b].model.bucket)
        series[a].model.settle(to: bucket, profiles: &profiles, clock: clock)
        series[b].model.settle(to: bucket, profiles: &profiles, clock: clock)
        series[a].model.join(series[b].model, profiles: &profiles)
        series[b].model.forgetProfile()
        series[a].gaps.join(series[b].gaps)
        series[a].born = min(series[a].born, series[b].born)
        series[a].touched = max(series[a].touched, series[b].touched)
        series[a].last = max(series[a].last, series[b].last)
        series[a].severity = min(series[a].severity, series[b].severity)
        // What one of them was known for is not news under the other's name.
        series[a].isNew = series[a].isNew && series[b].isNew
        series[a].due = min(series[a].due, series[b].due)
        schedule(to)
        if open[b].count > 0 {
            if open[a].count == 0 { touched.append(to) }
            open[a].count &+= open[b].count
            open[a].errors &+= open[b].errors
            open[a].first = min(open[a].first, open[b].first)
            open[a].last = max(open[a].last, open[b].last)
            open[a].severity = min(open[a].severity, open[b].severity)
            touched.removeAll { $0 == from }
        }
        remove(from)
    }

    /// Puts a series' deadline into the heap, if an earlier entry of it is not there already.
    mutating func schedule(_ index: Int32) {
        let due = series[Int(index)].due
        guard due != .max, due < series[Int(index)].scheduled else { return }
        series[Int(index)].scheduled = due
        deadlines.push(bucket: due, series: index)
    }

    mutating func restore(records: UInt64, evicted: UInt64, signals: UInt64) {
        (counted.records, counted.evicted, counted.signals) = (records, evicted, signals)
    }

    mutating func withhold(_ signals: [Signal]) { withheld = signals }

    mutating func count(signals: Int) { counted.signals += UInt64(signals) }
}
