"""The measuring behind bench.sh; needs nothing but Python 3."""
import csv, datetime, json, os, re, shutil, signal, statistics, subprocess, sys, tempfile, time
import bench_compare

HAETAE, BENCHMARKS = os.path.abspath(os.environ["HAETAE"]), os.path.abspath(os.environ["BENCHMARKS"])
DATA, FULL = os.environ.get("HAETAE_DATA", ""), "--full" in sys.argv[1:]
WORK = tempfile.mkdtemp(prefix="haetae-bench.")
ENV = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC")
PUBLIC = "set HAETAE_DATA to the folder of labelled data; public sets: Loghub-2.0 (templates), Numenta Anomaly Benchmark (series)"


class Run:
    """A child process that ended: wall and CPU seconds, peak RSS in MB, exit code, output."""

    def __init__(self, *command, stdout=None, timeout=600):
        out = os.path.join(WORK, "stdout")
        err = os.path.join(WORK, "stderr")
        with open(stdout or out, "wb") as o, open(err, "wb") as e:
            started = time.perf_counter()
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=o, stderr=e, env=ENV)
            signal.alarm(timeout)
            try:
                _, status, usage = os.wait4(child.pid, 0)
            except TimeoutError:
                child.kill()
                _, status, usage = os.wait4(child.pid, 0)
            finally:
                signal.alarm(0)
            self.wall = time.perf_counter() - started
        child.returncode = self.code = os.waitstatus_to_exitcode(status)
        self.cpu = usage.ru_utime + usage.ru_stime
        self.rss = usage.ru_maxrss / 1024
        with open(err, "rb") as e:
            self.err = e.read().decode(errors="replace")
        with open(stdout or out, "rb") as o:
            self.out = o.read(1 << 20).decode(errors="replace")


def on_alarm(*_):
    raise TimeoutError


def section(title):
    print(f"\n{title}", flush=True)


def row(name, value):
    print(f"  {name:<44} {value}", flush=True)


def skip(name, why):
    row(name, f"skipped: {why}")


def path(name):
    return os.path.join(WORK, name)


def count_lines(file):
    with open(file, "rb") as f:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: f.read(1 << 20), b""))


def mix(megabytes):
    file = path(f"mix{megabytes}.log")
    if not os.path.exists(file):
        started = time.perf_counter()
        subprocess.run([sys.executable, "scripts/bench_mix.py", str(megabytes), file], check=True)
        row(f"generated {megabytes} MB", f"{count_lines(file):,} lines, {time.perf_counter() - started:.1f} s")
    return file


HEADING = f"  {'':<44} {'lines/s':>12} {'MB/s':>8} {'wall s':>8} {'CPU s':>8} {'RSS MB':>8}"


def speed(name, file, lines, *command, best_of=1, accept=(0,)):
    runs = [Run(*command, file) for _ in range(best_of)]
    bad = next((r for r in runs if r.code not in accept), None)
    if bad:
        return skip(name, f"exit code {bad.code}: {bad.err.strip()[-200:]}")
    r = min(runs, key=lambda r: r.wall)
    megabytes = os.path.getsize(file) / 1e6
    print(f"  {name:<44} {lines / r.wall:>12,.0f} {megabytes / r.wall:>8,.1f} {r.wall:>8.2f} {r.cpu:>8.2f} {r.rss:>8.1f}", flush=True)
    return r


def median_start(name, *command, accept=(0,)):
    runs = [Run(*command) for _ in range(20)]
    bad = next((r for r in runs if r.code not in accept), None)
    if bad:
        return skip(name, f"exit code {bad.code}: {bad.err.strip()[-200:]}")
    walls = [r.wall * 1000 for r in runs]
    row(name, f"{statistics.median(walls):.1f} ms (median of 20; {min(walls):.1f} to {max(walls):.1f}), RSS {max(r.rss for r in runs):.1f} MB")


