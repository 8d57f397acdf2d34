import Bytes
import Model

/// From a format's number to its parser, and from a line's first byte to the formats that it can have.
enum Dispatch {
    /// Reads a line by one format. False: it does not fit; cursor and record are then anywhere.
    @inline(__always)
    static func parse(
        _ id: Format, _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        switch id {
        case .syslog: Syslog.parseClassic(&c, bytes, context, &record)
        case .syslogISO: Syslog.parseISO(&c, bytes, context, &record, strict: false)
        case .syslogProtocol: SyslogProtocol.parse(&c, bytes, context, &record)
        case .json: JSONLines.parse(&c, bytes, context, &record)
        case .logfmt: Logfmt.parse(&c, bytes, context, &record)
        case .access: AccessLog.parse(&c, bytes, context, &record)
        case .nginxError: NginxError.parse(&c, bytes, context, &record)
        case .apacheError: ApacheError.parse(&c, bytes, context, &record)
        case .postgresql: PostgreSQL.parse(&c, bytes, context, &record)
        case .redis: Redis.parse(&c, bytes, context, &record)
        case .klog: Klog.parse(&c, bytes, context, &record)
        case .kernel: Kernel.parse(&c, bytes, &record)
        case .timeLed: TimeLed.parse(&c, bytes, context, &record)
        case .columns: context.layout.parse(&c, bytes, context, &record)
        case .cri: CRI.parse(&c, bytes, context, &record)
        case .w3c: W3C.parse(&c, bytes, context, &record)
        case .cluster: ClusterConsole.parse(&c, bytes, context, &record)
        case .levelFirst: LevelFirst.parse(&c, bytes, context, &record)
        case .clockLed: ClockLed.parse(&c, bytes, context, &record)
        case .rubyLogger: RubyLogger.parse(&c, bytes, context, &record)
        case .javaUtilLogging: JavaUtilLogging.parse(&c, bytes, context, &record)
        case .dotNet: DotNetConsole.parse(&c, bytes, &record)
        case .mySQL: MySQL.parse(&c, bytes, context, &record)
        case .mongoDB: MongoDB.parse(&c, bytes, context, &record)
        case .timedRequest: TimedRequest.parse(&c, bytes, context, &record)
        case .squid: Squid.parse(&c, bytes, &record)
        case .auditd: Auditd.parse(&c, bytes, &record)
        case .journalSeconds: JournalSeconds.parse(&c, bytes, &record, strict: false)
        case .javaGC: JavaGC.parse(&c, bytes, context, &record)
        case .kubernetesEvents: KubernetesEvents.parse(&c, bytes, &record)
        case .logcatBrief: LogcatBrief.parse(&c, bytes, &record)
        case .compose: Compose.parse(&c, bytes, &record)
        case .tai64n: TAI64N.parse(&c, bytes, &record)
        case .uwsgi: UWSGI.parse(&c, bytes, context, &record)
        case .levelLed: LevelLed.parse(&c, bytes, context, &record)
        case .timeWithin: TimeWithin.parse(&c, bytes, context, &record)
        case .angleFields: AngleFields.parse(&c, bytes, context, &record)
        case .xorg: Xorg.parse(&c, bytes, &record)
        case .chromium: Chromium.parse(&c, bytes, context, &record)
        case .loadBalancer: LoadBalancer.parse(&c, bytes, context, &record)
        case .flowLog: FlowLog.parse(&c, bytes, &record)
        case .macUnified: MacUnified.parse(&c, bytes, context, &record)
        case .erlangReport: ErlangReport.parse(&c, bytes, context, &record)
        case .sambaHeading: SambaHeading.parse(&c, bytes, context, &record)
        case .packageHistory: PackageHistory.parse(&c, bytes, context, &record)
        case .slowQuery: SlowQuery.parse(&c, bytes, context, &record)
        case .securityEvent: SecurityEvent.parse(&c, bytes, context, &record)
        case .delimitedRow: DelimitedRow.parse(&c, bytes, context, &record)
        case .looseTime: LooseTime.parse(&c, bytes, context, &record)
        case .configurationTrace: ConfigurationTrace.parse(&c, bytes, context, &record)
        case .eclipse: EclipseEntry.parse(&c, bytes, context, &record)
        case .bootStatus: BootStatus.parse(&c, bytes, &record)
        case .timeHeading: TimeHeading.parse(&c, bytes, context, &record)
        case .eventText: EventText.parse(&c, bytes, context, &record)
        case .eventRow: EventRow.parse(&c, bytes, context, &record)
        case .eventXML: EventXML.parse(&c, bytes, context, &record)
        case .pairBlock: PairBlock.parse(&c, bytes, context, &record)
        case .rails: Rails.parse(&c, bytes, context, &record)
        case .journalVerbose: JournalVerbose.parse(&c, bytes, context, &record)
        case .jsonBlock: JSONBlock.parse(&c, bytes, context, &record)
        case .none, .journal: false
        }
    }

