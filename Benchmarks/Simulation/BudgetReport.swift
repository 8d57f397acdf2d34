import Glibc

/// Prints what simulations of one world and size gave, all seeds side by side: the tables of docs/detection.md.
struct BudgetReport {
    let world: WorldKind, size: Int, days: Int
    let seeds: [UInt64]
    let results: [BudgetSimulation.Result]

    /// Simulates each seed. Small hosts side by side, large ones each on all threads.
    init(_ world: WorldKind, size: Int, seeds: [UInt64], days: Int) {
        (self.world, self.size, self.days, self.seeds) = (world, size, days, seeds)
        let isSmall = size < 100
        results = Parallel.map(seeds, threads: isSmall ? 2 : 1) { seed in
            BudgetSimulation(world: world, size: size, seed: seed, days: days, threads: isSmall ? 1 : 2).run()
        }
    }

    func print() {
        let seconds = results.map(\.seconds).reduce(0, +)
        Swift.print(
            "world \(world.rawValue), \(size) series, \(days) days, seeds \(seeds.map(String.init).joined(separator: " ")): \(Int(seconds)) s"
        )
        Swift.print(
            "\nIncidents a day over budget without faults, by seed (of more than three seeds: least / mean / most):\n")
        Swift.print(
            "| world, floor | statistic | budget 1 | 3 | 10 | first live days, budget 3: a day | worst day, budget 3 |")
        Swift.print("| --- | --- | --- | --- | --- | --- | --- |")
        for floor in [2.5, 0] {
            for statistic in BudgetSimulation.statistics { quiet(statistic, floor) }
        }
        Swift.print("\nRecall and median delay of injected faults, seeds together:\n")
        let kinds = InjectedFault.Kind.allCases
        Swift.print("| world, budget | statistic | " + kinds.map(\.rawValue).joined(separator: " | ") + " |")
        Swift.print("| --- | --- |" + String(repeating: " --- |", count: kinds.count))
        for budget in [1.0, 3, 10] {
            for statistic in BudgetSimulation.statistics { found(statistic, budget) }
        }
        let injected = kinds.map { kind in
            results.flatMap(\.found).filter { $0.fault == kind && $0.budget == 3 && $0.statistic == "haetae" }
                .reduce(0) { $0 + $1.delays.count }
        }
        Swift.print("| injected | | " + injected.map(String.init).joined(separator: " | ") + " |")
        for (seed, result) in zip(seeds, results).prefix(3) {
            let levels = result.levels.map { $0.map { text($0, 1) }.joined(separator: "/") }
            Swift.print("levels of the pots at budget 1, 3, 10 (seed \(seed)): \(levels.joined(separator: "  "))")
        }
        fflush(nil)
    }

    private func quiet(_ statistic: String, _ floor: Double) {
        var columns: [String] = []
        var early = ""
        var worst = 0
        for budget in [1.0, 3, 10] {
            let all = results.flatMap(\.quiet).filter {
                $0.statistic == statistic && $0.floor == floor && $0.budget == budget
            }
            columns.append(spread(all.map { $0.perDay / budget }, 2))
            guard budget == 3 else { continue }
            early = spread(all.map(\.early), 1)
            worst = all.map(\.worst).max() ?? 0
        }
        Swift.print(
            "| \(world.rawValue), \(text(floor, 1)) | \(statistic) | \(columns.joined(separator: " | ")) | \(early) | \(worst) |"
        )
    }

    private func found(_ statistic: String, _ budget: Double) {
        let cells = InjectedFault.Kind.allCases.map { kind -> String in
            let delays = results.flatMap(\.found).filter {
                $0.statistic == statistic && $0.budget == budget && $0.fault == kind
            }
            .flatMap(\.delays)
            guard !delays.isEmpty else { return "-" }
            let hits = delays.compactMap { $0 }.sorted()
            let median = hits.isEmpty ? "" : " \(Int(hits[hits.count / 2].rounded()))m"
            return text(Double(hits.count) / Double(delays.count), 2) + median
        }
        Swift.print("| \(world.rawValue), \(Int(budget)) | \(statistic) | \(cells.joined(separator: " | ")) |")
    }

    /// One value a seed; of more than three the least, the mean and the most.
    private func spread(_ values: [Double], _ digits: Int) -> String {
        guard values.count > 3, let least = values.min(), let most = values.max() else {
            return values.map { text($0, digits) }.joined(separator: " ")
        }
        let mean = values.reduce(0, +) / Double(values.count)
        return "\(text(least, digits)) / \(text(mean, digits)) / \(text(most, digits))"
    }

    private func text(_ value: Double, _ digits: Int) -> String {
        let scale = digits == 2 ? 100 : 10
        let all = Int((value * Double(scale)).rounded())
        let rest = "\(all % scale)"
        return "\(all / scale)." + String(repeating: "0", count: digits - rest.count) + rest
    }
}
