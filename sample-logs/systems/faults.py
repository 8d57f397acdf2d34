"""The faults: what goes wrong, what the culprit itself says of it, when it ends. What others say of it follows from their calls.

Each function takes the system and a start, puts effects on nodes or hosts, writes the lines of the culprit and its host, and returns a `Fault`; or
None where the system has nothing that could fail so.
"""

from apps import App, JavaApp, Worker
from edge import Edge, HAProxy, Httpd, Nginx
from infra import Dovecot, Kubelet, Named, NFSServer, Postfix, Slapd, Unbound
from queues import Etcd, Kafka, Rabbit, Vault
from stores import Elastic, Memcached, MySQL, Mongo, Postgres, Redis
from world import Host


class Fault:
    def __init__(self, kind, root, start, end, text, also=()):
        self.kind, self.root, self.start, self.end, self.text, self.also = kind, root, start, end, text, list(also)

    @property
    def host(self):
        return self.root if isinstance(self.root, Host) else self.root.host

    @property
    def nodes(self):
        return list(self.root.nodes) if isinstance(self.root, Host) else [self.root]


def of(system, *kinds, test=lambda n: True):
    """A node of one of these kinds, by chance."""
    found = [n for n in system.nodes if isinstance(n, kinds) and test(n) and n.host not in system.struck and system.used(n)]
    return system.dice.pick(found) if found else None


def leader(n):
    return getattr(n, "leader", None) is None


def repeat(system, start, end, low, high):
    t = start
    while t < end:
        yield t
        t += system.dice.between(low, high)


def down(n, start, end, clean=True):
    n.put(start, end, "down")


# -- disks
def disk_full(s, t):
    n = of(s, Postgres, MySQL, Mongo, Elastic, test=leader)
    if not n:
        return None
    end = t + s.dice.between(240, 480)
    code, text = {"postgres": ("53100", 'could not extend file "base/16385/24%d": No space left on device' % s.dice.whole(100, 999)), "mysql": ("1114", "The table 'orders' is full"), "mongo": ("14031", "available disk space of 0 bytes is less than required minimum of 524288000"), "elastic": ("429", "cluster_block_exception: index [items] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];")}[n.proto]
    n.put(t, end, "fail", p=0.5, code=code, text=text)
    for k in repeat(s, t + 1, end, 20, 40):
        if n.proto == "elastic":
            n.say(k, "WARN", "o.e.c.r.a.DiskThresholdMonitor", "flood stage disk watermark [95%%] exceeded on [%s][%s][/var/lib/elasticsearch/nodes/0] free: 1.%dgb[2.%d%%], all indices on this node will be marked read-only" % (s.dice.letters(22), n.host.name, s.dice.whole(0, 9), s.dice.whole(0, 9)))
        elif n.proto == "postgres" and s.dice.chance(0.4):
            n.say(k, "ERROR", 'could not write to file "pg_wal/xlogtemp.%d": No space left on device' % s.dice.whole(900, 9000))
        elif n.proto == "mysql":
            n.say(k, "ERROR", 10907, "Server", "Disk is full writing './binlog.000%d' (OS errno 28 - No space left on device). Waiting for someone to free space... Retry in 60 secs. Message reprinted in 600 secs." % s.dice.whole(100, 400))
    return Fault("disk-full", n, t, end, "the file system of the data directory is full: writes fail, reads go on")


def slow_array(s, t):
    n = of(s, Postgres, MySQL, Etcd, Elastic, Mongo, test=leader)
    if not n:
        return None
    end = t + s.dice.between(240, 480)
    n.put(t, end, "slow", factor=700 if n.base < 0.01 else 200, ramp=30)
    for k in repeat(s, t + 8, end, 20, 60):
        if s.dice.chance(0.5):
            n.host.sys(k, "kernel", s.dice.pick(["sd 2:0:0:1: [sdb] tag#%d timing out command, waited 180s" % s.dice.whole(0, 127), "mpt3sas_cm0: log_info(0x31110d00): originator(PL), code(0x11), sub_code(0x0d00)", "blk_update_request: I/O error, dev sdb, sector %d op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 0" % s.dice.whole(10**6, 10**9)]), prio=3)
        if n.proto == "http":
            n.say(k, "warn", "wal/wal.go:805", "slow fdatasync", took="%.6fs" % s.dice.between(1.1, 4), expected_duration="1s")
    if end - t > 150:
        n.host.sys(t + 130, "kernel", "INFO: task jbd2/sdb-8:%d blocked for more than 120 seconds." % s.dice.whole(300, 999), prio=3)
    return Fault("slow-array", n, t, end, "the disks answer slowly: each write waits", also=[n.host.name])


def nfs_down(s, t):
    n = of(s, NFSServer, test=lambda n: n.clients)
    if not n:
        return None
    end = t + s.dice.between(240, 420)
    n.put(t, end, "down")
    n.host.systemd(t, "Stopping nfs-server.service - NFS server and services...", n.unit)
    n.host.sys(t + 0.4, "kernel", "nfsd: last server has exited, flushing export cache")
    n.host.systemd(t + 0.6, "Stopped nfs-server.service - NFS server and services.", n.unit)
    n.host.unit_starts(end, n.unit, n.description)
    for h in n.clients:
        for a in [a for a in h.nodes if isinstance(a, App)]:
            a.put(t + 8, end, "fail", p=0.25, status=500, wait=5.0, text={"python": "OSError: [Errno 5] Input/output error: '/mnt/data/%s.bin'", "java": "java.nio.file.FileSystemException: /mnt/data/%s.bin: Input/output error", "node": "Error: EIO: i/o error, open '/mnt/data/%s.bin'", "go": "open /mnt/data/%s.bin: input/output error", "php": "file_get_contents(/mnt/data/%s.bin): Failed to open stream: Input/output error", "dotnet": "System.IO.IOException: Input/output error : '/mnt/data/%s.bin'"}[a.lang] % a.thing.replace(" ", "-"))
    f = Fault("nfs-server-stopped", n, t, end, "the NFS server is stopped: its clients' mounts hang")
    f.hurt = [a for h in n.clients for a in h.nodes]
    return f


