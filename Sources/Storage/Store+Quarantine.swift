import Glibc
import Model

extension Store {
    /// Moves a damaged database of `folder` aside, with its WAL, so that a daemon can start anew.
    ///
    /// What it knew is lost to the daemon: it learns again, and reads its sources from where a new one would begin. So
    /// the caller must say so loudly. Nothing is deleted.
    /// - Parameter now: for the new name, `haetae.sqlite.damaged-2026-11-24T17:00:11Z`.
    /// - Returns: the path the database now has.
    package static func quarantine(folder: String, now: Micros) throws(StoreError) -> String {
        // Nobody may be writing while the files move.
        let lock = try StoreLock(folder: folder)
        defer { lock.release() }
        let path = folder + "/" + fileName
        let second = now.flooredDivision(by: .second).quotient * .second
        var target = path + ".damaged-" + RFC3339.string(second)
        var attempt = 1
        while Glibc.access(target, F_OK) == 0 {
            attempt += 1
            target = path + ".damaged-" + RFC3339.string(second) + "-\(attempt)"
        }
        // The WAL first: were we killed in between, the database would be found without it and be moved the next time;
        // the other way round a new database would be opened with an old WAL beside it.
        for suffix in ["-wal", "-shm", ""] where Glibc.access(path + suffix, F_OK) == 0 {
            guard rename(path + suffix, target + suffix) == 0 else {
                throw .cannotOpen(
                    path: path + suffix, reason: "cannot be moved aside: " + String(cString: strerror(errno)))
            }
        }
        return target
    }
}
