"""The action server: `python -m actions [port]`, on 127.0.0.1 unless `SANIC_HOST` says otherwise."""

from __future__ import annotations

import logging
import os
import sys
import warnings

from facts.loading import FactsError, facts

PORT = 5055


def main() -> None:
    warnings.showwarning = lambda *_, **__: None
    try:
        facts()
    except FactsError as error:
        sys.exit(f"The action server does not start: data/facts has mistakes.\n{error}")
    os.environ.setdefault("SANIC_HOST", "127.0.0.1")

    from rasa_sdk.endpoint import run

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    run("actions", port=int(sys.argv[1]) if len(sys.argv) > 1 else PORT)


if __name__ == "__main__":
    main()
