#!/usr/bin/env bash
# Makes FOLDER a Python environment with llama.cpp's server, for the test against it, and prints its interpreter. Where that cannot be
# had (no network, no wheel for this machine) it says so and prints nothing: the test is then skipped visibly.
set -euo pipefail
folder=${1:?usage: llama.sh FOLDER}
python=$folder/bin/python3
works() { [ -x "$python" ] && "$python" -c 'import gguf, xllamacpp' 2>/dev/null; }
if ! works; then
    python3 -m venv "$folder" >&2 && "$python" -m pip install --quiet --disable-pip-version-check --only-binary=:all: \
        xllamacpp==2026.10.11549 gguf==0.19.0 >&2 || true
fi
if works; then echo "$python"; else echo "no llama.cpp for Python here: the test against its server is skipped" >&2; fi