def size_and_start():
    section("Size and start-up")
    stripped = path("stripped")
    note = ""
    if shutil.which("strip") and subprocess.run(["strip", "-o", stripped, HAETAE], capture_output=True).returncode == 0:
        note = f", {os.path.getsize(stripped) / 1e6:.1f} MB stripped"
    row("binary", f"{os.path.getsize(HAETAE) / 1e6:.1f} MB{note}")
    median_start("haetae --version", HAETAE, "--version")
    state = small_state()
    if not state:
        return skip("haetae status, incidents list", "the daemon wrote no store")
    median_start("haetae status --state DIR", HAETAE, "status", "--state", state)
    median_start("haetae incidents list --state DIR", HAETAE, "incidents", "list", "--state", state, accept=(0, 2))


def small_state():
    """A store such as a daemon leaves behind after it has read the sample scenario."""
    logs, state = scenario(), path("state")
    with open(path("haetae.yaml"), "w") as f:
        f.write(f"sources:\n  journal: false\n  files: [\"{logs}/*/*.log\"]\n  host_folders: [\"{logs}\"]\n  idle_after: 3600\n"
                f"state: {{path: \"{state}\"}}\napi: {{socket: \"{path('socket')}\"}}\ntopology: sample-logs/topology.yaml\ntimezone: UTC\n")
    with open(path("daemon.log"), "wb") as log:
        child = subprocess.Popen([HAETAE, "daemon", "--config", path("haetae.yaml"), "--log-level", "warning"], stdout=log, stderr=log, env=ENV)
    store = os.path.join(state, "haetae.sqlite")
    for _ in range(60):  # a busy machine may take long to begin
        time.sleep(0.5)
        if os.path.exists(store) or child.poll() is not None:
            break
    time.sleep(3)
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(20)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    return state if os.path.exists(store) else None


def scenario():
    logs = path("shop")
    if not os.path.isdir(logs):
        subprocess.run([sys.executable, "sample-logs/generate.py", logs], check=True, stdout=subprocess.DEVNULL)
    return logs


def throughput():
    section("Speed on a mixed log file (page cache warm; best of 2)")
    big, part = mix(128), mix(32)
    lines, few = count_lines(big), count_lines(part)
    print(HEADING)
    speed("wc -l, 128 MB", big, lines, "wc", "-l", best_of=2)
    speed("grep -c ERROR, 128 MB", big, lines, "grep", "-c", "ERROR", best_of=2)
    speed("haetae templates mine, 128 MB", big, lines, HAETAE, "templates", "mine", best_of=2)
    small = speed("haetae analyze, 32 MB", part, few, HAETAE, "analyze", best_of=2)
    large = speed("haetae analyze, 128 MB", big, lines, HAETAE, "analyze", best_of=2)
    speed("haetae analyze --workers 2, 128 MB", big, lines, HAETAE, "analyze", "--workers", "2", best_of=2)
    speed("haetae compare, 128 MB with itself", big, lines * 2, HAETAE, "compare", big, best_of=2)
    if FULL:
        huge = mix(1000)
        most = count_lines(huge)
        largest = speed("haetae analyze, 1 GB", huge, most, HAETAE, "analyze")
        speed("haetae analyze --workers 2, 1 GB", huge, most, HAETAE, "analyze", "--workers", "2")
        speed("haetae compare, 1 GB with itself", huge, most * 2, HAETAE, "compare", huge)
        os.remove(huge)
    else:
        skip("haetae analyze, 1 GB", "with --full only (make bench-full)")
    if small and large:
        a, b = small.cpu / few * 1e6, large.cpu / lines * 1e6
        row("CPU a line, 32 MB -> 128 MB", f"{a:.2f} -> {b:.2f} us ({(b / a - 1) * 100:+.0f} %)")
        row("CPU a line, of the last 96 MB", f"{(large.cpu - small.cpu) / (lines - few) * 1e6:.2f} us")
    if FULL and large and largest:
        row("CPU a line, of the last 872 MB of 1 GB", f"{(largest.cpu - large.cpu) / (most - lines) * 1e6:.2f} us")


