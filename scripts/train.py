"""Trains `models/detente.tar.gz` when what it is made from has changed; otherwise does nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from nlu import wordings

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "detente.tar.gz"
STAMP = MODEL.with_name("detente.sha256")
INPUTS = (
    "config.yml",
    "domain.yml",
    "data/names.yml",
    "data/rules.yml",
    "data/nlu/*.yml",
    "data/responses/*.yml",
    "nlu/*.py",
)


def fingerprint() -> str:
    """SHA-256 of everything the model is made from."""
    digest = hashlib.sha256()
    for pattern in INPUTS:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(wordings.digest().encode())
    return digest.hexdigest()


def trained() -> bool:
    """Whether the model is there and made from what is there now."""
    return MODEL.exists() and STAMP.exists() and STAMP.read_text().strip() == fingerprint()


def train() -> None:
    """Trains, showing each component as it goes.

    Raises:
        SystemExit: the training failed; what Rasa said is printed.
    """
    print("Training the model (about a minute, only when the data changed) ...", flush=True)
    wanted = fingerprint()
    command = [sys.executable, "-W", "ignore", "-m", "mends", "train", "--skip-validation"]
    command += ["--fixed-model-name", "detente"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode or not MODEL.exists():
        sys.exit("The training failed: see the lines above. `make check` finds most mistakes in the data.")
    STAMP.write_text(wanted + "\n")


if __name__ == "__main__" and not trained():
    train()
