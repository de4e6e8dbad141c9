"""Runs Rasa's command line with our mends: `python -m mends run`, `python -m mends train`."""

from __future__ import annotations

import os
import sys
import warnings
from importlib import import_module

MENDS = (
    "action_deadline",
    "action_results",
    "messages",
    "packaging",
    "sessions",
    "store_failures",
    "subclasses",
    "training_files",
)
NOISE = (DeprecationWarning, PendingDeprecationWarning, SyntaxWarning, FutureWarning, ImportWarning, ResourceWarning)


def quiet() -> None:
    """Nothing phones home, one thread per library, and no noise of libraries about libraries."""
    defaults = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TQDM_DISABLE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TICKET_LOCK_LIFETIME": "30",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    warnings.showwarning = show


def show(message: Warning | str, category: type[Warning], *where: object, **more: object) -> None:
    """A warning in one line; none of what libraries say to their own developers."""
    if not issubclass(category, NOISE):
        print(f"{category.__name__}: {str(message).splitlines()[0]}", file=sys.stderr)


def main() -> None:
    quiet()
    from mends import tensorflow

    tensorflow.apply()

    for name in MENDS:
        import_module(f"mends.{name}").apply()

    from rasa.__main__ import main as rasa

    sys.argv[0] = "rasa"
    rasa()


if __name__ == "__main__":
    main()