def failing_disk(s, t):
    n = of(s, Postgres, MySQL, Kafka, Rabbit, Mongo, test=leader)
    if not n:
        return None
    end = t + s.dice.between(180, 360)
    for k in repeat(s, t, end, 4, 15):
        sector = s.dice.whole(10**6, 10**9)
        n.host.sys(k, "kernel", "ata3.00: exception Emask 0x0 SAct 0x40000 SErr 0x0 action 0x0", prio=3)
        n.host.sys(k + 0.01, "kernel", "ata3.00: failed command: READ FPDMA QUEUED", prio=3)
        n.host.sys(k + 0.02, "kernel", "I/O error, dev sda, sector %d op 0x0:(READ) flags 0x80700 phys_seg 4 prio class 2" % sector, prio=3)
        if s.dice.chance(0.3):
            n.host.sys(k + 1, "smartd", "Device: /dev/sda [SAT], %d Currently unreadable (pending) sectors" % s.dice.whole(8, 64), prio=2)
    text = {"postgres": ("58030", 'could not read block %d in file "base/16385/24601": Input/output error' % s.dice.whole(100, 9999)), "mysql": ("1030", "Got error 168 - 'Unknown (generic) error from engine' from storage engine"), "mongo": ("8", "5: Input/output error"), "kafka": ("KafkaStorageError", "Disk error when trying to access log file on the disk."), "amqp": ("541", "INTERNAL_ERROR")}[n.proto]
    n.put(t, end, "fail", p=0.2, code=text[0], text=text[1])
    return Fault("disk-failing", n, t, end, "a disk has unreadable sectors", also=[n.host.name, n.host.name + "/kernel", n.host.name + "/smartd"])


# -- memory
def oom_kill(s, t):
    n = of(s, App, Worker, Redis, Memcached, Mongo, Elastic)
    if not n:
        return None
    end, when, count = t + s.dice.between(150, 330), t, 0
    comm = {"java": "java", "node": "node", "python": "gunicorn", "php": "php-fpm", "dotnet": "dotnet", "go": n.name}.get(n.lang, n.label)[:15]
    while when < end:
        count += 1
        pid = n.host.pid(n.name)
        n.host.sys(when, "kernel", "%s invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0" % comm, prio=4)
        n.host.sys(when + 0.02, "kernel", "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=%s,mems_allowed=0,oom_memcg=/system.slice/%s,task_memcg=/system.slice/%s,task=%s,pid=%d,uid=999" % (n.unit, n.unit, n.unit, comm, pid))
        n.host.sys(when + 0.03, "kernel", "Memory cgroup out of memory: Killed process %d (%s) total-vm:%dkB, anon-rss:%dkB, file-rss:%dkB, shmem-rss:0kB, UID:999 pgtables:%dkB oom_score_adj:0" % (pid, comm, 2918400, 1046612, 3212, 2304), prio=3)
        n.host.systemd(when + 0.05, "%s: A process of this unit has been killed by the OOM killer." % n.unit, n.unit, 5)
        n.host.unit_dies(when + 0.1, n.unit, n.description, result="oom-kill", restart=5, count=count)
        n.put(when, when + 9, "down")
        n.starting(when + 5.2)
        when += s.dice.between(45, 90)
    return Fault("oom-kill", n, t, end, "it reaches its memory limit and is killed by the kernel, again and again", also=[n.host.name, n.host.name + "/kernel"])


def memory_leak(s, t):
    n = of(s, JavaApp, Elastic)
    if not n:
        return None
    end = t + s.dice.between(300, 480)
    n.put(t, end, "slow", factor=150 if isinstance(n, App) else 120, ramp=120)
    if isinstance(n, App):
        n.put(t + 120, end, "fail", p=0.3, status=500, text="java.lang.OutOfMemoryError: Java heap space")
        for k in repeat(s, t + 20, end, 15, 30):
            n.line(k, "WARN", "com.zaxxer.hikari.pool.HikariPool", "HikariPool-1 - Thread starvation or clock leap detected (housekeeper delta=%ds%dms)." % (s.dice.whole(45, 59), s.dice.whole(1, 999)))
    else:
        for k in repeat(s, t + 5, end, 5, 15):
            n.say(k, "WARN", "o.e.m.j.JvmGcMonitorService", "[gc][%d] overhead, spent [%.1fs] collecting in the last [%.1fs]" % (int(k) + 90000, s.dice.between(0.6, 5), s.dice.between(5, 6)))
        n.put(t + 60, end, "fail", p=0.4, code="429", text="circuit_breaking_exception: [parent] Data too large, data for [<http_request>] would be [4102938112/3.8gb], which is larger than the limit of [4080218931/3.7gb]")
    n.host.unit_stops(end, n.unit, n.description)
    n.host.unit_starts(end + 2, n.unit, n.description)
    n.starting(end + 2)
    return Fault("memory-leak", n, t, end, "the heap fills up: long collections, at last out of memory; a restart ends it")


