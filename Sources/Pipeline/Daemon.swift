import HTTPTransport
import Host
import LogSources
import Logging
import Model
import Notifications
import Runbooks
import Storage
import Topology

/// What a daemon needs to be told.
package struct DaemonOptions: Sendable {
    package var engine = EngineOptions()
    package var topology = TopologyGraph()
    package var statePath = "/var/lib/haetae"
    package var host = "localhost"
    package var zoneOffset = 0
    package var readJournal = true
    /// Look at this host's sockets, units and control groups.
    package var observeHost = false
    package var journal = JournalSource.Options()
    /// Folder of journal files; empty: the system's.
    package var journalDirectory = ""
    package var files: [String] = []
    package var exclude: [String] = []
    /// Folders whose sub-folders are named after hosts.
    package var hostFolders: [String] = []
    /// A log read for the first time begins with its rotated parts written to within this long.
    package var fileHistory: Micros = 0
    package var idleAfter: Micros = 5 * .second
    package var checkpointInterval: Micros = 5 * .second
    package var batchBytes = 256 * 1024
    /// Bytes read that may wait for the engine.
    package var waitingBytes = 32 << 20
    package var receivers: [Webhook] = []
    package var retention = Retention()
    package var delivery = DeliveryPolicy()
    /// The operator's runbooks; nil where none are configured.
    package var runbooks: RunbookLibrary?
    /// Seconds between two looks for changes in them.
    package var runbookInterval = 15.0
    package init() {}

    /// A file's source, with the host that its folder names.
    func named(_ descriptor: SourceDescriptor) -> SourceDescriptor {
        guard let slash = descriptor.name.firstIndex(of: "/") else { return descriptor }
        let path = descriptor.name[slash...]
        for folder in hostFolders where path.hasPrefix(folder + "/") {
            let parts = path.dropFirst(folder.utf8.count + 1).split(separator: "/")
            guard parts.count > 1 else { continue }
            var named = descriptor
            named.host = String(parts[0])
            return named
        }
        return descriptor
    }
}

/// Why a daemon cannot start.
package enum DaemonError: Error, Sendable, CustomStringConvertible {
    case store(StoreError)
    case nothingToRead
    package var description: String {
        switch self {
        case .store(let error): "\(error)"
        case .nothingToRead: "nothing to read: switch sources.journal on, or name files under sources.files"
        }
    }
}

/// Follows sources and drives the engine: read, ingest, commit. One thread of its own; the readers have theirs.
package final class Daemon: Sendable {
    package let options: DaemonOptions
    package let store: Store
    package let handle: DaemonHandle
    package let worker: DeliveryWorker
    private let channel: LiveChannel
    private let logger: Logger

    /// Opens the store. Throws when it cannot be: another daemon has it, it is damaged, it may not be written.
    package init(options: DaemonOptions, logger: Logger) throws(DaemonError) {
        guard options.readJournal || !options.files.isEmpty else { throw .nothingToRead }
        (self.options, self.logger) = (options, logger)
        do throws(StoreError) {
            do throws(StoreError) {
                store = try Store(folder: options.statePath, access: .readWrite)
            } catch .corrupt(let path, let detail) {
                // Moved aside, loudly: a daemon that does not start sees nothing at all.
                let aside = try Store.quarantine(folder: options.statePath, now: Clock.now())
                logger.critical("\(path) is damaged (\(detail)); moved to \(aside), learning anew")
                store = try Store(folder: options.statePath, access: .readWrite)
            }
        } catch {
            throw .store(error)
        }
        handle = DaemonHandle(startedAt: Clock.now())
        channel = LiveChannel(capacity: options.waitingBytes)
        let log = logger
        worker = DeliveryWorker(
            store: store, webhooks: options.receivers, client: HTTPClient(), policy: options.delivery,
            now: { Clock.now() }, report: { report in log.info("\(report)") })
    }

    /// Asks the loop to end; it writes a last checkpoint. Safe from any thread.
    package func stop() { channel.stop() }

    /// Runs until `stop()`. Blocks: call it on a thread that may.
    package func run() throws(DaemonError) {
        var loop: DaemonLoop
        do throws(StoreError) {
            loop = try DaemonLoop(options: options, store: store, handle: handle, logger: logger)
        } catch {
            throw .store(error)
        }
        let wake = channel
        handle.onFeedback { wake.wake() }
        let notifier = ServiceNotifier()
        let threads = readers().enumerated().map { number, reader in
            reader.start(number, into: channel, batchBytes: options.batchBytes)
        }
        loop.readers = threads.count
        let observer = options.observeHost ? HostObserver(host: options.host).start(into: channel) : nil
        let watch = options.runbooks.map {
            RunbookWatch(interval: options.runbookInterval, library: $0, store: store, logger: logger).start(
                until: channel)
        }
        notifier.ready(status: "reading")
        logger.notice("reading", metadata: ["state": "\(options.statePath)", "sequence": "\(loop.sequence)"])
        while !channel.isStopped {
            let items = channel.takeAll(milliseconds: loop.isBehind ? 0 : loop.isResting ? 1000 : 250)
            loop.take(items, from: channel)
            if loop.turn(now: Clock.now()) { worker.wake() }
            // Fed by the loop's own progress: a loop that hangs is restarted by systemd. A full disk is no reason to restart.
            notifier.watchdog()
        }
        notifier.stopping()
        for thread in threads { thread.join() }
        observer?.join()
        watch?.join()
        loop.commit(now: Clock.now())
        logger.notice("stopped", metadata: ["sequence": "\(loop.sequence)"])
    }

    private func readers() -> [LiveReader] {
        var readers: [LiveReader] = []
        let options = options
        if options.readJournal {
            let descriptor = SourceDescriptor(
                name: options.journalDirectory.isEmpty ? "journal" : "journal:\(options.journalDirectory)",
                kind: .journal,
                host: options.host, latest: .max, zoneOffset: options.zoneOffset)
            var journal = options.journal
            journal.follow = true
            journal.excludeOwn = true
            let chosen = journal
            readers.append(
                LiveReader(name: "journal") { register throws(SourceError) in
                    let (id, resume) = register(descriptor)
                    let place: JournalSource.Place =
                        options.journalDirectory.isEmpty ? .system : .folder(options.journalDirectory)
                    return try JournalSource(descriptor, id: id, place: place, options: chosen, resume: resume)
                })
        }
        if !options.files.isEmpty {
            var follow = FileFollow.Options()
            follow.exclude = options.exclude
            follow.localHost = options.host
            follow.zoneOffset = options.zoneOffset
            follow.history = options.fileHistory
            let chosen = follow
            readers.append(
                LiveReader(name: "files") { register throws(SourceError) in
                    FileFollow(options.files, options: chosen, assign: { register(options.named($0)) })
                })
        }
        return readers
    }
}
