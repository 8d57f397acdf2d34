"""Proxies and load balancers: nginx, HAProxy, Envoy, Apache httpd, and keepalived beside them."""

from world import Need, Node, Result, call, at, clf, comma, iso

AGENTS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
    "okhttp/4.12.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
]
SCANS = ["/wp-login.php", "/.env", "/phpmyadmin/", "/.git/config", "/favicon.ico", "/apple-touch-icon.png", "/robots.txt"]


class Edge(Node):
    """Takes requests from clients and hands each to one service; tries a second replica where the first cannot be reached."""

    proto, port, kind = "http", 443, "proxy"
    retries = 2

    def request(self, t, rid, client):
        """One request from the outside."""
        if self.host.effect(t, "off") or self.effect(t, "down") or self.host.effect(t, "cut"):
            return
        if self.dice.chance(0.012):
            return self.access(t, client, "GET", self.dice.pick(SCANS), 404, 153, 0.001, None, rid)
        need = self.dice.pick(self.deps)
        method = "POST" if self.dice.chance(0.22) else "GET"
        path = self.path(need, method)
        full = self.effect(t, "full")
        if full and self.dice.chance(full.p):
            return self.too_much(t, client, method, path, rid)
        wrong = self.effect(t, "wrong")
        if wrong and need.service is wrong.service:
            result = Result(False, 0.001, "refused", need.service.pick(t, self.dice))
            port = wrong.port
            self.trouble(t, client, method, path, result, port)
            return self.access(t, client, method, path, 502 if not isinstance(self, (HAProxy, Envoy, Httpd)) else 503, 157, 0.001, result, rid)
        spent, result = 0.0, None
        for attempt in range(self.retries):
            result = call(self, need, t + spent, rid, method + " " + path)
            spent += result.seconds
            if result.ok or result.kind == "status":
                break
            self.trouble(t + spent, client, method, path, result, result.target.port)
            if result.kind == "slow":
                break
        status = (result.status if result.ok or result.kind == "status" else 504 if result.kind in ("slow", "timeout") else self.bad_gateway)
        if result.ok and self.dice.chance(0.004):
            status = 499 if isinstance(self, Nginx) else status
        if result.ok and self.dice.chance(0.02):
            status = self.dice.pick([400, 401, 403, 404, 422])
        self.access(t + spent, client, method, path, status, self.dice.whole(180, 18000), spent, result, rid)

    bad_gateway = 502

    def path(self, need, method):
        name = need.service.name
        return "/%s%s" % (name, self.dice.pick(["", "/%d" % self.dice.whole(100, 99999), "/list?page=%d" % self.dice.whole(1, 30), "/search?q=%s" % self.dice.letters(5)]) if method == "GET" else "")


