"""A running bot of its own: both servers on free ports, with a fresh conversation store."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "models" / "detente.tar.gz"


def free_port() -> int:
    """A port on 127.0.0.1 that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(url: str, sender: str, text: object, timeout: float = 60) -> list[dict]:
    """The bot's replies to a message over REST."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as reply:
        return json.load(reply)


def _wait(url: str, process: subprocess.Popen, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode} before it answered at {url}")
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"nothing answered at {url} in {seconds} s")


def _stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def running_bot(model: Path = MODEL, **environment: str) -> Iterator[str]:
    """Starts both servers and gives the URL of the REST channel; stops them at the end.

    Raises:
        RuntimeError: a server ended, or did not answer in two minutes.
    """
    port, action_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text())
        endpoints["action_endpoint"]["url"] = f"http://127.0.0.1:{action_port}/webhook"
        endpoints["tracker_store"]["db"] = f"{folder}/conversations.db"
        (Path(folder) / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
        python = [sys.executable, "-W", "ignore", "-m"]
        rasa = [*python, "mends", "run", "--model", str(model), "--interface", "127.0.0.1", "--port", str(port)]
        rasa += ["--endpoints", f"{folder}/endpoints.yml", "--credentials", "credentials.yml"]
        with (Path(folder) / "log.txt").open("w") as log:
            options = {"cwd": ROOT, "env": {**os.environ, **environment}, "stdout": log, "stderr": log}
            processes = [
                subprocess.Popen(command, start_new_session=True, **options)  # type: ignore[call-overload]
                for command in ([*python, "actions", str(action_port)], rasa)
            ]
            try:
                _wait(f"http://127.0.0.1:{action_port}/health", processes[0])
                _wait(f"http://127.0.0.1:{port}/webhooks/rest/", processes[1])
                yield f"http://127.0.0.1:{port}/webhooks/rest/webhook"
            finally:
                for process in processes:
                    _stop(process)
