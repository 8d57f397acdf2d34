/// A zone as an operator writes it.
package enum ZoneText {
    /// Seconds east of UTC of `UTC`, `Z`, `+09:00`, `-0530`; nil for anything else.
    package static func seconds(_ text: String) -> Int? {
        if ["UTC", "utc", "Z", "GMT"].contains(text) { return 0 }
        let bytes = Array(text.utf8)
        guard bytes.count >= 3, bytes[0] == 43 || bytes[0] == 45 else { return nil }
        let digits = bytes.dropFirst().filter { $0 != 58 }
        guard digits.allSatisfy({ (48...57).contains($0) }), digits.count == 2 || digits.count == 4 else { return nil }
        let numbers = digits.map { Int($0) - 48 }
        let hours = numbers[0] * 10 + numbers[1]
        let minutes = numbers.count == 4 ? numbers[2] * 10 + numbers[3] : 0
        guard hours <= 14, minutes < 60 else { return nil }
        return (bytes[0] == 43 ? 1 : -1) * (hours * 3600 + minutes * 60)
    }
}
