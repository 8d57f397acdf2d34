import Bytes
import Model

/// One JSON object a line: Docker's json-file, ECS, bunyan, pino, zap, logrus, zerolog, slog, Serilog, .NET, MongoDB,
/// Caddy, GELF, journald's JSON, and whatever has the usual keys.
///
/// The message is the raw text of the message's value (escapes as they stand). An object without one is all message.
/// What is in the message is looked at in its turn, so text, logfmt or JSON wrapped in JSON yields its level and id.
enum JSONLines {
    static let samples: [String] = [
        #"{"time":"2026-11-24T17:00:11.123Z","level":"INFO","msg":"listening","addr":":8080"}"#,
        #"{"log":"ready to serve\n","stream":"stdout","time":"2026-11-24T17:00:11.123456789Z"}"#,
        #"{"name":"shop","hostname":"app1","pid":12,"level":50,"msg":"boom","time":"2026-11-24T17:00:11.123Z","v":0}"#,
        #"{"level":30,"time":1795539611123,"pid":12,"hostname":"app1","msg":"request completed"}"#,
        #"{"@timestamp":"2026-11-24T17:00:11.123Z","log.level":"warn","message":"slow","service.name":"cart","trace.id":"0af7651916cd43dd8448eb211c80319c"}"#,
        #"{"t":{"$date":"2026-11-24T17:00:11.123+00:00"},"s":"I","c":"NETWORK","id":22943,"ctx":"listener","msg":"Connection accepted"}"#,
    ]

    /// Reads the object at the cursor; it must fill the line.
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        read(&c, bytes, context, &record, escaped: false)
    }

    /// `escaped`: the object stands in a JSON string itself, so its quotes are `\"`.
    static func read(
        _ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record, escaped: Bool
    ) -> Bool {
        var reader = JSONReader(at: c.at, end: c.end, escaped: escaped)
        var found = JSONFindings()
        guard reader.object(bytes, nest: nil, depth: 0, &found) else { return false }
        reader.skipSpaces(bytes)
        // An element of an array that is written line by line.
        if reader.at + 1 == c.end, bytes.byte(reader.at) == UInt8(ascii: ",") { reader.at += 1 }
        // A line cut at the length limit ends within its object; a whole one ends with it.
        guard reader.at == c.end || reader.ranOut && found.known >= 2 else { return false }
        let start = c.at
        c.at = c.end
        found.apply(bytes, context, &record)
        if record.time == .unknown, !escaped {
            JSONTimes.search(start, c.end, bytes, context, &record)
            if record.time == .unknown { found.applyDate(bytes, context, &record) }
        }
        record.message = found.message.isEmpty && !found.carriesLine(bytes) ? ByteRange(start, c.end) : found.message
        return true
    }
}

/// The values found in an object, as ranges.
struct JSONFindings {
    var message = ByteRange.none, time = ByteRange.none, level = ByteRange.none, host = ByteRange.none
    var service = ByteRange.none, name = ByteRange.none, pid = ByteRange.none, correlation = ByteRange.none
    var messageRank: UInt8 = 255, timeRank: UInt8 = 255, correlationRank: UInt8 = 255
    var levelIsLetter = false
    /// A day that stands apart from the time of day, and the level before the last.
    var date = ByteRange.none, otherLevel = ByteRange.none, otherTime = ByteRange.none
    /// Nanoseconds that stand apart from the seconds.
    var nanos = ByteRange.none
    /// Docker's `log` ends with `\n` unless the line was split.
    var isDocker = false
    /// A collector put the line into a record of its own and says in which container it was written. It has cut the line's end off.
    var isCollected = false
    /// `stdout` or `stderr`.
    var stream = ByteRange.none
    /// Keys with a role.
    var known = 0

    mutating func note(_ role: KeyRole, _ value: ByteRange, isString: Bool) {
        switch role {
        case .none, .nested: return
        case .message(let rank):
            guard isString, rank < messageRank, !value.isEmpty else { return }
            (message, messageRank) = (value, rank)
            isDocker = rank == 4
        case .time(let rank):
            if rank == 4 { date = value }
            guard rank < timeRank else {
                otherTime = value
                return
            }
            otherTime = time
            (time, timeRank) = (value, rank)
        case .level:
            if !levelIsLetter { otherLevel = level }
            (level, levelIsLetter) = (value, false)
        case .weakLevel:
            guard level.isEmpty || levelIsLetter else {
                if otherLevel.isEmpty { otherLevel = value }
                break
            }
            (level, levelIsLetter) = (value, false)
        case .levelLike:
            guard isString, level.isEmpty else { return }
            (level, levelIsLetter) = (value, false)
        case .letterLevel:
            guard level.isEmpty, isString, value.count <= 2 else { return }
            (level, levelIsLetter) = (value, true)
        case .stream:
            // By itself it says nothing of a cut line.
            if isString, value.count == 6 { stream = value }
            return
        case .host: if isString, host.isEmpty { host = value }
        case .service: if isString, service.isEmpty { service = value }
        case .name: if isString { name = value }
        case .pid: if pid.isEmpty { pid = value }
        case .correlation(let rank):
            guard rank < correlationRank, !value.isEmpty else { return }
            (correlation, correlationRank) = (value, rank)
        }
        known += 1
    }

