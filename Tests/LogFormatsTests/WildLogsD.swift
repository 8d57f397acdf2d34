/// Small logs for rules that came of a third set of other projects' samples: names of months in other languages, Korean and
/// Japanese dates and levels, pairs with commas, the syslog protocol without its priority, levels under unusual keys. Written anew; the
/// notation is that of `WildLogsA`.
enum WildLogsD {
    static let text = #"""
        # month names
        =	error	shop	2026-11-24T17:00:11Z	no such cart
        |{"time":"November 24, 2026 17:00:11","level":"error","app":"shop","message":"no such cart"}
        =	warning	shop	2026-09-24T17:00:12Z	cart is slow
        |{"time":"Sept 24, 2026 17:00:12","level":"warning","app":"shop","message":"cart is slow"}
        # syslog french
        =		sshd	2026-08-19T11:08:37Z	session opened
        |août 19 11:08:37 web1 sshd[4961]: session opened
        =		sshd	2025-12-24T17:00:11Z	session closed
        |déc. 24 17:00:11 web1 sshd[4961]: session closed
        # syslog german
        =		cron	2026-10-24T17:00:11Z	job done
        |Okt 24 17:00:11 web1 cron[12]: job done
        =		cron	2026-03-04T17:00:11Z	job done
        |Mär  4 17:00:11 web1 cron[12]: job done
        # syslog korean
        =		sshd	2026-11-24T17:00:11Z	Server listening on 0.0.0.0 port 22.
        |11월 24 17:00:11 web1 sshd[43]: Server listening on 0.0.0.0 port 22.
        =	error	sshd	2026-11-24T17:00:12Z	error: kex_exchange_identification
        |11월 24 17:00:12 web1 sshd[44]: error: kex_exchange_identification
        # korean levels
        =	error		2026-11-24T17:00:11Z	결제 서버 연결 실패
        |2026-11-24 17:00:11 [오류] 결제 서버 연결 실패
        =	warning		2026-11-24T17:00:12Z	재시도 2회
        |2026-11-24 17:00:12 [경고] 재시도 2회
        =	info		2026-11-24T17:00:13Z	연결됨
        |2026-11-24 17:00:13 [정보] 연결됨
        # korean level in json
        =	critical	shop	2026-11-24T17:00:11Z	디스크 가득 참
        |{"time":"2026-11-24T17:00:11Z","level":"심각","app":"shop","message":"디스크 가득 참"}
        # korean half day
        =	info		2026-11-24T17:00:11Z	started
        |2026-11-24 오후 5:00:11 INFO started
        =	error		2026-11-24T00:00:12Z	failed
        |2026-11-24 오전 12:00:12 ERROR failed
        # korean date
        =	info		2026-11-24T17:00:11Z	started
        |2026년 11월 24일 17:00:11 INFO started
        =	error		2026-11-24T17:00:12Z	failed
        |2026년 11월 24일 (화) 오후 5:00:12 ERROR failed
        # korean windows date
        =	info		2026-11-24T17:00:11Z	started
        |2026. 11. 24. 오후 5:00:11 INFO started
        # japanese date
        =	warning		2026-11-24T17:00:11Z	slow
        |2026年11月24日 17時00分11秒 WARN slow
        # comma pairs
        =	alert		2026-11-24T17:00:11Z	icmp flood
        |date=2026-11-24,time=17:00:11,logid=072,level=alert,msg="icmp flood"
        =			2026-11-24T17:00:12Z	node='master',active='true',created_at='2026-11-24 17:00:12 +0000',cve='CVE-1'
        |node='master',active='true',created_at='2026-11-24 17:00:12 +0000',cve='CVE-1'
        # pairs with loose words
        =			2026-11-24T17:00:12Z	user_id=-1 name=ann action=GET in=12 out=7 host=a.example category=Business, Software virus= request_timestamp=2026-11-24 17:00:12 scheme=https
        |user_id=-1 name=ann action=GET in=12 out=7 host=a.example category=Business, Software virus= request_timestamp=2026-11-24 17:00:12 scheme=https
        # rfc5424 without priority
        =		EPOEvents	2026-11-24T17:00:11Z	threat found
        |2026-11-24T17:00:11.0Z epo1 EPOEvents - EventFwd [agentInfo@3401 tenantId="1"] threat found
        =		CheckPoint	2026-11-24T17:00:12Z	
        |1 2026-11-24T17:00:12Z gw1 CheckPoint 19710 - [action:"Drop"; flags:"400644"]
        # year before the month
        =		WinEvtLog	2026-11-24T17:00:11Z	Security: AUDIT_FAILURE(4625): logon failed
        |2026 Nov 24 17:00:11 WinEvtLog: Security: AUDIT_FAILURE(4625): logon failed
        =		rsyslogd-2177	2026-11-24T17:00:12Z	imuxsock begins to drop messages
        |2026 Nov 24 17:00:12 web1 rsyslogd-2177: imuxsock begins to drop messages
        # access log with few columns
        =	notice		2026-04-01T05:00:01Z	"POST /comments HTTP/1.1" 403 181
        |10.0.0.5 - - [1/Apr/2026:00:00:01 -0500] "POST /comments HTTP/1.1" 403 181 "-" "Mozilla"
        =	error		2026-04-01T05:00:02Z	"GET / HTTP/1.1" 502 0
        |10.0.0.5 [01/Apr/2026:00:00:02 -0500] "GET / HTTP/1.1" 502 0
        # rabbitmq short levels
        =	error		2026-11-24T17:00:11.123456Z	Connection attempt rejected
        |2026-11-24 17:00:11.123456+00:00 [erro] <0.692.0> Connection attempt rejected
        =	notice		2026-11-24T17:00:12.123456Z	Memory alarm cleared
        |2026-11-24 17:00:12.123456+00:00 [noti] <0.44.0> Memory alarm cleared
        # monolog json
        =	error		2026-11-24T17:00:11Z	no such cart
        |{"message":"no such cart","level":400,"level_name":"ERROR","channel":"app","datetime":"2026-11-24T17:00:11+00:00"}
        # severity under another name
        =	info		2026-11-24T17:00:11Z	url seen
        |{"TimeReceived":"2026-11-24T17:00:11Z","VendorSeverity":"Informational","message":"url seen"}
        # letter as level
        =	error		2026-11-24T17:00:11Z	boom
        |{"time":"2026-11-24T17:00:11Z","level":"E","message":"boom"}
        # docker progress
        =			2026-11-24T17:00:11Z	100 %
        |{"log":"10 %\r50 %\r100 %\r\n","stream":"stdout","time":"2026-11-24T17:00:11Z"}
        # icinga startup
        =	info			Loading configuration file(s).
        |information/cli: Loading configuration file(s).
        =	critical			Could not read /etc/x.conf
        |critical/config: Could not read /etc/x.conf
        # sssd
        =	debug		2026-11-24T17:00:11Z	No such entry
        |(Tue Nov 24 17:00:11 2026) [sssd[be[default]]] [sysdb_search_by_name] (0x0400): No such entry
        =	error		2026-11-24T17:00:12Z	Group ann exists
        |(2026-11-24 17:00:12): [be[example.com]] [sysdb_add_user] (0x0040): Group ann exists
        # hana
        =	info		2026-11-24T17:00:11.123456Z	Started indexserver.
        |[12034]{-1}[-1/-1] 2026-11-24 17:00:11.123456 i indexserver           Main.cpp(00123) : Started indexserver.
        =	warning		2026-11-24T17:00:12.123456Z	Backup is slow.
        |[12035]{200001}[15/406] 2026-11-24 17:00:12.123456 w backup                BackupManager.cpp(00245) : Backup is slow.
        # level within a thread's bracket
        =	info		2026-11-24T17:00:11.123000Z	User ann has access
        |2026-11-24T17:00:11.123Z [tomcat-exec-25 [] INFO com.example.Validator opId=] User ann has access
        # couchbase
        =	warning		2026-11-24T17:00:11.123000Z	Index build is slow
        |[ns_server:warn,2026-11-24T17:00:11.123Z,ns_1@127.0.0.1:<0.12.0>:index]Index build is slow
        # small level before a program
        =	info	wcp	2026-11-24T17:00:11.123000Z	Going to read the configuration
        |2026-11-24T17:00:11.123Z info wcp [agency/util.go:148] [opID=vCLS] Going to read the configuration
        """#
}
