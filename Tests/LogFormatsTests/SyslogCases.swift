import Model

@testable import LogFormats

/// Syslog in its forms, the kernel, the journal's short outputs, clusters.
enum SyslogCases {
    static let sources: [Source] = [
        Source(
            "RFC 3164", .syslog,
            cases: [
                Case(
                    "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure; logname= uid=0 euid=0 tty=NODEVssh",
                    "2026-06-14T15:16:01Z", nil,
                    host: "combo", service: "sshd(pam_unix)", pid: 19939,
                    "authentication failure; logname= uid=0 euid=0 tty=NODEVssh"),
                Case(
                    "Jul  1 09:00:55 calvisitor-10 kernel[0]: AppleThunderboltNHIType2::prePCIWake - power up complete",
                    "2026-07-01T09:00:55Z", nil,
                    host: "calvisitor-10", service: "kernel", "AppleThunderboltNHIType2::prePCIWake - power up complete"
                ),
                Case(
                    "Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user webmaster from 173.234.31.186",
                    "2025-12-10T06:55:46Z", nil,
                    host: "LabSZ", service: "sshd", pid: 24200, "Invalid user webmaster from 173.234.31.186"),
                Case(
                    "Jul  2 11:00:55 mac com.apple.xpc.launchd[1] (com.apple.xpc.launchd.domain.pid[2]): Path not allowed",
                    "2026-07-02T11:00:55Z", nil,
                    host: "mac", service: "com.apple.xpc.launchd", pid: 1, "Path not allowed"),
                Case(
                    "Nov 24 17:00:11 host CRON[123]: (root) CMD (run-parts /etc/cron.hourly)", "2026-11-24T17:00:11Z",
                    nil,
                    host: "host", service: "CRON", pid: 123, "(root) CMD (run-parts /etc/cron.hourly)"),
                Case(
                    "Nov 24 17:00:11 host syslogd 1.4.1: restart.", "2026-11-24T17:00:11Z", nil, host: "host",
                    service: "syslogd", "restart."),
                Case("Nov 24 17:00:11 host -- MARK --", "2026-11-24T17:00:11Z", nil, host: "host", "-- MARK --"),
                Case(
                    "Nov 24 17:00:11 host postfix/smtpd[12]: error: open /etc/x: No such file", "2026-11-24T17:00:11Z",
                    .error,
                    host: "host", service: "postfix/smtpd", pid: 12, "error: open /etc/x: No such file"),
                Case(
                    "Nov 24 17:00:11 host NetworkManager[12]: <warn>  [1795539611.1234] device (eth0): link down",
                    "2026-11-24T17:00:11Z", .warning,
                    host: "host", service: "NetworkManager", pid: 12, "device (eth0): link down"),
                Case(
                    "Nov 24 17:00:11.123456 host systemd[1]: Started session-1.scope.", "2026-11-24T17:00:11.123456Z",
                    nil,
                    host: "host", service: "systemd", pid: 1, "Started session-1.scope."),
                Case(
                    "Nov 24 17:00:11 sshd[43]: Server listening on :: port 22.", "2026-11-24T17:00:11Z", nil,
                    service: "sshd", pid: 43,
                    "Server listening on :: port 22."),
            ]),
        Source(
            "RFC 3164 with a priority", .syslog,
            cases: [
                Case(
                    "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
                    "2026-10-11T22:14:15Z", .critical,
                    host: "mymachine", service: "su", "'su root' failed for lonvick on /dev/pts/8"),
                Case(
                    "<13>Nov 24 17:00:11 host app[7]: hello", "2026-11-24T17:00:11Z", .notice, host: "host",
                    service: "app", pid: 7, "hello"),
                Case(
                    "<6>Nov 24 17:00:11 host kernel: [12345.678901] usb 1-1: new device", "2026-11-24T17:00:11Z", .info,
                    host: "host", service: "kernel", "usb 1-1: new device"),
                Case(
                    "<191>Nov 24 17:00:11 host app: chatter", "2026-11-24T17:00:11Z", .debug, host: "host",
                    service: "app", "chatter"),
                Case(
                    "<30>2026-11-24T17:00:11.5+01:00 host app[7]: hello", "2026-11-24T16:00:11.500000Z", .info,
                    host: "host", service: "app", pid: 7, "hello"),
            ]),
        Source(
            "syslog with an ISO time", .syslogISO,
            cases: [
                Case(
                    "2026-11-24T16:13:31.024846+00:00 db1 sshd[43]: Server listening on 0.0.0.0 port 22.",
                    "2026-11-24T16:13:31.024846Z", nil,
                    host: "db1", service: "sshd", pid: 43, "Server listening on 0.0.0.0 port 22."),
                Case(
                    "2026-11-24T16:15:01.902720+09:00 db1 CRON[88]: (postgres) CMD (/usr/local/bin/db-backup)",
                    "2026-11-24T07:15:01.902720Z", nil,
                    host: "db1", service: "CRON", pid: 88, "(postgres) CMD (/usr/local/bin/db-backup)"),
                Case(
                    "2026-11-24T16:15:01+0000 db1 db-backup: starting dump of shop", "2026-11-24T16:15:01Z", nil,
                    host: "db1", service: "db-backup",
                    "starting dump of shop"),
                Case(
                    "2026-11-24T16:15:01Z db1 dockerd[12]: time=\"2026-11-24T16:15:01Z\" level=error msg=\"no such image\" image=x",
                    "2026-11-24T16:15:01Z", .error,
                    host: "db1", service: "dockerd", pid: 12, fields: "image=x", "no such image"),
                Case(
                    "2026-11-24T16:15:01Z db1 app[12]: {\"level\":\"warn\",\"msg\":\"slow query\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}",
                    "2026-11-24T16:15:01Z", .warning, host: "db1", service: "app", pid: 12,
                    id: "0af7651916cd43dd8448eb211c80319c", "slow query"),
                Case(
                    "2026-11-24T16:15:01Z db1 systemd-logind[39]: New seat seat0.", "2026-11-24T16:15:01Z", nil,
                    host: "db1", service: "systemd-logind", pid: 39,
                    "New seat seat0."),
            ]),
        Source(
            "RFC 5424", .syslogProtocol,
            cases: [
                Case(
                    "<34>1 2026-11-24T22:14:15.003Z mymachine.example.com su - ID47 - 'su root' failed",
                    "2026-11-24T22:14:15.003000Z", .critical,
                    host: "mymachine.example.com", service: "su", "'su root' failed"),
                Case(
                    "<165>1 2026-11-24T22:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the do-nuts.",
                    "2026-11-25T05:14:15.000003Z", .notice,
                    host: "192.0.2.1", service: "myproc", pid: 8710, "%% It's time to make the do-nuts."),
                Case(
                    "<165>1 2026-11-24T22:14:15Z h evntslog - ID47 [exampleSDID@32473 iut=\"3\" eventID=\"10]11\"] An event",
                    "2026-11-24T22:14:15Z", .notice,
                    host: "h", service: "evntslog", "An event"),
                Case(
                    "<11>1 2026-11-24T22:14:15Z h app 12 - [a@1 trace_id=\"abc123\"][b@1 x=\"y\"] two elements",
                    "2026-11-24T22:14:15Z", .error,
                    host: "h", service: "app", pid: 12, id: "abc123", "two elements"),
                Case("<14>1 - - app - - - no time, no host", "", .info, service: "app", "no time, no host"),
            ]),
        Source(
            "kernel", .kernel,
            cases: [
                Case("[    0.000000] Linux version 6.1.0-18-amd64", "", nil, "Linux version 6.1.0-18-amd64"),
                Case(
                    "[12345.678901] Out of memory: Killed process 4711 (java)", "", nil,
                    "Out of memory: Killed process 4711 (java)"),
                Case(
                    "[12345.678901] usb 1-1: new high-speed USB device", "", nil, "usb 1-1: new high-speed USB device"),
                Case(
                    "kern  :warn  : [    0.123456] ACPI: RSDP 0x00000000000F05B0", "", .warning,
                    "ACPI: RSDP 0x00000000000F05B0"),
                Case(
                    "kern  :err   : [   10.123456] EXT4-fs error (device sda1)", "", .error,
                    "EXT4-fs error (device sda1)"),
            ]),
        Source(
            "journalctl, by seconds", .journalSeconds,
            cases: [
                Case(
                    "1795539611.123456 host sshd[43]: Server listening", "2026-11-24T17:00:11.123456Z", nil,
                    host: "host", service: "sshd", pid: 43, "Server listening"),
                Case(
                    "1795539611.123456 host systemd[1]: Reached target paths.target.", "2026-11-24T17:00:11.123456Z",
                    nil, host: "host", service: "systemd", pid: 1,
                    "Reached target paths.target."),
                Case(
                    "1795539612.000001 host kernel: Linux version 6.1", "2026-11-24T17:00:12.000001Z", nil,
                    host: "host", service: "kernel", "Linux version 6.1"),
                Case(
                    "[12345.678901] host sshd[43]: Server listening", "", nil, host: "host", service: "sshd", pid: 43,
                    "Server listening"),
                Case(
                    "[12345.678901] host systemd[1]: Started x.service.", "", nil, host: "host", service: "systemd",
                    pid: 1, "Started x.service."),
            ]),
        Source(
            "journalctl -o short-full", .syslog,
            cases: [
                Case(
                    "Tue 2026-11-24 17:00:11 UTC host sshd[43]: Server listening", "2026-11-24T17:00:11Z", nil,
                    host: "host", service: "sshd", pid: 43, "Server listening"),
                Case(
                    "Tue 2026-11-24 17:00:11 KST host systemd[1]: Started x.service.", "2026-11-24T08:00:11Z", nil,
                    host: "host", service: "systemd", pid: 1,
                    "Started x.service."),
                Case(
                    "Wed 2026-11-25 00:00:00 CET host kernel: eth0: link up", "2026-11-24T23:00:00Z", nil, host: "host",
                    service: "kernel", "eth0: link up"),
                Case(
                    "Wed 2026-11-25 00:00:00.25 UTC host a[1]: b", "2026-11-25T00:00:00.250000Z", nil, host: "host",
                    service: "a", pid: 1, "b"),
                Case(
                    "Wed 2026-11-25 00:00:00 UTC host app[9]: ERROR: boom", "2026-11-25T00:00:00Z", .error,
                    host: "host", service: "app", pid: 9, "boom"),
            ]),
        Source(
            "TAI64N", .tai64n,
            cases: [
                Case(
                    "@40000000433225833b6e1a8c tcpserver: status: 5/30", "2005-09-22T03:31:05.997071Z", nil,
                    "tcpserver: status: 5/30"),
                Case("@400000004332258300000000 ERROR: no", "2005-09-22T03:31:05Z", .error, "no"),
                Case("@40000000433225840000ffff a", "2005-09-22T03:31:06.000065Z", nil, "a"),
                Case("@400000006c0662ab00000000 b", "2027-06-07T08:43:13Z", nil, "b"),
                Case("@400000004332258500000000 c d", "2005-09-22T03:31:07Z", nil, "c d"),
            ]),
        Source(
            "clusters", .cluster,
            cases: [
                Case(
                    "- 1131566461 2005.11.09 dn228 Nov 9 12:01:01 dn228/dn228 crond(pam_unix)[2915]: session closed for user root",
                    "2005-11-09T20:01:01Z", nil,
                    host: "dn228", service: "crond(pam_unix)", pid: 2915, "session closed for user root"),
                Case(
                    "- 1131566461 2005.11.09 tbird-sm1 Nov 9 12:01:01 src@tbird-sm1 ib_sm.x[24904]: [ib_sm_sweep.c:1831]: NEW SWEEP",
                    "2005-11-09T20:01:01Z", nil,
                    host: "tbird-sm1", service: "ib_sm.x", pid: 24904, "[ib_sm_sweep.c:1831]: NEW SWEEP"),
                Case(
                    "R_DDR 1131566461 2005.11.09 an8 Nov 9 12:01:01 an8/an8 kernel: CPU0: stepping 03",
                    "2005-11-09T20:01:01Z", nil,
                    host: "an8", service: "kernel", "CPU0: stepping 03"),
                Case(
                    "- 1117838570 2005.06.03 R02-M1-N0 2005-06-03-15.42.50.363779 R02-M1-N0 RAS KERNEL INFO parity error corrected",
                    "2005-06-03T22:42:50Z", .info,
                    host: "R02-M1-N0", service: "KERNEL", "parity error corrected"),
                Case(
                    "APPREAD 1117838570 2005.06.03 R02 2005-06-03-15.42.50.363779 R02 RAS APP FATAL ciod: failed to read message prefix",
                    "2005-06-03T22:42:50Z", .critical,
                    host: "R02", service: "APP", "ciod: failed to read message prefix"),
            ]),
        Source(
            "audit", .auditd,
            cases: [
                Case(
                    "type=SYSCALL msg=audit(1795539611.123:24287): arch=c000003e syscall=2 success=no",
                    "2026-11-24T17:00:11.123000Z", nil,
                    "type=SYSCALL msg=audit(1795539611.123:24287): arch=c000003e syscall=2 success=no"),
                Case(
                    "type=CWD msg=audit(1795539611.123:24287): cwd=\"/root\"", "2026-11-24T17:00:11.123000Z", nil,
                    "type=CWD msg=audit(1795539611.123:24287): cwd=\"/root\""),
                Case(
                    "type=PATH msg=audit(1795539611.123:24287): item=0 name=\"/etc/shadow\"",
                    "2026-11-24T17:00:11.123000Z", nil,
                    "type=PATH msg=audit(1795539611.123:24287): item=0 name=\"/etc/shadow\""),
                Case(
                    "node=web1 type=USER_LOGIN msg=audit(1795539612.000:24288): pid=1 uid=0 res=failed",
                    "2026-11-24T17:00:12Z", nil, host: "web1",
                    "type=USER_LOGIN msg=audit(1795539612.000:24288): pid=1 uid=0 res=failed"),
                Case(
                    "type=CRED_DISP msg=audit(1795539613.5:9): pid=12", "2026-11-24T17:00:13.500000Z", nil,
                    "type=CRED_DISP msg=audit(1795539613.5:9): pid=12"),
            ]),
    ]
}
