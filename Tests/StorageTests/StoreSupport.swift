import Glibc
import Model

@testable import Storage

/// A folder of its own that goes away with the value.
final class TemporaryFolder {
    let path: String
    init() {
        var template = Array("/tmp/haetae-store-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
        precondition(made, "no temporary folder can be made")
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    deinit { Self.remove(path) }

    private static func remove(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(folder)
        }
        Glibc.remove(path)
    }
}

func sampleAlert(_ number: Int, node: String = "db1/postgresql", at: Micros = 1_700_000_000_000_000) -> Alert {
    Alert(
        id: "alert-\(number)", fingerprint: UInt64(number) | 1 << 63, kind: .rate, direction: .up, node: NodeName(node),
        template: TemplateID(UInt64(number)), templateText: "could not connect to <*>", at: at, onset: at - 5 * .second,
        lastSeen: at + .second, score: 7.25, severity: .error, weak: false,
        evidence: Evidence(
            observed: 41, expected: 0.5, samples: ["line \"\(number)\"", "둘째 줄"], text: "41 in 10 s, 0.5 expected"))
}

func sampleIncident(
    _ id: String, openedAt: Micros = 1_700_000_000_000_000, state: IncidentState = .open,
    severity: IncidentSeverity = .critical,
    nodes: [String] = ["db1/postgresql", "web1/nginx"], title: String = "Connections fail"
) -> Incident {
    Incident(
        id: id, openedAt: openedAt, startedAt: openedAt - .minute, lastSeen: openedAt + .minute,
        closedAt: state == .resolved ? openedAt + .hour : nil, state: state, severity: severity, score: 12.5,
        title: title,
        summary: "what happened", rootCauses: [RootCause(node: NodeName(nodes[0]), score: 0.8, why: "first to fail")],
        members: nodes.enumerated().map {
            IncidentMember(alert: sampleAlert($0.offset, node: $0.element, at: openedAt), reason: "same minute")
        })
}

func sampleEvent(_ id: String, at: Micros = 1_700_000_000_000_000, receivers: [String] = ["ops"]) -> OutboxEvent {
    OutboxEvent(
        id: id, type: "incident.opened", at: at, incident: "i-\(id)", body: "{\"event_id\":\"\(id)\"}",
        receivers: receivers)
}

/// A checkpoint with a row of every kind.
func sampleCheckpoint(_ sequence: UInt64, rows: Int = 3) -> Checkpoint {
    var checkpoint = Checkpoint(sequence: sequence, at: 1_700_000_000_000_000 + Micros(sequence) * .second)
    var ledger = Ledger()
    ledger.read = 100 * sequence
    ledger.parsed = 99 * sequence
    ledger.continued = sequence
    checkpoint.sources = [
        SourceRow(
            name: "journal", kind: "journal", position: SourcePosition(token: "s=\(sequence)", lines: 100 * sequence),
            ledger: ledger, latest: checkpoint.at, format: "journal", notes: ["zone assumed: UTC"])
    ]
    for row in 0..<UInt64(rows) {
        checkpoint.model.append(
            .put(
                ModelRow(
                    namespace: "series", key: .number(row << 62 | row),
                    value: [UInt8](repeating: UInt8(sequence & 255), count: 40))))
        checkpoint.model.append(
            .put(ModelRow(namespace: "names", key: .text("k\(row)"), value: [1, 2, UInt8(row & 255)])))
    }
    checkpoint.snapshots = [StageSnapshot(name: "miner", bytes: [9, 8, UInt8(sequence & 255)])]
    checkpoint.templates = [
        TemplateRow(
            id: TemplateID(0xfedc_0000_0000_0000 | sequence), text: "session <*> opened", count: sequence,
            firstSeen: 1, lastSeen: checkpoint.at, streams: ["db1/sshd"])
    ]
    let opened = sampleIncident("i\(sequence)", openedAt: checkpoint.at)
    checkpoint.incidents = [IncidentChange(kind: .opened, at: checkpoint.at, incident: opened)]
    checkpoint.heldBack = [
        HeldBack(
            at: checkpoint.at, reason: .belowLevel, text: "score 3.1 of 5.0", score: 3.1, level: 5,
            nodes: [NodeName("web1/nginx")], templates: ["GET <*>"])
    ]
    checkpoint.outbox = [sampleEvent("e\(sequence)", at: checkpoint.at)]
    checkpoint.facts = ["last": "\(sequence)"]
    return checkpoint
}

/// Writes a small text file.
func write(_ path: String, _ text: String) {
    guard let file = fopen(path, "w") else { return }
    fputs(text, file)
    fclose(file)
}
