import Bytes
import Model

/// Which field stands in which column of a W3C extended log (IIS, CloudFront, ...), as its `#Fields:` line says. A
/// value of 16 bytes: four bits a column.
struct Columns: Sendable, Hashable {
    enum Role: UInt64, Sendable { case other, date, time, method, path, status, host, taken }
    static let capacity = 32
    private(set) var low: UInt64 = 0, high: UInt64 = 0
    private(set) var count = 0

    init() {}
    /// From stored words; columns past the capacity are left out.
    init(low: UInt64, high: UInt64, count: Int) {
        (self.low, self.high, self.count) = (low, high, max(0, min(count, Self.capacity)))
    }

    mutating func append(_ role: Role) {
        guard count < Self.capacity else { return }
        if count < 16 {
            low |= role.rawValue &<< UInt64(4 &* count)
        } else {
            high |= role.rawValue &<< UInt64(4 &* (count &- 16))
        }
        count += 1
    }

    subscript(_ index: Int) -> Role {
        guard index < count else { return .other }
        let word = index < 16 ? low &>> UInt64(4 &* index) : high &>> UInt64(4 &* (index &- 16))
        return Role(rawValue: word & 15) ?? .other
    }

    /// The columns that a `#Fields:` line names; nil when it is none.
    init?(_ bytes: RawSpan, _ from: Int, _ to: Int) {
        var c = Cursor(from, to)
        guard c.take("#Fields:", bytes) else { return nil }
        self.init()
        c.skipSpaces(bytes)
        while c.at < c.end {
            let start = c.at
            let stop = c.wordEnd(bytes)
            append(Self.role(bytes, start..<stop))
            c.at = stop
            c.skipSpaces(bytes)
        }
        guard count > 1 else { return nil }
    }

    private static func role(_ bytes: RawSpan, _ name: Range<Int>) -> Role {
        if Scan.equals(bytes, name, "date") { return .date }
        if Scan.equals(bytes, name, "time") { return .time }
        if Scan.equals(bytes, name, "cs-method") { return .method }
        if Scan.equals(bytes, name, "cs-uri-stem") || Scan.equals(bytes, name, "cs-uri") { return .path }
        if Scan.equals(bytes, name, "sc-status") { return .status }
        if Scan.equals(bytes, name, "s-computername") { return .host }
        if Scan.equals(bytes, name, "time-taken") { return .taken }
        return .other
    }
}

/// W3C extended logs. The times are UTC. The message runs from the method to the status, so it holds what makes a
/// template.
enum W3C {
    static let samples: [String] = [
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken",
        "2026-11-24 17:00:11 10.0.0.5 GET /default.htm - 80 - 10.0.0.9 Mozilla/5.0+(Windows) 200 15",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        if c.peek(bytes) == UInt8(ascii: "#") { return true }
        let columns = context.columns
        guard columns.count > 1 else { return false }
        var fields = CalendarFields()
        fields.hasZone = true
        var hasDate = false
        var hasTime = false
        var first = -1
        var last = -1
        var column = 0
        let start = c.at
        while c.at < c.end, column < Columns.capacity {
            let from = c.at
            let to = c.wordEnd(bytes)
            switch columns[column] {
            case .date:
                var field = Cursor(from, to)
                fields.year = field.four(bytes, 0)
                fields.month = field.two(bytes, 5)
                fields.day = field.two(bytes, 8)
                field.at = min(from &+ 10, to)
                guard fields.year > 0, fields.month > 0, fields.day > 0, field.left == 0 else { return false }
                hasDate = true
            case .time:
                var field = Cursor(from, to)
                guard Timestamps.clock(&field, bytes, &fields), field.left == 0 else { return false }
                hasTime = true
            case .method: first = first < 0 ? from : first
            case .path:
                first = first < 0 ? from : first
                last = to
            case .status:
                var field = Cursor(from, to)
                if let status = field.number(bytes), status < 1000 {
                    record.severity = AccessLog.severity(status: status)
                }
            case .host: record.host = ByteRange(from, to)
            case .other, .taken: break
            }
            c.at = min(to &+ 1, c.end)
            column &+= 1
        }
        guard column == columns.count || column == Columns.capacity else { return false }
        if hasDate, hasTime {
            var stamp = Stamp()
            guard fields.resolve(context.time, &stamp) else { return false }
            Elements.set(stamp, &record)
        }
        record.message = first >= 0 && last > first ? ByteRange(first, last) : ByteRange(start, c.end)
        if last > 0, last < c.end { record.fields = ByteRange(last &+ 1, c.end) }
        c.at = c.end
        return true
    }
}
