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
        case .none, .journal: false
        }
    }

    /// The format of a line by strict grammars alone, in a fixed order, so that the answer depends on nothing else.
    static func classify(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Format {
        let first = c.peek(bytes)
        let start = c, fresh = record
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
                if fits(.syslogISO) { return .syslogISO }
                if fits(.postgresql) { return .postgresql }
            case UInt8(ascii: "/"):
                if fits(.nginxError) { return .nginxError }
            default:
                if fits(.redis) { return .redis }
                if fits(.access) { return .access }
            }
            return fits(.timeLed) ? .timeLed : .none
        }
        switch first {
        case UInt8(ascii: "{"):
            return fits(.json) ? .json : .none
        case UInt8(ascii: "<"):
            if fits(.syslogProtocol) { return .syslogProtocol }
            return fits(.syslog) ? .syslog : .none
        case UInt8(ascii: "["):
            if fits(.kernel) { return .kernel }
            if fits(.apacheError) { return .apacheError }
            if fits(.redis) { return .redis }
            return fits(.timeLed) ? .timeLed : .none
        case UInt8(ascii: "-"):
            return fits(.cluster) ? .cluster : .none
        case UInt8(ascii: "#"):
            return Columns(bytes, c.at, c.end) != nil && fits(.w3c) ? .w3c : .none
        case UInt8(ascii: ":"):
            return fits(.access) ? .access : .none
        default: break
        }
        guard Byte.isLetter(first) else { return .none }
        if CalendarFields.month(c, bytes) > 0 || CalendarFields.isWeekday(c, bytes) {
            if fits(.syslog) { return .syslog }
            if fits(.timeLed) { return .timeLed }
        }
        if Byte.isDigit(c.peek(bytes, 1)), fits(.klog) { return .klog }
        if fits(.logfmt) { return .logfmt }
        if Byte.isUpper(first), fits(.cluster) { return .cluster }
        if fits(.access) { return .access }
        if first == UInt8(ascii: "k") || first == UInt8(ascii: "u") || first == UInt8(ascii: "d"), fits(.kernel) { return .kernel }
        return .none
    }

    /// As `parse`, but by the narrower grammar where a format has two.
    @inline(__always)
    private static func strict(
        _ id: Format, _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record
    ) -> Bool {
        if id == .syslogISO { return Syslog.parseISO(&c, bytes, context, &record, strict: true) }
        return parse(id, &c, bytes, context, &record)
    }
}
