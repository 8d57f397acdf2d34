import Glibc
import Model

/// Logarithms as the module states them.
enum Decades {
    static func of(_ p: Double) -> Double { max(0, -log10(max(p, 1e-300))) }
}

/// What was found, and what it rests on.
package struct ComparisonFindings: Sendable {
    /// All that was tested and has changed on its face, in no order of weight; the caller decides which p is good enough.
    package var changes: [ComparisonChange] = []
    /// By how much all is more (or less) on the bad side: the median over the messages. A message must stand out against that.
    package var load = 1.0
    /// Comparisons made, for which each p is corrected.
    package var comparisons = 0
    /// Variance to mean of counts, at the median.
    package var dispersion = 1.0
    /// How often a message never seen before must come to be significant; nil where no number is enough.
    package var leastNew: Int?
    /// By which factor a message that comes 100 times on the good side must change; nil where no factor up to 100 is enough.
    package var leastFactor: Double?
}

extension Comparison {
    private struct Row {
        var key: UInt64
        var x = 0.0, y = 0.0
        /// Seconds of its stream on each side.
        var a = 0.0, b = 0.0
        var severity: UInt8 = 255
        var good: Int32?, bad: Int32?
        /// Variance to mean of windows on the good side, by width; degrees of freedom.
        var dispersion = 1.0, freedom = 0.0
        var windowSeconds = 1.0
    }

    /// Weight of what messages in general show about how bursty they are, in windows, beside what one shows of itself.
    private static let prior = 6.0

    /// Judges everything once. O(series x 64 + flows).
    package func judge(resolve: (Int32) -> Int32) -> ComparisonFindings {
        var findings = ComparisonFindings()
        var rows = self.rows()
        let alpha = measureDispersion(&rows, &findings)
        findings.load = load(rows)
        var changes: [ComparisonChange] = []
        for row in rows { changes.append(compare(row, alpha: alpha, load: findings.load)) }
        changes += steps(resolve: resolve, dispersion: 2)
        let corrected = Significance.corrected(changes.map(\.p))
        for index in changes.indices { changes[index].p = corrected[index] }
        findings.comparisons = changes.count
        findings.changes = changes.filter { $0.effect != 1 }
        judgeGround(&findings, alpha: alpha)
        return findings
    }

    private func rows() -> [Row] {
        let good = sides[0]
        let bad = sides[1]
        return Set(good.slots.keys).union(bad.slots.keys).sorted().compactMap { key in
            var row = Row(key: key)
            row.good = good.slots[key]
            row.bad = bad.slots[key]
            let stream = Int(Comparison.stream(key).raw)
            row.a = seconds(good, stream)
            row.b = seconds(bad, stream)
            if let slot = row.good { row.x = Double(good.counts.heads[Int(slot)].total) }
            if let slot = row.bad { row.y = Double(bad.counts.heads[Int(slot)].total) }
            guard row.x + row.y > 0 else { return nil }
            // All messages of a stream that writes one kind of message say nothing that this kind does not say.
            row.severity = min(
                row.good.map { good.counts.heads[Int($0)].severity } ?? 255,
                row.bad.map { bad.counts.heads[Int($0)].severity } ?? 255)
            return row
        }
    }

    /// Seconds that a stream is covered on a side: from where its sources begin. A stream that is not there is missing all along.
    private func seconds(_ side: Side, _ stream: Int) -> Double {
        guard side.first != .max else { return 1 }
        var begin = side.begin
        if stream < side.begins.count, side.begins[stream] != .max { begin = max(begin, side.begins[stream]) }
        return max(Double(side.end - begin) / 1e6, 1)
    }

    // MARK: - Counts

