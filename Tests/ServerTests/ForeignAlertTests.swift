import Foundation
import Model
import Server
import TestSupport
import Testing

@Suite struct ForeignAlertTests {
    static let now: Micros = 1_790_000_000 * .second
    static let posted = """
        [{"labels":{"alertname":"DiskFull","instance":"db1:9100","job":"node","severity":"critical"},
          "annotations":{"summary":"disk is full"},"startsAt":"2026-09-21T14:00:00.5Z","endsAt":"2026-09-21T15:00:00Z",
          "generatorURL":"http://x"}]
        """
    static let webhook = """
        {"version":"4","groupKey":"{}","status":"firing","receiver":"haetae","groupLabels":{},"alerts":[
          {"status":"firing","labels":{"alertname":"Down","host":"web1","service":"nginx"},"annotations":{},
           "startsAt":"2026-09-21T14:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"ab"},
          {"status":"resolved","labels":{"alertname":"Slow"},"startsAt":"2026-09-21T13:00:00Z","endsAt":"2026-09-21T13:30:00Z"}]}
        """

    @Test func alertmanagerV2() throws {
        let alert = try #require(try ForeignAlerts.alertmanager(Data(Self.posted.utf8), now: Self.now).first)
        #expect(alert.source == "alertmanager")
        #expect(alert.name == "DiskFull")
        #expect(alert.text == "disk is full")
        #expect(alert.severity == .critical)
        #expect(alert.places.first == "db1:9100")
        #expect(alert.places.contains("db1"))
        #expect(alert.jobPlace == "db1/node")
        // Its end lies behind `now`.
        #expect(alert.resolved == (try #require(RFC3339.parse("2026-09-21T15:00:00Z")) <= Self.now))
    }

    @Test func alertmanagerWebhook() throws {
        let alerts = try ForeignAlerts.alertmanager(Data(Self.webhook.utf8), now: Self.now)
        #expect(alerts.map(\.resolved) == [false, true])
        #expect(alerts[0].places == ["web1/nginx", "web1", "web1", "nginx"])
        #expect(alerts[0].severity == .warning)
    }

    @Test func genericJSON() throws {
        let body =
            #"{"title":"Ping lost","host":"gw9","level":"high","message":"no answer","time":1790000000,"status":"OK","n":{"a":[1]}}"#
        let alert = try #require(try ForeignAlerts.generic(Data(body.utf8), source: "zabbix", now: Self.now).first)
        #expect(alert.source == "zabbix")
        #expect(alert.places == ["gw9", "gw9"])
        #expect(alert.severity == .critical)
        #expect(alert.resolved)
        #expect(alert.startsAt == Self.now)
    }

    @Test(arguments: [
        (#"{"name":"a","at":"yesterday"}"#, "at: 'yesterday' is neither an RFC 3339 time nor seconds since 1970"),
        (#"{"name":"a","labels":[1]}"#, "labels is not an object of texts"),
        (#"{"name":"a","labels":"x"}"#, "labels is not an object of texts"),
    ])
    func whatCannotBeReadIsNotPassedOver(_ body: String, _ told: String) {
        #expect {
            try ForeignAlerts.generic(Data(body.utf8), source: "x", now: Self.now)
        } throws: {
            "\($0)" == told
        }
    }

    @Test func labelsMayBeNumbersAndNull() throws {
        let one = #"{"name":"a","labels":{"shelf":7,"hot":true,"room":"b"}}"#
        let alert = try #require(try ForeignAlerts.generic(Data(one.utf8), source: "x", now: Self.now).first)
        #expect(alert.labels.map { "\($0.key)=\($0.value)" } == ["hot=true", "room=b", "shelf=7"])
        let none = try ForeignAlerts.generic(Data(#"{"name":"a","labels":null}"#.utf8), source: "x", now: Self.now)
        #expect(none.first?.labels.isEmpty == true)
    }

    /// Without a time the same alert, sent again later, is the same.
    @Test func withoutATimeItHasNone() throws {
        let body = Data(#"{"name":"Ping lost","host":"gw9"}"#.utf8)
        let first = try ForeignAlerts.generic(body, source: "x", now: Self.now)
        let later = try ForeignAlerts.generic(body, source: "x", now: Self.now + .hour)
        #expect(first == later && first.first?.startsAt == .unknown)
    }

    @Test func anUnknownHostIsCalledWithoutItsPort() throws {
        func standIn(_ labels: String) throws -> String? {
            try ForeignAlerts.generic(
                Data("{\"name\":\"a\",\"labels\":{\(labels)}}".utf8), source: "x", now: Self.now
            ).first?.standIn
        }
        #expect(try standIn(#""instance":"db9:9100""#) == "db9")
        #expect(try standIn(#""instance":"db9:9100","service":"pg""#) == "db9/pg")
        #expect(try standIn(#""service":"pg""#) == "pg")
        #expect(try standIn(#""colour":"red""#) == nil)
    }

    /// Whoever sends a wrong body reads which field is wrong, not a dump of ours.
    @Test(arguments: [
        (#"[{"labels":{"alertname":"A"}},{"labels":{"alertname":3}}]"#, "[1].labels.alertname is not a text"),
        (#"{"alerts":[{}]}"#, "alerts[0].labels is missing"),
        (#"{"alerts":7}"#, "alerts is not an array"),
        ("[", "it is not JSON"),
    ])
    func theProblemNamesTheField(_ body: String, _ told: String) {
        #expect {
            try ForeignAlerts.alertmanager(Data(body.utf8), now: Self.now)
        } throws: {
            "\($0)" == "neither an array of alerts nor an Alertmanager webhook: \(told)"
        }
    }

    @Test(arguments: [
        "", "1", "{", "[1]", "{}", "[{}]", #"[{"labels":{}}]"#, #"{"alerts":3}"#, #"[{"labels":{"alertname":""}}]"#,
    ])
    func whatIsNoAlertIsRefused(_ body: String) {
        #expect(throws: ForeignAlerts.Problem.self) { try ForeignAlerts.alertmanager(Data(body.utf8), now: Self.now) }
        #expect(throws: ForeignAlerts.Problem.self) {
            try ForeignAlerts.generic(Data(body.utf8), source: "x", now: Self.now)
        }
    }

    @Test(arguments: 0..<20)
    func anyBytesAreReadOrRefused(_ seed: Int) {
        var random = Seeded(UInt64(seed))
        for _ in 0..<200 {
            var bytes = Array((Bool.random(using: &random) ? Self.posted : Self.webhook).utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let data = Data(bytes)
            let read =
                ((try? ForeignAlerts.alertmanager(data, now: Self.now)) ?? [])
                + ((try? ForeignAlerts.generic(data, source: "x", now: Self.now)) ?? [])
            for alert in read {
                #expect(alert.startsAt <= Self.now)
                #expect(alert.text.utf8.count <= 1024 && alert.name.utf8.count <= 1024 && !alert.name.isEmpty)
            }
        }
    }
}
