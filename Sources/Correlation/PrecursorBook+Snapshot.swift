import Bytes
import Model

extension PrecursorBook {
    static let version: UInt32 = 1

    /// Equal books give equal bytes.
    func snapshot() -> [UInt8] {
        var writer = SnapshotWriter(version: Self.version)
        writer.write(beganAt)
        writer.write(now)
        writer.write(evicted)
        writer.write(signs.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.node.name)
            writer.write(entry.value.kind.rawValue)
            writer.write(entry.value.direction.rawValue)
            writer.write(entry.value.text)
            writer.write(entry.value.episodes)
            writer.write(entry.value.begunAt)
        }
        writer.write(kinds.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.title)
            writer.write(entry.value.cause) { $0.write($1.name) }
            writer.write(entry.value.incidents)
            writer.write(entry.value.lastAt)
            entry.value.signature.write(to: &writer)
        }
        writer.write(pairs.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key.sign)
            writer.write(entry.key.kind)
            writer.write(entry.value.hits)
            writer.write(entry.value.leads) { $0.write($1) }
            writer.write(entry.value.lastAt)
            writer.write(entry.value.episode)
        }
        writer.write(pending.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.openedAt)
            writer.write(entry.value.signs) { writer, seen in
                writer.write(seen.sign)
                writer.write(seen.lead)
            }
        }
        writer.write(warnings.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.at)
            writer.write(entry.value.sign)
            writer.write(entry.value.kinds) { $0.write($1) }
            writer.write(UInt64(entry.value.alerts))
            writer.write(entry.value.grewAt)
            writer.write(entry.value.confirmed)
        }
        writer.write(warnedAt.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value)
        }
        writer.write(confirmed) { $0.write($1) }
        return writer.bytes
    }

    init(snapshot: [UInt8]) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        func text(_ reader: inout SnapshotReader) throws(SnapshotError) -> String { try reader.read(String.self) }
        func time(_ reader: inout SnapshotReader) throws(SnapshotError) -> Micros { try reader.read(Micros.self) }
        beganAt = try time(&reader)
        now = try time(&reader)
        evicted = try reader.read()
        let signs = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> (UInt64, Sign) in
            let key = try reader.read(UInt64.self)
            let node = NodeName(try text(&reader))
            guard let kind = SignalKind(rawValue: try text(&reader)),
                let direction = Direction(rawValue: try text(&reader))
            else { throw SnapshotError.invalid("a sign's kind") }
            return (
                key,
                Sign(
                    node: node, kind: kind, direction: direction, text: try text(&reader),
                    episodes: try reader.read(UInt32.self), begunAt: try time(&reader))
            )
        }
        self.signs = Dictionary(signs, uniquingKeysWith: { a, _ in a })
        let kinds = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> (String, Kind) in
            let key = try text(&reader)
            let title = try text(&reader)
            let cause = try reader.readOptional(text)
            return (
                key,
                Kind(
                    title: title, cause: cause.map { NodeName($0) }, incidents: try reader.read(UInt32.self),
                    lastAt: try time(&reader), signature: try IncidentSignature(from: &reader))
            )
        }
        self.kinds = Dictionary(kinds, uniquingKeysWith: { a, _ in a })
        let pairs = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> (PairKey, Pair) in
            let key = PairKey(sign: try reader.read(UInt64.self), kind: try text(&reader))
            let hits = try reader.read(UInt32.self)
            let leads = try reader.readArray(time)
            return (key, Pair(hits: hits, leads: leads, lastAt: try time(&reader), episode: try time(&reader)))
        }
        self.pairs = Dictionary(pairs, uniquingKeysWith: { a, _ in a })
        let pending = try reader.readArray {
            (reader: inout SnapshotReader) throws(SnapshotError) -> (String, Pending) in
            let key = try text(&reader)
            let openedAt = try time(&reader)
            let seen = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) in
                Pending.Seen(sign: try reader.read(UInt64.self), lead: try time(&reader))
            }
            return (key, Pending(openedAt: openedAt, signs: seen))
        }
        self.pending = Dictionary(pending, uniquingKeysWith: { a, _ in a })
        let warnings = try reader.readArray {
            (reader: inout SnapshotReader) throws(SnapshotError) -> (String, Warning) in
            let key = try text(&reader)
            let at = try time(&reader)
            let sign = try reader.read(UInt64.self)
            let kinds = try reader.readArray(text)
            return (
                key,
                Warning(
                    at: at, sign: sign, kinds: kinds, alerts: Int(clamping: try reader.read(UInt64.self)),
                    grewAt: try time(&reader), confirmed: try reader.read(Bool.self))
            )
        }
        self.warnings = Dictionary(warnings, uniquingKeysWith: { a, _ in a })
        let warned = try reader.readArray { (reader: inout SnapshotReader) throws(SnapshotError) -> (String, Micros) in
            (try text(&reader), try time(&reader))
        }
        warnedAt = Dictionary(warned, uniquingKeysWith: { a, _ in a })
        confirmed = try reader.readArray(text)
    }
}
