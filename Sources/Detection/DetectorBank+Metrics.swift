extension DetectorBank {
    /// Whether anything arrived in the open bucket.
    package var hasOpenRecords: Bool { !touched.isEmpty }

    /// Bytes that one live series takes: its state, its open bucket, and its share of the table, which is at most half full and
    /// at least a quarter.
    package static var bytesPerSeries: Int {
        MemoryLayout<Series>.stride + MemoryLayout<OpenCount>.stride + 3 * MemoryLayout<SeriesTable.Slot>.stride
    }
    /// Bytes more of a series that lived through an hour.
    package static var bytesPerProfile: Int {
        HourlyProfiles.bins * (MemoryLayout<UInt16>.stride + MemoryLayout<UInt8>.stride)
    }

    /// Bytes of one series of the other kinds, its slot in its table included: a number in a message, a word in a position, a step between
    /// two messages, what comes after a message.
    package static var bytesByKind: [(kind: String, bytes: Int)] {
        let slot = 2 * MemoryLayout<SeriesTable.Slot>.stride
        return [
            ("number", MemoryLayout<ValueSeries>.stride + slot), ("word", MemoryLayout<WordSeries>.stride + slot),
            ("step", MemoryLayout<ValueSeries>.stride + slot),
            ("follow-up", MemoryLayout<FlowWatch.Passage>.stride + slot),
        ]
    }
}
