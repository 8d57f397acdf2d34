/// Every way in which runbooks can be refused: what, where, and what to do about it.
package enum RunbookError: Error, Sendable, Equatable, CustomStringConvertible {
    case noFolder(String)
    case unreadable(String, String)
    case notARunbook(String)
    case tooManyFiles(String, limit: Int)
    case vocabulary(line: Int, String)
    case index(String)
    /// The index's file is no index any more; it can be made anew.
    case damaged(String)
    /// The index cannot be written: no permission, somebody else writes for long.
    case cannotKeep(String)
    /// The same on a full disk.
    case noRoom(String)
    case model(String)
    case endpoint(String)
    /// The endpoint says that what it was sent is longer than its model reads.
    case tooLong(String)

    package var description: String {
        switch self {
        case .noFolder(let path): "\(path): no such folder; name a folder of runbooks"
        case .unreadable(let path, let why): "\(path): cannot be read (\(why))"
        case .notARunbook(let path):
            "\(path): not a runbook; Markdown, reStructuredText, AsciiDoc, text and HTML files are read"
        case .tooManyFiles(let path, let limit): "\(path): more than \(limit) files; name the runbooks' own folder"
        case .vocabulary(let line, let why): "vocabulary, line \(line): \(why)"
        case .index(let why): "runbook index: \(why)"
        case .damaged(let why): "runbook index: damaged (\(why)); remove the file, it is made anew"
        case .cannotKeep(let why), .noRoom(let why): "runbook index: cannot be written (\(why))"
        case .model(let why): "embedding model: \(why)"
        case .endpoint(let why), .tooLong(let why): "language model: \(why)"
        }
    }
}
