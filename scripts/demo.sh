#!/usr/bin/env bash
# The main job, on a day of a small shop: follow its logs, find what went wrong, tell a receiver, answer two questions.
set -euo pipefail
cd "$(dirname "$0")/.."
haetae=${HAETAE:-.build/release/haetae}
work=$(mktemp -d "${TMPDIR:-/tmp}/haetae-demo.XXXXXX")
pids=()
cleanup() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT
say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n== %s\n' "$*"; }

say "A day of a small shop: seven hosts, about 118,000 lines, five faults"
python3 sample-logs/generate.py "$work/logs"

python3 scripts/receiver.py "$work/port" "$work/received" &
pids+=($!)
printf 'demo-secret' >"$work/secret"
chmod 600 "$work/secret"
for _ in $(seq 100); do [ -s "$work/port" ] && break; read -rt 0.1 <> <(:) || true; done

cat >"$work/haetae.yaml" <<YAML
sources:
  journal: false
  files: ["$work/logs/*/*.log"]
  host_folders: ["$work/logs"]
  idle_after: 3600        # this day is in the past: do not let the clock run on
state: {path: "$work/state"}
api: {socket: "$work/haetae.sock"}
topology: sample-logs/topology.yaml
timezone: UTC
runbooks: {folders: [sample-logs/runbooks]}
delivery: {late_after: 10000000}   # tell it as if it happened now; normally the past comes as one summary
receivers:
  - {name: demo, url: "http://127.0.0.1:$(cat "$work/port")/hook", secret_file: "$work/secret"}
YAML
say "haetae daemon --config haetae.yaml"
"$haetae" daemon --config "$work/haetae.yaml" --log-level warning &
pids+=($!)
expected=$(cat "$work"/logs/*/*.log | wc -l)
for _ in $(seq 600); do
    read_lines=$("$haetae" status --json --socket "$work/haetae.sock" --config "$work/haetae.yaml" 2>/dev/null |
        python3 -c 'import json,sys; print(sum(s["read"] for s in json.load(sys.stdin)["sources"]))' 2>/dev/null || echo 0)
    [ "$read_lines" -ge "$((expected - 50))" ] && break
    read -rt 0.1 <> <(:) || true
done

say "haetae status"
"$haetae" status --config "$work/haetae.yaml" | head -n 12
say "haetae incidents list"
"$haetae" incidents list --config "$work/haetae.yaml"
worst=$("$haetae" incidents list --config "$work/haetae.yaml" --limit 200 --json | python3 -c '
import json, sys
rank = {"critical": 0, "warning": 1, "info": 2}
incidents = json.load(sys.stdin)
best = min(incidents, key=lambda i: (rank[i["severity"]], -len(i["nodes"]), i["opened_at"]), default=None)
print(best["id"] if best else "")')
if [ -n "$worst" ]; then
    say "haetae incidents show $worst"
    "$haetae" incidents show "$worst" --config "$work/haetae.yaml" | head -n 60
fi

say "What the receiver got (of $(wc -l <"$work/received" 2>/dev/null || echo 0) events, the first; signed with HMAC-SHA256)"
for _ in $(seq 100); do [ -s "$work/received" ] && break; read -rt 0.1 <> <(:) || true; done
head -n 1 "$work/received" | cut -c1-900

say 'haetae ask "the disk of the database is full, what do I do?"'
"$haetae" ask --config "$work/haetae.yaml" "the disk of the database is full, what do I do?" || true
say 'haetae ask "큐 소비자가 멈추면 어떻게 확인하나요?"'
"$haetae" ask --config "$work/haetae.yaml" "큐 소비자가 멈추면 어떻게 확인하나요?" || true

say "Next"
cat <<'NEXT'
  haetae analyze /var/log/syslog              what was unusual in a log of yours
  haetae analyze --journal --since -7d        the same of the journal
  sudo make install && sudo systemctl enable --now haetae
NEXT
