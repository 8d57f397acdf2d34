import Model
import Storage

/// The sentences of answers on incidents, in the question's language. Titles and summaries stand as the store has them.
struct IncidentWords {
    let isKorean: Bool
    let zone: Int
    let now: Micros

    private func say(_ english: String, _ korean: String) -> String { isKorean ? korean : english }

    /// `2026-11-24 02:13`, in the asker's zone; the day is left out where it is the one given.
    func moment(_ time: Micros, on day: Micros? = nil) -> String {
        let civil = CivilTime(time + Micros(zone) * .second)
        let clock = "\(two(civil.hour)):\(two(civil.minute))"
        if let day {
            let other = CivilTime(day + Micros(zone) * .second)
            if (other.year, other.month, other.day) == (civil.year, civil.month, civil.day) { return clock }
        }
        return "\(civil.year)-\(two(civil.month))-\(two(civil.day)) \(clock)"
    }
    private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    private func span(_ span: TimeSpan) -> String {
        "\(moment(span.from)) - \(moment(span.to, on: span.from)) (\(zoneName))"
    }
    private var zoneName: String {
        if zone == 0 { return "UTC" }
        let minutes = abs(zone) / 60
        return "UTC\(zone < 0 ? "-" : "+")\(minutes / 60)" + (minutes % 60 == 0 ? "" : ":\(two(minutes % 60))")
    }
    private func list(_ nodes: [NodeName]) -> String { nodes.map(\.name).prefix(6).joined(separator: ", ") }

    func place(_ nodes: [NodeName], _ time: TimeSpan, isAssumed: Bool) -> String {
        let assumed = isAssumed ? say(", the last 24 hours as no time was named", ", 시간을 말하지 않아 최근 24시간") : ""
        return nodes.isEmpty ? "\(span(time))\(assumed)" : "\(list(nodes)), \(span(time))\(assumed)"
    }
    func none(_ place: String) -> String {
        say("No incident is recorded for \(place).", "\(place): 기록된 장애가 없습니다.")
    }
    func last(_ incident: Incident) -> String {
        say("The last one before that: \(line(incident))", "그 전의 마지막 장애: \(line(incident))")
    }
    func count(_ count: Int, _ place: String) -> String {
        say("\(count) incident\(count == 1 ? "" : "s"): \(place).", "장애 \(count)건: \(place).")
    }
    func more(_ count: Int) -> String { say("and \(count) more", "그 밖에 \(count)건") }
    func open(_ count: Int, _ nodes: [NodeName]) -> String {
        let place = nodes.isEmpty ? "" : say(" on \(list(nodes))", " (\(list(nodes)))")
        return say("\(count) incident\(count == 1 ? " is" : "s are") open\(place).", "열려 있는 장애\(place): \(count)건.")
    }
    func nothingOpen(_ nodes: [NodeName]) -> String {
        let place = nodes.isEmpty ? "" : say(" on \(list(nodes))", " (\(list(nodes)))")
        return say("Nothing is open\(place) now.", "지금 열려 있는 장애가 없습니다\(place).")
    }
    func state(_ state: IncidentState) -> String {
        switch state {
        case .open: say("open", "진행 중")
        case .acknowledged: say("acknowledged", "확인됨")
        case .resolved: say("resolved", "해결됨")
        }
    }
    func line(_ incident: Incident) -> String {
        let end =
            incident.state == .resolved
            ? " - \(moment(incident.closedAt ?? incident.lastSeen, on: incident.startedAt))" : ""
        let cause =
            incident.rootCauses.first.map {
                say("; likely cause \($0.node) (\(percent($0.score)))", "; 유력한 원인 \($0.node) (\(percent($0.score)))")
            } ?? ""
        let weak = incident.weak ? say(", weakly grounded", ", 근거 약함") : ""
        return
            "\(moment(incident.startedAt))\(end) \(incident.severity.rawValue), \(state(incident.state))\(weak): \(incident.title)\(cause)"
    }
    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    /// A story on one line, its times in the asker's zone: it is stored in UTC.
    func quoted(_ summary: String) -> String {
        summary.split(whereSeparator: \.isNewline).map { shifted(String($0)) }.joined(separator: " ")
    }

    /// A line of a story with its clock time (`14:20:00 db1: ...`, `Resolved at 16:10:20 after ...`) or its moment of before (`2026-11-24 at 17:05`)
    /// in the asker's zone. Times within what is quoted of logs stay.
    private func shifted(_ line: String) -> String {
        guard zone != 0 else { return line }
        let head = line.hasPrefix("Resolved at ") ? line.index(line.startIndex, offsetBy: 12) : line.startIndex
        if let end = line.index(head, offsetBy: 8, limitedBy: line.endIndex), let time = Self.clock(line[head..<end]) {
            let local = (time + zone % 86_400 + 86_400) % 86_400
            return "\(line[..<head])\(two(local / 3600)):\(two(local / 60 % 60)):\(two(local % 60))\(line[end...])"
        }
        for (opening, between, closing) in [(" before, last on ", " at ", "."), ("번 있었습니다 (마지막 ", " ", ")")] {
            guard let start = line[...].range(of: opening)?.upperBound,
                let end = line.index(start, offsetBy: 10 + between.count + 5, limitedBy: line.endIndex),
                line[end...].hasPrefix(closing),
                let time = RFC3339.parse("\(line[start..<end].replacing(between, with: "T")):00Z")
            else { continue }
            return "\(line[..<start])\(moment(time).replacing(" ", with: between))\(line[end...])"
        }
        return line
    }

