import Glibc

/// How many files this process may hold open.
package enum FileLimit {
    /// Raises the limit to what the system allows. The usual one of 1,024 is meant for programs that use select(2), and is too low for a
    /// folder of a thousand logs that are read at once.
    package static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max
        else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
