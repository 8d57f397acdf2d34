import Model
import TestSupport
import Testing

@Suite struct SecretMaskingTests {
    /// Each pair: what is found, and what is left of it.
    @Test(arguments: [
        ("login password=hunter2 ok", "login password=[masked] ok"),
        ("DB_PASSWORD: s3cr3t, host: x", "DB_PASSWORD: [masked], host: x"),
        ("DB_PASSWORD: a,b;c, host: x", "DB_PASSWORD: [masked], host: x"),
        ("spring.datasource.password2 = \"a b\\\"c\" next", "spring.datasource.password2 = \"[masked]\" next"),
        (#"{"user":"kim","api_key":"abc","n":1}"#, #"{"user":"kim","api_key":"[masked]","n":1}"#),
        (#"{"log":"{\"token\":\"abc\",\"n\":1}"}"#, #"{"log":"{\"token\":\"[masked]\",\"n\":1}"}"#),
        ("{'secret': 'x', 'a': 'b'}", "{'secret': '[masked]', 'a': 'b'}"),
        ("cmd --token abc123 --verbose", "cmd --token [masked] --verbose"),
        ("cmd --password=abc --x", "cmd --password=[masked] --x"),
        ("ALTER USER a WITH PASSWORD 'x y'", "ALTER USER a WITH PASSWORD '[masked]'"),
        ("GET /cb?code=1&access_token=abc.def&x=2", "GET /cb?code=1&access_token=[masked]&x=2"),
        ("Authorization: Bearer abc.def-123", "Authorization: Bearer [masked]"),
        ("authorization=Basic dXNlcjpwYXNz", "authorization=Basic [masked]"),
        (#""Authorization":"Bearer abc","x":1"#, #""Authorization":"Bearer [masked]","x":1"#),
        ("X-Api-Key: 12345", "X-Api-Key: [masked]"),
        ("sent Bearer 0123456789abcdef0123 to y", "sent Bearer [masked] to y"),
        ("Cookie: a=b; c=d", "Cookie: [masked]"),
        ("set-cookie: sid=1; Path=/\nnext", "set-cookie: [masked]\nnext"),
        ("비밀번호: 호랑이 끝", "비밀번호: [masked] 끝"),
        ("postgres://app:pa55@db1:5432/x", "postgres://app:[masked]@db1:5432/x"),
        ("amqp://app:pa/ss@mq/x", "amqp://app:[masked]@mq/x"),
        ("https://0123456789abcdef0123456789@github.com/a", "https://[masked]@github.com/a"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----[masked]-----END RSA PRIVATE KEY-----"
        ),
        ("-----BEGIN PRIVATE KEY-----MIIE and cut", "-----BEGIN PRIVATE KEY-----[masked]"),
        ("id AKIAIOSFODNN7EXAMPLE end", "id [masked] end"),
        ("x=ghp_0123456789abcdefghij0123456789abcdef", "x=[masked]"),
        ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end.", "jwt [masked] end."),
        ("POST https://hooks.slack.com/services/T0/B0/abc done", "POST https://hooks.slack.com/services/[masked] done"),
        ("url/bot/123456789:AAabcdefghijklmnopqrstuvwxyz0123456/send", "url/bot/[masked]/send"),
        ("주민번호 900101-1234567 확인", "주민번호 [masked] 확인"),
        ("rrn 900101 - 1234567", "rrn [masked]"),
        ("9001011234568", "[masked]"),
        ("2103033123456", "[masked]"),
        ("card 4111 1111 1111 1111 ok", "card [masked] ok"),
        ("card=378282246310005,", "card=[masked],"),
        ("5555-5555-5555-4444", "[masked]"),
    ]) func masks(_ text: String, _ expected: String) {
        #expect(SecretMasking.mask(text) == expected)
    }

    @Test func botTokens() {
        let text = "api.telegram.org/bot123456789:AAabcdefghijklmnopqrstuvwxyz0123456/send"
        #expect(SecretMasking.mask(text) == "api.telegram.org/bot[masked]/send")
    }

    /// What holds no secret stays as it is.
    @Test(arguments: [
        "Failed password for root from 10.0.0.1 port 22 ssh2", "unexpected token '<' in JSON at position 0",
        "token=<*> user=<*>",
        "password=null", "password=", "password= user=root", "tokens=512 max_token_count=7", "monkey=5 keyboard: us",
        "http://host:8080/users/@me", "ssh://git@github.com/a", "https://[::1]:80/a@b", "ts 1732468211911 ms",
        "1732468211911911 us", "uuid 41111111-1111-1111-1111-411111111111", "4111111111111112", "901301-1234567",
        "sk-learn-is-a-library-without-digits", "a bearer of news", "Basic rules apply", "", "한글만 있는 줄", "password",
    ]) func leavesAlone(_ text: String) { #expect(SecretMasking.mask(text) == text) }

    /// Property: whatever the text, masking ends, keeps UTF-8 whole, and a second time changes nothing.
    @Test(arguments: 0..<200 as Range<UInt64>) func maskingTwiceIsMaskingOnce(seed: UInt64) {
        let parts = [
            "password", "token", "=", ":", " ", "\"", "'", "\\", "&", ",", ";", "]", "[masked]", "Bearer ", "://", "@",
            "/", "a:b",
            "-----BEGIN ", "PRIVATE KEY-----", "-----END", "9001011234568", "900101", "-", "4111111111111111",
            "AKIAIOSFODNN7EXAMPLE",
            "eyJhbGciOiJIUzI1NiJ9", ".", "Cookie", "Authorization", "비밀번호", "호", "\n", "--", "<*>", "null", "x", "7",
            "hooks.slack.com/services/", "sk-0123456789abcdefghij", "`", "{", "}", "한",
        ]
        var random = Seeded(seed)
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<Int.random(in: 0...14, using: &random) {
                text += parts[Int.random(in: 0..<parts.count, using: &random)]
            }
            let once = SecretMasking.mask(text)
            #expect(SecretMasking.mask(once) == once, "seed \(seed): \(text.debugDescription)")
            #expect(!once.contains("\u{FFFD}"))
        }
    }

    /// Text made to be slow is not: no rule looks further than a bounded way, or takes what it looked at.
    @Test(arguments: ["://a:b/", "password ", "-----BEGIN ", "eyJ.", "4111 ", "a,", "\"token\"", "--token", "x=y,"])
    func hostileTextIsLinear(_ part: String) {
        let text = String(repeating: part, count: 60_000)
        #expect(SecretMasking.mask(SecretMasking.mask(text)).utf8.count <= SecretMasking.mask(text).utf8.count * 2)
    }

    @Test func everyTextOfAnIncidentIsMasked() {
        var incident = sampleIncident("i")
        let secret = "password=hunter2"
        incident.title = secret
        incident.summary = secret
        incident.notes = [secret]
        incident.rootCauses[0].why = secret
        incident.members[0].reason = secret
        incident.members[0].alert.templateText = secret
        incident.members[0].alert.series = secret
        incident.members[0].alert.identifiers = [secret]
        incident.members[0].alert.evidence.text = secret
        incident.members[0].alert.evidence.samples = [secret, secret]
        #expect("\(incident)".contains("hunter2"))
        #expect(!"\(SecretMasking.mask(incident))".contains("hunter2"))
        #expect(SecretMasking.mask(sampleIncident("i")) == sampleIncident("i"))
    }
}
