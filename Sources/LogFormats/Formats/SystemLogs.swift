import Bytes
import Model

/// The Linux audit log: `type=SYSCALL msg=audit(1795539611.123:24287): arch=c000003e ...`. The message keeps the
/// type, which makes the template.
enum Auditd {
    static let samples: [String] = [
        "type=SYSCALL msg=audit(1795539611.123:24287): arch=c000003e syscall=2 success=no exit=-13 pid=3538 comm=\"cat\"",
        "node=web1 type=USER_LOGIN msg=audit(1795539611.123:24288): pid=1 uid=0 res=failed",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        if c.take("node=", bytes) {
            let to = c.wordEnd(bytes)
            record.host = ByteRange(c.at, to)
            c.at = to
            guard c.take(32, bytes) else { return false }
        }
        let from = c.at
        guard c.take("type=", bytes) else { return false }
        c.at = c.wordEnd(bytes)
        guard c.take(" msg=audit(", bytes) else { return false }
        var stamp = Stamp()
        guard Timestamps.epoch(&c, bytes, &stamp), c.take(UInt8(ascii: ":"), bytes), c.number(bytes) != nil,
            c.take("):", bytes)
        else { return false }
        Elements.set(stamp, &record)
        record.message = ByteRange(from, c.end)
        c.at = c.end
        return true
    }
}

/// `journalctl -o short-unix` and `short-monotonic`: seconds, host, `name[pid]:`.
enum JournalSeconds {
    static let samples: [String] = [
        "1795539611.123456 host sshd[43]: Server listening on :: port 22.",
        "[12345.678901] host sshd[43]: Server listening on :: port 22.",
    ]

    /// `strict`: a name without a process may be the kernel's (`usb 1-1: text`), unless the source is known to be the journal's.
    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record, strict: Bool) -> Bool {
        if c.peek(bytes) == UInt8(ascii: "[") {
            guard Kernel.stamp(&c, bytes) else { return false }
        } else {
            var stamp = Stamp()
            guard c.digitCount(bytes, limit: 11) == 10, c.peek(bytes, 10) == UInt8(ascii: "."),
                Timestamps.epoch(&c, bytes, &stamp),
                c.take(32, bytes)
            else { return false }
            Elements.set(stamp, &record)
        }
        guard Syslog.hostAndTag(&c, bytes, &record, strict: true) else { return false }
        return record.pid != 0 || record.time != .unknown || !strict && !record.service.isEmpty
    }
}

/// The unified log of the JVM's collector: `[0.123s][info][gc] GC(1) Pause Young ...`; with a date it is time-led.
enum JavaGC {
    static let samples: [String] = [
        "[0.123s][info][gc] Using G1",
        "[12.345s][warning][gc,alloc] main: Retried waiting for GCLocker too often",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ context: Context, _ record: inout Record) -> Bool {
        guard c.take(UInt8(ascii: "["), bytes) else { return false }
        let digits = c.digitCount(bytes, limit: 12)
        guard digits > 0 else { return false }
        c.at &+= digits
        guard c.take(UInt8(ascii: "."), bytes) else { return false }
        c.at &+= c.digitCount(bytes, limit: 9)
        guard c.take("s][", bytes) else { return false }
        c.at &-= 1
        TimeLed.afterTime(&c, bytes, context, &record)
        return record.severity != nil
    }
}

/// `kubectl get events`: age, type, reason, object, text.
enum KubernetesEvents {
    static let samples: [String] = [
        "5m          Warning   BackOff             pod/web-1                     Back-off restarting failed container",
        "2m30s       Normal    Scheduled           pod/web-1                     Successfully assigned default/web-1 to node1",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        if Byte.isUpper(c.peek(bytes)) { return described(&c, bytes, &record) }
        var digits = 0
        while c.at < c.end, Byte.isDigit(c.peek(bytes)) {
            digits &+= c.digitCount(bytes, limit: 6)
            c.at &+= c.digitCount(bytes, limit: 6)
            switch c.peek(bytes) {
            case UInt8(ascii: "s"), UInt8(ascii: "m"), UInt8(ascii: "h"), UInt8(ascii: "d"), UInt8(ascii: "y"):
                c.at &+= 1
            default: return false
            }
        }
        guard digits > 0, digits < 12, c.skipSpaces(bytes) > 0 else { return false }
        guard skipCount(&c, bytes), type(&c, bytes, &record) else { return false }
        c.skipSpaces(bytes)
        // The reason, then the object.
        c.at = c.wordEnd(bytes)
        guard c.skipSpaces(bytes) > 0 else { return false }
        let from = c.at
        let to = c.wordEnd(bytes)
        guard Cursor(from, to).find(UInt8(ascii: "/"), bytes) != nil else { return false }
        record.service = ByteRange(from, to)
        c.at = to
        c.skipSpaces(bytes)
        return c.left > 0
    }
}

