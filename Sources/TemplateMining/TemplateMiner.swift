import Bytes
import Model

/// Finds the templates of messages while they stream by, in one pass.
///
/// In the steady state a message costs one look-up of its signature and a count. A signature that is not known takes
/// the slow path: known variable positions of its kind of line are blanked and looked up; else it becomes a template,
/// and for each of its positions the templates equal but for that position are counted. When they are more than a
/// limit (few where the words look like values), the position is a variable and they become one template.
///
/// A value: copy it to snapshot it. The result depends on the sequence of messages alone.
package struct TemplateMiner: Sendable {
    /// The bounds of what is kept.
    package struct Options: Sendable, Hashable {
        package var tokenizer = Tokenizer.Options()
        /// Templates kept; beyond it the least seen are given up.
        package var maximumTemplates = 32_768
        /// Bytes of sample messages kept in all.
        package var maximumSampleBytes = 8 << 20
        /// Entries of evidence kept.
        package var maximumSiblings = 1 << 16
        /// Variables of which values are sketched, over all templates; about 500 bytes each. 0 for none.
        package var maximumSketches = 16_384
        package init() {}
    }

    let options: Options
    let tokenizer: Tokenizer
    /// Counters since the miner was made (kept over restarts).
    package var statistics: Statistics {
        var current = counters
        // A flood is over as well when no template was made since.
        current.flood = current.flood && current.lines / Flood.window <= flood.number &+ 1
        current.evidenceDropped = siblings.dropped
        // Each word of an operator moved the count on, so that what changed with it is told from what was stored.
        current.lines &-= control.edits
        return current
    }
    var counters = Statistics()
    /// A quarter of the last window's messages made templates, or did when a template was last made. O(1).
    package var isFlooded: Bool { counters.flood }

    var table = SignatureTable()
    /// What each known message reads and writes of its template.
    var hot: [HotSlot] = []
    /// The slot itself for a living template, the target for an alias, -1 for a free slot.
    var aliases: [Int32] = []
    var bodies: [TemplateBody] = []
    var siblings: SiblingTable
    var masks = MaskTable()
    var merges: [TemplateMerge] = []
    var generalised: [Int32] = []
    var sampleBytes = 0
    var births: UInt64 = 0
    /// Where the search for a template to give up goes on, and the one for a slot to use again.
    var hand = 0
    var reuse = 0
    /// The template that those given up were merged into, -1 while none was.
    var overflow: Int32 = -1
    /// Slots that others were merged into.
    var isTarget: [Bool] = []
    var flood = Flood()
    /// What each template's variables hold, by position.
    var sketches: [[VariableSketch]] = []
    var sketchCount = 0
    /// Where the search for sketches to give up goes on.
    var sketchHand = 0
    /// What is known of values inside of wide words, and the templates that hold such words, by number of tokens. The latter is derived.
    var affixRules = AffixRules()
    var wide: [UInt16: [WideTemplate]] = [:]
    /// What an operator decided.
    var control = TemplateControl()

    /// Slots whose counts share a row of a checkpoint.
    static let page = 256
    /// The value of `revision` when a page of counts, a slot's body, a slot's sketches last changed.
    var countStamps: [UInt64] = []
    var bodyStamps: [UInt64] = []
    var sketchStamps: [UInt64] = []
    /// The same of `sketchHand` and the count of sketches given up.
    var sketchTotalsStamp: UInt64 = 0

    /// What the slow path found lately; it never changes a result, and is not kept over restarts.
    var recent = RecentHits()
    var line = TokenList()
    var other = TokenList()

    package init(options: Options = Options()) {
        self.options = options
        tokenizer = Tokenizer(options.tokenizer)
        siblings = SiblingTable(maximum: options.maximumSiblings)
    }

    /// The template of one message. Amortised O(1) in the number of templates; no allocation for a known signature.
    package mutating func match(_ shape: LineShape, message: ByteRange, in bytes: RawSpan) -> TemplateMatch {
        counters.lines &+= 1
        let found = table.find(shape.signature)
        if found >= 0 { return seen(found, message, bytes) }
        return matchUnknown(shape, message, bytes)
    }

    @inline(__always)
    mutating func seen(_ index: Int32, _ message: ByteRange, _ bytes: RawSpan) -> TemplateMatch {
        if hot[Int(index)].mark & Self.redirected != 0 { return seenUnderControl(index, message, bytes) }
        count(index, message, bytes)
        return TemplateMatch(index: index, id: TemplateID(hot[Int(index)].id), isNew: false)
    }

    @inline(__always)
    mutating func count(_ index: Int32, _ message: ByteRange, _ bytes: RawSpan) {
        let slot = Int(index)
        let count = hot[slot].count &+ (hot[slot].count == .max ? 0 : 1)
        hot[slot].count = count
        countStamps[slot / Self.page] = counters.lines
        let weight = Self.samplingWeight(count)
        if weight != 0 { sample(slot, message, bytes, weight: weight) }
    }

    /// Merges since the last call, in order.
    package mutating func takeMerges() -> [TemplateMerge] {
        defer { merges = [] }
        return control.isEmpty ? merges : merges.map { TemplateMerge(from: $0.from, to: resolve($0.to)) }
    }

    /// The templates whose text became more general since the last call, in order, each once. A template among them may
    /// have been merged into another one since: `resolve` it.
    package mutating func takeGeneralised() -> [Int32] {
        defer { generalised = [] }
        var seen: Set<Int32> = []
        return generalised.filter { seen.insert($0).inserted }
    }

    /// The living template that an index stands for now. Follows aliases; O(1) amortised.
    package func resolve(_ index: Int32) -> Int32 {
        let index = living(index)
        return control.heads.isEmpty ? index : control.heads[index] ?? index
    }

    /// The same without what an operator joined.
    func living(_ index: Int32) -> Int32 {
        var index = index
        while index >= 0, Int(index) < aliases.count, aliases[Int(index)] != index { index = aliases[Int(index)] }
        return index
    }

    /// The stable id of a template: the hash of its text at birth.
    package func id(_ index: Int32) -> TemplateID {
        let index = resolve(index)
        return TemplateID(index >= 0 && Int(index) < hot.count ? hot[Int(index)].id : 0)
    }

    /// Messages seen of a template, and of those that an operator joined to it. O(joined).
    package func count(_ index: Int32) -> Int {
        let index = resolve(index)
        guard index >= 0, Int(index) < hot.count else { return 0 }
        var count = Int(hot[Int(index)].count)
        guard hot[Int(index)].mark != 0 else { return count }
        for (follower, head) in control.heads where head == index { count += Int(hot[Int(follower)].count) }
        return count
    }

    /// The same, those included that are told as others.
    var livingIndices: [Int32] { aliases.indices.filter { aliases[$0] == Int32($0) }.map { Int32($0) } }

    /// The living templates' indices, in order; those that an operator joined to others are left out.
    package var indices: [Int32] {
        aliases.indices.filter { aliases[$0] == Int32($0) && control.heads[Int32($0)] == nil }.map { Int32($0) }
    }
}

/// What a known message reads and writes of its template, in one place: 16 bytes.
struct HotSlot: Sendable, Hashable {
    /// Hash of the template's text at birth.
    var id: UInt64 = 0
    /// Messages seen, saturating; 0 for a free slot and for an alias.
    var count: UInt32 = 0
    /// What an operator decided of it: told as another, or split (`redirected`), never given up (`kept`).
    var mark: UInt8 = 0
}
