/// English words of one family that the stemmer keeps apart: `modify` and `modification`, `retain` and `retention`, `recover` and
/// `recovery`, `expand` and `expansion`, `authorise` and `authorize`. Rules of the language, no list of words; what a rule makes that is
/// no word stands in no runbook and is worth nothing.
package enum WordFamily {
    /// Shorter words have too little left after an ending.
    static let shortest = 5
    /// What a relative is worth beside the asker's word.
    static let weight = 0.85

    /// Endings that stand for each other, longest first; `least` letters must stand before.
    private static let endings: [(String, [String])] = [
        ("isation", ["ization"]), ("ification", ["ify"]), ("ising", ["izing"]), ("ised", ["ized"]), ("ise", ["ize"]),
        ("enance", ["ain"]), ("ention", ["ain"]), ("umption", ["ume"]), ("ription", ["ribe"]), ("ission", ["it"]),
        ("ansion", ["and"]), ("ension", ["end"]), ("ersion", ["ert"]), ("usion", ["ude"]), ("ified", ["ification"]),
        ("ifies", ["ification"]), ("ifying", ["ification"]), ("ify", ["ification"]), ("ained", ["ention", "enance"]),
        ("aining", ["ention", "enance"]), ("ain", ["ention", "enance"]), ("umed", ["umption"]), ("uming", ["umption"]),
        ("ume", ["umption"]), ("ribed", ["ription"]), ("ribe", ["ription"]), ("anded", ["ansion"]),
        ("anding", ["ansion"]), ("and", ["ansion"]), ("ended", ["ension"]), ("ending", ["ension"]),
        ("end", ["ension"]), ("uded", ["usion"]), ("uding", ["usion"]), ("ude", ["usion"]),
        ("itted", ["ission"]), ("itting", ["ission"]), ("it", ["ission"]),
    ]
    /// Endings that make a noun of a verb as it is, and are taken off again.
    private static let nouns = ["ure", "ery", "al", "or", "age"]

    /// Other words of the family of `word` (lower case), as written. O(length).
    package static func relatives(of word: String) -> [String] {
        guard word.utf8.count >= shortest, word.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return [] }
        var found: [String] = []
        if let (ending, others) = endings.first(where: {
            word.hasSuffix($0.0) && word.utf8.count - $0.0.utf8.count >= 2
        }) {
            let root = word.dropLast(ending.utf8.count)
            found += others.map { root + $0 }
        }
        var bases = [word]
        for ending in ["ing", "ed", "s", "e"] where word.hasSuffix(ending) && word.utf8.count - ending.utf8.count >= 4 {
            bases.append(String(word.dropLast(ending.utf8.count)))
        }
        for base in bases {
            found += ["ure", "or", base.hasSuffix("er") ? "y" : "al"].map { base + $0 }
        }
        for noun in nouns where word.hasSuffix(noun) && word.utf8.count - noun.utf8.count >= 4 {
            found.append(String(word.dropLast(noun == "ery" ? 1 : noun.utf8.count)))
        }
        return found
    }
}
