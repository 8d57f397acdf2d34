import Model
import Storage

extension IncidentNames {
    /// The names of a store's incidents, and of declared nodes with their aliases. A host means its services too, a service's name all
    /// its hosts. O(latest 500 incidents).
    package init(of store: Store, declared: [(node: NodeName, aliases: [String])] = []) throws(StoreError) {
        var words: [String: Set<NodeName>] = [:]
        func add(_ node: NodeName, _ aliases: [String] = []) {
            for word in [node.name, node.service] + aliases where !word.isEmpty {
                words[word.lowercased(), default: []].insert(node)
            }
            words[node.host.lowercased(), default: []].insert(NodeName(node.host))
        }
        for (node, aliases) in declared { add(node, aliases) }
        var filter = IncidentFilter()
        filter.limit = 500
        for incident in try store.wholeIncidents(filter).items {
            for node in incident.nodes { add(node) }
        }
        let known = words
        self.init { word in
            known[word.lowercased()].map { $0.sorted() } ?? []
        } incident: { word in
            if word.hasPrefix("inc-") { return word }
            // Shorter beginnings are words of the language.
            guard word.utf8.count >= 6, word.utf8.contains(where: { (48...57).contains($0) }),
                case .found(let incident)? = try? store.incident(word)
            else { return nil }
            return incident.id
        }
    }
}
