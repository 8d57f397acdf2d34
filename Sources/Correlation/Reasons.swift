import Model
import Topology

/// Reasons in plain words: why an alert is in a group, why a node is held for the cause.
enum Reasons {
    static func first(_ language: Language) -> String {
        language == .korean ? "이 장애의 첫 경보" : "the first alert of this incident"
    }
    static func firstOfMerged(_ language: Language) -> String {
        language == .korean ? "이 장애에 합쳐진 묶음의 첫 경보" : "the first alert of what was joined to this incident"
    }
    static func byHand(_ language: Language) -> String { language == .korean ? "운영자가 지정함" : "put here by an operator" }
    static func merged(into id: String, _ language: Language) -> String {
        MergeNote.text(into: id, korean: language == .korean)
    }

    /// Why an alert joined: what binds the two nodes, how their times relate, what they have in common.
    static func joining(_ alert: Alert, _ affinity: Affinity, _ topology: TopologyGraph, _ language: Language) -> String
    {
        let korean = language == .korean
        var parts: [String] = []
        if affinity.node == alert.node {
            parts.append(korean ? "같은 노드 \(alert.node)" : "same node \(alert.node)")
        } else if affinity.topology > 0, let link = affinity.link {
            parts.append(bond(alert.node, affinity.node, link, topology, korean))
        }
        if affinity.together { parts.append(korean ? "같은 순간에 실패하기 시작" : "both began to fail at one moment") }
        switch affinity.mentionReason {
        case .none: break
        case .names(let name): parts.append(korean ? "메시지가 \(name)을(를) 언급".withParticles : "it names \(name)")
        case .namedBy(let name):
            parts.append(
                korean ? "\(affinity.node)의 메시지가 \(name)을(를) 언급".withParticles : "\(affinity.node) names \(name)")
        case .both(let name): parts.append(korean ? "둘 다 \(name)을(를) 언급".withParticles : "both name \(name)")
        }
        if let identifier = affinity.sharedIdentifier {
            parts.append(korean ? "둘 다 \(identifier) 포함" : "both name \(identifier)")
        }
        if affinity.sameTemplate, affinity.node != alert.node {
            parts.append(
                korean ? "\(affinity.node)과(와) 같은 메시지".withParticles : "the same message as on \(affinity.node)")
        } else if affinity.likeness > 0.15, affinity.node != alert.node {
            parts.append(korean ? "\(affinity.node)의 메시지와 비슷한 표현" : "worded like the messages of \(affinity.node)")
        }
        if affinity.quietness > 0 { parts.append(korean ? "함께 조용해짐" : "both fell quiet") }
        parts.append(lag(affinity.lag, korean))
        return parts.joined(separator: "; ")
    }

    private static func lag(_ lag: Micros, _ korean: Bool) -> String {
        let seconds = lag < 0 ? (-lag + .second / 2) / .second : (lag + .second / 2) / .second
        if seconds == 0 { return korean ? "같은 시각에 시작" : "began at the same time" }
        let text = Durations.text(seconds, korean)
        if lag > 0 { return korean ? "\(text) 뒤에 시작" : "began \(text) later" }
        return korean ? "\(text) 먼저 시작" : "began \(text) earlier"
    }

