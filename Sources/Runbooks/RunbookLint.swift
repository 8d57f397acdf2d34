import GRDB
import Model

/// What makes a runbook hard to find or useless, file by file, with the line.
package enum RunbookLint {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case placeholder, pointsNowhere, noSteps, noHeadings, longSection, sameTitle, notCovered, notRead
    }
    package struct Finding: Sendable, Hashable, Codable {
        package var path: String
        package var line: Int
        package var kind: Kind
        package var message: String
    }

    /// A section longer than this is found by everything and answers nothing.
    static let longSection = 6000

    /// Checks every runbook of the index; `alerts` (names or texts of alerts seen lately) are looked for in them. Sorted by path
    /// and line. O(index), and a search an alert.
    ///
    /// `incidents`: those of the store; each title that no runbook answers is told once, with its number. `skipped`: files that are in no
    /// index, as a `RefreshReport` names them.
    package static func check(
        _ index: RunbookIndex, alerts: [String] = [], incidents: [Incident] = [], skipped: [String] = []
    ) throws(RunbookError) -> [Finding] {
        var findings = try index.read { db in
            var findings: [Finding] = []
            var titles: [String: String] = [:]
            let paths = Set(try String.fetchAll(db, sql: "SELECT path FROM document"))
            var known: [String: Set<String>?] = [:]
            // Documents that are pointed into are read again: links with an anchor are few.
            func anchors(_ path: String) -> Set<String>? {
                if let known = known[path] { return known }
                let source = try? String.fetchOne(
                    db, sql: "SELECT source FROM document WHERE path = ?", arguments: [path])
                let anchors = source.flatMap { Anchors.all(of: RunbookFolder.parse($0, path: path), path: path) }
                known[path] = anchors
                return anchors
            }
            let rows = try Row.fetchCursor(db, sql: "SELECT path, source FROM document ORDER BY path")
            while let row = try rows.next() {
                let path: String = row["path"]
                let source: String = row["source"]
                let document = RunbookFolder.parse(source, path: path)
                findings += check(document, path: path, paths: paths, anchors: anchors)
                let title = document.title.lowercased()
                if let other = titles[title] {
                    findings.append(
                        Finding(
                            path: path, line: 1, kind: .sameTitle,
                            message: "the title is also that of \(other); say in it what differs"))
                }
                titles[title] = path
            }
            return findings
        }
        for alert in alerts {
            let result = try index.search(alert, limit: 1)
            guard result.outcome != .answered else { continue }
            let nearest = result.hits.first.map { "; the nearest is \($0.path)" } ?? ""
            findings.append(
                Finding(path: "", line: 0, kind: .notCovered, message: "no runbook covers '\(alert)'\(nearest)"))
        }
        findings += try uncovered(incidents, index)
        findings += skipped.map { item in
            let cut = item[...].range(of: ": ")
            return Finding(
                path: cut.map { String(item[..<$0.lowerBound]) } ?? "", line: 0, kind: .notRead,
                message: "is in no index: " + (cut.map { String(item[$0.upperBound...]) } ?? item))
        }
        return findings.sorted {
            ($0.path, $0.line, $0.kind.rawValue, $0.message) < ($1.path, $1.line, $1.kind.rawValue, $1.message)
        }
    }

    /// How many kinds of incident (by title) there were, and how many of them a runbook covers.
    package struct Coverage: Sendable, Hashable, Codable {
        package var kinds: Int
        package var covered: Int
    }

    /// Coverage by what `check` found.
    package static func coverage(of incidents: [Incident], by findings: [Finding]) -> Coverage {
        let kinds = Set(incidents.map(\.title)).count
        return Coverage(kinds: kinds, covered: kinds - findings.count { $0.kind == .notCovered })
    }

    private static func uncovered(_ incidents: [Incident], _ index: RunbookIndex) throws(RunbookError) -> [Finding] {
        var counts: [String: Int] = [:]
        var findings: [Finding] = []
        for incident in incidents { counts[incident.title, default: 0] += 1 }
        var seen: Set<String> = []
        for incident in incidents where seen.insert(incident.title).inserted {
            let result = try index.search(for: incident, limit: 1)
            guard result.outcome != .answered else { continue }
            let count = counts[incident.title] ?? 1
            let times = count == 1 ? "" : ", \(count) times"
            let nearest = result.hits.first.map { "; the nearest is \($0.path)" } ?? ""
            findings.append(
                Finding(
                    path: "", line: 0, kind: .notCovered,
                    message: "no runbook covers incident \(incident.id)\(times), '\(incident.title)'\(nearest)"))
        }
        return findings
    }

    /// `anchors`: of a document of the index, nil where they are not known.
    static func check(
        _ document: ParsedDocument, path: String, paths: Set<String>, anchors: (String) -> Set<String>? = { _ in nil }
    ) -> [Finding] {
        var findings: [Finding] = []
        func add(_ line: Int, _ kind: Kind, _ message: String) {
            findings.append(Finding(path: path, line: line, kind: kind, message: message))
        }
        let sections = Section.sections(of: document)
        let hasChildren = Set(sections.flatMap { $0.slugs.dropLast() })
        for section in sections {
            let blocks = section.blocks.filter { $0.kind != .markup }
            let text = blocks.map(\.text).joined(separator: "\n")
            if section.level > 1, !hasChildren.contains(section.slug), Hollow.isHollow(text) {
                add(section.headingLine, .placeholder, "'\(section.title)' holds nothing yet; fill it or delete it")
            }
            if text.count > longSection {
                add(
                    section.headingLine, .longSection,
                    "'\(section.title)' is \(text.count) characters; split it by subheadings")
            }
            for block in blocks {
                for link in block.links
                where !link.target.contains("://") && !link.target.hasPrefix("mailto:") && !link.target.isEmpty {
                    let isOwn = link.target.hasPrefix("#")
                    // A label of a site generator (`#tools:sops`), which may stand in any file; no heading's anchor has such signs.
                    if isOwn, link.target.contains(where: { ":/".contains($0) }) { continue }
                    let target = isOwn ? path : Pointers.resolve(link.target, from: path)
                    guard isOwn || RunbookFolder.suffixes.contains(RunbookFolder.suffix(of: target)) else { continue }
                    if !isOwn, !paths.contains(target) {
                        add(block.lines.lowerBound, .pointsNowhere, "'\(link.target)' is no runbook of this index")
                    } else if let anchor = Anchors.anchor(of: link.target), let there = anchors(target),
                        !there.contains(Anchors.folded(anchor))
                    {
                        let place = isOwn ? "this runbook" : target
                        add(
                            block.lines.lowerBound, .pointsNowhere,
                            "'\(link.target)': no heading of \(place) has the anchor '#\(anchor)'")
                    }
                }
            }
        }
        let blocks = document.blocks
        if !blocks.contains(where: { if case .heading = $0.kind { true } else { false } }) {
            add(1, .noHeadings, "no headings; with 'Meaning', 'Diagnosis', 'Mitigation' the right part is shown")
        }
        let hasSteps = blocks.contains { block in
            if case .item = block.kind { return true }
            return block.kind == .code || block.kind == .table
        }
        if !hasSteps { add(1, .noSteps, "no list and no command: nothing that an operator could do") }
        return findings
    }
}
