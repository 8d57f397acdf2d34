import FoundationEssentials
import GRDB

extension Store {
    /// The bytes of one stage's snapshot as of the last checkpoint; nil where it has none.
    package func snapshot(named name: String) throws(StoreError) -> [UInt8]? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT value FROM snapshot WHERE name = ?", arguments: [name]).map {
                [UInt8]($0[0] as Data)
            }
        }
    }
}
