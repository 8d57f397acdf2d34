import Bytes
import Detection
import Storage

/// The detectors' state in the store: parts under `detectors`, and tables under `detectors/TABLE` whose pages are written when a row in
/// them changed. Nothing is encoded to find that out, so a checkpoint of a hundred thousand quiet series costs little.
extension Engine {
    static let detectorStage = "detectors"
    static func stage(of table: PagedTable) -> String { "\(detectorStage)/\(table.rawValue)" }

    /// What of the detectors' state the store behind `pages` does not hold yet.
    mutating func detectorChanges(_ pages: inout SnapshotPages) -> [SnapshotPages.Change] {
        let parts = detectors.wholeParts()
        var changes = pages.changes(of: Self.detectorStage, parts.head)
        changes += pages.changes(of: "\(Self.detectorStage)/values", parts.values)
        changes += pages.changes(of: "\(Self.detectorStage)/words", parts.words)
        changes += pages.changes(of: "\(Self.detectorStage)/flows", parts.flows)
        for table in PagedTable.allCases {
            let stage = Self.stage(of: table)
            changes += pages.changes(of: stage, detectors.changedPages(of: table, since: pages.revision(of: stage)))
        }
        return changes
    }
}

extension DetectorBank {
    /// The bank that `detectorChanges` stored, nil where there is none. Throws where a page is missing or damaged.
    init?(
        stored stages: [String: [(page: UInt64, bytes: [UInt8])]], options: DetectionOptions, pages: inout SnapshotPages
    ) throws(SnapshotError) {
        func whole(_ name: String) throws(SnapshotError) -> [UInt8] {
            guard let bytes = pages.assemble(name, pages: stages[name] ?? []) else {
                throw .invalid("a page of '\(name)' is missing")
            }
            return bytes
        }
        func table(_ table: PagedTable) throws(SnapshotError) -> [[UInt8]] {
            let name = Engine.stage(of: table)
            let rows = (stages[name] ?? []).sorted { $0.page < $1.page }
            guard rows.enumerated().allSatisfy({ $0.element.page == UInt64($0.offset) }) else {
                throw .invalid("a page of '\(name)' is missing")
            }
            return rows.map(\.bytes)
        }
        let name = Engine.detectorStage
        guard stages[name] != nil else { return nil }
        var parts = BankParts()
        parts.head = try whole(name)
        parts.values = try whole("\(name)/values")
        parts.words = try whole("\(name)/words")
        parts.flows = try whole("\(name)/flows")
        parts.series = try table(.series)
        parts.profiles = try table(.profiles)
        try self.init(parts: parts, options: options)
        for table in PagedTable.allCases {
            let stage = Engine.stage(of: table)
            pages.holds(stage, changedPages(of: table, since: 0))
        }
    }
}
