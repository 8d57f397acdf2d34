import Testing

import Runbooks

@Suite struct WordFamilyTests {
    /// One word of each family and another that the stemmer keeps apart from it.
    @Test(arguments: [
        ("modified", "modification"), ("modification", "modify"), ("retain", "retention"), ("retention", "retain"),
        ("expanding", "expansion"), ("recover", "recovery"), ("authorised", "authorized"),
        ("subscribe", "subscription"),
        ("permitted", "permission"), ("failure", "fail"),
    ]) func relativesShareATopic(word: String, other: String) {
        let stems = Set(WordFamily.relatives(of: word).map(EnglishStemmer.stem))
        #expect(stems.contains(EnglishStemmer.stem(other)), "\(word): \(stems.sorted())")
    }

    @Test func shortWordsAndOtherScriptsHaveNone() {
        for word in ["end", "disk", "log4j", "디스크", ""] { #expect(WordFamily.relatives(of: word).isEmpty) }
    }
}
