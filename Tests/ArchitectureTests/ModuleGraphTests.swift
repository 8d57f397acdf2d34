import Foundation
import Testing

/// The checkout, found from this file.
enum Checkout {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func swiftFiles(under folder: String) -> [URL] {
        let files = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
    }
}

/// The table of docs/architecture.md: which module may import which of ours, and which libraries.
let allowedImports: [String: Set<String>] = [
    "Bytes": [], "Model": ["Bytes"], "Lexicon": ["Bytes"],
    "LogFormats": ["Bytes", "Model"], "TemplateMining": ["Bytes", "Model"],
    "Detection": ["Bytes", "Model", "Lexicon"],
    "Alerting": ["Bytes", "Model"], "Topology": ["Bytes", "Model"],
    "Correlation": ["Bytes", "Model", "Lexicon", "Topology"],
    "Comparison": ["Bytes", "Model"],
    "LogSources": ["Bytes", "Model", "CSystemd", "CZlib", "CZstd", "CShims"],
    "Host": ["Model", "CSystemd", "CShims"],
    "HTTPTransport": ["CCurl", "CCrypto", "CShims"],
    "Storage": ["Bytes", "Model", "GRDB"],
    "Notifications": ["Bytes", "Model", "Storage", "HTTPTransport"],
    "Runbooks": ["Bytes", "Model", "Storage", "HTTPTransport", "CCmark", "CShims", "GRDB"],
    "Pipeline": [
        "Bytes", "Model", "LogFormats", "TemplateMining", "Detection", "Alerting", "Topology", "Correlation",
        "LogSources",
        "Comparison", "Host", "HTTPTransport", "Storage", "Notifications", "Runbooks", "CShims", "Logging",
    ],
    "Settings": [
        "Model", "LogFormats", "TemplateMining", "Detection", "Alerting", "Topology", "Correlation", "LogSources",
        "Storage",
        "Notifications", "Runbooks", "Pipeline", "Yams",
    ],
    "APIModel": [], "Terminal": [], "APIClient": ["APIModel", "HTTPTransport"],
    "Server": [
        "Bytes", "APIModel", "Host", "Model", "LogFormats", "TemplateMining", "Detection", "Storage", "Runbooks",
        "Pipeline",
        "Hummingbird", "HTTPTypes", "NIOCore", "ServiceLifecycle", "Logging",
    ],
    "haetae": [
        "APIClient", "APIModel", "Terminal", "Settings", "Pipeline", "Server", "Bytes", "Model", "LogFormats",
        "LogSources",
        "TemplateMining", "Detection", "Topology", "Comparison", "Notifications", "Runbooks", "Storage", "Host",
        "HTTPTransport",
        "ArgumentParser",
        "Logging", "ServiceLifecycle", "UnixSignals",
    ],
]

/// Modules that do no I/O, read no clock and take no lock.
let pureModules = [
    "Bytes", "Model", "Lexicon", "LogFormats", "TemplateMining", "Detection", "Alerting", "Topology", "Correlation",
    "Comparison",
]

func imports(of file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count, place <= 1 else { return nil }
        guard place == 0 || words[0].hasPrefix("@") || ["private", "internal", "package", "public"].contains(words[0])
        else { return nil }
        return String(words[place + 1])
    }
}

@Suite struct ModuleGraphTests {
    @Test(arguments: allowedImports.keys.sorted())
    func importsOnlyWhatTheGraphAllows(module: String) throws {
        let files = Checkout.swiftFiles(under: "Sources/\(module)")
        #expect(!files.isEmpty, "no source of \(module) found")
        let system: Set<String> = ["Glibc", "Musl", "FoundationEssentials", "Dispatch", "Synchronization"]
        let allowed = allowedImports[module, default: []]
        for file in files {
            for imported in try imports(of: file) where !system.contains(imported) {
                #expect(allowed.contains(imported), "\(module)/\(file.lastPathComponent) imports \(imported)")
            }
        }
    }

    @Test func everyModuleIsInTheTable() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Checkout.root.appending(path: "Sources").path)
        let modules = folders.filter { !$0.hasPrefix("C") || $0 == "Correlation" || $0 == "Comparison" }
        #expect(Set(modules) == Set(allowedImports.keys))
    }

    /// The manifest allows nothing that the table does not.
    @Test func manifestAgreesWithTheTable() throws {
        let manifest = try String(contentsOf: Checkout.root.appending(path: "Package.swift"), encoding: .utf8)
            .filter { !$0.isWhitespace }
        for (module, allowed) in allowedImports where module != "haetae" && !allowed.isEmpty {
            let openings = ["module", "testable"].map { "\($0)(\"\(module)\",[" }
            guard let start = openings.compactMap({ manifest.range(of: $0) }).first else {
                Issue.record("\(module) is not in Package.swift")
                continue
            }
            let list = manifest[start.upperBound...].prefix { $0 != "]" }
            for name in list.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter({
                $0.offset % 2 == 1
            }).map({ String($0.element) }) {
                #expect(allowed.contains(name), "Package.swift lets \(module) import \(name)")
            }
        }
    }

    @Test(arguments: pureModules)
    func pureStagesUseNoFoundationAndNoClock(module: String) throws {
        let banned = [
            "import Foundation\n", "Date()", "clock_gettime", "ContinuousClock", "SystemRandomNumberGenerator",
            ".random(in:", ".shuffled()", "getenv(",
        ]
        for file in Checkout.swiftFiles(under: "Sources/\(module)") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                for word in banned { #expect(!line.contains(word), "\(module)/\(file.lastPathComponent): \(word)") }
            }
        }
    }

    @Test func noUnfinishedWordsAndNoTraps() throws {
        // Spelt apart so that this file does not find itself.
        let banned = ["TO" + "DO", "FIX" + "ME", "fatal" + "Error(", "try" + "! ", " as" + "! "]
        for folder in ["Sources", "Benchmarks"] {
            for file in Checkout.swiftFiles(under: folder) {
                let text = try String(contentsOf: file, encoding: .utf8)
                for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    // The vocabulary of runbooks may speak of unfinished sections.
                    for word in banned
                    where line.contains(word) && !(word == banned[0] && file.path.contains("/Runbooks/")) {
                        Issue.record("\(file.lastPathComponent):\(number + 1): \(word)")
                    }
                }
            }
        }
    }

    /// A command's name in words: one made from its type at run time looks through every image for conformances, at each start of the program.
    @Test func commandsHaveTheirNamesInWords() throws {
        var found = 0
        for file in Checkout.swiftFiles(under: "Sources/haetae") {
            let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "CommandConfiguration(")
            for part in parts.dropFirst() {
                found += 1
                let isNamed = part.drop(while: \.isWhitespace).hasPrefix("commandName:")
                #expect(isNamed, "\(file.lastPathComponent): \(part.prefix(60))")
            }
        }
        #expect(found > 50)
    }
}
