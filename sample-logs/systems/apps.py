"""Applications and workers, in six languages with the log formats that are usual there."""

import json

from world import LENGTH, Node, Result, call, clf, comma, epoch, iso
from wording import complaint

VERBS = {"orders": "order", "catalog": "item", "checkout": "payment", "billing": "invoice", "accounts": "account", "search": "query", "notify": "message", "inventory": "stock item", "gateway": "route", "reports": "report", "media": "picture", "profile": "profile", "shipping": "parcel", "pricing": "price", "tickets": "ticket", "booking": "booking", "claims": "claim", "ledger": "entry"}


class App(Node):
    """Serves requests; each needs some of its services. What it cannot do without makes it answer 500."""

    proto, kind, base, port = "http", "service", 0.012, 8080
    EVERYDAY = [
        "{thing} {n} not found",
        "validation failed: field 'email' is not a valid address",
        "token expired for user {n}",
        "retrying after optimistic lock conflict on {thing} {n}",
        "client closed the connection before the response to {thing} {n} was sent",
        "deprecated parameter 'page_size' used by client {n}",
        "upload for {thing} {n} rejected: type image/heic is not supported",
        "response for {thing} {n} is {k} KB, over the soft limit",
        "cached {thing} {n} could not be decoded, ignoring it",
        "user {n} failed to log in, attempt 3",
        "duplicate request for {thing} {n} ignored",
        "locale 'xx' unknown, falling back to 'en'",
        "invalid signature in webhook for {thing} {n}",
        "rounding difference of {k} cents in {thing} {n}",
    ]

    def __init__(self, host, name, port):
        super().__init__(host, name)
        self.port, self.description = port, name + " service"
        self.thing = VERBS.get(name, "record")
        self.first = self.dice.whole(0, 13)
        self.version = "%d.%d.%d" % (self.dice.whole(1, 5), self.dice.whole(0, 20), self.dice.whole(0, 9))

    @property
    def aliases(self):
        return [self.unit, "%s:%d" % (self.host.name, self.port), "%s:%d" % (self.host.ip, self.port)]

    def serve(self, t, rid, caller, need, op):
        slow = self.slowness(t)
        spent = self.dice.around(self.base, 0.6) * slow
        full = self.effect(t, "pool")
        if full and self.dice.chance(full.p):
            self.pool(t + min(full.wait, need.timeout), rid, op)
            return self.answer(t, rid, op, 500, full.wait + spent)
        for dep in self.deps:
            if not self.dice.chance(dep.share):
                continue
            r = call(self, dep, t + spent, rid, "%s /%s/%d" % (op.split(" ")[0], dep.service.name, self.dice.whole(100, 99999)))
            spent += r.seconds
            if not r.ok:
                self.failed(t + spent, rid, op, dep, r)
                if not dep.optional:
                    return self.answer(t, rid, op, 503 if r.kind in ("slow", "timeout") and self.dice.chance(0.5) else 500, spent)
            elif r.seconds > 1.0:
                self.warn(t + spent, rid, "slow call to %s took %d ms" % (dep.service.name, int(r.seconds * 1000)))
        bad = self.effect(t, "bug")
        if bad and self.dice.chance(bad.p):
            self.bug(t + spent, rid, op, bad)
            return self.answer(t, rid, op, 500, spent)
        e = self.effect(t, "fail")
        if e and self.dice.chance(e.p):
            self.error(t + spent, rid, e.text, [])
            return self.answer(t, rid, op, e.status, spent + getattr(e, "wait", 0.0))
        return self.answer(t, rid, op, 200, spent)

    def answer(self, t, rid, op, status, spent):
        self.served(t + spent, rid, op, status, spent)
        return Result(status < 500, spent, "" if status < 500 else "status", self, status=status)

    def failed(self, t, rid, op, dep, r):
        target = r.target
        text = complaint(self.lang, target.proto, target.host.name, target.host.ip, target.port, r)
        if dep.optional:
            self.warn(t, rid, "%s unavailable, continuing without: %s" % (dep.service.name, text))
        else:
            self.error(t, rid, self.context(op, dep) + ": " + text if self.lang not in ("python", "java", "dotnet") else text, self.trace(), self.context(op, dep))

    def context(self, op, dep):
        return "failed to %s %s" % ("load" if op.startswith("GET") else "store", self.thing)

    def trace(self):
        return []

    def background(self):
        """Everyday warnings: a few kinds come every few minutes, a long tail of others once in an hour or two."""
        for t in self.sometimes(90):
            rank = min(len(self.EVERYDAY) - 1, int(len(self.EVERYDAY) ** self.dice.random()) - 1)
            text = self.EVERYDAY[(rank + self.first) % len(self.EVERYDAY)]
            self.warn(t, self.dice.hex(16), text.format(thing=self.thing, n=self.dice.whole(100, 99999), k=self.dice.whole(2, 900)))
        for t in self.every(300, 0.01):
            self.info(t, "", "health: %d requests in 5 min, %d active sessions" % (int(300 * self.system.load(t) * self.dice.between(0.8, 1.2)), self.dice.whole(3, 40)))

    def pool(self, t, rid, op):
        self.error(t, rid, {"python": "sqlalchemy.exc.TimeoutError: QueuePool limit of size 10 overflow 10 reached, connection timed out, timeout 5.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)", "java": "HikariPool-1 - Connection is not available, request timed out after 5000ms (total=10, active=10, idle=0, waiting=%d)" % self.dice.whole(3, 40), "node": "TimeoutError: Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a .transacting(trx) call?", "go": "acquire connection: context deadline exceeded (pool: 10 in use, 0 idle)", "php": "SQLSTATE[HY000] [2002] Resource temporarily unavailable", "dotnet": "System.InvalidOperationException: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached."}[self.lang], self.trace())

    BUGS = {
        "python": ["KeyError: 'discount_rate'", "TypeError: unsupported operand type(s) for *: 'NoneType' and 'decimal.Decimal'", "AttributeError: 'NoneType' object has no attribute 'currency'"],
        "java": ['java.lang.NullPointerException: Cannot invoke "com.corp.model.Customer.getTier()" because "customer" is null', "java.lang.ArithmeticException: Rounding necessary", "java.lang.IllegalStateException: Unexpected value: PARTIALLY_PAID"],
        "node": ["TypeError: Cannot read properties of undefined (reading 'amount')", "ReferenceError: taxTable is not defined", "RangeError: Invalid time value"],
        "go": ["runtime error: invalid memory address or nil pointer dereference", "runtime error: index out of range [3] with length 3", "json: cannot unmarshal string into Go struct field Item.price of type float64"],
        "php": ["PHP Fatal error:  Uncaught TypeError: round(): Argument #1 ($num) must be of type int|float, string given in /srv/app/src/Price.php:88", "PHP Fatal error:  Uncaught Error: Call to undefined method App\\Entity\\Cart::getTotals() in /srv/app/src/CartController.php:142", "PHP Fatal error:  Uncaught Error: Call to a member function format() on null in /srv/app/src/View.php:61"],
        "dotnet": ["System.NullReferenceException: Object reference not set to an instance of an object.", "System.Collections.Generic.KeyNotFoundException: The given key 'region' was not present in the dictionary.", "System.FormatException: The input string '12,50' was not in a correct format."],
    }

    def bug(self, t, rid, op, e):
        self.error(t, rid, e.text, self.trace(), "unhandled exception")


