import Model
import Storage
import TemplateMining

/// When each template was first and last seen, for listings. By the miner's dense index.
struct TemplateDirectory: Sendable {
    private var first: [Micros] = []
    private var last: [Micros] = []
    /// Count at the last checkpoint, so that only rows that changed are written.
    private var written: [Int] = []
    /// First sightings stored before a restart, and the last ones of templates that were not seen since.
    private var known: [TemplateID: Micros] = [:]
    private var knownLast: [TemplateID: Micros] = [:]
    /// Ids that became part of others and are listed in the store, or may be.
    private var gone: Set<TemplateID> = []

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
    mutating func restore(_ rows: [TemplateRow]) {
        for row in rows { (known[row.id], knownLast[row.id]) = (row.firstSeen, row.lastSeen) }
    }

    /// Takes what a store knows of a template that was not seen since, so that its row can be written anew.
    private mutating func fill(_ index: Int, _ id: TemplateID) {
        if index >= last.count { grow(index) }
        guard last[index] == .unknown, let seen = knownLast.removeValue(forKey: id) else { return }
        (first[index], last[index]) = (known[id] ?? seen, seen)
    }

    /// What is kept of a template goes to the one it became part of.
    mutating func merge(_ merge: TemplateMerge, _ miner: TemplateMiner) {
        let (from, to) = (Int(merge.from), Int(merge.to))
        guard from != to, from >= 0, to >= 0 else { return }
        if from >= last.count { grow(from) }
        // The slot may have been taken again since.
        guard miner.resolve(merge.from) != merge.from else { return }
        let id = miner.bornID(merge.from)
        fill(from, id)
        fill(to, miner.bornID(merge.to))
        if written[from] > 0 || known[id] != nil { gone.insert(id) }
        if !miner.isCatchAll(merge.to) {
            if to >= last.count { grow(to) }
            let older = min(first[from] == .unknown ? .max : first[from], known[id] ?? .max)
            let younger = last[from]
            if older != .max, first[to] == .unknown || older < first[to] { first[to] = older }
            if younger != .unknown, last[to] == .unknown || younger > last[to] { last[to] = younger }
            // Its row is to be written anew even where the sum is what it was.
            written[to] = -1
        }
        known[id] = nil
        (first[from], last[from], written[from]) = (.unknown, .unknown, 0)
    }

    /// Lists a template again that was merged by hand into `head`: its own times were not kept, so those of both are its bounds.
    mutating func takeApart(_ slot: Int32, from head: Int32, _ miner: TemplateMiner) {
        let (slot, head) = (Int(slot), Int(head))
        grow(max(slot, head))
        fill(head, miner.bornID(Int32(head)))
        (first[slot], last[slot], written[slot]) = (first[head], last[head], -1)
        written[head] = -1
        known[miner.bornID(Int32(slot))] = nil
    }

    /// When a template was first and last seen; nil where it was not.
    func times(of index: Int32) -> (first: Micros, last: Micros)? {
        guard index >= 0, Int(index) < last.count, last[Int(index)] != .unknown else { return nil }
        return (first[Int(index)], last[Int(index)])
    }

    /// Ids to be listed no more, in order, but for those in use again.
    mutating func takeGone(except living: Set<TemplateID>) -> [TemplateID] {
        defer { gone = [] }
        return gone.subtracting(living).sorted()
    }

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
