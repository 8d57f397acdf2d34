/// Composes an answer of the runbook's own words: the right section by what is asked, steps whole and in order, warnings
/// always, pointers followed once, every statement with its lines.
struct ExtractiveAnswer {
    static let mostStatements = 24
    static let mostCharacters = 5000

    let vocabulary: Vocabulary

    /// A document with what the search thinks of its passages: first line of a chunk -> score.
    struct Source {
        var path: String
        var document: ParsedDocument
        var sections: [Section]
        var scores: [(lines: ClosedRange<Int>, score: Double, own: Double)]
        /// Whether the question speaks of what the title says, products left out: then the page's steps are for it.
        var isTitleSpoken: Bool

        init(
            path: String, document: ParsedDocument,
            scores: [(lines: ClosedRange<Int>, score: Double, own: Double)], isTitleSpoken: Bool = true
        ) {
            (self.path, self.document, self.scores) = (path, document, scores)
            self.isTitleSpoken = isTitleSpoken
            sections = Section.sections(of: document)
        }
        /// The best score of a passage in the section itself.
        func score(_ section: Section) -> Double {
            scores.filter { $0.lines.overlaps(section.lines) }.map(\.score).max() ?? 0
        }
        /// The same without what all sections share, the title.
        func own(_ section: Section) -> Double {
            scores.filter { $0.lines.overlaps(section.lines) }.map(\.own).max() ?? 0
        }
    }

    /// Resolves a link or a name to another runbook of the index, or nil.
    typealias Resolver = (_ target: String, _ from: String) -> Source?

    struct Body {
        var parts: [AnswerPart] = []
        var outside: [String] = []
    }

    func compose(_ question: String, from source: Source, resolve: Resolver) -> Body {
        var body = Body()
        // Of an incident of the past what matters is what was done.
        let intent: Intent = source.path.hasPrefix(ResolutionNote.scheme) ? .fix : QuestionIntent.of(question)
        let isStatement = QuestionIntent.isStatement(question)
        var budget = Budget()
        var shown: Set<Int> = []
        /// Those of which more than the first sentence is shown.
        var whole: Set<Int> = []

        func show(_ sections: [Section], as role: AnswerPart.Role, of source: Source, only: Int? = nil) {
            for section in sections {
                let part = part(section, role: role, source: source, budget: &budget, only: only)
                if !part.statements.isEmpty {
                    body.parts.append(part)
                    if source.path == self.path(of: part) {
                        shown.insert(section.headingLine)
                        if only == nil { whole.insert(section.headingLine) }
                    }
                }
            }
        }

        let wanted = sections(for: intent, in: source)
        let best = bestSection(in: source)
        switch intent {
        case .meaning:
            // One sentence of what it is, then what to do first.
            if let meaning = sections(for: .meaning, in: source).first {
                show([meaning], as: .meaning, of: source, only: isStatement ? 1 : nil)
            }
            // What stands under the title before the first section (owner, host) says nothing beside the meaning.
            if let best, !shown.contains(best.headingLine), !isStatement || role(of: best, in: source) == nil,
                !(isStatement && best.level <= 1 && !body.parts.isEmpty)
            {
                show([best], as: .passage, of: source)
            }
            if isStatement || body.parts.isEmpty {
                let steps = steps(in: source)
                if steps.isEmpty, let best, !shown.contains(best.headingLine) { show([best], as: .passage, of: source) }
                for (section, role) in steps
                where !whole.contains(section.headingLine) && !isBeside(section, role, best, whole, in: source) {
                    // Its first sentence stands in the whole of it.
                    if shown.contains(section.headingLine) {
                        body.parts.removeAll { $0.role == .meaning && $0.heading == section.title }
                    }
                    show([section], as: role, of: source)
                }
            }
        case .fix:
            if let best, role(of: best, in: source) != .fix, stands(best, beside: wanted, in: source) {
                show([best], as: .passage, of: source)
            }
            if wanted.isEmpty {
                for (section, role) in steps(in: source) where !shown.contains(section.headingLine) {
                    show([section], as: role, of: source)
                }
                if body.parts.isEmpty, let best { show([best], as: .passage, of: source) }
            } else {
                // A case of its own on a page about something else ("Connections" on one about memory) is not mended by that page's steps.
                show(
                    wanted.filter {
                        !shown.contains($0.headingLine)
                            && (source.isTitleSpoken || !isBeside($0, .fix, best, whole, in: source))
                    }, as: .fix, of: source)
            }
        case .check, .cause, .impact:
            let role: AnswerPart.Role = intent == .check ? .check : intent == .cause ? .cause : .impact
            if let best, stands(best, beside: wanted, in: source) || wanted.isEmpty {
                if intent != .check, best.level <= 1, let meaning = sections(for: .meaning, in: source).first {
                    // What stands under the title (owner, host) says nothing of a cause.
                    show([meaning], as: .meaning, of: source)
                } else {
                    show([best], as: .passage, of: source)
                }
            }
            if intent == .impact, let meaning = sections(for: .meaning, in: source).first,
                !shown.contains(meaning.headingLine)
            {
                show([meaning], as: .meaning, of: source, only: 1)
            }
            show(wanted.filter { !shown.contains($0.headingLine) }, as: role, of: source)
            if intent == .check, wanted.isEmpty {
                // Nothing says how to check: what to do says it best.
                for (section, role) in steps(in: source) where !shown.contains(section.headingLine) {
                    show([section], as: role, of: source)
                }
            }
        }
        follow(&body, source: source, resolve: resolve, budget: &budget)
        if body.parts.allSatisfy({ part in part.statements.allSatisfy { Hollow.isPointer($0.text) } }) {
            // Nothing but pointers: whatever else the runbook holds.
            for section in source.sections where !shown.contains(section.headingLine) && !isHollow(section) {
                show([section], as: role(of: section, in: source).flatMap(Self.partRole) ?? .passage, of: source)
            }
        }
        warn(&body, source: source)
        return body
    }

