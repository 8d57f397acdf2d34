import Bytes
import Model

/// What an operator says of templates.
extension TemplateMiner {
    /// Marks of `HotSlot`.
    static let redirected: UInt8 = 1
    static let kept: UInt8 = 2
    /// Parts of parts that are told apart.
    static let deepestSplit = 16

    // MARK: The operator's words

    /// Tells `from`, and all that is told as `from`, as `to` from now on. What the miner knows of both stays apart. O(joined).
    /// - Returns: The merge, for those who keep something by template.
    package mutating func join(_ from: Int32, into to: Int32) throws(TemplateControlError) -> TemplateMerge {
        let from = try controllable(from)
        let to = try controllable(to)
        guard from != to else { throw .same }
        guard control.heads.count < Self.bound(TemplateControl.maximumJoined, options) else {
            throw .tooManyJoined(control.heads.count)
        }
        unite(from, under: to)
        noteEdit()
        return TemplateMerge(from: from, to: to)
    }

    /// Makes the words at a variable's place templates of their own, as they come. Of several values in a row either one is told
    /// apart by (`4.1`), or the row as a whole (`4`). O(length of the template).
    package mutating func split(_ index: Int32, at place: VariablePlace) throws(TemplateControlError) {
        let index = try controllable(index)
        if let known = control.splits[index] { throw .alreadySplit(position: known) }
        let variables = places(of: index).filter { $0.position < 64 && $0.value < 256 }
        let isRow = place.value == 0 && variables.contains { $0.position == place.position }
        guard variables.contains(place) || isRow && control.values[index] == nil else {
            throw .noVariable(position: place, variables: variables)
        }
        guard control.splits.count < Self.bound(TemplateControl.maximumSplits, options) else {
            throw .tooManySplits(control.splits.count)
        }
        control.splits[index] = place
        mark(index)
        noteEdit()
    }

    /// Takes a split back: its parts, and what became of these, are one with the template again. O(parts).
    /// - Parameter index: The template that is split, or one of its parts.
    /// - Returns: The merges, for those who keep something by template.
    package mutating func unsplit(_ index: Int32) throws(TemplateControlError) -> [TemplateMerge] {
        var index = try controllable(index)
        if control.splits[index] == nil, let trunk = control.trunks[index] { index = trunk }
        guard control.splits[index] != nil else { throw .notSplit }
        noteEdit()
        var gone: [Int32] = []
        dissolve(index, into: &gone)
        control.derive()
        return gone.map { TemplateMerge(from: $0, to: resolve(index)) }
    }

    private mutating func dissolve(_ trunk: Int32, into gone: inout [Int32]) {
        control.splits[trunk] = nil
        let parts = control.parts.filter { $0.value.trunk == trunk }.sorted { $0.value.index < $1.value.index }
        for (key, part) in parts { dissolve(part.index, key, into: trunk, &gone) }
        mark(trunk)
    }

    /// Makes a part one with another template, and its own parts with it.
    private mutating func dissolve(_ part: Int32, _ key: UInt64, into trunk: Int32, _ gone: inout [Int32]) {
        dissolve(part, into: &gone)
        control.parts[key] = nil
        control.values[part] = nil
        // What it was told as ends with it; what was told as this part is told as the other from now on.
        control.heads[part] = nil
        for (follower, known) in control.heads where known == part {
            control.heads[follower] = follower == trunk ? nil : control.heads[trunk] ?? trunk
        }
        takeBack(part, into: trunk)
        gone.append(part)
    }

    /// Moves what is known of a part to what it was a part of.
    private mutating func takeBack(_ part: Int32, into trunk: Int32) {
        let (from, slot) = (Int(part), Int(trunk))
        let (sum, overflow) = hot[slot].count.addingReportingOverflow(hot[from].count)
        hot[slot].count = overflow ? .max : sum
        hot[from].count = 0
        hot[from].mark = 0
        aliases[from] = trunk
        isTarget[slot] = true
        sampleBytes -= bodies[from].sample.count
        bodies[from] = TemplateBody()
        joinSketches(from, into: slot)
        bodyStamps[from] = counters.lines
        countStamps[from / Self.page] = counters.lines
        countStamps[slot / Self.page] = counters.lines
        counters.templates -= 1
    }

