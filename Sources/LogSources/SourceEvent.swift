import Model

/// What a source has to say besides its lines. Handed over by `takeEvents()`, in order; never a line's worth each.
package enum SourceEvent: Sendable, Hashable, CustomStringConvertible {
    /// A new file matched a followed pattern.
    case appeared(path: String)
    /// A followed file is gone and what was left of it has been read.
    case vanished(path: String)
    /// The file was renamed away and another one took its name; the old one is read to its end first.
    case rotated(path: String)
    /// The file was cut back in place (copytruncate). `recovered`: a copy with the lines not yet read was found.
    case truncated(path: String, recovered: Bool)
    /// At resuming, a file that was not read to its end could not be found any more.
    case lost(path: String, offset: UInt64)
    /// Journal entries are missing, by the sequence numbers; `count` is nil where it cannot be known.
    case gap(source: String, count: UInt64?)
    /// Malformed entries were skipped.
    case malformed(source: String, count: UInt64, firstAt: UInt64, what: String)
    /// Something could not be read; reading of the rest goes on.
    case failed(SourceError)
    /// Changes are noticed late, because the system's limit on inotify watches is reached.
    case degraded(path: String, remedy: String)

    /// More files match than are followed: this one, and maybe others, are not read.
    case crowded(path: String, limit: Int)

    /// What happens to logs every day and loses nothing: to be noted, not a problem.
    package var isRoutine: Bool {
        switch self {
        case .appeared, .vanished, .rotated, .truncated(_, recovered: true): true
        case .truncated, .lost, .gap, .malformed, .failed, .degraded, .crowded: false
        }
    }

    package var description: String {
        switch self {
        case .appeared(let path): "\(path): new"
        case .vanished(let path): "\(path): gone"
        case .rotated(let path): "\(path): rotated"
        case .truncated(let path, let recovered):
            "\(path): truncated in place; "
                + (recovered ? "unread lines found in the copy" : "lines written just before that may be lost")
        case .lost(let path, let offset):
            "\(path): what followed byte \(offset) is gone (rotated and deleted while not read)"
        case .gap(let source, let count):
            "\(source): \(count.map { "\($0) entries are" } ?? "entries are") missing (vacuumed or not readable)"
        case .malformed(let source, let count, let first, let what):
            "\(source): \(count) malformed entries skipped, the first at byte \(first): \(what)"
        case .failed(let error): "\(error)"
        case .crowded(let path, let limit):
            "\(path): not read, and maybe others are not: at most \(limit) files are followed; name fewer in sources.files, or leave some out by sources.exclude"
        case .degraded(let path, let remedy): "\(path): changes are noticed late; \(remedy)"
        }
    }
}
