import FoundationEssentials

/// What is wrong with a JSON body, in words for whoever sent it.
enum WireError {
    /// Names the field by its path, such as `[2].labels`, and what is wrong with it. O(depth).
    static func text(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])) is missing"
        case .valueNotFound(_, let context): return "\(path(context.codingPath)) is null"
        case .typeMismatch(let type, let context): return "\(path(context.codingPath)) is not \(name(of: type))"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "it is not JSON" : "\(path(context.codingPath)) is not valid"
        @unknown default: return "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        guard !keys.isEmpty else { return "the body" }
        return keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += (path.isEmpty ? "" : ".") + key.stringValue
            }
        }
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type, is Double.Type, is Int64.Type: "a number"
        case is Bool.Type: "true or false"
        case is any DictionaryLike.Type: "an object"
        case is any SequenceLike.Type: "an array"
        default: "of the expected type"
        }
    }
}

private protocol SequenceLike {}
extension Array: SequenceLike {}
private protocol DictionaryLike {}
extension Dictionary: DictionaryLike {}
