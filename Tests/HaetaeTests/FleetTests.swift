import Foundation
import TestSupport
import Testing

/// A day of sixty hosts that say much the same (`sample-logs/fleet.py`), with nothing declared.
@Suite struct FleetTests {
    private struct Opened: Decodable {
        let openedAt: String
        let nodes: [String]
        let title: String

        enum CodingKeys: String, CodingKey {
            case openedAt = "opened_at"
            case nodes, title
        }
    }

    @Test func whatStrikesManyIsOneIncidentAndWhatAllSayIsNone() throws {
        let folder = try TemporaryFolder("fleet")
        let made = try Program.run(
            [
                Program.checkout.appending(path: "sample-logs/fleet.py").path, folder.file("logs"), "--hosts", "60",
                "--first", "270",
            ], as: "python3")
        try #require(made.status == 0, "\(made.error)")
        let result = try Program.run(["analyze", "--json", folder.file("logs")])
        let incidents = try result.output.split(separator: "\n").map {
            try JSONDecoder().decode(Opened.self, from: Data($0.utf8))
        }
        func within(_ hour: String) -> [Opened] { incidents.filter { $0.openedAt.contains("T\(hour):00:") } }
        // A rack that loses its network, a disk, a registry.
        #expect(within("15").map(\.nodes.count) == [40])
        #expect(within("18").count == 1)
        #expect(within("20").count == 1 && within("20").allSatisfy { $0.nodes.count > 40 })
        // Each host says it for the first time some time that day.
        #expect(!incidents.contains { $0.title.contains("never-seen messages \"Error syncing pod") })
        #expect(incidents.count <= 15, "\(incidents.map(\.title))")
    }
}