class JavaApp(App):
    """Spring Boot with logback's usual pattern."""

    lang, label = "java", "java"

    def line(self, t, level, logger, text):
        self.host.file(t, self.name, "%s %5s %d --- [nio-%d-exec-%d] %-40s : %s" % (iso(self.now(t), 3, "Z"), level, self.host.pid(self.name), self.port, self.dice.whole(1, 10), logger, text))

    def info(self, t, rid, text):
        self.line(t, "INFO", "com.corp.%s.Application" % self.name, text)

    def served(self, t, rid, op, status, spent):
        self.line(t, "INFO", "c.c.%s.web.RequestLogFilter" % self.name, "%s -> %d in %d ms [%s]" % (op.split("?")[0], status, int(spent * 1000), rid))

    def warn(self, t, rid, text):
        self.line(t, "WARN", "com.corp.%s.%sService" % (self.name, self.name.capitalize()), text + (" [%s]" % rid if rid else ""))

    def error(self, t, rid, text, trace, context=None):
        self.line(t, "ERROR", "o.a.c.c.C.[.[.[/].[dispatcherServlet]", "Servlet.service() for servlet [dispatcherServlet] in context with path [] threw exception [Request processing failed: %s] with root cause\n\n%s%s" % (text, text, "".join("\n\tat " + f for f in trace)))

    def trace(self):
        n = self.name
        return ["com.corp.%s.repo.Repository.find(Repository.java:%d)" % (n, 61), "com.corp.%s.%sService.handle(%sService.java:118)" % (n, n.capitalize(), n.capitalize()), "com.corp.%s.web.Controller.get(Controller.java:44)" % n, "java.base/java.lang.Thread.run(Thread.java:1583)"]

    def starting(self, t):
        self.info(t + 0.8, "", "Starting Application v%s using Java 21.0.4 with PID %d (/srv/%s/app.jar started by app in /srv/%s)" % (self.version, self.host.renew(self.name), self.name, self.name))
        self.line(t + 3.1, "INFO", "o.s.b.w.embedded.tomcat.TomcatWebServer", "Tomcat started on port %d (http) with context path '/'" % self.port)
        self.info(t + 3.3, "", "Started Application in 3.%d seconds (process running for 3.9)" % self.dice.whole(100, 999))

    def stopping(self, t):
        self.line(t, "INFO", "o.s.b.w.e.tomcat.GracefulShutdown", "Commencing graceful shutdown. Waiting for active requests to complete")
        self.line(t + 0.6, "INFO", "com.zaxxer.hikari.HikariDataSource", "HikariPool-1 - Shutdown completed.")


