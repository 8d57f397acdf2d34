import Glibc
import Model

/// What this process costs the host.
package struct ProcessUsage: Sendable, Hashable {
    /// Resident memory now and at its peak, in bytes.
    package var residentBytes: UInt64
    package var peakBytes: UInt64
    /// CPU time since the start, in microseconds.
    package var cpu: Micros
    /// Open file descriptors.
    package var descriptors: Int

    /// Reads /proc/self; zeros where it is not mounted.
    package static func now() -> ProcessUsage {
        var usage = ProcessUsage(residentBytes: 0, peakBytes: 0, cpu: Clock.cpu(), descriptors: 0)
        for line in SmallFile.text("/proc/self/status", limit: 16 << 10).split(separator: "\n") {
            if line.hasPrefix("VmRSS:") { usage.residentBytes = kilobytes(line) }
            if line.hasPrefix("VmHWM:") { usage.peakBytes = kilobytes(line) }
        }
        if let folder = opendir("/proc/self/fd") {
            while readdir(folder) != nil { usage.descriptors += 1 }
            closedir(folder)
            usage.descriptors = max(0, usage.descriptors - 3)  // `.`, `..` and the folder itself
        }
        return usage
    }

    private static func kilobytes(_ line: Substring) -> UInt64 {
        (line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { UInt64($0) } ?? 0) << 10
    }
}
