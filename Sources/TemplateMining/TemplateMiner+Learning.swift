import Bytes
import Model

/// The slow path: messages whose signature is not known.
extension TemplateMiner {
    mutating func matchUnknown(_ shape: LineShape, _ message: ByteRange, _ bytes: RawSpan) -> TemplateMatch {
        counters.misses &+= 1
        let known = recent.find(shape.signature, count: Int(shape.count))
        if known >= 0 { return seen(known, message, bytes) }

        tokenizer.tokens(of: message, in: bytes, into: &line)
        var kind = shape
        var affixes: [Affix] = []
        if !affixRules.isEmpty {
            var list = TokenList(empty: ())
            swap(&list, &line)
            affixes = applyAffixRules(to: &list, bytes)
            swap(&list, &line)
            if !affixes.isEmpty {
                (kind.signature, kind.firstConstant) = (line.signature, Self.firstConstant(line))
                let found = table.find(line.signature)
                if found >= 0 {
                    recent.insert(shape.signature, found, count: Int(shape.count))
                    return seen(found, message, bytes)
                }
            }
        }
        let groups = masks.groups(count: line.count, first: kind.firstConstant)
        for at in 0..<groups.count {
            let mask = masks[groups, at]
            let found = table.find(line.signature(under: mask))
            if found >= 0, bodies[Int(found)].mask & mask == mask {
                recent.insert(shape.signature, found, count: Int(shape.count))
                return seen(found, message, bytes)
            }
        }
        if let index = absorb(groups, bytes) { return seen(index, message, bytes) }
        return birth(kind, affixes, message, bytes, groups)
    }

    /// The template that takes this message as it stands, without counting it or learning from it; nil where none does,
    /// and for a message without a constant word, which says too little to be told by. O(tokens), for lines asked about.
    package func known(_ message: ByteRange, in bytes: RawSpan) -> Int32? {
        let shape = tokenizer.shape(of: message, in: bytes)
        guard shape.firstConstant != 0 else { return nil }
        let found = table.find(shape.signature)
        if found >= 0 { return resolve(found) }
        var tokens = TokenList()
        tokenizer.tokens(of: message, in: bytes, into: &tokens)
        var first = shape.firstConstant
        if !affixRules.isEmpty, !applyAffixRules(to: &tokens, bytes).isEmpty {
            let found = table.find(tokens.signature)
            if found >= 0 { return resolve(found) }
            first = Self.firstConstant(tokens)
        }
        let groups = masks.groups(count: tokens.count, first: first)
        for at in 0..<groups.count {
            let mask = masks[groups, at]
            let found = table.find(tokens.signature(under: mask))
            if found >= 0, bodies[Int(found)].mask & mask == mask { return resolve(found) }
        }
        return nil
    }

    /// Positions that may become variables: the constants among the first 64, under a mask.
    func open(_ list: TokenList, under mask: UInt64) -> UInt64 {
        var open: UInt64 = 0
        for position in 0..<min(64, list.count) where !list[position].isVariable { open |= 1 << UInt64(position) }
        return open & ~mask
    }

    /// A word at a position where a known template has variables on sight: taken in when it looks like a value.
    private mutating func absorb(_ groups: MaskGroups, _ bytes: RawSpan) -> Int32? {
        let constants = open(line, under: 0)
        for at in -1..<groups.count {
            let mask = at < 0 ? 0 : masks[groups, at]
            let base = line.signature(under: mask)
            var rest = constants & ~mask
            let others = rest.nonzeroBitCount - 1
            while rest != 0 {
                let position = rest.trailingZeroBitCount
                rest &= rest - 1
                let found = table.find(base &+ line.blanking(position))
                guard found >= 0, bodies[Int(found)].mask & mask == mask & constants else { continue }
                let context = PositionContext(line, position, bytes)
                let features = WordFeatures(bytes, line[position].range)
                guard
                    Limits.absorbs(context, features, constants: others)
                        || context.contains(.quoted) && holdsNames(found, position)
                else { continue }
                let softened = mask | 1 << UInt64(position)
                // Where its kind of line has more masks than are kept, the template may have this one already.
                if bodies[Int(found)].mask & softened != softened { soften(found, softened) }
                return found
            }
        }
        return nil
    }

