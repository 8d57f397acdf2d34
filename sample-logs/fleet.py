#!/usr/bin/env python3
"""Writes a day of a fleet of container hosts, `OUT/nodeNNNN/syslog.log`, with three faults.

  fleet.py OUT [--hosts 1000] [--first 0] [--seed 7]

Each host says little (about 40 lines an hour) and much the same as all others: what one host says for the first time is the fleet's
daily bread, and what strikes many hosts at once is one trouble. The faults, all times UTC of 20 November 2026:

  15:00  rack 7 (hosts 280 to 319) loses its network for twenty minutes
  18:00  a disk of host 333 fails (of the last host, where there are fewer)
  20:00  a registry is gone for five minutes: four fifths of the hosts cannot pull images

The same arguments give the same bytes. Standard library only.
"""

import argparse
import datetime
import os
import random

BASE = datetime.datetime(2026, 11, 20)
HOUR = 3600
RACK = 40


def stamp(second):
    return (BASE + datetime.timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S.%f") + "+00:00"


class Host:
    def __init__(self, number, dice):
        self.number, self.name, self.dice, self.lines = number, "node%04d" % number, dice, []

    def add(self, second, program, pid, message):
        self.lines.append((second, "%s %s %s[%d]: %s" % (stamp(second), self.name, program, pid, message)))

    def kubelet(self, second, severity, text):
        clock = (BASE + datetime.timedelta(seconds=second)).strftime("%m%d %H:%M:%S.%f")
        self.add(second, "kubelet", 1200, "%s%s    1200 %s" % (severity, clock, text))

    def routine(self):
        d, second = self.dice, self.dice.expovariate(1 / 200)
        while second < 24 * HOUR:
            kind = d.random()
            if kind < 0.35:
                self.kubelet(second, "I", 'reconciler.go:%d] Volume "vol-%06x" attached to node "%s"' % (d.choice([224, 231]), d.randrange(16**6), self.name))
            elif kind < 0.6:
                self.add(second, "containerd", 901, 'time="%s" level=info msg="StopContainer for \\"%012x\\" with timeout 30 (s)"' % (stamp(second), d.randrange(16**12)))
            elif kind < 0.75:
                self.add(second, "systemd", 1, "Started session-%d.scope - Session %d of User deploy." % ((d.randrange(99999),) * 2))
            elif kind < 0.9:
                self.add(second, "sshd", d.randrange(9999, 99999), "Accepted publickey for deploy from 10.0.%d.%d port %d ssh2: ED25519 SHA256:%x" % (d.randrange(4), d.randrange(255), d.randrange(30000, 60000), d.randrange(16**10)))
            elif kind < 0.97:
                self.add(second, "chronyd", 610, "Selected source 10.0.0.%d" % d.choice([2, 3]))
            else:
                self.kubelet(second, "E", 'pod_workers.go:951] Error syncing pod "app-%05x", skipping: failed to "StartContainer" with CrashLoopBackOff' % d.randrange(16**5))
            second += d.expovariate(1 / 90)
        for hour in range(24):
            self.add(hour * HOUR + 17 * 60 + d.random() * 3, "CRON", d.randrange(9999), "(root) CMD (cd / && run-parts --report /etc/cron.hourly)")

    def cut_off(self):
        d, start = self.dice, 15 * HOUR
        self.lines = [line for line in self.lines if not start + 30 < line[0] < start + 1200]
        self.add(start + d.random() * 4, "kernel", 0, "mlx5_core 0000:3b:00.0 eth0: Link down")
        for attempt in range(8):
            self.kubelet(start + 5 + 2 * attempt + d.random(), "E", 'controller.go:187] failed to update lease, error: Put "https://10.0.0.10:6443/apis/coordination.k8s.io/v1/leases/%s?timeout=10s": dial tcp 10.0.0.10:6443: connect: network is unreachable' % self.name)
        self.add(start + 1200 + d.random() * 3, "kernel", 0, "mlx5_core 0000:3b:00.0 eth0: Link up")

    def disk(self):
        start = 18 * HOUR
        for k in range(20):
            self.add(start + 13 * k, "kernel", 0, "nvme0n1: I/O error, dev nvme0n1, sector %d op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 2" % self.dice.randrange(10**9))
        self.add(start + 300, "kernel", 0, "EXT4-fs error (device nvme0n1p2): ext4_find_entry:1455: inode #2: comm containerd: reading directory lblock 0")

    def registry(self):
        second = 20 * HOUR + self.dice.random() * 20
        for attempt in range(5):
            at = second + 60 * attempt
            self.add(at, "containerd", 901, 'time="%s" level=error msg="PullImage \\"registry.corp.example/app:%d\\" failed" error="failed to resolve reference: dial tcp 10.0.0.50:5000: connect: connection refused"' % (stamp(at), self.dice.randrange(999)))

    def write(self, folder):
        os.makedirs(os.path.join(folder, self.name), exist_ok=True)
        with open(os.path.join(folder, self.name, "syslog.log"), "w", encoding="utf-8") as f:
            f.writelines(text + "\n" for _, text in sorted(self.lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--hosts", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first host")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    last = options.first + options.hosts - 1
    for number in range(options.first, last + 1):
        host = Host(number, dice)
        host.routine()
        if number // RACK == 7:
            host.cut_off()
        if number == min(333, last):
            host.disk()
        if dice.random() < 0.8:
            host.registry()
        host.write(options.out)


main()
