import APIModel
import Bytes
import LogFormats
import Model
import Pipeline
import Storage
import TemplateMining

/// Explains lines by what was learned.
package enum ExplanationReading {
    /// Lines explained at once.
    package static let most = 1000

    /// - Parameter incidents: Those that are not over.
    package static func explain(
        _ lines: [String], of state: LearnedState, incidents: [Incident], zoneOffset: Int, now: Micros
    ) -> [ExplanationDocument] {
        lines.prefix(most).map { explain($0, state, incidents, zoneOffset, now) }
    }

    /// The incidents of a store that are not over.
    package static func open(_ store: Store) throws -> [Incident] {
        try [IncidentState.open, .acknowledged].flatMap {
            try IncidentReading.whole(store, state: $0.rawValue, limit: 500)
        }
    }

    private static func explain(
        _ line: String, _ state: LearnedState, _ incidents: [Incident], _ zoneOffset: Int, _ now: Micros
    ) -> ExplanationDocument {
        let arena = [UInt8](line.utf8)
        let bytes = arena.span.bytes
        let descriptor = SourceDescriptor(
            name: "line", kind: .stdin, host: "", service: "", latest: now, zoneOffset: zoneOffset, head: arena)
        let record = FormatTracker(descriptor).parser.parse(ByteRange(0, arena.count), in: bytes)
        let message = message(of: record.mined, in: bytes, known: state.miner)
        var probe = state.miner
        let match = probe.match(Tokenizer().shape(of: message, in: bytes), message: message, in: bytes)
        // What was known is told as it was before this line; what was not, as the line makes it.
        let index = match.isNew ? match.index : state.miner.resolve(match.index)
        let detail = match.isNew ? new(index, probe) : TemplateReading.detail(index, of: state)
        let miner = match.isNew ? probe : state.miner
        let summaries = match.isNew ? [] : miner.variableSummaries(of: index)
        var values: [ExplanationDocument.Value] = []
        for (place, range) in miner.placedVariables(of: index, message: message, in: bytes) {
            let usual = detail.variables.first { $0.position == place.position && ($0.value ?? 0) == place.value }
            guard let usual else { continue }
            let summary = summaries.first { $0.position == place.position && $0.value == place.value }
            let standing = summary.map { ValueStanding(range, in: bytes, $0) }
            values.append(
                ExplanationDocument.Value(
                    value: SecretMasking.mask(bytes.text(range)), share: standing?.share.map { min(1, $0) },
                    range: standing?.range?.rawValue, usual: usual))
        }
        func text(_ range: ByteRange) -> String? { range.isEmpty ? nil : bytes.text(range) }
        return ExplanationDocument(
            line: SecretMasking.mask(line), format: FormatCatalog.name(record.format),
            time: record.time == .unknown ? nil : RFC3339.string(record.time), severity: record.severity?.name,
            host: text(record.host), service: text(record.service), pid: record.pid == 0 ? nil : record.pid,
            message: SecretMasking.mask(bytes.text(message)), known: !match.isNew, template: detail, values: values,
            incidents: incidents.filter { holds($0, detail.id) }.map {
                .init(id: $0.id, state: $0.state.rawValue, title: $0.title)
            })
    }

    /// Words before and behind the header's end at which a message may begin.
    private static let leeway = 12

    /// The message of one line. Where a header ends is decided by many lines of a stream; one line alone may be cut
    /// elsewhere (`[web] Ban 10.0.0.1` holds the jail's name or not). So where no template takes the message as it was
    /// cut, the nearest beginning is taken at which one does.
    private static func message(of mined: ByteRange, in bytes: RawSpan, known miner: TemplateMiner) -> ByteRange {
        let (start, end) = (Int(mined.start), Int(mined.end))
        guard start < end, miner.known(mined, in: bytes) == nil else { return mined }
        var candidates: [Int] = []
        var at = start
        while at > 0, candidates.count < leeway {
            at -= 1
            if !bytes.byte(at).isBlank, at == 0 || bytes.byte(at - 1).isBlank { candidates.append(at) }
        }
        at = start
        while at + 1 < end, candidates.count < 2 * leeway {
            at += 1
            if !bytes.byte(at).isBlank, bytes.byte(at - 1).isBlank { candidates.append(at) }
        }
        for candidate in candidates.sorted(by: { abs($0 - start) < abs($1 - start) }) {
            let message = ByteRange(candidate, end)
            if miner.known(message, in: bytes) != nil { return message }
        }
        return mined
    }

    private static func holds(_ incident: Incident, _ id: String) -> Bool {
        incident.members.contains { $0.alert.template?.description == id }
    }

    private static func new(_ index: Int32, _ miner: TemplateMiner) -> TemplateDetail {
        TemplateDetail(
            id: miner.id(index).description, text: miner.text(index), name: nil, muted: nil, count: 0, share: 0,
            rank: 0,
            templates: miner.indices.count - 1, firstSeen: nil, lastSeen: nil, perDay: nil, streams: [],
            variables: TemplateReading.variables(index, miner), example: "", merged: [], split: nil, partOf: nil)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self <= 32 }
}
