import Bytes
import LogFormats
import LogSources
import Model

/// How to open one source; called on the thread that will read it.
package struct SourceOpening: Sendable {
    package var descriptor: SourceDescriptor
    package var open: @Sendable () throws(SourceError) -> any LogSource
    package init(descriptor: SourceDescriptor, open: @escaping @Sendable () throws(SourceError) -> any LogSource) {
        (self.descriptor, self.open) = (descriptor, open)
    }
}

/// Reads finite sources ahead of the engine: one thread reads (a reader belongs to one thread for its life), any number run the
/// front, a batch each. The engine's loop takes the batches out in each source's order. Bounded: at most `depth` batches of a
/// source are under way or waiting.
package final class ReadAhead: Sendable {
    /// What the engine's loop takes out.
    package enum Item: Sendable {
        case batch(LogBatch, FrontResult)
        /// The source has nothing more.
        case end(SourceID)
        /// Something of a source could not be read; reading goes on behind it.
        case failed(SourceID, SourceError)
        case event(SourceID, SourceEvent)
    }

    private struct Slot {
        var parser: LineParser
        var finished = false
        /// Items made and taken out, in the source's order.
        var made: UInt64 = 0
        var taken: UInt64 = 0
        var ready: [UInt64: Item] = [:]
        var progress = SourceProgress(bytes: 0, total: nil)
        var underWay: Int { Int(made - taken) }
    }
    private struct Job {
        var source: Int
        var number: UInt64
        var batch: LogBatch
        var parser: LineParser
    }
    private struct State {
        var slots: [Slot]
        var jobs: [Job] = []
        var readerDone = false
        var stopped = false
        var turn = 0
    }

    private let state: Monitor<State>
    private let threads: [PipelineThread]

    /// Starts the threads. `parsers` are the sources' first ones, in the order of `sources`; `readAt` is the stated time of reading.
    package init(
        _ sources: [SourceOpening], parsers: [LineParser], front: Front, workers: Int, depth: Int, batchBytes: Int,
        readAt: Micros
    ) {
        let state = Monitor(State(slots: parsers.map { Slot(parser: $0) }))
        self.state = state
        var threads = [
            PipelineThread("reader") { Self.read(sources, state, depth: depth, batchBytes: batchBytes, readAt: readAt) }
        ]
        for number in 0..<max(1, workers) {
            threads.append(PipelineThread("front-\(number)") { Self.parse(state, front) })
        }
        self.threads = threads
    }

    /// Tells the front that a source's format was decided anew.
    package func use(_ parser: LineParser, for source: SourceID) {
        state.change { $0.slots[Int(source.raw)].parser = parser }
    }

    /// The next item of any source, each source's in order; nil when all have ended and everything was taken out.
    package func next() -> Item? {
        let found: Item?? = state.wait { state in
            var left = false
            for offset in state.slots.indices {
                let index = (state.turn + offset) % state.slots.count
                if !state.slots[index].ready.isEmpty,
                    let item = state.slots[index].ready.removeValue(forKey: state.slots[index].taken)
                {
                    state.slots[index].taken += 1
                    state.turn = index + 1
                    return .some(.some(item))
                }
                if !state.slots[index].finished || state.slots[index].underWay > 0 { left = true }
            }
            return left ? nil : .some(nil)
        }
        return found ?? nil
    }

    /// Bytes read so far and in all (nil where a source cannot tell).
    package var progress: SourceProgress {
        state.look { state in
            state.slots.reduce(into: SourceProgress(bytes: 0, total: 0)) { sum, slot in
                sum.bytes += slot.progress.bytes
                if let total = slot.progress.total, let so = sum.total {
                    sum.total = so + total
                } else {
                    sum.total = nil
                }
            }
        }
    }

    /// Ends the threads. Safe at any time, once.
    package func stop() {
        state.change { $0.stopped = true }
        for thread in threads { thread.join() }
    }

    /// The reading thread: gives each source its turn for as long as somebody wants more of it.
    private static func read(
        _ openings: [SourceOpening], _ state: Monitor<State>, depth: Int, batchBytes: Int, readAt: Micros
    ) {
        var readers: [(any LogSource)?] = openings.map { _ in nil }
        var opened = [Bool](repeating: false, count: openings.count)
        var turn = 0
        var unfinished = openings.count
        while unfinished > 0 {
            let wanted: Int? =
                state.wait { state -> Int?? in
                    if state.stopped { return .some(nil) }
                    for offset in state.slots.indices {
                        let index = (turn + offset) % state.slots.count
                        if !state.slots[index].finished, state.slots[index].underWay < depth { return .some(index) }
                    }
                    return nil
                } ?? nil
            guard let index = wanted else { break }
            turn = index + 1
            var items: [Item] = []
            var batch: LogBatch?
            var finished = false
            do throws(SourceError) {
                if !opened[index] {
                    opened[index] = true
                    readers[index] = try openings[index].open()
                }
                batch = try readers[index]?.next(maxBytes: batchBytes, readAt: readAt)
            } catch {
                items.append(.failed(SourceID(index), error))
            }
            for event in readers[index]?.takeEvents() ?? [] { items.append(.event(SourceID(index), event)) }
            if batch == nil, readers[index]?.isFinished ?? true {
                finished = true
                items.append(.end(SourceID(index)))
                readers[index]?.close()
            }
            let progress = readers[index]?.progress ?? SourceProgress(bytes: 0, total: nil)
            if finished {
                readers[index] = nil
                unfinished -= 1
            }
            state.change { state in
                if var batch {
                    batch.source = SourceID(index)
                    let number = state.slots[index].made
                    batch.sequence = number
                    state.slots[index].made += 1
                    state.jobs.append(
                        Job(source: index, number: number, batch: batch, parser: state.slots[index].parser))
                }
                for item in items {
                    state.slots[index].ready[state.slots[index].made] = item
                    state.slots[index].made += 1
                }
                state.slots[index].finished = finished
                state.slots[index].progress = progress
            }
        }
        for reader in readers { reader?.close() }
        state.change { $0.readerDone = true }
    }

    /// A worker: parses batches until none can come any more.
    private static func parse(_ state: Monitor<State>, _ front: Front) {
        while true {
            let job: Job? =
                state.wait { state -> Job?? in
                    if state.stopped { return .some(nil) }
                    if !state.jobs.isEmpty { return .some(state.jobs.removeFirst()) }
                    return state.readerDone ? .some(nil) : nil
                } ?? nil
            guard let job else { return }
            let item = Item.batch(job.batch, front.parse(job.batch, with: job.parser))
            state.change { $0.slots[job.source].ready[job.number] = item }
        }
    }
}