    /// Lets a template take words at the positions of `mask`.
    mutating func soften(_ index: Int32, _ mask: UInt64) {
        recent.forget(count: Int(bodies[Int(index)].count))
        bodies[Int(index)].mask |= mask
        // What is a value as a whole is not one in part.
        bodies[Int(index)].affixes.removeAll { mask >> UInt64($0.position) & 1 == 1 }
        // A caller that never asks must not make this grow without bound.
        if generalised.last != index, generalised.count < options.maximumTemplates { generalised.append(index) }
        bodyStamps[Int(index)] = counters.lines
        // There are more variables now, and kinds are kept in their order.
        bodies[Int(index)].kinds = []
        widenKindsBySample(Int(index))
        remember(index)
        if !control.isEmpty { softenParts(of: index) }
    }

    /// Adds a template's mask to those tried for its kind of line.
    mutating func remember(_ index: Int32) {
        let body = bodies[Int(index)]
        guard body.mask != 0 else { return }
        tokens(of: index)
        var first: UInt32 = 0
        for position in 0..<other.count where !other[position].isVariable || other[position].isAffixed {
            if position < 64, body.mask >> UInt64(position) & 1 == 1 { break }
            first = UInt32(truncatingIfNeeded: other[position].word) | 1
            break
        }
        // A first word that is a variable may be any word: its masks are kept under no first word.
        _ = masks.insert(counters.lines, body.mask, MaskTable.key(count: other.count, first: first))
    }

    /// Cuts a template's sample into `other`.
    mutating func tokens(of index: Int32) {
        var list = TokenList(empty: ())
        swap(&list, &other)
        cut(index, into: &list)
        swap(&list, &other)
    }

    private mutating func birth(
        _ shape: LineShape, _ affixes: [Affix], _ message: ByteRange, _ bytes: RawSpan, _ groups: MaskGroups
    ) -> TemplateMatch {
        let kept = min(message.count, options.tokenizer.maximumBytes + 1)
        let slot = freeSlot(size: kept)
        noteBirth()
        var body = TemplateBody()
        body.sample = bytes.extracting(Int(message.start)..<Int(message.start) + kept).withUnsafeBytes { Array($0) }
        body.signature = shape.signature
        body.count = shape.count
        body.first = shape.firstConstant
        body.born = births
        body.affixes = affixes
        sampleBytes += kept
        hot[slot].count = 1
        bodies[slot] = body
        bodyStamps[slot] = counters.lines
        countStamps[slot / Self.page] = counters.lines
        aliases[slot] = Int32(slot)
        table.insert(shape.signature, Int32(slot))
        counters.templates += 1
        hot[slot].id = StableHash.hash(text(Int32(slot)))
        widenKindsBySample(slot)
        let index = Int32(slot)
        learn(index, groups)
        for target in learnAffixes(index) where aliases[Int(target)] == target {
            let body = bodies[Int(target)]
            learn(target, masks.groups(count: Int(body.count), first: body.first))
        }
        let told = resolve(index)
        return TemplateMatch(index: told, id: TemplateID(hot[Int(told)].id), isNew: told == index)
    }

    /// Registers a new or changed template with the evidence of its positions, and generalises where that suffices.
    private mutating func learn(_ start: Int32, _ groups: MaskGroups) {
        var pending = [start]
        while let next = pending.popLast() {
            guard aliases[Int(next)] == next else { continue }
            if takeInWords(next) {
                pending.append(next)
                continue
            }
            if let merged = register(next, groups) { pending.append(merged) }
        }
    }

    /// Constant words seen before at a position where this template has a variable on sight.
    private mutating func takeInWords(_ index: Int32) -> Bool {
        takeIn(index) { entry, context, features, others in
            // Three words and a value: then plain words are values as well, but not a message's first word or an outcome.
            entry.count >= 3 && others >= 1 && context.isDisjoint(with: [.first, .key])
                && features.isDisjoint(with: [.outcome, .symbols])
                || Limits.absorbs(context, features, constants: others)
        }
    }

