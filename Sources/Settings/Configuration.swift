import Correlation
import Model
import Notifications
import Pipeline

/// Where an HTTP receiver of notifications is, and how to speak to it.
package struct ReceiverConfiguration: Sendable, Equatable {
    package var name: String
    package var url: String
    /// File that holds the key with which bodies are signed; empty for none.
    package var secretFile: String
    package var timeoutSeconds: Double
    package var format = Webhook.Format.haetae
    package init(name: String = "", url: String = "", secretFile: String = "", timeoutSeconds: Double = 10) {
        (self.name, self.url, self.secretFile, self.timeoutSeconds) = (name, url, secretFile, timeoutSeconds)
    }
}

/// Everything an operator can set. Each key has a default, so an absent file works.
package struct Configuration: Sendable {
    package var host = ""
    package var timezone = ""
    /// In which language incidents are told: `en` or `ko`.
    package var languageName: String { engine.languageName }
    package var readJournal = true
    package var journalUnits: [String] = []
    /// Entries of this severity and graver are read.
    package var journalPriority = Severity.debug
    package var journalDirectory = ""
    package var files: [String] = []
    package var readDefaultFiles = true
    package var exclude: [String] = []
    package var hostFolders: [String] = []
    /// Two weeks and a day: what a weekly season is learned from.
    package var historyDays = 15.0
    package var idleAfterSeconds = 5.0
    package var statePath = "/var/lib/haetae"
    package var checkpointSeconds = 5.0
    package var retentionDays = 30
    package var retentionMegabytes = 512
    package var socketPath = "/run/haetae/haetae.sock"
    package var topologyFile = ""
    package var observeHost = true
    package var runbookFolders: [String] = []
    package var runbookVocabulary = ""
    package var runbookWatchSeconds = 15.0
    /// A sentence encoder: an imported model's name or a folder; empty for none.
    package var runbookModel = ""
    package var embeddings = EndpointConfiguration()
    package var llm = EndpointConfiguration()
    package var receivers: [ReceiverConfiguration] = []
    package var lateAfterMinutes = 10.0
    package var engine = EngineOptions()

    package init() {}
}