    /// Puts the values into the record; what it has already (from an outer header) stays, save the level.
    mutating func apply(_ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        if record.time == .unknown, !time.isEmpty {
            var c = Cursor(Int(time.start), Int(time.end))
            var stamp = Stamp()
            if Timestamps.value(&c, bytes, context.time, &stamp) {
                var fraction = Cursor(Int(nanos.start), Int(nanos.end))
                if !nanos.isEmpty, let value = fraction.number(bytes), value < 1_000_000_000 {
                    stamp.time += Micros(value / 1000)
                }
                Elements.set(stamp, &record)
            } else if date != time {
                applyDate(bytes, context, &record)
            }
            if record.time == .unknown, !otherTime.isEmpty {
                var c = Cursor(Int(otherTime.start), Int(otherTime.end))
                if Timestamps.value(&c, bytes, context.time, &stamp) { Elements.set(stamp, &record) }
            }
        }
        var numeric = false
        if !level.isEmpty, !applyLevel(level, bytes, &numeric, &record), !otherLevel.isEmpty {
            _ = applyLevel(otherLevel, bytes, &numeric, &record)
        }
        if record.host.isEmpty { record.host = host }
        if record.service.isEmpty {
            // bunyan and pino call the program `name`; elsewhere that is a logger.
            record.service = !service.isEmpty ? service : numeric ? name : .none
        }
        if record.pid == 0, !pid.isEmpty {
            var c = Cursor(Int(pid.start), Int(pid.end))
            if let value = c.number(bytes), value <= Int(UInt32.max) { record.pid = UInt32(value) }
        }
        if record.correlation.isEmpty { record.correlation = correlation }
        // Nor do collectors keep the end of a line, whose records have a `date` beside Docker's three keys.
        // A program's own `log` has no stream beside it.
        if isDocker, !isCollected, date.isEmpty, !stream.isEmpty, !message.isEmpty, !endsWithNewline(bytes) {
            record.set(FlagBits.partial)
        }
        while endsWithNewline(bytes) { message.end -= 2 }
        if isDocker { keepLastState(bytes) }
        if record.unit.isEmpty { record.unit = stream }
        if carriesLine(bytes), TraceLine.isLikely(Cursor(Int(message.start), Int(message.end)), bytes) {
            record.set(FlagBits.continuation)
        }
    }

    /// Whether the record is a frame around one line that a program printed, and not the program's own: Docker's, a collector's, the
    /// journal's.
    func carriesLine(_ bytes: RawSpan) -> Bool {
        if isDocker { return !stream.isEmpty || !date.isEmpty || isCollected }
        return time.start >= 24
            && Scan.starts(bytes, at: Int(time.start) &- 23, end: Int(time.end), with: "__REALTIME_TIMESTAMP\":\"")
    }

    /// Of progress that a program wrote over itself (`10 %\\r100 %`) the last state.
    private mutating func keepLastState(_ bytes: RawSpan) {
        var from = Int(message.start)
        let end = Int(message.end)
        while true {
            let mark = Scan.first(UInt8(ascii: "\\"), in: bytes, from: from, to: end)
            guard mark &+ 2 < end else { return }
            if bytes.byte(mark &+ 1) == UInt8(ascii: "r") { message.start = UInt32(mark &+ 2) }
            from = mark &+ 2
        }
    }

    /// Notes the severity that a value stands for.
    private func applyLevel(
        _ level: ByteRange, _ bytes: RawSpan, _ numeric: inout Bool, _ record: inout Record
    ) -> Bool {
        let first = bytes.byte(Int(level.start))
        var found: Severity?
        if Byte.isDigit(first) {
            var c = Cursor(Int(level.start), Int(level.end))
            if let number = c.number(bytes) {
                found =
                    (isNextcloud(bytes) ? Levels.severity(nextcloud: number) : nil) ?? Levels.severity(number: number)
            }
            numeric = found != nil
        } else if levelIsLetter {
            found = Levels.severity(letter: first)
        } else if level.count == 1 {
            found = Levels.severity(letter: Byte.isLower(first) ? first & 0xdf : first)
        } else {
            found = Levels.severity(bytes, Int(level.start), Int(level.end))
        }
        guard let found else { return false }
        record.severity = found
        return true
    }

