import Bytes

/// The state of a bank in the parts in which it is stored: what is small or has rows of no fixed size as wholes, the tables of series and
/// of hourly profiles in pages, of which a quiet bucket changes few.
package struct BankParts: Sendable {
    package var head: [UInt8] = []
    package var values: [UInt8] = [], words: [UInt8] = [], flows: [UInt8] = []
    package var series: [[UInt8]] = [], profiles: [[UInt8]] = []
    package init() {}
}

/// A table that is stored page by page.
package enum PagedTable: String, Sendable, CaseIterable {
    case series, profiles
}

/// Pages of one table to be written, and the revision up to which the table is stored then.
package struct ChangedPages: Sendable {
    package var revision: UInt64
    /// Pages that the table has now.
    package var count: Int
    package var pages: [(number: Int, bytes: [UInt8])]
}

extension DetectorBank {
    static let pageVersion: UInt32 = 3

    /// The parts that are stored as wholes. O(templates + streams + values + words + flows).
    package func wholeParts() -> BankParts {
        var parts = BankParts()
        parts.head = headSnapshot()
        func part(_ body: (inout SnapshotWriter) -> Void) -> [UInt8] {
            var writer = SnapshotWriter(version: Self.pageVersion)
            body(&writer)
            return Self.sealed(writer.bytes)
        }
        parts.values = part(valueWatch.write)
        parts.words = part(wordWatch.write)
        parts.flows = part(flowWatch.write)
        return parts
    }

    /// The pages of a table that changed after `revision`, all where it is nil. O(pages + rows of the changed ones).
    package mutating func changedPages(of table: PagedTable, since revision: UInt64?) -> ChangedPages {
        switch table {
        case .series:
            // What the open bucket counts in is marked when it closes.
            for index in touched { pageMarks.touch(Int(index)) }
            let changed = pageMarks.touched(since: revision)
            return ChangedPages(
                revision: pageMarks.turn(), count: PageMarks.count(series.count),
                pages: changed.map { ($0, seriesPage($0)) })
        case .profiles:
            let changed = profiles.pageMarks.touched(since: revision)
            return ChangedPages(
                revision: profiles.pageMarks.turn(), count: PageMarks.count(profiles.count),
                pages: changed.map { ($0, profiles.page($0)) })
        }
    }

    private func seriesPage(_ page: Int) -> [UInt8] {
        let rows = PageMarks.range(page, of: series.count)
        return Self.sealed(
            RowBytes.encode(capacity: 4 + rows.count * Series.rowBytes) { row in
                row.put(Self.pageVersion)
                for index in rows {
                    open[index].put(&row)
                    series[index].put(&row)
                }
            })
    }

    /// The whole state; equal states give equal bytes. O(series), about 400 bytes each.
    package func snapshot() -> [UInt8] {
        let parts = wholeParts()
        var writer = SnapshotWriter(version: Self.version)
        for bytes in [parts.head, parts.values, parts.words, parts.flows] { writer.write(bytes) }
        writer.write(0..<PageMarks.count(series.count)) { writer, page in writer.write(seriesPage(page)) }
        writer.write(0..<PageMarks.count(profiles.count)) { writer, page in writer.write(profiles.page(page)) }
        return writer.bytes
    }

    /// Continues where `snapshot()` was taken: the same calls then give the same signals.
    package init(snapshot: [UInt8], options: Options = .init()) throws(SnapshotError) {
        var reader = try SnapshotReader(snapshot, version: Self.version)
        var parts = BankParts()
        parts.head = try reader.read()
        parts.values = try reader.read()
        parts.words = try reader.read()
        parts.flows = try reader.read()
        parts.series = try reader.readArray { (reader) throws(SnapshotError) in try reader.read([UInt8].self) }
        parts.profiles = try reader.readArray { (reader) throws(SnapshotError) in try reader.read([UInt8].self) }
        try self.init(parts: parts, options: options)
    }

