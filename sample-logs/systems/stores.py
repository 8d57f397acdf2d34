"""Databases, caches and the search engine: their everyday lines and what they say when they refuse."""

import json

from world import Node, at, comma, iso


class Postgres(Node):
    proto, port, kind, label, base = "postgres", 5432, "database", "postgresql", 0.006
    description = "PostgreSQL Cluster 16-main"

    def __init__(self, host, name="postgresql-16-main", leader=None):
        super().__init__(host, name)
        self.unit, self.leader = "postgresql@16-main.service", leader

    @property
    def aliases(self):
        return ["postgresql", "postgres", self.unit, "%s:5432" % self.host.name, "%s:5432" % self.host.ip]

    def say(self, t, level, text, who=None):
        who = " %s@%s" % (who, who) if who else ""
        self.host.file(t, self.name, "%s [%d]%s %s:  %s" % (iso(self.now(t), 3, " UTC", " "), self.dice.whole(1000, 60000) if who else self.host.pid(self.name), who, level, text))

    def background(self):
        for t in self.every(300, 0.01):
            n, took = self.dice.whole(60, 900), self.dice.between(8, 40) * self.slowness(t)
            self.say(t, "LOG", "checkpoint starting: time")
            self.say(t + took, "LOG", "checkpoint complete: wrote %d buffers (%.1f%%); 0 WAL file(s) added, %d removed, %d recycled; write=%.3f s, sync=%.3f s, total=%.3f s; sync files=%d, longest=%.3f s, average=%.3f s; distance=%d kB, estimate=%d kB" % (n, n / 163.84, self.dice.whole(0, 1), self.dice.whole(0, 3), took - 0.1, 0.02 * self.slowness(t), took, self.dice.whole(10, 90), 0.01 * self.slowness(t), 0.002, self.dice.whole(900, 19000), self.dice.whole(9000, 19000)))
        for t in self.every(1500):
            self.say(t, "LOG", 'automatic vacuum of table "app.public.%s": index scans: %d, pages: 0 removed, %d remain, elapsed: %.2f s' % (self.dice.pick(["orders", "events", "sessions", "items"]), self.dice.whole(0, 1), self.dice.whole(200, 9000), self.dice.between(0.1, 4)))
        for t in self.sometimes(260):
            self.say(t, "LOG", "duration: %.3f ms  statement: SELECT o.id, o.state FROM orders o JOIN items i ON i.order_id = o.id WHERE o.customer_id = %d ORDER BY o.created DESC" % (self.dice.between(500, 1900) * self.slowness(t), self.dice.whole(100, 99999)), "app")
        for t in self.sometimes(700):
            self.say(t, "ERROR", 'duplicate key value violates unique constraint "events_request_id_key"', "app")
            self.say(t, "DETAIL", "Key (request_id)=(%s) already exists." % self.dice.hex(32), "app")
            self.say(t, "STATEMENT", "INSERT INTO events (request_id, kind) VALUES ($1, $2)", "app")

    def serve(self, t, rid, caller, dep, op):
        r = super().serve(t, rid, caller, dep, op)
        if r.ok and r.seconds > 1.0:
            self.say(t + r.seconds, "LOG", "duration: %.3f ms  statement: SELECT * FROM orders WHERE customer_id = %d" % (r.seconds * 1000, self.dice.whole(100, 99999)), "app")
        return r

    def refuse(self, t, e, caller):
        if e.code == "40P01":
            a, b = self.dice.whole(1000, 60000), self.dice.whole(1000, 60000)
            self.say(t, "ERROR", "deadlock detected", "app")
            self.say(t, "DETAIL", "Process %d waits for ShareLock on transaction %d; blocked by process %d." % (a, self.dice.whole(500000, 990000), b), "app")
            self.say(t, "HINT", "See server log for query details.", "app")
        else:
            self.say(t, "FATAL" if e.code in ("53300", "28P01", "57P03") else "ERROR", e.text, "app")
            if e.code == "53100":
                self.say(t, "HINT", "Check free disk space.", "app")
        if e.code in ("53100", "55P03", "25006"):
            self.say(t, "STATEMENT", "UPDATE orders SET state = $1 WHERE id = $2", "app")

    def stopping(self, t):
        self.say(t, "LOG", "received fast shutdown request")
        self.say(t + 0.02, "LOG", "aborting any active transactions")
        self.say(t + 0.5, "LOG", "shutting down")
        self.say(t + 0.9, "LOG", "database system is shut down")

    def starting(self, t):
        self.host.renew(self.name)
        self.say(t + 0.1, "LOG", "starting PostgreSQL 16.4 (Debian 16.4-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit")
        self.say(t + 0.1, "LOG", 'listening on IPv4 address "0.0.0.0", port 5432')
        self.say(t + 0.2, "LOG", "database system was shut down at %s" % iso(self.now(t - 2), 0, " UTC", " "))
        self.say(t + 0.5, "LOG", "database system is ready to accept connections")


