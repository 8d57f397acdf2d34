import Bytes
import Glibc
import LogSources
import Model
import TestSupport
import Testing

/// Text of the ranges of an entry.
struct Entry: Equatable {
    var time: Micros, severity: Severity?, host: String, service: String, unit: String, message: String, pid: UInt32

    static func all(_ batches: [LogBatch]) -> [Entry] {
        batches.flatMap { batch -> [Entry] in
            guard case .entries(let entries) = batch.content else { return [] }
            let bytes = batch.arena.span.bytes
            return entries.map {
                Entry(
                    time: $0.time, severity: $0.severity, host: bytes.text($0.host), service: bytes.text($0.service),
                    unit: bytes.text($0.unit), message: bytes.text($0.message), pid: $0.pid)
            }
        }
    }
}

/// Makes Journal Export Format.
struct ExportText {
    var bytes: [UInt8] = []
    mutating func field(_ name: String, _ value: String) { bytes += Array("\(name)=\(value)\n".utf8) }
    mutating func binary(_ name: String, _ value: [UInt8], claims: UInt64? = nil) {
        bytes += Array("\(name)\n".utf8)
        withUnsafeBytes(of: (claims ?? UInt64(value.count)).littleEndian) { bytes += Array($0) }
        bytes += value + [10]
    }
    mutating func end() { bytes.append(10) }

    /// Entries of many shapes.
    static func sample(_ count: Int, from first: Int = 0, seed: UInt64 = 1) -> [UInt8] {
        var text = ExportText()
        var random = Seeded(seed)
        for number in first..<first + count {
            text.field("__CURSOR", "s=aa;i=\(String(number + 1, radix: 16))")
            text.field("__REALTIME_TIMESTAMP", "\(1_700_000_000_000_000 + number * 1000)")
            text.field("__MONOTONIC_TIMESTAMP", "\(number)")
            text.field("_BOOT_ID", "6ed6f8929565467993eaf7c868a09529")
            text.field("PRIORITY", "\(number % 8)")
            text.field("_HOSTNAME", "web\(number % 2)")
            if number % 5 != 4 { text.field("SYSLOG_IDENTIFIER", "app\(number % 3)") }
            text.field("_SYSTEMD_UNIT", "unit\(number % 4).service")
            text.field("_PID", "\(number + 100)")
            let message = "message \(number) " + String(repeating: "m", count: Int.random(in: 0..<400, using: &random))
            if number % 7 == 0 {
                text.binary("MESSAGE", Array((message + "\nsecond line").utf8))
            } else {
                text.field("MESSAGE", message)
            }
            text.end()
        }
        return text.bytes
    }
}

@Suite struct ExportTests {
    static func read(_ bytes: [UInt8], maxBytes: Int = 1 << 20) throws -> (
        entries: [Entry], batches: [LogBatch], events: [SourceEvent]
    ) {
        let scratch = Scratch()
        let source = try ExportSource(
            descriptor(kind: .export), id: SourceID(0), paths: [scratch.write("x.export", bytes)])
        let (batches, errors) = drain(source, maxBytes: maxBytes)
        #expect(errors.isEmpty)
        return (Entry.all(batches), batches, source.takeEvents())
    }

