import APIModel
import Glibc
import HTTPTypes
import Hummingbird
import Logging
import Model
import Pipeline
import ServiceLifecycle
import Storage

/// The daemon's API on a Unix socket: status, incidents, templates, feedback, metrics. No network listener unless one is configured;
/// who may open the socket is decided by its owner, group and mode.
package struct APIServer: Sendable {
    package let socket: String
    package let version: String
    let handle: DaemonHandle
    let store: Store
    let asking: QuestionAnswering
    let logger: Logger

    /// - Parameter asking: what `POST /v1/ask` answers from, and what incidents name as their runbooks.
    package init(
        socket: String, version: String, handle: DaemonHandle, store: Store, asking: QuestionAnswering? = nil,
        logger: Logger
    ) {
        (self.socket, self.version, self.handle, self.store, self.logger) = (socket, version, handle, store, logger)
        self.asking = asking ?? QuestionAnswering(store: store)
    }

    /// The routes; also what tests call without a socket.
    package func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: ErrorsAsJSON())
        let status = StatusRoutes(handle: handle, store: store, version: version)
        let incidents = IncidentRoutes(handle: handle, store: store, runbooks: asking.runbooks)
        let gate = GateRoutes(handle: handle, store: store)
        router.get("/healthz") { _, _ in Reply.text("ok\n") }
        router.head("/healthz") { _, _ in Response(status: .ok) }
        router.get("/metrics") { _, _ in try await status.metrics() }
        router.get("/v1/status") { _, _ in try await status.status() }
        router.get("/v1/templates") { request, _ in try await status.templates(request) }
        let templates = TemplateRoutes(handle: handle, store: store)
        router.get("/v1/templates/:id") { _, context in try await templates.show(context) }
        router.post("/v1/templates/:id/:action") { request, context in try await templates.change(request, context) }
        router.get("/v1/patterns") { request, _ in try await templates.patterns(request) }
        router.post("/v1/explain") { request, _ in try await templates.explain(request) }
        router.get("/v1/topology") { [store] _, _ in try await TopologyReading.respond(store) }
        router.get("/v1/precursors") { [store] _, _ in try await PrecursorReading.respond(store) }
        router.get("/v1/incidents") { request, _ in try await incidents.list(request) }
        router.get("/v1/incidents/:id") { request, context in try await incidents.show(request, context) }
        router.post("/v1/incidents/:id/:action") { request, context in try await incidents.feedback(request, context) }
        router.post("/v1/ask") { [asking] request, _ in try await asking.respond(request) }
        router.get("/v1/held-back") { request, _ in try await gate.heldBack(request) }
        router.get("/v1/feedback") { _, _ in try gate.feedback() }
        router.delete("/v1/feedback/:id") { _, context in try await gate.undo(context) }
        let alerts = AlertRoutes(handle: handle)
        router.post("/api/v2/alerts") { request, _ in try await alerts.alertmanager(request) }
        router.post("/v1/alerts/alertmanager") { request, _ in try await alerts.alertmanager(request) }
        router.post("/v1/alerts") { request, _ in try await alerts.generic(request) }
        let silences = SilenceRoutes(handle: handle, store: store)
        router.get("/v1/silences") { request, _ in try await silences.list(request) }
        router.post("/v1/silences") { request, _ in try await silences.add(request) }
        router.post("/v1/silences/preview") { request, _ in try await silences.preview(request) }
        router.delete("/v1/silences/:id") { request, context in try await silences.remove(request, context) }
        refuseOtherMethods(of: router)
        return router
    }

    /// Says of a path that is asked by another method which ones it has; the router alone would say that there is no such path.
    private func refuseOtherMethods(of router: Router<BasicRequestContext>) {
        let known = Dictionary(grouping: router.routes, by: \.path.description)
        for routes in known.values {
            let methods = routes.map(\.method)
            let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] where !methods.contains(method) {
                router.on(routes[0].path, method: method) { request, _ in
                    try Reply.methodNotAllowed(request, allowed: allowed)
                }
            }
        }
    }

    /// Serves until the task is cancelled. Throws when the socket cannot be bound.
    package func run() async throws {
        let application = Application(
            router: router(), configuration: .init(address: .unixDomainSocket(path: socket), serverName: "haetae"),
            onServerRunning: { [socket] _ in
                // Owner and group may speak to the daemon, others not. A socket is made with the umask's mode, which is stricter or is told.
                if chmod(socket, 0o660) != 0 {
                    logger.warning("the mode of \(socket) cannot be set", metadata: ["errno": "\(errno)"])
                }
            },
            logger: logger)
        try await application.run()
    }
}
