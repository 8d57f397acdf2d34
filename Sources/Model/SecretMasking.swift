/// Takes secrets out of text that leaves the host: webhook bodies, prompts, reports sent elsewhere.
///
/// A scanner over UTF-8 bytes, no regular expressions: O(bytes), no state, and masking twice gives what masking once
/// gives. It prefers masking too much over too little, but leaves template placeholders (`<*>`) and prose alone
/// ("Failed password for root" holds no secret).
///
/// What it finds: values of keys that name a secret (`password=`, `"api_key": "..."`, `--token ...`, `PASSWORD '...'`),
/// `Authorization` and cookie headers, credentials in URLs, private keys in PEM, tokens known by their form (AWS,
/// GitHub, GitLab, Slack, Stripe, Google, OpenAI, npm, PyPI, SendGrid, Vault, Telegram, JWT), Korean resident
/// registration numbers, and card numbers (Luhn). A secret that looks like any other word cannot be found.
package enum SecretMasking {
    /// Stands where a secret was.
    package static let mark: StaticString = "[masked]"

    /// The text without its secrets. O(bytes).
    package static func mask(_ text: String) -> String {
        var bytes = [UInt8](text.utf8)
        var rounds = 0
        // Where a secret is gone, what stood against it may show as one: `key` in `4111...1111key=value`.
        while rounds < 4 {
            let secrets = SecretScanner(bytes).secrets()
            if secrets.isEmpty { break }
            bytes = replace(secrets, in: bytes)
            rounds += 1
        }
        return rounds == 0 ? text : String(decoding: bytes, as: UTF8.self)
    }

    private static func replace(_ secrets: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
        var masked: [UInt8] = []
        masked.reserveCapacity(bytes.count)
        var at = 0
        for secret in secrets {
            masked.append(contentsOf: bytes[at..<secret.lowerBound])
            mark.withUTF8Buffer { masked.append(contentsOf: $0) }
            at = secret.upperBound
        }
        masked.append(contentsOf: bytes[at...])
        return masked
    }

    /// The incident with every text in it masked; ids, names and figures stay.
    package static func mask(_ incident: Incident) -> Incident {
        var masked = incident
        masked.title = mask(incident.title)
        masked.summary = mask(incident.summary)
        masked.notes = incident.notes.map(mask)
        masked.foresight = incident.foresight?.map(mask)
        masked.muted = incident.muted?.map(mask)
        for index in masked.rootCauses.indices { masked.rootCauses[index].why = mask(incident.rootCauses[index].why) }
        for index in masked.members.indices {
            masked.members[index].reason = mask(incident.members[index].reason)
            masked.members[index].alert = mask(incident.members[index].alert)
        }
        return masked
    }

    /// The alert with every text in it masked.
    package static func mask(_ alert: Alert) -> Alert {
        var masked = alert
        masked.templateText = mask(alert.templateText)
        masked.series = mask(alert.series)
        masked.evidence.text = mask(alert.evidence.text)
        masked.evidence.samples = alert.evidence.samples.map(mask)
        masked.identifiers = alert.identifiers.map(mask)
        return masked
    }
}
