import Glibc

/// This machine's name.
package enum HostName {
    /// As journald and syslog write it: the kernel's name up to the first dot; `localhost` where there is none.
    package static func short() -> String {
        let name = full()
        let short = name.prefix { $0 != "." }
        return short.isEmpty ? "localhost" : String(short)
    }

    /// The kernel's name, whole.
    package static func full() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return name.isEmpty ? "localhost" : name
    }
}
