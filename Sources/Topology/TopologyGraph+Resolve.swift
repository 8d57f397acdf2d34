import Model

extension TopologyGraph {
    /// The node that `name` means on a host: a file's, unit's or program's name, an address, `host:port` or a node's name.
    ///
    /// In this order: the exact node; the host's services by name and alias, whole, then without a unit's suffix, then by the
    /// prefixes at `-`, `.` and `@` (`postgresql-15-main` -> `postgresql`); then what means the same everywhere. A service's
    /// alias never reaches another host. Nil when nothing fits. O(length).
    package func resolve(_ name: String, onHost host: String) -> NodeName? {
        resolveIndex(name, onHost: host).map { nodes[Int($0)].name }
    }

    /// The services of a name on all hosts, in order of arrival.
    package func services(named name: String) -> [NodeName] {
        guard !name.isEmpty, name.utf8.count <= 512, !name.contains("/") else { return [] }
        for form in UnitName.forms(name.asciiLowercased()) {
            if let found = names.bare[form], !found.isEmpty { return found.map { nodes[Int($0)].name } }
        }
        return []
    }

    /// The one service of a name, in lower case; nil where there are several, or where the name is that of a program that is found anywhere.
    package func onlyService(named name: String) -> NodeName? {
        guard !WellKnownPorts.isProgram(name), let found = names.bare[name], found.count == 1 else { return nil }
        return nodes[Int(found[0])].name
    }

    /// The node under which a stream is filed: what `resolve` finds; else the well-known program that the name begins with, so that
    /// `nginx-access` and `nginx-error` are one service without any declaration; else the name itself.
    package func nodeName(ofService name: String, onHost host: String) -> NodeName {
        if let known = resolve(name, onHost: host), !known.service.isEmpty { return known }
        let home = resolve(host, onHost: host)?.host ?? host
        // `rabbit@mq1` on mq1.
        if let at = name.lastIndex(of: "@"), at != name.startIndex, name[name.index(after: at)...] == home {
            return nodeName(ofService: String(name[..<at]), onHost: host)
        }
        guard !name.isEmpty else { return NodeName(home) }
        // The shortest: `redis-server.service`, `redis-server.log` and `redis-server` are all redis.
        let forms = UnitName.forms(name.asciiLowercased())
        if let form = forms.dropFirst().last(where: WellKnownPorts.isProgram) {
            return NodeName(host: home, service: form)
        }
        return NodeName(host: home, service: Self.withoutKindOfLog(UnitName.stem(name)))
    }

    /// `shop-access`, `shop_error`: files of one service.
    private static func withoutKindOfLog(_ name: String) -> String {
        for kind in ["access", "error", "errors", "stdout", "stderr", "slow", "debug", "audit"]
        where name.hasSuffix(kind) && name.utf8.count > kind.utf8.count + 1 {
            let rest = name.dropLast(kind.utf8.count)
            if let mark = rest.last, mark == "-" || mark == "_" || mark == "." { return String(rest.dropLast()) }
        }
        return name
    }

    /// Whether a node answers for names: those in its messages were asked for.
    package func isNameServer(_ node: NodeName) -> Bool {
        WellKnownPorts.nameServers.contains(node.service.asciiLowercased())
    }

    /// Whether a name is that of a service of a host that the graph knows, or of a well-known program.
    package func isService(_ name: String, onHost host: String) -> Bool {
        if let known = resolve(name, onHost: host), !known.service.isEmpty { return true }
        return UnitName.forms(name.asciiLowercased()).contains(where: WellKnownPorts.isProgram)
    }

    func resolveIndex(_ name: String, onHost host: String) -> Int32? {
        guard !name.isEmpty, name.utf8.count <= 512 else { return nil }
        let key = name.asciiLowercased()
        let home = hostKey(host)
        if let slash = key.firstIndex(of: "/") {
            if let exact = names.exact[key] { return exact }
            return resolveIndex(String(key[key.index(after: slash)...]), onHost: String(key[..<slash]))
        }
        for form in UnitName.forms(key) {
            if let found = names.scoped[NameIndex.scope(home, form)] { return found }
        }
        return resolveAnywhere(key)
    }

