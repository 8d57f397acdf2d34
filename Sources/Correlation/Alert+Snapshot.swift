import Bytes
import Model

extension Alert {
    func write(to writer: inout SnapshotWriter) {
        writer.write(id)
        writer.write(fingerprint)
        writer.write(kind.rawValue)
        writer.write(direction.rawValue)
        writer.write(node.name)
        writer.write(template) { $0.write($1.raw) }
        for text in [templateText, series, origin] { writer.write(text) }
        for time in [at, onset, lastSeen] { writer.write(time) }
        writer.write(UInt64(count))
        writer.write(score)
        writer.write(severity) { $0.write($1.rawValue) }
        writer.write(weak)
        writer.write(evidence.observed) { $0.write($1) }
        writer.write(evidence.expected) { $0.write($1) }
        writer.write(evidence.windowSeconds)
        writer.write(evidence.samples) { $0.write($1) }
        writer.write(evidence.text)
        writer.write(mentions) { $0.write($1.name) }
        writer.write(identifiers) { $0.write($1) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotError) {
        func texts(_ reader: inout SnapshotReader) throws(SnapshotError) -> [String] {
            try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in try reader.read(String.self)
            }
        }
        func number(_ reader: inout SnapshotReader) throws(SnapshotError) -> Double? {
            try reader.readOptional { (reader: inout SnapshotReader) throws(SnapshotError) in
                try reader.read(Double.self)
            }
        }
        let id = try reader.read(String.self)
        let fingerprint = try reader.read(UInt64.self)
        guard let kind = SignalKind(rawValue: try reader.read(String.self)),
            let direction = Direction(rawValue: try reader.read(String.self))
        else { throw .invalid("an alert's kind") }
        let node = NodeName(try reader.read(String.self))
        let template = try reader.readOptional { (reader: inout SnapshotReader) throws(SnapshotError) in
            TemplateID(try reader.read(UInt64.self))
        }
        let templateText = try reader.read(String.self)
        let series = try reader.read(String.self)
        let origin = try reader.read(String.self)
        let at = try reader.read(Micros.self)
        let onset = try reader.read(Micros.self)
        let lastSeen = try reader.read(Micros.self)
        let count = Int(clamping: try reader.read(UInt64.self))
        let score = try reader.read(Double.self)
        let severity = try reader.readOptional { (reader: inout SnapshotReader) throws(SnapshotError) in
            guard let severity = Severity(rawValue: try reader.read()) else {
                throw SnapshotError.invalid("a severity")
            }
            return severity
        }
        let weak = try reader.read(Bool.self)
        let observed = try number(&reader)
        let expected = try number(&reader)
        let window = try reader.read(Double.self)
        let samples = try texts(&reader)
        let text = try reader.read(String.self)
        let mentions = try texts(&reader).map { NodeName($0) }
        let identifiers = try texts(&reader)
        self.init(
            id: id, fingerprint: fingerprint, kind: kind, direction: direction, node: node, template: template,
            templateText: templateText, series: series, at: at, onset: onset, lastSeen: lastSeen, count: count,
            score: score,
            severity: severity, weak: weak,
            evidence: Evidence(
                observed: observed, expected: expected, windowSeconds: window, samples: samples, text: text),
            mentions: mentions, identifiers: identifiers, origin: origin)
    }
}
