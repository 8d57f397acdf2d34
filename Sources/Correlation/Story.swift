import Bytes
import Model

/// Tells an incident in plain words, from its facts alone: a title, and what happened in time order.
package struct Story: Sendable {
    package let language: Language
    package init(language: Language) { self.language = language }
    private var korean: Bool { language == .korean }

    /// `db1/postgresql: messages stopped; app1/shop, app2/shop and 2 more affected`.
    package func title(_ incident: Incident) -> String {
        let cause = incident.rootCause ?? incident.members.first?.alert.node
        guard let cause else { return korean ? "장애" : "Incident" }
        let warns = incident.foresight?.first.map { line in
            Language.allCases.contains { line.hasPrefix(ForesightWords.mark($0)) }
        }
        func strongest(_ holds: (NodeName) -> Bool) -> Alert? {
            // What quotes no message (a surge of errors) tells a reader less.
            func weight(_ alert: Alert) -> Double { alert.templateText.isEmpty ? 0.6 * alert.score : alert.score }
            return incident.members.map(\.alert).filter { holds($0.node) }
                .max { (weight($0), $1.id) < (weight($1), $0.id) }
        }
        // A host says of itself what its kernel says, else what its other supervisors say.
        func onHost(_ holds: (NodeName) -> Bool) -> Alert? {
            cause.service.isEmpty ? strongest { $0.host == cause.host && holds($0) } : nil
        }
        let own =
            strongest { $0 == cause } ?? onHost { $0.service == "kernel" } ?? onHost(Platform.isSupervisor)
        // The kernel and the service manager of the cause's host report of it; they are not what is affected.
        let others = incident.nodes.filter {
            $0 != cause && $0.name != cause.host && !($0.host == cause.host && Platform.isSupervisor($0))
        }
        var text = (warns == true ? ForesightWords.mark(language) : "")
        // That it was killed, or failed, says more than what it says on a good day as well.
        let fate = own.map(\.isMild) ?? true ? fate(of: cause, in: incident) : nil
        text += "\(fate == nil ? own?.node ?? cause : cause): "
        if let own, fate == nil {
            text += what(own)
        } else {
            text +=
                fate
                ?? (korean ? "다른 노드의 오류가 가리키는 원인" : "named in the errors of others")
        }
        if !others.isEmpty {
            text += korean ? "; 영향: \(Reasons.list(others, true))" : "; \(Reasons.list(others, false)) affected"
        }
        return text
    }

    /// What was done to a node that says nothing of itself: `the kernel killed python3 for want of memory`. Nil where nothing grave is known.
    private func fate(of node: NodeName, in incident: Incident) -> String? {
        let told = (incident.changes ?? []).compactMap { line -> String? in
            guard let place = line.firstRange(of: " \(node): ") else { return nil }
            return String(line[place.upperBound...])
        }
        return ChangeMessages.gravest(of: told, korean: korean)
    }

    /// The story of a stored incident. What was known of its past is taken from the summary that is stored, in whichever language.
    package func summary(_ incident: Incident) -> String {
        summary(incident, past: StoryPast(of: incident.summary))
    }

    /// The story: begin, course, cause, what came before, end.
    func summary(_ incident: Incident, past: StoryPast) -> String {
        var lines = course(incident)
        if past.uncounted > 0 { lines.append(past.uncountedLine(language)) }
        if let cause = incident.rootCauses.first {
            let share = Int((cause.score * 100).rounded())
            lines.append(
                korean
                    ? "가장 유력한 원인: \(cause.node) (\(share)%). 근거: \(cause.why)."
                    : "Likely cause: \(cause.node) (\(share)%): \(cause.why).")
        }
        lines += past.lines(language)
        if let closed = incident.closedAt {
            let seconds = max(0, incident.lastSeen - incident.startedAt) / .second
            lines.append(
                korean
                    ? "\(clock(closed))에 종료되었습니다 (지속 \(Durations.text(seconds, true)))."
                    : "Resolved at \(clock(closed)) after \(Durations.text(seconds, false)) of trouble.")
        }
        return lines.joined(separator: "\n")
    }

    /// Up to ten lines, one for each (onset, node or replicas, kind), in time order; then how many there are beside.
    private func course(_ incident: Incident) -> [String] {
        struct Step {
            let onset: Micros
            let kind: SignalKind
            let direction: Direction
            /// Hash of the alert's text, 0 where it has none.
            var text: UInt64
            var nodes: [NodeName]
            var alert: Alert
        }
        var steps: [Step] = []
        let alerts = incident.members.map(\.alert).sorted { ($0.onset, $0.node, $0.id) < ($1.onset, $1.node, $1.id) }
        for var alert in alerts {
            // What is faint, and counted over minutes that reach back, began no earlier than the trouble that it is a part of.
            alert.onset = max(alert.onset, incident.startedAt)
            let text = alert.templateText.isEmpty ? 0 : StableHash.hash(alert.templateText)
            // The same message on several nodes, and several messages of one kind on a node within a bucket, are one step. By place:
            // no step is copied to be looked at.
            let same = steps.indices.first { at in
                steps[at].kind == alert.kind && steps[at].direction == alert.direction
                    && (text != 0 && steps[at].text == text
                        || alert.onset - steps[at].onset <= 10 * Micros.second && steps[at].nodes == [alert.node])
            }
            if let same {
                if !steps[same].nodes.contains(alert.node) { steps[same].nodes.append(alert.node) }
                if alert.score > steps[same].alert.score, steps[same].nodes.count == 1 {
                    (steps[same].alert, steps[same].text) = (alert, text)
                }
            } else {
                steps.append(
                    Step(
                        onset: alert.onset, kind: alert.kind, direction: alert.direction, text: text,
                        nodes: [alert.node],
                        alert: alert))
            }
        }
        // The first, what states that it is critical, the strongest; in order.
        func rank(_ at: Int) -> (Int, Double) {
            let isGravest = (steps[at].alert.severity ?? .debug) <= .critical
            return (steps[at].onset == steps[0].onset ? 0 : isGravest ? 1 : 2, -steps[at].alert.score)
        }
        let kept = Set(steps.indices.sorted { rank($0) == rank($1) ? $0 < $1 : rank($0) < rank($1) }.prefix(10))
        return steps.indices.filter(kept.contains).map { index in
            let step = steps[index]
            return "\(clock(step.onset)) \(Reasons.list(step.nodes, korean)): \(what(step.alert))."
        } + untold(steps.count - kept.count)
    }

    private func untold(_ count: Int) -> [String] {
        guard count > 0 else { return [] }
        return [korean ? "그 밖의 변화 \(count)건은 생략함." : "\(count) more step\(count == 1 ? "" : "s") left out here."]
    }

    /// One alert in words.
    package func what(_ alert: Alert) -> String {
        let name = Reasons.plain(alert.templateText.isEmpty ? alert.series : alert.templateText)
        let quote =
            name.isEmpty ? "" : korean ? " “\(Reasons.shortened(name, 80))”" : " \"\(Reasons.shortened(name, 80))\""
        var text = KindWords.noun(alert.kind, alert.direction, korean, isReturn: alert.isReturn) + quote
        if let observed = alert.evidence.observed, let expected = alert.evidence.expected,
            alert.kind == .rate || alert.kind == .severity
        {
            let span = Durations.text(Int64(max(1, alert.evidence.windowSeconds.rounded())), korean)
            // What hardly ever comes is not "usually 0.0".
            let isRare = expected.magnitude < 0.05
            let usual = korean ? (isRare ? "거의 없음" : "\(number(expected))건") : isRare ? "hardly any" : number(expected)
            text +=
                korean
                ? " (\(span)에 \(number(observed.rounded()))건, 평소 \(usual))"
                : " (\(number(observed.rounded())) in \(span), usually \(usual))"
        }
        return text
    }

    private func number(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        if value == value.rounded() || value.magnitude >= 100 { return String(Int(value.rounded())) }
        let scaled = Int((value * 10).rounded())
        if scaled % 10 == 0 { return String(scaled / 10) }
        return "\(scaled < 0 ? "-" : "")\(scaled.magnitude / 10).\(scaled.magnitude % 10)"
    }

    private func clock(_ time: Micros) -> String {
        let civil = CivilTime(time)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
    }
}

extension Correlator {
    /// An incident's story in a language, whatever the language of its stored summary. Nil when it is not known (any more).
    package func summary(of id: String, language: Language) -> (title: String, text: String)? {
        guard let group = byID[id].flatMap({ groups[$0] }) ?? resolved.last(where: { $0.id == id }) else { return nil }
        let told = Correlator.retold(self, in: language).incident(group)
        return (told.title, told.summary)
    }

    private static func retold(_ correlator: Correlator, in language: Language) -> Correlator {
        var options = correlator.options
        options.language = language
        var other = Correlator(options: options, topology: correlator.topology)
        (other.usual, other.past, other.recentChanges) = (correlator.usual, correlator.past, correlator.recentChanges)
        return other
    }
}
