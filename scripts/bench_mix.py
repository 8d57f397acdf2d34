#!/usr/bin/env python3
"""Writes a log file of mixed formats to measure with.

usage: bench_mix.py MEGABYTES [FILE] [--seed N] [--rate LINES_PER_SECOND]

Seven kinds of lines, interleaved as where several programs write to one file: syslog (RFC 3164), ISO 8601 application
lines, JSON lines, logfmt, nginx access, log4j with stack traces, PostgreSQL. About 2000 messages, the frequent ones far more
frequent than the rare (Zipf). Times advance, 100 lines a second. No line occurs twice: each holds a serial number or an id
made of it. The same arguments give the same bytes on every host; a shorter file is the beginning of a longer one.

How it is quick: 64 blocks of 2000 lines are laid out once, with holes for times and values; writing a block fills its holes
from pools in one formatting call. So the order of messages within a block comes again (64 different orders), values do not.
"""
import argparse, operator, random, sys, time

BLOCKS, LINES, POOL = 64, 2000, 9973
START = 1789430400  # 2026-09-15T00:00:00Z
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LEVELS = ["INFO"] * 14 + ["DEBUG"] * 3 + ["WARN"] * 2 + ["ERROR"]

VERBS = """accepted acknowledged allocated applied archived assigned attached authorised cached cancelled checked cleared
closed committed compacted completed computed connected created decoded deferred deleted delivered detached discarded
dispatched drained dropped encoded evicted expired exported fetched finished flushed forwarded imported indexed inserted
invalidated joined loaded locked marked merged migrated moved notified opened parsed paused persisted polled posted
promoted published purged queued read rebuilt received reclaimed recorded refreshed registered rejected released renamed
replicated requeued reserved resolved restored resumed retried returned rotated routed saved scanned scheduled sent
skipped started stopped stored submitted synchronised throttled trimmed unlocked updated uploaded validated verified""".split()
THINGS = """account address alias archive batch bucket cart certificate channel chunk cluster collection column connection
consumer coupon credential cursor customer dataset document domain endpoint entry event export feed file frame gateway grant
group handle image index invoice item job journal key label lease ledger listener lock mailbox manifest message metric
mirror namespace node notification object offer order package page partition payment permission pipeline plan policy pool
price process producer product profile proxy queue quota record refund region replica report request reservation route rule
schema secret segment sequence service session shard shipment snapshot socket stream subscription supplier table task
template tenant thread ticket token topic transaction transfer upload user voucher volume warehouse webhook worker zone""".split()
TAILS = ["in {f} ms", "for tenant {name}", "from {ip}", "after {n} attempts", "of {n} bytes", "by {name} at {ip}:{n}",
         "path={path}", "on {host}", "(size {n}, age {f} s)", "with status {n}", "to {host} via {ip}", "at offset {n}"]
DAEMONS = "sshd cron systemd kernelmon dhclient postfix/smtpd named ntpd rsyslogd dockerd haproxy keepalived".split()
PACKAGES = "com.example.shop com.example.billing com.example.stock org.acme.mail org.acme.search".split()
PATHS = "api cart checkout search product static account order admin health login media export feed".split()
TABLES = "orders items customers stock payments sessions audit prices".split()
AGENTS = ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "curl/8.5.0", "okhttp/4.12.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15", "python-requests/2.32.3"]

# Holes are {T} (the time of the line's second, in the format's own form), {u} (serial), {x} (id made of the serial), others.


def message(r, seen):
    """A message that was not given out before."""
    while True:
        verb, thing = r.choice(VERBS), r.choice(THINGS)
        if (verb, thing) not in seen:
            seen.add((verb, thing))
            return verb, thing, r.choice(TAILS)


def camel(word):
    return word[0].upper() + word[1:]


def syslog(r, m):
    return ["{T} {host} %s[{n}]: %s %s {u} %s" % (r.choice(DAEMONS), m[0], m[1], m[2])]