    /// Takes a merge by hand back: the template is told as itself again. O(1).
    /// - Parameter slot: One of `joined(id:)`.
    /// - Returns: The template as which it was told.
    package mutating func separate(_ slot: Int32) throws(TemplateControlError) -> Int32 {
        guard let head = control.heads.removeValue(forKey: slot) else { throw .notJoined }
        if control.apart.count + 2 > Self.bound(TemplateControl.maximumJoined, options) {
            let old = control.apart
            control.apart = []
            for index in old { mark(index) }
        }
        control.apart.formUnion([slot, head])
        mark(slot)
        mark(head)
        noteEdit()
        return head
    }

    /// The templates joined by hand that had this id, or else those joined to the template that has it. O(joined).
    package func joined(id: TemplateID) -> [Int32] {
        let own = control.heads.keys.filter { hot[Int($0)].id == id.raw }
        if !own.isEmpty { return own.sorted() }
        return control.heads.filter { hot[Int($0.value)].id == id.raw }.keys.sorted()
    }

    /// The ids of templates joined by hand that begin so, each once.
    package func joined(idPrefix prefix: String) -> [TemplateID] {
        let ids = control.heads.keys.map { TemplateID(hot[Int($0)].id) }
        return Set(ids.filter { $0.description.hasPrefix(prefix) }).sorted()
    }

    /// What an operator decided of templates, by id: how many are merged into each, where each is split, of what each is a part.
    package var edits: (merged: [TemplateID: Int], splits: [TemplateID: VariablePlace], parts: [TemplateID: TemplateID])
    {
        func id(_ index: Int32) -> TemplateID { TemplateID(hot[Int(index)].id) }
        return (
            Dictionary(control.heads.values.map { (id($0), 1) }, uniquingKeysWith: +),
            Dictionary(control.splits.map { (id($0.key), $0.value) }, uniquingKeysWith: { a, _ in a }),
            Dictionary(control.trunks.map { (id($0.key), id($0.value)) }, uniquingKeysWith: { a, _ in a })
        )
    }

    private func controllable(_ index: Int32) throws(TemplateControlError) -> Int32 {
        let index = resolve(index)
        guard index >= 0, Int(index) < hot.count else { throw .unknown }
        guard index != overflow else { throw .catchAll }
        return index
    }

    /// What an operator touched is never given up, so it must stay a small part of what there is room for.
    private static func bound(_ most: Int, _ options: Options) -> Int {
        min(most, max(1, options.maximumTemplates / 8))
    }

    private mutating func noteEdit() {
        control.edits &+= 1
        counters.lines &+= 1
        control.stamp = counters.lines
        recent.forgetAll()
    }

    // MARK: What the layer makes of a message

    /// A message of a template that is joined or split.
    @inline(never)
    mutating func seenUnderControl(_ index: Int32, _ message: ByteRange, _ bytes: RawSpan) -> TemplateMatch {
        var index = index
        var isNew = false
        var depth = 0
        while !isNew, depth < Self.deepestSplit, let place = control.splits[index] {
            tokens(of: message, in: bytes, as: index)
            guard let word = other.range(at: place) else { break }
            depth += 1
            let key = TemplateControl.key(index, WordHash.hash(bytes, word.lowerBound, word.upperBound))
            if let part = control.parts[key] {
                index = part.index
                continue
            }
            guard let part = makePart(of: index, at: place, key, message, bytes) else { break }
            index = part
            isNew = true
        }
        let head = control.heads[index] ?? index
        count(index, message, bytes)
        return TemplateMatch(index: head, id: TemplateID(hot[Int(head)].id), isNew: isNew && head == index)
    }

