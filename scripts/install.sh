#!/usr/bin/env bash
# Installs the built binary as a service. DESTDIR (a staging folder, for packages) and PREFIX (/usr/local) are respected; HAETAE names
# the binary. An existing configuration is never touched.
set -euo pipefail
cd "$(dirname "$0")/.."
haetae=${HAETAE:-.build/release/haetae}
prefix=${PREFIX:-/usr/local}
destdir=${DESTDIR:-}
fail() { echo "install: $*" >&2; exit 1; }

case $prefix in /*) ;; *) fail "PREFIX '$prefix' must be an absolute path" ;; esac
case $prefix in *[!A-Za-z0-9/._+-]*) fail "PREFIX '$prefix': use letters, digits and / . _ + - only (it stands in a unit)" ;; esac
prefix=${prefix%/}
[ -x "$haetae" ] || fail "$haetae is not there; run 'make build' first, or name the binary in HAETAE"
if [ -z "$destdir" ] && [ "$(id -u)" -ne 0 ]; then
    fail "root is needed. Please run: sudo make install   (or stage it: make install DESTDIR=some/folder)"
fi

# systemd looks for units below /usr/local and /usr, elsewhere only /etc is certain. Users and folders are looked for below /usr/lib.
case $prefix in
/usr | /usr/local) units=$prefix/lib/systemd/system ;;
*) units=/etc/systemd/system ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
put() { install -D -m "$1" "$2" "$destdir$3" && echo "  $destdir$3"; }

echo "installing $("$haetae" --version 2>/dev/null || echo haetae):"
# Under a new name and renamed, so that a running daemon keeps the file it was started from.
install -D -m 0755 "$haetae" "$destdir$prefix/bin/.haetae.new"
mv -f "$destdir$prefix/bin/.haetae.new" "$destdir$prefix/bin/haetae"
echo "  $destdir$prefix/bin/haetae"

sed "s|/usr/local/bin/haetae|$prefix/bin/haetae|g" systemd/haetae.service >"$work/haetae.service"
put 0644 "$work/haetae.service" "$units/haetae.service"
put 0644 systemd/haetae.sysusers /usr/lib/sysusers.d/haetae.conf
put 0644 systemd/haetae.tmpfiles /usr/lib/tmpfiles.d/haetae.conf

completion() {
    if "$haetae" --generate-completion-script "$1" >"$work/completion" 2>/dev/null; then
        put 0644 "$work/completion" "$prefix/share/$2"
    else
        echo "install: no completions for $1" >&2
    fi
}
completion bash bash-completion/completions/haetae
completion zsh zsh/site-functions/_haetae
completion fish fish/vendor_completions.d/haetae.fish
for page in docs/man/*.1; do
    if [ -f "$page" ]; then put 0644 "$page" "$prefix/share/man/man1/${page##*/}"; fi
done

configuration=/etc/haetae/haetae.yaml
if [ -e "$destdir$configuration" ]; then
    echo "  $destdir$configuration is there and stays as it is"
else
    "$haetae" config default >"$work/haetae.yaml"
    put 0640 "$work/haetae.yaml" "$configuration"
fi
chmod 0755 "$destdir/etc/haetae"

running=no
if [ -z "$destdir" ] && [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; then
    running=yes
    systemd-sysusers haetae.conf
    systemd-tmpfiles --create haetae.conf
    systemctl daemon-reload
fi

echo
if [ -n "$destdir" ]; then
    echo "Staged below $destdir. On the target, as root:"
    echo "  systemd-sysusers haetae.conf && systemd-tmpfiles --create haetae.conf && systemctl daemon-reload"
elif [ "$running" = no ]; then
    echo "No systemd is running here; start it by hand:"
    echo "  $prefix/bin/haetae daemon --config $configuration"
    exit 0
elif systemctl is-active --quiet haetae; then
    echo "Haetae is running; to run this version:"
    echo "  systemctl restart haetae"
    exit 0
else
    echo "Next:"
fi
cat <<NEXT
  \$EDITOR $configuration         receivers, files, budget; works as it is, too
  systemctl enable --now haetae
  haetae status                        what it reads, and how far it has come
  usermod -aG haetae YOU               lets you ask the daemon without root, after your next login
NEXT
