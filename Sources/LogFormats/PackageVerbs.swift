import Bytes

/// What package tools say first, in lines that otherwise look as if a program named itself: `Nov 24 17:00:11 Installed: curl-8.5-1`.
enum PackageVerbs {
    /// Whether `bytes[from..<to]` is such a word with its colon.
    static func stands(_ bytes: RawSpan, _ from: Int, _ to: Int) -> Bool {
        guard to &- from >= 7, to &- from <= 13, bytes.byte(to &- 1) == UInt8(ascii: ":") else { return false }
        switch Word.lower(bytes, from, to &- 1) {
        case Word.of("installed"), Word.of("updated"), Word.of("erased"), Word.of("removed"), Word.of("obsoleted"),
            Word.of("reinstalled"), Word.of("downgraded"), Word.of("upgraded"), Word.of("upgrade"),
            Word.of("dep-installed"):
            return true
        default: return false
        }
    }
}
