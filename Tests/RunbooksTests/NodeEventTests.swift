import Model
import Testing

import Runbooks

/// What befell a node, and the runbooks for it: only an incident that tells of it answers, only a runbook that may be its own is shown.
@Suite struct NodeEventTests {
    private static func incident(_ lines: [(node: String, text: String)], title: String) -> Incident {
        let at: Micros = 1_700_000_000_000_000
        return Incident(
            id: "i", openedAt: at, startedAt: at, lastSeen: at + .minute, closedAt: nil, state: .open,
            severity: .critical, score: 9, title: title, summary: "",
            rootCauses: [RootCause(node: NodeName(lines[0].node), score: 0.8, why: "first to fail")],
            members: lines.enumerated().map { number, line in
                IncidentMember(
                    alert: Alert(
                        id: "a\(number)", fingerprint: UInt64(number) + 1, kind: .novelty, direction: .up,
                        node: NodeName(line.node), template: TemplateID(UInt64(number) + 1), templateText: line.text,
                        at: at, onset: at, lastSeen: at, score: 5, severity: .error, weak: false,
                        evidence: Evidence(samples: [line.text], text: "never seen")),
                    reason: "same minute")
            })
    }
    private static let killed = incident(
        [
            ("work1/kernel", "Out of memory: Killed process <*> (worker) total-vm:<*>kB"),
            ("work1/worker", "received order <*>"),
        ], title: "work1/worker: messages stopped")

    @Test func theIncidentMustTellOfIt() {
        let worker = [NodeName("work1/worker")]
        #expect(NodeEvent.death.isTold(by: Self.killed, on: worker))
        #expect(NodeEvent.death.isTold(by: Self.killed, on: [NodeName("work1")]))
        #expect(!NodeEvent.slow.isTold(by: Self.killed, on: worker))
        // The kernel of the host speaks of another service.
        #expect(!NodeEvent.death.isTold(by: Self.killed, on: [NodeName("work1/mailer")]))
        #expect(!NodeEvent.death.isTold(by: Self.killed, on: [NodeName("web1/nginx")]))
        let slow = Self.incident([("work1/worker", "answer took <*> ms, timed out")], title: "work1/worker: surge")
        #expect(!NodeEvent.death.isTold(by: slow, on: worker) && NodeEvent.slow.isTold(by: slow, on: worker))
    }

    private static func index(_ documents: [(path: String, text: String)]) throws -> RunbookIndex {
        let index = try RunbookIndex()
        for document in documents { try index.put(path: document.path, text: document.text) }
        return index
    }
    private static let redis = (
        path: "redis-memory.md",
        text: """
        # Redis runs out of memory

        ## Symptom

        The kernel says `Out of memory: Killed process (redis-server)`, clients read stale messages.

        ## What to do

        1. Raise `maxmemory` with `redis-cli config set maxmemory 4gb`.
        2. Look for large keys: `redis-cli --bigkeys`.
        """
    )

    @Test func anotherProductsRunbookIsNotProposed() throws {
        let index = try Self.index([
            Self.redis,
            (
                path: "nginx-reload.md",
                text: """
                # nginx does not reload

                ## Symptom

                `nginx -t` names a line of the configuration.

                ## What to do

                1. Correct the line that is named.
                2. Reload: `systemctl reload nginx`.
                """
            ),
            (
                path: "postgresql-locks.md",
                text: """
                # PostgreSQL waits for locks

                ## What to do

                1. See who holds them: `select * from pg_locks`.
                2. End the oldest: `select pg_terminate_backend(pid)`.
                """
            ),
        ])
        #expect(try index.suggestions(for: Self.killed).isEmpty)
        let own = Self.incident(
            [("cache1/redis", "Out of memory: Killed process <*> (redis-server) total-vm:<*>kB")],
            title: "cache1/redis: out of memory")
        #expect(try index.suggestions(for: own).first?.title == "Redis runs out of memory")
    }

    @Test func thePageOfAProductIsNotAboutAllOfIt() throws {
        let index = try Self.index([
            Self.redis,
            (
                path: "cassandra.md",
                text: """
                # Cassandra

                ## Check the health of a node

                Run `nodetool status` on the server and look for `UN` before each address.

                ## Restart the nodes

                1. Drain the node: `nodetool drain`
                2. Restart it: `systemctl restart cassandra`
                """
            ),
        ])
        let known = try index.search("How do I restart a Cassandra node?")
        #expect(known.hits.first?.path == "cassandra.md" && known.outcome == .answered)
        let unknown = try index.search("How do I change the compaction strategy of a Cassandra table?")
        #expect(unknown.hits.first?.path == "cassandra.md" && unknown.outcome != .answered)
        #expect(unknown.evidence.titleMatched == 1 && unknown.evidence.titleTopic == 0)
    }
}
