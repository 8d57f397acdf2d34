import Bytes

/// Forms of words that hold values. Each rule is about the form alone, never about one program's messages.
enum Words {
    enum SlashForm { case path, constant, pieces }

    /// Whether a word with slashes is a path, one constant word (`I/O`), or several words (`1/2`, `host/10.0.0.1`).
    static func slashForm(_ bytes: RawSpan, _ start: Int, _ end: Int, _ flags: UInt8, isAlone: Bool) -> SlashForm {
        let first = bytes.byte(start)
        var slashes = 0
        var isOnlySlashes = true
        for at in start..<end {
            let byte = bytes.byte(at)
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") { slashes += 1 } else { isOnlySlashes = false }
        }
        if isOnlySlashes {
            // The target of a request: `GET / HTTP/1.1`.
            let isTarget =
                end &- start == 1 && start >= 4 && bytes.byte(start &- 1) == 32 && bytes.byte(start &- 2).isUpper
                && bytes.byte(start &- 3).isUpper && bytes.byte(start &- 4).isUpper
            // The root of a file system or a site, where nothing but it can stand: `for /, node a`.
            let isRoot = end &- start == 1 && isAlone
            return isTarget || isRoot ? .path : .constant
        }
        if first == UInt8(ascii: "/") || first == UInt8(ascii: "\\") { return .path }
        if first == UInt8(ascii: "~") || first == UInt8(ascii: ".") {
            var at = start
            while at < end, bytes.byte(at) == first { at += 1 }
            if at < end, bytes.byte(at) == UInt8(ascii: "/") { return .path }
        }
        let hasDigit = flags & ByteClass.digit != 0
        let hasLetter = flags & ByteClass.letter != 0
        if slashes >= 2, hasDigit, hasLetter { return .path }
        if hasDigit { return .pieces }
        // `org.example.app/org.example.app.Main`, `lib/x/keys.txt`: no two words of a sentence hold a dot.
        for at in start + 1..<max(start + 1, end - 1) where bytes.byte(at) == UInt8(ascii: ".") {
            if bytes.byte(at - 1).isLetter, bytes.byte(at + 1).isLetter { return .path }
        }
        return .constant
    }

    /// Whether a word goes on a number behind the comma that sets off thousands: three digits, then a unit.
    static func isThousands(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        end &- start > 3 && bytes.byte(start &+ 1).isDigit && bytes.byte(start &+ 2).isDigit
            && bytes.byte(start &+ 3).isLetter
    }

    /// Whether `#011` or `#012` begins at `start`: a tab or a line's end as a syslog daemon writes it.
    static func isEscapedSpace(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        start &+ 4 <= end && bytes.byte(start &+ 1) == UInt8(ascii: "0") && bytes.byte(start &+ 2) == UInt8(ascii: "1")
            && bytes.byte(start &+ 3) &- UInt8(ascii: "1") < 2
    }

