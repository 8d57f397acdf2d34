import Model
import Synchronization

/// The runbooks of a running daemon: one index in a file, kept equal to its folders by `refresh`, asked by any thread meanwhile.
package final class RunbookLibrary: Sendable {
    package let folders: [String]
    package let file: String
    private let vocabulary: Vocabulary
    private let state = Mutex<(index: RunbookIndex?, isStored: Bool)>((nil, false))

    /// Loads the sentence encoder; nil where none is configured.
    let encoder: (@Sendable () throws -> SentenceEncoder)?
    /// The encoder's name, once it was loaded.
    let modelName = Mutex<String?>(nil)

    package init(
        folders: [String], file: String, vocabulary: Vocabulary,
        encoder: (@Sendable () throws -> SentenceEncoder)? = nil
    ) {
        (self.folders, self.file, self.vocabulary, self.encoder) = (folders, file, vocabulary, encoder)
    }

    /// Nil before the first refresh.
    package var index: RunbookIndex? { state.withLock { $0.index } }

    /// The index, where it stands in the file.
    var storedIndex: RunbookIndex? { state.withLock { $0.isStored ? $0.index : nil } }

    /// Makes the index equal to folders and notes; what did not change costs a look at each file. From one thread at a time; blocks.
    ///
    /// What fails leaves the index as it was. Returns what happened, where anything did, and what is to be told.
    package func refresh(notes: [ResolutionNote]) -> (report: RefreshReport?, messages: [String]) {
        do throws(RunbookError) {
            let (current, isStored) = state.withLock { $0 }
            if let current, isStored {
                do throws(RunbookError) {
                    let report = try current.refresh(folders)
                    try current.refresh(notes: notes)
                    return (report, report.skipped.map { "not indexed: \($0)" })
                } catch .damaged {
                    // Opened anew below, which sees what is wrong and mends it.
                    state.withLock { $0.index = nil }
                }
            }
            let opened = try StoredIndex.open(file: file, folders: folders, notes: notes, vocabulary: vocabulary)
            state.withLock { $0 = (opened.index, opened.isStored) }
            return (opened.report, opened.messages + opened.report.skipped.map { "not indexed: \($0)" })
        } catch {
            return (nil, ["\(error)"])
        }
    }

    /// What to read for an incident; empty where nothing fits, or while there is no index. Some milliseconds.
    package func suggestions(for incident: Incident) -> [RunbookSuggestion] {
        guard let index else { return [] }
        return (try? index.suggestions(for: incident)) ?? []
    }
}
