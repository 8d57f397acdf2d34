import FoundationEssentials

/// JSON columns: keys sorted, so equal values are equal text.
enum StoreJSON {
    static func text<T: Encodable>(_ value: T) throws(StoreError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A score of a broken series must not stop a checkpoint.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .badValue("\(T.self) cannot be written as JSON: \(error)")
        }
    }

    static func value<T: Decodable>(_ text: String, as type: T.Type = T.self) throws(StoreError) -> T {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return try decoder.decode(type, from: Data(text.utf8))
        } catch {
            throw .badValue("\(T.self) in the store is not what this version writes: \(error)")
        }
    }
}
