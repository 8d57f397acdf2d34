import Model
import Testing

@testable import Storage

@Suite struct QueryTests {
    private let folder = TemporaryFolder()
    private let store: Store
    private let day: Micros = 1_700_000_000_000_000

    init() throws {
        store = try Store(folder: folder.path, access: .readWrite)
        var checkpoint = Checkpoint(sequence: 1, at: day)
        checkpoint.incidents = [
            sampleIncident(
                "aa01", openedAt: day, state: .resolved, severity: .warning, nodes: ["db1/redis"], title: "100% of a_b"),
            sampleIncident("aa02", openedAt: day + .hour, nodes: ["db1", "db10/redis"], title: "Disk"),
            sampleIncident(
                "ab01", openedAt: day + .hour, state: .acknowledged, nodes: ["db1/postgresql"], title: "Disk full"),
            sampleIncident("b", openedAt: day + 2 * .hour, severity: .info, nodes: ["web1/nginx"], title: "axb"),
        ].map { IncidentChange(kind: .opened, at: $0.openedAt, incident: $0) }
        checkpoint.heldBack = [
            HeldBack(
                at: day, reason: .learning, text: "still learning", score: 1, level: 5, nodes: [NodeName("db1/redis")],
                templates: ["say \"hi\" <*>"]),
            HeldBack(
                at: day + .hour, reason: .budgetSpent, text: "4 of 3", score: 6, level: 7, nodes: [NodeName("db10")],
                templates: []),
        ]
        checkpoint.templates = [
            TemplateRow(
                id: TemplateID(0x8000_0000_0000_0001), text: "a <*>", count: 5, firstSeen: 1, lastSeen: 9,
                streams: ["h/s"]),
            TemplateRow(
                id: TemplateID(0x8000_0000_0000_00ff), text: "b <*>", count: 50, firstSeen: 5, lastSeen: 6,
                streams: ["h/s", "h/t"]),
            TemplateRow(
                id: TemplateID(0x0000_0000_0000_0001), text: "c 50%", count: 1, firstSeen: 3, lastSeen: 7, streams: []),
        ]
        try store.commit(checkpoint)
    }

    private func ids(_ change: (inout IncidentFilter) -> Void) throws -> [String] {
        var filter = IncidentFilter()
        change(&filter)
        return try store.incidents(filter).items.map(\.id)
    }

