import Foundation
import Model
import Pipeline
import Testing

/// Which node the lines of a program with many parts belong to.
@Suite struct ProgramPartsTests {
    private func nodes(_ file: String, _ lines: [String]) throws -> Set<String> {
        let text = (0..<40).map { second in
            lines.map { $0.replacingOccurrences(of: "TIME", with: "Nov 24 17:00:\(second + 10)") }.joined(
                separator: "\n")
        }.joined(separator: "\n")
        let result = try Scenario.analyze(files: ["mx1/\(file)": text + "\n"], readAt: 1_795_600_000 * .second)
        return Set(result.engine.streams.nodes.map(\.name))
    }

    @Test func theDaemonsOfPostfixAreOneNode() throws {
        let found = try nodes(
            "mail.log",
            [
                "TIME mx1 postfix/smtpd[12]: connect from unknown[203.0.113.5]",
                "TIME mx1 postfix/qmgr[13]: 4F2A: removed", "TIME mx1 /usr/sbin/cron[14]: (root) CMD (true)",
            ])
        #expect(found == ["mx1/postfix", "mx1/cron"])
    }

    @Test func partsInAProgramsOwnFileAreItsNode() throws {
        let found = try nodes(
            "dovecot.log",
            ["TIME imap-login: Info: Login: user=<a@example.org>", "TIME lmtp(4711): Info: saved mail to INBOX"])
        #expect(found == ["mx1/dovecot"])
    }
}
