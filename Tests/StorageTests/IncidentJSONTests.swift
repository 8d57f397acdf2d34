import FoundationEssentials
import Model
import Testing

@Suite struct IncidentJSONTests {
    /// The contract with everyone's scripts, byte for byte.
    @Test func goldenText() {
        let incident = sampleIncident("i1", nodes: ["db1/postgresql"])
        #expect(
            IncidentJSON.string(incident) == #"""
                {"id":"i1","opened_at":"2023-11-14T22:13:20Z","closed_at":null,"state":"open","severity":"critical","title":"Connections fail","root_cause":"db1/postgresql","root_causes":[{"node":"db1/postgresql","score":0.8,"why":"first to fail"}],"nodes":["db1/postgresql"],"alerts":[{"id":"alert-0","at":"2023-11-14T22:13:20Z","onset":"2023-11-14T22:13:15Z","node":"db1/postgresql","template":"could not connect to <*>","kind":"rate","score":7.25,"count":1,"evidence":{"observed":41,"expected":0.5,"window_s":10,"samples":["line \"0\"","둘째 줄"],"text":"41 in 10 s, 0.5 expected"},"template_id":"0000000000000000","last_seen":"2023-11-14T22:13:21Z","severity":"error","weak":false,"reason":"same minute","origin":"haetae"}],"started_at":"2023-11-14T22:12:20Z","last_seen":"2023-11-14T22:14:20Z","score":12.5,"weak":false,"summary":"what happened","notes":[],"changes":[],"advice":[],"foresight":[],"muted":[]}
                """#)
    }

    /// In a webhook alerts of replicas are one row with all of their nodes; everywhere else each is by itself.
    @Test func replicasAreFolded() throws {
        let incident = sampleIncident("i1", nodes: ["app1/shop", "app2/shop", "db1/postgresql", "app3/shop"])
        #expect(
            incident.rows.map { $0.nodes.map(\.name) } == [
                ["app1/shop", "app2/shop", "app3/shop"], ["db1/postgresql"],
            ])
        struct Folded: Decodable {
            struct Alert: Decodable { var node: String, nodes: [String]?, alerts: Int? }
            var alerts: [Alert], alerts_omitted: Int?
        }
        func read(_ maximum: Int, folded: Bool) throws -> Folded {
            let text = JSONText.object { IncidentJSON.write(incident, maximumAlerts: maximum, folded: folded, &$0) }
            return try JSONDecoder().decode(Folded.self, from: Data(text.utf8))
        }
        let folded = try read(100, folded: true)
        #expect(folded.alerts.map(\.node) == ["app1/shop", "db1/postgresql"])
        #expect(folded.alerts[0].nodes == ["app1/shop", "app2/shop", "app3/shop"])
        #expect(folded.alerts.map(\.alerts) == [3, 1] && folded.alerts_omitted == nil)
        #expect(try read(1, folded: true).alerts_omitted == 1)
        #expect(try read(100, folded: false).alerts.map(\.nodes) == [nil, nil, nil, nil])
    }

    private struct Wire: Decodable {
        struct Alert: Decodable {
            struct Evidence: Decodable { var observed: Double?, samples: [String], text: String }
            var template: String?, evidence: Evidence
        }
        var id: String, title: String, closed_at: String?, alerts: [Alert]
    }

    /// Every character comes back through a JSON reader of someone else.
    @Test func everyCharacterIsEscapedRight() throws {
        let all =
            String(String.UnicodeScalarView((0..<0x300).compactMap { Unicode.Scalar($0 as UInt32) }))
            + "한글 🐉 \u{2028}\u{10FFFF}"
        var incident = sampleIncident("i", state: .resolved)
        incident.title = all
        incident.members[0].alert.evidence.samples = [all, ""]
        incident.members[0].alert.evidence.observed = .nan
        incident.members[0].alert.templateText = ""
        let wire = try JSONDecoder().decode(Wire.self, from: Data(IncidentJSON.string(incident).utf8))
        #expect(wire.title == all)
        #expect(wire.closed_at == "2023-11-14T23:13:20Z")
        #expect(wire.alerts[0].evidence.samples == [all, ""])
        #expect(wire.alerts[0].evidence.observed == nil)
        #expect(wire.alerts[0].template == nil)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (1e300, "1e+300"), (5, "5"), (-0.0, "0"), (123_456_789_012_345, "123456789012345"),
            (1e15, "1000000000000000.0"), (1e16, "1e+16"),
            (-2.5, "-2.5"), (.infinity, "null"), (2.5e-300, "2.5e-300"),
        ] as [(Double, String)]) func numbers(_ value: Double, _ text: String)
    {
        #expect(JSONText.object { $0.member("n", value) } == "{\"n\":\(text)}")
    }

    @Test func nesting() {
        let text = JSONText.object { text in
            text.member("a", [String]())
            text.member("b") { _ in }
            text.member("c", [1, 2]) { text, value in text.element(object: { $0.member("v", value) }) }
            text.member("d", ["x", "y"])
            text.member("e", time: .unknown)
            text.member("f", json: "[1,{}]")
            text.member("g", true)
        }
        #expect(text == #"{"a":[],"b":{},"c":[{"v":1},{"v":2}],"d":["x","y"],"e":null,"f":[1,{}],"g":true}"#)
        #expect(JSONText.array(["a"]) { $0.element($1) } == #"["a"]"#)
    }
}
