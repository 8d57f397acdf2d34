"""Brokers and coordination: Kafka, RabbitMQ, etcd, Consul, Vault."""

import json

from world import Node, comma, iso


class Kafka(Node):
    proto, port, kind, label, base = "kafka", 9092, "queue", "kafka", 0.004
    description = "Apache Kafka"

    def __init__(self, host, number, name="kafka"):
        super().__init__(host, name)
        self.number = number

    @property
    def aliases(self):
        return [self.unit, "%s:9092" % self.host.name, "%s:9092" % self.host.ip]

    def say(self, t, level, text, logger):
        self.host.file(t, self.name, "[%s] %s %s (%s)" % (comma(self.now(t)), level, text, logger))

    def background(self):
        for t in self.every(600, 0.005):
            self.say(t, "INFO", "[GroupMetadataManager brokerId=%d] Removed 0 expired offsets in %d milliseconds." % (self.number, self.dice.whole(0, 3)), "kafka.coordinator.group.GroupMetadataManager")
        for t in self.every(1400, 0.4):
            p, offset = self.dice.whole(0, 11), self.dice.whole(10**6, 10**8)
            self.say(t, "INFO", "[LocalLog partition=events-%d, dir=/var/lib/kafka] Rolled new log segment at offset %d in %d ms." % (p, offset, self.dice.whole(1, 9)), "kafka.log.LocalLog")
            self.say(t + 0.01, "INFO", "[ProducerStateManager partition=events-%d] Wrote producer snapshot at offset %d with %d producer ids in %d ms." % (p, offset, self.dice.whole(0, 5), self.dice.whole(1, 4)), "org.apache.kafka.storage.internals.log.ProducerStateManager")
        for e, kind in [o for n in self.service.nodes if n is not self for o in self.system.outages(self, n)]:
            self.peer_lost(e, kind)

    def peer_lost(self, e, kind):
        """Another broker is gone: fetchers complain, the in-sync sets shrink and grow again."""
        peers = [n for n in self.service.nodes if n is not self]
        for n in peers:
            if not any(o is e for o, _ in self.system.outages(self, n)):
                continue
            t = e.start + self.dice.between(0.2, 1.5)
            while t < e.end:
                if kind == "down":
                    self.say(t, "WARN", "[ReplicaFetcher replicaId=%d, leaderId=%d, fetcherId=0] Connection to node %d (%s/%s:9092) could not be established. Node may not be available." % (self.number, n.number, n.number, n.host.name, n.host.ip), "org.apache.kafka.clients.NetworkClient")
                else:
                    self.say(t, "INFO", "[ReplicaFetcher replicaId=%d, leaderId=%d, fetcherId=0] Error sending fetch request (sessionId=%d, epoch=%d) to node %d: java.net.SocketTimeoutException" % (self.number, n.number, self.dice.whole(10**8, 10**9), self.dice.whole(100, 90000), n.number), "org.apache.kafka.clients.FetchSessionHandler")
                t += self.dice.between(2, 9) if kind == "down" else 30
            if e.end - e.start > 25:
                for p in self.dice.some(range(12), 4):
                    self.say(e.start + self.dice.between(18, 24), "INFO", "[Partition events-%d broker=%d] Shrinking ISR from %s to %s. Leader: (highWatermark: %d, endOffset: %d). Out of sync replicas: (brokerId: %d, endOffset: %d)." % (p, self.number, ",".join(str(x.number) for x in self.service.nodes), ",".join(str(x.number) for x in self.service.nodes if x is not n), 120000 + p, 120031 + p, n.number, 120000 + p), "kafka.cluster.Partition")
                    self.say(e.end + self.dice.between(4, 15), "INFO", "[Partition events-%d broker=%d] Expanding ISR from %s to %s" % (p, self.number, ",".join(str(x.number) for x in self.service.nodes if x is not n), ",".join(str(x.number) for x in self.service.nodes)), "kafka.cluster.Partition")

    def refuse(self, t, e, caller):
        if "Disk error" in e.text:
            self.say(t, "ERROR", "Error while appending records to events-%d in dir /var/lib/kafka\njava.io.IOException: Input/output error\n\tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)" % self.dice.whole(0, 11), "org.apache.kafka.storage.internals.log.LogDirFailureChannel")
        if "in-sync" in e.text and self.dice.chance(0.4):
            self.say(t, "ERROR", "[ReplicaManager broker=%d] Error processing append operation on partition events-%d\norg.apache.kafka.common.errors.NotEnoughReplicasException: The size of the current ISR Set(%d) is insufficient to satisfy the min.isr requirement of 2 for partition events-%d" % (self.number, 3, self.number, 3), "kafka.server.ReplicaManager")

    def stopping(self, t):
        self.say(t, "INFO", "Terminating process due to signal SIGTERM", "org.apache.kafka.common.utils.LoggingSignalHandler")
        self.say(t + 2.5, "INFO", "[KafkaServer id=%d] shut down completed" % self.number, "kafka.server.KafkaServer")

    def starting(self, t):
        self.say(t + 1, "INFO", "Kafka version: 3.8.0", "org.apache.kafka.common.utils.AppInfoParser")
        self.say(t + 4, "INFO", "[KafkaServer id=%d] started" % self.number, "kafka.server.KafkaServer")


