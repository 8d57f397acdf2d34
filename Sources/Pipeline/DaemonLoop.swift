import Alerting
import CShims
import Detection
import Host
import LogSources
import Logging
import Model
import Notifications
import Storage
import TemplateMining

/// The daemon's loop as a value: what comes in from the readers goes through the engine, and what comes out is committed together
/// with the positions. Read, ingest, commit; nothing is acknowledged to a source before it is in the store.
struct DaemonLoop {
    let options: DaemonOptions
    let store: Store
    let handle: DaemonHandle
    let logger: Logger
    let notifier = ServiceNotifier()
    var engine: Engine
    var outbox: Outbox
    var pages = SnapshotPages()
    private(set) var sequence: UInt64
    /// Threads that read.
    var readers = 0
    /// Came out of the engine and is not in the store yet.
    private var pending = Outcome()
    private var events: [OutboxEvent] = []
    /// A checkpoint that could not be written; it is offered again before anything else.
    private var refused: Checkpoint?
    private var refusedAt: Micros = 0
    private var refusal = ""
    private var committedAt: Micros = 0
    private var prunedAt: Micros = 0
    private var activeAt: Micros
    private var tickedAt: Micros = 0
    private var advancedTo: Micros = .unknown
    /// Which reader reads which source, and which readers have nothing more at present.
    private var owners: [Int: [SourceID]] = [:]
    private var quiet: Set<Int> = []
    /// Readers that have looked at what there is; until all have, no line is taken, so that none runs ahead of a source that is not
    /// known yet.
    private var heard: Set<Int> = []
    /// Handed over and not taken yet.
    private var waiting: [LiveChannel.Item] = []
    var dirty = false
    var discoveryGaps: [String]?
    private var appliedFeedback = 0
    private var problems: [String: Micros] = [:]
    /// What is told under `problems` of a file that may not be read, by its path: no longer once it can.
    private var denied: [String: String] = [:]
    var graphWritten = (version: UInt64.max, at: Micros(0))
    var precursorsWritten = (hash: UInt64(0), at: Micros(0), isEmpty: true)
    /// Bytes read since free memory was given back.
    private var readSinceTrim = 0
    private var counts = (checkpoints: UInt64(0), failed: UInt64(0))
    /// What is shown differs from the last view, and when that was made: a view of thousands of sources is not made for each look.
    private var isStale = true
    private var publishedAt: Micros = 0

    private static let publishInterval: Micros = 200_000

    /// Nothing is to be done by the clock but what is done once a second.
    var isResting: Bool { !dirty && !isStale && refused == nil && isAtEnd }

    /// All readers have nothing more, and what they handed over is taken.
    private var isAtEnd: Bool { quiet.count == readers && waiting.isEmpty }

    /// What was handed over is not all taken: the next turn must not wait for more.
    var isBehind: Bool { !waiting.isEmpty && heard.count >= readers }

    /// So long a turn takes lines before it looks at the operator's words, the clock and whether it is to stop: a queue full of new
    /// messages can be the work of a minute.
    private static let slice: Micros = 200_000

    static let problemsKept = 20
    /// Between two tries to write a checkpoint that was refused.
    static let retryInterval: Micros = 2 * .second

    init(options: DaemonOptions, store: Store, handle: DaemonHandle, logger: Logger) throws(StoreError) {
        (self.options, self.store, self.handle, self.logger) = (options, store, handle, logger)
        var outboxOptions = Outbox.Options()
        outboxOptions.receivers = options.receivers.map(\.name)
        activeAt = Clock.now()
        let state = try store.loadCheckpoint()
        sequence = state.sequence
        do {
            engine = try Engine(options: options.engine, topology: options.topology, state: state, pages: &pages)
            var filter = TemplateFilter()
            filter.limit = 1_000_000
            engine.restore(templates: try store.templates(filter))
            outbox =
                try state.snapshot("outbox").map { try Outbox(snapshot: $0, options: outboxOptions) }
                ?? Outbox(options: outboxOptions)
        } catch {
            // The incidents and positions are good; only what was learned is not readable by this version.
            logger.error("what was learned cannot be read; learning anew: \(error)")
            pages = SnapshotPages(unreadable: state.model)
            engine = Engine(options: options.engine, topology: options.topology)
            outbox = Outbox(options: outboxOptions)
        }
        if let runbooks = options.runbooks {
            outbox.appendix = { incident, text in runbooks.write(for: incident, &text) }
        }
    }

    /// Takes what the readers handed over, for a fifth of a second at most; the rest waits for the next call, in its order. What still waits
    /// when the loop ends was not acknowledged and is read again.
    mutating func take(_ items: [LiveChannel.Item], from channel: LiveChannel) {
        for item in items {
            if case .quiet = item {} else { isStale = true }
            switch item {
            case .batch(_, let reader), .quiet(let reader):
                heard.insert(reader)
                waiting.append(item)
            // Before all have looked, a source that is found is answered at once; later it has its place behind what its reader said before.
            case .found: if isBehind { waiting.append(item) } else { process(item, from: channel) }
            case .positions, .event, .failed, .observed: waiting.append(item)
            }
        }
        guard heard.count >= readers else { return }
        let until = Clock.now() + Self.slice
        var taken = 0
        while taken < waiting.count {
            process(waiting[taken], from: channel)
            taken += 1
            if channel.isStopped || Clock.now() >= until { break }
        }
        waiting.removeFirst(taken)
    }

