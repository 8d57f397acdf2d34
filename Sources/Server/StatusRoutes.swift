import APIModel
import Host
import Hummingbird
import Model
import Pipeline
import Storage

/// `/v1/status`, `/v1/templates` and `/metrics`.
struct StatusRoutes: Sendable {
    let handle: DaemonHandle
    let store: Store
    let version: String

    func status() async throws -> Response {
        let document = try await OffPool.run { () throws -> StatusDocument in try self.document() }
        return try Reply.json(document)
    }

    private func document() throws -> StatusDocument {
        try StatusReading.status(
            of: handle.view, store: store, version: version, resident: ProcessUsage.now().residentBytes)
    }

    func templates(_ request: Request) async throws -> Response {
        let limit = try QueryLimit.parse(request, most: 10_000, standard: 200)
        let text = request.uri.queryParameters.get("text")
        let name = request.uri.queryParameters.get("only") ?? "all"
        guard let only = IncidentReading.Listed(rawValue: String(name)) else {
            throw HTTPError(.badRequest, message: "only: '\(name)' is neither all, muted nor edited")
        }
        let store = store
        return try Reply.json(
            try await OffPool.run { try IncidentReading.templates(of: store, limit: limit, text: text, only: only) })
    }

    /// Prometheus' text format.
    func metrics() async throws -> Response {
        let document = try await OffPool.run { () throws -> StatusDocument in try self.document() }
        let view = handle.view
        var text = ""
        func metric(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: Double)]) {
            text += "# HELP haetae_\(name) \(help)\n# TYPE haetae_\(name) \(type)\n"
            for sample in samples {
                let whole = sample.value == sample.value.rounded() && sample.value.magnitude < 1e15
                text += "haetae_\(name)\(sample.labels) \(whole ? String(Int64(sample.value)) : String(sample.value))\n"
            }
        }
        metric("lines_total", "counter", "Lines taken by the engine.", [("", Double(document.lines))])
        metric("alerts_total", "counter", "Alerts raised.", [("", Double(document.alerts))])
        metric("signals_total", "counter", "Signals of the detectors.", [("", Double(view.signals))])
        metric("checkpoints_total", "counter", "Checkpoints written.", [("", Double(view.checkpoints))])
        metric(
            "checkpoints_failed_total", "counter", "Checkpoints that could not be written.",
            [("", Double(view.failedCheckpoints))])
        metric("templates", "gauge", "Templates known.", [("", Double(document.templates))])
        metric("templates_new_total", "counter", "Templates made.", [("", Double(view.mining.born))])
        metric(
            "templates_evicted_total", "counter", "Templates given up for want of room.",
            [("", Double(view.mining.evicted))])
        metric(
            "template_evidence_dropped_total", "counter",
            "Entries of evidence for templates given up for want of room.",
            [("", Double(view.mining.evidenceDropped))])
        metric(
            "template_sketches_dropped_total", "counter", "Templates whose values are not sketched for want of room.",
            [("", Double(view.mining.sketchesDropped))])
        metric(
            "messages_unknown_total", "counter", "Messages whose signature was not known.",
            [("", Double(view.mining.unknown))])
        metric(
            "template_flood", "gauge", "1 while new templates come faster than they can be kept.",
            [("", view.mining.isFlooded ? 1 : 0)])
        metric(
            "floods_total", "counter", "Floods told, at most one a day a source.", [("", Double(view.mining.floods))])
        metric("streams", "gauge", "Streams known.", [("", Double(document.streams))])
        metric("incidents_open", "gauge", "Incidents that are not resolved.", [("", Double(document.openIncidents))])
        metric("gate_level_decades", "gauge", "Evidence that opens an incident now.", [("", view.level)])
        metric("outbox_pending", "gauge", "Notifications that wait.", [("", Double(document.outboxPending))])
        metric("outbox_failed", "gauge", "Notifications given up.", [("", Double(document.outboxFailed))])
        if let bytes = document.residentBytes {
            metric("resident_memory_bytes", "gauge", "Memory of the process.", [("", Double(bytes))])
        }
        func perSource(_ name: String, _ help: String, _ value: (StatusDocument.Source) -> UInt64) {
            metric(
                name, "counter", help,
                document.sources.map { ("{source=\"\(Self.escaped($0.name))\"}", Double(value($0))) })
        }
        perSource("source_lines_total", "Lines read.") { $0.read }
        perSource("source_bytes_total", "Bytes read.") { $0.bytes }
        perSource("source_dropped_total", "Lines given up.") { $0.dropped }
        perSource("source_cut_total", "Over-long lines, cut.") { $0.cut }
        perSource("source_late_total", "Lines older than the open bucket.") { $0.late }
        return Reply.text(text)
    }

    static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

/// `limit=` of a query.
enum QueryLimit {
    static func parse(_ request: Request, most: Int, standard: Int) throws -> Int {
        guard let text = request.uri.queryParameters.get("limit") else { return standard }
        guard let limit = Int(text), (1...most).contains(limit) else {
            throw HTTPError(.badRequest, message: "limit: '\(text)' is not a number from 1 to \(most)")
        }
        return limit
    }
}
