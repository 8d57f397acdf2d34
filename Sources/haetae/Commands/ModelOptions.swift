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
    /// The index's file; nil for one in memory.
    var file: String?

    init(index: RunbookIndex, embedder: (any Embedder)? = nil, file: String? = nil) {
        (self.index, self.embedder, self.file) = (index, embedder, file)
    }

    /// The vector of a question; nil without an encoder. A failing endpoint is said on standard error and done without.
    func vector(of question: String) async -> QuestionVector? {
        guard let embedder else { return nil }
        do { return try await index.vector(of: question, with: embedder) } catch {
            Console.error("haetae: searched by words alone: \(Console.visible("\(error)"))")
            return nil
        }
    }
}

/// Where the index of some folders is kept.
struct IndexPlace {
    /// The file; nil where nothing can be kept.
    var file: String?
    /// The daemon's file, which may be read and not written.
    var shared: String?
    /// Indexes kept in a user's cache: each folder asked about has one.
    private static let mostCached = 12

    /// In the state folder where it can be written, as the daemon keeps it, else in the user's cache.
    init(of folders: [String], state: String) {
        let name = RunbookIndex.fileName(of: folders.map { URL(filePath: $0).resolvingSymlinksInPath().path })
        func value(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        func made(_ folder: String) -> Bool {
            (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil
                && access(folder, W_OK) == 0
        }
        if access(state, W_OK) == 0, made(state + "/runbooks") {
            file = state + "/runbooks/" + name
            return
        }
        if access(state + "/runbooks/" + name, R_OK) == 0 { shared = state + "/runbooks/" + name }
        guard let cache = value("XDG_CACHE_HOME") ?? value("HOME").map({ $0 + "/.cache" }), cache.hasPrefix("/"),
            made(cache + "/haetae/runbooks")
        else { return }
        file = cache + "/haetae/runbooks/" + name
        StoredIndex.prune(
            folder: cache + "/haetae/runbooks", keeping: Self.mostCached, and: cache + "/haetae/runbooks/" + name)
    }
}

extension RunbookFolders {
    /// The index of the folders, kept in a file, so that each question finds it made and each passage is embedded once in its life.
    ///
    /// - Parameter notes: on resolved incidents; nil where no store was read, which leaves those that are in the index.
    func open(_ options: ModelOptions, notes: [ResolutionNote]? = nil) async throws -> OpenRunbooks {
        let (folders, configuration) = try paths(allowingNone: notes?.isEmpty == false)
        let vocabulary = try Self.vocabulary(configuration)
        let place = IndexPlace(of: folders, state: options.state ?? configuration.statePath)
        let stored = try await Blocking.run { () throws -> StoredIndex in
            do throws(RunbookError) {
                if let shared = place.shared,
                    let index = StoredIndex.current(file: shared, folders: folders, vocabulary: vocabulary)
                {
                    return index
                }
                return try StoredIndex.open(file: place.file, folders: folders, notes: notes, vocabulary: vocabulary)
            } catch { throw CommandFailure("\(error)") }
        }
        for message in stored.messages { Console.error("haetae: \(Console.visible(message))") }
        Self.tell(stored.report.skipped)
        if stored.report.chunks == 0, !folders.isEmpty { Console.error(Self.noRunbooks(in: folders)) }
        var open = OpenRunbooks(index: stored.index, file: stored.isStored ? place.file : nil)
        guard let embedder = try await options.embedder(configuration) else { return open }
        open.embedder = embedder
        do {
            let made = try await open.index.embed(with: embedder) { done, all in
                if Console.isErrorTerminal, all > 64 {
                    Console.rawError("\rembedding passages, once: \(done) of \(all) ")
                }
            }
            if Console.isErrorTerminal, made > 64 { Console.rawError("\r\u{1B}[K") }
        } catch RunbookError.cannotKeep(let why) {
            // The daemon's file: the vectors there are still help; the others are done without.
            Console.error("haetae: not every passage has a vector: \(Console.visible(why))")
        } catch RunbookError.noRoom(let why) {
            Console.error("haetae: not every passage has a vector: \(Console.visible(why))")
        } catch let error as RunbookError where configuration.runbookModel.isEmpty && options.model == nil {
            Console.error("haetae: searched by words alone: \(Console.visible("\(error)"))")
            open.embedder = nil
        } catch { throw CommandFailure("\(error)") }
        return open
    }
}
