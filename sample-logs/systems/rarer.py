"""A second palette of faults, as `faults.py` has them: wider ones, slower ones, and those that come and go."""

from apps import App, Worker
from faults import Fault, leader, of, repeat
from infra import Platform, Slapd
from stores import Elastic, Memcached, Mongo, MySQL, Postgres, Redis


def free(s, test=lambda h: True):
    return [h for h in s.hosts if h not in s.struck and test(h)]


def asked(s, h):
    """Whether a host runs what others ask."""
    return any(n.service and any(d.service is n.service for c in s.nodes for d in c.deps) for n in h.nodes)


def fail_as(lang, texts):
    return texts.get(lang, texts["python"])


# -- the same on many hosts at once
def package_push(s, t):
    hosts = free(s)
    if len(hosts) < 5:
        return None
    hosts, end = s.dice.some(hosts, s.dice.whole(4, min(8, len(hosts)))), t + s.dice.between(120, 240)
    name, text = s.dice.pick([("fluent-bit", "error opening configuration file '/etc/fluent-bit/outputs.conf'"), ("osqueryd", "Error reading config: Error parsing the config JSON"), ("node-exporter", "error: unknown long flag '--collector.ntp'"), ("wazuh-agentd", "(1226): Error reading XML file 'etc/ossec.conf': (line 14)")])
    unit = name + ".service"
    for h in hosts:
        when = t + s.dice.between(0, 12)
        h.sys(when, "dpkg", "status installed %s:amd64 4.2.0-1" % name)
        for k in range(5):
            at = when + 1 + 3 * k
            h.sys(at, name, text, prio=3, unit=unit)
            h.unit_dies(at + 0.1, unit, name, code="exited", status="1/FAILURE", result="exit-code", restart=2.5, count=k + 1)
        h.systemd(when + 17, "%s: Start request repeated too quickly." % unit, unit, 4)
        h.systemd(when + 17.1, "Failed to start %s - %s." % (unit, name), unit, 3)
        h.unit_starts(end + s.dice.between(0, 8), unit, name)
    f = Fault("package-push", hosts[0], t, end, "a package is put on %d hosts whose unit does not start" % len(hosts), also=[h.name for h in hosts] + [h.name + "/" + x for h in hosts for x in ("systemd", name, "dpkg")] + [name])
    return f


def rack_cut(s, t):
    hosts = free(s)
    if len(hosts) < 5 or not any(asked(s, h) for h in hosts):
        return None
    first = s.dice.pick([h for h in hosts if asked(s, h)])
    rack, end = [first] + s.dice.some([h for h in hosts if h is not first], s.dice.whole(1, 3)), t + s.dice.between(90, 220)
    for h in rack:
        h.put(t, end, "cut")
        h.sys(t + s.dice.between(0, 0.8), "kernel", "e1000e 0000:00:1f.6 eth0: NIC Link is Down", prio=6)
        h.sys(t + s.dice.between(0.8, 1.5), "systemd-networkd", "eth0: Lost carrier")
        h.sys(end + s.dice.between(0, 0.8), "kernel", "e1000e 0000:00:1f.6 eth0: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: None", prio=6)
        h.sys(end + s.dice.between(0.8, 1.5), "systemd-networkd", "eth0: Gained carrier")
    f = Fault("rack-cut", first, t, end, "the switch of %d hosts is gone" % len(rack), also=[h.name for h in rack] + [n.full for h in rack for n in h.nodes] + [h.name + "/" + x for h in rack for x in ("kernel", "systemd-networkd")])
    f.hurt = [n for h in rack for n in h.nodes]
    return f


def partner_refuses(s, t):
    """One outside service that several applications call turns all of them away."""
    apps = [n for n in s.apps() if n.host not in s.struck]
    if not apps:
        return None
    names = s.dice.some(sorted({n.name for n in apps}), 2)
    end, host = t + s.dice.between(180, 360), s.dice.pick(["api.sms.example.net", "geo.example.org", "id.example.net"])
    hit = [n for n in s.apps() if n.name in names]
    for n in hit:
        n.put(t + s.dice.between(0, 3), end, "fail", p=0.3, status=502, text=fail_as(n.lang, {"python": "requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://%s/v1/send" % host, "java": 'org.springframework.web.client.HttpClientErrorException$TooManyRequests: 429 Too Many Requests on POST request for "https://%s/v1/send"' % host, "node": "AxiosError: Request failed with status code 429 (https://%s/v1/send)" % host, "go": "unexpected status 429 from https://%s/v1/send" % host, "php": "GuzzleHttp\\Exception\\ClientException: Client error: `POST https://%s/v1/send` resulted in a `429 Too Many Requests` response" % host, "dotnet": "System.Net.Http.HttpRequestException: Response status code does not indicate success: 429 (Too Many Requests). https://%s/v1/send" % host}))
    f = Fault("partner-refuses", hit[0], t, end, "an outside service refuses what %s ask of it" % " and ".join(names), also=[n.full for n in hit] + [n.host.name for n in hit] + names + [host])
    f.hurt = s.callers(hit)
    return f


