#!/usr/bin/env bash
# Installs the named Debian/Ubuntu packages that are missing. Not root: uses sudo where it answers without a password, else says
# what to type.
set -euo pipefail
if ! command -v swift >/dev/null 2>&1; then
    echo "haetae needs Swift 6.2 or later: https://www.swift.org/install/linux/" >&2
    exit 1
fi
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "this is not Debian or Ubuntu: install the counterparts of these packages, then run 'make build': $*" >&2
    exit 0
fi
missing=()
for package in "$@"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
echo "installing: ${missing[*]}"
if [ "$(id -u)" -eq 0 ]; then
    run=()
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run=(sudo)
else
    echo "these packages are needed and I am not root. Please run:" >&2
    echo "    sudo apt-get install -y ${missing[*]}" >&2
    exit 1
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() { "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1; }
if ! install; then
    "${run[@]}" apt-get update >>"$log" 2>&1 || true
    install || { cat "$log" >&2; echo "could not install: ${missing[*]}" >&2; exit 1; }
fi
