import FoundationEssentials
import Glibc

/// The models that were imported: a folder each under `models` in the state folder.
package struct ModelLibrary: Sendable {
    package let folder: String

    /// One imported model.
    package struct Entry: Sendable, Hashable, Codable {
        package var name: String
        package var path: String
        package var bytes: Int
        /// Absent where it cannot be loaded.
        package var encoder: EncoderDescription?
        package var readsHangul: Bool?
        /// Why it cannot be loaded.
        package var fault: String?
    }

    /// What the published files do not always say.
    package struct Choices: Sendable {
        package var pooling: EncoderDescription.Pooling?
        package var queryPrefix: String?
        package var passagePrefix: String?
        package init(
            pooling: EncoderDescription.Pooling? = nil, queryPrefix: String? = nil, passagePrefix: String? = nil
        ) {
            (self.pooling, self.queryPrefix, self.passagePrefix) = (pooling, queryPrefix, passagePrefix)
        }
        var isEmpty: Bool { pooling == nil && queryPrefix == nil && passagePrefix == nil }
    }

    package init(stateFolder: String) { folder = stateFolder + "/models" }

    /// Files that are copied; whatever else is published beside them is not needed.
    static let files = [
        "config.json", "model.safetensors", "tokenizer.json", "vocab.txt", "tokenizer_config.json",
        "special_tokens_map.json",
        "sentencepiece.bpe.model", "sentence_bert_config.json", "config_sentence_transformers.json", "modules.json",
        "1_Pooling/config.json",
    ]

    /// Copies the model at `path` under `name` (default: the folder's), loads it and embeds a text before it takes its place:
    /// what is listed works. An existing name is only replaced when asked.
    package func add(from path: String, name: String? = nil, replacing: Bool = false, choices: Choices = Choices())
        throws(RunbookError)
        -> Entry
    {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
            throw .model("\(path): no such folder; name the folder that holds config.json and model.safetensors")
        }
        let real = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? path
        let name = name ?? real.split(separator: "/").last.map(String.init) ?? ""
        guard Self.isName(name) else {
            throw .model(
                "'\(name)' cannot be a model's name; give one of letters, digits, '.', '-' and '_' with --name")
        }
        try Self.checkModules(path)
        _ = try SentenceEncoder(folder: path)  // its errors name the folder that the operator named
        let target = folder + "/" + name
        if FileManager.default.fileExists(atPath: target), !replacing {
            throw .model("\(name) is imported already; replace it with --replace or give another --name")
        }
        let draft = folder + "/.\(name).\(getpid())"
        let entry: Entry
        dropDrafts(of: name)
        do {
            try? FileManager.default.removeItem(atPath: draft)
            try FileManager.default.createDirectory(atPath: draft + "/1_Pooling", withIntermediateDirectories: true)
            for file in Self.files where FileManager.default.fileExists(atPath: path + "/" + file) {
                // The file itself, where a download cache has a link.
                let source = URL(filePath: path + "/" + file).resolvingSymlinksInPath().path
                try FileManager.default.copyItem(atPath: source, toPath: draft + "/" + file)
            }
            if !choices.isEmpty {
                let kept = EncoderDescription.Choices(
                    pooling: choices.pooling, queryPrefix: choices.queryPrefix, passagePrefix: choices.passagePrefix)
                try JSONEncoder().encode(kept).write(to: URL(filePath: draft + "/" + EncoderDescription.Choices.file))
            }
            try Self.proveItEmbeds(draft)
            // The old one goes only when the new one stands: a kill in between leaves one of them under its name, or the old one aside.
            let aside = folder + "/.\(name).\(getpid()).old"
            let isReplaced = replacing && rename(target, aside) == 0
            do { try FileManager.default.moveItem(atPath: draft, toPath: target) } catch {
                if isReplaced { rename(aside, target) }
                throw error
            }
            try? FileManager.default.removeItem(atPath: aside)
            entry = Self.entry(name, at: target)
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            if let error = error as? RunbookError { throw error }
            throw .model(
                "\(target): cannot be written (\(error)); is the state folder yours to write? --state names another")
        }
        return entry
    }

    /// What imports that were killed left behind; a model that one had put aside comes back where there is none.
    private func dropDrafts(of name: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for draft in names where draft.hasPrefix(".\(name).") {
            let parts = draft.dropFirst(name.utf8.count + 2).split(separator: ".")
            guard let owner = parts.first.flatMap({ pid_t($0) }), kill(owner, 0) != 0, errno == ESRCH else { continue }
            let path = folder + "/" + draft
            if draft.hasSuffix(".old"), !FileManager.default.fileExists(atPath: folder + "/" + name),
                rename(path, folder + "/" + name) == 0
            {
                continue
            }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// Those imported, by name.
    package func list() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter(Self.isName).sorted().map { Self.entry($0, at: folder + "/" + $0) }
    }

    /// Takes a model away. Returns whether it was there.
    package func remove(_ name: String) throws(RunbookError) -> Bool {
        let target = folder + "/" + name
        guard Self.isName(name), FileManager.default.fileExists(atPath: target) else { return false }
        do { try FileManager.default.removeItem(atPath: target) } catch {
            throw .model("\(target): cannot be removed (\(error))")
        }
        return true
    }

    /// The folder of a model that is named as in the settings: an imported one's name, or a path.
    package func path(of model: String) throws(RunbookError) -> String {
        if Self.isName(model), FileManager.default.fileExists(atPath: folder + "/" + model + "/config.json") {
            return folder + "/" + model
        }
        if model.contains("/"), FileManager.default.fileExists(atPath: model + "/config.json") { return model }
        let known = list().map(\.name)
        throw .model(
            "no model '\(model)'; "
                + (known.isEmpty
                    ? "`haetae models import PATH` adds one" : "imported are \(known.joined(separator: ", "))"))
    }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 100 && !name.hasPrefix(".")
            && name.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains($0))
            }
    }

    /// Refuses models with layers after pooling that are not computed here.
    private static func checkModules(_ path: String) throws(RunbookError) {
        struct Module: Decodable { var type: String }
        guard let data = FileManager.default.contents(atPath: path + "/modules.json"),
            let modules = try? JSONDecoder().decode([Module].self, from: data)
        else { return }
        for module in modules {
            let type = module.type.split(separator: ".").last.map(String.init) ?? ""
            guard ["Transformer", "Pooling", "Normalize"].contains(type) else {
                throw .model(
                    "\(path): a \(type) layer after pooling (modules.json); only pooling and scaling are supported")
            }
        }
    }

    private static func proveItEmbeds(_ path: String) throws(RunbookError) {
        let vector = try SentenceEncoder(folder: path).vector(of: "the disk of db1 is full")
        let length = vector.reduce(0) { $0 + $1 * $1 }
        guard vector.allSatisfy(\.isFinite), abs(length - 1) < 1e-3 else {
            throw .model("\(path): its vectors are no numbers; the file may be damaged")
        }
    }

    private static func entry(_ name: String, at path: String) -> Entry {
        var entry = Entry(name: name, path: path, bytes: 0)
        for file in files {
            let size = try? FileManager.default.attributesOfItem(atPath: path + "/" + file)[.size] as? UInt64
            entry.bytes += Int(size ?? 0)
        }
        do throws(RunbookError) {
            let encoder = try SentenceEncoder(folder: path)
            (entry.encoder, entry.readsHangul) = (encoder.description, encoder.readsHangul)
        } catch { entry.fault = error.description }
        return entry
    }
}
