import Bytes
import Model

/// The kernel's ring buffer as `dmesg` prints it: `[   12.345678] text`, with `-x` also `kern  :info  : [ ...]`, with
/// `-T` a date.
enum Kernel {
    static let samples: [String] = [
        "[    0.000000] Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org)",
        "[12345.678901] Out of memory: Killed process 4711 (java) total-vm:8123456kB",
        "kern  :warn  : [    0.123456] ACPI: RSDP 0x00000000000F05B0",
    ]

    /// Seconds since boot are no time of day: the time stays unknown, and the record takes that of the one before it.
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        if Byte.isLower(c.peek(bytes)) { guard facility(&c, bytes, &record) else { return false } }
        guard stamp(&c, bytes) else { return false }
        return true
    }

    /// `[   12.345678] `
    static func stamp(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        guard c.take(UInt8(ascii: "["), bytes) else { return false }
        c.skipSpaces(bytes)
        let seconds = c.digitCount(bytes, limit: 12)
        // Ten digits are seconds since 1970, not since the start.
        guard seconds > 0, seconds < 10 else { return false }
        c.at &+= seconds
        guard c.take(UInt8(ascii: "."), bytes), c.digitCount(bytes, limit: 8) == 6 else { return false }
        c.at &+= 6
        guard c.take(UInt8(ascii: "]"), bytes) else { return false }
        // The printing thread, where the kernel was built to tell.
        var next = c
        if next.take("[", bytes), let close = next.find(UInt8(ascii: "]"), bytes, limit: 16) { c.at = close &+ 1 }
        c.skipSpaces(bytes)
        return true
    }

    /// `kern  :warn  : `
    private static func facility(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard let first = c.find(UInt8(ascii: ":"), bytes, limit: 10) else { return false }
        c.at = first &+ 1
        let from = c.at
        var to = from
        while to < c.end, Byte.isLetter(bytes.byte(to)) { to &+= 1 }
        guard let severity = Levels.severity(bytes, from, to) else { return false }
        c.at = to
        c.skipSpaces(bytes)
        guard c.take(UInt8(ascii: ":"), bytes) else { return false }
        c.skipSpaces(bytes)
        record.severity = severity
        return true
    }
}
