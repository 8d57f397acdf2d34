import Bytes
import Model

/// What is compared to tell whether two streams carry the same lines: the second, the service on its host, the message.
package struct CopyEvidence: Sendable, Hashable {
    package var source: SourceID
    /// Which of two equal streams is the original: the lower. A journal (0) knows more of a line than a file (1).
    package var rank: Int
    /// Seconds since 1970.
    package var seconds: Int64
    /// Hash of host and service.
    package var service: UInt64
    /// By `messageHash`.
    package var message: UInt64

    package init(source: SourceID, rank: Int, seconds: Int64, service: UInt64, message: UInt64) {
        (self.source, self.rank, self.seconds) = (source, rank, seconds)
        (self.service, self.message) = (service, message)
    }

    /// Seconds by which two times of one line may differ: a file's writer stamps a line just before or after journald.
    static let tolerance: Int64 = 1

    /// Hash of the part of a message that survives the ways it travels: without blanks around it, without the kernel's
    /// `[  12.345678] `, up to the first control byte (syslog daemons write those as `#012` or cut there), at most 512
    /// bytes.
    package static func messageHash(_ message: ByteRange, in bytes: RawSpan) -> UInt64 {
        var start = Int(message.start)
        var end = Int(message.end)
        while start < end, bytes.byte(start) == 32 { start += 1 }
        if start < end, bytes.byte(start) == 91 {
            var at = start + 1
            while at < end, bytes.byte(at) == 32 || bytes.byte(at) == 46 || (48...57).contains(bytes.byte(at)) {
                at += 1
            }
            if at + 1 < end, at > start + 1, bytes.byte(at) == 93, bytes.byte(at + 1) == 32 { start = at + 2 }
        }
        end = min(end, start + 512)
        var at = start
        while at < end {
            let byte = bytes.byte(at)
            if byte < 32 || byte == 127 { break }
            if byte == 35, at + 3 < end, bytes.byte(at + 1) == 48, isOctal(bytes.byte(at + 2)),
                isOctal(bytes.byte(at + 3))
            {
                break
            }
            at += 1
        }
        end = at
        while end > start, bytes.byte(end - 1) == 32 { end -= 1 }
        return StableHash.hash(bytes, start..<end)
    }
    private static func isOctal(_ byte: UInt8) -> Bool { (48...55).contains(byte) }

    /// What is equal in both copies of a line, the time apart.
    var key: UInt64 { StableHash.combine(service, message) }
}

/// A stream (one service's lines within one source) that mirrors the same service's lines of another source.
package struct CopyVerdict: Sendable, Hashable {
    package var source: SourceID
    package var service: UInt64
    package var original: SourceID
    /// Where it is known to mirror: from the time both sources begin to the time one of them ends, in seconds since
    /// 1970. Lines outside of it have no original and are to be kept.
    package var seconds: ClosedRange<Int64>
    /// Lines compared, and how many of them the original has.
    package var compared: Int
    package var matched: Int

    package init(
        source: SourceID, service: UInt64, original: SourceID, seconds: ClosedRange<Int64>, compared: Int, matched: Int
    ) {
        (self.source, self.service, self.original, self.seconds) = (source, service, original, seconds)
        (self.compared, self.matched) = (compared, matched)
    }
}
