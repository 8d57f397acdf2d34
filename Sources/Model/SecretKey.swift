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
        if Self.ends(letters, with: Self.passwords) {
            self = .password
        } else if Self.ends(letters, with: Self.headers) {
            self = .header
        } else if Self.ends(letters, with: Self.cookies) {
            self = .cookie
        } else if letters.elementsEqual("bearer".utf8) {
            self = .bearer
        } else if Self.ends(letters, with: Self.secrets) || Self.parts.contains(lastPart) {
            self = .secret
        } else {
            return nil
        }
    }

    /// Whether a name ends in one of the words. Most names are told apart by their last byte.
    private static func ends(_ name: [UInt8], with words: [[UInt8]]) -> Bool {
        guard let last = name.last else { return false }
        return words.contains { word in
            guard word[word.count - 1] == last, word.count <= name.count else { return false }
            let shift = name.count - word.count
            return word.indices.allSatisfy { word[$0] == name[shift + $0] }
        }
    }

    private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

    private static let passwords = bytes(["password", "passwd", "passphrase", "비밀번호", "패스워드", "identifiedby"])
    private static let headers = bytes(["authorization"])
    private static let cookies = bytes(["cookie"])
    private static let secrets = bytes([
        "secret", "token", "apikey", "accesskey", "accesskeyid", "secretkey", "privatekey", "signingkey",
        "encryptionkey",
        "sharedkey", "authkey", "licensekey", "masterkey", "storagekey", "accountkey", "credential", "credentials",
        "sessionid",
        "sessid", "passcode", "passwordhash", "signature", "connectionstring", "주민등록번호", "주민번호", "암호", "인증번호",
    ])
    /// Too short to be looked for at the end of any word: the last part alone.
    private static let parts = Set(bytes(["pass", "pwd", "pw", "jwt", "otp", "cvv", "cvc", "ssn", "sig", "rrn"]))
}