class MySQL(Node):
    proto, port, kind, label, base = "mysql", 3306, "database", "mysql", 0.005
    description = "MySQL Community Server"

    def __init__(self, host, name="mysql", leader=None):
        super().__init__(host, "mysqld" if name == "mysql" else name)
        self.unit, self.leader = "mysql.service", leader

    @property
    def aliases(self):
        return ["mysql", "mysqld", self.unit, "%s:3306" % self.host.name, "%s:3306" % self.host.ip]

    def say(self, t, level, code, sub, text, thread=0):
        self.host.file(t, self.name, "%s %d [%s] [MY-%06d] [%s] %s" % (iso(self.now(t), 6), thread, level, code, sub, text))

    def background(self):
        for t in self.sometimes(420):
            self.say(t, "Note", 10914, "Server", "Aborted connection %d to db: 'app' user: 'app' host: '%s' (Got timeout reading communication packets)." % (self.dice.whole(1000, 99999), self.dice.pick(self.system.hosts).ip), self.dice.whole(1000, 99999))
        for t in self.every(3600, 0.1):
            self.say(t, "Note", 13730, "Server", "'wait_timeout' period of 28800 seconds was exceeded for `app`@`10.%%`. The idle time since last command was too long.", self.dice.whole(1000, 99999))

    def refuse(self, t, e, caller):
        if e.code in ("1114", "3"):
            self.say(t, "ERROR", 12639, "InnoDB", "Write to file ./app/orders.ibd failed at offset %d, 16384 bytes should have been written, only 0 were written. Operating system error number 28. Check that your OS and file system support files of this size. Check also that the disk is not full or a disk quota exceeded." % (self.dice.whole(10**6, 10**9)), self.dice.whole(1000, 99999))
        elif e.code == "1030":
            self.say(t, "ERROR", 12592, "InnoDB", "Operating system error number 5 in a file operation.", self.dice.whole(1000, 99999))
        elif e.code == "1213":
            self.say(t, "Note", 12468, "InnoDB", "Transactions deadlock detected, dumping detailed information.", self.dice.whole(1000, 99999))
        elif e.code == "1040" and self.dice.chance(0.3):
            self.say(t, "Warning", 13113, "Server", "Too many connections")

    def stopping(self, t):
        self.say(t, "System", 13172, "Server", "Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: 8.0.39).")
        self.say(t + 1.3, "System", 10910, "Server", "/usr/sbin/mysqld: Shutdown complete (mysqld 8.0.39)  MySQL Community Server - GPL.")

    def starting(self, t):
        self.say(t + 0.1, "System", 10116, "Server", "/usr/sbin/mysqld (mysqld 8.0.39) starting as process %d" % self.host.renew(self.name))
        self.say(t + 0.4, "System", 13576, "InnoDB", "InnoDB initialization has started.", 1)
        self.say(t + 1.2, "System", 13577, "InnoDB", "InnoDB initialization has ended.", 1)
        self.say(t + 1.6, "System", 10931, "Server", "/usr/sbin/mysqld: ready for connections. Version: '8.0.39'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.")


