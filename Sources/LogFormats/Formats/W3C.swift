import Bytes
import Model

/// Logs whose columns a line of their own names: W3C extended logs (IIS, CloudFront, Exchange), Zeek's, and tables with a
/// header. The times of W3C logs are UTC. The message is the column of that name; else it runs from the method to the path, so
/// it holds what makes a template; else it is what stands behind a leading time.
enum W3C {
    static let samples: [String] = [
        "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken",
        "2026-11-24 17:00:11 10.0.0.5 GET /default.htm - 80 - 10.0.0.9 Mozilla/5.0+(Windows) 200 15",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        if c.peek(bytes) == UInt8(ascii: "#") { return true }
        let columns = context.columns
        guard columns.count > 1 else { return false }
        var row = Row(start: c.at, end: c.end)
        var column = 0
        while c.at < c.end, column < Columns.capacity {
            let field = columns.separator.field(c, bytes)
            guard row.take(columns[column], field.text, bytes, context, &record) else { return false }
            if column == columns.count { row.unnamed = field.text }
            c.at = min(field.next, c.end)
            column &+= 1
        }
        // The last columns of a row may be empty.
        guard column == columns.count || column == Columns.capacity || columns.separator != .spaces && column > 1 else {
            return false
        }
        c.at = c.end
        // The Event Viewer names no column for its text, which is the last one.
        if column == columns.count &+ 1, columns.separator != .spaces, row.message.isEmpty { row.message = row.unnamed }
        return row.apply(context, columns, &record)
    }

    /// What the fields of a row said.
    private struct Row {
        let start: Int
        let end: Int
        var date = CalendarFields()
        var stamp = Stamp()
        var hasDate = false, hasTime = false, hasMoment = false
        var first = -1, last = -1
        var message = ByteRange.none
        /// The field behind those that have names.
        var unnamed = ByteRange.none
        /// Where the text behind a leading time begins.
        var rest = -1

        init(start: Int, end: Int) { (self.start, self.end) = (start, end) }

        /// Notes one field. False: it is not what its column says, so the line is no row.
        mutating func take(
            _ role: Columns.Role, _ text: ByteRange, _ bytes: RawSpan, _ context: Context, _ record: inout Record
        ) -> Bool {
            var field = Cursor(Int(text.start), Int(text.end))
            let isFirst = field.at <= start &+ 1
            // An unset field.
            if text.count == 1, field.peek(bytes) == UInt8(ascii: "-"), role != .date, role != .time, role != .path {
                return true
            }
            switch role {
            case .date:
                // Some name a column so that holds the whole time.
                if field.left > 10 { return moment(field, isFirst, bytes, context) }
                date.year = field.four(bytes, 0)
                date.month = field.two(bytes, 5)
                date.day = field.two(bytes, 8)
                field.at &+= 10
                guard date.year > 0, date.month > 0, date.day > 0, field.left == 0 else { return false }
                hasDate = true
            case .time:
                guard Timestamps.clock(&field, bytes, &date) else { return false }
                Timestamps.zone(&field, bytes, &date)
                guard field.left == 0 else { return false }
                hasTime = true
            case .moment: return moment(field, isFirst, bytes, context)
            case .method: first = first < 0 ? field.at : first
            case .path:
                first = first < 0 ? field.at : first
                last = field.end
            case .status:
                if let status = field.number(bytes), status < 1000 {
                    record.severity = AccessLog.severity(status: status)
                }
            case .level:
                if let number = field.number(bytes) {
                    record.severity = Levels.severity(number: number)
                } else {
                    record.severity = Levels.severity(bytes, field.at, field.end)
                }
            case .service: if record.service.isEmpty { record.service = text }
            case .message: if message.isEmpty { message = text }
            case .host: if record.host.isEmpty { record.host = text }
            case .other, .taken: break
            }
            return true
        }

        private mutating func moment(
            _ field: Cursor, _ isFirst: Bool, _ bytes: RawSpan, _ context: Context
        ) -> Bool {
            // An unset time is no fault of the row, but the first one tells rows from other text.
            var c = field
            guard Timestamps.value(&c, bytes, context.time, &stamp), c.left < 8 else { return hasMoment }
            hasMoment = true
            // Past the quote and the separator behind the time.
            if isFirst { rest = field.end &+ (field.at > start ? 2 : 1) }
            return true
        }

        /// Puts time and message into the record. False: the row's date is none.
        func apply(_ context: Context, _ columns: Columns, _ record: inout Record) -> Bool {
            if hasDate, hasTime {
                var date = date
                var stamp = Stamp()
                if columns.separator == .spaces { date.hasZone = true }
                guard date.resolve(context.time, &stamp) else { return false }
                Elements.set(stamp, &record)
            } else if hasMoment {
                Elements.set(stamp, &record)
            }
            if !message.isEmpty {
                record.message = message
            } else if first >= 0, last > first {
                record.message = ByteRange(first, last)
                if last < end { record.fields = ByteRange(last &+ 1, end) }
            } else {
                record.message = ByteRange(rest > 0 ? min(rest, end) : start, end)
            }
            return true
        }
    }
}
