import Bytes
import Model

extension TopologyGraph {
    /// Names of other nodes in an error line, in the order of their first occurrence: `connect to db1:5432 refused` on app1 ->
    /// `db1/postgresql`.
    ///
    /// Words are compared whole, never parts of words. Addresses, host names and `host:port` count everywhere. A bare
    /// service name (`payment`, `worker`) is an ordinary word too, so it counts only for a service of the same host, where
    /// something on `host` needs that service, directly or over one other, or where it is the name of a well-known program
    /// (`redis`) that is there once; and not at all on another host than those that the line names by address, host name or
    /// endpoint. A name given as the *client* of a connection is not
    /// counted: it does not say who is in trouble. Bounded work: the first 4 KiB, 400 words and 16 names of a line.
    package func mentions(in line: String, onHost host: String, by speaker: String = "") -> [NodeName] {
        mentions(in: NamedLine(line), onHost: host, by: speaker)
    }

    /// The same of a line that others look at, too.
    package func mentions(in line: NamedLine, onHost host: String, by speaker: String = "") -> [NodeName] {
        let home = hostKey(host)
        let homeIndex = names.exact[home]
        var found: [Int32] = []
        var reach: Set<Int32>?
        var words = WordScanner(line)
        // An access log begins with the caller's address.
        if words.beginsWithCaller { _ = words.next() }
        var previous = ""
        var beforePrevious = ""
        var inSession = false
        /// The last address of which nobody knows whose it is: `at "10.0.0.5", port 5432`.
        var stranger: String?
        /// Of those, bare names of other hosts' services, and the hosts that were named by what means one node everywhere.
        var bare: Set<Int32> = []
        var certain: Set<String> = []
        while found.count < 16, let place = words.next() {
            let word = line.text(place)
            defer { (beforePrevious, previous) = (previous, word) }
            if word == "disconnection" { inSession = true }
            if NamedAsClient.says(beforePrevious, previous, inSession: inSession) { continue }
            if let index = resolveWord(word), index != homeIndex {
                words.passOverParts()
                certain.insert(nodes[Int(index)].name.host)
                if !found.contains(index) { found.append(index) }
                continue
            }
            if Address.isV4(word) { stranger = word }
            if let own = ownService(at: word, home: home) {
                if !found.contains(own) { found.append(own) }
                continue
            }
            if previous == "port", let address = stranger, let index = resolveAnywhere("\(address):\(word)"),
                index != homeIndex, !found.contains(index)
            {
                found.append(index)
                continue
            }
            guard let index = resolveBare(word, home: home, homeIndex: homeIndex, reach: &reach) else { continue }
            if !found.contains(index) {
                found.append(index)
                if nodes[Int(index)].name.host.asciiLowercased() != home { bare.insert(index) }
            }
        }
        // `asking stock: cache cache1:11211: timeout`: an endpoint tells who is meant, beside it a bare word is a word.
        if !certain.isEmpty { found.removeAll { bare.contains($0) && !certain.contains(nodes[Int($0)].name.host) } }
        // Who does not get an answer gives the name that it asked for: that says nothing of whom the name means.
        if let server = nameServer(accusedBy: line, homeIndex: homeIndex) { found = [server] }
        name(
            askedIn: line, by: NodeName(host: homeIndex.map { nodes[Int($0)].name.host } ?? host, service: speaker),
            in: &found)
        if found.isEmpty { found = backends(quotedBy: line, homeIndex: homeIndex) }
        return found.map { nodes[Int($0)].name }
    }

    /// Who is asked for: where the line names but hosts, the service of one of them; where it names nobody, all of that name.
    private func name(askedIn line: NamedLine, by speaker: NodeName, in found: inout [Int32]) {
        guard found.allSatisfy({ nodes[Int($0)].isHost }) else { return }
        let asked = services(askedIn: line, by: speaker)
        guard !asked.isEmpty else { return }
        if found.isEmpty {
            found = asked
        } else if asked.count == 1 {
            found = found.map { nodes[Int($0)].name.name == nodes[Int(asked[0])].name.host ? asked[0] : $0 }
        }
    }

