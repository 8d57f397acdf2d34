#!/usr/bin/env python3
"""Writes several days of the sample shop's logs, one file a source, with the truth of the days that have faults.

  days.py OUT [--days 10] [--bad 3,6,9] [--seed 1]

Each day is one of generate.py with a seed of its own; the days that are not named have no faults, only the benign changes. It
shows what a single day cannot: faults that come back, and what a day with faults makes of those after it. The day's own
counters (order numbers, process ids) begin anew at midnight. OUT.truth.json holds the truth. Standard library only.
"""

import argparse
import datetime
import importlib.util
import json
import os

FIRST = 5  # of September 2026


def shop():
    """generate.py as a fresh module: the times of its faults can be changed for one day."""
    place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "generate.py")
    spec = importlib.util.spec_from_file_location("generate", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def without_faults(g):
    never = (1e7, 1e7 + 1)
    g.PAYMENT = g.BRUTE = g.DISK = g.SILENT = g.BAD = never
    g.DISK_FULL = g.DISK_PANIC = 1e7

    def disk(self):
        for k in range(288):
            t = k * 300 + 1.6 + self.dice.random() * 0.3
            self.cron("db1", t - 0.3, "root", "/usr/local/bin/diskcheck")
            self.sys("db1", t, "diskcheck", 0, "/var/lib/postgresql %d%% used, %dG free" % (61 + k // 288, 39))

    g.Shop.disk = disk
    g.Shop.brute_force = lambda self: None


def dated(text, day):
    """The sample's day is 15 September in every format; another one instead."""
    for old, new in [
        ("2026-09-15", "2026-09-%02d" % day),
        (" 15 Sep 2026", " %02d Sep 2026" % day),
        ("15/Sep/2026", "%02d/Sep/2026" % day),
        ("2026/09/15", "2026/09/%02d" % day),
        ("Sep 15 ", "Sep %2d " % day),
    ]:
        text = text.replace(old, new)
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", help="folder to write to; its logs are replaced")
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--bad", default="3,6,9", help="days with faults, counted from 1")
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    if not 1 <= a.days <= 25:
        parser.error("--days: 1 to 25")
    try:
        bad = {int(day) for day in a.bad.split(",") if day}
    except ValueError:
        bad = {0}
    if not all(1 <= day <= a.days for day in bad):
        parser.error("--bad: days from 1 to %d with commas between, such as 3,6,9" % a.days)
    truth = {
        "recording": "sample-logs, %d days" % a.days,
        "start": "2026-09-%02dT00:00:00Z" % FIRST,
        "warmup_until": "2026-09-%02dT06:00:00Z" % FIRST,
        "end": "2026-09-%02dT23:59:59Z" % (FIRST + a.days - 1),
        "faults": [],
        "benign": [],
        "benign_during_a_fault": [],
    }
    lines, written = 0, set()
    last = datetime.datetime(2026, 9, FIRST + a.days - 1, 23, 59, tzinfo=datetime.timezone.utc).timestamp()
    for number in range(1, a.days + 1):
        g, day = shop(), FIRST + number - 1
        if number not in bad:
            without_faults(g)
        logs = g.Shop(seed=a.seed * 1000 + number).run()
        if number in bad:
            of_day = json.loads(dated(json.dumps(g.truth(logs)), day))
            for kind in ("faults", "benign"):
                for entry in of_day[kind]:
                    entry["id"] += "-%d" % day
                    truth[kind].append(entry)
        for path, text, _ in g.rendered(logs):
            # What the day's own rotation took away stands before the rest.
            path = os.path.join(a.out, path[:-2] if path.endswith(".1") else path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "a" if path in written else "w", encoding="utf-8", newline="\n") as f:
                f.write(dated(text, day))
            written.add(path)
            lines += text.count("\n")
    for path in written:
        os.utime(path, (last, last))  # a reader may take the year of a syslog line from it
    with open(a.out.rstrip("/") + ".truth.json", "w", encoding="utf-8") as f:
        json.dump(truth, f, indent=1)
        f.write("\n")
    print("%d lines of %d days in %d files" % (lines, a.days, len(written)))


if __name__ == "__main__":
    main()
