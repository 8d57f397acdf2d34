import Bytes
import LogSources
import Model
import TestSupport
import Testing

@Suite struct CopyTests {
    static func line(_ source: Int, _ seconds: Int64, _ service: UInt64, _ message: UInt64) -> CopyEvidence {
        CopyEvidence(
            source: SourceID(source), rank: source == 0 ? 0 : 1, seconds: seconds, service: service, message: message)
    }

    /// A journal (0) from 1000 on, a file (1) that mirrors it from the beginning, another file (2) with lines of its
    /// own.
    static func world(_ seed: UInt64, lines: Int) -> [CopyEvidence] {
        var random = Seeded(seed)
        var all: [CopyEvidence] = []
        for number in 0..<lines {
            let seconds = Int64(number)
            let service = UInt64.random(in: 0..<4, using: &random)
            let message = UInt64.random(in: 0..<50, using: &random)
            if seconds >= 1000 { all.append(line(0, seconds, service, message)) }
            all.append(line(1, seconds + Int64.random(in: 0...1, using: &random), service, message))
            all.append(line(2, seconds, service, UInt64.random(in: 0..<50, using: &random) + 1000))
        }
        return all
    }

    @Test func theSurveyFindsTheMirrorAndItsSpan() {
        var survey = CopySurvey()
        for line in Self.world(1, lines: 5000) { survey.add(line) }
        let verdicts = survey.verdicts()
        #expect(verdicts.map(\.service) == [0, 1, 2, 3])
        #expect(verdicts.allSatisfy { $0.source == SourceID(1) && $0.original == SourceID(0) })
        #expect(verdicts.allSatisfy { $0.seconds.lowerBound == 999 && $0.matched * 100 >= $0.compared * 98 })
    }

    @Test func theOrderOfFeedingDoesNotMatterAndMemoryIsBounded() {
        var all = Self.world(2, lines: 5000)
        var random = Seeded(3)
        var ordered = CopySurvey(limit: 2000)
        var shuffled = CopySurvey(limit: 2000)
        for line in all { ordered.add(line) }
        all.shuffle(using: &random)
        for line in all { shuffled.add(line) }
        #expect(ordered.verdicts() == shuffled.verdicts())
        #expect(ordered.verdicts().map(\.service) == [0, 1, 2, 3])
    }

    @Test func onlineAfterAHundredLinesOfAStream() {
        var detector = CopyDetector()
        var first: [UInt64: Int] = [:]
        var seen: [UInt64: Int] = [:]
        for line in Self.world(4, lines: 4000).sorted(by: { ($0.seconds, $0.source) < ($1.seconds, $1.source) }) {
            let verdict = detector.observe(line)
            if line.source == SourceID(1), line.seconds >= 1000 {
                seen[line.service, default: 0] += 1
                if verdict == .copy(of: SourceID(0)), first[line.service] == nil {
                    first[line.service] = seen[line.service]
                }
            } else if line.source != SourceID(1) {
                #expect(verdict != .copy(of: SourceID(1)))
            }
        }
        // Up to two blocks: the one under way when the original began counts against it.
        #expect(first.count == 4 && first.values.allSatisfy { $0 <= 205 })
        for service in 0..<4 as Range<UInt64> {
            #expect(detector.verdict(source: SourceID(1), service: service) == .copy(of: SourceID(0)))
            #expect(detector.verdict(source: SourceID(2), service: service) == .original)
        }
    }

    @Test func aCopyWhoseOriginalStopsIsReadAgain() {
        var detector = CopyDetector()
        for number in 0..<400 as Range<Int64> {
            _ = detector.observe(Self.line(0, number, 1, UInt64(number)))
            _ = detector.observe(Self.line(1, number, 1, UInt64(number)))
        }
        #expect(detector.verdict(source: SourceID(1), service: 1) == .copy(of: SourceID(0)))
        for number in 400..<900 as Range<Int64> { _ = detector.observe(Self.line(1, number, 1, UInt64(number))) }
        #expect(detector.verdict(source: SourceID(1), service: 1) == .original)
    }

    @Test func sameServicesOfTwoHostsAreNoCopies() {
        var survey = CopySurvey()
        for number in 0..<500 as Range<Int64> {
            survey.add(Self.line(1, number, StableHash.hash("app1/sshd"), UInt64(number)))
            survey.add(Self.line(2, number, StableHash.hash("app2/sshd"), UInt64(number)))
        }
        #expect(survey.verdicts().isEmpty)
    }

    @Test(arguments: [
        ("hello  ", " hello"), ("first#012second", "first\nsecond"), ("[   12.345678] oom", "oom"),
        ("tab#011x", "tab\tx"),
    ]) func messagesAreComparedAsTheyTravel(_ a: String, _ b: String) {
        func hash(_ text: String) -> UInt64 {
            let bytes = Array(text.utf8)
            return CopyEvidence.messageHash(ByteRange(0, bytes.count), in: bytes.span.bytes)
        }
        #expect(hash(a) == hash(b))
        #expect(hash("hello") != hash("help"))
    }

    @Test func filesThatTheJournalCarriesAreNotFollowed() throws {
        let scratch = Scratch()
        let bytes = ExportText.sample(60)
        guard let journal = JournalTests.make(scratch, bytes) else { return }
        let folder = scratch.folder("log")
        let entries = try ExportTests.read(bytes).entries
        scratch.write(
            "log/syslog",
            entries.map { "Nov 14 22:13:20 \($0.host) \($0.service)[\($0.pid)]: \($0.message.prefix { $0 != "\n" })\n" }
                .joined())
        scratch.write(
            "log/app.log", entries.map { "2023-11-14 22:13:20 INFO app: a line of its own, \($0.pid)\n" }.joined())
        scratch.write("log/README", "text: text\n")
        scratch.write("log/empty.log", "")
        setTime(scratch.file("log/syslog"), 1_700_000_001)
        setTime(scratch.file("log/app.log"), 1_700_000_001)
        let selection = DefaultSources.selection(below: folder, journal: .folder(journal))
        #expect(
            selection.findings == [
                DefaultSources.Finding(path: folder + "/README", reason: "excluded"),
                DefaultSources.Finding(path: folder + "/app.log", reason: nil),
                DefaultSources.Finding(path: folder + "/empty.log", reason: "empty"),
                DefaultSources.Finding(path: folder + "/syslog", reason: "the journal carries its lines"),
            ])
        var options = FileFollow.Options()
        options.exclude = selection.exclude
        let follow = FileFollow(selection.patterns, options: options) { _ in (SourceID(0), nil) }
        while try follow.next(maxBytes: 1 << 20, readAt: 1) != nil {}
        // The empty one may fill; it is followed.
        #expect(
            follow.sources.map(\.service) == ["log-app", "log-empty"]
                || follow.sources.map(\.service) == ["app", "empty"])
        // Without a journal everything is followed.
        #expect(
            DefaultSources.selection(below: folder, journal: .folder(scratch.path)).findings.count { $0.reason == nil }
                == 2)
    }
}
