#!/bin/sh
# Makes FOLDER/node_modules hold what FOLDER/package-lock.json says: scripts/npm_ci.sh FOLDER. Does nothing when it does.
set -eu
cd "$(dirname "$0")/.."
lock=$1/package-lock.json
stamp=$1/node_modules/.lock

cmp -s "$lock" "$stamp" && exit 0
PATH="$(scripts/node.sh):$PATH"
export PATH
echo "Installing the packages of $lock ..."
(cd "$1" && npm ci --no-audit --no-fund --loglevel=error) || {
    echo "The installation failed: see the lines above; running the same command again starts it over." >&2
    exit 1
}
mkdir -p "$1/node_modules"
cp "$lock" "$stamp"
