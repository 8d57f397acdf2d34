// swift-tools-version: 6.2
import PackageDescription

// The module graph of docs/architecture.md. Tests/ArchitectureTests holds this table against the `import` lines.
// One configuration (release) serves the demo, the tests and the benchmarks, so the dependencies are built once.

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("MemberImportVisibility")]

/// A module of ours and what it may import.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// A module whose tests look inside. Not for the hot path: it keeps internal symbols visible in the release configuration, which is
/// also the tests' one.
func testable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings + [.unsafeFlags(["-enable-testing"])])
}

/// The tests of one module.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "haetae",
    products: [.executable(name: "haetae", targets: ["haetae"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // C libraries of the distribution, and C that Swift cannot import.
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CCmark", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CShims", dependencies: ["CCurl", "CSystemd"]),

        // The values and the pure stages: no I/O, no clock, no lock.
        module("Bytes"),
        module("Model", ["Bytes"]),
        module("Lexicon", ["Bytes"]),
        testable("LogFormats", ["Bytes", "Model"]),
        module("TemplateMining", ["Bytes", "Model"]),
        testable("Detection", ["Bytes", "Model", "Lexicon"]),
        module("Alerting", ["Bytes", "Model"]),
        module("Topology", ["Bytes", "Model"]),
        module("Correlation", ["Bytes", "Model", "Lexicon", "Topology"]),
        module("Comparison", ["Bytes", "Model"]),

        // The edges.
        module("LogSources", ["Bytes", "Model", "CSystemd", "CZlib", "CZstd", "CShims"]),
        module("Host", ["Model", "CSystemd", "CShims"]),
        module("HTTPTransport", ["CCurl", "CCrypto", "CShims"]),
        testable("Storage", ["Bytes", "Model", grdb]),
        testable("Notifications", ["Bytes", "Model", "Storage", "HTTPTransport"]),
        module(
            "Runbooks", ["Bytes", "Model", "Storage", "HTTPTransport", "CCmark", "CShims", grdb],
            // In the binary itself, which works wherever it is copied.
            resources: [.embedInCode("Resources/vocabulary.txt")]),

        // The line, its settings, its interfaces.
        module(
            "Pipeline",
            [
                "Bytes", "Model", "LogFormats", "TemplateMining", "Detection", "Alerting", "Topology", "Correlation",
                "Comparison", "LogSources", "Host", "HTTPTransport", "Storage", "Notifications", "Runbooks", "CShims",
                logging,
            ]),
        module(
            "Settings",
            [
                "Model", "LogFormats", "TemplateMining", "Detection", "Alerting", "Topology", "Correlation",
                "LogSources", "Storage", "Notifications", "Runbooks", "Pipeline", yams,
            ]),
        module("APIModel"),
        module("Terminal"),
        module("APIClient", ["APIModel", "HTTPTransport"]),
        module(
            "Server",
            [
                "Bytes", "APIModel", "Host", "Model", "LogFormats", "TemplateMining", "Detection", "Storage",
                "Runbooks",
                "Pipeline",
                hummingbird, lifecycle, logging,
            ]),
        .executableTarget(
            name: "haetae",
            dependencies: [
                "APIClient", "APIModel", "Terminal", "Settings", "Pipeline", "Server", "Bytes", "Model", "LogFormats",
                "LogSources", "TemplateMining", "Detection", "Topology", "Comparison", "Notifications", "Runbooks",
                "Storage", "Host", "HTTPTransport",
                argumentParser, logging, lifecycle, signals,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Bytes", "Model", "LogFormats", "TemplateMining", "Detection", "Alerting", "Topology", "Correlation",
                "LogSources", "Runbooks", "Storage", "Settings", "Pipeline", "CAllocations",
            ],
            path: "Benchmarks",
            exclude: ["CAllocations"],
            swiftSettings: settings
        ),
        // Counts what Benchmarks asks of the heap. Nothing else links it.
        .target(name: "CAllocations", path: "Benchmarks/CAllocations"),

        // Tests, one target a module.
        .target(
            name: "TestSupport", dependencies: ["Bytes", "Model"], path: "Tests/TestSupport", swiftSettings: settings),
        tests("ArchitectureTests", []),
        tests("BytesTests", ["Bytes", "TestSupport"]),
        tests("LogFormatsTests", ["Bytes", "Model", "LogFormats", "TestSupport"]),
        tests("TemplateMiningTests", ["Bytes", "Model", "TemplateMining", "TestSupport"]),
        tests("LexiconTests", ["Lexicon"]),
        tests("DetectionTests", ["Bytes", "Model", "Lexicon", "Detection", "TestSupport"]),
        tests("AlertingTests", ["Bytes", "Model", "Alerting", "TestSupport"]),
        tests("CorrelationTests", ["Bytes", "Model", "Topology", "Correlation", "TestSupport"]),
        tests("ComparisonTests", ["Bytes", "Model", "Comparison", "TestSupport"]),
        tests("LogSourcesTests", ["Bytes", "Model", "LogSources", "TestSupport"]),
        tests("StorageTests", ["Bytes", "Model", "Storage", "Notifications", "HTTPTransport", "TestSupport"]),
        tests(
            "RunbooksTests", ["Bytes", "Model", "Storage", "HTTPTransport", "Runbooks", "TestSupport"],
            resources: [.copy("Resources")]),
        tests(
            "PipelineTests",
            [
                "Bytes", "Model", "Host", "Correlation", "LogFormats", "LogSources", "Storage", "TemplateMining",
                "Pipeline", "Settings", "Topology", "TestSupport",
            ]),
        tests("TerminalTests", ["Terminal", "TestSupport"]),
        tests("ServerTests", ["Model", "Server", "TestSupport"]),
        tests("HaetaeTests", ["Model", "Storage", "TestSupport"]),
    ]
)
