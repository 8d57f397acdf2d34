import ArgumentParser
import Glibc
import Settings

struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Check and show the configuration.",
        subcommands: [Check.self, Show.self, Default.self, Reference.self],
        defaultSubcommand: Show.self)

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Read the configuration and the files it names, and say what is wrong and where.",
            discussion: "EXAMPLES\n  haetae config check /etc/haetae/haetae.yaml")
        @Argument(help: "The file. Default: /etc/haetae/haetae.yaml.")
        var file: String?
        @Option(name: .long, help: "The same, as other commands take it.")
        var config: String?

        func validate() throws {
            if file != nil, config != nil { throw ValidationError("name one file, as the argument or by --config") }
        }

        func run() throws {
            let named = file ?? config
            let file = named ?? ConfigurationLocation.standard
            if named == nil, access(file, F_OK) != 0, errno == ENOENT {
                return Console.print("\(file): no such file, so the defaults hold (`haetae config show`)")
            }
            let configuration: Configuration
            do throws(ConfigurationError) {
                configuration = try Configuration(file: file)
                if !configuration.topologyFile.isEmpty { _ = try TopologyFile.read(configuration.topologyFile) }
            } catch {
                throw CommandFailure("\(error)")
            }
            // The files that it names, as `doctor` looks at them.
            let wrong = SettingsChecks(configuration: configuration, account: nil).findings()
                .filter { $0.state == .wrong }
            guard wrong.isEmpty else {
                throw CommandFailure(
                    wrong.map { "\(file): \($0.check): \($0.text)" + ($0.remedy.map { "; \($0)" } ?? "") }
                        .joined(separator: "\n"))
            }
            Console.print("\(file): good")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "The configuration as it is in force, every key with its meaning.",
            discussion: "EXAMPLES\n  haetae config show --config haetae.yaml")
        @Option(name: .long, help: "The configuration file. Default: /etc/haetae/haetae.yaml where it exists.")
        var config: String?
        func run() throws { Console.raw(try ConfigurationLocation.load(config).yaml) }
    }

    struct Default: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "default",
            abstract: "The defaults, to start a file from.",
            discussion: "EXAMPLES\n  haetae config default > /etc/haetae/haetae.yaml")
        func run() throws { Console.raw(Configuration().yaml) }
    }

    struct Reference: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reference",
            abstract: "Every key as a Markdown table (docs/configuration.md is made of it).", shouldDisplay: false)
        func run() throws {
            Console.print("| key | default | meaning |\n| --- | --- | --- |")
            for key in ConfigurationKey.all { Console.print("| `\(key.name)` | `\(key.standard)` | \(key.help) |") }
            for key in ConfigurationKey.receiver { Console.print("| `receivers[].\(key.name)` | | \(key.help) |") }
        }
    }
}