class Mongo(Node):
    proto, port, kind, label, base = "mongo", 27017, "database", "mongod", 0.004
    description = "MongoDB Database Server"

    def __init__(self, host, name="mongod"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return ["mongod", "mongodb", self.unit, "%s:27017" % self.host.name, "%s:27017" % self.host.ip]

    def say(self, t, level, component, ident, ctx, text, attr=None):
        entry = {"t": {"$date": iso(self.now(t), 3, "+00:00")}, "s": level, "c": component, "id": ident, "ctx": ctx, "msg": text}
        if attr:
            entry["attr"] = attr
        self.host.file(t, self.name, json.dumps(entry, separators=(",", ":")))

    def background(self):
        for t in self.every(60, 0.005):
            self.say(t, "I", "WTCHKPT", 22430, "Checkpointer", "WiredTiger message", {"message": {"ts_sec": int(t) + 1791954000, "thread": "1:0x7f", "session_name": "WT_SESSION.checkpoint", "category": "WT_VERB_CHECKPOINT_PROGRESS", "verbose_level": "DEBUG_1", "msg": "saving checkpoint snapshot min: %d, snapshot max: %d snapshot count: 0" % (int(t) * 7, int(t) * 7)}})
        for t in self.sometimes(60):
            remote = "%s:%d" % (self.dice.pick(self.system.hosts).ip, self.dice.port())
            conn = self.dice.whole(100, 99999)
            self.say(t, "I", "NETWORK", 22943, "listener", "Connection accepted", {"remote": remote, "connectionId": conn, "connectionCount": self.dice.whole(5, 40)})
            self.say(t + self.dice.between(1, 60), "I", "NETWORK", 22944, "conn%d" % conn, "Connection ended", {"remote": remote, "connectionId": conn, "connectionCount": self.dice.whole(5, 40)})
        for t in self.sometimes(400):
            self.slow_query(t, self.dice.between(0.1, 0.6))

    def slow_query(self, t, seconds):
        self.say(t, "I", "COMMAND", 51803, "conn%d" % self.dice.whole(100, 99999), "Slow query", {"type": "command", "ns": "app.%s" % self.dice.pick(["items", "events", "sessions"]), "command": {"find": "items", "filter": {"owner": self.dice.whole(1, 99999)}}, "planSummary": "COLLSCAN", "docsExamined": self.dice.whole(1000, 900000), "durationMillis": int(seconds * 1000)})

    def serve(self, t, rid, caller, dep, op):
        r = super().serve(t, rid, caller, dep, op)
        if r.ok and r.seconds > 0.1:
            self.slow_query(t + r.seconds, r.seconds)
        return r

    def refuse(self, t, e, caller):
        if "space" in e.text:
            self.say(t, "E", "WT", 22435, "conn%d" % self.dice.whole(100, 99999), "WiredTiger error message", {"error": 28, "message": {"session_name": "WT_SESSION.log_flush", "msg": "__posix_file_write:540:/var/lib/mongodb/journal/WiredTigerLog.0000000042: handle-write: pwrite: failed to write 128 bytes", "error_str": "No space left on device", "error_code": 28}})
        elif "Input/output" in e.text:
            self.say(t, "E", "WT", 22435, "conn%d" % self.dice.whole(100, 99999), "WiredTiger error message", {"error": 5, "message": {"session_name": "WT_SESSION.cursor", "msg": "__posix_file_read:440:/var/lib/mongodb/collection-7--1.wt: handle-read: pread: failed to read 4096 bytes", "error_str": "Input/output error", "error_code": 5}})
        elif "uthentication" in e.text:
            self.say(t, "I", "ACCESS", 5286307, "conn%d" % self.dice.whole(100, 99999), "Failed to authenticate", {"client": "%s:%d" % (caller.host.ip, self.dice.port()), "mechanism": "SCRAM-SHA-256", "user": "app", "db": "admin", "error": "AuthenticationFailed: SCRAM authentication failed, storedKey mismatch"})

    def stopping(self, t):
        self.say(t, "I", "CONTROL", 23377, "SignalHandler", "Received signal", {"signal": 15, "error": "Terminated"})
        self.say(t + 1, "I", "CONTROL", 23138, "SignalHandler", "Shutting down", {"exitCode": 0})

    def starting(self, t):
        self.say(t + 0.1, "I", "CONTROL", 4615611, "initandlisten", "MongoDB starting", {"pid": self.host.renew(self.name), "port": 27017, "dbPath": "/var/lib/mongodb", "architecture": "64-bit", "host": self.host.name})
        self.say(t + 2.2, "I", "NETWORK", 23016, "listener", "Waiting for connections", {"port": 27017, "ssl": "off"})


class Redis(Node):
    proto, port, kind, label, base = "redis", 6379, "cache", "redis", 0.0006
    description = "Advanced key-value store"

    def __init__(self, host, name="redis-server"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return ["redis", self.unit, "%s:6379" % self.host.name, "%s:6379" % self.host.ip]

    def say(self, t, mark, text, role="M"):
        moment = at(self.now(t))
        self.host.file(t, self.name, "%d:%s %s.%03d %s %s" % (self.host.pid(self.name), role, moment.strftime("%d %b %Y %H:%M:%S"), moment.microsecond // 1000, mark, text))

    def background(self):
        for t in self.every(300, 0.05):
            pid = self.dice.whole(4000, 99000)
            self.say(t, "*", "%d changes in 300 seconds. Saving..." % self.dice.whole(10, 900))
            self.say(t + 0.01, "*", "Background saving started by pid %d" % pid)
            if self.effect(t, "nosave"):
                self.say(t + 0.1, "#", "Write error saving DB on disk(rdbSaveRio): No space left on device")
                self.say(t + 0.3, "#", "Background saving error")
                continue
            self.say(t + 0.2, "*", "DB saved on disk", "C")
            self.say(t + 0.3, "*", "Background saving terminated with success")

    def stopping(self, t):
        self.say(t, "#", "User requested shutdown...")
        self.say(t + 0.1, "*", "Saving the final RDB snapshot before exiting.")
        self.say(t + 0.4, "#", "Redis is now ready to exit, bye bye...")

    def starting(self, t):
        self.host.renew(self.name)
        self.say(t + 0.1, "*", "oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo", "C")
        self.say(t + 0.2, "*", "Server initialized")
        self.say(t + 0.4, "*", "DB loaded from disk: 0.%03d seconds" % self.dice.whole(10, 300))
        self.say(t + 0.4, "*", "Ready to accept connections tcp")


class Memcached(Node):
    proto, port, kind, label, base = "memcached", 11211, "cache", "memcached", 0.0005
    description = "memcached daemon"

    def __init__(self, host, name="memcached"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return [self.unit, "%s:11211" % self.host.name, "%s:11211" % self.host.ip]


class Elastic(Node):
    proto, port, kind, label, base = "elastic", 9200, "database", "elasticsearch", 0.02
    description = "Elasticsearch"

    def __init__(self, host, name="elasticsearch"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return [self.unit, "%s:9200" % self.host.name, "%s:9200" % self.host.ip]

    def say(self, t, level, logger, text):
        self.host.file(t, self.name, "[%s][%-5s][%-25s] [%s] %s" % (comma(self.now(t)).replace(" ", "T"), level, logger, self.host.name, text))

    def background(self):
        for t in self.every(600, 0.1):
            self.say(t, "INFO", "o.e.m.j.JvmGcMonitorService", "[gc][young][%d][%d] duration [%dms], collections [1]/[1.%ds], total [%dms]/[%.1fs], memory [2.1gb]->[1.%dgb]/[4gb]" % (int(t) + 90000, int(t / 60), self.dice.whole(700, 990), self.dice.whole(1, 9), 712, self.dice.between(10, 60), self.dice.whole(1, 9)))
        for t in self.every(1800, 0.3):
            self.say(t, "INFO", "o.e.c.m.MetadataMappingService", "[events-2026.10.14/%s] update_mapping [_doc]" % self.dice.letters(22))
        for t in self.sometimes(300):
            self.slow_search(t, self.dice.between(0.5, 1.5))

    def slow_search(self, t, seconds):
        self.say(t, "WARN", "i.s.s.query", "[items][%d] took[%.1fs], took_millis[%d], total_hits[%d hits], stats[], search_type[QUERY_THEN_FETCH], total_shards[5], source[{\"size\":20,\"query\":{\"match\":{\"title\":\"%s\"}}}]" % (self.dice.whole(0, 4), seconds, int(seconds * 1000), self.dice.whole(0, 9000), self.dice.letters(6)))

    def serve(self, t, rid, caller, dep, op):
        r = super().serve(t, rid, caller, dep, op)
        if r.ok and r.seconds > 0.5:
            self.slow_search(t + r.seconds, r.seconds)
        return r

    def refuse(self, t, e, caller):
        if e.code == "429":
            self.say(t, "DEBUG", "o.e.a.s.TransportSearchAction", "[items][%d] Failed to execute [SearchRequest] org.elasticsearch.common.breaker.CircuitBreakingException: [parent] Data too large, data for [<http_request>] would be [%d/3.9gb], which is larger than the limit of [4080218931/3.7gb]" % (self.dice.whole(0, 4), self.dice.whole(4090000000, 4200000000)))

    def stopping(self, t):
        self.say(t, "INFO", "o.e.n.Node", "stopping ...")
        self.say(t + 1.1, "INFO", "o.e.n.Node", "closed")

    def starting(self, t):
        self.say(t + 2, "INFO", "o.e.n.Node", "version[8.15.2], pid[%d], build[deb/98adf7bf6bb69b66ab95b761c9e5aadb0bb059a3]" % self.host.renew(self.name))
        self.say(t + 9, "INFO", "o.e.n.Node", "started {%s}" % self.host.name)
        self.say(t + 14, "INFO", "o.e.c.r.a.AllocationService", "current.health=\"GREEN\" message=\"Cluster health status changed from [RED] to [GREEN] (reason: [shards started [[items][0]]]).\" previous.health=\"RED\"")


STORES = {"postgres": Postgres, "mysql": MySQL, "mongo": Mongo, "elastic": Elastic}
CACHES = {"redis": Redis, "memcached": Memcached}
