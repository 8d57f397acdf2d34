#!/usr/bin/env bash
# Haetae as a service under a real systemd and journald: an overlay of this machine's root, booted by systemd-nspawn. Installs by
# install.sh, gives the journal 40 minutes of past, starts the unit, causes trouble by logger, and looks whether it is listed and told.
# Prints 'ok ...' or 'FAILED ...' for each check. Where it cannot run it prints 'skipped: ...' and ends with 0. Wants root.
# HAETAE_BINARY or HAETAE: the binary. HAETAE_KEEP_LOG: a folder where the container's journal is left.
set -euo pipefail
cd "$(dirname "$0")/.."
haetae=${HAETAE_BINARY:-${HAETAE:-.build/release/haetae}}
skip() { echo "skipped: $*"; exit 0; }

[ "$(uname -s)" = Linux ] || skip "this is not Linux"
[ "$(id -u)" -eq 0 ] || skip "root is needed to boot a container"
for tool in systemd-nspawn nsenter mount python3; do
    command -v "$tool" >/dev/null 2>&1 || skip "$tool is not installed (packages systemd-container, util-linux, python3)"
done
remote=
for folder in /lib/systemd /usr/lib/systemd; do
    if [ -x "$folder/systemd-journal-remote" ]; then remote=$folder/systemd-journal-remote; break; fi
done
[ -n "$remote" ] || skip "systemd-journal-remote is not installed (package systemd-journal-remote)"
[ -x "$haetae" ] || { echo "FAILED no binary at $haetae"; exit 1; }
haetae=$(realpath "$haetae")

