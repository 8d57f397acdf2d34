/// Why a row of a series cannot be read: where, what, and what to do about it.
package enum SeriesCSVError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The row has another number of fields than two.
    case fields(line: Int, found: Int)
    /// The first field is no time.
    case timestamp(line: Int, text: String)
    /// The second field is no finite number.
    case value(line: Int, text: String)
    /// The line is longer than a row can be.
    case tooLong(line: Int, bytes: Int)

    /// The line it is about, counted from 1.
    package var line: Int {
        switch self {
        case .fields(let line, _), .timestamp(let line, _), .value(let line, _), .tooLong(let line, _): line
        }
    }

    package var description: String {
        switch self {
        case .fields(let line, let found):
            "line \(line): \(found) field\(found == 1 ? "" : "s") where two are expected, timestamp,value; "
                + "choose two columns, for example with `cut -d, -f1,2`"
        case .timestamp(let line, let text):
            "line \(line): '\(text)' is no timestamp; write 2026-09-15 08:30:00, 2026-09-15T08:30:00Z or seconds since 1970"
        case .value(let line, let text):
            "line \(line): '\(text)' is no finite number; leave out rows without a value"
        case .tooLong(let line, let bytes):
            "line \(line): over \(bytes) bytes without a line end; is this a CSV file of timestamp,value rows?"
        }
    }
}