    private func path(of part: AnswerPart) -> String { part.statements.first?.citation.path ?? "" }

    // MARK: sections

    /// The role of a section by its title, else by the nearest heading above it that has one.
    func role(of section: Section, in source: Source) -> Intent? {
        for title in section.path.reversed() where title != source.document.title {
            if let intent = Self.intent(of: title, vocabulary) { return intent }
        }
        return nil
    }

    static func intent(of title: String, _ vocabulary: Vocabulary) -> Intent? {
        let text = title.lowercased().trimmed.filter { !"*_`:".contains($0) }
        for intent in Intent.allCases where vocabulary.sections[intent]?.contains(text) == true { return intent }
        let words = " " + text.map { $0.isLetter || $0.isNumber ? $0 : " " }.reduce(into: "") { $0.append($1) } + " "
        for intent in Intent.allCases {
            for name in vocabulary.sections[intent] ?? [] {
                if name.hasHangul ? text[...].range(of: name) != nil : words[...].range(of: " " + name + " ") != nil {
                    return intent
                }
            }
        }
        return nil
    }

    private func isHollow(_ section: Section) -> Bool {
        Hollow.isHollow(section.blocks.filter { $0.kind != .markup }.map(\.text).joined(separator: "\n"))
    }

    private func sections(for intent: Intent, in source: Source) -> [Section] {
        let found = scoped(source.sections.filter { role(of: $0, in: source) == intent && !isHollow($0) }, in: source)
        // The best few: a long runbook has a dozen of "How to ...".
        let size = found.reduce(0) { $0 + $1.blocks.reduce(0) { $0 + $1.text.count } }
        guard found.count > 2, size > 3000 else { return Self.fittingFirst(found, in: source) }
        let kept = found.map { ($0, source.score($0)) }.sorted { $0.1 > $1.1 }.prefix(3).map(\.0.headingLine)
        return Self.fittingFirst(found.filter { kept.contains($0.headingLine) }, in: source)
    }

    /// How many times better one section must fit than the next: below that, the difference is a word's chance.
    private static let clearly = 1.1