# -- slow
def slow_query(s, t):
    n = of(s, Postgres, MySQL, Mongo, Elastic, test=leader)
    if not n:
        return None
    end = t + s.dice.between(240, 480)
    n.put(t, end, "slow", factor=900 if n.base < 0.01 else 250, ramp=5)
    for k in repeat(s, t + 4, end, 3, 9):
        took = s.dice.between(2, 9)
        if isinstance(n, Postgres):
            n.say(k, "LOG", "duration: %.3f ms  execute <unnamed>: SELECT * FROM orders o JOIN items i ON i.order_id = o.id WHERE o.state = $1 ORDER BY o.created_at" % (took * 1000), "app")
        elif isinstance(n, MySQL):
            if s.dice.chance(0.1):
                n.say(k, "Note", 10914, "Server", "Aborted connection %d to db: 'app' user: 'app' host: '%s' (Got timeout writing communication packets)." % (s.dice.whole(100, 9999), s.dice.pick(s.hosts).ip))
        elif isinstance(n, Mongo):
            n.slow_query(k, took)
        else:
            n.slow_search(k, took)
    return Fault("slow-query", n, t, end, "statistics are gone: one query reads the whole table and everything waits")


def heavy_cron(s, t):
    hosts = free(s, lambda h: any(isinstance(n, (App, Postgres, MySQL, Mongo, Elastic)) for n in h.nodes))
    if not hosts:
        return None
    h, end = s.dice.pick(hosts), t + s.dice.between(300, 480)
    Platform(h).cron(t, "root", "/usr/local/sbin/reindex-archive --all --threads 64")
    h.put(t + 5, end, "slow", factor=160, ramp=20)
    for k in repeat(s, t + 20, end, 30, 70):
        h.sys(k, "systemd-journald" if s.dice.chance(0.3) else "kernel", "workqueue: drm_fb_helper_damage_work hogged CPU for >10000us 64 times, consider switching to WQ_UNBOUND", prio=4)
    return Fault("heavy-cron", h, t, end, "a job of cron takes all processors of the host", also=[n.full for n in h.nodes] + [h.name + "/" + x for x in ("cron", "crond", "CRON", "kernel", "systemd-journald")])


def deadlock(s, t):
    n = of(s, App)
    if not n:
        return None
    end = t + s.dice.between(150, 300)
    n.put(t, end, "hang")
    n.host.unit_stops(end, n.unit, n.description)
    n.host.unit_starts(end + 2, n.unit, n.description)
    n.starting(end + 2)
    return Fault("deadlock", n, t, end, "all of its threads wait for each other; it is restarted by hand", also=[n.host.name])


def leak(s, t):
    n = of(s, App, test=lambda n: n.lang in ("node", "go", "python", "php", "dotnet"))
    if not n:
        return None
    dies = t + s.dice.between(180, 300)
    end = dies + s.dice.between(20, 40)
    n.put(t, dies, "slow", factor=60, ramp=150)
    pid = n.host.pid(n.name)
    n.host.sys(dies, "kernel", "Out of memory: Killed process %d (%s) total-vm:7918400kB, anon-rss:7046612kB, file-rss:3212kB, shmem-rss:0kB, UID:999 pgtables:14304kB oom_score_adj:0" % (pid, n.label), prio=3)
    n.host.unit_dies(dies + 0.1, n.unit, n.description, result="oom-kill", restart=20, count=1)
    n.put(dies, end, "down")
    n.starting(dies + 20)
    return Fault("leak-to-kill", n, t, end, "it takes ever more memory and time, until the kernel kills it", also=[n.host.name, n.host.name + "/kernel"])


