import Bytes
import Model
import Pipeline
import Testing

@Suite struct SampleStoreTests {
    /// Offers a line of the only pair in a bucket of ten seconds.
    private static func offer(_ text: String, bucket: Int64, to store: inout SampleStore) {
        let bytes = Array(text.utf8)
        _ = store.offer(
            StreamID(3), 7, bucket: bucket, severity: 255, line: ByteRange(0, bytes.count), in: bytes.span.bytes)
    }

    private static func shown(_ store: SampleStore) -> [String] { store.samples(StreamID(3), 7) }

    /// A line of days ago proves nothing of today, nor do the request ids in it.
    @Test func onlyLinesOfTheLastHoursAreShown() throws {
        var store = SampleStore()
        Self.offer("failed, request 1", bucket: 100, to: &store)
        #expect(Self.shown(store) == ["failed, request 1"])
        Self.offer("failed, request 2", bucket: 130, to: &store)
        #expect(Self.shown(store) == ["failed, request 2", "failed, request 1"])
        let tomorrow: Int64 = 100 + 8640
        Self.offer("failed, request 3", bucket: tomorrow, to: &store)
        #expect(Self.shown(store) == ["failed, request 3"])
        Self.offer("failed, request 4", bucket: tomorrow + 5, to: &store)
        #expect(Self.shown(store) == ["failed, request 4", "failed, request 3"])

        // The same after a restart.
        let again = try SampleStore(rows: store.takeChangedRows())
        #expect(Self.shown(again) == Self.shown(store))
    }

    /// What comes all the time keeps an earlier line of the last two hours at the oldest.
    @Test func theEarlierLineFollows() {
        var store = SampleStore()
        for bucket in 0..<2000 as Range<Int64> { Self.offer("line \(bucket)", bucket: bucket, to: &store) }
        let shown = Self.shown(store)
        #expect(shown.first == "line 1999")
        #expect(shown.count == 2)
        #expect(shown.last.flatMap { Int($0.dropFirst(5)) }.map { $0 >= 1999 - 720 } ?? false)
    }
}