class Nginx(Edge):
    label = "nginx"

    def __init__(self, host, name="nginx"):
        super().__init__(host, name)
        self.description, self.served = "A high performance web server and a reverse proxy server", 0
        self.upstream = self.dice.chance(0.5)

    @property
    def aliases(self):
        return ["nginx", "nginx.service", "nginx-access", "nginx-error"]

    def access(self, t, client, method, path, status, size, spent, result, rid):
        line = '%s - - [%s] "%s %s HTTP/1.1" %d %d "-" "%s"' % (client, clf(self.now(t)), method, path, status, size, self.dice.pick(AGENTS))
        if self.upstream:
            line += " rt=%.3f rid=%s" % (spent, rid)
        self.host.file(t, "nginx-access", line)

    def error(self, t, level, text):
        self.served += 1
        self.host.file(t, "nginx-error", "%s [%s] %d#%d: %s" % (at(self.now(t)).strftime("%Y/%m/%d %H:%M:%S"), level, self.host.pid("nginx") + 1, self.host.pid("nginx") + 1, text))

    def trouble(self, t, client, method, path, result, port):
        target = result.target
        what = {
            "refused": "connect() failed (111: Connection refused) while connecting to upstream",
            "timeout": "upstream timed out (110: Connection timed out) while connecting to upstream",
            "noroute": "connect() failed (113: No route to host) while connecting to upstream",
            "slow": "upstream timed out (110: Connection timed out) while reading response header from upstream",
            "reset": "recv() failed (104: Connection reset by peer) while reading response header from upstream",
            "dns": "no resolver defined to resolve %s" % target.host.fqdn,
            "tls": "upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream",
        }.get(result.kind, "upstream prematurely closed connection while reading response header from upstream")
        if result.kind == "dns":
            what = "%s could not be resolved (110: Operation timed out)" % target.host.fqdn
        self.error(t, "error", '*%d %s, client: %s, server: www.%s, request: "%s %s HTTP/1.1", upstream: "http://%s:%d%s", host: "www.%s"' % (self.dice.whole(1000, 900000), what, client, "corp.example", method, path, target.host.ip, port, path, "corp.example"))

    def too_much(self, t, client, method, path, rid):
        if self.dice.chance(0.3):
            self.error(t, "alert", "1024 worker_connections are not enough")
        else:
            self.error(t, "error", '*%d limiting requests, excess: %d.%03d by zone "perip", client: %s, server: www.corp.example, request: "%s %s HTTP/1.1", host: "www.corp.example"' % (self.dice.whole(1000, 900000), self.dice.whole(20, 60), self.dice.whole(0, 999), client, method, path))
        self.access(t, client, method, path, 503, 190, 0.0, None, rid)

    def background(self):
        for t in self.sometimes(900):
            self.error(t, "info" if self.dice.chance(0.4) else "crit", self.dice.pick(["*%d client 203.0.113.%d closed keepalive connection" % (self.dice.whole(1000, 900000), self.dice.whole(1, 250)), "*%d SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: 203.0.113.%d, server: 0.0.0.0:443" % (self.dice.whole(1000, 900000), self.dice.whole(1, 250))]))

    def reload(self, t):
        self.host.systemd(t, "Reloading nginx.service - %s..." % self.description, self.unit)
        self.error(t + 0.2, "notice", "signal process started")
        self.host.systemd(t + 0.3, "Reloaded nginx.service - %s." % self.description, self.unit)


class HAProxy(Edge):
    label, bad_gateway = "haproxy", 503
    description = "HAProxy Load Balancer"

    def __init__(self, host, name="haproxy"):
        super().__init__(host, name)

    def access(self, t, client, method, path, status, size, spent, result, rid):
        backend = "bk_%s/%s" % (path.strip("/").split("/")[0].split("?")[0], result.target.host.name) if result else "fe_main/<NOSRV>"
        flags = "----" if status < 500 else {"slow": "sH--", "timeout": "sC--", "refused": "SC--", "noroute": "SC--", "reset": "SH--"}.get(result.kind if result else "", "----")
        self.host.sys(t, "haproxy", '%s:%d [%s] fe_main~ %s 0/0/%d/%d/%d %d %d - - %s %d/%d/%d/%d/%d 0/0 "%s %s HTTP/1.1"' % (client, self.dice.port(), at(self.now(t)).strftime("%d/%b/%Y:%H:%M:%S.%f")[:-3], backend, 1, int(spent * 990), int(spent * 1000) + 1, status, size, flags, self.dice.whole(2, 30), self.dice.whole(2, 30), self.dice.whole(0, 6), self.dice.whole(0, 3), 0 if status < 500 else 1, method, path))

    def trouble(self, t, client, method, path, result, port):
        pass  # it says so in the termination flags of its access line, and by its health checks

    def too_much(self, t, client, method, path, rid):
        self.access(t, client, method, path, 503, 217, 0.0, None, rid)

    def background(self):
        """Health checks: a server that is down is told within seconds, and so is its return."""
        for need in self.deps:
            for node in need.service.nodes:
                for e, kind in self.system.outages(self, node):
                    if e.end - e.start < 4:
                        continue
                    left = len(need.service.nodes) - 1
                    why = {"down": 'Layer4 connection problem, info: "Connection refused", check duration: 0ms', "hang": "Layer7 timeout, check duration: 2001ms", "status": 'Layer7 wrong status, code: 503, info: "Service Unavailable", check duration: 12ms'}.get(kind, "Layer4 timeout, check duration: 2001ms")
                    down, back = e.start + self.dice.between(2, 7), e.end + self.dice.between(3, 8)
                    self.say(down, 1, "Server bk_%s/%s is DOWN, reason: %s. %d active and 0 backup servers left. %d sessions active, 0 requeued, 0 remaining in queue." % (need.service.name, node.host.name, why, left, self.dice.whole(0, 5)))
                    if left == 0:
                        self.say(down + 0.001, 0, "backend bk_%s has no server available!" % need.service.name)
                    self.say(back, 5, "Server bk_%s/%s is UP, reason: Layer7 check passed, code: 200, check duration: 4ms. %d active and 0 backup servers online. 0 sessions requeued, 0 total in queue." % (need.service.name, node.host.name, left + 1))

    def say(self, t, prio, text):
        if self.up(t):
            self.host.sys(t, "haproxy", text, prio=prio)

    def reload(self, t):
        self.host.systemd(t, "Reloading haproxy.service - HAProxy Load Balancer...", self.unit)
        self.host.sys(t + 0.1, "haproxy", "[NOTICE]   (%d) : Reloading HAProxy" % self.host.pid("haproxy"), prio=5)
        self.host.sys(t + 0.3, "haproxy", "[NOTICE]   (%d) : New worker (%d) forked" % (self.host.pid("haproxy"), self.dice.whole(4000, 99000)), prio=5)
        self.host.systemd(t + 0.4, "Reloaded haproxy.service - HAProxy Load Balancer.", self.unit)


