import ArgumentParser
import Glibc
import Host
import LogSources
import Logging
import Model
import Notifications
import Pipeline
import Runbooks
import Server
import ServiceLifecycle
import Settings
import Storage
import Topology
import UnixSignals

struct DaemonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daemon",
        abstract: "Follow the journal and files, learn, open incidents, notify. Runs until it is told to stop.",
        discussion: HelpText.joined(
            """
            Without a configuration it reads the journal and the files under /var/log that the journal does not carry. systemd
            starts it as haetae.service.

            EXAMPLES
              haetae daemon
              haetae daemon --config haetae.yaml
            """))
    @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
    var config: String?
    @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error.")
    var logLevel = "notice"

    func validate() throws {
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError("--log-level '\(logLevel)': use trace, debug, info, notice, warning or error")
        }
    }

    func run() async throws {
        // Logs tell much of a host: what the daemon makes, the socket at its birth too, is closed to others.
        umask(0o007)
        let configuration = try ConfigurationLocation.load(config)
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "haetae")
        logger.logLevel = Logger.Level(rawValue: logLevel) ?? .notice
        let options = try DaemonAssembly.options(configuration)
        let daemon: Daemon
        do throws(DaemonError) { daemon = try Daemon(options: options, logger: logger) } catch {
            throw CommandFailure("\(error)")
        }
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
            .init(service: PipelineService(daemon: daemon), successTerminationBehavior: .gracefullyShutdownGroup),
            .init(service: DeliveryService(worker: daemon.worker)),
        ]
        if !configuration.socketPath.isEmpty {
            try SocketPath.prepare(configuration.socketPath)
            let server = APIServer(
                socket: configuration.socketPath, version: Version.text, handle: daemon.handle, store: daemon.store,
                asking: DaemonAssembly.asking(options, daemon.store), logger: logger)
            services.append(.init(service: SocketService(server: server)))
        }
        // A terminal that is closed ends a daemon started by hand. Elsewhere SIGHUP asks for a reload, which there is none of; untrapped
        // it would end the service, and systemd takes that for a clean end and starts it no more.
        var ends: [UnixSignal] = [.sigterm, .sigint]
        if isatty(STDIN_FILENO) == 1 {
            ends.append(.sighup)
        } else {
            services.append(.init(service: HangupService(logger: logger)))
        }
        let group = ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: ends, logger: logger))
        try await group.run()
        daemon.store.close()
    }
}

/// The engine's loop as a service: on a thread of its own, ended by a graceful shutdown.
private struct PipelineService: Service {
    let daemon: Daemon
    func run() async throws {
        // Told to stop, or cancelled because another service failed: either way the loop ends with a last checkpoint.
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await Blocking.run { try daemon.run() }
            } onGracefulShutdown: {
                daemon.stop()
            }
        } onCancel: {
            daemon.stop()
        }
    }
}

/// Says of each SIGHUP that it does nothing.
private struct HangupService: Service {
    let logger: Logger
    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            logger.notice(
                "SIGHUP does nothing: to read a changed configuration, restart the daemon; nothing is lost by it")
        }
    }
}

private struct DeliveryService: Service {
    let worker: DeliveryWorker
    func run() async throws {
        await cancelWhenGracefulShutdown { await worker.run() }
        // Without receivers there is nothing to deliver, and the service ends only with the others.
        try? await gracefulShutdown()
    }
}

private struct SocketService: Service {
    let server: APIServer
    func run() async throws {
        try await server.run()
    }
}

