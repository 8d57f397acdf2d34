import Correlation
import Model
import Testing
import Topology

/// Faults of other kinds, which the rules were not made for.
@Suite struct MoreFaultsTests {
    static let appCrashed = [
        Line(
            0, "app1/systemd", .novelty, "shop.service: Main process exited, code=killed, status=11/SEGV", score: 6,
            severity: .notice),
        Line(
            0.2, "app1/systemd", .novelty, "shop.service: Failed with result 'core-dump'.", score: 6, severity: .warning
        ),
        Line(
            0.6, "lb1/nginx", .severity,
            "connect() failed (111: Connection refused) while connecting to upstream, upstream: \"http://10.0.1.21:8000/\"",
            score: 10, lasts: 60),
        Line(1, "lb1/nginx", .rate, "\"GET / HTTP/1.1\" 502 157", score: 10, severity: nil, lasts: 60),
        Line(6, "app1/shop", .silence, "GET /search 200", score: 6, severity: nil, lasts: 60),
        Line(12, "app2/shop", .rate, "GET /search 200", score: 4, severity: nil, lasts: 60),
    ]
    static let tooManyClients = [
        Line(
            0, "db1/postgresql", .novelty, "FATAL: sorry, too many clients already", score: 7, severity: .critical,
            lasts: 60),
        Line(
            0.3, "app1/shop", .novelty, "psycopg2.OperationalError: FATAL: sorry, too many clients already", score: 7,
            lasts: 60),
        Line(
            0.6, "app2/shop", .novelty, "psycopg2.OperationalError: FATAL: sorry, too many clients already", score: 7,
            lasts: 60),
        Line(2, "work1/worker", .severity, "OperationalError: too many clients; retry", score: 6, lasts: 60),
        Line(4, "lb1/nginx", .rate, "\"GET /search HTTP/1.1\" 500 14", score: 11, severity: nil, lasts: 60),
    ]
    static let lockWaits = [
        Line(
            0, "db1/postgresql", .novelty, "process 88 still waiting for ShareLock on transaction 7512 after 1000 ms",
            score: 5, severity: nil, lasts: 90),
        Line(8, "app1/shop", .values, "POST /checkout -> 200 in 9123 ms", score: 6, severity: nil, lasts: 90),
        Line(9, "app2/shop", .values, "POST /checkout -> 200 in 8913 ms", score: 6, severity: nil, lasts: 90),
        Line(31, "app1/shop", .novelty, "canceling statement due to statement timeout", score: 7, lasts: 60),
        Line(33, "lb1/nginx", .rate, "\"POST /checkout HTTP/1.1\" 504 160", score: 8, severity: nil, lasts: 60),
    ]
    static let redisKilled = [
        Line(
            0, "cache1/systemd", .novelty, "redis-server.service: Main process exited, code=killed, status=9/KILL",
            score: 6, severity: .notice),
        Line(
            0.1, "app1/shop", .novelty,
            "redis.exceptions.ConnectionError: Error 111 connecting to cache1:6379. Connection refused.", score: 8,
            lasts: 60),
        Line(
            0.4, "app2/shop", .novelty,
            "redis.exceptions.ConnectionError: Error 111 connecting to cache1:6379. Connection refused.", score: 8,
            lasts: 60),
        Line(1, "work1/worker", .novelty, "redis: Connection closed by server; retrying in 2 s", score: 7, lasts: 60),
        Line(2, "lb1/nginx", .rate, "\"GET / HTTP/1.1\" 500 14", score: 11, severity: nil, lasts: 60),
        Line(62, "cache1/redis", .novelty, "Server initialized", score: 4, severity: nil),
    ]
    static let diskFull = [
        Line(
            0, "db1/postgresql", .novelty, "ERROR: could not extend file: No space left on device", score: 8,
            severity: .error, lasts: 90),
        Line(1, "db1/postgresql", .rate, "HINT: Check free disk space.", score: 7, severity: nil, lasts: 90),
        Line(1.2, "app1/shop", .novelty, "psycopg2.errors.DiskFull: could not extend file", score: 7, lasts: 90),
        Line(1.9, "app2/shop", .novelty, "psycopg2.errors.DiskFull: could not extend file", score: 7, lasts: 90),
        Line(
            5, "db1/rsyslogd", .novelty, "action 'action-8' suspended: No space left on device", score: 6,
            severity: .warning, lasts: 60),
    ]
    static let paymentDown = [
        Line(
            1, "app1/shop", .novelty,
            "payment call failed for order 12: HTTPConnectionPool(host='pay1', port=8080): Max retries exceeded (Connection refused)",
            score: 7, lasts: 60),
        Line(
            3, "app2/shop", .novelty,
            "payment call failed for order 14: HTTPConnectionPool(host='pay1', port=8080): Max retries exceeded (Connection refused)",
            score: 7, lasts: 60),
        Line(4, "lb1/nginx", .rate, "\"POST /checkout HTTP/1.1\" 502 40", score: 6, severity: nil, lasts: 60),
        Line(8, "pay1/payment", .silence, "charge approved order=1 ms=90", score: 4, severity: nil, lasts: 60),
    ]
    static let cronFails = [
        Line(0, "work1/cache-warmer", .novelty, "warm.sh: line 3: jq: command not found", score: 6, severity: nil)
    ]

    static let workerStuck = [
        Line(0, "work1/worker", .silence, "invoice for order 12 rendered", score: 4.5, severity: nil, lasts: 60)
    ]

    @Test(arguments: [
        ("worker stuck", workerStuck, ["work1/worker"]), ("application crashed", appCrashed, ["app1/shop"]),
        ("too many clients", tooManyClients, ["db1/postgresql"]),
        ("lock waits", lockWaits, ["db1/postgresql"]), ("redis killed", redisKilled, ["cache1/redis"]),
        ("disk full", diskFull, ["db1/postgresql", "db1"]), ("payment down", paymentDown, ["pay1/payment"]),
        ("cron job fails", cronFails, ["work1/cache-warmer"]),
    ])
    func oneIncidentWithItsCause(_ name: String, _ lines: [Line], _ causes: [String]) {
        var play = Play()
        play.run(lines)
        #expect(play.incidents.count == 1, "\(name): \(play.incidents.map(\.title))")
        let incident = play.incidents.first { $0.nodes.contains { causes.contains($0.name) } } ?? play.incidents[0]
        #expect(causes.contains(incident.rootCause?.name ?? ""), "\(name): \(incident.rootCauses)")
    }
}
