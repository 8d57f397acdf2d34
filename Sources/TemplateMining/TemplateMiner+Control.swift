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

    /// Makes the words at a variable position templates of their own, as they come. O(length of the template).
    package mutating func split(_ index: Int32, at position: Int) throws(TemplateControlError) {
        let index = try controllable(index)
        if let known = control.splits[index] { throw .alreadySplit(position: Int(known)) }
        let variables = positions(of: index)
        guard position < 64, variables.contains(position) else {
            throw .noVariable(position: position, variables: variables.filter { $0 < 64 })
        }
        guard control.splits.count < Self.bound(TemplateControl.maximumSplits, options) else {
            throw .tooManySplits(control.splits.count)
        }
        control.splits[index] = UInt8(position)
        mark(index)
        noteEdit()
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
        while !isNew, depth < Self.deepestSplit, let position = control.splits[index] {
            tokenizer.tokens(of: message, in: bytes, into: &other)
            guard Int(position) < other.count else { break }
            depth += 1
            let token = other[Int(position)]
            let key = TemplateControl.key(index, WordHash.hash(bytes, Int(token.start), Int(token.end)))
            if let part = control.parts[key] {
                index = part.index
                continue
            }
            guard let part = makePart(of: index, at: position, key, message, bytes) else { break }
            index = part
            isNew = true
        }
        let head = control.heads[index] ?? index
        count(index, message, bytes)
        return TemplateMatch(index: head, id: TemplateID(hot[Int(head)].id), isNew: isNew && head == index)
    }

    private mutating func makePart(
        of trunk: Int32, at position: UInt8, _ key: UInt64, _ message: ByteRange, _ bytes: RawSpan
    ) -> Int32? {
        guard control.counts[trunk, default: 0] < Self.bound(TemplateControl.maximumParts, options) else { return nil }
        let kept = min(message.count, options.tokenizer.maximumBytes + 1)
        let slot = freeSlot(size: kept)
        noteBirth()
        let fixed = bodies[Int(trunk)].fixed | 1 << UInt64(position)
        var body = TemplateBody()
        body.sample = bytes.extracting(Int(message.start)..<Int(message.start) + kept).withUnsafeBytes { Array($0) }
        body.mask = bodies[Int(trunk)].mask & ~fixed
        body.fixed = fixed
        body.born = births
        sampleBytes += kept
        bodies[slot] = body
        bodyStamps[slot] = counters.lines
        countStamps[slot / Self.page] = counters.lines
        hot[slot].count = 0
        aliases[slot] = Int32(slot)
        counters.templates += 1
        control.parts[key] = TemplateControl.Part(trunk: trunk, index: Int32(slot))
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
        followSplit(from, into: to)
        hot[Int(from)].mark = 0
        control.stamp = counters.lines
        for index in [to, head, control.heads[to] ?? to] { mark(index) }
    }

    private mutating func followSplit(_ from: Int32, into to: Int32) {
        guard let position = control.splits.removeValue(forKey: from) else { return }
        let goesOn = control.splits[to] == nil && control.trunks[to] == nil || control.splits[to] == position
        if goesOn { control.splits[to] = position }
        for (key, part) in control.parts.sorted(by: { $0.value.index < $1.value.index }) where part.trunk == from {
            control.parts[key] = nil
            // Where the other one is split elsewhere, the parts are reached no more; they stay as what was.
            guard goesOn else { continue }
            tokens(of: part.index)
            guard Int(position) < other.count else { continue }
            let token = other[Int(position)]
            let sample = bodies[Int(part.index)].sample
            let word = WordHash.hash(sample.span.bytes, Int(token.start), Int(token.end))
            let moved = TemplateControl.key(to, word)
            if let known = control.parts[moved] {
                let head = control.heads[known.index] ?? known.index
                let own = control.heads[part.index] ?? part.index
                if own != head {
                    unite(own, under: head)
                    merges.append(TemplateMerge(from: own, to: head))
                }
            } else {
                control.parts[moved] = TemplateControl.Part(trunk: to, index: part.index)
            }
        }
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

    /// Sets what the hot path asks for.
    private mutating func mark(_ index: Int32) {
        let isRedirected = control.heads[index] != nil || control.splits[index] != nil
        hot[Int(index)].mark = (isRedirected ? Self.redirected : 0) | Self.kept
    }

    /// Sets all marks after a restore.
    mutating func restoreMarks() {
        for index in Array(control.heads.keys) + Array(control.heads.values) + Array(control.splits.keys)
            + control.parts.values.map(\.index)
        { mark(index) }
    }

    // MARK: Questions

    /// The template that has, or had, this id. Several may have had it: the one seen most. O(templates).
    package func index(of id: TemplateID) -> Int32? {
        var best: Int32?
        for slot in hot.indices where hot[slot].id == id.raw && aliases[slot] >= 0 {
            let living = resolve(Int32(slot))
            if best.map({ count(living) > count($0) }) ?? true { best = living }
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

    /// The position at which a template is split, and its parts, the most frequent first; nil for one that is whole.
    package func split(of index: Int32) -> (position: Int, parts: [Int32])? {
        let index = resolve(index)
        guard let position = control.splits[index] else { return nil }
        let parts = control.parts.values.filter { $0.trunk == index }.map(\.index)
        return (Int(position), parts.sorted { (count($1), $0) < (count($0), $1) })
    }

    /// The template that this one is a part of.
    package func trunk(of index: Int32) -> Int32? { control.trunks[index].map(resolve) }

    /// Whether an operator's split made it. O(1).
    package func isPart(_ index: Int32) -> Bool { control.trunks[index] != nil }

    /// Whether it stands for all that were given up.
    package func isCatchAll(_ index: Int32) -> Bool { index >= 0 && index == overflow }

    /// The message that made a template, up to the limit of what is kept.
    package func example(of index: Int32) -> String {
        let index = resolve(index)
        guard index >= 0, Int(index) < bodies.count else { return "" }
        return String(decoding: bodies[Int(index)].sample, as: UTF8.self)
    }
}