/// The socket's folder and what an earlier daemon left there.
private enum SocketPath {
    static func prepare(_ path: String) throws {
        guard path.utf8.count < 108 else {
            throw CommandFailure("api.socket: '\(path)' is longer than a socket's path may be (107 bytes)")
        }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            let folder = String(path[..<slash])
            if mkdir(folder, 0o755) != 0, errno != EEXIST {
                throw CommandFailure(
                    "api.socket: the folder '\(folder)' cannot be made: \(String(cString: strerror(errno))). Make it, or set api.socket"
                )
            }
        }
        // The store's lock says that no other daemon runs, so a socket that is there is a dead one's.
        var info = stat()
        if lstat(path, &info) == 0 {
            guard info.st_mode & S_IFMT == S_IFSOCK else {
                throw CommandFailure("api.socket: '\(path)' is there and is no socket; remove it or set api.socket")
            }
            unlink(path)
        }
    }
}

/// Turns the configuration into what the daemon is told.
enum DaemonAssembly {
    static func options(_ configuration: Configuration) throws -> DaemonOptions {
        var options = DaemonOptions()
        options.engine = configuration.engine
        options.topology = try TopologySource.declared(
            configuration.topologyFile.isEmpty ? nil : configuration.topologyFile)
        options.statePath = configuration.statePath
        options.host = configuration.host.isEmpty ? HostName.short() : configuration.host
        if configuration.timezone.isEmpty {
            options.zoneOffset = Clock.zoneOffset(at: Clock.now())
        } else {
            guard let zone = TimeArgument.zone(configuration.timezone) else {
                throw CommandFailure("timezone: '\(configuration.timezone)': use UTC or hours from it such as +09:00")
            }
            options.zoneOffset = zone
        }
        options.readJournal = configuration.readJournal
        // The graph of this host is of use where this host's logs are read.
        options.observeHost =
            configuration.observeHost && configuration.readJournal && configuration.journalDirectory.isEmpty
        options.journal.units = configuration.journalUnits
        options.journal.worst = configuration.journalPriority == .debug ? nil : configuration.journalPriority
        options.journalDirectory = configuration.journalDirectory
        options.exclude = configuration.exclude
        options.files = configuration.files
        options.hostFolders = configuration.hostFolders.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        options.delivery.lateAfter = Micros(configuration.lateAfterMinutes * 60e6)
        if configuration.readDefaultFiles {
            var discovery = Discovery.Options()
            discovery.exclude = configuration.exclude
            discovery.localHost = options.host
            discovery.zoneOffset = options.zoneOffset
            discovery.now = Clock.now()
            // What the journal carries already, and what is no service's log, is not read twice.
            let place: JournalSource.Place =
                configuration.journalDirectory.isEmpty ? .system : .folder(configuration.journalDirectory)
            let selection = DefaultSources.selection(journal: place, options: discovery)
            options.files += selection.patterns
            options.exclude = selection.exclude
        }
        options.fileHistory = Micros(configuration.historyDays * 86_400e6)
        options.idleAfter = Micros(configuration.idleAfterSeconds * 1e6)
        options.checkpointInterval = Micros(configuration.checkpointSeconds * 1e6)
        options.retention.incidents = Micros(configuration.retentionDays) * .day
        options.retention.maximumBytes = Int64(configuration.retentionMegabytes) << 20
        options.runbooks = try RunbookFolders.library(configuration)
        options.runbookInterval = configuration.runbookWatchSeconds
        options.receivers = configuration.receivers.map { receiver in
            var webhook = Webhook(
                name: receiver.name, url: receiver.url,
                secret: receiver.secretFile.isEmpty ? nil : .file(receiver.secretFile))
            webhook.timeoutSeconds = receiver.timeoutSeconds
            webhook.format = receiver.format
            return webhook
        }
        return options
    }

    /// What the daemon's socket answers questions from.
    static func asking(_ options: DaemonOptions, _ store: Store) -> QuestionAnswering {
        let declared = options.topology.nodes.map { (node: $0.name, aliases: $0.aliases) }
        let zone = options.zoneOffset
        return QuestionAnswering(
            store: store, runbooks: options.runbooks, names: { try IncidentNames(of: $0, declared: declared) },
            time: { TimeExpression(now: Clock.now(), zone: zone) })
    }
}
