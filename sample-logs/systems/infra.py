"""What stands beside: names, directory, mail, storage, Kubernetes' node agents, and each host's own platform."""

from world import LENGTH, Node, at, iso


class Named(Node):
    proto, port, kind, label = "dns", 53, "dns", "named"
    description = "BIND Domain Name Server"

    def __init__(self, host, name="named"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return ["bind9", self.unit, "%s:53" % self.host.ip]

    def say(self, t, text, prio=6):
        self.host.sys(t, "named", text, prio=prio)

    def background(self):
        for t in self.sometimes(240):
            self.say(t, "client @0x7f%s %s#%d (mail.example.net): query failed (SERVFAIL) for mail.example.net/IN/A at query.c:7836" % (self.dice.hex(10), self.dice.pick(self.system.hosts).ip, self.dice.port()))
        for t in self.every(1800, 0.1):
            self.say(t, "zone corp.example/IN: sending notifies (serial 20261014%02d)" % int(t / 1800))
        for t in self.sometimes(900):
            self.say(t, "lame server resolving 'cdn.example.org' (in 'example.org'?): 203.0.113.%d#53" % self.dice.whole(1, 250))

    def stopping(self, t):
        self.say(t, "stopping command channel on 127.0.0.1#953")
        self.say(t + 0.2, "exiting")

    def starting(self, t):
        self.say(t + 0.1, "starting BIND 9.18.28-1~deb12u2-Debian (Extended Support Version) <id:>", 5)
        self.say(t + 0.6, "all zones loaded", 5)
        self.say(t + 0.6, "running", 5)


class Unbound(Named):
    label = "unbound"
    description = "Unbound DNS server"

    def __init__(self, host, name="unbound"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return [self.unit, "%s:53" % self.host.ip]

    def say(self, t, text, prio=6):
        self.host.sys(t, "unbound", "[%d:0] %s" % (self.host.pid("unbound"), text), prio=prio)

    def background(self):
        for t in self.every(1800, 0.01):
            self.say(t, "info: server stats for thread 0: %d queries, %d answers from cache, %d recursions, 0 prefetch, 0 rejected by ip ratelimiting" % (self.dice.whole(9000, 20000), self.dice.whole(7000, 9000), self.dice.whole(500, 2000)))
        for t in self.sometimes(400):
            self.say(t, "info: validation failure <bad.example.net. A IN>: no keys have a DS with algorithm RSASHA256 from 203.0.113.%d" % self.dice.whole(1, 250))

    def stopping(self, t):
        self.say(t, "info: service stopped (unbound 1.17.1).")

    def starting(self, t):
        self.say(t + 0.1, "notice: init module 0: validator", 5)
        self.say(t + 0.2, "info: start of service (unbound 1.17.1).")


class Slapd(Node):
    proto, port, kind, label, base = "ldap", 389, "database", "slapd", 0.003
    description = "LSB: OpenLDAP standalone server (Lightweight Directory Access Protocol)"

    def __init__(self, host, name="slapd"):
        super().__init__(host, name)
        self.conn = 1000

    @property
    def aliases(self):
        return ["openldap", self.unit, "%s:389" % self.host.name, "%s:389" % self.host.ip]

    def serve(self, t, rid, caller, dep, op):
        self.conn += 1
        r = super().serve(t, rid, caller, dep, op)
        head = "conn=%d " % self.conn
        self.host.sys(t, "slapd", head + "fd=%d ACCEPT from IP=%s:%d (IP=0.0.0.0:389)" % (self.dice.whole(12, 60), caller.host.ip, self.dice.port()))
        self.host.sys(t, "slapd", head + 'op=0 BIND dn="cn=%s,ou=services,dc=corp,dc=example" method=128' % caller.name)
        if r.ok:
            self.host.sys(t, "slapd", head + 'op=0 RESULT tag=97 err=0 qtime=0.0000%d etime=%.6f text=' % (self.dice.whole(10, 60), r.seconds))
        else:
            self.host.sys(t, "slapd", head + "op=0 RESULT tag=97 err=%s qtime=0.000021 etime=%.6f text=%s" % (r.code, r.seconds, r.text))
        return r

    def stopping(self, t):
        self.host.sys(t, "slapd", "daemon: shutdown requested and initiated.")
        self.host.sys(t + 0.4, "slapd", "slapd stopped.")

    def starting(self, t):
        self.host.sys(t + 0.3, "slapd", "slapd starting")


class Postfix(Node):
    proto, port, kind, label = "smtp", 25, "service", "postfix"
    description = "Postfix Mail Transport Agent"

    def __init__(self, host, name="postfix"):
        super().__init__(host, name)
        self.unit = "postfix@-.service"

    def part(self, t, name, text, prio=6):
        self.host.sys(t, "postfix/" + name, text, pid=self.dice.whole(4000, 99000), prio=prio)

    def background(self):
        for t in self.sometimes(25):
            q, who = self.dice.hex(10).upper(), self.dice.pick(["anna", "billing", "no-reply", "jan", "support"])
            self.part(t, "smtpd", "connect from %s.%s[%s]" % ((h := self.dice.pick(self.system.hosts)).name, "corp.example", h.ip))
            self.part(t + 0.1, "smtpd", "%s: client=%s.corp.example[%s]" % (q, h.name, h.ip))
            self.part(t + 0.2, "cleanup", "%s: message-id=<%s@%s>" % (q, self.dice.hex(20), h.fqdn))
            self.part(t + 0.3, "qmgr", "%s: from=<%s@corp.example>, size=%d, nrcpt=1 (queue active)" % (q, who, self.dice.whole(900, 90000)))
            e, bad = self.effect(t, "relay"), self.dice.chance(0.04)
            if e:
                to, tried = self.dice.whole(1, 900), t + 30
                while tried < e.end:  # the queue is run every five minutes
                    self.part(tried, "smtp", "connect to mx1.example.net[198.51.100.25]:25: Connection timed out")
                    self.part(tried + 0.1, "smtp", "%s: to=<user%d@example.net>, relay=none, delay=%d, delays=0.1/0/30/0, dsn=4.4.1, status=deferred (connect to mx1.example.net[198.51.100.25]:25: Connection timed out)" % (q, to, tried - t))
                    tried += 300
                self.part(tried, "smtp", "%s: to=<user%d@example.net>, relay=mx1.example.net[198.51.100.25]:25, delay=%d, delays=0.1/0/0.4/0.5, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as %s)" % (q, to, tried - t, self.dice.hex(10).upper()))
                self.part(tried + 0.1, "qmgr", "%s: removed" % q)
            else:
                self.part(t + 1, "smtp", "%s: to=<user%d@example.net>, relay=mx1.example.net[198.51.100.25]:25, delay=%.1f, delays=0.1/0/0.4/0.5, dsn=%s, status=%s" % (q, self.dice.whole(1, 900), 1.0, "4.2.0" if bad else "2.0.0", "deferred (host mx1.example.net[198.51.100.25] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))" if bad else "sent (250 2.0.0 Ok: queued as %s)" % self.dice.hex(10).upper()))
                if not bad:
                    self.part(t + 1.1, "qmgr", "%s: removed" % q)
            self.part(t + 0.4, "smtpd", "disconnect from %s.corp.example[%s] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5" % (h.name, h.ip))

    def starting(self, t):
        self.part(t, "master", "daemon started -- version 3.7.11, configuration /etc/postfix")


class Dovecot(Node):
    proto, port, kind, label = "imap", 993, "service", "dovecot"
    description = "Dovecot IMAP/POP3 email server"

    def __init__(self, host, name="dovecot"):
        super().__init__(host, name)

    def background(self):
        from world import call

        for t in self.sometimes(45):
            user = self.dice.pick(["anna", "ben", "carla", "dmitri", "eun", "farid"])
            where = "rip=10.0.%d.%d, lip=%s" % (self.dice.whole(20, 23), self.dice.whole(2, 250), self.host.ip)
            if self.deps:
                r = call(self, self.deps[0], t)
                if not r.ok:
                    self.host.sys(t, "dovecot", "auth: Error: ldap(%s,10.0.21.7,<%s>): LDAP %s" % (user, self.dice.hex(12), "search returned error: Server is busy" if r.kind == "error" else "connection lost: Can't contact LDAP server (%s)" % r.target.host.name), prio=3)
                    self.host.sys(t + 0.2, "dovecot", "imap-login: Aborted login (auth failed, 1 attempts in 2 secs): user=<%s>, method=PLAIN, %s, TLS, session=<%s>" % (user, where, self.dice.hex(12)))
                    continue
            if self.dice.chance(0.12):  # half of them guessed by strangers
                who = user if self.dice.chance(0.5) else self.dice.pick(["info", "admin", "test", "sales", "contact", "office"]) + "@corp.example"
                self.host.sys(t, "dovecot", "imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 4 secs): user=<%s>, method=PLAIN, %s, TLS, session=<%s>" % (who, where, self.dice.hex(12)))
                continue
            self.host.sys(t, "dovecot", "imap-login: Login: user=<%s>, method=PLAIN, %s, mpid=%d, TLS, session=<%s>" % (user, where, self.dice.whole(4000, 99000), self.dice.hex(12)))
            self.host.sys(t + self.dice.between(1, 90), "dovecot", "imap(%s)<%d><%s>: Disconnected: Logged out in=%d out=%d deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=0 body_bytes=0" % (user, self.dice.whole(4000, 99000), self.dice.hex(12), self.dice.whole(50, 900), self.dice.whole(500, 90000)))


class NFSServer(Node):
    """nfsd lives in the kernel: its own host says little, its clients' kernels say that it does not answer."""

    proto, port, kind, label = "nfs", 2049, "storage", "nfs-server"
    description = "NFS server and services"

    def __init__(self, host, name="nfs-server"):
        super().__init__(host, name)
        self.clients = []

    @property
    def aliases(self):
        return ["nfsd", "rpc.mountd", self.unit, "%s:2049" % self.host.ip]

    def background(self):
        for t in self.sometimes(1200):
            h = self.dice.pick(self.clients or self.system.hosts)
            self.host.sys(t, "rpc.mountd", "authenticated mount request from %s:%d for /export/data (/export/data)" % (h.ip, self.dice.whole(700, 1020)))
        for e, kind in self.system.outages(self, self, all_of_it=True):
            for h in self.clients:
                t = e.start + self.dice.between(10, 25)
                h.sys(t, "kernel", "nfs: server %s not responding, still trying" % self.host.name, prio=5)
                if e.end - t > 100:
                    h.sys(t + 90, "kernel", "INFO: task %s:%d blocked for more than 120 seconds." % (h.nodes[0].label[:15] or "java", self.dice.whole(900, 9000)), prio=3)
                h.sys(e.end + self.dice.between(1, 9), "kernel", "nfs: server %s OK" % self.host.name, prio=5)


class Ceph(Node):
    proto, port, kind, label, base = "ceph", 6800, "storage", "ceph-osd", 0.004
    description = "Ceph object storage daemon"

    def __init__(self, host, number):
        super().__init__(host, "ceph-osd.%d" % number)
        self.number, self.unit = number, "ceph-osd@%d.service" % number

    @property
    def aliases(self):
        return ["ceph-osd", "osd.%d" % self.number, self.unit]

    def say(self, t, level, text):
        self.host.file(t, self.name, "%s 7f%s %2d osd.%d %d %s" % (iso(self.now(t), 3, "+0000"), "3a1c2d6700", level, self.number, 4410 + int(t / 900), text))

    def background(self):
        for t in self.every(700, 0.3):
            pg = "%d.%s" % (self.dice.whole(1, 4), self.dice.hex(2))
            self.host.file(t, self.name, "%s 7f3a1c2d6700  0 log_channel(cluster) log [DBG] : %s scrub starts" % (iso(self.now(t), 3, "+0000"), pg))
            self.host.file(t + 3, self.name, "%s 7f3a1c2d6700  0 log_channel(cluster) log [DBG] : %s scrub ok" % (iso(self.now(t + 3), 3, "+0000"), pg))
        for n in self.service.nodes:
            for e, kind in self.system.outages(self, n) if n is not self else []:
                t = e.start + self.dice.between(6, 20)
                while t < min(e.end, e.start + 60):
                    self.say(t, -1, "heartbeat_check: no reply from %s:6804 osd.%d since back %s front %s (oldest deadline %s)" % (n.host.ip, n.number, iso(self.now(e.start), 6, "+0000"), iso(self.now(e.start), 6, "+0000"), iso(self.now(e.start + 20), 6, "+0000")))
                    t += 1.0 + self.dice.random() * 4
                if self is self.service.nodes[0] or (n is self.service.nodes[0] and self is self.service.nodes[1]):
                    self.cluster(e.start + 22, "[WRN] Health check failed: 1 osds down (OSD_DOWN)")
                    self.cluster(e.start + 25, "[WRN] Health check failed: Degraded data redundancy: %d/%d objects degraded (%.3f%%), %d pgs degraded (PG_DEGRADED)" % (2104, 61233, 3.436, 31))
                    self.cluster(e.end + 6, "[INF] Health check cleared: OSD_DOWN (was: 1 osds down)")
                    self.cluster(e.end + 20, "[INF] Cluster is now healthy")

    def cluster(self, t, text):
        self.host.file(t, "ceph", "%s mon.%s (mon.0) %d : cluster %s" % (iso(self.now(t), 6, "+0000"), self.host.name, self.dice.whole(1000, 90000), text))


class Kubelet(Node):
    """Kubernetes' node agent and containerd; what it probes are the applications of its host."""

    proto, port, kind, label = "http", 10250, "service", "kubelet"
    description = "kubelet: The Kubernetes Node Agent"

    def __init__(self, host, name="kubelet"):
        super().__init__(host, name)

    def say(self, t, level, where, text):
        moment = at(self.now(t))
        self.host.sys(t, "kubelet", "%s%s.%06d %7d %s] %s" % (level, moment.strftime("%m%d %H:%M:%S"), moment.microsecond, self.host.pid("kubelet"), where, text))

    def background(self):
        for t in self.every(300, 0.02):
            self.host.sys(t, "containerd", 'time="%s" level=info msg="ImageUpdate event name:\\"registry.corp.example/pause:3.9\\""' % iso(self.now(t), 6))
        for t in self.sometimes(300):
            pod = "default/%s-%s-%s" % (self.dice.pick(["report", "cleanup", "mailer"]), self.dice.whole(29000000, 29009999), self.dice.letters(5))
            self.say(t, "I", "kubelet.go:2447", '"SyncLoop ADD" source="api" pods=["%s"]' % pod)
            self.say(t + 1.3, "I", "pod_startup_latency_tracker.go:104", '"Observed pod startup duration" pod="%s" podStartSLOduration=%.9f' % (pod, self.dice.between(0.9, 3)))
            self.say(t + 30, "I", "kubelet.go:2463", '"SyncLoop DELETE" source="api" pods=["%s"]' % pod)
        for n in [n for n in self.host.nodes if n.proto == "http" and n is not self and n.port >= 8000]:
            pod = "default/%s-%s-%s" % (n.name, self.dice.hex(10), self.dice.letters(5))
            for e, kind in self.system.outages(self, n):
                t = e.start + self.dice.between(1, 10)
                while t < e.end:
                    out = {"down": 'Get \\"http://10.244.3.17:%d/healthz\\": dial tcp 10.244.3.17:%d: connect: connection refused' % (n.port, n.port), "status": "HTTP probe failed with statuscode: 500"}.get(kind, 'Get \\"http://10.244.3.17:%d/healthz\\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)' % n.port)
                    self.say(t, "I", "prober.go:107", '"Probe failed" probeType="Readiness" pod="%s" podUID="%s" containerName="%s" probeResult="failure" output="%s"' % (pod, "5f0c2a1e", n.name, out))
                    t += 10


class Platform:
    """What any host says of itself: sessions, timers, clocks, scanners, the kernel now and then."""

    def __init__(self, host):
        self.host, self.dice, self.system = host, host.dice, host.system

    def moments(self, mean):
        t = self.dice.gap(mean)
        while t < LENGTH:
            yield t
            t += self.dice.gap(mean)

    def write(self):
        h, d = self.host, self.dice
        minute, hourly = d.whole(0, 9), d.whole(1, 58)
        for k in range(int(LENGTH / 600)):
            self.cron(k * 600 + minute * 60 + 1, "root", "command -v debian-sa1 > /dev/null && debian-sa1 1 1")
        for k in range(int(LENGTH / 3600)):
            self.cron(k * 3600 + hourly * 60 + 1, "root", "cd / && run-parts --report /etc/cron.hourly")
        for t in self.moments(1300):
            self.session(t)
        for t in self.moments(2600):
            if not h.effect(t, "off"):
                h.sys(t, "chronyd", d.pick(["Selected source 10.0.0.%d (ntp%d.corp.example)" % (d.whole(2, 4), d.whole(1, 2)), "Source 203.0.113.%d replaced with 203.0.113.%d (2.debian.pool.ntp.org)" % (d.whole(1, 250), d.whole(1, 250))]))
        if h.name in self.system.exposed:
            for t in self.moments(420):
                ip, port = "203.0.113.%d" % d.whole(1, 250), d.port()
                user, pid = d.pick(["admin", "test", "oracle", "ubuntu", "git"]), d.whole(4000, 99000)
                h.sys(t, "sshd", "Invalid user %s from %s port %d" % (user, ip, port), pid)
                h.sys(t + 1.2, "sshd", "Connection closed by invalid user %s %s port %d [preauth]" % (user, ip, port), pid)
            for t in self.moments(200):
                h.sys(t, "kernel", "[UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:%s SRC=203.0.113.%d DST=%s LEN=40 TOS=0x00 PREC=0x00 TTL=241 ID=%d PROTO=TCP SPT=%d DPT=%d WINDOW=1024 RES=0x00 SYN URGP=0" % ("ab:cd:ef", d.whole(1, 250), h.ip, d.whole(1, 65000), d.port(), d.pick([23, 445, 3389, 8088])), prio=4)
        for name, seconds in (("logrotate.timer", 0), ("apt-daily.timer", 0), ("man-db.timer", 0), ("fstrim.timer", 0)):
            if d.chance(0.4):
                t = d.between(600, LENGTH)
                unit = name.replace(".timer", ".service")
                what = {"logrotate": "Rotate log files", "apt-daily": "Daily apt download activities", "man-db": "Daily man-db regeneration", "fstrim": "Discard unused blocks on filesystems from /etc/fstab"}[name.split(".")[0]]
                h.systemd(t, "Starting %s - %s..." % (unit, what), unit)
                h.systemd(t + d.between(0.4, 20), "%s: Deactivated successfully." % unit, unit)
                h.systemd(t + 21, "Finished %s - %s." % (unit, what), unit)

    def cron(self, t, user, command):
        if self.host.style == "bsd":
            self.host.sys(t, "CROND", "(%s) CMD (%s)" % (user, command), pid=self.dice.whole(4000, 99000))
        else:
            self.host.sys(t, "CRON", "(%s) CMD (%s)" % (user, command), pid=self.dice.whole(4000, 99000))

    def session(self, t):
        h, d = self.host, self.dice
        pid, user, number = d.whole(4000, 99000), d.pick(["deploy", "backup", "monitor", "anna"]), d.whole(100, 9000)
        h.sys(t, "sshd", "Accepted publickey for %s from 10.0.0.9 port %d ssh2: ED25519 SHA256:%s" % (user, d.port(), d.hex(40)), pid)
        h.sys(t, "sshd", "pam_unix(sshd:session): session opened for user %s(uid=%d) by (uid=0)" % (user, 1004), pid)
        h.systemd(t + 0.1, "Started session-%d.scope - Session %d of User %s." % (number, number, user), "session-%d.scope" % number)
        end = t + d.between(1, 200)
        h.sys(end, "sshd", "Received disconnect from 10.0.0.9 port %d:11: disconnected by user" % d.port(), pid)
        h.sys(end, "sshd", "pam_unix(sshd:session): session closed for user %s" % user, pid)
        h.systemd(end + 0.1, "session-%d.scope: Deactivated successfully." % number, "session-%d.scope" % number)