def drain3():
    section("Beside Drain3 (one 4 MB part of the same file, default configuration, raw lines)")
    file = mix(4)
    lines = count_lines(file)
    python = sys.executable
    if subprocess.run([python, "-c", "import drain3"], capture_output=True).returncode != 0:
        python = path("venv/bin/python")
        try:
            subprocess.run([sys.executable, "-m", "venv", path("venv")], check=True, capture_output=True, timeout=60)
            subprocess.run([python, "-m", "pip", "install", "-q", "drain3==0.9.11"], check=True, capture_output=True, timeout=90)
        except (OSError, subprocess.SubprocessError):
            python = None
    print(HEADING)
    if python:
        with open(path("drain.py"), "w") as f:
            f.write("import sys\nfrom drain3 import TemplateMiner\nminer = TemplateMiner()\n"
                    "for line in open(sys.argv[1], errors='replace'): miner.add_log_message(line.rstrip('\\n'))\n"
                    "print(len(miner.drain.clusters))\n")
        speed("Drain3 0.9.11, 4 MB", file, lines, python, path("drain.py"))
    else:
        skip("Drain3, 4 MB", "not installed, and pip could not install it")
    speed("haetae templates mine, 4 MB", file, lines, HAETAE, "templates", "mine", best_of=2)


# Valgrind before 3.20 writes to the mask that sigsuspend(2) is given; libdispatch's lies in read-only memory.
SHIM = """#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
int sigsuspend(const sigset_t *mask) { sigset_t copy = *mask; return syscall(SYS_rt_sigsuspend, &copy, 8); }
"""


def shim():
    """Builds the library that works around it. None without a C compiler."""
    library = path("shim.so")
    compiler = next((c for c in ["cc", "clang", "gcc"] if shutil.which(c)), None)
    if compiler and not os.path.exists(library):
        subprocess.run([compiler, "-shared", "-fPIC", "-x", "c", "-o", library, "-"], input=SHIM.encode(), capture_output=True)
    return library if os.path.exists(library) else None


def instructions(*arguments):
    """Instructions that a command executes and the tool that counted them, or None and why not."""
    if shutil.which("perf"):
        r = Run("perf", "stat", "-x,", "-e", "instructions:u", HAETAE, *arguments)
        match = re.search(r"^(\d+),[^,]*,instructions", r.err, re.M)
        if r.code == 0 and match:
            return int(match.group(1)), "perf stat"
    if not shutil.which("valgrind"):
        return None, "no hardware counters by perf, and no valgrind"
    binary = path("stripped") if os.path.exists(path("stripped")) else HAETAE  # its debug information is not needed
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={path('callgrind')}", binary, *arguments]
    preload = shim()
    r = Run("env", f"LD_PRELOAD={preload}", *command, timeout=240) if preload else Run(*command, timeout=240)
    match = re.search(r"Collected : (\d+)", r.err)
    if r.code == 0 and match:
        return int(match.group(1)), "callgrind"
    return None, "callgrind failed: " + " ".join(r.err.split())[-120:]


def instruction_rows():
    section("Instructions a line (do not depend on how busy the machine is)")
    first, second = mix(2), mix(6)
    for name, command in [("templates mine", ["templates", "mine"]), ("analyze", ["analyze"])]:
        a, tool = instructions(*command, first)
        if a is None:
            skip(name, tool)
            continue
        b, more = instructions(*command, second)
        n, m = count_lines(first), count_lines(second)
        row(f"haetae {name}, 2 MB, start-up included", f"{a / n:,.0f} ({tool})")
        if b is None:
            skip(f"haetae {name}, MB 3 to 6 only", more)
        else:
            row(f"haetae {name}, MB 3 to 6 only", f"{(b - a) / (m - n):,.0f} ({tool})")


def detect():
    section("Time series")
    file, points = path("series.csv"), 1_000_000
    import math, random
    r = random.Random(1)
    begin = datetime.datetime(2025, 1, 1)
    with open(file, "w") as f:
        f.write("timestamp,value\n")
        for i in range(points):
            at = begin + datetime.timedelta(minutes=i)
            value = 50 + 20 * math.sin(i / 1440 * 6.2832) + r.gauss(0, 2) + (60 if i % 50021 > 50000 else 0)
            f.write(f"{at},{value:.4f}\n")
    result = Run(HAETAE, "detect", file, stdout=path("scored.csv"))
    if result.code:
        return skip("haetae detect", f"exit code {result.code}: {result.err.strip()[-200:]}")
    row("haetae detect, 1,000,000 rows", f"{points / result.wall:,.0f} points/s, {result.wall:.2f} s, CPU {result.cpu:.2f} s, RSS {result.rss:.1f} MB")


