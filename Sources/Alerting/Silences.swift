import Model

/// "Do not tell me of this": which candidates, from when to when.
package struct Silence: Sendable, Hashable, Codable {
    /// A daily window in UTC, for maintenance that comes back. It may pass midnight.
    package struct Window: Sendable, Hashable, Codable {
        /// Minutes since midnight.
        package var start: Int, end: Int
        /// Days on which it begins, 0 = Monday; empty for every day.
        package var weekdays: [Int]
        package init(start: Int, end: Int, weekdays: [Int] = []) {
            (self.start, self.end, self.weekdays) = (start, end, weekdays)
        }

        /// Whether `time` lies in it.
        package func contains(_ time: Micros) -> Bool {
            let (day, rest) = time.flooredDivision(by: .day)
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
    /// A host, `host/service`, or either with `*` at its end; nil for all. A host covers its services.
    package var node: String?
    package var kind: SignalKind?
    /// A part of the template's text; nil for all.
    package var template: String?
    package var from: Micros
    package var until: Micros
    /// Only in this window each day.
    package var window: Window?
    package var comment: String

    package init(
        id: String, node: String? = nil, kind: SignalKind? = nil, template: String? = nil, from: Micros, until: Micros,
        window: Window? = nil, comment: String = ""
    ) {
        (self.id, self.node, self.kind, self.template) = (id, node, kind, template)
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
            && (template.map { part in
                !candidate.templates.isEmpty && candidate.templates.allSatisfy { Self.holds($0, part) }
            } ?? true)
    }

    private static func holds(_ text: String, _ part: String) -> Bool {
        let haystack = Array(text.utf8)
        let needle = Array(part.utf8)
        guard needle.count <= haystack.count else { return false }
        return (0...haystack.count - needle.count).contains { haystack[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}

/// The silences in force: a value, changed by an operator only.
package struct Silences: Sendable, Hashable, Codable {
    /// By id.
    package private(set) var all: [Silence] = []

    package init(_ all: [Silence] = []) { self.all = all.sorted { $0.id < $1.id } }

    /// Adds one, or replaces the one of the same id.
    package mutating func add(_ silence: Silence) {
        all.removeAll { $0.id == silence.id }
        all.append(silence)
        all.sort { $0.id < $1.id }
    }

    /// Ends one.
    /// - Returns: Whether there was one of this id.
    @discardableResult
    package mutating func remove(id: String) -> Bool {
        let before = all.count
        all.removeAll { $0.id == id }
        return all.count < before
    }

    /// Forgets those that are over.
    package mutating func expire(at time: Micros) { all.removeAll { $0.until <= time } }

    /// The first silence in force that covers all of a candidate.
    package func matching(_ candidate: Candidate, at time: Micros) -> Silence? {
        all.first { $0.isActive(at: time) && $0.covers(candidate) }
    }
}
