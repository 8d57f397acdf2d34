import Bytes
import Model

/// The formats, by their number: it is stored in snapshots, so none is ever given anew.
enum Format: UInt16, Sendable, Hashable, CaseIterable {
    case none, journal, syslog, syslogISO, syslogProtocol, json, logfmt, access, nginxError, apacheError, postgresql,
        redis
    case klog, kernel
    /// A time at the line's start and the cautious reading of what follows.
    case timeLed
    /// The layout that the source voted for.
    case columns
    case cri, w3c, cluster
    case levelFirst, clockLed, rubyLogger, javaUtilLogging, dotNet, mySQL, mongoDB, timedRequest
    case squid, auditd, journalSeconds, javaGC, kubernetesEvents, logcatBrief, compose
    case tai64n, uwsgi
    case levelLed, timeWithin, angleFields, xorg, chromium, loadBalancer, flowLog, macUnified
    case erlangReport, sambaHeading, packageHistory, slowQuery
    case securityEvent, delimitedRow, looseTime
    case configurationTrace, eclipse, bootStatus
    case timeHeading
    case eventText, eventRow, eventXML, pairBlock, rails
    case journalVerbose, jsonBlock

    var id: FormatID { FormatID(rawValue) }

    /// Whether the message is another program's line, to be looked at in its turn.
    @inline(__always)
    var carriesPayload: Bool {
        switch self {
        case .none, .journal, .syslog, .syslogISO, .syslogProtocol, .cri, .json, .compose, .journalSeconds, .kernel,
            .tai64n, .journalVerbose, .jsonBlock:
            true
        default: false
        }
    }

    /// Whether what a program printed stands in the line as it is, its carriage returns included.
    var isFrame: Bool { self == .cri || self == .compose || self == .journal }

    /// Whether a record of this format is one line by its nature, so that a line of another shape does not go on with it.
    var isOneLine: Bool {
        switch self {
        case .syslog, .syslogISO, .syslogProtocol, .json, .logfmt, .access, .kernel, .w3c, .timedRequest, .squid,
            .auditd, .journalSeconds, .kubernetesEvents, .tai64n, .loadBalancer, .flowLog, .securityEvent, .cri,
            .levelLed, .eventRow, .eventXML, .rails, .apacheError:
            true
        default: false
        }
    }

    /// Whether lines of other programs are carried whole, their indents and traces included.
    var isContainer: Bool { self == .cri || self == .compose || self == .json }

    /// Whether the text of a record stands below its header.
    var isHeading: Bool {
        switch self {
        case .javaUtilLogging, .dotNet, .erlangReport, .sambaHeading, .packageHistory, .slowQuery, .eclipse,
            .timeHeading, .eventText, .pairBlock, .journalVerbose, .jsonBlock:
            true
        default: false
        }
    }

    /// Whether a record's lines are gathered and read as one.
    @inline(__always)
    var isBlock: Bool {
        switch self {
        case .eventText, .pairBlock, .journalVerbose, .jsonBlock: true
        default: false
        }
    }

    /// Whether each line has a header of syslog's, in which programs also write traces line by line.
    @inline(__always)
    var isSyslog: Bool { self == .syslog || self == .syslogISO || self == .syslogProtocol }