work=$(mktemp -d /var/tmp/haetae-container.XXXXXX)
root=$work/root
machine= leader= failures=0
inside() { timeout -k 5 60 nsenter -t "$leader" -m -p -u -i -n -C -- "$@"; }
cleanup() {
    trap - EXIT INT TERM HUP
    set +e
    if [ -n "${HAETAE_KEEP_LOG:-}" ] && [ -n "$leader" ]; then
        mkdir -p "$HAETAE_KEEP_LOG"
        inside journalctl --no-pager >"$HAETAE_KEEP_LOG/journal.txt" 2>&1
        inside haetae status >"$HAETAE_KEEP_LOG/status.txt" 2>&1
        inside cat /var/tmp/hook/got >"$HAETAE_KEEP_LOG/received.txt" 2>/dev/null
    fi
    if [ -n "$leader" ] && [ -d "/proc/$leader" ]; then
        timeout 10 nsenter -t "$leader" -m -p -u -i -n -C -- systemctl poweroff >/dev/null 2>&1
        for _ in $(seq 200); do [ -d "/proc/$leader" ] || break; sleep 0.1; done
    fi
    if [ -n "$machine" ] && kill -0 "$machine" 2>/dev/null; then
        # Twice: the first asks the container, the second ends it.
        kill -TERM "$machine" 2>/dev/null
        for _ in $(seq 50); do kill -0 "$machine" 2>/dev/null || break; sleep 0.1; done
        kill -KILL "$machine" 2>/dev/null
    fi
    if [ -n "$machine" ]; then wait "$machine" 2>/dev/null; fi
    for _ in $(seq 50); do
        mountpoint -q "$root" || break
        umount "$root" 2>/dev/null && break
        sleep 0.1
    done
    if mountpoint -q "$root"; then umount -l "$root"; fi
    # Never into a root that is still mounted.
    mountpoint -q "$root" || rm -rf --one-file-system "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

ok() { echo "ok $*"; }
failed() { echo "FAILED $*"; failures=$((failures + 1)); }
# What the daemon said of itself.
report() { { inside journalctl -q --no-pager -u haetae -n 60 2>&1 | sed 's/^/    /'; } || true; }
# check WHAT COMMAND...: runs it once.
check() {
    local what=$1
    shift
    if "$@" >"$work/said" 2>&1; then ok "$what"; else
        failed "$what"
        tail -n 5 "$work/said" | sed 's/^/    /'
    fi
}
# await SECONDS COMMAND...: until it succeeds.
await() {
    local deadline=$((SECONDS + $1))
    shift
    while ! "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.25
    done
}
# The first value of a JSON document on standard input for which EXPRESSION (over `d`) holds: exit status.
holds() { python3 -c 'import json,sys; d=json.load(sys.stdin); sys.exit(0 if eval(sys.argv[1]) else 1)' "$1"; }
status_holds() { inside haetae status --json 2>/dev/null | holds "$1"; }
incidents_hold() { inside haetae incidents list --limit 200 --json 2>/dev/null | holds "$1"; }
property() { inside systemctl show haetae -p "$1" --value; }
property_is() { [ "$(property "$1")" = "$2" ]; }

# A root of its own: this machine's files, and what is written goes to a folder that is removed.
mkdir "$work/up" "$work/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/up,workdir=$work/work" "$root" 2>"$work/said" ||
    skip "an overlay of / cannot be mounted: $(tail -n 1 "$work/said")"
id=$(tr -d - </proc/sys/kernel/random/uuid)
rm -f "$root/etc/machine-id" && echo "$id" >"$root/etc/machine-id"
# None of this machine's logs, state or configuration.
find "$root/var/log" -mindepth 1 -delete
rm -rf "$root/var/lib/haetae" "$root/etc/haetae"
# Nor its services, which may wait for what a container does not have.
rm -f "$root"/etc/systemd/system/*.wants/* "$root"/etc/rc?.d/S*
mkdir -p "$root/var/log/journal/$id" "$root/var/log/shop" "$root/var/tmp/haetae-src"
cp -R scripts systemd "$root/var/tmp/haetae-src/"
cp "$haetae" "$root/var/tmp/haetae-src/haetae"
# Run-time libraries that lie on another file system than /.
ldd "$haetae" 2>/dev/null | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | while read -r library; do
    if [ ! -e "$root$library" ]; then install -D -m 0755 "$library" "$root$library"; fi
done

# Forty minutes of normal business that end now: in the journal (web), and in a file that the journal does not carry (shop).
python3 - "$work/past.export" "$root/var/log/shop/orders.log" "$(uname -n)" <<'PAST'
import random, sys, time
random.seed(7)
now = time.time()
boot = "0123456789abcdef0123456789abcdef"
first = now - 2400
with open(sys.argv[1], "w") as journal, open(sys.argv[2], "w") as orders:
    for tick in range(2400 * 2 - 4):
        at = first + tick / 2
        user, took = random.randint(100, 999), random.randint(3, 60)
        message = random.choice([f"INFO GET /cart user={user} 200 {took} ms", f"INFO GET /item/{user} 200 {took} ms",
                                 f"INFO session {user}{took} refreshed"])
        journal.write(f"__REALTIME_TIMESTAMP={int(at * 1e6)}\n__MONOTONIC_TIMESTAMP={int((at - first) * 1e6) + 1}\n_BOOT_ID={boot}\n"
                      f"PRIORITY=6\n_HOSTNAME={sys.argv[3]}\nSYSLOG_IDENTIFIER=web\n_TRANSPORT=syslog\n_PID=321\nMESSAGE={message}\n\n")
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)) + f".{int(at % 1 * 1000):03d}Z"
        orders.write(f"{stamp} INFO order {random.randint(10000, 99999)} accepted in {took} ms\n")
PAST
mkdir "$work/past"
"$remote" -o "$work/past/past.journal" "$work/past.export" >"$work/said" 2>&1 || { failed "the past was written to a journal"; cat "$work/said"; exit 1; }
for file in "$work"/past/*.journal; do install -m 0640 "$file" "$root/var/log/journal/$id/"; done

systemd-nspawn -D "$root" --boot --register=no --keep-unit --private-network --hostname="$(uname -n)" --console=passive \
    </dev/null >"$work/boot.log" 2>&1 &
machine=$!
children() { leader=$(cat "/proc/$machine/task/$machine/children" 2>/dev/null | tr -d ' '); [ -n "$leader" ]; }
started=$SECONDS
until children && inside systemctl is-system-running 2>/dev/null | grep -Eqx 'running|degraded'; do
    kill -0 "$machine" 2>/dev/null || { leader=; skip "systemd-nspawn cannot boot here: $(tail -n 1 "$work/boot.log" | tr -d '\r')"; }
    [ $((SECONDS - started)) -lt 90 ] || skip "the container was not up after 90 s: $(tail -n 1 "$work/boot.log" | tr -d '\r')"
    sleep 0.25
done
ok "a container is up: $(inside systemctl --version | head -n 1)"

inside env HAETAE=/var/tmp/haetae-src/haetae PREFIX=/usr/local DESTDIR= /var/tmp/haetae-src/scripts/install.sh >"$work/install.log" 2>&1 ||
    { failed "install.sh"; cat "$work/install.log"; exit 1; }
ok "install.sh"
check "the user haetae is in the groups that may read logs" inside sh -c 'id -nG haetae | grep -qw systemd-journal && id -nG haetae | grep -qw adm'
check "the unit has no mistake" inside sh -c 'out=$(systemd-analyze verify /usr/local/lib/systemd/system/haetae.service 2>&1 | grep haetae | grep -v "man haetae"); echo "$out"; [ -z "$out" ]'
check "the installed configuration is good" inside haetae config check
check "the configuration is not for everyone" inside sh -c '[ "$(stat -c %a:%U:%G /etc/haetae/haetae.yaml)" = 640:root:haetae ]'
inside chgrp -R adm /var/log/shop
inside sh -c 'chgrp systemd-journal /var/log/journal/*/past*.journal'
# ProtectHome, PrivateTmp: what the test writes lies where the service may not look; the port is told by the configuration.
inside sh -c 'mkdir -p /var/tmp/hook && exec setsid python3 /var/tmp/haetae-src/scripts/receiver.py /var/tmp/hook/port /var/tmp/hook/got </dev/null >/dev/null 2>&1 &'
await 20 inside test -s /var/tmp/hook/port || { failed "the receiver came up"; exit 1; }
inside python3 - <<'CONFIGURE'
import re
path = "/etc/haetae/haetae.yaml"
text = open(path).read()
port = open("/var/tmp/hook/port").read().strip()
text, count = re.subn(r"(?m)^receivers: \[\]$", f'receivers:\n  - {{name: test, url: "http://127.0.0.1:{port}/hook"}}', text)
assert count == 1, "the default configuration has no line 'receivers: []'"
open(path, "w").write(text)
CONFIGURE

# Type=notify: `start` returns when the daemon said that it is ready.
check "systemctl start returns (Type=notify, ready was said)" inside systemctl start haetae
check "it is active" inside systemctl is-active haetae
check "its status line is the daemon's own" property_is StatusText reading
check "it runs as its own user" inside sh -c '[ "$(ps -o user= -p "$(systemctl show haetae -p MainPID --value)")" = haetae ]'
past=4796
if ! await 60 status_holds "d['daemon']"; then
    failed "it answers on its socket"
    report
    exit 1
fi
ok "it answers on its socket"
if await 60 status_holds "d['daemon'] and any(s['kind']=='journal' and s['read']>=$past for s in d['sources'])"; then
    ok "the journal's past was read"
else failed "the journal's past was read"; fi
if await 30 status_holds "any('orders' in s['name'] and s['read']==$past for s in d['sources'])"; then
    ok "a file under /var/log was found and read without being named"
else failed "a file under /var/log was found and read without being named"; fi
check "the socket is for owner and group" inside sh -c '[ "$(stat -c %a:%U:%G /run/haetae/haetae.sock)" = 660:haetae:haetae ]'
check "metrics come over the socket" inside sh -c 'curl -sf --unix-socket /run/haetae/haetae.sock http://localhost/metrics | grep -q "^haetae_lines_total [1-9]"'

# Trouble, by logger, in three seconds' bursts while normal lines go on.
inside sh -c '
    for burst in 1 2 3 4 5; do
        for n in $(seq 60); do echo "ERROR connection to db1:5432 refused"; done | logger -t web -p user.err
        for n in $(seq 6); do echo "INFO GET /cart user=$n$n$n 200 1$n ms"; done | logger -t web -p user.info
        sleep 2
    done'
if await 60 incidents_hold "any('db1:5432 refused' in json.dumps(i) for i in d)"; then
    ok "the incident that logger caused is listed: $(inside haetae incidents list --json 2>/dev/null | python3 -c '
import json, sys
print(next(i["severity"] + ", " + i["title"] for i in json.load(sys.stdin) if "db1:5432 refused" in json.dumps(i)))')"
else
    failed "the incident that logger caused is listed"
    { inside haetae incidents list 2>&1 | sed 's/^/    /'; } || true
fi
told() {
    inside cat /var/tmp/hook/got | python3 -c '
import json, sys
events = [json.loads(line) for line in sys.stdin if line.strip()]
sys.exit(0 if any(e["type"] == "incident.opened" and "db1:5432 refused" in json.dumps(e) for e in events) else 1)'
}
if await 30 told; then ok "the receiver was told of it, singly"; else
    failed "the receiver was told of it, singly"
    { inside cat /var/tmp/hook/got 2>&1 | cut -c1-300 | sed 's/^/    /'; } || true
fi
# The ledger against journalctl's own count: every entry but the daemon's, none twice.
cat >"$work/count.py" <<'COUNT'
import json, sys
others = own = 0
for line in sys.stdin:
    entry = json.loads(line)
    if entry.get("SYSLOG_IDENTIFIER") == "haetae" or entry.get("_SYSTEMD_UNIT") == "haetae.service": own += 1
    else: others += 1
print(others, own)
COUNT
counted() { inside journalctl -q --no-pager -o json --output-fields=SYSLOG_IDENTIFIER,_SYSTEMD_UNIT | python3 "$work/count.py"; }
journal_agrees() {
    local others own
    read -r others own < <(counted)
    [ "$own" -ge 1 ] && status_holds "all(s['balances'] for s in d['sources']) and sum(s['read'] for s in d['sources'] if s['kind']=='journal')==$others"
}
agreement() {
    read -r others own < <(counted)
    echo "journalctl has $others of others and $own of its own; read: $(inside haetae status --json 2>/dev/null | python3 -c '
import json, sys
print(sum(s["read"] for s in json.load(sys.stdin)["sources"] if s["kind"] == "journal"))')"
}
if await 20 journal_agrees; then ok "every entry of the journal was read once, its own were not ($(agreement))"; else
    failed "every entry of the journal was read once, its own were not ($(agreement))"
fi

check "it was not restarted so far" property_is NRestarts 0
main=$(property MainPID)
inside systemctl kill -s KILL haetae
restarted() { property_is ActiveState active && [ "$(property MainPID)" != "$main" ] && [ "$(property NRestarts)" -ge 1 ]; }
if await 40 restarted; then ok "killed, it is started again"; else failed "killed, it is started again"; fi
inside sh -c 'for n in $(seq 20); do echo "INFO GET /cart user=$n 200 9 ms"; done | logger -t web -p user.info'
if await 30 journal_agrees; then ok "after the kill the ledger balances and agrees with journalctl ($(agreement))"; else
    failed "after the kill the ledger balances and agrees with journalctl ($(agreement))"
    { inside haetae status 2>&1 | sed 's/^/    /'; } || true
fi
if await 10 incidents_hold "sum('db1:5432 refused' in json.dumps(i) for i in d)==1"; then ok "the incident is still there, once"; else failed "the incident is still there, once"; fi
same_events() {
    inside cat /var/tmp/hook/got | python3 -c '
import json, sys
opened = [json.loads(line) for line in sys.stdin if line.strip()]
ids = {e["event_id"] for e in opened if e["type"] == "incident.opened" and "db1:5432 refused" in json.dumps(e)}
sys.exit(0 if len(ids) == 1 else 1)'
}
check "nobody was told of it under a second id" same_events

check "systemctl stop returns" inside systemctl stop haetae
check "the stop was clean" sh -c "[ '$(property Result) $(property ExecMainStatus) $(property ActiveState)' = 'success 0 inactive' ] || { echo '$(property Result) $(property ExecMainStatus) $(property ActiveState)'; false; }"
check "a reading command works without the daemon" inside sh -c 'haetae incidents list --json 2>/dev/null | grep -q refused'
check "the journal holds no crash and no denied call" inside sh -c '! journalctl -q -u haetae -o cat | grep -Ei "fatal error|runtime failure|signal [0-9]|core-?dump|not permitted"'
exposure=$(inside systemd-analyze security haetae.service --no-pager 2>/dev/null | tail -n 1 | grep -oE '[0-9]+\.[0-9]+' | head -n 1 || true)
ok "systemd-analyze security: ${exposure:-no answer}"

check "uninstall.sh" inside env PREFIX=/usr/local DESTDIR= /var/tmp/haetae-src/scripts/uninstall.sh
check "it leaves state and configuration, and nothing else" inside sh -c '[ -e /var/lib/haetae ] && [ -e /etc/haetae/haetae.yaml ] && ! [ -e /usr/local/bin/haetae ] && ! systemctl cat haetae'

if [ "$failures" -gt 0 ]; then
    echo "FAILED $failures checks"
    report
    exit 1
fi
echo "ok all checks, in $SECONDS s"