def iso(r, m):
    return ["{T}.{ms}Z %s [worker-{n}] %s.%s - %s %s id={x} %s" % (r.choice(LEVELS), m[1], m[0], m[0], m[1], m[2])]


def json_line(r, m):
    return ['{"ts":"{T}.{ms}Z","level":"%s","logger":"shop.%s","msg":"%s %s %s","request_id":"{x}","took_ms":{f},"user":"{name}"}'
            % (r.choice(LEVELS).lower(), m[1], m[0], m[1], m[2])]


def logfmt(r, m):
    return ['time={T}.{ms}Z level=%s caller=%s.go:%d msg="%s %s" id={x} took={f}ms peer={ip}:{n}'
            % (r.choice(LEVELS).lower(), m[1], r.randrange(20, 900), m[0], m[1])]


def nginx(r, m):
    method = r.choice(["GET", "GET", "GET", "GET", "POST", "PUT"])
    status = r.choice([200] * 14 + [304, 304, 301, 404, 404, 500, 502])
    return ['{ip} - - [{T} +0000] "%s /%s/%s/{u}?page={n} HTTP/1.1" %d {n} "-" "%s" rt={f}'
            % (method, r.choice(PATHS), m[1], status, r.choice(AGENTS))]


def log4j(r, m):
    package = r.choice(PACKAGES)
    head = "{T},{ms} %-5s [exec-{n}] %s.%sService - %s %s {u} %s"
    if r.random() > 0.06:
        return [head % (r.choice(LEVELS), package, camel(m[1]), m[0], m[1], m[2])]
    frames = [head % ("ERROR", package, camel(m[1]), "not " + m[0] + ":", m[1], m[2]),
              "java.lang.IllegalStateException: %s {u} was not %s" % (m[1], m[0])]
    for _ in range(r.randrange(3, 9)):
        frames.append("\tat %s.%s$$Lambda/0x{x}.%s(%s.java:%d)"
                      % (package, camel(r.choice(THINGS)), r.choice(VERBS), camel(r.choice(THINGS)), r.randrange(20, 900)))
    return frames


def postgresql(r, m):
    head = "{T}.{ms} UTC [{u}] shop@shop "
    kind = r.randrange(4)
    if kind == 0:
        return [head + "LOG:  duration: {f} ms  statement: SELECT %s_id FROM %s WHERE %s = {n}" % (m[1], r.choice(TABLES), m[0])]
    if kind == 1:
        return [head + 'ERROR:  duplicate key value violates unique constraint "%s_%s_key"' % (m[1], m[0])]
    if kind == 2:
        return [head + "LOG:  %s %s %s" % (m[0], m[1], m[2])]
    return [head + 'WARNING:  relation "%s_%s" was %s {n} times' % (r.choice(TABLES), m[1], m[0])]


FORMATS = [syslog, iso, json_line, logfmt, nginx, log4j, postgresql]


def stamps(second):
    """One second in the form of each format."""
    t = time.gmtime(second)
    day, clock = "%04d-%02d-%02d" % t[:3], "%02d:%02d:%02d" % t[3:6]
    z, spaced = day + "T" + clock, day + " " + clock
    access = "%02d/%s/%d:%s" % (t.tm_mday, MONTHS[t.tm_mon - 1], t.tm_year, clock)
    return ["%s %2d %s" % (MONTHS[t.tm_mon - 1], t.tm_mday, clock), z, z, z, access, spaced, spaced]


def pools(r):
    n = range(POOL)
    octet = lambda: r.randrange(1, 255)
    names = [a + b for a in "kim lee park choi jung kang cho yoon".split() for b in ["", "1", "7", ".j", ".s", "_ops"]]
    return {
        "n": [str(int(10 ** r.uniform(0, 6))) for _ in n],
        "f": ["%.3f" % 10 ** r.uniform(-1, 4) for _ in n],
        "ip": ["10.%d.%d.%d" % (r.randrange(8), octet(), octet()) for _ in n],
        "name": [r.choice(names) for _ in n],
        "host": [r.choice(["web1", "web2", "app1", "app2", "db1", "cache1"]) for _ in n],
        "path": ["/srv/%s/%s/%d.dat" % (r.choice(PATHS), r.choice(THINGS), r.randrange(10**6)) for _ in n],
    }


