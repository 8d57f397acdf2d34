import Detection
import Glibc
import Model

/// What 100,000 live series cost: memory of the bank, and CPU a bucket of 10 s when all of them speak in it, and when one in six
/// does, which is once a minute. Two hours of event time, so that hourly profiles are in.
struct CostBenchmark {
    static let series = 100_000, streams = 1000

    static func run() {
        let before = resident()
        var options = DetectionOptions()
        options.maxSeries = series + streams
        var bank = DetectorBank(options: options)
        for template in 0..<series / streams {
            bank.introduce(template: Int32(template), text: "message \(template) of <*>")
        }
        let start: Micros = 1_790_208_000 * .second
        var random = FastRandom(7)
        var signals = 0
        func live(from first: Int, to last: Int, everySixth: Bool) -> Double {
            let begin = cpu()
            for bucket in first..<last {
                let time = start + Micros(bucket) * 10 * .second
                for index in 0..<series where !everySixth || index % 6 == bucket % 6 {
                    bank.observe(
                        stream: StreamID(index % streams), template: Int32(index / streams), severity: .info,
                        time: time,
                        times: UInt32(1 + random.next() % 3))
                }
                signals += bank.close(bucketEnding: time + 10 * .second).count
            }
            return (cpu() - begin) / Double(last - first)
        }
        _ = live(from: 0, to: 720, everySixth: true)
        let some = live(from: 720, to: 780, everySixth: true)
        let memory = resident() - before
        print(
            "live series \(bank.statistics.series), bytes a series in place \(DetectorBank.bytesPerSeries), with an hourly profile \(DetectorBank.bytesPerSeries + DetectorBank.bytesPerProfile)"
        )
        let kinds = DetectorBank.bytesByKind.map { "\($0.kind) \($0.bytes)" }.joined(separator: ", ")
        print("bytes of a series of the other kinds: \(kinds)")
        print("memory \(memory >> 20) MB")
        print("each speaks once a minute: \(milliseconds(some)) ms a bucket, \(percent(some / 10)) % of a core")
        var stored = report("checkpoint of all", &bank, since: (nil, nil))
        stored = report("checkpoint when nothing came since", &bank, since: stored)
        // One stream of a thousand speaks in a bucket.
        for index in 0..<series where index % streams == 0 {
            bank.observe(
                stream: StreamID(0), template: Int32(index / streams), severity: .info,
                time: start + Micros(780) * 10 * .second)
        }
        _ = bank.close(bucketEnding: start + Micros(781) * 10 * .second)
        report("checkpoint after a bucket in which a hundred spoke", &bank, since: stored)
        // Another rate is a storm at first: six times as many of everything, for hours.
        _ = live(from: 781, to: 1000, everySixth: false)
        let all = live(from: 1000, to: 1030, everySixth: false)
        print(
            "all speak in each bucket of 10 s: \(milliseconds(all)) ms a bucket, \(percent(all / 10)) % of a core, \(Int(all / Double(series) * 1e9)) ns a series"
        )
        print("signals \(signals)")
    }

    /// Encodes what changed, as a checkpoint does, and tells how much it was.
    @discardableResult
    private static func report(
        _ name: String, _ bank: inout DetectorBank, since: (UInt64?, UInt64?)
    ) -> (UInt64?, UInt64?) {
        let begin = cpu()
        let parts = bank.wholeParts()
        let tables = (
            bank.changedPages(of: .series, since: since.0), bank.changedPages(of: .profiles, since: since.1)
        )
        let whole = parts.head.count + parts.values.count + parts.words.count + parts.flows.count
        let paged = (tables.0.pages + tables.1.pages).reduce(0) { $0 + $1.bytes.count }
        print(
            "\(name): \(paged >> 10) KB of pages, \(whole >> 10) KB besides, encoded in \(milliseconds(cpu() - begin)) ms"
        )
        return (tables.0.revision, tables.1.revision)
    }

    private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
    private static func percent(_ share: Double) -> String { "\((share * 10_000).rounded() / 100)" }

    static func cpu() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Resident bytes of this process.
    static func resident() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var pages = (0, 0)
        withUnsafeMutablePointer(to: &pages) { pointer in
            pointer.withMemoryRebound(to: Int.self, capacity: 2) { two in
                _ = withVaList([two, two + 1]) { vfscanf(file, "%ld %ld", $0) }
            }
        }
        return pages.1 * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
