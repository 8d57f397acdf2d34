/// A passage shown to a language model.
package struct Passage: Sendable, Hashable {
    /// From 1: what the model cites.
    package var number: Int
    package var citation: Citation
    package var title: String
    package var text: String

    package init(number: Int, citation: Citation, title: String, text: String) {
        (self.number, self.citation, self.title, self.text) = (number, citation, title, text)
    }
}