# -- disks and kernels
def root_full(s, t):
    hosts = free(s, lambda h: any(isinstance(n, App) for n in h.nodes))
    if not hosts:
        return None
    h, end = s.dice.pick(hosts), t + s.dice.between(200, 400)
    for n in [n for n in h.nodes if isinstance(n, App)]:
        n.put(t, end, "fail", p=0.4, status=500, text=fail_as(n.lang, {"python": "OSError: [Errno 28] No space left on device: '/tmp/upload-cache'", "java": "java.io.IOException: No space left on device", "node": "Error: ENOSPC: no space left on device, write", "go": "write /tmp/upload-cache: no space left on device", "php": "file_put_contents(): Write of 8192 bytes failed with errno=28 No space left on device", "dotnet": "System.IO.IOException: No space left on device : '/tmp/upload-cache'"}))
    for k in repeat(s, t + 2, end, 15, 40):
        h.sys(k, "systemd-journald" if h.style == "journal" else "rsyslogd", "Failed to write entry (%d items, %d bytes), ignoring: No space left on device" % (s.dice.whole(9, 30), s.dice.whole(300, 900)) if h.style == "journal" else "file '/var/log/syslog'[7] write error - see https://www.rsyslog.com/solving-rsyslog-write-errors/ for help OS error: No space left on device [v8.2302.0 try https://www.rsyslog.com/e/2027 ]", prio=3)
    return Fault("root-full", h, t, end, "the host's file system is full", also=[n.full for n in h.nodes] + [h.name + "/" + x for x in ("systemd-journald", "rsyslogd")])


def conntrack_full(s, t):
    hosts = free(s, lambda h: asked(s, h))
    if not hosts:
        return None
    h, end = s.dice.pick(hosts), t + s.dice.between(180, 360)
    h.put(t, end, "loss", p=0.35)
    for k in repeat(s, t, end, 1, 5):
        h.sys(k, "kernel", "nf_conntrack: nf_conntrack: table full, dropping packet", prio=4)
    return Fault("conntrack-full", h, t, end, "the kernel's table of connections is full: packets are dropped", also=[n.full for n in h.nodes] + [h.name + "/kernel"])


def read_only(s, t):
    n = of(s, Postgres, MySQL, Mongo, test=leader)
    if not n:
        return None
    end = t + s.dice.between(150, 330)
    n.host.sys(t, "kernel", "EXT4-fs error (device sdb1): ext4_journal_check_start:83: comm %s: Detected aborted journal" % n.label[:15], prio=2)
    n.host.sys(t + 0.1, "kernel", "EXT4-fs (sdb1): Remounting filesystem read-only", prio=2)
    code, text = {"postgres": ("58030", 'could not extend file "base/16385/%d": Read-only file system' % s.dice.whole(16000, 29000)), "mysql": ("3", "Error writing file '/var/lib/mysql/binlog.000231' (OS errno 30 - Read-only file system)"), "mongo": ("10003", "30: Read-only file system")}[n.proto]
    n.put(t, end, "fail", p=0.5, code=code, text=text)
    return Fault("read-only", n, t, end, "after an error the kernel lets nobody write to the data's file system", also=[n.host.name, n.host.name + "/kernel"])


# -- processes
def flapping(s, t):
    """Down for half a minute every two to four minutes."""
    n = of(s, App, Redis, Memcached, Slapd)
    if not n:
        return None
    when, count = t, 0
    while count < 6:
        count += 1
        up = when + s.dice.between(15, 40)
        n.host.unit_dies(when, n.unit, n.description, code="dumped", status="11/SEGV", result="core-dump", restart=0)
        n.put(when, up, "down")
        n.host.unit_starts(up - 1, n.unit, n.description)
        n.starting(up - 1)
        end, when = up, up + s.dice.between(110, 220)
    return Fault("flapping", n, t, end, "it dies every few minutes and is started again", also=[n.host.name, n.host.name + "/kernel"])


