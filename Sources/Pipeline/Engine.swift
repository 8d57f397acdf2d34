import Alerting
import Bytes
import Correlation
import Detection
import LogFormats
import LogSources
import Model
import TemplateMining
import Topology

/// Haetae's straight line. Read this file first; each stage has a module of its own.
///
///     LogBatch -> Record -> TemplateMatch -> Signal -> Alert -> Incident
///     (lines)    (parse)   (mine)           (detect)  (dedup)  (group, gate)
///
/// A value without clock, file or random number: the same inputs give the same incidents, byte for byte, however the input was
/// cut into batches and whatever number of workers ran the front. Not thread-safe; one loop owns it.
package struct Engine: Sendable {
    /// Width of a bucket: detectors speak at its end.
    package static let bucket: Micros = 10 * .second
    /// How far one source may lag behind another without its lines being late.
    package static let slack: Micros = 2 * .second
    /// A source that has nothing more, and was last heard this long before the others, does not hold them back.
    package static let heardLately: Micros = 30 * .second

    package let options: EngineOptions
    package let front: Front
    package internal(set) var topology: TopologyGraph
    package internal(set) var streams = StreamTable()
    package internal(set) var miner: TemplateMiner
    package internal(set) var detectors: DetectorBank
    package internal(set) var deduplicator: Deduplicator
    package internal(set) var correlator: Correlator
    package internal(set) var gate: IncidentGate
    var flows = FlowDiscovery()
    var changes = ChangeLog()
    var samples = SampleStore()
    var sources: [SourceQueue] = []
    /// Event time of each source's next line, `.max` where it has none waiting.
    var heads = MergeOrder()
    /// Sources by their names.
    var sourceIndex: [String: Int] = [:]
    var copies: CopyFilter
    var directory = TemplateDirectory()
    var floods = FloodWatch()
    var gaps = GapLog()
    var faint = FaintLog()
    /// What an operator said of templates.
    package internal(set) var book = TemplateBook()
    /// The miner's revision at the last checkpoint; nil before the first.
    var minerRevision: UInt64?

    /// End of the open bucket; `.unknown` before the first line.
    package internal(set) var bucketEnd: Micros = .unknown
    /// Latest event time that any source has reached.
    package internal(set) var latest: Micros = .unknown
    /// Event time of the first line.
    package internal(set) var earliest: Micros = .unknown
    /// Latest event time of any line read, whether or not its turn has come.
    var newest: Micros = .unknown
    /// No source has anything more: none holds the others back.
    var isIdle = false
    package internal(set) var statistics = EngineStatistics()

    package init(options: EngineOptions, topology: TopologyGraph) {
        self.options = options
        self.topology = topology
        front = Front(tokenizer: Tokenizer(options.mining.tokenizer))
        miner = TemplateMiner(options: options.mining)
        detectors = DetectorBank(options: options.detection)
        deduplicator = Deduplicator(options: options.alerting)
        correlator = Correlator(options: options.correlation, topology: topology)
        gate = IncidentGate(options: options.alerting)
        copies = CopyFilter()
    }

    /// Leaves out what a survey of the sources found to be copies. Before the first input.
    package mutating func leaveOut(_ findings: CopyFindings) { copies.use(findings) }

    /// Takes one input and carries it as far down the line as the other sources allow.
    package mutating func ingest(_ input: consuming EngineInput) -> Outcome {
        var outcome = Outcome()
        switch consume input {
        case .batch(let batch, let front):
            enqueue(batch, front)
            run(into: &outcome)
        case .reachedEnd(let ended):
            // All at once: to look for the next line after each of thousands costs thousands of looks at each.
            for source in ended {
                sources[Int(source.raw)].atEnd = true
                lookAgain(Int(source.raw))
            }
            run(into: &outcome)
        case .ended(let source):
            sources[Int(source.raw)].ended = true
            lookAgain(Int(source.raw))
            run(into: &outcome)
        case .idle(let now):
            isIdle = true
            for index in sources.indices { lookAgain(index) }
            run(into: &outcome)
            isIdle = false
            if bucketEnd != .unknown, sources.allSatisfy({ !$0.hasLine }) {
                close(upTo: now - Self.slack, into: &outcome)
            }
        case .alerts(let alerts, let at): take(alerts, at: at, into: &outcome)
        case .gap(let gap, let at): take(gap, at: at, into: &outcome)
        case .feedback(let feedback, let at):
            learn(feedback, at: at)
            outcome.changes += correlator.apply(feedback, at: at)
        case .topology(let observations, let at): correlator.topology.observe(observations, at: at)
        case .templates(let command, let at): try? take(command, at: at)
        case .resources(let readings, let at): for reading in readings { correlator.note(reading, at: at) }
        }
        return outcome
    }

    /// Closes the bucket that holds the last line. For a run whose input is complete.
    package mutating func finish() -> Outcome {
        var outcome = Outcome()
        isIdle = true
        for index in sources.indices { lookAgain(index) }
        run(into: &outcome)
        isIdle = false
        for index in sources.indices {
            while sources[index].tracker.hasParts {
                // What there is of a split line begins a record after all.
                if sources[index].ledger.continued > 0 { sources[index].ledger.continued -= 1 }
                sources[index].isUnwritten = true
                takeWhole(at: max(sources[index].latest, bucketEnd - Self.bucket), from: index, into: &outcome)
            }
        }
        if bucketEnd != .unknown {
            close(upTo: bucketEnd, into: &outcome)
            outcome.changes += correlator.tellRest(at: bucketEnd)
        }
        outcome.heldBack += flushFaint(at: nil)
        return outcome
    }

    /// One line, all the way to the detectors.
    @inline(__always)
    mutating func take(
        _ line: FrontLine, at time: Micros, from source: Int, in bytes: RawSpan, into outcome: inout Outcome
    ) {
        let record = line.record
        if record.flags.contains(.continuation) {
            if record.flags.contains(.cut) {
                sources[source].ledger.cut += 1
            } else {
                sources[source].ledger.continued += 1
            }
            // Of a trace into which another program wrote the sample goes no further.
            if sources[source].sampleSlot >= 0, !sources[source].tracker.isApart {
                samples.extend(sources[source].sampleSlot, line: record.line, in: bytes)
            }
            if sources[source].sampleSlot != SourceQueue.passedOver, record.namesException(in: bytes) {
                takeException(line, at: time, from: source, in: bytes)
            }
            return
        }
        if let span = options.span, !span.contains(time) {
            passOver(source)
            return
        }
        let key = streamKey(of: record, from: source, in: bytes)
        if copies.isActive, copies.isCopy(record, at: time, service: key, source: source, in: bytes) {
            sources[source].ledger.copied += 1
            sources[source].sampleSlot = SourceQueue.passedOver
            return
        }
        // A copy moves nothing, not even the clock, and takes no place among the streams.
        let stream = stream(key, of: record, from: source, in: bytes)
        if time >= bucketEnd { advance(to: time, into: &outcome) }
        // A clock that was set back, the hour that comes twice in autumn, files put together in the wrong order: all of it would stand in
        // the bucket that is open now, a rise that never was. It is kept and mined; of its messages only new ones are judged.
        let wentBack = time < bucketEnd - Self.bucket && isBack(source, at: time)
        if time >= bucketEnd - Self.bucket, sources[source].isBack { sources[source].isBack = false }
        let time = wentBack ? bucketEnd - Self.bucket : time
        if record.flags.contains(.cut) { sources[source].ledger.cut += 1 } else { sources[source].ledger.parsed += 1 }
        if changes.listens(to: stream, named: streams.services) { noteChange(record, stream, at: time, in: bytes) }
        sources[source].recordSeverity = record.severity?.rawValue ?? 255
        let match = miner.match(line.shape, message: record.mined, in: bytes)
        var observed = match.index
        if match.isNew {
            detectors.introduce(template: match.index, text: miner.text(match.index))
            if miner.isFlooded, floods.note(source: source, stream: stream, template: match.index, at: time) {
                // The flood is told once; its lines count for their stream alone, and none of them is news.
                observed = -1
            }
        }
        directory.note(match.index, at: time)
        if wentBack, !match.isNew {
            sources[source].sampleSlot = SourceQueue.passedOver
            return
        }
        let isWanted = detectors.observe(stream: stream, template: observed, severity: record.severity, time: time)
        if isWanted, observed >= 0 { noteValues(record, stream: stream, template: observed, in: bytes) }
        if time < book.acceptsPartsUntil, observed >= 0, miner.isApart(observed) {
            detectors.accept(template: observed, in: stream)
        }
        if !record.correlation.isEmpty {
            let id = StableHash.hash(bytes, record.correlation.range)
            detectors.follow(correlation: id, stream: stream, template: match.index, time: time)
            flows.follow(id, stream: stream, time: time, message: record.line, in: bytes)
        }
        let slot = samples.offer(
            stream, match.index, bucket: bucketEnd / Self.bucket, severity: record.severity?.rawValue ?? 255,
            line: record.line, in: bytes)
        sources[source].sampleSlot = slot
        if slot >= 0, samples.isTelling(slot) { noteReferences(record, stream, at: time, in: bytes) }
    }

    /// Whether a line that comes late belongs to a stretch in which its source's times went back.
    @inline(never)
    private mutating func isBack(_ source: Int, at time: Micros) -> Bool {
        sources[source].late += 1
        if time < sources[source].latest - SourceQueue.backTolerance { sources[source].isBack = true }
        return sources[source].isBack
    }

    /// A record outside of the time that was asked for, with the lines that continue it.
    @inline(never)
    private mutating func passOver(_ source: Int) {
        statistics.outside += 1
        sources[source].ledger.dropped += 1
        sources[source].sampleSlot = SourceQueue.passedOver
    }

    /// A trace is one record, yet two failures that the same line reports differ in the exception their traces name: that line is
    /// mined and watched as a message of its own.
    @inline(never)
    private mutating func takeException(_ line: FrontLine, at time: Micros, from source: Int, in bytes: RawSpan) {
        guard bucketEnd != .unknown, time < bucketEnd else { return }
        let key = streamKey(of: line.record, from: source, in: bytes)
        let stream = stream(key, of: line.record, from: source, in: bytes)
        let match = miner.match(line.shape, message: line.record.mined, in: bytes)
        if match.isNew { detectors.introduce(template: match.index, text: miner.text(match.index)) }
        directory.note(match.index, at: time)
        let severity = line.record.severity ?? Severity(rawValue: sources[source].recordSeverity)
        detectors.observe(stream: stream, template: match.index, severity: severity, time: time)
        _ = samples.offer(
            stream, match.index, bucket: bucketEnd / Self.bucket, severity: severity?.rawValue ?? 255,
            line: line.record.line, in: bytes)
    }

    /// Closes every bucket that ended by `time` and carries its signals to the end of the line.
    mutating func close(upTo time: Micros, into outcome: inout Outcome) {
        while bucketEnd <= time {
            takeTemplateChanges()
            let hadInput = detectors.hasOpenRecords
            for signal in detectors.close(bucketEnding: bucketEnd) { admit(signal, into: &outcome) }
            noteWithheld()
            let flooded = floods.close(bucketEnding: bucketEnd, isFlooded: miner.isFlooded) { samples.samples($0, $1) }
            for signal in flooded { admit(signal, into: &outcome) }
            _ = deduplicator.expire(upTo: bucketEnd)
            gate.advance(to: bucketEnd, hadInput: hadInput)
            noteBeats(bucketEnding: bucketEnd)
            for candidate in correlator.candidates(at: bucketEnd) {
                switch gate.judge(candidate, at: bucketEnd, returns: correlator.isReturn(candidate.id)) {
                case .opens:
                    if let change = correlator.open(candidate.id, at: bucketEnd) { outcome.changes.append(change) }
                case .held(let held): outcome.heldBack.append(held)
                }
            }
            noteSightings(bucketEnding: bucketEnd)
            outcome.changes += correlator.close(upTo: bucketEnd)
            for incident in correlator.takeConfirmedWarnings() { gate.giveBack(incident) }
            discover(at: bucketEnd)
            outcome.heldBack += flushFaint(at: bucketEnd)
            statistics.buckets += 1
            bucketEnd += Self.bucket
        }
    }

    /// Tells the detectors which templates became one and which say less than they did: each that lives, once.
    mutating func takeTemplateChanges() {
        let merges = miner.takeMerges()
        let generalised = miner.takeGeneralised()
        if merges.isEmpty, generalised.isEmpty { return }
        for merge in merges { take(merge) }
        introduce(merges.map(\.to) + generalised)
    }

    /// Tells the detectors the texts of templates, each that lives once.
    mutating func introduce(_ indices: [Int32]) {
        var introduced: Set<Int32> = []
        for index in indices {
            let living = miner.resolve(index)
            if living >= 0, introduced.insert(living).inserted {
                detectors.introduce(template: living, text: miner.text(living))
            }
        }
    }

    /// Deduplicates one signal and places what is left of it.
    private mutating func admit(_ signal: Signal, into outcome: inout Outcome) {
        if StreamTable.isOther(signal.stream), signal.kind == .silence || signal.direction == .down { return }
        var signal = signal
        signal.evidence.samples += samples.samples(
            signal.stream, signal.template >= 0 ? signal.template : signal.example)
        let node = streams.nodes[Int(signal.stream.raw)]
        let template = signal.template >= 0 ? miner.id(signal.template) : nil
        let text = template.map { book.shown(miner.text(signal.template), of: $0) } ?? ""
        if isMuted(signal, text, node: node, into: &outcome) { return }
        // The correlator's graph knows the nodes that were met, beside the declared ones.
        correlator.topology.learn(node, at: signal.at)
        // What is below the floor is only counted: its lines need not be read.
        let isEvidence = signal.score >= deduplicator.options.alertFloor
        let lines = isEvidence ? signal.evidence.samples.map { NamedLine($0) } : []
        for line in lines { noteAddresses(line, of: node, at: signal.at) }
        let mentions = lines.flatMap { correlator.topology.mentions(in: $0, onHost: node.host, by: node.service) }
        let admission = deduplicator.admit(
            signal, node: node, template: template, text: text, mentions: Set(mentions).subtracting([node]).sorted(),
            identifiers: isEvidence ? Identifiers.found(in: signal.evidence.samples) : [])
        statistics.signals += 1
        switch admission {
        case .raised(let alert):
            outcome.alerts.append(alert)
            statistics.alerts += 1
            correlator.place(alert)
        case .repeated(let alert): correlator.refresh(alert)
        case .belowFloor: faint.note(signal, node: node, text: text)
        }
    }

    /// Lets the gate ask for more (noise) or less (useful) evidence of the kinds of an incident on its nodes.
    private mutating func learn(_ feedback: Feedback, at time: Micros) {
        switch feedback {
        case .noise(let incident, let kinds, let nodes):
            gate.apply(FeedbackMark(incident: incident, isNoise: true, kinds: kinds, nodes: nodes, at: time))
        case .useful(let incident, let kinds, let nodes):
            gate.apply(FeedbackMark(incident: incident, isNoise: false, kinds: kinds, nodes: nodes, at: time))
        case .undo(let incident): gate.undo(incident: incident)
        case .silence, .endSilence: gate.silences.apply(feedback, at: time)
        case .acknowledge, .resolve, .note, .merge, .split, .move: break
        }
    }

    /// Moves event time forward to a line's.
    mutating func advance(to time: Micros, into outcome: inout Outcome) {
        if bucketEnd == .unknown {
            earliest = time
            bucketEnd = (time / Self.bucket) * Self.bucket + Self.bucket
            return
        }
        close(upTo: time, into: &outcome)
    }
}