    /// Continues where the parts were taken.
    package init(parts: BankParts, options: Options = .init()) throws(SnapshotError) {
        self.init(options: options)
        let counts = try restoreHead(parts.head)
        var reader = try Self.opened(parts.values)
        valueWatch = try ValueWatch(&reader, limit: options.maxValueSeries)
        reader = try Self.opened(parts.words)
        wordWatch = try WordWatch(&reader, limit: options.maxWordSeries)
        reader = try Self.opened(parts.flows)
        flowWatch = try FlowWatch(&reader, maxOpen: options.maxOpenFlows, maxPairs: options.maxFlowPairs)
        for page in parts.series {
            reader = try Self.opened(page)
            for _ in 0..<min(PageMarks.rows, counts.series - series.count) {
                open.append(try reader.readOpenCount())
                series.append(try reader.readSeries())
            }
        }
        for page in parts.profiles {
            reader = try Self.opened(page)
            for _ in 0..<min(PageMarks.rows, counts.profiles - profiles.count) { try profiles.append(from: &reader) }
        }
        guard series.count == counts.series, profiles.count == counts.profiles else {
            throw .invalid(
                "\(series.count) of \(counts.series) series and \(profiles.count) of \(counts.profiles) profiles are there"
            )
        }
        pageMarks = PageMarks(rows: series.count)
        profiles.pageMarks = PageMarks(rows: profiles.count)
        try check()
        for index in series.indices where !series[index].isFree {
            table.insert(open[index].key, Int32(index))
            schedule(Int32(index))
        }
    }

    // The fields depend on one another in too many ways to prove each sane on reading: a checksum proves them untouched.
    static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        let hash = StableHash.hash(bytes.span.bytes, 0..<bytes.count)
        return bytes + (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) }
    }

    static func opened(_ bytes: [UInt8], version: UInt32 = pageVersion) throws(SnapshotError) -> SnapshotReader {
        let reader = try SnapshotReader(bytes, version: version)
        let size = bytes.count - 8
        guard size >= 4 else { throw .truncated(at: bytes.count) }
        let stored = bytes[size...].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard StableHash.hash(bytes.span.bytes, 0..<size) == stored else {
            throw .invalid("its checksum does not match")
        }
        return reader
    }
}

extension HourlyProfiles {
    var count: Int { visits.count / Self.bins }

    func page(_ page: Int) -> [UInt8] {
        let rows = PageMarks.range(page, of: count)
        return DetectorBank.sealed(
            RowBytes.encode(capacity: 4 + rows.count * Self.bins * 3) { row in
                row.put(DetectorBank.pageVersion)
                for at in rows.lowerBound * Self.bins..<rows.upperBound * Self.bins {
                    row.put(means[at])
                    row.put(visits[at])
                }
            })
    }

    mutating func append(from reader: inout SnapshotReader) throws(SnapshotError) {
        for _ in 0..<Self.bins { append(mean: try reader.read(), visits: try reader.read()) }
    }
}

extension OpenCount {
    static let rowBytes = 34

    func put(_ row: inout RowBytes) {
        row.put(key)
        row.put(first)
        row.put(last)
        row.put(count)
        row.put(errors)
        row.put(severity)
        row.put(blanks)
    }
}

extension Series {
    /// Bytes of a row, with its open count.
    static let rowBytes = OpenCount.rowBytes + 48 + 20 + CountModel.rowBytes

    func put(_ row: inout RowBytes) {
        row.put(isFree)
        row.put(nextOfStream)
        row.put(nextOfTemplate)
        row.put(born)
        row.put(touched)
        row.put(due)
        row.put(last)
        row.put(rise)
        row.put(fall)
        row.put(severity)
        row.put(fault.rawValue)
        row.put(isNew)
        row.put(gaps.count)
        row.put(gaps.level)
        row.put(gaps.excess)
        row.put(gaps.mean)
        row.put(gaps.deviation)
        model.put(&row)
    }
}

extension CountModel {
    static let partCount = 12 + 6 * windows
    static let rowBytes = 12 + 4 * partCount

    /// Bucket, profile and hour, then the numbers in the order in which `init(bucket:profile:hour:parts:)` takes them.
    func put(_ row: inout RowBytes) {
        row.put(bucket)
        row.put(profile)
        row.put(hour)
        row.put(mass)
        row.put(weight)
        row.put(recent)
        row.put(recentExpected)
        row.put(squares)
        row.put(squaresBase)
        row.put(judgedBy)
        row.put(lastRate)
        row.put(hourCount)
        for w in 0..<Self.windows {
            row.put(counts[w])
            row.put(expected[w])
            row.put(up[w].level)
            row.put(up[w].excess)
            row.put(down[w].level)
            row.put(down[w].excess)
        }
        row.put(run.length)
        row.put(run.stretches)
        row.put(run.mean)
    }
}