def db_crash(s, t):
    n = of(s, Postgres, MySQL, Mongo, test=leader)
    if not n:
        return None
    back, end = t + s.dice.between(8, 15), t + s.dice.between(90, 200)
    n.put(t, back, "down")
    if isinstance(n, Postgres):
        n.say(t, "PANIC", "could not write to file \"pg_logical/replorigin_checkpoint.tmp\": Input/output error")
        n.say(t + 0.4, "LOG", "all server processes terminated; reinitializing")
        n.say(back, "LOG", "database system was not properly shut down; automatic recovery in progress")
        n.put(back, end, "fail", p=1.0, code="57P03", text="the database system is starting up")
    elif isinstance(n, MySQL):
        n.say(t, "ERROR", 13183, "InnoDB", "Assertion failure: fil0fil.cc:7467:err == DB_SUCCESS thread 140%d" % s.dice.whole(10**9, 9 * 10**9))
        n.host.unit_dies(t + 0.5, n.unit, n.description, code="killed", status="6/ABRT", result="signal", restart=7)
        n.say(back, "Note", 12532, "InnoDB", "Starting crash recovery.")
        n.put(back, end, "down")
        n.starting(end)
    else:
        n.host.unit_dies(t, n.unit, n.description, code="dumped", status="6/ABRT", result="core-dump", restart=7)
        n.put(back, end, "down")
        n.starting(end)
    return Fault("db-crash", n, t, end, "the database dies and needs a minute or two to recover", also=[n.host.name, n.host.name + "/kernel"])


def ports_exhausted(s, t):
    n = of(s, App, test=lambda n: n.deps)
    if not n:
        return None
    end, target = t + s.dice.between(180, 360), n.deps[0].service.nodes[0]
    place = "%s:%d" % (target.host.ip, target.port)
    n.put(t, end, "fail", p=0.45, status=500, text=fail_as(n.lang, {"python": "OSError: [Errno 99] Cannot assign requested address", "java": "java.net.BindException: Cannot assign requested address (connect failed)", "node": "Error: connect EADDRNOTAVAIL %s - Local (0.0.0.0:0)" % place, "go": "dial tcp %s: connect: cannot assign requested address" % place, "php": "stream_socket_client(): Unable to connect to tcp://%s (Cannot assign requested address)" % place, "dotnet": "System.Net.Sockets.SocketException (99): Cannot assign requested address %s" % place}))
    return Fault("ports-exhausted", n, t, end, "it opens so many connections that its host has no local port left", also=[n.host.name])


def poison(s, t):
    n = of(s, Worker)
    if not n:
        return None
    end = t + s.dice.between(300, 480)
    n.put(t, end, "bug", p=0.7, text={"python": "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 41: unexpected end of data", "java": "com.fasterxml.jackson.databind.exc.MismatchedInputException: Cannot deserialize value of type `int` from String \"n/a\"", "go": "json: cannot unmarshal string into Go struct field Job.Amount of type int"}[n.lang])
    return Fault("poison-message", n, t, end, "jobs of a new shape come in that it cannot read; they are tried again and again", also=[n.host.name])


def wrong_name(s, t):
    """A setting is pushed that names a host which does not exist."""
    n = of(s, App)
    if not n:
        return None
    end, name = t + s.dice.between(150, 330), "%s-new.corp.example" % s.dice.pick(n.deps).service.name
    for index, peer in enumerate(n.service.nodes):
        when = t + 6 * index
        peer.host.unit_stops(when, peer.unit, peer.description)
        peer.stopping(when)
        peer.host.unit_starts(when + 2, peer.unit, peer.description)
        peer.starting(when + 2)
        peer.put(when + 2.5, end, "fail", p=0.6, status=500, text=fail_as(peer.lang, {"python": "socket.gaierror: [Errno -2] Name or service not known: '%s'" % name, "java": "java.net.UnknownHostException: %s: Name or service not known" % name, "node": "Error: getaddrinfo ENOTFOUND %s" % name, "go": "dial tcp: lookup %s: no such host" % name, "php": "php_network_getaddresses: getaddrinfo for %s failed: Name or service not known" % name, "dotnet": "System.Net.Sockets.SocketException (11001): No such host is known. (%s:443)" % name}))
        peer.host.unit_stops(end, peer.unit, peer.description)
        peer.host.unit_starts(end + 2, peer.unit, peer.description)
        peer.starting(end + 2)
    return Fault("wrong-name", n, t, end, "restarted with a setting that names a host which does not exist", also=[x.full for x in n.service.nodes] + [x.host.name for x in n.service.nodes] + [n.name])


RARER = [package_push, rack_cut, partner_refuses, slow_query, heavy_cron, deadlock, leak, root_full, conntrack_full, read_only, flapping, db_crash, ports_exhausted, poison, wrong_name]
