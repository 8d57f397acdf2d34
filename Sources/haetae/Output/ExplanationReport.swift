import APIModel
import Model
import Terminal

/// What `explain` prints of a line, in English or Korean.
struct ExplanationReport {
    static let languages = ["en", "ko"]
    let isKorean: Bool

    init(language: String) { isKorean = language == "ko" }

    private func say(_ english: String, _ korean: String) -> String { isKorean ? korean : english }

    func text(_ one: ExplanationDocument) -> String {
        var text = Console.styled(Console.visible(one.line), .dim) + "\n"
        func row(_ name: String, _ value: String) {
            let width = DisplayWidth.columns(of: name)
            text += "  " + name + String(repeating: " ", count: max(1, 11 - width)) + value + "\n"
        }
        row(say("format", "형식"), one.format)
        row(say("time", "시각"), one.time ?? say("none in the line", "줄에 없음"))
        row(say("severity", "심각도"), one.severity ?? say("none in the line", "줄에 없음"))
        if one.host != nil || one.service != nil {
            let names = [one.host, one.service].compactMap { $0 }.joined(separator: "/")
            row(say("from", "출처"), Console.visible(names) + (one.pid.map { "[\($0)]" } ?? ""))
        }
        guard let template = one.template else { return text }
        row(
            say("template", "템플릿"),
            (template.name.map { Console.styled(Console.visible($0), .bold) + ": " } ?? "")
                + Console.visible(template.text))
        guard one.known else {
            row(
                "",
                say(
                    "never seen before among \(Figures.count(template.templates)) templates",
                    "처음 보는 메시지 (알려진 템플릿 \(Figures.count(template.templates))개)"))
            return text
        }
        row("id", template.id + muted(template))
        row(say("seen", "빈도"), frequency(template))
        for value in one.values { text += "    " + self.value(value, of: template) + "\n" }
        if !template.streams.isEmpty {
            let names = template.streams.prefix(8).map { Console.visible($0.node) }.joined(separator: ", ")
            let more = template.streams.count - 8
            row(
                say("where", "위치"),
                more > 0 ? say("\(names) and \(more) more", "\(names) 외 \(more)곳") : names)
        }
        for incident in one.incidents {
            row(
                say("incident", "장애"),
                "\(incident.id) (\(incident.state)) \(Console.visible(incident.title, limit: 120))")
        }
        return text
    }

    private func muted(_ template: TemplateDetail) -> String {
        guard let mute = template.muted else { return "" }
        let end = mute.until.map { Figures.time($0) + " UTC" }
        return "  "
            + Console.styled(
                say(
                    end.map { "muted until \($0)" } ?? "muted", end.map { "\($0)까지 음소거" } ?? "음소거"), .yellow)
    }

    private func frequency(_ template: TemplateDetail) -> String {
        let count = Figures.count(template.count)
        let share = TemplateReport.percent(template.share)
        var text = say(
            "\(count) times, \(share) of all messages, rank \(Figures.count(template.rank)) of \(Figures.count(template.templates))",
            "\(count)회, 전체 메시지의 \(share), 템플릿 \(Figures.count(template.templates))개 중 \(Figures.count(template.rank))위")
        if let perDay = template.perDay {
            let rate = TemplateReport.rate(perDay)
            text += say(", \(rate) a day", ", 하루 \(rate)회")
        }
        if let first = template.firstSeen, let last = template.lastSeen {
            text += say(
                ", first \(Figures.time(first)), last \(Figures.time(last))",
                ", 처음 \(Figures.time(first)), 마지막 \(Figures.time(last))")
        }
        return text
    }

    private func value(_ value: ExplanationDocument.Value, of template: TemplateDetail) -> String {
        let usual = value.usual
        var text = Console.styled(Console.visible(value.value, limit: 120), .bold) + "  \(usual.kind): "
        var parts: [String] = []
        if let range = value.range, let numbers = usual.numbers { parts.append(standing(range, numbers)) }
        if let share = value.share {
            let total = usual.messages ?? Double(template.count)
            let seen = Figures.count(Int((share * total).rounded(.up)))
            let all = Figures.count(Int(total))
            parts.append(
                say(
                    "seen about \(seen) times of \(all) (\(TemplateReport.percent(share)))",
                    "\(all)회 중 약 \(seen)회 (\(TemplateReport.percent(share)))"))
        } else if value.range == nil {
            if let distinct = usual.distinct, let samples = usual.samples, samples > 0 {
                let values = Figures.count(max(1, Int(distinct)))
                let looked = Figures.count(samples)
                parts.append(
                    TemplateReport.differAll(distinct, of: samples)
                        ? say("hardly a value came twice in \(looked) looked at", "표본 \(looked)개에서 같은 값이 거의 없음")
                        : usual.top.isEmpty
                            ? say(
                                "none of the \(values) values in \(looked) looked at stands out",
                                "표본 \(looked)개의 값 \(values)가지 중 두드러진 값 없음")
                            : say(
                                "none of the frequent ones of \(values) values in \(looked) looked at",
                                "표본 \(looked)개의 값 \(values)가지 중 흔한 값이 아님"))
            } else {
                parts.append(say("no history of its values", "값의 기록이 없음"))
            }
        }
        if value.range == nil || value.share == nil {
            let others = usual.top.filter { $0.value != value.value && $0.share >= 0.05 }.prefix(3)
            if !others.isEmpty, (value.share ?? 0) < 0.5 {
                let list = others.map { "\(Console.visible($0.value)) (\(TemplateReport.percent($0.share)))" }
                    .joined(separator: ", ")
                parts.append(say("usually \(list)", "보통 \(list)"))
            }
        }
        text += parts.joined(separator: "; ")
        return text
    }

    private func standing(_ range: String, _ numbers: TemplateDetail.Variable.Numbers) -> String {
        let unit = TemplateReport.unit(numbers.unit)
        func shown(_ value: Double) -> String { TemplateReport.number(value) + unit }
        let median = say("median", "중앙값")
        switch range {
        case "below minimum":
            return say(
                "below all that were sampled (least \(shown(numbers.minimum)))",
                "표본의 최솟값 \(shown(numbers.minimum))보다 작음")
        case "minimum to median":
            return say(
                "at or below the median (\(shown(numbers.median)))", "중앙값 \(shown(numbers.median)) 이하")
        case "median to p90":
            return say(
                "between \(median) (\(shown(numbers.median))) and p90 (\(shown(numbers.p90)))",
                "\(median) \(shown(numbers.median))와(과) p90 \(shown(numbers.p90)) 사이".withParticles)
        case "p90 to p99":
            return Console.styled(
                say(
                    "between p90 (\(shown(numbers.p90))) and p99 (\(shown(numbers.p99)))",
                    "p90 \(shown(numbers.p90))와(과) p99 \(shown(numbers.p99)) 사이".withParticles), .yellow)
        case "p99 to maximum":
            return Console.styled(
                say(
                    "above p99 (\(shown(numbers.p99))), within the maximum (\(shown(numbers.maximum)))",
                    "p99 \(shown(numbers.p99)) 초과, 최댓값 \(shown(numbers.maximum)) 이내"), .yellow)
        default:
            return Console.styled(
                say(
                    "above all that were sampled (most \(shown(numbers.maximum)))",
                    "표본의 최댓값 \(shown(numbers.maximum))보다 큼"), .red)
        }
    }
}
