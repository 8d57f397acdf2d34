/// A name whose value is a secret.
enum SecretKey: Equatable {
    /// `password` and its like, which SQL also writes without a separator.
    case password
    /// A header that may name a scheme first.
    case header
    /// Everything up to the end of the line.
    case cookie
    /// The scheme itself, in running text.
    case bearer
    case secret

    /// From a name as found; nil where it names no secret. Compared without case, hyphens, underscores, dots and
    /// trailing digits, by its end: `DB_PASSWORD`, `spring.datasource.password2`, `x-api-key`, `clientSecret`.
    init?(_ name: ArraySlice<UInt8>) {
        // No key is that long; without the limit a text without blanks would be copied whole.
        guard name.count <= 80 else { return nil }
        var letters: [UInt8] = []
        var lastPart: [UInt8] = []
        for byte in name {
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") {
                lastPart.removeAll(keepingCapacity: true)
            } else {
                letters.append(ASCII.lowercased(byte))
                lastPart.append(ASCII.lowercased(byte))
            }
        }
        while let last = letters.last, ASCII.isDigit(last) { letters.removeLast() }
        let text = String(decoding: letters, as: UTF8.self)
        if Self.passwords.contains(where: text.hasSuffix) {
            self = .password
        } else if text.hasSuffix("authorization") {
            self = .header
        } else if text.hasSuffix("cookie") {
            self = .cookie
        } else if text == "bearer" {
            self = .bearer
        } else if Self.secrets.contains(where: text.hasSuffix)
            || Self.parts.contains(String(decoding: lastPart, as: UTF8.self))
        {
            self = .secret
        } else {
            return nil
        }
    }

    private static let passwords = ["password", "passwd", "passphrase", "비밀번호", "패스워드", "identifiedby"]
    private static let secrets = [
        "secret", "token", "apikey", "accesskey", "accesskeyid", "secretkey", "privatekey", "signingkey", "encryptionkey",
        "sharedkey", "authkey", "licensekey", "masterkey", "storagekey", "accountkey", "credential", "credentials", "sessionid",
        "sessid", "passcode", "passwordhash", "signature", "connectionstring", "주민등록번호", "주민번호", "암호", "인증번호",
    ]
    /// Too short to be looked for at the end of any word: the last part alone.
    private static let parts: Set<String> = ["pass", "pwd", "pw", "jwt", "otp", "cvv", "cvc", "ssn", "sig", "rrn"]
}