    /// The name shown to people.
    var name: String {
        switch self {
        case .none: "none"
        case .journal: "journal"
        case .syslog: "syslog"
        case .syslogISO: "syslog-iso"
        case .syslogProtocol: "syslog-protocol"
        case .json: "json"
        case .logfmt: "logfmt"
        case .access: "access"
        case .nginxError: "nginx-error"
        case .apacheError: "apache-error"
        case .postgresql: "postgresql"
        case .redis: "redis"
        case .klog: "klog"
        case .kernel: "kernel"
        case .timeLed: "time-led"
        case .columns: "columns"
        case .cri: "cri"
        case .w3c: "w3c"
        case .cluster: "cluster-console"
        case .levelFirst: "level-first"
        case .clockLed: "clock-led"
        case .rubyLogger: "ruby-logger"
        case .javaUtilLogging: "java-util-logging"
        case .dotNet: "dotnet-console"
        case .mySQL: "mysql"
        case .mongoDB: "mongodb"
        case .timedRequest: "timed-request"
        case .squid: "squid"
        case .auditd: "auditd"
        case .journalSeconds: "journal-seconds"
        case .javaGC: "java-gc"
        case .kubernetesEvents: "kubernetes-events"
        case .logcatBrief: "logcat-brief"
        case .compose: "compose"
        case .tai64n: "tai64n"
        case .uwsgi: "uwsgi"
        case .levelLed: "level-led"
        case .timeWithin: "time-within"
        case .angleFields: "weblogic"
        case .xorg: "xorg"
        case .chromium: "chromium"
        case .loadBalancer: "load-balancer"
        case .flowLog: "flow-log"
        case .macUnified: "macos-unified"
        case .erlangReport: "erlang-report"
        case .sambaHeading: "samba"
        case .packageHistory: "apt-history"
        case .slowQuery: "mysql-slow"
        case .securityEvent: "security-event"
        case .delimitedRow: "delimited"
        case .looseTime: "loose-time"
        case .configurationTrace: "cmtrace"
        case .eclipse: "eclipse"
        case .bootStatus: "boot-status"
        case .timeHeading: "time-heading"
        case .eventText: "windows-event-text"
        case .eventRow: "windows-event-row"
        case .eventXML: "windows-event-xml"
        case .pairBlock: "pair-block"
        case .rails: "rails"
        case .journalVerbose: "journal-verbose"
        case .jsonBlock: "json-block"
        }
    }

    /// Sample lines, one record each; the parsers' tests and their fuzzing start from them.
    var samples: [String] {
        switch self {
        // What only a vote finds has no line of its own.
        case .none, .journal, .columns, .timeHeading, .pairBlock, .jsonBlock: []
        case .syslog, .syslogISO: Syslog.samples
        case .syslogProtocol: SyslogProtocol.samples
        case .json: JSONLines.samples
        case .logfmt: Logfmt.samples
        case .access: AccessLog.samples
        case .nginxError: NginxError.samples
        case .apacheError: ApacheError.samples
        case .postgresql: PostgreSQL.samples
        case .redis: Redis.samples
        case .klog: Klog.samples
        case .kernel: Kernel.samples
        case .timeLed: TimeLed.samples
        case .cri: CRI.samples
        case .w3c: W3C.samples
        case .cluster: ClusterConsole.samples
        case .levelFirst: LevelFirst.samples
        case .clockLed: ClockLed.samples
        case .rubyLogger: RubyLogger.samples
        case .javaUtilLogging: JavaUtilLogging.samples
        case .dotNet: DotNetConsole.samples
        case .mySQL: MySQL.samples
        case .mongoDB: MongoDB.samples
        case .timedRequest: TimedRequest.samples
        case .squid: Squid.samples
        case .auditd: Auditd.samples
        case .journalSeconds: JournalSeconds.samples
        case .javaGC: JavaGC.samples
        case .kubernetesEvents: KubernetesEvents.samples
        case .logcatBrief: LogcatBrief.samples
        case .compose: Compose.samples
        case .tai64n: TAI64N.samples
        case .uwsgi: UWSGI.samples
        case .levelLed: LevelLed.samples
        case .timeWithin: TimeWithin.samples
        case .angleFields: AngleFields.samples
        case .xorg: Xorg.samples
        case .chromium: Chromium.samples
        case .loadBalancer: LoadBalancer.samples
        case .flowLog: FlowLog.samples
        case .macUnified: MacUnified.samples
        case .erlangReport: ErlangReport.samples
        case .sambaHeading: SambaHeading.samples
        case .packageHistory: PackageHistory.samples
        case .slowQuery: SlowQuery.samples
        case .securityEvent: SecurityEvent.samples
        case .delimitedRow: DelimitedRow.samples
        case .looseTime: LooseTime.samples
        case .configurationTrace: ConfigurationTrace.samples
        case .eclipse: EclipseEntry.samples
        case .bootStatus: BootStatus.samples
        case .eventText: EventText.samples
        case .eventRow: EventRow.samples
        case .eventXML: EventXML.samples
        case .rails: Rails.samples
        case .journalVerbose: JournalVerbose.samples
        }
    }
}

/// What others may ask of the table of formats.
package enum FormatCatalog {
    /// The name shown to people.
    package static func name(_ id: FormatID) -> String { Format(rawValue: id.raw)?.name ?? "unknown" }

    /// All formats that a line can be found to have.
    package static var all: [FormatID] { Format.allCases.map(\.id) }

    /// Sample lines of a format.
    package static func samples(_ id: FormatID) -> [String] { Format(rawValue: id.raw)?.samples ?? [] }
}