    @Test func filters() throws {
        #expect(try ids { _ in } == ["b", "ab01", "aa02", "aa01"])
        #expect(try ids { $0.oldestFirst = true } == ["aa01", "aa02", "ab01", "b"])
        #expect(try ids { $0.states = [.open] } == ["b", "aa02"])
        #expect(try ids { $0.states = [.acknowledged, .resolved] } == ["ab01", "aa01"])
        #expect(try ids { $0.severities = [.warning, .info] } == ["b", "aa01"])
        #expect(try ids { $0.node = "db1" } == ["ab01", "aa02", "aa01"])
        #expect(try ids { $0.node = "db1/redis" } == ["aa01"])
        #expect(try ids { $0.node = "db" } == [])
        #expect(try ids { $0.text = "disk" } == ["ab01", "aa02"])
        #expect(try ids { $0.text = "a_b" } == ["aa01"])
        #expect(try ids { $0.text = "0%" } == ["aa01"])
        #expect(
            try ids {
                $0.since = day + .hour
                $0.until = day + 2 * .hour
            } == ["ab01", "aa02"])
        #expect(try ids { $0.limit = 0 } == [])
    }

    /// Property: pages of every size, in both orders, give the whole list, each incident once.
    @Test(arguments: 1...5, [true, false]) func pages(size: Int, oldestFirst: Bool) throws {
        var filter = IncidentFilter()
        (filter.limit, filter.oldestFirst) = (size, oldestFirst)
        var found: [String] = []
        repeat {
            let page = try store.incidents(filter)
            #expect(page.items.count <= size)
            #expect(try store.wholeIncidents(filter).items.map(\.id) == page.items.map(\.id))
            found += page.items.map(\.id)
            filter.after = page.next.flatMap { IncidentCursor($0.description) }
        } while filter.after != nil
        #expect(found == (oldestFirst ? ["aa01", "aa02", "ab01", "b"] : ["b", "ab01", "aa02", "aa01"]))
    }

    @Test func oneIncidentByIdOrPrefix() throws {
        guard case .found(let whole) = try store.incident("aa01"), case .found(let short) = try store.incident("ab")
        else {
            Issue.record("not found")
            return
        }
        #expect(whole.id == "aa01" && short.id == "ab01")
        #expect(try store.incident("aa") == .ambiguous(["aa01", "aa02"]))
        #expect(try store.incident("c") == .unknown)
        #expect(try store.incident("") == .unknown)
        #expect(try store.incidentCounts() == [.open: 2, .acknowledged: 1, .resolved: 1])
    }

    @Test func anIncidentThatMovesLeavesItsOldNodes() throws {
        var second = Checkpoint(sequence: 2, at: day)
        second.incidents = [
            IncidentChange(kind: .updated, at: day, incident: sampleIncident("b", openedAt: day, nodes: ["web2/nginx"]))
        ]
        try store.commit(second)
        #expect(try ids { $0.node = "web1" } == [])
        #expect(try ids { $0.node = "web2" } == ["b"])
    }

    private func held(_ change: (inout HeldBackFilter) -> Void) throws -> [HeldBack.Reason] {
        var filter = HeldBackFilter()
        change(&filter)
        return try store.heldBack(filter).map(\.reason)
    }

    @Test func heldBackByTextNodeAndTime() throws {
        #expect(try held { _ in } == [.budgetSpent, .learning])
        #expect(try held { $0.text = "LEARNING" } == [.learning])
        #expect(try held { $0.text = "say \"hi\"" } == [.learning])
        #expect(try held { $0.text = "redis" } == [.learning])
        #expect(try held { $0.node = "db1" } == [.learning])
        #expect(try held { $0.node = "db10" } == [.budgetSpent])
        #expect(try held { $0.since = day + 1 } == [.budgetSpent])
        #expect(try held { $0.until = day + 1 } == [.learning])
    }

    @Test func heldBackIsBounded() throws {
        var options = Store.Options()
        options.maximumHeldBack = 10
        let folder = TemporaryFolder()
        let store = try Store(folder: folder.path, access: .readWrite, options: options)
        for sequence in 1...5 as ClosedRange<UInt64> {
            var checkpoint = Checkpoint(sequence: sequence, at: 0)
            checkpoint.heldBack = (0..<4).map {
                HeldBack(
                    at: Micros(sequence) * 10 + Micros($0), reason: .muted, text: "", score: 0, level: 0, nodes: [],
                    templates: [])
            }
            try store.commit(checkpoint)
        }
        #expect(try store.heldBack().map(\.at) == [53, 52, 51, 50, 43, 42, 41, 40, 33, 32])
    }

    private func templates(_ change: (inout TemplateFilter) -> Void) throws -> [String] {
        var filter = TemplateFilter()
        change(&filter)
        return try store.templates(filter).map { String($0.text.prefix(1)) }
    }

    @Test func templatesByTextStreamAndId() throws {
        #expect(try templates { _ in } == ["b", "a", "c"])
        #expect(try templates { $0.order = .newest } == ["b", "c", "a"])
        #expect(try templates { $0.order = .recent } == ["a", "c", "b"])
        #expect(
            try templates {
                $0.order = .text
                $0.offset = 1
                $0.limit = 1
            } == ["b"])
        #expect(try templates { $0.text = "50%" } == ["c"])
        #expect(try templates { $0.stream = "h/t" } == ["b"])
        #expect(try templates { $0.firstSeenSince = 3 } == ["b", "c"])
        #expect(try store.templateCount() == 3)
        func found(_ prefix: String) throws -> [String] {
            try store.templates(idPrefix: prefix).map { String($0.text.prefix(1)) }
        }
        #expect(try found("8") == ["a", "b"])
        #expect(try found("80000000000000ff") == ["b"])
        #expect(try found("80000000000000F") == ["b"])
        #expect(try found("0") == ["c"])
        for bad in ["", "g", "+8", "-1", "80000000000000ff0", " 8", "한"] { #expect(try found(bad) == []) }
    }
}
