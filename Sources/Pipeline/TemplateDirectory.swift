import Model
import Storage
import TemplateMining

/// When each template was first and last seen, for listings. By the miner's dense index.
struct TemplateDirectory: Sendable {
    private var first: [Micros] = []
    private var last: [Micros] = []
    /// Count at the last checkpoint, so that only rows that changed are written.
    private var written: [Int] = []
    /// First sightings stored before a restart.
    private var known: [TemplateID: Micros] = [:]

    /// Notes one message. O(1), no allocation for a known template.
    @inline(__always)
    mutating func note(_ index: Int32, at time: Micros) {
        if Int(index) >= last.count { grow(Int(index)) }
        last[Int(index)] = time
        if first[Int(index)] == .unknown { first[Int(index)] = time }
    }

    private mutating func grow(_ index: Int) {
        while last.count <= index {
            first.append(.unknown)
            last.append(.unknown)
            written.append(0)
        }
    }

    /// Takes over what a store knows.
    mutating func restore(_ rows: [TemplateRow]) { for row in rows { known[row.id] = row.firstSeen } }

    /// The templates whose count changed since the last call. O(templates).
    mutating func takeChanged(_ miner: TemplateMiner) -> [TemplateRow] {
        var rows: [TemplateRow] = []
        for index in miner.indices where Int(index) < last.count {
            let place = Int(index)
            let count = miner.count(index)
            guard count != written[place], last[place] != .unknown else { continue }
            written[place] = count
            let id = miner.id(index)
            rows.append(
                TemplateRow(
                    id: id, text: miner.text(index), count: UInt64(count),
                    firstSeen: min(first[place], known[id] ?? .max),
                    lastSeen: last[place]))
        }
        return rows
    }
}
