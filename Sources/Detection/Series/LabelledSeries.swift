import Bytes
import Model

/// A recorded series with the spans in which something was wrong, to measure the detector on.
package struct LabelledSeries: Sendable {
    /// Its file's name, and the kind of series it belongs to.
    package let name: String, kind: String
    package private(set) var times: [Micros]
    package internal(set) var values: [Double]
    /// Rows from first to last in which a detection counts as right, in order.
    package internal(set) var windows: [ClosedRange<Int>]

    /// Reads a series of `timestamp,value` rows.
    ///
    /// - Parameter windows: first and last time of each labelled span; one whose times are no rows is left out.
    package init(
        name: String, kind: String, csv: RawSpan, windows: [(from: Micros, to: Micros)]
    ) throws(SeriesCSVError) {
        (self.name, self.kind) = (name, kind)
        var reader = SeriesCSVReader()
        var offset = 0
        var times: [Micros] = []
        var values: [Double] = []
        while let row = try reader.next(in: csv, at: &offset, isLast: true) {
            times.append(row.time)
            values.append(row.value)
        }
        var rows: [ClosedRange<Int>] = []
        for window in windows {
            guard let first = times.firstIndex(of: window.from), let last = times.firstIndex(of: window.to),
                first <= last
            else { continue }
            rows.append(first...last)
        }
        (self.times, self.values) = (times, values)
        self.windows = rows.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Rows at the start that are not scored: 15%, at most 750.
    package var unscored: Int { min(Int((0.15 * Double(times.count)).rounded(.down)), 750) }

    /// Points averaged in groups of `count`: the same series, seldom measured.
    package func averaged(by count: Int) -> LabelledSeries {
        precondition(count > 0)
        var result = self
        let starts = stride(from: 0, to: times.count, by: count)
        result.times = starts.map { times[$0] }
        result.values = starts.map { start in
            let part = values[start..<min(start + count, values.count)]
            return part.reduce(0, +) / Double(part.count)
        }
        result.windows = windows.map { $0.lowerBound / count...$0.upperBound / count }
        return result
    }

    /// The first `share` of it, with the windows that lie in there as a whole.
    package func cut(to share: Double) -> LabelledSeries {
        var result = self
        let count = min(times.count, Int(Double(times.count) * share))
        result.times = Array(times[..<count])
        result.values = Array(values[..<count])
        result.windows = windows.filter { $0.upperBound < count }
        return result
    }

    /// Without the first `share` of it.
    package func begun(after share: Double) -> LabelledSeries {
        var result = self
        let count = min(times.count, Int(Double(times.count) * share))
        result.times = Array(times[count...])
        result.values = Array(values[count...])
        result.windows = windows.filter { $0.lowerBound >= count }
            .map { $0.lowerBound - count...$0.upperBound - count }
        return result
    }

    /// Upside down: what is wrong stays wrong.
    package var flipped: LabelledSeries {
        var result = self
        result.values = values.map { -$0 }
        return result
    }

    /// The score of each point by a fresh detector.
    package func scores(_ options: SharedSeriesOptions) -> [Double] {
        var detector = SeriesDetector(options: options)
        return zip(times, values).map { detector.ingest(time: $0, value: $1) }
    }
}
