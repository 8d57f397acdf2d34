import Correlation
import Model
import Testing
import Topology

/// Kinds of faults, as their alerts come out of detection: one incident each, the right cause, unrelated ones apart.
@Suite struct ScenarioTests {
    static let databaseStopped = [
        Line(0, "db1/postgresql", .novelty, "received fast shutdown request", score: 5, severity: nil),
        Line(0.1, "db1/postgresql", .novelty, "database system is shut down", score: 5, severity: nil),
        Line(
            0.5, "app1/shop", .novelty, "psycopg2.OperationalError: server closed the connection unexpectedly", score: 6
        ),
        Line(
            1.5, "app1/shop", .novelty,
            "psycopg2.OperationalError: connection to server at \"db1\" (10.0.1.31), port 5432 failed: Connection refused",
            score: 8, lasts: 60),
        Line(
            1.8, "app2/shop", .novelty,
            "psycopg2.OperationalError: connection to server at \"db1\" (10.0.1.31), port 5432 failed: Connection refused",
            score: 8, lasts: 60),
        Line(2, "lb1/nginx", .rate, "\"GET /search HTTP/1.1\" 500 14", score: 11, severity: nil, lasts: 60),
        Line(3, "db1/postgresql", .silence, "checkpoint complete", score: 4, severity: nil, lasts: 40),
        Line(40, "work1/cache-warmer", .severity, "warm failed: 500", score: 5, lasts: 20),
        Line(66, "work1/worker", .novelty, "job invoice failed: OperationalError db1:5432", score: 6),
        Line(69, "db1/postgresql", .novelty, "database system is ready to accept connections", score: 4, severity: nil),
    ]

    static let nginxMisconfigured = [
        Line(
            0, "lb1/nginx", .severity,
            "connect() failed (111: Connection refused) while connecting to upstream, client: 10.9.20.48, upstream: \"http://10.0.1.21:8080/cart\"",
            score: 12, lasts: 60),
        Line(
            0, "lb1/nginx", .novelty,
            "connect() failed (111: Connection refused) while connecting to upstream, client: 10.9.20.48, upstream: \"http://10.0.1.22:8080/cart\"",
            score: 6, lasts: 60),
        Line(0.5, "lb1/nginx", .rate, "\"POST /cart HTTP/1.1\" 502 157", score: 12, severity: nil, lasts: 60),
        Line(10, "app1/shop", .silence, "GET /search 200", score: 5, severity: nil, lasts: 50),
        Line(10, "app2/shop", .silence, "GET /search 200", score: 5, severity: nil, lasts: 50),
        Line(12, "work1/cache-warmer", .novelty, "warming /products failed: 502 Bad Gateway", score: 5),
    ]

    static let paymentSlow = [
        Line(2, "app1/shop", .novelty, "payment slow for order 4595: 1054 ms", score: 6, severity: .warning, lasts: 90),
        Line(3, "app2/shop", .novelty, "payment slow for order 4601: 1201 ms", score: 6, severity: .warning, lasts: 90),
        Line(2, "pay1/payment", .values, "charge approved order=4595 ms=1051", score: 7, severity: nil, lasts: 90),
        Line(
            24, "app1/shop", .novelty,
            "payment call failed for order 4628: HTTPConnectionPool(host='pay1', port=8080): Read timed out", score: 6),
        Line(
            31, "app2/shop", .novelty,
            "payment call failed for order 4640: HTTPConnectionPool(host='pay1', port=8080): Read timed out", score: 6),
    ]

    static let bruteForce = [
        Line(
            25, "lb1/sshd", .novelty, "Invalid user ubuntu from 10.9.20.13 port 49839", score: 6, severity: nil,
            ids: ["10.9.20.13"], lasts: 60),
        Line(
            27, "lb1/sshd", .rate, "Failed password for invalid user ubuntu from 10.9.20.13 port 49839 ssh2", score: 9,
            severity: nil, ids: ["10.9.20.13"], lasts: 60),
    ]

    static let redisRefuses = [
        Line(
            0.5, "app1/shop", .novelty,
            "redis.exceptions.ResponseError: OOM command not allowed when used memory > 'maxmemory'.", score: 8,
            lasts: 70),
        Line(
            0.9, "app2/shop", .novelty,
            "redis.exceptions.ResponseError: OOM command not allowed when used memory > 'maxmemory'.", score: 8,
            lasts: 70),
        Line(
            1.8, "work1/worker", .novelty,
            "redis: OOM command not allowed when used memory > 'maxmemory'.; retrying in 2 s", score: 7, lasts: 70),
        Line(1, "lb1/nginx", .rate, "\"POST /cart/items HTTP/1.1\" 500 14", score: 11, severity: nil, lasts: 70),
    ]

