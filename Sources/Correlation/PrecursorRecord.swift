import Model

/// How often a sign came before incidents of a kind, and how often it did not.
package struct PrecursorRecord: Sendable, Hashable {
    package var node: NodeName
    package var kind: SignalKind
    package var direction: Direction
    /// The message; empty where the sign is about a whole stream.
    package var text: String
    /// What such incidents are called, by the latest of them, and its likely cause.
    package var incident: String
    package var cause: NodeName?
    /// Incidents of the kind, those that the sign came before, and times that the sign was seen and nothing of the kind followed.
    package var incidents: Int
    package var preceded: Int
    package var falseAlarms: Int
    /// Times that the sign was seen and could be judged.
    package var seen: Int { preceded + falseAlarms }
    /// Median, least and most of the latest leads.
    package var lead: Micros
    package var leads: ClosedRange<Micros>
    /// How many times as often as if they had nothing to do with each other.
    package var lift: Double
    /// That so many coincide by accident in any of the pairs that are tried.
    package var chance: Double
    /// Whether it passes all bars, so that an early warning is given when the sign returns.
    package var isKnown: Bool
    package var lastAt: Micros
}

extension PrecursorBook {
    /// What is known of a pair. O(incidents of the kind).
    func record(_ key: PairKey, _ options: CorrelationOptions) -> PrecursorRecord? {
        guard let sign = signs[key.sign], let kind = kinds[key.kind], let pair = pairs[key], !pair.leads.isEmpty else {
            return nil
        }
        let waits = now - sign.begunAt < options.precursorWindow && pair.episode != sign.begunAt
        let hits = Int(pair.hits)
        // A sign that made room and came back has fewer episodes than its pairs had hits.
        let judged = max(hits, Int(sign.episodes) - (waits ? 1 : 0))
        let covered = Double(sign.episodes) * Double(options.precursorWindow - options.precursorLead)
        let rate = min(1, covered / Double(max(now - beganAt, options.precursorWindow)))
        let trials = max(hits, Int(kind.incidents))
        let chance = min(1, Chance.atLeast(hits, of: trials, rate: rate) * Double(tries(options)))
        let leads = pair.leads.sorted()
        return PrecursorRecord(
            node: sign.node, kind: sign.kind, direction: sign.direction, text: sign.text, incident: kind.title,
            cause: kind.cause, incidents: trials, preceded: hits, falseAlarms: judged - hits,
            lead: leads[leads.count / 2], leads: leads[0]...leads[leads.count - 1],
            lift: rate > 0 ? Double(hits) / Double(trials) / rate : 0, chance: chance,
            isKnown: hits >= options.precursorSupport
                && Double(hits) >= options.precursorPrecision * Double(judged) && chance <= options.precursorRisk,
            lastAt: pair.lastAt)
    }

    /// Pairs that could pass at all: both were met often enough.
    private func tries(_ options: CorrelationOptions) -> Int {
        let signs = signs.values.count { $0.episodes >= options.precursorSupport }
        let kinds = kinds.values.count { $0.incidents >= options.precursorSupport }
        return max(1, signs) * max(1, kinds)
    }

    /// All pairs, the known ones first, then those that came before most incidents.
    func records(_ options: CorrelationOptions) -> [PrecursorRecord] {
        pairs.keys.sorted().compactMap { record($0, options) }.enumerated().sorted { a, b in
            if a.element.isKnown != b.element.isKnown { return a.element.isKnown }
            if a.element.preceded != b.element.preceded { return a.element.preceded > b.element.preceded }
            if a.element.chance != b.element.chance { return a.element.chance < b.element.chance }
            return a.offset < b.offset
        }.map(\.element)
    }

    /// Kinds that a sign is known to come before, the surest first.
    func known(_ sign: UInt64, _ options: CorrelationOptions) -> [(kind: String, record: PrecursorRecord)] {
        guard (signs[sign]?.episodes ?? 0) >= options.precursorSupport else { return [] }
        return kinds.keys.sorted().compactMap { kind in
            record(PairKey(sign: sign, kind: kind), options).flatMap { $0.isKnown ? (kind, $0) : nil }
        }
        .sorted { $0.record.chance != $1.record.chance ? $0.record.chance < $1.record.chance : $0.kind < $1.kind }
    }
}