    /// Nextcloud and ownCloud number their levels their own way; their records have an id under a key of theirs.
    private func isNextcloud(_ bytes: RawSpan) -> Bool {
        correlation.start >= 9
            && Scan.starts(bytes, at: Int(correlation.start) &- 9, end: Int(correlation.end), with: "\"reqId\":\"")
    }

    /// A day and a time of day under two keys (`date=2026-11-24 time=17:00:11`), or a day alone.
    func applyDate(_ bytes: RawSpan, _ context: Context, _ record: inout Record) {
        guard record.time == .unknown, date.count == 10 else { return }
        let day = Cursor(Int(date.start), Int(date.end))
        var fields = CalendarFields()
        (fields.year, fields.month, fields.day) = (day.four(bytes, 0), day.two(bytes, 5), day.two(bytes, 8))
        guard fields.year > 0 else { return }
        if time != date {
            var clock = Cursor(Int(time.start), Int(time.end))
            guard Timestamps.clock(&clock, bytes, &fields) else { return }
            Timestamps.zone(&clock, bytes, &fields)
        }
        var stamp = Stamp()
        if fields.resolve(context.time, &stamp) { Elements.set(stamp, &record) }
    }

    private func endsWithNewline(_ bytes: RawSpan) -> Bool {
        message.count >= 2
            && (bytes.byte(Int(message.end) - 1) == UInt8(ascii: "n")
                || bytes.byte(Int(message.end) - 1) == UInt8(ascii: "r"))
            && bytes.byte(Int(message.end) - 2) == UInt8(ascii: "\\")
    }
}

/// A scanner of JSON text that keeps offsets. It checks as much of the grammar as it needs to find its way.
struct JSONReader {
    var at: Int
    let end: Int
    let escaped: Bool
    /// The text ended within the object.
    var ranOut = false

    init(at: Int, end: Int, escaped: Bool) { (self.at, self.end, self.escaped) = (at, end, escaped) }

    mutating func skipSpaces(_ bytes: RawSpan) {
        while at < end {
            let byte = bytes.byte(at)
            guard byte == 32 || byte == 9 || byte == 10 || byte == 13 else { return }
            at &+= 1
        }
    }

    /// Steps over an opening quote.
    @inline(__always)
    private mutating func quote(_ bytes: RawSpan) -> Bool {
        if escaped {
            guard at &+ 1 < end, bytes.byte(at) == UInt8(ascii: "\\"), bytes.byte(at &+ 1) == UInt8(ascii: "\"") else {
                return false
            }
            at &+= 2
        } else {
            guard at < end, bytes.byte(at) == UInt8(ascii: "\"") else { return false }
            at &+= 1
        }
        return true
    }

    /// The contents of the string whose opening quote was stepped over; nil when it does not end.
    @inline(__always)
    private mutating func string(_ bytes: RawSpan) -> ByteRange? {
        let from = at
        var index = at
        while true {
            let mark = Scan.first(UInt8(ascii: "\""), in: bytes, from: index, to: end)
            guard mark < end else {
                at = end
                ranOut = true
                return nil
            }
            var slashes = 0
            while mark &- slashes > from, bytes.byte(mark &- slashes &- 1) == UInt8(ascii: "\\") { slashes &+= 1 }
            if escaped {
                if slashes & 3 == 1 {
                    at = mark &+ 1
                    return ByteRange(from, mark &- 1)
                }
            } else if slashes & 1 == 0 {
                at = mark &+ 1
                return ByteRange(from, mark)
            }
            index = mark &+ 1
        }
    }

    /// An object with its braces. False when it is none.
    mutating func object(_ bytes: RawSpan, nest: KeyRole.Nest?, depth: Int, _ found: inout JSONFindings) -> Bool {
        guard at < end, bytes.byte(at) == UInt8(ascii: "{") else { return false }
        at &+= 1
        skipSpaces(bytes)
        if at < end, bytes.byte(at) == UInt8(ascii: "}") {
            at &+= 1
            return true
        }
        while true {
            skipSpaces(bytes)
            guard quote(bytes) else { return ended() }
            guard let key = string(bytes) else { return true }
            skipSpaces(bytes)
            guard at < end else { return ended() }
            guard bytes.byte(at) == UInt8(ascii: ":") else { return false }
            at &+= 1
            skipSpaces(bytes)
            let role =
                nest.map { KeyRole.of(bytes, Int(key.start), Int(key.end), in: $0) }
                ?? KeyRole.of(bytes, Int(key.start), Int(key.end))
            guard value(bytes, role: role, depth: depth, &found) else { return false }
            if ranOut { return true }
            skipSpaces(bytes)
            guard at < end else { return ended() }
            let byte = bytes.byte(at)
            at &+= 1
            if byte == UInt8(ascii: "}") { return true }
            guard byte == UInt8(ascii: ",") else { return false }
        }
    }