def redis_memory(s, t):
    n = of(s, Redis)
    if not n:
        return None
    end = t + s.dice.between(150, 330)
    n.put(t, end, "fail", p=0.45, code="OOM", text="OOM command not allowed when used memory > 'maxmemory'.")
    return Fault("redis-maxmemory", n, t, end, "Redis holds all it may and refuses writes")


# -- processes
def crash_loop(s, t):
    n = of(s, App, Worker, Memcached, Slapd)
    if not n:
        return None
    end, k, count = t + s.dice.between(120, 300), t, 0
    down(n, t, end)
    while k < end - 6:
        count += 1
        if isinstance(n, App) and n.lang == "java":
            n.line(k, "ERROR", "o.s.boot.SpringApplication", "Application run failed\n\norg.springframework.beans.factory.BeanCreationException: Error creating bean with name 'dataSource': Failed to determine a suitable driver class\n\tat org.springframework.boot.SpringApplication.run(SpringApplication.java:330)")
        elif n.lang in ("python", "go", "node"):
            n.host.sys(k, n.name, {"python": "ModuleNotFoundError: No module named 'cryptography.hazmat'", "go": "panic: flag redefined: config", "node": "Error: Cannot find module './config/production.json'"}[n.lang], prio=3)
        n.host.unit_dies(k + 0.5, n.unit, n.description, code="exited" if n.lang else "dumped", status="1/FAILURE" if n.lang else "11/SEGV", result="exit-code" if n.lang else "core-dump", restart=5, count=count)
        k += s.dice.between(8, 13)
    n.host.systemd(end - 3, "%s: Start request repeated too quickly." % n.unit, n.unit, 4)
    n.host.unit_starts(end, n.unit, n.description)
    n.starting(end)
    return Fault("crash-loop", n, t, end, "it dies at each start", also=[n.host.name])


def stopped(s, t):
    n = of(s, Postgres, MySQL, Mongo, Redis, Memcached, Rabbit, Elastic, Slapd, test=leader)
    if not n:
        return None
    end = t + s.dice.between(120, 300)
    down(n, t + 1, end + 1)
    n.stopping(t)
    n.host.unit_stops(t, n.unit, n.description)
    n.host.unit_starts(end, n.unit, n.description)
    n.starting(end)
    return Fault("stopped-by-hand", n, t, end, "it is stopped by hand and started later")


def silent_worker(s, t):
    n = of(s, Worker)
    if not n:
        return None
    end = t + s.dice.between(480, 700)
    n.put(t, end, "dead")
    queue = n.deps[0].service.nodes[0]
    if isinstance(queue, Rabbit):
        for k in repeat(s, t + 200, end, 60, 120):
            queue.say(k, "warning", "Consumer on channel 1 of connection <0.%d.0> (%s -> %s:5672) has timed out waiting for delivery acknowledgement. Timeout used: 180000 ms. This timeout value can be configured, see consumers doc guide to learn more" % (s.dice.whole(300, 32000), n.host.ip, queue.host.ip))
    elif isinstance(queue, Kafka):
        queue.say(t + 45, "INFO", "[GroupCoordinator %d]: Member consumer-1-%s in group %s has failed, removing it from the group" % (queue.number, s.dice.uuid(), n.name), "kafka.coordinator.group.GroupCoordinator")
        queue.say(t + 45.1, "INFO", "[GroupCoordinator %d]: Preparing to rebalance group %s in state PreparingRebalance with old generation 41 (__consumer_offsets-12) (reason: removing member consumer-1 on heartbeat expiration)" % (queue.number, n.name), "kafka.coordinator.group.GroupCoordinator")
    n.host.unit_stops(end, n.unit, n.description)
    n.host.unit_starts(end + 2, n.unit, n.description)
    n.starting(end + 2)
    f = Fault("silent-worker", n, t, end, "it hangs without a word; jobs pile up until it is restarted")
    return f


# -- databases
def lock_contention(s, t):
    n = of(s, Postgres, MySQL, test=leader)
    if not n:
        return None
    end = t + s.dice.between(180, 400)
    pg = n.proto == "postgres"
    n.put(t, end, "fail", p=0.3, code="55P03" if pg else "1205", text="canceling statement due to lock timeout" if pg else "Lock wait timeout exceeded; try restarting transaction")
    n.put(t, end, "slow", factor=60, ramp=20)
    for k in repeat(s, t + 3, end, 8, 25):
        if pg:
            n.say(k, "LOG", "process %d still waiting for ShareLock on transaction %d after 1000.%03d ms" % (s.dice.whole(1000, 60000), s.dice.whole(500000, 990000), s.dice.whole(10, 200)), "app")
            n.say(k, "DETAIL", "Process holding the lock: %d. Wait queue: %d, %d." % tuple(s.dice.whole(1000, 60000) for _ in range(3)), "app")
            if s.dice.chance(0.3):
                n.say(k + 1, "ERROR", "deadlock detected", "app")
        elif s.dice.chance(0.3):
            n.say(k, "Note", 12468, "InnoDB", "Transactions deadlock detected, dumping detailed information.", s.dice.whole(1000, 99999))
    return Fault("lock-contention", n, t, end, "a long transaction holds locks that all others wait for")


