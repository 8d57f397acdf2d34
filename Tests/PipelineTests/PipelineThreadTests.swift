import Foundation
import Pipeline
import Testing

@Suite struct PipelineThreadTests {
    /// The address space in use, in bytes.
    private static func addressSpace() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmSize:") })
        return try #require(Int(line.filter(\.isNumber))) << 10
    }

    /// A daemon answers requests for years, each on a thread: none may leave its stack behind.
    @Test func whatNobodyWaitsForLeavesNothingBehind() throws {
        let ended = Monitor(0)
        let before = try Self.addressSpace()
        // A few at a time; 4 MB of stack each would be 4 GB in all.
        for round in 1...250 {
            for _ in 0..<4 { #expect(PipelineThread.detach("test") { ended.change { $0 += 1 } }) }
            #expect(ended.wait(milliseconds: 60_000) { $0 == 4 * round ? true : nil } == true)
        }
        #expect(try Self.addressSpace() - before < 2 << 30)
    }
}