    @Test func fieldsAreTaken() throws {
        var text = ExportText()
        text.field("__REALTIME_TIMESTAMP", "1795538180541865")
        text.field("PRIORITY", "3")
        text.field("_HOSTNAME", "db1")
        text.field("_SYSTEMD_UNIT", "getty@tty1.service")
        text.field("_PID", "409")
        text.binary("MESSAGE", Array("two\nlines \0".utf8))
        text.end()
        let entry = try Self.read(text.bytes).entries
        #expect(
            entry == [
                Entry(
                    time: 1_795_538_180_541_865, severity: .error, host: "db1", service: "getty",
                    unit: "getty@tty1.service",
                    message: "two\nlines \0", pid: 409)
            ])
    }

    /// What an engine writes for its containers is theirs.
    @Test(arguments: [
        ("docker.service", "shop-api-1", "shop-api-1"), ("libpod-3f9a.scope", "billing", "billing"),
        ("docker.service", "k8s_coredns_coredns-5d78c9869d-x7k2p_kube-system_1b4e_0", "coredns"),
    ])
    func linesOfContainersAreTheirOwn(unit: String, container: String, service: String) throws {
        var text = ExportText()
        for _ in 0..<2 {
            text.field("__REALTIME_TIMESTAMP", "1")
            text.field("SYSLOG_IDENTIFIER", "3f9a1c22b7d0")
            text.field("_HOSTNAME", "n1")
            text.field("_SYSTEMD_UNIT", unit)
            text.field("CONTAINER_NAME", container)
            text.field("MESSAGE", "ready")
            text.end()
        }
        let entries = try Self.read(text.bytes).entries
        #expect(entries.map(\.service) == [service, service] && entries.map(\.host) == ["n1", "n1"])
    }

    @Test func whatSystemdSaysOfAUnitIsAttributedToIt() throws {
        var text = ExportText()
        text.field("__REALTIME_TIMESTAMP", "1")
        text.field("SYSLOG_IDENTIFIER", "systemd")
        text.field("_PID", "1")
        text.field("_SYSTEMD_UNIT", "init.scope")
        text.field("UNIT", "rollup.service")
        text.field("MESSAGE", "rollup.service: Failed with result 'exit-code'.")
        text.end()
        let entry = try #require(try Self.read(text.bytes).entries.first)
        #expect(entry.service == "systemd" && entry.unit == "rollup.service")
    }

    @Test(arguments: [1, 300, 5000, 1 << 20]) func batchesDoNotMatter(maxBytes: Int) throws {
        let bytes = ExportText.sample(200)
        let whole = try Self.read(bytes).entries
        #expect(whole.count == 200)
        #expect(try Self.read(bytes, maxBytes: maxBytes).entries == whole)
    }

    @Test func resumesBehindEveryBatch() throws {
        let scratch = Scratch()
        let path = scratch.write("x.export", ExportText.sample(100))
        let paths = run("/usr/bin/gzip", ["-c", path], output: path + ".gz") == 0 ? [path, path + ".gz"] : [path]
        for path in paths {
            let whole = drain(
                try ExportSource(descriptor(kind: .export), id: SourceID(0), paths: [path]), maxBytes: 700
            ).batches
            for (index, batch) in whole.enumerated() {
                let source = try ExportSource(
                    descriptor(kind: .export), id: SourceID(0), paths: [path], resume: batch.resume)
                #expect(Entry.all(drain(source).batches) == Entry.all(Array(whole[(index + 1)...])), "batch \(index)")
            }
        }
    }

    @Test func longMessagesAreCutAndCounted() throws {
        for isBinary in [false, true] {
            for length in [65_536, 65_537, 300_000, 2_000_000] {
                var text = ExportText()
                text.field("__REALTIME_TIMESTAMP", "1")
                let message = String(repeating: "m", count: length)
                if isBinary { text.binary("MESSAGE", Array(message.utf8)) } else { text.field("MESSAGE", message) }
                text.field("PRIORITY", "2")
                text.end()
                let (entries, batches, _) = try Self.read(text.bytes)
                #expect(
                    entries.count == 1 && entries[0].message.utf8.count == 65_536 && entries[0].severity == .critical)
                #expect(
                    batches[0].lostBytes == UInt64(length - 65_536)
                        && batches[0].cutLines == (length > 65_536 ? [0] : []))
            }
        }
    }

    @Test func hostileSizesAreRefusedAndReadingGoesOn() throws {
        for claims in [UInt64.max, 1 << 62, (768 << 20) + 1] as [UInt64] {
            var text = ExportText()
            text.field("__REALTIME_TIMESTAMP", "1")
            text.binary("MESSAGE", [1, 2, 3], claims: claims)
            text.end()
            text.field("__REALTIME_TIMESTAMP", "2")
            text.field("MESSAGE", "good")
            text.end()
            let (entries, _, events) = try Self.read(text.bytes)
            #expect(entries.map(\.message) == ["good"])
            #expect(
                events == [.malformed(source: "test", count: 1, firstAt: 0, what: "a field claims \(claims) bytes")])
        }
    }

    @Test func aSizeBeyondTheEndIsMalformed() throws {
        var text = ExportText()
        text.field("MESSAGE", "good")
        text.end()
        text.binary("COREDUMP", [1, 2, 3], claims: 700 << 20)
        let (entries, _, events) = try Self.read(text.bytes)
        #expect(entries.map(\.message) == ["good"] && events.count == 1)
    }

    /// Any bytes: no crash, no endless loop, and every good entry in front of the damage is there.
    @Test(arguments: 0..<40 as Range<UInt64>) func fuzz(seed: UInt64) throws {
        var random = Seeded(seed)
        var bytes = ExportText.sample(60, seed: seed)
        let whole = try Self.read(bytes).entries
        var first = bytes.count
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            first = min(first, at)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(contentsOf: (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }, at: at)
            default: bytes.removeLast(bytes.count - at)
            }
            if bytes.count < 100 { break }
        }
        let got = try Self.read(bytes, maxBytes: 900).entries
        // Entries whose bytes lie in front of the first change.
        let intact = zip(bytes.prefix(first), bytes.prefix(first).dropFirst()).count { $0 == 10 && $1 == 10 }
        for index in 0..<max(0, min(intact, whole.count, got.count)) {
            if whole[..<index].contains(where: { $0.message.contains("\n\n") }) { break }
            #expect(got[index] == whole[index])
        }
        _ = try Self.read((0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) })
    }

    @Test func compressedExportsAreFoundAndRead() throws {
        let scratch = Scratch()
        let path = scratch.write("journal.export", ExportText.sample(50))
        for (program, suffix) in [("/usr/bin/gzip", ".gz"), ("/usr/bin/zstd", ".zst")] {
            guard run(program, ["-c", path], output: path + suffix) == 0 else { continue }
            let plan = try #require(Discovery.find([path + suffix]).plans.first)
            #expect(plan.descriptor.kind == .export)
            #expect(Entry.all(drain(try plan.open(id: SourceID(0))).batches).count == 50)
        }
    }
}
