import Bytes
import Model

/// A row of a checkpoint: it replaces the row stored under the same key. No row is ever deleted.
package struct MinerRow: Sendable, Hashable {
    package var key: UInt64
    package var bytes: [UInt8]
    package init(key: UInt64, bytes: [UInt8]) { (self.key, self.bytes) = (key, bytes) }
}

/// The state as bytes: whole, or the rows that changed.
extension TemplateMiner {
    static let version: UInt32 = 1

    /// Version of a template's row: since the second with values inside of words.
    private static let bodyVersion: UInt32 = 2

    /// What a row holds, in the highest byte of its key; the rest of the key is its number.
    private enum RowKind: UInt64 {
        case totals = 1
        case body = 2
        case counts = 3
        case evidence = 4
        case masks = 5
        case sketches = 6
        case sketchTotals = 7
        case control = 8
        case affixes = 9
        func key(_ number: Int) -> UInt64 { rawValue << 56 | UInt64(number) }
    }

    /// Grows with each message; to be kept with a checkpoint and given to `changedRows(since:)` at the next.
    package var revision: UInt64 { counters.lines }

    /// The rows that changed after `revision` had the given value, by key; nil for all rows.
    package func changedRows(since revision: UInt64?) -> [MinerRow] {
        if let revision, counters.lines <= revision { return [] }
        let changed: (UInt64) -> Bool = { stamp in revision.map { stamp > $0 } ?? true }
        var rows = [MinerRow(key: RowKind.totals.key(0), bytes: totals())]
        for slot in bodies.indices where changed(bodyStamps[slot]) {
            rows.append(MinerRow(key: RowKind.body.key(slot), bytes: bytes(ofBody: slot)))
        }
        for page in countStamps.indices where changed(countStamps[page]) {
            rows.append(MinerRow(key: RowKind.counts.key(page), bytes: bytes(ofCounts: page)))
        }
        for page in siblings.stamps.indices where changed(siblings.stamps[page]) {
            rows.append(MinerRow(key: RowKind.evidence.key(page), bytes: siblings.bytes(ofPage: page)))
        }
        for group in masks.groups.indices where changed(masks.stamps[group]) {
            var writer = SnapshotWriter(version: Self.version)
            writer.write(masks.keys[group])
            writer.write(masks.groups[group]) { $0.write($1) }
            rows.append(MinerRow(key: RowKind.masks.key(group), bytes: writer.bytes))
        }
        for slot in sketches.indices where changed(sketchStamps[slot]) && (revision != nil || !sketches[slot].isEmpty) {
            var writer = SnapshotWriter(version: VariableSketch.version)
            writer.write(sketches[slot]) { $1.write(to: &$0) }
            rows.append(MinerRow(key: RowKind.sketches.key(slot), bytes: writer.bytes))
        }
        if sketchTotalsStamp > 0, changed(sketchTotalsStamp) {
            var writer = SnapshotWriter(version: Self.version)
            writer.write(UInt32(sketchHand))
            writer.write(counters.sketchesDropped)
            rows.append(MinerRow(key: RowKind.sketchTotals.key(0), bytes: writer.bytes))
        }
        if !affixRules.isEmpty, changed(affixRules.stamp) {
            rows.append(MinerRow(key: RowKind.affixes.key(0), bytes: affixRules.bytes()))
        }
        if control.edits > 0, changed(control.stamp) {
            let bytes = control.bytes { bodies[Int($0)].fixed }
            rows.append(MinerRow(key: RowKind.control.key(0), bytes: bytes))
        }
        return rows
    }