    /// What means one node on every host: a host's name or address, a full host name, `host:port`.
    func resolveAnywhere(_ key: String) -> Int32? {
        if let exact = names.exact[key] { return exact }
        if let known = names.global(key) { return known }
        if let endpoint = Endpoint(key) {
            guard let host = resolveHost(endpoint.host) else { return onlyBackend(at: endpoint) }
            let hostName = nodes[Int(host)].name.name.asciiLowercased()
            if let known = names.global("\(hostName):\(endpoint.port)") { return known }
            return service(listeningOn: endpoint.port, host: hostName) ?? host
        }
        return resolveHost(key)
    }

    /// A host by name, alias, address or full name (`db1.example.com` -> `db1`).
    func resolveHost(_ key: String) -> Int32? {
        if let exact = names.exact[key], nodes[Int(exact)].isHost { return exact }
        if let known = names.global(key), nodes[Int(known)].isHost { return known }
        guard !Address.isAddress(key), let dot = key.firstIndex(of: "."),
            let exact = names.exact[String(key[..<dot])], nodes[Int(exact)].isHost
        else { return nil }
        return exact
    }

    /// The key under which a host's services are filed.
    func hostKey(_ host: String) -> String {
        let key = host.asciiLowercased()
        guard let index = resolveHost(key) else { return key }
        return nodes[Int(index)].name.name.asciiLowercased()
    }

    /// Whose an address that nobody knows is: where a database's, cache's or queue's well-known port is given and only one such program
    /// is there, whose own address is not known either, that one's. Not of what everybody has elsewhere, too: mail, web and name servers.
    private func onlyBackend(at endpoint: Endpoint) -> Int32? {
        guard Address.isV4(endpoint.host), !Self.isNobody(endpoint.host),
            WellKnownPorts.backends.contains(endpoint.port)
        else { return nil }
        let found = Set(WellKnownPorts.services(endpoint.port).flatMap { names.bare[$0] ?? [] })
        guard found.count == 1, let service = found.first, !hasKnownAddress(nodes[Int(service)].name.host) else {
            return nil
        }
        return service
    }

    private func hasKnownAddress(_ host: String) -> Bool {
        guard let index = names.exact[host.asciiLowercased()] else { return false }
        return nodes[Int(index)].aliases.contains(where: Address.isAddress)
            || learnedAliases.contains { $0.value == index && Address.isAddress($0.key) }
    }

    /// The service of a host that a well-known port belongs to, by its usual name. A host with none of them: nil.
    func service(listeningOn port: UInt16, host: String) -> Int32? {
        for name in WellKnownPorts.services(port) {
            if let found = names.scoped[NameIndex.scope(host, name)] { return found }
        }
        return nil
    }
}

/// Names under which services that own a well-known port usually log.
enum WellKnownPorts {
    static func services(_ port: UInt16) -> [String] {
        switch port {
        case 22: ["sshd", "ssh"]
        case 25, 587: ["postfix", "exim", "exim4", "sendmail"]
        case 53: ["named", "bind", "unbound", "dnsmasq", "systemd-resolved"]
        case 110, 143, 993: ["dovecot"]
        case 80, 443: ["nginx", "apache2", "httpd", "haproxy", "caddy", "traefik"]
        case 389, 636: ["slapd"]
        case 1414: ["ibm-mq", "qmgr", "mqm"]
        case 1433: ["mssql", "mssqlserver", "mssql-server", "sqlservr", "sqlserver", "errorlog"]
        case 1521: ["oracle", "oracle-xe", "tnslsnr", "oracledb", "listener", "oracle-listener"]
        case 1812: ["radiusd", "freeradius"]
        case 1883, 8883: ["mosquitto", "emqx", "vernemq"]
        case 783: ["spamd", "spamassassin"]
        case 3310: ["clamd", "clamav", "clamav-daemon"]
        case 8891: ["opendkim"]
        case 11332, 11333, 11334: ["rspamd"]
        case 2181: ["zookeeper"]
        case 2379, 2380: ["etcd"]
        case 3306: ["mysql", "mysqld", "mariadb", "mariadbd"]
        case 4222: ["nats", "nats-server"]
        case 5432, 6432: ["postgresql", "postgres", "pgbouncer"]
        case 5672: ["rabbitmq", "rabbitmq-server"]
        case 6379: ["redis", "redis-server", "valkey"]
        case 8200: ["vault"]
        case 8500: ["consul"]
        case 9042: ["cassandra"]
        case 9092: ["kafka"]
        case 9200, 9300: ["elasticsearch", "opensearch", "elastic"]
        case 11211: ["memcached"]
        case 27017: ["mongod", "mongodb", "mongo"]
        case 61616: ["activemq", "artemis"]
        default: []
        }
    }

