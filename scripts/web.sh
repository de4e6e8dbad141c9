#!/bin/sh
# Builds the web widget, web/dist, when its sources changed: scripts/web.sh. Does nothing when they did not.
set -eu
cd "$(dirname "$0")/.."
stamp=web/dist.sha256

sources() {
    find web \( -name node_modules -o -path web/dist -o -path web/build \) -prune -o -type f ! -path $stamp -print | LC_ALL=C sort |
        tr '\n' '\0' | xargs -0 sha256sum
}
state=$(sources | sha256sum)
[ -s web/dist/widget.js ] && [ "$state" = "$(cat $stamp 2>/dev/null)" ] && exit 0

scripts/npm_ci.sh web
PATH="$(scripts/node.sh):$PATH"
export PATH
echo "Building the web widget ..."
rm -f $stamp
(cd web && npm run --silent build) || {
    echo "The web widget did not build: see the lines above." >&2
    exit 1
}
[ -s web/dist/widget.js ] || {
    echo "The build left no web/dist/widget.js: see \"build\" in web/package.json." >&2
    exit 1
}
echo "$state" >$stamp
