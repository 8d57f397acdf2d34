/// Finds secrets in a text: one pass, each rule a method that gives the range to mask or nil.
struct SecretScanner {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Ranges of secrets, in order, without overlap. Their ends are at ASCII bytes, so UTF-8 stays whole.
    func secrets() -> [Range<Int>] {
        // A sign may stand before its secret, and another secret between the two, so ranges are collected by byte.
        var isSecret = [Bool](repeating: false, count: bytes.count)
        var any = false
        for at in bytes.indices where !isSecret[at] {
            guard let secret = secret(at: at) else { continue }
            any = true
            for byte in secret { isSecret[byte] = true }
        }
        guard any else { return [] }
        var found: [Range<Int>] = []
        var at = 0
        while at < bytes.count {
            let start = at
            while at < bytes.count, isSecret[at] == isSecret[start] { at += 1 }
            if isSecret[start] { found.append(start..<at) }
        }
        return found
    }

    /// The secret whose sign stands at `at`; it may begin later than there.
    private func secret(at: Int) -> Range<Int>? {
        let byte = bytes[at]
        let previous = at == 0 ? UInt8(ascii: " ") : bytes[at - 1]
        if byte == UInt8(ascii: "-"), let key = privateKey(at) { return key }
        if byte == UInt8(ascii: ":"), let credentials = urlCredentials(at) { return credentials }
        if ASCII.isAlphanumeric(byte), !ASCII.isAlphanumeric(previous), previous != UInt8(ascii: "_") {
            if ASCII.isDigit(byte), let number = residentNumber(at) ?? cardNumber(at) ?? botToken(at) { return number }
            if let token = KnownToken.match(bytes, at) { return token }
        }
        if ASCII.isDigit(byte), previous == UInt8(ascii: "t"), at >= 3, starts(at - 3, "bot"), let token = botToken(at)
        {
            return token
        }
        if ASCII.isKeyByte(byte), !ASCII.isKeyByte(previous) { return valueOfSecretKey(at) }
        return nil
    }

    // MARK: - Keys and their values

    private func valueOfSecretKey(_ start: Int) -> Range<Int>? {
        var end = start
        while end < bytes.count, ASCII.isKeyByte(bytes[end]) { end += 1 }
        let key = SecretKey(bytes[start..<end])
        guard let key else { return nil }
        var at = end
        // "key" and \"key\" close their quote before the separator.
        if at < bytes.count, bytes[at] == UInt8(ascii: "\\") { at += 1 }
        let isQuoted = at < bytes.count && ASCII.isQuote(bytes[at])
        if isQuoted { at += 1 } else { at = end }
        let separator = skipSpaces(at)
        guard separator < bytes.count else { return nil }
        switch bytes[separator] {
        case UInt8(ascii: "="), UInt8(ascii: ":"):
            if bytes[separator] == UInt8(ascii: ":"), starts(separator, "://") { return nil }
            var value = separator + 1
            while value < bytes.count, bytes[value] == UInt8(ascii: "=") || bytes[value] == UInt8(ascii: ">") {
                value += 1
            }
            let afterSpaces = skipSpaces(value)
            // `password= user=root`: logfmt writes an empty value so.
            if bytes[separator] == UInt8(ascii: "="), afterSpaces > value, separator == at, !isQuoted { return nil }
            return self.value(afterSpaces, of: key)
        default:
            guard separator > at, !isQuoted else { return nil }
            let isFlag = starts(start, "--")
            let isStatement = key == .password && (bytes[separator] == UInt8(ascii: "'"))
            guard isStatement || (isFlag && bytes[separator] != UInt8(ascii: "-")) else {
                return key == .bearer ? bearer(separator) : nil
            }
            return self.value(separator, of: key)
        }
    }

    /// The value that begins at `start`, without its quotes.
    private func value(_ start: Int, of key: SecretKey) -> Range<Int>? {
        guard start < bytes.count else { return nil }
        var content: Range<Int>
        if let quote = quote(start) {
            let from = start + quote
            content = from..<endOfQuoted(from, opened: start, width: quote)
        } else {
            content = start..<(key == .cookie ? endOfLine(start) : endOfWord(start))
        }
        if key == .header || key == .secret, let credential = afterScheme(content) { content = credential }
        return isWorthMasking(content) ? content : nil
    }

