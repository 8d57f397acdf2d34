/// What a byte can be within a log message; the flags of a word are the union of its bytes' classes.
enum ByteClass {
    static let digit: UInt8 = 1
    static let lower: UInt8 = 2
    static let upper: UInt8 = 4
    /// Ends a word: white space, brackets, quotes and `, ; : = | < >`.
    static let delimiter: UInt8 = 8
    /// `/` and `\`.
    static let slash: UInt8 = 16
    /// `@ # $ % & + * ~ ^`: joins parts of a word.
    static let joiner: UInt8 = 32
    /// `. - _ ! ?`.
    static let punctuation: UInt8 = 64
    /// A byte of a multi-byte UTF-8 sequence (or of nothing valid).
    static let wide: UInt8 = 128

    static let letter = lower | upper

    /// The class of every byte.
    static func table() -> [256 of UInt8] {
        var table = [256 of UInt8](repeating: punctuation)
        for byte in 0...32 { table[byte] = delimiter }
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { table[Int(byte)] = digit }
        for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { table[Int(byte)] = lower }
        for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { table[Int(byte)] = upper }
        for byte in ",;:=|<>()[]{}\"'`".utf8 { table[Int(byte)] = delimiter }
        for byte in "/\\".utf8 { table[Int(byte)] = slash }
        for byte in "@#$%&+*~^".utf8 { table[Int(byte)] = joiner }
        for byte in 128...255 { table[byte] = wide }
        return table
    }
}

extension UInt8 {
    @inline(__always) var isDigit: Bool { self &- 48 < 10 }
    @inline(__always) var isLetter: Bool { (self | 32) &- 97 < 26 }
    @inline(__always) var isUpper: Bool { self &- 65 < 26 }
    @inline(__always) var isLower: Bool { self &- 97 < 26 }
    @inline(__always) var isHexDigit: Bool { isDigit || (self | 32) &- 97 < 6 }
    @inline(__always) var isSpace: Bool { self <= 32 }
}
