"""Changes without a fault: releases that work, reloads, rotation, backups, waves of load. Nothing of it should be reported."""

from apps import App, Worker
from edge import Edge
from infra import Platform
from stores import MySQL, Postgres


def put(system, faults):
    """One change of each kind, as far as there is a quiet gap of three minutes around it."""
    d, found = system.dice, []
    busy = [(f.start - 200, f.end + 420) for f in faults]
    kinds = d.some([deploy, reload, rotate, restart, backup, wave, upgrade, restart_unit], 8)
    for kind in kinds:
        for _ in range(40):
            t = d.between(75 * 60, 5 * 3600 - 400)
            if all(not a < t < b and not a < t + 150 < b for a, b in busy):
                change = kind(system, t)
                if change:
                    busy.append((t - 240, t + 420))
                    found.append(change)
                break
    return sorted(found, key=lambda c: c[3])


def rolling(system, service, t, version=None):
    """Each replica is drained, stopped and started; callers notice nothing."""
    for index, n in enumerate(service.nodes):
        when = t + 15 * index
        n.host.unit_stops(when, n.unit, n.description)
        n.stopping(when)
        if version:
            n.version = version
        n.host.unit_starts(when + 2, n.unit, n.description)
        n.starting(when + 2)
    return t + 15 * len(service.nodes)


def deploy(system, t):
    apps = system.apps()
    n = system.dice.pick(apps)
    for peer in n.service.nodes:
        peer.info(t + 20, "", "feature flag 'new-pricing-page' is off")
    return ("good-deploy", n.full, "a release that works, replica after replica, with a new line at its start", t, rolling(system, n.service, t, n.version + "0"))


def reload(system, t):
    n = system.edges[0]
    n.reload(t)
    return ("reload", n.full, "the proxy is reloaded without a change", t, t + 2)


def rotate(system, t):
    h = system.dice.pick(system.hosts)
    h.systemd(t, "Starting logrotate.service - Rotate log files...", "logrotate.service")
    if h.style != "journal":
        h.sys(t + 0.3, "rsyslogd", '[origin software="rsyslogd" swVersion="8.2302.0" x-pid="%d" x-info="https://www.rsyslog.com"] rsyslogd was HUPed' % h.pid("rsyslogd"))
    h.systemd(t + 0.6, "logrotate.service: Deactivated successfully.", "logrotate.service")
    h.systemd(t + 0.6, "Finished logrotate.service - Rotate log files.", "logrotate.service")
    return ("logrotate", h.name, "logs are rotated", t, t + 2)


def restart(system, t):
    workers = [n for n in system.nodes if isinstance(n, Worker)]
    if not workers:
        return None
    n = system.dice.pick(workers)
    n.put(t, t + 3, "hang")
    rolling(system, n.service, t)
    return ("worker-restart", n.full, "a worker is restarted gracefully", t, t + 5)


def restart_unit(system, t):
    h = system.dice.pick(system.hosts)
    unit = system.dice.pick(["prometheus-node-exporter.service", "systemd-resolved.service", "rsyslog.service", "fail2ban.service"])
    h.unit_stops(t, unit, unit.split(".")[0])
    h.unit_starts(t + 1.8, unit, unit.split(".")[0])
    return ("agent-restart", h.name, "an agent beside is restarted", t, t + 4)


def backup(system, t):
    stores = [n for n in system.nodes if isinstance(n, (Postgres, MySQL))]
    if not stores:
        return None
    n = system.dice.pick(stores)
    Platform(n.host).cron(t, "backup", "/usr/local/bin/dump-all --compress /backup/$(date +%F)")
    n.host.sys(t + 1, "dump-all", "dump of database app started")
    n.host.sys(t + 95, "dump-all", "dump of database app finished, 1842 MB")
    return ("backup", n.full, "a database is dumped by cron", t, t + 96)


def wave(system, t):
    system.waves.append((t, t + 360, 1.7))
    return ("load-wave", "all", "load rises to 1.7 times the normal rate and falls again", t, t + 360)


def upgrade(system, t):
    h = system.dice.pick(system.hosts)
    h.systemd(t, "Starting apt-daily-upgrade.service - Daily apt upgrade and clean activities...", "apt-daily-upgrade.service")
    for k, package in enumerate(system.dice.some(["tzdata", "libssl3", "curl", "vim-common", "openssh-server", "python3.11-minimal"], 3)):
        h.sys(t + 4 + 3 * k, "unattended-upgrade", "Packages that will be upgraded: " + package if k == 0 else "Upgraded " + package)
    h.systemd(t + 15, "apt-daily-upgrade.service: Deactivated successfully.", "apt-daily-upgrade.service")
    h.systemd(t + 15, "Finished apt-daily-upgrade.service - Daily apt upgrade and clean activities.", "apt-daily-upgrade.service")
    return ("upgrade", h.name, "packages are upgraded at night's end", t, t + 16)
