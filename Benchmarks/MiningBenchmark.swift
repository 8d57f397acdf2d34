import Bytes
import CAllocations
import Glibc
import Model
import TemplateMining

/// The miner alone, on one thread: finding line ends, tokens, signature, look-up. What a line costs as the number of templates known grows,
/// what it allocates, and what a flood does.
struct MiningBenchmark {
    /// Bytes of lines for each number of templates.
    static let bytes = 128_000_000

    func run() {
        print(
            "templates      lines    first pass       again  (lines/s, one thread)   MB/s   unknown  allocations  of which by tokens"
        )
        for count in [100, 2000, 10_000, 100_000] { row(count) }
        line()
    }

    /// Allocations of the whole line, front and engine, once its templates and series are there: what is left belongs to batches and to the
    /// ends of buckets.
    private func line() {
        let stages = StageBenchmark()
        let (warm, after) = stages.allocations()
        print("whole line, allocations per 1000 lines: \(warm) while it learns, \(after) in the steady state")
    }

    private func row(_ count: Int) {
        let mix = MessageMix(templates: count, bytes: Self.bytes)
        var options = TemplateMiner.Options()
        options.maximumTemplates = max(options.maximumTemplates, count * 2)
        options.maximumSampleBytes = max(options.maximumSampleBytes, count * 512)
        var miner = TemplateMiner(options: options)
        let first = measure(mix, &miner)
        let again = measure(mix, &miner)
        let bytes = mix.arena.span.bytes
        let tokenizer = Tokenizer()
        let before = haetae_heap_allocations()
        var sum: UInt64 = 0
        var lines = LineRanges()
        while let line = lines.next(in: bytes) { sum &+= tokenizer.shape(of: line, in: bytes).signature }
        let byTokens = haetae_heap_allocations() - before
        precondition(sum != 0)
        print(
            Self.padded(miner.indices.count, 9) + Self.padded(mix.lines, 11)
                + Self.padded(first.perSecond(mix.lines), 14)
                + Self.padded(again.perSecond(mix.lines), 12)
                + Self.padded(Int(Double(mix.arena.count) / again.seconds / 1e6), 31)
                + Self.padded(Int(again.misses), 10) + Self.padded(Int(again.allocations), 13)
                + Self.padded(Int(byTokens), 20))
    }

    private struct Pass {
        var seconds: Double
        var allocations: UInt64
        var misses: UInt64
        func perSecond(_ lines: Int) -> Int { Int(Double(lines) / seconds) }
    }

    private func measure(_ mix: MessageMix, _ miner: inout TemplateMiner) -> Pass {
        let bytes = mix.arena.span.bytes
        let tokenizer = Tokenizer()
        let misses = miner.statistics.misses
        let allocations = haetae_heap_allocations()
        let begin = ThreadClock.seconds()
        var lines = LineRanges()
        while let line = lines.next(in: bytes) {
            _ = miner.match(tokenizer.shape(of: line, in: bytes), message: line, in: bytes)
        }
        return Pass(
            seconds: ThreadClock.seconds() - begin, allocations: haetae_heap_allocations() - allocations,
            misses: miner.statistics.misses - misses)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

/// CPU seconds of the calling thread.
enum ThreadClock {
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
