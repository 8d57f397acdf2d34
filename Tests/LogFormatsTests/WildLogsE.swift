/// Small logs for rules that came of logs found in public repositories: programs named before the time, levels in columns, time since
/// the start, entries of Eclipse and Configuration Manager. Written anew; the notation is that of `WildLogsA`.
enum WildLogsE {
    static let text = #"""
        # cmtrace
        =	info	Updates	2026-11-24T13:00:11.123000Z	Scan started for [all] updates
        |<![LOG[Scan started for [all] updates]LOG]!><time="17:00:11.123-240" date="11-24-2026" component="Updates" context="" type="1" thread="4711" file="scan.cpp:12">
        =	warning	Updates	2026-11-24T17:00:12.123000Z	No update found
        |<![LOG[No update found]LOG]!><time="17:00:12.123+000" date="11-24-2026" component="Updates" context="" type="2" thread="4711" file="">
        =				Details of the event:
        |<![LOG[Details of the event:
        +instance of Shop_Event
        +{
        +	Code = 7;
        +};
        +]LOG]!><time="17:00:13.123+000" date="11-24-2026" component="Updates" context="" type="1" thread="12" file="x.cpp:9">
        =	error	Updates	2026-11-24T17:00:14.123000Z	Failed with 0x80070005
        |<![LOG[Failed with 0x80070005]LOG]!><time="17:00:14.123+000" date="11-24-2026" component="Updates" context="" type="3" thread="4711" file="">
        # eclipse
        =			2026-11-24T17:00:10.123000Z	!SESSION 2026-11-24 17:00:10.123 -----------------------------------------------
        |!SESSION 2026-11-24 17:00:10.123 -----------------------------------------------
        +java.version=21.0.1
        =	error		2026-11-24T17:00:11.123000Z	Bundle org.example.shop could not be resolved
        |!ENTRY org.example.core 4 0 2026-11-24 17:00:11.123
        +!MESSAGE Bundle org.example.shop could not be resolved
        +!STACK 0
        +java.lang.IllegalStateException: boom
        +	at org.example.Shop.start(Shop.java:12)
        =	warning		2026-11-24T17:00:12.123000Z	Slow start
        |!ENTRY org.example.ui 2 1 2026-11-24 17:00:12.123
        +!MESSAGE Slow start
        # console of systemd
        =	info			Reached target Paths.
        |[  OK  ] Reached target Paths.
        =				Starting File System Check on /dev/sda2...
        |         Starting File System Check on /dev/sda2...
        =	error			Failed to start Shop.
        |[FAILED] Failed to start Shop.
        =	warning			Dependency failed for Shop Front.
        |[DEPEND] Dependency failed for Shop Front.
        # loader of modules
        =	info			12 modules found
        |[Info   :   Loader] 12 modules found
        =	info			started
        |[Message:   Loader] started
        =	error			cart.dll is broken
        |[Error  :    Shop] cart.dll is broken
        # python without a time
        =	error			main crashed. Error: no such cart
        |root - ERROR - main crashed. Error: no such cart
        =	warning			cart 12 is empty
        |shop.cart - WARNING - cart 12 is empty
        # notebook server
        =	warning		2026-11-24T17:00:11.244000Z	password is not set
        |[W 2026-11-24 17:00:11.244 ShopApp] password is not set
        =	info		2026-11-24T17:00:12.244000Z	listening on 8080
        |[I 2026-11-24 17:00:12.244 ShopApp] listening on 8080
        # pacman before 5.2
        =			2026-11-24T17:00:00Z	[ALPM] installed bash (4.4.019-3)
        |[2026-11-24 17:00] [ALPM] installed bash (4.4.019-3)
        # package manager
        =			2026-11-24T17:00:11Z	Installed: 1:curl-8.5-1.x86_64
        |Nov 24 17:00:11 Installed: 1:curl-8.5-1.x86_64
        =			2026-11-24T17:00:12Z	Updated: zlib-1.3.x86_64
        |Nov 24 17:00:12 Updated: zlib-1.3.x86_64
        # columns between tabs
        =	info		2026-11-24T17:00:11Z	listening on 5222
        |Nov 24 17:00:11 portmanager	info	listening on 5222
        =	error		2026-11-24T17:00:12Z	no certificate
        |Nov 24 17:00:12 shop.example.org:tls	error	no certificate
        # dashes are no host
        =			2026-11-24T17:00:11Z	--- last message repeated 3 times ---
        |Nov 24 17:00:11 --- last message repeated 3 times ---
        # game console
        =	info		2026-11-25T17:00:11.123000Z	loaded 12 parts
        |[LOG 17:00:11.123] loaded 12 parts
        =	error		2026-11-25T17:00:12.123000Z	NullReferenceException: no part
        |[EXC 17:00:12.123] NullReferenceException: no part
        # game extensions
        =	info		2026-11-25T17:06:00Z	loading extensions
        |17:06 [Info] loading extensions
        # month in front, short year
        =	error		2026-03-11T10:24:35Z	no camera
        |[03/11/26 10:24:35] ERROR: no camera
        # backup
        =		backup-dir	2026-11-24T17:00:00Z	No prior full backup found.
        |24-Nov 17:00 backup-dir JobId 1: No prior full backup found.
        # weekdays
        =	error		2026-11-24T17:00:11Z	Platte voll
        |Di 24 Nov 2026 17:00:11 ERROR: Platte voll
        =	info		2026-11-24T17:00:12Z	démarré
        |mar. 24 nov. 2026 17:00:12 INFO: démarré
        # message that names an exception
        =	error		2026-11-24T17:00:11Z	java.io.IOException: Broken pipe
        |2026-11-24 17:00:11 ERROR java.io.IOException: Broken pipe
        =	error		2026-11-24T17:00:12Z	COMMAND_FAILED: iptables
        |2026-11-24 17:00:12 ERROR: COMMAND_FAILED: iptables
        # blank before the colon
        =	error		2026-11-24T17:00:11Z	Failed to copy
        |2026/11/24 17:00:11 ERROR : Failed to copy
        =	notice		2026-11-24T17:00:12Z	3 files copied
        |2026/11/24 17:00:12 NOTICE: 3 files copied
        # text behind a dash
        =	debug		2026-11-24T17:00:11Z	FeatureManager: using what is cached
        |2026-11-24 17:00:11 [4711] DEBUG - FeatureManager: using what is cached
        # nextcloud
        =	error	files	2026-11-24T17:00:11Z	disk full
        |{"reqId":"XaCAfP1v4@1xpIqlElMIVgAAAAk","level":3,"time":"2026-11-24T17:00:11+00:00","app":"files","message":"disk full"}
        # rows with bars
        =			2026-11-24T17:00:11.123000Z	10.0.0.9,10.0.0.8 | CartCreated | ann | 1795539611123 | shop
        |10.0.0.9,10.0.0.8 | CartCreated | ann | 1795539611123 | shop
        # a sentence with a warning
        =			2026-11-24T17:00:11Z	H=(mail.example.org) [10.0.0.9] Warning: unknown recipient ann@example.org
        |2026-11-24 17:00:11 H=(mail.example.org) [10.0.0.9] Warning: unknown recipient ann@example.org
        """#
}
