/// Evidence in plain words. No Foundation: numbers are rounded by hand, the same on every host.
enum Wordsmith {
    /// "142 in 10 s, usually 3.1 (x46)"; "3 in 10 s, usually hardly any". Windows fade, so what they hold is a fraction; what came is
    /// whole. A factor of what hardly ever comes says nothing.
    static func rate(observed: Double, expected: Double, seconds: Double) -> String {
        guard expected >= 0.05 else { return "\(count(observed)) in \(span(seconds)), usually hardly any" }
        let factor = observed.rounded() / expected
        let ratio =
            factor >= 1.5
            ? " (x\(number(factor < 10 ? factor : factor.rounded())))"
            : factor <= 0.67 && factor > 0 ? " (\(percent(factor)))" : ""
        return "\(count(observed)) in \(span(seconds)), usually \(number(expected))\(ratio)"
    }

    /// What came, as a whole number.
    static func count(_ value: Double) -> String { number(value.rounded()) }

    /// "142 in 60 s, usually 31 (x4.6), for 17 min now; such rises usually pass in 4 min".
    static func longRise(_ rate: String, seconds: Double, usual: Double) -> String {
        "\(rate), for \(span(seconds)) now" + (usual > 0 ? "; such rises usually pass in \(span(usual))" : "")
    }

    /// "silent for 4 min, usually every 60 s".
    static func silence(seconds: Double, usual: Double, wholeStream: Bool) -> String {
        let subject = wholeStream ? "the whole service is silent" : "silent"
        return usual < 1
            ? "\(subject) for \(span(seconds)), usually \(number(1 / max(usual, 1e-6))) a second"
            : "\(subject) for \(span(seconds)), usually every \(span(usual))"
    }

    /// "never seen before in 3 h, now 12 times in 10 s".
    static func novelty(count: Int, age: Int64, isYoung: Bool, elsewhere: Int = 0) -> String {
        let times =
            (count == 1 ? "once" : "\(count) times")
            + (elsewhere > 0 ? "; heard from \(elsewhere) elsewhere within the last hour" : "")
        return isYoung
            ? "first message of a service not heard of before, \(times)"
            : "never seen before in \(span(Double(age) / 1e6)), now \(times)"
    }

    /// "27 messages of 5 kinds that this service hardly ever had, in 60 s; a clump of such usually holds 4".
    static func mass(count: Double, kinds: Int, usual: Double) -> String {
        let what = kinds == 1 ? "of a kind" : "of \(kinds) kinds"
        return
            "\(self.count(count)) messages \(what) that this service hardly ever had, in 60 s; a clump of such usually holds \(number(usual))"
    }

    /// "6000 of a new message in 60 s make most of what the service says (6100, usually 12)".
    static func newMass(count: Double, all: Double, usual: Double) -> String {
        "\(self.count(count)) of a new message in 60 s make most of what the service says (\(self.count(all)), usually \(number(usual)))"
    }

    static func benignNews(templates: Int) -> String {
        templates == 1
            ? "a new kind of message, harmless by its words"
            : "\(templates) new kinds of messages at once, harmless by their words"
    }

    /// "42% of 140 messages in 10 s are failures, usually 1.2%; 61 in 60 s, usually 9.8". What came in the bucket is counted; what
    /// the window holds fades, as in all rates.
    static func mix(
        bad: Double, all: Double, usualShare: Double, bucket: Double, observed: Double, expected: Double, window: Double
    ) -> String {
        let usual = expected < 0.05 ? "hardly any" : number(expected)
        return "\(percent(bad / max(all, 1))) of \(count(all)) messages in \(span(bucket)) are failures, "
            + "usually \(percent(usualShare)); \(count(observed)) in \(span(window)), usually \(usual)"
    }

    /// "p50 98 ms -> 1.4 s in 60 s", "31 of 60 in 60 s are above 410 ms, the usual p90; usually 6 are". Figures are within 19%.
    static func values(_ verdict: ValueVerdict, unit: ValueUnit) -> String {
        let window = span(Double(verdict.seconds))
        if verdict.quantile == 0.5 {
            return "p50 \(unit.text(Double(verdict.expected))) -> \(unit.text(Double(verdict.observed))) in \(window)"
        }
        return
            "\(count(Double(verdict.beyond))) of \(count(Double(verdict.values))) in \(window) are above "
            + "\(unit.text(Double(verdict.expected))), the usual p\(verdict.quantile == 0.9 ? "90" : "99"); usually "
            + "\(number(Double(verdict.usualBeyond))) are"
    }

    /// "10.0.0.5 is 92% of `client` in 3 min, usually at most 3%".
    static func words(_ text: String, name: String, share: Double, usual: Double) -> String {
        "\(text) is \(percent((share * 100).rounded() / 100)) of \(name.isEmpty ? "what stands there" : "`\(name)`") in 3 min, "
            + "usually at most \(percent((max(usual, 0.01) * 100).rounded() / 100))"
    }

    /// "this step takes 1.4 s (median of 60 s), usually 98 ms".
    static func slowStep(_ verdict: ValueVerdict) -> String {
        let window = span(Double(verdict.seconds))
        let usual = span(Double(verdict.expected) / 1000)
        if verdict.quantile == 0.5 {
            return
                "this step takes about \(span(Double(verdict.observed) / 1000)) (median of \(window)), usually \(usual)"
        }
        return
            "\(count(Double(verdict.beyond))) of \(count(Double(verdict.values))) took longer than \(usual) for this step in "
            + "\(window), usually \(number(Double(verdict.usualBeyond)))"
    }

    /// "14 in 60 s were followed by another message than usual, usually 0.2".
    static func order(strayed: Double, usual: Double, seconds: Double) -> String {
        "\(count(strayed)) in \(span(seconds)) were followed by another message than usual, usually \(number(usual))"
    }

    /// Three significant digits at most; no trailing zeros.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "?" }
        let size = abs(value)
        if size >= 100 { return String(Int(clamping: Int64(min(max(value.rounded(), -9e18), 9e18)))) }
        let scale: Double = size >= 10 ? 10 : size >= 1 ? 10 : size >= 0.1 ? 100 : 1000
        let scaled = Int((value * scale).rounded())
        if scaled == 0 { return value == 0 ? "0" : "under 0.001" }
        let sign = scaled < 0 ? "-" : ""
        let whole = abs(scaled) / Int(scale)
        let part = abs(scaled) % Int(scale)
        if part == 0 { return "\(sign)\(whole)" }
        var digits = String(part)
        while digits.count < (scale == 10 ? 1 : scale == 100 ? 2 : 3) { digits = "0" + digits }
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }

    static func percent(_ share: Double) -> String { "\(number(share * 100))%" }

    /// "10 s", "5 min", "3 h", "9 days".
    static func span(_ seconds: Double) -> String {
        if seconds < 1 { return "\(number(seconds * 1000)) ms" }
        if seconds < 10 { return "\(number(seconds)) s" }
        if seconds < 120 { return "\(number(seconds.rounded())) s" }
        if seconds < 7200 { return "\(number((seconds / 60).rounded())) min" }
        if seconds < 172_800 { return "\(number((seconds / 3600).rounded())) h" }
        return "\(number((seconds / 86_400).rounded())) days"
    }
}