    private mutating func ended() -> Bool {
        guard at >= end else { return false }
        ranOut = true
        return true
    }

    /// Any value; noted when its key has a role.
    private mutating func value(_ bytes: RawSpan, role: KeyRole, depth: Int, _ found: inout JSONFindings) -> Bool {
        guard at < end else { return ended() }
        let byte = bytes.byte(at)
        if quote(bytes) {
            guard let text = string(bytes) else {
                return true
            }
            found.note(role, text, isString: true)
            return true
        }
        switch byte {
        case UInt8(ascii: "{"):
            if depth == 0, let nest = Self.nest(role) {
                guard nest == .kubernetes else { return object(bytes, nest: nest, depth: 1, &found) }
                // Where it ran, whatever the program takes for its host: a pod's name is none that lasts.
                let own = (found.host, found.service)
                (found.host, found.service) = (.none, .none)
                found.isCollected = true
                let isWhole = object(bytes, nest: nest, depth: 1, &found)
                if found.host.isEmpty { found.host = own.0 }
                if found.service.isEmpty { found.service = own.1 }
                return isWhole
            }
            if depth == 0, case .time = role { return dateObject(bytes, role, &found) }
            return skip(bytes)
        case UInt8(ascii: "["): return skip(bytes)
        default:
            let from = at
            while at < end {
                let next = bytes.byte(at)
                if next == UInt8(ascii: ",") || next == UInt8(ascii: "}") || next == UInt8(ascii: "]") || next <= 32 {
                    break
                }
                guard
                    Byte.isDigit(next) || Byte.isLetter(next) || next == UInt8(ascii: "-") || next == UInt8(ascii: "+")
                        || next == UInt8(ascii: ".")
                else { return false }
                at &+= 1
            }
            guard at > from else { return false }
            // null, true and false carry no value.
            if !Byte.isLetter(bytes.byte(from)) { found.note(role, ByteRange(from, at), isString: false) }
            return true
        }
    }

    /// Into which object a role's value lets us look.
    private static func nest(_ role: KeyRole) -> KeyRole.Nest? {
        switch role {
        case .nested(let nest): nest
        case .message(rank: 4): .log
        case .service: .service
        case .host: .host
        default: nil
        }
    }

    /// MongoDB's `{"$date":"..."}`, log4j2's `{"epochSecond":1,"nanoOfSecond":2}`.
    private mutating func dateObject(_ bytes: RawSpan, _ role: KeyRole, _ found: inout JSONFindings) -> Bool {
        let start = at
        at &+= 1
        skipSpaces(bytes)
        if quote(bytes), let key = string(bytes), colon(bytes) {
            if Scan.equals(bytes, key.range, "$date") {
                if quote(bytes), let text = string(bytes) { found.note(role, text, isString: true) }
            } else if Scan.equals(bytes, key.range, "epochSecond") {
                found.note(role, digits(bytes), isString: false)
                skipSpaces(bytes)
                if at < end, bytes.byte(at) == UInt8(ascii: ",") {
                    at &+= 1
                    skipSpaces(bytes)
                    if quote(bytes), let key = string(bytes), Scan.equals(bytes, key.range, "nanoOfSecond"),
                        colon(bytes)
                    {
                        found.nanos = digits(bytes)
                    }
                }
            }
        }
        at = start
        return skip(bytes)
    }

    /// Steps over a colon and the spaces around it.
    private mutating func colon(_ bytes: RawSpan) -> Bool {
        skipSpaces(bytes)
        guard at < end, bytes.byte(at) == UInt8(ascii: ":") else { return false }
        at &+= 1
        skipSpaces(bytes)
        return true
    }

    /// Steps over digits.
    private mutating func digits(_ bytes: RawSpan) -> ByteRange {
        let from = at
        while at < end, Byte.isDigit(bytes.byte(at)) { at &+= 1 }
        return ByteRange(from, at)
    }

    /// Steps over an object or an array, strings minded; no recursion.
    private mutating func skip(_ bytes: RawSpan) -> Bool {
        var depth = 0
        while at < end {
            let byte = bytes.byte(at)
            if byte == UInt8(ascii: "\"") || escaped && byte == UInt8(ascii: "\\") {
                guard quote(bytes) else { return false }
                guard string(bytes) != nil else { return true }
                continue
            }
            at &+= 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth &+= 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth &-= 1
                if depth == 0 { return true }
            default: break
            }
        }
        ranOut = true
        return true
    }
}