    @inline(__always)
    static func isJoiner(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "+"),
            UInt8(ascii: "*"), UInt8(ascii: "^"):
            true
        default: false
        }
    }

    /// Stands behind a value without belonging to it.
    @inline(__always)
    static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"),
            UInt8(ascii: "-"),
            UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "&"), UInt8(ascii: "$"):
            true
        default: false
        }
    }

    /// Whether the word is a dotted quad.
    static func isAddress(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        guard end &- start >= 7, end &- start <= 15 else { return false }
        return endsInAddress(bytes, start, end)
    }

    /// Whether what stands before `end` is a dotted quad that begins a word; looks no further back than `begin`.
    static func endsInAddress(_ bytes: RawSpan, _ begin: Int, _ end: Int) -> Bool {
        var at = end
        var dots = 0
        while at > begin, bytes.byte(at &- 1).isDigit || bytes.byte(at &- 1) == UInt8(ascii: ".") {
            at &-= 1
            if bytes.byte(at) == UInt8(ascii: ".") { dots &+= 1 }
        }
        guard dots == 3, end &- at >= 7, end &- at <= 15, bytes.byte(at).isDigit else { return false }
        return at == begin || !bytes.byte(at &- 1).isLetter
    }

    static func hasRowOfDots(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var at = start &+ 1
        while at < end {
            if bytes.byte(at) == UInt8(ascii: "."), bytes.byte(at &- 1) == UInt8(ascii: ".") { return true }
            at &+= 1
        }
        return false
    }

    /// `name@place`, but not `Class@7317849d` or `Class@0.0.0.0`.
    static func isMail(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var sign = start
        while sign < end, bytes.byte(sign) != UInt8(ascii: "@") { sign += 1 }
        guard sign > start, sign + 1 < end, !bytes.byte(sign + 1).isDigit else { return false }
        var isHex = true
        for at in sign + 1..<end where !bytes.byte(at).isHexDigit { isHex = false }
        return !isHex && bytes.byte(sign + 1).isLetter
    }

    /// A name with at most two single digits, each behind a letter: `eth0`, `ssh2`, `log4j`, `HttpServer2`. A constant
    /// at first; two such words that differ in their digits alone are a variable.
    static func isNumbered(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        guard bytes.byte(start).isLetter else { return false }
        var digits = 0
        for at in start + 1..<end where bytes.byte(at).isDigit {
            guard bytes.byte(at - 1).isLetter else { return false }
            digits += 1
        }
        return digits <= 2
    }

    /// Where the next word begins when it is the same numbered name with other digits (`tty1 tty2`), else nil.
    static func numberedSuccessor(_ bytes: RawSpan, _ start: Int, _ end: Int, _ last: Int) -> Int? {
        let next = end &+ 1
        let past = next &+ (end &- start)
        guard past <= last, bytes.byte(end).isSpace else { return nil }
        var differs = false
        for offset in 0..<end - start {
            let a = bytes.byte(start + offset)
            let b = bytes.byte(next + offset)
            if a == b { continue }
            guard a.isDigit, b.isDigit else { return nil }
            differs = true
        }
        guard differs else { return nil }
        if past < last {
            let after = bytes.byte(past)
            if after.isLetter || after.isDigit { return nil }
        }
        return next
    }

    /// Where a constant prefix ends: `jetty-6.1.26`, `core.1234`. Nil where there is none.
    static func prefix(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        var at = start
        while at < end, bytes.byte(at).isLetter || bytes.byte(at) == UInt8(ascii: "_") { at += 1 }
        guard at - start >= 2, at + 1 < end, bytes.byte(at + 1).isDigit, bytes.byte(at - 1).isLetter else { return nil }
        // Letters further on make it a name as a whole: `adsl-63-197-98-106.dsl.example.net`.
        if bytes.byte(at) == UInt8(ascii: "-") {
            for rest in at + 1..<end where bytes.byte(rest).isLetter { return nil }
            return at
        }
        guard bytes.byte(at) == UInt8(ascii: ".") else { return nil }
        for rest in at + 1..<end where !bytes.byte(rest).isDigit { return nil }
        return at
    }

    /// End of a path that holds `?`, with what follows its first `=`; `end` where it holds none.
    static func end(ofTarget bytes: RawSpan, _ start: Int, _ end: Int, _ last: Int) -> Int {
        for at in start..<end where bytes.byte(at) == UInt8(ascii: "?") { return self.end(of: bytes, start, last) }
        return end
    }

    /// End of the path on a drive that begins at `start` and whose first slash stands at `slash`: at the bracket or quote
    /// that closes the one before it, else at white space, quotes, brackets, commas and the like, where what follows a
    /// blank does not belong to it.
    @inline(never)
    static func end(ofPath bytes: RawSpan, _ start: Int, _ slash: Int, within begin: Int, _ last: Int) -> Int {
        if start > begin, let end = end(ofEnclosedPath: bytes, bytes.byte(start - 1), slash, last) { return end }
        var end = end(of: bytes, slash, last)
        while let next = self.end(ofPathBehindBlank: bytes, end, last) { end = next }
        return end
    }

    /// Where the path ends that stands between a pair of brackets or quotes; nil where nothing but a path does not fill it.
    private static func end(ofEnclosedPath bytes: RawSpan, _ open: UInt8, _ slash: Int, _ last: Int) -> Int? {
        let close: UInt8
        switch open {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): close = open
        case UInt8(ascii: "["): close = UInt8(ascii: "]")
        default: return nil
        }
        for at in slash..<min(last, slash + 300) {
            let byte = bytes.byte(at)
            if byte == close { return at }
            if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "|") { return nil }
        }
        return nil
    }

    /// End of a path's part behind a blank: `C:\Program Files (x86)\App\app.exe`. At most three words with a capital or a
    /// digit in front, the last of which holds a backslash; nil when nothing of that kind follows.
    private static func end(ofPathBehindBlank bytes: RawSpan, _ end: Int, _ last: Int) -> Int? {
        var at = end
        for _ in 0..<3 {
            guard at + 2 < last, bytes.byte(at) == 32 else { return nil }
            at += 1
            let first = bytes.byte(at)
            guard first.isUpper || first.isDigit || first == UInt8(ascii: "(") else { return nil }
            while at < last {
                let byte = bytes.byte(at)
                if byte == UInt8(ascii: "\\") { return max(at, self.end(of: bytes, at, last)) }
                guard
                    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
                        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                else { break }
                at += 1
            }
        }
        return nil
    }

    /// Whether the word before a colon and a backslash is a path's beginning and a drive: `\\?\C`.
    static func isLongPathDrive(_ bytes: RawSpan, _ start: Int, _ end: Int, _ last: Int) -> Bool {
        bytes.byte(start) == UInt8(ascii: "\\") && end - start >= 3 && bytes.byte(end - 1).isLetter
            && bytes.byte(end - 2) == UInt8(ascii: "\\") && end + 1 < last && bytes.byte(end + 1) == UInt8(ascii: "\\")
    }

    /// End of an address' zone, whose `%` stands at `at`: `fe80::1%eth0`.
    static func end(ofZone bytes: RawSpan, _ at: Int, _ last: Int) -> Int {
        var end = at + 1
        while end < last, bytes.byte(end).isLetter || bytes.byte(end).isDigit { end += 1 }
        return end > at + 1 ? end : at
    }

    /// Whether a word with bytes beyond ASCII is a value all the same: a number of microseconds (`35µs`), or an id that is
    /// cut short (`7be0c1…04fa2d`).
    static func isWideValue(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var at = start
        while at < end, bytes.byte(at).isHexDigit || bytes.byte(at) == UInt8(ascii: ".") { at += 1 }
        guard at + 2 < end else { return false }
        let (first, second) = (bytes.byte(at), bytes.byte(at + 1))
        if end - at == 3, bytes.byte(end - 1) == UInt8(ascii: "s") {
            return (first == 0xc2 && second == 0xb5 || first == 0xce && second == 0xbc) && bytes.byte(at - 1).isDigit
        }
        guard first == 0xe2, second == 0x80, bytes.byte(at + 2) == 0xa6, at + 3 < end else { return false }
        for rest in at + 3..<end where !bytes.byte(rest).isHexDigit { return false }
        return true
    }

    /// End of what follows `scheme://`.
    static func end(ofURL bytes: RawSpan, _ start: Int, _ last: Int) -> Int {
        var end = end(of: bytes, start, last)
        guard end < last, bytes.byte(end) == UInt8(ascii: ",") else { return end }
        // A query holds commas (`?fields=id,name&x=1`); a list of URLs begins anew.
        guard (start..<end).contains(where: { bytes.byte($0) == UInt8(ascii: "?") }) else { return end }
        while end + 1 < last, bytes.byte(end) == UInt8(ascii: ","),
            bytes.byte(end + 1).isLetter || bytes.byte(end + 1).isDigit
        {
            let next = self.end(of: bytes, end + 1, last)
            for at in end + 1..<next
            where bytes.byte(at) == UInt8(ascii: ":") && at + 1 < next && bytes.byte(at + 1) == UInt8(ascii: "/") {
                return end
            }
            end = next
        }
        return end
    }

    private static func end(of bytes: RawSpan, _ start: Int, _ last: Int) -> Int {
        var at = start
        loop: while at < last {
            switch bytes.byte(at) {
            case 0...32, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "`"):
                break loop
            default: at += 1
            }
        }
        while at > start + 1, bytes.byte(at - 1) == UInt8(ascii: ".") || bytes.byte(at - 1) == UInt8(ascii: ":") {
            at -= 1
        }
        return at
    }

    /// End of a hardware address, an IPv6 address or a PCI slot: groups of hexadecimal digits joined by colons that are
    /// not a time of day. Nil when it is none.
    static func end(ofHexAddress bytes: RawSpan, _ start: Int, _ last: Int) -> Int? {
        var at = start
        var groups = 0
        var group = 0
        var isWide = false
        var hasHexLetter = false
        var hasGap = false
        var allPairs = true
        while at < last {
            let byte = bytes.byte(at)
            if byte.isHexDigit {
                if !byte.isDigit { hasHexLetter = true }
                group += 1
                at += 1
            } else if byte == UInt8(ascii: ":") {
                if group > 4 { return nil }
                if group > 2 { isWide = true }
                if group != 2 { allPairs = false }
                if group == 0 { hasGap = true } else { groups += 1 }
                group = 0
                at += 1
            } else {
                break
            }
        }
        if at > start, bytes.byte(at - 1) == UInt8(ascii: ":"), !hasGap { return nil }
        if group > 0 {
            groups += 1
            if group > 4 { return nil }
            if group != 2 { allPairs = false }
            if group > 2, groups > 2 { isWide = true }
        }
        // A letter, digit or joiner right behind it makes it something else.
        if at < last {
            let byte = bytes.byte(at)
            if byte.isLetter || byte.isDigit { return nil }
            if byte == UInt8(ascii: "."), at + 1 < last, bytes.byte(at + 1).isDigit {
                // A PCI slot's function, or a time's fraction.
                guard groups == 3, isWide else { return nil }
                at += 1
                while at < last, bytes.byte(at).isHexDigit { at += 1 }
                return at
            }
        }
        if allPairs, groups == 6 { return at }
        if hasGap, groups >= 2 || hasHexLetter, groups >= 1, isWide || hasHexLetter { return at }
        if groups >= 3, isWide || hasHexLetter { return at }
        return nil
    }

    /// Bytes of a full-width delimiter at `at` (、 。 「 」 “ ” ， ： ； ！ ？ （ ）...), nil where there is none.
    @inline(__always)
    static func widePunctuation(_ bytes: RawSpan, _ at: Int, _ end: Int) -> Int? {
        guard at + 2 < end else { return nil }
        let first = bytes.byte(at)
        let second = bytes.byte(at + 1)
        let third = bytes.byte(at + 2)
        if first == 0xe3, second == 0x80, third >= 0x80, third <= 0x91 { return 3 }
        // Double quotation marks, and the dots of what goes on.
        if first == 0xe2, second == 0x80 { return third == 0x9c || third == 0x9d || third == 0xa6 ? 3 : nil }
        if first == 0xef, second == 0xbc {
            switch third {
            case 0x81, 0x88, 0x89, 0x8c, 0x8e, 0x9a, 0x9b, 0x9d, 0x9f: return 3
            default: return nil
            }
        }
        return nil
    }
}

