import Glibc
import LogSources
import Model
import Testing

@Suite struct DiscoveryTests {
    @Test(
        arguments: [
            ("x.log", "x.log", RotatedName.Part.current, nil), ("x.log.1", "x.log", .number(1), nil),
            ("x.log.12.gz", "x.log", .number(12), "gz"), ("x.log-20240101", "x.log", .date(20_240_101_000_000), nil),
            ("x.log-20240101.zst", "x.log", .date(20_240_101_000_000), "zst"),
            ("x-20240101.log", "x.log", .date(20_240_101_000_000), nil),
            ("x.2024-01-01.log", "x.log", .date(20_240_101_000_000), nil),
            ("x.log.2024-01-01-13", "x.log", .date(20_240_101_130_000), nil),
            ("x.log-1704067200", "x.log", .date(1_704_067_200), nil),
            ("x.log.old", "x.log", .old, nil), ("worker-2.log", "worker-2.log", .current, nil),
            ("postgresql-15-main.log", "postgresql-15-main.log", .current, nil),
            ("syslog.7.gz", "syslog", .number(7), "gz"),
            ("access.log.gz", "access.log", .current, "gz"), ("1.log", "1.log", .current, nil),
            ("20240101", "20240101", .current, nil),
            ("x.log.99999", "x.log.99999", .current, nil), ("dump-20249999.log", "dump-20249999.log", .current, nil),
            (".gz", ".gz", .current, nil), ("", "", .current, nil),
            ("u_ex260115.log", "u_ex.log", .date(20_260_115_000_000), nil),
            ("u_in26011508.log", "u_in.log", .date(20_260_115_080_000), nil),
            ("u_ex269915.log", "u_ex269915.log", .current, nil), ("app260115.log", "app260115.log", .current, nil),
        ] as [(String, String, RotatedName.Part, String?)])
    func rotatedNames(_ name: String, stem: String, part: RotatedName.Part, compression: String?) {
        let parsed = RotatedName(name)
        #expect(parsed.stem == stem && parsed.part == part && parsed.compression == compression)
    }

    @Test(
        arguments: [
            ("/data/logs/db1/postgresql-15-main.log.gz", "/data/logs", "db1", "postgresql-15-main"),
            ("/data/shop/logs/db1/x.log", "/data/shop", "db1", "x"), ("/data/logs/db1/x.log.1", nil, "db1", "x"),
            ("/data/logs/db1/x.log", "/data/logs/db1", "db1", "x"),
            ("/data/logs/web/nginx/access.log", "/data/logs", "web", "nginx-access"),
            ("/var/log/syslog", nil, "here", "syslog"), ("/var/log/syslog", "/var/log", "here", "syslog"),
            ("/var/log/nginx/access.log", "/var/log", "here", "nginx-access"),
            ("/var/log/postgresql/postgresql-15-main.log", "/var/log", "here", "postgresql-15-main"),
            ("/srv/reports/web7/var/log/messages", "/srv/reports", "web7", "messages"),
            ("/tmp/x.log", nil, "here", "x"),
            ("/home/kim/x.log", nil, "here", "x"), ("/home/kim/Downloads/x.log", "/home/kim/Downloads", "here", "x"),
        ] as [(String, String?, String, String)])
    func hostsAndServices(_ path: String, root: String?, host: String, service: String) {
        let name = HostRule.name(path: path, root: root, local: "here")
        #expect(name.host == host && name.service == service)
    }

