import Bytes

/// What a control group used and may use at the moment its limit was hit, as the kernel tells it just before it names the process that
/// it kills: `memory: usage 262144kB, limit 262144kB, failcnt 300`.
package struct MemoryReport: Sendable, Hashable {
    /// Bytes.
    package var usage: UInt64
    /// Bytes.
    package var limit: UInt64

    /// Nil for any other message, and for a group without a limit (the kernel then writes the largest number it has).
    package init?(_ line: String) {
        let message = KernelClock.dropped(from: line)
        guard message.hasPrefix("memory: usage "), message.hasPhrase("kB, limit ") else { return nil }
        usage = MemoryKill.kilobytes(after: "usage ", in: message) << 10
        limit = MemoryKill.kilobytes(after: ", limit ", in: message) << 10
        guard limit > 0, limit < 1 << 50 else { return nil }
    }
}

/// The kernel's own clock, which syslog daemons leave before its messages and the journal does not: `[12345.678901] eth0: link up`.
enum KernelClock {
    static func dropped(from message: String) -> String {
        guard message.first == "[", let close = message.prefix(32).firstIndex(of: "]") else { return message }
        let clock = message[..<close].dropFirst().drop { $0 == " " }
        let parts = clock.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }) else {
            return message
        }
        return String(message[message.index(after: close)...].drop { $0 == " " })
    }
}
