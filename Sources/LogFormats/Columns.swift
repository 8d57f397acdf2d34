import Bytes
import Model

/// Which field stands in which column, as a line of the source says: `#Fields:` of W3C extended logs (IIS, CloudFront,
/// Exchange), `#fields` of Zeek, or the first line of a table. A value of 17 bytes: four bits a column.
struct Columns: Sendable, Hashable {
    /// `time` is a time of day, `moment` a date with it or an epoch.
    enum Role: UInt64, Sendable {
        case other, date, time, method, path, status, host, taken, level, service, message, moment
    }

    static let capacity = 32
    private(set) var low: UInt64 = 0, high: UInt64 = 0
    private(set) var count = 0
    private(set) var separator = Separator.spaces

    init() {}
    /// From stored words (`packed` has the count and the separator); columns past the capacity are left out.
    init(low: UInt64, high: UInt64, packed: UInt8) {
        (self.low, self.high) = (low, high)
        count = min(Int(packed & 63), Self.capacity)
        separator = Separator(rawValue: packed &>> 6) ?? .spaces
    }

    /// Count and separator in one byte, for a snapshot.
    var packed: UInt8 { UInt8(count) | separator.rawValue &<< 6 }

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

    /// The columns that a `#Fields:` or `#fields` line names; nil when it is none.
    init?(_ bytes: RawSpan, _ from: Int, _ to: Int) {
        var c = Cursor(from, to)
        let isZeek = c.take("#fields\t", bytes)
        guard isZeek || c.take("#Fields:", bytes) else { return nil }
        self.init()
        c.skipSpaces(bytes)
        if c.find(9, bytes) != nil {
            separator = .tabs
        } else if c.find(UInt8(ascii: ","), bytes) != nil, c.find(32, bytes) == nil {
            separator = .commas
        }
        fill(c, bytes, namesServices: !isZeek)
        guard count > 1 else { return nil }
    }

    /// The columns of a table whose first line is `bytes[from..<to]`; nil when that is no line of names, or names no time.
    init?(row bytes: RawSpan, _ from: Int, _ to: Int) {
        self.init()
        var commas = 0
        var semicolons = 0
        var tabs = 0
        guard to - from <= 4096 else { return nil }
        for index in from..<to {
            switch bytes.byte(index) {
            case UInt8(ascii: ","): commas += 1
            case UInt8(ascii: ";"): semicolons += 1
            case 9: tabs += 1
            // Names have no digits at the front and none of these signs.
            case UInt8(ascii: "="), UInt8(ascii: "{"), UInt8(ascii: "["): return nil
            default: break
            }
        }
        separator = tabs > 1 ? .tabs : commas >= semicolons ? .commas : .semicolons
        guard max(commas, semicolons, tabs) >= 1 else { return nil }
        fill(Cursor(from, to), bytes)
        guard count > 1, isTable else { return nil }
        var c = Cursor(from, to)
        for _ in 0..<count {
            let field = separator.field(c, bytes)
            guard field.text.count <= 40, field.text.isEmpty || !Byte.isDigit(bytes.byte(Int(field.text.start))) else {
                return nil
            }
            c.at = field.next
        }
    }

    /// Whether the names are those of a log: a time, and a level or a message or three columns.
    private var isTable: Bool {
        var hasTime = false
        var named = 0
        for index in 0..<count {
            switch self[index] {
            case .moment, .date: hasTime = true
            case .level, .message: named += 1
            default: break
            }
        }
        return hasTime && (named > 0 || count > 2)
    }

    /// `namesServices`: a column `service` names a program; Zeek's names a protocol.
    private mutating func fill(_ line: Cursor, _ bytes: RawSpan, namesServices: Bool = true) {
        var c = line
        while c.at < c.end, count < Self.capacity {
            let field = separator.field(c, bytes)
            let role = role(bytes, field.text.range)
            append(role == .service && !namesServices ? .other : role)
            c.at = field.next
            if separator == .spaces { c.skipSpaces(bytes) }
        }
    }

    private var hasTime: Bool { (0..<count).contains { self[$0] == .moment || self[$0] == .time } }
    private func has(_ role: Role) -> Bool { (0..<count).contains { self[$0] == role } }

