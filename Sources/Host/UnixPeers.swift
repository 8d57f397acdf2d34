import CShims
import Glibc

/// Two ends of connected unix sockets, by inode.
package struct UnixPeer: Sendable, Hashable {
    package var inode: UInt64
    package var peer: UInt64
    /// The path under which this end listens; empty for a client's end. An abstract name begins with `@`.
    package var path: String
    package init(inode: UInt64, peer: UInt64, path: String) { (self.inode, self.peer, self.path) = (inode, peer, path) }
}

/// Asks the kernel who is connected to whom by unix sockets, which /proc/net/unix does not tell.
package enum UnixPeers {
    static let limit = 8192

    package struct Failure: Error, Sendable, Hashable { package var reason: String }

    /// Of this network namespace. Needs no privilege. Blocks for some milliseconds.
    package static func all() throws(Failure) -> [UnixPeer] {
        var sockets = [haetae_unix_socket](repeating: haetae_unix_socket(), count: limit)
        let count = haetae_unix_sockets(&sockets, Int32(limit))
        guard count >= 0 else { throw Failure(reason: String(cString: strerror(-count))) }
        return sockets.prefix(Int(count)).map { socket in
            let bytes = withUnsafeBytes(of: socket.name) { Array($0) }
            let isAbstract = socket.has_name != 0 && bytes[0] == 0
            let text = bytes[(isAbstract ? 1 : 0)...].prefix { $0 != 0 }
            let name = String(decoding: text, as: UTF8.self)
            return UnixPeer(
                inode: socket.inode, peer: socket.peer, path: socket.has_name == 0 ? "" : isAbstract ? "@" + name : name
            )
        }
    }
}

extension HostSurvey {
    /// Connections by unix sockets between two units: from the one without a path to the one that listens. What all units talk to (the
    /// service manager, the journal, the bus) is left out.
    package static func localConnections(_ peers: [UnixPeer], _ owners: [UInt64: String]) -> Set<Dependency> {
        var found: Set<Dependency> = []
        for socket in peers where !socket.path.isEmpty {
            guard let server = owners[socket.inode], let client = owners[socket.peer], server != client,
                !isPlumbing(server), !isPlumbing(client), !isPlumbingPath(socket.path)
            else { continue }
            found.insert(Dependency(unit: client, needs: server))
        }
        return found
    }

    private static func isPlumbingPath(_ path: String) -> Bool {
        ["/run/systemd/", "/run/dbus/", "/var/run/dbus/", "@/org/freedesktop/"].contains { path.hasPrefix($0) }
    }
}