    /// Sections beside each other are often one a case ("The archive cannot be reached", "No space left at all"): the one that clearly
    /// fits the question comes first, the others in their order. Numbered ones are steps and keep theirs.
    private static func fittingFirst(_ sections: [Section], in source: Source) -> [Section] {
        let isNumbered = sections.contains { section in
            section.title.first?.isNumber == true || section.title.lowercased().hasPrefix("step")
                || section.title.hasSuffix("단계")
        }
        guard sections.count > 1, !isNumbered,
            let best = sections.max(by: { source.own($0) < source.own($1) })
        else { return sections }
        let others = sections.filter { $0.headingLine != best.headingLine }
        let second = others.map { source.own($0) }.max() ?? 0
        guard source.own(best) > clearly * second else { return sections }
        return [best] + others
    }

    /// A page about several problems has a "Resolution" under each: only what stands under the same heading as the best passage
    /// belongs to this one.
    private func scoped(_ found: [Section], in source: Source) -> [Section] {
        var parents: [String: Set<String>] = [:]
        for section in found {
            parents[section.title.lowercased(), default: []].insert(section.slugs.dropLast().joined(separator: "/"))
        }
        guard parents.values.contains(where: { $0.count > 1 }), let best = bestSection(in: source) else { return found }
        let root = source.sections.first?.slugs.count == 1 && source.sections.first?.level == 1 ? 1 : 0
        func shared(_ section: Section) -> Int { zip(section.slugs, best.slugs).prefix { $0 == $1 }.count }
        let deepest = found.map(shared).max() ?? 0
        return deepest > root ? found.filter { shared($0) == deepest } : []
    }

    /// Where the steps are: what to do, else how to check, else the section with a list or commands that scores best.
    private func steps(in source: Source) -> [(Section, AnswerPart.Role)] {
        let fixes = sections(for: .fix, in: source)
        let texts = fixes.flatMap(\.blocks).map(\.text).joined(separator: "\n")
        if !fixes.isEmpty, !Hollow.isPointer(texts) || sections(for: .check, in: source).isEmpty {
            return fixes.map { ($0, .fix) }
        }
        let checks = sections(for: .check, in: source)
        if !checks.isEmpty { return checks.map { ($0, .check) } + fixes.map { ($0, .fix) } }
        if !fixes.isEmpty { return fixes.map { ($0, .fix) } }
        let active = source.sections.filter { section in
            section.blocks.contains { if case .item = $0.kind { true } else { $0.kind == .code } }
        }
        return active.max { source.score($0) < source.score($1) }.map { [($0, .passage)] } ?? []
    }

    private func bestSection(in source: Source) -> Section? {
        source.sections.filter { !isHollow($0) && !$0.blocks.isEmpty }.max { source.score($0) < source.score($1) }
    }

    /// Whether the best passage says clearly more on the question than the sections chosen by intent.
    private func stands(_ best: Section, beside wanted: [Section], in source: Source) -> Bool {
        if wanted.contains(where: { $0.headingLine == best.headingLine }) { return false }
        let other = wanted.map { source.score($0) }.max() ?? 0
        return source.score(best) > 1.25 * other
    }

    /// Whether steps of another section are of no use beside the passage that is shown whole: the one that answers stands under a heading of
    /// its own ("Start fails" among a client's troubles), and the other one says far less on the question.
    private func isBeside(
        _ section: Section, _ role: AnswerPart.Role, _ best: Section?, _ whole: Set<Int>, in source: Source
    ) -> Bool {
        guard let best, whole.contains(best.headingLine), best.level > 1, self.role(of: best, in: source) == nil else {
            return false
        }
        return source.own(section) < (role == .passage ? 0.8 : 0.5) * source.own(best)
    }

    private static func partRole(_ intent: Intent) -> AnswerPart.Role? {
        switch intent {
        case .fix: .fix
        case .check: .check
        case .cause: .cause
        case .impact: .impact
        case .meaning: .meaning
        }
    }

    // MARK: statements

    private struct Budget {
        var statements = ExtractiveAnswer.mostStatements
        var characters = ExtractiveAnswer.mostCharacters
    }

