#!/usr/bin/env bash
# Removes what install.sh installed. The configuration and what was learned stay, and so does the user, which owns it.
set -euo pipefail
prefix=${PREFIX:-/usr/local}
destdir=${DESTDIR:-}
case $prefix in /*) ;; *) echo "uninstall: PREFIX '$prefix' must be an absolute path" >&2; exit 1 ;; esac
prefix=${prefix%/}
if [ -z "$destdir" ] && [ "$(id -u)" -ne 0 ]; then
    echo "uninstall: root is needed. Please run: sudo make uninstall" >&2
    exit 1
fi
case $prefix in
/usr | /usr/local) units=$prefix/lib/systemd/system ;;
*) units=/etc/systemd/system ;;
esac

running=no
if [ -z "$destdir" ] && [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; then
    running=yes
    if [ -e "$units/haetae.service" ]; then systemctl disable --now haetae.service; fi
fi
echo "removing:"
for file in "$destdir$prefix/bin/haetae" "$destdir$units/haetae.service" "$destdir"/usr/lib/sysusers.d/haetae.conf "$destdir"/usr/lib/tmpfiles.d/haetae.conf \
    "$destdir$prefix/share/bash-completion/completions/haetae" "$destdir$prefix/share/zsh/site-functions/_haetae" \
    "$destdir$prefix/share/fish/vendor_completions.d/haetae.fish" "$destdir$prefix"/share/man/man1/haetae*.1; do
    if [ -e "$file" ] || [ -L "$file" ]; then
        rm -f "$file"
        echo "  $file"
    fi
done
if [ "$running" = yes ]; then systemctl daemon-reload; fi
cat <<LEFT

Left, on purpose: $destdir/etc/haetae (configuration), $destdir/var/lib/haetae (incidents, what was learned), and the user haetae.
To remove these as well:
  rm -r $destdir/etc/haetae $destdir/var/lib/haetae && userdel haetae
LEFT
