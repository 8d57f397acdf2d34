import CShims
import Glibc

/// What a look at this host shows of who needs whom. Plain values; the engine decides what they mean.
package struct HostSurvey: Sendable, Equatable {
    /// One unit needs another.
    package struct Dependency: Sendable, Hashable, Comparable {
        package var unit: String
        package var needs: String
        package init(unit: String, needs: String) { (self.unit, self.needs) = (unit, needs) }
        package static func < (a: Self, b: Self) -> Bool { (a.unit, a.needs) < (b.unit, b.needs) }
    }
    /// A unit's connection to an address that is not this host's.
    package struct Connection: Sendable, Hashable, Comparable {
        package var unit: String
        package var address: String
        /// The port there; 0 where the other side called us.
        package var port: UInt16
        package static func < (a: Self, b: Self) -> Bool { (a.unit, a.address, a.port) < (b.unit, b.address, b.port) }
    }
    /// By systemd's unit files.
    package var dependencies: [Dependency] = []
    /// Slices of the operator's making that units run in.
    package var slices: [Dependency] = []
    /// Between two units of this host, by TCP or unix sockets.
    package var localConnections: [Dependency] = []
    package var outgoing: [Connection] = []
    package var incoming: [Connection] = []
    /// Which unit answers on a port.
    package var listeners: [(unit: String, port: UInt16)] = []
    /// This host's own addresses.
    package var addresses: [String] = []
    /// Of /etc/hosts.
    package var names: [(address: String, names: [String])] = []
    /// What could not be read, with the remedy.
    package var gaps: [String] = []

    package init() {}

    package static func == (a: Self, b: Self) -> Bool {
        a.dependencies == b.dependencies && a.slices == b.slices && a.localConnections == b.localConnections
            && a.outgoing == b.outgoing
            && a.incoming == b.incoming && a.addresses == b.addresses && a.gaps == b.gaps
            && a.listeners.elementsEqual(b.listeners) { $0 == $1 } && a.names.elementsEqual(b.names) { $0 == $1 }
    }

    static let processLimit = 8192
    static let descriptorLimit = 131_072

    /// Looks at sockets and processes under `proc` (`/proc`), /etc/hosts and the interfaces. Blocks for some milliseconds.
    package mutating func lookAtSockets(
        proc: String = "/proc", hosts: String = "/etc/hosts", addresses own: [String]? = nil,
        readsUnixSockets: Bool? = nil
    ) {
        addresses = (own ?? Interfaces.addresses()).filter { !IPAddress.isLoopback($0) && !$0.hasPrefix("fe80:") }
            .sorted()
        names = HostsFile.parse(SmallFile.text(hosts, limit: 256 << 10))
        // /proc/net itself may be hidden (ProcSubset=pid); a process's own entry is not.
        var sockets: [TCPSocket] = []
        var readable = false
        for table in ["self/net/tcp", "self/net/tcp6"] {
            let text = SmallFile.text("\(proc)/\(table)", limit: 4 << 20)
            readable = readable || !text.isEmpty
            sockets += SocketTable.tcp(text)
        }
        guard readable else {
            gaps.append("connections: \(proc)/self/net/tcp cannot be read")
            return
        }
        var peers: [UnixPeer] = []
        // The kernel answers for the real host only.
        if readsUnixSockets ?? (proc == "/proc") {
            do throws(UnixPeers.Failure) { peers = try UnixPeers.all() } catch {
                gaps.append(
                    "connections by unix sockets: the kernel does not tell (\(error.reason)); the unit needs AF_NETLINK in RestrictAddressFamilies="
                )
            }
        }
        let owners = owners(
            of: Set(sockets.map(\.inode)).union(peers.map(\.inode)).union(peers.map(\.peer)), proc: proc)
        relate(sockets, owners)
        localConnections = Set(localConnections).union(Self.localConnections(peers, owners)).sorted()
    }

    /// Who owns each socket. Processes of others can only be read by root or with CAP_SYS_PTRACE.
    private mutating func owners(of inodes: Set<UInt64>, proc: String) -> [UInt64: String] {
        var owners: [UInt64: String] = [:]
        var denied = 0
        var seen = 0
        for process in Folder.names(proc).filter({ $0.utf8.allSatisfy { (48...57).contains($0) } }).prefix(
            Self.processLimit)
        {
            let folder = "\(proc)/\(process)/fd"
            guard access(folder, R_OK | X_OK) == 0 else {
                if errno == EACCES { denied += 1 }
                continue
            }
            var unit: String??
            for name in Folder.names(folder) where seen < Self.descriptorLimit {
                seen += 1
                guard let inode = Folder.socket("\(folder)/\(name)"), inodes.contains(inode) else { continue }
                if unit == nil {
                    unit = .some(ControlGroup.unit(SmallFile.text("\(proc)/\(process)/cgroup", limit: 16 << 10)))
                }
                if let unit, let unit { owners[inode] = unit }
            }
        }
        if denied > 0 {
            gaps.append(
                "connections of \(denied) processes of other users: give the daemon CAP_SYS_PTRACE and ProtectProc=default (docs/topology.md)"
            )
        }
        return owners
    }

    /// Makes edges of sockets: towards whoever listens.
    mutating func relate(_ sockets: [TCPSocket], _ owners: [UInt64: String]) {
        var listening: [UInt16: String] = [:]
        var listeningPorts: Set<UInt16> = []
        for socket in sockets where socket.state == .listening {
            listeningPorts.insert(socket.localPort)
            if let unit = owners[socket.inode], listening[socket.localPort] == nil {
                listening[socket.localPort] = unit
            }
        }
        listeners = listening.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
        var local: Set<Dependency> = []
        var outgoing: Set<Connection> = []
        var incoming: Set<Connection> = []
        let own = Set(addresses)
        for socket in sockets where socket.state == .established {
            let here = IPAddress.isLoopback(socket.remote) || own.contains(socket.remote)
            if listeningPorts.contains(socket.localPort) {
                // The server's end; within this host the client's end says it.
                guard !here, let unit = owners[socket.inode] ?? listening[socket.localPort] else { continue }
                incoming.insert(Connection(unit: unit, address: socket.remote, port: 0))
            } else if let unit = owners[socket.inode] {
                if !here {
                    outgoing.insert(Connection(unit: unit, address: socket.remote, port: socket.remotePort))
                } else if let server = listening[socket.remotePort], server != unit {
                    local.insert(Dependency(unit: unit, needs: server))
                }
            }
        }
        localConnections = local.sorted()
        (self.outgoing, self.incoming) = (outgoing.sorted(), incoming.sorted())
    }
}

