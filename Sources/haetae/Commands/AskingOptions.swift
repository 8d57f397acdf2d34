import APIClient
import APIModel
import ArgumentParser
import FoundationEssentials
import Glibc
import Settings
import Storage

/// Flags of commands that only a running daemon can answer.
struct DaemonAddress: ParsableArguments {
    @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
    var config: String?
    @Option(name: .long, help: "The daemon's socket. Default: as configured.")
    var socket: String?
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func loaded() throws -> Configuration { try ConfigurationLocation.load(config) }

    /// Tells the daemon something, or asks what only it knows; without one there is nobody to tell.
    func tell<Answer>(_ word: (DaemonClient) async throws(APIClientError) -> Answer) async throws -> Answer {
        let path = try socket ?? loaded().socketPath
        do throws(APIClientError) {
            return try await word(DaemonClient(socket: path))
        } catch {
            if case .unreachable = error {
                throw CommandFailure("\(error). Start it with `systemctl start haetae`", code: .unavailable)
            }
            throw CommandFailure(error)
        }
    }
}

/// Flags of every command that asks the daemon, and reads the store itself where none runs.
struct AskingOptions: ParsableArguments {
    @OptionGroup var daemon: DaemonAddress
    @Option(name: .long, help: "Read the store in this folder, without asking a daemon.")
    var state: String?

    var config: String? { daemon.config }
    var socket: String? { daemon.socket }
    var json: Bool { daemon.json }

    func loaded() throws -> Configuration { try daemon.loaded() }
    func tell<Answer>(_ word: (DaemonClient) async throws(APIClientError) -> Answer) async throws -> Answer {
        try await daemon.tell(word)
    }

    /// Asks the daemon; reads the store where none answers, and says so on standard error.
    func ask<Answer>(
        daemon ask: (DaemonClient) async throws(APIClientError) -> Answer, store read: (Store) throws -> Answer
    ) async throws -> Answer {
        let configuration = try loaded()
        let path = socket ?? configuration.socketPath
        if let answer = try await answer(configuration, of: ask) { return answer }
        let folder = state ?? configuration.statePath
        let store: Store
        do throws(StoreError) {
            store = try Store(folder: folder, access: .readOnly)
        } catch {
            throw CommandFailure(
                state == nil
                    ? "no daemon answers on \(path), and its store cannot be read instead: \(error)" : "\(error)",
                code: .unavailable)
        }
        if state == nil { Console.error("no daemon answers on \(path); read from the store in \(folder)") }
        return try read(store)
    }

    /// What the daemon answers; nil where none was asked for, or none answers where it is configured to, so that the store is to be read.
    func answer<Answer>(
        _ configuration: Configuration, of ask: (DaemonClient) async throws(APIClientError) -> Answer
    ) async throws -> Answer? {
        let path = socket ?? configuration.socketPath
        guard state == nil, !path.isEmpty else { return nil }
        do throws(APIClientError) {
            return try await ask(DaemonClient(socket: path))
        } catch {
            if case .unreachable = error, socket == nil { return nil }
            throw CommandFailure(error)
        }
    }
}

/// Where the configuration is, and what it says.
enum ConfigurationLocation {
    static let standard = "/etc/haetae/haetae.yaml"

    /// The named file, else the standard one, else the defaults.
    static func load(_ file: String?) throws -> Configuration {
        do throws(ConfigurationError) {
            if let file { return try Configuration(file: file) }
            return access(standard, F_OK) == 0 ? try Configuration(file: standard) : Configuration()
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}

/// An end with a message on standard error and an exit code of its own.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String
    let code: ExitCode
    init(_ description: String, code: ExitCode = .failure) { (self.description, self.code) = (description, code) }
}

extension CommandFailure {
    init(_ error: APIClientError) {
        switch error {
        case .unreachable: self.init("\(error)", code: .unavailable)
        case .refused(let status, let message): self.init(message, code: status == 404 ? .nothingFound : .failure)
        case .unreadable: self.init("\(error)")
        }
    }
}

/// JSON on standard output.
enum Output {
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        Console.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// One line.
    static func jsonLine(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        Console.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