class Block:
    """2000 lines with holes."""

    def __init__(self, r, templates, weights, rate, kinds):
        texts, holes, number = [], [], 0
        picks = r.choices(range(len(templates)), weights=weights, k=LINES)
        flat = []
        for pick in picks:
            format_, lines = templates[pick]
            flat.extend((format_, line) for line in lines)
        flat = flat[:LINES]
        times = sorted(r.uniform(0, LINES / rate) for _ in flat)
        for (format_, line), at in zip(flat, times):
            text = line.replace("%", "%%").replace("{ms}", "%03d" % (at % 1 * 1000))
            out, rest = "", text
            while True:
                i = rest.find("{")
                j = rest.find("}", i)
                if i < 0:
                    break
                name = rest[i + 1:j]
                if name == "T":
                    holes.append(("T", int(at) * len(FORMATS) + format_))
                elif name in kinds or name in "ux":
                    holes.append((name, None))
                else:  # a brace of the format itself
                    out, rest = out + rest[:i + 1], rest[i + 1:]
                    continue
                out, rest = out + rest[:i] + "%s", rest[j + 1:]
            texts.append(out + rest)
        self.text = "\n".join(texts) + "\n"
        # Values come as one list: times, serials, ids, then a slice of each pool; `order` says which goes where.
        self.counts = {k: sum(name == k for name, _ in holes) for k in ["u", "x", *kinds]}
        start, next_ = {}, len(FORMATS) * (int(LINES / rate) + 1)
        for k, count in self.counts.items():
            start[k], next_ = next_, next_ + count
        order = []
        for name, at in holes:
            if name == "T":
                order.append(at)
            else:
                order.append(start[name])
                start[name] += 1
        self.pick = operator.itemgetter(*order)


def generate(megabytes, write, seed, rate):
    r = random.Random(seed)
    seen, templates = set(), []
    for i in range(2000):
        format_ = i % len(FORMATS)
        templates.append((format_, FORMATS[format_](r, message(r, seen))))
    r.shuffle(templates)
    weights = [1 / (i + 10) for i in range(len(templates))]
    kinds = pools(r)
    blocks = [Block(r, templates, weights, rate, kinds) for _ in range(BLOCKS)]
    doubled = {k: v + v for k, v in kinds.items()}
    left, now, serial, span = megabytes * 1_000_000, START, 100_000, LINES // rate
    while left > 0:
        block = blocks[r.randrange(BLOCKS)]
        values = []
        for second in range(now, now + span + 1):
            values += stamps(second)
        u, x = block.counts["u"], block.counts["x"]
        values += map(str, range(serial, serial + u))
        serial += u
        values += ["%012x" % (i * 0x5DEECE66D & 0xFFFFFFFFFFFF) for i in range(serial, serial + x)]
        serial += x
        for k in kinds:
            at = r.randrange(POOL)
            values += doubled[k][at:at + block.counts[k]]
        data = (block.text % block.pick(values)).encode()
        if len(data) > left:
            data = data[:data.rfind(b"\n", 0, left) + 1]
            left = 0
        write(data)
        left -= len(data)
        now += span


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("megabytes", type=int)
    a.add_argument("file", nargs="?", help="default: standard output")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--rate", type=int, default=100, help="lines a second of event time (a divisor of 2000)")
    o = a.parse_args()
    if o.megabytes < 1 or o.rate < 1 or LINES % o.rate:
        a.error("MEGABYTES is 1 or more, --rate a divisor of %d" % LINES)
    with open(o.file, "wb") if o.file else sys.stdout.buffer as out:
        generate(o.megabytes, out.write, o.seed, o.rate)


main()