/// Words without digits that are values all the same: booleans, the usual names of a superuser, parts of a date.
enum ValueWord {
    @inline(__always)
    static func matches(_ bytes: RawSpan, _ start: Int, _ end: Int, within begin: Int, _ last: Int) -> Bool {
        switch end &- start {
        case 3: isDateName(bytes, start, end) && isInDate(bytes, end, last)
        case 4, 5: isNamed(bytes, start, end) && !isAdjective(bytes, start, end, begin, last)
        case 6...9 where bytes.byte(start).isUpper && isDateName(bytes, start, end): isInDate(bytes, end, last)
        default: end &- start >= 8 && bytes.byte(start).isHexDigit && isHex(bytes, start, end)
        }
    }

    /// Eight letters and more that are all hexadecimal digits: `ffffffff`.
    private static func isHex(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        for at in start..<end where !bytes.byte(at).isHexDigit { return false }
        return true
    }

    @inline(__always)
    private static func isNamed(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        let word = WordHash.tail(bytes, start, end &- start) | (end &- start == 4 ? 0x2020_2020 : 0x20_2020_2020)
        switch word {
        case 0x6575_7274, 0x6c6c_756e, 0x746f_6f72: return true  // true null root
        case 0x65_736c_6166, 0x6e_696d_6461: return true  // false admin
        default: return false
        }
    }

