import ArgumentParser
import Bytes
import Detection
import FoundationEssentials
import LogSources
import Model

struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score a time series of your own: timestamp,value in, timestamp,value,anomaly_score out.",
        discussion: """
            One pass, in time order; a score of 0.5 and above is an alarm.

            EXAMPLES
              haetae detect cpu.csv > scored.csv
              haetae detect cpu.csv | awk -F, '$3 >= 0.5'
            """)
    @Argument(help: "CSV with a heading line and the columns timestamp and value.")
    var file: String

    func run() async throws {
        let command = self
        try await Blocking.run { try command.detect() }
    }

    private func detect() throws {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: file)) } catch {
            throw CommandFailure("\(file): cannot be read; check the name")
        }
        let bytes = [UInt8](data)
        var output = Array(SeriesCSVWriter.heading.utf8)
        output.reserveCapacity(bytes.count * 2)
        var detector = SeriesDetector()
        var reader = SeriesCSVReader()
        do throws(SeriesCSVError) {
            _ = try detector.annotate(bytes.span.bytes, reader: &reader, isLast: true, to: &output)
        } catch {
            Console.raw(output)
            throw CommandFailure("\(file): \(error)")
        }
        Console.raw(output)
    }
}
