/// "Do not tell me of this": which candidates, from when to when. As a silence it is for a maintenance or a known trouble; as an
/// exemption it says that something is so by design.
package struct Silence: Sendable, Hashable, Codable {
    package enum Purpose: String, Sendable, Hashable, Codable, CaseIterable { case silence, exemption }

    /// A daily window, for maintenance that comes back. It may pass midnight.
    package struct Window: Sendable, Hashable, Codable {
        /// Minutes since midnight.
        package var start: Int, end: Int
        /// Days on which it begins, 0 = Monday; empty for every day.
        package var weekdays: [Int]
        /// Seconds east of UTC of the clock that it is meant by.
        package var zone: Int
        package init(start: Int, end: Int, weekdays: [Int] = [], zone: Int = 0) {
            (self.start, self.end, self.weekdays, self.zone) = (start, end, weekdays, zone)
        }

        /// Whether `time` lies in it.
        package func contains(_ time: Micros) -> Bool {
            let (day, rest) = (time + Micros(zone) * .second).flooredDivision(by: .day)
            let minute = Int(rest / .minute)
            // 1970-01-01 was a Thursday.
            func begins(_ day: Micros) -> Bool {
                let weekday = Int(((day + 3) % 7 + 7) % 7)
                return weekdays.isEmpty || weekdays.contains(weekday)
            }
            if start <= end { return minute >= start && minute < end && begins(day) }
            return (minute >= start && begins(day)) || (minute < end && begins(day - 1))
        }
    }
    package var id: String
    package var purpose: Purpose
    /// A host, `host/service`, or either with `*` at its end; nil for all. A host covers its services.
    package var node: String?
    package var kind: SignalKind?
    /// A part of the template's text; nil for all.
    package var template: String?
    /// This severity and milder ones; nil for all.
    package var severity: IncidentSeverity?
    /// `key=value` labels that each node has in the topology, or the alert of another system carries.
    package var labels: [String]
    package var from: Micros
    package var until: Micros
    /// Only in this window each day.
    package var window: Window?
    package var comment: String

    package init(
        id: String, purpose: Purpose = .silence, node: String? = nil, kind: SignalKind? = nil, template: String? = nil,
        severity: IncidentSeverity? = nil, labels: [String] = [], from: Micros, until: Micros, window: Window? = nil,
        comment: String = ""
    ) {
        (self.id, self.purpose, self.node, self.kind, self.template) = (id, purpose, node, kind, template)
        (self.severity, self.labels) = (severity, labels)
        (self.from, self.until, self.window, self.comment) = (from, until, window, comment)
    }

    /// Whether it is in force.
    package func isActive(at time: Micros) -> Bool { time >= from && time < until && (window?.contains(time) ?? true) }

    /// Whether it covers a node.
    package func covers(_ name: NodeName) -> Bool {
        guard let node else { return true }
        if node.hasSuffix("*") { return name.name.hasPrefix(node.dropLast()) }
        return name.name == node || name.host == node
    }

    /// Whether it covers all of a candidate: one alert outside it is reason enough to speak.
    package func covers(_ candidate: Candidate) -> Bool {
        candidate.nodes.allSatisfy(covers)
            && (kind == nil || candidate.kinds.allSatisfy { $0 == kind })
            && (severity.map { Self.rank(candidate.severity) <= Self.rank($0) } ?? true)
            && labels.allSatisfy { candidate.labels.contains($0) }
            && (template.map { part in
                !candidate.templates.isEmpty && candidate.templates.allSatisfy { Self.holds($0, part) }
            } ?? true)
    }

    /// Why it cannot be accepted, or nil. An exemption must be narrow and must end: it names a message, and no longer than a year.
    package func problem(now: Micros) -> String? {
        if until <= now { return "it ends before it begins to count" }
        if until <= from { return "it ends before it begins" }
        if let window,
            !(0..<1440).contains(window.start) || !(0...1440).contains(window.end) || window.start == window.end
        {
            return "its daily window is empty or not within a day"
        }
        if window?.weekdays.contains(where: { !(0..<7).contains($0) }) == true {
            return "a weekday is none of 0 (Monday) to 6"
        }
        if let node, node.dropLast().contains("*") { return "node '\(node)': a * is understood at its end only" }
        if [node, template, comment].contains(where: { ($0?.utf8.count ?? 0) > 1024 }) || labels.count > 16 {
            return "it is too long"
        }
        if let wrong = labels.first(where: { ($0.firstIndex(of: "=") ?? $0.startIndex) == $0.startIndex }) {
            return "label '\(wrong)' is no key=value"
        }
        let matches = node != nil || kind != nil || template != nil || severity != nil || !labels.isEmpty
        switch purpose {
        case .silence:
            if !matches { return "it would silence everything: give a node, template, kind, severity or label" }
        case .exemption:
            if (template?.utf8.count ?? 0) < 4 {
                return "an exemption names the message: give at least 4 characters of its template"
            }
            if until - max(from, now) > 366 * .day { return "an exemption lasts a year at most" }
            if comment.isEmpty { return "an exemption says why: give a comment" }
        }
        return nil
    }

    private static func rank(_ severity: IncidentSeverity) -> Int {
        switch severity {
        case .info: 0
        case .warning: 1
        case .critical: 2
        }
    }

    private static func holds(_ text: String, _ part: String) -> Bool {
        let haystack = Array(text.utf8)
        let needle = Array(part.utf8)
        guard needle.count <= haystack.count else { return false }
        return (0...haystack.count - needle.count).contains { haystack[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}
