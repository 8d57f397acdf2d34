import Glibc
import LogSources
import Model
import Testing

/// Real journal files, made by systemd-journal-remote; skipped visibly where that is not installed.
@Suite struct JournalTests {
    /// A folder with a journal of `ExportText.sample`, or nil.
    static func make(_ scratch: Scratch, _ bytes: [UInt8]) -> String? {
        let folder = scratch.folder("J")
        let text = scratch.write("in.export", bytes)
        guard run("/lib/systemd/systemd-journal-remote", ["-o", folder + "/test.journal", text]) == 0 else {
            print("skipped: systemd-journal-remote is not installed")
            return nil
        }
        return folder
    }

    static func open(
        _ folder: String, resume: SourcePosition? = nil, _ change: (inout JournalSource.Options) -> Void = { _ in }
    ) throws -> JournalSource {
        var options = JournalSource.Options()
        change(&options)
        return try JournalSource(
            descriptor(kind: .journal), id: SourceID(0), place: .folder(folder), options: options, resume: resume)
    }

    @Test func agreesWithTheExportItWasMadeOf() throws {
        let scratch = Scratch()
        let bytes = ExportText.sample(300)
        guard let folder = Self.make(scratch, bytes) else { return }
        let source = try Self.open(folder)
        let (batches, errors) = drain(source, maxBytes: 5000)
        #expect(errors.isEmpty && source.takeEvents().isEmpty)
        #expect(Entry.all(batches) == (try ExportTests.read(bytes).entries))
        #expect(batches.last?.resume.lines == 300)
    }

    @Test func resumesBehindEveryBatch() throws {
        let scratch = Scratch()
        guard let folder = Self.make(scratch, ExportText.sample(120)) else { return }
        let whole = drain(try Self.open(folder), maxBytes: 700).batches
        #expect(whole.count > 20)
        for (index, batch) in whole.enumerated() {
            let source = try Self.open(folder, resume: batch.resume)
            #expect(Entry.all(drain(source).batches) == Entry.all(Array(whole[(index + 1)...])))
            #expect(source.takeEvents().isEmpty)
        }
    }

    @Test func filtersBySpanUnitAndPriority() throws {
        let scratch = Scratch()
        guard let folder = Self.make(scratch, ExportText.sample(200)) else { return }
        let all = Entry.all(drain(try Self.open(folder)).batches)
        let since = all[50].time
        let until = all[120].time
        let spanned = try Self.open(folder) { ($0.since, $0.until) = (since, until) }
        let batches = drain(spanned).batches
        #expect(Entry.all(batches) == Array(all[50...120]))
        // The position behind a span is its last entry, not the one beyond it.
        let last = try #require(batches.last)
        #expect(Entry.all(drain(try Self.open(folder, resume: last.resume)).batches) == Array(all[121...]))
        let grave = try Self.open(folder) { ($0.worst, $0.units) = (.error, ["unit1"]) }
        #expect(
            Entry.all(drain(grave).batches)
                == all.filter { ($0.severity ?? .debug) <= .error && $0.unit == "unit1.service" })
    }

    @Test func ownLinesAreLeftOut() throws {
        var text = ExportText()
        for (number, name) in ["haetae", "other"].enumerated() {
            text.field("__REALTIME_TIMESTAMP", "\(1_700_000_000_000_000 + number)")
            text.field("__MONOTONIC_TIMESTAMP", "\(number)")
            text.field("_BOOT_ID", "6ed6f8929565467993eaf7c868a09529")
            text.field("SYSLOG_IDENTIFIER", name)
            text.field("MESSAGE", "hello")
            text.end()
        }
        let scratch = Scratch()
        guard let folder = Self.make(scratch, text.bytes) else { return }
        let source = try Self.open(folder) { $0.excludeOwn = true }
        #expect(Entry.all(drain(source).batches).map(\.service) == ["other"])
        #expect(source.excluded == 1)
    }

    @Test func entriesThatAreGoneAreReported() throws {
        let scratch = Scratch()
        let folder = scratch.folder("J")
        // Two files of one log; the older one is vacuumed away while nobody reads.
        guard let made = Self.make(scratch, ExportText.sample(100)) else { return }
        let all = drain(try Self.open(made), maxBytes: 100).batches
        let position = all[10].resume
        unlink(folder + "/test.journal")
        guard
            run(
                "/lib/systemd/systemd-journal-remote",
                ["-o", folder + "/later.journal", scratch.write("b.export", ExportText.sample(50))]) == 0
        else { return }
        let source = try Self.open(folder, resume: position)
        #expect(!drain(source).batches.isEmpty)
        #expect(source.takeEvents().contains { if case .gap = $0 { true } else { false } })
    }

    @Test func waitIsInterrupted() throws {
        let scratch = Scratch()
        guard let folder = Self.make(scratch, ExportText.sample(5)) else { return }
        let source = try Self.open(folder) { $0.follow = true }
        #expect(Entry.all([try source.next(maxBytes: 1 << 20, readAt: 0)].compactMap { $0 }).count == 5)
        let more = try source.next(maxBytes: 1 << 20, readAt: 0)
        #expect(more.map(\.arena) == nil && !source.isFinished)
        source.interrupter.interrupt()
        #expect(source.wait(timeout: -1) == .interrupted)
    }

    @Test func followsWhatIsAdded() throws {
        let scratch = Scratch()
        guard let folder = Self.make(scratch, ExportText.sample(5)) else { return }
        let source = try Self.open(folder) { $0.follow = true }
        var count = 0
        while let batch = try source.next(maxBytes: 1 << 20, readAt: 0) { count += Entry.all([batch]).count }
        run(
            "/lib/systemd/systemd-journal-remote",
            ["-o", folder + "/test2.journal", scratch.write("b.export", ExportText.sample(8, from: 5))])
        var looks = 0
        while count < 13, looks < 10 {
            _ = source.wait(timeout: .second)
            while let batch = try source.next(maxBytes: 1 << 20, readAt: 0) { count += Entry.all([batch]).count }
            looks += 1
        }
        #expect(count == 13)
    }

    @Test func aFolderWithoutAJournalIsMissingOrEmpty() throws {
        #expect(throws: SourceError.missing(path: "/nonexistent/journal")) { try Self.open("/nonexistent/journal") }
        let scratch = Scratch()
        #expect(drain(try Self.open(scratch.path)).batches.isEmpty)
    }

    @Test func discoveryFindsAFolderOfHostFolders() throws {
        let scratch = Scratch()
        guard let made = Self.make(scratch, ExportText.sample(5)) else { return }
        let found = Discovery.find([scratch.path])
        #expect(found.plans.map(\.content).contains(.journal(.folder(made))))
        #expect(found.errors.isEmpty)
    }
}
