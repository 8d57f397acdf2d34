import Comparison
import Model
import Pipeline

/// What `compare` prints for a person: suspects, then the differences by weight, then what all that is worth.
struct ComparisonReport {
    let result: ComparisonResult
    let limit: Int
    let seconds: Double

    var text: String {
        var text = "good  \(extent(result.good))\nbad   \(extent(result.bad))\n"
        text += IncidentReport.wrapped(worth, indent: "", dim: false)
        text += "\n"
        guard !result.changes.isEmpty else { return text + "No difference that chance would not explain.\n" + notes }
        if !result.suspects.isEmpty {
            text += Console.styled("suspects", .bold) + "\n"
            for cause in result.suspects.prefix(5) {
                text +=
                    "  \(Figures.decimal(cause.score * 100, 0).leftPadded(3)) %  "
                    + Console.styled(Console.visible(cause.node.name), .bold) + "\n"
                text += IncidentReport.wrapped(cause.why, indent: "         ", dim: true)
            }
            text += "\n"
        }
        text += Console.styled("differences", .bold) + " by weight\n"
        let rows = folded
        for (named, twins) in rows.prefix(limit) { text += row(named, twins) }
        let left = rows.count - limit
        if left > 0 { text += "  and \(Figures.count(left)) more (--limit, --json)\n" }
        return text + notes
    }

    /// The same change on several nodes (replicas) in one row, the weightiest first.
    private var folded: [(named: NamedChange, twins: [String])] {
        struct Key: Hashable { var kind: ComparisonChange.Kind, template: String, after: String? }
        var rows: [(named: NamedChange, twins: [String])] = []
        var places: [Key: Int] = [:]
        for named in result.changes {
            let key = Key(kind: named.change.kind, template: named.template, after: named.after?.template)
            if let place = places[key] {
                if rows[place].named.node != named.node, !rows[place].twins.contains(named.node.name) {
                    rows[place].twins.append(named.node.name)
                }
            } else {
                places[key] = rows.count
                rows.append((named, []))
            }
        }
        return rows
    }

    private func row(_ named: NamedChange, _ twins: [String]) -> String {
        let change = named.change
        let kind = change.kind.rawValue.rightPadded(6)
        let colored =
            change.kind == .new || change.kind == .more || change.kind == .slower
            ? Console.styled(kind, .red) : Console.styled(kind, .yellow)
        var text = "  \(colored)  \(figures(named))  " + Console.styled(Console.visible(named.node.name), .bold)
        if !twins.isEmpty {
            text +=
                Console.visible(" and \(twins.prefix(3).joined(separator: ", "))")
                + (twins.count > 3 ? " and \(twins.count - 3) more" : "")
        }
        text += "\n"
        text += IncidentReport.wrapped(named.template, indent: "          ")
        if let after = named.after {
            text += IncidentReport.wrapped(
                "after \(after.node.name): \(after.template)", indent: "          ", dim: true)
        }
        if change.kind == .new || change.kind == .more, let sample = named.samples.first {
            text += IncidentReport.wrapped(String(sample.prefix(240)), indent: "        | ", dim: true)
        }
        return text
    }

    private func figures(_ named: NamedChange) -> String {
        let change = named.change
        let chance = "p \(probability(change.p))"
        switch named.unit {
        case "seconds":
            return
                "\(delay(change.before)) -> \(delay(change.after)) (x\(number(change.effect)), \(chance))"
        case "share":
            return "followed in \(number(change.before * 100)) % -> \(number(change.after * 100)) % (\(chance))"
        default:
            let rates = "\(number(change.before)) -> \(number(change.after)) a minute"
            switch change.kind {
            case .new: return "\(Figures.count(change.counts.after)) times (\(chance))"
            case .gone: return "\(number(change.before)) a minute -> none (\(chance))"
            default: return "\(rates) (x\(number(change.effect)), \(chance))"
            }
        }
    }

    /// How long a step takes; most take less than ten seconds.
    private func delay(_ seconds: Double) -> String {
        if seconds >= 10 { return Figures.duration(seconds) }
        return seconds >= 1 ? "\(number(seconds)) s" : "\(number(seconds * 1000)) ms"
    }

    private func probability(_ p: Double) -> String {
        if p >= 0.01 { return Figures.decimal(p, 2) }
        if p < 1e-15 { return "<1e-15" }
        var exponent = 0
        var value = p
        while value < 1 {
            value *= 10
            exponent += 1
        }
        return "1e-\(exponent)"
    }

    private func number(_ value: Double) -> String {
        Figures.decimal(value, value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 1 : 2)
    }

    private func extent(_ extent: ComparisonExtent) -> String {
        guard let begin = extent.begin, let end = extent.end else { return "nothing" }
        return "\(Figures.time(begin)) to \(Figures.time(end)) UTC (\(Figures.duration(extent.seconds))), "
            + "\(Figures.count(extent.records)) records of \(Figures.count(extent.series)) kinds"
    }

    /// What so much log on each side can show at all.
    private var worth: String {
        let findings = result.findings
        let shorter = min(result.good.seconds, result.bad.seconds)
        var text = shorter < 120 ? "Weak ground: the shorter side has \(Figures.duration(shorter)). " : ""
        text += "Of \(Figures.count(findings.comparisons)) comparisons, a new message is beyond chance from "
        text += findings.leastNew.map { "\($0) time\($0 == 1 ? "" : "s") on" } ?? "no number on"
        text += ", one that comes 100 times before "
        text += findings.leastFactor.map { "when it changes by x\(Figures.decimal($0, 1))" } ?? "never"
        text += " (counts here vary \(Figures.decimal(findings.dispersion, 1)) times as much as by pure chance)."
        if findings.load > 1.3 || findings.load < 0.77 {
            text +=
                " Overall there is \(number(findings.load)) times as much on the bad side; differences stand out against that."
        }
        if result.good.seconds < result.bad.seconds / 4 { text += " A longer good side would tell more." }
        return text
    }

    private var notes: String {
        var notes: [String] = []
        let all = result.good.records + result.bad.records
        if result.copied > 0 {
            notes.append(
                "\(Figures.count(result.copied)) lines are copies of another source's and were not counted twice")
        }
        if result.timeless * 2 > all { notes.append("most lines state no time: rates are guesses") }
        if result.outside > 0 { notes.append("\(Figures.count(result.outside)) records lie in neither span") }
        for extent in [result.good, result.bad] where extent.uncounted > 0 {
            notes.append(
                "\(Figures.count(extent.uncounted)) records of messages beyond the first \(Figures.count(Comparison.maximumSeries)) kinds count for their service only"
            )
        }
        notes.append(
            "\(Figures.count(result.lines)) lines in \(Figures.decimal(seconds, 1)) s, \(Figures.count(UInt64(Double(result.lines) / max(seconds, 0.001)))) lines/s"
        )
        return "\n" + notes.map { Console.styled("  " + $0, .dim) + "\n" }.joined()
    }
}

extension String {
    fileprivate func leftPadded(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
    fileprivate func rightPadded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