def too_many_connections(s, t):
    n = of(s, Postgres, MySQL, test=leader)
    if not n:
        return None
    end = t + s.dice.between(150, 330)
    pg = n.proto == "postgres"
    n.put(t, end, "fail", p=0.6, code="53300" if pg else "1040", text="remaining connection slots are reserved for roles with the SUPERUSER attribute" if pg else "Too many connections")
    return Fault("too-many-connections", n, t, end, "all of the database's connections are taken")


def pool_exhausted(s, t):
    n = of(s, App, test=lambda n: n.lang in ("java", "python", "node", "dotnet", "go"))
    if not n:
        return None
    end = t + s.dice.between(180, 330)
    n.put(t, end, "pool", p=0.6, wait=5.0)
    return Fault("pool-exhausted", n, t, end, "a leak of connections: the application's own pool is empty")


def replica_lag(s, t):
    n = of(s, Postgres, MySQL, test=lambda n: not leader(n))
    if not n:
        return None
    end = t + s.dice.between(240, 420)
    for k in repeat(s, t, end, 5, 9):
        if n.proto == "postgres":
            n.say(k, "LOG", "waiting for WAL to become available at 2/A%s" % s.dice.hex(7).upper())
            n.say(k + 0.2, "FATAL", 'could not receive data from WAL stream: ERROR:  requested WAL segment 0000000100000002000000%s has already been removed' % s.dice.hex(2).upper())
            n.leader.say(k + 0.1, "ERROR", "requested WAL segment 0000000100000002000000%s has already been removed" % s.dice.hex(2).upper(), "replicator")
        else:
            n.say(k, "ERROR", 10584, "Repl", "Replica SQL for channel '': Worker 1 failed executing transaction 'a1b2:%d' at source log binlog.000231, end_log_pos %d; Could not execute Update_rows event on table app.orders; Can't find record in 'orders', Error_code: 1032" % (s.dice.whole(10**5, 10**6), s.dice.whole(10**4, 10**7)), s.dice.whole(10, 99))
    return Fault("replica-broken", n, t, end, "the replica has lost its place in the stream and cannot follow", also=[n.leader.full, n.leader.host.name, n.leader.name])


# -- queues
def broker_lost(s, t):
    n = of(s, Kafka)
    if not n:
        return None
    end = t + s.dice.between(150, 330)
    down(n, t + 1, end)
    n.host.unit_dies(t + 1, n.unit, n.description, code="exited", status="1/FAILURE", result="exit-code", restart=0)
    n.say(t + 0.7, "ERROR", "Shutdown broker because all log dirs in /var/lib/kafka have failed", "kafka.log.LogManager")
    for other in n.service.nodes:
        if other is not n:
            other.put(t + 25, end, "fail", p=0.12, code="NotEnoughReplicasError", text="Messages are rejected since there are fewer in-sync replicas than required.")
    n.host.unit_starts(end, n.unit, n.description)
    n.starting(end)
    return Fault("broker-lost", n, t, end, "one broker of three is gone; partitions lose their replicas")


def queue_alarm(s, t):
    n = of(s, Rabbit)
    if not n:
        return None
    end = t + s.dice.between(150, 360)
    disk = s.dice.chance(0.5)
    n.say(t, "warning" if not disk else "info", "Free disk space is insufficient. Free bytes: 48%06d. Limit: 50000000" % s.dice.whole(1, 999999) if disk else "memory resource limit alarm set on node rabbit@%s." % n.host.name)
    n.say(t + 0.1, "warning", "disk resource limit alarm set on node rabbit@%s.\n\n**********************************************************\n*** Publishers will be blocked until this alarm clears ***\n**********************************************************" % n.host.name if disk else "vm_memory_high_watermark set. Memory used:%d allowed:%d" % (s.dice.whole(1700000000, 1800000000), 1689413222))
    n.put(t, end, "blocked")
    n.say(end, "warning", "%s resource limit alarm cleared on node rabbit@%s" % ("disk" if disk else "memory", n.host.name))
    return Fault("broker-alarm", n, t, end, "the broker blocks publishers: no memory or disk left")


# -- names, certificates, passwords, secrets
def dns_down(s, t):
    n = s.resolver
    if not n or n.host in s.struck:
        return None
    end = t + s.dice.between(120, 300)
    down(n, t, end)
    if isinstance(n, Unbound):
        n.say(t - 0.2, "error: cannot open control interface 127.0.0.1 8953", 3)
        n.say(t - 0.1, "fatal error: could not open ports", 2)
    else:
        n.say(t - 0.2, "mem.c:%d: fatal error: malloc failed: Cannot allocate memory" % s.dice.whole(200, 900), 2)
    n.host.unit_dies(t, n.unit, n.description, code="exited", status="1/FAILURE", result="exit-code", restart=0)
    n.host.unit_starts(end, n.unit, n.description)
    n.starting(end)
    return Fault("dns-down", n, t, end, "the resolver is gone: names cannot be found")


