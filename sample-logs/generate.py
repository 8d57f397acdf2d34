#!/usr/bin/env python3
"""Writes a day of logs of a small web shop, with five faults and their truth. Standard library only.

  generate.py OUT             writes OUT/HOST/NAME.log (about 120,000 lines, under 25 MB, a few seconds)
  generate.py OUT --truth F   also writes the truth (default: OUT/truth.json)
  generate.py --digest        writes nothing; prints one SHA-256 over all logs and the number of lines

The output depends on the seed alone: the same bytes on each run and host. So only `random.random()` is used, which
Python promises to keep; the other helpers of `random` may change between versions. Nothing here is a recording: each
line is written in the exact format of the software it stands for. README.md describes the shop, the faults and the noise.
"""
import argparse, datetime, hashlib, json, math, os, random, re, sys

SEED = 20260915
DAY = datetime.datetime(2026, 9, 15, tzinfo=datetime.timezone.utc)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
IP = {"web1": "10.20.0.11", "app1": "10.20.0.21", "app2": "10.20.0.22", "db1": "10.20.0.31",
      "cache1": "10.20.0.41", "queue1": "10.20.0.51", "work1": "10.20.0.61"}
ISO_SYSLOG = {"web1", "app1", "app2", "work1"}  # Debian 12's rsyslog format; the others are older: RFC 3164


def hm(hour, minute, second=0):
    return hour * 3600 + minute * 60 + second


WARM_UP = hm(6, 0)
# Faults, each from the moment the cause is put in to the moment it is taken away.
PAYMENT = (hm(9, 40), hm(11, 20))
BRUTE = (hm(10, 22, 14), hm(10, 34, 50))
DISK = (hm(14, 20), hm(15, 52, 30))
DISK_FULL, DISK_PANIC = hm(15, 31, 20), hm(15, 38, 5)
SILENT = (hm(14, 46, 30), hm(15, 20, 10))
BAD = (hm(18, 10, 20), hm(18, 31, 45))
# Benign changes.
RELOAD, GOOD, ROTATE, RESTART, VACUUM = hm(7, 20, 4), hm(8, 30, 10), hm(12, 0, 1), hm(13, 40, 12), hm(17, 2, 30)
WAVE = (hm(12, 30), hm(13, 20))


