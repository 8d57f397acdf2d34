import APIClient
import APIModel
import ArgumentParser
import FoundationEssentials
import Glibc
import Settings
import Storage

/// Flags of every command that asks the daemon, and reads the store itself where none runs.
struct AskingOptions: ParsableArguments {
    @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
    var config: String?
    @Option(name: .long, help: "The daemon's socket. Default: as configured.")
    var socket: String?
    @Option(name: .long, help: "Read the store in this folder, without asking a daemon.")
    var state: String?
    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func loaded() throws -> Configuration { try ConfigurationLocation.load(config) }

    /// Asks the daemon; reads the store where none answers, and says so on standard error.
    func ask<Answer>(
        daemon: (DaemonClient) async throws(APIClientError) -> Answer, store read: (Store) throws -> Answer
    ) async throws -> Answer {
        let configuration = try loaded()
        let path = socket ?? configuration.socketPath
        if state == nil, !path.isEmpty {
            do throws(APIClientError) {
                return try await daemon(DaemonClient(socket: path))
            } catch {
                switch error {
                case .unreachable: if socket != nil { throw CommandFailure("\(error)", code: .unavailable) }
                case .refused(let status, let message):
                    throw CommandFailure(message, code: status == 404 ? .nothingFound : .failure)
                case .unreadable: throw CommandFailure("\(error)")
                }
            }
        }
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
}

extension AskingOptions {
    /// Tells the daemon something; without one there is nobody to tell.
    func tell<Answer>(_ word: (DaemonClient) async throws(APIClientError) -> Answer) async throws -> Answer {
        let path = try socket ?? loaded().socketPath
        do throws(APIClientError) {
            return try await word(DaemonClient(socket: path))
        } catch {
            switch error {
            case .unreachable:
                throw CommandFailure("\(error). Start it with `systemctl start haetae`", code: .unavailable)
            case .refused(let status, let message):
                throw CommandFailure(message, code: status == 404 ? .nothingFound : .failure)
            case .unreadable: throw CommandFailure("\(error)")
            }
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
