"""What the numbers were measured on."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

from bench.sides import ROOT


def machine() -> dict[str, Any]:
    """The processor, cores, load before (mean of the last minute), Python and commit."""
    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "commit": commit(),
    }


def tree() -> str:
    """SHA-256 of the code and data that the bot runs on: it must not change while it is measured."""
    digest = hashlib.sha256()
    for package in ("actions", "answers", "channels", "data", "facts", "mends", "nlu"):
        for path in sorted(path for path in (ROOT / package).rglob("*") if path.suffix in (".py", ".yml")):
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def commit() -> str:
    """The commit, with `+` when files differ from it; `unknown` outside a checkout."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return described.stdout.strip() or "unknown"
