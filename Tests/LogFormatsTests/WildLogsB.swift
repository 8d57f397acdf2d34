/// Small logs of many programs, the second half of them, each read as a source of its own. A line `=` holds what must be
/// made of the record that follows: severity, service, time, first line of the message, apart by tabs; a line `|` begins a
/// record and a line `+` goes on with it.
enum WildLogsB {
    static let text = #"""
        # zerolog_console
        =	info		2026-11-25T17:00:00Z	listening port=8080
        |5:00PM INF listening port=8080
        =	error		2026-11-25T17:01:00Z	boom error="x"
        |5:01PM ERR boom error="x"
        =	info		2026-11-24T17:00:11Z	listening port=8080
        |2026-11-24T17:00:11Z INF listening port=8080
        # logrus_tty
        =	info			listening                                     port=8080
        |INFO[0000] listening                                     port=8080
        =	warning			slow
        |WARN[0001] slow
        =	error			boom                                          error=x
        |ERRO[0012] boom                                          error=x
        =	critical			exiting
        |FATA[0013] exiting
        =	info		2026-11-24T17:00:11Z	listening
        |INFO[2026-11-24T17:00:11Z] listening
        # slog_text
        =	info		2026-11-24T17:00:11.123000Z	listening
        |time=2026-11-24T17:00:11.123Z level=INFO msg=listening port=8080
        =	error		2026-11-24T17:00:12.123000Z	it broke
        |time=2026-11-24T17:00:12.123Z level=ERROR msg="it broke" err="x y"
        # slog_default
        =	info		2026-11-24T17:00:11Z	listening port=8080
        |2026/11/24 17:00:11 INFO listening port=8080
        =	error		2026-11-24T17:00:12Z	boom err=x
        |2026/11/24 17:00:12 ERROR boom err=x
        # rust_env
        =	info		2026-11-24T17:00:11Z	item added
        |[2026-11-24T17:00:11Z INFO  shop::cart] item added
        =	error		2026-11-24T17:00:12Z	boom
        |[2026-11-24T17:00:12Z ERROR shop] boom
        # rust_panic
        =				thread 'main' panicked at 'index out of bounds: the len is 3 but the index is 5', src/main.rs:4:5
        |thread 'main' panicked at 'index out of bounds: the len is 3 but the index is 5', src/main.rs:4:5
        +stack backtrace:
        +   0: rust_begin_unwind
        +             at /rustc/x/library/std/src/panicking.rs:575:5
        +note: Some details are omitted
        # serilog_file
        =	info		2026-11-24T17:00:11.123000Z	Now listening on: http://localhost:5000
        |2026-11-24 17:00:11.123 +00:00 [INF] Now listening on: http://localhost:5000
        =	error		2026-11-24T17:00:12.123000Z	Unhandled exception
        |2026-11-24 17:00:12.123 +00:00 [ERR] Unhandled exception
        +System.InvalidOperationException: boom
        +   at Shop.Cart.Get() in /src/Cart.cs:line 12
        =	warning		2026-11-24T17:00:13.123000Z	slow
        |2026-11-24 17:00:13.123 +00:00 [WRN] slow
        # nlog
        =	info		2026-11-24T17:00:11.123400Z	item added
        |2026-11-24 17:00:11.1234|INFO|Shop.Cart|item added
        =	error		2026-11-24T17:00:12.123400Z	boom System.Exception: x
        |2026-11-24 17:00:12.1234|ERROR|Shop.Cart|boom System.Exception: x
        # log4net
        =	info		2026-11-24T17:00:11.123000Z	item added
        |2026-11-24 17:00:11,123 [12] INFO  Shop.Cart - item added
        =	error		2026-11-24T17:00:12.123000Z	boom
        |2026-11-24 17:00:12,123 [12] ERROR Shop.Cart [(null)] - boom
        # windowsupdate
        =			2026-11-24T17:00:11.123456Z	*FAILED* [80240438] Service Pack
        |2026/11/24 17:00:11.1234567 1234  5678  Agent           *FAILED* [80240438] Service Pack
        =			2026-11-24T17:00:12.123456Z	WU client version 10.0
        |2026/11/24 17:00:12.1234567 1234  5678  Agent           WU client version 10.0
        # macos_system
        =		kernel	2026-11-24T17:00:11Z	AppleKeyStore: operation failed
        |Nov 24 17:00:11 mac kernel[0]: AppleKeyStore: operation failed
        =		com.apple.xpc.launchd	2026-11-24T17:00:12Z	Service exited
        |Nov 24 17:00:12 mac com.apple.xpc.launchd[1] (com.apple.foo): Service exited
        # logcat_threadtime
        =	debug		2026-11-24T17:00:11.123000Z	acquireWifiLockLocked
        |11-24 17:00:11.123  1234  5678 D WifiService: acquireWifiLockLocked
        =	info		2026-11-24T17:00:12.123000Z	Start proc 1234:com.x/u0a1
        |11-24 17:00:12.123  1234  5678 I ActivityManager: Start proc 1234:com.x/u0a1
        =	error		2026-11-24T17:00:13.123000Z	FATAL EXCEPTION: main
        |11-24 17:00:13.123  1234  5678 E AndroidRuntime: FATAL EXCEPTION: main
        # cisco_ios
        =	notice		2026-11-24T17:00:11.123000Z	%SYS-5-CONFIG_I: Configured from console by admin on vty0 (10.0.0.1)
        |*Nov 24 17:00:11.123: %SYS-5-CONFIG_I: Configured from console by admin on vty0 (10.0.0.1)
        =	error		2026-11-24T17:00:12.123000Z	%LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down
        |Nov 24 17:00:12.123 UTC: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down
        =	notice		2026-11-24T17:00:13.123000Z	%LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet0/1, changed state to down
        |000123: *Nov 24 17:00:13.123: %LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet0/1, changed state to down
        # cisco_asa
        =	info		2026-11-24T17:00:11Z	%ASA-6-302013: Built outbound TCP connection 12 for outside:10.0.0.1/443 (10.0.0.1/443) to inside:10.1.0.1/51234
        |Nov 24 2026 17:00:11 fw1 : %ASA-6-302013: Built outbound TCP connection 12 for outside:10.0.0.1/443 (10.0.0.1/443) to inside:10.1.0.1/51234
        =	warning		2026-11-24T17:00:12Z	%ASA-4-106023: Deny tcp src outside:10.0.0.1/51234 dst inside:10.1.0.1/22 by access-group "out"
        |Nov 24 2026 17:00:12: %ASA-4-106023: Deny tcp src outside:10.0.0.1/51234 dst inside:10.1.0.1/22 by access-group "out"
        =	warning		2026-11-24T17:00:13Z	%ASA-4-106023: Deny udp src outside:10.0.0.1/51234 dst inside:10.1.0.1/53
        |Nov 24 17:00:13 fw1 %ASA-4-106023: Deny udp src outside:10.0.0.1/51234 dst inside:10.1.0.1/53
        # elb
        =	info		2026-11-24T17:00:11.123456Z	"GET http://www.example.com:80/ HTTP/1.1"
        |2026-11-24T17:00:11.123456Z my-lb 10.0.0.1:51234 10.0.0.2:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.38.0" - -
        # alb
        =	info		2026-11-24T17:00:11.123456Z	"GET http://www.example.com:80/ HTTP/1.1"
        |http 2026-11-24T17:00:11.123456Z app/my-lb/50dc6c495c0c9188 10.0.0.1:51234 10.0.0.2:80 0.000 0.001 0.000 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 "Root=1-58337262-36d228ad5d99923122bbe354" "-" "-" 0 2026-11-24T17:00:11.000000Z "forward" "-" "-" "10.0.0.2:80" "200" "-" "-"
        =	error		2026-11-24T17:00:12.123456Z	"GET https://www.example.com:443/ HTTP/1.1"
        |https 2026-11-24T17:00:12.123456Z app/my-lb/50dc6c495c0c9188 10.0.0.1:51234 - -1 -1 -1 503 - 34 366 "GET https://www.example.com:443/ HTTP/1.1" "curl/7.46.0" ECDHE TLSv1.2 arn:aws:x "Root=1-x" "www.example.com" "arn:aws:acm:x" 0 2026-11-24T17:00:11.000000Z "forward" "-" "-" "-" "-" "-" "-"
        # s3
        =	info		2026-11-24T17:00:11Z	"GET /mybucket?versioning HTTP/1.1" 200
        |79a59df900b949e5 mybucket [24/Nov/2026:17:00:11 +0000] 10.0.0.1 79a59df900b949e5 3E57427F3EXAMPLE REST.GET.VERSIONING - "GET /mybucket?versioning HTTP/1.1" 200 - 113 - 7 - "-" "S3Console/0.4" - s9lzHYrFp76Z
        # vpcflow
        =			2026-11-24T17:00:11Z	2 123456789010 eni-1235b8ca123456789 10.0.0.1 10.0.0.2 20641 22 6 20 4249 1795539611 1795539671 ACCEPT OK
        |2 123456789010 eni-1235b8ca123456789 10.0.0.1 10.0.0.2 20641 22 6 20 4249 1795539611 1795539671 ACCEPT OK
        =			2026-11-24T17:00:11Z	2 123456789010 eni-1235b8ca123456789 10.0.0.1 10.0.0.2 49761 3389 6 20 4249 1795539611 1795539671 REJECT OK
        |2 123456789010 eni-1235b8ca123456789 10.0.0.1 10.0.0.2 49761 3389 6 20 4249 1795539611 1795539671 REJECT OK
        # cloudtrail
        =			2026-11-24T17:00:11Z	{"eventVersion":"1.08","eventTime":"2026-11-24T17:00:11Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-east-1","sourceIPAddress":"10.0.0.1"}
        |{"eventVersion":"1.08","eventTime":"2026-11-24T17:00:11Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-east-1","sourceIPAddress":"10.0.0.1"}
        # gcp
        =	error		2026-11-24T17:00:11.123000Z	boom
        |{"severity":"ERROR","timestamp":"2026-11-24T17:00:11.123Z","textPayload":"boom","resource":{"type":"k8s_container"}}
        # azure
        =	info		2026-11-24T17:00:11.123000Z	{"time":"2026-11-24T17:00:11.123Z","resourceId":"/SUBSCRIPTIONS/X","category":"FunctionAppLogs","level":"Informational","operationName":"x","properties":{"message":"hello"}}
        |{"time":"2026-11-24T17:00:11.123Z","resourceId":"/SUBSCRIPTIONS/X","category":"FunctionAppLogs","level":"Informational","operationName":"x","properties":{"message":"hello"}}
        # minecraft
        =	info		2026-11-25T17:00:11Z	Starting minecraft server version 1.19.2
        |[17:00:11] [Server thread/INFO]: Starting minecraft server version 1.19.2
        =	warning		2026-11-25T17:00:12Z	Can't keep up! Is the server overloaded? Running 2345ms or 46 ticks behind
        |[17:00:12] [Server thread/WARN]: Can't keep up! Is the server overloaded? Running 2345ms or 46 ticks behind
        =	error		2026-11-25T17:00:13Z	boom
        |[17:00:13] [Server thread/ERROR] [net.minecraft.X/]: boom
        =	info		2026-11-24T17:00:14.123000Z	ModLauncher running
        |[24Nov2026 17:00:14.123] [main/INFO] [cpw.mods.modlauncher.Launcher/MODLAUNCHER]: ModLauncher running
        # terraform
        =	info		2026-11-24T17:00:11.123000Z	Terraform version: 1.3.5
        |2026-11-24T17:00:11.123Z [INFO]  Terraform version: 1.3.5
        =	debug		2026-11-24T17:00:12.123000Z	starting plugin: path=.terraform/x
        |2026-11-24T17:00:12.123Z [DEBUG] provider: starting plugin: path=.terraform/x
        =	debug		2026-11-24T17:00:13.123000Z	vertex "root": starting visit
        |2026-11-24T17:00:13.123Z [TRACE] vertex "root": starting visit
        # tf_absl
        =	info		2026-11-24T17:00:11.123456Z	This TensorFlow binary is optimized
        |2026-11-24 17:00:11.123456: I tensorflow/core/platform/cpu_feature_guard.cc:193] This TensorFlow binary is optimized
        =	warning		2026-11-24T17:00:12.123456Z	Could not load dynamic library 'libcudart.so.11.0'
        |2026-11-24 17:00:12.123456: W tensorflow/compiler/xla/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudart.so.11.0'
        =	error		2026-11-24T17:00:13.123456Z	failed call to cuInit
        |2026-11-24 17:00:13.123456: E tensorflow/x.cc:1] failed call to cuInit
        # klog
        =	info		2026-11-24T17:00:11.123456Z	Version: v1.25.4
        |I1124 17:00:11.123456       1 server.go:123] Version: v1.25.4
        =	warning		2026-11-24T17:00:12.123456Z	k8s.io/client-go/informers/factory.go:134: failed to list *v1.Node
        |W1124 17:00:12.123456       1 reflector.go:324] k8s.io/client-go/informers/factory.go:134: failed to list *v1.Node
        # chrony
        =			2026-11-24T17:00:11Z	chronyd version 4.3 starting
        |2026-11-24T17:00:11Z chronyd version 4.3 starting
        =			2026-11-24T17:00:12Z	Selected source 10.0.0.1
        |2026-11-24T17:00:12Z Selected source 10.0.0.1
        # ntpd
        =		ntpd	2026-11-24T17:00:11Z	Listen normally on 2 lo 127.0.0.1:123
        |24 Nov 17:00:11 ntpd[1234]: Listen normally on 2 lo 127.0.0.1:123
        # gitlab_sidekiq
        =	info		2026-11-24T17:00:11.123000Z	start
        |{"severity":"INFO","time":"2026-11-24T17:00:11.123Z","class":"MailJob","jid":"x","message":"start","pid":1}
        # vmware_vmx
        =	info		2026-11-24T17:00:11.123000Z	Log for VMware Workstation pid=1234
        |2026-11-24T17:00:11.123Z| vmx| I005: Log for VMware Workstation pid=1234
        =	info		2026-11-24T17:00:12.123000Z	Log for VMware ESX pid=1234
        |2026-11-24T17:00:12.123Z In(05) vmx Log for VMware ESX pid=1234
        # tor
        =	notice		2026-11-24T17:00:11.123000Z	Bootstrapped 100% (done): Done
        |Nov 24 17:00:11.123 [notice] Bootstrapped 100% (done): Done
        =	warning		2026-11-24T17:00:12.123000Z	Your server has not managed to confirm reachability
        |Nov 24 17:00:12.123 [warn] Your server has not managed to confirm reachability
        # geth
        =	info		2026-11-24T17:00:11.123000Z	Imported new chain segment               number=1 hash=0x
        |INFO [11-24|17:00:11.123] Imported new chain segment               number=1 hash=0x
        =	warning		2026-11-24T17:00:12.123000Z	Snapshot extension registration failed
        |WARN [11-24|17:00:12.123] Snapshot extension registration failed
        # teamspeak
        =	info		2026-11-24T17:00:11.123456Z	TeamSpeak 3 Server 3.13.7
        |2026-11-24 17:00:11.123456|INFO    |ServerLibPriv |   |TeamSpeak 3 Server 3.13.7
        =	error		2026-11-24T17:00:12.123456Z	boom
        |2026-11-24 17:00:12.123456|ERROR   |VirtualServer |1  |boom
        # source_engine
        =			2026-11-24T17:00:11Z	"Player<12><STEAM_1:0:1><CT>" connected, address "10.0.0.1:1234"
        |L 11/24/2026 - 17:00:11: "Player<12><STEAM_1:0:1><CT>" connected, address "10.0.0.1:1234"
        # unreal
        =	info		2026-11-24T17:00:11.123000Z	Running engine
        |[2026.11.24-17.00.11:123][  0]LogInit: Display: Running engine
        =	error		2026-11-24T17:00:12.123000Z	boom
        |[2026.11.24-17.00.12:123][ 12]LogNet: Error: boom
        # nagios
        =			2026-11-24T17:00:11Z	SERVICE ALERT: web1;HTTP;CRITICAL;SOFT;1;Connection refused
        |[1795539611] SERVICE ALERT: web1;HTTP;CRITICAL;SOFT;1;Connection refused
        =			2026-11-24T17:00:12Z	HOST ALERT: web1;DOWN;HARD;1;x
        |[1795539612] HOST ALERT: web1;DOWN;HARD;1;x
        # prometheus
        =	info		2026-11-24T17:00:11.123000Z	Starting Prometheus
        |ts=2026-11-24T17:00:11.123Z caller=main.go:512 level=info msg="Starting Prometheus" version="x"
        =	warning		2026-11-24T17:00:12.123000Z	Error on ingesting samples
        |level=warn ts=2026-11-24T17:00:12.123Z caller=scrape.go:1377 component="scrape manager" msg="Error on ingesting samples"
        # grafana
        =	info		2026-11-24T17:00:11.123000Z	HTTP Server Listen
        |logger=http.server t=2026-11-24T17:00:11.123Z level=info msg="HTTP Server Listen" address=[::]:3000
        =	warning		2026-11-24T17:00:12Z	phantomJS isn't installed
        |t=2026-11-24T17:00:12+0000 lvl=warn msg="phantomJS isn't installed" logger=rendering
        # influx
        =	info		2026-11-24T17:00:11.123456Z	InfluxDB starting
        |ts=2026-11-24T17:00:11.123456Z lvl=info msg="InfluxDB starting" log_id=0x
        # clickhouse
        =	info		2026-11-24T17:00:11.123456Z	Starting ClickHouse 22.11
        |2026.11.24 17:00:11.123456 [ 1 ] {} <Information> Application: Starting ClickHouse 22.11
        =	error		2026-11-24T17:00:12.123456Z	Code: 60. DB::Exception: Table x doesn't exist
        |2026.11.24 17:00:12.123456 [ 12 ] {1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f} <Error> TCPHandler: Code: 60. DB::Exception: Table x doesn't exist
        # mssql
        =			2026-11-24T17:00:11.120000Z	Starting up database 'master'.
        |2026-11-24 17:00:11.12 spid12s     Starting up database 'master'.
        =			2026-11-24T17:00:12.120000Z	Microsoft SQL Server 2019 (RTM)
        |2026-11-24 17:00:12.12 Server      Microsoft SQL Server 2019 (RTM)
        =			2026-11-24T17:00:13.120000Z	Error: 18456, Severity: 14, State: 8.
        |2026-11-24 17:00:13.12 Logon       Error: 18456, Severity: 14, State: 8.
        # oracle_alert
        =			2026-11-24T17:00:11.123456Z	Starting ORACLE instance (normal)
        |2026-11-24T17:00:11.123456+00:00
        +Starting ORACLE instance (normal)
        =			2026-11-24T17:00:12.123456Z	ORA-00600: internal error code
        |2026-11-24T17:00:12.123456+00:00
        +ORA-00600: internal error code
        # ceph
        =	info		2026-11-24T17:00:11.123000Z	log_channel(cluster) log [DBG] : pgmap v1: 1 pgs
        |2026-11-24T17:00:11.123+0000 7f1234567890  0 log_channel(cluster) log [DBG] : pgmap v1: 1 pgs
        =	error		2026-11-24T17:00:12.123000Z	osd.0 12 heartbeat_check: no reply from 10.0.0.1:6804
        |2026-11-24T17:00:12.123+0000 7f1234567890 -1 osd.0 12 heartbeat_check: no reply from 10.0.0.1:6804
        # glusterfs
        =	info		2026-11-24T17:00:11.123456Z	Started running glusterd
        |[2026-11-24 17:00:11.123456] I [MSGID: 100030] [glusterfsd.c:2511:main] 0-glusterd: Started running glusterd
        =	error		2026-11-24T17:00:12.123456Z	Failed to dispatch handler
        |[2026-11-24 17:00:12.123456 +0000] E [MSGID: 101191] [event-epoll.c:671:x] 0-epoll: Failed to dispatch handler
        # libvirt
        =	info		2026-11-24T17:00:11.123000Z	libvirt version: 8.0.0
        |2026-11-24 17:00:11.123+0000: 1234: info : libvirt version: 8.0.0
        =	error		2026-11-24T17:00:12.123000Z	End of file while reading data: Input/output error
        |2026-11-24 17:00:12.123+0000: 1234: error : virNetSocketReadWire:1234 : End of file while reading data: Input/output error
        # ovs
        =	info		2026-11-24T17:00:11.123000Z	opened log file /var/log/openvswitch/ovs-vswitchd.log
        |2026-11-24T17:00:11.123Z|00001|vlog|INFO|opened log file /var/log/openvswitch/ovs-vswitchd.log
        =	warning		2026-11-24T17:00:12.123000Z	could not open
        |2026-11-24T17:00:12.123Z|00002|bridge|WARN|could not open
        # neutron
        =	info		2026-11-24T17:00:11.123000Z	Logging enabled!
        |2026-11-24 17:00:11.123 12 INFO neutron.common.config [-] Logging enabled!
        =	error		2026-11-24T17:00:12.123000Z	AMQP server on 10.0.0.1:5672 is unreachable
        |2026-11-24 17:00:12.123 12 ERROR oslo.messaging._drivers.impl_rabbit [req-1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f - - - - -] AMQP server on 10.0.0.1:5672 is unreachable
        # ovirt
        =	info		2026-11-24T17:00:11.123000Z	Running command
        |2026-11-24 17:00:11,123Z INFO  [org.ovirt.engine.core.bll.X] (default task-1) [1a2b3c4d] Running command
        # zimbra
        =	info		2026-11-24T17:00:11.123000Z	AuthRequest elapsed=12
        |2026-11-24 17:00:11,123 INFO  [qtp12-34:https://localhost/x] [name=a@x;ip=10.0.0.1;] soap - AuthRequest elapsed=12
        # vsftpd
        =			2026-11-24T17:00:11Z	CONNECT: Client "10.0.0.1"
        |Tue Nov 24 17:00:11 2026 [pid 1234] CONNECT: Client "10.0.0.1"
        # xferlog
        =			2026-11-24T17:00:11Z	1 10.0.0.1 1234 /x b _ o a a ftp 0 * c
        |Tue Nov 24 17:00:11 2026 1 10.0.0.1 1234 /x b _ o a a ftp 0 * c
        # rsync
        =			2026-11-24T17:00:11Z	rsync on data/ from web1 (10.0.0.1)
        |2026/11/24 17:00:11 [1234] rsync on data/ from web1 (10.0.0.1)
        # fluentd
        =	info		2026-11-24T17:00:11Z	#0 starting fluentd worker pid=12
        |2026-11-24 17:00:11 +0000 [info]: #0 starting fluentd worker pid=12
        =	error		2026-11-24T17:00:12Z	#0 boom
        |2026-11-24 17:00:12 +0000 [error]: #0 boom
        # splunkd
        =	info		2026-11-24T17:00:11.123000Z	Found no hostname options
        |11-24-2026 17:00:11.123 +0000 INFO  ServerConfig [1234 MainThread] - Found no hostname options
        =	warning		2026-11-24T17:00:12.123000Z	Cooked connection timed out
        |11-24-2026 17:00:12.123 +0000 WARN  TcpOutputProc - Cooked connection timed out
        # filebeat
        =	info		2026-11-24T17:00:11.123000Z	Beat UUID: x
        |2026-11-24T17:00:11.123Z	INFO	[beat]	instance/beat.go:1021	Beat UUID: x
        # chef
        =	info		2026-11-24T17:00:11Z	*** Chef 12.1 ***
        |[2026-11-24T17:00:11+00:00] INFO: *** Chef 12.1 ***
        # salt
        =	info		2026-11-24T17:00:11.123000Z	Executing command 'x'
        |2026-11-24 17:00:11,123 [salt.loaded.int.module.cmdmod:395 ][INFO    ][1234] Executing command 'x'
        =	error		2026-11-24T17:00:12.123000Z	Error while bringing up minion
        |2026-11-24 17:00:12,123 [salt.minion      :1130][ERROR   ][1234] Error while bringing up minion
        # vault
        =	info		2026-11-24T17:00:11.123000Z	vault is unsealed
        |2026-11-24T17:00:11.123Z [INFO]  core: vault is unsealed
        # ingress_nginx
        =	info		2026-11-24T17:00:11Z	"GET / HTTP/1.1" 200 1234
        |10.0.0.1 - - [24/Nov/2026:17:00:11 +0000] "GET / HTTP/1.1" 200 1234 "-" "curl/7.88" 123 0.012 [default-shop-80] [] 10.1.0.1:8080 1234 0.012 200 1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f
        # apache24_vhost
        =	info		2026-11-24T17:00:11Z	"GET / HTTP/2.0" 200 1234
        |shop.example.com:443 10.0.0.1 - - [24/Nov/2026:17:00:11 +0000] "GET / HTTP/2.0" 200 1234 "-" "curl"
        # tomcat_access
        =	info		2026-11-24T17:00:11Z	"GET /shop HTTP/1.1" 200 -
        |10.0.0.1 - - [24/Nov/2026:17:00:11 +0000] "GET /shop HTTP/1.1" 200 -
        # wildfly_console
        =	info		2026-11-25T17:00:11.123000Z	WFLYSRV0049: starting
        |17:00:11,123 INFO  [org.jboss.as] (MSC service thread 1-2) WFLYSRV0049: starting
        # docker_daemon
        =	info		2026-11-24T17:00:11.123456Z	Starting up
        |time="2026-11-24T17:00:11.123456789Z" level=info msg="Starting up"
        # journal_short_mono
        =		systemd		Started nginx.service.
        |[   12.345678] web1 systemd[1]: Started nginx.service.
        # dmesg
        =				Linux version 5.10.0-19-amd64
        |[    0.000000] Linux version 5.10.0-19-amd64
        =				usb 1-1: new high-speed USB device number 2 using xhci_hcd
        |[   12.345678] usb 1-1: new high-speed USB device number 2 using xhci_hcd
        # dmesg_T
        =			2026-11-24T17:00:11Z	usb 1-1: new high-speed USB device number 2
        |[Tue Nov 24 17:00:11 2026] usb 1-1: new high-speed USB device number 2
        # dmesg_x
        =	info			usb 1-1: new high-speed USB device
        |kern  :info  : [   12.345678] usb 1-1: new high-speed USB device
        # iptables
        =		kernel	2026-11-24T17:00:11Z	[UFW BLOCK] IN=eth0 OUT= MAC=00 SRC=10.0.0.1 DST=10.0.0.2
        |Nov 24 17:00:11 gw kernel: [12345.678901] [UFW BLOCK] IN=eth0 OUT= MAC=00 SRC=10.0.0.1 DST=10.0.0.2
        # auditd
        =			2026-11-24T17:00:11.123000Z	type=SYSCALL msg=audit(1795539611.123:456): arch=c000003e syscall=59 success=yes
        |type=SYSCALL msg=audit(1795539611.123:456): arch=c000003e syscall=59 success=yes
        # smartd
        =		smartd	2026-11-24T17:00:11Z	Device: /dev/sda [SAT], 8 Currently unreadable (pending) sectors
        |Nov 24 17:00:11 web1 smartd[1234]: Device: /dev/sda [SAT], 8 Currently unreadable (pending) sectors
        # cron_file
        =		CRON	2026-11-24T17:00:11Z	(root) CMD (   cd / && run-parts --report /etc/cron.hourly)
        |Nov 24 17:00:11 web1 CRON[1234]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)
        # electron
        =	info		2026-11-24T17:00:11.123456Z	"hello", source: x (12)
        |[1234:1124/170011.123456:INFO:CONSOLE(12)] "hello", source: x (12)
        =	error		2026-11-24T17:00:12.123456Z	Passthrough is not supported
        |[1234:1124/170012.123456:ERROR:gpu_init.cc(440)] Passthrough is not supported
        # homeassistant
        =	info		2026-11-24T17:00:11.123000Z	Starting Home Assistant
        |2026-11-24 17:00:11.123 INFO (MainThread) [homeassistant.core] Starting Home Assistant
        =	error		2026-11-24T17:00:12.123000Z	boom
        |2026-11-24 17:00:12.123 ERROR (SyncWorker_3) [homeassistant.components.x] boom
        # zigbee2mqtt
        =	info		2026-11-24T17:00:11Z	Logging to console
        |Zigbee2MQTT:info  2026-11-24 17:00:11: Logging to console
        =	error		2026-11-24T17:00:12Z	boom
        |Zigbee2MQTT:error 2026-11-24 17:00:12: boom
        # plex
        =	info		2026-11-24T17:00:11.123000Z	Plex Media Server v1.29
        |Nov 24, 2026 17:00:11.123 [0x7f12] INFO - Plex Media Server v1.29
        =	error		2026-11-24T17:00:12.123000Z	boom
        |Nov 24, 2026 17:00:12.123 [0x7f12] ERROR - boom
        # kodi
        =	info		2026-11-24T17:00:11.123000Z	Starting Kodi
        |2026-11-24 17:00:11.123 T:1234    INFO <general>: Starting Kodi
        # sonarr
        =	info		2026-11-24T17:00:11.100000Z	Starting Sonarr
        |2026-11-24 17:00:11.1|Info|Bootstrap|Starting Sonarr
        =	error		2026-11-24T17:00:12.100000Z	boom
        |2026-11-24 17:00:12.1|Error|X|boom
        # s6
        =			2026-11-24T17:00:11.123456Z	starting
        |2026-11-24 17:00:11.123456789  starting
        # cri_partial
        =			2026-11-24T17:00:11.123456Z	first part
        |2026-11-24T17:00:11.123456789Z stdout P first part 
        +2026-11-24T17:00:11.123456790Z stdout F second part
        =			2026-11-24T17:00:12.123456Z	next
        |2026-11-24T17:00:12.123456789Z stdout F next
        """#
}
