"""Puts a system together from a seed: which hosts, which programs on them, who needs whom."""

import math
import os

from apps import APPS, WORKERS, App, Worker
from edge import Edge, Envoy, HAProxy, Httpd, Keepalived, Nginx
from infra import Ceph, Dovecot, Kubelet, Named, NFSServer, Platform, Postfix, Slapd, Unbound
from queues import Consul, Etcd, Kafka, Rabbit, Vault
from stores import Elastic, Memcached, MySQL, Mongo, Postgres, Redis
from world import BASE, LENGTH, Dice, Host, Need, Service

STARS = "vega rigel deneb altair mizar capella spica antares castor pollux hadar sirius adhara alcor mira electra maia merope alkes izar".split()
NAMES = "orders catalog checkout billing accounts search notify inventory reports media profile shipping pricing tickets booking claims ledger".split()


class System:
    def __init__(self, seed):
        self.seed, self.dice = seed, Dice(seed)
        self.hosts, self.nodes, self.files, self.resolver, self.exposed = [], [], {}, None, set()
        self.waves, self.wild = [], 0
        self.compose()

    # -- what programs ask
    def load(self, t):
        """Share of the highest rate: a morning that rises to noon, and waves of more."""
        shape = 0.55 + 0.35 * math.sin(math.pi * min(1.0, t / (0.9 * LENGTH)) - 0.4) + 0.05 * math.sin(t / 640.0)
        for start, end, factor in self.waves:
            if start <= t < end:
                shape *= 1 + (factor - 1) * math.sin(math.pi * (t - start) / (end - start))
        return shape

    def apps(self):
        return [n for n in self.nodes if isinstance(n, App)]

    def app_names(self):
        return sorted({n.name for n in self.apps()})

    def outages(self, observer, node, all_of_it=False):
        """When `observer` cannot use `node`, and how that looks."""
        found = []
        for e in node.effects:
            kind = {"down": "down", "hang": "hang", "dead": "hang"}.get(e.mode, "status" if e.mode == "fail" and e.p > 0.6 else None)
            if kind:
                found.append((e, kind))
        found += [(e, e.mode) for e in node.host.effects if e.mode in ("off", "cut") and observer.host is not node.host or (all_of_it and e.mode in ("off", "cut"))]
        if observer.host is not node.host and not all_of_it:
            found += [(e, "cut") for e in observer.host.effects if e.mode == "cut"]
        return sorted(found, key=lambda o: o[0].start)

    def entry(self, host, name, t, data):
        entries = self.files.setdefault((host.name, name), [])
        entries.append((t, len(entries), data))

    # -- composing
    def host(self, role, number=1):
        d = self.dice
        self.roles[role] = self.roles.get(role, 0) + 1
        n = self.roles[role]
        name = {"plain": "%s%d" % (role, n), "padded": "%s%02d" % (role, n), "site": "fra1-%s-%d" % (role, n), "star": STARS[(len(self.hosts) + self.shift) % len(STARS)]}[self.naming]
        h = Host(self, name, "10.%d.%d.%d" % (self.net, len(self.hosts) // 8, 10 + len(self.hosts)), d.pick(self.styles))
        self.hosts.append(h)
        return h

    def compose(self):
        d = self.dice
        self.roles, self.net, self.shift = {}, d.whole(10, 120), d.whole(0, 19)
        self.naming = d.pick(["plain", "padded", "site", "star"])
        self.styles = d.pick([["iso"], ["bsd"], ["journal"], ["iso", "journal"], ["bsd", "journal"], ["iso", "bsd"]])
        self.size = d.whole(6, 20)
        stores, caches, queue = self.data()
        names = d.some(NAMES, 2 if self.size < 10 else d.whole(3, 5))
        shared = self.shared()
        fronts = self.application(names, stores, caches, queue, shared)
        self.workers(stores, queue, shared)
        self.edge(fronts)
        self.watchers(shared)
        self.exposed = {n.host.name for n in self.nodes if isinstance(n, Edge)} | {self.hosts[-1].name}

    def data(self):
        """Databases, a cache, a queue."""
        d, stores = self.dice, []
        kinds = d.some([Postgres, MySQL, Mongo, Elastic], 1 if self.size < 9 else 2 if self.size < 15 else 3)
        for kind in kinds:
            first = kind(self.host("db" if kind is not Elastic else "es"))
            nodes = [first]
            if kind in (Postgres, MySQL) and self.size > 10 and d.chance(0.6):
                nodes.append(kind(self.host("db"), leader=first))
            stores.append(Service(first.label, nodes, needs_leader=True))
        cache = d.pick([Redis, Memcached, None])
        caches = [Service(cache.label, [cache(self.host("cache"))])] if cache else []
        queue = None
        choice = d.pick(["kafka", "rabbit", "rabbit", "redis"])
        if choice == "kafka" and self.size >= 9:
            queue = Service("kafka", [Kafka(self.host("kafka"), k) for k in (1, 2, 3)])
        elif choice == "rabbit" or not caches or caches[0].nodes[0].proto != "redis":
            queue = Service("rabbitmq", [Rabbit(self.host("mq"))])
        else:
            queue = caches[0]
        return stores, caches, queue

    def shared(self):
        """Two to four of: a resolver, a directory, secrets, service discovery, storage, mail."""
        d, found = self.dice, {}
        room = max(1, (self.size - len(self.hosts)) // 4)
        for kind in d.some(["dns", "ldap", "vault", "nfs", "mail", "ceph", "etcd"], min(4, room + 1)):
            if kind == "dns":
                found[kind] = Service("dns", [d.pick([Named, Unbound])(self.host("ns"))])
                self.resolver = found[kind].nodes[0]
            elif kind == "ldap":
                found[kind] = Service("ldap", [Slapd(self.host("ldap"))])
            elif kind == "vault":
                found[kind] = Service("vault", [Vault(self.host("vault"))])
            elif kind == "nfs":
                found[kind] = Service("nfs", [NFSServer(self.host("nas"))])
            elif kind == "mail":
                h = self.host("mail")
                found[kind] = Service("mail", [Postfix(h)])
                found["imap"] = Service("imap", [Dovecot(h)])
            elif kind == "ceph" and self.size > 12:
                found[kind] = Service("ceph", [Ceph(self.host("osd"), k) for k in (0, 1, 2)])
            elif kind == "etcd" and self.size > 12:
                found[kind] = Service("etcd", [Etcd(self.host("etcd"), k) for k in (1, 2, 3)])
        if "imap" in found and "ldap" in found:
            found["imap"].nodes[0].deps.append(Need(found["ldap"], 1.0))
        return found

    def application(self, names, stores, caches, queue, shared):
        d = self.dice
        left = max(2, self.size - len(self.hosts) - 2)
        hosts = [self.host("app") for _ in range(min(left, 2 if self.size < 10 else d.whole(3, 6)))]
        if "nfs" in shared:
            shared["nfs"].nodes[0].clients = d.some(hosts, 2)
        services, kinds = [], d.some(APPS, min(len(APPS), len(names)))
        for index, name in enumerate(names):
            kind = kinds[index % len(kinds)]
            places = d.some(hosts, 1 if len(hosts) < 3 and d.chance(0.5) else 2)
            services.append(Service(name, [kind(h, name, 8080 + index) for h in places]))
        fronts = services[: max(1, len(services) - d.whole(0, 2))]
        called = []
        for index, service in enumerate(services):
            store = stores[index % len(stores)]
            needs = [Need(store, d.between(0.6, 1.0), timeout=5.0)]
            if caches and d.chance(0.6):
                needs.insert(0, Need(caches[0], d.between(0.5, 1.0), optional=d.chance(0.5), timeout=2.0))
            later = services[index + 1 :]
            if later and (service in fronts):
                inner = [s for s in later if s not in fronts] or later
                called.append(d.pick(inner))
                needs.append(Need(called[-1], d.between(0.25, 0.8), optional=d.chance(0.2), timeout=5.0))
            if (index == 0 or d.chance(0.5)) and queue not in [n.service for n in needs]:
                needs.append(Need(queue, d.between(0.2, 0.5), timeout=3.0))
            for kind in ("ldap", "vault", "etcd"):
                if kind in shared and d.chance(0.4):
                    needs.append(Need(shared[kind], 0.12 if kind != "ldap" else 0.3, timeout=3.0))
            for n in service.nodes:
                n.deps = list(needs)
        return fronts + [x for x in services if x not in fronts and x not in called]

    def workers(self, stores, queue, shared):
        d = self.dice
        for index in range(1 if self.size < 12 else 2):
            h = self.host("work") if d.chance(0.7) or index == 0 else d.pick(self.hosts)
            kind = d.pick(WORKERS if queue.name != "kafka" else [w for w in WORKERS if w.lang != "python"])
            n = kind(h, d.pick(["worker", "mailer", "consumer", "jobs", "indexer"]) + ("" if index == 0 else "-%d" % (index + 1)))
            n.deps = [Need(queue, 1.0, timeout=3.0), Need(d.pick(stores), 0.8)]
            Service(n.name, [n])

    def edge(self, fronts):
        d = self.dice
        kind = d.pick([Nginx, Nginx, HAProxy, Envoy, Httpd])
        nodes = [kind(self.host("web")) for _ in range(2 if self.size > 11 and d.chance(0.6) else 1)]
        for n in nodes:
            n.deps = [Need(s, 1.0, timeout=8.0) for s in fronts]
        Service("edge", nodes)
        if len(nodes) == 2:
            first = Keepalived(nodes[0].host)
            second = Keepalived(nodes[1].host, first)
            first.peer_node, second.peer_node = second, first
        self.edges = nodes

    def watchers(self, shared):
        d = self.dice
        if self.size > 9 and d.chance(0.5):
            Service("consul", [Consul(d.pick(self.hosts))])
        if d.chance(0.5):
            for h in sorted({n.host.name: n.host for n in self.apps()}.items()):
                Service("kubelet", [Kubelet(h[1])])

    def used(self, n):
        """Whether anything asks it, or it works by itself: what nobody uses can fail unseen."""
        return isinstance(n, (Edge, Worker, Postfix, Dovecot, Kubelet)) or getattr(n, "leader", None) or len(n.service.nodes) > 1 and not isinstance(n, App) or any(d.service is n.service for c in self.nodes for d in c.deps) or (isinstance(n, NFSServer) and n.clients) or n is self.resolver

    # -- running
    def traffic(self):
        """Requests from outside, following the day; and all that runs by itself."""
        d = self.dice
        per_second = 1.6 if self.size < 10 else 2.2
        t = d.gap(1 / per_second)
        while t < LENGTH:
            if d.chance(self.load(t) / 1.3):
                self.edges[int(d.random() * len(self.edges))].request(t, d.hex(16), "10.0.%d.%d" % (d.whole(20, 23), d.whole(2, 250)) if d.chance(0.3) else "198.51.100.%d" % d.whole(1, 250))
            t += d.gap(1 / per_second)
        for n in self.nodes:
            if isinstance(n, Worker):
                n.work()
            n.background()
        for h in self.hosts:
            Platform(h).write()

    def needs(self):
        """Who needs whom, as pairs of nodes."""
        for n in self.nodes:
            for need in n.deps:
                for target in need.service.nodes[:1] if need.service.needs_leader else need.service.nodes:
                    yield n, target
            if getattr(n, "leader", None):
                yield n, n.leader
            if isinstance(n, NFSServer):
                for h in n.clients:
                    yield h, n

    def callers(self, nodes):
        """All that suffers from these nodes, directly or not."""
        pairs, reached = [(a, b) for a, b in self.needs() if not isinstance(a, Host)], list(nodes)
        for n in reached:
            reached += [a for a, b in pairs if b is n and a not in reached]
        return reached

    # -- writing
    def topology(self):
        needs = {}
        for a, b in self.needs():
            needs.setdefault(a.name if isinstance(a, Host) else a.full, []).append(b.full)
        lines = ["# A made system (sample-logs/systems, seed %d). depends_on: whom it needs to do its work." % self.seed, "nodes:"]
        quoted = lambda names: ", ".join('"%s"' % n if ":" in n or "@" in n else n for n in names)
        for h in self.hosts:
            lines.append("  - {name: %s, kind: host, aliases: [%s, %s]%s}" % (h.name, h.ip, h.fqdn, ", depends_on: [%s]" % ", ".join(needs[h.name]) if h.name in needs else ""))
        for n in self.nodes:
            lines.append("  - {name: %s, kind: %s, aliases: [%s], runs_on: %s, depends_on: [%s]}" % (n.full, n.kind, quoted(n.aliases), n.host.name, ", ".join(dict.fromkeys(needs.get(n.full, [])))))
        return "\n".join(lines) + "\n"

    def write(self, out):
        """Each file's entries by time; the time of change of a file is its last line's."""
        count = 0
        for (host, name), entries in sorted(self.files.items()):
            path = os.path.join(out, "logs", host, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as f:
                for _, _, data in sorted(entries, key=lambda e: (e[0], e[1])):
                    f.write(data + b"\n" if isinstance(data, bytes) else data.encode() + b"\n")
                    count += 1 if isinstance(data, bytes) else data.count("\n") + 1
            moment = BASE.timestamp() + LENGTH
            os.utime(path, (moment, moment))
        with open(os.path.join(out, "topology.yaml"), "w", encoding="utf-8") as f:
            f.write(self.topology())
        return count