class Rabbit(Node):
    proto, port, kind, label, base = "amqp", 5672, "queue", "rabbitmq", 0.002
    description = "RabbitMQ broker"

    def __init__(self, host, name="rabbitmq-server"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return ["rabbitmq", "rabbit@" + self.host.name, self.unit, "%s:5672" % self.host.name, "%s:5672" % self.host.ip]

    def say(self, t, level, text, pid=None):
        self.host.file(t, self.name, "%s [%s] <0.%d.0> %s" % (iso(self.now(t), 6, "+00:00", " "), level, pid or self.dice.whole(300, 32000), text))

    def background(self):
        for t in self.sometimes(150):
            p, who = self.dice.whole(300, 32000), self.dice.pick(self.system.hosts)
            where = "%s:%d -> %s:5672" % (who.ip, self.dice.port(), self.host.ip)
            self.say(t, "info", "accepting AMQP connection <0.%d.0> (%s)" % (p, where), p)
            self.say(t + 0.01, "info", "connection <0.%d.0> (%s): user 'app' authenticated and granted access to vhost '/'" % (p, where), p)
            self.say(t + self.dice.between(5, 90), "info", "closing AMQP connection <0.%d.0> (%s, vhost: '/', user: 'app')" % (p, where), p)
        for t in self.sometimes(1300):
            p = self.dice.whole(300, 32000)
            self.say(t, "warning", "closing AMQP connection <0.%d.0> (%s:%d -> %s:5672, vhost: '/', user: 'app'):\nclient unexpectedly closed TCP connection" % (p, self.dice.pick(self.system.hosts).ip, self.dice.port(), self.host.ip), p)

    def refuse(self, t, e, caller):
        if e.code == "541":
            self.say(t, "error", "** Reason for termination ==\n** {{badmatch,{error,eio}},[{rabbit_msg_store,write_message,4}]}")
        if e.code == "403":
            self.say(t, "error", "PLAIN login refused: user 'app' - invalid credentials")

    def stopping(self, t):
        self.say(t, "info", "RabbitMQ is asked to stop...")
        self.say(t + 1, "info", "Successfully stopped RabbitMQ and its dependencies")

    def starting(self, t):
        self.say(t + 2, "info", "Starting RabbitMQ 3.13.7 on Erlang 26.2.5 [jit]", 9)
        self.say(t + 6, "info", "started TCP listener on [::]:5672", 900)
        self.say(t + 6.2, "info", "Server startup complete; 5 plugins started.", 9)


class Etcd(Node):
    proto, port, kind, label, base = "http", 2379, "database", "etcd", 0.002
    description = "etcd"

    def __init__(self, host, number, name="etcd"):
        super().__init__(host, name)
        self.member = self.dice.hex(16)

    @property
    def aliases(self):
        return [self.unit, "%s:2379" % self.host.name, "%s:2379" % self.host.ip, "%s:2380" % self.host.ip]

    def say(self, t, level, caller, text, **fields):
        entry = {"level": level, "ts": iso(self.now(t), 6), "caller": caller, "msg": text}
        entry.update({k.replace("_", "-"): v for k, v in fields.items()})
        self.host.sys(t, "etcd", json.dumps(entry, separators=(",", ":")))

    def background(self):
        for t in self.every(300, 0.005):
            self.say(t, "info", "mvcc/index.go:214", "compact tree index", revision=int(t * 13))
            self.say(t + 0.05, "info", "mvcc/kvstore_compaction.go:68", "finished scheduled compaction", compact_revision=int(t * 13), took="%.6fms" % self.dice.between(5, 40), hash=self.dice.whole(10**8, 4 * 10**9))
        for t in self.sometimes(800):
            self.too_long(t, self.dice.between(0.101, 0.25))
        for n in self.service.nodes:
            for e, kind in self.system.outages(self, n) if n is not self else []:
                t = e.start + 1.5
                while t < e.end:
                    self.say(t, "warn", "rafthttp/probing_status.go:68", "prober detected unhealthy status", round_tripper_name="ROUND_TRIPPER_SNAPSHOT", remote_peer_id=n.member, rtt="0s", error="dial tcp %s:2380: %s" % (n.host.ip, "connect: connection refused" if kind == "down" else "i/o timeout"))
                    t += 5

    def too_long(self, t, seconds):
        self.say(t, "warn", "etcdserver/util.go:170", "apply request took too long", took="%.6fms" % (seconds * 1000), expected_duration="100ms", prefix="read-only range ", request="key:\"/registry/services/specs/default/%s\" " % self.dice.letters(6), response="range_response_count:1 size:%d" % self.dice.whole(300, 4000))

    def serve(self, t, rid, caller, dep, op):
        r = super().serve(t, rid, caller, dep, op)
        if r.ok and r.seconds > 0.1:
            self.too_long(t + r.seconds, r.seconds)
        return r

    def stopping(self, t):
        self.say(t, "info", "osutil/interrupt_unix.go:64", "received signal; shutting down", signal="terminated")

    def starting(self, t):
        self.say(t + 0.2, "info", "etcdmain/etcd.go:73", "Running: ", args=["/usr/bin/etcd"])
        self.say(t + 1.5, "info", "embed/serve.go:103", "ready to serve client requests")


class Consul(Node):
    proto, port, kind, label, base = "http", 8500, "service", "consul", 0.002
    description = "Consul service discovery agent"

    def __init__(self, host, name="consul"):
        super().__init__(host, name)

    def say(self, t, level, text):
        self.host.sys(t, "consul", "%s [%s] %s" % (iso(self.now(t), 3), level, text))

    def background(self):
        for t in self.every(900, 0.3):
            self.say(t, "INFO", " agent: Synced check: check=service:%s" % self.dice.pick(self.system.app_names()))
        for n in self.system.apps():
            for e, kind in self.system.outages(self, n):
                if e.end - e.start > 12:
                    why = "connect: connection refused" if kind == "down" else "i/o timeout"
                    self.say(e.start + self.dice.between(1, 10), "WARN", " agent: Check is now critical: check=service:%s-%s" % (n.name, n.host.name) + ('' if kind == "status" else ' error="dial tcp %s:%d: %s"' % (n.host.ip, n.port, why)))
                    self.say(e.end + self.dice.between(2, 10), "INFO", " agent: Check is now passing: check=service:%s-%s" % (n.name, n.host.name))
        for h in self.system.hosts:
            e = next((e for e in h.effects if e.mode in ("off", "cut")), None)
            if e and h is not self.host:
                self.say(e.start + self.dice.between(3, 6), "INFO", " agent.server.memberlist.lan: memberlist: Suspect %s has failed, no acks received" % h.name)
                self.say(e.start + self.dice.between(8, 12), "INFO", " agent.server.serf.lan: serf: EventMemberFailed: %s %s" % (h.name, h.ip))
                self.say(e.end + self.dice.between(4, 12), "INFO", " agent.server.serf.lan: serf: EventMemberJoin: %s %s" % (h.name, h.ip))


class Vault(Node):
    proto, port, kind, label, base = "vault", 8200, "service", "vault", 0.006
    description = '"HashiCorp Vault - A tool for managing secrets"'

    def __init__(self, host, name="vault"):
        super().__init__(host, name)

    @property
    def aliases(self):
        return [self.unit, "%s:8200" % self.host.name, "%s:8200" % self.host.ip]

    def say(self, t, level, text):
        self.host.sys(t, "vault", "%s [%s]  %s" % (iso(self.now(t), 3), level, text))

    def background(self):
        for t in self.every(1200, 0.2):
            self.say(t, "INFO", "expiration: revoked lease: lease_id=auth/approle/login/h%s" % self.dice.hex(40))

    def stopping(self, t):
        self.say(t, "INFO", "core: marked as sealed")
        self.say(t + 0.1, "INFO", "core: vault is sealed")

    def starting(self, t):
        self.say(t + 0.4, "INFO", "core: security barrier not initialized")
        self.say(t + 1, "INFO", "core: vault is unsealed")
