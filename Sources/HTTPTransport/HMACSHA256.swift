import CCrypto

/// HMAC-SHA256 (RFC 2104, FIPS 180-4) by the distribution's libcrypto, which gets its security updates.
package enum HMACSHA256 {
    /// The 32 bytes of the code.
    package static func digest(key: [UInt8], message: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // An empty array has no address, and libcrypto takes a null key for "the key of last time".
        let key = key.isEmpty ? [0] : key
        let result = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &count)
        precondition(result != nil && count == 32, "libcrypto has no SHA-256")
        return Array(code[..<32])
    }

    /// The same in 64 lower-case hexadecimal digits, as signature headers have it.
    package static func hexDigest(key: [UInt8], message: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in digest(key: key, message: message) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
