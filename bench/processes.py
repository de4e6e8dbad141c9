"""Starting, watching and ending the processes that are measured, each in a process group of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.sides import ROOT, Side, environment, write_endpoints

Process = subprocess.Popen[bytes]
SERVING_THREADS = 1


@contextmanager
def running(arguments: list[str], threads: int, log: Path) -> Iterator[Process]:
    """Runs `python -m <arguments>` in the repository's root; ends its whole group on the way out.

    Args:
        arguments: the module and its arguments.
        threads: most threads of each library.
        log: where its output goes.
    """
    command = [sys.executable, "-W", "ignore", "-m", *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(threads),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        end(process)


def end(process: Process) -> None:
    """SIGTERM to the process group, SIGKILL after 15 s."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            continue
        return


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def action_server(side: Side) -> Iterator[int]:
    """The side's action server; gives its port once it listens there, within 60 s."""
    port = free_port()
    log = side.folder.parent / "logs" / f"{side.name}-actions.log"
    with running(["actions", str(port)], SERVING_THREADS, log) as process:
        deadline = time.monotonic() + 60
        while not listening(port):
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"The action server of {side.name} does not start: see {log}")
            time.sleep(0.1)
        yield port


@contextmanager
def rasa_server(side: Side, action_port: int) -> Iterator[tuple[Process, str]]:
    """The side's Rasa with a fresh tracker store, just started; gives the process and its REST address."""
    port = free_port()
    write_endpoints(side, action_port)
    arguments = [side.module, "run", "--model", side.model, "--interface", "127.0.0.1", "--port", port]
    arguments += ["--endpoints", side.endpoints, "--credentials", side.credentials]
    arguments += ["--logging-config-file", "scripts/logging.yml"]
    log = side.folder.parent / "logs" / f"{side.name}-rasa.log"
    with running([str(one) for one in arguments], SERVING_THREADS, log) as process:
        yield process, f"http://127.0.0.1:{port}/webhooks/rest/webhook"


def memory(pid: int) -> dict[str, float]:
    """Resident memory of a process and its descendants in MB (10^6 bytes): at most so far, and now."""
    total = {"peak": 0.0, "steady": 0.0}
    for one in [pid, *descendants(pid)]:
        status = dict(line.split(":", 1) for line in Path(f"/proc/{one}/status").read_text().splitlines())
        for name, field in (("peak", "VmHWM"), ("steady", "VmRSS")):
            total[name] += int(status[field].split()[0]) * 1024 / 1e6
    return total


def descendants(pid: int) -> list[int]:
    """The process ids of all children, their children and so on."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]
