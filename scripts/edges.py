#!/usr/bin/env python3
"""How well learned edges match a declared topology: precision and recall, of dependencies between services and of hosts.

    haetae topology discover --json logs/ | scripts/edges.py topology.yaml [--confidence 0.3] [--list]

An edge counts for its pair of services; one that ends at a host is right if a service of that host is needed (`host-level`). Edges
to a service's own host are left out: every service has one by its name. `topology.yaml` needs no YAML library: one node a line.
"""
import argparse
import json
import re
import sys


def declared(path):
    """Edges, and by which name of the file a service of a host is meant."""
    edges, names = set(), {}
    for line in open(path, encoding="utf-8"):
        name = re.search(r"\bname: *([\w./@-]+)", line)
        if not name:
            continue
        host, _, service = name.group(1).partition("/")
        for alias in re.findall(r"[\w.@-]+", (re.search(r"aliases: *\[([^\]]*)\]", line) or [""])[0]) if service else []:
            names.setdefault(host + "/" + alias, name.group(1))
        names[name.group(1)] = name.group(1)
        needs = re.search(r"depends_on: *\[([^\]]*)\]", line)
        for target in (needs.group(1).split(",") if needs else []):
            if target.strip():
                edges.add((name.group(1), target.strip().strip('"')))
    return names, edges


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topology")
    parser.add_argument("--confidence", type=float, default=0.3)
    parser.add_argument("--list", action="store_true", help="print each edge with its verdict")
    options = parser.parse_args()
    names, truth = declared(options.topology)
    graph = json.load(sys.stdin)
    found, right, partly = [], set(), 0
    for edge in graph["edges"]:
        a, b = (names.get(name, name) for name in (edge["from"], edge["to"]))
        if edge["relation"] == "runs_on" or edge["confidence"] < options.confidence or b == a.split("/")[0]:
            continue
        if (a, b) in truth:
            verdict = "right"
            right.add((a, b))
        elif any(x.split("/")[0] == a.split("/")[0] and y.split("/")[0] == b.split("/")[0] and (("/" not in a) or x == a) and (("/" not in b) or y == b) for x, y in truth):
            verdict = "host-level"
            partly += 1
        elif (b, a) in truth:
            verdict = "reversed"
        else:
            verdict = "wrong"
        found.append((verdict, a, b, edge["confidence"], edge.get("seen_by")))
    if options.list:
        for row in sorted(found):
            print(*row)
        for edge in sorted(truth - right):
            print("missing", *edge)
    exact = len(right)
    print(f"edges {len(found)}  precision {(exact + partly) / max(1, len(found)):.3f} (exact {exact / max(1, len(found)):.3f})  "
          f"recall {exact / max(1, len(truth)):.3f} of {len(truth)}")


if __name__ == "__main__":
    main()
