import ArgumentParser
import Host
import Model
import Runbooks
import Settings
import Storage

extension Runbooks {
    struct Lint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lint",
            abstract: "What makes runbooks hard to find or useless, and recent incidents that none of them covers.",
            discussion: HelpText.joined(
                """
                Empty and unfinished sections, pointers and anchors into nowhere, no steps, no headings, sections that are too long, equal titles,
                files that are in no index; and the incidents of the last month, where there is a store. Exit code 4: something was found.

                EXAMPLES
                  haetae runbooks lint --dir runbooks/
                  haetae runbooks lint --dir runbooks/ --state /var/lib/haetae --days 7 --json
                """))
        @OptionGroup var folders: RunbookFolders
        @Option(
            name: .long,
            help: "Folder of the daemon's store, for the incidents. Default: as configured, where there is one.")
        var state: String?
        @Option(name: .long, help: "Incidents of so many days.")
        var days = 30
        @Flag(name: .long, help: "Print JSON.")
        var json = false

        func validate() throws {
            guard (1...3650).contains(days) else { throw ValidationError("--days \(days): use 1 to 3650") }
        }

        private struct Report: Encodable {
            var findings: [RunbookLint.Finding]
            /// Incidents that were looked at; nil without a store.
            var incidents: Int?
            /// Kinds of them, by title, and how many of these a runbook covers.
            var coverage: RunbookLint.Coverage?
        }

        func run() async throws {
            let command = self
            let report = try await Blocking.run { try command.report() }
            if json {
                try Output.json(report)
            } else {
                for finding in report.findings {
                    let place =
                        finding.path.isEmpty
                        ? "incidents" : finding.line == 0 ? finding.path : "\(finding.path):\(finding.line)"
                    Console.print(
                        "\(Console.visible(place)): \(finding.kind.rawValue): \(Console.visible(finding.message))")
                }
                let looked =
                    report.coverage.map {
                        ", \(report.incidents ?? 0) incidents looked at: \($0.covered) of \($0.kinds) kinds have a runbook"
                    } ?? ", no store of incidents to look at"
                Console.error("\(report.findings.count) findings\(looked)")
            }
            if !report.findings.isEmpty { throw ExitCode.findings }
        }

        private func report() throws -> Report {
            let configuration = try folders.paths().configuration
            let (index, skipped) = try folders.indexed()
            let incidents = try self.incidents(state ?? configuration.statePath)
            do throws(RunbookError) {
                let findings = try RunbookLint.check(index, incidents: incidents ?? [], skipped: skipped)
                return Report(
                    findings: findings, incidents: incidents?.count,
                    coverage: incidents.map { RunbookLint.coverage(of: $0, by: findings) })
            } catch { throw CommandFailure("\(error)") }
        }

        /// The incidents of the last days; nil where there is no store and none was named.
        private func incidents(_ folder: String) throws -> [Incident]? {
            do throws(StoreError) {
                let store = try Store(folder: folder, access: .readOnly)
                var filter = IncidentFilter()
                filter.since = Clock.now() - Micros(days) * .day
                filter.limit = 5000
                return try store.wholeIncidents(filter).items
            } catch {
                guard state != nil else { return nil }
                throw CommandFailure("\(error)", code: .nothingFound)
            }
        }
    }
}
