#!/usr/bin/env bash
# Measures the binary and prints a table. docs/benchmarks.md says what each row means.
#
# usage: scripts/bench.sh [--full] [PART]...      --full: the whole line on 1 GB too; PART: only these, e.g. sample labelled
# HAETAE       the binary (default .build/release/haetae)
# BENCHMARKS   the executable with the benchmarks of single stages (default .build/release/Benchmarks)
# HAETAE_DATA  folder of labelled data; without it those rows are skipped
set -euo pipefail
cd "$(dirname "$0")/.."
export HAETAE=${HAETAE:-.build/release/haetae} BENCHMARKS=${BENCHMARKS:-.build/release/Benchmarks}
exec python3 scripts/bench.py "$@"
