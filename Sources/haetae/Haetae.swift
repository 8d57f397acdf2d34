import ArgumentParser
import Host

/// The command line. Each command is a file of its own under Commands/: flags, a check whose error says the remedy, one call.
@main
struct Haetae: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "haetae",
        abstract:
            "Reads a host's logs, learns what is normal, and tells you early, rarely and with reasons when something is not.",
        discussion: HelpText.joined(
            """
            EXAMPLES
              haetae analyze /var/log/syslog            what was unusual in a file
              haetae analyze --journal --since -7d      the same of the journal's last week
              haetae incidents list                     what the daemon has opened
              haetae ask "why does checkout return 502?"  from your runbooks, cited

            EXIT CODES
              0 done   1 error   2 nothing found where something was asked for
              3 no answer in the runbooks   4 a check found something
              64 wrong usage   69 the daemon does not answer
            """),
        version: Version.text,
        subcommands: [
            Analyze.self, Compare.self, DaemonCommand.self, Status.self, Incidents.self, WhyNot.self,
            FeedbackCommand.self,
            Silences.self, Exemptions.self, Ask.self, Runbooks.self, Models.self, Templates.self, Parse.self,
            Explain.self, Detect.self, TopologyCommand.self, Precursors.self, Doctor.self, Config.self,
        ])

    /// As ArgumentParser's own, but that a failure ends with its documented exit code.
    static func main() async {
        var command: any ParsableCommand
        do { command = try parseAsRoot() } catch {
            if message(for: error).lowercased().contains("unexpected argument"),
                let mistake = CommandMistake(Array(CommandLine.arguments.dropFirst()), under: Self.self)
            {
                Console.error("haetae: \(Console.visible(mistake.description))")
                Self.exit(withError: ExitCode.validationFailure)
            }
            Self.exit(withError: error)
        }
        FileLimit.raise()
        do {
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let wrong as ValidationError {
            // Found while running, where ArgumentParser would show the usage of `haetae` and not of the command.
            Console.error("haetae: \(Console.visible(wrong.message))")
            Self.exit(withError: ExitCode.validationFailure)
        } catch let failure as CommandFailure {
            Console.error("haetae: \(Console.visible(failure.description))")
            Self.exit(withError: failure.code)
        } catch {
            Self.exit(withError: error)
        }
    }
}