    private static func bond(
        _ new: NodeName, _ old: NodeName, _ link: TopologyGraph.Link, _ topology: TopologyGraph, _ korean: Bool
    ) -> String {
        let via = topology.nodes[Int(link.via)].name
        switch link.bond {
        case .needs, .neededBy:
            // What a supervisor speaks for, or errors blame, where that is what is needed.
            let old = topology.nodes[Int(link.node)].name
            let (low, high) = link.bond == .needs ? (new, old) : (old, new)
            let relation = topology.edge(from: low, to: high)?.relation ?? .dependsOn
            if link.hops == 1 {
                if korean {
                    let known = " (\(word(link.provenance, korean)))"
                    switch relation {
                    case .dependsOn: return "\(low)은(는) \(high)에 의존함".withParticles + known
                    case .runsOn: return "\(low)은(는) \(high)에서 실행됨".withParticles
                    case .talksTo: return "\(low)은(는) \(high)와(과) 통신함".withParticles + known
                    }
                }
                return "\(low) \(relation.words) \(high) (\(word(link.provenance, korean)))"
            }
            return korean
                ? "\(low)은(는) \(via)을(를) 거쳐 \(high)에 의존함 (\(word(link.provenance, korean)))".withParticles
                : "\(low) depends on \(high) by way of \(via) (\(word(link.provenance, korean)))"
        case .shareNeed: return korean ? "둘 다 \(via)에 의존함" : "both depend on \(via)"
        case .shareHost: return korean ? "둘 다 \(via)에서 실행됨" : "both run on \(via)"
        case .shareDependent: return korean ? "\(via)이(가) 둘 다에 의존함".withParticles : "\(via) depends on both"
        }
    }

    private static func word(_ provenance: TopologyGraph.Provenance, _ korean: Bool) -> String {
        guard korean else { return provenance.word }
        switch provenance {
        case .declared: return "선언됨"
        case .observed: return "관측됨"
        case .mentioned: return "오류 메시지에서 언급됨"
        case .correlated: return "과거 경보에서 학습됨"
        }
    }

    /// Why a node is held for the cause: the strongest reasons first, at most four.
    static func cause(_ node: CauseEvidence.Node, first: NodeName, _ language: Language) -> String {
        let korean = language == .korean
        var parts: [(Double, String)] = []
        func value(_ sort: CauseEvidence.Sort) -> Double { (node.values[sort] ?? 0) * sort.share }
        if !node.namedBy.isEmpty {
            let who = list(node.namedBy, korean)
            parts.append((value(.named) + 0.01, korean ? "\(who)의 오류 메시지가 언급함" : "named in errors of \(who)"))
        }
        let isSilent = (node.values[.silent] ?? 0) > 0.2
        if isSilent {
            parts.append((value(.silent) + 0.06, korean ? "이 노드의 메시지가 끊김" : "its messages stopped"))
        }
        if let change = node.change, (node.values[.changed] ?? 0) > 0.2 {
            let quote = shortened(change)
            parts.append((value(.changed) + 0.05, korean ? "직전에 변경됨: “\(quote)”" : "changed just before: \"\(quote)\""))
        }
        if !node.neededBy.isEmpty, (node.values[.upstream] ?? 0) > 0.3 {
            let who = list(node.neededBy, korean)
            parts.append(
                (
                    value(.upstream) * 0.8,
                    korean
                        ? "이상이 있는 \(who)이(가) 의존함".withParticles
                        : "needed by \(who), which also \(node.neededBy.count == 1 ? "shows" : "show") trouble"
                ))
        }
        if node.onset != nil, (node.values[.early] ?? 0) >= 0.99 {
            if let lead = node.lead, lead >= 2 * Micros.second {
                let text = Durations.text(lead / .second, korean)
                parts.append(
                    (
                        value(.early),
                        korean ? "다른 노드보다 \(text) 먼저 시작" : "first to show trouble, \(text) before the others"
                    ))
            } else if node.lead != nil {
                parts.append((value(.early) * 0.5, korean ? "가장 먼저 이상을 보인 노드 중 하나" : "among the first to show trouble"))
            }
        }
        // That its messages stopped is said once.
        if let peak = node.peak, !(isSilent && peak.kind == .silence) {
            parts.append(
                (
                    (node.values[.strength] ?? 0) * 0.15,
                    KindWords.noun(peak.kind, peak.direction, korean, isReturn: node.isReturn)
                ))
        }
        if parts.isEmpty { parts.append((0, korean ? "이상이 있는 노드들이 의존함" : "upstream of what shows trouble")) }
        return parts.enumerated().sorted {
            $0.element.0 != $1.element.0 ? $0.element.0 > $1.element.0 : $0.offset < $1.offset
        }
        .prefix(4).map(\.element.1).joined(separator: "; ")
    }