def runbooks():
    section("Runbooks")
    folder, file = "sample-logs/runbooks", "sample-logs/questions.jsonl"
    ENV["XDG_CACHE_HOME"] = path("cache")
    median_start("runbooks search, index kept, 1 query", HAETAE, "runbooks", "search", "--dir", folder, "the disk of the database is full")
    with open(file, encoding="utf-8") as f:
        questions = [line for line in f if line.strip()]
    repeat = 20
    with open(path("questions.jsonl"), "w", encoding="utf-8") as f:
        f.writelines(line if line.endswith("\n") else line + "\n" for line in questions * repeat)
    one = Run(HAETAE, "runbooks", "search", "--dir", folder, "--batch", file, "--json")
    many = Run(HAETAE, "runbooks", "search", "--dir", folder, "--batch", path("questions.jsonl"), "--json")
    if one.code or many.code:
        return skip("runbooks search --batch", f"exit code {one.code or many.code}: {(one.err or many.err).strip()[-200:]}")
    each = (many.wall - one.wall) / (len(questions) * (repeat - 1)) * 1000
    row(f"one query, index loaded ({len(questions)} questions)", f"{each:.2f} ms")
    many_passages(file, len(questions))
    if os.access(BENCHMARKS, os.X_OK):
        print("  " + Run(BENCHMARKS, "vectors").out.strip(), flush=True)


def many_passages(file, count):
    """An index of 10,000 passages: made, and asked."""
    import random
    r = random.Random(7)
    words = [w for name in sorted(os.listdir("sample-logs/runbooks")) if name.endswith(".md")
             for w in re.findall(r"[A-Za-z]{3,}", open(os.path.join("sample-logs/runbooks", name), encoding="utf-8").read())]
    folder = path("many")
    os.makedirs(folder)
    passages = 0
    while passages < 10_000:
        parts = [f"# Procedure {passages} {r.choice(words)} {r.choice(words)}\n"]
        for heading in ["Meaning", "Impact", "Diagnosis", "Mitigation"]:
            text = " ".join(r.choice(words) for _ in range(90))
            parts.append(f"## {heading}\n\n{text}\n\n1. {' '.join(r.choice(words) for _ in range(12))}: `tool {r.randrange(10**6)}`\n")
        with open(os.path.join(folder, f"p{passages}.md"), "w", encoding="utf-8") as f:
            f.write("\n".join(parts))
        passages += 4
    search = [HAETAE, "runbooks", "search", "--state", path("index-state"), "--dir", folder]
    os.makedirs(path("index-state"))
    first = Run(*search, "the disk is full")
    if first.code not in (0, 3):
        return skip("10,000 passages", f"exit code {first.code}: {first.err.strip()[-200:]}")
    row("index of 10,000 passages made, and 1 query", f"{first.wall:.2f} s, CPU {first.cpu:.2f} s, RSS {first.rss:.1f} MB")
    again, one = Run(*search, "the disk is full"), Run(*search, "--batch", file, "--json")
    row("the next query, a process of its own", f"{again.wall * 1000:.0f} ms, CPU {again.cpu * 1000:.0f} ms, RSS {again.rss:.1f} MB")
    each = (one.wall - again.wall) / max(count - 1, 1) * 1000
    row("one query at 10,000 passages, index loaded", f"{each:.2f} ms")


def spans(truth):
    time_ = lambda s: datetime.datetime.fromisoformat(s.replace("Z", "+00:00")).timestamp()
    return time_, [(f, time_(f["start"]), time_(f["end"])) for f in truth["faults"]]