class Dice:
    """Distributions made of `random()` alone."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def chance(self, p): return self.random() < p
    def whole(self, low, high): return low + int(self.random() * (high - low + 1))
    def pick(self, items): return items[int(self.random() * len(items))]
    def gap(self, mean): return -mean * math.log(1 - self.random())

    def normal(self):
        return math.sqrt(-2 * math.log(1 - self.random())) * math.cos(2 * math.pi * self.random())

    def around(self, median, spread): return median * math.exp(spread * self.normal())
    def hex(self, digits): return "".join("0123456789abcdef"[int(self.random() * 16)] for _ in range(digits))

    def weighted(self, table):
        at = self.random()
        for share, item in table:
            at -= share
            if at < 0: return item
        return table[-1][1]


class Logs:
    """All files of the shop: lines with their times, sorted by time (ties by order of writing) when written."""

    def __init__(self):
        self.files = {}

    def add(self, host, name, t, text):
        if 0 <= t < 86400:
            entries = self.files.setdefault((host, name), [])
            entries.append((t, len(entries), text))

    def sorted(self):
        for key in sorted(self.files):
            yield key, sorted(self.files[key])


def load(t):
    """Share of the highest rate: lowest at 4, highest at 20, a small hump at noon, and the wave of a campaign."""
    h = t / 3600
    shape = 0.16 + 0.74 * (0.5 - 0.5 * math.cos(2 * math.pi * (h - 4) / 24)) ** 1.3 + 0.10 * math.exp(-((h - 12.2) ** 2) / 1.5)
    if WAVE[0] <= t <= WAVE[1]:
        shape *= 1 + 0.9 * math.sin(math.pi * (t - WAVE[0]) / (WAVE[1] - WAVE[0]))
    return shape


# ---------------------------------------------------------------------------------------------- times as software writes them
def parts(t):
    micro = int(round(t * 1e6))
    s, micro = divmod(micro, 1_000_000)
    return s // 3600, s // 60 % 60, s % 60, micro


def iso(t, digits=6, mark="T", zone="+00:00"):
    h, m, s, us = parts(t)
    fraction = ".%0*d" % (digits, us // 10 ** (6 - digits)) if digits else ""
    return "2026-09-15%s%02d:%02d:%02d%s%s" % (mark, h, m, s, fraction, zone)


def comma(t):
    h, m, s, us = parts(t)
    return "2026-09-15 %02d:%02d:%02d,%03d" % (h, m, s, us // 1000)


def clf(t):
    return "15/Sep/2026:%02d:%02d:%02d +0000" % parts(t)[:3]


def bsd(t):
    return "Sep 15 %02d:%02d:%02d" % parts(t)[:3]


# ---------------------------------------------------------------------------------------------- the shop
WORDS = "lamp chair desk pillow kettle mug shelf rug blanket vase clock mirror basket stool tray curtain".split()
AGENTS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
]
PROBES = ["/wp-login.php", "/.env", "/favicon.ico", "/robots.txt", "/admin/", "/.git/config", "/xmlrpc.php", "/apple-touch-icon.png"]
ROUTES = [(0.17, "home"), (0.33, "product"), (0.15, "search"), (0.09, "cart"), (0.09, "add"), (0.05, "login"),
          (0.055, "checkout"), (0.04, "orders"), (0.015, "probe"), (0.01, "health")]
RECOVERY_TRACE = (
    "\norg.postgresql.util.PSQLException: FATAL: the database system is in recovery mode\n"
    "\tat org.postgresql.core.v3.ConnectionFactoryImpl.doAuthentication(ConnectionFactoryImpl.java:693)\n"
    "\tat org.postgresql.core.v3.ConnectionFactoryImpl.openConnectionImpl(ConnectionFactoryImpl.java:203)\n"
    "\tat com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase.java:364)\n"
    "\tat com.zaxxer.hikari.pool.HikariPool.createPoolEntry(HikariPool.java:476)\n"
    "\tat com.example.shop.worker.Database.connection(Database.java:44)\n"
    "\tat java.base/java.lang.Thread.run(Thread.java:840)")
CLIENTS = ["203.0.113.", "198.51.100.", "192.0.2."]


class Shop:
    def __init__(self, seed=SEED):
        self.dice, self.logs = Dice(seed), Logs()
        self.order, self.connection, self.turn = 48210, 91200, 0
        self.pid = {"app1": 812, "app2": 834}
        self.masters = [(0, "app1", 812), (0, "app2", 834)]  # gunicorn's main process, since when
        self.release = "3.7.1"
        self.orders_done = []  # (time published, order, request id)
        self.restart_spans = []

    # -- small writers, one a file format
    def sys(self, host, t, program, pid, text):
        tag = "%s[%d]" % (program, pid) if pid else program
        stamp = iso(t) if host in ISO_SYSLOG else bsd(t)
        name = "auth" if program in ("sshd", "sudo", "systemd-logind") else "syslog"
        self.logs.add(host, name, t, "%s %s %s: %s" % (stamp, host, tag, text))

    def shop(self, host, t, level, logger, message, rid=None, **more):
        record = {"time": iso(t, 3, zone="Z"), "level": level, "logger": logger, "pid": self.pid[host] + 1 + int(t * 7) % 4}
        if rid: record["request_id"] = rid
        record["message"] = message
        record.update(more)
        self.logs.add(host, "shop", t, json.dumps(record))

    def gunicorn(self, host, t, pid, level, text):
        self.logs.add(host, "gunicorn", t, "[%s] [%d] [%s] %s" % (iso(t, 0, " ", " +0000"), pid, level, text))

    def payment(self, t, level, logger, rid, text):
        self.logs.add("app2", "payment", t, "%s %s %s [%s] %s" % (comma(t), level, logger, rid, text))

    def postgres(self, t, pid, level, text, who=None):
        self.logs.add("db1", "postgresql-16-main", t, "%s [%d] %s%s:  %s" % (iso(t, 3, " ", " UTC"), pid, who + " " if who else "", level, text))

    def redis(self, t, role, mark, text, pid=641):
        h, m, s, us = parts(t)
        self.logs.add("cache1", "redis-server", t, "%d:%s 15 Sep 2026 %02d:%02d:%02d.%03d %s %s" % (pid, role, h, m, s, us // 1000, mark, text))

    def rabbit(self, t, level, process, text):
        self.logs.add("queue1", "rabbitmq", t, "%s [%s] <0.%d.0> %s" % (iso(t, 6, " "), level, process, text))

    def stats(self, t, level, text):
        self.logs.add("queue1", "queue-exporter", t, "ts=%s level=%s %s" % (iso(t, 3, zone="Z"), level, text))

    def worker(self, t, level, thread, name, text):
        self.logs.add("work1", "worker", t, "%s %-5s [%s] %s - %s" % (comma(t), level, thread, name, text))

    def access(self, t, client, request, status, size, agent, referrer, took, upstream, rid):
        up = "%s:8000" % IP[upstream] if upstream else "-"
        urt = "%.3f" % took if upstream else "-"
        self.logs.add("web1", "nginx-access", t, '%s - - [%s] "%s HTTP/1.1" %d %d "%s" "%s" rt=%.3f urt=%s up=%s rid=%s' % (
            client, clf(t), request, status, size, referrer, agent, took, urt, up, rid))

    def nginx(self, t, level, text):
        h, m, s, _ = parts(t)
        self.logs.add("web1", "nginx-error", t, "2026/09/15 %02d:%02d:%02d [%s] 702#702: %s" % (h, m, s, level, text))

    # -- the state of the world at a time
    def acquirer(self, t):
        """Factor of the card acquirer's latency: rises slowly over 75 minutes, then falls at once when it is switched."""
        if not PAYMENT[0] <= t < PAYMENT[1]: return 1.0
        return math.exp(min(1.0, (t - PAYMENT[0]) / hm(1, 15)) * math.log(22))

    def database_down(self, t): return DISK_PANIC <= t < DISK[1] - 25
    def disk_full(self, t): return DISK_FULL <= t < DISK_PANIC
    def bad_release(self, host, t): return BAD[0] + (0 if host == "app1" else 22) <= t < BAD[1] + (0 if host == "app1" else 20)

    def restarting(self, host, t):
        return any(h == host and a <= t < b for h, a, b in self.restart_spans)

    # -- one request from the edge to the queue
    def request(self, t):
        d = self.dice
        client, agent, rid = d.pick(CLIENTS) + str(d.whole(1, 190)), d.pick(AGENTS), d.hex(32)
        referrer = "https://shop.example/" if d.chance(0.6) else "-"
        self.turn += 1
        host = ("app1", "app2")[self.turn % 2]
        user, route = "u%d" % d.whole(1000, 4999), d.weighted(ROUTES)
        took, size, status, method = d.around(0.018, 0.5), d.whole(900, 5200), 200, "GET"
        if self.restarting(host, t):  # one upstream is gone for two seconds: nginx tries the other
            self.nginx(t, "error", '*%d connect() failed (111: Connection refused) while connecting to upstream, client: %s, server: shop.example, request: "GET / HTTP/1.1", upstream: "http://%s:8000/", host: "shop.example"' % (self.connection + int(t * 1.3), client, IP[host]))
            host = "app1" if host == "app2" else "app2"
        if route == "probe":
            path, status, size = d.pick(PROBES), 404, 153
            self.access(t + 0.001, client, "GET " + path, 404, 153, agent, "-", 0.001, host if d.chance(0.5) else None, rid)
            return
        product = 1 + int(d.gap(60)) % 400
        path = {"home": "/", "product": "/products/%d" % product, "search": "/search?q=%s" % d.pick(WORDS), "cart": "/cart",
                "add": "/cart/items", "login": "/login", "checkout": "/checkout", "orders": "/orders/%d" % d.whole(40000, self.order),
                "health": "/healthz"}[route]
        if route in ("add", "login", "checkout"): method = "POST"
        if route == "health": agent, referrer, client = "uptime-check/2.1", "-", IP["web1"]
        def failed(end, status):
            self.shop(host, end, "INFO", "shop.http", "%s %s %d" % (method, path.split("?")[0], status), rid, ms=int((end - t) * 1000))
            self.access(end, client, "%s %s" % (method, path), status, 166, agent, referrer, end - t, host, rid)
            if status == 504: return
        needs_database = route not in ("home", "health") or d.chance(0.3)
        if needs_database and route != "health" and self.database_down(t):
            end = t + d.around(0.012, 0.4)
            why = d.pick(['connection to server at "db1" (%s), port 5432 failed: FATAL:  the database system is in recovery mode' % IP["db1"],
                          'connection to server at "db1" (%s), port 5432 failed: Connection refused' % IP["db1"]])
            self.shop(host, end - 0.002, "ERROR", "shop.db", "psycopg.OperationalError: " + why, rid, exc="Traceback (most recent call last):\n  File \"/srv/shop/db.py\", line 88, in session\n    connection = pool.getconn(timeout=5)\npsycopg.OperationalError: " + why)
            failed(end, 500)
            return
        if route in ("add", "checkout") and self.disk_full(t) and d.chance(0.55):
            end = t + d.around(0.03, 0.4)
            table = "cart_items" if route == "add" else "orders"
            pid = 20300 + d.whole(1, 40)
            self.postgres(end - 0.006, pid, "ERROR", 'could not extend file "base/16402/%d": No space left on device' % (24601 if table == "orders" else 24655), "shop@shop")
            self.postgres(end - 0.006, pid, "HINT", "Check free disk space.", "shop@shop")
            self.postgres(end - 0.006, pid, "STATEMENT", "INSERT INTO %s (user_id, created) VALUES ($1, now()) RETURNING id" % table, "shop@shop")
            self.shop(host, end - 0.003, "ERROR", "shop.db", "psycopg.errors.DiskFull: could not extend file: No space left on device", rid)
            failed(end, 500)
            return
        if route in ("cart", "add", "checkout") and self.bad_release(host, t) and d.chance(0.35):
            end = t + d.around(0.009, 0.3)
            self.shop(host, end - 0.002, "ERROR", "shop.pricing", "unhandled exception in %s %s" % (method, path), rid, exc=(
                "Traceback (most recent call last):\n  File \"/srv/shop/web.py\", line 141, in dispatch\n    return handler(request)\n"
                "  File \"/srv/shop/cart.py\", line 57, in total\n    return sum(price(item, customer) for item in items)\n"
                "  File \"/srv/shop/pricing.py\", line 33, in price\n    tier = customer[\"discount_tier\"]\n           ~~~~~~~~^^^^^^^^^^^^^^^^^\nKeyError: 'discount_tier'"))
            failed(end, 500)
            return
        if route == "product":
            if d.chance(0.012): status, size = 404, 88
            elif d.chance(0.35): self.shop(host, t + took * 0.5, "INFO", "shop.catalog", "cache miss for product %d, read from database" % product, rid)
        elif route == "search":
            took = d.around(0.045, 0.5)
            self.shop(host, t + took * 0.8, "INFO", "shop.catalog", "search '%s' returned %d results" % (path[10:], d.whole(0, 40)), rid)
            if d.chance(0.006):
                took = d.around(0.9, 0.3)
                self.shop(host, t + took, "WARNING", "shop.db", "slow query: search_products took %d ms" % (took * 950), rid)
                self.postgres(t + took, 20300 + d.whole(1, 40), "LOG", "duration: %.3f ms  execute search_products: SELECT id, name, price FROM products WHERE name ILIKE $1 ORDER BY sold DESC LIMIT 40" % (took * 940), "shop@shop")
        elif route == "add":
            self.shop(host, t + took * 0.8, "INFO", "shop.cart", "product %d added to the cart of %s" % (product, user), rid)
            if d.chance(0.008): self.duplicate(t + took * 0.7)
        elif route == "login":
            took = d.around(0.11, 0.25)
            if d.chance(0.09):
                status = 401
                self.shop(host, t + took * 0.9, "WARNING", "shop.auth", "login failed for %s: wrong password" % user, rid)
            else:
                self.shop(host, t + took * 0.9, "INFO", "shop.auth", "login of %s" % user, rid)
        elif route == "checkout":
            took, status = self.checkout(t, host, rid, user)
        end = t + took
        if route != "health" or d.chance(0.5):
            self.shop(host, end, "INFO", "shop.http", "%s %s %d" % (method, path.split("?")[0], status), rid, ms=int(took * 1000))
        self.access(end + 0.001, client, "%s %s" % (method, path), status, size, agent, referrer, took + 0.001, host, rid)

    def duplicate(self, t):
        pid = 20300 + self.dice.whole(1, 40)
        self.postgres(t, pid, "ERROR", 'duplicate key value violates unique constraint "cart_items_cart_id_product_id_key"', "shop@shop")
        self.postgres(t, pid, "DETAIL", "Key (cart_id, product_id)=(%d, %d) already exists." % (self.dice.whole(9000, 99999), self.dice.whole(1, 400)), "shop@shop")
        self.postgres(t, pid, "STATEMENT", "INSERT INTO cart_items (cart_id, product_id, amount) VALUES ($1, $2, $3)", "shop@shop")

    def checkout(self, t, host, rid, user):
        """Order, charge, publish. Returns how long it took, and the status."""
        d = self.dice
        self.order += 1
        order, amount, at = self.order, d.around(38, 0.6), t + d.around(0.012, 0.3)
        self.shop(host, at, "INFO", "shop.checkout", "order %d created for %s, %.2f EUR" % (order, user, amount), rid)
        at += 0.003
        self.payment(at, "INFO", "payment.api", rid, "charge order=%d amount=%.2f currency=EUR card=****%04d" % (order, amount, d.whole(0, 9999)))
        wait = d.around(0.118, 0.28) * self.acquirer(t)
        if wait >= 3.0:
            self.payment(at + 3.0, "ERROR", "payment.acquirer", rid, "no answer from acquirer within 3000 ms, order=%d" % order)
            self.shop(host, at + 3.003, "ERROR", "shop.checkout", "payment of order %d failed: read timeout after 3.0 s" % order, rid)
            return at + 3.006 - t, 502
        at += wait
        if wait > 1.5: self.payment(at, "WARNING", "payment.acquirer", rid, "acquirer slow: answered in %d ms, code=00, order=%d" % (wait * 1000, order))
        else: self.payment(at, "INFO", "payment.acquirer", rid, "acquirer answered in %d ms, code=00, order=%d" % (wait * 1000, order))
        if d.chance(0.02):
            self.payment(at + 0.001, "WARNING", "payment.api", rid, "charge declined order=%d reason=%s" % (order, d.pick(["insufficient_funds", "expired_card", "do_not_honour"])))
            self.shop(host, at + 0.004, "WARNING", "shop.checkout", "payment of order %d declined" % order, rid)
            return at + 0.006 - t, 402
        self.payment(at + 0.001, "INFO", "payment.api", rid, "charge approved order=%d authorisation=%06d" % (order, d.whole(0, 999999)))
        self.shop(host, at + 0.004, "INFO", "shop.checkout", "order %d paid" % order, rid)
        self.shop(host, at + 0.008, "INFO", "shop.events", "published order %d to exchange shop.orders" % order, rid)
        self.orders_done.append((at + 0.008, order, rid))
        return at + 0.01 - t, 201

    # -- the consumer of orders, and what the broker sees of it
    def consume(self):
        d, backlog = self.dice, []
        self.depth = []  # (time, change)
        for published, order, rid in self.orders_done:
            begin = published + d.around(0.006, 0.4)
            if SILENT[0] <= begin < SILENT[1]:
                begin = SILENT[1] + 9 + 0.24 * len(backlog) + d.random() * 0.05
                backlog.append(order)
            if RESTART <= begin < RESTART + 6: begin = RESTART + 6.2 + d.random() * 0.4
            if self.database_down(begin): begin = self.fail(begin, order, rid)
            thread, took = "orders-%d" % d.whole(1, 4), d.around(0.095, 0.3)
            render = took * 0.45
            self.worker(begin, "INFO", thread, "c.e.shop.worker.OrderConsumer", "received order %d rid=%s" % (order, rid))
            self.worker(begin + render, "INFO", thread, "c.e.shop.worker.InvoiceRenderer", "invoice of order %d rendered in %d ms, %d bytes" % (order, render * 1000, d.whole(21000, 39000)))
            if d.chance(0.006): self.mail_retry(begin + took * 0.9, thread, order)
            self.worker(begin + took * 0.95, "INFO", thread, "c.e.shop.worker.MailSender", "confirmation of order %d queued as %s" % (order, d.hex(12).upper()))
            self.worker(begin + took, "INFO", thread, "c.e.shop.worker.OrderConsumer", "order %d done in %d ms rid=%s" % (order, took * 1000, rid))
            self.depth += [(published, 1), (begin + took, -1)]

    def mail_retry(self, t, thread, order):
        self.worker(t, "WARN", thread, "c.e.shop.worker.MailSender", "mail of order %d refused, trying again in 2 s\n"
            "jakarta.mail.MessagingException: 451 4.7.1 Greylisted, please try again later\n"
            "\tat com.sun.mail.smtp.SMTPTransport.issueSendCommand(SMTPTransport.java:2410)\n"
            "\tat com.sun.mail.smtp.SMTPTransport.sendMessage(SMTPTransport.java:1358)\n"
            "\tat com.example.shop.worker.MailSender.send(MailSender.java:71)\n"
            "\tat com.example.shop.worker.OrderConsumer.handleDelivery(OrderConsumer.java:118)\n"
            "\tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1144)\n"
            "\tat java.base/java.lang.Thread.run(Thread.java:840)" % order)

    def fail(self, t, order, rid):
        self.worker(t, "ERROR", "orders-1", "c.e.shop.worker.OrderConsumer", "order %d failed, returned to the queue rid=%s%s" % (order, rid, RECOVERY_TRACE))
        return DISK[1] + 2 + self.dice.random() * 5

    def worker_life(self):
        d, t = self.dice, 11.4
        while t < 86400:
            if not RESTART <= t < RESTART + 6 and not SILENT[1] <= t < SILENT[1] + 8:
                busy = 4 if SILENT[0] + 20 < t < SILENT[1] else (1 if d.chance(0.1) else 0)
                self.worker(t, "INFO", "heartbeat", "c.e.shop.worker.Heartbeat", "alive, heap %d MB of 512 MB, busy %d of 4" % (190 + 60 * (t / 900 % 1) + d.whole(0, 6), busy))
            t += 30
        for k in range(1, 288):
            t = k * 300 + 2.2 + d.random()
            if self.database_down(t):
                self.worker(t, "ERROR", "stock-sync", "c.e.shop.worker.StockSync", "stock sync failed" + RECOVERY_TRACE)
                continue
            self.worker(t, "INFO", "stock-sync", "c.e.shop.worker.StockSync", "stock sync started, source warehouse-a")
            took = d.around(0.4, 0.3)
            self.worker(t + took, "INFO", "stock-sync", "c.e.shop.worker.StockSync", "stock sync finished: 400 products, %d changed, %d ms" % (d.whole(0, 30), took * 1000))
        t = DISK_PANIC + 0.6
        while t < DISK[1] - 30:  # the pool finds its connections dead, and cannot make new ones
            for k in range(4):
                self.worker(t + k * 0.02, "WARN", "HikariPool-1 connection adder", "com.zaxxer.hikari.pool.PoolBase", "HikariPool-1 - Failed to validate connection org.postgresql.jdbc.PgConnection@%s (This connection has been closed.). Possibly consider using a shorter maxLifetime value." % d.hex(8))
            t += 97
        for start, stop, why in ((RESTART, RESTART + 6, "graceful"), (SILENT[1], SILENT[1] + 8, "operator")):
            self.sys("work1", start - 0.2, "systemd", 1, "Stopping worker.service - Shop order worker...")
            if why == "graceful":
                self.worker(start, "INFO", "main", "c.e.shop.worker.Main", "shutdown requested, waiting for 0 running orders")
                self.worker(start + 0.3, "INFO", "main", "c.e.shop.worker.Main", "bye")
                self.sys("work1", start + 0.6, "systemd", 1, "worker.service: Deactivated successfully.")
            self.sys("work1", start + 1.2, "systemd", 1, "Stopped worker.service - Shop order worker.")
            self.sys("work1", start + 1.3, "systemd", 1, "Started worker.service - Shop order worker.")
            self.worker(stop - 2.1, "INFO", "main", "c.e.shop.worker.Main", "shop worker 2.9.0 starting, Java 17.0.12")
            self.worker(stop - 0.9, "INFO", "main", "com.zaxxer.hikari.HikariDataSource", "HikariPool-1 - Start completed.")
            self.worker(stop - 0.4, "INFO", "main", "c.e.shop.worker.Main", "consuming shop.orders with 4 threads, prefetch 10")

    # -- broker, cache, database
    def broker(self):
        d, process, changes = self.dice, 21000, sorted(self.depth)
        at, depth, published = 0, 0, 0
        for minute in range(1440):
            t = minute * 60 + 7.1 + d.random() * 0.3
            before = published
            while at < len(changes) and changes[at][0] <= t:
                depth += changes[at][1]
                published += changes[at][1] > 0
                at += 1
            unacked = min(depth, 10 if SILENT[0] < t < SILENT[1] else 4)
            self.stats(t, "info", 'msg="queue stats" queue=shop.orders ready=%d unacked=%d consumers=4 published=%d memory_kb=%d' % (
                depth - unacked, unacked, published - before, 110 + depth * 3 + d.whole(0, 9)))
            self.stats(t + 0.004, "info", 'msg="queue stats" queue=shop.mail ready=%d unacked=0 consumers=1 published=%d memory_kb=%d' % (
                1 if d.chance(0.04) else 0, published - before, 60 + d.whole(0, 5)))
            process += d.whole(9, 40)
            peer = "%s:%d -> %s:5672" % (IP["queue1"], d.whole(32768, 60999), IP["queue1"])
            self.rabbit(t + 0.1, "info", process, "accepting AMQP connection <0.%d.0> (%s)" % (process, peer))
            self.rabbit(t + 0.11, "info", process, "connection <0.%d.0> (%s): user 'monitor' authenticated and granted access to vhost '/'" % (process, peer))
            self.rabbit(t + 0.19, "info", process, "closing AMQP connection <0.%d.0> (%s, vhost: '/', user: 'monitor')" % (process, peer))
            if d.chance(0.004):
                self.rabbit(t + 9, "warning", process - 3, "closing AMQP connection <0.%d.0> (%s:%d -> %s:5672, vhost: '/', user: 'shop'): client unexpectedly closed TCP connection" % (process - 3, IP["app1"], d.whole(32768, 60999), IP["queue1"]))
        for t in (RESTART + 0.4, SILENT[1] + 0.9):
            process = 31000 + int(t) % 999
            peer = "%s:%d -> %s:5672" % (IP["work1"], d.whole(32768, 60999), IP["queue1"])
            self.rabbit(t, "info", process, "closing AMQP connection <0.%d.0> (%s, vhost: '/', user: 'worker')" % (process, peer))
            self.rabbit(t + 5, "info", process + 50, "accepting AMQP connection <0.%d.0> (%s)" % (process + 50, peer))
            self.rabbit(t + 5.02, "info", process + 50, "connection <0.%d.0> (%s): user 'worker' authenticated and granted access to vhost '/'" % (process + 50, peer))

    def cache(self):
        d, t = self.dice, 40.0
        while t < 86400:
            child = 9000 + int(t) % 7000
            self.redis(t, "M", "*", "100 changes in 300 seconds. Saving...")
            self.redis(t + 0.002, "M", "*", "Background saving started by pid %d" % child)
            self.redis(t + 0.09, "C", "*", "DB saved on disk", child)
            self.redis(t + 0.091, "C", "*", "Fork CoW for RDB: current %d MB, peak %d MB, average %d MB" % (d.whole(0, 1), 1, 0), child)
            self.redis(t + 0.15, "M", "*", "Background saving terminated with success")
            t += 301 + d.gap(60 + 400 * (1 - load(t)))
        for _ in range(7):
            self.redis(hm(1, 0) + d.random() * hm(22, 0), "M", "#", "Client id=%d addr=%s:%d laddr=%s:6379 fd=%d name= age=%d idle=%d flags=N closed for timeout" % (
                d.whole(100, 9999), IP[d.pick(["app1", "app2"])], d.whole(32768, 60999), IP["cache1"], d.whole(8, 90), d.whole(3600, 9999), 3600))

    def checkpoints(self):
        d, lsn = self.dice, 0x4A000000
        t = 37.0
        while t < 86400:
            if not self.database_down(t) and not self.database_down(t + 80):
                buffers = int(d.around(300 * load(t), 0.3)) + 4
                span = min(269.0, buffers / 10.05)
                lsn += buffers * 14000
                self.postgres(t, 702, "LOG", "checkpoint starting: time")
                if not self.database_down(t + span):
                    self.postgres(t + span, 702, "LOG", "checkpoint complete: wrote %d buffers (%.1f%%); 0 WAL file(s) added, 0 removed, %d recycled; write=%.3f s, sync=%.3f s, total=%.3f s; sync files=%d, longest=%.3f s, average=0.001 s; distance=%d kB, estimate=%d kB; lsn=0/%X, redo lsn=0/%X" % (
                        buffers, buffers / 163.84, d.whole(0, 1), span - 0.05, d.random() * 0.02, span, d.whole(10, 60), d.random() * 0.008, buffers * 13, buffers * 15, lsn, lsn - 4096))
            t += 300
        t = 200.0
        while t < 86400:
            if not self.database_down(t):
                table, pid = d.pick(["orders", "cart_items", "sessions", "stock"]), d.whole(21000, 29999)
                self.postgres(t, pid, "LOG", 'automatic vacuum of table "shop.public.%s": index scans: 1\n\tpages: 0 removed, %d remain, %d scanned (100.00%% of total)\n'
                    "\ttuples: %d removed, %d remain, 0 are dead but not yet removable\n\tbuffer usage: %d hits, 0 misses, %d dirtied\n\tsystem usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: 0.0%d s" % (
                        table, d.whole(80, 400), d.whole(80, 400), d.whole(50, 900), d.whole(2000, 30000), d.whole(300, 2000), d.whole(5, 90), d.whole(1, 9)))
            t += d.gap(1500)
        for host in ("app1", "app2", "work1"):  # pools renew their connections
            t = d.gap(60)
            while t < 86400:
                pid, port = d.whole(20300, 29999), d.whole(32768, 60999)
                who = "worker@shop" if host == "work1" else "shop@shop"
                if self.database_down(t):
                    self.postgres(t, pid, "LOG", "connection received: host=%s port=%d" % (IP[host], port), "[unknown]@[unknown]")
                    self.postgres(t, pid, "FATAL", "the database system is in recovery mode", who)
                    t += d.gap(9)
                    continue
                self.postgres(t, pid, "LOG", "connection received: host=%s port=%d" % (IP[host], port), "[unknown]@[unknown]")
                self.postgres(t + 0.004, pid, "LOG", "connection authorized: user=%s database=shop" % who.split("@")[0], who)
                life = d.around(560, 0.1)
                if not self.database_down(t + life):
                    self.postgres(t + life, pid, "LOG", "disconnection: session time: 0:%02d:%06.3f user=%s database=shop host=%s port=%d" % (life // 60, life % 60, who.split("@")[0], IP[host], port), who)
                t += d.gap(150)

    # -- machines
    def machines(self):
        d = self.dice
        for number, host in enumerate(sorted(IP)):
            uptime = 1_200_000 + number * 77_000
            for hour in range(24):
                self.cron(host, hour * 3600 + 17 * 60 + 1.1 + d.random() * 0.2, "root", "   cd / && run-parts --report /etc/cron.hourly")
            for k in range(144):
                t = k * 600 + 1.2 + number * 0.013 + d.random() * 0.3
                if host == "db1": continue  # looks more often: see disk()
                self.cron(host, t, "root", "/usr/local/bin/diskcheck")
                self.sys(host, t + 0.2, "diskcheck", 0, "/ %d%% used, %d%% of inodes" % (37 + number * 3 + k // 100, 9 + number))
            for hour, unit, name in ((0, "logrotate", "Rotate log files"), (0, "dpkg-db-backup", "Daily dpkg database backup service"),
                                     (6, "apt-daily", "Daily apt download activities"), (6, "apt-daily-upgrade", "Daily apt upgrade and clean activities"),
                                     (2, "man-db", "Daily man-db regeneration"), (3, "fstrim", "Discard unused blocks on filesystems from /etc/fstab")):
                t = hour * 3600 + d.random() * 900
                self.sys(host, t, "systemd", 1, "Starting %s.service - %s..." % (unit, name))
                self.sys(host, t + 1 + d.random(), "systemd", 1, "%s.service: Deactivated successfully." % unit)
                self.sys(host, t + 2.1, "systemd", 1, "Finished %s.service - %s." % (unit, name))
            t = d.gap(1800)
            while t < 86400:  # configuration management looks by
                self.session(host, t, "ansible", "10.20.0.5")
                t += 1700 + d.gap(200)
            t = d.gap(900)
            while t < 86400:
                if d.chance(0.4):
                    self.sys(host, t, "systemd-timesyncd", 433, "Timed out waiting for reply from 10.20.0.2:123 (ntp.shop.example).")
                    self.sys(host, t + 10.1, "systemd-timesyncd", 433, "Contacted time server 10.20.0.2:123 (ntp.shop.example).")
                t += d.gap(21000)
            if host in ("web1", "queue1"):
                t = d.gap(90)
                while t < 86400:
                    self.sys(host, t, "kernel", 0, "[%d.%06d] [UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:1f:%02x:0a:52:54:00:00:00:01:08:00 SRC=%s%d DST=%s LEN=%d TOS=0x00 PREC=0x00 TTL=%d ID=%d PROTO=TCP SPT=%d DPT=%d WINDOW=1024 RES=0x00 SYN URGP=0" % (
                        uptime + int(t), int(t * 1e6) % 1000000, number, d.pick(CLIENTS), d.whole(191, 250), IP[host], d.pick([40, 44, 60]), d.whole(46, 250), d.whole(1, 65000), d.whole(1024, 65000), d.pick([23, 445, 3389, 8080, 8443, 5900, 2323, 6379])))
                    t += d.gap(150 if host == "web1" else 420)
        t = 300.0
        while t < 86400:  # the usual guests at the front door
            self.guess(t, d.pick(["admin", "test", "oracle", "ubuntu", "pi", "root"]), d.pick(CLIENTS) + str(d.whole(191, 250)))
            t += d.gap(420)
        for hour in (1, 13):
            self.backup(hour * 3600 + 1800 + 1.4)

    def cron(self, host, t, user, command):
        self.sys(host, t, "CRON", 40000 + int(t) % 25000, "(%s) CMD (%s)" % (user, command))

    def session(self, host, t, user, source):
        d, pid, number = self.dice, self.dice.whole(2000, 62000), int(t) // 60 + 100
        self.sys(host, t, "sshd", pid, "Accepted publickey for %s from %s port %d ssh2: ED25519 SHA256:%s" % (user, source, d.whole(32768, 60999), "q3Zt1VbWcH0pYxkR7uLmN2sD5fGjA8eTiOoPvBwXyZ4"))
        self.sys(host, t + 0.01, "sshd", pid, "pam_unix(sshd:session): session opened for user %s(uid=1001) by (uid=0)" % user)
        self.sys(host, t + 0.05, "systemd-logind", 455, "New session %d of user %s." % (number, user))
        self.sys(host, t + 0.06, "systemd", 1, "Started session-%d.scope - Session %d of User %s." % (number, number, user))
        stay = 3 + d.random() * 20
        self.sys(host, t + stay, "sshd", pid, "Received disconnect from %s port 22: 11: disconnected by user" % source)
        self.sys(host, t + stay + 0.01, "sshd", pid, "pam_unix(sshd:session): session closed for user %s" % user)
        self.sys(host, t + stay + 0.03, "systemd-logind", 455, "Session %d logged out. Waiting for processes to exit." % number)
        self.sys(host, t + stay + 0.04, "systemd", 1, "session-%d.scope: Deactivated successfully." % number)
        self.sys(host, t + stay + 0.05, "systemd-logind", 455, "Removed session %d." % number)

    def guess(self, t, user, source):
        d, pid, port = self.dice, self.dice.whole(2000, 62000), self.dice.whole(32768, 60999)
        if user == "root":
            self.sys("web1", t, "sshd", pid, "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=%s  user=root" % source)
            self.sys("web1", t + 1.9, "sshd", pid, "Failed password for root from %s port %d ssh2" % (source, port))
            self.sys("web1", t + 2.1, "sshd", pid, "Connection closed by authenticating user root %s port %d [preauth]" % (source, port))
        else:
            self.sys("web1", t, "sshd", pid, "Invalid user %s from %s port %d" % (user, source, port))
            if d.chance(0.5): self.sys("web1", t + 1.7, "sshd", pid, "Failed password for invalid user %s from %s port %d ssh2" % (user, source, port))
            self.sys("web1", t + 2.0, "sshd", pid, "Connection closed by invalid user %s %s port %d [preauth]" % (user, source, port))

    def backup(self, t):
        d = self.dice
        self.cron("db1", t, "postgres", "/usr/local/bin/db-backup")
        self.sys("db1", t + 0.1, "db-backup", 0, "starting dump of shop")
        pid = d.whole(20300, 29999)
        self.postgres(t + 0.2, pid, "LOG", "connection received: host=[local]", "[unknown]@[unknown]")
        self.postgres(t + 0.21, pid, "LOG", "connection authorized: user=postgres database=shop application_name=pg_dump", "postgres@shop")
        self.postgres(t + 94, pid, "LOG", "disconnection: session time: 0:01:33.812 user=postgres database=shop host=[local]", "postgres@shop")
        self.sys("db1", t + 95, "db-backup", 0, "dump finished in 94 s, %d bytes" % d.whole(1_180_000_000, 1_200_000_000))

    # -- deploys and other benign changes
    def deploy(self, host, t, release):
        d, old = self.dice, self.pid[host]
        new = old + d.whole(300, 900)
        self.session(host, t - 6, "deploy", "10.20.0.5")
        self.sys(host, t - 3, "deploy", new - 9, "installing shop %s" % release)
        self.sys(host, t - 0.1, "systemd", 1, "Stopping shop.service - Web shop (gunicorn)...")
        self.gunicorn(host, t, old, "INFO", "Handling signal: term")
        for k in range(1, 5): self.gunicorn(host, t + 0.1 + k * 0.02, old + k, "INFO", "Worker exiting (pid: %d)" % (old + k))
        self.gunicorn(host, t + 0.4, old, "INFO", "Shutting down: Master")
        self.sys(host, t + 0.6, "systemd", 1, "shop.service: Deactivated successfully.")
        self.sys(host, t + 0.7, "systemd", 1, "Stopped shop.service - Web shop (gunicorn).")
        self.sys(host, t + 0.8, "systemd", 1, "Started shop.service - Web shop (gunicorn).")
        self.pid[host] = new
        self.masters.append((t, host, new))
        self.gunicorn(host, t + 1.3, new, "INFO", "Starting gunicorn 22.0.0")
        self.gunicorn(host, t + 1.31, new, "INFO", "Listening at: http://0.0.0.0:8000 (%d)" % new)
        self.gunicorn(host, t + 1.32, new, "INFO", "Using worker: sync")
        for k in range(1, 5):
            self.gunicorn(host, t + 1.4 + k * 0.03, new + k, "INFO", "Booting worker with pid: %d" % (new + k))
            self.shop(host, t + 2.0 + k * 0.03, "INFO", "shop.app", "shop %s ready" % release)
            if release != "3.7.1": self.shop(host, t + 2.01 + k * 0.03, "INFO", "shop.flags", "feature 'wishlist' is off for all customers")
        self.sys(host, t + 3, "deploy", new - 9, "release %s active" % release)

    def deploys(self):
        """(time, host, release), in order, with the spans in which an application server is away."""
        plan = [(GOOD, "app1", "3.7.2"), (GOOD + 24, "app2", "3.7.2"), (BAD[0], "app1", "3.8.0"), (BAD[0] + 22, "app2", "3.8.0"),
                (BAD[1], "app1", "3.7.2"), (BAD[1] + 20, "app2", "3.7.2")]
        self.restart_spans = [(host, t + 0.4, t + 1.9) for t, host, _ in plan]
        return plan

    def benign(self):
        d = self.dice
        self.sys("web1", RELOAD - 3, "certbot", 0, "Certificate for shop.example renewed, expires 2026-12-14")
        self.sys("web1", RELOAD - 0.3, "systemd", 1, "Reloading nginx.service - A high performance web server and a reverse proxy server...")
        self.nginx(RELOAD, "notice", "signal process started")
        self.sys("web1", RELOAD + 0.2, "systemd", 1, "Reloaded nginx.service - A high performance web server and a reverse proxy server.")
        self.sys("web1", ROTATE - 1, "systemd", 1, "Starting logrotate.service - Rotate log files...")
        self.sys("web1", ROTATE + 0.7, "systemd", 1, "logrotate.service: Deactivated successfully.")
        self.sys("web1", ROTATE + 0.8, "systemd", 1, "Finished logrotate.service - Rotate log files.")
        self.session("db1", VACUUM - 40, "dba", "10.20.0.7")
        for k, table in enumerate(("orders", "cart_items")):
            t, pid = VACUUM + k * 9, 25811
            self.postgres(t + 6, pid, "LOG", 'duration: %.3f ms  statement: VACUUM (ANALYZE) %s;' % (5100 + d.random() * 900, table), "postgres@shop")
        t = d.gap(3000)
        while t < 86400:  # gunicorn renews a worker after some thousand requests
            host = d.pick(["app1", "app2"])
            pid = [number for since, h, number in self.masters if h == host and since <= t][-1] + d.whole(1, 4)
            self.gunicorn(host, t, pid, "WARNING", "Autorestarting worker after current request.")
            self.gunicorn(host, t + 0.2, pid, "INFO", "Worker exiting (pid: %d)" % pid)
            self.gunicorn(host, t + 0.9, pid + 40, "INFO", "Booting worker with pid: %d" % (pid + 40))
            t += d.gap(3600)
        for _ in range(26):
            t, source = d.random() * 86400, d.pick(CLIENTS) + str(d.whole(1, 190))
            number, upload = self.connection + int(t * 1.3), 'client: %s, server: shop.example, request: "POST /cart/items HTTP/1.1", host: "shop.example"' % source
            if d.chance(0.7): self.nginx(t, "warn", "*%d a client request body is buffered to a temporary file /var/lib/nginx/body/%010d, %s" % (number, number % 9973, upload))
            else: self.nginx(t, "error", "*%d client intended to send too large body: %d bytes, %s" % (number, d.whole(1_050_000, 9_900_000), upload))

    # -- the faults that are not part of a request
    def brute_force(self):
        d, t = self.dice, BRUTE[0]
        names = "root admin oracle postgres test ubuntu git deploy backup mysql ftpuser www user1 support jenkins".split()
        while t < BRUTE[1]:
            self.guess(t, d.pick(names), "192.0.2.254")
            t += d.gap(0.85)
            if d.chance(0.02):
                self.sys("web1", t, "sshd", d.whole(2000, 62000), "error: maximum authentication attempts exceeded for root from 192.0.2.254 port %d ssh2 [preauth]" % d.whole(32768, 60999))

    def disk(self):
        d = self.dice
        for k in range(288):  # db1 looks at its data disk every five minutes
            t = k * 300 + 1.6 + d.random() * 0.3
            used = 61 + k / 288
            if DISK[0] <= t < DISK[1]: used = min(100.0, 61.5 + (t - DISK[0]) / (DISK_FULL - DISK[0]) * 38.5)
            used = int(used)
            free = (100 - used) * 1.0
            if used >= 95: level = "CRITICAL: "
            elif used >= 80: level = "WARNING: "
            else: level = ""
            self.cron("db1", t - 0.3, "root", "/usr/local/bin/diskcheck")
            self.sys("db1", t, "diskcheck", 0, "%s/var/lib/postgresql %d%% used, %dG free" % (level, used, free))
        # The archive is not reachable: the server keeps every segment of its write-ahead log, and tries again.
        t, segment = DISK[0] + 6.3, 0x4A
        while t < DISK_PANIC:
            name = "00000001000000000000%04X" % segment
            for n in range(3):
                at = t + n * 1.1
                self.postgres(at, 706, "LOG", "archive command failed with exit code 1")
                self.postgres(at, 706, "DETAIL", "The failed archive command was: test ! -f /mnt/archive/%s && cp pg_wal/%s /mnt/archive/%s" % (name, name, name))
            self.postgres(t + 3.3, 706, "WARNING", "archiving write-ahead log file \"%s\" failed too many times, will try again later" % name)
            t += 60.0
        self.sys("db1", DISK[0] + 0.8, "kernel", 0, "[1431202.118230] nfs: server 10.20.0.9 not responding, timed out")
        t = DISK_PANIC
        while t < DISK[1] - 60:  # crash, recovery, crash
            pid = 20300 + d.whole(1, 40)
            self.postgres(t, pid, "PANIC", 'could not write to file "pg_wal/xlogtemp.%d": No space left on device' % pid, "shop@shop")
            self.postgres(t, pid, "STATEMENT", "UPDATE stock SET amount = amount - 1 WHERE product_id = $1", "shop@shop")
            self.postgres(t + 0.3, 688, "LOG", "server process (PID %d) was terminated by signal 6: Aborted" % pid)
            self.postgres(t + 0.3, 688, "DETAIL", "Failed process was running: UPDATE stock SET amount = amount - 1 WHERE product_id = $1")
            self.postgres(t + 0.3, 688, "LOG", "terminating any other active server processes")
            self.postgres(t + 0.8, 688, "LOG", "all server processes terminated; reinitializing")
            self.postgres(t + 1.1, 30000 + int(t) % 999, "LOG", "database system was interrupted; last known up at %s" % iso(DISK_PANIC - 210, 0, " ", " UTC"))
            self.postgres(t + 1.6, 30000 + int(t) % 999, "LOG", "database system was not properly shut down; automatic recovery in progress")
            self.postgres(t + 2.2, 30000 + int(t) % 999, "FATAL", 'could not write to file "pg_wal/xlogtemp.%d": No space left on device' % (30000 + int(t) % 999))
            t += 95 + d.random() * 8
        t = DISK[1] - 30
        self.postgres(t, 31544, "LOG", "database system was interrupted; last known up at %s" % iso(DISK_PANIC - 210, 0, " ", " UTC"))
        self.postgres(t + 0.5, 31544, "LOG", "database system was not properly shut down; automatic recovery in progress")
        self.postgres(t + 3.4, 31544, "LOG", "redo done at 0/4F8A21C8 system usage: CPU: user: 0.61 s, system: 0.22 s, elapsed: 2.71 s")
        self.postgres(t + 4.9, 688, "LOG", "database system is ready to accept connections")
        self.session("db1", DISK[1] - 240, "dba", "10.20.0.7")

    # -- all of it
    def run(self):
        d = self.dice
        plan, t = self.deploys(), 0.0
        self.plan = plan
        pending = list(plan)
        highest, top = 1.75, 0.69
        while True:
            t += d.gap(1 / (top * highest))
            if t >= 86400: break
            while pending and pending[0][0] <= t:
                at, host, release = pending.pop(0)
                self.deploy(host, at, release)
            if d.chance(load(t) / highest): self.request(t)
        self.consume()
        self.worker_life()
        self.broker()
        self.cache()
        self.checkpoints()
        self.machines()
        self.benign()
        self.brute_force()
        self.disk()
        return self.logs


# ---------------------------------------------------------------------------------------------- truth
FAULTS = [
    dict(id="s1", kind="payment-latency-rising", span=PAYMENT, host="app2", service="payment", also=["payment"],
         affected=["app2/payment", "app1/shop", "app2/shop", "web1/nginx"],
         description="the card acquirer answers ever more slowly over 75 minutes: first nothing but longer times, then warnings, then timeouts",
         how="the acquirer's median latency rises from 0.12 s to 2.6 s; ended by switching to the second acquirer",
         evidence=[("app2", "payment", r"acquirer slow"), ("app2", "payment", r"no answer from acquirer"),
                   ("app2", "payment", r"answered in (2[5-9]\d|[3-9]\d\d|\d{4}) ms"), ("app1", "shop", r"read timeout"), ("web1", "nginx-access", r'POST /checkout HTTP/1.1" 502')]),
    dict(id="s2", kind="ssh-brute-force", span=BRUTE, host="web1", service="sshd", also=["web1", "ssh"], affected=["web1/sshd"],
         description="passwords are guessed by ssh from one address (overlaps s1, unrelated)", how="about 900 attempts in 12 minutes",
         evidence=[("web1", "auth", r"192\.0\.2\.254")]),
    dict(id="s3", kind="disk-full", span=DISK, host="db1", service="postgresql", also=["db1"],
         affected=["db1/postgresql", "app1/shop", "app2/shop", "work1/worker", "web1/nginx"],
         description="the write-ahead log cannot be archived and fills the database's disk: warnings for an hour, then failing writes, then a crash loop",
         how="the NFS archive is unreachable from the start; the disk is full at 15:31:20, the first crash at 15:38:05; ended by freeing space and mounting the archive again",
         evidence=[("db1", "postgresql-16-main", r"archive command failed"), ("db1", "syslog", r"diskcheck: (WARNING|CRITICAL)"),
                   ("db1", "postgresql-16-main", r"No space left on device"), ("db1", "postgresql-16-main", r"PANIC"),
                   ("app1", "shop", r"OperationalError|DiskFull"), ("work1", "worker", r"PSQLException"), ("web1", "nginx-access", r'" 500 ')]),
    dict(id="s4", kind="consumer-silent", span=SILENT, host="work1", service="worker", also=["work1"], affected=["work1/worker", "queue1/rabbitmq"],
         description="the order consumers hang without any error: nothing is processed, heartbeats go on, the queue grows (overlaps s3, unrelated)",
         how="all four consumer threads wait for a lock; ended by a restart, after which the backlog is worked off",
         evidence=[("work1", "worker", r"busy 4 of 4"), ("queue1", "queue-exporter", r"queue=shop.orders ready=([5-9]|\d\d+) ")]),
    dict(id="s5", kind="bad-deploy", span=BAD, host="app1", service="shop", also=["app2/shop", "shop", "app1", "app2"],
         affected=["app1/shop", "app2/shop", "web1/nginx"],
         description="release 3.8.0 raises KeyError in the pricing of a third of the carts: /cart, /cart/items and /checkout answer 500",
         how="rolling deploy of 3.8.0 to app1 and app2; ended by going back to 3.7.2",
         evidence=[("app1", "shop", r"unhandled exception"), ("app2", "shop", r"unhandled exception"), ("web1", "nginx-access", r'" 500 ')]),
]
BENIGN = [
    ("b1", "certificate-renewal", "web1/nginx", "certbot renews the certificate and nginx is reloaded", RELOAD - 3, RELOAD + 1),
    ("b2", "good-deploy", "app1/shop, app2/shop", "release 3.7.2, one server after the other; it prints a new harmless INFO line", GOOD - 6, GOOD + 30),
    ("b3", "logrotate", "web1/nginx", "nginx's logs are rotated by rename", ROTATE - 1, ROTATE + 1),
    ("b4", "load-wave", "all", "a campaign: up to 1.9 times the usual load, rising and falling gradually", WAVE[0], WAVE[1]),
    ("b5", "worker-graceful-restart", "work1/worker", "the worker is restarted gracefully", RESTART - 1, RESTART + 7),
    ("b6", "manual-vacuum", "db1/postgresql", "manual vacuum of two tables", VACUUM - 40, VACUUM + 20),
    ("b7", "backup", "db1/db-backup", "the second dump of the day", hm(13, 30), hm(13, 32)),
]


def truth(logs):
    def z(t): return iso(t, 6, zone="Z")
    faults = []
    for fault in FAULTS:
        start, end = fault["span"]
        evidence = []
        for host, name, pattern in fault["evidence"]:
            found = [(t, text) for t, _, text in sorted(logs.files[host, name]) if re.search(pattern, text)]
            inside = [(t, text) for t, text in found if start - 1 <= t <= end + 60]
            if not inside: sys.exit("%s: no trace of %s in %s/%s" % (fault["id"], pattern, host, name))
            evidence.append({"host": host, "source": name + ".log", "pattern": pattern, "count_in_span": len(inside), "count_elsewhere": len(found) - len(inside),
                             "first_seconds_after_start": round(inside[0][0] - start, 3), "samples": [text.split("\n")[0] for _, text in inside[:2]]})
        faults.append({"id": fault["id"], "kind": fault["kind"], "root_cause": {"host": fault["host"], "service": fault["service"]},
                       "also_acceptable": fault["also"], "affected": fault["affected"], "description": fault["description"], "how_injected": fault["how"],
                       "start": z(start), "end": z(end), "evidence": evidence, "traces_verified": True,
                       "first_trace_seconds_after_start": min(e["first_seconds_after_start"] for e in evidence)})
    benign = [{"id": i, "kind": k, "node": n, "description": text, "start": z(a), "end": z(b)} for i, k, n, text, a, b in BENIGN]
    return {"recording": "sample-logs", "start": z(0), "warmup_until": z(WARM_UP), "end": "2026-09-15T23:59:59.999999Z", "faults": faults,
            "benign": benign, "benign_during_a_fault": []}


def rendered(logs):
    """(path, text, time of the last line) of each file. nginx's logs were rotated once, by rename."""
    for (host, name), entries in logs.sorted():
        cuts = [("%s.log" % name, entries)]
        if name.startswith("nginx"):
            cuts = [("%s.log.1" % name, [e for e in entries if e[0] < ROTATE]), ("%s.log" % name, [e for e in entries if e[0] >= ROTATE])]
        for file, part in cuts:
            yield os.path.join(host, file), "".join(text + "\n" for _, _, text in part), part[-1][0] if part else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", help="folder to write to; made when it is not there")
    parser.add_argument("--truth", help="where to write the truth (default: OUT/truth.json)")
    parser.add_argument("--digest", action="store_true", help="print a digest of the logs and write nothing")
    a = parser.parse_args()
    if not a.out and not a.digest: parser.error("name a folder to write to, or --digest")
    logs = Shop().run()
    files = list(rendered(logs))
    lines, size = sum(text.count("\n") for _, text, _ in files), sum(len(text.encode()) for _, text, _ in files)
    if a.digest:
        print("%s  %d lines" % (hashlib.sha256("".join(p + "\0" + t for p, t, _ in files).encode()).hexdigest(), lines))
        return
    for path, text, last in files:
        path = os.path.join(a.out, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as f: f.write(text)
        stamp = DAY.timestamp() + last  # as on the shop's hosts: a reader may take the year of a syslog line from it
        os.utime(path, (stamp, stamp))
    with open(a.truth or os.path.join(a.out, "truth.json"), "w", encoding="utf-8") as f:
        json.dump(truth(logs), f, indent=1)
        f.write("\n")
    print("%d lines in %d files, %.1f MB" % (lines, len(files), size / 1e6))


if __name__ == "__main__":
    main()