    /// The format of a line by strict grammars alone, in a fixed order, so that the answer depends on nothing else.
    static func classify(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Format {
        let start = c
        let fresh = record
        let found = known(&c, bytes, context, &record)
        guard found == .none, c.left > 0, !Continuation.looksLike(c, bytes), c.peek(bytes) != UInt8(ascii: "@"),
            c.peek(bytes) != UInt8(ascii: "{")
        else { return found }
        if embedded(&c, bytes, context, &record) { return .json }
        (c, record) = (start, fresh)
        // Shapes that many programs share come after all that are one's own.
        for id in [Format.securityEvent, .delimitedRow, .looseTime] {
            if parse(id, &c, bytes, context, &record) { return id }
            c = start
            record = fresh
        }
        return .none
    }

    /// `cart: {"level":"error","msg":"text"}`: an object with a level or a time behind a few words.
    private static func embedded(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        guard c.left > 8, bytes.byte(c.end &- 1) == UInt8(ascii: "}"),
            let open = c.find(UInt8(ascii: "{"), bytes, limit: 64), open > c.at, bytes.byte(open &- 1) == 32,
            bytes.byte(open &+ 1) == UInt8(ascii: "\"")
        else { return false }
        for index in c.at..<open where bytes.byte(index) == UInt8(ascii: "=") { return false }
        c.at = open
        guard JSONLines.read(&c, bytes, context, &record, escaped: false) else { return false }
        return (record.time != .unknown || record.severity != nil) && Int(record.message.start) > open
    }

    /// The format of a line by the grammars of programs.
    private static func known(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Format {
        let first = c.peek(bytes)
        let start = c
        let fresh = record
        /// Tries one format; puts cursor and record back when it does not fit.
        func fits(_ id: Format) -> Bool {
            if strict(id, &c, bytes, context, &record) { return true }
            c = start
            record = fresh
            return false
        }
        if Byte.isDigit(first) {
            switch c.peek(bytes, 4) {
            case UInt8(ascii: "-"):
                if fits(.cri) { return .cri }
                if fits(.loadBalancer) { return .loadBalancer }
                if fits(.macUnified) { return .macUnified }
                if fits(.syslogISO) { return .syslogISO }
                if fits(.syslogProtocol) { return .syslogProtocol }
                if fits(.mySQL) { return .mySQL }
                if fits(.mongoDB) { return .mongoDB }
                if fits(.postgresql) { return .postgresql }
            case UInt8(ascii: "/"):
                if fits(.nginxError) { return .nginxError }
            default:
                if c.peek(bytes, 4) == 32 || Timestamps.isEastAsian(c.peek(bytes, 2))
                    || c.peek(bytes, 6) == UInt8(ascii: "-")
                {
                    if fits(.syslogProtocol) { return .syslogProtocol }
                    if fits(.syslog) { return .syslog }
                }
                if fits(.redis) { return .redis }
                if fits(.access) { return .access }
                if fits(.journalSeconds) { return .journalSeconds }
                if fits(.squid) { return .squid }
                if fits(.mySQL) { return .mySQL }
                if fits(.clockLed) { return .clockLed }
                if fits(.kubernetesEvents) { return .kubernetesEvents }
                if fits(.flowLog) { return .flowLog }
            }
            if DelimitedRow.leads(c, bytes), fits(.delimitedRow) { return .delimitedRow }
            if fits(.javaUtilLogging) { return .javaUtilLogging }
            if fits(.eventRow) { return .eventRow }
            if fits(.timeLed) { return .timeLed }
            if fits(.loadBalancer) { return .loadBalancer }
            return fits(.timeWithin) ? .timeWithin : .none
        }
        switch first {
        case UInt8(ascii: "{"):
            if fits(.json) { return .json }
            guard Byte.isUpper(c.peek(bytes, 1)) || Byte.isDigit(c.peek(bytes, 1)) else { return .none }
            if fits(.timeLed) { return .timeLed }
            return fits(.levelFirst) ? .levelFirst : fits(.timeWithin) ? .timeWithin : .none
        case UInt8(ascii: "("): return fits(.levelFirst) ? .levelFirst : fits(.timeLed) ? .timeLed : .none
        case UInt8(ascii: "!"): return fits(.eclipse) ? .eclipse : .none
        case UInt8(ascii: "<"):
            if c.peek(bytes, 1) == UInt8(ascii: "!") { return fits(.configurationTrace) ? .configurationTrace : .none }
            if c.peek(bytes, 1) == UInt8(ascii: "E"), fits(.eventXML) { return .eventXML }
            if fits(.syslogProtocol) { return .syslogProtocol }
            if fits(.syslog) { return .syslog }
            if fits(.angleFields) { return .angleFields }
            if Byte.isLetter(c.peek(bytes, 1)), fits(.levelFirst) { return .levelFirst }
            if Syslog.parseBare(&c, bytes, context, &record) { return .syslog }
            (c, record) = (start, fresh)
            return .none
        case UInt8(ascii: "="): return fits(.erlangReport) ? .erlangReport : .none
        case UInt8(ascii: "*"), UInt8(ascii: "."):
            if Byte.isUpper(c.peek(bytes, 1)), fits(.levelFirst) { return .levelFirst }
            return fits(.timeWithin) ? .timeWithin : .none
        case UInt8(ascii: "["): return bracketLed(fits)
        case UInt8(ascii: "-"):
            return fits(.cluster) ? .cluster : .none
        case UInt8(ascii: "@"):
            return fits(.tai64n) ? .tai64n : .none
        case UInt8(ascii: "#"):
            if Columns(bytes, c.at, c.end) != nil { return fits(.w3c) ? .w3c : .none }
            if fits(.angleFields) { return .angleFields }
            return fits(.slowQuery) ? .slowQuery : .none
        case UInt8(ascii: ":"):
            return fits(.access) ? .access : .none
        default: break
        }
        guard Byte.isLetter(first) else { return .none }
        return letterLed(start, bytes, fits)
    }

    /// Formats of lines that begin with `[`.
    private static func bracketLed(_ fits: (Format) -> Bool) -> Format {
        if fits(.journalSeconds) { return .journalSeconds }
        if fits(.kernel) { return .kernel }
        if fits(.xorg) { return .xorg }
        if fits(.sambaHeading) { return .sambaHeading }
        if fits(.chromium) { return .chromium }
        if fits(.apacheError) { return .apacheError }
        if fits(.redis) { return .redis }
        if fits(.timedRequest) { return .timedRequest }
        if fits(.timeLed) { return .timeLed }
        if fits(.javaGC) { return .javaGC }
        if fits(.uwsgi) { return .uwsgi }
        if fits(.clockLed) { return .clockLed }
        if fits(.bootStatus) { return .bootStatus }
        if fits(.levelFirst) { return .levelFirst }
        if fits(.timeWithin) { return .timeWithin }
        if fits(.levelLed) { return .levelLed }
        return fits(.rails) ? .rails : .none
    }

    /// Formats of lines that begin with a letter.
    private static func letterLed(_ c: Cursor, _ bytes: RawSpan, _ fits: (Format) -> Bool) -> Format {
        let first = c.peek(bytes)
        let second = c.peek(bytes, 1)
        if Byte.isLower(first), Byte.isKey(second), leadsWithKey(c, bytes) {
            // No other format of a letter has a key and its value first.
            if first == UInt8(ascii: "t") || first == UInt8(ascii: "n"), fits(.auditd) { return .auditd }
            if fits(.logfmt) { return .logfmt }
        }
        if CalendarFields.month(c, bytes) > 0 || CalendarFields.isWeekday(c, bytes) || MonthNames.match(c, bytes) != nil
            || WeekdayNames.match(c, bytes) != nil
        {
            if JournalVerbose.begins(c, bytes), fits(.journalVerbose) { return .journalVerbose }
            if fits(.javaUtilLogging) { return .javaUtilLogging }
            if fits(.syslog) { return .syslog }
            if fits(.timeLed) { return .timeLed }
        }
        if Byte.isDigit(second), fits(.klog) { return .klog }
        if second == UInt8(ascii: ","), fits(.rubyLogger) { return .rubyLogger }
        switch first {
        case UInt8(ascii: "S"), UInt8(ascii: "C"), UInt8(ascii: "P"):
            if fits(.rails) { return .rails }
        case UInt8(ascii: "W"), UInt8(ascii: "N"):
            if fits(.kubernetesEvents) { return .kubernetesEvents }
        case UInt8(ascii: "E"):
            if second == UInt8(ascii: "v"), fits(.eventText) { return .eventText }
        default: break
        }
        if second == UInt8(ascii: "/"), fits(.logcatBrief) { return .logcatBrief }
        if fits(.levelFirst) { return .levelFirst }
        if fits(.dotNet) { return .dotNet }
        if first == UInt8(ascii: "t") || first == UInt8(ascii: "n"), fits(.auditd) { return .auditd }
        if fits(.logfmt) { return .logfmt }
        if Byte.isUpper(first), fits(.cluster) { return .cluster }
        if fits(.access) { return .access }
        if Byte.isUpper(first) {
            if fits(.timeWithin) { return .timeWithin }
            if fits(.levelLed) { return .levelLed }
            if fits(.packageHistory) { return .packageHistory }
        }
        if fits(.loadBalancer) { return .loadBalancer }
        if Byte.isLower(first), fits(.levelLed) { return .levelLed }
        if first == UInt8(ascii: "k") || first == UInt8(ascii: "u") || first == UInt8(ascii: "d"), fits(.kernel) {
            return .kernel
        }
        return .none
    }

    /// Whether `key=` begins the line.
    @inline(__always)
    private static func leadsWithKey(_ c: Cursor, _ bytes: RawSpan) -> Bool {
        let limit = min(c.end, c.at &+ 32)
        var index = c.at &+ 1
        while index < limit, Byte.isKey(bytes.byte(index)) { index &+= 1 }
        return index < limit && bytes.byte(index) == UInt8(ascii: "=")
    }

    /// As `parse`, but by the narrower grammar where a format has two.
    @inline(__always)
    private static func strict(
        _ id: Format, _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        if id == .journalSeconds { return JournalSeconds.parse(&c, bytes, &record, strict: true) }
        if id == .syslogISO { return Syslog.parseISO(&c, bytes, context, &record, strict: true) }
        return parse(id, &c, bytes, context, &record)
    }
}
