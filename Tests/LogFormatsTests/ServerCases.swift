import Model

@testable import LogFormats

/// Web servers, proxies, databases.
enum ServerCases {
    static let sources: [Source] = [
        Source(
            "access", .access,
            cases: [
                Case(
                    "10.77.1.11 - - [24/Nov/2026:16:13:46 +0000] \"GET / HTTP/1.0\" 200 690 \"-\" \"curl/7.88.1\"",
                    "2026-11-24T16:13:46Z", .info, "\"GET / HTTP/1.0\" 200 690"),
                Case(
                    "10.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 404 2326",
                    "2000-10-10T20:55:36Z", .notice,
                    "\"GET /apache_pb.gif HTTP/1.0\" 404 2326"),
                Case(
                    "::1 - - [24/Nov/2026:16:13:46 +0000] \"-\" 408 -", "2026-11-24T16:13:46Z", .notice, "\"-\" 408 -"),
                Case(
                    "10.77.1.200 - - [24/Nov/2026:16:13:46 +0000] \"POST /cart HTTP/1.1\" 502 59 \"-\" \"a \\\" b\" rt=0.062 urt=0.060 rid=df7ed3ebcea7c5e3",
                    "2026-11-24T16:13:46Z", .error, id: "df7ed3ebcea7c5e3",
                    fields: "rt=0.062 urt=0.060 rid=df7ed3ebcea7c5e3", "\"POST /cart HTTP/1.1\" 502 59"),
                Case(
                    "shop.example:443 10.77.1.51 - - [24/Nov/2026:16:14:01 +0100] \"GET /?a=\\\"b HTTP/1.1\" 301 59 \"-\" \"x\"",
                    "2026-11-24T15:14:01Z", .info,
                    "\"GET /?a=\\\"b HTTP/1.1\" 301 59"),
                Case(
                    "2001:db8::1 - - [24/Nov/2026:16:13:46 +0000] \"GET / HTTP/2.0\" 499 0", "2026-11-24T16:13:46Z",
                    .notice, "\"GET / HTTP/2.0\" 499 0"),
            ]),
        Source(
            "nginx errors", .nginxError,
            cases: [
                Case(
                    "2026/11/24 16:55:38 [error] 151#151: *36751 connect() failed (111: Connection refused)",
                    "2026-11-24T16:55:38Z", .error, pid: 151,
                    "connect() failed (111: Connection refused)"),
                Case(
                    "2026/11/24 16:55:38 [notice] 1#1: using the \"epoll\" event method", "2026-11-24T16:55:38Z",
                    .notice, pid: 1, "using the \"epoll\" event method"),
                Case(
                    "2026/11/24 16:55:38 [warn] 12#0: conflicting server name", "2026-11-24T16:55:38Z", .warning,
                    pid: 12, "conflicting server name"),
                Case(
                    "2026/11/24 16:55:38 [emerg] 12#12: bind() to 0.0.0.0:80 failed", "2026-11-24T16:55:38Z",
                    .emergency, pid: 12, "bind() to 0.0.0.0:80 failed"),
                Case(
                    "2026/11/24 16:55:38 [crit] 7#8: *1 SSL_do_handshake() failed", "2026-11-24T16:55:38Z", .critical,
                    pid: 7, "SSL_do_handshake() failed"),
            ]),
        Source(
            "Apache errors", .apacheError,
            cases: [
                Case(
                    "[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok /etc/httpd/conf/workers2.properties",
                    "2005-12-04T04:47:44Z", .notice,
                    "workerEnv.init() ok /etc/httpd/conf/workers2.properties"),
                Case(
                    "[Sun Dec 04 04:47:44 2005] [error] [client 222.166.160.184] Directory index forbidden by rule",
                    "2005-12-04T04:47:44Z", .error,
                    "[client 222.166.160.184] Directory index forbidden by rule"),
                Case(
                    "[Tue Nov 24 17:00:11.123456 2026] [core:error] [pid 12:tid 14] (13)Permission denied: AH00132: no",
                    "2026-11-24T17:00:11.123456Z", .error, pid: 12,
                    "(13)Permission denied: AH00132: no"),
                Case(
                    "[Tue Nov 24 17:00:11.123456 2026] [mpm_event:notice] [pid 1:tid 139] AH00489: Apache/2.4.57 configured",
                    "2026-11-24T17:00:11.123456Z", .notice, pid: 1,
                    "AH00489: Apache/2.4.57 configured"),
                Case(
                    "[Tue Nov 24 17:00:11 2026] [ssl:trace3] [pid 2] handshake", "2026-11-24T17:00:11Z", .debug, pid: 2,
                    "handshake"),
            ]),
        Source(
            "bracketed time and request", .timedRequest,
            cases: [
                Case(
                    "[2026-11-24T17:00:11.123Z] \"GET /api HTTP/1.1\" 503 UF 0 91 12 - \"-\" \"curl\" \"5ec3b5b0-1c5d-4e4e-8b7b-cc2ae3e11111\" \"shop\" \"10.0.0.1:80\"",
                    "2026-11-24T17:00:11.123000Z", .error, id: "5ec3b5b0-1c5d-4e4e-8b7b-cc2ae3e11111",
                    "\"GET /api HTTP/1.1\" 503 UF"),
                Case(
                    "[2026-11-24T17:00:11.123Z] \"POST /pay HTTP/2\" 200 - 12 91 12 11 \"-\" \"go\" \"5ec3b5b0-1c5d-4e4e-8b7b-cc2ae3e22222\" \"pay\" \"10.0.0.2:80\"",
                    "2026-11-24T17:00:11.123000Z", .info, id: "5ec3b5b0-1c5d-4e4e-8b7b-cc2ae3e22222",
                    "\"POST /pay HTTP/2\" 200 -"),
                Case(
                    "[24/Nov/2026 17:00:11] \"GET /login/ HTTP/1.1\" 200 12", "2026-11-24T17:00:11Z", .info,
                    "\"GET /login/ HTTP/1.1\" 200 12"),
                Case(
                    "[24/Nov/2026 17:00:11] \"GET /x HTTP/1.1\" 404 2234", "2026-11-24T17:00:11Z", .notice,
                    "\"GET /x HTTP/1.1\" 404 2234"),
                Case(
                    "[24/Nov/2026 17:00:12] \"POST /y HTTP/1.1\" 500 145", "2026-11-24T17:00:12Z", .error,
                    "\"POST /y HTTP/1.1\" 500 145"),
            ]),
        Source(
            "HAProxy", .syslog,
            cases: [
                Case(
                    "Nov 24 17:00:11 lb1 haproxy[1234]: 10.0.1.2:33317 [24/Nov/2026:17:00:11.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 \"GET / HTTP/1.1\"",
                    "2026-11-24T17:00:11Z", .info, host: "lb1", service: "haproxy", pid: 1234,
                    "http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 \"GET / HTTP/1.1\""),
                Case(
                    "Nov 24 17:00:12 lb1 haproxy[1234]: 10.0.1.2:33317 [24/Nov/2026:17:00:12.655] http-in static/<NOSRV> 0/-1/-1/-1/0 503 212 - - SC-- 1/1/1/1/0 0/0 \"GET / HTTP/1.1\"",
                    "2026-11-24T17:00:12Z", .error, host: "lb1", service: "haproxy", pid: 1234,
                    "http-in static/<NOSRV> 0/-1/-1/-1/0 503 212 - - SC-- 1/1/1/1/0 0/0 \"GET / HTTP/1.1\""),
                Case(
                    "Nov 24 17:00:13 lb1 haproxy[1234]: Server static/srv1 is DOWN, reason: Layer4 timeout",
                    "2026-11-24T17:00:13Z", nil, host: "lb1", service: "haproxy", pid: 1234,
                    "Server static/srv1 is DOWN, reason: Layer4 timeout"),
                Case(
                    "Nov 24 17:00:13 lb1 haproxy[1234]: backend static has no server available!",
                    "2026-11-24T17:00:13Z", nil, host: "lb1", service: "haproxy", pid: 1234,
                    "backend static has no server available!"),
                Case(
                    "Nov 24 17:00:14 lb1 haproxy[1234]: Proxy http-in started.", "2026-11-24T17:00:14Z", nil,
                    host: "lb1", service: "haproxy", pid: 1234, "Proxy http-in started."),
            ]),
        Source(
            "uWSGI", .uwsgi,
            cases: [200, 301, 404, 500, 503].map { status in
                Case(
                    "[pid: 88185|app: 0|req: 1/1] 127.0.0.1 () {38 vars in 696 bytes} [Sun Mar 13 22:49:12 2016] POST /x => generated 47 bytes in 129 msecs (HTTP/1.1 \(status)) 9 headers",
                    "2016-03-13T22:49:12Z", status >= 500 ? .error : status >= 400 ? .notice : .info, pid: 88185,
                    "POST /x => generated 47 bytes in 129 msecs (HTTP/1.1 \(status)) 9 headers")
            }),
        Source(
            "Squid", .squid,
            cases: [
                Case(
                    "1795539611.123    456 10.0.0.1 TCP_MISS/200 1234 GET http://x/ - HIER_DIRECT/1.2.3.4 text/html",
                    "2026-11-24T17:00:11.123000Z", .info,
                    "TCP_MISS/200 1234 GET http://x/ - HIER_DIRECT/1.2.3.4 text/html"),
                Case(
                    "1795539611.123      0 10.0.0.1 TCP_DENIED/403 1234 CONNECT x:443 - HIER_NONE/- text/html",
                    "2026-11-24T17:00:11.123000Z", .notice,
                    "TCP_DENIED/403 1234 CONNECT x:443 - HIER_NONE/- text/html"),
                Case(
                    "1795539612.000  60000 10.0.0.1 TCP_MISS/503 0 GET http://y/ - HIER_NONE/- -",
                    "2026-11-24T17:00:12Z", .error, "TCP_MISS/503 0 GET http://y/ - HIER_NONE/- -"),
                Case(
                    "1795539613.001      1 10.0.0.2 TCP_HIT/200 99 GET http://z/ - HIER_NONE/- -",
                    "2026-11-24T17:00:13.001000Z", .info,
                    "TCP_HIT/200 99 GET http://z/ - HIER_NONE/- -"),
                Case(
                    "1795539614.001      1 10.0.0.2 TCP_MEM_HIT/304 99 GET http://z/ - HIER_NONE/- -",
                    "2026-11-24T17:00:14.001000Z", .info,
                    "TCP_MEM_HIT/304 99 GET http://z/ - HIER_NONE/- -"),
            ]),
        Source(
            "W3C", .w3c,
            cases: [
                Case(
                    "#Software: Microsoft Internet Information Services 10.0", "", nil,
                    "#Software: Microsoft Internet Information Services 10.0"),
                Case(
                    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port c-ip sc-status time-taken", "",
                    nil,
                    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port c-ip sc-status time-taken"),
                Case(
                    "2026-11-24 17:00:11 10.0.0.5 GET /default.htm - 80 10.0.0.9 200 15", "2026-11-24T17:00:11Z", .info,
                    fields: "- 80 10.0.0.9 200 15", "GET /default.htm"),
                Case(
                    "2026-11-24 17:00:12 10.0.0.5 POST /api/x a=1 80 10.0.0.9 500 1532", "2026-11-24T17:00:12Z", .error,
                    fields: "a=1 80 10.0.0.9 500 1532", "POST /api/x"),
                Case(
                    "2026-11-24 17:00:13 10.0.0.5 GET /nothing - 80 10.0.0.9 404 3", "2026-11-24T17:00:13Z", .notice,
                    fields: "- 80 10.0.0.9 404 3", "GET /nothing"),
            ]),
        Source(
            "PostgreSQL", .postgresql,
            cases: [
                Case(
                    "2026-11-24 17:00:11.911 UTC [123] LOG:  starting PostgreSQL 15.18", "2026-11-24T17:00:11.911000Z",
                    .info, pid: 123, "starting PostgreSQL 15.18"),
                Case(
                    "2026-11-24 17:00:11.911 UTC [123] shop@shop FATAL:  too many connections",
                    "2026-11-24T17:00:11.911000Z", .critical, pid: 123, "too many connections"),
                Case(
                    "2026-11-24 17:00:11 CET [48-1] postgres@shop [local] psql ERROR:  relation \"x\" does not exist",
                    "2026-11-24T16:00:11Z", .error, pid: 48,
                    "relation \"x\" does not exist"),
                Case(
                    "2026-11-24 17:00:11.911 UTC [123] shop@shop STATEMENT:  select 1", "2026-11-24T17:00:11.911000Z",
                    .info, pid: 123, "select 1"),
                Case(
                    "2026-11-24 17:00:11.911 KST [9] WARNING:  database has a collation version mismatch",
                    "2026-11-24T08:00:11.911000Z", .warning, pid: 9,
                    "database has a collation version mismatch"),
                Case(
                    "2026-11-24 17:00:11.911 UTC [9] PANIC:  could not write to file", "2026-11-24T17:00:11.911000Z",
                    .emergency, pid: 9, "could not write to file"),
            ]),
        Source(
            "Redis", .redis,
            cases: [
                Case(
                    "35:C 24 Nov 2026 16:13:32.206 * Supervised by systemd.", "2026-11-24T16:13:32.206000Z", .notice,
                    pid: 35, "Supervised by systemd."),
                Case(
                    "1:M 24 Nov 2026 17:00:00.123 # WARNING overcommit_memory is set to 0!",
                    "2026-11-24T17:00:00.123000Z", .warning, pid: 1,
                    "WARNING overcommit_memory is set to 0!"),
                Case(
                    "1:S 24 Nov 2026 17:00:00.123 - Accepted 10.0.0.1:5000", "2026-11-24T17:00:00.123000Z", .info,
                    pid: 1, "Accepted 10.0.0.1:5000"),
                Case(
                    "12:X 24 Nov 2026 17:00:00.123 . 1 clients connected", "2026-11-24T17:00:00.123000Z", .debug,
                    pid: 12, "1 clients connected"),
                Case(
                    "[4018] 14 Nov 07:01:22.119 * Background saving terminated with success",
                    "2026-11-14T07:01:22.119000Z", .notice, pid: 4018,
                    "Background saving terminated with success"),
            ]),
        Source(
            "MySQL", .mySQL,
            cases: [
                Case(
                    "2026-11-24T17:00:11.123456Z 0 [System] [MY-010116] [Server] /usr/sbin/mysqld starting as process 1",
                    "2026-11-24T17:00:11.123456Z", .info,
                    "/usr/sbin/mysqld starting as process 1"),
                Case(
                    "2026-11-24T17:00:11.123456Z 12 [ERROR] [MY-013183] [InnoDB] Assertion failure: x",
                    "2026-11-24T17:00:11.123456Z", .error, "Assertion failure: x"),
                Case(
                    "2026-11-24 17:00:11 0 [Note] InnoDB: Buffer pool(s) load completed", "2026-11-24T17:00:11Z",
                    .notice, "InnoDB: Buffer pool(s) load completed"),
                Case(
                    "2026-11-24 17:00:11 140234 [Warning] Aborted connection 12 to db: 'shop'", "2026-11-24T17:00:11Z",
                    .warning, "Aborted connection 12 to db: 'shop'"),
                Case(
                    "241124  7:00:11 [ERROR] Can't open the mysql.plugin table", "2024-11-24T07:00:11Z", .error,
                    "Can't open the mysql.plugin table"),
            ]),
        Source(
            "MongoDB", .mongoDB,
            cases: [
                Case(
                    "2026-11-24T17:00:11.123+0000 I NETWORK  [conn12] end connection 127.0.0.1:5000",
                    "2026-11-24T17:00:11.123000Z", .info, "end connection 127.0.0.1:5000"),
                Case(
                    "2026-11-24T17:00:11.123+0000 E  STORAGE  [initandlisten] cannot open data file",
                    "2026-11-24T17:00:11.123000Z", .error, "cannot open data file"),
                Case(
                    "2026-11-24T17:00:11.123+0100 W CONTROL  [main] no SSL certificate", "2026-11-24T16:00:11.123000Z",
                    .warning, "no SSL certificate"),
                Case(
                    "2026-11-24T17:00:11.123+0000 D2 REPL     [ReplBatcher] next", "2026-11-24T17:00:11.123000Z",
                    .debug, "next"),
                Case(
                    "2026-11-24T17:00:11.123+0000 F -        [conn1] Fatal Assertion 28558",
                    "2026-11-24T17:00:11.123000Z", .critical, "Fatal Assertion 28558"),
            ]),
    ]
}