def expired_certificate(s, t):
    n = of(s, App, Vault, Elastic, Rabbit, test=lambda n: any(n.service is d.service for c in s.nodes for d in c.deps))
    if not n:
        return None
    end = t + s.dice.between(180, 360)
    for peer in n.service.nodes:
        peer.put(t, end, "tls")
        for k in repeat(s, t + 1, end, 3, 11):
            client = s.dice.pick(s.hosts).ip
            if isinstance(peer, Rabbit):
                peer.say(k, "notice", "TLS server: In state connection received CLIENT ALERT: Fatal - Certificate Expired")
            elif isinstance(peer, Elastic):
                peer.say(k, "WARN", "o.e.h.AbstractHttpServerTransport", "caught exception while handling client http traffic, closing connection Netty4HttpChannel{localAddress=/%s:9200, remoteAddress=/%s:%d} io.netty.handler.codec.DecoderException: javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_expired" % (peer.host.ip, client, s.dice.port()))
            elif isinstance(peer, Vault):
                peer.say(k, "INFO", "http: TLS handshake error from %s:%d: remote error: tls: expired certificate" % (client, s.dice.port()))
            else:
                peer.warn(k, "", {"go": "http: TLS handshake error from %s:%d: remote error: tls: expired certificate", "java": "Handshake failed for client %s:%d: javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_expired", "node": "tlsClientError %s:%d: ssl3_read_bytes:sslv3 alert certificate expired", "python": "ssl error from %s:%d: [SSL: SSLV3_ALERT_CERTIFICATE_EXPIRED] sslv3 alert certificate expired (_ssl.c:2580)", "php": "SSL_accept from %s:%d failed: sslv3 alert certificate expired", "dotnet": "Failed to authenticate HTTPS connection from %s:%d: Authentication failed because the remote party sent a TLS alert: 'CertificateExpired'."}[peer.lang] % (client, s.dice.port()))
    return Fault("certificate-expired", n, t, end, "its certificate is past its end: clients refuse to talk to it", also=[x.full for x in n.service.nodes] + [x.host.name for x in n.service.nodes] + [n.name])


def wrong_password(s, t):
    """A secret was rotated and one application still uses the old one."""
    pairs = [(n, d) for n in s.apps() for d in n.deps if d.service.nodes[0].proto in ("postgres", "mysql", "mongo", "amqp") and n.host not in s.struck]
    if not pairs:
        return None
    n, need = s.dice.pick(pairs)
    end, target = t + s.dice.between(150, 330), need.service.nodes[0]
    for peer in n.service.nodes:
        def told(k, peer=peer):
            if target.proto == "postgres":
                target.say(k, "FATAL", 'password authentication failed for user "%s"' % n.name)
                target.say(k, "DETAIL", 'Connection matched file "/etc/postgresql/16/main/pg_hba.conf" line 97: "host all all 10.0.0.0/8 scram-sha-256"')
            elif target.proto == "mysql":
                target.say(k, "Note", 10926, "Server", "Access denied for user '%s'@'%s' (using password: YES)" % (n.name, peer.host.ip), s.dice.whole(1000, 99999))
            elif target.proto == "mongo":
                target.say(k, "I", "ACCESS", 5286307, "conn%d" % s.dice.whole(100, 99999), "Failed to authenticate", {"client": "%s:%d" % (peer.host.ip, s.dice.port()), "mechanism": "SCRAM-SHA-256", "user": n.name, "db": "admin", "error": "AuthenticationFailed: SCRAM authentication failed, storedKey mismatch"})
            else:
                target.say(k, "error", "Error on AMQP connection <0.%d.0> (%s:%d -> %s:5672, state: starting):\nPLAIN login refused: user '%s' - invalid credentials" % (s.dice.whole(300, 32000), peer.host.ip, s.dice.port(), target.host.ip, n.name))
        code, text = {"postgres": ("28P01", 'password authentication failed for user "%s"' % n.name), "mysql": ("1045", "Access denied for user '%s'@'%s' (using password: YES)" % (n.name, peer.host.ip)), "mongo": ("18", "Authentication failed."), "amqp": ("403", "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.")}[target.proto]
        peer.put(t + s.dice.between(0, 5), end, "turned", service=need.service, code=code, text=text, told=told)
        peer.host.unit_stops(t - 4, peer.unit, peer.description)
        peer.stopping(t - 4)
        peer.host.unit_starts(t - 2, peer.unit, peer.description)
        peer.starting(t - 2)
    return Fault("wrong-password", n, t - 4, end, "restarted with an old password, it is turned away by %s" % target.full, also=[x.full for x in n.service.nodes] + [x.host.name for x in n.service.nodes] + [n.name])


def vault_sealed(s, t):
    n = of(s, Vault)
    if not n:
        return None
    end = t + s.dice.between(180, 360)
    n.put(t + 1, end, "fail", p=1.0, code="503", text="Vault is sealed")
    n.host.unit_dies(t - 0.5, n.unit, n.description, code="killed", status="9/KILL", result="signal", restart=1)
    n.say(t + 1, "INFO", "core: seal configuration missing, not initialized" if s.dice.chance(0.2) else "core: stored unseal keys supported, attempting fetch")
    n.say(t + 1.1, "ERROR" if s.dice.chance(0.5) else "WARN", "core: failed to unseal core: error=\"stored unseal keys are supported, but none were found\"")
    n.say(end, "INFO", "core: vault is unsealed")
    return Fault("vault-sealed", n, t - 0.5, end, "restarted, the secrets' store is sealed until somebody unseals it")


def directory_busy(s, t):
    n = of(s, Slapd)
    if not n:
        return None
    end = t + s.dice.between(150, 330)
    n.put(t, end, "fail", p=0.8, code="51", text="Server is busy")
    for k in repeat(s, t, end, 8, 20):
        n.host.sys(k, "slapd", "connection_read(%d): no connection!" % s.dice.whole(12, 60) if s.dice.chance(0.3) else "mdb_db_open: warning - no DB_CONFIG file found" if s.dice.chance(0.1) else "mdb_txn_begin: MDB_READERS_FULL: Environment maxreaders limit reached (-30790)", prio=3)
    return Fault("directory-full", n, t, end, "the directory has no readers' slots left and refuses binds")