    private func part(_ section: Section, role: AnswerPart.Role, source: Source, budget: inout Budget, only: Int?)
        -> AnswerPart
    {
        var part = AnswerPart(role: role, heading: section.title, runbook: source.document.title, statements: [])
        let blocks = section.blocks.filter { !$0.text.trimmed.isEmpty && !Hollow.isHollow($0.text) || $0.kind == .code }
        var taken = 0
        for (i, block) in blocks.enumerated() {
            if let only, taken >= only { break }
            // A line that ends in a colon carries what follows it, past the budget if need be.
            let isCarried = i > 0 && blocks[i - 1].text.hasSuffix(":") && taken == i
            guard isCarried || (budget.statements > 0 && budget.characters > 0) else {
                part.omitted = blocks.count - i
                break
            }
            guard let statement = statement(block, section: section, source: source, short: only != nil) else {
                taken += 1
                continue
            }
            part.statements.append(statement)
            budget.statements -= 1
            budget.characters -= statement.text.count
            taken += 1
        }
        return part
    }

    private func statement(_ block: Block, section: Section, source: Source, short: Bool) -> Statement? {
        let citation = Citation(
            path: source.path, section: section.slug, firstLine: block.lines.lowerBound,
            lastLine: block.lines.upperBound)
        let lines = source.document.source
        let range = (block.lines.lowerBound - 1)..<min(block.lines.upperBound, lines.count)
        let written = range.isEmpty || Admonition.opens(lines[range.lowerBound]) ? [block.text] : Array(lines[range])
        let raw: [String] =
            switch RunbookFolder.suffix(of: source.path) {
            case "adoc", "asciidoc": AsciiDocText.quotable(written)
            case "html", "htm": [block.text]
            case "rst": written.map(ReStructuredText.quotable)
            default: written
            }
        switch block.kind {
        case .heading: return nil
        case .code: return Statement(kind: .code, text: block.text.trimmingLastNewline, citation: citation)
        case .table: return Statement(kind: .table, text: raw.joined(separator: "\n"), citation: citation)
        case .item(let number):
            return Statement(kind: .step, text: QuoteText.numbered(QuoteText.clean(raw), number), citation: citation)
        case .markup:
            return block.text.count < 3 ? nil : Statement(kind: .text, text: block.text, citation: citation)
        case .paragraph, .quote:
            var text = QuoteText.clean(
                raw.map { $0.trimmed.hasPrefix(">") ? String($0.trimmed.dropFirst()).trimmed : $0.trimmed }
            )
            .split(separator: "\n").joined(separator: " ")
            if short, let first = QuoteText.sentences(text).first { text = first }
            return text.isEmpty ? nil : Statement(kind: .text, text: text, citation: citation)
        }
    }

    // MARK: pointers

    /// A part that only sends the reader elsewhere gets what stands there; links of its other parts that lead out of the
    /// runbooks are named.
    private func follow(_ body: inout Body, source: Source, resolve: Resolver, budget: inout Budget) {
        for part in body.parts where part.role != .meaning || body.parts.count == 1 {
            let text = part.statements.map(\.text).joined(separator: "\n")
            guard part.statements.count <= 3 else { continue }
            let lines = Set(part.statements.flatMap { $0.citation.firstLine...$0.citation.lastLine })
            let blocks = source.sections.flatMap(\.blocks).filter { lines.contains($0.lines.lowerBound) }
            guard Hollow.isPointer(text) else {
                // A short part may say the rest elsewhere.
                for link in blocks.flatMap(\.links)
                where !link.target.hasPrefix("#") && !body.outside.contains(link.target)
                    && resolve(link.target, source.path) == nil
                {
                    body.outside.append(link.target)
                }
                continue
            }
            var followed = false
            for target in blocks.flatMap(\.links).map(\.target) + Pointers.names(in: text) {
                guard let other = resolve(target, source.path), other.path != source.path else { continue }
                for (section, role) in steps(in: other) {
                    let extra = self.part(section, role: role, source: other, budget: &budget, only: nil)
                    if !extra.statements.isEmpty { body.parts.append(extra) }
                }
                followed = true
                break
            }
            if !followed {
                for link in blocks.flatMap(\.links)
                where !link.target.hasPrefix("#") && !body.outside.contains(link.target) {
                    body.outside.append(link.target)
                }
            }
        }
    }