    static let badDeploy = [
        Line(0, "app1/deploy", .novelty, "shop: installing release 2.5.0 (was 2.4.2)", score: 4, severity: nil),
        Line(
            1, "app1/systemd", .rate, "shop.service: Failed to kill control group, ignoring", score: 4,
            severity: .warning),
        Line(4.5, "app1/shop", .novelty, "KeyError: 4", score: 7, lasts: 90),
        Line(5, "lb1/nginx", .rate, "\"POST /checkout HTTP/1.1\" 500 14", score: 7, severity: nil, lasts: 90),
        Line(38, "app2/deploy", .novelty, "shop: installing release 2.5.0 (was 2.4.2)", score: 4, severity: nil),
        Line(43, "app2/shop", .novelty, "KeyError: 4", score: 7, lasts: 60),
    ]

    static let workerKilled = [
        Line(
            25, "work1/worker", .values, "catalogue export for partner p1: 3000 rows, rss 46 MB", score: 6,
            severity: nil, lasts: 50),
        Line(
            32, "work1/systemd", .novelty, "worker.service: Main process exited, code=killed, status=9/KILL", score: 7,
            severity: .notice, lasts: 50),
        Line(
            32, "work1/kernel", .novelty, "Memory cgroup out of memory: Killed process 1976 (worker)", score: 7,
            severity: .error, lasts: 50),
        Line(33, "work1/worker", .novelty, "recovered 3 unfinished jobs", score: 5, severity: .warning),
        Line(
            34, "db1/postgresql", .novelty, "unexpected EOF on client connection with an open transaction", score: 4,
            severity: nil),
    ]

    static func shifted(_ lines: [Line], by seconds: Double) -> [Line] {
        lines.map {
            var line = $0
            line.second += seconds
            return line
        }
    }

    @Test(arguments: [
        ("database stopped", databaseStopped, "db1/postgresql"),
        ("nginx misconfigured", nginxMisconfigured, "lb1/nginx"),
        ("payment slow", paymentSlow, "pay1/payment"), ("brute force", bruteForce, "lb1/sshd"),
        ("redis refuses writes", redisRefuses, "cache1/redis"), ("bad deploy", badDeploy, "app1/shop"),
        ("worker killed", workerKilled, "work1/worker"),
    ])
    func oneIncidentWithItsCause(_ name: String, _ lines: [Line], _ cause: String) {
        var play = Play()
        play.run(lines)
        #expect(play.incidents.count == 1, "\(name): \(play.incidents.map(\.title))")
        let incident = play.incidents[0]
        #expect(incident.rootCause == NodeName(cause), "\(name): \(incident.rootCauses)")
        #expect(incident.members.count == lines.count, "\(name)")
        #expect(incident.state == .resolved)
        #expect(incident.rootCauses.reduce(0) { $0 + $1.score } <= 1)
        #expect(incident.members.allSatisfy { !$0.reason.isEmpty })
    }

    @Test(arguments: [
        ("database stopped", databaseStopped, ["db1/postgresql", "db1"]),
        ("nginx misconfigured", nginxMisconfigured, ["lb1/nginx"]),
        ("brute force", bruteForce, ["lb1/sshd"]), ("worker killed", Array(workerKilled.prefix(4)), ["work1/worker"]),
    ])
    func withoutDeclaredEdges(_ name: String, _ lines: [Line], _ causes: [String]) {
        var play = Play(topology: Shop.undeclared())
        play.run(lines)
        let largest = play.incidents.max { $0.members.count < $1.members.count }
        #expect(causes.contains(largest?.rootCause?.name ?? ""), "\(name): \(String(describing: largest?.rootCauses))")
    }

    /// When nobody asks, all that stand in a row fall silent: that is one observation and not three.
    @Test func aLullIsOneWitness() throws {
        func evidence(_ lines: [Line]) throws -> Double {
            var correlator = Correlator(options: CorrelationOptions(), topology: Shop.topology())
            for line in lines { correlator.place(line.alert(Shop.topology())) }
            return try #require(correlator.candidates(at: Shop.start + .minute).map(\.score).max())
        }
        let quiet = ["lb1/nginx", "app1/shop", "app2/shop"].map {
            Line(0, $0, .silence, "GET /search 200", score: 2.5, severity: nil)
        }
        #expect(try evidence(quiet) == 2.5)
        let refusals = Line(0, "lb1/nginx", .novelty, "connect() failed", score: 2.5)
        #expect(try evidence(quiet + [refusals]) > 3)
    }

    @Test func bruteForceStaysApartFromSlowPayment() {
        var play = Play()
        play.run(
            Self.paymentSlow + Self.bruteForce + [
                Line(
                    26, "lb1/nginx", .values, "\"POST /checkout HTTP/1.1\" 200 rt=3.001", score: 6, severity: nil,
                    lasts: 60)
            ])
        #expect(play.incidents.count == 2)
        #expect(play.incident(with: "lb1/sshd")?.nodes == [NodeName("lb1/sshd")])
        #expect(play.incident(with: "pay1/payment")?.rootCause == NodeName("pay1/payment"))
        #expect(play.incident(with: "lb1/nginx")?.rootCause == NodeName("pay1/payment"))
    }

