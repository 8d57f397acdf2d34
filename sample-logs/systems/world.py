"""Chance, clocks, hosts and what they write to: the ground on which a made system stands."""

import datetime
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import generate  # noqa: E402: it stands in the folder above

BASE = datetime.datetime(2026, 10, 14, 5, 0, tzinfo=datetime.timezone.utc)
HOUR = 3600.0
LENGTH = 5 * HOUR
WARM_UP = 75 * 60.0
DOMAIN = "corp.example"


class Dice(generate.Dice):
    """The sample day's distributions, and a few more."""

    def between(self, low, high):
        return low + self.random() * (high - low)

    def some(self, items, count):
        rest, taken = list(items), []
        while rest and len(taken) < count:
            taken.append(rest.pop(int(self.random() * len(rest))))
        return taken

    def uuid(self):
        return "-".join(self.hex(n) for n in (8, 4, 4, 4, 12))

    def letters(self, count):
        return "".join("bcdfghjklmnpqrstvwxz2456789"[int(self.random() * 27)] for _ in range(count))

    def port(self):
        return self.whole(32768, 60999)


# -- times as programs write them
def at(t):
    return BASE + datetime.timedelta(seconds=t)


def iso(t, digits=3, zone="Z", mark="T"):
    text = at(t).strftime("%Y-%m-%d" + mark + "%H:%M:%S.%f")
    return (text[: len(text) - 6 + digits] if digits else text[:-7]) + zone


def comma(t):
    return iso(t, 3, "", " ").replace(".", ",")


def clf(t):
    return at(t).strftime("%d/%b/%Y:%H:%M:%S +0000")


def bsd(t):
    moment = at(t)
    return moment.strftime("%b ") + "%2d" % moment.day + moment.strftime(" %H:%M:%S")


def epoch(t):
    return BASE.timestamp() + t


class Effect:
    """Something wrong (or changed) with a node or host from `start` to `end`."""

    def __init__(self, start, end, mode, **more):
        self.start, self.end, self.mode = start, end, mode
        self.__dict__.update(more)


class Affected:
    """What effects can be put on."""

    def effect(self, t, mode):
        for e in self.effects:
            if e.mode == mode and e.start <= t < e.end:
                return e
        return None

    def put(self, start, end, mode, **more):
        e = Effect(start, end, mode, **more)
        self.effects.append(e)
        return e


