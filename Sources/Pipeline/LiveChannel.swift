import Correlation
import LogSources
import Model
import Topology

/// How the reading threads of a daemon hand over to the engine's loop, and how it answers them. Bounded by bytes.
final class LiveChannel: Sendable {
    enum Item: Sendable {
        case batch(LogBatch, reader: Int)
        /// Where sources stand that have given nothing yet; `beyond` gives its first batch now, which tells itself.
        case positions([(id: SourceID, position: SourcePosition)], beyond: SourceID?)
        /// A reader has nothing more at present.
        case quiet(reader: Int)
        case event(SourceEvent)
        case failed(SourceError)
        /// What a look at the host showed, and what could not be read.
        case observed([TopologyObservation], [ResourceReading], gaps: [String])
        /// A reader found a source and waits for its number and position.
        case found(SourceDescriptor, reader: Int, request: UInt64)
    }

    private struct State {
        var items: [Item] = []
        var waitingBytes = 0
        var requests: UInt64 = 0
        var answers: [UInt64: (id: SourceID, resume: SourcePosition?)] = [:]
        var stopped = false
        var woken = false
        var interrupters: [Interrupter] = []
    }
    private let state = Monitor(State())
    /// Bytes that may wait before a reader is held back.
    let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    // For reading threads.

    var isStopped: Bool { state.look { $0.stopped } }

    /// Hands over an item; holds the reader back while too much waits.
    func put(_ item: Item, bytes: Int = 0) {
        let capacity = capacity
        // Held back at most a second at a time: a source that the merge waits for may be behind this very reader.
        let put: Bool? = state.wait(milliseconds: 1000) { state in
            guard state.waitingBytes < capacity || state.stopped || bytes == 0 else { return nil }
            state.items.append(item)
            state.waitingBytes += bytes
            return true
        }
        if put == nil {
            state.change { state in
                state.items.append(item)
                state.waitingBytes += bytes
            }
        }
    }

    /// Asks the engine for a source's number and position. Nil when the daemon is stopping.
    func register(_ descriptor: SourceDescriptor, reader: Int) -> (id: SourceID, resume: SourcePosition?)? {
        let request = state.change { state in
            state.requests += 1
            state.items.append(.found(descriptor, reader: reader, request: state.requests))
            return state.requests
        }
        let answer: (id: SourceID, resume: SourcePosition?)?? = state.wait { state in
            if let answer = state.answers.removeValue(forKey: request) { return .some(answer) }
            return state.stopped ? .some(nil) : nil
        }
        return answer ?? nil
    }

    /// Waits, unless the daemon is stopping.
    func pause(milliseconds: Int) { _ = state.wait(milliseconds: milliseconds) { $0.stopped ? true : nil } as Bool? }

    func add(_ interrupter: Interrupter) { state.change { $0.interrupters.append(interrupter) } }

    // For the engine's loop.

    /// Everything that waits; waits itself at most so long for something.
    func takeAll(milliseconds: Int) -> [Item] {
        state.wait(milliseconds: milliseconds) { state -> [Item]? in
            guard !state.items.isEmpty || state.woken || state.stopped else { return nil }
            state.woken = false
            defer { state.items = [] }
            return state.items
        } ?? []
    }

    /// Bytes that the engine has done with.
    func release(_ bytes: Int) { state.change { $0.waitingBytes -= bytes } }

    func answer(_ request: UInt64, _ id: SourceID, _ resume: SourcePosition?) {
        state.change { $0.answers[request] = (id, resume) }
    }

    /// Makes `takeAll` return.
    func wake() { state.change { $0.woken = true } }

    func stop() {
        let interrupters = state.change { state in
            state.stopped = true
            return state.interrupters
        }
        for interrupter in interrupters { interrupter.interrupt() }
    }
}
