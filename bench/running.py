"""Real servers of their own: the action server and Rasa, each a process group on a free port."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import requests
import yaml

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "detente.tar.gz"
START = 120
TIMEOUT = 60


def free_port() -> int:
    """A port on 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def new_sender() -> str:
    """The id of a conversation that nobody has had."""
    return uuid.uuid4().hex


def post(url: str, body: Any) -> requests.Response:
    """Posts anything to the REST channel; what is no `str` or `bytes` goes as JSON."""
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return requests.post(url, data=data, headers={"Content-Type": "application/json"}, timeout=TIMEOUT)


def ask(url: str, sender: str, text: object) -> list[dict]:
    """The bot's replies to a message over REST."""
    reply = post(url, {"sender": sender, "message": text})
    reply.raise_for_status()
    return reply.json()


class Server:
    """A `python -m ...` that listens on a port, with everything it starts.

    Args:
        arguments: what follows `python -m`.
        alive: the URL that answers once it is up.
        log: where its output goes.
        environment: variables to set.

    Raises:
        RuntimeError: it ended, or did not answer in two minutes; with the end of its log.
    """

    def __init__(self, arguments: list[str], alive: str, log: Path, environment: dict[str, str]) -> None:
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", *arguments],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait(alive, arguments)
        except BaseException:
            self.stop()
            raise

    def _wait(self, alive: str, arguments: list[str]) -> None:
        limit = time.monotonic() + START
        while time.monotonic() < limit and self.process.poll() is None:
            try:
                if requests.get(alive, timeout=2).ok:
                    return
            except requests.RequestException:
                time.sleep(0.2)
        raise RuntimeError(f"{' '.join(arguments)} did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """Ends the whole group, and makes sure of it."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        if self._left():
            raise RuntimeError(f"something of process group {self.process.pid} is left running")

    def _left(self) -> bool:
        for _ in range(50):
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return False
            time.sleep(0.1)
        return True


class Actions(Server):
    """The action server; `url` is its webhook."""

    def __init__(self, folder: Path, **environment: str) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/webhook"
        super().__init__(["actions", str(port)], f"http://127.0.0.1:{port}/health", folder / "actions.log", environment)


class Bot(Server):
    """Rasa with our mends, our REST channel (`url`) and our web channel (below `web`).

    Its conversation store is in `folder`, and a later bot in the same folder goes on with it.
    """

    def __init__(self, folder: Path, actions: str, model: Path = MODEL, **environment: str) -> None:
        if not model.exists():
            raise RuntimeError(f"There is no model {model}: run `make train` first.")
        self.database = folder / "tracker.db"
        endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
        endpoints["action_endpoint"]["url"] = actions
        endpoints["tracker_store"] = {"type": "SQL", "dialect": "sqlite", "db": str(self.database)}
        (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints), encoding="utf-8")
        port = free_port()
        self.web = f"http://127.0.0.1:{port}"
        self.url = f"{self.web}/webhooks/rest/webhook"
        arguments = ["mends", "run", "--model", str(model), "--interface", "127.0.0.1", "--port", str(port)]
        arguments += ["--endpoints", str(folder / "endpoints.yml"), "--credentials", str(ROOT / "credentials.yml")]
        arguments += ["--logging-config-file", str(ROOT / "scripts" / "logging.yml")]
        super().__init__(arguments, f"http://127.0.0.1:{port}/webhooks/rest/", folder / "rasa.log", environment)

    def post(self, body: Any) -> requests.Response:
        """Posts anything; what is no `str` or `bytes` goes as JSON."""
        return post(self.url, body)

    def ask(self, text: object, sender: str | None = None) -> str:
        """What the bot says to a text, as one; a new conversation without a sender."""
        return " ".join(message["text"] for message in ask(self.url, sender or new_sender(), text))

    def events(self, sender: str) -> list[dict[str, Any]]:
        """Everything the conversation store has of a conversation."""
        rows = self.rows("select data from events where sender_id = ? order by id", sender)
        return [json.loads(data) for (data,) in rows]

    def rows(self, query: str, *values: object) -> list[tuple]:
        """What a query finds in the conversation store."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()


@contextmanager
def running_bot(model: Path = MODEL, **environment: str) -> Iterator[str]:
    """Starts both servers and gives the URL of the REST channel; stops them at the end.

    Raises:
        RuntimeError: a server ended, or did not answer in two minutes.
    """
    with tempfile.TemporaryDirectory() as folder:
        actions = Actions(Path(folder), **environment)
        try:
            bot = Bot(Path(folder), actions.url, model, **environment)
            try:
                yield bot.url
            finally:
                bot.stop()
        finally:
            actions.stop()
