import ArgumentParser
import Topology

/// Flags of every command that reads logs once: when now is, what to leave out, how many threads.
struct InputOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: "The present, for relative times and times without a year. Default: the clock.")
    var now: String?
    @Option(
        name: .long, parsing: .unconditional,
        help: "Zone of times that state none: UTC, +09:00, ... Default: the host's.")
    var timezone: String?
    @Option(name: .long, help: "File that declares hosts, services and what depends on what.")
    var topology: String?
    @Option(name: .long, help: "Glob of files to leave out. Repeatable.")
    var exclude: [String] = []
    @Option(name: .long, help: "Threads that read and parse ahead.")
    var workers = 1

    func validate() throws {
        guard (1...64).contains(workers) else { throw ValidationError("--workers \(workers): use 1 to 64") }
    }

    /// The sources that the paths name, read as these flags say.
    func input(_ paths: [String], journal: Bool = false, since: String? = nil, until: String? = nil) throws
        -> OfflineInput
    {
        try OfflineInput(
            paths: paths, journal: journal, since: since, until: until, now: now, timezone: timezone, exclude: exclude)
    }

    /// What `--topology` declares; nothing without it.
    func graph() throws -> TopologyGraph { try TopologySource.declared(topology) }
}
