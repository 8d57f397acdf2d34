extension CitationCheck {
    /// The check with an encoder's opinion added: a sentence must be like some line of the passage that it cites, whatever
    /// words it uses. Asked only of encoders that read the sentence's language, and only in process: the check waits for nothing.
    ///
    /// - Parameter crowding: of the encoder's vectors, see `VectorTable.crowding`.
    package static func with(_ encoder: SentenceEncoder?, vocabulary: Vocabulary, crowding: Double = 0) -> CitationCheck
    {
        guard let encoder else { return CitationCheck(vocabulary: vocabulary) }
        return CitationCheck(vocabulary: vocabulary) { sentence, passage in
            let isKorean = sentence.hasHangul
            if (isKorean || passage.hasHangul) && !encoder.readsHangul { return 1 }
            // Across languages a BERT of one language tells nothing; multilingual ones do.
            let vector = encoder.vector(of: encoder.description.queryPrefix + sentence)
            let lines = passage.lines.map { String($0).trimmed }.filter { $0.count > 8 }.prefix(40)
            let best = (lines.isEmpty ? [passage] : Array(lines)).map { line -> Double in
                let other = encoder.vector(of: encoder.description.passagePrefix + line)
                return VectorTable.spread(
                    zip(vector, other).reduce(0.0) { $0 + Double($1.0 * $1.1) }, crowding: crowding)
            }.max()
            return best ?? 1
        }
    }
}

extension RunbookIndex {
    /// How close together a model's vectors of unrelated passages lie; 0 where they do not crowd, or none are stored.
    package func crowding(of embedder: any Embedder) -> Double {
        (try? read { db in try vectors(db, model: embedder.name, dimension: embedder.dimension).crowding }) ?? 0
    }
}