    /// In `Bearer abc` the part after the scheme's name; the next word where the value was one word.
    private func afterScheme(_ content: Range<Int>) -> Range<Int>? {
        var end = content.lowerBound
        while end < content.upperBound, ASCII.isLetter(bytes[end]) { end += 1 }
        let word = ASCII.lowercased(bytes[content.lowerBound..<end])
        guard ["bearer", "basic", "digest", "token", "negotiate", "apikey", "hmac"].contains(word) else { return nil }
        let next = skipSpaces(end)
        guard next > end, next < bytes.count else { return nil }
        if next < content.upperBound { return next..<content.upperBound }
        return next..<(word == "digest" ? endOfLine(next) : endOfWord(next))
    }

    /// `Bearer` in running text: only before what looks like a token.
    private func bearer(_ start: Int) -> Range<Int>? {
        var end = start
        while end < bytes.count, ASCII.isTokenByte(bytes[end]) { end += 1 }
        return end - start >= 16 ? start..<end : nil
    }

    private func isWorthMasking(_ content: Range<Int>) -> Bool {
        guard !content.isEmpty else { return false }
        if content.count == SecretMasking.mark.utf8CodeUnitCount, starts(content.lowerBound, SecretMasking.mark) {
            return false
        }
        guard content.count <= 6 else { return true }
        return !["<*>", "null", "nil", "none", "true", "false", "-", "(null)"].contains(
            ASCII.lowercased(bytes[content]))
    }

    /// The width of an opening quote at `at`: 1, 2 where a backslash stands before it, nil where there is none.
    private func quote(_ at: Int) -> Int? {
        if ASCII.isQuote(bytes[at]) { return 1 }
        if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count, ASCII.isQuote(bytes[at + 1]) { return 2 }
        return nil
    }

    private func endOfQuoted(_ from: Int, opened: Int, width: Int) -> Int {
        let mark = bytes[opened + width - 1]
        var at = from
        while at < bytes.count {
            if width == 2 {
                if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == mark { return at }
            } else if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count {
                at += 1
            } else if bytes[at] == mark {
                return at
            }
            at += 1
        }
        return bytes.count
    }

    private func endOfLine(_ start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n"), bytes[at] != UInt8(ascii: "\r"),
            !ASCII.isQuote(bytes[at])
        { at += 1 }
        return at
    }

    /// The end of an unquoted value: a blank, a quote, `&`, or punctuation that does not look like a part of it.
    private func endOfWord(_ start: Int) -> Int {
        var at = start
        if starts(at, SecretMasking.mark) {
            at += SecretMasking.mark.utf8CodeUnitCount
        } else if starts(at, "<*>") {
            at += 3
        }
        while at < bytes.count {
            let byte = bytes[at]
            if ASCII.isSpace(byte) || ASCII.isQuote(byte) || byte == UInt8(ascii: "&") { break }
            if byte == UInt8(ascii: "\\"), at + 1 < bytes.count, ASCII.isQuote(bytes[at + 1]) { break }
            if ASCII.isClosing(byte), endsValue(at + 1) { break }
            at += 1
        }
        return at
    }

