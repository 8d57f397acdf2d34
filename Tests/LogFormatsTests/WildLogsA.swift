/// Small logs of many programs, the first half of them, each read as a source of its own. A line `=` holds what must be
/// made of the record that follows: severity, service, time, first line of the message, apart by tabs; a line `|` begins a
/// record and a line `+` goes on with it.
enum WildLogsA {
    static let text = #"""
        # weblogic
        =	notice		2026-11-24T17:00:11.123000Z	Server state changed to RUNNING.
        |####<Nov 24, 2026 5:00:11,123 PM UTC> <Notice> <WebLogicServer> <web1> <AdminServer> <main> <<WLS Kernel>> <> <> <1795539611123> <BEA-000365> <Server state changed to RUNNING.> 
        =	warning		2026-11-24T17:00:12.200000Z	Closing socket as no data read from it on 10.0.0.1:51,234 during the configured idle timeout of 5 secs
        |####<Nov 24, 2026 5:00:12,200 PM UTC> <Warning> <Socket> <web1> <AdminServer> <ExecuteThread: '0' for queue: 'weblogic.socket.Muxer'> <<WLS Kernel>> <> <> <1795539612200> <BEA-000449> <Closing socket as no data read from it on 10.0.0.1:51,234 during the configured idle timeout of 5 secs> 
        =	error		2026-11-24T17:00:13.300000Z	[ServletContext@1234] Root cause of ServletException.
        |####<Nov 24, 2026 5:00:13,300 PM UTC> <Error> <HTTP> <web1> <AdminServer> <ExecuteThread: '3'> <<anonymous>> <> <> <1795539613300> <BEA-101017> <[ServletContext@1234] Root cause of ServletException.> 
        =	info		2026-11-24T17:00:14.300000Z	Data Source ds1 has been successfully created
        |####<Nov 24, 2026 5:00:14,300 PM UTC> <Info> <JDBC> <web1> <AdminServer> <main> <<WLS Kernel>> <> <> <1795539614300> <BEA-001512> <Data Source ds1 has been successfully created> 
        =	notice		2026-11-24T17:00:15.300000Z	The server has successfully established a connection with the Domain level Diagnostic Service.
        |####<Nov 24, 2026 5:00:15,300 PM UTC> <Notice> <Log Management> <web1> <AdminServer> <main> <<WLS Kernel>> <> <> <1795539615300> <BEA-170027> <The server has successfully established a connection with the Domain level Diagnostic Service.> 
        # websphere
        =	info		2026-11-24T17:00:11.123000Z	WSVR0001I: Server server1 open for e-business
        |[11/24/26 17:00:11:123 UTC] 00000001 WsServerImpl  A   WSVR0001I: Server server1 open for e-business
        =	info		2026-11-24T17:00:12.234000Z	Order service ready
        |[11/24/26 17:00:12:234 UTC] 0000002c SystemOut     O Order service ready
        =	warning		2026-11-24T17:00:13.345000Z	WSVR0605W: Thread "WebContainer : 2" has been active for 612345 milliseconds
        |[11/24/26 17:00:13:345 UTC] 0000002d ThreadMonitor W   WSVR0605W: Thread "WebContainer : 2" has been active for 612345 milliseconds
        =	error		2026-11-24T17:00:14.456000Z	SRVE0293E: [Servlet Error]-[OrderServlet]: java.lang.NullPointerException
        |[11/24/26 17:00:14:456 UTC] 0000002e webapp        E com.ibm.ws.webcontainer.webapp.WebApp logServletError SRVE0293E: [Servlet Error]-[OrderServlet]: java.lang.NullPointerException
        =	info		2026-11-24T17:00:15.456000Z	WSVR0221I: Application started: shop
        |[11/24/26 17:00:15:456 UTC] 0000002e ApplicationMg A   WSVR0221I: Application started: shop
        # jboss_wildfly
        =	info		2026-11-24T17:00:11.123000Z	JBoss Modules version 1.12.0.Final
        |2026-11-24 17:00:11,123 INFO  [org.jboss.modules] (main) JBoss Modules version 1.12.0.Final
        =	info		2026-11-24T17:00:12.234000Z	WFLYSRV0049: WildFly Full 27.0.0.Final starting
        |2026-11-24 17:00:12,234 INFO  [org.jboss.as] (MSC service thread 1-2) WFLYSRV0049: WildFly Full 27.0.0.Final starting
        =	warning		2026-11-24T17:00:13.345000Z	WFLYEJB0463: Invalid transaction attribute
        |2026-11-24 17:00:13,345 WARN  [org.jboss.as.ejb3] (ServerService Thread Pool -- 70) WFLYEJB0463: Invalid transaction attribute
        =	error		2026-11-24T17:00:14.456000Z	UT005023: Exception handling request to /shop/cart
        |2026-11-24 17:00:14,456 ERROR [io.undertow.request] (default task-1) UT005023: Exception handling request to /shop/cart
        +	at com.shop.Cart.get(Cart.java:12)
        +Caused by: java.lang.NullPointerException
        +	... 42 more
        =	info		2026-11-24T17:00:15.456000Z	WFLYSRV0025: started in 5123ms
        |2026-11-24 17:00:15,456 INFO  [org.jboss.as] (Controller Boot Thread) WFLYSRV0025: started in 5123ms
        # cassandra
        =	info		2026-11-24T17:00:11.123000Z	Cassandra version: 4.0.6
        |INFO  [main] 2026-11-24 17:00:11,123 StorageService.java:500 - Cassandra version: 4.0.6
        =	warning		2026-11-24T17:00:12.123000Z	Not marking nodes down due to local pause of 7241432653ns > 5000000000ns
        |WARN  [GossipTasks:1] 2026-11-24 17:00:12,123 FailureDetector.java:288 - Not marking nodes down due to local pause of 7241432653ns > 5000000000ns
        =	error		2026-11-24T17:00:13.123000Z	Failed to apply mutation locally : {}
        |ERROR [MutationStage-2] 2026-11-24 17:00:13,123 StorageProxy.java:1234 - Failed to apply mutation locally : {}
        +java.lang.RuntimeException: boom
        +	at org.apache.cassandra.db.Keyspace.apply(Keyspace.java:555)
        =	info		2026-11-24T17:00:14.123000Z	READ messages were dropped in last 5000 ms: 3 internal and 0 cross node
        |INFO  [ScheduledTasks:1] 2026-11-24 17:00:14,123 MessagingService.java:1236 - READ messages were dropped in last 5000 ms: 3 internal and 0 cross node
        # zookeeper
        =	info		2026-11-24T17:00:11.123000Z	Reading configuration from: /conf/zoo.cfg
        |2026-11-24 17:00:11,123 [myid:1] - INFO  [main:QuorumPeerConfig@136] - Reading configuration from: /conf/zoo.cfg
        =	warning		2026-11-24T17:00:12.123000Z	Exception when following the leader
        |2026-11-24 17:00:12,123 [myid:1] - WARN  [QuorumPeer[myid=1](plain=0.0.0.0:2181):Follower@96] - Exception when following the leader
        +java.io.EOFException
        +	at java.io.DataInputStream.readInt(DataInputStream.java:392)
        =	info		2026-11-24T17:00:13.123000Z	Accepted socket connection from /10.0.0.1:51234
        |2026-11-24 17:00:13,123 [myid:] - INFO  [NIOServerCxn.Factory:0.0.0.0/0.0.0.0:2181:NIOServerCnxnFactory@197] - Accepted socket connection from /10.0.0.1:51234
        # hadoop_nn
        =	info		2026-11-24T17:00:11.123000Z	STARTUP_MSG:
        |2026-11-24 17:00:11,123 INFO org.apache.hadoop.hdfs.server.namenode.NameNode: STARTUP_MSG: 
        =	warning		2026-11-24T17:00:12.123000Z	DIR* NameSystem.startFile: failed to create file /tmp/a
        |2026-11-24 17:00:12,123 WARN org.apache.hadoop.hdfs.StateChange: DIR* NameSystem.startFile: failed to create file /tmp/a
        =	info		2026-11-24T17:00:13.123000Z	BLOCK* addToInvalidates: blk_1073741825_1001 10.0.0.1:50010
        |2026-11-24 17:00:13,123 INFO BlockStateChange: BLOCK* addToInvalidates: blk_1073741825_1001 10.0.0.1:50010
        =	error		2026-11-24T17:00:14.123000Z	Failed to start namenode.
        |2026-11-24 17:00:14,123 ERROR org.apache.hadoop.hdfs.server.namenode.NameNode: Failed to start namenode.
        +java.io.IOException: There appears to be a gap in the edit log.
        +	at org.apache.hadoop.hdfs.server.namenode.FSEditLog.x(FSEditLog.java:1)
        # elasticsearch
        =	info		2026-11-24T17:00:11.123000Z	initialized
        |[2026-11-24T17:00:11,123][INFO ][o.e.n.Node               ] [node-1] initialized
        =	warning		2026-11-24T17:00:12.123000Z	[gc][1234] overhead, spent [600ms] collecting in the last [1s]
        |[2026-11-24T17:00:12,123][WARN ][o.e.m.j.JvmGcMonitorService] [node-1] [gc][1234] overhead, spent [600ms] collecting in the last [1s]
        =	error		2026-11-24T17:00:13.123000Z	node validation exception
        |[2026-11-24T17:00:13,123][ERROR][o.e.b.Bootstrap          ] [node-1] node validation exception
        +[1] bootstrap checks failed
        +[1]: max virtual memory areas vm.max_map_count [65530] is too low
        =	info		2026-11-24T17:00:14.123000Z	[logs-1] creating index, cause [auto(bulk api)]
        |[2026-11-24T17:00:14,123][INFO ][o.e.c.m.MetadataCreateIndexService] [node-1] [logs-1] creating index, cause [auto(bulk api)]
        # logstash
        =	info		2026-11-24T17:00:11.123000Z	Pipeline started {"pipeline.id"=>"main"}
        |[2026-11-24T17:00:11,123][INFO ][logstash.javapipeline    ][main] Pipeline started {"pipeline.id"=>"main"}
        =	warning		2026-11-24T17:00:12.123000Z	Attempted to resurrect connection to dead ES instance
        |[2026-11-24T17:00:12,123][WARN ][logstash.outputs.elasticsearch][main] Attempted to resurrect connection to dead ES instance
        =	error		2026-11-24T17:00:13.123000Z	Failed to execute action
        |[2026-11-24T17:00:13,123][ERROR][logstash.agent           ] Failed to execute action
        # tomcat_catalina
        =	info		2026-11-24T17:00:11.123000Z	Server version name:   Apache Tomcat/9.0.68
        |24-Nov-2026 17:00:11.123 INFO [main] org.apache.catalina.startup.VersionLoggerListener.log Server version name:   Apache Tomcat/9.0.68
        =	warning		2026-11-24T17:00:12.123000Z	Creation of SecureRandom instance took [5,123] milliseconds.
        |24-Nov-2026 17:00:12.123 WARNING [localhost-startStop-1] org.apache.catalina.util.SessionIdGeneratorBase.createSecureRandom Creation of SecureRandom instance took [5,123] milliseconds.
        =	error		2026-11-24T17:00:13.123000Z	Servlet.service() for servlet [cart] in context with path [/shop] threw exception
        |24-Nov-2026 17:00:13.123 SEVERE [http-nio-8080-exec-1] org.apache.catalina.core.StandardWrapperValve.invoke Servlet.service() for servlet [cart] in context with path [/shop] threw exception
        +java.lang.NullPointerException
        +	at com.shop.Cart.doGet(Cart.java:42)
        =	info		2026-11-24T17:00:14.123000Z	Server startup in [1234] milliseconds
        |24-Nov-2026 17:00:14.123 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [1234] milliseconds
        # jul
        =	info		2026-11-24T17:00:11Z	Starting service [Tomcat]
        |Nov 24, 2026 5:00:11 PM org.apache.catalina.core.StandardService startInternal
        +INFO: Starting service [Tomcat]
        =	warning		2026-11-24T17:00:12Z	Starting ProtocolHandler
        |Nov 24, 2026 5:00:12 PM org.apache.coyote.AbstractProtocol start
        +WARNING: Starting ProtocolHandler
        =	error		2026-11-24T17:00:13Z	no cart
        |Nov 24, 2026 5:00:13 PM com.shop.Cart get
        +SEVERE: no cart
        +java.lang.NullPointerException
        +	at com.shop.Cart.get(Cart.java:42)
        # dotnet_console
        =	info			Now listening on: http://localhost:5000
        |info: Microsoft.Hosting.Lifetime[14]
        +      Now listening on: http://localhost:5000
        =	warning			Failed to determine the https port for redirect.
        |warn: Microsoft.AspNetCore.HttpsPolicy.HttpsRedirectionMiddleware[3]
        +      Failed to determine the https port for redirect.
        =	error			Connection id "0HM", Request id "0HM:1": An unhandled exception was thrown by the application.
        |fail: Microsoft.AspNetCore.Server.Kestrel[13]
        +      Connection id "0HM", Request id "0HM:1": An unhandled exception was thrown by the application.
        +      System.InvalidOperationException: boom
        +         at Shop.Cart.Get() in /src/Cart.cs:line 12
        =	info			Application is shutting down...
        |info: Microsoft.Hosting.Lifetime[0]
        +      Application is shutting down...
        # glassfish
        =	info		2026-11-24T17:00:11.123000Z	[timeMillis: 1795539611123] [levelValue: 800] [[
        |[2026-11-24T17:00:11.123+0000] [glassfish 5.1] [INFO] [NCLS-CORE-00087] [javax.enterprise.system.core] [tid: _ThreadID=1 _ThreadName=main] [timeMillis: 1795539611123] [levelValue: 800] [[
        +  Grizzly Framework 2.4.3 started in: 12ms - bound to [/0.0.0.0:8080]]]
        =	warning		2026-11-24T17:00:12.123000Z	[timeMillis: 1795539612123] [levelValue: 900] [[
        |[2026-11-24T17:00:12.123+0000] [glassfish 5.1] [WARNING] [] [javax.enterprise.web] [tid: _ThreadID=1 _ThreadName=main] [timeMillis: 1795539612123] [levelValue: 900] [[
        +  Unable to load class]]
        # quarkus
        =	info		2026-11-24T17:00:11.123000Z	shop 1.0 on JVM (powered by Quarkus 2.14.0.Final) started in 1.234s. Listening on: http://0.0.0.0:8080
        |2026-11-24 17:00:11,123 INFO  [io.quarkus] (main) shop 1.0 on JVM (powered by Quarkus 2.14.0.Final) started in 1.234s. Listening on: http://0.0.0.0:8080
        =	error		2026-11-24T17:00:12.123000Z	HTTP Request to /cart failed, error id: 1f0c
        |2026-11-24 17:00:12,123 ERROR [io.qua.ver.htt.run.QuarkusErrorHandler] (executor-thread-0) HTTP Request to /cart failed, error id: 1f0c
        # jenkins
        =	info		2026-11-24T17:00:11.123000Z	Logging initialized @512ms to org.eclipse.jetty.util.log.JavaUtilLog
        |2026-11-24 17:00:11.123+0000 [id=1]	INFO	org.eclipse.jetty.util.log.Log#initialized: Logging initialized @512ms to org.eclipse.jetty.util.log.JavaUtilLog
        =	warning		2026-11-24T17:00:12.123000Z	Upgrading Jenkins. Failed to update default update site
        |2026-11-24 17:00:12.123+0000 [id=33]	WARNING	hudson.model.UpdateCenter#updateDefaultSite: Upgrading Jenkins. Failed to update default update site
        =	error		2026-11-24T17:00:13.123000Z	Failed Loading plugin git
        |2026-11-24 17:00:13.123+0000 [id=40]	SEVERE	jenkins.InitReactorRunner$1#onTaskFailed: Failed Loading plugin git
        # nifi
        =	info		2026-11-24T17:00:11.123000Z	Launching NiFi...
        |2026-11-24 17:00:11,123 INFO [main] org.apache.nifi.NiFi Launching NiFi...
        =	warning		2026-11-24T17:00:12.123000Z	Administratively Yielding GetFile[id=1] due to uncaught Exception
        |2026-11-24 17:00:12,123 WARN [Timer-Driven Process Thread-3] o.a.n.controller.tasks.ConnectableTask Administratively Yielding GetFile[id=1] due to uncaught Exception
        =	error		2026-11-24T17:00:13.123000Z	PutFile[id=2] Penalizing StandardFlowFileRecord
        |2026-11-24 17:00:13,123 ERROR [Timer-Driven Process Thread-4] o.a.nifi.processors.standard.PutFile PutFile[id=2] Penalizing StandardFlowFileRecord
        =	info		2026-11-24T17:00:14.123000Z	Loaded NAR file: /opt/nifi/lib/x.nar
        |2026-11-24 17:00:14,123 INFO [main] org.apache.nifi.nar.NarClassLoaders Loaded NAR file: /opt/nifi/lib/x.nar
        # flink
        =	info		2026-11-24T17:00:11.123000Z	Starting StandaloneSessionClusterEntrypoint
        |2026-11-24 17:00:11,123 INFO  org.apache.flink.runtime.entrypoint.ClusterEntrypoint        [] - Starting StandaloneSessionClusterEntrypoint
        =	warning		2026-11-24T17:00:12.123000Z	Source: x (1/1)#0 switched from RUNNING to FAILED
        |2026-11-24 17:00:12,123 WARN  org.apache.flink.runtime.taskmanager.Task                    [] - Source: x (1/1)#0 switched from RUNNING to FAILED
        # hbase
        =	info		2026-11-24T17:00:11.123000Z	HBase 2.4.9
        |2026-11-24 17:00:11,123 INFO  [main] util.VersionInfo: HBase 2.4.9
        =	warning		2026-11-24T17:00:12.123000Z	(responseTooSlow): {"call":"Scan"}
        |2026-11-24 17:00:12,123 WARN  [RpcServer.default.FPBQ.Fifo.handler=29,queue=2,port=16020] ipc.RpcServer: (responseTooSlow): {"call":"Scan"}
        # presto
        =	info		2026-11-24T17:00:11.123000Z	Logging to stderr
        |2026-11-24T17:00:11.123Z	INFO	main	io.airlift.log.Logging	Logging to stderr
        =	warning		2026-11-24T17:00:12.123000Z	Query expired
        |2026-11-24T17:00:12.123Z	WARN	http-worker-12	com.facebook.presto.execution.QueryTracker	Query expired
        =	error		2026-11-24T17:00:13.123000Z	Unable to create injector
        |2026-11-24T17:00:13.123Z	ERROR	main	com.facebook.presto.server.PrestoServer	Unable to create injector
        # storm
        =	info		2026-11-24T17:00:11.123000Z	Starting nimbus with conf
        |2026-11-24 17:00:11.123 o.a.s.d.nimbus.Nimbus main [INFO] Starting nimbus with conf
        =	error		2026-11-24T17:00:12.123000Z	Async loop died!
        |2026-11-24 17:00:12.123 o.a.s.util Thread-12-bolt-executor[3 3] [ERROR] Async loop died!
        # gc_unified
        =	info		2026-11-24T17:00:11.123000Z	GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->4M(256M) 3.456ms
        |[2026-11-24T17:00:11.123+0000][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->4M(256M) 3.456ms
        =	info			Version: 17.0.5+8 (release)
        |[0.015s][info][gc,init] Version: 17.0.5+8 (release)
        =	info			Heap
        |[2.345s][info][gc,heap,exit] Heap
        =	warning			Exhausted
        |[3.456s][warning][gc,alloc] Exhausted
        # gc_old
        =			2026-11-24T17:00:11.123000Z	[GC (Allocation Failure) [PSYoungGen: 65536K->10720K(76288K)] 65536K->12345K(251392K), 0.0123456 secs]
        |2026-11-24T17:00:11.123+0000: 1.234: [GC (Allocation Failure) [PSYoungGen: 65536K->10720K(76288K)] 65536K->12345K(251392K), 0.0123456 secs]
        =			2026-11-24T17:00:12.123000Z	[Full GC (Metadata GC Threshold) 12345K->1234K(251392K), 0.0523456 secs]
        |2026-11-24T17:00:12.123+0000: 2.234: [Full GC (Metadata GC Threshold) 12345K->1234K(251392K), 0.0523456 secs]
        # mongodb_old
        =	info		2026-11-24T17:00:11.123000Z	waiting for connections on port 27017
        |2026-11-24T17:00:11.123+0000 I NETWORK  [initandlisten] waiting for connections on port 27017
        =	warning		2026-11-24T17:00:12.123000Z	** WARNING: Access control is not enabled
        |2026-11-24T17:00:12.123+0000 W CONTROL  [initandlisten] ** WARNING: Access control is not enabled
        =	info		2026-11-24T17:00:13.123000Z	command shop.carts command: find { find: "carts" } 123ms
        |2026-11-24T17:00:13.123+0000 I COMMAND  [conn12] command shop.carts command: find { find: "carts" } 123ms
        # mongodb_json
        =	info		2026-11-24T17:00:11.123000Z	Waiting for connections
        |{"t":{"$date":"2026-11-24T17:00:11.123+00:00"},"s":"I",  "c":"NETWORK",  "id":23016,   "ctx":"listener","msg":"Waiting for connections","attr":{"port":27017,"ssl":"off"}}
        =	warning		2026-11-24T17:00:12.123000Z	Access control is not enabled for the database
        |{"t":{"$date":"2026-11-24T17:00:12.123+00:00"},"s":"W",  "c":"CONTROL",  "id":22120,   "ctx":"initandlisten","msg":"Access control is not enabled for the database","tags":["startupWarnings"]}
        # mysql8
        =	info		2026-11-24T17:00:11.123456Z	/usr/sbin/mysqld (mysqld 8.0.31) starting as process 1
        |2026-11-24T17:00:11.123456Z 0 [System] [MY-010116] [Server] /usr/sbin/mysqld (mysqld 8.0.31) starting as process 1
        =	warning		2026-11-24T17:00:12.123456Z	CA certificate ca.pem is self signed.
        |2026-11-24T17:00:12.123456Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.
        =	error		2026-11-24T17:00:13.123456Z	Operating system error number 13 in a file operation.
        |2026-11-24T17:00:13.123456Z 12 [ERROR] [MY-012592] [InnoDB] Operating system error number 13 in a file operation.
        =	notice		2026-11-24T17:00:14.123456Z	Aborted connection 13 to db: 'shop' user: 'app' host: '10.0.0.1' (Got timeout reading communication packets).
        |2026-11-24T17:00:14.123456Z 13 [Note] [MY-010914] [Server] Aborted connection 13 to db: 'shop' user: 'app' host: '10.0.0.1' (Got timeout reading communication packets).
        # mysql_slow
        =			2026-11-24T17:00:11.123456Z	# User@Host: app[app] @ web1 [10.0.0.1]  Id:    12
        |# Time: 2026-11-24T17:00:11.123456Z
        +# User@Host: app[app] @ web1 [10.0.0.1]  Id:    12
        +# Query_time: 3.123456  Lock_time: 0.000123 Rows_sent: 1  Rows_examined: 1234567
        +SET timestamp=1795539611;
        +SELECT * FROM carts WHERE id = 12;
        =			2026-11-24T17:00:21.123456Z	# User@Host: app[app] @ web1 [10.0.0.1]  Id:    13
        |# Time: 2026-11-24T17:00:21.123456Z
        +# User@Host: app[app] @ web1 [10.0.0.1]  Id:    13
        +# Query_time: 4.123456  Lock_time: 0.000123 Rows_sent: 1  Rows_examined: 1234567
        +SET timestamp=1795539621;
        +SELECT * FROM items;
        # mariadb
        =	notice		2026-11-24T17:00:11Z	Starting MariaDB 10.9.4-MariaDB source revision as process 1
        |2026-11-24 17:00:11 0 [Note] Starting MariaDB 10.9.4-MariaDB source revision as process 1
        =	warning		2026-11-24T17:00:12Z	Aborted connection 12 to db: 'shop' user: 'app' host: '10.0.0.1' (Got an error reading communication packets)
        |2026-11-24 17:00:12 12 [Warning] Aborted connection 12 to db: 'shop' user: 'app' host: '10.0.0.1' (Got an error reading communication packets)
        =	error		2026-11-24T17:00:13Z	Could not open mysql.plugin table: "Table 'mysql.plugin' doesn't exist"
        |2026-11-24 17:00:13 0 [ERROR] Could not open mysql.plugin table: "Table 'mysql.plugin' doesn't exist"
        # mysql_general
        =			2026-11-24T17:00:11.123456Z	12 Connect\tapp@web1 on shop using TCP/IP
        |2026-11-24T17:00:11.123456Z	   12 Connect	app@web1 on shop using TCP/IP
        =			2026-11-24T17:00:12.123456Z	12 Query\tSELECT 1
        |2026-11-24T17:00:12.123456Z	   12 Query	SELECT 1
        =			2026-11-24T17:00:13.123456Z	12 Quit
        |2026-11-24T17:00:13.123456Z	   12 Quit	
        # postgres_default
        =	info		2026-11-24T17:00:11.123000Z	database system is ready to accept connections
        |2026-11-24 17:00:11.123 UTC [12] LOG:  database system is ready to accept connections
        =	error		2026-11-24T17:00:12.123000Z	relation "carts" does not exist at character 15
        |2026-11-24 17:00:12.123 UTC [34] ERROR:  relation "carts" does not exist at character 15
        =	info		2026-11-24T17:00:12.123000Z	SELECT * FROM carts
        |2026-11-24 17:00:12.123 UTC [34] STATEMENT:  SELECT * FROM carts
        =	critical		2026-11-24T17:00:13.123000Z	password authentication failed for user "app"
        |2026-11-24 17:00:13.123 UTC [35] FATAL:  password authentication failed for user "app"
        # postgres_debian
        =	info		2026-11-24T17:00:11.123000Z	connection authorized: user=app database=shop
        |2026-11-24 17:00:11.123 UTC [1234] app@shop LOG:  connection authorized: user=app database=shop
        =	error		2026-11-24T17:00:12.123000Z	duplicate key value violates unique constraint "carts_pkey"
        |2026-11-24 17:00:12.123 UTC [1234] app@shop ERROR:  duplicate key value violates unique constraint "carts_pkey"
        =	info		2026-11-24T17:00:12.123000Z	Key (id)=(12) already exists.
        |2026-11-24 17:00:12.123 UTC [1234] app@shop DETAIL:  Key (id)=(12) already exists.
        =	info		2026-11-24T17:00:13.123000Z	checkpoint starting: time
        |2026-11-24 17:00:13.123 UTC [99] LOG:  checkpoint starting: time
        # postgres_pgbadger
        =	info		2026-11-24T17:00:11Z	duration: 12.345 ms
        |2026-11-24 17:00:11 UTC [1234]: [1-1] user=app,db=shop,app=psql,client=10.0.0.1 LOG:  duration: 12.345 ms
        =	error		2026-11-24T17:00:12Z	syntax error at or near "FORM" at character 10
        |2026-11-24 17:00:12 UTC [1234]: [2-1] user=app,db=shop,app=psql,client=10.0.0.1 ERROR:  syntax error at or near "FORM" at character 10
        =	info		2026-11-24T17:00:13Z	checkpoint starting: time
        |2026-11-24 17:00:13 UTC [99]: [5-1] user=,db=,app=,client= LOG:  checkpoint starting: time
        # redis_old
        =	notice		2026-11-24T17:00:11.123000Z	Server started, Redis version 2.8.4
        |[1234] 24 Nov 17:00:11.123 * Server started, Redis version 2.8.4
        =	warning		2026-11-24T17:00:12.123000Z	Setting maximum number of open files to 10032
        |[1234] 24 Nov 17:00:12.123 # Setting maximum number of open files to 10032
        # rabbitmq_old
        =	info		2026-11-24T17:00:11Z	accepting AMQP connection <0.1234.0> (10.0.0.1:51234 -> 10.0.0.2:5672)
        |=INFO REPORT==== 24-Nov-2026::17:00:11 ===
        +accepting AMQP connection <0.1234.0> (10.0.0.1:51234 -> 10.0.0.2:5672)
        =	error		2026-11-24T17:00:12Z	closing AMQP connection <0.1234.0> (10.0.0.1:51234 -> 10.0.0.2:5672):
        |=ERROR REPORT==== 24-Nov-2026::17:00:12 ===
        +closing AMQP connection <0.1234.0> (10.0.0.1:51234 -> 10.0.0.2:5672):
        +{heartbeat_timeout,running}
        =	warning		2026-11-24T17:00:13Z	Mnesia('rabbit@mq1'): ** WARNING ** Mnesia is overloaded: {dump_log, write_threshold}
        |=WARNING REPORT==== 24-Nov-2026::17:00:13 ===
        +Mnesia('rabbit@mq1'): ** WARNING ** Mnesia is overloaded: {dump_log, write_threshold}
        # rabbitmq37
        =	info		2026-11-24T17:00:11.123000Z	accepting AMQP connection <0.1234.0> (10.0.0.1:51234 -> 10.0.0.2:5672)
        |2026-11-24 17:00:11.123 [info] <0.1234.0> accepting AMQP connection <0.1234.0> (10.0.0.1:51234 -> 10.0.0.2:5672)
        =	error		2026-11-24T17:00:12.123000Z	closing AMQP connection
        |2026-11-24 17:00:12.123 [error] <0.1234.0> closing AMQP connection
        =	warning		2026-11-24T17:00:13.123000Z	memory resource limit alarm set on node rabbit@mq1.
        |2026-11-24 17:00:13.123 [warning] <0.345.0> memory resource limit alarm set on node rabbit@mq1.
        # rabbitmq39
        =	info		2026-11-24T17:00:11.123456Z	node           : rabbit@mq1
        |2026-11-24 17:00:11.123456+00:00 [info] <0.221.0>  node           : rabbit@mq1
        =	notice		2026-11-24T17:00:12.123456Z	Application syslog exited with reason: stopped
        |2026-11-24 17:00:12.123456+00:00 [notice] <0.44.0> Application syslog exited with reason: stopped
        =	warning		2026-11-24T17:00:13.123456Z	Message store: rebuilding indices from scratch
        |2026-11-24 17:00:13.123456+00:00 [warning] <0.456.0> Message store: rebuilding indices from scratch
        # elixir
        =	info		2026-11-25T17:00:11.123000Z	Running ShopWeb.Endpoint with cowboy 2.9.0 at 127.0.0.1:4000 (http)
        |17:00:11.123 [info] Running ShopWeb.Endpoint with cowboy 2.9.0 at 127.0.0.1:4000 (http)
        =	debug		2026-11-25T17:00:12.123000Z	QUERY OK source="carts" db=1.2ms
        |17:00:12.123 request_id=FyqV [debug] QUERY OK source="carts" db=1.2ms
        =	error		2026-11-25T17:00:13.123000Z	GenServer #PID<0.123.0> terminating
        |17:00:13.123 [error] GenServer #PID<0.123.0> terminating
        +** (RuntimeError) boom
        +    (shop 0.1.0) lib/shop/cart.ex:12: Shop.Cart.get/1
        # haproxy_stdout
        =	notice			New worker (8) forked
        |[NOTICE]   (1) : New worker (8) forked
        =	warning			Server back/web1 is DOWN, reason: Layer4 connection problem
        |[WARNING]  (8) : Server back/web1 is DOWN, reason: Layer4 connection problem
        =	alert			config : parsing [/etc/haproxy.cfg:12] : unknown keyword 'foo'
        |[ALERT]    (1) : config : parsing [/etc/haproxy.cfg:12] : unknown keyword 'foo'
        # squid
        =	info		2026-11-24T17:00:11.123000Z	TCP_MISS/200 1234 GET http://example.com/ - HIER_DIRECT/93.184.216.34 text/html
        |1795539611.123    156 10.0.0.1 TCP_MISS/200 1234 GET http://example.com/ - HIER_DIRECT/93.184.216.34 text/html
        =	error		2026-11-24T17:00:12.123000Z	TCP_MISS/503 0 CONNECT example.com:443 - HIER_NONE/- -
        |1795539612.123  60001 10.0.0.1 TCP_MISS/503 0 CONNECT example.com:443 - HIER_NONE/- -
        # varnishncsa
        =	info		2026-11-24T17:00:11Z	"GET http://shop/cart HTTP/1.1" 200 1234
        |10.0.0.1 - - [24/Nov/2026:17:00:11 +0000] "GET http://shop/cart HTTP/1.1" 200 1234 "-" "curl/7.88"
        =	error		2026-11-24T17:00:12Z	"GET http://shop/cart HTTP/1.1" 503 1234
        |10.0.0.1 - - [24/Nov/2026:17:00:12 +0000] "GET http://shop/cart HTTP/1.1" 503 1234 "-" "curl/7.88"
        # envoy_app
        =	info		2026-11-24T17:00:11.123000Z	initializing epoch 0
        |[2026-11-24 17:00:11.123][1][info][main] [source/server/server.cc:390] initializing epoch 0
        =	warning		2026-11-24T17:00:12.123000Z	StreamAggregatedResources gRPC config stream closed: 14, upstream connect error
        |[2026-11-24 17:00:12.123][1][warning][config] [source/common/config/grpc_stream.h:153] StreamAggregatedResources gRPC config stream closed: 14, upstream connect error
        # caddy_console
        =	info		2026-11-24T17:00:11.123000Z	admin endpoint started\t{"address": "localhost:2019"}
        |2026/11/24 17:00:11.123	INFO	admin	admin endpoint started	{"address": "localhost:2019"}
        =	error		2026-11-24T17:00:12.123000Z	dial tcp 127.0.0.1:9000: connect: connection refused\t{"status": 502}
        |2026/11/24 17:00:12.123	ERROR	http.log.error	dial tcp 127.0.0.1:9000: connect: connection refused	{"status": 502}
        # traefik_common
        =	info		2026-11-24T17:00:11Z	Configuration loaded from file: /etc/traefik/traefik.yml
        |time="2026-11-24T17:00:11Z" level=info msg="Configuration loaded from file: /etc/traefik/traefik.yml"
        =	error		2026-11-24T17:00:12Z	accept tcp [::]:80: use of closed network connection
        |time="2026-11-24T17:00:12Z" level=error msg="accept tcp [::]:80: use of closed network connection" entryPointName=web
        # traefik3
        =	info		2026-11-24T17:00:11Z	Traefik version 3.0.0 built on 2024-04-29 version=3.0.0
        |2026-11-24T17:00:11Z INF Traefik version 3.0.0 built on 2024-04-29 version=3.0.0
        =	error		2026-11-24T17:00:12Z	Error while building configuration error="open x"
        |2026-11-24T17:00:12Z ERR Error while building configuration error="open x"
        # consul
        =	info		2026-11-24T17:00:11.123000Z	initial configuration: index=1
        |2026-11-24T17:00:11.123Z [INFO]  agent.server.raft: initial configuration: index=1
        =	warning		2026-11-24T17:00:12.123000Z	Check is now critical: check=service:web
        |2026-11-24T17:00:12.123Z [WARN]  agent: Check is now critical: check=service:web
        =	error		2026-11-24T17:00:13.123000Z	Request error: method=GET url=/v1/kv/x from=10.0.0.1 error="No cluster leader"
        |2026-11-24T17:00:13.123Z [ERROR] agent.http: Request error: method=GET url=/v1/kv/x from=10.0.0.1 error="No cluster leader"
        # etcd_capnslog
        =	info		2026-11-24T17:00:11.123456Z	etcd Version: 3.3.10
        |2026-11-24 17:00:11.123456 I | etcdmain: etcd Version: 3.3.10
        =	warning		2026-11-24T17:00:12.123456Z	read-only range request "key:\"/x\" " took too long (123ms) to execute
        |2026-11-24 17:00:12.123456 W | etcdserver: read-only range request "key:\"/x\" " took too long (123ms) to execute
        =	critical		2026-11-24T17:00:13.123456Z	listen tcp 10.0.0.1:2380: bind: cannot assign requested address
        |2026-11-24 17:00:13.123456 C | etcdmain: listen tcp 10.0.0.1:2380: bind: cannot assign requested address
        # coredns
        =	info			plugin/reload: Running configuration MD5 = 1a2b3c
        |[INFO] plugin/reload: Running configuration MD5 = 1a2b3c
        =	info			10.0.0.1:51234 - 1234 "A IN example.com. udp 41 false 512" NOERROR qr,rd,ra 106 0.012345s
        |[INFO] 10.0.0.1:51234 - 1234 "A IN example.com. udp 41 false 512" NOERROR qr,rd,ra 106 0.012345s
        =	error			plugin/errors: 2 example.com. A: read udp 10.0.0.2:1->8.8.8.8:53: i/o timeout
        |[ERROR] plugin/errors: 2 example.com. A: read udp 10.0.0.2:1->8.8.8.8:53: i/o timeout
        =	warning			No files matching import glob pattern: /etc/coredns/custom/*.server
        |[WARNING] No files matching import glob pattern: /etc/coredns/custom/*.server
        # unbound
        =	info	unbound	2026-11-24T17:00:11Z	start of service (unbound 1.17.0).
        |[1795539611] unbound[12:0] info: start of service (unbound 1.17.0).
        =	error	unbound	2026-11-24T17:00:12Z	can't bind socket: Cannot assign requested address for 10.0.0.1
        |[1795539612] unbound[12:0] error: can't bind socket: Cannot assign requested address for 10.0.0.1
        =	notice	unbound	2026-11-24T17:00:13Z	init module 0: validator
        |[1795539613] unbound[12:0] notice: init module 0: validator
        # freeswitch
        =	notice		2026-11-24T17:00:11.123456Z	Close Channel sofia/internal/1000@10.0.0.1 [CS_DESTROY]
        |2026-11-24 17:00:11.123456 [NOTICE] mod_sofia.c:5000 Close Channel sofia/internal/1000@10.0.0.1 [CS_DESTROY]
        =	error		2026-11-24T17:00:12.123456Z	Error Creating SIP UA for profile: external
        |2026-11-24 17:00:12.123456 [ERR] sofia.c:3000 Error Creating SIP UA for profile: external
        =	warning		2026-11-24T17:00:13.123456Z	SIP auth challenge (REGISTER)
        |1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f 2026-11-24 17:00:13.123456 [WARNING] sofia_reg.c:1792 SIP auth challenge (REGISTER)
        # dhcpd
        =		dhcpd	2026-11-24T17:00:11Z	DHCPDISCOVER from 00:11:22:33:44:55 via eth0
        |Nov 24 17:00:11 gw dhcpd[1234]: DHCPDISCOVER from 00:11:22:33:44:55 via eth0
        =		dhcpd	2026-11-24T17:00:12Z	DHCPACK on 10.0.0.9 to 00:11:22:33:44:55 (laptop) via eth0
        |Nov 24 17:00:12 gw dhcpd: DHCPACK on 10.0.0.9 to 00:11:22:33:44:55 (laptop) via eth0
        # dnsmasq_file
        =		dnsmasq	2026-11-24T17:00:11Z	query[A] example.com from 10.0.0.1
        |Nov 24 17:00:11 dnsmasq[1234]: query[A] example.com from 10.0.0.1
        =		dnsmasq-dhcp	2026-11-24T17:00:12Z	DHCPACK(eth0) 10.0.0.9 00:11:22:33:44:55 laptop
        |Nov 24 17:00:12 dnsmasq-dhcp[1234]: DHCPACK(eth0) 10.0.0.9 00:11:22:33:44:55 laptop
        # postfix
        =		postfix/smtpd	2026-11-24T17:00:11Z	connect from unknown[10.0.0.1]
        |Nov 24 17:00:11 mail postfix/smtpd[1234]: connect from unknown[10.0.0.1]
        =		postfix/qmgr	2026-11-24T17:00:12Z	1A2B3C4D5E: from=<a@x.org>, size=1234, nrcpt=1 (queue active)
        |Nov 24 17:00:12 mail postfix/qmgr[1235]: 1A2B3C4D5E: from=<a@x.org>, size=1234, nrcpt=1 (queue active)
        # exim
        =			2026-11-24T17:00:11Z	1oxyz-0001Ab-2C <= a@x.org H=(x) [10.0.0.1] P=esmtp S=1234
        |2026-11-24 17:00:11 1oxyz-0001Ab-2C <= a@x.org H=(x) [10.0.0.1] P=esmtp S=1234
        =			2026-11-24T17:00:12Z	1oxyz-0001Ab-2C => b@y.org R=dnslookup T=remote_smtp H=mx.y.org [10.0.0.2] C="250 OK"
        |2026-11-24 17:00:12 1oxyz-0001Ab-2C => b@y.org R=dnslookup T=remote_smtp H=mx.y.org [10.0.0.2] C="250 OK"
        =			2026-11-24T17:00:13Z	1oxyz-0001Ab-2C Completed
        |2026-11-24 17:00:13 1oxyz-0001Ab-2C Completed
        =			2026-11-24T17:00:14Z	exim 4.94.2 daemon started: pid=12, -q30m, listening for SMTP on port 25
        |2026-11-24 17:00:14 exim 4.94.2 daemon started: pid=12, -q30m, listening for SMTP on port 25
        # samba
        =			2026-11-24T17:00:11.123456Z	smbd version 4.13.13-Debian started.
        |[2026/11/24 17:00:11.123456,  0] ../../source3/smbd/server.c:1734(main)
        +  smbd version 4.13.13-Debian started.
        =			2026-11-24T17:00:12.123456Z	laptop (ipv4:10.0.0.1:51234) closed connection to service share
        |[2026/11/24 17:00:12.123456,  1] ../../source3/smbd/service.c:1130(close_cnum)
        +  laptop (ipv4:10.0.0.1:51234) closed connection to service share
        # cups_error
        =	info		2026-11-24T17:00:11Z	Listening to 127.0.0.1:631 on fd 6...
        |I [24/Nov/2026:17:00:11 +0000] Listening to 127.0.0.1:631 on fd 6...
        =	error		2026-11-24T17:00:12Z	[Job 12] Unable to locate printer
        |E [24/Nov/2026:17:00:12 +0000] [Job 12] Unable to locate printer
        =	warning		2026-11-24T17:00:13Z	CreateProfile failed: org.freedesktop.ColorManager.AlreadyExists
        |W [24/Nov/2026:17:00:13 +0000] CreateProfile failed: org.freedesktop.ColorManager.AlreadyExists
        =	debug		2026-11-24T17:00:14Z	[Client 12] Closing connection.
        |D [24/Nov/2026:17:00:14 +0000] [Client 12] Closing connection.
        # xorg
        =				X.Org X Server 1.20.11
        |[    12.345] X.Org X Server 1.20.11
        =	info			LoadModule: "glx"
        |[    12.346] (II) LoadModule: "glx"
        =	error			Failed to load module "nvidia" (module does not exist, 0)
        |[    12.347] (EE) Failed to load module "nvidia" (module does not exist, 0)
        =	warning			The directory "/usr/share/fonts/X11/cyrillic" does not exist.
        |[    12.348] (WW) The directory "/usr/share/fonts/X11/cyrillic" does not exist.
        =	info			PCI:*(0@0:2:0) 8086:5916
        |[    12.349] (--) PCI:*(0@0:2:0) 8086:5916
        =	info			Using config file: "/etc/X11/xorg.conf"
        |[    12.350] (==) Using config file: "/etc/X11/xorg.conf"
        # apt_history
        =			2026-11-24T17:00:11Z	Commandline: apt-get install -y curl
        |Start-Date: 2026-11-24  17:00:11
        +Commandline: apt-get install -y curl
        +Install: curl:amd64 (7.88.1-10, automatic)
        +End-Date: 2026-11-24  17:00:15
        =			2026-11-25T17:00:11Z	Commandline: apt-get upgrade
        |Start-Date: 2026-11-25  17:00:11
        +Commandline: apt-get upgrade
        +End-Date: 2026-11-25  17:00:15
        # dpkg
        =			2026-11-24T17:00:11Z	startup archives unpack
        |2026-11-24 17:00:11 startup archives unpack
        =			2026-11-24T17:00:12Z	install curl:amd64 <none> 7.88.1-10
        |2026-11-24 17:00:12 install curl:amd64 <none> 7.88.1-10
        =			2026-11-24T17:00:13Z	status half-installed curl:amd64 7.88.1-10
        |2026-11-24 17:00:13 status half-installed curl:amd64 7.88.1-10
        # cloud_init
        =	debug		2026-11-24T17:00:11.123000Z	Cloud-init v. 22.4.2 running 'init-local'
        |2026-11-24 17:00:11,123 - util.py[DEBUG]: Cloud-init v. 22.4.2 running 'init-local'
        =	warning		2026-11-24T17:00:12.123000Z	Used fallback datasource
        |2026-11-24 17:00:12,123 - cc_final_message.py[WARNING]: Used fallback datasource
        # sidekiq
        =	info		2026-11-24T17:00:11.123000Z	Booted Rails 7.0.4 application in production environment
        |2026-11-24T17:00:11.123Z pid=1 tid=gnd INFO: Booted Rails 7.0.4 application in production environment
        =	info		2026-11-24T17:00:12.123000Z	start
        |2026-11-24T17:00:12.123Z pid=1 tid=gne class=MailJob jid=1a2b3c4d5e6f INFO: start
        =	warning		2026-11-24T17:00:13.123000Z	fail
        |2026-11-24T17:00:13.123Z pid=1 tid=gne class=MailJob jid=1a2b3c4d5e6f elapsed=0.012 WARN: fail
        # unicorn
        =	info		2026-11-24T17:00:11.123456Z	worker=0 ready
        |I, [2026-11-24T17:00:11.123456 #12]  INFO -- : worker=0 ready
        # gunicorn
        =	info		2026-11-24T17:00:11Z	Starting gunicorn 20.1.0
        |[2026-11-24 17:00:11 +0000] [1] [INFO] Starting gunicorn 20.1.0
        =	critical		2026-11-24T17:00:12Z	WORKER TIMEOUT (pid:12)
        |[2026-11-24 17:00:12 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:12)
        =	error		2026-11-24T17:00:13Z	Exception in worker process
        |[2026-11-24 17:00:13 +0000] [12] [ERROR] Exception in worker process
        +Traceback (most recent call last):
        +  File "/usr/lib/python3/gunicorn/arbiter.py", line 589, in spawn_worker
        +    worker.init_process()
        +ModuleNotFoundError: No module named 'shop'
        =	info		2026-11-24T17:00:14Z	Worker exiting (pid: 12)
        |[2026-11-24 17:00:14 +0000] [12] [INFO] Worker exiting (pid: 12)
        # uvicorn
        =	info			Started server process [12]
        |INFO:     Started server process [12]
        =	info			Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)
        |INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)
        =	info			10.0.0.1:51234 - "GET /cart HTTP/1.1" 200 OK
        |INFO:     10.0.0.1:51234 - "GET /cart HTTP/1.1" 200 OK
        =	error			Exception in ASGI application
        |ERROR:    Exception in ASGI application
        +Traceback (most recent call last):
        +  File "/app/x.py", line 12, in y
        +ValueError: boom
        # python_basic
        =	warning			disk is slow
        |WARNING:root:disk is slow
        =	info			item added
        |INFO:shop.cart:item added
        =	error			no cart 12
        |ERROR:shop.cart:no cart 12
        +Traceback (most recent call last):
        +  File "/app/x.py", line 12, in y
        +ValueError: boom
        # celery
        =	info		2026-11-24T17:00:11.123000Z	celery@web1 ready.
        |[2026-11-24 17:00:11,123: INFO/MainProcess] celery@web1 ready.
        =	error		2026-11-24T17:00:12.123000Z	Task shop.tasks.mail[1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f] raised unexpected: ValueError('boom')
        |[2026-11-24 17:00:12,123: ERROR/ForkPoolWorker-1] Task shop.tasks.mail[1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f] raised unexpected: ValueError('boom')
        +Traceback (most recent call last):
        +  File "/app/x.py", line 12, in y
        +ValueError: boom
        # airflow
        =	info		2026-11-24T17:00:11.123000Z	Starting the scheduler
        |[2026-11-24 17:00:11,123] {scheduler_job.py:700} INFO - Starting the scheduler
        =	info		2026-11-24T17:00:12.123000Z	Marking task as SUCCESS. dag_id=x
        |[2026-11-24T17:00:12.123+0000] {taskinstance.py:1225} INFO - Marking task as SUCCESS. dag_id=x
        =	error		2026-11-24T17:00:13.123000Z	Failed to execute job 12 for task x
        |[2026-11-24T17:00:13.123+0000] {standard_task_runner.py:107} ERROR - Failed to execute job 12 for task x
        # supervisord
        =	info		2026-11-24T17:00:11.123000Z	supervisord started with pid 1
        |2026-11-24 17:00:11,123 INFO supervisord started with pid 1
        =	info		2026-11-24T17:00:12.123000Z	spawned: 'web' with pid 12
        |2026-11-24 17:00:12,123 INFO spawned: 'web' with pid 12
        =	warning		2026-11-24T17:00:13.123000Z	exited: web (exit status 1; not expected)
        |2026-11-24 17:00:13,123 WARN exited: web (exit status 1; not expected)
        =	critical		2026-11-24T17:00:14.123000Z	Supervisor is running as root.
        |2026-11-24 17:00:14,123 CRIT Supervisor is running as root.
        # django_runserver
        =	info		2026-11-24T17:00:11Z	"GET /cart HTTP/1.1" 200 1234
        |[24/Nov/2026 17:00:11] "GET /cart HTTP/1.1" 200 1234
        =	notice		2026-11-24T17:00:12Z	"GET /x HTTP/1.1" 404 12
        |[24/Nov/2026 17:00:12] "GET /x HTTP/1.1" 404 12
        # loguru
        =	info		2026-11-24T17:00:11.123000Z	item 12 added
        |2026-11-24 17:00:11.123 | INFO     | shop.cart:add:12 - item 12 added
        =	error		2026-11-24T17:00:12.123000Z	boom
        |2026-11-24 17:00:12.123 | ERROR    | __main__:<module>:34 - boom
        =	info		2026-11-24T17:00:13.123000Z	done
        |2026-11-24 17:00:13.123 | SUCCESS  | shop.cart:add:12 - done
        # structlog_console
        =	info		2026-11-24T17:00:11Z	item added                     cart=12 user=a
        |2026-11-24 17:00:11 [info     ] item added                     cart=12 user=a
        =	error		2026-11-24T17:00:12Z	boom                           cart=12
        |2026-11-24 17:00:12 [error    ] boom                           cart=12
        # phpfpm
        =	notice		2026-11-24T17:00:11Z	fpm is running, pid 1
        |[24-Nov-2026 17:00:11] NOTICE: fpm is running, pid 1
        =	warning		2026-11-24T17:00:12Z	[pool www] server reached pm.max_children setting (5), consider raising it
        |[24-Nov-2026 17:00:12] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it
        =	warning		2026-11-24T17:00:13Z	[pool www] child 12 said into stderr: "PHP Warning: x"
        |[24-Nov-2026 17:00:13] WARNING: [pool www] child 12 said into stderr: "PHP Warning: x"
        # php_error
        =	warning		2026-11-24T17:00:11Z	PHP Warning:  Undefined variable $x in /var/www/index.php on line 12
        |[24-Nov-2026 17:00:11 UTC] PHP Warning:  Undefined variable $x in /var/www/index.php on line 12
        =	critical		2026-11-24T17:00:12Z	PHP Fatal error:  Uncaught Error: Call to undefined function foo() in /var/www/index.php:3
        |[24-Nov-2026 17:00:12 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function foo() in /var/www/index.php:3
        +Stack trace:
        +#0 {main}
        +  thrown in /var/www/index.php on line 3
        =	notice		2026-11-24T16:00:13Z	PHP Notice:  Undefined index: x in /var/www/a.php on line 1
        |[24-Nov-2026 17:00:13 Europe/Berlin] PHP Notice:  Undefined index: x in /var/www/a.php on line 1
        # laravel
        =	error		2026-11-24T17:00:11Z	Undefined variable $x {"exception":"[object] (ErrorException(code: 0): Undefined variable $x at /app/x.php:12)
        |[2026-11-24 17:00:11] production.ERROR: Undefined variable $x {"exception":"[object] (ErrorException(code: 0): Undefined variable $x at /app/x.php:12)
        +[stacktrace]
        +#0 /app/x.php(12): foo()
        +"} 
        =	info		2026-11-24T17:00:12Z	User logged in
        |[2026-11-24 17:00:12] local.INFO: User logged in  
        # symfony
        =	info		2026-11-24T17:00:11.123456Z	Matched route "cart". {"route":"cart"} []
        |[2026-11-24T17:00:11.123456+00:00] request.INFO: Matched route "cart". {"route":"cart"} []
        =	critical		2026-11-24T17:00:12.123456Z	Uncaught PHP Exception RuntimeException: "boom" at Cart.php line 12 {} []
        |[2026-11-24T17:00:12.123456+00:00] request.CRITICAL: Uncaught PHP Exception RuntimeException: "boom" at Cart.php line 12 {} []
        # node_winston
        =	info		2026-11-24T17:00:11.123000Z	listening on 3000
        |{"level":"info","message":"listening on 3000","timestamp":"2026-11-24T17:00:11.123Z"}
        =	error		2026-11-24T17:00:12.123000Z	boom
        |{"level":"error","message":"boom","stack":"Error: boom\n    at x (/app/x.js:1:2)","timestamp":"2026-11-24T17:00:12.123Z"}
        # npm_debug
        =				0 info it worked if it ends with ok
        |0 info it worked if it ends with ok
        =				1 verbose cli [ '/usr/bin/node', '/usr/bin/npm', 'start' ]
        |1 verbose cli [ '/usr/bin/node', '/usr/bin/npm', 'start' ]
        # morgan_dev
        =				GET /cart 200 12.345 ms - 1234
        |GET /cart 200 12.345 ms - 1234
        =				POST /cart 500 1.234 ms - -
        |POST /cart 500 1.234 ms - -
        # nestjs
        =	info		2026-11-24T17:00:11Z	Starting Nest application...
        |[Nest] 12  - 11/24/2026, 5:00:11 PM     LOG [NestFactory] Starting Nest application...
        =	error		2026-11-24T17:00:12Z	boom
        |[Nest] 12  - 11/24/2026, 5:00:12 PM   ERROR [ExceptionsHandler] boom
        # log4js
        =	info		2026-11-24T17:00:11.123000Z	listening on 3000
        |[2026-11-24T17:00:11.123] [INFO] default - listening on 3000
        =	error		2026-11-24T17:00:12.123000Z	boom
        |[2026-11-24T17:00:12.123] [ERROR] cart - boom
        # go_std
        =			2026-11-24T17:00:11Z	listening on :8080
        |2026/11/24 17:00:11 listening on :8080
        =			2026-11-24T17:00:12Z	boom
        |2026/11/24 17:00:12 main.go:12: boom
        # zap_console
        =	info		2026-11-24T17:00:11.123000Z	listening\t{"port": 8080}
        |2026-11-24T17:00:11.123Z	INFO	server/main.go:12	listening	{"port": 8080}
        =	error		2026-11-24T17:00:12.123000Z	boom\t{"error": "x"}
        |2026-11-24T17:00:12.123Z	ERROR	cart/cart.go:34	boom	{"error": "x"}
        +github.com/x/cart.Get
        +	/app/cart/cart.go:34
        """#
}