extension KubernetesEvents {
    /// An event's type, with one blank behind it.
    private static func type(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        if c.take("Warning ", bytes) {
            record.severity = .warning
        } else if c.take("Normal ", bytes) {
            record.severity = .info
        } else {
            return false
        }
        return true
    }

    /// Steps over `(x12 over 3m) `, where it stands. False where it does not end.
    private static func skipCount(_ c: inout Cursor, _ bytes: RawSpan) -> Bool {
        guard c.take("(x", bytes) else { return true }
        guard let close = c.find(UInt8(ascii: ")"), bytes, limit: 40) else { return false }
        c.at = close &+ 1
        c.skipSpaces(bytes)
        return true
    }

    /// `kubectl describe`: `Warning  BackOff  1m (x12 over 3m)  kubelet  Back-off restarting failed container`.
    private static func described(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard type(&c, bytes, &record), c.skipSpaces(bytes) > 0 else { return false }
        c.at = c.wordEnd(bytes)
        guard c.skipSpaces(bytes) >= 2, Byte.isDigit(c.peek(bytes)) || c.peek(bytes) == UInt8(ascii: "<") else {
            return false
        }
        c.at = c.wordEnd(bytes)
        c.skipSpaces(bytes)
        guard skipCount(&c, bytes) else { return false }
        let from = c.at
        c.at = c.wordEnd(bytes)
        guard c.at > from else { return false }
        record.service = ByteRange(from, bytes.byte(c.at &- 1) == UInt8(ascii: ",") ? c.at &- 1 : c.at)
        if bytes.byte(c.at &- 1) == UInt8(ascii: ","), c.skipSpaces(bytes) > 0 { c.at = c.wordEnd(bytes) }
        return c.skipSpaces(bytes) >= 1 && c.left > 0
    }
}

/// Android's `logcat -v brief`: `D/WindowManager( 1702): text`.
enum LogcatBrief {
    static let samples: [String] = [
        "D/WindowManager( 1702): printing layout", "E/AndroidRuntime( 4711): FATAL EXCEPTION: main",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        guard let severity = Levels.severity(letter: c.peek(bytes)), c.peek(bytes, 1) == UInt8(ascii: "/") else {
            return false
        }
        c.at &+= 2
        let from = c.at
        guard let open = c.find(UInt8(ascii: "("), bytes, limit: 64), open > from else { return false }
        for index in from..<open where bytes.byte(index) < 32 { return false }
        var to = open
        while to > from, bytes.byte(to &- 1) == 32 { to &-= 1 }
        c.at = open &+ 1
        c.skipSpaces(bytes)
        guard let pid = c.number(bytes) else { return false }
        if c.take(UInt8(ascii: ":"), bytes) {
            // Process and thread.
            c.skipSpaces(bytes)
            guard c.number(bytes) != nil else { return false }
        }
        guard c.take("):", bytes) else { return false }
        record.severity = severity
        if record.service.isEmpty { record.service = ByteRange(from, to) }
        Elements.setPID(pid, &record)
        return true
    }
}

/// `docker compose logs`: `web-1  | text`. Only where a source's lines all have it.
enum Compose {
    static let samples: [String] = [
        "web-1  | listening on :8080", "db-1   | 2026-11-24 17:00:11.911 UTC [1] LOG:  ready",
    ]

    static func parse(_ c: inout Cursor, _ bytes: RawSpan, _ record: inout Record) -> Bool {
        let from = c.at
        while c.at < c.end, Byte.isName(bytes.byte(c.at)), bytes.byte(c.at) != UInt8(ascii: ":") { c.at &+= 1 }
        let to = c.at
        guard to > from, to &- from <= 64, c.skipSpaces(bytes) > 0, c.take(UInt8(ascii: "|"), bytes),
            c.at == c.end || c.take(32, bytes), Levels.severity(bytes, from, to) == nil
        else { return false }
        record.service = ByteRange(from, to)
        return true
    }
}
