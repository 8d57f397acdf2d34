import Foundation
import Runbooks
import Testing

@Suite struct DocumentTests {
    @Test(arguments: [
        ("Fix it, now!", "fix-it-now"), ("`redis-cli` *info*", "redis-cli-info"),
        ("[link](http://x) text", "link-text"), ("조치 사항", "조치-사항"), ("a_b", "ab"),
    ])
    func slugs(_ heading: String, _ slug: String) { #expect(Slug.make(heading) == slug) }

    @Test func chunksKeepHeadingsLinesAndCode() throws {
        let chunks = Chunker.chunks(of: Fixtures.documents[0].text, path: Fixtures.documents[0].path)
        let diagnosis = try #require(chunks.first { $0.slug == "diagnosis" })
        #expect(diagnosis.path == ["QueueBacklogGrowing", "Diagnosis"])
        #expect(diagnosis.lines.lowerBound == 18)
        #expect(diagnosis.text.contains("queuectl depth --queue orders"))
        #expect(chunks.allSatisfy { !$0.text.contains("```") })
    }

    @Test func longSectionsSplitBetweenBlocksAndCodeStaysWhole() {
        let paragraph = String(repeating: "word ", count: 180)
        let code = (1...120).map { "line \($0) of the listing" }.joined(separator: "\n")
        let chunks = Chunker.chunks(
            of: "# T\n\n\(paragraph)\n\nother \(paragraph)\n\n```\n\(code)\n```\n", path: "t.md")
        #expect(chunks.count == 3)
        #expect(chunks.last?.text.contains("line 1 of") == true && chunks.last?.text.contains("line 120 of") == true)
        #expect(Set(chunks.map(\.slug)) == ["t"])
    }

    @Test func repeatedHeadingsGetNumbers() {
        let chunks = Chunker.chunks(of: "# A\none\n# A\ntwo\n# A\nthree\n", path: "a.md")
        #expect(chunks.map(\.slug) == ["a", "a-1", "a-2"])
    }

    @Test func hollowSectionsAreMarked() {
        let chunks = Chunker.chunks(of: "# T\n## Diagnosis\n\nTODO\n\n## Fix\n\nRestart it.\n", path: "t.md")
        #expect(chunks.first { $0.slug == "diagnosis" }?.isHollow == true)
        #expect(chunks.first { $0.slug == "fix" }?.isHollow == false)
    }

    @Test func otherFormats() {
        let rst = Chunker.chunks(of: Fixtures.documents[4].text, path: "network/vpn.rst")
        #expect(rst.map(\.slug).contains("fix"))
        #expect(rst.last?.text.contains("vpnctl restart office") == true)
        let adoc = Chunker.chunks(of: Fixtures.documents[5].text, path: "x.adoc")
        #expect(adoc.last?.text.contains("walctl prune --older 7d") == true)
        let html = Chunker.chunks(
            of:
                "<html><head><title>x</title></head>\n<body>\n<h2>Fix</h2>\n<p>Do &amp; see</p>\n<script>\nevil()\n</script>\n</body></html>",
            path: "x.html")
        #expect(html.map(\.text).joined().contains("Do & see"))
        #expect(!html.map(\.text).joined().contains("evil"))
    }

    @Test func brokenMarkdownIsStillText() {
        for text in [
            "", "\u{0}", "---\nno end", "# \n## \n", String(repeating: ">", count: 5000),
            String(repeating: "- ", count: 3000), "```\nunclosed",
        ] {
            _ = Chunker.chunks(of: text, path: "x.md")
        }
    }

    /// What AsciiDoc's reader sees, and where its links lead; what it does not see is no text.
    @Test func asciiDocIsReadAsItIsSeen() {
        let text = """
            = Alert: DiskFull
            :page-tags: disk
            include::partial$note.adoc[]

            == icon:bug[] Steps

            // nobody reads this
            See xref:how-tos/grow.adoc[growing the volume] or https://example.org/x[the manual].

            IMPORTANT: Don't touch `*.sst` files.
            """
        let chunks = Chunker.chunks(of: text, path: "a/DiskFull.adoc")
        #expect(chunks.last?.path == ["Alert: DiskFull", "Steps"])
        #expect(
            chunks.map(\.text).joined(separator: "\n").contains(
                "See growing the volume or the manual.\nIMPORTANT: Don't touch `*.sst` files."))
        #expect(
            !chunks.contains {
                $0.text.contains("nobody reads") || $0.text.contains("page-tags") || $0.text.contains("include")
            })
    }

    @Test func warningsOfOtherFormatsAreSeen() throws {
        let rst = Chunker.chunks(
            of: """
                Fix
                ===

                .. warning:: Never restart both nodes.

                .. danger::

                    The volume is lost.
                    Take a copy.

                .. image:: a.png

                Then wait.
                """, path: "a.rst"
        ).map(\.text).joined(separator: "\n")
        #expect(rst.contains("Warning: Never restart both nodes."), "\(rst)")
        #expect(rst.contains("Danger: The volume is lost. Take a copy."), "\(rst)")
        #expect(rst.contains("Then wait.") && !rst.contains("a.png"), "\(rst)")
        let adoc = Chunker.chunks(
            of: """
                == Fix

                [WARNING]
                ====
                Never restart both nodes.
                ====

                [CAUTION]
                The volume is lost.

                ====
                An example.
                ====
                """, path: "a.adoc"
        ).map(\.text).joined(separator: "\n")
        #expect(adoc.contains("Warning: Never restart both nodes."), "\(adoc)")
        #expect(adoc.contains("Caution: The volume is lost."), "\(adoc)")
        #expect(adoc.contains("An example.") && !adoc.contains("===="), "\(adoc)")
    }

    /// What is quoted of a page is what a browser shows of it.
    @Test func anAnswerFromHTMLHasNoTags() throws {
        let folder = try Fixtures.folder("html")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Fixtures.write(
            "<h1>Disk failing</h1>\n<h2>What to do</h2>\n<ol>\n<li>Run <code>smartctl -a /dev/sda</code> on the host.</li>\n<li>Replace the disk &amp; rebuild.</li>\n</ol>\n",
            to: folder + "/disk.html")
        let index = try RunbookIndex()
        try index.refresh([folder])
        let found = try index.search("what to do when a disk is failing?")
        let text = try index.answer("what to do when a disk is failing?", of: found).plainText()
        #expect(text.contains("smartctl -a /dev/sda"), "\(text)")
        #expect(text.contains("Replace the disk & rebuild."), "\(text)")
        #expect(!text.contains("<li>") && !text.contains("<code>"), "\(text)")
    }

    /// Lists that number themselves, and what is set in below their items: steps, commands, and the text after a command.
    @Test func stepsThatNumberThemselves() throws {
        let rst = """
            Broken index
            ============

            Fix
            ---

            #. Find the ``repo-server`` pod, see :doc:`the pods </pods>` in :file:`a.yaml`:

               .. code-block:: bash

                  kubectl get pods
                  kubectl logs $pod

               Its log names the folder.

            #. Remove it::

                 rm .git/index

            #. Wait.

            Other lists begin anew:

            #. Look.
            """
        let adoc =
            "= Broken index\n\n== Fix\n\n. Find the pod:\n+\n----\nkubectl get pods\n----\n. Remove it:\n.. by hand,\n.. or not.\n"
        let html =
            "<h1>Broken index</h1>\n<h2>Fix</h2>\n<ol>\n<li>Find <code>the pod</code></li>\n<li>Remove it</li>\n</ol>\n"
            + "<ul>\n<li>Or wait</li>\n</ul>\n"
        let markdown = "# Broken index\n\n## Fix\n\n1. Find the pod\n1. Remove it\n"
        for (path, text, expected) in [
            (
                "a.rst", rst,
                ["1. Find the `repo-server` pod, see the pods in `a.yaml`:", "2. Remove it:", "3. Wait.", "1. Look."]
            ),
            ("a.adoc", adoc, ["1. Find the pod:", "2. Remove it:", "- by hand,", "- or not."]),
            ("a.html", html, ["1. Find `the pod`", "2. Remove it", "Or wait"]),
            ("a.md", markdown, ["1. Find the pod", "2. Remove it"]),
        ] {
            let index = try RunbookIndex()
            try index.put(path: path, text: text)
            let part = try #require(try index.answer("How do I fix a broken index?").parts.first { $0.role == .fix })
            let steps = part.statements.filter { $0.kind == .step }.map {
                $0.text.split(separator: "\n").first.map(String.init) ?? ""
            }
            #expect(steps == expected, "\(path)")
            guard path == "a.rst" else { continue }
            let code = part.statements.filter { $0.kind == .code }
            #expect(code.map(\.text) == ["kubectl get pods\nkubectl logs $pod", "rm .git/index"])
            #expect(code.first.map { [$0.citation.firstLine, $0.citation.lastLine] } == [11, 12])
            #expect(part.statements.contains { $0.kind == .text && $0.text == "Its log names the folder." })
        }
    }
}