    /// Whether a value is over before the punctuation that ends at `at`: nothing follows, or another key does.
    private func endsValue(_ at: Int) -> Bool {
        guard at < bytes.count else { return true }
        let byte = bytes[at]
        if ASCII.isSpace(byte) || ASCII.isQuote(byte) || ASCII.isClosing(byte) || byte == UInt8(ascii: "&") {
            return true
        }
        var end = at
        while end < bytes.count, end - at < 64, ASCII.isKeyByte(bytes[end]) { end += 1 }
        return end > at && end < bytes.count && (bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: ":"))
    }

    // MARK: - URLs and keys in PEM

    /// The password in `scheme://user:password@host`, or the whole of a long user part.
    private func urlCredentials(_ colon: Int) -> Range<Int>? {
        guard starts(colon, "://") else { return nil }
        let start = colon + 3
        // Long enough for any credential, short enough that a text of nothing but such signs costs no square of it.
        let limit = min(bytes.count, start + 512)
        var authority = start
        var at: Int?
        while authority < limit, !ASCII.endsURL(bytes[authority]), !ASCII.endsAuthority(bytes[authority]) {
            if bytes[authority] == UInt8(ascii: "@") { at = authority }
            authority += 1
        }
        let user = bytes[start..<authority].firstIndex(of: UInt8(ascii: ":"))
        if at == nil, let user, bytes[start] != UInt8(ascii: "[") {
            // A password may hold a slash that should have been escaped; a port is digits.
            guard bytes[(user + 1)..<authority].contains(where: { !ASCII.isDigit($0) }) else { return nil }
            var end = authority
            while end < limit, !ASCII.endsURL(bytes[end]) {
                if bytes[end] == UInt8(ascii: "@") { at = end }
                end += 1
            }
        }
        guard let at else { return nil }
        let colonInUser = bytes[start..<at].firstIndex(of: UInt8(ascii: ":"))
        let name = start..<(colonInUser ?? at)
        let secret = name.count >= 20 ? start..<at : (colonInUser.map { $0 + 1..<at } ?? at..<at)
        return isWorthMasking(secret) ? secret : nil
    }

    private func privateKey(_ at: Int) -> Range<Int>? {
        guard starts(at, "-----BEGIN ") else { return nil }
        let limit = min(bytes.count, at + 64)
        var header = at + 11
        while header < limit, !starts(header, "PRIVATE KEY-----") {
            guard (65...90).contains(bytes[header]) || bytes[header] == 32 else { return nil }
            header += 1
        }
        guard header < limit else { return nil }
        let start = header + 16
        let end = (start..<bytes.count).first { starts($0, "-----END") } ?? bytes.count
        return isWorthMasking(start..<end) ? start..<end : nil
    }

    // MARK: - Numbers

    /// Six digits that are a date, and seven more: with a hyphen (blanks around it allowed) always; without, where the
    /// check digit is right or the number is of the time since 2020, which has none.
    private func residentNumber(_ at: Int) -> Range<Int>? {
        var digits: [Int] = []
        var end = at
        var hasHyphen = false
        while end < bytes.count, digits.count < 13 {
            if ASCII.isDigit(bytes[end]) {
                digits.append(Int(bytes[end] - UInt8(ascii: "0")))
                end += 1
            } else if digits.count == 6, !hasHyphen {
                let hyphen = skipSpaces(end)
                guard hyphen < bytes.count, bytes[hyphen] == UInt8(ascii: "-"), hyphen - end <= 1 else { return nil }
                let next = skipSpaces(hyphen + 1)
                guard next - hyphen <= 2 else { return nil }
                (hasHyphen, end) = (true, next)
            } else {
                return nil
            }
        }
        guard digits.count == 13, end == bytes.count || !ASCII.isAlphanumeric(bytes[end]) else { return nil }
        let month = digits[2] * 10 + digits[3]
        let day = digits[4] * 10 + digits[5]
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        if hasHyphen { return at..<end }
        let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
        let sum = zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 }
        let isRecent = digits[0] == 2 && [3, 4, 7, 8].contains(digits[6])
        return isRecent || (11 - sum % 11) % 10 == digits[12] ? at..<end : nil
    }

    /// 13 to 19 digits with a card's first digit and a right check digit (Luhn), bare or in a card's groups.
    private func cardNumber(_ at: Int) -> Range<Int>? {
        guard (UInt8(ascii: "2")...UInt8(ascii: "6")).contains(bytes[at]) else { return nil }
        var digits: [Int] = []
        var groups: [Int] = [0]
        var end = at
        var separator: UInt8?
        while end < bytes.count, digits.count <= 19 {
            let byte = bytes[end]
            if ASCII.isDigit(byte) {
                digits.append(Int(byte - UInt8(ascii: "0")))
                groups[groups.count - 1] += 1
            } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-"), separator ?? byte == byte,
                end + 1 < bytes.count,
                ASCII.isDigit(bytes[end + 1]), [4, 6].contains(groups[groups.count - 1])
            {
                separator = byte
                groups.append(0)
            } else {
                break
            }
            end += 1
        }
        guard (13...19).contains(digits.count), end == bytes.count || !ASCII.isAlphanumeric(bytes[end]) else {
            return nil
        }
        guard groups.count == 1 || groups == [4, 4, 4, 4] || groups == [4, 4, 4, 4, 3] || groups == [4, 6, 5] else {
            return nil
        }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = place % 2 == 1 ? digit * 2 : digit
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0 ? at..<end : nil
    }

    /// A Telegram bot's token: its number, a colon, 35 characters.
    private func botToken(_ at: Int) -> Range<Int>? {
        var colon = at
        while colon < bytes.count, ASCII.isDigit(bytes[colon]) { colon += 1 }
        guard (8...10).contains(colon - at), starts(colon, ":AA") else { return nil }
        var end = colon + 1
        while end < bytes.count, ASCII.isWordByte(bytes[end]) || bytes[end] == UInt8(ascii: "-") { end += 1 }
        return end - colon > 32 ? at..<end : nil
    }

    // MARK: - Bytes

    private func skipSpaces(_ from: Int) -> Int {
        var at = from
        while at < bytes.count, bytes[at] == UInt8(ascii: " ") || bytes[at] == UInt8(ascii: "\t") { at += 1 }
        return at
    }

    private func starts(_ at: Int, _ text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            guard bytes.count - at >= text.count else { return false }
            for index in 0..<text.count where bytes[at + index] != text[index] { return false }
            return true
        }
    }
}
