import ArgumentParser
import Bytes
import Detection
import Glibc

struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: "Score a time series of your own: timestamp,value in, timestamp,value,anomaly_score out.",
        discussion: HelpText.joined(
            """
            One pass, in time order; a score of 0.5 and above is an alarm.

            EXAMPLES
              haetae detect cpu.csv > scored.csv
              haetae detect cpu.csv | awk -F, '$3 >= 0.5'
              sqlite3 -csv metrics.db 'select t, v from load' | haetae detect -
            """))
    @Argument(help: "CSV with a heading line and the columns timestamp and value; - for standard input.")
    var file: String

    func run() async throws {
        let command = self
        try await Blocking.run { try command.detect() }
    }

    private func detect() throws {
        let input = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw CommandFailure("\(file): cannot be read: \(String(cString: strerror(errno)))") }
        defer { if input != STDIN_FILENO { close(input) } }
        var pending: [UInt8] = []
        var output = Array(SeriesCSVWriter.heading.utf8)
        output.reserveCapacity(3 * Self.chunk)
        var detector = SeriesDetector()
        var reader = SeriesCSVReader()
        var isLast = false
        while !isLast {
            isLast = try !fill(&pending, from: input)
            do throws(SeriesCSVError) {
                let read = try detector.annotate(pending.span.bytes, reader: &reader, isLast: isLast, to: &output)
                pending.removeFirst(read)
            } catch {
                Console.raw(output)
                throw CommandFailure("\(file): \(error)")
            }
            Console.raw(output)
            output.removeAll(keepingCapacity: true)
        }
    }

    /// Bytes read at a time: a file of any size needs no more memory than a small one.
    private static let chunk = 256 * 1024

    /// Appends the next bytes of the input; false at its end.
    private func fill(_ bytes: inout [UInt8], from input: Int32) throws -> Bool {
        let kept = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Self.chunk))
        while true {
            let count = bytes.withUnsafeMutableBytes { read(input, $0.baseAddress! + kept, Self.chunk) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandFailure("\(file): cannot be read: \(String(cString: strerror(errno)))")
            }
            bytes.removeLast(Self.chunk - count)
            return count > 0
        }
    }
}