    /// Seconds of the day of `14:20:00`.
    private static func clock(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]), hour < 24,
            let minute = Int(parts[1]), minute < 60, let second = Int(parts[2]), second < 61
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }
    func cause(_ cause: RootCause) -> String {
        say(
            "likely cause \(cause.node), \(percent(cause.score)): \(cause.why)",
            "유력한 원인 \(cause.node), \(percent(cause.score)): \(cause.why)")
    }
    func note(_ note: String) -> String { say("operator's note: \(note)", "운영자 메모: \(note)") }
    func unknownNodes(_ names: [String]) -> String {
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        return say(
            "No node \(list) is known here; `haetae topology show` lists the nodes.",
            "\(list): 알려진 노드가 아닙니다. `haetae topology show`로 노드를 볼 수 있습니다.")
    }
    func noIncident(_ id: String) -> String { say("There is no incident '\(id)'.", "'\(id)' 장애가 없습니다.") }
    var noIncidents: String { say("No incident is recorded.", "기록된 장애가 없습니다.") }
    func changes(_ id: String?, _ time: TimeSpan, _ nodes: [NodeName]) -> String {
        let place = nodes.isEmpty ? "" : say(" on \(list(nodes))", " (\(list(nodes)))")
        guard let id else { return say("What was new\(place), \(span(time)):", "새로 나타난 것\(place), \(span(time)):") }
        return say(
            "In the two hours before \(id) began\(place), \(span(time)):", "\(id) 시작 전 두 시간\(place), \(span(time)):")
    }
    func newTemplate(_ row: TemplateRow) -> String {
        let streams = row.streams.prefix(2).joined(separator: ", ")
        return say(
            "new kind of line at \(moment(row.firstSeen)) on \(streams): \(row.text)",
            "\(moment(row.firstSeen)) \(streams)에 새 종류의 줄: \(row.text)")
    }
    func moreTemplates(_ count: Int) -> String { say("and \(count) more new kinds of line", "그 밖에 새 종류의 줄 \(count)개") }
    var nothingChanged: String {
        say(
            "nothing new is recorded: no other incident, no new kind of line, nothing held back.",
            "기록된 변화가 없습니다: 다른 장애도, 새 종류의 줄도, 보류된 후보도 없습니다.")
    }
    func held(_ held: HeldBack, _ count: Int) -> String {
        let nodes = list(held.nodes)
        let told = isKorean ? reason(held) : held.text
        return say(
            "held back at \(moment(held.at)) on \(nodes) (one of \(count)): \(told)",
            "\(moment(held.at)) \(nodes) 보류됨 (\(count)건 중): \(told)")
    }
    /// Why a candidate was held back, from its figures: the stored sentence is English.
    private func reason(_ held: HeldBack) -> String {
        func number(_ value: Double) -> String {
            guard value.isFinite, value.magnitude < 1e6 else { return "\(value)" }
            let tenths = Int((value * 10).rounded())
            return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
        }
        let why =
            switch held.reason {
            case .belowLevel: "근거가 기준에 못 미침"
            case .budgetSpent: "알림 예산을 다 씀"
            case .learning: "아직 학습 중"
            case .silenced: "무음 처리됨"
            case .exempt: "제외된 대상"
            case .muted: "피드백으로 낮춰짐"
            case .cooling: "방금 알린 것과 같음"
            case .inhibited: "다른 장애에 묶임"
            case .belowFloor: "근거로 삼기에 너무 약한 신호"
            case .deploy: "배포 같은 의도된 변경으로 보임"
            }
        var text = why
        if held.level > 0 { text += " (점수 \(number(held.score)), 기준 \(number(held.level)))" }
        if let template = held.templates.first { text += ": “\(String(template.prefix(120)))”" }
        return text
    }
    func heldBack(_ place: String) -> String { say("Held back, and why: \(place).", "보류된 후보와 이유: \(place).") }
    func nothingHeld(_ place: String) -> String { say("Nothing was held back: \(place).", "보류된 것이 없습니다: \(place).") }
    func seen(_ incident: Incident, _ count: Int) -> String {
        say(
            "Yes: \(count) earlier incident\(count == 1 ? "" : "s") like \(incident.id) (\(incident.title)).",
            "네. \(incident.id) (\(incident.title))와(과) 비슷한 이전 장애가 \(count)건 있습니다.".withParticles)
    }
    func notSeen(_ incident: Incident) -> String {
        say(
            "Nothing like \(incident.id) (\(incident.title)) is recorded before it.",
            "\(incident.id) (\(incident.title)) 이전에 비슷한 장애 기록이 없습니다.")
    }
    func alike(_ past: Incident, _ share: Double) -> String {
        say("\(percent(share)) alike: ", "\(percent(share)) 비슷함: ") + line(past)
    }
}