    /// `a, b and 3 more`.
    static func list(_ nodes: [NodeName], _ korean: Bool, limit: Int = 3) -> String {
        let names = nodes.map(\.name)
        if names.count <= limit {
            guard let last = names.last, names.count > 1 else { return names.first ?? "" }
            return korean ? names.joined(separator: ", ") : names.dropLast().joined(separator: ", ") + " and " + last
        }
        let shown = names.prefix(limit - 1).joined(separator: ", ")
        let rest = names.count - limit + 1
        return korean ? "\(shown) 외 \(rest)개" : "\(shown) and \(rest) more"
    }

    /// A message without the escapes of JSON in which it was logged: `\"`, `\/` and `\u` with the code of a character that can be seen,
    /// as a reader sees it. Marks that steer a terminal or turn text round stay escaped. O(bytes).
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        var shown = ""
        var rest = text[...]
        while let place = rest.firstIndex(of: "\\") {
            shown += rest[..<place]
            let after = rest[place...].dropFirst()
            if let next = after.first, next == "\"" || next == "/" {
                shown.append(next)
                rest = after.dropFirst()
            } else if after.first == "u", case let digits = after.dropFirst().prefix(4), digits.count == 4,
                digits.utf8.allSatisfy({ UInt8(ascii: "0") <= $0 && $0 <= 102 }),
                let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code), isVisible(scalar)
            {
                shown.unicodeScalars.append(scalar)
                rest = after.dropFirst(5)
            } else {
                shown.append("\\")
                rest = after
            }
        }
        return shown + rest
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    static func shortened(_ text: String, _ limit: Int = 120) -> String {
        let line = text.split(separator: "\n", omittingEmptySubsequences: true).first.map(String.init) ?? ""
        return line.count <= limit ? line : String(line.prefix(limit - 1)) + "…"
    }
}

/// Spans of time in words.
enum Durations {
    static func text(_ seconds: Int64, _ korean: Bool) -> String {
        if seconds < 120 { return korean ? "\(seconds)초" : "\(seconds) s" }
        if seconds < 7200 { return korean ? "\((seconds + 30) / 60)분" : "\((seconds + 30) / 60) min" }
        if seconds < 172_800 { return korean ? "\((seconds + 1800) / 3600)시간" : "\((seconds + 1800) / 3600) h" }
        return korean ? "\((seconds + 43_200) / 86_400)일" : "\((seconds + 43_200) / 86_400) days"
    }
}

/// What kinds of deviation are called in a sentence.
enum KindWords {
    /// - Parameter isReturn: what is told as new was seen before, and comes again after a long time.
    static func noun(_ kind: SignalKind, _ direction: Direction, _ korean: Bool, isReturn: Bool = false) -> String {
        switch (kind, direction) {
        case (.novelty, _) where isReturn: korean ? "오랜만에 다시 나온 메시지" : "messages back after a long time"
        case (.rate, .down): korean ? "메시지가 평소보다 적음" : "fewer messages than usual"
        case (.rate, _): korean ? "메시지가 평소보다 많음" : "more messages than usual"
        case (.silence, _): korean ? "메시지 끊김" : "messages stopped"
        case (.novelty, _): korean ? "처음 보는 메시지" : "never-seen messages"
        case (.severity, _): korean ? "오류 증가" : "a surge of errors"
        case (.values, _): korean ? "평소와 다른 값" : "unusual values"
        case (.flows, _): korean ? "요청 흐름 이상" : "requests take another course"
        case (.drift, _): korean ? "학습 모델이 현재 상황과 어긋남" : "the learned picture is stale"
        case (.collection, _): korean ? "로그 수집 문제" : "trouble collecting logs"
        case (.flood, _): korean ? "메시지 폭주" : "a flood of messages"
        case (.external, _): korean ? "다른 시스템의 경보" : "an alert of another system"
        }
    }
}
