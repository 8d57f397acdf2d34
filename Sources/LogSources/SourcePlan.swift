import Model

/// A source that was found, and how to open it. A value: it may cross to the thread that will read.
package struct SourcePlan: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// Files of one log, old to new.
        case files([String])
        /// Files of Journal Export Format, old to new.
        case exports([String])
        case journal(JournalSource.Place)
        /// Standard input (`-`) or a FIFO.
        case stream(String)
    }
    package var descriptor: SourceDescriptor
    package var content: Content
    /// Size on disk in bytes, 0 where it cannot be known.
    package var bytes: UInt64

    package init(descriptor: SourceDescriptor, content: Content, bytes: UInt64 = 0) {
        (self.descriptor, self.content, self.bytes) = (descriptor, content, bytes)
    }

    /// How to open.
    package struct OpenOptions: Sendable, Hashable {
        /// Filters and follow mode of a journal.
        package var journal = JournalSource.Options()
        /// Leaves out Haetae's own entries.
        package var excludeOwn = false
        package init() {}
    }

    /// Opens it for reading to its end (a journal with `follow` set never ends). Call it on the thread that will read;
    /// standard input is looked at, which blocks until there is something.
    package func open(
        id: SourceID, options: OpenOptions = OpenOptions(), resume position: SourcePosition? = nil
    ) throws(SourceError) -> any LogSource {
        switch content {
        case .files(let paths): return try FileSource(descriptor, id: id, paths: paths, resume: position)
        case .exports(let paths):
            return try ExportSource(descriptor, id: id, paths: paths, excludeOwn: options.excludeOwn, resume: position)
        case .journal(let place):
            var journal = options.journal
            journal.excludeOwn = journal.excludeOwn || options.excludeOwn
            return try JournalSource(descriptor, id: id, place: place, options: journal, resume: position)
        case .stream(let path):
            return try StreamSource.open(descriptor, id: id, path: path, excludeOwn: options.excludeOwn)
        }
    }
}