    /// Merges into a template those that have a constant word where it has a variable, and that `accepts` lets in by what it is told of
    /// the word: the evidence of the place, the word's surroundings and features, and how many other constants there are. Whether there were any.
    @discardableResult
    mutating func takeIn(
        _ index: Int32, accepts: (SiblingEntry, PositionContext, WordFeatures, Int) -> Bool
    ) -> Bool {
        let body = bodies[Int(index)]
        guard let at = siblings.find(body.signature) else { return false }
        let entry = siblings.entries[at]
        let position = Int(entry.position)
        var accepted: [Int32] = []
        for member in 0..<entry.kept {
            let sibling = living(entry.members[member])
            guard sibling != index, sibling >= 0, !accepted.contains(sibling) else { continue }
            tokens(of: sibling)
            guard verify(position, entry, sibling) else { continue }
            let sample = bodies[Int(sibling)].sample
            let bytes = sample.span.bytes
            let others = open(other, under: bodies[Int(sibling)].mask).nonzeroBitCount - 1
            let context = PositionContext(other, position, bytes)
            let features = WordFeatures(bytes, other[position].range)
            if accepts(entry, context, features, others) { accepted.append(sibling) }
        }
        guard !accepted.isEmpty else { return false }
        siblings.remove(counters.lines, body.signature)
        merge(accepted, into: index, mask: entry.mask | 1 << UInt64(position), signature: body.signature)
        return true
    }

    /// Whether a template, whose tokens are in `other`, still has the entry's signature when blanked.
    private func verify(_ position: Int, _ entry: SiblingEntry, _ index: Int32) -> Bool {
        guard position < other.count else { return false }
        return other.signature(under: bodies[Int(index)].mask | entry.mask | 1 << UInt64(position)) == entry.key
    }

    private mutating func register(_ index: Int32, _ groups: MaskGroups) -> Int32? {
        tokens(of: index)
        let list = other
        let body = bodies[Int(index)]
        let bytes = body.sample
        let span = bytes.span.bytes
        var tried: [UInt64] = [body.mask]
        for at in 0..<groups.count {
            let mask = masks[groups, at] | body.mask
            if !tried.contains(mask) { tried.append(mask) }
        }
        let keys = keys(list, span)
        let fields = fields(list, span)
        // A wide word says something beside its value.
        var affixed: UInt64 = 0
        for affix in body.affixes { affixed |= 1 << UInt64(affix.position) }
        var best: (entry: SiblingEntry, margin: Int)?
        for mask in tried {
            let base = list.signature(under: mask)
            let constants = open(list, under: mask)
            let others = max(0, list.count - 1 - 2 * (mask.nonzeroBitCount + keys))
            let sentence = (constants | affixed) & ~fields
            var rest = constants
            while rest != 0 {
                let position = rest.trailingZeroBitCount
                rest &= rest - 1
                let features = WordFeatures(span, list[position].range)
                let skeleton = WordFeatures.skeleton(span, list[position].range)
                let context = PositionContext(list, position, span)
                // A word that stands in several places may be one value: then they are blanked together as well.
                let again = constants & list.repeats(position)
                let isFirst = again & (1 << UInt64(position) &- 1) == 0
                for pass in 0..<(again != 0 && isFirst ? 2 : 1) {
                    let together = pass == 0 ? 0 : again
                    let blanked = mask | together
                    let key = base &+ list.blanking(position) &+ list.blanking(all: together)
                    let at = siblings.place(counters.lines, key, position: position, mask: blanked)
                    siblings.add(counters.lines, at, index, list[position].word, skeleton, features)
                    let entry = siblings.entries[at]
                    guard entry.count >= 2 else { continue }
                    let alone = sentence & ~(1 << UInt64(position) | together) == 0 && list.count <= 64
                    let limit = limit(entry, context, others, alone: alone, isRepeated: together != 0)
                    if Int(entry.count) >= limit, best == nil || Int(entry.count) - limit > best!.margin {
                        best = (entry, Int(entry.count) - limit)
                    }
                }
            }
        }
        if let entry = best?.entry { return generalise(entry) }
        if let merged = registerCode(index, list, span) { return merged }
        return registerValueLike(index, list, span)
    }