    /// The name server that a line accuses without naming it: `Temporary failure in name resolution`. The one that the host's services
    /// need, or the only one there is. That a name does not exist accuses nobody.
    private func nameServer(accusedBy line: NamedLine, homeIndex: Int32?) -> Int32? {
        guard NameResolution.failed(line) else { return nil }
        let servers = WellKnownPorts.nameServers.flatMap { names.bare[$0] ?? [] }.filter { $0 != homeIndex }
        guard Set(servers).count > 1 else { return servers.first }
        guard let homeIndex else { return nil }
        let near = reachable(fromServicesOf: homeIndex)
        let needed = Set(servers).filter(near.contains)
        return needed.count == 1 ? needed.first : nil
    }

    /// The service of the speaker's own host that answers at a loopback address: `127.0.0.1:6379`.
    private func ownService(at word: String, home: String) -> Int32? {
        guard let endpoint = Endpoint(word), endpoint.port < Self.firstClientPort, Self.isNobody(word) else {
            return nil
        }
        if let known = names.global("\(home):\(endpoint.port)") { return known }
        return service(listeningOn: endpoint.port, host: home)
    }

    /// What means one node everywhere, with or without a port.
    private func resolveWord(_ word: String) -> Int32? {
        guard word.utf8.count >= 2 else { return nil }
        if let exact = names.exact[word] { return exact }
        if let known = names.global(word) { return known }
        guard word.utf8.contains(where: { $0 == 46 || $0 == 58 || $0 == 64 }) else { return nil }
        if let host = hostInside(word) { return host }
        // A port that callers are given.
        if let endpoint = Endpoint(word), endpoint.port >= Self.firstClientPort { return nil }
        return resolveAnywhere(word)
    }

    /// The host that a program's name of itself ends in: `rabbit@mq1`, `mon.ceph3`. One with a number: others may be words.
    private func hostInside(_ word: String) -> Int32? {
        let bytes = word.utf8
        guard let mark = bytes.firstIndex(where: { $0 == 46 || $0 == 64 }), mark != bytes.startIndex else { return nil }
        let rest = bytes[bytes.index(after: mark)...].prefix { $0 != 64 && $0 != 58 }
        guard rest.contains(where: { $0 >= 48 && $0 <= 57 }), let index = names.exact[String(Substring(rest))],
            nodes[Int(index)].isHost
        else { return nil }
        return index
    }

    private func resolveBare(_ word: String, home: String, homeIndex: Int32?, reach: inout Set<Int32>?) -> Int32? {
        let count = word.utf8.count
        guard count >= 3, count <= 64 else { return nil }
        var forms = [word]
        let stem = UnitName.stem(word)
        if stem != word {
            // A unit: `redis-server.service` is who logs as redis.
            for form in UnitName.forms(word) {
                if let own = names.scoped[NameIndex.scope(home, form)] { return own }
            }
            forms.append(stem)
        }
        // `redis.exceptions.ResponseError` speaks of redis; `postgresql@15-main.service` of postgresql.
        if let cut = word.utf8.firstIndex(where: { $0 == 46 || $0 == 64 || $0 == 58 }), cut != word.startIndex {
            forms.append(String(word[..<cut]))
        }
        // `org.postgresql.util.PSQLException`, `Microsoft.Data.SqlClient.SqlException`.
        if word.utf8.count(where: { $0 == 46 }) >= 2 {
            for part in word.split(separator: ".").dropFirst().map(String.init)
            where WellKnownPorts.isProgram(part) || WellKnownPorts.drivers[part] != nil {
                forms.append(part)
            }
        }
        for form in forms where form.utf8.count >= 3 {
            if let own = names.scoped[NameIndex.scope(home, form)] { return own }
            if let driven = resolveDriver(form, homeIndex: homeIndex) { return driven }
            guard let services = names.bare[form], let homeIndex else { continue }
            // No ordinary word, and only one of that name: nobody else can be meant.
            if services.count == 1, WellKnownPorts.isProgram(form) || Self.isEndpoint(word, of: form) {
                return services[0]
            }
            let near = reach ?? reachable(fromServicesOf: homeIndex)
            reach = near
            let candidates = services.filter(near.contains)
            if candidates.count == 1 { return candidates[0] }
        }
        return service(ofClusterName: word, home: home)
    }

