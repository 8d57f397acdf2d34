import Host
import LogSources
import Model

/// A thread that follows sources for a daemon: the journal, or any number of files.
struct LiveReader: Sendable {
    /// Makes the reader, on its own thread; the closure registers each source with the engine.
    typealias Make =
        @Sendable (
            _ register: @escaping (SourceDescriptor) -> (id: SourceID, resume: SourcePosition?)
        ) throws(SourceError) -> any LogReader

    let name: String
    let make: Make

    /// While lines come, positions of files without any are told so often at most; a checkpoint is rarer.
    private static let tellEvery: Micros = 100_000
    /// Seconds before a reader that could not be opened is tried again.
    static let retry: Micros = 10 * .second

    func start(_ number: Int, into channel: LiveChannel, batchBytes: Int) -> PipelineThread {
        let (name, make) = (name, make)
        return PipelineThread(name) {
            while !channel.isStopped {
                do throws(SourceError) {
                    let reader = try make { descriptor in
                        channel.register(descriptor, reader: number) ?? (SourceID(0), nil)
                    }
                    channel.add(reader.interrupter)
                    Self.follow(reader, number, into: channel, batchBytes: batchBytes)
                    return
                } catch {
                    // Not readable now (no permission, no journal yet): said, and tried again.
                    channel.put(.failed(error))
                    channel.put(.quiet(reader: number))
                    channel.pause(milliseconds: Int(Self.retry / 1000))
                }
            }
        }
    }

    private static func follow(_ reader: any LogReader, _ number: Int, into channel: LiveChannel, batchBytes: Int) {
        defer { reader.close() }
        let files = reader as? FileFollow
        var told = 0
        var toldAt: Micros = 0
        while !channel.isStopped {
            var batch: LogBatch?
            do throws(SourceError) {
                // The merge holds a batch of each source: of many, small ones.
                let most = told > 16 ? batchBytes / 4 : batchBytes
                batch = try reader.next(maxBytes: most, readAt: Clock.now())
            } catch {
                channel.put(.failed(error))
            }
            for event in reader.takeEvents() { channel.put(.event(event)) }
            // Files are known by their position from the moment they are open, so that one that is renamed before its first
            // line is in the engine is found again. Of thousands that are opened one after the other, many at a time.
            if let files, case let now = Clock.now(), batch == nil || now - toldAt >= Self.tellEvery,
                case let placed = files.placedCount, placed != told
            {
                (told, toldAt) = (placed, now)
                let positions = files.positions.filter { $0.position.token.contains(";") }
                channel.put(.positions(positions.map { (id: $0.id, position: $0.position) }, beyond: batch?.source))
            }
            if let batch {
                channel.put(.batch(batch, reader: number), bytes: batch.arena.count)
            } else {
                channel.put(.quiet(reader: number))
                _ = reader.wait(timeout: .second)
            }
        }
    }
}
