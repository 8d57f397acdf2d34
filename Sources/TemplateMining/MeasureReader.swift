import Bytes

/// Decides what one variable of a message is: a measure, a word that may be counted, or neither.
enum MeasureReader {
    /// Reads the variable from `start` to `end`. O(bytes of it and of the word before).
    static func read(
        _ start: Int, _ end: Int, _ position: UInt16, isOnSight: Bool, _ message: ByteRange, _ bytes: RawSpan,
        into values: inout MessageValues
    ) {
        guard start < end, end - start <= 64 else { return }
        let name = word(before: start, from: Int(message.start), bytes)
        guard isOnSight else {
            values.add(
                NamedWord(position: position, hash: hash(start, end, bytes), text: ByteRange(start, end), name: name))
            return
        }
        let first = bytes.byte(start)
        guard first.isDigit || first == UInt8(ascii: "-") || first.isHexDigit || first == UInt8(ascii: "<") else {
            return
        }
        // Adjacent variables are one token, as status and size of an access log: each is read by itself.
        var at = start
        var part = 0
        while at < end, part < 4 {
            var past = at
            while past < end, bytes.byte(past) != UInt8(ascii: " ") { past += 1 }
            if past > at {
                number(
                    at, past, position &* 4 &+ UInt16(part), name: at == start ? name : .none, isFirst: at == start,
                    message, bytes, into: &values)
                part += 1
            }
            at = past + 1
        }
    }

    private static func number(
        _ start: Int, _ end: Int, _ place: UInt16, name: ByteRange, isFirst: Bool, _ message: ByteRange,
        _ bytes: RawSpan,
        into values: inout MessageValues
    ) {
        let range = ByteRange(start, end)
        guard let number = ValueNumber(bytes, range) else {
            if values.takesWords { address(start, end, place, name, bytes, into: &values) }
            return
        }
        if number.unit != .none {
            add(number.value, number.unit, place, into: &values)
            return
        }
        if end < Int(message.end), bytes.byte(end) == UInt8(ascii: "%") {
            values.add(MeasuredValue(position: place, value: number.value, unit: .percent))
            return
        }
        if let unit = unit(behind: end, to: Int(message.end), bytes) {
            add(Float(Double(number.value) * unit.factor), unit.unit, place, into: &values)
            return
        }
        if isStatus(start, end, name, bytes) {
            guard values.takesWords else { return }
            values.add(NamedWord(position: place, hash: hash(start, end, bytes), text: range, name: name))
            return
        }
        guard !name.isEmpty, let measure = MeasureNames.find(name, bytes) else { return }
        switch measure {
        case .plain: values.add(MeasuredValue(position: place, value: number.value))
        case .percent: values.add(MeasuredValue(position: place, value: number.value, unit: .percent))
        case .unit(let unit, let factor): add(Float(Double(number.value) * factor), unit, place, into: &values)
        }
    }

    private static func add(_ value: Float, _ unit: ValueNumber.Unit, _ place: UInt16, into values: inout MessageValues)
    {
        guard value.isFinite else { return }
        values.add(MeasuredValue(position: place, value: value, unit: unit == .bytes ? .bytes : .seconds))
    }

    /// `12 ms`, `12 bytes`: of units behind a blank only those of two letters or more.
    private static func unit(behind end: Int, to last: Int, _ bytes: RawSpan) -> (
        unit: ValueNumber.Unit, factor: Double
    )? {
        guard end + 2 < last, bytes.byte(end) == UInt8(ascii: " ") else { return nil }
        var past = end + 1
        while past < last, past - end < 9, bytes.byte(past).isLetter { past += 1 }
        guard past - end > 2, past == last || !continuesKey(past, to: last, bytes) else { return nil }
        return ValueNumber.unit(bytes, end + 1..<past)
    }

    /// Whether the word before `past` is a key of its own, or its beginning: `pid=12 bytes_total=5` measures no bytes with its pid.
    private static func continuesKey(_ past: Int, to last: Int, _ bytes: RawSpan) -> Bool {
        let byte = bytes.byte(past)
        if byte == UInt8(ascii: ":") { return past + 1 < last && bytes.byte(past + 1) != UInt8(ascii: " ") }
        return byte.isDigit || isNameByte(byte) || byte == UInt8(ascii: "=")
    }

    /// Three digits from 100 to 599 behind a quoted request or a word that says so.
    private static func isStatus(_ start: Int, _ end: Int, _ name: ByteRange, _ bytes: RawSpan) -> Bool {
        guard end - start == 3, bytes.byte(start) >= 0x31, bytes.byte(start) <= 0x35 else { return false }
        if start >= 2, bytes.byte(start - 1) == UInt8(ascii: " "), bytes.byte(start - 2) == UInt8(ascii: "\"") {
            return true
        }
        return !name.isEmpty && MeasureNames.isStatus(name, bytes)
    }