    /// The service that a word names as a cluster does, on the speaker's host or where there is one of that name.
    func service(ofClusterName word: String, home: String) -> Int32? {
        guard ClusterNames.mayName(word.utf8) else { return nil }
        for name in ClusterNames.services(in: word) where name.utf8.count >= 2 {
            if let own = names.scoped[NameIndex.scope(home, name)] { return own }
            if let all = names.bare[name], all.count == 1 { return all[0] }
        }
        return nil
    }

    /// Whether a word is a service's name with a port, as containers call each other (`catalog:8080`): that is an address, no
    /// ordinary word. Ports that callers are given and small numbers, which may count something, do not make one.
    private static func isEndpoint(_ word: String, of name: String) -> Bool {
        guard let endpoint = Endpoint(word), endpoint.host == name else { return false }
        return endpoint.port >= 80 && endpoint.port < firstClientPort
    }

    /// The database or queue that a driver's name (`mysqli`, or `mysqli_real_connect` of it) speaks of.
    private func resolveDriver(_ word: String, homeIndex: Int32?) -> Int32? {
        if let port = WellKnownPorts.drivers[word] { return backend(at: port, neededBy: homeIndex) }
        // `ORA-12541`: the number is the message.
        if word.hasPrefix("ora-"), word.utf8.count > 6, word.utf8.dropFirst(4).allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            return backend(at: WellKnownPorts.oracle, neededBy: homeIndex)
        }
        // A program by another of its names: `mongodb` where the node is called mongo.
        if names.bare[word] == nil, let port = WellKnownPorts.ports[word] {
            return backend(at: port, neededBy: homeIndex)
        }
        // `mysqli_real_connect`, `auth_radius`.
        let bytes = word.utf8
        guard let cut = bytes.firstIndex(of: 95), let last = bytes.lastIndex(of: 95),
            let port = WellKnownPorts.drivers[String(word[..<cut])]
                ?? WellKnownPorts.drivers[String(word[bytes.index(after: last)...])]
        else { return nil }
        return backend(at: port, neededBy: homeIndex)
    }

    /// The database that a line accuses without naming it, by quoting what only servers of its kind say to their clients. Of two or three
    /// replicas, all.
    private func backends(quotedBy line: NamedLine, homeIndex: Int32?) -> [Int32] {
        guard let port = ServerPhrases.port(in: line) ?? Self.driver(in: line) else { return [] }
        if let one = backend(at: port, neededBy: homeIndex) { return [one] }
        let found = Set(WellKnownPorts.services(port).flatMap { names.bare[$0] ?? [] }).sorted()
        let services = Set(found.map { nodes[Int($0)].name.service })
        return services.count == 1 && found.count <= 3 ? found : []
    }

    /// The port of the servers that a line's first driver speaks to: `MySqlConnector.MySqlException`, `org.postgresql.util.PSQLException`.
    private static func driver(in line: NamedLine) -> UInt16? {
        var words = WordScanner(line)
        while let word = words.next() {
            let parts = line.text(word).split { $0 == "." || $0 == ":" }
            guard let first = parts.first.map(String.init) else { continue }
            if let port = WellKnownPorts.drivers[first] { return port }
            guard parts.count >= 3 else { continue }
            for part in parts.map(String.init) {
                if let port = WellKnownPorts.drivers[part] ?? WellKnownPorts.ports[part] { return port }
            }
        }
        return nil
    }

    /// The service of a port: the only one there is, or the only one that the host's services need. Where several logs of one host are that
    /// service's (Oracle's listener and its alert log), the host.
    private func backend(at port: UInt16, neededBy homeIndex: Int32?) -> Int32? {
        var found = Set(WellKnownPorts.services(port).flatMap { names.bare[$0] ?? [] })
        // Oracle's alert log is named after the instance.
        if port == WellKnownPorts.oracle {
            for (name, services) in names.bare where name.hasPrefix("alert_") { found.formUnion(services) }
        }
        guard found.count > 1 else { return found.first }
        let near = homeIndex.map { found.intersection(reachable(fromServicesOf: $0)) } ?? []
        return near.count == 1 ? near.first : onlyHost(of: near.isEmpty ? found : near)
    }

    /// The host on which all of these services are.
    private func onlyHost(of services: Set<Int32>) -> Int32? {
        let hosts = Set(services.map { nodes[Int($0)].name.host.asciiLowercased() })
        return hosts.count == 1 ? hosts.first.flatMap(resolveHost) : nil
    }

    /// What the services of a host need, directly or over one other. At most 512 nodes.
    private func reachable(fromServicesOf host: Int32) -> Set<Int32> {
        var reach: Set<Int32> = []
        var frontier = neededBy[Int(host)].map { edges[Int($0)].from }
        for _ in 0..<2 {
            var next: [Int32] = []
            for node in frontier {
                for place in needs[Int(node)] where edges[Int(place)].relation != .runsOn {
                    let target = edges[Int(place)].to
                    if reach.count < 512, reach.insert(target).inserted { next.append(target) }
                }
            }
            frontier = next
        }
        return reach
    }
}

