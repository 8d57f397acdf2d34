import Model

/// What a file's name says of its place in a rotation: `x.log.2.gz` is the part 2 of `x.log`, compressed.
///
/// Taken for rotation: a number of up to 4 digits at the end (`x.log.1`), a date at the end or before `.log`
/// (`x.log-20240101`, `x.log.2024-01-01-13`, `x-20240101.log`, `x.2024-01-01.log`), seconds since 1970
/// (`x.log-1704067200`), IIS's `u_ex240101.log`, and `.old`. A bare number before `.log` is not (`worker-2.log` is another worker, not an older
/// part).
package struct RotatedName: Sendable, Hashable {
    /// How old a part is.
    package enum Part: Sendable, Hashable {
        /// The one that is written to.
        case current
        /// Higher is older.
        case number(Int)
        /// Digits of the date, and of the hour where there is one, padded to 14: lower is older.
        case date(UInt64)
        /// `.old`: the one before the current.
        case old
    }
    /// The name of the current part.
    package var stem: String
    package var part: Part
    /// `gz`, `zst`, `xz`, `bz2`; nil where the name says nothing of compression.
    package var compression: String?

    package init(_ name: String) {
        var rest = Substring(name)
        compression = nil
        for suffix in ["gz", "zst", "zstd", "xz", "bz2"] where rest.utf8.count > suffix.utf8.count + 1 {
            if rest.hasSuffix("." + suffix) {
                compression = suffix == "zstd" ? "zst" : suffix
                rest = rest.dropLast(suffix.count + 1)
                break
            }
        }
        part = .current
        if let (shorter, found) = Self.suffix(of: rest) {
            (rest, part) = (shorter, found)
        } else if rest.hasSuffix(".log"), let (shorter, found) = Self.suffix(of: rest.dropLast(4)), case .date = found {
            stem = String(shorter) + ".log"
            part = found
            return
        }
        if part == .current, let (shorter, found) = Self.webServerDate(of: rest) {
            stem = String(shorter) + ".log"
            part = found
            return
        }
        stem = String(rest)
    }

    /// IIS begins a file a day or an hour, with the date right behind the name: `u_ex260115.log`, `u_in26011508.log`.
    private static func webServerDate(of text: Substring) -> (Substring, Part)? {
        guard text.hasSuffix(".log") else { return nil }
        let base = text.dropLast(4)
        let digits = base.utf8.reversed().prefix(while: isDigit).count
        guard digits == 6 || digits == 8 else { return nil }
        let name = base.dropLast(digits)
        guard ["u_ex", "u_in", "u_nc", "ex", "in", "nc"].contains(name) else { return nil }
        // With minutes where there is an hour: ten digits are seconds.
        let bytes = Array("20".utf8) + Array(base.suffix(digits).utf8) + Array((digits == 8 ? "00" : "").utf8)
        guard let date = date(bytes, bytes[...]) else { return nil }
        return (name, .date(date))
    }

    /// The name of the service whose file this is: without `.log` and `.export`.
    package var service: String {
        for suffix in [".log", ".export"] where stem.hasSuffix(suffix) && stem.count > suffix.count {
            return String(stem.dropLast(suffix.count))
        }
        return stem
    }

    /// End of the day that a date in the name stands for (a day later: rotation happens at night), in seconds since
    /// 1970; nil without a date.
    package var latestSeconds: Int64? {
        guard case .date(let digits) = part else { return nil }
        if digits < 20_000_000_000_000 { return Int64(digits) }
        let (year, month, day) = (
            Int(digits / 10_000_000_000), Int(digits / 100_000_000 % 100), Int(digits / 1_000_000 % 100)
        )
        return Int64(CivilTime.days(year: year, month: month, day: day) + 2) * 86400
    }

    /// Whether this part was written before the other one.
    package func precedes(_ other: RotatedName) -> Bool {
        switch (part, other.part) {
        case (.number(let a), .number(let b)): a > b
        case (.date(let a), .date(let b)): a < b
        default: rank < other.rank
        }
    }
    private var rank: Int {
        switch part {
        case .date: 0
        case .number: 1
        case .old: 2
        case .current: 3
        }
    }

    /// A rotation suffix, taken off.
    private static func suffix(of text: Substring) -> (Substring, Part)? {
        let bytes = Array(text.utf8)
        if text.hasSuffix(".old"), bytes.count > 4 { return (text.dropLast(4), .old) }
        // The longest tail of digits and their separators.
        var start = bytes.count
        while start > 0, isDigit(bytes[start - 1]) || isSeparator(bytes[start - 1]) || bytes[start - 1] == 84 {
            start -= 1
        }
        while start < bytes.count {
            guard start > 0 || bytes.count > start, isSeparator(bytes[start]), start > 0 else {
                start += 1
                continue
            }
            let tail = bytes[(start + 1)...]
            let digits = tail.filter(isDigit)
            let shorter = text.prefix(start)
            if !shorter.isEmpty, let first = tail.first, isDigit(first), let last = tail.last, isDigit(last) {
                if let date = date(digits, tail) { return (shorter, .date(date)) }
                if digits.count == tail.count, bytes[start] == 46, digits.count <= 4, let number = value(digits) {
                    return (shorter, .number(Int(number)))
                }
            }
            start += 1
        }
        return nil
    }

    /// Eight digits of a date (with up to six of the time), or ten of seconds since 1970.
    private static func date(_ digits: [UInt8], _ tail: ArraySlice<UInt8>) -> UInt64? {
        guard let number = value(digits) else { return nil }
        if digits.count == 10, tail.count == 10, number >= 946_684_800 { return number }
        guard (8...14).contains(digits.count) else { return nil }
        var padded = number
        for _ in digits.count..<14 { padded *= 10 }
        let (year, month, day) = (padded / 10_000_000_000, padded / 100_000_000 % 100, padded / 1_000_000 % 100)
        return (1990...2200).contains(year) && (1...12).contains(month) && (1...31).contains(day) ? padded : nil
    }

    private static func value(_ digits: [UInt8]) -> UInt64? {
        guard !digits.isEmpty, digits.count <= 18 else { return nil }
        return digits.reduce(0) { $0 * 10 + UInt64($1 - 48) }
    }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    private static func isSeparator(_ byte: UInt8) -> Bool { byte == 45 || byte == 46 || byte == 95 }
}
