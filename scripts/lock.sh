#!/bin/sh
# Writes the lock files, with hashes, from pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
uv=$(scripts/uv.sh)
compile() {
    out=$1
    shift
    "$uv" pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --python-version 3.10 --python-platform x86_64-manylinux_2_28 \
        "$@" --output-file "$out"
}
compile locks/serve.txt pyproject.toml
compile locks/run.txt pyproject.toml --group pyproject.toml:train --constraints locks/serve.txt
compile locks/test.txt pyproject.toml --group pyproject.toml:train --group pyproject.toml:dev --constraints locks/run.txt
compile locks/contract.txt --group pyproject.toml:contract