# -- releases and settings
def bad_deploy(s, t):
    n = of(s, App)
    if not n:
        return None
    end = t + s.dice.between(180, 400)
    text, nodes = s.dice.pick(App.BUGS[n.lang]), n.service.nodes
    old, new = n.version, n.version.rsplit(".", 1)[0] + ".%d" % s.dice.whole(10, 40)
    for index, peer in enumerate(nodes):
        for when, version in ((t + 12 * index, new), (end + 8 * index, old)):
            peer.host.unit_stops(when, peer.unit, peer.description)
            peer.stopping(when)
            peer.put(when, when + 2.5, "down")
            peer.version = version
            peer.host.unit_starts(when + 2, peer.unit, peer.description)
            peer.starting(when + 2)
        peer.put(t + 12 * index + 2.5, end + 8 * index, "bug", p=s.dice.between(0.2, 0.5), text=text)
    return Fault("bad-deploy", n, t, end, "a new release fails for some of the requests; rolled back", also=[x.full for x in nodes] + [x.host.name for x in nodes] + [n.name])


def wrong_upstream(s, t):
    n = of(s, Nginx, HAProxy, Httpd)
    if not n:
        return None
    end, need = t + s.dice.between(120, 270), s.dice.pick(n.deps)
    n.reload(t)
    n.put(t + 0.4, end, "wrong", service=need.service, port=need.service.nodes[0].port + 1000)
    if isinstance(n, HAProxy):
        for peer in need.service.nodes:
            n.say(t + 3, 1, 'Server bk_%s/%s is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. 0 active and 0 backup servers left. 1 sessions active, 0 requeued, 0 remaining in queue.' % (need.service.name, peer.host.name))
        n.say(t + 3.1, 0, "backend bk_%s has no server available!" % need.service.name)
    n.reload(end)
    return Fault("wrong-upstream", n, t, end, "reloaded with a wrong port for the service behind it", also=[n.host.name])


# -- hosts and the network
def reboot(s, t):
    hosts = [h for h in s.hosts if h not in s.struck and any(n.service for n in h.nodes if n.kind != "service" or isinstance(n, App))]
    if not hosts:
        return None
    h = s.dice.pick(hosts)
    back = t + s.dice.between(60, 150)
    clean = s.dice.chance(0.4)
    if clean:
        h.sys(t - 3, "systemd-logind", "The system will reboot now!", prio=5)
        h.systemd(t - 2.9, "Reached target reboot.target - System Reboot.", "reboot.target")
        h.sys(t - 1, "systemd-journald", "Received SIGTERM from PID 1 (systemd-shutdow).")
    h.put(t, back, "off")
    h.boot = s.dice.hex(32)
    for k, text in enumerate(["Linux version 6.1.0-26-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0) #1 SMP PREEMPT_DYNAMIC Debian 6.1.112-1", "Command line: BOOT_IMAGE=/boot/vmlinuz-6.1.0-26-amd64 root=UUID=%s ro quiet" % s.dice.uuid(), "x86/fpu: Supporting XSAVE feature 0x001: 'x87 floating point registers'", "Memory: 8039012K/8388072K available", "EXT4-fs (sda1): %s" % ("mounted filesystem with ordered data mode. Quota mode: none." if clean else "recovery complete"), "e1000e 0000:00:1f.6 eth0: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: None"]):
        h.sys(back + 0.1 + k * 0.3, "kernel", text, prio=5 if k == 0 else 6)
    h.systemd(back + 2, "systemd 252.30-1~deb12u2 running in system mode (+PAM +AUDIT +SELINUX)")
    for n in h.nodes:
        n.put(back, back + 12, "down")
        h.unit_starts(back + 8, n.unit, n.description)
        n.starting(back + 8)
    return Fault("host-reboot", h, t - (3 if clean else 0), back + 12, "the host is started anew%s" % ("" if clean else " after it died"), also=[n.full for n in h.nodes] + [h.name + "/" + x for x in ("kernel", "systemd")])


def link_flaps(s, t):
    hosts = [h for h in s.hosts if h not in s.struck and any(n.service and any(d.service is n.service for c in s.nodes for d in c.deps) for n in h.nodes)]
    if not hosts:
        return None
    h, end = s.dice.pick(hosts), t + s.dice.between(150, 330)
    for k in repeat(s, t, end - 20, 30, 60):
        back = min(end, k + s.dice.between(8, 20))
        h.put(k, back, "cut")
        h.sys(k, "kernel", "e1000e 0000:00:1f.6 eth0: NIC Link is Down", prio=6)
        h.sys(k + 0.2, "systemd-networkd", "eth0: Lost carrier")
        h.sys(back, "kernel", "e1000e 0000:00:1f.6 eth0: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: None", prio=6)
        h.sys(back + 0.1, "systemd-networkd", "eth0: Gained carrier")
    return Fault("link-flapping", h, t, end, "the link of the host goes up and down", also=[n.full for n in h.nodes] + [h.name + "/" + x for x in ("kernel", "systemd-networkd")])