/// Names in folders, and what links point at.
enum Folder {
    /// Names but for `.` and `..`; empty where it cannot be read.
    static func names(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The inode of a descriptor's link `socket:[12345]`.
    static func socket(_ path: String) -> UInt64? {
        var buffer = [CChar](repeating: 0, count: 64)
        let count = readlink(path, &buffer, buffer.count)
        guard count > 9 else { return nil }
        let text = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard text.hasPrefix("socket:["), text.hasSuffix("]") else { return nil }
        return UInt64(text.dropFirst(8).dropLast())
    }
}

/// This host's network interfaces.
enum Interfaces {
    /// IPv4 and IPv6 addresses of all of them, sorted, each once.
    static func addresses() -> [String] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var found: Set<String> = []
        var next = first
        while let entry = next {
            next = entry.pointee.ifa_next
            guard let address = entry.pointee.ifa_addr else { continue }
            // The kernel gives as much as the family's structure holds.
            switch Int32(address.pointee.sa_family) {
            case AF_INET:
                let bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    withUnsafeBytes(of: $0.pointee.sin_addr, Array.init)
                }
                found.insert(IPAddress.text(bytes))
            case AF_INET6:
                let bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                    withUnsafeBytes(of: $0.pointee.sin6_addr, Array.init)
                }
                found.insert(IPAddress.text(bytes))
            default: break
            }
        }
        return found.sorted()
    }
}
