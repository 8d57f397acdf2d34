/// Taking sentences apart that were made of pieces.
extension String {
    /// What stands between a beginning and an end, where the text has both.
    func between(_ beginning: String, _ end: String) -> String? {
        guard hasPrefix(beginning), hasSuffix(end), count >= beginning.count + end.count else { return nil }
        return String(dropFirst(beginning.count).dropLast(end.count))
    }

    /// Before and after the last occurrence of a word.
    func halves(_ word: String) -> (String, String)? {
        let characters = Array(self)
        let wanted = Array(word)
        guard characters.count > wanted.count else { return nil }
        for at in (0...characters.count - wanted.count).reversed()
        where characters[at..<at + wanted.count].elementsEqual(wanted) {
            return (String(characters[..<at]), String(characters[(at + wanted.count)...]))
        }
        return nil
    }

    /// Before and after the first occurrence of a word.
    func cut(_ word: String) -> (String, String)? {
        guard let place = firstRange(of: word) else { return nil }
        return (String(self[..<place.lowerBound]), String(self[place.upperBound...]))
    }
}