class Host(Affected):
    """A machine: its platform's messages go to a journal or to syslog's files, as its distribution does."""

    def __init__(self, system, name, ip, style):
        self.system, self.name, self.ip, self.style = system, name, ip, style
        self.effects, self.nodes, self.pids = [], [], {}
        self.dice = system.dice
        self.boot, self.machine, self.fqdn = self.dice.hex(32), self.dice.hex(32), name + "." + DOMAIN

    def skew(self, t):
        e = self.effect(t, "skew")
        return e.seconds if e else 0.0

    def pid(self, program):
        if program not in self.pids:
            self.pids[program] = self.dice.whole(400, 4000)
        return self.pids[program]

    def renew(self, program):
        self.pids[program] = self.dice.whole(4000, 99000)
        return self.pids[program]

    def file(self, t, name, text):
        """One entry (it may hold several lines) of a program's own file."""
        if not self.effect(t, "off") and 0 <= t < LENGTH:
            self.system.entry(self, name + ".log", t, text)

    def sys(self, t, ident, text, pid=None, prio=6, unit=None):
        """A message to syslog or the journal; the kernel has no pid."""
        if self.effect(t, "off") or not 0 <= t < LENGTH:
            return
        if pid is None and ident != "kernel":
            pid = 1 if ident == "systemd" else self.pid(ident)
        now = t + self.skew(t)
        if self.style == "journal":
            self.system.entry(self, "journal.export", t, self.exported(now, ident, text, pid, prio, unit))
            return
        head = "%s %s " % (iso(now, 6, "+00:00") if self.style == "iso" else bsd(now), self.name)
        tag = "kernel: " + "[%12.6f] " % (182734.5 + t) if ident == "kernel" and self.style == "iso" else "kernel: "
        if ident != "kernel":
            tag = "%s[%d]: " % (ident, pid)
        private = ident in ("sshd", "sudo", "su")
        name = ("auth.log" if private else "syslog.log") if self.style == "iso" else ("secure.log" if private else "messages.log")
        self.system.entry(self, name, t, "\n".join(head + tag + line for line in text.split("\n")))

    def exported(self, now, ident, text, pid, prio, unit):
        micro = int(epoch(now) * 1e6)
        fields = [
            ("__CURSOR", "s=%s;i=%x;b=%s;m=%x;t=%x;x=%s" % (self.machine, micro & 0xFFFFFF, self.boot, micro & 0xFFFFFFFF, micro, self.dice.hex(16))),
            ("__REALTIME_TIMESTAMP", str(micro)),
            ("__MONOTONIC_TIMESTAMP", str(micro - int(epoch(-182734) * 1e6))),
            ("_BOOT_ID", self.boot),
            ("PRIORITY", str(prio)),
            ("_MACHINE_ID", self.machine),
            ("_HOSTNAME", self.name),
            ("_TRANSPORT", "kernel" if ident == "kernel" else "journal" if ident == "systemd" else "syslog"),
            ("SYSLOG_IDENTIFIER", ident),
        ]
        if pid:
            fields.append(("_PID", str(pid)))
        if ident == "systemd":
            fields += [("_COMM", "systemd"), ("_SYSTEMD_UNIT", "init.scope")] + ([("UNIT", unit)] if unit else [])
        elif ident != "kernel":
            fields += [("_COMM", ident[:15]), ("_SYSTEMD_UNIT", unit or ident + ".service")]
        fields.append(("MESSAGE", text))
        out = b""
        for key, value in fields:
            raw = value.encode()
            if b"\n" in raw:
                out += key.encode() + b"\n" + len(raw).to_bytes(8, "little") + raw + b"\n"
            else:
                out += key.encode() + b"=" + raw + b"\n"
        return out

    # -- what the service manager says
    def systemd(self, t, text, unit=None, prio=6):
        self.sys(t, "systemd", text, prio=prio, unit=unit)

    def unit_stops(self, t, unit, description):
        self.systemd(t, "Stopping %s - %s..." % (unit, description), unit)
        self.systemd(t + self.dice.between(0.1, 1.5), "%s: Deactivated successfully." % unit, unit)
        self.systemd(t + 1.6, "Stopped %s - %s." % (unit, description), unit)

    def unit_starts(self, t, unit, description):
        self.systemd(t, "Starting %s - %s..." % (unit, description), unit)
        self.systemd(t + self.dice.between(0.2, 1.2), "Started %s - %s." % (unit, description), unit)

    def unit_dies(self, t, unit, description, code="killed", status="9/KILL", result="signal", restart=5, count=1):
        self.systemd(t, "%s: Main process exited, code=%s, status=%s" % (unit, code, status), unit, 5)
        self.systemd(t + 0.004, "%s: Failed with result '%s'." % (unit, result), unit, 4)
        if restart:
            self.systemd(t + restart, "%s: Scheduled restart job, restart counter is at %d." % (unit, count), unit)
            self.systemd(t + restart + 0.02, "Started %s - %s." % (unit, description), unit)