    /// The whole state. Equal states give equal bytes.
    package func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(changedRows(since: nil)) { writer, row in
            writer.write(row.key)
            writer.write(row.bytes)
        }
        return writer.bytes
    }

    /// From a whole snapshot.
    package init(snapshot: [UInt8], options: Options = Options()) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        let rows = try reader.readArray { (reader) throws(SnapshotError) in
            MinerRow(key: try reader.read(), bytes: try reader.read())
        }
        guard reader.isAtEnd else { throw .invalid("bytes behind the miner's snapshot") }
        try self.init(rows: rows, options: options)
    }

    /// From all rows stored, in any order. The limits that shape the state must be those it was made with.
    package init(rows: [MinerRow], options: Options = Options()) throws(SnapshotError) {
        self.init(options: options)
        guard let totals = rows.first(where: { $0.key == RowKind.totals.key(0) }) else {
            if rows.isEmpty { return }
            throw .invalid("the miner's totals are missing")
        }
        try restore(totals: totals.bytes)
        var groups: [(number: Int, key: UInt64, masks: [UInt64])] = []
        for row in rows {
            let number = Int(row.key & 0xffff_ffff)
            let kind = RowKind(rawValue: row.key >> 56)
            let version = Self.version(of: kind, row.bytes)
            var reader = try SnapshotReader(row.bytes, version: version)
            switch kind {
            case .totals: continue
            case .body: try restore(body: number, &reader, version: version)
            case .counts: try restore(counts: number, &reader)
            case .evidence: try siblings.restore(page: number, &reader)
            case .masks:
                let key: UInt64 = try reader.read()
                groups.append(
                    (number, key, try reader.readArray { (reader) throws(SnapshotError) in try reader.read() }))
            case .sketches:
                // The first version took several values in a row for one: what it knew of them is learned anew.
                if version < VariableSketch.version { continue }
                guard number < sketches.count else { throw .invalid("sketches beyond the last template") }
                sketches[number] = try reader.readArray { (reader) throws(SnapshotError) in
                    try VariableSketch(from: &reader)
                }
                sketchCount += sketches[number].count
            case .sketchTotals:
                sketchHand = Int(try reader.read(UInt32.self))
                counters.sketchesDropped = try reader.read()
                sketchTotalsStamp = counters.lines
                guard sketchHand <= sketches.count else { throw .invalid("the sketches' totals") }
            case .control:
                var positions: [(Int32, UInt64)] = []
                control = try TemplateControl(from: &reader, version: version, slots: bodies.count) {
                    positions.append(($0, $1))
                }
                control.stamp = counters.lines
                for (slot, fixed) in positions { bodies[Int(slot)].fixed = fixed }
            case .affixes:
                affixRules = try AffixRules(from: &reader)
                affixRules.stamp = counters.lines
            case nil: throw .invalid("a row of no known kind")
            }
            guard reader.isAtEnd else { throw .invalid("bytes behind a row") }
        }
        for group in groups.sorted(by: { $0.number < $1.number }) {
            masks.restore(group.masks, group.key, stamp: counters.lines)
        }
        siblings.recount(slots: bodies.count)
        sampleBytes = 0
        for slot in bodies.indices {
            guard (-1..<Int32(bodies.count)).contains(aliases[slot]) else { throw .invalid("an alias of no template") }
            sampleBytes += bodies[slot].sample.count
            if aliases[slot] == Int32(slot), Int32(slot) != overflow, control.trunks[Int32(slot)] == nil {
                table.insert(bodies[slot].signature, Int32(slot))
            }
            let target = Int(aliases[slot])
            if target >= 0, target != slot { isTarget[target] = true }
        }
        for slot in bodies.indices where resolvesForEver(slot) { throw .invalid("aliases in a circle") }
        restoreMarks()
        restoreWide()
    }

    /// The version in which a row is stored: of some kinds an earlier one can be read.
    private static func version(of kind: RowKind?, _ bytes: [UInt8]) -> UInt32 {
        let newest =
            switch kind {
            case .sketches: VariableSketch.version
            case .control: TemplateControl.version
            case .body: bodyVersion
            default: Self.version
            }
        guard bytes.count >= 4 else { return newest }
        let stored = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[$1]) << UInt32(8 * $1) }
        return (1..<newest).contains(stored) ? stored : newest
    }

    private func resolvesForEver(_ slot: Int) -> Bool {
        var at = slot
        var steps = 0
        while at >= 0, aliases[at] != Int32(at) {
            at = Int(aliases[at])
            steps += 1
            if steps > bodies.count { return true }
        }
        return false
    }

    // MARK: Rows

    private func totals() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(counters.lines)
        writer.write(counters.misses)
        writer.write(counters.births)
        writer.write(counters.merges)
        writer.write(counters.evictions)
        writer.write(UInt32(counters.templates))
        writer.write(counters.flood)
        writer.write(births)
        writer.write(UInt32(hand))
        writer.write(UInt32(reuse))
        writer.write(overflow)
        writer.write(flood.number)
        writer.write(flood.births)
        writer.write(UInt32(hot.count))
        writer.write(UInt32(siblings.entries.count))
        writer.write(siblings.dropped)
        writer.write(UInt32(siblings.turn))
        writer.write(merges) {
            $0.write($1.from)
            $0.write($1.to)
        }
        writer.write(generalised) { $0.write($1) }
        return writer.bytes
    }

    private mutating func restore(totals: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(totals, version: Self.version)
        counters.lines = try reader.read()
        counters.misses = try reader.read()
        counters.births = try reader.read()
        counters.merges = try reader.read()
        counters.evictions = try reader.read()
        counters.templates = Int(try reader.read(UInt32.self))
        counters.flood = try reader.read()
        births = try reader.read()
        hand = Int(try reader.read(UInt32.self))
        reuse = Int(try reader.read(UInt32.self))
        overflow = try reader.read()
        flood.number = try reader.read()
        flood.births = try reader.read()
        let slots = Int(try reader.read(UInt32.self))
        let entries = Int(try reader.read(UInt32.self))
        siblings.dropped = try reader.read()
        siblings.turn = Int(try reader.read(UInt32.self)) & 3
        merges = try reader.readArray { (reader) throws(SnapshotError) in
            TemplateMerge(from: try reader.read(), to: try reader.read())
        }
        generalised = try reader.readArray { (reader) throws(SnapshotError) in try reader.read() }
        guard reader.isAtEnd, slots <= 1 << 24, Int32(slots) > overflow, overflow >= -1,
            hand <= slots, reuse <= slots, counters.templates <= slots,
            entries >= 256, entries <= 1 << 22, entries & (entries - 1) == 0
        else { throw .invalid("the miner's totals") }
        hot = Array(repeating: HotSlot(), count: slots)
        aliases = Array(repeating: -1, count: slots)
        isTarget = Array(repeating: false, count: slots)
        bodies = Array(repeating: TemplateBody(), count: slots)
        bodyStamps = Array(repeating: counters.lines, count: slots)
        sketches = Array(repeating: [], count: slots)
        sketchStamps = Array(repeating: counters.lines, count: slots)
        countStamps = Array(repeating: counters.lines, count: (slots + Self.page - 1) / Self.page)
        siblings.resize(entries, stamp: counters.lines)
    }

    private func bytes(ofBody slot: Int) -> [UInt8] {
        var writer = SnapshotWriter(version: Self.bodyVersion)
        let body = bodies[slot]
        writer.write(aliases[slot])
        writer.write(hot[slot].id)
        writer.write(body.signature)
        writer.write(body.mask)
        writer.write(body.count)
        writer.write(body.first)
        writer.write(body.born)
        writer.write(body.kinds)
        writer.write(body.sample)
        writer.write(body.affixes) {
            $0.write($1.position)
            $0.write($1.prefix)
            $0.write($1.suffix)
        }
        return writer.bytes
    }

    private mutating func restore(
        body slot: Int, _ reader: inout SnapshotReader, version: UInt32
    ) throws(SnapshotError) {
        guard slot < bodies.count else { throw .invalid("a template beyond the last") }
        aliases[slot] = try reader.read()
        hot[slot].id = try reader.read()
        bodies[slot].signature = try reader.read()
        bodies[slot].mask = try reader.read()
        bodies[slot].count = try reader.read()
        bodies[slot].first = try reader.read()
        bodies[slot].born = try reader.read()
        bodies[slot].kinds = try reader.read()
        bodies[slot].sample = try reader.read()
        if version < 2 { return }
        bodies[slot].affixes = try reader.readArray { (reader) throws(SnapshotError) in
            Affix(position: try reader.read(), prefix: try reader.read(), suffix: try reader.read())
        }
        guard bodies[slot].affixes.allSatisfy({ $0.position < 64 }) else { throw .invalid("a value inside of a word") }
    }

    private func bytes(ofCounts page: Int) -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(hot[page * Self.page..<min(hot.count, (page + 1) * Self.page)]) { $0.write($1.count) }
        return writer.bytes
    }

    private mutating func restore(counts page: Int, _ reader: inout SnapshotReader) throws(SnapshotError) {
        let values: [UInt32] = try reader.readArray { (reader) throws(SnapshotError) in try reader.read() }
        guard page < countStamps.count, page * Self.page + values.count <= hot.count, values.count <= Self.page else {
            throw .invalid("counts beyond the last template")
        }
        for (at, value) in values.enumerated() { hot[page * Self.page + at].count = value }
    }
}

