import Model

@testable import LogFormats

/// JSON, logfmt, containers.
enum StructuredCases {
    static let sources: [Source] = [
        Source(
            "JSON with the usual keys", .json,
            cases: [
                Case(
                    #"{"time":"2026-11-24T17:00:11.123Z","level":"INFO","msg":"listening","addr":":8080"}"#,
                    "2026-11-24T17:00:11.123000Z", .info, "listening"),
                Case(
                    #"{"level":"error","ts":1795539611.123456,"caller":"a/b.go:12","msg":"boom","error":"x","trace_id":"abc-1"}"#,
                    "2026-11-24T17:00:11.123456Z", .error,
                    id: "abc-1", "boom"),
                Case(
                    #"{"name":"shop","hostname":"app1","pid":12,"level":50,"msg":"boom","time":"2026-11-24T17:00:11.123Z","v":0}"#,
                    "2026-11-24T17:00:11.123000Z", .error,
                    host: "app1", service: "shop", pid: 12, "boom"),
                Case(
                    #"{"level":30,"time":1795539611123,"pid":12,"hostname":"app1","reqId":"req-9","msg":"request completed"}"#,
                    "2026-11-24T17:00:11.123000Z", .info,
                    host: "app1", pid: 12, id: "req-9", "request completed"),
                Case(
                    #"{"@timestamp":"2026-11-24T17:00:11Z","level":"error","message":"boom","kubernetes":{"pod_name":"shop-7d9","namespace_name":"web","container_name":"shop","host":"node7"}}"#,
                    "2026-11-24T17:00:11Z", .error,
                    host: "node7", service: "shop", "boom"),
                Case(
                    #"{"@timestamp":"2026-11-24T17:00:11Z","log.level":"WARN","message":"slow","service.name":"cart","trace.id":"0af7651916cd43dd"}"#,
                    "2026-11-24T17:00:11Z", .warning,
                    service: "cart", id: "0af7651916cd43dd", "slow"),
                Case(
                    #"{"@timestamp":"2026-11-24T17:00:11Z","log":{"level":"error"},"message":"boom","service":{"name":"cart"},"host":{"name":"h1"},"process":{"pid":3},"trace":{"id":"t1"}}"#,
                    "2026-11-24T17:00:11Z", .error, host: "h1", service: "cart", pid: 3, id: "t1", "boom"),
                Case(
                    #"{"t":{"$date":"2026-11-24T17:00:11.123+00:00"},"s":"W","c":"NETWORK","id":22943,"ctx":"listener","msg":"Connection accepted","attr":{"x":{"y":[1,"}"]}}}"#,
                    "2026-11-24T17:00:11.123000Z", .warning, "Connection accepted"),
                Case(
                    #"{"__REALTIME_TIMESTAMP":"1795539611123456","PRIORITY":"3","MESSAGE":"boom","_HOSTNAME":"h1","SYSLOG_IDENTIFIER":"app","_PID":"12"}"#,
                    "2026-11-24T17:00:11.123456Z", .error,
                    host: "h1", service: "app", pid: 12, "boom"),
                Case(
                    #"{"@t":"2026-11-24T17:00:11.1Z","@l":"Error","@mt":"Order {Id} failed","Id":3}"#,
                    "2026-11-24T17:00:11.100000Z", .error, "Order {Id} failed"),
                Case(
                    #"{"version":"1.1","host":"h1","short_message":"boom","timestamp":1795539611.5,"level":4}"#,
                    "2026-11-24T17:00:11.500000Z", .warning, host: "h1", "boom"),
                Case(
                    #"{"severity":"NOTICE","textPayload":"x \"quoted\" \\","timestamp":"2026-11-24T17:00:11Z"}"#,
                    "2026-11-24T17:00:11Z", .notice, #"x \"quoted\" \\"#),
                Case(
                    #"{"instant":{"epochSecond":1795539611,"nanoOfSecond":484000000},"thread":"main","level":"INFO","message":"log4j2"}"#,
                    "2026-11-24T17:00:11.484000Z", .info, "log4j2"),
                Case(
                    #"{"timestamp":"2026-11-24T17:00:11.1Z","level":"WARN","fields":{"message":"tracing","n":3},"target":"x"}"#,
                    "2026-11-24T17:00:11.100000Z", .warning, "tracing"),
                Case(#"{"a":1,"b":[{"msg":"not this"}]}"#, "", nil, #"{"a":1,"b":[{"msg":"not this"}]}"#),
                Case(
                    #"{"time":"2026-11-24T17:00:11Z","level":"info","msg":""}"#, "2026-11-24T17:00:11Z", .info,
                    #"{"time":"2026-11-24T17:00:11Z","level":"info","msg":""}"#),
            ]),
        Source(
            "Docker", .json,
            cases: [
                Case(
                    #"{"log":"ready to serve\n","stream":"stdout","time":"2026-11-24T17:00:11.123456789Z"}"#,
                    "2026-11-24T17:00:11.123456Z", nil, "ready to serve"),
                Case(
                    #"{"log":"2026-11-24 17:00:10,123 ERROR [main] c.e.Foo - boom\n","stream":"stderr","time":"2026-11-24T17:00:11.123Z"}"#,
                    "2026-11-24T17:00:11.123000Z", .error, "boom"),
                Case(
                    #"{"log":"{\"level\":\"warn\",\"msg\":\"slow \\\"x\\\"\",\"request_id\":\"abc-123\"}\n","stream":"stderr","time":"2026-11-24T17:00:11.123Z"}"#,
                    "2026-11-24T17:00:11.123000Z", .warning, id: "abc-123", #"slow \\\"x\\\""#),
                Case(
                    #"{"log":"[ERROR] no database\r\n","stream":"stderr","time":"2026-11-24T17:00:11Z"}"#,
                    "2026-11-24T17:00:11Z", .error, "no database"),
                Case(
                    #"{"log":"10.0.0.1 - - [24/Nov/2026:17:00:11 +0000] \"GET / HTTP/1.1\" 200 12\n","stream":"stdout","time":"2026-11-24T17:00:11Z"}"#,
                    "2026-11-24T17:00:11Z", nil,
                    #"10.0.0.1 - - [24/Nov/2026:17:00:11 +0000] \"GET / HTTP/1.1\" 200 12"#),
            ]),
        Source(
            "CRI", .cri,
            cases: [
                Case(
                    "2026-11-24T17:00:11.123456789Z stdout F ready to serve", "2026-11-24T17:00:11.123456Z", nil,
                    "ready to serve"),
                Case(
                    "2026-11-24T17:00:11.123456789+01:00 stderr P the first part", "2026-11-24T16:00:11.123456Z", nil,
                    "the first part"),
                Case(
                    #"2026-11-24T17:00:11.123456789Z stderr F {"level":"error","msg":"boom"}"#,
                    "2026-11-24T17:00:11.123456Z", .error, "boom"),
                Case(
                    "2026-11-24T17:00:11Z stderr F E1124 17:00:11.123456       1 reflector.go:153] Failed to watch",
                    "2026-11-24T17:00:11Z", .error, pid: 1, "Failed to watch"),
                Case(
                    "2026-11-24T17:00:11Z stdout F level=warn ts=2026-11-24T17:00:10Z msg=\"retrying\" attempt=2",
                    "2026-11-24T17:00:11Z", .warning, fields: "attempt=2", "retrying"),
                Case(
                    "2026-11-24T17:00:11Z stdout F 10.0.0.1 - - [24/Nov/2026:17:00:11 +0000] \"GET / HTTP/1.1\" 500 12",
                    "2026-11-24T17:00:11Z", .error, "\"GET / HTTP/1.1\" 500 12"),
            ]),
        Source(
            "logfmt", .logfmt,
            cases: [
                Case(
                    #"ts=2026-11-24T16:35:05.583Z level=info msg="charge approved" order=2033 amount=16.84 rid=cc80cbc2ec9cda6b"#,
                    "2026-11-24T16:35:05.583000Z", .info,
                    id: "cc80cbc2ec9cda6b", fields: "order=2033 amount=16.84 rid=cc80cbc2ec9cda6b", "charge approved"),
                Case(
                    #"time="2026-11-24T17:00:11+01:00" level=warning msg="retrying" attempt=2"#, "2026-11-24T16:00:11Z",
                    .warning, fields: "attempt=2", "retrying"),
                Case(
                    #"level=error ts=2026-11-24T17:00:11.1Z caller=main.go:12 component=tsdb err="disk full""#,
                    "2026-11-24T17:00:11.100000Z", .error, #"component=tsdb err="disk full""#),
                Case(
                    #"logger=http.server t=2026-11-24T17:00:11Z level=info msg="listening \"here\"""#,
                    "2026-11-24T17:00:11Z", .info, #"listening \"here\""#),
                Case(
                    #"time=2026-11-24T17:00:11.123Z level=DEBUG msg=hello pid=12"#, "2026-11-24T17:00:11.123000Z",
                    .debug, fields: "pid=12", "hello"),
                Case(
                    #"msg=late level=error time=2026-11-24T17:00:11Z"#, "2026-11-24T17:00:11Z", .error,
                    fields: "level=error time=2026-11-24T17:00:11Z", "late"),
            ]),
        Source(
            "docker compose", .compose,
            cases: [
                Case("web-1  | listening on :8080", "", nil, service: "web-1", "listening on :8080"),
                Case(
                    "db-1   | 2026-11-24 17:00:11.911 UTC [1] LOG:  ready", "2026-11-24T17:00:11.911000Z", .info,
                    service: "db-1", pid: 1, "ready"),
                Case("web-1  | ERROR: boom", "", .error, service: "web-1", "boom"),
                Case(
                    "db-1   | PostgreSQL init process complete", "", nil, service: "db-1",
                    "PostgreSQL init process complete"),
                Case(
                    "cache  | 1:M 24 Nov 2026 17:00:00.123 * Ready", "2026-11-24T17:00:00.123000Z", .notice,
                    service: "cache", pid: 1, "Ready"),
            ]),
        Source(
            "Kubernetes events", .kubernetesEvents,
            cases: [
                Case(
                    "5m          Warning   BackOff             pod/web-1                     Back-off restarting failed container",
                    "", .warning, service: "pod/web-1",
                    "Back-off restarting failed container"),
                Case(
                    "2m30s       Normal    Scheduled           pod/web-1                     Successfully assigned default/web-1",
                    "", .info, service: "pod/web-1",
                    "Successfully assigned default/web-1"),
                Case(
                    "10s         Warning   Unhealthy           pod/db-0                      Readiness probe failed",
                    "", .warning, service: "pod/db-0", "Readiness probe failed"),
                Case(
                    "3d2h        Normal    ScalingReplicaSet   deployment/web                Scaled up replica set web-1 to 3",
                    "", .info, service: "deployment/web",
                    "Scaled up replica set web-1 to 3"),
                Case(
                    "5m (x3 over 10m)   Warning   FailedMount   pod/web-2   Unable to attach", "", .warning,
                    service: "pod/web-2", "Unable to attach"),
            ]),
    ]
}
