/// What a file is, by its first bytes: a log, an export of the journal, or something that holds no lines.
package enum ContentCheck {
    private static let magics: [(StaticString, String)] = [
        ("\u{7f}ELF", "a program (ELF)"), ("%PDF-", "a PDF document"), ("SQLite format 3", "an SQLite database"),
        ("LPKSHHRH", "a journal file"), ("PK\u{3}\u{4}", "a zip archive"),
        ("BZh", "compressed with bzip2 (run bunzip2 first)"),
        ("!<arch>", "an archive"), ("GIF8", "a picture"), ("RIFF", "a media file"), ("OggS", "a media file"),
        ("ID3", "a media file"),
    ]
    private static let binaryMagics: [([UInt8], String)] = [
        ([0x89, 0x50, 0x4e, 0x47], "a picture (PNG)"), ([0xff, 0xd8, 0xff], "a picture (JPEG)"),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "compressed with xz (run unxz first)"),
        ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive"),
        ([0x04, 0x22, 0x4d, 0x18], "compressed with lz4 (run unlz4 first)"),
        ([0x1f, 0x8b], "compressed twice"), ([0x28, 0xb5, 0x2f, 0xfd], "compressed twice"),
    ]

    /// What makes `head` (decompressed, converted) no log; nil when it may be one.
    package static func binary(_ head: [UInt8]) -> String? {
        for (magic, what) in magics {
            let matches = magic.withUTF8Buffer { head.starts(with: $0) }
            if matches { return what }
        }
        for (magic, what) in binaryMagics where head.starts(with: magic) { return what }
        guard !head.isEmpty else { return nil }
        var nulls = 0
        var controls = 0
        for byte in head {
            if byte == 0 { nulls += 1 }
            // Tab, line ends, form feed, backspace, escape and bell occur in what programs print.
            if byte < 7 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32) || byte == 127 { controls += 1 }
        }
        if nulls * 5 > head.count { return "binary (many zero bytes)" }
        if controls * 10 > head.count { return "binary (many control bytes)" }
        return nil
    }

    /// Whether `head` begins like Journal Export Format: a line `__CURSOR=` or `__REALTIME_TIMESTAMP=` among the first.
    package static func isExport(_ head: [UInt8]) -> Bool {
        let start = head.drop(while: { $0 == 10 })
        return start.starts(with: "__CURSOR=s=".utf8) || start.starts(with: "__REALTIME_TIMESTAMP=".utf8)
    }
}
