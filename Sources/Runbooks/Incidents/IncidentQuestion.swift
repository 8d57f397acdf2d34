import Model

/// A question that the store of incidents answers, not the runbooks.
package struct IncidentQuestion: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        /// What happened, somewhere, at some time.
        case happened
        /// What is open now.
        case open
        /// What was different before an incident.
        case changed
        /// Whether something like it was there before.
        case seenBefore = "seen_before"
        /// Why nobody was told.
        case untold
        /// Why something befell a node ("why was worker killed?"): of the latest incident that tells of it.
        case befell
        /// One incident, by its id.
        case one
    }

    package var kind: Kind
    package var span: TimeSpan?
    /// Nodes that are named, sorted.
    package var nodes: [NodeName] = []
    /// An incident that is named, or that a session speaks of.
    package var incident: String?
    /// Names that look like a host's and are none here.
    package var unknown: [String] = []
    /// What befell the nodes.
    package var event: NodeEvent?
    package var isKorean = false
    /// Seconds east of UTC of the zone that it names; nil: the asker's.
    package var zone: Int?
}

/// What a reader of questions must know of the site: which words are nodes, which are incidents.
package struct IncidentNames: Sendable {
    /// Nodes that a word means: a host, a service (on all its hosts), an alias.
    package var nodes: @Sendable (String) -> [NodeName]
    /// The incident with this id or beginning of one.
    package var incident: @Sendable (String) -> String?

    package init(nodes: @escaping @Sendable (String) -> [NodeName], incident: @escaping @Sendable (String) -> String?) {
        (self.nodes, self.incident) = (nodes, incident)
    }
}

