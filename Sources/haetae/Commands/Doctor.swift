import APIClient
import APIModel
import ArgumentParser
import Host
import Server
import Settings

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Check what is easily got wrong: permissions, clock, room, sources, settings, the service. Each with its remedy.",
        discussion: HelpText.joined(
            """
            Changes nothing and sends nothing, but with --reach a request without content to each receiver and endpoint.

            EXAMPLES
              haetae doctor
              sudo haetae doctor --reach
              haetae doctor --json | jq '.[] | select(.state == "wrong")'

            EXIT CODES
              0 nothing is wrong (there may be warnings)   4 something is wrong
            """))
    @Flag(name: .long, help: "Also see whether receivers and endpoints answer.")
    var reach = false
    @Flag(name: .long, help: "Also show what is good.")
    var verbose = false
    @OptionGroup var asking: AskingOptions

    func run() async throws {
        var findings: [Finding] = []
        var configuration = Configuration()
        do throws(ConfigurationError) {
            configuration = try loaded()
            findings.append(
                .good("configuration", asking.config ?? "\(ConfigurationLocation.standard), or the defaults"))
        } catch {
            findings.append(
                .wrong("configuration", "\(error)", remedy: "correct it; the checks below use the defaults instead"))
        }
        if let state = asking.state { configuration.statePath = state }
        if let socket = asking.socket { configuration.socketPath = socket }
        let settled = configuration
        let reach = reach
        findings += try await Blocking.run {
            let account = Account(name: "haetae")
            return SettingsChecks(configuration: settled, account: account).findings()
                + HostChecks(configuration: settled, account: account).findings()
        }
        findings += await daemon(settled)
        if reach { findings += await SettingsChecks(configuration: settled, account: nil).reachable() }
        if asking.json { try Output.json(findings) } else { Console.raw(text(findings)) }
        if findings.contains(where: { $0.state == .wrong }) { throw ExitCode.findings }
    }

    private func loaded() throws(ConfigurationError) -> Configuration {
        if let file = asking.config { return try Configuration(file: file) }
        return FileMode(path: ConfigurationLocation.standard) == nil
            ? Configuration() : try Configuration(file: ConfigurationLocation.standard)
    }

    private func daemon(_ configuration: Configuration) async -> [Finding] {
        guard !configuration.socketPath.isEmpty else { return [.skipped("daemon", "api.socket is empty")] }
        do throws(APIClientError) {
            let status = try await DaemonClient(socket: configuration.socketPath).status()
            return DaemonChecks(status: status, now: Clock.now()).findings()
        } catch {
            return [
                .warning(
                    "daemon", "\(error)",
                    remedy:
                        "`systemctl start haetae`; to ask it, be root or in the group of \(configuration.socketPath)")
            ]
        }
    }

    private func text(_ findings: [Finding]) -> String {
        var text = ""
        for finding in findings where verbose || finding.state == .wrong || finding.state == .warning {
            let word =
                switch finding.state {
                case .good: Console.styled("good   ", .green)
                case .warning: Console.styled("warning", .yellow, .bold)
                case .wrong: Console.styled("wrong  ", .red, .bold)
                case .skipped: Console.styled("skipped", .dim)
                }
            text += "\(word)  \(finding.check): \(Console.visible(finding.text))\n"
            if let remedy = finding.remedy { text += IncidentReport.wrapped(remedy, indent: "           ") }
        }
        func count(_ state: Finding.State) -> Int { findings.count { $0.state == state } }
        text +=
            "\(findings.count) checks: \(count(.good)) good, \(count(.warning)) warnings, \(count(.wrong)) wrong, \(count(.skipped)) skipped\n"
        return text
    }
}
