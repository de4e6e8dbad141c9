"""The small app from outside: starting and ending it, payloads for it, and waiting for what it does."""

from __future__ import annotations

import copy
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from bench.mock_slack import post
from bench.running import ROOT, free_port

HERE = Path(__file__).parent
PAYLOADS = {path.stem: json.loads(path.read_text()) for path in (HERE / "payloads").glob("*.json")}

Json = dict[str, Any]
numbers = itertools.count(1)


def payload(name: str, **event: Any) -> Json:
    """A payload with an id and a timestamp of its own; what is named goes into its event, if it has one."""
    made = copy.deepcopy(PAYLOADS[name])
    number = next(numbers)
    if "event" in made:
        made["event_id"] = f"Ev{os.getpid()}{number:06d}"
        if "ts" in made["event"]:
            made["event"]["ts"] = made["event"]["event_ts"] = f"1732480000.{number:06d}"
        made["event"].update(event)
    else:
        made["trigger_id"] = f"{made.get('trigger_id', '')}.{number}"
        if "container" in made and "message_ts" in made["container"]:
            made["container"]["message_ts"] = f"1732490000.{number:06d}"
        made.update(event)
    return made


def until(true: Callable[[], Any], seconds: float = 10) -> Any:
    """What is found as soon as it is there.

    Raises:
        AssertionError: it did not come within so many seconds.
    """
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError(f"did not come within {seconds} s")


class Starter:
    """The program that starts small apps."""

    def __init__(self) -> None:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DETENTE_"))}
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(HERE / "small_app.py")],
            cwd=ROOT,
            env={**ours, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, port: int, folder: Path, environment: dict[str, str]) -> int:
        assert self._process.stdin
        assert self._process.stdout
        line = json.dumps({"port": port, "folder": str(folder), "environment": environment})
        print(line, file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def stop(self) -> None:
        self._process.communicate(timeout=10)


class App:
    """The small app; `events` is where Slack posts."""

    def __init__(self, starter: Starter, folder: Path, **environment: str) -> None:
        self.folder = folder
        self._starter = starter
        self._environment = {**environment, "DETENTE_INBOX": str(folder / "inbox.db")}
        self.port = free_port()
        self.events = f"http://127.0.0.1:{self.port}/slack/events"
        self.log = folder / "app.log"
        self.start()

    def start(self) -> None:
        self.pid = self._starter.start(self.port, self.folder, self._environment)
        until(self._serves, 60)

    def runs(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def _serves(self) -> bool:
        if not self.runs():
            raise RuntimeError(self.log.read_text()[-3000:])
        try:
            served = requests.get(f"http://127.0.0.1:{self.port}/alive", timeout=2).ok
            # Before it says so, Sanic serves but forgets a SIGTERM.
            return served and f"Starting worker [{self.pid}]" in self.log.read_text()
        except requests.RequestException:
            return False

    def kill(self) -> None:
        """Ends it at once, as a crash does."""
        os.kill(self.pid, signal.SIGKILL)
        until(lambda: not self.runs())

    def stop(self) -> None:
        """Ends it as a deployment does."""
        os.kill(self.pid, signal.SIGTERM)
        until(lambda: not self.runs(), 15)

    def asked(self) -> list[tuple[str, str, str]]:
        """Conversation, message id and text of every question that was asked."""
        path = self.folder / "asked"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [tuple(line.split("\t")) for line in lines]  # type: ignore[misc]

    def send(self, made: Json, kind: str = "event", **more: Any) -> requests.Response:
        """Posts a payload, signed; it must be acknowledged."""
        reply = post(self.events, made, kind, **more)
        assert reply.status_code == 200, reply.text
        return reply