    /// `root` and `admin` before another word and not behind one that names a person: `using root directory`.
    @inline(never)
    private static func isAdjective(_ bytes: RawSpan, _ start: Int, _ end: Int, _ begin: Int, _ last: Int) -> Bool {
        let first = bytes.byte(start) | 32
        guard first == UInt8(ascii: "r") || first == UInt8(ascii: "a") else { return false }
        guard start - begin >= 2, bytes.byte(start - 1) == 32, bytes.byte(start - 2).isLetter else { return false }
        guard end + 1 < last, bytes.byte(end) == 32, bytes.byte(end + 1).isLower else { return false }
        for word in persons where start - 1 - begin >= word.utf8CodeUnitCount {
            let from = start - 1 - word.utf8CodeUnitCount
            if Scan.equals(bytes, from..<start - 1, word) { return false }
        }
        return true
    }

    private static let persons: [StaticString] = ["for", "by", "user", "User", "as", "to", "from", "login", "account"]

    /// The first three letters name a month or a weekday and nothing but letters follow.
    private static func isDateName(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        guard bytes.byte(start).isUpper else { return false }
        let word = WordHash.tail(bytes, start, 3) | 0x20_2020
        switch word {
        case 0x6e_616a, 0x62_6566, 0x72_616d, 0x72_7061, 0x79_616d, 0x6e_756a, 0x6c_756a, 0x67_7561, 0x70_6573,
            0x74_636f,
            0x76_6f6e, 0x63_6564, 0x6e_6f6d, 0x65_7574, 0x64_6577, 0x75_6874, 0x69_7266, 0x74_6173, 0x6e_7573:
            break
        default: return false
        }
        if end &- start == 3 { return true }
        // A full name ends in -day, -ary, -uary, -ch, -il, -e, -y, -st or -ber.
        let last = bytes.byte(end &- 1)
        return last == UInt8(ascii: "y") || last == UInt8(ascii: "r") || last == UInt8(ascii: "t")
            || last == UInt8(ascii: "h")
    }

