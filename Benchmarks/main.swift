import Detection
import FoundationEssentials
import Glibc

/// Benchmarks that need the modules themselves; `scripts/bench.sh` runs them and everything that can be measured from outside.
///
///     Benchmarks list            the names, one a line with what they measure
///     Benchmarks NAME
///     Benchmarks grouping LOGS topology.yaml truth.json   what each part of the grouping is worth on a recording
///     Benchmarks tune --leave-out KIND|all|halves [--evaluations N] [--seed N] [--from-equal]   docs/series.md; HAETAE_DATA names the data
///     Benchmarks tune --ceilings [--evaluations N]   what each variant of the labelled series could reach at most
///     Benchmarks held-out-runbooks   docs/runbooks.md; HAETAE_DATA names the data
///     Benchmarks budget WORLD SIZE SEEDS DAYS   simulations of docs/detection.md, such as A 1000 1,2,3 30
let arguments = Array(CommandLine.arguments.dropFirst())

func value(of option: String) -> String? {
    guard let at = arguments.firstIndex(of: option), at + 1 < arguments.count else { return nil }
    return arguments[at + 1]
}

func tune() {
    guard let data = getenv("HAETAE_DATA").map({ String(cString: $0) }) else {
        print("HAETAE_DATA names no folder: it should hold series/dev (numenta/NAB)")
        return
    }
    do {
        let tuning = try SeriesTuning(folder: data + "/series/dev")
        let evaluations = value(of: "--evaluations").flatMap { Int($0) } ?? 200
        let seed = value(of: "--seed").flatMap { UInt64($0) } ?? 1
        let gain = value(of: "--least-gain").flatMap { Double($0) } ?? 0.05
        let start: SeriesOptions =
            arguments.contains("--from-committed")
            ? SeriesOptions() : arguments.contains("--from-equal") ? .equal : .neutral
        if arguments.contains("--ceilings") { return tuning.ceilings(evaluations: evaluations, seed: seed) }
        guard let left = value(of: "--leave-out") else {
            tuning.report()
            return tuning.shake()
        }
        print("search of \(evaluations) choices, seed \(seed)")
        switch left {
        case "halves":
            tuning.halves(start: start, evaluations: evaluations, leastGain: gain, seed: seed)
        case "all":
            tuning.leaveOut(
                tuning.kinds, start: start, evaluations: evaluations, leastGain: gain, seed: seed)
        case "none": tuning.choose(start: start, evaluations: evaluations, leastGain: gain, seed: seed)
        case let kind where tuning.kinds.contains(kind):
            tuning.leaveOut(
                [kind], start: start, evaluations: evaluations, leastGain: gain, seed: seed)
        default: print("no kind '\(left)': \(tuning.kinds.joined(separator: ", ")), all or halves")
        }
    } catch {
        print("\(data)/series/dev: \(error)")
    }
}

func heldOutRunbooks() {
    guard let data = getenv("HAETAE_DATA").map({ String(cString: $0) }) else {
        return print("HAETAE_DATA names no folder: it should hold runbooks/docs and runbooks/questions.jsonl")
    }
    let scratch = FileManager.default.temporaryDirectory.path + "/held-out-runbooks-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    do {
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        try HeldOutRunbooks(folder: data + "/runbooks", scratch: scratch + "/index.sqlite").run()
    } catch { print("\(data)/runbooks: \(error)") }
}

/// `budget-WORLD-SIZE`. Ten series take half a minute a world; ten thousand, eleven minutes of
/// CPU a seed.
func budgets(isFull: Bool) -> [String] {
    (isFull ? [10, 1000, 10_000] : [10]).flatMap { size in WorldKind.allCases.map { "budget-\($0.rawValue)-\(size)" } }
}

switch arguments.first {
case "list", nil:
    print("stages lines a second of each stage and of the whole line, in memory")
    print("mining the miner alone: lines a second by number of templates, allocations, and a flood")
    print("burst 10,000 alerts at once: time, memory, and what comes of it")
    print("cost memory and CPU of 100,000 live series")
    for name in budgets(isFull: arguments.contains("--full")) {
        print("\(name) the alert budget on a simulated host, quiet and with faults (docs/detection.md)")
    }
case "cost": CostBenchmark.run()
case "burst":
    do { try BurstBenchmark.run() } catch { print("burst: \(error)") }
case "grouping":
    guard arguments.count == 4 else {
        print("usage: Benchmarks grouping LOGS topology.yaml truth.json")
        exit(64)
    }
    do {
        try GroupingBenchmark(folder: arguments[1], topology: arguments[2], truth: arguments[3]).run()
    } catch {
        print("\(arguments[1]): \(error)")
    }
case "tune": tune()
case "held-out-runbooks": heldOutRunbooks()
case "rates": RateTable.print(folder: arguments.count > 1 ? arguments[1] : ".")
case "stages": StageBenchmark().run()
case "vectors": VectorBenchmark().run()
case "mining": MiningBenchmark().run()
case .some(let name) where budgets(isFull: true).contains(name):
    let parts = name.split(separator: "-")
    let size = Int(parts[2]) ?? 10
    BudgetReport(
        WorldKind(rawValue: String(parts[1])) ?? .a, size: size, seeds: size == 10 ? Array(1...12) : [1, 2, 3], days: 30
    ).print()
case "budget":
    let seeds = arguments.count > 3 ? arguments[3].split(separator: ",").compactMap { UInt64($0) } : []
    guard arguments.count == 5, let world = WorldKind(rawValue: arguments[1]), let size = Int(arguments[2]),
        !seeds.isEmpty, let days = Int(arguments[4]), size > 0, days > 9
    else {
        print("usage: Benchmarks budget A|B|C SIZE SEED,SEED,... DAYS (more than 9 days)")
        break
    }
    BudgetReport(world, size: size, seeds: seeds, days: days).print()
case .some(let name): print("no benchmark '\(name)'; `Benchmarks list` names them")
}
