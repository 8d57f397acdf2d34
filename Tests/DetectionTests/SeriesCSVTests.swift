import Bytes
import Detection
import Model
import TestSupport
import Testing

@Suite struct SeriesCSVTests {
    static func rows(_ text: String, chunk: Int = .max) throws(SeriesCSVError) -> [(Micros, Double, String)] {
        var reader = SeriesCSVReader()
        var rows: [(Micros, Double, String)] = []
        let all = [UInt8](text.utf8)
        var pending: [UInt8] = []
        var at = 0
        repeat {
            let end = min(all.count, at + min(chunk, all.count))
            pending += all[at..<end]
            at = end
            var offset = 0
            while let row = try reader.next(in: pending.span.bytes, at: &offset, isLast: at == all.count) {
                rows.append((row.time, row.value, pending.span.bytes.text(row.text)))
            }
            pending.removeFirst(offset)
        } while at < all.count
        return rows
    }

    @Test(arguments: [
        ("2014-04-01 00:05:00", "2014-04-01T00:05:00Z"), ("2014-04-01 00:05", "2014-04-01T00:05:00Z"),
        ("2014-04-01", "2014-04-01T00:00:00Z"), ("2014-04-01T00:05:00.25Z", "2014-04-01T00:05:00.250000Z"),
        ("2014-04-01T09:05:00+09:00", "2014-04-01T00:05:00Z"), ("2014-04-01T09:05:00+0900", "2014-04-01T00:05:00Z"),
        ("1396310700", "2014-04-01T00:05:00Z"), ("1396310700.5", "2014-04-01T00:05:00.500000Z"),
        ("1396310700000", "2014-04-01T00:05:00Z"), ("1396310700000000", "2014-04-01T00:05:00Z"),
    ])
    func readsTimes(_ text: String, _ expected: String) throws {
        let rows = try Self.rows("timestamp,value\n\(text),1\n")
        #expect(rows.map { RFC3339.string($0.0) } == [expected])
    }

    @Test(arguments: ["0", "-1", "+2.5", "20.0", "1e3", "-1.25E-3", ".5", "7.", "123456789012345", "0.000001", "1e22"])
    func readsNumbersExactly(_ text: String) throws {
        #expect(try Self.rows("2014-04-01,\(text)\n").map(\.1) == [Double(text.hasSuffix(".") ? text + "0" : text)!])
    }

    /// With more digits than a `Double` holds it is right to two units in the last place.
    @Test func readsLongNumbersClosely() throws {
        var random = Seeded(3)
        for _ in 0..<2000 {
            let value = Double.random(in: -1e6...1e6, using: &random) * Double.random(in: 0...1, using: &random)
            let read = try Self.rows("2014-04-01,\(value)\n")[0].1
            #expect(abs(read - value) <= 2 * value.ulp, "\(value)")
        }
    }

    @Test func readsLineEndsQuotesAndEmptyLines() throws {
        let rows = try Self.rows("\"timestamp\",\"value\"\r\n\r\n\"2014-04-01 00:00:00\",\"1\"\r\n2014-04-02, 2")
        #expect(rows.map(\.1) == [1, 2])
        #expect(rows.map(\.2) == ["\"2014-04-01 00:00:00\",\"1\"", "2014-04-02, 2"])
        #expect(try Self.rows("").isEmpty)
        #expect(try Self.rows("timestamp,value\n").isEmpty)
    }

    @Test(arguments: [1, 2, 3, 7, 16])
    func sameRowsForAnyCut(chunk: Int) throws {
        let text = "timestamp,value\n2014-04-01 00:00:00,1.5\r\n\n2014-04-01 00:05:00,-2e1\n2014-04-01 00:10:00,3"
        #expect(try Self.rows(text, chunk: chunk).map(\.2) == Self.rows(text).map(\.2))
    }

    @Test(arguments: [
        ("t,v\n2014-04-01,1\nyesterday,2\n", SeriesCSVError.timestamp(line: 3, text: "yesterday")),
        ("2014-04-01,\n", .value(line: 1, text: "")), ("2014-04-01,nan\n", .value(line: 1, text: "nan")),
        ("2014-04-01,1e999\n", .value(line: 1, text: "1e999")), ("2014-04-01,1,2\n", .fields(line: 1, found: 3)),
        ("2014-04-01,1\n2014-04-02\n", .fields(line: 2, found: 1)),
        ("t,v\n2014-13-01,1\n", .timestamp(line: 2, text: "2014-13-01")),
    ])
    func refusesBadRowsWithTheirLine(_ text: String, _ expected: SeriesCSVError) {
        #expect(throws: expected) { try Self.rows(text) }
        #expect(expected.description.hasPrefix("line \(expected.line): "))
    }

    @Test func refusesEndlessLines() {
        let text = "t,v\n" + String(repeating: "x", count: 10_000)
        #expect(throws: SeriesCSVError.tooLong(line: 2, bytes: 4096)) { try Self.rows(text) }
        #expect(throws: SeriesCSVError.tooLong(line: 2, bytes: 4096)) { try Self.rows(text, chunk: 100) }
    }

    /// Any bytes: rows or an error, never a trap.
    @Test func survivesAnyBytes() {
        var random = Seeded(11)
        let alphabet = [UInt8]("0123456789-:., eETZ+\"\n\r\tx\u{0}".utf8)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random)!
            }
            var reader = SeriesCSVReader()
            var offset = 0
            while offset < bytes.count {
                let before = offset
                _ = try? reader.next(in: bytes.span.bytes, at: &offset, isLast: true)
                if offset == before { break }
            }
        }
    }

    @Test func writesRowsAsTheyWereWithTheirScores() throws {
        let text = [UInt8]("timestamp,value\n2014-04-01 00:00:00,1.50\n2014-04-01 00:05:00,1e1\n".utf8)
        var detector = SeriesDetector()
        var reader = SeriesCSVReader()
        var output: [UInt8] = []
        let read = try detector.annotate(text.span.bytes, reader: &reader, isLast: true, to: &output)
        #expect(read == text.count)
        #expect(
            String(decoding: output, as: UTF8.self)
                == "2014-04-01 00:00:00,1.50,0.000000\n2014-04-01 00:05:00,1e1,0.000000\n")
    }
}
