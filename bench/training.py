"""Training each side, timed; the default side's model is kept, because it takes many minutes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

from bench.machine import machine
from bench.processes import running
from bench.sides import Side

TRAINING_THREADS = 2
LONGEST_TRAINING = 5 * 3600


def train(side: Side) -> dict[str, Any]:
    """Trains the side from nothing.

    Returns:
        `{seconds, sha256, when, machine, cached}`.

    Raises:
        SystemExit: the training failed or took more than five hours.
    """
    shutil.rmtree(side.model.parent, ignore_errors=True)
    sha256 = side.fingerprint()
    arguments = [side.module, "train", "--force", "--skip-validation", "--config", side.config]
    arguments += ["--domain", side.domain, "--out", side.model.parent, "--fixed-model-name", side.name]
    arguments += ["--data", *side.data]
    log = side.folder.parent / "logs" / f"{side.name}-training.log"
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as cache, mock.patch.dict("os.environ", RASA_CACHE_DIRECTORY=cache):
        run([str(one) for one in arguments], log)
    seconds = time.perf_counter() - started
    if not side.model.exists():
        sys.exit(f"The training of {side.name} failed: see {log}")
    when = time.strftime("%Y-%m-%d %H:%M")
    return {"seconds": seconds, "sha256": sha256, "when": when, "machine": machine(), "cached": False}


def run(arguments: list[str], log: Path) -> None:
    """Waits for the training, saying every minute how far it is."""
    minutes = 0
    with running(arguments, TRAINING_THREADS, log) as process:
        while process.poll() is None and minutes * 60 < LONGEST_TRAINING:
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                minutes += 1
                print(f"         {minutes} min: {progress(log)}", flush=True)


def progress(log: Path) -> str:
    """What Rasa's log says last about a component, and the epoch it has reached."""
    text = log.read_text(encoding="utf-8", errors="replace")
    found = list(re.finditer(r"(?:Starting to train|Finished training) component '\w+'", text))
    epochs = re.findall(r"(\d+/\d+) \[", text[found[-1].end() :]) if found else []
    return ", epoch ".join([found[-1].group() if found else "starting", *epochs[-1:]])


def train_cached(side: Side) -> dict[str, Any]:
    """The side's record from when it was trained on the same inputs; trains it when there is none."""
    path = side.folder / "training.json"
    record = read_record(path)
    if side.model.exists() and record.get("sha256") == side.fingerprint():
        return {**record, "cached": True}
    record = train(side)
    path.write_text(json.dumps(record, indent=1) + "\n")
    return record


def read_record(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text()) if path.exists() else {}