    @Test func rotatedPartsAreOneSourceOldestFirst() throws {
        let scratch = Scratch()
        for name in ["x.log", "x.log.1", "x.log.2", "x.log.10", "x.log.old", "y-20240102.log", "y-20240101.log"] {
            scratch.write(name, "line of \(name)\n")
        }
        let found = Discovery.find([scratch.path])
        #expect(
            found.plans.map(\.content) == [
                .files(["x.log.10", "x.log.2", "x.log.1", "x.log.old", "x.log"].map(scratch.file)),
                .files(["y-20240101.log", "y-20240102.log"].map(scratch.file)),
            ])
        #expect(found.plans.map(\.descriptor.service) == ["x", "y"])
        #expect(found.plans[0].descriptor.head == Array("line of x.log\n".utf8))
        // A date in the name bounds the time, whatever the file's own says.
        #expect(found.plans[1].descriptor.latest <= CivilTime(year: 2024, month: 1, day: 4).micros)
    }

    @Test func aPartThatIsBeingCompressedCountsOnce() throws {
        let scratch = Scratch()
        scratch.write("x.log", "b\n")
        let part = scratch.write("x.log.1", "a\n")
        guard run("/usr/bin/gzip", ["-c", part], output: part + ".gz") == 0 else {
            return print("skipped: gzip not installed")
        }
        let found = Discovery.find([scratch.path])
        #expect(found.plans.map(\.content) == [.files([part, scratch.file("x.log")])])
        #expect(found.skipped.map(\.path) == [part + ".gz"])
    }

    @Test func whatIsNoLogIsSkippedWithTheReason() throws {
        let scratch = Scratch()
        scratch.write("a.log", "text\n")
        scratch.write("README.md", "text\n")
        scratch.write("topology.yaml", "a: b\n")
        scratch.write("truth.json", "{\n \"a\": 1\n}\n")
        scratch.write("app.json", "{\"a\":1}\n{\"a\":2}\n")
        scratch.write("empty.log", "")
        scratch.write("picture", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        scratch.write("zeros", [UInt8](repeating: 0, count: 1000))
        scratch.write("data.db", Array("SQLite format 3".utf8) + [0])
        let found = Discovery.find([scratch.path])
        #expect(
            found.plans.map(\.descriptor.name) == ["file:\(scratch.file("a.log"))", "file:\(scratch.file("app.json"))"])
        #expect(
            found.skipped.map(\.reason) == [
                "not a log, by its name (.md)", "an SQLite database", "empty", "a picture (PNG)",
                "not a log, by its name (.yaml)",
                "a JSON document, not an object a line", "binary (many zero bytes)",
            ])
        #expect(found.errors.isEmpty)
    }

    @Test func namedFilesGiveErrors() throws {
        let scratch = Scratch()
        let empty = scratch.write("empty.log", "")
        let missing = scratch.file("none.log")
        let program = scratch.write("program", [0x7f, 0x45, 0x4c, 0x46, 2])
        let notes = scratch.write("notes.md", "text\n")
        let found = Discovery.find([empty, missing, program, notes])
        #expect(found.errors.count == 3)
        #expect(found.errors.contains(.empty(path: empty)) && found.errors.contains(.missing(path: missing)))
        #expect(found.errors.contains(.notALog(path: program, what: "a program (ELF)")))
        #expect(found.plans.count == 1)
        #expect(Discovery.find([scratch.path + "/*.nothing"]).errors == [.missing(path: scratch.path + "/*.nothing")])
    }

    @Test func patternsExclusionsAndLoops() throws {
        let scratch = Scratch()
        _ = scratch.folder("a")
        _ = scratch.folder("a/b")
        symlink(scratch.path, scratch.file("a/b/loop"))
        scratch.write("a/x.log", "1\n")
        scratch.write("a/b/y.log", "2\n")
        link(scratch.file("a/x.log"), scratch.file("a/b/same.log"))
        let all = Discovery.find([scratch.path])
        #expect(all.plans.count == 2)
        #expect(Discovery.find([scratch.path + "/**/*.log"]).plans.count == 2)
        #expect(Discovery.find([scratch.path + "/*/*.log"]).plans.count == 1)
        var options = Discovery.Options()
        options.exclude = ["y.log"]
        #expect(Discovery.find([scratch.path], options: options).plans.count == 1)
        options.exclude = ["a/b/**"]
        #expect(Discovery.find([scratch.path], options: options).plans.count == 1)
    }
}