    @Test func workerKillStaysApartFromBadDeploy() {
        var play = Play()
        play.run(Self.badDeploy + Self.workerKilled)
        #expect(play.incidents.count == 2, "\(play.incidents.map { ($0.title, $0.nodes) })")
        #expect(play.incident(with: "app1/shop")?.rootCause == NodeName("app1/shop"))
        #expect(play.incident(with: "work1/worker")?.rootCause == NodeName("work1/worker"))
        #expect(play.incident(with: "app1/shop")?.nodes.contains(NodeName("work1/worker")) == false)
        // A dead client's connection belongs to the worker's trouble, and does not make one of two.
        #expect(play.incident(with: "db1/postgresql")?.rootCause == NodeName("work1/worker"))
    }

    @Test func faultsInARowStayApart() {
        var play = Play()
        play.run(
            Self.nginxMisconfigured + Self.shifted(Self.databaseStopped, by: 273)
                + Self.shifted(Self.paymentSlow, by: 551)
                + Self.shifted(Self.bruteForce, by: 551) + Self.shifted(Self.redisRefuses, by: 853)
                + Self.shifted(Self.badDeploy, by: 1134) + Self.shifted(Self.workerKilled, by: 1134))
        let causes = play.incidents.compactMap(\.rootCause?.name)
        #expect(
            causes.sorted() == [
                "app1/shop", "cache1/redis", "db1/postgresql", "lb1/nginx", "lb1/sshd", "pay1/payment", "work1/worker",
            ])
    }

    @Test func aLongIncidentDoesNotSwallowALaterFault() {
        // Redis refuses for an hour; half an hour in, a bad deploy.
        var lines = Self.redisRefuses.map {
            var line = $0
            line.lasts = 3600
            return line
        }
        lines += Self.shifted(Self.bruteForce, by: 1500)
        lines += [
            Line(1800, "pay1/payment", .novelty, "acquirer certificate expired", score: 8, lasts: 300),
            Line(1803, "pay1/payment", .severity, "charge failed: TLS handshake", score: 9, lasts: 300),
        ]
        var play = Play()
        play.run(lines)
        #expect(play.incidents.count == 3, "\(play.incidents.map(\.title))")
        #expect(play.incident(with: "pay1/payment")?.nodes == [NodeName("pay1/payment")])
    }

    @Test func upstreamAlertJoinsTwoThatItExplains() {
        // Two complaints in different words about nobody in particular, then the common cause.
        var play = Play()
        play.run([
            Line(1, "app1/shop", .novelty, "checkout took too long", score: 6),
            Line(2, "work1/worker", .novelty, "giving up on invoice", score: 6),
            Line(0, "db1/postgresql", .silence, "checkpoint complete", score: 6, severity: nil, lasts: 60),
        ])
        let final = play.incidents.filter { !$0.notes.contains { $0.hasPrefix("merged") } }
        #expect(final.count == 1)
        #expect(final[0].rootCause == NodeName("db1/postgresql"), "\(final[0].rootCauses)")
        #expect(final[0].nodes.count == 3)
    }

    @Test func aSufferingNodeDoesNotJoinTwoTroubles() {
        // Payment and redis fail for different reasons; nginx suffers from both.
        var play = Play()
        play.run([
            Line(0, "pay1/payment", .severity, "acquirer unreachable", score: 8, lasts: 60),
            Line(3, "cache1/redis", .novelty, "Short read or OOM loading DB. Unrecoverable", score: 8, lasts: 60),
            Line(8, "lb1/nginx", .rate, "\"POST /checkout HTTP/1.1\" 500 14", score: 9, severity: nil, lasts: 60),
        ])
        #expect(play.incidents.count == 2)
        #expect(play.incident(with: "pay1/payment")?.nodes.contains(NodeName("cache1/redis")) == false)
    }

    @Test func hostTroubleGathersWhatRunsOnIt() {
        var play = Play()
        play.run([
            Line(
                0, "db1/kernel", .novelty, "EXT4-fs error (device sda1): I/O error reading block", score: 8,
                severity: .critical, lasts: 60),
            Line(1, "db1", .silence, "node exporter scrape", score: 5, severity: nil, lasts: 60),
            Line(4, "db1/postgresql", .severity, "could not fsync file: Input/output error", score: 8, lasts: 60),
        ])
        #expect(play.incident(with: "db1/postgresql")?.nodes.contains(NodeName("db1")) == true)
        #expect(
            play.incident(with: "db1/postgresql")?.severity == .critical
                || play.incidents.contains { $0.severity == .critical })
    }
}
