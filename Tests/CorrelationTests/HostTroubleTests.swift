import Correlation
import Model
import Testing
import Topology

/// Kernels, hosts that start anew, and what an incident is called that says little of itself.
@Suite struct HostTroubleTests {
    private static let hang = Line(
        0, "db1/kernel", .novelty, "nfs: server 10.0.1.99 not responding, timed out", score: 4.3, severity: nil)
    private static func surge(_ second: Double) -> Line {
        Line(second, "db1/postgresql", .severity, "", score: 7.3, severity: .error)
    }

    @Test func whatFailsBesideItsKernelIsOneIncident() throws {
        var play = Play()
        play.run([Self.hang, Self.surge(5)])
        #expect(play.incidents.count == 1)
        #expect(Set(try #require(play.incidents.first).nodes.map(\.name)) == ["db1/kernel", "db1/postgresql"])
    }

    @Test func onAnotherHostOrLaterItIsNot() {
        for other in [Line(5, "pay1/payment", .severity, "", score: 7.3, severity: .error), Self.surge(200)] {
            var play = Play()
            play.run([Self.hang, other])
            #expect(play.incidents.count == 2, "\(other.node)")
        }
    }

    private static let table = Line(
        0, "db1/kernel", .novelty, "nf_conntrack: table full, dropping packet", score: 4.4, severity: nil)
    private static func unreachable(_ second: Double) -> Line {
        Line(second, "app1/shop", .novelty, "connection to db1:5432 timed out, giving up")
    }

    /// Whoever blames a service is told by the machine it runs on why it fails, whichever of them speaks first.
    @Test(arguments: [(0.0, 20.0), (25, 5)]) func aMachineSpeaksForWhatOthersMissOnIt(_ told: Double, _ missed: Double)
    {
        var table = Self.table
        table.second = told
        var play = Play()
        play.run([table, Self.unreachable(missed)])
        #expect(play.incidents.count == 1)
    }

    @Test func aMachineSpeaksForNoOther() {
        var play = Play()
        play.run([
            Self.table, Line(20, "app1/shop", .novelty, "connection to pay1:8080 timed out, giving up"),
            Line(25, "db1/sshd", .novelty, "fatal: no matching host key type found", score: 4.4),
        ])
        #expect(play.incidents.count == 3)
    }

    /// The clock is lost some minutes after what needs it began to fail.
    @Test(arguments: [("pay1/chronyd", 1), ("db1/chronyd", 2)])
    func whatAMachineSaysLaterIsPartOfItsTrouble(_ node: String, _ incidents: Int) {
        var play = Play()
        play.run([
            Line(0, "pay1/payment", .novelty, "token is expired: signature refused", lasts: 240),
            Line(150, node, .novelty, "Can't synchronise: no selectable sources", score: 4.8),
        ])
        #expect(play.incidents.count == incidents)
    }

    @Test func aTitleQuotesWhatWasSaid() throws {
        var play = Play()
        play.run([
            Self.surge(0),
            Line(1, "db1/postgresql", .rate, "could not extend file: No space left on device", score: 6, severity: nil),
        ])
        let title = try #require(play.incidents.first).title
        #expect(title.contains("could not extend file") && !title.contains("surge"), "\(title)")
    }

    @Test func aHostIsToldByItsKernel() throws {
        var play = Play()
        play.run([Self.hang])
        let title = try #require(play.incidents.first).title
        #expect(title.hasPrefix("db1/kernel: ") && title.contains("not responding"), "\(title)")
    }

    @Test(arguments: [
        ("Out of memory: Killed process 12 (java)", IncidentSeverity.warning), ("disk sdb: reading failed", .warning),
        ("결제 처리 실패", .warning), ("pool has grown", .info),
    ])
    func aFailureNeverHeardOfIsNoSlightMatter(_ text: String, _ severity: IncidentSeverity) throws {
        var play = Play(level: 2)
        play.run([Line(0, "db1/kernel", .novelty, text, score: 4.6, severity: nil)])
        #expect(try #require(play.incidents.first).severity == severity)
    }

    @Test func aBootIsRecognised() throws {
        let line = "Linux version 6.1.0-26-amd64 (debian-kernel@lists.debian.org) (gcc-12 12.2.0) #1 SMP"
        let change = try #require(ChangeMessages.recognise(line, by: .kernel, unit: ""))
        #expect(change.text == "the host was started anew (Linux 6.1.0-26-amd64)" && change.turn == .booted)
        #expect(ChangeMessages.recognise(line, by: .none, unit: "") == nil)
    }

    /// It is said when the host is up again, after its services fell silent; another change that late explains nothing.
    @Test(arguments: [(ChangeMessages.Turn.booted, true), (.started, false)])
    func aBootExplainsTheSilenceBeforeIt(_ turn: ChangeMessages.Turn, _ isTold: Bool) throws {
        var play = Play()
        play.correlator.note(
            change: "anew", node: NodeName("app1"), at: Shop.start + 45 * .second, turn: turn)
        play.run([Line(0, "app1/shop", .silence, "GET /search 200", score: 6, severity: nil, lasts: 60)])
        let changes = try #require(play.incidents.first).changes ?? []
        #expect(changes.contains { $0.hasSuffix("app1: anew") } == isTold, "\(changes)")
    }
}
