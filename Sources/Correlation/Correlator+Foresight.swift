import Bytes
import Model
import Topology

/// Leading indicators: what came before which incidents, and what follows from that.
extension Correlator {
    /// What is known of the signs that came before incidents, the known ones first.
    package var precursors: [PrecursorRecord] { precursorBook.records(options) }

    /// Signs, kinds, pairs and troubles that made room since the start of the state.
    package var experienceEvicted: UInt64 { precursorBook.evicted + troubleBook.evicted }

    /// Takes note of an alert before it is placed. True where it begins an episode of a sign.
    mutating func noteSign(_ alert: Alert) -> Bool {
        noteTrouble(alert, at: alert.onset, begins: true)
        return precursorBook.note(alert, at: alert.at, window: options.precursorWindow)
    }

    /// Takes note of a repeat.
    mutating func noteRepeat(_ alert: Alert) {
        noteTrouble(alert, at: alert.lastSeen, begins: false)
        _ = precursorBook.note(alert, at: max(alert.at, alert.lastSeen), window: options.precursorWindow)
    }

    /// An edge where one node's trouble often follows another's. Programs that every host has tell of others, and what was noticed
    /// late has no onset to go by.
    private mutating func noteTrouble(_ alert: Alert, at time: Micros, begins: Bool) {
        guard options.parts.contains(.learned), !Platform.isPlatform(alert.node),
            alert.at - alert.onset <= options.joinWindow
        else { return }
        for first in troubleBook.note(alert.node, at: time, begins: begins, options) {
            if let known = topology.edge(from: alert.node, to: first), known.provenance != .correlated { continue }
            topology.observe(
                from: alert.node, to: first, relation: .dependsOn, provenance: .correlated, source: .alerts,
                at: alert.at)
        }
    }

    /// Marks the group of an alert whose sign is known to come before incidents, once a window for each kind of incident.
    mutating func foretell(_ alert: Alert) {
        guard let sequence = byAlert[alert.id], let group = groups[sequence], precursorBook.warnings[group.id] == nil
        else { return }
        let kinds = precursorBook.known(alert.fingerprint, options).map(\.kind).filter { kind in
            precursorBook.warnedAt[kind].map { alert.at - $0 >= options.precursorWindow } ?? true
        }
        guard !kinds.isEmpty else { return }
        for kind in kinds { precursorBook.warnedAt[kind] = alert.at }
        precursorBook.warnings[group.id] = PrecursorBook.Warning(
            at: alert.at, sign: alert.fingerprint, kinds: kinds,
            alerts: group.stage == .open ? group.alertCount : 0, grewAt: group.stage == .open ? alert.at : .unknown,
            confirmed: false)
        groups[sequence]?.dirty = true
    }

    /// An incident that opened only as a warning becomes one of its own when something joins it.
    mutating func noteGrowth(_ sequence: UInt64, at time: Micros) {
        guard let group = groups[sequence], let warning = precursorBook.warnings[group.id], group.stage == .open,
            warning.grewAt == .unknown, group.alertCount > warning.alerts
        else { return }
        precursorBook.warnings[group.id]?.grewAt = time
        precursorBook.open(group.id, at: time, lead: options.precursorLead, window: options.precursorWindow)
    }

    /// A group opened. One that warns counts as an incident when it grows.
    mutating func noteOpening(_ group: AlertGroup, at time: Micros) {
        if precursorBook.warnings[group.id] != nil {
            precursorBook.warnings[group.id]?.alerts = group.alertCount
        } else {
            precursorBook.open(group.id, at: time, lead: options.precursorLead, window: options.precursorWindow)
        }
    }

    /// An incident is over.
    mutating func noteEnd(_ group: AlertGroup, _ incident: Incident) {
        precursorBook.close(
            group.id, signature: IncidentSignature(group, byRole: true, byKind: false), title: incident.title,
            cause: incident.rootCause, lead: options.precursorLead, window: options.precursorWindow)
    }

    /// Forgets warnings that can no longer come true; those of groups that go on are kept.
    mutating func expireWarnings(at time: Micros) {
        guard !precursorBook.warnings.isEmpty else { return }
        for (id, warning) in precursorBook.warnings
        where byID[id] == nil && time - warning.at > 2 * options.precursorWindow {
            // Its incident may be open for hours; then the budget keeps what the warning cost.
            precursorBook.warnings[id] = nil
        }
        precursorBook.warnedAt = precursorBook.warnedAt.filter { time - $0.value <= options.precursorWindow }
    }

    /// Incidents that opened as warnings which came true, since the last call.
    package mutating func takeConfirmedWarnings() -> [String] {
        defer { precursorBook.confirmed = [] }
        return precursorBook.confirmed
    }

