#!/usr/bin/env bash
# Runs all tests. Labelled data is used where HAETAE_DATA names it; otherwise those tests say that they were skipped.
set -euo pipefail
# Built by `swift build`, as the demo is: `swift test` would build the dependencies a second time with flags of its own.
swift build "$@" --product haetae
swift build "$@" --build-tests
[ -n "${HAETAE_LLAMA:-}" ] || HAETAE_LLAMA=$(scripts/testing/llama.sh "$PWD/.build/llama")
export HAETAE_LLAMA
export HAETAE_BINARY="$PWD/.build/release/haetae"
exec swift test "$@" --skip-build