def sample():
    section("The sample scenario (sample-logs: five faults)")
    logs = scenario()
    lines = sum(count_lines(os.path.join(d, n)) for d, _, names in os.walk(logs) for n in names if n.endswith(".log"))
    out = path("sample.jsonl")
    r = Run(HAETAE, "analyze", "--json", "--topology", "sample-logs/topology.yaml", logs, stdout=out)
    if r.code:
        return skip("haetae analyze --json", f"exit code {r.code}: {r.err.strip()[-200:]}")
    row("haetae analyze, all files merged by time", f"{lines / r.wall:,.0f} lines/s, {r.wall:.2f} s, CPU {r.cpu:.2f} s, RSS {r.rss:.1f} MB")
    found = bench_compare.recorded(Run, HAETAE, "sample-logs/truth.json", "sample-logs/topology.yaml", logs, 3600)
    row("haetae compare, 60 minutes a side", found)
    scorer = os.path.join(DATA, "incidents/score_incidents.py")
    if DATA and os.path.exists(scorer):
        return score_incidents("scored", scorer, "sample-logs/truth.json", "sample-logs/topology.yaml", out)
    with open("sample-logs/truth.json", encoding="utf-8") as f:
        truth = json.load(f)
    time_, faults = spans(truth)
    with open(out, encoding="utf-8") as f:
        incidents = [json.loads(line) for line in f]
    judged = [i for i in incidents if i["opened_at"] >= truth["warmup_until"][:19] + "Z"]
    found = named = 0
    for fault, start, end in faults:
        cause = fault["root_cause"]
        right = {f"{cause['host']}/{cause['service']}", *fault["also_acceptable"]}
        inside = [i for i in judged if start - 5 <= time_(i["opened_at"]) <= end + 60]
        found += bool(inside)
        named += any(i["root_cause"] in right for i in inside)
    row("opened within a fault's time, of 5 (rough)", f"{found}; with its cause named {named}; {len(judged)} incidents after the warm-up")