class Envoy(Edge):
    label, bad_gateway = "envoy", 503
    description = "Envoy Proxy"

    def __init__(self, host, name="envoy"):
        super().__init__(host, name)

    def access(self, t, client, method, path, status, size, spent, result, rid):
        failed = result and not result.ok
        flags = {"refused": "UF,URX", "timeout": "UF,URX", "noroute": "UF,URX", "slow": "UT", "reset": "UC", "dns": "UH", "tls": "UF,URX"}.get(result.kind, "-") if failed else "-"
        detail = {"UF,URX": "upstream_reset_before_response_started{connection_failure,delayed_connect_error:_111}", "UT": "response_timeout", "UC": "upstream_reset_before_response_started{connection_termination}", "UH": "no_healthy_upstream"}.get(flags, "via_upstream")
        if result and result.kind == "timeout":
            detail = "upstream_reset_before_response_started{connection_timeout}"
        self.host.file(t, "envoy", '[%s] "%s %s HTTP/2" %d %s %s - "-" 0 %d %d %s "%s" "%s" "%s" "www.corp.example" "%s"' % (iso(self.now(t)), method, path, status, flags, detail, size, int(spent * 1000), int(spent * 990) if not failed else "-", client, AGENTS[2], rid, "%s:%d" % (result.target.host.ip, result.target.port) if result else "-"))

    def trouble(self, t, client, method, path, result, port):
        pass

    def too_much(self, t, client, method, path, rid):
        self.host.file(t, "envoy", '[%s] "%s %s HTTP/2" 503 UO overflow - "-" 0 81 0 - "%s" "%s" "%s" "www.corp.example" "-"' % (iso(self.now(t)), method, path, client, AGENTS[2], rid))

    def background(self):
        for t in self.every(900, 0.02):
            self.host.file(t, "envoy", "[%s][1][info][main] [source/server/drain_manager_impl.cc:175] shutting down parent after drain" % iso(self.now(t), 3, "", " ") if self.dice.chance(0.02) else "[%s][1][info][upstream] [source/common/upstream/cds_api_helper.cc:35] cds: add %d cluster(s), remove 0 cluster(s)" % (iso(self.now(t), 3, "", " "), len(self.deps)))

    def reload(self, t):
        self.host.file(t, "envoy", "[%s][1][info][upstream] [source/common/upstream/cds_api_helper.cc:72] cds: added/updated %d cluster(s), skipped 0 unmodified cluster(s)" % (iso(self.now(t), 3, "", " "), len(self.deps)))