class Node(Affected):
    """A program on a host. Subclasses write as it writes, serve as it serves and complain as it complains."""

    proto, port, kind, label, base = "tcp", 0, "service", "", 0.001
    description = "service"
    lang = ""
    own_file = True

    def __init__(self, host, name):
        self.host, self.system, self.name, self.dice = host, host.system, name, host.dice
        self.effects, self.deps, self.service = [], [], None
        self.unit = name + ".service"
        host.nodes.append(self)
        self.system.nodes.append(self)

    @property
    def full(self):
        return self.host.name + "/" + self.name

    @property
    def aliases(self):
        """The names under which the node stands in logs."""
        return [self.unit]

    def now(self, t):
        return t + self.host.skew(t)

    def up(self, t):
        return not (self.effect(t, "down") or self.effect(t, "dead") or self.host.effect(t, "off"))

    def slowness(self, t):
        factor = 1.0
        for e in (self.effect(t, "slow"), self.host.effect(t, "slow")):
            if e:
                factor *= e.factor * min(1.0, 0.2 + (t - e.start) / max(1.0, getattr(e, "ramp", 1.0)))
        return max(1.0, factor)

    def every(self, period, spread=0.2):
        """The moments of something that the program does now and then, while it is up."""
        t = self.dice.between(0, period)
        while t < LENGTH:
            if self.up(t):
                yield t
            t += period * self.dice.between(1 - spread, 1 + spread)

    def sometimes(self, mean):
        """Moments of Poisson arrivals that follow the day."""
        t = self.dice.gap(mean)
        while t < LENGTH:
            if self.up(t) and self.dice.chance(self.system.load(t)):
                yield t
            t += self.dice.gap(mean)

    # -- for subclasses
    def background(self):
        pass

    def serve(self, t, rid, caller, dep, op):
        """Answers one call; a server's own complaint is written here."""
        e = self.effect(t, "fail")
        if e and self.dice.chance(e.p):
            self.refuse(t, e, caller)
            return Result(False, self.base, "error", self, e.code, e.text)
        return Result(True, self.dice.around(self.base, 0.5) * self.slowness(t), "", self)

    def refuse(self, t, e, caller):
        pass

    def stopping(self, t):
        pass

    def starting(self, t):
        pass


class Service:
    """One or several nodes that do the same."""

    def __init__(self, name, nodes, needs_leader=False):
        self.name, self.nodes = name, nodes
        self.needs_leader = needs_leader  # only the first node takes calls
        for n in nodes:
            n.service = self

    def pick(self, t, dice):
        return self.nodes[0] if self.needs_leader else dice.pick(self.nodes)


class Need:
    """A node needs a service: with which share of requests, whether it can do without, and how long it waits."""

    def __init__(self, service, share=1.0, optional=False, timeout=5.0):
        self.service, self.share, self.optional, self.timeout = service, share, optional, timeout


class Result:
    """How a call went. kind: refused, timeout, noroute, dns, reset, slow (no answer in time), tls, error (the server's), status."""

    def __init__(self, ok, seconds, kind, target, code="", text="", status=200):
        self.ok, self.seconds, self.kind, self.target, self.code, self.text, self.status = ok, seconds, kind, target, code, text, status


def call(caller, need, t, rid="", op="GET /"):
    """One call over the network: names, links and processes may all fail."""
    system, dice = caller.system, caller.dice
    target = need.service.pick(t, dice)
    if caller.host is not target.host:
        resolver = system.resolver
        if resolver and resolver.host is not caller.host and dice.chance(0.6):
            if not resolver.up(t) or resolver.effect(t, "fail") or resolver.host.effect(t, "cut"):
                return Result(False, dice.between(2, 5), "dns", target)
        for host in (target.host, caller.host):
            if host.effect(t, "off") or host.effect(t, "cut"):
                return Result(False, min(need.timeout, dice.between(1, 3.2)), "noroute" if dice.chance(0.4) else "timeout", target)
            loss = host.effect(t, "loss")
            if loss and dice.chance(loss.p):
                return Result(False, need.timeout, dice.pick(["timeout", "slow", "reset"]), target)
        split = caller.effect(t, "parted")
        if split and target in split.targets:
            return Result(False, need.timeout, "timeout", target)
    if target.effect(t, "down"):
        return Result(False, 0.001, "refused", target)
    if target.effect(t, "hang") or target.effect(t, "dead") or (target.effect(t, "blocked") and caller.kind != "worker"):
        return Result(False, need.timeout, "slow", target)
    if target.effect(t, "tls"):
        return Result(False, 0.01, "tls", target)
    turned = caller.effect(t, "turned")
    if turned and turned.service is need.service:
        turned.told(t)
        return Result(False, 0.01, "error", target, turned.code, turned.text)
    result = target.serve(t, rid, caller, need, op)
    if result.ok and result.seconds > need.timeout:
        return Result(False, need.timeout, "slow", target)
    return result
