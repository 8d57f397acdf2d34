import ArgumentParser
import FoundationEssentials
import Glibc
import HTTPTransport
import Notifications
import Runbooks
import Settings

/// Which sentence encoder helps to find runbooks.
struct ModelOptions: ParsableArguments {
    @Option(name: .long, help: "Sentence encoder: a name of `haetae models list`, or a folder. Default: as configured.")
    var model: String?
    @Flag(name: .long, help: "Search by words alone, whatever is configured.")
    var noModel = false
    @Option(name: .long, help: "The state folder: models, vectors, incidents. Default: as configured.")
    var state: String?

    func validate() throws {
        if model != nil, noModel { throw ValidationError("--model and --no-model: give one of them") }
    }

    /// The encoder that is wanted, in process or behind an endpoint; nil for none. Blocks while a model is loaded.
    func embedder(_ configuration: Configuration) async throws -> (any Embedder)? {
        guard !noModel else { return nil }
        let name = model ?? configuration.runbookModel
        let library = ModelLibrary(stateFolder: state ?? configuration.statePath)
        do {
            if !name.isEmpty {
                return try await Blocking.run { try SentenceEncoder(folder: try library.path(of: name)) }
            }
            guard !configuration.embeddings.url.isEmpty else { return nil }
            let options = try configuration.embeddings.options("embeddings")
            do { return try await EndpointEmbedder(options: options, post: ModelOptions.client.modelPost) } catch {
                // An endpoint that is down must not take the runbooks with it.
                Console.error("haetae: searched by words alone: \(Console.visible("\(error)"))")
                return nil
            }
        } catch let failure as CommandFailure { throw failure } catch { throw CommandFailure("\(error)") }
    }

    /// The vectors' file for some folders: in the state folder where it can be written, else in the user's cache.
    func cacheFile(of folders: [String], _ configuration: Configuration) throws -> String {
        let state = self.state ?? configuration.statePath
        let home =
            getenv("XDG_CACHE_HOME").map { String(cString: $0) }
            ?? (getenv("HOME").map { String(cString: $0) } ?? "/tmp") + "/.cache"
        let folder = access(state, W_OK) == 0 ? state + "/runbooks" : home + "/haetae/runbooks"
        do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
            throw CommandFailure("\(folder): cannot be made (\(error)); name a folder for vectors with --state")
        }
        let real = folders.map { URL(filePath: $0).resolvingSymlinksInPath().path }
        return folder + "/" + RunbookIndex.fileName(of: real)
    }

    /// One client for a command's whole run.
    static let client = HTTPClient()
}

extension EndpointConfiguration {
    /// What to ask with, the key read from where it is kept. `section` names the settings in errors.
    func options(_ section: String) throws -> EndpointOptions {
        guard !model.isEmpty else {
            throw CommandFailure("\(section).model is not set: name the model that \(url) is to use")
        }
        var options = EndpointOptions(url: url, model: model)
        if !keyFile.isEmpty || !keyCredential.isEmpty {
            let source: SecretSource = keyCredential.isEmpty ? .file(keyFile) : .credential(keyCredential)
            do throws(SecretError) { options.key = String(decoding: try source.read(), as: UTF8.self) } catch {
                throw CommandFailure("\(section).\(keyCredential.isEmpty ? "key_file" : "key_credential"): \(error)")
            }
        }
        (options.timeout, options.idleTimeout, options.longestAnswer) = (timeoutSeconds, idleSeconds, maximumTokens)
        return options
    }
}

/// Runbooks opened for questions: their index, and the encoder that is to help, if any.
struct OpenRunbooks {
    var index: RunbookIndex
    var embedder: (any Embedder)?

    /// The vector of a question; nil without an encoder. A failing endpoint is said on standard error and done without.
    func vector(of question: String) async -> QuestionVector? {
        guard let embedder else { return nil }
        do { return try await index.vector(of: question, with: embedder) } catch {
            Console.error("haetae: searched by words alone: \(Console.visible("\(error)"))")
            return nil
        }
    }
}

extension RunbookFolders {
    /// The index of the folders. With an encoder it is kept in a file, so that each passage is embedded once in its life.
    func open(_ options: ModelOptions) async throws -> OpenRunbooks {
        let (folders, configuration) = try paths()
        let vocabulary = try Self.vocabulary(configuration)
        guard let embedder = try await options.embedder(configuration) else {
            return OpenRunbooks(index: try await Blocking.run { try Self.index(of: folders, vocabulary: vocabulary) })
        }
        let file = try options.cacheFile(of: folders, configuration)
        do {
            let index = try await Blocking.run { () throws -> RunbookIndex in
                let index = try RunbookIndex(path: file, vocabulary: vocabulary)
                for skipped in try index.refresh(folders).skipped {
                    Console.error("haetae: not indexed: \(Console.visible(skipped))")
                }
                return index
            }
            let made = try await index.embed(with: embedder) { done, all in
                if Console.isErrorTerminal, all > 64 {
                    Console.rawError("\rembedding passages, once: \(done) of \(all) ")
                }
            }
            if Console.isErrorTerminal, made > 64 { Console.rawError("\r\u{1B}[K") }
            return OpenRunbooks(index: index, embedder: embedder)
        } catch let error as RunbookError where configuration.runbookModel.isEmpty && options.model == nil {
            Console.error("haetae: searched by words alone: \(Console.visible("\(error)"))")
            return OpenRunbooks(index: try await Blocking.run { try Self.index(of: folders, vocabulary: vocabulary) })
        } catch { throw CommandFailure("\(error)") }
    }
}
