import Bytes
import Correlation
import LogFormats
import Model
import Topology

/// A source's state as `status` shows it.
package struct SourceStatus: Sendable {
    package var descriptor: SourceDescriptor
    package var ledger: Ledger
    package var resume: SourcePosition?
    package var latest: Micros
    package var atEnd: Bool
    package var clamped: UInt64
    package var late: UInt64
    package var guesses: [String]
    /// Lines read by the source but not yet in the engine.
    package var waiting: Int
}

extension Engine {
    /// Takes up a source. A source known from before a restart goes on where it was: `resume(_:)` tells from where to read.
    package mutating func add(_ descriptor: SourceDescriptor) -> SourceID {
        guard let index = sourceIndex[descriptor.name] else {
            // The first lines of the others may speak of it before it speaks itself.
            if !descriptor.host.isEmpty { correlator.topology.learn(NodeName(descriptor.host), at: .unknown) }
            sources.append(SourceQueue(descriptor, tracker: FormatTracker(descriptor, options: options.formats)))
            heads.append()
            sourceIndex[descriptor.name] = sources.count - 1
            copies.add(descriptor)
            return SourceID(sources.count - 1)
        }
        if let snapshot = sources[index].dormant {
            let tracker =
                (try? FormatTracker(descriptor, options: options.formats, snapshot: snapshot))
                ?? FormatTracker(descriptor, options: options.formats)
            sources[index].reopen(descriptor, tracker: tracker)
        }
        sources[index].ended = false
        return SourceID(index)
    }

    /// From where a source is to be read: the end of the last batch that is wholly in the engine.
    package func resume(_ source: SourceID) -> SourcePosition? { sources[Int(source.raw)].resume }

    /// Where a source stands that has given nothing yet.
    package mutating func begin(_ source: SourceID, at position: SourcePosition) {
        guard sources[Int(source.raw)].resume == nil else { return }
        sources[Int(source.raw)].resume = position
        sources[Int(source.raw)].isUnwritten = true
    }

    /// The parser with which the front should read the next batch of a source.
    package func parser(of source: SourceID) -> LineParser { sources[Int(source.raw)].tracker.parser }

    /// Names of sources that were read before a restart and have not been opened again.
    package var missingSources: [String] { sources.filter { $0.dormant != nil }.map(\.descriptor.name).sorted() }

    /// What is shown of each source, in the order in which they came.
    package var sourceStatus: [SourceStatus] {
        // In place: a copy of each source, with all that it holds, would be made each time somebody may look.
        sources.indices.map { sources[$0].status }
    }
}

extension SourceQueue {
    /// What is shown of it.
    fileprivate var status: SourceStatus {
        SourceStatus(
            descriptor: descriptor, ledger: ledger, resume: resume, latest: latest, atEnd: atEnd && !hasLine,
            clamped: clamped, late: late, guesses: tracker.guesses,
            waiting: queue[min(head, queue.count)...].reduce(0) { $0 + $1.front.lines.count } - next)
    }
}