    /// A number, or another part of a date, follows.
    private static func isInDate(_ bytes: RawSpan, _ end: Int, _ last: Int) -> Bool {
        var at = end
        while at < last, bytes.byte(at).isSpace || bytes.byte(at) == UInt8(ascii: ",") { at &+= 1 }
        guard at > end, at < last else { return false }
        if bytes.byte(at).isDigit { return true }
        var next = at
        while next < last, bytes.byte(next).isLetter { next &+= 1 }
        return next &- at == 3 && isDateName(bytes, at, next)
    }
}

/// `yes` and `no`, `on` and `off`, where a value stands.
enum Answer {
    /// Whether the word is one, behind `=`, alone between brackets or quotes, or between a colon and what ends it:
    /// `cached=no`, `[yes]`, `Compression: No,`.
    @inline(never)
    static func matches(_ bytes: RawSpan, _ start: Int, _ end: Int, within begin: Int, _ last: Int) -> Bool {
        switch WordHash.tail(bytes, start, end &- start) | (end &- start == 2 ? 0x2020 : 0x20_2020) {
        case 0x6f6e, 0x6e6f, 0x73_6579, 0x66_666f: break  // no on yes off
        default: return false
        }
        guard start &- begin >= 2 else { return false }
        let before = bytes.byte(start &- 1)
        let after = end < last ? bytes.byte(end) : UInt8(ascii: ";")
        switch before {
        case UInt8(ascii: "="): return true
        case UInt8(ascii: "["): return after == UInt8(ascii: "]")
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return after == before
        case 32:
            return bytes.byte(start &- 2) == UInt8(ascii: ":")
                && (after == UInt8(ascii: ";") || after == UInt8(ascii: ",") || after == UInt8(ascii: ")"))
        default: return false
        }
    }
}