/// What resolvers say when the name server did not answer, or answered that it cannot.
enum NameResolution {
    static let phrases: [StaticString] = [
        "temporary failure in name resolution", "host not found, try again", "name service error", "eai_again",
        "server misbehaving", "servfail",
    ]

    /// The first 4 KiB, whatever the case of letters.
    static func failed(_ line: NamedLine) -> Bool { phrases.contains { Scan.contains(line.bytes.span.bytes, $0) } }
}

/// What servers of one kind alone tell their clients, who quote it.
enum ServerPhrases {
    private static let ports: [(phrase: StaticString, port: UInt16)] = [
        ("lock wait timeout exceeded", 3306), ("deadlock found when trying to get lock", 3306),
        ("mysql server has gone away", 3306), ("lost connection to mysql", 3306),
        ("remaining connection slots are reserved", 5432), ("sorry, too many clients already", 5432),
        ("canceling statement due to", 5432), ("terminating connection due to administrator command", 5432),
        ("pq: ", 5432), ("in a read-only transaction", 5432), ("the database system is ", 5432),
        ("query_wait_timeout", 6432), ("wsrep has not yet prepared node", 3306),
        ("readonly you can't write against a read only replica", 6379), ("kafka server: ", 9092),
        ("kafka_storage_error", 9092), ("not_leader_or_follower", 9092),
        ("misconf redis", 6379), ("oom command not allowed when used memory", 6379),
        ("masterdown link with master", 6379), ("clusterdown the cluster is down", 6379),
        ("loading redis is loading the dataset", 6379), ("noreplicas not enough good replicas", 6379),
        ("in database 'tempdb' because", 1433), ("was deadlocked on lock resources", 1433), ("mqrc_", 1414),
        ("tns:no listener", 1521), ("notwritableprimary", 27017),
        ("can't contact ldap server", 389), ("etcdserver: ", 2379), ("circuit_breaking_exception", 9200),
        ("search_phase_execution_exception", 9200), ("server_error out of memory storing object", 11211),
        ("is blocked because of many connection errors", 3306), ("sqlstate[hy000] [2002]", 3306),
        ("sqlstate[08006] [7]", 5432), ("query read timeout", 5432), ("vault is sealed", 8200),
    ]

    /// The port of the server that the first 1 KiB quotes, whatever the case of letters.
    static func port(in line: NamedLine) -> UInt16? {
        ports.first { phrase, _ in Scan.contains(line.bytes.span.bytes.extracting(first: 1024), phrase) }?.port
    }
}

/// Words before a name that make it the one who called, not the one who was called.
enum NamedAsClient {
    /// Before `from`: what callers do, with the words of SMTP.
    private static let callerWords: Set<String> = [
        "accepted", "login", "connect", "query", "packet", "mail", "rcpt", "rset", "data", "helo", "ehlo", "auth",
        "quit",
        "starttls", "command",
    ]

    static func says(_ before: String, _ word: String, inSession: Bool) -> Bool {
        switch word {
        case "client", "clients", "peer", "remote_addr", "rhost", "user", "addr", "laddr", "rip", "lip",
            "client_address", "client_name", "client_ip", "clientid", "client_id", "client-id":
            true
        // PostgreSQL's `connection received: host=`, `disconnection: ... database=shop host=`.
        case "host": before == "received" || inSession
        case "from":
            before.hasPrefix("connection") || before.hasPrefix("request") || before.hasPrefix("disconnect")
                || callerWords.contains(before)
        default: false
        }
    }
}
