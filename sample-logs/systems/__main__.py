#!/usr/bin/env python3
"""Writes the logs of a whole made system, chosen by a seed, with about twelve faults and their truth.

  python3 sample-logs/systems OUT [--seed 1] [--palette rarer] [--close]

OUT/logs/HOST/ holds the logs, OUT/topology.yaml who needs whom, OUT/truth.json when each fault and each change was. The same seed gives the same
bytes. Standard library only. sample-logs/README.md tells what is in it.
"""

import argparse
import json
import os
import shutil
import sys

sys.dont_write_bytecode = True  # nothing is left behind in the folder of the sources
import changes
from compose import System
from edge import Edge
from faults import PALETTE
from rarer import RARER
from world import LENGTH, WARM_UP, Host, iso

SLOTS = 10


def plan_close(system, palette):
    """Twelve faults, each of which begins one to three minutes after the end of the one before."""
    d, faults, start = system.dice, [], WARM_UP + system.dice.between(60, 1800)
    order = d.some(palette, len(palette))
    system.struck = []
    while len(faults) < SLOTS + 2:
        fault = draw(system, order, start)
        if not fault:
            break
        faults.append(fault)
        start = fault.end + d.between(60, 180)
    return faults


def plan(system, palette):
    """Ten slots of some 22 minutes, two of them with a second, unrelated fault; the changes lie between."""
    d, faults = system.dice, []
    order = d.some(palette, len(palette))
    width = (LENGTH - WARM_UP) / SLOTS
    doubles = d.some(range(1, SLOTS), 2)
    system.struck = []
    for slot in range(SLOTS):
        start = WARM_UP + slot * width + d.between(30, 240)
        first = draw(system, order, start)
        if first:
            faults.append(first)
            if slot in doubles:
                system.struck.append(first.host)
                related = system.callers(first.nodes)
                system.struck += [n.host for n in related] + [x.host for x in needed(system, first.nodes)]
                # Wide faults suffer everywhere: the second one is then drawn from what has no callers.
                second = draw(system, order, start + d.between(15, 120))
                if second:
                    faults.append(second)
            system.struck = [first.host]
    return faults


def needed(system, nodes):
    reached, pairs = list(nodes), [(a, b) for a, b in system.needs() if not isinstance(a, Host)]
    for n in reached:
        reached += [b for a, b in pairs if a is n and b not in reached]
    return reached


def draw(system, order, start):
    for index, kind in enumerate(order):
        fault = kind(system, start)
        if fault:
            order.pop(index)
            return fault
    return None


def truth(system, faults, benign):
    moment = lambda t: iso(t, 6)
    entries = []
    for index, f in enumerate(sorted(faults, key=lambda f: f.start)):
        hurt = system.callers(f.nodes) + getattr(f, "hurt", [])
        root = {"host": f.host.name} if isinstance(f.root, Host) else {"host": f.host.name, "service": f.root.name}
        if not isinstance(f.root, Host):  # what others call the service: its host and any of its names
            f.also += ["%s/%s" % (f.host.name, name) for name in f.root.aliases if ":" not in name]
        entries.append({"id": "f%d" % (index + 1), "kind": f.kind, "root_cause": root, "also_acceptable": sorted(set(f.also)), "affected": sorted({n.full for n in hurt}), "description": f.text, "start": moment(f.start), "end": moment(f.end)})
    return {"recording": "systems, seed %d" % system.seed, "start": moment(0), "warmup_until": moment(WARM_UP), "end": moment(LENGTH), "faults": entries, "benign": [{"id": "b%d" % (k + 1), "kind": b[0], "node": b[1], "description": b[2], "start": moment(b[3]), "end": moment(b[4])} for k, b in enumerate(benign)], "benign_during_a_fault": []}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", help="folder to write to; its logs are replaced")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--palette", choices=["usual", "rarer"], default="usual", help="which kinds of faults (faults.py, rarer.py)")
    parser.add_argument("--close", action="store_true", help="each fault begins one to three minutes after the end of the one before")
    a = parser.parse_args()
    system = System(a.seed)
    faults = (plan_close if a.close else plan)(system, RARER if a.palette == "rarer" else PALETTE)
    benign = changes.put(system, faults)
    system.traffic()
    shutil.rmtree(os.path.join(a.out, "logs"), ignore_errors=True)
    os.makedirs(a.out, exist_ok=True)
    lines = system.write(a.out)
    with open(os.path.join(a.out, "truth.json"), "w", encoding="utf-8") as f:
        json.dump(truth(system, faults, benign), f, indent=1)
        f.write("\n")
    print("%d lines of %d hosts, %d faults, %d changes" % (lines, len(system.hosts), len(faults), len(benign)))


if __name__ == "__main__":
    main()
