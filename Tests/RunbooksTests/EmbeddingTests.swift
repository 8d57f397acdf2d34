import FoundationEssentials
import Runbooks
import TestSupport
import Testing

@Suite struct EmbeddingTests {
    /// A model of one layer and eight numbers, written as the published ones are.
    static func tinyModel(_ name: String, damage: (inout [UInt8]) -> Void = { _ in }) throws -> String {
        let folder = try Fixtures.folder(name)
        let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "disk", "full", "queue", "##s", "the", "."]
        try Fixtures.write(words.joined(separator: "\n") + "\n", to: folder + "/vocab.txt")
        try Fixtures.write(
            #"{"hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,"intermediate_size":16,"max_position_embeddings":16,"vocab_size":10,"model_type":"bert"}"#,
            to: folder + "/config.json")
        var shapes: [(String, [Int])] = [
            ("embeddings.word_embeddings.weight", [10, 8]), ("embeddings.position_embeddings.weight", [16, 8]),
            ("embeddings.token_type_embeddings.weight", [2, 8]),
            ("embeddings.LayerNorm.weight", [8]), ("embeddings.LayerNorm.bias", [8]),
        ]
        let layer = "encoder.layer.0."
        for part in ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"] {
            shapes += [(layer + part + ".weight", [8, 8]), (layer + part + ".bias", [8])]
        }
        shapes += [
            (layer + "intermediate.dense.weight", [16, 8]), (layer + "intermediate.dense.bias", [16]),
            (layer + "output.dense.weight", [8, 16]), (layer + "output.dense.bias", [8]),
        ]
        for part in ["attention.output.LayerNorm", "output.LayerNorm"] {
            shapes += [(layer + part + ".weight", [8]), (layer + part + ".bias", [8])]
        }
        var random = Seeded(3)
        var data: [UInt8] = []
        var header = "{"
        for (name, shape) in shapes {
            let start = data.count
            for _ in 0..<shape.reduce(1, *) {
                let value = name.hasSuffix("LayerNorm.weight") ? Float(1) : Float.random(in: -1...1, using: &random)
                withUnsafeBytes(of: value.bitPattern.littleEndian) { data += $0 }
            }
            header += "\"\(name)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[\(start),\(data.count)]},"
        }
        header.removeLast()
        header += "}"
        while header.utf8.count % 8 != 0 { header += " " }
        var file: [UInt8] = []
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { file += $0 }
        file += Array(header.utf8) + data
        damage(&file)
        try Data(file).write(to: URL(filePath: folder + "/model.safetensors"))
        return folder
    }

    @Test func aTinyModelEmbeds() async throws {
        let folder = try Self.tinyModel("tiny")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let encoder = try SentenceEncoder(folder: folder)
        #expect(encoder.tokens(of: "The Disks, full.") == [2, 8, 4, 7, 1, 5, 9, 3])
        #expect(
            encoder.tokens(
                of: "disk disk disk disk disk disk disk disk disk disk disk disk disk disk disk disk disk disk"
            ).count == 16)
        let vectors = try await encoder.vectors(of: ["disk full", "disk full", "queue", ""], isQuery: false)
        #expect(vectors[0] == vectors[1] && vectors[0] != vectors[2])
        for vector in vectors { #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-4) }

        let index = try Fixtures.index()
        let made = try await index.embed(with: encoder)
        #expect(made > 10)
        #expect(try await index.embed(with: encoder) == 0)
        let vector = try await index.vector(of: "큐가 쌓입니다", with: encoder)
        #expect(try index.search("queue backlog", vector: vector).hits.first?.path == "queue/QueueBacklogGrowing.md")
    }

    /// A damaged file is refused or read; it never reads outside the map.
    @Test func damagedModelsAreRefused() throws {
        for seed in 0..<60 as Range<UInt64> {
            var random = Seeded(seed)
            let folder = try Self.tinyModel("damaged-\(seed)") { file in
                switch seed % 3 {
                case 0: file.removeLast(Int.random(in: 1...file.count, using: &random))
                case 1: file[Int.random(in: 0..<8, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
                default:
                    for _ in 0..<8 {
                        file[Int.random(in: 8..<1500, using: &random)] = UInt8.random(in: 32...126, using: &random)
                    }
                }
            }
            defer { try? FileManager.default.removeItem(atPath: folder) }
            do { _ = try SentenceEncoder(folder: folder).vector(of: "disk full") } catch {
                #expect(error.description.hasPrefix("embedding model"))
            }
        }
    }

    @Test func theFastDotProductIsTheObviousOne() {
        var random = Seeded(5)
        for dimension in [1, 7, 8, 16, 33, 384] {
            var table = VectorTable(dimension: dimension)
            let rows = (0..<20).map { _ in (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) } }
            for (i, row) in rows.enumerated() { table.append(id: Int64(i), row) }
            let query = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
            for (cosine, row) in zip(table.cosines(with: query), rows) {
                #expect(abs(Double(cosine) - zip(row, query).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }) < 1e-4)
            }
        }
    }

    /// all-MiniLM-L6-v2, where it is: HAETAE_MODELS names the folder that holds its files. Numbers from a float64 forward pass.
    @Test(.enabled(if: testSetting("HAETAE_MODELS") != nil, "HAETAE_MODELS is not set"))
    func theRealModelGivesItsVectors() throws {
        let encoder = try SentenceEncoder(folder: testSetting("HAETAE_MODELS") ?? "")
        #expect(
            encoder.tokens(of: "The disk is full on node worker-7.") == [
                101, 1996, 9785, 2003, 2440, 2006, 13045, 7309, 1011, 1021, 1012, 102,
            ])
        let vector = encoder.vector(of: "The disk is full on node worker-7.")
        for (value, expected) in zip(
            vector, [-0.03035353, -0.02389387, 0.01741375, 0.02069674, 0.11099982, -0.0995005] as [Float])
        { #expect(abs(value - expected) < 1e-5) }
    }
}
