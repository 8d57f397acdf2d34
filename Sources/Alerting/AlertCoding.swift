import Bytes
import Model

extension SnapshotWriter {
    mutating func write(alert: Alert) {
        write(alert.id)
        write(alert.fingerprint)
        write(alert.kind.rawValue)
        write(alert.direction.rawValue)
        write(alert.node.name)
        write(alert.template) { writer, id in writer.write(id.raw) }
        write(alert.templateText)
        write(alert.series)
        write(alert.at)
        write(alert.onset)
        write(alert.lastSeen)
        write(Int64(alert.count))
        write(alert.score)
        write(alert.severity) { writer, severity in writer.write(severity.rawValue) }
        write(alert.weak)
        write(alert.evidence.observed) { writer, value in writer.write(value) }
        write(alert.evidence.expected) { writer, value in writer.write(value) }
        write(alert.evidence.windowSeconds)
        write(alert.evidence.samples) { writer, text in writer.write(text) }
        write(alert.evidence.text)
        write(alert.mentions) { writer, node in writer.write(node.name) }
        write(alert.identifiers) { writer, text in writer.write(text) }
        write(alert.origin)
    }
}

extension SnapshotReader {
    mutating func readKind() throws(SnapshotError) -> SignalKind {
        let name: String = try read()
        guard let kind = SignalKind(rawValue: name) else { throw .invalid("unknown kind '\(name)'") }
        return kind
    }

    mutating func readStrings() throws(SnapshotError) -> [String] {
        try readArray { (reader) throws(SnapshotError) in try reader.read(String.self) }
    }

    mutating func readAlert() throws(SnapshotError) -> Alert {
        let id: String = try read()
        let fingerprint: UInt64 = try read()
        let kind = try readKind()
        let way: String = try read()
        guard let direction = Direction(rawValue: way) else { throw .invalid("unknown direction '\(way)'") }
        let node = NodeName(try read(String.self))
        let template = try readOptional { (reader) throws(SnapshotError) in TemplateID(try reader.read(UInt64.self)) }
        let text: String = try read()
        let series: String = try read()
        let at: Micros = try read()
        let onset: Micros = try read()
        let lastSeen: Micros = try read()
        let count: Int64 = try read()
        let score: Double = try read()
        let severity = try readOptional { (reader) throws(SnapshotError) -> Severity in
            let raw: UInt8 = try reader.read()
            guard let severity = Severity(rawValue: raw) else { throw .invalid("severity \(raw)") }
            return severity
        }
        let weak: Bool = try read()
        let observed = try readOptional { (reader) throws(SnapshotError) in try reader.read(Double.self) }
        let expected = try readOptional { (reader) throws(SnapshotError) in try reader.read(Double.self) }
        let window: Double = try read()
        let samples = try readStrings()
        let evidence = Evidence(
            observed: observed, expected: expected, windowSeconds: window, samples: samples, text: try read(String.self)
        )
        let mentions = try readStrings().map { NodeName($0) }
        let identifiers = try readStrings()
        return Alert(
            id: id, fingerprint: fingerprint, kind: kind, direction: direction, node: node, template: template,
            templateText: text, series: series, at: at, onset: onset, lastSeen: lastSeen, count: Int(count),
            score: score,
            severity: severity, weak: weak, evidence: evidence, mentions: mentions, identifiers: identifiers,
            origin: try read(String.self))
    }
}
