import Bytes
import Model

/// Central logs of large clusters: `ALERT EPOCH YYYY.MM.DD NODE ...`, then the node's own syslog line, or the
/// reliability record of a Blue Gene (`YYYY-MM-DD-hh.mm.ss.ffffff NODE RAS KERNEL INFO text`).
enum ClusterConsole {
    static let samples: [String] = [
        "- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond(pam_unix)[2915]: session closed for user root",
        "- 1117838570 2005.06.03 R02-M1-N0 2005-06-03-15.42.50.363779 R02-M1-N0 RAS KERNEL INFO parity error corrected",
        "R_DDR 1131566461 2005.11.09 tbird-admin1 Nov 9 12:01:01 local@tbird-admin1 kernel: CPU0: stepping 03",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        // The alert's category, `-` for none.
        c.at = c.wordEnd(bytes)
        var stamp = Stamp()
        guard c.take(32, bytes), c.digitCount(bytes, limit: 11) == 10, Timestamps.epoch(&c, bytes, &stamp),
            c.take(32, bytes),
            c.four(bytes, 0) > 1900, c.peek(bytes, 4) == UInt8(ascii: "."), c.peek(bytes, 7) == UInt8(ascii: "."),
            c.peek(bytes, 10) == 32
        else { return false }
        c.at &+= 11
        let from = c.at
        let to = c.wordEnd(bytes)
        guard to > from, to < c.end else { return false }
        c.at = to &+ 1
        Elements.set(stamp, &record)
        let host = ByteRange(from, to)
        // The node's own time says no more than the epoch.
        var own = Stamp()
        guard Timestamps.parse(&c, bytes, context.time, &own), c.take(32, bytes) else { return false }
        // The place: `dn228/dn228`, `src@tbird-sm1`, a node of the machine.
        c.at = c.wordEnd(bytes)
        c.skipSpaces(bytes)
        if !Syslog.tag(&c, bytes, &record) { reliability(&c, bytes, &record) }
        record.host = host
        return true
    }

    /// `RAS KERNEL INFO text`: a type, a component, a severity.
    private static func reliability(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) {
        var next = c
        var component = ByteRange.none
        for _ in 0..<2 {
            let from = next.at
            let to = next.wordEnd(bytes)
            guard to > from, to < next.end else { return }
            for index in from..<to where !Byte.isUpper(bytes.byte(index)) && bytes.byte(index) != UInt8(ascii: "_") {
                return
            }
            component = ByteRange(from, to)
            next.at = to
            next.skipSpaces(bytes)
        }
        guard Elements.level(&next, bytes, &record) else { return }
        record.service = component
        next.skipSpaces(bytes)
        c = next
    }
}
