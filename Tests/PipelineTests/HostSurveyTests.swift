import Correlation
import Foundation
import Glibc
import Host
import Model
import Pipeline
import TestSupport
import Testing
import Topology

@Suite struct SocketTableTests {
    /// Lines of a real /proc/net/tcp and tcp6.
    static let tcp = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   105        0 18032 1 0000000000000000 100 0 0 10 0
           1: 0500000A:A1B2 1F00000A:1538 01 00000000:00000000 02:000006B9 00000000   998        0 30011 2 0000000000000000 20 4 30 10 -1
           2: 0100007F:8F00 0100007F:1F40 06 00000000:00000000 03:00000EB0 00000000     0        0 0 3 0000000000000000
        """
    static let tcp6 = """
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 19000 1 0000000000000000 100 0 0 10 0
           1: 0000000000000000FFFF00000500000A:1F40 0000000000000000FFFF00000B00000A:C350 01 00000000:00000000 00:00000000 00000000   998        0 30500 1 0000000000000000 20 4 30 10 -1
           2: B80D0120000000000000000001000000:1538 B80D0120000000000000000002000000:C350 01 00000000:00000000 00:00000000 00000000   998        0 30501 1 0000000000000000 20 4 30 10 -1
        """

    @Test func readsListeningAndEstablished() {
        let sockets = SocketTable.tcp(Self.tcp)
        #expect(sockets.count == 2)
        #expect(sockets[0].state == .listening && sockets[0].localPort == 5432 && sockets[0].inode == 18032)
        #expect(sockets[1].local == "10.0.0.5" && sockets[1].remote == "10.0.0.31" && sockets[1].remotePort == 5432)
        let six = SocketTable.tcp(Self.tcp6)
        #expect(six.map(\.local) == ["::1", "10.0.0.5", "2001:db8::1"])
    }

    @Test func unitsOfControlGroups() {
        #expect(ControlGroup.unit("0::/system.slice/nginx.service\n") == "nginx.service")
        #expect(
            ControlGroup.unit(
                "12:cpu:/\n1:name=systemd:/system.slice/system-postgresql.slice/postgresql@15-main.service\n")
                == "postgresql@15-main.service")
        #expect(ControlGroup.unit("0::/user.slice/user-1000.slice/session-3.scope\n") == nil)
        #expect(ControlGroup.unit("0::/user.slice/user-1000.slice/user@1000.service/app.slice/x.service\n") == nil)
        #expect(ControlGroup.unit("garbage") == nil)
    }

    @Test func arbitraryTablesNeverTrap() {
        var random = Seeded(9)
        let good = Array((Self.tcp + "\n" + Self.tcp6).utf8)
        var read = 0
        for _ in 0..<500 {
            var bytes = good
            for _ in 0..<20 {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            let text = String(decoding: bytes.prefix(Int(random.next() % UInt64(bytes.count))), as: UTF8.self)
            read += SocketTable.tcp(text).count
            _ = SocketTable.unix(text)
            _ = HostsFile.parse(text)
            _ = ControlGroup.unit(text)
        }
        #expect(read > 0)
    }
}

@Suite struct HostSurveyTests {
    /// A /proc with three processes: a client and its database on this host, and a proxy that calls another host.
    private func proc() throws -> String {
        let root = FileManager.default.temporaryDirectory.appending(path: "haetae-proc-\(UUID().uuidString)").path
        let files = FileManager.default
        func write(_ path: String, _ text: String) throws {
            let url = URL(filePath: root + "/" + path)
            try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        func line(_ local: String, _ remote: String, _ state: String, _ inode: Int) -> String {
            "   0: \(local) \(remote) \(state) 00000000:00000000 00:00000000 00000000 0 0 \(inode) 1 0 20 4 30 10 -1\n"
        }
        try write(
            "self/net/tcp",
            "header\n" + line("00000000:1538", "00000000:0000", "0A", 1)
                + line("0100007F:A000", "0100007F:1538", "01", 2)
                + line("0100007F:1538", "0100007F:A000", "01", 3) + line("0500000A:B000", "1F00000A:1F40", "01", 4)
                + line("0500000A:1538", "0B00000A:C000", "01", 5))
        for (process, unit, inodes) in [
            (10, "shop.service", [2]), (20, "postgresql@15-main.service", [1, 3, 5]), (30, "nginx.service", [4]),
        ] {
            try write("\(process)/cgroup", "0::/system.slice/\(unit)\n")
            try files.createDirectory(atPath: "\(root)/\(process)/fd", withIntermediateDirectories: true)
            for (number, inode) in inodes.enumerated() {
                try files.createSymbolicLink(
                    atPath: "\(root)/\(process)/fd/\(number)", withDestinationPath: "socket:[\(inode)]")
            }
        }
        try write(
            "hosts",
            "127.0.0.1 localhost\n10.0.0.31 app2.example.com app2 # the second\n::1 ip6-localhost\nff02::1 ip6-allnodes\n"
        )
        return root
    }

    @Test func connectionsBecomeEdgesBetweenUnits() throws {
        let root = try proc()
        defer { try? FileManager.default.removeItem(atPath: root) }
        var survey = HostSurvey()
        survey.lookAtSockets(proc: root, hosts: root + "/hosts", addresses: ["10.0.0.5", "127.0.0.1", "fe80::1"])
        #expect(survey.gaps == [])
        #expect(survey.localConnections.map { "\($0.unit) \($0.needs)" } == ["shop.service postgresql@15-main.service"])
        #expect(survey.outgoing.map { "\($0.unit) \($0.address):\($0.port)" } == ["nginx.service 10.0.0.31:8000"])
        #expect(survey.incoming.map { "\($0.unit) \($0.address)" } == ["postgresql@15-main.service 10.0.0.11"])

        var graph = TopologyGraph()
        graph.observe([.alias("10.0.0.11", of: NodeName("lb1"))], at: 1)
        graph.observe(HostObserver(host: "app1").observations(survey), at: 1)
        func known(_ a: String, _ b: String) -> Bool {
            graph.edge(from: NodeName(a), to: NodeName(b))?.sources == [.sockets]
        }
        #expect(known("app1/shop", "app1/postgresql"))
        #expect(known("app1/nginx", "app2"))
        #expect(known("lb1", "app1/postgresql"))
        #expect(graph.edges.count(where: { $0.relation != .runsOn }) == 3)
    }

    @Test func whatCannotBeReadIsSaid() {
        var survey = HostSurvey()
        survey.lookAtSockets(proc: "/nonexistent", hosts: "/nonexistent", addresses: [])
        #expect(survey.gaps.count == 1)
        #expect(survey.outgoing.isEmpty)
    }

    /// Real sockets of this process, through the real /proc: more than the kernel hands out in one piece.
    @Test func theKernelsOwnTableIsRead() throws {
        var servers: [Int32] = []
        defer { for server in servers { close(server) } }
        var ports: Set<UInt16> = []
        for _ in 0..<64 {
            let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            try #require(server >= 0)
            servers.append(server)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let bound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    Glibc.bind(server, address, size) == 0 && listen(server, 1) == 0
                        && getsockname(server, address, &size) == 0
                }
            }
            try #require(bound)
            ports.insert(UInt16(bigEndian: address.sin_port))
        }
        // Between two pieces other sockets come and go, and a row may be missing from one reading; not from all.
        for _ in 0..<50 where !ports.isEmpty {
            for socket in SocketTable.tcp(SmallFile.text("/proc/self/net/tcp", limit: 4 << 20))
            where socket.state == .listening && socket.local == "127.0.0.1" { ports.remove(socket.localPort) }
        }
        #expect(ports.isEmpty)
    }

    /// Real unix sockets of this process: the kernel names both ends, which /proc/net/unix does not.
    @Test func bothEndsOfUnixSocketsAreFound() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "haetae-\(UUID().uuidString.prefix(8)).sock")
            .path
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let client = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try #require(server >= 0 && client >= 0)
        defer {
            close(server)
            close(client)
            unlink(path)
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(server, $0, size) == 0 && listen(server, 1) == 0 && connect(client, $0, size) == 0
            }
        }
        try #require(connected)
        let accepted = accept(server, nil, nil)
        try #require(accepted >= 0)
        defer { close(accepted) }
        func inode(_ descriptor: Int32) -> UInt64 {
            var info = stat()
            return fstat(descriptor, &info) == 0 ? UInt64(info.st_ino) : 0
        }
        let peers = try UnixPeers.all()
        let end = try #require(peers.first { $0.inode == inode(accepted) })
        #expect(end.peer == inode(client) && end.path == path)
        let back = try #require(peers.first { $0.inode == inode(client) })
        #expect(back.peer == inode(accepted) && back.path.isEmpty)

        let owners = [inode(accepted): "php-fpm.service", inode(client): "nginx.service"]
        #expect(
            HostSurvey.localConnections(peers, owners)
                == [HostSurvey.Dependency(unit: "nginx.service", needs: "php-fpm.service")])
        // What all units are connected to says nothing.
        for plumbing in ["/run/systemd/journal/stdout", "/run/dbus/system_bus_socket"] {
            let end = UnixPeer(inode: 1, peer: 2, path: plumbing)
            #expect(HostSurvey.localConnections([end], [1: "a.service", 2: "b.service"]).isEmpty)
        }
    }

    @Test func slicesAreWhatUnitsRunOn() {
        var survey = HostSurvey()
        survey.slices = [HostSurvey.Dependency(unit: "shop.service", needs: "web.slice")]
        var graph = TopologyGraph()
        graph.observe(HostObserver(host: "app1").observations(survey), at: 1)
        let edge = graph.edge(from: NodeName("app1/shop"), to: NodeName("app1/web.slice"))
        #expect(edge?.relation == .runsOn && edge?.sources == [.units])
    }

    /// Files as Linux 6.1 writes them.
    @Test func controlGroupFilesGiveReadings() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "haetae-cgroup-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        func write(_ unit: String, _ files: [String: String]) throws {
            let folder = "\(root)/system.slice/\(unit)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
        }
        try write(
            "worker.service",
            [
                "memory.max": "268435456\n", "memory.peak": "268173312\n",
                "memory.events": "low 0\nhigh 0\nmax 41\noom 2\noom_kill 2\noom_group_kill 0\n",
                "cpu.max": "50000 100000\n",
                "cpu.stat":
                    "usage_usec 1\nuser_usec 1\nsystem_usec 0\nnr_periods 200\nnr_throttled 90\nthrottled_usec 9\n",
            ])
        try write("free.service", ["memory.max": "max\n", "memory.events": "oom_kill 0\n", "cpu.max": "max 100000\n"])
        let usages = UnitUsage.all(under: root)
        #expect(usages.map(\.unit) == ["worker.service"])
        let reading = try #require(HostObserver(host: "work1").readings(usages).first)
        #expect(
            reading
                == ResourceReading(
                    node: NodeName("work1/worker"),
                    usage: UnitUsage(
                        unit: "worker.service", memoryLimit: 268_435_456,
                        memoryPeak: 268_173_312, memoryKills: 2,
                        processorQuota: 0.5, periods: 200, throttledPeriods: 90)))
    }
}
