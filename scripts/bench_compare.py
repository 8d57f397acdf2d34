"""Rows of `haetae compare`: whether the suspects name the cause of recorded faults, and its speed."""
import datetime
import json


def _time(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def _text(time):
    return time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def spans(fault, seconds):
    """The good and the bad span: so many seconds before the fault, and the fault (at most as long); 10 s between them."""
    start, end = _time(fault["start"]), _time(fault["end"])
    gap = datetime.timedelta(seconds=10)
    length = datetime.timedelta(seconds=seconds)
    return (start - gap - length, start - gap), (start, min(end, start + length))


def recorded(run, haetae, truth, topology, logs, seconds):
    """'cause first in A, among the first three in B of N' over the faults of a truth file."""
    with open(truth, encoding="utf-8") as file:
        faults = json.load(file)["faults"]
    first = three = 0
    for fault in faults:
        good, bad = (f"{_text(a)}..{_text(b)}" for a, b in spans(fault, seconds))
        result = run(haetae, "compare", "--json", "--topology", topology, "--good", good, "--bad", bad, logs)
        if result.code:
            return f"skipped: exit code {result.code}: {result.err.strip()[-200:]}"
        cause = fault["root_cause"]
        right = {f"{cause['host']}/{cause['service']}", *fault["also_acceptable"]}
        suspects = [s["node"] for s in json.loads(result.out)["suspects"]]
        first += bool(suspects) and suspects[0] in right
        three += any(s in right for s in suspects[:3])
    return f"cause first in {first}, among the first three in {three} of {len(faults)}"
