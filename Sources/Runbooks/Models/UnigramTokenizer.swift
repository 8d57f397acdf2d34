import Bytes
import FoundationEssentials

/// SentencePiece's unigram tokenizer (Kudo 2018) as XLM-R, multilingual-e5 and bge-m3 publish it in `tokenizer.json`: the text is
/// normalised, cut at blanks, each word gets a `▁` before it, and is split so that the sum of its pieces' log probabilities is
/// greatest (Viterbi). Deviation: marks such as `<s>` written in a text are text, never the marks themselves.
struct UnigramTokenizer: Tokenizer {
    let highest: Int32
    let readsHangul: Bool
    private let map: CharacterMap?
    private let begin: Int32, end: Int32, unknown: Int32
    private let pieces: PieceTable
    private let unknownScore: Double

    private struct File: Decodable {
        struct Model: Decodable {
            var unk_id: Int32?
            var vocab: [Piece]
        }
        struct Piece: Decodable {
            var text: String
            var score: Double
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                (text, score) = (try list.decode(String.self), try list.decode(Double.self))
            }
        }
        struct Added: Decodable {
            var id: Int32
            var content: String
        }
        struct Normalizer: Decodable {
            var type: String
            var precompiled_charsmap: String?
            var normalizers: [Normalizer]?
            var flat: [Normalizer] { [self] + (normalizers ?? []).flatMap(\.flat) }
        }
        var model: Model
        var added_tokens: [Added]?
        var normalizer: Normalizer?
    }

    /// From the text of `tokenizer.json`. O(vocabulary).
    init(json: Data, place: String) throws(RunbookError) {
        let file: File
        do { file = try JSONDecoder().decode(File.self, from: json) } catch {
            throw .model("\(place): no unigram tokenizer can be read from it")
        }
        var map: CharacterMap?
        for step in file.normalizer?.flat ?? [] {
            switch step.type {
            case "Precompiled":
                guard let data = Data(base64Encoded: step.precompiled_charsmap ?? ""),
                    let read = CharacterMap([UInt8](data))
                else {
                    throw .model("\(place): the character map is damaged")
                }
                map = read
            case "Sequence", "Strip", "Replace": break  // blanks only, which cutting at blanks makes of no account
            default: throw .model("\(place): the normalizer \(step.type) is not supported")
            }
        }
        let vocabulary = file.model.vocab
        guard (1...4_000_000).contains(vocabulary.count), let unknown = file.model.unk_id,
            vocabulary.indices.contains(Int(unknown))
        else {
            throw .model("\(place): the vocabulary is empty, or has no unknown piece")
        }
        let added = file.added_tokens ?? []
        func mark(_ names: [String]) -> Int32? {
            for name in names {
                if let token = added.first(where: { $0.content == name }) { return token.id }
                if let at = vocabulary.firstIndex(where: { $0.text == name }) { return Int32(at) }
            }
            return nil
        }
        guard let begin = mark(["<s>", "[CLS]"]), let end = mark(["</s>", "[SEP]"]) else {
            throw .model("\(place): the vocabulary lacks <s> or </s>")
        }
        let marks = Set(added.map(\.id)).union([begin, end, unknown])
        (self.map, self.begin, self.end, self.unknown) = (map, begin, end, unknown)
        highest = max(Int32(vocabulary.count - 1), added.map(\.id).max() ?? 0, begin, end)
        guard begin >= 0, end >= 0, added.allSatisfy({ $0.id >= 0 }) else {
            throw .model("\(place): a negative number of a piece")
        }
        pieces = PieceTable(
            vocabulary.enumerated().lazy.filter { !marks.contains(Int32($0.offset)) }.map {
                ($0.element.text, Int32($0.offset), $0.element.score)
            })
        // `tokenizers` and SentencePiece both put an unknown character ten below the rarest piece.
        unknownScore = (vocabulary.map(\.score).min() ?? 0) - 10
        readsHangul = vocabulary.lazy.filter { $0.text.hasHangul }.prefix(200).count == 200
    }

    func encode(_ text: String, limit: Int) -> [Int32] {
        var ids = [begin]
        let bytes = map?.normalised(text) ?? Array(text.utf8)
        for word in Self.words(bytes) {
            if ids.count >= limit - 1 { break }
            split(Self.space + word, into: &ids)
        }
        return Array(ids.prefix(max(limit - 1, 1))) + [end]
    }

    /// `▁`, U+2581.
    private static let space: [UInt8] = [0xE2, 0x96, 0x81]

    /// Runs of anything but blanks (Unicode's, as far as a map leaves any).
    private static func words(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        String(decoding: bytes, as: UTF8.self).utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.map {
            Array($0)[...]
        }
    }

    private struct Node {
        var score = -Double.infinity
        var start = 0
        var id: Int32 = -1
    }

    /// The best split of one word. O(length x longest piece).
    private func split(_ word: [UInt8], into ids: inout [Int32]) {
        let n = word.count
        var nodes = [Node](repeating: Node(), count: n + 1)
        nodes[0].score = 0
        var at = 0
        while at < n {
            let width = min(Self.width(word[at]), n - at)
            let base = nodes[at].score
            var hasSingle = false
            pieces.prefixes(of: word, from: at) { id, score, length in
                if base + score > nodes[at + length].score || nodes[at + length].id == -1 {
                    nodes[at + length] = Node(score: base + score, start: at, id: id)
                }
                if length == width { hasSingle = true }
            }
            if !hasSingle, base + unknownScore > nodes[at + width].score || nodes[at + width].id == -1 {
                nodes[at + width] = Node(score: base + unknownScore, start: at, id: unknown)
            }
            at += width
        }
        var path: [Int32] = []
        var stop = n
        while stop > 0 {
            let node = nodes[stop]
            // Unknown characters in a row are one piece.
            if !(node.id == unknown && path.last == unknown) { path.append(node.id) }
            stop = node.start
        }
        ids += path.reversed()
    }

    private static func width(_ lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
}