/// Tells questions on incidents from questions on runbooks, and reads them. Deterministic: phrases, names, times; no model.
package struct IncidentQuestionReader: Sendable {
    let names: IncidentNames
    let time: TimeExpression

    package init(names: IncidentNames, time: TimeExpression) { (self.names, self.time) = (names, time) }

    /// The question, if it is one on incidents; `last` is the one before it in a session, for what is left out ("and on app2?").
    package func read(_ text: String, after last: IncidentQuestion? = nil) -> IncidentQuestion? {
        let text = String(text.unicodeScalars.prefix(2000).map(Character.init))
        let words = Self.words(text)
        let isKorean = text.hasHangul
        var question = IncidentQuestion(kind: .happened, isKorean: isKorean)
        let here = time.inZone(of: text)
        question.span = here.span(in: text)
        if here.zone != time.zone { question.zone = here.zone }
        for word in words {
            if let id = names.incident(word) { question.incident = question.incident ?? id }
            question.nodes += names.nodes(word)
        }
        if question.incident == nil { question.incident = namedIncident(words) }
        question.nodes = Set(question.nodes).sorted()
        question.unknown = unknownHosts(words)
        let padded = " " + words.joined(separator: " ") + " "
        let isAnchored =
            question.span != nil || !question.nodes.isEmpty || question.incident != nil || !question.unknown.isEmpty
        let event = question.nodes.isEmpty || question.incident != nil ? nil : NodeEvent(asked: padded, text)
        if let kind = Self.kind(padded, text, isAnchored: isAnchored, hasIncident: question.incident != nil) {
            question.kind = kind
        } else if let event {
            (question.kind, question.event) = (.befell, event)
        } else if let last, isAnchored || Self.isContinuation(padded), words.count <= 7,
            Self.isContinuation(padded) || last.isKorean == isKorean && words.count <= 4
        {
            // A short question with another place or time: the rest is as before.
            question.kind = last.kind == .one && question.incident == nil ? .happened : last.kind
            question.span = question.span ?? last.span
            if question.nodes.isEmpty, question.unknown.isEmpty { question.nodes = last.nodes }
            guard isAnchored else { return nil }
        } else {
            return nil
        }
        if question.incident == nil, [.changed, .seenBefore].contains(question.kind) {
            question.incident = last?.incident
        }
        return question
    }

    /// Words, with ASCII cut from the Hangul that follows it (`db1에` -> `db1`), punctuation around them gone.
    static func words(_ text: String) -> [String] {
        text.split { $0.isWhitespace || ",;?!\"'`()[]".contains($0) }.flatMap { word -> [String] in
            var head = word[...]
            while let last = head.last, ".:".contains(last) { head = head.dropLast() }
            guard head.first?.isASCII == true, let cut = head.firstIndex(where: { !$0.isASCII }) else {
                return [String(head).lowercased()]
            }
            return [String(head[..<cut]).lowercased(), String(head[cut...])]
        }.filter { !$0.isEmpty }
    }

    /// What is called an incident and looks like an id, known or not: "incident 3f9a1c", "장애 3f9a1c". That there is none is then the answer.
    private func namedIncident(_ words: [String]) -> String? {
        for (word, before) in zip(words.dropFirst(), words)
        where ["incident", "inc", "장애", "인시던트"].contains(before) && (6...32).contains(word.utf8.count)
            && word.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
            && word.utf8.contains(where: { (48...57).contains($0) })
        { return word }
        return nil
    }

    /// `db9` after "on" or before `에`: letters and a digit, and no node here.
    private func unknownHosts(_ words: [String]) -> [String] {
        var unknown: [String] = []
        for (at, word) in words.enumerated() {
            guard word.utf8.allSatisfy({ $0 < 128 }), word.first?.isLetter == true, word.last?.isNumber == true,
                names.nodes(word).isEmpty, names.incident(word) == nil, word.count <= 63
            else { continue }
            let before = at > 0 ? words[at - 1] : ""
            let after = at + 1 < words.count ? words[at + 1] : ""
            if ["on", "at", "with", "to", "about", "host", "node", "server"].contains(before)
                || ["에", "에서", "에는", "는", "은", "의", "서버", "이", "가"].contains(where: { after == $0 })
            {
                unknown.append(word)
            }
        }
        return unknown
    }

    private static func kind(_ words: String, _ text: String, isAnchored: Bool, hasIncident: Bool) -> IncidentQuestion
        .Kind?
    {
        func has(_ phrases: [String]) -> Bool {
            phrases.contains {
                $0.hasHangul ? text[...].range(of: $0) != nil : words[...].range(of: " " + $0 + " ") != nil
            }
        }
        // An id alone, or with one word beside it.
        if hasIncident, words.split(separator: " ").count <= 2, !has(["fix", "조치", "방법", "해결"]) { return .one }
        let isAdvice = has([
            "how do i", "how to", "how can i", "what should", "what do i do", "should i", "fix", "어떻게", "방법", "조치",
            "해결",
        ])
        if isAdvice { return nil }
        if has([
            "why was i not told", "why wasn't i told", "why was nobody told", "why no alert", "not alerted",
            "held back", "왜 알려", "왜 알림", "알림이 안", "알림이 없",
        ]) {
            return .untold
        }
        if !has(["happened earlier today", "happened earlier this"]),
            has([
                "seen before", "seen this before", "happened before", "occurred before", "happen before",
                "happened earlier", "recurring", "similar incidents", "seen it before", "전에도", "이전에도", "예전에도", "본 적",
                "있었던 적", "재발", "비슷한 인시던트", "비슷한 장애",
            ])
        {
            return .seenBefore
        }
        if has([
            "what changed", "what has changed", "anything change", "anything changed", "what was different",
            "what was new", "changes before", "무엇이 바뀌", "뭐가 바뀌", "바뀐", "변경된", "변경이 있", "달라진", "달라졌",
        ]) {
            return .changed
        }
        if has([
            "what is open", "what's open", "open incidents", "still open", "anything open", "anything wrong now",
            "what is wrong now", "what's wrong now", "open now", "what is going on", "what's going on",
            "is anything wrong", "unresolved", "열려 있", "열린", "진행 중", "진행중", "미해결", "지금 무슨", "현재 무슨", "현재 장애", "지금 장애",
            "지금 문제",
        ]) {
            return .open
        }
        if has([
            "what happened", "what went wrong", "anything happen", "which incidents", "any incidents", "any incident",
            "list incidents", "show incidents", "how many incidents", "incidents on", "incidents in", "incidents since",
            "incidents last", "incidents yesterday", "incidents today", "무슨 일", "무슨일", "인시던트", "어떤 장애", "무슨 장애",
            "어떤 문제가 있었", "무슨 문제", "장애 목록", "장애 내역", "장애 요약", "어떤 일이 있었", "뭔 일",
        ]) {
            return hasIncident ? .one : .happened
        }
        if isAnchored,
            has([
                "what broke", "what failed", "what was wrong", "anything unusual", "anything wrong", "any problems",
                "any trouble", "incidents", "outages", "was there a problem", "was there an outage",
                "what was going on", "장애가 있", "장애 있",
                "문제가 있", "문제 있", "이상이 있", "이상 있", "일어났", "일어난", "있었나", "있었어", "있었습니까", "장애 알려", "장애 보여", "장애는", "장애가 몇",
                "장애 몇", "사고가 있",
            ])
        {
            return hasIncident ? .one : .happened
        }
        if hasIncident,
            has([
                "what is", "what was", "status", "show", "tell me about", "explain", "why", "what caused", "cause",
                "about", "원인",
                "왜", "설명", "무엇", "보여", "상태",
            ])
        {
            return .one
        }
        return nil
    }

    private static func isContinuation(_ words: String) -> Bool {
        [" and ", " what about ", " how about ", " 그럼 ", " 그러면 ", " 그리고 ", " 또 ", " also "].contains {
            words.hasPrefix($0)
        }
    }
}
