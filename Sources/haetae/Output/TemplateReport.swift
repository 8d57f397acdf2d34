import APIModel

/// Templates as a person reads them.
enum TemplateReport {
    /// One line of `templates list`.
    static func row(_ template: TemplateDocument) -> String {
        let count = Figures.count(template.count)
        let name = template.name.map { Console.styled(Console.visible($0), .bold) + ": " } ?? ""
        var marks: [String] = []
        if template.muted == true {
            marks.append(template.mutedUntil.map { "muted until \(Figures.time($0)) UTC" } ?? "muted")
        }
        if let merged = template.merged { marks.append("\(Figures.count(merged)) merged into it") }
        if let place = template.splitAt { marks.append("split at \(place)") }
        if let trunk = template.partOf { marks.append("part of \(trunk)") }
        let marked = marks.isEmpty ? "" : "  " + Console.styled(marks.joined(separator: ", "), .yellow)
        return String(repeating: " ", count: max(0, 12 - count.count)) + count + "  \(template.id)  " + name
            + Console.visible(template.text) + marked
    }

    /// All that is known of one.
    static func full(_ template: TemplateDetail) -> String {
        var text = Console.styled(Console.visible(template.text), .bold) + "\n"
        func row(_ name: String, _ value: String) {
            text += "  " + name + String(repeating: " ", count: max(1, 11 - name.count)) + value + "\n"
        }
        row("id", template.id)
        if let name = template.name { row("name", Console.visible(name)) }
        if let mute = template.muted {
            let end = mute.until.map { "until \(Figures.time($0)) UTC" } ?? "until it is unmuted"
            let comment = mute.comment.isEmpty ? "" : ": \(Console.visible(mute.comment))"
            row("muted", "\(end), \(Figures.count(mute.held)) signals held back\(comment)")
        }
        row(
            "seen",
            "\(Figures.count(template.count)) times, \(percent(template.share)) of all messages, rank \(Figures.count(template.rank)) of \(Figures.count(template.templates))"
                + (template.perDay.map { ", \(rate($0)) a day" } ?? ""))
        if let first = template.firstSeen, let last = template.lastSeen {
            row("between", "\(Figures.time(first)) and \(Figures.time(last)) UTC")
        }
        if !template.streams.isEmpty { text += "  streams\n" }
        for stream in template.streams {
            text += "    \(Console.visible(stream.node))  \(rate(stream.perHour)) an hour"
            if let severity = stream.severity { text += ", at worst \(severity)" }
            if let last = stream.lastSeen { text += ", last \(Figures.time(last))" }
            if let since = stream.risingSince {
                text += Console.styled("  rising since \(Figures.time(since))", .yellow)
            }
            if let since = stream.fallingSince {
                text += Console.styled("  falling since \(Figures.time(since))", .yellow)
            }
            text += "\n"
        }
        if !template.variables.isEmpty { text += "  variables\n" }
        for variable in template.variables {
            text += "    at \(place(variable.position, variable.value))  " + Self.variable(variable) + "\n"
        }
        if let split = template.split {
            text += "  split at position \(place(split.position, split.value)) into\n"
            for part in split.parts { text += relative(part) }
            if split.parts.isEmpty { text += "    nothing yet: each word that comes makes a part\n" }
        }
        if let trunk = template.partOf { text += "  part of\n" + relative(trunk) }
        if !template.merged.isEmpty { text += "  stands for\n" }
        for merged in template.merged.prefix(20) { text += relative(merged) }
        if template.merged.count > 20 { text += "    and \(template.merged.count - 20) more\n" }
        if !template.example.isEmpty { row("example", Console.visible(template.example, limit: 500)) }
        return text
    }

    private static func relative(_ one: TemplateDetail.Relative) -> String {
        "    \(one.id)  " + (one.count.map { Figures.count($0) + "  " } ?? "")
            + (one.text.map { Console.visible($0) } ?? Console.styled("an earlier form", .dim)) + "\n"
    }

    private static func variable(_ variable: TemplateDetail.Variable) -> String {
        var text = variable.kind
        if let distinct = variable.distinct, let samples = variable.samples, samples > 0 {
            text += ", " + self.distinct(distinct, of: samples)
        }
        if let numbers = variable.numbers, (variable.distinct ?? 0) > 4 {
            text += ", \(number(numbers.minimum)) to \(number(numbers.maximum))\(unit(numbers.unit))"
            text += ", median \(number(numbers.median)), p90 \(number(numbers.p90)), p99 \(number(numbers.p99))"
        }
        let top = frequent(variable)
        return top.isEmpty ? text : text + ": " + top
    }

    static func place(_ position: Int, _ value: Int?) -> String { value.map { "\(position).\($0)" } ?? "\(position)" }

    /// How many values differ. Only a sample of the messages is looked at, so that of all there may be more.
    private static func distinct(_ distinct: Double, of samples: Int) -> String {
        if differAll(distinct, of: samples) { return "hardly one twice in \(Figures.count(samples)) looked at" }
        return "\(Figures.count(max(1, Int(distinct)))) distinct in \(Figures.count(samples)) looked at"
    }

    /// Whether next to all values looked at differ, as far as the estimate tells (its standard error is 13 %).
    static func differAll(_ distinct: Double, of samples: Int) -> Bool {
        samples >= 16 && distinct >= 0.8 * Double(samples)
    }

    /// `200 (98 %), 502 (1 %)`.
    static func frequent(_ variable: TemplateDetail.Variable) -> String {
        variable.top.filter { $0.share >= 0.01 }.map { "\(Console.visible($0.value)) (\(percent($0.share)))" }
            .joined(separator: ", ")
    }

    static func unit(_ unit: String) -> String { unit.isEmpty ? "" : " \(unit)" }

    static func percent(_ share: Double) -> String {
        let percent = share * 100
        return Figures.decimal(percent, percent >= 10 || percent == 0 ? 0 : percent >= 0.1 ? 1 : 3) + " %"
    }

    static func number(_ value: Double) -> String {
        let magnitude = value.magnitude
        if value == value.rounded(), magnitude < 1e15 { return Figures.count(Int(value)) }
        return Figures.decimal(value, magnitude >= 100 ? 0 : magnitude >= 1 ? 1 : magnitude >= 0.01 ? 3 : 6)
    }

    static func rate(_ value: Double) -> String {
        value >= 10 ? Figures.count(Int(value.rounded())) : Figures.decimal(value, value >= 1 ? 1 : 3)
    }
}
