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
}