    private mutating func makePart(
        of trunk: Int32, at place: VariablePlace, _ key: UInt64, _ message: ByteRange, _ bytes: RawSpan
    ) -> Int32? {
        guard control.counts[trunk, default: 0] < Self.bound(TemplateControl.maximumParts, options) else { return nil }
        let kept = min(message.count, options.tokenizer.maximumBytes + 1)
        let slot = freeSlot(size: kept)
        noteBirth()
        let fixed = bodies[Int(trunk)].fixed | (place.value == 0 ? 1 << UInt64(place.position) : 0)
        let values = (control.values[trunk] ?? []) + (place.value == 0 ? [] : [place])
        var body = TemplateBody()
        body.sample = bytes.extracting(Int(message.start)..<Int(message.start) + kept).withUnsafeBytes { Array($0) }
        body.mask = bodies[Int(trunk)].mask & ~fixed
        body.fixed = fixed
        body.affixes = bodies[Int(trunk)].affixes
        body.born = births
        sampleBytes += kept
        bodies[slot] = body
        bodyStamps[slot] = counters.lines
        countStamps[slot / Self.page] = counters.lines
        hot[slot].count = 0
        aliases[slot] = Int32(slot)
        counters.templates += 1
        control.parts[key] = TemplateControl.Part(trunk: trunk, index: Int32(slot))
        control.values[Int32(slot)] = values.isEmpty ? nil : values
        control.trunks[Int32(slot)] = trunk
        control.counts[trunk, default: 0] += 1
        control.stamp = counters.lines
        mark(Int32(slot))
        hot[slot].id = StableHash.hash(text(Int32(slot)))
        widenKindsBySample(slot)
        return Int32(slot)
    }

    // MARK: What the miner does by itself

    /// Carries the operator's words along when the miner makes `from` a part of `to`.
    mutating func followControl(_ from: Int32, into to: Int32) {
        guard hot[Int(from)].mark != 0 || hot[Int(to)].mark != 0 else { return }
        if control.heads[to] == from { control.heads[to] = nil }
        let head = control.heads[to] ?? to
        if let old = control.heads.removeValue(forKey: from) {
            // Its lines were told as another template's: those of the one that takes it in are from now on.
            if old != head {
                unite(head, under: old)
                merges.append(TemplateMerge(from: head, to: old))
            }
        } else {
            for (follower, known) in control.heads where known == from { control.heads[follower] = head }
        }
        control.apart.remove(from)
        followSplit(from, into: to)
        hot[Int(from)].mark = 0
        control.stamp = counters.lines
        for index in [to, head, control.heads[to] ?? to] { mark(index) }
    }

    private mutating func followSplit(_ from: Int32, into to: Int32) {
        guard let place = control.splits.removeValue(forKey: from) else { return }
        let goesOn = control.splits[to] == nil && control.trunks[to] == nil || control.splits[to] == place
        if goesOn { control.splits[to] = place }
        var gone: [Int32] = []
        for (key, part) in control.parts.sorted(by: { $0.value.index < $1.value.index }) where part.trunk == from {
            tokens(of: part.index)
            // Where the other one is split elsewhere, the parts are reached no more.
            guard goesOn, let range = other.range(at: place) else {
                dissolve(part.index, key, into: to, &gone)
                continue
            }
            let sample = bodies[Int(part.index)].sample
            let word = WordHash.hash(sample.span.bytes, range.lowerBound, range.upperBound)
            let moved = TemplateControl.key(to, word)
            if let known = control.parts[moved] {
                dissolve(part.index, key, into: known.index, &gone)
            } else {
                control.parts[key] = nil
                control.parts[moved] = TemplateControl.Part(trunk: to, index: part.index)
            }
        }
        for index in gone { merges.append(TemplateMerge(from: index, to: resolve(index))) }
        control.derive()
    }

    /// Parts have the variables of what they are parts of, but for the position of the split.
    mutating func softenParts(of trunk: Int32) {
        guard hot[Int(trunk)].mark & Self.redirected != 0, control.splits[trunk] != nil else { return }
        for part in control.parts.values where part.trunk == trunk {
            let body = bodies[Int(part.index)]
            guard bodies[Int(trunk)].mask & ~body.fixed & ~body.mask != 0 else { continue }
            bodies[Int(part.index)].mask |= bodies[Int(trunk)].mask & ~body.fixed
            bodies[Int(part.index)].kinds = []
            bodyStamps[Int(part.index)] = counters.lines
        }
    }

    private mutating func unite(_ loser: Int32, under head: Int32) {
        for (follower, known) in control.heads where known == loser { control.heads[follower] = head }
        control.heads[loser] = head
        control.heads[head] = nil
        control.stamp = counters.lines
        mark(loser)
        mark(head)
    }

    /// Sets what the hot path asks for, by what the operator's words are now: what was taken back may be given up again, as it may after a
    /// restart. O(joined).
    private mutating func mark(_ index: Int32) {
        let isRedirected = control.heads[index] != nil || control.splits[index] != nil
        let isKept =
            isRedirected || control.trunks[index] != nil || control.apart.contains(index)
            || control.heads.values.contains(index)
        hot[Int(index)].mark = (isRedirected ? Self.redirected : 0) | (isKept ? Self.kept : 0)
    }

