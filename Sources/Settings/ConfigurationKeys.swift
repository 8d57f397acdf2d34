import Alerting
import Correlation
import Detection
import Model
import Pipeline
import Yams

extension ConfigurationKey {
    /// Every key, in the order in which they are shown. `receivers` is a list of mappings and has a table of its own.
    package static let all: [ConfigurationKey] =
        [
            text("host", "Name of this host in node names; empty: the system's host name.", \.host),
            ConfigurationKey(
                name: "timezone",
                help:
                    "Zone of log times that state none, as hours from UTC such as \"+09:00\" or \"UTC\"; empty: the host's.",
                standard: "\"\""
            ) { configuration, node, place throws(ConfigurationError) in
                let zone = node.string ?? ""
                guard zone.isEmpty || ZoneText.seconds(zone) != nil else {
                    throw .outOfRange(place, value: zone, allowed: "UTC or hours from it such as \"+09:00\"")
                }
                configuration.timezone = zone
            } show: {
                "\"\($0.timezone)\""
            },
            flag("sources.journal", "Read the systemd journal.", \.readJournal),
            list("sources.journal_units", "Only these units of the journal; empty: all.", \.journalUnits),
            ConfigurationKey(
                name: "sources.journal_priority",
                help: "Only entries of this severity and graver: emergency ... debug.",
                standard: "debug"
            ) { configuration, node, place throws(ConfigurationError) in
                guard let name = node.string, let severity = Severity.allCases.first(where: { $0.name == name }) else {
                    throw .outOfRange(
                        place, value: node.string ?? "", allowed: Severity.allCases.map(\.name).joined(separator: ", "))
                }
                configuration.journalPriority = severity
            } show: {
                $0.journalPriority.name
            },
            text(
                "sources.journal_directory",
                "Folder of journal files to read in place of the system's; empty: the system's.",
                \.journalDirectory),
            list("sources.files", "Files, folders and globs to follow, such as /var/log/nginx/*.log.", \.files),
            flag(
                "sources.default_files",
                "Also follow what is under /var/log and the journal does not carry. Off once `sources.files` is set.",
                \.readDefaultFiles),
            list("sources.exclude", "Globs of files that are never read.", \.exclude),
            list(
                "sources.host_folders",
                "Folders whose sub-folders are named after hosts, as on a central log server: /var/log/remote for /var/log/remote/HOST/x.log.",
                \.hostFolders),
            number(
                "sources.history",
                "Days: a log read for the first time begins with its rotated parts (x.log.1, x.log.2.gz) of so many before; 0: with the log itself.",
                in: 0...400, unit: "days", \.historyDays),
            number(
                "sources.idle_after",
                "Seconds that all sources must have been at their end before event time goes on without lines.",
                in: 1...86_400, unit: "seconds", \.idleAfterSeconds),
            number(
                "alerting.budget",
                "Incidents a day that are acceptable, for the whole installation. A ceiling in the long run, not a quota.",
                in: 0.01...1000, unit: "incidents a day", \.engine.alerting.budget),
            number(
                "alerting.floor",
                "Combined evidence, in decades, below which nothing opens an incident however much budget is left.",
                in: 0...12, unit: "decades", \.engine.alerting.floor),
            flag(
                "alerting.inhibition",
                "A host that an open incident says is down mutes what runs on it (shown on that incident and in `why-not`).",
                \.engine.correlation.inhibition),
            list(
                "alerting.down_alerts",
                "Names of other systems' alerts that say that a host is down, beside such as HostDown, NodeUnreachable, Ping lost.",
                \.engine.correlation.downAlerts),
            flag(
                "detection.rate", "Watch how often each message and each service speaks: surges, drops, slow ramps.",
                \.engine.detection.rate),
            flag(
                "detection.silence", "Watch for messages and services that were regular and stay away.",
                \.engine.detection.silence),
            flag(
                "detection.novelty", "Watch for messages that a service never had, a mass of them above all.",
                \.engine.detection.novelty),
            flag(
                "detection.severity", "Watch the share of warnings and errors of each service.",
                \.engine.detection.severity),
            flag(
                "detection.values",
                "Watch numbers in messages that a unit or a name tells to be measures: latency, size, queue depth.",
                \.engine.detection.values),
            flag(
                "detection.words", "Watch which addresses, users and statuses dominate in messages.",
                \.engine.detection.words),
            flag(
                "detection.flows", "Follow correlation ids: what usually comes next and after how long.",
                \.engine.detection.flows),
            flag(
                "detection.drift", "Say when what was learned is stale.",
                \.engine.detection.drift),
            flag(
                "detection.collection", "Say when logs were lost, throttled, truncated or may not be read.",
                \.engine.detection.collection),
            ConfigurationKey(
                name: "language", help: "In which language incidents are told, in commands and webhooks: en or ko.",
                standard: "en"
            ) { configuration, node, place throws(ConfigurationError) in
                guard let language = Language(rawValue: node.string ?? "") else {
                    throw .outOfRange(
                        place, value: node.string ?? "",
                        allowed: Language.allCases.map(\.rawValue).joined(separator: ", "))
                }
                configuration.engine.correlation.language = language
            } show: {
                $0.engine.correlation.language.rawValue
            },
            text(
                "topology", "File that declares hosts, services and what depends on what; empty: none.", \.topologyFile),
            flag(
                "discovery.host",
                "Learn who needs whom from this host's connections, units and control groups, once a minute.",
                \.observeHost),
            list("runbooks.folders", "Folders of runbooks (Markdown, text) that `ask` answers from.", \.runbookFolders),
            text(
                "runbooks.vocabulary",
                "File of words of your site, added to the built-in vocabulary (docs/runbooks.md); empty: none.",
                \.runbookVocabulary),
            number(
                "runbooks.watch_interval", "Seconds between two looks of the daemon for changed runbooks.",
                in: 0.1...3600,
                unit: "seconds", \.runbookWatchSeconds),
            text(
                "runbooks.model",
                "Sentence encoder that helps to find runbooks: a name of `haetae models list`, or a folder; empty: words alone.",
                \.runbookModel),
            text("state.path", "Folder of the daemon's database.", \.statePath),
            number(
                "state.checkpoint",
                "Seconds between checkpoints: the longest stretch that is read again after a crash.", in: 0.001...300,
                unit: "seconds", \.checkpointSeconds),
            integer("state.retention_days", "Days that resolved incidents are kept.", in: 1...3650, \.retentionDays),
            integer(
                "state.retention_megabytes", "Size above which the oldest incidents go first.", in: 16...1_000_000,
                \.retentionMegabytes),
            ConfigurationKey(
                name: "api.socket", help: "Unix socket on which the daemon answers the commands; empty: none.",
                standard: quoted(Configuration().socketPath)
            ) { configuration, node, place throws(ConfigurationError) in
                guard let path = node.string, node.scalar != nil else { throw .wrongType(place, expected: "a text") }
                // `sun_path` holds 108 bytes with the NUL.
                guard path.utf8.count <= 107 else {
                    throw .outOfRange(place, value: path, allowed: "a path of at most 107 bytes")
                }
                configuration.socketPath = path
            } show: {
                quoted($0.socketPath)
            },
            number(
                "delivery.late_after",
                "Minutes after which an incident is told in one summary with others instead of singly: nobody is paged for the past.",
                in: 1...10_000_000, unit: "minutes", \.lateAfterMinutes),
        ] + endpoints

    /// The keys of one element of `receivers`.
    package static let receiver: [(name: String, help: String)] = [
        ("name", "What the receiver is called in `status` and in the store."),
        ("url", "Where events are posted, http or https."),
        ("secret_file", "File with the key that signs each body (HMAC-SHA256); leave out for unsigned."),
        ("format", "haetae (the event as documented, the default) or alertmanager (its POST /api/v2/alerts takes it)."),
        ("timeout", "Seconds to wait for an answer (default 10)."),
    ]
}
