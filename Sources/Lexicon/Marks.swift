/// What a word or phrase says of the message it stands in.
struct Marks: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    static let notable = Marks(rawValue: 1)
    static let failure = Marks(rawValue: 2)
    static let grave = Marks(rawValue: 4)
    static let lifecycle = Marks(rawValue: 8)
    /// A client did it.
    static let client = Marks(rawValue: 16)
    /// The message itself says that the failure does not matter.
    static let ignored = Marks(rawValue: 32)
    /// What failed is tried again.
    static let retried = Marks(rawValue: 64)
    /// A session or connection ended, which is said on good days, too.
    static let end = Marks(rawValue: 256)
    /// Trouble by more than an end.
    static let trouble = Marks(rawValue: 512)

    /// What a message about a fault says of it.
    static let bad: Marks = [.notable, .failure, .grave]
}
