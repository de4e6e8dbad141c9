"""The two bots compared: what each is made from, and the folder each is built and run in."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "results" / "bench"
DEFAULT = Path(__file__).parent / "default"


@dataclass(frozen=True)
class Side:
    """One bot.

    Attributes:
        name: `ours` or `default`.
        module: what runs its Rasa: `mends`, or plain `rasa`.
        folder: its working folder, git-ignored.
        config, domain, credentials: Rasa's files.
        data: files and folders it is trained on.
    """

    name: str
    module: str
    folder: Path
    config: Path
    domain: Path
    credentials: Path
    data: tuple[Path, ...]

    @property
    def model(self) -> Path:
        return self.folder / "models" / f"{self.name}.tar.gz"

    @property
    def endpoints(self) -> Path:
        return self.folder / "endpoints.yml"

    def fingerprint(self) -> str:
        """SHA-256 of everything the model learns from, without the code; of responses, that is their texts."""
        digest = hashlib.sha256()
        files = [path for one in self.data for path in ([one] if one.is_file() else sorted(one.rglob("*.yml")))]
        for path in [self.config, self.domain, *files]:
            content = read(path)
            if "responses" in content:
                content = {name: variants[0]["text"] for name, variants in content["responses"].items()}
            digest.update(json.dumps([path.name, content], sort_keys=True).encode())
        return digest.hexdigest()


def build(folder: Path, limit: int | None, epochs: int | None = None) -> tuple[Side, Side]:
    """Lays the working folder out anew, but for models.

    Args:
        folder: where to.
        limit: most examples of each intent in each file; None for all of them.
        epochs: how often the default side's networks see the data; None for as often as Rasa proposes.

    Returns:
        The default side and ours, which share the training data.
    """
    data, default, ours = folder / "data", folder / "default", folder / "ours"
    shutil.rmtree(data, ignore_errors=True)
    for place in (default, ours, folder / "logs"):
        place.mkdir(parents=True, exist_ok=True)
    copy_data(data, limit)
    domain = Path(shutil.copy(ROOT / "domain.yml", folder))
    config = write_config(default / "config.yml", epochs)
    stories = default / "stories.yml"
    stories.write_text(yaml.safe_dump(stories_of(read(data / "rules.yml")), sort_keys=False))
    return (
        Side("default", "rasa", default, config, domain, DEFAULT / "credentials.yml", (data, stories)),
        Side("ours", "mends", ours, ROOT / "config.yml", domain, ROOT / "credentials.yml", (data,)),
    )


def read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def write_config(target: Path, epochs: int | None) -> Path:
    """The default side's configuration, its networks trained for so many epochs."""
    content = read(DEFAULT / "config.yml")
    for one in [*content["pipeline"], *content["policies"]]:
        if epochs and "epochs" in one:
            one["epochs"] = epochs
    target.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return target


def copy_data(target: Path, limit: int | None) -> None:
    """Copies the training data, of each intent in each file the first `limit` examples."""
    shutil.copytree(ROOT / "data" / "nlu", target / "nlu")
    shutil.copytree(ROOT / "data" / "responses", target / "responses")
    shutil.copy(ROOT / "data" / "rules.yml", target)
    for path in (target / "nlu").glob("*.yml") if limit else ():
        content = read(path)
        for block in content["nlu"]:
            block["examples"] = "".join(block["examples"].splitlines(keepends=True)[:limit])
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def stories_of(rules: dict[str, Any]) -> dict[str, Any]:
    """Every rule as a story of the same steps, so that the policies that learn have something to learn from."""
    stories = [{"story": f"{rule['rule']} (story)", "steps": rule["steps"]} for rule in rules["rules"]]
    return {"version": rules["version"], "stories": stories}


def write_endpoints(side: Side, action_port: int) -> None:
    """The repository's `endpoints.yml` with this side's action server and a fresh SQLite file of its own."""
    endpoints = read(ROOT / "endpoints.yml")
    store = side.folder / "tracker.db"
    store.unlink(missing_ok=True)
    if side.module == "rasa":
        endpoints["action_endpoint"].pop("enable_selective_domain", None)
    endpoints["action_endpoint"]["url"] = f"http://127.0.0.1:{action_port}/webhook"
    endpoints["tracker_store"] = {"type": "SQL", "dialect": "sqlite", "db": str(store)}
    side.endpoints.write_text(yaml.safe_dump(endpoints, sort_keys=False))


def environment(threads: int) -> dict[str, str]:
    """What both sides run with: every library at most `threads` threads, no telemetry, no progress bars."""
    caps = ("OMP", "OPENBLAS", "MKL", "NUMEXPR")
    return {
        **os.environ,
        **{f"{library}_NUM_THREADS": str(threads) for library in caps},
        "TF_INTRA_OP_PARALLELISM_THREADS": str(threads),
        "TF_INTER_OP_PARALLELISM_THREADS": str(threads),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TQDM_DISABLE": "1",
        "PYTHONHASHSEED": "0",
    }
