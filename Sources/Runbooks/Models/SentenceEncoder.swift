import Bytes
import CShims
import FoundationEssentials
import Model

/// What turns texts into vectors of length 1, whose dot product is their likeness.
package protocol Embedder: Sendable {
    /// Stored with each vector: vectors of another model are never compared.
    var name: String { get }
    var dimension: Int { get }
    /// Whether Korean may be given as it is; otherwise the word list puts a question into English first.
    var readsHangul: Bool { get }
    /// Vectors of `texts`, in order. Throws `RunbookError`.
    func vectors(of texts: [String], isQuery: Bool) async throws -> [[Float]]
}

/// A sentence encoder of the BERT family in process: files as published, the CPU, no network. BERT with WordPiece
/// (all-MiniLM-L6-v2) or with a unigram vocabulary (multilingual-e5-small), XLM-RoBERTa (multilingual-e5-base, bge-m3). Mean of
/// the last layer's tokens, or the first one's, scaled to length 1 (Reimers & Gurevych 2019). Thread-safe; one text at a time
/// uses one core.
package final class SentenceEncoder: Embedder {
    package let name: String
    package let description: EncoderDescription
    package var dimension: Int { description.hidden }
    package var readsHangul: Bool { tokenizer.readsHangul }

    private let tensors: SafeTensors
    private let tokenizer: any Tokenizer
    private let layers: [Layer]
    private let words: Weights, positions: Weights, kinds: Weights, firstScale: Weights, firstShift: Weights

    /// A pointer into the map, which `tensors` keeps alive.
    private struct Weights: @unchecked Sendable { let pointer: UnsafePointer<Float> }
    private struct Layer: Sendable {
        var query: Weights, queryBias: Weights, key: Weights, keyBias: Weights, value: Weights, valueBias: Weights
        var output: Weights, outputBias: Weights, norm1: Weights, norm1Bias: Weights
        var up: Weights, upBias: Weights, down: Weights, downBias: Weights, norm2: Weights, norm2Bias: Weights
    }

    /// Loads the model in `folder`: `config.json`, `model.safetensors` (float32), `tokenizer.json` or `vocab.txt`.
    package init(folder: String) throws(RunbookError) {
        let config = try EncoderDescription(folder: folder)
        let file = folder + "/model.safetensors"
        if !FileManager.default.fileExists(atPath: file),
            FileManager.default.fileExists(atPath: folder + "/pytorch_model.bin")
        {
            throw .model("\(folder): only pytorch_model.bin; convert it to model.safetensors (float32) first")
        }
        let tensors = try SafeTensors(path: file)
        let tokenizer = try TokenizerFiles.load(folder: folder)
        guard Int(tokenizer.highest) < config.words else {
            throw .model("\(folder): the vocabulary is larger than the model's table")
        }
        let h = config.hidden
        let i = config.inner
        let prefix =
            ["bert.", "roberta."].first { tensors.shape($0 + "embeddings.word_embeddings.weight") != nil } ?? ""
        func load(_ name: String, _ shape: [Int]) throws(RunbookError) -> Weights {
            Weights(pointer: try tensors.floats(prefix + name, shape: shape))
        }
        words = try load("embeddings.word_embeddings.weight", [config.words, h])
        positions = try load("embeddings.position_embeddings.weight", [config.positions, h])
        kinds = try load(
            "embeddings.token_type_embeddings.weight",
            [tensors.shape(prefix + "embeddings.token_type_embeddings.weight")?.first ?? 2, h])
        firstScale = try load("embeddings.LayerNorm.weight", [h])
        firstShift = try load("embeddings.LayerNorm.bias", [h])
        var layers: [Layer] = []
        for n in 0..<config.layers {
            let at = "encoder.layer.\(n)."
            layers.append(
                Layer(
                    query: try load(at + "attention.self.query.weight", [h, h]),
                    queryBias: try load(at + "attention.self.query.bias", [h]),
                    key: try load(at + "attention.self.key.weight", [h, h]),
                    keyBias: try load(at + "attention.self.key.bias", [h]),
                    value: try load(at + "attention.self.value.weight", [h, h]),
                    valueBias: try load(at + "attention.self.value.bias", [h]),
                    output: try load(at + "attention.output.dense.weight", [h, h]),
                    outputBias: try load(at + "attention.output.dense.bias", [h]),
                    norm1: try load(at + "attention.output.LayerNorm.weight", [h]),
                    norm1Bias: try load(at + "attention.output.LayerNorm.bias", [h]),
                    up: try load(at + "intermediate.dense.weight", [i, h]),
                    upBias: try load(at + "intermediate.dense.bias", [i]),
                    down: try load(at + "output.dense.weight", [h, i]),
                    downBias: try load(at + "output.dense.bias", [h]),
                    norm2: try load(at + "output.LayerNorm.weight", [h]),
                    norm2Bias: try load(at + "output.LayerNorm.bias", [h])))
        }
        (self.tensors, self.tokenizer, self.layers) = (tensors, tokenizer, layers)
        description = config
        name =
            "\(folder.split(separator: "/").last.map(String.init) ?? "model")/\(h)x\(config.layers)/\(Self.hash(of: config, tensors))"
    }

    /// Tells models of one name apart, and one model with other prefixes: vectors of the two are never compared.
    private static func hash(of config: EncoderDescription, _ tensors: SafeTensors) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = (try? encoder.encode(config)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return String(Hexadecimal.string(StableHash.combine(StableHash.hash(text), tensors.fingerprint)).prefix(8))
    }

    /// On as many cores as there are texts, at most four: a daemon has other work.
    package func vectors(of texts: [String], isQuery: Bool) async throws -> [[Float]] {
        let prefix = isQuery ? description.queryPrefix : description.passagePrefix
        let lanes = min(texts.count, ProcessInfo.processInfo.activeProcessorCount, 4)
        guard lanes > 1 else { return texts.map { vector(of: prefix + $0) } }
        return try await withThrowingTaskGroup(of: [(Int, [Float])].self) { group in
            for lane in 0..<lanes {
                group.addTask { [self] in
                    try stride(from: lane, to: texts.count, by: lanes).map { at in
                        try Task.checkCancellation()
                        return (at, vector(of: prefix + texts[at]))
                    }
                }
            }
            var vectors = [[Float]](repeating: [], count: texts.count)
            for try await made in group { for (at, vector) in made { vectors[at] = vector } }
            return vectors
        }
    }

    /// The vector of one question or passage, with what the model wants before it. Blocks.
    package func vector(of text: String, isQuery: Bool) -> [Float] {
        vector(of: (isQuery ? description.queryPrefix : description.passagePrefix) + text)
    }

    /// The vector of one text. O(tokens x weights + tokens²).
    package func vector(of text: String) -> [Float] {
        let ids = tokens(of: text)
        let n = ids.count
        let (h, inner, heads, eps) = (description.hidden, description.inner, description.heads, description.eps)
        var x = [Float](repeating: 0, count: n * h)
        for (row, id) in ids.enumerated() {
            let word = words.pointer + Int(id) * h
            let position = positions.pointer + (row + description.firstPosition) * h
            for i in 0..<h { x[row * h + i] = word[i] + position[i] + kinds.pointer[i] }
        }
        haetae_add_norm(&x, nil, firstScale.pointer, firstShift.pointer, n, h, eps)
        var q = [Float](repeating: 0, count: n * h)
        var k = q
        var v = q
        var mixed = q
        var out = q
        var wide = [Float](repeating: 0, count: n * inner)
        var scores = [Float](repeating: 0, count: n)
        for layer in layers {
            haetae_linear(x, layer.query.pointer, layer.queryBias.pointer, &q, n, h, h)
            haetae_linear(x, layer.key.pointer, layer.keyBias.pointer, &k, n, h, h)
            haetae_linear(x, layer.value.pointer, layer.valueBias.pointer, &v, n, h, h)
            haetae_attention(q, k, v, &mixed, &scores, n, heads, h / heads)
            haetae_linear(mixed, layer.output.pointer, layer.outputBias.pointer, &out, n, h, h)
            haetae_add_norm(&x, out, layer.norm1.pointer, layer.norm1Bias.pointer, n, h, eps)
            haetae_linear(x, layer.up.pointer, layer.upBias.pointer, &wide, n, h, inner)
            haetae_gelu(&wide, n * inner)
            haetae_linear(wide, layer.down.pointer, layer.downBias.pointer, &out, n, inner, h)
            haetae_add_norm(&x, out, layer.norm2.pointer, layer.norm2Bias.pointer, n, h, eps)
        }
        if description.pooling == .cls { return Self.normalised(Array(x[..<h])) }
        var mean = [Float](repeating: 0, count: h)
        for row in 0..<n { for i in 0..<h { mean[i] += x[row * h + i] } }
        return Self.normalised(mean)
    }

    /// Scaled to length 1; zeros stay.
    static func normalised(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }

    /// The tokens' numbers, for tests.
    package func tokens(of text: String) -> [Int32] {
        tokenizer.encode(text, limit: description.longestText)
    }
}
