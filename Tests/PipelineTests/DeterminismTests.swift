import Foundation
import TestSupport
import Testing

@Suite struct DeterminismTests {
    /// The same input gives the same incidents, byte for byte, for any number of workers and any cut into batches.
    @Test(arguments: [(1, 4096), (2, 100_000), (8, 33_333), (2, 1 << 20)])
    func sameBytesForAnyWorkersAndCuts(workers: Int, batchBytes: Int) throws {
        let folder = try #require(Scenario.folder, "python3 is needed to generate the sample logs")
        let topology = try Scenario.topology()
        let paths = [folder]
        let once = Scenario.run(paths, topology: topology, workers: 1, batchBytes: 256 * 1024)
        let again = Scenario.run(paths, topology: topology, workers: workers, batchBytes: batchBytes)
        #expect(once.count > 5)
        #expect(once == again)
    }

    /// Cut down to one line a batch, on one host's logs.
    @Test func sameBytesForBatchesOfOneLine() throws {
        let folder = try #require(Scenario.folder, "python3 is needed to generate the sample logs")
        let topology = try Scenario.topology()
        let once = Scenario.run(
            [folder + "/work1", folder + "/db1"], topology: topology, workers: 1, batchBytes: 1 << 20)
        let again = Scenario.run([folder + "/work1", folder + "/db1"], topology: topology, workers: 2, batchBytes: 1)
        #expect(once == again)
    }

    @Test(.enabled(if: recordings != nil, "HAETAE_DATA is not set: the recorded incidents are skipped"))
    func sameBytesOnTheRecordings() throws {
        let folder = try #require(recordings)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let logs = folder + "/" + name + "/logs"
            guard FileManager.default.fileExists(atPath: logs) else { continue }
            let topology = try Scenario.topology()
            let once = Scenario.run([logs], topology: topology, workers: 1, batchBytes: 256 * 1024)
            let again = Scenario.run([logs], topology: topology, workers: 8, batchBytes: 7_777)
            #expect(once == again, "\(name)")
        }
    }
}

let recordings: String? = testSetting("HAETAE_DATA").map { $0 + "/incidents" }

@Suite struct CopyTests {
    /// A folder that holds the journal and rsyslog's copies of it gives the incidents of the journal alone.
    @Test(.enabled(if: recordings != nil, "HAETAE_DATA is not set: the recorded incidents are skipped"))
    func copiesChangeNothing() throws {
        let folder = try #require(recordings)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let logs = folder + "/" + name + "/logs"
            guard FileManager.default.fileExists(atPath: logs) else { continue }
            let topology = try Scenario.topology()
            func incidents(_ exclude: [String]) -> [String] {
                Scenario.run([logs], topology: topology, workers: 1, batchBytes: 1 << 18, exclude: exclude)
                    .filter { $0.hasPrefix("opened") || $0.hasPrefix("updated") || $0.hasPrefix("resolved") }
            }
            let selected = incidents(["syslog.log.gz", "auth.log.gz", "cron.log.gz", "user.log.gz"])
            #expect(!selected.isEmpty)
            #expect(incidents([]) == selected, "\(name)")
        }
    }
}
