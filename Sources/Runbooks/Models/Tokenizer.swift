import FoundationEssentials

/// Cuts a text into the pieces that a model has numbers for.
protocol Tokenizer: Sendable {
    /// Largest number of a piece, for a check against the model's table.
    var highest: Int32 { get }
    /// Whether Hangul has pieces of its own, so that Korean need not be translated first.
    var readsHangul: Bool { get }
    /// Numbers of the pieces of `text` between the marks of beginning and end, at most `limit`.
    func encode(_ text: String, limit: Int) -> [Int32]
}

enum TokenizerFiles {
    /// The tokenizer of the model in `folder`: WordPiece from `vocab.txt` or `tokenizer.json`, Unigram from `tokenizer.json`.
    static func load(folder: String) throws(RunbookError) -> any Tokenizer {
        struct Kind: Decodable {
            struct Model: Decodable { var type: String? }
            var model: Model
        }
        let file = folder + "/tokenizer.json"
        guard let data = FileManager.default.contents(atPath: file) else {
            guard FileManager.default.fileExists(atPath: folder + "/vocab.txt") else {
                let piece = FileManager.default.fileExists(atPath: folder + "/sentencepiece.bpe.model")
                throw .model(
                    piece
                        ? "\(folder): only sentencepiece.bpe.model; the tokenizer is read from tokenizer.json, which is published beside it"
                        : "\(folder): neither tokenizer.json nor vocab.txt")
            }
            return try WordPiece(folder: folder)
        }
        guard let kind = try? JSONDecoder().decode(Kind.self, from: data) else {
            throw .model("\(file): not the JSON of a tokenizer")
        }
        switch kind.model.type ?? "WordPiece" {
        case "WordPiece": return try WordPiece(folder: folder)
        case "Unigram": return try UnigramTokenizer(json: data, place: file)
        case let other: throw .model("\(file): a \(other) tokenizer; WordPiece and Unigram are supported")
        }
    }
}
