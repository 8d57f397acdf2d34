import Bytes
import Model

/// What the variables of the templates hold: sketches, fed with a sample of each template's messages.
extension TemplateMiner {
    /// Variables sketched of one template; those behind are not.
    static let sketchedVariables = 12

    /// How many messages the `count`th message of a template stands for if it is looked at, 0 if it is not: the 2nd, 4th, 8th, from the
    /// 16th on about every sixteenth, from the 1024th on about 32 in each doubling. So the sample is uniform over the template's whole life, costs ever less, and a
    /// row of a checkpoint changes ever more rarely. Multiples of the golden ratio choose, so that no period in the log is met in
    /// step.
    @inline(__always)
    static func samplingWeight(_ count: UInt32) -> UInt32 {
        if count < 16 { return count & (count &- 1) == 0 ? max(1, count / 2) : 0 }
        let shift = UInt64(max(4, 26 &- count.leadingZeroBitCount))
        let place = UInt64(count &* 0x9E37_79B9)
        return place &>> (32 &- shift) == 0 ? 1 &<< UInt32(truncatingIfNeeded: shift) : 0
    }

    /// Looks at the values of a message that was chosen for the sample.
    @inline(never)
    mutating func sample(_ slot: Int, _ message: ByteRange, _ bytes: RawSpan, weight: UInt32) {
        tokens(of: message, in: bytes, as: Int32(slot))
        widenKinds(slot, bytes)
        if sketches[slot].isEmpty, !makeSketches(slot) { return }
        let (mask, fixed) = (bodies[slot].mask, bodies[slot].fixed)
        var at = 0
        for position in 0..<other.count where isVariable(position, mask, fixed) {
            for number in 0..<min(other.valueCount(of: position), VariableSketch.mostValues) {
                guard !isFixed(Int32(slot), position, number), let value = other.value(number, of: position) else {
                    continue
                }
                let order = VariableSketch.order(position, number)
                while at < sketches[slot].count, sketches[slot][at].order < order { at += 1 }
                if at >= sketches[slot].count || sketches[slot][at].order != order {
                    // The template has a variable there since the sketches were made.
                    guard sketches[slot].count < Self.sketchedVariables else { continue }
                    sketches[slot].insert(VariableSketch(position: position, number: number, kind: .word), at: at)
                    sketchCount += 1
                }
                sketches[slot][at].note(bytes, ByteRange(value.lowerBound, value.upperBound), weight: Float(weight))
                at += 1
            }
        }
        sketchStamps[slot] = counters.lines
        // Looked at ever more rarely: at the 8th, 16th, 32nd message of the sample ...
        if let samples = sketches[slot].first?.samples, samples >= 8, samples & (samples &- 1) == 0 {
            takeInQuotedStates(Int32(slot))
        }
    }

    /// Whether a position of the message in `other` is a variable.
    @inline(__always)
    func isVariable(_ position: Int, _ mask: UInt64, _ fixed: UInt64) -> Bool {
        if position >= 64 { return other[position].isVariable }
        let bit: UInt64 = 1 << UInt64(position)
        return (other[position].isVariable || mask & bit != 0) && fixed & bit == 0
    }

    /// Makes the sketches of a template, if there is room for them, or one of the next eight templates that have some is seen at most
    /// half as often and gives up its own.
    private mutating func makeSketches(_ slot: Int) -> Bool {
        let room = options.maximumSketches - Self.sketchedVariables
        if sketchCount > room {
            let victim = leastSeenWithSketches()
            guard victim >= 0, hot[victim].count <= hot[slot].count / 2 else {
                counters.sketchesDropped &+= 1
                return false
            }
            dropSketches(victim)
            counters.sketchesDropped &+= 1
            if sketchCount > room { return false }
        }
        let (mask, fixed) = (bodies[slot].mask, bodies[slot].fixed)
        for position in 0..<other.count where isVariable(position, mask, fixed) {
            for number in 0..<min(other.valueCount(of: position), VariableSketch.mostValues)
            where !isFixed(Int32(slot), position, number) && sketches[slot].count < Self.sketchedVariables {
                sketches[slot].append(VariableSketch(position: position, number: number, kind: .word))
            }
        }
        sketchCount += sketches[slot].count
        return true
    }

