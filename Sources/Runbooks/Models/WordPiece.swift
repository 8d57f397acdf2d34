import FoundationEssentials

/// BERT's tokenizer for lower-cased models: words at blanks and punctuation, then the longest pieces of the vocabulary.
struct WordPiece: Tokenizer {
    /// NFD breaks Hangul into letters that such vocabularies know only in part.
    let readsHangul = false
    private let pieces: [String: Int32]
    private let unknown: Int32, begin: Int32, end: Int32
    private static let longestWord = 100

    /// From `vocab.txt` (a piece a line, its number the line's) or `tokenizer.json`.
    init(folder: String) throws(RunbookError) {
        var pieces: [String: Int32] = [:]
        if let data = FileManager.default.contents(atPath: folder + "/vocab.txt") {
            for (number, line) in String(decoding: data, as: UTF8.self).lines.enumerated() {
                pieces[line] = Int32(number)
            }
        } else if let data = FileManager.default.contents(atPath: folder + "/tokenizer.json") {
            struct File: Decodable {
                struct Model: Decodable {
                    var type: String?
                    var vocab: [String: Int32]
                }
                var model: Model
            }
            guard let file = try? JSONDecoder().decode(File.self, from: data),
                file.model.type ?? "WordPiece" == "WordPiece"
            else {
                throw .model(
                    "\(folder)/tokenizer.json holds no WordPiece vocabulary; this kind of model is not supported")
            }
            pieces = file.model.vocab
        } else {
            throw .model("\(folder): neither vocab.txt nor tokenizer.json")
        }
        guard let unknown = pieces["[UNK]"], let begin = pieces["[CLS]"], let end = pieces["[SEP]"] else {
            throw .model("\(folder): the vocabulary lacks [UNK], [CLS] or [SEP]")
        }
        (self.pieces, self.unknown, self.begin, self.end) = (pieces, unknown, begin, end)
    }

    /// Largest number of a piece, for a check against the model's table.
    var highest: Int32 { pieces.values.max() ?? 0 }

    /// Numbers of the pieces of `text`, between [CLS] and [SEP], at most `limit`.
    func encode(_ text: String, limit: Int) -> [Int32] {
        var ids = [begin]
        for word in Self.words(of: text) {
            ids += split(word)
            if ids.count >= limit - 1 { break }
        }
        return Array(ids.prefix(limit - 1)) + [end]
    }

    private func split(_ word: [Unicode.Scalar]) -> [Int32] {
        guard word.count <= Self.longestWord else { return [unknown] }
        var ids: [Int32] = []
        var start = 0
        while start < word.count {
            var found: Int32?
            var stop = word.count
            while stop > start {
                var piece = start > 0 ? "##" : ""
                piece.unicodeScalars.append(contentsOf: word[start..<stop])
                if let id = pieces[piece] {
                    found = id
                    break
                }
                stop -= 1
            }
            guard let found else { return [unknown] }
            ids.append(found)
            start = stop
        }
        return ids
    }

    static func words(of text: String) -> [[Unicode.Scalar]] {
        var words: [[Unicode.Scalar]] = []
        var word: [Unicode.Scalar] = []
        func close() {
            if !word.isEmpty { words.append(word) }
            word = []
        }
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if value == 0 || value == 0xFFFD
                || (scalar.properties.generalCategory == .control && !scalar.properties.isWhitespace)
            {
                continue
            }
            if scalar.properties.isWhitespace {
                close()
            } else if isPunctuation(scalar) || (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value) {
                close()
                words.append([scalar])
            } else {
                for low in scalar.properties.lowercaseMapping.unicodeScalars where !(0x300...0x36F).contains(low.value)
                {
                    word.append(plain[low] ?? low)
                }
            }
        }
        close()
        return words
    }

    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if (33...47).contains(value) || (58...64).contains(value) || (91...96).contains(value)
            || (123...126).contains(value)
        {
            return true
        }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    /// Latin letters without their accents.
    private static let plain: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (base, accented) in [
            ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ď"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥ"),
            ("i", "ìíîïĩīĭį"),
            ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľ"), ("n", "ñńņň"), ("o", "òóôõöōŏő"), ("r", "ŕŗř"), ("s", "śŝşš"),
            ("t", "ţť"),
            ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
        ] {
            for scalar in accented.unicodeScalars { table[scalar] = base.unicodeScalars.first }
        }
        return table
    }()
}
