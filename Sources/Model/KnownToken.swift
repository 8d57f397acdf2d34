/// Tokens that tell what they are by how they begin.
enum KnownToken {
    private struct Form {
        let prefix: [UInt8]
        /// Bytes after the prefix, at least.
        let tail: Int
        init(_ prefix: String, _ tail: Int) { (self.prefix, self.tail) = (Array(prefix.utf8), tail) }
    }

    private static let forms: [Form] = [
        Form("AKIA", 16), Form("ASIA", 16), Form("ghp_", 20), Form("gho_", 20), Form("ghu_", 20), Form("ghs_", 20),
        Form("ghr_", 20), Form("github_pat_", 20), Form("glpat-", 16), Form("gldt-", 16), Form("glrt-", 16),
        Form("xoxb-", 10),
        Form("xoxp-", 10), Form("xoxa-", 10), Form("xoxr-", 10), Form("xoxs-", 10), Form("xoxe-", 10),
        Form("xapp-", 10),
        Form("sk-", 20), Form("sk_live_", 16), Form("sk_test_", 16), Form("rk_live_", 16), Form("rk_test_", 16),
        Form("whsec_", 16), Form("AIza", 30), Form("ya29.", 20), Form("npm_", 30), Form("pypi-", 16), Form("SG.", 30),
        Form("hvs.", 20), Form("hvb.", 20), Form("dop_v1_", 30), Form("shpat_", 20), Form("hf_", 20),
        Form("AGE-SECRET-KEY-1", 20), Form("dckr_pat_", 16),
    ]

    /// Addresses that are secrets themselves, from where the secret part begins.
    private static let addresses = [
        "hooks.slack.com/services/", "discord.com/api/webhooks/", "webhook.office.com/webhookb2/",
    ]
    .map { Array($0.utf8) }

    /// The token that begins at `at`, or the secret part of an address that begins there.
    static func match(_ bytes: [UInt8], _ at: Int) -> Range<Int>? {
        if bytes[at] == UInt8(ascii: "e"), let token = webToken(bytes, at) { return token }
        for form in forms where form.prefix[0] == bytes[at] && starts(bytes, at, form.prefix) {
            let start = at + form.prefix.count
            var end = start
            var hasDigit = false
            while end < bytes.count,
                ASCII.isWordByte(bytes[end]) || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: ".")
            {
                hasDigit = hasDigit || ASCII.isDigit(bytes[end])
                end += 1
            }
            // The full stop of a sentence is none of it. A tail without any digit is a word:
            // `sk-learn-something-longer`.
            while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
            if end - start >= form.tail, hasDigit { return at..<end }
        }
        for address in addresses where address[0] == bytes[at] && starts(bytes, at, address) {
            let start = at + address.count
            var end = start
            while end < bytes.count, !ASCII.endsURL(bytes[end]) { end += 1 }
            let isMasked = SecretMasking.mark.withUTF8Buffer { bytes[start..<end].elementsEqual($0) }
            if end > start, !isMasked { return start..<end }
        }
        return nil
    }

    private static func starts(_ bytes: [UInt8], _ at: Int, _ prefix: [UInt8]) -> Bool {
        guard bytes.count - at >= prefix.count else { return false }
        return prefix.indices.allSatisfy { bytes[at + $0] == prefix[$0] }
    }

    /// A JSON web token: `eyJ...`, and two more parts after dots.
    private static func webToken(_ bytes: [UInt8], _ at: Int) -> Range<Int>? {
        guard bytes[at...].starts(with: "eyJ".utf8) else { return nil }
        var end = at
        var dots = 0
        var first = 0
        while end < bytes.count {
            if bytes[end] == UInt8(ascii: "."), dots < 4 {
                dots += 1
                if dots == 1 { first = end - at }
            } else if !ASCII.isWordByte(bytes[end]), bytes[end] != UInt8(ascii: "-") {
                break
            }
            end += 1
        }
        return dots >= 1 && first >= 10 && end - at - first > 8 ? at..<end : nil
    }
}