    /// Whether a group is open for no more than a warning.
    func onlyWarns(_ group: AlertGroup) -> Bool {
        precursorBook.warnings[group.id].map { $0.grewAt == .unknown } ?? false
    }

    /// The track record of the sign in a candidate, in a sentence.
    func foretelling(_ group: AlertGroup) -> String? {
        precursorBook.warnings[group.id].flatMap { warned($0).first }
    }

    private func warned(_ warning: PrecursorBook.Warning) -> [String] {
        warning.kinds.compactMap { kind in
            precursorBook.record(PrecursorBook.PairKey(sign: warning.sign, kind: kind), options).map {
                ForesightWords.warning($0, options.language)
            }
        }
    }

    /// What a group warns of, and the known signs that came before it.
    func foresight(for group: AlertGroup) -> [String] {
        guard !precursorBook.pairs.isEmpty else { return [] }
        var lines: [String] = []
        if let warning = precursorBook.warnings[group.id] {
            lines = warned(warning)
            if onlyWarns(group), let first = lines.first {
                lines[0] = ForesightWords.mark(options.language) + first
            }
        }
        guard let pending = precursorBook.pending[group.id], !pending.signs.isEmpty,
            let kind = precursorBook.kind(of: IncidentSignature(group, byRole: true, byKind: false))
        else { return lines }
        for seen in pending.signs where lines.count < 4 {
            let key = PrecursorBook.PairKey(sign: seen.sign, kind: kind)
            guard let record = precursorBook.record(key, options), record.isKnown else { continue }
            lines.append(ForesightWords.announced(record, by: seen.lead, options.language))
        }
        return lines
    }

    /// What was learned of signs and of troubles that follow each other, for a checkpoint.
    package func experienceSnapshots() -> (precursors: [UInt8], troubles: [UInt8]) {
        (precursorBook.snapshot(), troubleBook.snapshot())
    }

    /// Takes it up again.
    package mutating func restore(precursors bytes: [UInt8]) throws(SnapshotError) {
        precursorBook = try PrecursorBook(snapshot: bytes)
    }

    /// Takes it up again.
    package mutating func restore(troubles bytes: [UInt8]) throws(SnapshotError) {
        troubleBook = try TroubleBook(snapshot: bytes)
    }
}

/// Track records in plain words.
enum ForesightWords {
    /// Begins the first line of an incident that is no more than a warning.
    static func mark(_ language: Language) -> String { language == .korean ? "조기 경보: " : "Early warning: " }

    private static func sign(_ record: PrecursorRecord, _ korean: Bool) -> String {
        let noun = KindWords.noun(record.kind, record.direction, korean)
        guard !record.text.isEmpty else { return "\(record.node): \(noun)" }
        let quote = Reasons.shortened(record.text, 80)
        return korean ? "\(record.node): \(noun) “\(quote)”" : "\(record.node): \(noun) \"\(quote)\""
    }

    /// `db1/postgresql: more messages than usual "…" came before 4 of 5 incidents like "…", by about 6 min; 1 of the 5 times that it
    /// was seen was a false alarm.`
    static func warning(_ record: PrecursorRecord, _ language: Language) -> String {
        let korean = language == .korean
        let lead = Durations.text(record.lead / .second, korean)
        let title = Reasons.shortened(record.incident, 80)
        let lift = rounded(record.lift)
        if korean {
            return
                "\(sign(record, true)): “\(title)”와(과) 같은 장애 \(record.incidents)건 중 \(record.preceded)건보다 약 \(lead) 먼저 나타났음. "
                .withParticles
                + "나타난 \(record.seen)번 중 \(record.falseAlarms)번은 오경보 (우연보다 \(lift)배 자주)"
        }
        return
            "\(sign(record, false)) came before \(record.preceded) of \(record.incidents) incidents like \"\(title)\", by about \(lead); "
            + "of the \(record.seen) times it was seen, \(record.falseAlarms) \(record.falseAlarms == 1 ? "was a false alarm" : "were false alarms") "
            + "(\(lift) times as often as by chance)"
    }

    /// That a known sign went before the incident that is told.
    static func announced(_ record: PrecursorRecord, by lead: Micros, _ language: Language) -> String {
        let korean = language == .korean
        let ago = Durations.text(lead / .second, korean)
        return korean
            ? "\(ago) 전에 전조가 있었음: \(warning(record, language))"
            : "Announced \(ago) before it opened: \(warning(record, language))"
    }

    private static func rounded(_ value: Double) -> String {
        value >= 10 || !value.isFinite
            ? String(Int(min(value, 1e6).rounded()))
            : "\(Int((value * 10).rounded()) / 10).\(Int((value * 10).rounded()) % 10)"
    }
}
