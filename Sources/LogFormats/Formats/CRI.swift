import Bytes
import Model

/// Container logs as containerd and CRI-O keep them: `2026-11-24T17:00:11.123456789Z stdout F text`.
enum CRI {
    static let samples: [String] = [
        "2026-11-24T17:00:11.123456789Z stdout F ready to serve",
        "2026-11-24T17:00:11.123456789+01:00 stderr P the first part of a long line",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        var stamp = Stamp()
        guard Timestamps.digitLed(&c, bytes, context.time, &stamp), c.take(" std", bytes) else { return false }
        let stream = ByteRange(c.at &- 3, c.at &+ 3)
        guard c.take("out ", bytes) || c.take("err ", bytes) else { return false }
        let tag = c.peek(bytes)
        guard tag == UInt8(ascii: "F") || tag == UInt8(ascii: "P") else { return false }
        c.at &+= 1
        guard c.at == c.end || c.take(32, bytes) || c.take(UInt8(ascii: ":"), bytes) else { return false }
        Elements.set(stamp, &record)
        // Who writes: the parts and the traces of each stream are its own.
        record.unit = stream
        if tag == UInt8(ascii: "P") { record.set(FlagBits.partial) }
        return true
    }
}
