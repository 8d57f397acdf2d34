import Bytes
import Model
import Testing

import Pipeline

@Suite struct ClientAddressTests {
    @Test(arguments: [
        ("192.0.2.7 - - [02/Nov/2026:01:00:00 +0000] |GET / 200", "192.0.2.7"),
        ("shop.example 192.0.2.7 - - |GET / 200", "192.0.2.7"),
        ("2001:db8::17 - - [02/Nov/2026:01:00:00 +0000] |GET / 200", "2001:db8::17"),
        ("10:11:12 app: |started", ""), ("2026-11-02 10:11:12 |started", ""), ("1.2.3 app |started", ""),
        ("deadbeef app |started", ""), ("1.2.3.4.5 app |started", ""), ("|192.0.2.7 is gone", ""),
    ])
    func theAddressBeforeTheMessageIsTheClient(_ line: String, _ expected: String) {
        let message = line.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)[0].count
        let bytes = Array(line.utf8.filter { $0 != UInt8(ascii: "|") })
        var record = Record()
        record.line = ByteRange(0, bytes.count)
        record.message = ByteRange(message, bytes.count)
        let found = ClientAddress.find(in: record, bytes.span.bytes)
        #expect(String(decoding: bytes[found.range], as: UTF8.self) == expected)
        // The address of the host that wrote the line is not a client's.
        record.host = found
        if !found.isEmpty { #expect(ClientAddress.find(in: record, bytes.span.bytes).isEmpty) }
    }
}