class NodeApp(App):
    """Node.js with pino's JSON."""

    lang, label = "node", "node"

    def json(self, t, level, fields, text):
        entry = {"level": level, "time": int(epoch(self.now(t)) * 1000), "pid": self.host.pid(self.name), "hostname": self.host.name}
        entry.update(fields)
        entry["msg"] = text
        self.host.file(t, self.name, json.dumps(entry, separators=(",", ":")))

    def info(self, t, rid, text):
        self.json(t, 30, {}, text)

    def served(self, t, rid, op, status, spent):
        method, url = op.split(" ", 1)
        self.json(t, 30 if status < 500 else 50, {"reqId": rid, "req": {"method": method, "url": url}, "res": {"statusCode": status}, "responseTime": round(spent * 1000, 2)}, "request completed" if status < 500 else "request errored")

    def warn(self, t, rid, text):
        self.json(t, 40, {"reqId": rid} if rid else {}, text)

    def error(self, t, rid, text, trace, context=None):
        name, _, message = text.rpartition("Error: ")
        self.json(t, 50, {"reqId": rid, "err": {"type": (name.split(": ")[-1] + "Error") if name or message != text else "Error", "message": message, "stack": "%s\n    at Repository.find (/srv/%s/dist/repository.js:%d:19)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)" % (message, self.name, 88)}}, text)

    def starting(self, t):
        self.host.renew(self.name)
        self.json(t + 0.9, 30, {}, "%s@%s starting in production mode" % (self.name, self.version))
        self.json(t + 1.2, 30, {}, "Server listening at http://0.0.0.0:%d" % self.port)

    def stopping(self, t):
        self.json(t, 30, {"signal": "SIGTERM"}, "closing server")


class GoApp(App):
    """Go with zap's production encoder."""

    lang, label = "go", "go"

    def json(self, t, level, caller, text, fields):
        entry = {"level": level, "ts": round(epoch(self.now(t)), 6), "caller": caller, "msg": text}
        entry.update(fields)
        self.host.file(t, self.name, json.dumps(entry, separators=(",", ":")))

    def info(self, t, rid, text):
        self.json(t, "info", "server/stats.go:31", text, {})

    def served(self, t, rid, op, status, spent):
        method, url = op.split(" ", 1)
        self.json(t, "info", "server/middleware.go:57", "handled", {"method": method, "path": url.split("?")[0], "status": status, "elapsed": round(spent, 6), "request_id": rid})

    def warn(self, t, rid, text):
        self.json(t, "warn", "service/%s.go:%d" % (self.name, 131), text, {"request_id": rid} if rid else {})

    def error(self, t, rid, text, trace, context=None):
        if text.startswith("runtime error"):
            self.json(t, "error", "server/recover.go:22", "panic recovered", {"error": text, "request_id": rid, "stacktrace": "runtime/debug.Stack()\n\t/usr/local/go/src/runtime/debug/stack.go:24\nmain.(*Handler).ServeHTTP\n\t/src/%s/handler.go:71" % self.name})
        else:
            self.json(t, "error", "service/%s.go:%d" % (self.name, 96), context or "request failed", {"error": text, "request_id": rid})

    def starting(self, t):
        self.host.renew(self.name)
        self.json(t + 0.3, "info", "cmd/main.go:48", "starting", {"version": self.version, "go": "go1.23.2"})
        self.json(t + 0.4, "info", "cmd/main.go:77", "listening", {"addr": ":%d" % self.port})

    def stopping(self, t):
        self.json(t, "info", "cmd/main.go:90", "shutting down", {"signal": "terminated"})


