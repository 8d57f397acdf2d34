import LogSources
import Testing

@Suite struct SourceEventTests {
    /// `haetae status` lists problems: a log that is rotated each night is none.
    @Test func whatLosesNothingIsRoutine() {
        #expect(SourceEvent.appeared(path: "/a").isRoutine)
        #expect(SourceEvent.rotated(path: "/a").isRoutine)
        #expect(SourceEvent.truncated(path: "/a", recovered: true).isRoutine)
        #expect(!SourceEvent.truncated(path: "/a", recovered: false).isRoutine)
        #expect(!SourceEvent.lost(path: "/a", offset: 3).isRoutine)
        #expect(!SourceEvent.gap(source: "journal", count: nil).isRoutine)
        #expect(!SourceEvent.failed(.missing(path: "/a")).isRoutine)
    }
}
