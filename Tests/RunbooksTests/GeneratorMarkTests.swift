import Runbooks
import Testing

/// Marks that site generators read and a reader must not see.
@Suite struct GeneratorMarkTests {
    @Test func templatesAndAnchorsAreNoPartOfAHeading() throws {
        let index = try RunbookIndex()
        try index.put(
            path: "boiler.md",
            text: """
                ---
                title: The boiler stays cold
                ---
                # <%= current_page.data.title %>

                The burner gets no gas.

                ## Open the main tap {#main-tap}

                1. Turn the red tap.
                """)
        let hit = try #require(try index.search("boiler main tap").hits.first)
        #expect(hit.title == "The boiler stays cold")
        #expect(hit.headings.last == "Open the main tap")
        let text = try index.answer("the boiler stays cold").plainText()
        #expect(!text.contains("<%") && !text.contains("{#") && text.contains("Turn the red tap"))
    }

    @Test func admonitionsAreWords() throws {
        let index = try RunbookIndex()
        try index.put(
            path: "pump.md",
            text: """
                # The pump rattles

                ## Mitigation

                :::warning Hot water
                Let it cool first.
                :::

                > [!IMPORTANT]
                > Close the valve.

                1. Tighten the bolts.
                """)
        let text = try index.answer("The pump rattles, what do I do?").plainText()
        #expect(text.contains("Warning: Hot water") && text.contains("Important: Close the valve."))
        #expect(!text.contains(":::") && !text.contains("[!"))
    }

    /// What is seen has no section of its own here: the passage that holds the steps is shown once.
    @Test func nothingIsShownTwice() throws {
        let index = try RunbookIndex()
        try index.put(
            path: "lamp.md", text: "# The lamp flickers\n\nThe socket is loose.\n\n1. Tighten the socket.\n")
        let lines = try index.answer("The lamp flickers").parts.flatMap(\.statements).map(\.citation.firstLine)
        #expect(Set(lines).count == lines.count && !lines.isEmpty)
    }
}
