import FoundationEssentials
import Host
import Hummingbird
import Model
import NIOCore
import Pipeline

/// Alerts of other systems: `POST /api/v2/alerts` as Prometheus and Alertmanager send them, and `POST /v1/alerts` for others.
struct AlertRoutes: Sendable {
    static let longestBody = 8 << 20
    let handle: DaemonHandle

    func alertmanager(_ request: Request) async throws -> Response {
        try await take(request) { body, now throws(ForeignAlerts.Problem) in
            try ForeignAlerts.alertmanager(body, now: now)
        }
    }

    func generic(_ request: Request) async throws -> Response {
        let source = request.uri.queryParameters.get("source").map { String($0.prefix(64)) } ?? "api"
        return try await take(request) { body, now throws(ForeignAlerts.Problem) in
            try ForeignAlerts.generic(body, source: source, now: now)
        }
    }

    /// Answers when the alerts are in the store, so that a sender that heard nothing may send them again.
    private func take(
        _ request: Request, _ read: @Sendable (Data, Micros) throws(ForeignAlerts.Problem) -> [ForeignAlert]
    ) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.longestBody)
        let alerts: [ForeignAlert]
        do { alerts = try read(Data(body.readableBytesView), Clock.now()) } catch {
            throw HTTPError(.badRequest, message: "\(error)")
        }
        if !alerts.isEmpty { try await handle.apply(.alerts(alerts)) }
        return Reply.json(text: "{\"taken\":\(alerts.count)}")
    }
}
