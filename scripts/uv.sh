#!/bin/sh
# Prints a path to uv: the one on PATH, or a locked one installed into .venv-uv.
set -eu
cd "$(dirname "$0")/.."

if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then
    command -v uv
    exit
fi
here=$PWD/.venv-uv
if [ ! -x "$here/bin/uv" ]; then
    echo "Fetching uv, the installer ..." >&2
    for python in python3 /usr/bin/python3 "$HOME"/.pyenv/versions/3.*/bin/python3; do
        "$python" -V >/dev/null 2>&1 || continue
        rm -rf "$here"
        if "$python" -m venv "$here" >/dev/null 2>&1; then
            "$here/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/uv.txt >&2 && break
        elif "$python" -m pip --version >/dev/null 2>&1; then
            "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/uv.txt \
                --target "$here" >&2 && break
        fi
    done
fi
if [ ! -x "$here/bin/uv" ]; then
    echo "Cannot install uv: this needs a Python 3 with venv or pip (on Debian: apt install python3-venv), or uv itself on PATH." >&2
    exit 1
fi
echo "$here/bin/uv"
