import Bytes
import Model
import Storage

/// Answers questions on incidents from the store alone: what is not recorded there is not said.
package struct IncidentAnswers: Sendable {
    let store: Store
    let time: TimeExpression
    static let mostIncidents = 8
    static let mostRead = 500
    /// How long before an incident something may have changed it.
    static let lookBack: Micros = 2 * .hour
    /// An incident opens at latest so long after it began; older ones that are still open are found by their state.
    static let longestIncident: Micros = 7 * .day

    /// Tells an incident in a language, `en` or `ko`; nil where it cannot.
    let retold: @Sendable (Incident, _ language: String) -> Incident?

    package init(
        store: Store, time: TimeExpression,
        retold: @escaping @Sendable (Incident, _ language: String) -> Incident? = { _, _ in nil }
    ) { (self.store, self.time, self.retold) = (store, time, retold) }

    /// The incident in the question's language, where it was stored in the other one. A story names its likely cause in its own words.
    private func told(_ incident: Incident, _ words: IncidentWords) -> Incident {
        let isKorean = incident.summary.contains("가장 유력한 원인: ")
        guard isKorean != words.isKorean else { return incident }
        return retold(incident, words.isKorean ? "ko" : "en") ?? incident
    }

    /// The answer to `question`, asked as `text`.
    package func answer(_ text: String, _ question: IncidentQuestion) throws(StoreError) -> IncidentAnswer {
        let words = IncidentWords(isKorean: question.isKorean, zone: question.zone ?? time.zone, now: time.now)
        var answer = IncidentAnswer(
            question: text, outcome: .answered, language: question.isKorean ? "ko" : "en", read: question)
        if question.nodes.isEmpty, !question.unknown.isEmpty {
            answer.statements = [.init(text: words.unknownNodes(question.unknown))]
            answer.outcome = .refused
            return answer
        }
        switch question.kind {
        case .happened: try happened(&answer, words)
        case .open: try open(&answer, words)
        case .changed: try changed(&answer, words)
        case .seenBefore: try seenBefore(&answer, words)
        case .untold: try untold(&answer, words)
        case .one: try one(&answer, words)
        case .befell:
            answer.read.incident = try latest(question)?.id
            try one(&answer, words)
        }
        return answer
    }

    /// Whether the store answers `question`: "why was worker killed?" only where an incident tells of it; all others always.
    package func covers(_ question: IncidentQuestion) throws(StoreError) -> Bool {
        guard question.kind == .befell else { return true }
        return try latest(question) != nil
    }

    /// The latest incident on the nodes of a question of why something befell them that tells of it.
    private func latest(_ question: IncidentQuestion) throws(StoreError) -> Incident? {
        guard let event = question.event else { return nil }
        var filter = IncidentFilter()
        filter.limit = Self.mostRead
        return try store.wholeIncidents(filter).items.filter { incident in
            Self.touches(incident, question.nodes) && event.isTold(by: incident, on: question.nodes)
                && question.span.map { incident.startedAt < $0.to && incident.lastSeen >= $0.from } ?? true
        }.max { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    // MARK: - What is asked

    private func happened(_ answer: inout IncidentAnswer, _ words: IncidentWords) throws(StoreError) {
        let question = answer.read
        let span = question.span ?? TimeSpan(from: time.now - .day, to: time.now)
        answer.read.span = span
        let found = try incidents(in: span, question.nodes).map { told($0, words) }
        let place = words.place(question.nodes, span, isAssumed: question.span == nil)
        guard !found.isEmpty else {
            answer.outcome = .refused
            answer.statements = [.init(text: words.none(place))] + (try held(in: span, question.nodes, words))
            if let last = try last(before: span.from, question.nodes) {
                answer.statements.append(.init(text: words.last(told(last, words)), incidents: [last.id]))
            }
            return
        }
        answer.statements = [
            .init(text: words.count(found.count, place), incidents: found.count == 1 ? [found[0].id] : [])
        ]
        answer.statements += found.prefix(Self.mostIncidents).map { .init(text: words.line($0), incidents: [$0.id]) }
        if found.count > Self.mostIncidents {
            let rest = found.dropFirst(Self.mostIncidents)
            answer.statements.append(.init(text: words.more(rest.count), incidents: rest.map(\.id)))
        }
        if let worst = Self.worst(found), found.count > 1 || worst.rootCauses.isEmpty == false {
            answer.statements += Self.story(worst).map { .init(text: words.quoted($0), incidents: [worst.id]) }
            answer.read.incident = worst.id
        }
    }

    private func open(_ answer: inout IncidentAnswer, _ words: IncidentWords) throws(StoreError) {
        var filter = IncidentFilter()
        filter.states = [.open, .acknowledged]
        filter.limit = Self.mostRead
        let found = try store.wholeIncidents(filter).items.filter { Self.touches($0, answer.read.nodes) }
            .map { told($0, words) }
        guard !found.isEmpty else {
            // That nothing is open is known, not missing.
            answer.statements = [.init(text: words.nothingOpen(answer.read.nodes))]
            return
        }
        answer.statements = [.init(text: words.open(found.count, answer.read.nodes))]
        answer.statements += found.prefix(Self.mostIncidents).map { .init(text: words.line($0), incidents: [$0.id]) }
        if found.count > Self.mostIncidents {
            let rest = found.dropFirst(Self.mostIncidents)
            answer.statements.append(.init(text: words.more(rest.count), incidents: rest.map(\.id)))
        }
        answer.read.incident = Self.worst(found)?.id
    }

    private func one(_ answer: inout IncidentAnswer, _ words: IncidentWords) throws(StoreError) {
        guard let incident = try named(&answer, words) else { return }
        answer.statements = [.init(text: words.line(incident), incidents: [incident.id])]
        answer.statements += Self.story(incident).map { .init(text: words.quoted($0), incidents: [incident.id]) }
        answer.statements += incident.rootCauses.prefix(3).map {
            .init(text: words.cause($0), incidents: [incident.id])
        }
        answer.statements += incident.notes.prefix(3).map { .init(text: words.note($0), incidents: [incident.id]) }
    }

    private func changed(_ answer: inout IncidentAnswer, _ words: IncidentWords) throws(StoreError) {
        let span: TimeSpan
        var nodes = answer.read.nodes
        var anchor: Incident?
        if answer.read.incident == nil, let asked = answer.read.span {
            span = asked
        } else {
            guard let incident = try named(&answer, words) else { return }
            anchor = incident
            span = TimeSpan(from: incident.startedAt - Self.lookBack, to: incident.startedAt)
            if nodes.isEmpty { nodes = incident.nodes }
        }
        let cited = anchor.map { [$0.id] } ?? []
        answer.statements = [.init(text: words.changes(anchor?.id, span, nodes), incidents: cited)]
        let hosts = Set(nodes.map(\.host))
        for other in try incidents(in: span, []).filter({ $0.id != anchor?.id }).prefix(Self.mostIncidents)
        where hosts.isEmpty || other.nodes.contains(where: { hosts.contains($0.host) }) {
            answer.statements.append(.init(text: words.line(told(other, words)), incidents: [other.id]))
        }
        var filter = TemplateFilter()
        filter.firstSeenSince = span.from
        filter.order = .newest
        filter.limit = 200
        let fresh = try store.templates(filter).filter { row in
            row.firstSeen < span.to && (hosts.isEmpty || row.streams.contains { hosts.contains(NodeName($0).host) })
        }
        for row in fresh.prefix(6) { answer.statements.append(.init(text: words.newTemplate(row))) }
        if fresh.count > 6 { answer.statements.append(.init(text: words.moreTemplates(fresh.count - 6))) }
        answer.statements += try held(in: span, nodes, words)
        if answer.statements.count == 1 {
            answer.statements.append(.init(text: words.nothingChanged, incidents: cited))
            answer.outcome = .refused
        }
    }

    private func seenBefore(_ answer: inout IncidentAnswer, _ words: IncidentWords) throws(StoreError) {
        guard let incident = try named(&answer, words) else { return }
        var filter = IncidentFilter()
        filter.until = incident.openedAt
        filter.limit = Self.mostRead
        let alike = try store.wholeIncidents(filter).items.filter { $0.id != incident.id }.map {
            ($0, Self.likeness($0, incident))
        }
        .filter { $0.1 >= 0.4 }.sorted { ($1.1, $1.0.openedAt) < ($0.1, $0.0.openedAt) }
        guard !alike.isEmpty else {
            answer.statements = [.init(text: words.notSeen(incident), incidents: [incident.id])]
            return
        }
        answer.statements = [.init(text: words.seen(incident, alike.count), incidents: [incident.id])]
        for (past, share) in alike.prefix(5) {
            answer.statements.append(.init(text: words.alike(told(past, words), share), incidents: [past.id]))
            answer.statements += past.notes.prefix(2).map { .init(text: words.note($0), incidents: [past.id]) }
        }
    }

    private func untold(_ answer: inout IncidentAnswer, _ words: IncidentWords) throws(StoreError) {
        let span = answer.read.span ?? TimeSpan(from: time.now - .day, to: time.now)
        let place = words.place(answer.read.nodes, span, isAssumed: answer.read.span == nil)
        let held = try held(in: span, answer.read.nodes, words, limit: 8)
        answer.statements = [.init(text: held.isEmpty ? words.nothingHeld(place) : words.heldBack(place))] + held
        if held.isEmpty { answer.outcome = .refused }
    }

    // MARK: - Reading

    /// The incident that is spoken of; without one the worst that is open, else the latest. Says so where there is none.
    private func named(_ answer: inout IncidentAnswer, _ words: IncidentWords) throws(StoreError) -> Incident? {
        if let id = answer.read.incident {
            if case .found(let incident) = try store.incident(id) { return told(incident, words) }
            answer.statements = [.init(text: words.noIncident(id))]
            answer.outcome = .refused
            return nil
        }
        var filter = IncidentFilter()
        filter.limit = 50
        let nodes = answer.read.nodes
        let all = try store.wholeIncidents(filter).items.filter { Self.touches($0, nodes) }
        guard let incident = Self.worst(all.filter { $0.state != .resolved }) ?? all.first else {
            answer.statements = [.init(text: words.noIncidents)]
            answer.outcome = .refused
            return nil
        }
        answer.read.incident = incident.id
        return told(incident, words)
    }

    /// Incidents that were going on in `span`, oldest first.
    private func incidents(in span: TimeSpan, _ nodes: [NodeName]) throws(StoreError) -> [Incident] {
        var filter = IncidentFilter()
        filter.since = span.from - Self.longestIncident
        filter.until = span.to + .hour
        filter.limit = Self.mostRead
        return try store.wholeIncidents(filter).items.filter { incident in
            incident.startedAt < span.to && max(incident.lastSeen, incident.startedAt) >= span.from
                && Self.touches(incident, nodes)
        }.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    /// The latest incident that began before `time` on these nodes, among the newest that are read.
    private func last(before time: Micros, _ nodes: [NodeName]) throws(StoreError) -> Incident? {
        var filter = IncidentFilter()
        filter.until = time + .hour
        filter.limit = Self.mostRead
        return try store.wholeIncidents(filter).items.filter { $0.startedAt < time && Self.touches($0, nodes) }
            .max { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    private func held(in span: TimeSpan, _ nodes: [NodeName], _ words: IncidentWords, limit: Int = 2) throws(StoreError)
        -> [IncidentAnswer.Statement]
    {
        var filter = HeldBackFilter()
        (filter.since, filter.until, filter.limit) = (span.from, span.to, 200)
        let all = HeldBack.strongest(try store.heldBack(filter)).filter { held in
            nodes.isEmpty || held.nodes.contains { Self.means($0, nodes) }
        }
        return all.sorted { ($1.score, $0.at) < ($0.score, $1.at) }.prefix(limit).map {
            .init(text: words.held($0, all.count))
        }
    }

    private static func touches(_ incident: Incident, _ nodes: [NodeName]) -> Bool {
        nodes.isEmpty || incident.nodes.contains { means($0, nodes) }
            || incident.rootCause.map { means($0, nodes) } == true
    }

    /// A host means all its services.
    private static func means(_ node: NodeName, _ nodes: [NodeName]) -> Bool {
        nodes.contains { $0 == node || ($0.service.isEmpty && $0.name == node.host) }
    }

    private static func worst(_ incidents: [Incident]) -> Incident? {
        func rank(_ incident: Incident) -> Int { IncidentSeverity.allCases.firstIndex(of: incident.severity) ?? 9 }
        return incidents.min { (rank($0), -$0.score, $0.id) < (rank($1), -$1.score, $1.id) }
    }

    private static func story(_ incident: Incident) -> [String] {
        incident.summary.isEmpty ? [] : [incident.summary]
    }

    /// Shared kinds of alert on the same services, and the same cause: 0...1. The share of the smaller set that both have
    /// (overlap coefficient) of (kind, service, template), three quarters; the cause a quarter.
    private static func likeness(_ a: Incident, _ b: Incident) -> Double {
        func marks(_ incident: Incident) -> Set<UInt64> {
            Set(
                incident.members.map { member in
                    StableHash.hash(
                        member.alert.kind.rawValue + "|" + member.alert.node.service + "|"
                            + (member.alert.template?.description ?? member.alert.series))
                })
        }
        let (left, right) = (marks(a), marks(b))
        guard !left.isEmpty, !right.isEmpty else { return 0 }
        let overlap = Double(left.intersection(right).count) / Double(min(left.count, right.count))
        return 0.75 * overlap + (a.rootCause != nil && a.rootCause == b.rootCause ? 0.25 : 0)
    }
}