    /// Measures how bursty each message is on the good side, at the width of a twelfth of the shorter side and at 4 and 16 times
    /// that, as far as 6 windows remain; the greatest counts. Returns the usual excess of variance (alpha of mean + alpha mean²).
    private func measureDispersion(_ rows: inout [Row], _ findings: inout ComparisonFindings) -> Double {
        let good = sides[0]
        let bad = sides[1]
        guard good.first != .max else { return 0.1 }
        let shorter =
            min(Double(good.end - good.begin), bad.first == .max ? .infinity : Double(bad.end - bad.begin)) / 12
        let base = max(0, Int64(log2(max(shorter, 1))) - WindowCounts.baseShift)
        var excesses: [Double] = []
        var ratios: [Double] = []
        for index in rows.indices {
            guard let slot = rows[index].good else { continue }
            let own = max(base, good.counts.heads[Int(slot)].level)
            var best = 0.0
            for step in [Int64(0), 2, 4] {
                let level = own + step
                let width = Double(Int64(1) << (WindowCounts.baseShift + level)) / 1e6
                guard step == 0 || width <= rows[index].b else { break }
                let (ratio, windows) = spread(slot, level: level, row: rows[index])
                guard windows >= 3, step == 0 || windows >= 6 else { break }
                if step == 0 { (rows[index].freedom, rows[index].windowSeconds) = (Double(windows - 1), width) }
                if ratio > best { (best, rows[index].dispersion) = (ratio, ratio) }
                if step == 0, rows[index].x >= 20 {
                    let mean = rows[index].x / rows[index].a * width
                    ratios.append(ratio)
                    excesses.append(max(0, (ratio - 1) / mean))
                }
            }
            if rows[index].freedom == 0 { rows[index].windowSeconds = max(shorter / 1e6, 1) }
        }
        findings.dispersion = max(1, Self.median(ratios) ?? 1.5)
        return excesses.count >= 5 ? Self.median(excesses) ?? 0.1 : 0.1
    }

    /// Variance to mean of the whole windows within the good side, and their number.
    private func spread(_ slot: Int32, level: Int64, row: Row) -> (ratio: Double, windows: Int) {
        let side = sides[0]
        let shift = WindowCounts.baseShift + level
        let begin = side.end - Micros(row.a * 1e6)
        let first = (begin + (Int64(1) << shift) - 1) >> shift
        let end = (side.end + 1) >> shift
        let windows = Int(end - first)
        guard windows >= 3 else { return (1, windows) }
        var sum = 0.0
        var squares = 0.0
        for (window, count) in side.counts.windows(slot, level: level) where window >= first && window < end {
            sum += count
            squares += count * count
        }
        guard sum > 0 else { return (1, windows) }
        let mean = sum / Double(windows)
        return ((squares - sum * mean) / Double(windows - 1) / mean, windows)
    }

    /// Median ratio of rates over messages frequent enough to tell.
    private func load(_ rows: [Row]) -> Double {
        var ratios: [Double] = []
        for row in rows where Comparison.template(row.key) >= 0 && row.x >= 20 && row.y >= 20 {
            ratios.append(log((row.y / row.b) / (row.x / row.a)))
        }
        return ratios.count >= 5 ? exp(Self.median(ratios) ?? 0) : 1
    }

    private func compare(_ row: Row, alpha: Double, load: Double) -> ComparisonChange {
        let mean = (row.x + row.y) / (row.a + row.b) * row.windowSeconds
        let usual = 1 + alpha * mean
        let freedom = row.x > 0 ? row.freedom : 0
        let dispersion = max(1, (freedom * row.dispersion + Self.prior * usual) / (freedom + Self.prior))
        func test(_ ratio: Double) -> Double {
            Significance.rates(
                row.x, in: row.a, row.y, in: row.b, ratio: ratio, dispersion: dispersion, freedom: freedom + Self.prior)
        }
        let rateX = row.x / row.a * 60
        let rateY = row.y / row.b * 60
        let kind: ComparisonChange.Kind = row.x == 0 ? .new : row.y == 0 ? .gone : rateY > rateX ? .more : .less
        // What rose with everything else says nothing of itself, nor what fell: it must stand out against both.
        let p = max(test(1), test(load))
        let effect = row.x == 0 || row.y == 0 ? ((row.y + 0.5) / row.b) / ((row.x + 0.5) / row.a) : rateY / rateX
        let (onset, last) = began(row, kind)
        return ComparisonChange(
            kind: kind, stream: Comparison.stream(row.key), template: Comparison.template(row.key), origin: nil,
            before: rateX,
            after: rateY, countBefore: UInt64(row.x), countAfter: UInt64(row.y), effect: effect, p: p, onset: onset,
            lastSeen: last, severity: Severity(rawValue: row.severity))
    }