    private mutating func process(_ item: LiveChannel.Item, from channel: LiveChannel) {
        switch item {
        case .batch(let batch, let reader):
            // Whatever waits for the store waits here too: the engine does not run ahead of what can be kept.
            while refused != nil, !channel.isStopped {
                // The watchdog is for a loop that hangs; a full disk is no reason to restart.
                notifier.watchdog()
                retry(now: Clock.now())
                if refused != nil { channel.pause(milliseconds: 200) }
            }
            quiet.remove(reader)
            activeAt = Clock.now()
            let bytes = batch.arena.count
            readSinceTrim += bytes
            let front = engine.front.parse(batch, with: engine.parser(of: batch.source))
            absorb(engine.ingest(.batch(batch, front)))
            channel.release(bytes)
            dirty = true
            if due(now: activeAt) { commit(now: activeAt) }
        case .quiet(let reader):
            // It says so at each look, and of thousands of sources it is known then.
            guard quiet.insert(reader).inserted else { return }
            isStale = true
            if let sources = owners[reader] { absorb(engine.ingest(.reachedEnd(sources))) }
        case .positions(let positions, let beyond):
            for (id, position) in positions where id != beyond { engine.begin(id, at: position) }
        case .event(let event):
            if event.isRoutine { logger.notice("\(event)") } else { note("\(event)") }
            tell(CollectionGap(event, host: options.host))
        case .failed(let error):
            note("\(error)")
            if case .denied(let path, _) = error, denied.count < 1000 { denied[path] = "\(error)" }
            tell(CollectionGap(error, host: options.host))
        case .observed(let observations, let readings, let gaps): observe(observations, readings, gaps)
        case .found(let descriptor, let reader, let request):
            let id = engine.add(descriptor)
            if let told = denied.removeValue(forKey: String(descriptor.name.trimmingPrefix("file:"))) {
                problems[told] = nil
                logger.notice("\(descriptor.name) can be read now")
            }
            if owners[reader]?.contains(id) != true { owners[reader, default: []].append(id) }
            quiet.remove(reader)
            channel.answer(request, id, engine.resume(id))
        }
    }

    /// Lines that were not seen are told like any other trouble.
    private mutating func tell(_ gap: CollectionGap?) {
        guard let gap else { return }
        absorb(engine.ingest(.gap(gap, at: max(engine.latest, Clock.now()))))
    }

    /// What is due by the clock. True when there is something new to deliver.
    mutating func turn(now: Micros) -> Bool {
        let submissions = handle.takeSubmissions()
        for submission in submissions {
            let at = max(engine.latest, now)
            // What was not read is no older than that: an alert that comes while the logs are quiet is not dated by their last line.
            if case .alerts = submission, readers > 0, isAtEnd {
                absorb(engine.ingest(.idle(now: now - options.idleAfter)))
            }
            let outcome = engine.ingest(submission.input(at: at))
            absorb(outcome)
            if case .feedback(let word) = submission, outcome.changes.isEmpty { noteAfterwards(word, at: at) }
            appliedFeedback += 1
            dirty = true
        }
        if engine.bucketEnd != .unknown, engine.bucketEnd != advancedTo {
            advancedTo = engine.bucketEnd
            isStale = true
            events += outbox.advance(to: engine.bucketEnd - Engine.bucket)
        }
        if readers > 0, isAtEnd, now - activeAt >= options.idleAfter, now - tickedAt >= .second {
            tickedAt = now
            absorb(engine.ingest(.idle(now: now)))
        }
        if refused != nil { retry(now: now) }
        let news = !pending.changes.isEmpty || !events.isEmpty
        if refused == nil, news || appliedFeedback > 0 || due(now: now) { commit(now: now) }
        if now - prunedAt >= .hour { prune(now: now) }
        if readSinceTrim >= Self.worthATrim, isAtEnd, now - activeAt >= .second { giveBack() }
        if engine.streams.overflowed > 0, problems[Self.crowded] == nil { note(Self.crowded) }
        if !submissions.isEmpty || isStale && abs(now - publishedAt) >= Self.publishInterval { publish(now: now) }
        return news
    }

    /// A note on an incident that is over is kept with it in the store; nobody is told.
    private mutating func noteAfterwards(_ word: Feedback, at time: Micros) {
        let text: String
        switch word {
        case .note(_, let note), .resolve(_, let note): text = note
        default: return
        }
        guard !text.isEmpty else { return }
        let waiting = pending.changes.last { $0.incident.id == word.incident }?.incident
        guard var incident = waiting ?? stored(word.incident) else { return }
        incident.addNote(text)
        pending.changes.append(IncidentChange(kind: .updated, at: time, incident: incident))
    }

