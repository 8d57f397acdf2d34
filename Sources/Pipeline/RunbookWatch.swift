import Logging
import Model
import Runbooks
import Storage

/// Keeps the index of the runbooks equal to their folders and to the notes on resolved incidents, on a thread of its own. It looks at
/// names, sizes and times: the same on every file system, a network's too, and the same for a git checkout.
struct RunbookWatch: Sendable {
    /// Between two looks; longer where a look takes long, so that it stays below a two-hundredth of a core.
    let interval: Double
    /// Seconds of embedding after which the folders are looked at again.
    private static let longestEmbedding = 30.0
    let library: RunbookLibrary
    let store: Store
    let logger: Logger

    func start(until channel: LiveChannel) -> PipelineThread {
        let watch = self
        return PipelineThread("runbooks") {
            // Told once, not every quarter of a minute.
            var told: Set<String> = []
            while !channel.isStopped {
                let began = ContinuousClock.now
                let notes = ((try? watch.store.incidentsWithNotes()) ?? []).compactMap(ResolutionNote.init)
                let (report, messages) = watch.library.refresh(notes: notes)
                for message in messages where told.insert(message).inserted {
                    watch.logger.warning("runbooks: \(message)")
                }
                if told.count > 1000 { told.removeAll() }
                if let report, report.isChanged {
                    watch.logger.notice(
                        "runbooks indexed",
                        metadata: [
                            "passages": "\(report.chunks)", "added": "\(report.added)", "changed": "\(report.changed)",
                            "removed": "\(report.removed)",
                        ])
                }
                let took = began.duration(to: .now) / .seconds(1)
                let vectors = watch.library.makeVectors(
                    seconds: Self.longestEmbedding, isStopped: { channel.isStopped },
                    pause: { channel.pause(milliseconds: $0) })
                for message in vectors.messages where told.insert(message).inserted {
                    watch.logger.warning("runbooks: \(message)")
                }
                if vectors.made > 0 {
                    watch.logger.notice(
                        "runbooks embedded",
                        metadata: ["passages": "\(vectors.made)", "done": "\(vectors.isDone ? "yes" : "no")"])
                }
                guard vectors.isDone else { continue }
                // A look that found nothing new tells what looks cost; one that indexed does not.
                let isBusy = vectors.made > 0 || report?.isChanged == true
                channel.pause(milliseconds: Int(1000 * max(watch.interval, isBusy ? 0 : 200 * took)))
            }
        }
    }
}

extension RunbookLibrary {
    /// What the body of an incident's event says of runbooks, its secrets masked: it leaves the host.
    func write(for incident: Incident, _ text: inout JSONText) {
        let masked = suggestions(for: incident).map { suggestion in
            var suggestion = suggestion
            suggestion.title = SecretMasking.mask(suggestion.title)
            suggestion.heading = SecretMasking.mask(suggestion.heading)
            suggestion.steps = suggestion.steps.map { SecretMasking.mask($0) }
            return suggestion
        }
        text.member(runbooks: masked)
    }
}