/// The evidence as rows.
extension SiblingTable {
    func bytes(ofPage page: Int) -> [UInt8] {
        var writer = SnapshotWriter(version: TemplateMiner.version)
        for at in page * Self.page..<(page + 1) * Self.page where entries[at].key != 0 {
            let entry = entries[at]
            writer.write(UInt8(at - page * Self.page))
            writer.write(entry.key)
            writer.write(entry.count)
            writer.write(entry.position)
            writer.write(entry.mask)
            for member in 0..<entry.kept {
                writer.write(entry.members[member])
                writer.write(entry.words[member])
                writer.write(entry.skeletons[member])
                writer.write(entry.features[member])
            }
        }
        return writer.bytes
    }

    mutating func restore(page: Int, _ reader: inout SnapshotReader) throws(SnapshotError) {
        guard page < stamps.count else { throw .invalid("evidence beyond the last") }
        while !reader.isAtEnd {
            let offset = Int(try reader.read(UInt8.self))
            guard offset < Self.page else { throw .invalid("evidence beyond its page") }
            var entry = SiblingEntry()
            entry.key = try reader.read()
            entry.count = try reader.read()
            entry.position = try reader.read()
            entry.mask = try reader.read()
            guard entry.position < 64 || Int(entry.position) == SiblingEntry.several else { throw .invalid("evidence") }
            for member in 0..<entry.kept {
                entry.members[member] = try reader.read()
                entry.words[member] = try reader.read()
                entry.skeletons[member] = try reader.read()
                entry.features[member] = try reader.read()
            }
            entries[page * Self.page + offset] = entry
        }
    }

    /// Empty, with room for `count` entries.
    mutating func resize(_ count: Int, stamp: UInt64) {
        entries = Array(repeating: SiblingEntry(), count: count)
        stamps = Array(repeating: stamp, count: count / Self.page)
    }

    /// Counts the entries after a restore, and drops members beyond the last template.
    mutating func recount(slots: Int) {
        used = 0
        for at in entries.indices where entries[at].key != 0 {
            used += 1
            for member in 0..<entries[at].kept where !(0..<Int32(slots)).contains(entries[at].members[member]) {
                entries[at].members[member] = -1
            }
        }
    }
}
