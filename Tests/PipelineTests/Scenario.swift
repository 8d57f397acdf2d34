import Foundation
import LogSources
import Model
import Pipeline
import Settings
import Topology

/// The sample shop's day, generated once for all tests.
enum Scenario {
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Folder with HOST/NAME.log, or nil with the reason where python3 is not there.
    static let folder: String? = {
        let folder = FileManager.default.temporaryDirectory.appending(path: "haetae-scenario-\(getpid())").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", checkout.appending(path: "sample-logs/generate.py").path, folder]
        process.standardOutput = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? folder : nil
    }()

    static func topology() throws -> TopologyGraph {
        try TopologyFile.read(checkout.appending(path: "sample-logs/topology.yaml").path)
    }

    /// Runs folders of logs and gives everything that came out, as text.
    static func run(
        _ paths: [String], topology: TopologyGraph, workers: Int, batchBytes: Int, exclude: [String] = []
    ) -> [String] {
        var options = Discovery.Options()
        options.now = 2_000_000_000 * .second
        options.exclude = exclude
        let plans = Discovery.find(paths, options: options).plans
        let openings = plans.enumerated().map { number, plan in
            SourceOpening(descriptor: plan.descriptor) { () throws(SourceError) in try plan.open(id: SourceID(number)) }
        }
        var run = OfflineRun(sources: openings, topology: topology, readAt: options.now)
        run.workers = workers
        run.batchBytes = batchBytes
        let result = run.run()
        return result.changes.map { "\($0.kind) \($0.at) " + IncidentJSON.string($0.incident) }
            + result.heldBack.map { "\($0)" }
            + result.sources.map { "\($0.descriptor.name) \($0.ledger) \($0.late) \($0.clamped)" }
    }

    /// What one file of a host says, without a topology.
    static func analyze(_ text: String, readAt: Micros, batchBytes: Int = 1 << 18) throws -> OfflineResult {
        try analyze(files: ["web1/app.log": text], readAt: readAt, batchBytes: batchBytes)
    }

    /// What files say, by their paths (`HOST/NAME.log`), without a topology.
    static func analyze(
        files: [String: String], readAt: Micros, batchBytes: Int = 1 << 18, topology: TopologyGraph = TopologyGraph()
    ) throws -> OfflineResult {
        let folder = FileManager.default.temporaryDirectory.appending(path: "haetae-files-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        var options = Discovery.Options()
        options.now = readAt
        let plans = Discovery.find([folder.path], options: options).plans
        let openings = plans.enumerated().map { number, plan in
            SourceOpening(descriptor: plan.descriptor) { () throws(SourceError) in try plan.open(id: SourceID(number)) }
        }
        var run = OfflineRun(sources: openings, topology: topology, readAt: readAt)
        run.batchBytes = batchBytes
        return run.run()
    }
}