/// Pieces by their bytes: open addressing over a hash that grows byte by byte, so that all prefixes of a word are looked up in one pass.
struct PieceTable: Sendable {
    private var slots: [Int32]
    private var hashes: [UInt64] = []
    private var starts: [Int] = [0]
    private var bytes: [UInt8] = []
    private var ids: [Int32] = []
    private var scores: [Double] = []
    private var longest = 0
    private let mask: Int

    init(_ pieces: some Sequence<(text: String, id: Int32, score: Double)>) {
        for piece in pieces where !piece.text.isEmpty {
            let text = Array(piece.text.utf8)
            hashes.append(text.reduce(Self.seed, Self.step))
            bytes += text
            starts.append(bytes.count)
            ids.append(piece.id)
            scores.append(piece.score)
            longest = max(longest, text.count)
        }
        var size = 16
        while size < ids.count * 2 { size *= 2 }
        mask = size - 1
        slots = [Int32](repeating: -1, count: size)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(index)
        }
    }

    /// FNV-1a.
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// Calls `found` with number, score and length in bytes of each piece that `word` holds at `from`, shortest first.
    func prefixes(of word: [UInt8], from: Int, _ found: (Int32, Double, Int) -> Void) {
        var hash = Self.seed
        var at = from
        let stop = min(word.count, from + longest)
        while at < stop {
            hash = Self.step(hash, word[at])
            at += 1
            // Pieces end where characters end.
            if at < word.count, word[at] & 0xC0 == 0x80 { continue }
            var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
            while slots[slot] >= 0 {
                let index = Int(slots[slot])
                if hashes[index] == hash, word[from..<at].elementsEqual(bytes[starts[index]..<starts[index + 1]]) {
                    found(ids[index], scores[index], at - from)
                    break
                }
                slot = (slot + 1) & mask
            }
        }
    }
}