class PythonApp(App):
    """Flask on gunicorn: Python's logging to the journal or syslog, gunicorn's access log to a file."""

    lang, label = "python", "python"

    @property
    def aliases(self):
        return super().aliases + [self.name + "-access"]

    def say(self, t, level, logger, text, prio):
        self.host.sys(t, self.name, "%s %s [%s] %s" % (comma(self.now(t)), level, logger, text), prio=prio)

    def info(self, t, rid, text):
        self.say(t, "INFO", self.name, text, 6)

    def served(self, t, rid, op, status, spent):
        self.host.file(t, self.name + "-access", '10.0.0.%d - - [%s] "%s HTTP/1.1" %d %d "-" "python-requests/2.32.3" %d %s' % (self.dice.whole(2, 9), clf(self.now(t)), op, status, self.dice.whole(90, 9000), int(spent * 1e6), rid))

    def warn(self, t, rid, text):
        self.say(t, "WARNING", self.name + ".service", ("[%s] " % rid if rid else "") + text, 6)

    def error(self, t, rid, text, trace, context=None):
        body = "".join('\n  File "/srv/%s/%s.py", line %d, in %s' % (self.name, f, n, c) for f, n, c in (("views", 84, "view"), ("service", 131, "handle"), ("store", 58, "execute")))
        self.say(t, "ERROR", self.name, "[%s] %s\nTraceback (most recent call last):%s\n%s" % (rid, context or "Exception on request", body, text), 6)

    def starting(self, t):
        pid = self.host.renew(self.name)
        for dt, text in ((0.4, "Starting gunicorn 23.0.0"), (0.41, "Listening at: http://0.0.0.0:%d (%d)" % (self.port, pid)), (0.42, "Using worker: gthread"), (0.5, "Booting worker with pid: %d" % (pid + 3))):
            self.host.sys(t + dt, self.name, "[%s +0000] [%d] [INFO] %s" % (iso(self.now(t + dt), 0, "", " "), pid, text))

    def stopping(self, t):
        self.host.sys(t, self.name, "[%s +0000] [%d] [INFO] Handling signal: term" % (iso(self.now(t), 0, "", " "), self.host.pid(self.name)))


class PHPApp(App):
    """PHP-FPM with Monolog."""

    lang, label = "php", "php"

    def line(self, t, level, channel, text):
        self.host.file(t, self.name, "[%s] %s.%s: %s [] []" % (iso(self.now(t), 6, "+00:00"), channel, level, text))

    def info(self, t, rid, text):
        self.line(t, "INFO", "app", text)

    def served(self, t, rid, op, status, spent):
        self.line(t, "INFO", "request", 'Matched route "%s". {"method":"%s","request_id":"%s","status":%d,"ms":%d}' % (op.split(" ")[1].strip("/").split("/")[0].split("?")[0] + "_show", op.split(" ")[0], rid, status, int(spent * 1000)))

    def warn(self, t, rid, text):
        self.line(t, "WARNING", "app", text + (' {"request_id":"%s"}' % rid if rid else ""))

    def error(self, t, rid, text, trace, context=None):
        self.line(t, "CRITICAL", "request", 'Uncaught PHP Exception %s: "%s" at /srv/%s/vendor/doctrine/dbal/src/Driver/API/ExceptionConverter.php line 87 {"request_id":"%s"}' % ("Doctrine\\DBAL\\Exception\\DriverException" if "SQLSTATE" in text else "RuntimeException", text, self.name, rid))

    def starting(self, t):
        stamp = "[%s]" % iso(self.now(t), 0, "", " ")
        self.host.file(t + 0.2, "php-fpm", "%s NOTICE: fpm is running, pid %d" % (stamp, self.host.renew(self.name)))
        self.host.file(t + 0.3, "php-fpm", "%s NOTICE: ready to handle connections" % stamp)

    def stopping(self, t):
        self.host.file(t, "php-fpm", "[%s] NOTICE: Terminating ..." % iso(self.now(t), 0, "", " "))


