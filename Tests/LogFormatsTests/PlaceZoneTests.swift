import Bytes
import Testing

@testable import LogFormats

/// Zones by their place, on both sides of the turns of the clocks.
@Suite struct PlaceZoneTests {
    @Test(arguments: [
        ("Europe/Berlin", 2026, 3, 29, 1, 1), ("Europe/Berlin", 2026, 3, 29, 3, 2),
        ("Europe/Berlin", 2026, 10, 25, 1, 2),
        ("Europe/Berlin", 2026, 10, 25, 4, 1), ("Europe/London", 2026, 7, 1, 12, 1),
        ("Europe/London", 2026, 1, 1, 12, 0),
        ("America/New_York", 2026, 3, 8, 1, -5), ("America/New_York", 2026, 3, 8, 3, -4),
        ("America/New_York", 2026, 11, 1, 0, -4), ("America/New_York", 2026, 11, 1, 3, -5),
        ("Asia/Seoul", 2026, 7, 1, 12, 9), ("Australia/Sydney", 2026, 1, 1, 12, 11),
        ("Australia/Sydney", 2026, 7, 1, 12, 10),
        ("Australia/Sydney", 2026, 4, 5, 4, 10), ("Australia/Sydney", 2026, 10, 4, 3, 11),
    ])
    func offsetInHours(
        _ place: String, _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ expected: Int
    ) {
        var f = CalendarFields()
        (f.year, f.month, f.day, f.hour) = (year, month, day, hour)
        let bytes = Array(place.utf8)
        #expect(PlaceZones.offset(bytes.span.bytes, 0, bytes.count, at: f) == expected * 3600)
    }

    @Test func aPlaceThatIsNotKnownHasNone() {
        var f = CalendarFields()
        (f.year, f.month, f.day) = (2026, 7, 1)
        let bytes = Array("Mars/Olympus".utf8)
        #expect(PlaceZones.offset(bytes.span.bytes, 0, bytes.count, at: f) == nil)
    }
}
