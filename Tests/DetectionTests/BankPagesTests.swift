import Bytes
import Detection
import Model
import TestSupport
import Testing

/// The parts in which a bank is stored: pages of what changed, and nothing else.
@Suite struct BankPagesTests {
    /// What a store holds of a bank, kept up by the pages that change.
    private struct Stored {
        var parts = BankParts()
        var revisions: [PagedTable: UInt64] = [:]
        /// Bytes of pages at the last take.
        var written = 0

        mutating func take(_ bank: inout DetectorBank) {
            let (series, profiles) = (parts.series, parts.profiles)
            parts = bank.wholeParts()
            written = 0
            parts.series = apply(bank.changedPages(of: .series, since: revisions[.series]), .series, to: series)
            parts.profiles = apply(
                bank.changedPages(of: .profiles, since: revisions[.profiles]), .profiles, to: profiles)
        }

        private mutating func apply(_ changed: ChangedPages, _ table: PagedTable, to old: [[UInt8]]) -> [[UInt8]] {
            var pages = Array(old.prefix(changed.count))
            while pages.count < changed.count { pages.append([]) }
            for page in changed.pages {
                pages[page.number] = page.bytes
                written += page.bytes.count
            }
            revisions[table] = changed.revision
            return pages
        }
    }

    /// Whatever happens to series (news, merges, evictions, templates forgotten), the pages that changed make the whole state.
    @Test(arguments: 0..<24 as Range<UInt64>)
    func changedPagesMakeTheWholeState(_ seed: UInt64) throws {
        var random = Seeded(seed &* 31 &+ 5)
        var options = DetectionOptions()
        options.maxSeries = seed % 2 == 0 ? 150 : 2000
        var bank = DetectorBank(options: options)
        for template in Int32(0)..<200 { bank.introduce(template: template, text: "message \(template) of <*>") }
        var stored = Stored()
        var time: Micros = 1_790_000_000 * .second
        for step in 0..<700 {
            let stream = Int.random(in: 0..<6, using: &random)
            let template = Int32.random(in: 0..<200, using: &random)
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<60:
                bank.observe(
                    stream: StreamID(stream), template: template, severity: .info, time: time,
                    times: UInt32.random(in: 1...9, using: &random))
            case 60..<64: bank.merge(TemplateMerge(from: template, to: Int32.random(in: 0..<200, using: &random)))
            case 64: bank.forget(template: template)
            case 65: bank.accept(template: template, in: StreamID(stream))
            case 66: bank.noteLook(stream: StreamID(stream), template: template, found: false)
            case 67: time += Micros.random(in: 1...5, using: &random) * .hour
            case 68..<76: bank.note(value: 12, stream: StreamID(stream), template: template, position: 0)
            default:
                time += 10 * .second
                _ = bank.close(bucketEnding: time)
            }
            if step % 7 == 0 {
                stored.take(&bank)
                let again = try DetectorBank(parts: stored.parts, options: options)
                #expect((again.snapshot() == bank.snapshot()) as Bool, "after step \(step)")
                if step % 3 == 0 {
                    bank = again
                    stored = Stored()
                }
            }
        }
        #expect(bank.statistics.series > 20)
    }

    /// Of two thousand series the one service that spoke is written, not all.
    @Test func aQuietBucketWritesFewPages() {
        var bank = DetectorBank()
        var time: Micros = 1_790_000_000 * .second
        func pass(_ streams: Range<Int>) {
            for stream in streams {
                for template in 0..<10 {
                    bank.observe(
                        stream: StreamID(stream), template: Int32(stream * 10 + template), severity: .info, time: time)
                }
            }
            time += 10 * .second
            _ = bank.close(bucketEnding: time)
        }
        for _ in 0..<10 { pass(0..<200) }
        var stored = Stored()
        stored.take(&bank)
        let all = stored.written
        #expect(all > 400_000)
        stored.take(&bank)
        #expect(stored.written == 0)
        pass(7..<8)
        stored.take(&bank)
        #expect(stored.written > 0 && stored.written < all / 20, "\(stored.written) of \(all) bytes")
    }

    /// A page that is missing, too many, or of another checkpoint's size is refused.
    @Test func pagesThatDoNotBelongTogetherAreRefused() throws {
        var bank = DetectorBank()
        for template in Int32(0)..<100 {
            bank.observe(stream: StreamID(0), template: template, severity: .info, time: 1_790_000_000 * .second)
        }
        _ = bank.close(bucketEnding: 1_790_000_010 * .second)
        var stored = Stored()
        stored.take(&bank)
        _ = try DetectorBank(parts: stored.parts)
        var short = stored.parts
        short.series.removeLast()
        #expect(throws: SnapshotError.self) { _ = try DetectorBank(parts: short) }
        var damaged = stored.parts
        damaged.series[1][40] ^= 1
        #expect(throws: SnapshotError.self) { _ = try DetectorBank(parts: damaged) }
        var truncated = stored.parts
        truncated.series[1].removeLast(9)
        #expect(throws: SnapshotError.self) { _ = try DetectorBank(parts: truncated) }
    }

    /// A mass of mild failures, and words that take over, told the same whatever restarts lie in between.
    @Test(arguments: 0..<12 as Range<UInt64>)
    func aMassAndWordsSurviveRestartsAnywhere(_ seed: UInt64) throws {
        var feed = Feed(seed: seed, rates: [(0, 0, 20), (0, 1, 5), (1, 3, 10), (1, 4, 4), (2, 6, 8)])
        for template in Int32(0)..<9 { feed.steps.append(.introduce(template, "request <*> by path \(template)")) }
        for n in 0..<2600 {
            feed.steps.append(.word("user\(n % 23)", stream: 0, template: 0))
            if n % 13 == 12 { feed.pass(1) }
        }
        feed.steps.append(.introduce(20, "Failed password for <*>"))
        feed.steps.append(.introduce(21, "Invalid user <*> from <*>"))
        for n in 0..<12 {
            for _ in 0..<12 { feed.steps.append(.word("root", stream: 0, template: 0)) }
            feed.pass(1, extra: [(1, 20, .info, 4), (1, 21, .info, n < 6 ? 3 : 0)])
        }
        feed.pass(20)
        for _ in 0..<3 { feed.pass(1, extra: [(1, 20, .info, 9)]) }
        var straight = DetectorBank()
        let expected = straight.take(feed.steps)
        #expect(expected.contains { $0.series == "mass" })
        #expect(expected.contains { $0.series.hasPrefix("word") })
        var random = Seeded(seed &+ 991)
        var bank = DetectorBank()
        var stored = Stored()
        var found: [Signal] = []
        var position = 0
        while position < feed.steps.count {
            let end = min(feed.steps.count, position + Int.random(in: 1...900, using: &random))
            found += bank.take(feed.steps[position..<end])
            position = end
            stored.take(&bank)
            bank = try DetectorBank(parts: stored.parts)
            stored.revisions = [:]
        }
        #expect(found == expected)
        #expect((bank.snapshot() == straight.snapshot()) as Bool)
    }
}