class DotNetApp(App):
    """ASP.NET with Serilog's text."""

    lang, label = "dotnet", "dotnet"

    def line(self, t, level, text):
        self.host.file(t, self.name, "%s [%s] %s" % (iso(self.now(t), 3, " +00:00", " "), level, text))

    def info(self, t, rid, text):
        self.line(t, "INF", text)

    def served(self, t, rid, op, status, spent):
        self.line(t, "INF" if status < 500 else "ERR", "HTTP %s responded %d in %.4f ms {RequestId=%s}" % (op, status, spent * 1000, rid))

    def warn(self, t, rid, text):
        self.line(t, "WRN", text)

    def error(self, t, rid, text, trace, context=None):
        self.line(t, "ERR", "An unhandled exception has occurred while executing the request.\n%s\n   at Corp.%s.Repository.FindAsync(Int64 id) in /src/Repository.cs:line 73\n   at Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddlewareImpl.Invoke(HttpContext context)" % (text, self.name.capitalize()))

    def starting(self, t):
        self.host.renew(self.name)
        self.line(t + 0.9, "INF", "Now listening on: http://[::]:%d" % self.port)
        self.line(t + 0.95, "INF", "Application started. Press Ctrl+C to shut down. Version %s" % self.version)

    def stopping(self, t):
        self.line(t, "INF", "Application is shutting down...")


class Worker(Node):
    """Takes jobs from a queue, with what it needs for each; no one calls it."""

    kind = "worker"
    jobs = 9.0  # seconds between jobs

    def __init__(self, host, name):
        super().__init__(host, name)
        self.description = name + " worker"
        self.port = 0

    def work(self):
        t = self.dice.gap(self.jobs)
        while t < LENGTH:
            if self.up(t) and not self.effect(t, "hang"):
                self.job(t)
            t += self.dice.gap(self.jobs) / max(0.3, self.system.load(t))

    def job(self, t):
        ident, spent = self.dice.uuid(), self.dice.around(0.4, 0.7) * self.slowness(t)
        queue = self.deps[0]
        r = call(self, queue, t)
        if not r.ok:
            return self.lost(t + r.seconds, r)
        self.took(t, ident)
        for dep in self.deps[1:]:
            if self.dice.chance(dep.share):
                r = call(self, dep, t + spent)
                spent += r.seconds
                if not r.ok and not dep.optional:
                    target = r.target
                    return self.broke(t + spent, ident, complaint(self.lang, target.proto, target.host.name, target.host.ip, target.port, r), spent)
        bad = self.effect(t, "bug")
        if bad and self.dice.chance(bad.p):
            return self.broke(t + spent, ident, bad.text, spent)
        self.did(t + spent, ident, spent)

    def lost(self, t, r):
        target = r.target
        text = complaint(self.lang, target.proto, target.host.name, target.host.ip, target.port, r)
        self.unreachable(t, text, target)

    def background(self):
        pass


