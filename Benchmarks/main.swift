/// Benchmarks that need the modules themselves; `scripts/bench.sh` runs them and everything that can be measured from outside.
///
///     Benchmarks list            the names, one a line with what they measure
///     Benchmarks NAME
///     Benchmarks budget WORLD SIZE SEED DAYS   one simulation of docs/detection.md, such as A 1000 1 30
let arguments = Array(CommandLine.arguments.dropFirst())

/// Simulated hosts without and with faults, behind the gate, beside three thresholds.
func budget(_ world: WorldKind, size: Int, seed: UInt64, days: Int) {
    let result = BudgetSimulation(world: world, size: size, seed: seed, days: days).run()
    print("world \(world.rawValue), \(size) series, seed \(seed), \(days) days")
    for quiet in result.quiet {
        print("  quiet  \(quiet.statistic)  budget \(quiet.budget)  floor \(quiet.floor)  incidents/day \(quiet.perDay)  first days \(quiet.early)  worst \(quiet.worst)")
    }
    for found in result.found where found.injected > 0 {
        let median = found.medianMinutes.map { "\($0) min" } ?? "-"
        print("  fault  \(found.statistic)  budget \(found.budget)  \(found.fault)  \(found.detected)/\(found.injected)  median \(median)")
    }
}

switch arguments.first {
case "list", nil:
    print("stages lines a second of each stage and of the whole line, in memory")
    print("mining the miner alone: lines a second by number of templates, allocations, and a flood")
    print("budget-A the alert budget on a simulated host of 10 series (docs/detection.md)")
case "stages": StageBenchmark().run()
case "mining": MiningBenchmark().run()
case "budget-A": budget(.a, size: 10, seed: 1, days: 14)
case "budget":
    guard arguments.count == 5, let world = WorldKind(rawValue: arguments[1]), let size = Int(arguments[2]),
        let seed = UInt64(arguments[3]), let days = Int(arguments[4]), size > 0, days > 9
    else {
        print("usage: Benchmarks budget A|B|C SIZE SEED DAYS (more than 9 days)")
        break
    }
    budget(world, size: size, seed: seed, days: days)
case .some(let name): print("no benchmark '\(name)'; `Benchmarks list` names them")
}