def packet_loss(s, t):
    hosts = [h for h in s.hosts if h not in s.struck and any(n.service and any(d.service is n.service for c in s.nodes for d in c.deps) for n in h.nodes)]
    if not hosts:
        return None
    h, end = s.dice.pick(hosts), t + s.dice.between(240, 420)
    h.put(t, end, "loss", p=0.25)
    for k in repeat(s, t + 5, end, 40, 90):
        h.sys(k, "kernel", "eth0: hw csum failure" if s.dice.chance(0.5) else "e1000e 0000:00:1f.6 eth0: Detected Hardware Unit Hang:", prio=3)
    return Fault("packet-loss", h, t, end, "a bad cable: a quarter of what goes to and from the host is lost", also=[n.full for n in h.nodes] + [h.name + "/kernel"])


def stolen_cpu(s, t):
    hosts = [h for h in s.hosts if h not in s.struck and any(isinstance(n, (App, Postgres, MySQL, Mongo, Elastic)) for n in h.nodes)]
    if not hosts:
        return None
    h, end = s.dice.pick(hosts), t + s.dice.between(300, 480)
    h.put(t, end, "slow", factor=180, ramp=30)
    for k in repeat(s, t + 15, end, 50, 100):
        h.sys(k, "kernel", "watchdog: BUG: soft lockup - CPU#%d stuck for %ds! [%s:%d]" % (s.dice.whole(0, 3), s.dice.whole(22, 48), h.nodes[0].label[:15], s.dice.whole(400, 9000)) if s.dice.chance(0.6) else "rcu: INFO: rcu_preempt self-detected stall on CPU", prio=0)
    return Fault("stolen-cpu", h, t, end, "the machine underneath gives the host hardly any time", also=[n.full for n in h.nodes] + [h.name + "/kernel"])


def clock_jump(s, t):
    apps = [n for n in s.apps() if n.host not in s.struck]
    if not apps:
        return None
    n = s.dice.pick(apps)
    h, end = n.host, t + s.dice.between(300, 420)
    jump = s.dice.between(70, 150)
    h.put(t, end, "skew", seconds=jump)
    h.sys(t + 1, "chronyd", "Forward time jump detected!")
    h.sys(t + 1.1, "chronyd", "Can't synchronise: no selectable sources", prio=4)
    h.sys(t + 1.2, "systemd-resolved", "Clock change detected. Flushing caches.")
    for a in [a for a in h.nodes if isinstance(a, App)]:
        a.put(t, end, "fail", p=0.4, status=401 if False else 500, text={"python": "jwt.exceptions.ExpiredSignatureError: Signature has expired", "java": "io.jsonwebtoken.ExpiredJwtException: JWT expired %d milliseconds ago at 2026-10-14T07:00:00Z." % int(jump * 900), "node": "TokenExpiredError: jwt expired", "go": "token is expired by %ds" % int(jump * 0.9), "php": "Firebase\\JWT\\ExpiredException: Expired token", "dotnet": "Microsoft.IdentityModel.Tokens.SecurityTokenExpiredException: IDX10223: Lifetime validation failed. The token is expired."}[a.lang])
    h.sys(end + 1, "chronyd", "System clock wrong by %.6f seconds" % -jump, prio=4)
    h.sys(end + 1.5, "chronyd", "System clock was stepped by %.6f seconds" % -jump, prio=4)
    return Fault("clock-jump", h, t, end, "the clock of the host jumps forward by %d s: tokens count as expired" % jump, also=[a.full for a in h.nodes] + [h.name + "/chronyd"])


def brute_force(s, t):
    hosts = [h for h in s.hosts if h.name in s.exposed and h not in s.struck]
    if not hosts:
        return None
    h, end, ip = s.dice.pick(hosts), t + s.dice.between(120, 300), "192.0.2.%d" % s.dice.whole(1, 250)
    for k in repeat(s, t, end, 0.6, 2.8):
        pid, port, user = s.dice.whole(4000, 99000), s.dice.port(), s.dice.pick(["root", "admin", "postgres", "ubuntu", "git", "jenkins", "test", "pi"])
        if user not in ("root", "git"):
            h.sys(k, "sshd", "Invalid user %s from %s port %d" % (user, ip, port), pid)
            h.sys(k + 0.1, "sshd", "pam_unix(sshd:auth): check pass; user unknown", pid)
        h.sys(k + 0.1, "sshd", "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=%s%s" % (ip, "  user=" + user if user in ("root", "git") else ""), pid)
        h.sys(k + 1.9, "sshd", "Failed password for %s%s from %s port %d ssh2" % ("" if user in ("root", "git") else "invalid user ", user, ip, port), pid)
    f = Fault("ssh-brute-force", h, t, end, "passwords are guessed by ssh from one address", also=[h.name + "/sshd", "sshd", "ssh"])
    return f


# -- load and the outside
def surge(s, t):
    n = of(s, *[type(e) for e in s.edges])
    if not n:
        return None
    end = t + s.dice.between(180, 300)
    s.waves.append((t, end, 3.2))
    for e in s.edges:
        e.put(t + 25, end - 25, "full", p=0.4)
    return Fault("traffic-surge", n, t, end, "three times the usual requests: the proxy turns many away", also=[e.full for e in s.edges] + [e.host.name for e in s.edges] + [n.name])


def mail_relay(s, t):
    n = of(s, Postfix)
    if not n:
        return None
    end = t + s.dice.between(420, 600)
    n.put(t, end, "relay")
    return Fault("mail-relay-gone", n, t, end, "the provider's mail exchanger cannot be reached: mail is deferred")


