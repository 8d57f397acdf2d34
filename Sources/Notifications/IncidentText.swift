import Bytes
import FoundationEssentials
import Model

/// An incident within a snapshot: its Codable form as JSON, keys sorted.
enum IncidentText {
    /// Nil where it holds what JSON cannot say; a change that waits is then told by the next one.
    static func text(_ incident: Incident) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return (try? encoder.encode(incident)).map { String(decoding: $0, as: UTF8.self) }
    }

    static func incident(_ text: String) throws(SnapshotError) -> Incident {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return try decoder.decode(Incident.self, from: Data(text.utf8))
        } catch {
            throw .invalid("an incident that waits to be told: \(error)")
        }
    }
}