    /// Sets all marks after a restore.
    mutating func restoreMarks() {
        for index in Array(control.heads.keys) + Array(control.heads.values) + Array(control.splits.keys)
            + control.parts.values.map(\.index) + Array(control.apart)
        { mark(index) }
    }

    // MARK: Questions

    /// The template that has, or had, this id. Several may have had it: the one seen most. O(templates).
    package func index(of id: TemplateID) -> Int32? { indices(of: [id])[id] }

    /// The same of several ids, in one pass. O(templates): asked of at each bucket's end, so most ids are told apart by twelve bits of
    /// theirs, without hashing.
    package func indices(of ids: Set<TemplateID>) -> [TemplateID: Int32] {
        var best: [TemplateID: Int32] = [:]
        guard !ids.isEmpty else { return best }
        var asked = [UInt64](repeating: 0, count: 64)
        for id in ids { asked[Int(id.raw >> 6 & 63)] |= 1 << (id.raw & 63) }
        for slot in hot.indices {
            let raw = hot[slot].id
            guard asked[Int(raw >> 6 & 63)] & 1 << (raw & 63) != 0, aliases[slot] >= 0 else { continue }
            let id = TemplateID(raw)
            guard ids.contains(id) else { continue }
            let living = resolve(Int32(slot))
            if best[id].map({ count(living) > count($0) }) ?? true { best[id] = living }
        }
        return best
    }

    /// The ids, living or merged, that begin so and that some living template stands for, with that template. O(templates).
    package func indices(idPrefix prefix: String) -> [(id: TemplateID, index: Int32)] {
        guard !prefix.isEmpty, prefix.utf8.count <= 16, let top = UInt64(prefix, radix: 16),
            prefix.utf8.first != UInt8(ascii: "+")
        else { return [] }
        let shift = UInt64(64 - 4 * prefix.utf8.count)
        var found: [(id: TemplateID, index: Int32)] = []
        for slot in hot.indices where aliases[slot] >= 0 && hot[slot].id >> shift == top {
            let id = TemplateID(hot[slot].id)
            if !found.contains(where: { $0.id == id }), let index = index(of: id) { found.append((id, index)) }
        }
        return found
    }

    /// The id that a slot was born with, whatever it is part of now.
    package func bornID(_ index: Int32) -> TemplateID {
        TemplateID(index >= 0 && Int(index) < hot.count ? hot[Int(index)].id : 0)
    }

    /// Ids of the templates that became part of this one, with the text of those that an operator joined. O(templates).
    package func absorbed(by index: Int32) -> [(id: TemplateID, text: String?)] {
        let index = resolve(index)
        return hot.indices.filter { Int32($0) != index && aliases[$0] >= 0 && resolve(Int32($0)) == index }.map {
            slot in
            (TemplateID(hot[slot].id), aliases[slot] == Int32(slot) ? ownText(Int32(slot)) : nil)
        }
    }

    /// The place at which a template is split, and its parts, the most frequent first; nil for one that is whole.
    package func split(of index: Int32) -> (place: VariablePlace, parts: [Int32])? {
        let index = resolve(index)
        guard let place = control.splits[index] else { return nil }
        let parts = control.parts.values.filter { $0.trunk == index }.map(\.index)
        return (place, parts.sorted { (count($1), $0) < (count($0), $1) })
    }

    /// The template that this one is a part of.
    package func trunk(of index: Int32) -> Int32? { control.trunks[index].map(resolve) }

    /// Whether it is seen by itself because an operator split a template or took a merge back. O(1).
    package func isApart(_ index: Int32) -> Bool { control.trunks[index] != nil || control.apart.contains(index) }

    /// Whether it stands for all that were given up.
    package func isCatchAll(_ index: Int32) -> Bool { index >= 0 && index == overflow }

    /// The message that made a template, up to the limit of what is kept.
    package func example(of index: Int32) -> String {
        let index = resolve(index)
        guard index >= 0, Int(index) < bodies.count else { return "" }
        return String(decoding: bodies[Int(index)].sample, as: UTF8.self)
    }
}
