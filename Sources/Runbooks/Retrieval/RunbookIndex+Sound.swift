import GRDB
import Synchronization

extension RunbookIndex {
    /// What a word of the index that sounds like the asker's is worth beside it.
    private static let soundWeight = 0.8
    /// More words than this that sound alike say nothing.
    private static let mostAlike = 3

    /// `query` with Latin words of the index for those of its Hangul words that neither the index nor the vocabulary knows.
    func transliterated(_ db: Database, _ query: Query, count: (String) throws -> Int) throws -> Query {
        var query = query
        for at in query.concepts.indices
        where query.concepts[at].kind == .hangul && !query.concepts[at].isVerb {
            let concept = query.concepts[at]
            guard try concept.alternatives.allSatisfy({ try count($0.term) == 0 }),
                try concept.pairs.filter({ try count($0) > 0 }).count * 3 < concept.pairs.count * 2,
                let sound = Transliteration(hangul: concept.surface),
                sound.consonants.count >= Transliteration.fewestConsonants
            else { continue }
            let words = try alike(db, sound)
            guard !words.isEmpty, words.count <= Self.mostAlike else { continue }
            query.concepts[at].alternatives += words.map { .init(term: $0, weight: Self.soundWeight) }
            query.concepts[at].isName = query.concepts[at].isName || words.contains { vocabulary.names.contains($0) }
        }
        return query
    }

    private func alike(_ db: Database, _ sound: Transliteration) throws -> [String] {
        let revision = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'revision'") ?? ""
        let words: [[UInt8]: [String]]
        if let known = soundCache.withLock({ $0 }), known.revision == revision {
            words = known.words
        } else {
            var made: [[UInt8]: [String]] = [:]
            let terms = try String.fetchCursor(
                db,
                sql: "SELECT term FROM chunk_words WHERE term >= 'a' AND term < '{' AND length(term) BETWEEN 4 AND 24")
            while let term = try terms.next() {
                guard let frame = Transliteration(latin: term), frame.consonants.count >= 2 else { continue }
                made[frame.consonants, default: []].append(term)
            }
            words = made
            let kept = made
            soundCache.withLock { $0 = (revision, kept) }
        }
        // With and without an ending that the index's words have lost.
        let candidates = (words[sound.consonants] ?? []) + (words[Array(sound.consonants.dropLast())] ?? [])
        return candidates.filter { term in Transliteration(latin: term).map(sound.sounds(like:)) ?? false }.sorted()
    }
}
