import Bytes

/// What programs say of those who log in to a host, and leave it.
enum SessionWords {
    private static let phrases: [StaticString] = [
        "session", "accepted publickey", "accepted password", "accepted keyboard", "disconnected",
        "received disconnect",
        "logged in", "logged out", "new login",
    ]

    /// Whether a message tells of a session, its beginning or its end.
    static func speakOfSession(_ text: String) -> Bool {
        let text = text.lowercased()
        return phrases.contains { text.hasPhrase($0) }
    }
}
