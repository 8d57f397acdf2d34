import Model

@testable import LogFormats

/// Programs' own logs: time-led in the usual orders, level-led, klog, Ruby, JUL, .NET, GC, logcat.
enum ApplicationCases {
    static let sources: [Source] = [
        Source(
            "log4j", .timeLed, .columns,
            cases: [
                Case(
                    "2015-10-18 18:01:47,978 INFO [main] org.apache.hadoop.mapreduce.v2.app.MRAppMaster: Created MRAppMaster",
                    "2015-10-18T18:01:47.978000Z", .info, "Created MRAppMaster"),
                Case(
                    "2015-10-18 18:04:19,753 WARN [IPC Server handler 19 on 62270] org.apache.hadoop.ipc.Server: slow",
                    "2015-10-18T18:04:19.753000Z", .warning, "slow"),
                Case(
                    "2015-07-29 17:41:44,747 - INFO  [QuorumPeer[myid=1]/0:0:0:0:2181:FastLeaderElection@774] - Notification time out: 3200",
                    "2015-07-29T17:41:44.747000Z", .info,
                    "Notification time out: 3200"),
                Case(
                    "17/06/09 20:10:40 INFO executor.CoarseGrainedExecutorBackend: Registered signal handlers for [TERM, HUP, INT]",
                    "2017-06-09T20:10:40Z", .info,
                    "Registered signal handlers for [TERM, HUP, INT]"),
                Case(
                    "081109 203615 148 INFO dfs.DataNode$PacketResponder: PacketResponder 1 for block blk_38 terminating",
                    "2008-11-09T20:36:15Z", .info, pid: 148,
                    "PacketResponder 1 for block blk_38 terminating"),
                Case(
                    "2026-11-24 17:00:11,123 ERROR [http-8080-exec-5] com.example.Foo (Foo.java:42) - Could not load",
                    "2026-11-24T17:00:11.123000Z", .error, "Could not load"),
                Case(
                    "2026-11-24 17:00:11,123 [main] DEBUG com.example.Foo - loading", "2026-11-24T17:00:11.123000Z",
                    .debug, "loading"),
            ]),
        Source(
            "Spring", .timeLed, .columns,
            cases: [
                Case(
                    "2026-11-24 17:00:11.123  INFO 4711 --- [           main] c.e.shop.ShopApplication                 : Started in 3.2 seconds",
                    "2026-11-24T17:00:11.123000Z", .info, pid: 4711,
                    "Started in 3.2 seconds"),
                Case(
                    "2026-11-24T17:00:11.123+01:00  WARN 4711 --- [shop] [nio-8080-exec-1] o.s.w.s.Resolver : Resolved [x]",
                    "2026-11-24T16:00:11.123000Z", .warning, pid: 4711, "Resolved [x]"),
                Case(
                    "2026-11-24 17:00:11.123 ERROR 4711 --- [pool-1-thread-1] c.e.shop.Cart      : cart 12 lost",
                    "2026-11-24T17:00:11.123000Z", .error, pid: 4711, "cart 12 lost"),
                Case(
                    "24-Nov-2026 17:00:11.123 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [1234] ms",
                    "2026-11-24T17:00:11.123000Z", .info,
                    "Server startup in [1234] ms"),
                Case(
                    "[2026-11-24T17:00:11,123][WARN ][o.e.c.r.a.DiskThresholdMonitor] [node-1] high disk watermark exceeded",
                    "2026-11-24T17:00:11.123000Z", .warning,
                    "high disk watermark exceeded"),
                Case(
                    "[2026-11-24 17:00:11,123] INFO [KafkaServer id=0] started (kafka.server.KafkaServer)",
                    "2026-11-24T17:00:11.123000Z", .info, "[KafkaServer id=0] started (kafka.server.KafkaServer)"),
            ]),
        Source(
            "Python", .timeLed, .columns,
            cases: [
                Case(
                    "2026-11-24 17:00:11,123 - shop.db - ERROR - connection lost", "2026-11-24T17:00:11.123000Z",
                    .error, "connection lost"),
                Case(
                    "2026-11-24 16:35:04,629 INFO [shop.catalog] [47b3ed81c41d16693486a472269e878a] search 'steel' had no results",
                    "2026-11-24T16:35:04.629000Z", .info,
                    id: "47b3ed81c41d16693486a472269e878a", "search 'steel' had no results"),
                Case(
                    "[2026-11-24 16:13:34,519: WARNING/worker-38] mail relay deferred message",
                    "2026-11-24T16:13:34.519000Z", .warning, "mail relay deferred message"),
                Case(
                    "[2026-11-24 17:00:11 +0000] [12] [INFO] Booting worker with pid: 12", "2026-11-24T17:00:11Z",
                    .info, pid: 12, "Booting worker with pid: 12"),
                Case(
                    "[2026-11-24 17:00:11,123] {taskinstance.py:1150} INFO - Marking task as SUCCESS",
                    "2026-11-24T17:00:11.123000Z", .info, "Marking task as SUCCESS"),
                Case(
                    "2026-11-24 17:00:11 | INFO     | __main__:<module>:12 - hello", "2026-11-24T17:00:11Z", .info,
                    "hello"),
                Case(
                    "2026-11-24 17:00:11,123:DEBUG:certbot._internal.main:certbot version: 2.1.0",
                    "2026-11-24T17:00:11.123000Z", .debug, "certbot version: 2.1.0"),
                Case(
                    "2026-11-24 17:00:11,123 - util.py[DEBUG]: Running command", "2026-11-24T17:00:11.123000Z", .debug,
                    "Running command"),
                Case(
                    "2026-11-24 17:00:11,123 fail2ban.actions        [12]: NOTICE  Ban 1.2.3.4",
                    "2026-11-24T17:00:11.123000Z", .notice, pid: 12, "Ban 1.2.3.4"),
                Case(
                    "2017-05-16 00:00:00.008 25746 INFO nova.wsgi [req-38101a0b-2096-447d-96ea-a692162415ae 113d - -] 10.11.10.1 \"GET /v2\" status: 200",
                    "2017-05-16T00:00:00.008000Z", .info,
                    pid: 25746, id: "req-38101a0b-2096-447d-96ea-a692162415ae", "10.11.10.1 \"GET /v2\" status: 200"),
            ]),
        Source(
            "Go and Rust", .timeLed, .columns,
            cases: [
                Case(
                    "2026/11/24 17:00:11 main.go:12: listening on :8080", "2026-11-24T17:00:11Z", nil,
                    "listening on :8080"),
                Case("2026/11/24 17:00:11 http: Server closed", "2026-11-24T17:00:11Z", nil, "http: Server closed"),
                Case(
                    "2026/11/24 17:00:11 ERROR failed err=\"boom\" trace_id=0af7651916cd43dd", "2026-11-24T17:00:11Z",
                    .error, id: "0af7651916cd43dd",
                    "failed err=\"boom\" trace_id=0af7651916cd43dd"),
                Case("[2026-11-24T17:00:11Z INFO  my_app::db] connected", "2026-11-24T17:00:11Z", .info, "connected"),
                Case(
                    "2026-11-24T17:00:11.123456Z  INFO request{id=12}: my_app::db: connected pool=3",
                    "2026-11-24T17:00:11.123456Z", .info, "connected pool=3"),
                Case(
                    "2026-11-24T17:00:11.123Z\tinfo\tcontroller/main.go:12\tstarting", "2026-11-24T17:00:11.123000Z",
                    .info, "starting"),
                Case(
                    "2026-11-24 17:00:11.123456 I | etcdserver: published", "2026-11-24T17:00:11.123456Z", .info,
                    "published"),
                Case(
                    "2026-11-24T17:00:11.123Z [ERROR] agent: failed to sync", "2026-11-24T17:00:11.123000Z", .error,
                    "failed to sync"),
            ]),
        Source(
            "other time-led lines", .timeLed, .columns,
            cases: [
                Case(
                    "2026-11-24 17:00:11 status installed libc6:amd64 2.36-9", "2026-11-24T17:00:11Z", nil,
                    "status installed libc6:amd64 2.36-9"),
                Case(
                    "[24-Nov-2026 17:00:11] NOTICE: fpm is running, pid 1", "2026-11-24T17:00:11Z", .notice,
                    "fpm is running, pid 1"),
                Case(
                    "[24-Nov-2026 17:00:11 UTC] PHP Fatal error:  Allowed memory size exhausted",
                    "2026-11-24T17:00:11Z", .critical, "PHP Fatal error:  Allowed memory size exhausted"),
                Case(
                    "[2026-11-24 17:00:11] production.ERROR: Something failed {\"userId\":1}", "2026-11-24T17:00:11Z",
                    .error, "Something failed {\"userId\":1}"),
                Case(
                    "[2026-11-24 17:00:11.123][12][warning][main] [source/server/server.cc:123] no overload action",
                    "2026-11-24T17:00:11.123000Z", .warning, pid: 12, "no overload action"),
                Case(
                    "[2026-11-24T17:00:11.123+0000][info][gc] GC(12) Pause Young (Normal) 24M->4M(256M) 3.456ms",
                    "2026-11-24T17:00:11.123000Z", .info,
                    "GC(12) Pause Young (Normal) 24M->4M(256M) 3.456ms"),
                Case(
                    "03-17 16:13:38.811  1702  2395 D WindowManager: printing layout", "2026-03-17T16:13:38.811000Z",
                    .debug, pid: 1702, "printing layout"),
                Case(
                    "2016-09-28 04:30:30, Info                  Loaded Servicing Stack", "2016-09-28T04:30:30Z", .info,
                    "Loaded Servicing Stack"),
                Case(
                    "24-Nov-2026 17:00:11.123 queries: info: client 1.2.3.4#53: query: x",
                    "2026-11-24T17:00:11.123000Z", .info, "client 1.2.3.4#53: query: x"),
                Case(
                    "[1795539611] SERVICE ALERT: web1;HTTP;CRITICAL;SOFT;1;timeout", "2026-11-24T17:00:11Z", nil,
                    "SERVICE ALERT: web1;HTTP;CRITICAL;SOFT;1;timeout"),
                Case(
                    "[1795539611] unbound[12:0] info: start of service", "2026-11-24T17:00:11Z", .info,
                    service: "unbound", pid: 12, "start of service"),
                Case("1795539611123 Hello, World!", "2026-11-24T17:00:11.123000Z", nil, "Hello, World!"),
                Case(
                    "2022-06-02T11:58:12.193Z info vpxd[45715] begin", "2022-06-02T11:58:12.193000Z", .info,
                    "vpxd[45715] begin"),
                Case("20120702.102240,672:DEBUG:foo bar", "2012-07-02T10:22:40.672000Z", .debug, "foo bar"),
                Case("11/24/2026 5:00:11 PM ERROR Service failed", "2026-11-24T17:00:11Z", .error, "Service failed"),
                Case(
                    "Tue Nov 24 17:00:11 2026 [pid 3] CONNECT: Client \"1.2.3.4\"", "2026-11-24T17:00:11Z", nil, pid: 3,
                    "CONNECT: Client \"1.2.3.4\""),
                Case(
                    "2026-11-24 17:00:11.123456 [info] <0.123.0> Server startup complete",
                    "2026-11-24T17:00:11.123456Z", .info, "Server startup complete"),
            ]),
        Source(
            "level first", .levelFirst,
            cases: [
                Case(
                    "INFO  [main] 2026-11-24 17:00:11,123 StorageService.java:500 - Cassandra version: 4.0",
                    "2026-11-24T17:00:11.123000Z", .info, "Cassandra version: 4.0"),
                Case(
                    "WARN  [ScheduledTasks:1] 2026-11-24 17:00:12,123 QueryProcessor.java:1 - slow",
                    "2026-11-24T17:00:12.123000Z", .warning, "slow"),
                Case(
                    "DEBUG 2026-11-24 17:00:11,123 basehttp \"GET / HTTP/1.1\" 200", "2026-11-24T17:00:11.123000Z",
                    .debug, "basehttp \"GET / HTTP/1.1\" 200"),
                Case(
                    "[ERROR] 2026/11/24 17:00:11 could not connect", "2026-11-24T17:00:11Z", .error, "could not connect"
                ),
                Case(
                    "Error\t11/24/2026 5:00:11 PM\tService Control Manager\t7036\tNone", "2026-11-24T17:00:11Z", .error,
                    "Service Control Manager\t7036\tNone"),
            ]),
        Source(
            "clock only", .clockLed,
            cases: [
                Case(
                    "17:00:11.123 [main] INFO  com.example.App - Starting application", "2026-11-30T17:00:11.123000Z",
                    .info, "Starting application"),
                Case(
                    "[17:00:11 INF] Now listening on: http://localhost:5000", "2026-11-30T17:00:11Z", .info,
                    "Now listening on: http://localhost:5000"),
                Case(
                    "17:00:11,123 INFO  [org.jboss.as] (MSC service thread 1-2) WFLYSRV0049: starting",
                    "2026-11-30T17:00:11.123000Z", .info, "WFLYSRV0049: starting"),
                Case("[17:00:12 ERR] Connection refused", "2026-11-30T17:00:12Z", .error, "Connection refused"),
                Case("23:59:59 WARN late", "2026-11-30T23:59:59Z", .warning, "late"),
            ]),
        Source(
            "Ruby", .rubyLogger,
            cases: [
                Case(
                    "I, [2026-11-24T17:00:11.123456 #4711]  INFO -- : Started GET \"/\" for 127.0.0.1",
                    "2026-11-24T17:00:11.123456Z", .info, pid: 4711, "Started GET \"/\" for 127.0.0.1"),
                Case(
                    "E, [2026-11-24T17:00:11.123456 #4711] ERROR -- worker: boom", "2026-11-24T17:00:11.123456Z",
                    .error, service: "worker", pid: 4711, "boom"),
                Case(
                    "W, [2026-11-24T17:00:11.123456 #4711]  WARN -- : slow", "2026-11-24T17:00:11.123456Z", .warning,
                    pid: 4711, "slow"),
                Case(
                    "F, [2026-11-24T17:00:11.123456 #1] FATAL -- : [abc] ActionController::RoutingError",
                    "2026-11-24T17:00:11.123456Z", .critical, pid: 1,
                    "[abc] ActionController::RoutingError"),
                Case(
                    "D, [2026-11-24T17:00:11.123456 #1] DEBUG -- :   User Load (0.3ms)", "2026-11-24T17:00:11.123456Z",
                    .debug, pid: 1, "User Load (0.3ms)"),
            ]),
        Source(
            "klog", .klog,
            cases: [
                Case(
                    "I1124 17:00:11.123456       1 controller.go:128] Starting workers", "2026-11-24T17:00:11.123456Z",
                    .info, pid: 1, "Starting workers"),
                Case(
                    "E1124 17:00:11.123456    4711 reflector.go:153] k8s.io/client-go: Failed to watch",
                    "2026-11-24T17:00:11.123456Z", .error, pid: 4711, "k8s.io/client-go: Failed to watch"),
                Case(
                    "E1124 17:00:11.123456 Storage.cpp:210] cannot write", "2026-11-24T17:00:11.123456Z", .error,
                    "cannot write"),
                Case(
                    "I1124 17:00:11.123456 MAIN Server.cpp:88] accepted", "2026-11-24T17:00:11.123456Z", .info,
                    "accepted"),
                Case(
                    "W1124 17:00:11.123456    4711 a.go:1] low", "2026-11-24T17:00:11.123456Z", .warning, pid: 4711,
                    "low"),
                Case(
                    "F1202 17:00:11.123456    4711 a.go:1] dead", "2025-12-02T17:00:11.123456Z", .critical, pid: 4711,
                    "dead"),
                Case(
                    "W20261124 17:00:11.123456  4711 main.cc:10] low memory", "2026-11-24T17:00:11.123456Z", .warning,
                    pid: 4711, "low memory"),
            ]),
        Source(
            "java.util.logging", .javaUtilLogging, .none,
            cases: [
                Case(
                    "Nov 24, 2026 5:00:11 PM org.apache.catalina.core.StandardService startInternal",
                    "2026-11-24T17:00:11Z", nil,
                    "org.apache.catalina.core.StandardService startInternal"),
                Case("INFO: Starting service [Catalina]", "", .info, "Starting service [Catalina]"),
                Case(
                    "Nov 24, 2026 12:00:12 AM org.apache.coyote.AbstractProtocol start", "2026-11-24T00:00:12Z", nil,
                    "org.apache.coyote.AbstractProtocol start"),
                Case("SEVERE: Failed to bind", "", .error, "Failed to bind"),
                Case(
                    "Nov 24, 2026 12:00:12 PM org.apache.coyote.AbstractProtocol start", "2026-11-24T12:00:12Z", nil,
                    "org.apache.coyote.AbstractProtocol start"),
            ]),
        Source(
            ".NET", .dotNet, .none,
            cases: [
                Case("info: Microsoft.Hosting.Lifetime[14]", "", .info, "Microsoft.Hosting.Lifetime[14]"),
                Case(
                    "      Now listening on: http://localhost:5000", "", nil, "Now listening on: http://localhost:5000"),
                Case(
                    "fail: Microsoft.EntityFrameworkCore.Database.Command[20102]", "", .error,
                    "Microsoft.EntityFrameworkCore.Database.Command[20102]"),
                Case("      Failed executing DbCommand (12ms)", "", nil, "Failed executing DbCommand (12ms)"),
                Case("crit: Shop.Worker[0]", "", .critical, "Shop.Worker[0]"),
            ]),
        Source(
            "garbage collector", .javaGC,
            cases: [
                Case("[0.123s][info][gc] Using G1", "", .info, "Using G1"),
                Case(
                    "[12.345s][info][gc] GC(1) Pause Young (Normal) 24M->4M(256M) 3.456ms", "", .info,
                    "GC(1) Pause Young (Normal) 24M->4M(256M) 3.456ms"),
                Case(
                    "[12.345s][warning][gc,alloc] main: Retried waiting for GCLocker", "", .warning,
                    "main: Retried waiting for GCLocker"),
                Case("[12.345s][debug][gc,heap] Heap before", "", .debug, "Heap before"),
                Case("[99.9s][error][gc] out", "", .error, "out"),
            ]),
        Source(
            "logcat, brief", .logcatBrief,
            cases: [
                Case(
                    "D/WindowManager( 1702): printing layout", "", .debug, service: "WindowManager", pid: 1702,
                    "printing layout"),
                Case(
                    "E/AndroidRuntime( 4711): FATAL EXCEPTION: main", "", .error, service: "AndroidRuntime", pid: 4711,
                    "FATAL EXCEPTION: main"),
                Case("I/am_proc_start(12): [0,1]", "", .info, service: "am_proc_start", pid: 12, "[0,1]"),
                Case("W/x y ( 12): z", "", .warning, service: "x y", pid: 12, "z"),
                Case("V/t( 1): u", "", .debug, service: "t", pid: 1, "u"),
            ]),
        Source(
            "no header", .none, .levelLed,
            cases: [
                Case("INFO:root:hello world", "", .info, "hello world"),
                Case("WARNING:urllib3.connectionpool:Retrying", "", .warning, "Retrying"),
                Case("[ERROR] Failed to execute goal", "", .error, "Failed to execute goal"),
                Case("Error: something failed", "", .error, "Error: something failed"),
                Case("ERROR Failed to execute", "", .error, "ERROR Failed to execute"),
                Case("just text request_id=abc-7 here", "", nil, id: "abc-7", "just text request_id=abc-7 here"),
                Case("WARN  o.e.j.s.Server - jetty started", "", .warning, "jetty started"),
            ]),
    ]
}
