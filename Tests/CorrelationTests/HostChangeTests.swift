import Correlation
import Model
import TestSupport
import Testing

/// Lines as systemd 252 and 256, Linux 6.1, dpkg and dnf write them.
@Suite struct HostChangeTests {
    @Test func systemdsWordsAreAboutTheUnit() {
        func change(_ text: String, unit: String = "") -> String? {
            ChangeMessages.recognise(text, by: .serviceManager, unit: unit).map { "\($0.subject)|\($0.text)" }
        }
        #expect(
            change("Reloaded nginx.service - A high performance web server and a reverse proxy server.")
                == "nginx.service|nginx.service reloaded")
        // Older versions say the description alone; the journal's field names the unit.
        #expect(
            change("Started A high performance web server.", unit: "nginx.service")
                == "nginx.service|nginx.service started")
        #expect(change("Started A high performance web server.") == nil)
        #expect(change("worker.service: Failed with result 'signal'.") == "worker.service|worker.service failed")
        #expect(
            change("worker.service: A process of this unit has been killed by the OOM killer.")
                == "worker.service|worker.service was killed for want of memory")
        #expect(change("Started session-78.scope - Session 78 of User deploy.") == nil)
        #expect(change("Stopped user@1001.service - User Manager for UID 1001.") == nil)
        #expect(change("Started user@1001.service - User Manager for UID 1001.", unit: "user@1001.service") == nil)
    }

    /// Syslog daemons leave the kernel's own clock before what it says.
    @Test(arguments: ["", "[12345.678901] ", "[    7.012345] "]) func theKernelsClockIsNoPartOfWhatItSays(
        _ clock: String
    ) {
        let kill = MemoryKill(
            clock + "Memory cgroup out of memory: Killed process 311 (convert) total-vm:90kB, anon-rss:64kB")
        #expect(kill?.program == "convert" && kill?.byLimit == true && kill?.resident == 64 << 10)
        let byUnit = MemoryKill(
            clock + "oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg=/system.slice/thumbs.service,task=convert,pid=311")
        #expect(byUnit?.unit == "thumbs.service")
        #expect(MemoryReport(clock + "memory: usage 1024kB, limit 2048kB, failcnt 3")?.limit == 2048 << 10)
        #expect(
            ChangeMessages.recognise(clock + "Out of memory: Killed process 9 (java)", by: .kernel, unit: "")?.text
                == "the kernel killed java for want of memory")
    }

    @Test func whatStandsInBracketsButIsNoClockStays() {
        #expect(MemoryKill("[pool 1] Out of memory: Killed process 9 (java)") == nil)
        #expect(MemoryReport("[1.2.3] memory: usage 1024kB, limit 2048kB, failcnt 3") == nil)
    }

    /// That a service was started after it had been killed is no cause of the kill, and the title says what befell it.
    @Test func aRestartAfterAKillIsNoCause() throws {
        var correlator = Correlator(topology: Shop.topology())
        let node = NodeName("work1/worker")
        correlator.note(change: "the kernel killed python3 for want of memory", node: node, at: Shop.start)
        correlator.note(change: "worker.service failed", node: node, at: Shop.start, turn: .failed)
        correlator.note(change: "worker.service started", node: node, at: Shop.start, turn: .started)
        for line in [
            Line(0, "work1/kernel", .novelty, "Memory cgroup out of memory: Killed process 3 of worker.service"),
            Line(0, "work1/systemd", .novelty, "worker.service: killed by the OOM killer"),
        ] {
            var alert = line.alert(correlator.topology)
            alert.mentions = [node]
            correlator.place(alert)
        }
        let candidates = correlator.candidates(at: Shop.start + 10 * .second)
        let candidate = try #require(candidates.first)
        let opened = correlator.open(candidate.id, at: Shop.start + 10 * .second)
        let incident = try #require(opened).incident
        #expect(!incident.rootCauses.contains { $0.why.contains("started") }, "\(incident.rootCauses.map(\.why))")
        #expect(incident.rootCause != node || incident.title.contains("for want of memory"), "\(incident.title)")
    }

    /// A start without a failure before it may well be one.
    @Test func aStartOfItsOwnMayBeACause() throws {
        var correlator = Correlator(topology: Shop.topology())
        correlator.note(
            change: "shop.service started", node: NodeName("app1/shop"), at: Shop.start, turn: .started)
        correlator.place(Line(2, "app1/shop", .novelty, "no such column: basket").alert(correlator.topology))
        let candidates = correlator.candidates(at: Shop.start + 10 * .second)
        let candidate = try #require(candidates.first)
        let opened = correlator.open(candidate.id, at: Shop.start + 10 * .second)
        let incident = try #require(opened).incident
        #expect(incident.rootCauses.first?.why.contains("shop.service started") == true)
    }

    @Test func packagesAndDeployments() {
        #expect(
            ChangeMessages.recognise("upgrade nginx:amd64 1.22.1-9 1.24.0-1", by: .packages, unit: "")?.text
                == "package nginx: upgrade to 1.24.0-1")
        #expect(ChangeMessages.recognise("status installed nginx:amd64 1.24.0-1", by: .packages, unit: "") == nil)
        #expect(
            ChangeMessages.recognise("Installed: nginx-1.20.1-1.el9.x86_64", by: .packages, unit: "")?.subject
                == "nginx")
        #expect(ChangeMessages.Speaker(service: "deploy") == .deployment)
        #expect(ChangeMessages.recognise("release 3.8.0 deployed", by: .deployment, unit: "") != nil)
        #expect(ChangeMessages.recognise("user logged in", by: .deployment, unit: "") == nil)
        #expect(ChangeMessages.Speaker(service: "nginx") == .none)
    }

    @Test func theKernelsKillLines() throws {
        let byUnit = try #require(
            MemoryKill(
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=worker.service,mems_allowed=0,oom_memcg=/system.slice/worker.service,task_memcg=/system.slice/worker.service,task=python3,pid=4242,uid=998"
            ))
        #expect(byUnit.unit == "worker.service" && byUnit.program == "python3" && byUnit.byLimit)
        let killed = try #require(
            MemoryKill(
                "Memory cgroup out of memory: Killed process 4242 (python3) total-vm:310000kB, anon-rss:261120kB, file-rss:5120kB, shmem-rss:0kB, UID:998 pgtables:620kB oom_score_adj:0"
            ))
        #expect(killed.resident == 261_120 << 10 && killed.byLimit)
        #expect(MemoryKill("Out of memory: Killed process 7 (java) total-vm:1kB, anon-rss:2kB")?.byLimit == false)
        #expect(MemoryKill("eth0: link up") == nil)
    }

    @Test func arbitraryMessagesNeverTrap() {
        var random = Seeded(5)
        let words = [
            "oom-kill:constraint=", "Memory cgroup out of memory: Killed process ", "(", ")", "anon-rss:", "kB",
            "99999999999999999999", ",", "=", ".service",
            "Started ", ": Failed with result", "\u{0}", "한국어", "Installed:", "upgrade", " ", "memory peak",
        ]
        var recognised = 0
        for _ in 0..<5_000 {
            let text = (0..<Int(random.next() % 8)).map { _ in words[Int(random.next() % UInt64(words.count))] }
                .joined()
            for speaker in [ChangeMessages.Speaker.serviceManager, .kernel, .packages, .deployment] {
                if ChangeMessages.recognise(text, by: speaker, unit: "x.service") != nil { recognised += 1 }
            }
            _ = MemoryKill(text)
        }
        #expect(recognised > 10)
    }
}

