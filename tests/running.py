"""Real servers for tests: the action server and Rasa, each a process group of its own on a free port."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import requests
import yaml

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "detente.tar.gz"
TODAY = "2026-03-01"
START = 90
TIMEOUT = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A `python -m ...` that listens on a port, with everything it starts.

    Args:
        arguments: what follows `python -m`.
        alive: the URL that answers once it is up.
        log: where its output goes.
        environment: variables to set.
    """

    def __init__(self, arguments: list[str], alive: str, log: Path, **environment: str) -> None:
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", *arguments],
                cwd=ROOT,
                env={**os.environ, "DETENTE_TODAY": TODAY, **environment},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait(alive)
        except BaseException:
            self.stop()
            raise

    def _wait(self, alive: str) -> None:
        limit = time.monotonic() + START
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                break
            try:
                if requests.get(alive, timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.2)
        raise AssertionError(f"{' '.join(self.process.args[3:])} did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """Ends the whole group, and makes sure of it."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        assert not self.left(), "something is left running"

    def left(self) -> bool:
        """Whether any process of the group is still there."""
        for _ in range(50):
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return False
            time.sleep(0.1)
        return True


class Actions(Server):
    """The real action server."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/webhook"
        super().__init__(["actions", str(self.port)], f"http://127.0.0.1:{self.port}/health", folder / "actions.log")


class Bot(Server):
    """Rasa with our mends, our REST channel and a tracker store in `folder`."""

    def __init__(self, folder: Path, actions: str, **environment: str) -> None:
        if not MODEL.exists():
            raise AssertionError("There is no model in models/: run `make train` first.")
        self.database = folder / "tracker.db"
        endpoints = folder / "endpoints.yml"
        endpoints.write_text(
            yaml.safe_dump(
                {
                    **yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8")),
                    "action_endpoint": {"url": actions},
                    "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(self.database)},
                }
            )
        )
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        super().__init__(
            [
                *("mends", "run", "--model", str(MODEL), "--interface", "127.0.0.1", "--port", str(port)),
                *("--endpoints", str(endpoints), "--credentials", str(ROOT / "credentials.yml")),
                *("--logging-config-file", str(ROOT / "scripts" / "logging.yml")),
            ],
            f"http://127.0.0.1:{port}/webhooks/rest/",
            folder / "rasa.log",
            **environment,
        )

    def post(self, body: Any) -> requests.Response:
        """Posts anything; what is no `str` or `bytes` goes as JSON."""
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        return requests.post(self.url, data=data, headers={"Content-Type": "application/json"}, timeout=TIMEOUT)

    def ask(self, text: Any, sender: str | None = None) -> str:
        """What the bot says to a text; a new conversation without a sender."""
        reply = self.post({"sender": sender or new_sender(), "message": text})
        assert reply.status_code == 200, reply.text
        return " ".join(message["text"] for message in reply.json())

    def events(self, sender: str) -> list[dict[str, Any]]:
        """Everything the tracker store has of a conversation."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            rows = connection.execute("select data from events where sender_id = ? order by id", (sender,))
            return [json.loads(data) for (data,) in rows]


def new_sender() -> str:
    return uuid.uuid4().hex
