#!/bin/sh
# Makes .venv hold what a lock file says: scripts/setup.sh run|test|serve. Does nothing when it already does.
# `contract`, the API's tester, has an environment of its own: .venv-contract.
set -eu
cd "$(dirname "$0")/.."
lock=locks/$1.txt
venv=.venv
[ "$1" = contract ] && venv=.venv-contract
stamp=$venv/.$1.lock

cmp -s "$lock" "$stamp" && [ -x $venv/bin/python ] && exit 0

if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
    echo "Rasa 3.6 with the packages locked here runs on Linux x86_64; this is $(uname -s) $(uname -m)." >&2
    exit 1
fi

python310() {
    for candidate in python3.10 "$HOME"/.pyenv/versions/3.10.*/bin/python3.10 /usr/bin/python3.10 /usr/local/bin/python3.10; do
        # A pyenv shim answers with an error when 3.10 is installed but not active.
        if "$candidate" -V >/dev/null 2>&1; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    echo 3.10
}

# The machine's own certificates, as pip and git use them.
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
uv=$(scripts/uv.sh)
if [ ! -x $venv/bin/python ]; then
    python=$(python310)
    echo "Making $venv with Python $python ..."
    "$uv" venv --quiet --allow-existing --python "$python" $venv || {
        echo "Cannot find or fetch Python 3.10, the newest that Rasa 3.6 runs on: install it (with pyenv, say) and try again." >&2
        exit 1
    }
fi
echo "Installing the packages of $lock (once; the bot itself needs about 1.5 GB) ..."
"$uv" pip install --python $venv/bin/python --require-hashes --no-deps --requirements "$lock" || {
    echo "The installation failed: see the lines above; running the same command again goes on from here." >&2
    exit 1
}
if [ "$1" = run ] || [ "$1" = test ]; then
    # Their first import compiles them: now rather than in the first training.
    env -u PYTHONDONTWRITEBYTECODE $venv/bin/python -W ignore -c "
from mends.__main__ import quiet
quiet()
from mends import tensorflow
tensorflow.apply()
import rasa.api, rasa.core.agent, rasa.model_training, rasa.server"
fi
cp "$lock" "$stamp"
