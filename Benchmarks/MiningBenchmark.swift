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
        print("templates      lines    first pass       again  (lines/s, one thread)   MB/s   unknown  allocations  of which by tokens")
        for count in [100, 2000, 10_000, 100_000] { row(count) }
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
        Self.eachLine(bytes) { sum &+= tokenizer.shape(of: $0, in: bytes).signature }
        let byTokens = haetae_heap_allocations() - before
        precondition(sum != 0)
        print(
            Self.padded(miner.indices.count, 9) + Self.padded(mix.lines, 11) + Self.padded(first.perSecond(mix.lines), 14)
                + Self.padded(again.perSecond(mix.lines), 12) + Self.padded(Int(Double(mix.arena.count) / again.seconds / 1e6), 31)
                + Self.padded(Int(again.misses), 10) + Self.padded(Int(again.allocations), 13) + Self.padded(Int(byTokens), 20))
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
        var newline = 0
        var at = 0
        while at < bytes.byteCount {
            newline = Scan.first(0x0A, in: bytes, from: at, to: bytes.byteCount)
            let line = ByteRange(at, newline)
            _ = miner.match(tokenizer.shape(of: line, in: bytes), message: line, in: bytes)
            at = newline + 1
        }
        return Pass(
            seconds: ThreadClock.seconds() - begin, allocations: haetae_heap_allocations() - allocations,
            misses: miner.statistics.misses - misses)
    }

    private static func eachLine(_ bytes: RawSpan, _ body: (ByteRange) -> Void) {
        var at = 0
        while at < bytes.byteCount {
            let newline = Scan.first(0x0A, in: bytes, from: at, to: bytes.byteCount)
            body(ByteRange(at, newline))
            at = newline + 1
        }
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