class Celery(Worker):
    lang, label = "python", "celery"

    def say(self, t, level, text):
        self.host.file(t, self.name, "[%s: %s/%s] %s" % (comma(self.now(t)), level, "MainProcess" if "received" in text or "connection" in text else "ForkPoolWorker-%d" % self.dice.whole(1, 4), text))

    def task(self):
        return "%s.tasks.%s" % (self.name.replace("-", "_"), self.dice.pick(["send_mail", "render_invoice", "sync_stock", "resize_image"]))

    def took(self, t, ident):
        self.kind_of = self.task()
        self.say(t, "INFO", "Task %s[%s] received" % (self.kind_of, ident))

    def did(self, t, ident, spent):
        self.say(t, "INFO", "Task %s[%s] succeeded in %.12fs: None" % (self.kind_of, ident, spent))

    def broke(self, t, ident, text, spent):
        kind = text.split(": ")[0].split(".")[-1]
        self.say(t, "ERROR", 'Task %s[%s] raised unexpected: %s(%r)\nTraceback (most recent call last):\n  File "/srv/venv/lib/python3.11/site-packages/celery/app/trace.py", line 453, in trace_task\n    R = retval = fun(*args, **kwargs)\n%s' % (self.kind_of, ident, kind, text.split(": ", 1)[-1], text))

    def unreachable(self, t, text, target):
        scheme = {"amqp": "amqp://app:**@%s:5672//", "redis": "redis://%s:6379/0"}.get(target.proto, "kafka://%s:9092")
        self.say(t, "ERROR", "consumer: Cannot connect to %s: %s.\nTrying again in %d.00 seconds... (%d/100)\n" % (scheme % target.host.name, text.split(": ", 1)[-1], self.dice.pick([2, 4, 6, 8]), self.dice.whole(1, 9)))

    def starting(self, t):
        self.say(t + 1.5, "INFO", "Connected to broker: connection established")
        self.say(t + 2.5, "INFO", "celery@%s ready." % self.host.name)

    def stopping(self, t):
        self.say(t, "WARNING", "worker: Warm shutdown (MainProcess)")


class JavaWorker(Worker):
    lang, label = "java", "java-worker"

    def line(self, t, level, logger, text):
        self.host.file(t, self.name, "%s [consumer-%d] %-5s %s - %s" % (comma(self.now(t)), self.dice.whole(1, 4), level, logger, text))

    def took(self, t, ident):
        self.line(t, "DEBUG", "c.corp.consumer.Listener", "received message %s" % ident)

    def did(self, t, ident, spent):
        self.line(t, "INFO", "c.corp.consumer.Handler", "processed %s in %d ms" % (ident, int(spent * 1000)))

    def broke(self, t, ident, text, spent):
        self.line(t, "ERROR", "c.corp.consumer.Handler", "failed to process message %s, will be redelivered\n%s\n\tat com.corp.consumer.Handler.handle(Handler.java:77)\n\tat com.corp.consumer.Listener.onMessage(Listener.java:41)" % (ident, text))

    def unreachable(self, t, text, target):
        if target.proto == "kafka":
            self.line(t, "WARN", "o.a.kafka.clients.NetworkClient", "[Consumer clientId=consumer-1, groupId=%s] Connection to node %d (%s/%s:9092) could not be established. Node may not be available." % (self.name, getattr(target, "number", 1), target.host.fqdn, target.host.ip))
        else:
            self.line(t, "ERROR", "o.s.a.r.l.SimpleMessageListenerContainer", "Consumer raised exception, processing can restart if the connection factory supports it. Exception summary: " + text)

    def starting(self, t):
        self.line(t + 2, "INFO", "c.corp.consumer.Main", "consumer started, %d threads" % 4)

    def stopping(self, t):
        self.line(t, "INFO", "c.corp.consumer.Main", "stopping consumer, waiting for running jobs")


class GoWorker(Worker):
    lang, label = "go", "go-worker"

    def json(self, t, level, text, **fields):
        entry = {"time": iso(self.now(t), 6), "level": level, "msg": text}
        entry.update(fields)
        self.host.sys(t, self.name, json.dumps(entry, separators=(",", ":")))

    def took(self, t, ident):
        pass

    def did(self, t, ident, spent):
        self.json(t, "INFO", "job done", job=ident, seconds=round(spent, 3))

    def broke(self, t, ident, text, spent):
        self.json(t, "ERROR", "job failed", job=ident, attempt=self.dice.whole(1, 3), err=text)

    def unreachable(self, t, text, target):
        self.json(t, "ERROR", "fetch failed, backing off", err=text, backoff="%ds" % self.dice.pick([1, 2, 4, 8]))

    def starting(self, t):
        self.json(t + 0.3, "INFO", "worker started", concurrency=8)

    def stopping(self, t):
        self.json(t, "INFO", "signal received, draining", signal="terminated")


APPS = [JavaApp, NodeApp, GoApp, PythonApp, PHPApp, DotNetApp]
WORKERS = [Celery, JavaWorker, GoWorker]
