import Bytes
import Model
import TemplateMining
import TestSupport
import Testing

/// What a template's variables held, of a sample of its messages.
@Suite struct VariableTests {
    private func summaries(_ messages: [String], options: TemplateMiner.Options = .init()) throws -> [VariableSummary] {
        var mill = Mill(options: options)
        mill.feed(messages)
        return mill.miner.variableSummaries(of: try #require(mill.rows.last))
    }

    @Test func numbersWithTheirUnit() throws {
        var random = Seeded(7)
        let found = try summaries(
            (0..<20_000).map { _ in "request served in \(Int.random(in: 1...1000, using: &random)) ms" })
        let numbers = try #require(found.first?.numbers)
        #expect(found.count == 1)
        #expect(found[0].kind == .integer)
        #expect(numbers.unit == "ms")
        #expect(numbers.minimum >= 1 && numbers.maximum <= 1000)
        #expect((400...640).contains(numbers.median), "\(numbers)")
        #expect((800...1000).contains(numbers.p90), "\(numbers)")
        #expect(abs(found[0].messages / 20_000 - 1) < 0.2, "\(found[0].messages)")
        #expect(found[0].samples < 400)
    }

    @Test func unitsInTheValueAreOneScale() throws {
        let found = try summaries((0..<64).map { $0 % 2 == 0 ? "took 500ms at \($0)" : "took 0.5s at \($0)" })
        let numbers = try #require(found.first?.numbers)
        #expect(numbers.unit == "s")
        #expect(abs(numbers.median - 0.5) < 0.08, "\(numbers)")
        #expect(numbers.minimum == 0.5 && numbers.maximum == 0.5)
    }

    @Test func frequentAndDistinctValues() throws {
        let found = try summaries((0..<40_000).map { "job \($0) on 10.0.0.\($0 % 10 < 7 ? 1 : $0 % 200)" })
        #expect(found.count == 2)
        #expect(found[0].distinct > 50)
        #expect(found[1].kind == .address)
        #expect(found[1].top.first?.text == "10.0.0.1")
        #expect(abs((found[1].top.first?.share ?? 0) - 0.7) < 0.2, "\(found[1].top)")
        #expect((30...75).contains(found[1].distinct))
    }

    /// A period of the log is not met in step.
    @Test(arguments: [2, 3, 4, 8, 16, 64])
    func periodicValuesAreSeenAlike(period: Int) throws {
        let found = try summaries((0..<100_000).map { "turn of worker \($0 % period)" })
        let share = try #require(found.first?.top.first?.share)
        #expect(share < 1 / Double(min(period, 4)) + 0.15, "\(found)")
        #expect(found[0].distinct > Double(min(period, 16)) * 0.6)
    }

    /// What is known follows a template into another one, and a snapshot.
    @Test func survivesMergesAndRestarts() throws {
        let names = ["alice", "bob", "carol", "dave", "erin", "frank"]
        var mill = Mill()
        mill.feed((0..<600).map { "worker \(names[$0 / 100]) finished job \($0) in \($0 % 50) ms" })
        let index = try #require(mill.rows.last)
        let found = mill.miner.variableSummaries(of: index)
        #expect(found.map(\.position) == mill.miner.positions(of: index))
        #expect(found.contains { $0.numbers?.unit == "ms" && $0.messages > 300 })
        let restored = try TemplateMiner(snapshot: mill.miner.snapshot())
        #expect(restored.variableSummaries(of: index) == found)
    }

    /// With room for few, the templates that are seen often keep theirs.
    @Test func bounded() throws {
        var options = TemplateMiner.Options()
        options.maximumSketches = 64
        var mill = Mill(options: options)
        var random = Seeded(3)
        let words = (0..<400).map { _ in
            (0..<6).map { _ in String("abcdefghij".randomElement(using: &random) ?? "a") }.joined()
        }
        for round in 0..<100 {
            for (number, word) in words.enumerated() where number < 4 || round % 10 == 0 {
                mill.feed(
                    "\(word) \(words[(number * 7 + 1) % 400]) of \(round * 1000 + number) by \(words[(number * 3 + 2) % 400])"
                )
            }
        }
        let indices = mill.miner.indices
        let sketched = indices.reduce(0) { $0 + mill.miner.variableSummaries(of: $1).count }
        #expect(sketched <= 64)
        #expect(mill.miner.statistics.sketchesDropped > 0)
        let frequent = indices.sorted { mill.miner.count($0) > mill.miner.count($1) }.prefix(4)
        for index in frequent { #expect(!mill.miner.variableSummaries(of: index).isEmpty, "\(mill.miner.text(index))") }
    }
}
