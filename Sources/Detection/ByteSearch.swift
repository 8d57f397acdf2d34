/// Finds bytes in text. The standard library's own search sets up far more than a template's text is worth.
enum ByteSearch {
    static func contains(_ part: StaticString, in text: String) -> Bool {
        var text = text
        return text.withUTF8 { haystack in
            part.withUTF8Buffer { needle in
                guard let first = needle.first, haystack.count >= needle.count else { return false }
                for start in 0...haystack.count - needle.count where haystack[start] == first {
                    if haystack[start..<start + needle.count].elementsEqual(needle) { return true }
                }
                return false
            }
        }
    }
}