    private mutating func leastSeenWithSketches() -> Int {
        sketchTotalsStamp = counters.lines
        var victim = -1
        for _ in 0..<8 {
            sketchHand = sketchHand + 1 < sketches.count ? sketchHand + 1 : 0
            if !sketches[sketchHand].isEmpty, victim < 0 || hot[sketchHand].count < hot[victim].count {
                victim = sketchHand
            }
        }
        return victim
    }

    /// Forgets the sketches of a template that is given up.
    mutating func dropSketches(_ slot: Int) {
        guard !sketches[slot].isEmpty else { return }
        sketchCount -= sketches[slot].count
        sketches[slot] = []
        sketchStamps[slot] = counters.lines
    }

    /// Adds the sketches of a template to those of the one that it was merged into.
    mutating func joinSketches(_ from: Int, into slot: Int) {
        guard !sketches[from].isEmpty else { return }
        let joined = sketches[from]
        dropSketches(from)
        for sketch in joined {
            if let at = sketches[slot].firstIndex(where: { $0.place == sketch.place }) {
                sketches[slot][at].join(sketch)
            } else if sketches[slot].count < Self.sketchedVariables {
                let at = sketches[slot].firstIndex { $0.order > sketch.order } ?? sketches[slot].count
                sketches[slot].insert(sketch, at: at)
                sketchCount += 1
            }
        }
        sketchStamps[slot] = counters.lines
    }

    /// What is known of a template's variables, in the order of `positions(of:)`; those beyond the twelfth, and those of a template seen
    /// once or whose sketches gave way to others', are missing. O(length of the template); not for every message.
    package func variableSummaries(of index: Int32) -> [VariableSummary] {
        let index = resolve(index)
        guard index >= 0, Int(index) < sketches.count, index != overflow else { return [] }
        let body = bodies[Int(index)]
        let bytes = body.sample.span.bytes
        var list = TokenList()
        cut(index, into: &list)
        return sketches[Int(index)].map { sketch in
            let count = sketch.position < list.count ? valueCount(index, list, sketch.position) : 1
            return VariableSummary(
                position: sketch.position, value: count == 1 ? 0 : sketch.number + 1, kind: sketch.kind,
                samples: Int(sketch.samples), messages: Double(sketch.weight), distinct: sketch.distinct,
                top: sketch.top, numbers: Self.numbers(sketch, isLast: sketch.number + 1 == count, list, bytes))
        }
    }

    private static func numbers(
        _ sketch: VariableSketch, isLast: Bool, _ list: TokenList, _ bytes: RawSpan
    ) -> NumberSummary? {
        guard sketch.kind.isNumeric, let median = sketch.quantile(0.5), let p90 = sketch.quantile(0.9),
            let p99 = sketch.quantile(0.99)
        else { return nil }
        return NumberSummary(
            minimum: Double(sketch.minimum), median: Double(median), p90: Double(p90), p99: Double(p99),
            maximum: Double(sketch.maximum),
            unit: sketch.unit != .none ? sketch.unit.name : isLast ? unitBehind(sketch.position, list, bytes) : "")
    }

    /// The unit of measurement that stands behind a number: `in <*> ms`.
    private static func unitBehind(_ position: Int, _ list: TokenList, _ bytes: RawSpan) -> String {
        guard position + 1 < list.count, !list[position + 1].isVariable,
            list[position + 1].start == list[position].end + 1,
            bytes.byte(Int(list[position].end)) == 32, ValueNumber.unit(bytes, list[position + 1].range) != nil
        else { return "" }
        return bytes.text(list[position + 1].range)
    }
}