@Suite struct ResourceAdviceTests {
    private let worker = NodeName("work1/worker")
    private let start: Micros = 1_700_000_000 * .second

    /// An incident on the worker, opened after the correlator was told things.
    private func incident(_ language: Language = .english, _ tell: (inout Correlator) -> Void) throws -> Incident {
        var options = CorrelationOptions()
        options.language = language
        var correlator = Correlator(options: options)
        tell(&correlator)
        correlator.place(
            Alert(
                id: "a1", fingerprint: 1, kind: .silence, direction: .down, node: worker, template: nil,
                templateText: "", at: start + 10,
                onset: start, lastSeen: start, score: 9, severity: nil, weak: false,
                evidence: Evidence(observed: nil, expected: nil, windowSeconds: 10, samples: [], text: "quiet")))
        let candidates = correlator.candidates(at: start + 10 * .second)
        let candidate = try #require(candidates.first)
        let opened = correlator.open(candidate.id, at: start + 10 * .second)
        return try #require(opened).incident
    }

    @Test func aKillByTheLimitNamesTheLimitThePeakAndTheCommand() throws {
        let incident = try self.incident { correlator in
            correlator.note(
                ResourceReading(
                    node: worker,
                    usage: UnitUsage(unit: "worker.service", memoryLimit: 256 << 20, memoryPeak: 268_173_312)),
                at: start - .minute)
            if let kill = MemoryKill(
                "oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg=/system.slice/worker.service,task=python3,pid=1")
            {
                correlator.note(kill, onHost: "work1", at: start)
            }
        }
        #expect(
            incident.advice == [
                "work1/worker (python3) was killed by its memory limit (MemoryMax=256M, 255.8M at its peak). If it needs that much, consider: systemctl set-property worker.service MemoryMax=384M"
            ])
    }

    /// Logs alone, as `analyze` has them: the kernel tells the limit a line before it names the unit.
    @Test func theKernelsLineTellsTheLimitWhereNoControlGroupWasRead() throws {
        let incident = try self.incident { correlator in
            for (host, limit) in [("work1", 262_144), ("work2", 1_048_576)] {
                if let report = MemoryReport("memory: usage \(limit - 512)kB, limit \(limit)kB, failcnt 307") {
                    correlator.note(report, onHost: host, at: start)
                }
            }
            // As after a restart in between.
            let bytes = correlator.resourceSnapshot()
            try? correlator.restore(resources: bytes)
            if let kill = MemoryKill(
                "oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg=/system.slice/worker.service,task=python3,pid=1")
            {
                correlator.note(kill, onHost: "work1", at: start)
            }
        }
        #expect(
            incident.advice == [
                "work1/worker (python3) was killed by its memory limit (MemoryMax=256M, 255.5M at its peak). If it needs that much, consider: systemctl set-property worker.service MemoryMax=384M"
            ])
        #expect(MemoryReport("memory: usage 100kB, limit 9007199254740988kB, failcnt 0") == nil)
        #expect(MemoryReport("memory: usage 1kB") == nil)
    }

    @Test func systemdsPeakIsUsedWhereNoControlGroupWasRead() throws {
        let incident = try self.incident { correlator in
            correlator.note(
                unitLine: "worker.service: Failed with result 'oom-kill'.", unit: "worker.service", onHost: "work1",
                at: start)
            correlator.note(
                unitLine: "worker.service: Consumed 1min 2.345s CPU time, 250.1M memory peak, 0B memory swap peak.",
                unit: "worker.service", onHost: "work1", at: start + 1)
        }
        let advice = try #require(incident.advice?.first)
        #expect(
            advice.contains("250.1M at its peak")
                && advice.contains("systemctl set-property worker.service MemoryMax=384M"))
    }

    @Test func throttlingIsToldWithTheQuota() throws {
        let incident = try incident(.korean) { correlator in
            for (periods, throttled) in [(1000, 10), (1600, 490)] as [(UInt64, UInt64)] {
                correlator.note(
                    ResourceReading(
                        node: worker,
                        usage: UnitUsage(
                            unit: "worker.service", processorQuota: 0.5, periods: periods,
                            throttledPeriods: throttled)), at: start)
            }
        }
        let advice = try #require(incident.advice?.first)
        #expect(advice.contains("80%") && advice.contains("CPUQuota=100%"))
    }

    @Test func noAdviceWithoutACauseAndNoneForAnOldOne() throws {
        let incident = try self.incident { correlator in
            correlator.note(
                ResourceReading(
                    node: worker,
                    usage: UnitUsage(unit: "worker.service", memoryLimit: 256 << 20, memoryPeak: 200 << 20)),
                at: start)
            correlator.note(
                ResourceReading(
                    node: NodeName("work1/other"),
                    usage: UnitUsage(unit: "other.service", memoryLimit: 1 << 20, memoryKills: 3)),
                at: start)
            correlator.note(
                unitLine: "worker.service: Failed with result 'oom-kill'.", unit: "worker.service", onHost: "work1",
                at: start - .hour)
        }
        #expect(incident.advice == [])
    }

    @Test func changesJustBeforeAreShownAndOldOnesAreNot() throws {
        let incident = try self.incident { correlator in
            correlator.note(change: "worker.service stopped", node: worker, at: start - 30 * .second)
            correlator.note(
                change: "package python3: upgrade to 3.12", node: NodeName("work1"), at: start - 2 * .minute)
            correlator.note(change: "worker.service started", node: worker, at: start - .hour)
            correlator.note(change: "nginx.service reloaded", node: NodeName("lb1/nginx"), at: start)
        }
        #expect(incident.changes?.count == 2)
        #expect(incident.changes?.first?.hasSuffix("work1/worker: worker.service stopped") == true)
    }

    @Test func aRestartKeepsWhatUnitsLacked() throws {
        var correlator = Correlator()
        correlator.note(
            ResourceReading(
                node: worker, usage: UnitUsage(unit: "worker.service", memoryLimit: 1 << 20, memoryKills: 2)), at: 5)
        var again = Correlator()
        try again.restore(resources: correlator.resourceSnapshot())
        #expect(again.resourceSnapshot() == correlator.resourceSnapshot())
        #expect(throws: (any Error).self) {
            try again.restore(resources: Array(correlator.resourceSnapshot().dropLast(3)))
        }
    }
}

