import CShims
import FoundationEssentials

/// What turns texts into vectors of length 1, whose dot product is their likeness.
package protocol Embedder: Sendable {
    /// Stored with each vector: vectors of another model are never compared.
    var name: String { get }
    var dimension: Int { get }
    /// Vectors of `texts`, in order. Throws `RunbookError`.
    func vectors(of texts: [String], isQuery: Bool) async throws -> [[Float]]
}

/// A BERT-type sentence encoder (all-MiniLM-L6-v2 and its kin) in process: files as published, the CPU, no network. Mean of
/// the last layer's tokens, scaled to length 1 (Reimers & Gurevych 2019). Thread-safe; one text at a time uses one core.
package final class SentenceEncoder: Embedder {
    package let name: String
    package let dimension: Int
    /// More tokens than this are cut off, as the model was trained.
    package static let longestText = 256

    private let tensors: SafeTensors
    private let tokenizer: WordPiece
    private let layers: [Layer]
    private let words: Weights, positions: Weights, kinds: Weights, firstScale: Weights, firstShift: Weights
    private let heads: Int, inner: Int, eps: Float, positionLimit: Int

    /// A pointer into the map, which `tensors` keeps alive.
    private struct Weights: @unchecked Sendable { let pointer: UnsafePointer<Float> }
    private struct Layer: Sendable {
        var query: Weights, queryBias: Weights, key: Weights, keyBias: Weights, value: Weights, valueBias: Weights
        var output: Weights, outputBias: Weights, norm1: Weights, norm1Bias: Weights
        var up: Weights, upBias: Weights, down: Weights, downBias: Weights, norm2: Weights, norm2Bias: Weights
    }
    private struct Config: Decodable {
        var hidden_size: Int
        var num_hidden_layers: Int
        var num_attention_heads: Int
        var intermediate_size: Int
        var max_position_embeddings: Int
        var vocab_size: Int
        var layer_norm_eps: Float?
        var hidden_act: String?
        var model_type: String?
    }

    /// Loads the model in `folder`: `config.json`, `model.safetensors`, `vocab.txt` or `tokenizer.json`.
    package init(folder: String) throws(RunbookError) {
        guard let data = FileManager.default.contents(atPath: folder + "/config.json"),
            let config = try? JSONDecoder().decode(Config.self, from: data)
        else {
            throw .model("\(folder)/config.json is missing or is no model's")
        }
        guard config.model_type ?? "bert" == "bert", config.hidden_act ?? "gelu" == "gelu" else {
            throw .model(
                "\(folder): a \(config.model_type ?? "?") model with \(config.hidden_act ?? "?"); BERT with GELU is supported"
            )
        }
        guard (1...4096).contains(config.hidden_size), (1...48).contains(config.num_hidden_layers),
            config.num_attention_heads > 0,
            config.hidden_size % config.num_attention_heads == 0, (1...16384).contains(config.intermediate_size),
            (8...8192).contains(config.max_position_embeddings), config.vocab_size > 0
        else { throw .model("\(folder)/config.json: sizes out of range") }
        let tensors = try SafeTensors(path: folder + "/model.safetensors")
        let tokenizer = try WordPiece(folder: folder)
        guard Int(tokenizer.highest) < config.vocab_size else {
            throw .model("\(folder): the vocabulary is larger than the model's table")
        }
        let h = config.hidden_size
        let i = config.intermediate_size
        let prefix = tensors.shape("bert.embeddings.word_embeddings.weight") == nil ? "" : "bert."
        func load(_ name: String, _ shape: [Int]) throws(RunbookError) -> Weights {
            Weights(pointer: try tensors.floats(prefix + name, shape: shape))
        }
        words = try load("embeddings.word_embeddings.weight", [config.vocab_size, h])
        positions = try load("embeddings.position_embeddings.weight", [config.max_position_embeddings, h])
        kinds = try load(
            "embeddings.token_type_embeddings.weight",
            [tensors.shape(prefix + "embeddings.token_type_embeddings.weight")?.first ?? 2, h])
        firstScale = try load("embeddings.LayerNorm.weight", [h])
        firstShift = try load("embeddings.LayerNorm.bias", [h])
        var layers: [Layer] = []
        for n in 0..<config.num_hidden_layers {
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
        (heads, inner, eps, positionLimit) = (
            config.num_attention_heads, i, config.layer_norm_eps ?? 1e-12, config.max_position_embeddings
        )
        dimension = h
        name = (folder.split(separator: "/").last.map(String.init) ?? "model") + "/\(h)x\(config.num_hidden_layers)"
    }

    package func vectors(of texts: [String], isQuery: Bool) async throws -> [[Float]] {
        var vectors: [[Float]] = []
        for text in texts {
            try Task.checkCancellation()
            vectors.append(vector(of: text))
        }
        return vectors
    }

    /// The vector of one text. O(tokens x weights + tokens²).
    package func vector(of text: String) -> [Float] {
        let ids = tokenizer.encode(text, limit: min(Self.longestText, positionLimit))
        let n = ids.count
        let h = dimension
        var x = [Float](repeating: 0, count: n * h)
        for (row, id) in ids.enumerated() {
            let word = words.pointer + Int(id) * h
            let position = positions.pointer + row * h
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
        tokenizer.encode(text, limit: min(Self.longestText, positionLimit))
    }
}
