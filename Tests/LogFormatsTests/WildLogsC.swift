/// Small logs of kinds that samples of other projects' parsers showed to be read wrong, written anew in their shape: firewalls'
/// pairs, CEF and LEEF, tables with and without a header, times in unusual places. The notation is that of `WildLogsA`.
enum WildLogsC {
    static let text = #"""
        # assp
        =			2026-11-24T17:00:11Z	[SSL-out] 10.0.0.9 SSL negotiation failed
        |Nov-24-26 17:00:11 [SSL-out] 10.0.0.9 SSL negotiation failed
        =			2026-11-24T17:00:12Z	[SSL-out] 10.0.0.8 connected
        |Nov-24-26 17:00:12 [SSL-out] 10.0.0.8 connected
        # bind category
        =	info	named	2026-11-24T17:00:11Z	general: info: zone example.org/IN: Transfer started.
        |Nov 24 17:00:11 ns1 named[43]: general: info: zone example.org/IN: Transfer started.
        =	error	named	2026-11-24T17:00:12Z	security: error: client 10.0.0.9#53: zone transfer denied
        |Nov 24 17:00:12 ns1 named[43]: security: error: client 10.0.0.9#53: zone transfer denied
        # cef
        =	error	Gate	2026-11-24T17:00:11.123000Z	CEF:0|Example|Gate|1.2|100|Connection blocked|7|rt=1795539611123 src=10.0.0.9 act=block
        |CEF:0|Example|Gate|1.2|100|Connection blocked|7|rt=1795539611123 src=10.0.0.9 act=block
        =	info	Gate	2026-11-24T17:00:12Z	CEF:0|Example|Gate|1.2|101|Link up|Low|rt=Nov 24 2026 17:00:12 dvc=10.0.0.9 msg=port 3 is up
        |CEF:0|Example|Gate|1.2|101|Link up|Low|rt=Nov 24 2026 17:00:12 dvc=10.0.0.9 msg=port 3 is up
        =	critical	Gate	2026-11-24T17:00:13Z	CEF:0|Example|Gate|1.2|102|Disk failed|10|dvc=10.0.0.9 msg=disk 1
        |Nov 24 17:00:13 gw1 CEF:0|Example|Gate|1.2|102|Disk failed|10|dvc=10.0.0.9 msg=disk 1
        # cisco nxos
        =	critical		2026-11-24T17:00:11Z	%ARP-2-DUP_SRC_IP: arp [208] Source address of packet received from 0050.5683.69cd is duplicate of local
        |2026 Nov 24 17:00:11 UTC: %ARP-2-DUP_SRC_IP: arp [208] Source address of packet received from 0050.5683.69cd is duplicate of local
        =	notice		2026-11-24T17:00:12Z	%ETHPORT-5-IF_UP: Interface Ethernet1/1 is up
        |2026 Nov 24 17:00:12 UTC: %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up
        # cisco sequence
        =	error		2026-11-24T17:00:11Z	%LINK-3-UPDOWN: Interface Gi0/1, changed state to down
        |Nov 24 17:00:11 sw1 45: *Nov 24 17:00:10.123: %LINK-3-UPDOWN: Interface Gi0/1, changed state to down
        =	notice		2026-11-24T17:00:12Z	%SYS-5-CONFIG_I: Configured from console by ann
        |Nov 24 17:00:12 sw1 46: Nov 24 17:00:11.456 UTC: %SYS-5-CONFIG_I: Configured from console by ann
        =	notice		2026-11-24T17:00:12Z	%LINEPROTO-5-UPDOWN: Line protocol on Interface Gi0/1, changed state to down
        |<189>47: sw1: *Nov 24 17:00:12.000: %LINEPROTO-5-UPDOWN: Line protocol on Interface Gi0/1, changed state to down
        # cisco with year
        =	notice		2026-11-24T17:00:11Z	%ASA-5-106100: access-list dmz denied tcp dmz/10.0.0.9(27218) -> out/10.9.0.5(53)
        |<165>Nov 24 2026 17:00:11: %ASA-5-106100: access-list dmz denied tcp dmz/10.0.0.9(27218) -> out/10.9.0.5(53)
        =	info		2026-11-24T17:00:12Z	%ASA-6-302016: Teardown UDP connection 40
        |Nov 24 2026 17:00:12 fw1 : %ASA-6-302016: Teardown UDP connection 40
        =	warning		2026-11-24T17:00:13Z	%ASA-4-106023: Deny tcp src out:10.9.0.5/1 dst in:10.0.0.9/22
        |Nov 24 2026 17:00:13 : %ASA-4-106023: Deny tcp src out:10.9.0.5/1 dst in:10.0.0.9/22
        # citrix adc
        =			2026-11-24T17:00:11Z	ns1 0-PPE-0 : default AAA LOGIN_FAILED 73912122 0 : User ann
        |11/24/2026:17:00:11 GMT ns1 0-PPE-0 : default AAA LOGIN_FAILED 73912122 0 : User ann
        =			2026-11-24T17:00:12Z	ns1 0-PPE-0 : default SSLLOG SSL_HANDSHAKE_SUCCESS 73912123 0 : SPCBId 1
        |11/24/2026:17:00:12 GMT ns1 0-PPE-0 : default SSLLOG SSL_HANDSHAKE_SUCCESS 73912123 0 : SPCBId 1
        # consul indented
        =	info		2026-11-24T17:00:11Z	agent: Started HTTP server on 127.0.0.1:8500
        |    2026/11/24 17:00:11 [INFO] agent: Started HTTP server on 127.0.0.1:8500
        =	warning		2026-11-24T17:00:12Z	agent: Check "web" is now critical
        |    2026/11/24 17:00:12 [WARN] agent: Check "web" is now critical
        =	error		2026-11-24T17:00:13Z	http: Request GET /v1/kv, error: no leader
        |    2026/11/24 17:00:13 [ERR] http: Request GET /v1/kv, error: no leader
        # csv with header
        =				timestamp,level,service,message
        |timestamp,level,service,message
        =	error	cart	2026-11-24T17:00:11Z	payment failed, retrying
        |2026-11-24T17:00:11Z,ERROR,cart,"payment failed, retrying"
        =	info	cart	2026-11-24T17:00:12Z	payment done
        |2026-11-24T17:00:12Z,INFO,cart,payment done
        # day month year
        =			2026-11-24T17:00:11Z	SMTP Server: Authentication failed for user ann
        |24-11-2026 17:00:11   SMTP Server: Authentication failed for user ann
        =			2026-11-03T17:00:12Z	SMTP Server: started
        |03-11-2026 17:00:12   SMTP Server: started
        # esxi vmkernel
        =	warning		2026-11-24T17:00:11.834000Z	Sched: vm 265285: 6404: could not create container group
        |2026-11-24T17:00:11.834Z cpu0:263421 opID=a03fc439)WARNING: Sched: vm 265285: 6404: could not create container group
        =			2026-11-24T17:00:12.834000Z	NFS: 157: Command: (mount) Server: (10.0.0.9) failed
        |2026-11-24T17:00:12.834Z cpu2:4108)NFS: 157: Command: (mount) Server: (10.0.0.9) failed
        =	warning	vmkwarning	2026-11-24T17:00:13.834000Z	Sched: no memory
        |2026-11-24T17:00:13.834Z Wa(180) vmkwarning: cpu0:263421 opID=a03fc439)WARNING: Sched: no memory
        # fortigate
        =	notice		2026-11-24T17:00:11Z	devname="fw1" devid="FGT60X" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=10.0.0.9 dstip=10.0.0.5 action="accept"
        |date=2026-11-24 time=17:00:11 devname="fw1" devid="FGT60X" logid="0000000013" type="traffic" subtype="forward" level="notice" vd="root" srcip=10.0.0.9 dstip=10.0.0.5 action="accept"
        =	alert		2026-11-24T17:00:12Z	scan: Port
        |date=2026-11-24 time=17:00:12 devname="fw1" devid="FGT60X" logid="0419016384" type="utm" subtype="ips" level="alert" vd="root" severity="medium" srcip=10.0.0.9 attack="Scan" msg="scan: Port"
        # json then text
        =	info		2026-11-24T17:00:11Z	ready
        |{"time":"2026-11-24T17:00:11Z","level":"info","msg":"ready"}
        =				not an object at all
        |not an object at all
        =	error		2026-11-24T17:00:12Z	boom
        |{"time":"2026-11-24T17:00:12Z","level":"error","msg":"boom"}
        # json time within
        =			2026-11-24T17:00:11Z	{"id":{"time":"2026-11-24T17:00:11Z","applicationName":"login"},"actor":{"email":"ann@example.org"},"events":{"name":"login_failure"}}
        |{"id":{"time":"2026-11-24T17:00:11Z","applicationName":"login"},"actor":{"email":"ann@example.org"},"events":{"name":"login_failure"}}
        =			2026-11-24T17:00:12Z	{"CreationTime":"2026-11-24T17:00:12","Id":"e17","Operation":"UserLoggedIn","LastModified":"2020-01-01T00:00:00"}
        |{"CreationTime":"2026-11-24T17:00:12","Id":"e17","Operation":"UserLoggedIn","LastModified":"2020-01-01T00:00:00"}
        =	warning		2026-11-24T17:00:13.843000Z	{"published":"2026-11-24T17:00:13.843Z","eventType":"user.session.start","severity":"WARN","displayMessage":"login"}
        |{"published":"2026-11-24T17:00:13.843Z","eventType":"user.session.start","severity":"WARN","displayMessage":"login"}
        =			2026-11-24T17:00:14Z	{"date":"2026-11-24","time":"17:00:14","x-edge":"A","sc-status":"200"}
        |{"date":"2026-11-24","time":"17:00:14","x-edge":"A","sc-status":"200"}
        # lambda
        =				START RequestId: 8f5de0b1-1111-4222-8333-944444444444 Version: $LATEST
        |START RequestId: 8f5de0b1-1111-4222-8333-944444444444 Version: $LATEST
        =	info		2026-11-24T17:00:11.123000Z	cart 12 loaded
        |2026-11-24T17:00:11.123Z	8f5de0b1-1111-4222-8333-944444444444	INFO	cart 12 loaded
        =	error		2026-11-24T17:00:11.200000Z	payment failed
        |2026-11-24T17:00:11.200Z	8f5de0b1-1111-4222-8333-944444444444	ERROR	payment failed
        =				END RequestId: 8f5de0b1-1111-4222-8333-944444444444
        |END RequestId: 8f5de0b1-1111-4222-8333-944444444444
        =				REPORT RequestId: 8f5de0b1-1111-4222-8333-944444444444\tDuration: 12.34 ms\tBilled Duration: 13 ms
        |REPORT RequestId: 8f5de0b1-1111-4222-8333-944444444444	Duration: 12.34 ms	Billed Duration: 13 ms
        # leef
        =	warning	Vault	2026-11-24T17:00:13Z	LEEF:2.0|Example|Vault|14.0|105|^|devTime=Nov 24 2026 17:00:13^sev=5^usrName=ann
        |LEEF:2.0|Example|Vault|14.0|105|^|devTime=Nov 24 2026 17:00:13^sev=5^usrName=ann
        =	critical	Vault	2026-11-24T17:00:14Z	LEEF:1.0|Example|Vault|14.0|106|devTime=2026-11-24T17:00:14Z\tsev=9\tusrName=bob
        |LEEF:1.0|Example|Vault|14.0|106|devTime=2026-11-24T17:00:14Z	sev=9	usrName=bob
        # level and time in bracket
        =	debug		2026-11-24T17:00:11Z	loaded 12 rules
        |[DEBUG 2026-11-24 17:00:11 main] loaded 12 rules
        =	error		2026-11-24T17:00:12Z	no such rule
        |[ERROR 2026-11-24 17:00:12 main] no such rule
        # month dash
        =	debug		2026-11-24T17:00:11.684000Z	$> run x
        |Nov-24 17:00:11.684 [main] DEBUG org.example.Launcher - $> run x
        =	error		2026-11-24T17:00:12.001000Z	no such file
        |Nov-24 17:00:12.001 [main] ERROR org.example.Launcher - no such file
        # mosquitto
        =			2026-11-24T17:00:11Z	mosquitto version 2.0.18 starting
        |1795539611: mosquitto version 2.0.18 starting
        =			2026-11-24T17:00:11Z	Opening ipv4 listen socket on port 1883.
        |1795539611: Opening ipv4 listen socket on port 1883.
        =			2026-11-24T17:00:12Z	New client connected from 10.0.0.9:51000 as sensor1
        |1795539612: New client connected from 10.0.0.9:51000 as sensor1
        # murmur
        =	warning		2026-11-24T17:00:11.818000Z	1 => <4:ann(-1)> Rejected connection from 10.0.0.9:29530
        |<W>2026-11-24 17:00:11.818 1 => <4:ann(-1)> Rejected connection from 10.0.0.9:29530
        =	info		2026-11-24T17:00:12.818000Z	1 => Server listening
        |<I>2026-11-24 17:00:12.818 1 => Server listening
        # no answer
        =			2026-11-24T17:00:11Z	"GET /a HTTP/1.1" - -
        |10.0.0.9 - - [24/Nov/2026:17:00:11 +0000] "GET /a HTTP/1.1" - - "-" "curl" 45 "-" "-" 0ms
        =	error		2026-11-24T17:00:12Z	"GET /b HTTP/1.1" 502 -
        |10.0.0.9 -  -  [24/Nov/2026:17:00:12 +0000] "GET /b HTTP/1.1" 502 - "-" "curl"
        # other program in log
        =		sshd	2026-11-24T17:00:11Z	Server listening on 0.0.0.0 port 22.
        |Nov 24 17:00:11 web1 sshd[43]: Server listening on 0.0.0.0 port 22.
        =				web1 cron[44]: (root) CMD (true)
        |web1 cron[44]: (root) CMD (true)
        =		sshd	2026-11-24T17:00:12Z	Received signal 15; terminating.
        |Nov 24 17:00:12 web1 sshd[43]: Received signal 15; terminating.
        # panos csv
        =			2026-11-24T17:00:11Z	1,2026/11/24 17:00:11,012345678901,SYSTEM,auth,2817,2026/11/24 17:00:11,,auth-fail,,0,0,general,medium,"failed authentication for user ann",1234,0x0
        |1,2026/11/24 17:00:11,012345678901,SYSTEM,auth,2817,2026/11/24 17:00:11,,auth-fail,,0,0,general,medium,"failed authentication for user ann",1234,0x0
        =	info		2026-11-24T17:00:12Z	1,2026/11/24 17:00:12,012345678901,SYSTEM,general,2817,2026/11/24 17:00:12,,general,,0,0,general,informational,"User ann logged in",1235,0x0
        |1,2026/11/24 17:00:12,012345678901,SYSTEM,general,2817,2026/11/24 17:00:12,,general,,0,0,general,informational,"User ann logged in",1235,0x0
        # pipes level
        =	info			ann called QueueView.retryMessages | qtp443
        |INFO  | ann called QueueView.retryMessages | qtp443
        =	error			bob called QueueView.purge | qtp444
        |ERROR | bob called QueueView.purge | qtp444
        # postgresql address first
        =	critical		2026-11-24T17:00:11.491000Z	password authentication failed for user "shop"
        |10.0.0.9 2026-11-24 17:00:11.491 UTC [4711] shop@shop FATAL:  password authentication failed for user "shop"
        =	info		2026-11-24T17:00:12.491000Z	duration: 12.5 ms
        |10.0.0.9 2026-11-24 17:00:12.491 UTC [4712] shop@shop LOG:  duration: 12.5 ms
        # postgresql csv
        =	error		2026-11-24T17:00:11.911000Z	relation ""carts"" does not exist
        |2026-11-24 17:00:11.911 UTC,"shop","shop",4711,"10.0.0.9:51000",653f.1,2,"SELECT",2026-11-24 16:59:00 UTC,3/12,0,ERROR,42P01,"relation ""carts"" does not exist",,,,,,"select 1",15,,"psql","client backend",,0
        =	info		2026-11-24T17:00:12Z	checkpoint starting: time
        |2026-11-24 17:00:12.000 UTC,,,4700,,653e.1,7,,2026-11-24 16:58:00 UTC,,0,LOG,00000,"checkpoint starting: time",,,,,,,,,"","checkpointer",,0
        # postgresql rds
        =	error		2026-11-24T17:00:11Z	relation "carts" does not exist at character 15
        |2026-11-24 17:00:11 UTC:10.0.0.9(51000):shop@shop:[4711]:ERROR:  relation "carts" does not exist at character 15
        =	info		2026-11-24T17:00:11Z	select * from carts
        |2026-11-24 17:00:11 UTC:10.0.0.9(51000):shop@shop:[4711]:STATEMENT:  select * from carts
        =	info		2026-11-24T17:00:12Z	checkpoint starting: time
        |2026-11-24 17:00:12 UTC::@:[400]:LOG:  checkpoint starting: time
        # priority then pairs
        =	info		2026-11-24T17:00:11Z	session closed
        |<30>device="SFW" date=2026-11-24 time=17:00:11 timezone="UTC" priority=Information ether_type=IPv4 (0x0800) status="" message="session closed" count=1
        =	warning		2026-11-24T17:00:12Z	no session
        |<28>device="SFW" date=2026-11-24 time=17:00:12 timezone="UTC" priority=Warning ether_type=IPv4 (0x0800) status="Deny" message="no session" count=2
        # quoted csv
        =			2026-11-24T17:00:11Z	"ann","laptop","10.0.0.9","Allowed","1 (A)","NOERROR","example.org."
        |"2026-11-24 17:00:11","ann","laptop","10.0.0.9","Allowed","1 (A)","NOERROR","example.org."
        =			2026-11-24T17:00:12Z	"bob","desk","10.0.0.8","Blocked","28 (AAAA)","NXDOMAIN","example.net."
        |"2026-11-24 17:00:12","bob","desk","10.0.0.8","Blocked","28 (AAAA)","NXDOMAIN","example.net."
        # redis signal
        =	notice		2026-11-24T17:00:00.123000Z	Ready to accept connections
        |1:M 24 Nov 2026 17:00:00.123 * Ready to accept connections
        =			2026-11-24T17:00:11Z	Received SIGTERM scheduling shutdown...
        |1:signal-handler (1795539611) Received SIGTERM scheduling shutdown...
        =	warning		2026-11-24T17:00:12.123000Z	User requested shutdown...
        |1:M 24 Nov 2026 17:00:12.123 # User requested shutdown...
        # semicolons
        =	error		2026-11-24T17:00:11Z	Error;24.11.2026 17:00:11;Disk;7;The device has a bad block
        |Error;24.11.2026 17:00:11;Disk;7;The device has a bad block
        =	warning		2026-11-24T17:00:12Z	Warning;24.11.2026 17:00:12;Tcpip;4227;ports are in short supply
        |Warning;24.11.2026 17:00:12;Tcpip;4227;ports are in short supply
        # shipped syslog
        =		sshd	2026-11-24T17:00:11Z	Server listening on 0.0.0.0 port 22.
        |2026-11-24T17:00:11.000Z Nov 24 17:00:11 ip-10-0-0-9 sshd[43]: Server listening on 0.0.0.0 port 22.
        =		systemd	2026-11-24T17:00:12Z	Stopping User Slice of root.
        |2026-11-24T17:00:12.000Z Nov 24 17:00:12 ip-10-0-0-9 systemd: Stopping User Slice of root.
        # sonicwall
        =	alert		2026-11-24T17:00:11Z	Possible port scan detected
        |id=firewall sn=0017C5AA time="2026-11-24 17:00:11" fw=10.0.0.1 pri=1 c=32 m=82 msg="Possible port scan detected" n=5 src=10.0.0.9
        =	info		2026-11-24T17:00:12Z	Connection Opened
        |id=firewall sn=0017C5AA time="2026-11-24 17:00:12" fw=10.0.0.1 pri=6 c=262144 m=98 msg="Connection Opened" n=9 src=10.0.0.7
        # stamped twice
        =	info		2026-11-24T17:00:11.123456Z	ready
        |2026-11-24T17:00:11.123456789Z 2026-11-24 17:00:11,120 INFO [main] org.example.App: ready
        =	error		2026-11-24T17:00:12.123456Z	boom
        |2026-11-24T17:00:12.123456789Z 2026-11-24 17:00:12,120 ERROR [main] org.example.App: boom
        # stormshield
        =	notice		2026-11-24T17:00:11Z	id=firewall time=2026-11-24 17:00:11 fw="gw1" tz=+0000 startime=2026-11-24 17:00:10 pri=5 srcif="in" src=10.0.0.9 action=pass
        |id=firewall time=2026-11-24 17:00:11 fw="gw1" tz=+0000 startime=2026-11-24 17:00:10 pri=5 srcif="in" src=10.0.0.9 action=pass
        =	warning		2026-11-24T17:00:12Z	id=firewall time=2026-11-24 17:00:12 fw="gw1" tz=+0000 startime=2026-11-24 17:00:11 pri=4 srcif="in" src=10.0.0.7 action=block
        |id=firewall time=2026-11-24 17:00:12 fw="gw1" tz=+0000 startime=2026-11-24 17:00:11 pri=4 srcif="in" src=10.0.0.7 action=block
        # strace
        =			2026-11-25T17:00:11.814936Z	execve("/bin/ls", ["ls"], 0x7ffe) = 0
        |17:00:11.814936 execve("/bin/ls", ["ls"], 0x7ffe) = 0
        =			2026-11-25T17:00:11.815200Z	brk(NULL) = 0x55d0
        |17:00:11.815200 brk(NULL) = 0x55d0
        # time with more in bracket
        =	info		2026-11-24T17:00:11.203000Z	MigratePrepare: dst=10.0.0.9
        |[2026-11-24 17:00:11.203 F5A5AB90 info 'vm:/vmfs/a.vmx' opID=F6-d] MigratePrepare: dst=10.0.0.9
        =	warning		2026-11-24T17:00:12.203000Z	no such key
        |[2026-11-24 17:00:12.203 F5A5AB90 warning 'Locale'] no such key
        # unbound
        =	error			internal error: looping module stopped
        |[4711:0] error: internal error: looping module stopped
        =	notice			init module 0: validator
        |[4711:0] notice: init module 0: validator
        =	warning			did not exit gracefully last time
        |[4711:1] warning: did not exit gracefully last time
        # windows csv
        =				Level,Date and Time,Source,Event ID,Task Category,Description
        |Level,Date and Time,Source,Event ID,Task Category,Description
        =	error	Disk	2026-11-24T17:00:11Z	The device has a bad block
        |Error,11/24/2026 5:00:11 PM,Disk,7,None,The device has a bad block
        =	info	Service Control Manager	2026-11-24T17:00:12Z	The Print Spooler service entered the running state
        |Information,11/24/2026 5:00:12 PM,Service Control Manager,7036,None,The Print Spooler service entered the running state
        # wrapper
        =	warning		2026-11-24T17:00:11Z	queue full
        |INFO   | jvm 1    | 2026/11/24 17:00:11 | 2026-11-24 17:00:11,077 [worker-8] WARN  org.example.Job - queue full
        =			2026-11-24T17:00:12Z	JVM exited unexpectedly.
        |STATUS | wrapper  | 2026/11/24 17:00:12 | JVM exited unexpectedly.
        # year by payload
        =	error	core	2024-11-24T17:00:11Z	failed to authenticate
        |Nov 24 17:00:11 10.0.0.9 core[1160]: 2024-11-24T17:00:11Z [ERROR] [auth.go:72]: failed to authenticate
        =	info	core	2024-11-24T17:00:12Z	authenticated
        |Nov 24 17:00:12 10.0.0.9 core[1160]: 2024-11-24T17:00:12Z [INFO] [auth.go:70]: authenticated
        # zabbix
        =			2026-11-24T17:00:11.123000Z	server #1 started [poller #1]
        |  4711:20261124:170011.123 server #1 started [poller #1]
        =			2026-11-24T17:00:12.456000Z	item "web:cpu" became not supported
        |  4712:20261124:170012.456 item "web:cpu" became not supported
        # zeek
        =				#separator \x09
        |#separator \x09
        =				#set_separator\t,
        |#set_separator	,
        =				#path\tconn
        |#path	conn
        =				#fields\tts\tuid\tid.orig_h\tid.resp_h\tproto\tservice
        |#fields	ts	uid	id.orig_h	id.resp_h	proto	service
        =				#types\ttime\tstring\taddr\taddr\tenum\tstring
        |#types	time	string	addr	addr	enum	string
        =			2026-11-24T17:00:11.123456Z	CAbc1\t10.0.0.9\t10.0.0.5\ttcp\thttp
        |1795539611.123456	CAbc1	10.0.0.9	10.0.0.5	tcp	http
        =			2026-11-24T17:00:12.500000Z	CAbc2\t10.0.0.9\t10.0.0.5\tudp\t-
        |1795539612.500000	CAbc2	10.0.0.9	10.0.0.5	udp	-
        =				#close\t2026-11-24-17-00-20
        |#close	2026-11-24-17-00-20
        # zone first
        =	error		2026-11-24T17:00:11Z	client 10.0.0.9 supplied an unknown user
        |[UTC Nov 24 17:00:11] error    : client 10.0.0.9 supplied an unknown user
        =	info		2026-11-24T17:00:12Z	'web' process is running
        |[UTC Nov 24 17:00:12] info     : 'web' process is running
        """#
}