def partner_slow(s, t):
    """A service outside, which one application calls, answers no more."""
    n = of(s, App)
    if not n:
        return None
    end = t + s.dice.between(180, 400)
    host = s.dice.pick(["api.acquirer.example.net", "rates.example.org", "maps.example.net"])
    for peer in n.service.nodes:
        peer.put(t, end, "fail", p=0.3, status=504, wait=5.0, text={"python": "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='%s', port=443): Read timed out. (read timeout=5)" % host, "java": 'org.springframework.web.client.ResourceAccessException: I/O error on POST request for "https://%s/v2/quote": Read timed out' % host, "node": "AxiosError: timeout of 5000ms exceeded (https://%s/v2/quote)" % host, "go": 'Post "https://%s/v2/quote": context deadline exceeded (Client.Timeout exceeded while awaiting headers)' % host, "php": "GuzzleHttp\\Exception\\ConnectException: cURL error 28: Operation timed out after 5001 milliseconds with 0 bytes received for https://%s/v2/quote" % host, "dotnet": "System.Threading.Tasks.TaskCanceledException: The request to https://%s/v2/quote was canceled due to the configured HttpClient.Timeout of 5 seconds elapsing." % host}[peer.lang])
    return Fault("partner-slow", n, t, end, "an outside service that it calls does not answer in time", also=[x.full for x in n.service.nodes] + [x.host.name for x in n.service.nodes] + [n.name])


def open_files(s, t):
    n = of(s, Nginx, App)
    if not n:
        return None
    end = t + s.dice.between(150, 330)
    if isinstance(n, Nginx):
        n.put(t, end, "full", p=0.5)
        for k in repeat(s, t, end, 0.8, 4):
            n.error(k, "crit", "accept4() failed (24: Too many open files)")
    else:
        n.put(t, end, "fail", p=0.5, status=500, text={"python": "OSError: [Errno 24] Too many open files", "java": "java.net.SocketException: Too many open files", "node": "Error: EMFILE: too many open files, open '/srv/app/templates/mail.html'", "go": "accept tcp [::]:8080: accept4: too many open files", "php": "failed to open stream: Too many open files", "dotnet": "System.IO.IOException: Too many open files"}[n.lang])
    return Fault("too-many-open-files", n, t, end, "it leaks file descriptors until none is left", also=[n.host.name])


def image_pull(s, t):
    n = of(s, Kubelet)
    if not n:
        return None
    end, pod = t + s.dice.between(240, 420), "default/migrate-%s" % s.dice.letters(5)
    for k in repeat(s, t, end, 12, 30):
        n.host.sys(k, "containerd", 'time="%s" level=error msg="PullImage \\"registry.corp.example/migrate:4.1\\" failed" error="failed to pull and unpack image: failed to resolve reference \\"registry.corp.example/migrate:4.1\\": unexpected status code 401 Unauthorized"' % ("2026-10-14T%02d:%02d:%02d.%09dZ" % (5 + int(k) // 3600, int(k) // 60 % 60, int(k) % 60, int(k % 1 * 1e9))))
        n.say(k + 0.1, "E", "pod_workers.go:1301", '"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"migrate\\" with ErrImagePull: \\"failed to pull and unpack image\\"" pod="%s" podUID="%s"' % (pod, s.dice.uuid()))
    return Fault("image-pull", n, t, end, "the registry's password has changed: images cannot be fetched", also=[n.host.name, n.host.name + "/containerd"])


def leader_lost(s, t):
    n = of(s, Etcd)
    if not n:
        return None
    end = t + s.dice.between(150, 300)
    down(n, t, end)
    n.host.unit_dies(t, n.unit, n.description, code="killed", status="9/KILL", result="signal", restart=0)
    for peer in n.service.nodes:
        if peer is not n:
            peer.say(t + 1.2, "info", "raft/raft.go:973", "raft.node: %s lost leader %s at term 7" % (peer.member, n.member))
            peer.say(t + 2.4, "info", "raft/raft.go:996", "raft.node: %s elected leader %s at term 8" % (peer.member, peer.member))
    n.host.unit_starts(end, n.unit, n.description)
    n.starting(end)
    return Fault("etcd-member-lost", n, t, end, "one member of three is killed; another leads")


def proxy_down(s, t):
    n = of(s, Edge)
    if not n:
        return None
    end = t + s.dice.between(90, 240)
    down(n, t, end)
    n.host.unit_dies(t, n.unit, n.description, code="dumped", status="11/SEGV", result="core-dump", restart=0)
    n.host.sys(t - 0.1, "kernel", "%s[%d]: segfault at 18 ip 00007f%s sp 00007ffd%s error 4 in libcrypto.so.3[7f%s+278000]" % (n.label, n.host.pid(n.name), s.dice.hex(8), s.dice.hex(8), s.dice.hex(8)))
    n.host.unit_starts(end, n.unit, n.description)
    return Fault("proxy-crashed", n, t, end, "the proxy dies and is started by hand", also=[n.host.name, n.host.name + "/kernel"])


PALETTE = [disk_full, slow_array, nfs_down, failing_disk, oom_kill, memory_leak, redis_memory, crash_loop, stopped, silent_worker, lock_contention, too_many_connections, pool_exhausted, replica_lag, broker_lost, queue_alarm, dns_down, expired_certificate, wrong_password, vault_sealed, directory_busy, bad_deploy, wrong_upstream, reboot, link_flaps, packet_loss, stolen_cpu, clock_jump, brute_force, surge, mail_relay, partner_slow, open_files, image_pull, leader_lost, proxy_down]
