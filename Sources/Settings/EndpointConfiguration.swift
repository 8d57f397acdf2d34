/// Where an OpenAI-compatible endpoint is, and how to speak to it. Used where `url` is set.
package struct EndpointConfiguration: Sendable, Equatable {
    /// Up to and without `/chat/completions` or `/embeddings`; empty for none.
    package var url = ""
    package var model = ""
    /// File that holds the key; empty for none.
    package var keyFile = ""
    /// Name of the systemd credential that holds the key; empty for none.
    package var keyCredential = ""
    package var timeoutSeconds = 120.0
    package var idleSeconds = 30.0
    package var maximumTokens = 700
    package init() {}
}

extension ConfigurationKey {
    /// Keys of the model that phrases answers, and of the one that gives vectors.
    static let endpoints: [ConfigurationKey] = [
        text(
            "embeddings.url",
            "OpenAI-compatible endpoint that gives vectors in place of runbooks.model, such as http://127.0.0.1:11434/v1; empty: none.",
            \.embeddings.url),
        text("embeddings.model", "Its model.", \.embeddings.model),
        text("embeddings.key_file", "File with its key; empty: none.", \.embeddings.keyFile),
        text("embeddings.key_credential", "systemd credential with its key; empty: none.", \.embeddings.keyCredential),
        number(
            "embeddings.timeout", "Seconds for one request.", in: 1...3600, unit: "seconds", \.embeddings.timeoutSeconds
        ),
        text(
            "llm.url",
            "OpenAI-compatible chat endpoint that may phrase answers (Ollama, llama.cpp, vLLM), such as http://127.0.0.1:11434/v1; empty: none.",
            \.llm.url),
        text("llm.model", "Its model.", \.llm.model),
        text("llm.key_file", "File with its key; empty: none.", \.llm.keyFile),
        text("llm.key_credential", "systemd credential with its key; empty: none.", \.llm.keyCredential),
        number(
            "llm.timeout", "Seconds for a whole answer; then the runbooks' own words are shown.", in: 1...3600,
            unit: "seconds", \.llm.timeoutSeconds),
        number(
            "llm.idle_timeout", "Seconds without a byte after which an answer is given up.", in: 1...3600,
            unit: "seconds", \.llm.idleSeconds),
        integer("llm.max_tokens", "Longest answer, in the model's tokens.", in: 16...8192, \.llm.maximumTokens),
    ]
}