class Httpd(Edge):
    label, bad_gateway = "apache2", 503
    description = "The Apache HTTP Server"

    def __init__(self, host, name="apache2"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return ["apache2", "apache2.service", "httpd", "apache2-access", "apache2-error"]

    def access(self, t, client, method, path, status, size, spent, result, rid):
        self.host.file(t, "apache2-access", '%s - - [%s] "%s %s HTTP/1.1" %d %d "-" "%s" %d' % (client, clf(self.now(t)), method, path, status, size, self.dice.pick(AGENTS), int(spent * 1e6)))

    def error(self, t, module, text, client=None):
        who = " [client %s:%d]" % (client, self.dice.port()) if client else ""
        self.host.file(t, "apache2-error", "[%s] [%s] [pid %d:tid %d]%s %s" % (at(self.now(t)).strftime("%a %b %d %H:%M:%S.%f %Y"), module, self.host.pid("apache2"), self.dice.whole(139600000000000, 139699999999999), who, text))

    def trouble(self, t, client, method, path, result, port):
        h = result.target.host
        if result.kind in ("refused", "timeout", "noroute"):
            what = {"refused": "(111)Connection refused", "timeout": "(70007)The timeout specified has expired", "noroute": "(113)No route to host"}[result.kind]
            self.error(t, "proxy:error", "%s: AH00957: http: attempt to connect to %s:%d (%s) failed" % (what, h.ip, port, h.name))
            self.error(t, "proxy_http:error", "AH01114: HTTP: failed to make connection to backend: %s" % h.name, client)
        elif result.kind == "dns":
            self.error(t, "proxy:error", "(EAI 2)Name or service not known: AH00898: DNS lookup failure for: %s returned by %s" % (h.name, path), client)
        elif result.kind == "tls":
            self.error(t, "ssl:error", "AH02039: Certificate Verification: Error (10): certificate has expired")
        else:
            why = "(70007)The timeout specified has expired" if result.kind == "slow" else "(104)Connection reset by peer"
            self.error(t, "proxy_http:error", "%s: AH01102: error reading status line from remote server %s:%d" % (why, h.name, port), client)

    def too_much(self, t, client, method, path, rid):
        if self.dice.chance(0.1):
            self.error(t, "mpm_event:error", "AH00484: server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting")
        self.access(t, client, method, path, 503, 299, 0.0, None, rid)

    def background(self):
        for t in self.sometimes(1100):
            self.error(t, "authz_core:error", "AH01630: client denied by server configuration: /srv/www/server-status", "203.0.113.%d" % self.dice.whole(1, 250))

    def reload(self, t):
        self.host.systemd(t, "Reloading apache2.service - The Apache HTTP Server...", self.unit)
        self.error(t + 0.1, "mpm_event:notice", "AH00493: SIGUSR1 received.  Doing graceful restart")
        self.host.systemd(t + 0.3, "Reloaded apache2.service - The Apache HTTP Server.", self.unit)
        self.error(t + 0.6, "mpm_event:notice", "AH00489: Apache/2.4.62 (Debian) OpenSSL/3.0.14 configured -- resuming normal operations")


class Keepalived(Node):
    """Watches the proxy of its host; the pair tells of each change of the master."""

    kind, label = "service", "keepalived"
    description = "LVS and VRRP High Availability Monitor"

    def __init__(self, host, peer=None):
        super().__init__(host, "keepalived")
        self.first, self.peer = peer is None, peer

    def background(self):
        if not self.first:
            return
        proxy = [n for n in self.host.nodes if isinstance(n, Edge)]
        for e, kind in [o for n in proxy for o in self.system.outages(self.peer_node, n)]:
            if e.end - e.start < 6:
                continue
            if not self.host.effect(e.start + 1, "off") and kind == "down":
                self.host.sys(e.start + 2.2, "Keepalived_vrrp", "Script `chk_proxy` now returning 1", prio=6)
                self.host.sys(e.start + 4.2, "Keepalived_vrrp", "VRRP_Script(chk_proxy) failed (exited with status 1)", prio=6)
                self.host.sys(e.start + 4.3, "Keepalived_vrrp", "(VI_1) Entering FAULT STATE", prio=6)
                self.host.sys(e.end + 4.2, "Keepalived_vrrp", "VRRP_Script(chk_proxy) succeeded", prio=6)
                self.host.sys(e.end + 4.3, "Keepalived_vrrp", "(VI_1) Entering BACKUP STATE", prio=6)
            other = self.peer_node.host
            other.sys(e.start + 5.6, "Keepalived_vrrp", "(VI_1) Backup received priority 0 advertisement" if kind == "down" else "(VI_1) Entering MASTER STATE", prio=6)
            if kind == "down":
                other.sys(e.start + 6.1, "Keepalived_vrrp", "(VI_1) Entering MASTER STATE", prio=6)
            other.sys(e.end + 7.0, "Keepalived_vrrp", "(VI_1) Master received advert from %s with higher priority 150, ours 100" % self.host.ip, prio=6)
            other.sys(e.end + 7.0, "Keepalived_vrrp", "(VI_1) Entering BACKUP STATE", prio=6)