    /// An address without its port: digits and dots, or hexadecimal digits and colons.
    private static func address(
        _ start: Int, _ end: Int, _ place: UInt16, _ name: ByteRange, _ bytes: RawSpan, into values: inout MessageValues
    ) {
        var dots = 0
        var past = start
        while past < end, bytes.byte(past).isDigit || bytes.byte(past) == UInt8(ascii: ".") {
            if bytes.byte(past) == UInt8(ascii: ".") { dots += 1 }
            past += 1
        }
        guard dots == 3, past == end || bytes.byte(past) == UInt8(ascii: ":") || bytes.byte(past) == UInt8(ascii: "/")
        else { return }
        values.add(NamedWord(position: place, hash: hash(start, past, bytes), text: ByteRange(start, past), name: name))
    }

    private static func hash(_ start: Int, _ end: Int, _ bytes: RawSpan) -> UInt64 {
        StableHash.hash(bytes, start..<end)
    }

    /// The word before a variable, over at most two bytes of punctuation: `ms=`, `in `, `"took": `.
    static func word(before start: Int, from first: Int, _ bytes: RawSpan) -> ByteRange {
        var end = start
        while end > first, start - end < 3, !isNameByte(bytes.byte(end - 1)) { end -= 1 }
        var begin = end
        while begin > first, end - begin < 32, isNameByte(bytes.byte(begin - 1)) { begin -= 1 }
        return begin < end ? ByteRange(begin, end) : .none
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte >= 0x80
    }
}

/// Names of what numbers measure. By the hash of a name's words: no string is made.
enum MeasureNames {
    enum Measure {
        case plain, percent
        case unit(ValueNumber.Unit, Double)
    }

    /// What a name such as `elapsed_ms`, `queue-depth`, `rt` says that its number measures; nil where it says nothing.
    static func find(_ name: ByteRange, _ bytes: RawSpan) -> Measure? {
        var result: Measure?
        var isUnit = false
        var end = Int(name.end)
        while end > Int(name.start) {
            var begin = end
            while begin > Int(name.start), bytes.byte(begin - 1).isLetter { begin -= 1 }
            if begin < end {
                switch words.find(hash(begin, end, bytes)) {
                case .counter:
                    // `bytes_total` grows by nature; the total of a duration is most often one request's.
                    guard isUnit, case .unit(.seconds, _) = result else { return nil }
                    return result
                // The last word that says a unit decides; `queue_wait_ms`.
                case .unit(let unit, let factor): if result == nil { (result, isUnit) = (.unit(unit, factor), true) }
                case .percent: if !isUnit { (result, isUnit) = (.percent, true) }
                case .plain: if !isUnit { result = .plain }
                case nil: break
                }
            }
            end = min(begin, end - 1)
        }
        return result
    }

    static func isStatus(_ name: ByteRange, _ bytes: RawSpan) -> Bool {
        statuses.contains(hash(Int(name.start), Int(name.end), bytes))
    }

    /// FNV-1a over lower-case letters.
    private static func hash(_ start: Int, _ end: Int, _ bytes: RawSpan) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for at in start..<end { hash = (hash ^ UInt64(bytes.byte(at) | 32)) &* 0x0100_0000_01b3 }
        return hash
    }
    fileprivate static func hash(_ word: String) -> UInt64 {
        word.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1 | 32)) &* 0x0100_0000_01b3 }
    }

    private enum Word {
        case counter, percent, plain
        case unit(ValueNumber.Unit, Double)
    }

    /// The words by hash, open addressing: a look costs one compare nearly always.
    private struct WordTable: Sendable {
        private var slots = [(hash: UInt64, word: Word?)](repeating: (0, nil), count: 512)

        mutating func add(_ names: String, _ word: Word) {
            for name in names.split(separator: " ") {
                let hash = MeasureNames.hash(String(name))
                var at = Int(truncatingIfNeeded: hash & 511)
                while slots[at].word != nil, slots[at].hash != hash { at = (at + 1) & 511 }
                slots[at] = (hash, word)
            }
        }

        @inline(__always)
        func find(_ hash: UInt64) -> Word? {
            var at = Int(truncatingIfNeeded: hash & 511)
            while slots[at].hash != hash {
                if slots[at].word == nil { return nil }
                at = (at + 1) & 511
            }
            return slots[at].word
        }
    }

    private static let words: WordTable = {
        var words = WordTable()
        words.add("ms msec msecs millis milliseconds", .unit(.seconds, 1e-3))
        words.add("us usec micros microseconds", .unit(.seconds, 1e-6))
        words.add("ns nsec nanos nanoseconds", .unit(.seconds, 1e-9))
        words.add("sec secs seconds", .unit(.seconds, 1))
        words.add("bytes", .unit(.bytes, 1))
        words.add("kb kib kbytes", .unit(.bytes, 1024))
        words.add("mb mib", .unit(.bytes, 1_048_576))
        words.add(
            "latency duration elapsed took rt size length len depth queue queued backlog lag pending waiting inflight "
                + "connections clients threads rss heap mem memory load delay wait ttfb runtime buffered unacked",
            .plain)
        words.add("total count counter sum", .counter)
        words.add("percent pct utilization util cpu", .percent)
        return words
    }()
    private static let statuses = Set(
        ["status", "code", "statuscode", "status-code", "status_code", "http_status"].map { hash($0) })
}
