import Bytes
import Model

/// Room for new templates.
extension TemplateMiner {
    /// A template seen less often than this may be given up for a new one; one seen more often only when there is none
    /// of the former.
    static let establishedAt: UInt32 = 4

    /// A slot for a new template of `size` sample bytes; gives up what is least known when there is no room.
    mutating func freeSlot(size: Int) -> Int {
        while counters.templates >= options.maximumTemplates
            || (sampleBytes + size > options.maximumSampleBytes && counters.templates > 0)
        {
            guard evict() else { break }
        }
        // Indices of merged and given-up templates stay reserved while there is room, so that rows that still name them
        // can be resolved.
        if hot.count < 2 * options.maximumTemplates + 2 {
            hot.append(HotSlot())
            aliases.append(-1)
            isTarget.append(false)
            bodies.append(TemplateBody())
            bodyStamps.append(counters.lines)
            sketches.append([])
            sketchStamps.append(counters.lines)
            if countStamps.count * Self.page < hot.count { countStamps.append(counters.lines) }
            return hot.count - 1
        }
        return recycle()
    }

    /// The next slot, going round, that no living template holds.
    private mutating func recycle() -> Int {
        while true {
            reuse = (reuse + 1) % hot.count
            guard aliases[reuse] != Int32(reuse) else { continue }
            if isTarget[reuse] {
                // Others were merged into what was here before it was merged itself.
                for slot in aliases.indices where aliases[slot] == Int32(reuse) {
                    aliases[slot] = aliases[reuse]
                    bodyStamps[slot] = counters.lines
                }
                isTarget[reuse] = false
            }
            return reuse
        }
    }

    /// Gives up one template: the next, going round, that is hardly known, else the least seen of all; none that an operator touched.
    /// - Returns: Whether there was one.
    private mutating func evict() -> Bool {
        var victim = -1
        for _ in 0..<hot.count {
            hand = hand + 1 < hot.count ? hand + 1 : 0
            if aliases[hand] == Int32(hand), Int32(hand) != overflow, hot[hand].count < Self.establishedAt,
                hot[hand].mark == 0
            {
                victim = hand
                break
            }
        }
        if victim < 0 {
            for slot in hot.indices where aliases[slot] == Int32(slot) && Int32(slot) != overflow && hot[slot].mark == 0
            {
                if victim < 0 || (hot[slot].count, bodies[slot].born) < (hot[victim].count, bodies[victim].born) {
                    victim = slot
                }
            }
        }
        guard victim >= 0 else { return false }
        if overflow < 0 { makeOverflow() }
        table.remove(bodies[victim].signature)
        sampleBytes -= bodies[victim].sample.count
        bodies[victim] = TemplateBody()
        dropSketches(victim)
        bodyStamps[victim] = counters.lines
        hot[victim].count = 0
        aliases[victim] = overflow
        counters.templates -= 1
        counters.evictions &+= 1
        recent.forgetAll()
        merges.append(TemplateMerge(from: Int32(victim), to: overflow))
        return true
    }

    /// The template that stands for all that were given up. Its text is `<*>`; no message matches it.
    private mutating func makeOverflow() {
        overflow = Int32(hot.count)
        hot.append(HotSlot(id: StableHash.hash("<*>")))
        aliases.append(overflow)
        isTarget.append(true)
        bodies.append(TemplateBody())
        bodyStamps.append(counters.lines)
        sketches.append([])
        sketchStamps.append(counters.lines)
        if countStamps.count * Self.page < hot.count { countStamps.append(counters.lines) }
    }

    /// Counts a birth, and judges whether they come in a flood: a quarter of the last window's messages made templates.
    mutating func noteBirth() {
        births &+= 1
        counters.births &+= 1
        let window = counters.lines / Flood.window
        if window != flood.number {
            if window != flood.number &+ 1 || flood.births < Flood.ends { counters.flood = false }
            flood.number = window
            flood.births = 0
        }
        flood.births &+= 1
        if flood.births >= Flood.begins { counters.flood = true }
    }
}

/// New templates in the current window of messages.
struct Flood: Sendable, Hashable {
    /// Messages a window.
    static let window: UInt64 = 4096
    /// New templates in a window that make a flood, and below which it is over.
    static let begins: UInt64 = 1024
    static let ends: UInt64 = 256
    var number: UInt64 = 0
    var births: UInt64 = 0
}