    /// Ports of what a system has for itself.
    static let backends: Set<UInt16> = [
        389, 636, 1414, 1433, 1521, 1883, 2181, 2379, 3306, 4222, 5432, 6432, 5672, 6379, 8200, 9042, 9092, 9200, 11211,
        27017,
        61616,
    ]

    static let oracle: UInt16 = 1521

    /// The port of a program that stands behind others, by any of its names.
    static let ports: [String: UInt16] = {
        var found: [String: UInt16] = [:]
        for port in backends.sorted() { for name in services(port) where found[name] == nil { found[name] = port } }
        return found
    }()

    /// What the libraries by which programs speak to databases, caches and queues call themselves.
    static let drivers: [String: UInt16] = [
        "pgsql": 5432, "psycopg": 5432, "psycopg2": 5432, "libpq": 5432, "mysqli": 3306, "mysqli_sql_exception": 3306,
        "pymysql": 3306, "amqp": 5672, "mysql2": 3306, "jedis": 6379, "memcache": 11211, "pymongo": 27017, "ldap": 389,
        "ldap_bind": 389, "psqlexception": 5432, "npgsql": 5432, "asyncpg": 5432, "sqlclient": 1433,
        "sqlserverexception": 1433,
        "pymssql": 1433, "tns": 1521, "cx_oracle": 1521, "mqexception": 1414, "mongoose": 27017, "ioredis": 6379,
        "lettuce": 6379,
        "librdkafka": 9092, "rdkafka": 9092, "pika": 5672, "amqplib": 5672, "spymemcached": 11211,
        "mysqlconnector": 3306, "protocol_sequence_timeout": 3306, "kafkajsconnectionerror": 9092,
        "kafkajsprotocolerror": 9092, "kafkajsnumberofretriesexceeded": 9092, "mongoserverselectionerror": 27017,
        "mongoservererror": 27017, "mongonetworkerror": 27017, "mongonetworktimeouterror": 27017,
        "redisexception": 6379, "phpamqplib": 5672, "amqptimeoutexception": 5672, "amqpioexception": 5672,
        "ldaperror": 389, "ldapexception": 389, "hvac": 8200, "vaultexception": 8200,
        "keeperexception": 2181, "sarama": 9092, "gocql": 9042, "mqtt": 1883, "radius": 1812, "paho": 1883,
    ]

    /// Programs that answer for names. Not the one that every host may have for itself.
    static let nameServers = services(53).filter { $0 != "systemd-resolved" } + ["coredns", "kube-dns"]

    /// Names that mean a program wherever they stand.
    static let programs: Set<String> = {
        let ports: [UInt16] = [
            25, 53, 80, 143, 389, 1433, 2379, 3306, 4222, 5432, 5672, 6379, 8500, 9042, 9092, 9200, 11211, 27017, 61616,
        ]
        return Set(ports.flatMap(services)).union([
            "minio", "nats", "vault", "varnish", "zookeeper", "clickhouse", "influxdb",
        ])
    }()
    static func isProgram(_ name: String) -> Bool { programs.contains(name) }
}
