import GRDB
import Synchronization

extension RunbookIndex {
    /// What a word of the index that is one slip away from the asker's is worth beside it.
    private static let spellingWeight = 0.8
    /// Shorter words are too near to each other (`tape`, `type`).
    static let shortestCorrected = 6
    /// More words than this at one slip's distance: nobody knows which was meant.
    private static let mostNear = 3
    /// Of a pasted text not every word is looked up so.
    private static let mostCorrected = 8

    /// `query` with words of the index for those of its Latin words that neither the index nor the vocabulary knows and that are one slip of
    /// the hand away: a letter too many, too few, another one, or two in each other's place (`postgers`, `redss`). Products are never taken for others.
    ///
    /// O(words of the index with the same first letter) for each such word, of which there are at most eight; nothing else.
    func corrected(_ db: Database, _ query: Query, count: (String) throws -> Int) throws -> Query {
        var query = query
        var left = Self.mostCorrected
        // A product that the runbooks write in two words (`certmanager`, cert-manager) is not missing there.
        for at in query.concepts.indices where query.concepts[at].isProduct {
            guard try query.concepts[at].alternatives.allSatisfy({ try count($0.term) == 0 }),
                let half = try sideBySide(db, query.concepts[at].surface, count: count)
            else { continue }
            query.concepts[at].alternatives.append(.init(term: half, weight: Self.spellingWeight))
        }
        for at in query.concepts.indices where query.concepts[at].kind == .word && !query.concepts[at].isProduct {
            let concept = query.concepts[at]
            guard let own = concept.alternatives.first?.term, own.utf8.count >= Self.shortestCorrected - 1,
                concept.surface.utf8.count >= Self.shortestCorrected,
                !vocabulary.isEverydayOrKnown(own),
                try concept.alternatives.allSatisfy({ try count($0.term) == 0 })
            else { continue }
            left -= 1
            if left < 0 { break }
            let near = try words(db, like: own)
            if near.isEmpty, let halves = try twoWords(concept.surface, count: count) {
                query.concepts[at].alternatives.append(.init(term: halves, weight: Self.spellingWeight))
            }
            guard !near.isEmpty, near.count <= Self.mostNear else { continue }
            query.concepts[at].alternatives += near.map { .init(term: $0, weight: Self.spellingWeight) }
            if near.count == 1, let expansions = vocabulary.words[near[0]] {
                for expansion in expansions {
                    for term in expansion.terms
                    where !query.concepts[at].alternatives.contains(where: { $0.term == term }) {
                        query.concepts[at].alternatives.append(
                            .init(term: term, weight: Self.spellingWeight * expansion.weight))
                    }
                }
            }
            query.concepts[at].isName = concept.isName || near.contains { vocabulary.names.contains($0) }
        }
        return query
    }

    /// The rarer one of the two words of the index that `compound` is made of (`webshell`): both must be known, and not everyday words.
    private func twoWords(_ compound: String, count: (String) throws -> Int) throws -> String? {
        let bytes = Array(compound.utf8)
        guard bytes.count >= Self.shortestCompound, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        var found: String?
        for cut in Self.shortestHalf...(bytes.count - Self.shortestHalf) {
            let halves = [bytes[..<cut], bytes[cut...]].map { EnglishStemmer.stem(String(decoding: $0, as: UTF8.self)) }
            guard !halves.contains(where: { vocabulary.light.contains($0) || vocabulary.stops.contains($0) }) else {
                continue
            }
            let counts = try halves.map(count)
            guard counts.allSatisfy({ $0 > 0 }) else { continue }
            if found != nil { return nil }
            found = counts[0] <= counts[1] ? halves[0] : halves[1]
        }
        return found
    }

    /// The rarer one of the two words that `name` is made of, where some passage has them beside each other.
    private func sideBySide(_ db: Database, _ name: String, count: (String) throws -> Int) throws -> String? {
        let bytes = Array(name.utf8)
        guard bytes.count >= Self.shortestCompound, bytes.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
        for cut in Self.shortestHalf...(bytes.count - Self.shortestHalf) {
            let halves = [bytes[..<cut], bytes[cut...]].map { EnglishStemmer.stem(String(decoding: $0, as: UTF8.self)) }
            let counts = try halves.map(count)
            guard counts.allSatisfy({ $0 > 0 }) else { continue }
            // One word may stand between.
            let match = "NEAR(\"\(halves[0])\" \"\(halves[1])\", 1)"
            let isThere = try Int.fetchOne(
                db, sql: "SELECT rowid FROM chunk_terms WHERE chunk_terms MATCH ? LIMIT 1", arguments: [match])
            if isThere != nil { return counts[0] <= counts[1] ? halves[0] : halves[1] }
        }
        return nil
    }
    private static let shortestCompound = 7
    private static let shortestHalf = 3

    /// Words of the index at one slip's distance, in order.
    private func words(_ db: Database, like word: String) throws -> [String] {
        let own = Array(word.utf8)
        guard let first = own.first else { return [] }
        return (try wordsByLetter(db)[first] ?? []).filter { Self.isOneSlip(from: own, to: $0) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private func wordsByLetter(_ db: Database) throws -> [UInt8: [[UInt8]]] {
        let revision = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'revision'") ?? ""
        if let known = spellingCache.withLock({ $0 }), known.revision == revision { return known.words }
        let terms = try String.fetchAll(
            db,
            sql:
                "SELECT term FROM chunk_words WHERE term >= 'a' AND term < '{' AND length(term) BETWEEN 4 AND 24 ORDER BY term"
        )
        let words = Dictionary(grouping: terms.map { Array($0.utf8) }) { $0.first ?? 0 }
        spellingCache.withLock { $0 = (revision, words) }
        return words
    }

    /// Whether one letter inserted, left out, changed, or two neighbours exchanged make `b` of `a`. The first letter is hardly ever wrong. O(n).
    package static func isOneSlip(from a: [UInt8], to b: [UInt8]) -> Bool {
        guard abs(a.count - b.count) <= 1, a != b, a.first == b.first else { return false }
        var start = 0
        while start < a.count, start < b.count, a[start] == b[start] { start += 1 }
        var end = 0
        while end < a.count - start, end < b.count - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
        let left = a.count - start - end
        let other = b.count - start - end
        if left <= 1, other <= 1 { return true }
        return left == 2 && other == 2 && a[start] == b[start + 1] && a[start + 1] == b[start]
    }
}