    /// The positions of field names and of their values: all of a message but its sentence.
    private func fields(_ list: TokenList, _ bytes: RawSpan) -> UInt64 {
        var fields: UInt64 = 0
        for position in 0..<min(64, list.count) {
            let isValue = position > 0 && PositionContext.isKey(list, position - 1, bytes)
            if isValue || PositionContext.isKey(list, position, bytes) || Self.isJoinedKey(list, position, bytes) {
                fields |= 1 << UInt64(position)
            }
        }
        return fields
    }

    /// Whether a word behind a blank has a value on sight behind its colon: `fd:36`.
    private static func isJoinedKey(_ list: TokenList, _ position: Int, _ bytes: RawSpan) -> Bool {
        guard position > 0, position + 1 < list.count, !list[position].isVariable, list[position + 1].isVariable else {
            return false
        }
        let (start, end) = (Int(list[position].start), Int(list[position].end))
        return bytes.byte(start - 1) == 32 && bytes.byte(end) == UInt8(ascii: ":")
            && Int(list[position + 1].start) == end + 1
    }

    /// Words directly before `=`: with their values they come with every message of a program, and say nothing of a sentence.
    private func keys(_ list: TokenList, _ bytes: RawSpan) -> Int {
        var count = 0
        for position in 0..<list.count where Int(list[position].end) < list.end {
            if !list[position].isVariable, bytes.byte(Int(list[position].end)) == UInt8(ascii: "=") { count += 1 }
        }
        return count
    }

    /// How many distinct words this entry needs.
    private func limit(
        _ entry: SiblingEntry, _ context: PositionContext, _ others: Int, alone: Bool, isRepeated: Bool
    ) -> Int {
        let count = entry.kept
        var valueLike = 0
        var capitals = 0
        var symbols = 0
        var units = 0
        var outcomes = 0
        var particles = 0
        var phrases = 0
        var qualified = 0
        var wide = 0
        for at in 0..<count {
            let features = WordFeatures(rawValue: entry.features[at])
            if features.isValueLike { valueLike += 1 }
            if features.contains(.capitals) { capitals += 1 }
            if features.contains(.symbols) { symbols += 1 }
            if features.contains(.unit) { units += 1 }
            if features.contains(.outcome) { outcomes += 1 }
            if features.contains(.particle) { particles += 1 }
            if features.contains(.phrase) { phrases += 1 }
            if features.contains(.qualified) { qualified += 1 }
            if features.contains(.wide) { wide += 1 }
            if features.contains(.digit) {
                for before in 0..<at where entry.skeletons[before] == entry.skeletons[at] { return 2 }
            }
        }
        // What comes twice and differs in both places alike is a name.
        if isRepeated, others >= 6, symbols + outcomes + capitals == 0, !alone { return 2 }
        return Limits.distinct(
            context, valueLike: valueLike * 2 > count, capitals: capitals * 2 > count, symbols: symbols > 0,
            units: units == count, outcomes: context.contains(.quoted) ? outcomes * 2 >= count : outcomes > 0,
            particles: particles == count, phrases: phrases > 0, qualified: qualified == count, wide: wide == count,
            others: others, alone: alone)
    }

    /// Makes the siblings of an entry one template.
    private mutating func generalise(_ entry: SiblingEntry) -> Int32? {
        siblings.remove(counters.lines, entry.key)
        let blanked = entry.mask | 1 << UInt64(entry.position)
        var members: [Int32] = []
        for candidate in candidates(entry) where !members.contains(candidate) {
            tokens(of: candidate)
            if other.signature(under: bodies[Int(candidate)].mask | blanked) == entry.key { members.append(candidate) }
        }
        let known = table.find(entry.key)
        guard !members.isEmpty, known >= 0 || members.count >= 2 else { return nil }
        let target = known >= 0 ? known : oldest(members)
        merge(members.filter { $0 != target }, into: target, mask: blanked, signature: entry.key)
        gather(into: target)
        return target
    }

