import Correlation
import Model
import Testing

/// How often an incident of many alerts is told anew.
@Suite struct CrowdTests {
    @Test func aCrowdIsToldSeldomButAtOnceWhenItBecomesGraver() throws {
        var correlator = Correlator(topology: Shop.topology())
        var number = 0
        func place(at second: Double, severity: Severity, in correlator: inout Correlator) {
            // Words without digits, or they would be one message.
            let word = String("abcdefghijklmnopqrstuvwxyz".dropFirst(number / 26).prefix(1)) + "x"
            let other = String("abcdefghijklmnopqrstuvwxyz".dropFirst(number % 26).prefix(1)) + "y"
            number += 1
            let line = Line(
                second, "db1/postgresql", .novelty, "relation \(word)\(other) is broken", severity: severity)
            correlator.place(line.alert(correlator.topology))
        }
        for _ in 0..<40 { place(at: 0, severity: .error, in: &correlator) }
        let opened = Shop.start + 10 * .second
        _ = correlator.open(try #require(correlator.candidates(at: opened).first).id, at: opened)
        var updates = 0
        var second = 10.0
        for _ in 0..<30 {
            place(at: second, severity: .error, in: &correlator)
            second += 10
            let changes = correlator.close(upTo: Shop.start + Micros(second) * .second)
            updates += changes.count { $0.kind == .updated }
        }
        #expect(updates <= 2)
        // What was held back so far is told with it.
        place(at: second, severity: .critical, in: &correlator)
        second += 10
        let graver = correlator.close(upTo: Shop.start + Micros(second) * .second)
        #expect(graver.map(\.kind) == [.updated])
        #expect(graver.first?.incident.severity == .critical)
        #expect(graver.first?.incident.members.count == 71)
        // Nothing is left out at the end of an input, and nothing is told twice.
        place(at: second, severity: .error, in: &correlator)
        let end = Shop.start + Micros(second + 10) * .second
        let rest = correlator.close(upTo: end) + correlator.tellRest(at: end)
        #expect(rest.map(\.incident.members.count) == [72])
        #expect(correlator.tellRest(at: end).isEmpty)
    }
}