def days():
    """Ten days of the sample shop, three of them with faults, by three seeds: faults that come back."""
    section("Ten days of the sample shop (sample-logs/days.py: fifteen faults on three days)")
    scorer = os.path.join(DATA, "incidents/score_incidents.py")
    if not (DATA and os.path.exists(scorer)):
        return skip("scored", "needs HAETAE_DATA")
    for seed in (1, 2, 3):
        logs, out = path("days"), path("days.jsonl")
        shutil.rmtree(logs, ignore_errors=True)
        subprocess.run([sys.executable, "sample-logs/days.py", logs, "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)
        r = Run(HAETAE, "analyze", "--json", "--topology", "sample-logs/topology.yaml", logs, stdout=out)
        if r.code:
            return skip("haetae analyze --json", f"exit code {r.code}: {r.err.strip()[-200:]}")
        score_incidents(f"seed {seed}", scorer, logs + ".truth.json", "sample-logs/topology.yaml", out)


def systems():
    """Whole made systems by a seed, each with a dozen faults, with the declared topology and with none."""
    section("Made systems (sample-logs/systems: twelve faults in five hours each)")
    scorer = os.path.join(DATA, "incidents/score_incidents.py")
    if not (DATA and os.path.exists(scorer)):
        return skip("scored", "needs HAETAE_DATA")
    for seed in range(1, 7) if FULL else (1, 2, 3):
        base, out = path("system"), path("system.jsonl")
        subprocess.run([sys.executable, "sample-logs/systems", base, "--seed", str(seed)], check=True, stdout=subprocess.DEVNULL)
        topology = os.path.join(base, "topology.yaml")
        for name, options in [("declared", ["--topology", topology]), ("none", [])]:
            r = Run(HAETAE, "analyze", "--json", *options, os.path.join(base, "logs"), stdout=out)
            if r.code:
                return skip("haetae analyze --json", f"exit code {r.code}: {r.err.strip()[-200:]}")
            score_incidents(f"seed {seed}, {name}", scorer, os.path.join(base, "truth.json"), topology, out)


def fleet():
    """A day of 1,000 hosts that say much the same, with three faults, and nothing declared."""
    section("A day of a fleet of 1,000 hosts (sample-logs/fleet.py: three faults)")
    logs, out = path("fleet"), path("fleet.jsonl")
    subprocess.run([sys.executable, "sample-logs/fleet.py", logs], check=True)
    lines = sum(sum(1 for _ in open(os.path.join(logs, host, "syslog.log"), "rb")) for host in os.listdir(logs))
    r = Run(HAETAE, "analyze", "--json", logs, stdout=out)
    if r.code:
        return skip("haetae analyze --json", f"exit code {r.code}: {r.err.strip()[-200:]}")
    with open(out, encoding="utf-8") as f:
        incidents = [json.loads(line) for line in f]
    faults = {"a rack's network": ("15:00", 40), "a disk": ("18:00", 1), "a registry": ("20:00", 200)}
    for name, (clock, nodes) in faults.items():
        found = [i for i in incidents if i["opened_at"][11:16] == clock]
        row(name, f"{len(found)} incidents within the minute, of {', '.join(str(len(i['nodes'])) for i in found) or 'no'} nodes (struck: {nodes} or more)")
    others = [i for i in incidents if i["opened_at"][11:13] not in ("15", "18", "20")]
    row("incidents", f"{len(incidents)}, of which {len(others)} in hours without a fault")
    row("read", f"{lines:,} lines from {len(os.listdir(logs)):,} files, {lines / r.wall:,.0f} lines/s, CPU {r.cpu:.1f} s, peak RSS {r.rss:.0f} MB")


def edges(name, logs, topology):
    """Precision and recall of the edges that `topology discover` finds in logs, against a declared topology."""
    r = Run(HAETAE, "topology", "discover", "--json", logs, stdout=path("learned.json"))
    with open(path("learned.json"), encoding="utf-8") as f:
        judged = subprocess.run([sys.executable, os.path.join("scripts", "edges.py"), topology], stdin=f, capture_output=True, text=True)
    row(name, judged.stdout.strip() or f"skipped: {(r.err + judged.stderr).strip()[-200:]}")


def score_incidents(name, scorer, truth, topology, incidents):
    r = Run(sys.executable, scorer, "--truth", truth, "--topology", topology, "--incidents", incidents)
    summary = [line for line in r.out.splitlines() if line.startswith("incidents ")]
    row(name, summary[0] if summary else f"skipped: the scorer failed: {r.err.strip()[-200:]}")


def recordings():
    """Folders with logs, topology.yaml and truth.json: of HAETAE_DATA/incidents, and of HAETAE_RECORDINGS where it is set."""
    for folder in [os.path.join(DATA, "incidents") if DATA else "", os.environ.get("HAETAE_RECORDINGS", "")]:
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            base = os.path.join(folder, name)
            if all(os.path.exists(os.path.join(base, part)) for part in ["logs", "topology.yaml", "truth.json"]):
                yield name, base


def grouping():
    section("Grouping: what each part is worth (purity and coverage of the alerts of each fault; the gate wide open)")
    if not os.access(BENCHMARKS, os.X_OK):
        return skip("Benchmarks", "not built")
    sets = [("sample scenario", scenario(), "sample-logs/topology.yaml", "sample-logs/truth.json")]
    sets += [(name, os.path.join(base, "logs"), os.path.join(base, "topology.yaml"), os.path.join(base, "truth.json")) for name, base in recordings()]
    for name, logs, topology, truth in sets:
        r = Run(BENCHMARKS, "grouping", logs, topology, truth)
        print(f"  {name}\n" + "\n".join("    " + line for line in r.out.rstrip().splitlines()), flush=True)


def labelled():
    section("Labelled data")
    if not DATA:
        for name in ["recorded incidents", "templates", "series", "runbook retrieval"]:
            skip(name, PUBLIC)
        return
    folder = os.path.join(DATA, "incidents")
    names = sorted(n for n in (os.listdir(folder) if os.path.isdir(folder) else []) if os.path.isdir(os.path.join(folder, n, "logs")))
    if not names:
        skip("recorded incidents", "no recording in HAETAE_DATA/incidents")
    for name in names:
        base = os.path.join(folder, name)
        topology = os.path.join(base, "topology.yaml")
        r = Run(HAETAE, "analyze", "--json", "--topology", topology, os.path.join(base, "logs"), stdout=path("incidents.jsonl"))
        row(f"{name}: analyze", f"{r.wall:.2f} s, CPU {r.cpu:.2f} s, RSS {r.rss:.1f} MB")
        edges(f"{name}: edges learned from the logs alone", os.path.join(base, "logs"), topology)
        r = Run(HAETAE, "analyze", "--json", os.path.join(base, "logs"), stdout=path("undeclared.jsonl"))
        score_incidents(f"{name}: score with the learned graph alone", os.path.join(folder, "score_incidents.py"), os.path.join(base, "truth.json"), topology, path("undeclared.jsonl"))
        score_incidents(f"{name}: score", os.path.join(folder, "score_incidents.py"), os.path.join(base, "truth.json"), topology, path("incidents.jsonl"))
        for seconds in (60, 180):
            found = bench_compare.recorded(Run, HAETAE, os.path.join(base, "truth.json"), topology, os.path.join(base, "logs"), seconds)
            row(f"{name}: compare, {seconds} s a side", found)
    guarded("templates", templates)
    guarded("series", series)
    guarded("runbook retrieval", retrieval)


def guarded(name, work):
    try:
        work()
    except (OSError, subprocess.SubprocessError, KeyError, ValueError, IndexError) as problem:
        skip(name, f"{type(problem).__name__}: {problem}")


def templates():
    folder = os.path.join(DATA, "templates")
    for mode in ["content", "raw"]:
        os.makedirs(path(mode), exist_ok=True)
    for name in sorted(os.listdir(folder)):
        raw = os.path.join(folder, name, f"{name}_2k.log")
        if not os.path.exists(raw):
            continue
        with open(os.path.join(folder, name, f"{name}_2k.log_structured_corrected.csv"), encoding="utf-8", newline="") as f:
            content = [r["Content"] for r in csv.DictReader(f)]
        with open(path("content.txt"), "w", encoding="utf-8", newline="") as f:
            f.writelines(line + "\n" for line in content)
        Run(HAETAE, "templates", "mine", "--content", "--csv", path(f"content/{name}.csv"), path("content.txt"))
        Run(HAETAE, "templates", "mine", "--csv", path(f"raw/{name}.csv"), raw)
    for mode, title in [("content", "templates, message text (--content)"), ("raw", "templates, raw lines with header")]:
        r = Run(sys.executable, os.path.join(folder, "evaluate.py"), "--truth", folder, "--pred", path(mode))
        average = next(line for line in r.out.splitlines() if line.startswith("average")).split()[1:]
        row(title, " ".join(f"{k} {v}" for k, v in zip(["GA", "FGA", "PA", "FTA"], average)))


def series():
    folder = os.path.join(DATA, "series", "dev")
    for group in sorted(os.listdir(folder)):
        if not os.path.isdir(os.path.join(folder, group)):
            continue
        os.makedirs(path(f"series/{group}"), exist_ok=True)
        for name in sorted(os.listdir(os.path.join(folder, group))):
            if name.endswith(".csv"):
                Run(HAETAE, "detect", os.path.join(folder, group, name), stdout=path(f"series/{group}/{name}"))
    r = Run(sys.executable, os.path.join(DATA, "series", "evaluate.py"), "--data", folder, "--pred", path("series"))
    scores = [line.split() for line in r.out.splitlines() if re.match(r"(standard|reward_low_F[PN])\s", line)]
    row("series (NAB's definition)", ", ".join(f"{s[0]} {s[1]}" for s in scores))
    if os.access(BENCHMARKS, os.X_OK):
        for left in [[], ["--leave-out", "all", "--evaluations", "150" if FULL else "60"]]:
            print("\n".join("  " + line for line in Run(BENCHMARKS, "tune", *left).out.rstrip().splitlines()), flush=True)


def retrieval():
    retrieval_row("", [])
    if os.access(BENCHMARKS, os.X_OK):
        print("\n".join("  runbook retrieval, " + line for line in Run(BENCHMARKS, "held-out-runbooks").out.rstrip().splitlines()), flush=True)
    model = os.environ.get("HAETAE_MODELS") or ".models/all-MiniLM-L6-v2"
    if not os.path.exists(os.path.join(model, "model.safetensors")):
        return skip("runbook retrieval with an encoder", f"no model in {model}: make models fetches it")
    os.makedirs(path("encoder-state"), exist_ok=True)
    retrieval_row(" with " + os.path.basename(os.path.normpath(model)), ["--model", model, "--state", path("encoder-state")])


def retrieval_row(name, options):
    folder = os.path.join(DATA, "runbooks")
    run = path("retrieval.jsonl")
    search = [HAETAE, "runbooks", "search", "--dir", os.path.join(folder, "docs"), "--json", *options, "--batch"]
    r = Run(*search, os.path.join(folder, "questions.jsonl"), stdout=run)
    if r.code:
        return skip("runbook retrieval" + name, f"exit code {r.code}: {r.err.strip()[-200:]}")
    r = Run(sys.executable, os.path.join(folder, "evaluate.py"), "--run", run)
    lines = r.out.splitlines()
    heads = lines[0].split()[1:]
    for group, title in [("all", ""), ("korean_to_english", ", Korean to English"), ("korean_doc", ", Korean runbooks")]:
        figures = next(line for line in lines if line.startswith(group)).split()[1:]
        row(f"runbook retrieval{name}{title}", " ".join(f"{k} {v}" for k, v in zip(heads, figures)))
    for line in lines:
        if line.startswith("refusal"):
            row(f"runbook refusal{name}", re.sub(r"[{}']", "", line[len("refusal "):]))
    hard_test(name, folder, run, search)


def hard_test(name, folder, run, search):
    """Each answerable question once more, its own runbooks held absent; and how often each outcome came."""
    with open(os.path.join(folder, "questions.jsonl"), encoding="utf-8") as f:
        questions = [json.loads(line) for line in f if line.strip()]
    with open(path("hard.jsonl"), "w", encoding="utf-8") as f:
        for q in questions:
            if q["answerable"]:
                without = sorted({r.split("#")[0] for r in q["relevant"]})
                f.write(json.dumps({"id": q["id"], "question": q["question"], "without": without}, ensure_ascii=False) + "\n")
    hard = path("hard-run.jsonl")
    Run(*search, path("hard.jsonl"), stdout=hard)
    answerable = {q["id"] for q in questions if q["answerable"]}

    def outcomes(file, keep):
        counts = dict.fromkeys(["answered", "closest", "refused"], 0)
        with open(file, encoding="utf-8") as f:
            for r in map(json.loads, f):
                if keep(r["id"]):
                    counts[r["outcome"]] += 1
        return counts

    for kind, file, keep in [
        ("answerable", run, lambda i: i in answerable), ("unanswerable", run, lambda i: i not in answerable), ("hard test", hard, lambda i: True),
    ]:
        counts = outcomes(file, keep)
        total = sum(counts.values()) or 1
        row(f"runbook outcomes{name}, {kind}", ", ".join(f"{k} {v}" for k, v in counts.items()) + f" ({100 * counts['answered'] / total:.1f}% answered)")


def stages():
    section("Single stages")
    if not os.access(BENCHMARKS, os.X_OK):
        return skip("Benchmarks", "not built")
    listed = [line.split(None, 1) for line in Run(BENCHMARKS, "list", *["--full"] * FULL, timeout=10).out.splitlines() if line.strip()]
    if not listed or any(len(words) < 2 for words in listed):
        return skip("Benchmarks", "the executable lists nothing (name and description, one a line)")
    for name, _ in listed:
        r = Run(BENCHMARKS, name, timeout=10_000 if FULL else 180)
        print("\n".join("  " + line for line in r.out.rstrip().splitlines()) if r.code == 0 else f"  {name}: exit code {r.code}", flush=True)


def main():
    parts = [size_and_start, throughput, instruction_rows, drain3, detect, runbooks, stages, sample, days, systems, fleet, grouping, labelled]
    names = {part.__name__: part for part in parts}
    wanted = [a for a in sys.argv[1:] if a != "--full"]
    if any(a not in names for a in wanted):
        sys.exit(f"usage: scripts/bench.sh [--full] [{' '.join(names)}]...")
    if not os.access(HAETAE, os.X_OK):
        sys.exit(f"bench: no binary at {HAETAE}; build it (make build) or name it with HAETAE")
    signal.signal(signal.SIGALRM, on_alarm)
    started = time.perf_counter()
    try:
        model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown CPU")
        load = os.getloadavg()[0]
        print(f"{datetime.date.today()}, {os.cpu_count()} cores of {model}, load {load:.1f} at the start, {Run(HAETAE, '--version').out.strip()}")
        if load > 0.5:
            print("The machine is busy with other things: times are upper bounds; instruction counts are not affected.")
        for part in [names[a] for a in wanted] or parts:
            guarded(part.__name__, part)
        print(f"\ntook {time.perf_counter() - started:.0f} s")
    finally:
        shutil.rmtree(WORK, ignore_errors=True)


main()