    /// When the change began on the bad side: the first record of what is new, the first window that is clearly above (or below)
    /// the good side's rate otherwise.
    private func began(_ row: Row, _ kind: ComparisonChange.Kind) -> (onset: Micros, last: Micros) {
        let bad = sides[1]
        guard bad.first != .max else { return (.unknown, .unknown) }
        guard let slot = row.bad else { return (bad.begin, bad.end) }
        let head = bad.counts.heads[Int(slot)]
        if kind == .new { return (head.first, head.last) }
        let shift = WindowCounts.baseShift + head.level
        let expected = row.x / row.a * Double(Int64(1) << shift) / 1e6
        let counts = Dictionary(
            uniqueKeysWithValues: bad.counts.windows(slot, level: head.level).map { ($0.window, $0.count) })
        let first = bad.begin >> shift
        let end = bad.end >> shift
        for window in first...max(first, min(end, first + 4096)) {
            let count = counts[window] ?? 0
            let differs =
                kind == .more
                ? count > expected + 3 * (expected + 1).squareRoot()
                : count < expected / 2 && expected - count > 2 * expected.squareRoot()
            if differs { return (max(window << shift, bad.begin), head.last) }
        }
        return (bad.begin, head.last)
    }

    // MARK: - Steps of flows

    private struct Step: Hashable {
        var from: UInt64
        var to: UInt64
    }

    /// Steps that are usual on the good side: whether they take longer, and whether those who come to the first message still
    /// come to the second.
    private func steps(resolve: (Int32) -> Int32, dispersion: Double) -> [ComparisonChange] {
        func passages(_ side: Side) -> (delays: [Step: [Double]], passed: [UInt64: Int]) {
            var delays: [Step: [Double]] = [:]
            var passed: [UInt64: Int] = [:]
            guard side.first != .max else { return (delays, passed) }
            let patience = min(10 * Micros.second, (side.end - side.begin) / 10)
            let found = side.flows.passages(until: side.end - patience) {
                Comparison.key(Comparison.stream($0), resolve(Comparison.template($0)))
            }
            for passage in found {
                passed[passage.from, default: 0] += 1
                if let to = passage.to { delays[Step(from: passage.from, to: to), default: []].append(passage.seconds) }
            }
            return (delays, passed)
        }
        let good = passages(sides[0])
        let bad = passages(sides[1])
        var changes: [ComparisonChange] = []
        for (step, before) in good.delays.sorted(by: { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }) {
            let all = Double(good.passed[step.from] ?? 0)
            let share = Double(before.count) / max(all, 1)
            guard before.count >= 8, share >= 0.05 else { continue }
            let after = bad.delays[step] ?? []
            func change(_ kind: ComparisonChange.Kind, _ x: Double, _ y: Double, _ effect: Double, _ p: Double)
                -> ComparisonChange
            {
                ComparisonChange(
                    kind: kind, stream: Comparison.stream(step.to), template: Comparison.template(step.to),
                    origin: step.from,
                    before: x, after: y, countBefore: UInt64(before.count), countAfter: UInt64(after.count),
                    effect: effect, p: p,
                    onset: sides[1].begin, lastSeen: sides[1].end, severity: nil)
            }
            if after.count >= 5 {
                let (p, larger) = Significance.ranks(before, after)
                let x = Self.median(before) ?? 0
                let y = Self.median(after) ?? 0
                // A thousandth of a second is what clocks and writers add by themselves.
                if larger > 0.5 { changes.append(change(.slower, x, y, (y + 0.001) / (x + 0.001), p)) }
            }
            let passed = Double(bad.passed[step.from] ?? 0)
            if passed >= 5 {
                let now = Double(after.count) / passed
                let p = Significance.shares(
                    Double(before.count), of: all, Double(after.count), of: passed, dispersion: dispersion)
                if now < share { changes.append(change(after.isEmpty ? .gone : .less, share, now, now / share, p)) }
            }
        }
        return changes
    }

    // MARK: - What it is worth

    /// The least changes that these two logs could have shown, if everything else were the same.
    private func judgeGround(_ findings: inout ComparisonFindings, alpha: Double) {
        let a = extent(of: .good).seconds
        let b = extent(of: .bad).seconds
        guard a > 0, b > 0, findings.comparisons > 0 else { return }
        let level = 0.05 / Double(findings.comparisons)
        func p(_ x: Double, _ y: Double) -> Double {
            let mean = (x + y) / (a + b) * min(a, b) / 12
            return Significance.rates(
                x, in: a, y, in: b, dispersion: 1 + alpha * mean, freedom: x > 0 ? Self.prior + 11 : Self.prior)
        }
        findings.leastNew = (1...10_000).first { p(0, Double($0)) < level }
        let times = 100 * b / a
        findings.leastFactor = stride(from: 1.1, through: 100, by: 0.1).first { p(100, times * $0) < level }
    }

    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