    private mutating func stored(_ id: String) -> Incident? {
        do throws(StoreError) {
            guard case .found(let incident) = try store.incident(id) else { return nil }
            return incident
        } catch {
            note("the note on incident \(id) is lost: \(error)")
            return nil
        }
    }

    private func due(now: Micros) -> Bool { dirty && now - committedAt >= options.checkpointInterval && refused == nil }

    private mutating func absorb(_ outcome: Outcome) {
        guard !outcome.isEmpty else { return }
        for var change in outcome.changes {
            change.incident = Retelling.whole(change.incident)
            events += outbox.admit(change)
        }
        pending += outcome
        dirty = true
        isStale = true
    }

    /// Writes everything since the last checkpoint, in one transaction.
    mutating func commit(now: Micros) {
        if refused != nil {
            retry(now: now)
            guard refused == nil else { return }
        }
        let rows = engine.checkpoint(&pages)
        var checkpoint = Checkpoint(
            sequence: sequence + 1, at: engine.bucketEnd == .unknown ? 0 : engine.bucketEnd - Engine.bucket)
        checkpoint.sources = rows.sources
        checkpoint.model = rows.model
        checkpoint.templates = rows.templates
        checkpoint.mergedTemplates = rows.mergedTemplates
        checkpoint.snapshots = [StageSnapshot(name: "outbox", bytes: outbox.snapshot())]
        if let graph = graphText(now: now) { checkpoint.snapshots.append(graph) }
        if let precursors = precursorText(now: now) { checkpoint.snapshots.append(precursors) }
        checkpoint.incidents = pending.changes
        checkpoint.heldBack = pending.heldBack
        checkpoint.outbox = events
        checkpoint.facts = [
            "streams": String(engine.streams.count), "alerts": String(engine.statistics.alerts),
            "silences": engine.silencesJSON, TemplateListing.fact: engine.bookJSON,
        ]
        pending = Outcome()
        events = []
        dirty = false
        isStale = true
        committedAt = now
        write(checkpoint, now: now)
    }

    private mutating func retry(now: Micros) {
        guard let checkpoint = refused, now - refusedAt >= Self.retryInterval else { return }
        write(checkpoint, now: now)
    }

    private mutating func write(_ checkpoint: Checkpoint, now: Micros) {
        do throws(StoreError) {
            try store.commit(checkpoint)
            sequence = checkpoint.sequence
            if refused != nil {
                logger.warning("the checkpoint is written again; reading goes on")
                // The next time is news again.
                problems[refusal] = nil
            }
            refused = nil
            counts.checkpoints += 1
            handle.didApply(appliedFeedback)
            appliedFeedback = 0
        } catch {
            refused = checkpoint
            refusedAt = now
            counts.failed += 1
            refusal = "the checkpoint cannot be written: \(error); reading waits until it can"
            note(refusal)
        }
    }

    /// Bytes read after which it is worth a pass: what catching up needed, the everyday does not.
    private static let worthATrim = 64 << 20

    private mutating func giveBack() {
        readSinceTrim = 0
        haetae_give_back_memory()
    }

    private mutating func prune(now: Micros) {
        prunedAt = now
        do throws(StoreError) { _ = try store.prune(options.retention, now: now) } catch { note("retention: \(error)") }
    }

    private static let crowded =
        "more than \(StreamTable.capacity) services: the later ones are one stream, 'other'; does an id or an address stand where a service's name is read? (`haetae parse`)"

    private mutating func note(_ problem: String) {
        if problems[problem] == nil { logger.warning("\(problem)") }
        isStale = true
        problems[problem] = Clock.now()
        if problems.count > Self.problemsKept,
            let oldest = problems.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
        {
            problems[oldest.key] = nil
        }
    }

    private mutating func publish(now: Micros) {
        isStale = false
        publishedAt = now
        var view = DaemonView(startedAt: handle.view.startedAt)
        view.eventTime = engine.bucketEnd == .unknown ? .unknown : engine.bucketEnd - Engine.bucket
        view.lines = engine.statistics.lines
        view.templates = engine.miner.indices.count
        view.streams = engine.streams.count
        view.series = engine.detectors.statistics.series
        view.alerts = engine.statistics.alerts
        view.signals = engine.statistics.signals
        view.mining = engine.miningCounts
        view.budget = options.engine.budget
        view.level = engine.gate.levels.max() ?? 0
        view.floor = options.engine.alerting.floor
        view.checkpoints = counts.checkpoints
        view.failedCheckpoints = counts.failed
        view.sources = engine.sourceStatus
        view.discoveryGaps = discoveryGaps
        view.feedback = engine.gate.feedback.map { FeedbackView($0) }
        view.problems = problems.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map {
            "\(RFC3339.string($0.value - $0.value % .second)) \($0.key)"
        }
        handle.publish(view)
    }
}