    /// Takes in the templates that differ from one that has just become more general at its variables alone: born later,
    /// their messages would have been its own. O(templates), once per generalisation.
    mutating func gather(into target: Int32) {
        let body = bodies[Int(target)]
        tokens(of: target)
        var covered = body.mask
        for position in 0..<min(64, other.count) where other[position].isVariable && !other[position].isAffixed {
            covered |= 1 << UInt64(position)
        }
        var members: [Int32] = []
        var mask = body.mask
        // Where its first word is its own, so is theirs: few are left to be cut into tokens.
        let leads = (0..<min(64, other.count)).first { !other[$0].isVariable || other[$0].isAffixed }
        let isFree = leads.map { body.mask >> UInt64($0) & 1 == 1 } ?? true
        for slot in bodies.indices where bodies[slot].count == body.count {
            let own = bodies[slot].mask
            guard isFree || bodies[slot].first == body.first, slot != Int(target), aliases[slot] == Int32(slot),
                own & ~covered == 0, control.trunks[Int32(slot)] == nil
            else { continue }
            tokens(of: Int32(slot))
            guard other.signature(under: covered) == body.signature else { continue }
            let words = open(other, under: own) & covered
            let sample = bodies[slot].sample
            if !isTaken(words, by: body.mask, sample.span.bytes) { continue }
            mask |= words | own
            members.append(Int32(slot))
        }
        if !members.isEmpty { merge(members, into: target, mask: mask, signature: body.signature) }
    }

    /// Whether the words of `other` at some positions count as values where a template has variables: all but outcomes and
    /// symbols at those of `mask`, found by evidence; at variables on sight those in quotes and behind `=`.
    private func isTaken(_ words: UInt64, by mask: UInt64, _ bytes: RawSpan) -> Bool {
        var rest = words
        while rest != 0 {
            let position = rest.trailingZeroBitCount
            rest &= rest - 1
            let features = WordFeatures(bytes, other[position].range)
            if !features.isDisjoint(with: [.outcome, .symbols]) { return false }
            if mask >> UInt64(position) & 1 == 1 { continue }
            let context = PositionContext(other, position, bytes)
            if context.isDisjoint(with: [.quoted, .assigned]) || context.contains(.key) { return false }
        }
        return true
    }

    func oldest(_ members: [Int32]) -> Int32 {
        members.min { bodies[Int($0)].born < bodies[Int($1)].born } ?? -1
    }

    /// The templates that an entry speaks of. Where it counted more than it kept, all of the same kind are looked at:
    /// O(templates), once per generalisation.
    private func candidates(_ entry: SiblingEntry) -> [Int32] {
        var members = (0..<entry.kept).map { living(entry.members[$0]) }.filter { $0 >= 0 }
        if Int(entry.count) > SiblingEntry.capacity, let one = members.first {
            let body = bodies[Int(one)]
            for index in livingIndices where bodies[Int(index)].count == body.count && control.trunks[index] == nil {
                if entry.position == 0 || bodies[Int(index)].first == body.first { members.append(index) }
            }
        }
        return members
    }

    /// Moves what is known of `members` to `target`, whose positions of `mask` are variables from now on.
    mutating func merge(_ members: [Int32], into target: Int32, mask: UInt64, signature: UInt64) {
        let slot = Int(target)
        if bodies[slot].signature != signature {
            table.remove(bodies[slot].signature)
            table.insert(signature, target)
            bodies[slot].signature = signature
        }
        for member in members {
            let from = Int(member)
            table.remove(bodies[from].signature)
            bodies[slot].mask |= bodies[from].mask
            let (sum, overflow) = hot[slot].count.addingReportingOverflow(hot[from].count)
            hot[slot].count = overflow ? .max : sum
            countStamps[slot / Self.page] = counters.lines
            aliases[from] = target
            hot[from].count = 0
            sampleBytes -= bodies[from].sample.count
            bodies[from] = TemplateBody()
            joinSketches(from, into: slot)
            bodyStamps[from] = counters.lines
            countStamps[from / Self.page] = counters.lines
            isTarget[slot] = true
            merges.append(TemplateMerge(from: member, to: target))
            if !control.isEmpty { followControl(member, into: target) }
            counters.merges &+= 1
            counters.templates -= 1
        }
        soften(target, mask)
    }
}