    // MARK: warnings

    /// Warnings of the document's sections that are not shown yet: a sentence or item that forbids.
    private func warn(_ body: inout Body, source: Source) {
        let shown = Set(
            body.parts.flatMap(\.statements).filter { $0.citation.path == source.path }.map(\.citation.firstLine))
        var found: [(Section, Statement)] = []
        for section in source.sections {
            for block in section.blocks
            where !shown.contains(block.lines.lowerBound) && block.kind != .code && block.kind != .table {
                for sentence in QuoteText.sentences(prose(of: block, in: source))
                where isWarning(Self.withoutCode(sentence)) || (isWarning(section.title) && section.title.hasHangul) {
                    let citation = Citation(
                        path: source.path, section: section.slug, firstLine: block.lines.lowerBound,
                        lastLine: block.lines.upperBound)
                    found.append(
                        (
                            section,
                            Statement(
                                kind: .warning, text: sentence.split(separator: "\n").joined(separator: " "),
                                citation: citation)
                        ))
                }
            }
        }
        // By section, in the document's order; a page full of cautions is shown by its first six.
        var parts: [AnswerPart] = []
        for (section, statement) in found.prefix(6) {
            if parts.last?.heading == section.title, parts.last?.statements.first?.citation.section == section.slug {
                parts[parts.count - 1].statements.append(statement)
            } else {
                parts.append(
                    AnswerPart(
                        role: .warning, heading: section.title, runbook: source.document.title, statements: [statement])
                )
            }
        }
        body.parts += parts
    }

    /// A block's text with its code still in backticks, without list marks and emphasis.
    private func prose(of block: Block, in source: Source) -> String {
        let lines = source.document.source
        let range = (block.lines.lowerBound - 1)..<min(block.lines.upperBound, lines.count)
        guard !range.isEmpty, lines[range].contains(where: { $0.contains("`") }) else { return block.text }
        let isRST = RunbookFolder.suffix(of: source.path) == "rst"
        var text = QuoteText.clean(lines[range].map { isRST ? ReStructuredText.quotable($0.trimmed) : $0.trimmed })
            .split(separator: "\n").map { String($0).trimmed }
            .joined(separator: " ")
        while let first = text.first, "-*+>. ".contains(first) || first.isNumber { text.removeFirst() }
        return text.split(separator: "**", omittingEmptySubsequences: false).joined()
    }

    /// `WARNING` in a log line that a runbook quotes warns of nothing.
    static func withoutCode(_ sentence: String) -> String {
        sentence.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }.map
        {
            String($0.element)
        }.joined(separator: " ")
    }

    /// Whether a sentence forbids or warns. English words must stand alone.
    func isWarning(_ sentence: String) -> Bool {
        let text = sentence.lowercased()
        let words =
            " " + text.map { $0.isLetter || $0.isNumber || $0 == "'" ? $0 : " " }.reduce(into: "") { $0.append($1) }
            + " "
        return vocabulary.warnings.contains { name in
            // "was never there" and "this should not happen" forbid nothing.
            if name == "never",
                ["was", "were", "is", "are", "has", "have", "had"].contains(where: {
                    words[...].range(of: " \($0) never ") != nil
                })
            {
                return false
            }
            if name == "should not",
                ["happen", "occur", "be necessary", "be needed", "matter"].contains(where: {
                    words[...].range(of: " should not \($0) ") != nil
                })
            {
                return false
            }
            if Self.labels.contains(name) {
                let rest = text.drop { !$0.isLetter }
                return rest.hasPrefix(name) && rest.dropFirst(name.count).first?.isLetter != true
            }
            return name.hasHangul ? text[...].range(of: name) != nil : words[...].range(of: " " + name + " ") != nil
        }
    }
    /// Words that warn as a mark before a sentence ("Warning: ..."): inside of one they are what a browser shows or a log holds.
    private static let labels: Set<String> = ["warning", "경고"]
}

extension String {
    var trimmingLastNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
