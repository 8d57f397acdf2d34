import Bytes
import FoundationEssentials

/// What a sentence encoder's small files say of it: sizes, where positions begin, how tokens are pooled, what stands before a text.
package struct EncoderDescription: Sendable, Hashable, Codable {
    package enum Pooling: String, Sendable, Hashable, Codable, CaseIterable { case mean, cls }

    package var type: String
    package var hidden: Int
    package var layers: Int
    package var heads: Int
    package var inner: Int
    package var positions: Int
    package var words: Int
    package var eps: Float
    /// Number of the first token's position: XLM-R begins after its padding.
    package var firstPosition: Int
    package var pooling: Pooling
    /// Tokens beyond which a text is cut off.
    package var longestText: Int
    /// Before a question and before a passage, as the model was trained.
    package var queryPrefix: String
    package var passagePrefix: String

    /// At most so many tokens are read of any text: attention grows with their square.
    package static let mostTokens = 512

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
        var pad_token_id: Int?
        var position_embedding_type: String?
        var _name_or_path: String?
    }
    private struct PoolingFile: Decodable {
        var pooling_mode_cls_token: Bool?
        var pooling_mode_mean_tokens: Bool?
    }
    private struct LengthFile: Decodable { var max_seq_length: Int? }
    private struct PromptFile: Decodable { var prompts: [String: String]? }
    /// What `haetae models import` was told, kept beside the model.
    struct Choices: Codable {
        static let file = "haetae.json"
        var pooling: Pooling?
        var queryPrefix: String?
        var passagePrefix: String?
    }

    /// Reads `config.json`, and where they are `1_Pooling/config.json`, `sentence_bert_config.json`, `config_sentence_transformers.json`.
    package init(folder: String) throws(RunbookError) {
        guard let config = Self.file(folder + "/config.json", Config.self) else {
            throw .model(
                "\(folder)/config.json is missing or is no model's; name the folder of a sentence encoder's published files"
            )
        }
        type = config.model_type ?? "bert"
        guard ["bert", "xlm-roberta"].contains(type), config.hidden_act ?? "gelu" == "gelu",
            config.position_embedding_type ?? "absolute" == "absolute"
        else {
            throw .model(
                "\(folder): a \(type) model with \(config.hidden_act ?? "gelu"); BERT and XLM-RoBERTa with GELU are supported"
            )
        }
        (hidden, layers, heads, inner) = (
            config.hidden_size, config.num_hidden_layers, config.num_attention_heads, config.intermediate_size
        )
        (positions, words, eps) = (config.max_position_embeddings, config.vocab_size, config.layer_norm_eps ?? 1e-12)
        firstPosition = type == "bert" ? 0 : (config.pad_token_id ?? 1) + 1
        guard (1...4096).contains(hidden), (1...48).contains(layers), heads > 0, hidden % heads == 0,
            (1...16384).contains(inner),
            (8...16384).contains(positions), (1...4_000_000).contains(words), (0...64).contains(firstPosition),
            positions - firstPosition >= 4
        else { throw .model("\(folder)/config.json: sizes out of range") }
        let choices = Self.file(folder + "/" + Choices.file, Choices.self)
        let pool = Self.file(folder + "/1_Pooling/config.json", PoolingFile.self)
        pooling = choices?.pooling ?? (pool?.pooling_mode_cls_token == true ? .cls : .mean)
        let length = Self.file(folder + "/sentence_bert_config.json", LengthFile.self)?.max_seq_length
        longestText = min(
            max(length ?? (type == "bert" && firstPosition == 0 ? 256 : Self.mostTokens), 4), Self.mostTokens,
            positions - firstPosition)
        let prompts = Self.file(folder + "/config_sentence_transformers.json", PromptFile.self)?.prompts ?? [:]
        // The e5 family states its prefixes in its description alone.
        let name = (folder.split(separator: "/").last.map(String.init) ?? "") + " " + (config._name_or_path ?? "")
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }
        let isE5 = words.contains("e5")
        queryPrefix = choices?.queryPrefix ?? prompts["query"] ?? (isE5 ? "query: " : "")
        passagePrefix = choices?.passagePrefix ?? prompts["passage"] ?? prompts["document"] ?? (isE5 ? "passage: " : "")
    }

    private static func file<T: Decodable>(_ path: String, _ type: T.Type) -> T? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(T.self, from: $0) }
    }
}