/// How an incident is called whose cause says nothing of itself.
@Suite struct SilentCauseTitleTests {
    private let start: Micros = 1_700_000_000 * .second

    private func incident(changes: [String], nodes: [String]) -> Incident {
        let members = nodes.map { node in
            IncidentMember(
                alert: Alert(
                    id: node, fingerprint: 1, kind: .novelty, direction: .up, node: NodeName(node), template: nil,
                    templateText: "refused", at: start, onset: start, lastSeen: start, score: 5, severity: nil,
                    weak: false,
                    evidence: Evidence(observed: nil, expected: nil, windowSeconds: 10, samples: [], text: "new")),
                reason: "")
        }
        var incident = Incident(
            id: "i", openedAt: start, startedAt: start, lastSeen: start, severity: .warning, score: 5, title: "",
            rootCauses: [RootCause(node: NodeName("vm1/worker"), score: 0.7, why: "named in errors of vm1/web")],
            members: members)
        incident.changes = changes
        return incident
    }

    @Test func itsFateIsToldAndWhoReportsOfItIsNotAffected() {
        let told = incident(
            changes: [
                "2023-11-14T22:13:20Z vm1/worker: worker.service started",
                "2023-11-14T22:13:20Z vm1/web: web.service failed",
                "2023-11-14T22:13:20Z vm1/worker: the kernel killed python3 for want of memory",
            ], nodes: ["vm1/web", "vm1/kernel", "vm1/systemd", "vm2/kernel"])
        #expect(
            Story(language: .english).title(told)
                == "vm1/worker: the kernel killed python3 for want of memory; vm1/web and vm2/kernel affected")
        #expect(Story(language: .korean).title(told).hasPrefix("vm1/worker: 메모리 부족으로 강제 종료됨; 영향:"))
    }

    @Test func aMessageThatComesAgainIsNotCalledNeverSeen() throws {
        let told = incident(changes: [], nodes: ["vm1/worker"])
        var alert = try #require(told.members.first).alert
        #expect(Story(language: .english).what(alert) == "never-seen messages \"refused\"")
        alert.evidence = Evidence(observed: 1, expected: 0, windowSeconds: 10, text: "again after 25 h without it")
        #expect(Story(language: .english).what(alert) == "messages back after a long time \"refused\"")
        #expect(Story(language: .korean).what(alert).hasPrefix("오랜만에 다시 나온 메시지"))
    }

    @Test func aMereRestartIsNotToldAsAFault() {
        let told = incident(
            changes: ["2023-11-14T22:13:20Z vm1/worker: worker.service started"], nodes: ["vm1/web"])
        #expect(
            Story(language: .english).title(told) == "vm1/worker: named in the errors of others; vm1/web affected")
    }
}
