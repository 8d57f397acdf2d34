import FoundationEssentials
import Runbooks
import TestSupport
import Testing

/// Encoders with unigram vocabularies, held against the reference implementations: tokens by the `tokenizers` library, vectors by
/// `transformers` on PyTorch. The fixtures are made by scripts/models/reference.py --small; HAETAE_REFERENCE names a folder of larger ones.
@Suite struct UnigramTests {
    struct Expected: Decodable {
        var text: String
        var ids: [Int32]?
        var vector: [Float]?
    }

    static let fixtures =
        String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex)) + "/Resources/Encoders"

    static func check(_ folder: String) throws -> Int {
        let encoder = try SentenceEncoder(folder: folder)
        let data = try #require(FileManager.default.contents(atPath: folder + "/expected.json"))
        var checked = 0
        for expected in try JSONDecoder().decode([Expected].self, from: data) {
            guard let ids = expected.ids, let vector = expected.vector else { continue }
            #expect(encoder.tokens(of: expected.text) == ids, "tokens of \(expected.text.debugDescription)")
            guard encoder.tokens(of: expected.text) == ids else { continue }
            let cosine = zip(encoder.vector(of: expected.text), vector).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(cosine > 0.9999, "vector of \(expected.text.debugDescription): cosine \(cosine)")
            checked += 1
        }
        return checked
    }

    @Test(arguments: ["xlmr", "e5"])
    func tokensAndVectorsAreTheReferences(style: String) throws {
        #expect(try Self.check(Self.fixtures + "/" + style) == 14)
    }

    @Test(
        .enabled(if: testSetting("HAETAE_REFERENCE") != nil, "HAETAE_REFERENCE is not set"),
        arguments: ["xlmr", "e5"])
    func largeReferencesAgreeToo(style: String) throws {
        let checked = try Self.check((testSetting("HAETAE_REFERENCE") ?? "") + "/" + style)
        print("\(style): \(checked) texts as the reference has them")
        #expect(checked > 100)
    }

    @Test func whatTheFilesSayIsRead() throws {
        let xlmr = try SentenceEncoder(folder: Self.fixtures + "/xlmr")
        #expect(
            xlmr.description.pooling == .cls && xlmr.description.firstPosition == 2
                && xlmr.description.queryPrefix.isEmpty)
        let e5 = try SentenceEncoder(folder: Self.fixtures + "/e5")
        #expect(e5.description.pooling == .mean && e5.description.firstPosition == 0)
        #expect(e5.description.queryPrefix == "query: " && e5.description.passagePrefix == "passage: ")
    }

    @Test func prefixesStandBeforeQuestionsAndPassages() async throws {
        let e5 = try SentenceEncoder(folder: Self.fixtures + "/e5")
        #expect(try await e5.vectors(of: ["디스크"], isQuery: true) == [e5.vector(of: "query: 디스크")])
        #expect(
            try await e5.vectors(of: ["디스크", "a"], isQuery: false) == [
                e5.vector(of: "passage: 디스크"), e5.vector(of: "passage: a"),
            ])
    }

    /// A tokenizer.json damaged anywhere is refused, or read; it never traps.
    @Test func damagedTokenizersAreRefused() throws {
        let good = [UInt8](try #require(FileManager.default.contents(atPath: Self.fixtures + "/xlmr/tokenizer.json")))
        let folder = try Fixtures.folder("damaged-unigram")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for file in ["config.json", "model.safetensors"] {
            try FileManager.default.copyItem(atPath: Self.fixtures + "/xlmr/" + file, toPath: folder + "/" + file)
        }
        var refused = 0
        for seed in 0..<80 as Range<UInt64> {
            var random = Seeded(seed)
            var bytes = good
            if seed % 4 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
            for _ in 0..<6 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 32...126, using: &random)
            }
            try Data(bytes).write(to: URL(filePath: folder + "/tokenizer.json"))
            do { #expect(try SentenceEncoder(folder: folder).vector(of: "디스크 ﬁle ①").count == 8) } catch {
                #expect("\(error)".hasPrefix("embedding model"))
                refused += 1
            }
        }
        #expect(refused > 20)
    }
}

@Suite struct ModelLibraryTests {
    @Test func modelsAreImportedListedAndRemoved() throws {
        let state = try Fixtures.folder("library")
        defer { try? FileManager.default.removeItem(atPath: state) }
        let library = ModelLibrary(stateFolder: state)
        #expect(library.list().isEmpty)
        let entry = try library.add(from: UnigramTests.fixtures + "/e5", name: "tiny")
        #expect(entry.encoder?.hidden == 8 && entry.fault == nil)
        #expect(library.list() == [entry])
        #expect(try library.path(of: "tiny") == state + "/models/tiny")
        #expect(throws: RunbookError.self) { try library.add(from: UnigramTests.fixtures + "/e5", name: "tiny") }
        let replaced = try library.add(
            from: UnigramTests.fixtures + "/e5", name: "tiny", replacing: true,
            choices: .init(pooling: .cls, queryPrefix: "q: "))
        #expect(
            replaced.encoder?.pooling == .cls && replaced.encoder?.queryPrefix == "q: "
                && replaced.encoder?.passagePrefix == "")
        let isGone = try library.remove("tiny")
        #expect(isGone && library.list().isEmpty)
        #expect(try !library.remove("../models"))
    }

    @Test(arguments: ["../up", ".hidden", "a/b", "a b", ""])
    func aNameIsNoPath(name: String) throws {
        let state = try Fixtures.folder("names")
        defer { try? FileManager.default.removeItem(atPath: state) }
        let error = #expect(throws: RunbookError.self) {
            try ModelLibrary(stateFolder: state).add(from: UnigramTests.fixtures + "/e5", name: name)
        }
        #expect(error?.description.contains("--name") == true)
        #expect((try? FileManager.default.contentsOfDirectory(atPath: state)) == [])
    }

    @Test func whatIsNoModelIsSaidPlainly() throws {
        let state = try Fixtures.folder("none")
        defer { try? FileManager.default.removeItem(atPath: state) }
        let library = ModelLibrary(stateFolder: state)
        for (path, hint) in [("/nowhere", "no such folder"), (state, "config.json")] {
            let error = #expect(throws: RunbookError.self) { try library.add(from: path, name: "m") }
            #expect(error?.description.contains(hint) == true)
        }
        let error = #expect(throws: RunbookError.self) { try library.path(of: "absent") }
        #expect(error?.description.contains("models import") == true)
    }
}
