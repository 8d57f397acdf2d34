import Host
import HTTPTransport
import Model
import Runbooks
import Settings
import Topology

/// What the configuration names: files, secrets, models, receivers.
struct SettingsChecks {
    let configuration: Configuration
    let account: Account?

    func findings() -> [Finding] { topology() + runbooks() + vocabulary() + models() + endpoints() + secrets() }

    private func topology() -> [Finding] {
        guard !configuration.topologyFile.isEmpty else {
            return [.skipped("topology", "none is declared; what depends on what is learned")]
        }
        do throws(ConfigurationError) {
            let graph = try TopologyFile.read(configuration.topologyFile)
            return [.good("topology", "\(configuration.topologyFile) declares \(graph.nodes.count) nodes")]
        } catch {
            return [.wrong("topology", "\(error)", remedy: "correct the file; `haetae config check` reads it again")]
        }
    }

    private func runbooks() -> [Finding] {
        guard !configuration.runbookFolders.isEmpty else {
            return [.skipped("runbooks", "runbooks.folders names none; `ask` has nothing to answer from")]
        }
        let missing = configuration.runbookFolders.filter { !Permissions.canRead($0) }
        guard missing.isEmpty else {
            return missing.map {
                .wrong("runbooks", "'\($0)' cannot be read", remedy: "correct `runbooks.folders`, or give read access")
            }
        }
        return [.good("runbooks", configuration.runbookFolders.joined(separator: ", "))]
    }

    private func vocabulary() -> [Finding] {
        guard !configuration.runbookVocabulary.isEmpty else { return [] }
        do {
            _ = try RunbookFolders.vocabulary(configuration)
            return [.good("vocabulary", configuration.runbookVocabulary)]
        } catch {
            return [.wrong("vocabulary", "\(error)", remedy: "correct the file, or set `runbooks.vocabulary: \"\"`")]
        }
    }

    /// Addresses that no request could be sent to.
    private func endpoints() -> [Finding] {
        [("llm.url", configuration.llm.url), ("embeddings.url", configuration.embeddings.url)].compactMap { key, url in
            guard !url.isEmpty, !url.hasPrefix("http://"), !url.hasPrefix("https://") else { return nil }
            return .wrong(
                "endpoints", "\(key): '\(url)' is no address",
                remedy: "write it with http:// or https://, such as http://127.0.0.1:11434/v1")
        }
    }

    private func models() -> [Finding] {
        guard !configuration.runbookModel.isEmpty else { return [] }
        let library = ModelLibrary(stateFolder: configuration.statePath)
        do {
            let path = try library.path(of: configuration.runbookModel)
            guard Permissions.canRead(path) else {
                return [.wrong("model", "'\(path)' cannot be read", remedy: "give read access to it")]
            }
            return [.good("model", path)]
        } catch {
            return [
                .wrong(
                    "model", "\(error)",
                    remedy:
                        "`haetae models list` shows what there is, `haetae models import` adds one; or set `runbooks.model: \"\"`"
                )
            ]
        }
    }

    /// Secret files: there, readable, and not by everybody.
    private func secrets() -> [Finding] {
        var files = configuration.receivers.filter { !$0.secretFile.isEmpty }.map {
            ($0.secretFile, "receiver '\($0.name)'")
        }
        for (endpoint, name) in [(configuration.llm, "llm"), (configuration.embeddings, "embeddings")]
        where !endpoint.url.isEmpty && !endpoint.keyFile.isEmpty {
            files.append((endpoint.keyFile, name))
        }
        var found: [Finding] = []
        for (file, user) in files {
            guard let mode = FileMode(path: file) else {
                found.append(.wrong("secrets", "\(user): '\(file)' does not exist", remedy: "write the key to it"))
                continue
            }
            if mode.othersMayRead {
                found.append(
                    .wrong("secrets", "\(user): every user may read '\(file)'", remedy: "`chmod 0640 \(file)`"))
            }
            if let account, let obstacle = account.obstacle(to: file) {
                found.append(
                    .wrong(
                        "secrets", "\(user): '\(account.name)' may not read \(obstacle)",
                        remedy: "`chgrp \(account.name) \(file) && chmod 0640 \(file)`"))
            }
        }
        if found.isEmpty, !files.isEmpty {
            found.append(.good("secrets", "\(files.count) readable by the daemon alone"))
        }
        return found
    }

    /// Whether receivers and endpoints answer at all: a request that asks for nothing, without any of our data.
    func reachable() async -> [Finding] {
        var targets = configuration.receivers.map {
            (name: "receiver '\($0.name)'", url: $0.url, seconds: $0.timeoutSeconds)
        }
        if !configuration.llm.url.isEmpty { targets.append(("llm", configuration.llm.url, 10)) }
        if !configuration.embeddings.url.isEmpty { targets.append(("embeddings", configuration.embeddings.url, 10)) }
        guard !targets.isEmpty else { return [.skipped("reachable", "neither receivers nor endpoints are configured")] }
        let client = HTTPClient()
        var found: [Finding] = []
        for target in targets {
            let seconds = min(target.seconds, 10)
            let request = HTTPRequest(
                method: "OPTIONS", url: target.url,
                timeouts: .init(connectSeconds: seconds, totalSeconds: seconds, idleSeconds: seconds),
                maximumResponseBytes: 1 << 20)
            do throws(HTTPError) {
                let response = try await client.send(request)
                found.append(.good("reachable", "\(target.name) answers (\(response.head.status))"))
            } catch {
                found.append(
                    .wrong(
                        "reachable", "\(target.name): \(error)",
                        remedy: "check the url, the network and `IPAddressAllow=` of the unit"))
            }
        }
        return found
    }
}
