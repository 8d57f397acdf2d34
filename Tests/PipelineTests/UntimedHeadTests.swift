import Model
import Pipeline
import Testing

/// Lines before the first time that a file states.
@Suite struct UntimedHeadTests {
    /// `#Fields:` of a web server's log, the rest of a stack trace after a rotation: they were written when the file began, not when it is
    /// read, so the lines behind them are not late.
    @Test(arguments: [
        ["#Software: Web Server 10", "#Fields: date time cs-method cs-uri-stem sc-status"],
        ["\tat shop.Cart.load(Cart.java:12)"],
    ])
    func theyDoNotMakeTheFileLate(_ head: [String]) throws {
        let times = (0..<50).map { "2026-11-24 17:00:\($0 + 10)" }
        let isTable = head.count > 1
        let page = head + times.map { isTable ? "\($0) GET /cart 200" : "\($0) INFO cart was loaded" }
        let other = times.map { "\($0) INFO order was placed" }
        let now: Micros = 1_795_600_000 * .second
        let result = try Scenario.analyze(
            files: [
                "web1/page.log": page.joined(separator: "\n") + "\n",
                "web1/shop.log": other.joined(separator: "\n") + "\n",
            ], readAt: now)
        #expect(result.sources.map(\.late) == [0, 0])
        #expect(result.span.map { $0.upperBound < now - .hour } == true)
    }
}
