import Foundation
import LogSources
import Model
import Pipeline
import Testing
import Topology

/// Lines before the first time that a file states.
@Suite struct UntimedHeadTests {
    /// `#Fields:` of a web server's log, the rest of a stack trace after a rotation: they were written when the file began, not when it is
    /// read, so the lines behind them are not late.
    @Test(arguments: [
        ["#Software: Web Server 10", "#Fields: date time cs-method cs-uri-stem sc-status"],
        ["\tat shop.Cart.load(Cart.java:12)"],
    ])
    func theyDoNotMakeTheFileLate(_ head: [String]) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "haetae-head-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "web1"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let times = (0..<50).map { "2026-11-24 17:00:\($0 + 10)" }
        let isTable = head.count > 1
        let page = head + times.map { isTable ? "\($0) GET /cart 200" : "\($0) INFO cart was loaded" }
        let other = times.map { "\($0) INFO order was placed" }
        try Data((page.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: "web1/page.log"))
        try Data((other.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: "web1/shop.log"))
        var options = Discovery.Options()
        options.now = 1_795_600_000 * .second
        let plans = Discovery.find([folder.path], options: options).plans
        let openings = plans.enumerated().map { number, plan in
            SourceOpening(descriptor: plan.descriptor) { () throws(SourceError) in try plan.open(id: SourceID(number)) }
        }
        let result = OfflineRun(sources: openings, topology: TopologyGraph(), readAt: options.now).run()
        #expect(result.sources.map(\.late) == [0, 0])
        #expect(result.span.map { $0.upperBound < options.now - .hour } == true)
    }
}
