import Foundation
import Testing

/// The pages say what the program is: every command has its page, every link and route leads somewhere.
@Suite struct DocumentationTests {
    private struct Command: Decodable {
        let commandName: String
        let shouldDisplay: Bool?
        let subcommands: [Command]?

        /// This command and those below it, each as its words; the program itself is no word.
        func paths(below path: [String]) -> [[String]] {
            guard shouldDisplay ?? true, commandName != "help" else { return [] }
            return [path] + (subcommands ?? []).flatMap { $0.paths(below: path + [$0.commandName]) }
        }
    }
    private struct Dump: Decodable { let command: Command }

    private static func text(of path: String) throws -> String {
        try String(contentsOf: Program.checkout.appending(path: path), encoding: .utf8)
    }

    @Test func everyCommandHasHelpAndItsPages() throws {
        let dump = try Program.run(["--experimental-dump-help"])
        let paths = try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command.paths(below: [])
        #expect(paths.count > 40)
        let page = try Self.text(of: "docs/commands.md")
        for path in paths {
            let help = try Program.run(path + ["--help"])
            let name = (["haetae"] + path).joined(separator: " ")
            #expect(help.status == 0 && help.output.hasPrefix("OVERVIEW: "), "\(name) --help: \(help.error)")
            let shown = "## \(name)\(path.isEmpty ? " " : "")\n"
            #expect(page.contains(shown), "docs/commands.md has no \(name); run make docs")
            let words = help.output.trimmingCharacters(in: .newlines)
            #expect(page.contains(words), "docs/commands.md tells another help of \(name); run make docs")
            let man = "docs/man/\(name.replacing(" ", with: "-")).1"
            let isThere = FileManager.default.fileExists(atPath: Program.checkout.appending(path: man).path)
            #expect(isThere, "\(man) is not there; run make docs")
        }
    }

    @Test func linksBetweenPagesLeadSomewhere() throws {
        let docs = Program.checkout.appending(path: "docs")
        let inner = try FileManager.default.subpathsOfDirectory(atPath: docs.path).filter { $0.hasSuffix(".md") }
        #expect(inner.count > 10)
        for page in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"] + inner.map({ "docs/\($0)" }) {
            let folder = Program.checkout.appending(path: page).deletingLastPathComponent()
            for link in try Self.text(of: page).matches(of: /\]\(([^)#:\s]+)(#[^)]*)?\)/) {
                let target = folder.appending(path: String(link.output.1)).standardized
                #expect(FileManager.default.fileExists(atPath: target.path), "\(page) links to \(link.output.1)")
            }
        }
    }

    @Test func everyRouteIsOnItsPage() throws {
        let page = try Self.text(of: "docs/api.md")
        let routes = try Self.text(of: "Sources/Server/APIServer.swift")
            .matches(of: /router\.(get|post|delete|put)\("([^"]+)"/)
        #expect(routes.count > 15)
        for route in routes {
            let path = route.output.2.replacing(":id", with: "ID").replacing(":action", with: "ACTION")
            #expect(page.contains("`\(route.output.1.uppercased()) \(path)"), "docs/api.md has no \(route.output.0)")
        }
    }
}
