#!/usr/bin/env bash
# Runs all tests. Labelled data is used where HAETAE_DATA names it; otherwise those tests say that they were skipped.
set -euo pipefail
swift build "$@" --product haetae
export HAETAE_BINARY="$PWD/.build/release/haetae"
exec swift test "$@"