    private func role(_ bytes: RawSpan, _ name: Range<Int>) -> Role {
        if Scan.equals(bytes, name, "cs-method") { return .method }
        if Scan.equals(bytes, name, "cs-uri-stem") || Scan.equals(bytes, name, "cs-uri") { return .path }
        if Scan.equals(bytes, name, "sc-status") { return .status }
        if Scan.equals(bytes, name, "s-computername") { return .host }
        if Scan.equals(bytes, name, "time-taken") { return .taken }
        if separator == .spaces {
            if Scan.equals(bytes, name, "date") { return .date }
            return Scan.equals(bytes, name, "time") ? .time : .other
        }
        let word = Word.lower(bytes, name.lowerBound, name.upperBound)
        switch KeyRole.of(bytes, name.lowerBound, name.upperBound) {
        case .time:
            // A column `date` beside one `time` holds the day alone.
            if name.count == 4, word == Word.of("date") { return .date }
            if name.count == 4, word == Word.of("time"), has(.date) { return .time }
            return hasTime ? .other : .moment
        case .level, .weakLevel: return has(.level) ? .other : .level
        case .message: return has(.message) || name.count == 5 ? .other : .message
        case .host: return .host
        case .service: return .service
        default: break
        }
        if !hasTime, TimeKey.rank(bytes, name) != nil { return .moment }
        switch name.count {
        case 6 where word == Word.of("source"): return .service
        case 9 where Scan.equals(bytes, name, "EntryType"): return .level
        case 11 where Scan.equals(bytes, name, "description") || Scan.equals(bytes, name, "Description"):
            return .message
        case 12 where Scan.equals(bytes, name, "ProviderName"): return .service
        case 16 where Scan.equals(bytes, name, "LevelDisplayName"): return .level
        default: return .other
        }
    }
}

/// What stands between the fields of a row.
enum Separator: UInt8, Sendable, Hashable {
    case spaces = 0
    case commas, tabs, semicolons

    /// The field at the cursor, without its quotes, and where the next one begins. O(field).
    @inline(__always)
    func field(_ c: Cursor, _ bytes: RawSpan) -> (text: ByteRange, next: Int) {
        if self == .spaces {
            let to = c.wordEnd(bytes)
            return (ByteRange(c.at, to), to &+ 1)
        }
        let mark: UInt8 =
            self == .commas ? UInt8(ascii: ",") : self == .tabs ? 9 : UInt8(ascii: ";")
        return Self.field(c, bytes, between: mark)
    }

    /// As `field`, for any mark between fields. A quote within a quoted field is doubled or escaped.
    static func field(_ c: Cursor, _ bytes: RawSpan, between mark: UInt8) -> (text: ByteRange, next: Int) {
        if c.peek(bytes) == UInt8(ascii: "\"") {
            var index = c.at &+ 1
            while index < c.end {
                let byte = bytes.byte(index)
                if byte == UInt8(ascii: "\\"), index &+ 1 < c.end, bytes.byte(index &+ 1) == UInt8(ascii: "\"") {
                    index &+= 2
                    continue
                }
                if byte == UInt8(ascii: "\"") {
                    if index &+ 1 < c.end, bytes.byte(index &+ 1) == UInt8(ascii: "\"") {
                        index &+= 2
                        continue
                    }
                    let next = Scan.first(mark, in: bytes, from: index &+ 1, to: c.end)
                    return (ByteRange(c.at &+ 1, index), next &+ 1)
                }
                index &+= 1
            }
            return (ByteRange(c.at &+ 1, c.end), c.end &+ 1)
        }
        let to = Scan.first(mark, in: bytes, from: c.at, to: c.end)
        return (ByteRange(c.at, to), to &+ 1)
    }
}

/// Names under which programs write a record's time.
enum TimeKey {
    /// Whether a number under a name of no certain meaning can be a record's time: since 2000, and not in the future.
    static func isPlausible(_ stamp: Stamp, _ context: TimeContext) -> Bool {
        stamp.time >= 946_684_800 * .second && stamp.time <= context.limit
    }

    /// How sure a name stands for the record's time: 0 the surest, 3 a time of something else; nil for no time. O(name).
    static func rank(_ bytes: RawSpan, _ name: Range<Int>) -> Int? {
        guard name.count >= 4, name.count <= 40 else { return nil }
        func has(_ text: StaticString) -> Bool {
            let count = text.utf8CodeUnitCount
            guard name.count >= count else { return false }
            for from in name.lowerBound...(name.upperBound &- count) {
                var index = 0
                while index < count, bytes.byte(from &+ index) | 0x20 == text.utf8Start[index] { index &+= 1 }
                if index == count { return true }
            }
            return false
        }
        // `createdAt`, `created_at`.
        let last = bytes.byte(name.upperBound &- 1)
        let at = bytes.byte(name.upperBound &- 2)
        let isAt =
            last == UInt8(ascii: "t")
            && (at == UInt8(ascii: "A")
                || at == UInt8(ascii: "a") && bytes.byte(name.upperBound &- 3) == UInt8(ascii: "_"))
        guard isAt || has("time") || has("date") || has("created") || has("published") else { return nil }
        if has("timeout") || has("timezone") || has("runtime") || has("uptime") { return nil }
        if has("update") || has("modif") || has("expir") || has("last") || has("until") || has("birth") || has("valid")
        {
            return 3
        }
        if has("end") || has("first") || has("start") || has("received") || has("finish") || has("processed") {
            return 2
        }
        return has("stamp") || has("event") || has("creat") || has("publish") ? 0 : 1
    }
}
