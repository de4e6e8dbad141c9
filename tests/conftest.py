"""What several folders of tests share: a copy of the data to break, and the running bot."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NotThere

from bench.running import ROOT, Actions, Bot, free_port

TODAY = "2026-03-01"
"""The clock of both servers."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of everything an editor may touch, free to be broken."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "data", root / "data")
    for path in ROOT.glob("*.yml"):
        shutil.copy(path, root / path.name)
    return root


@pytest.fixture(scope="session")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Actions]:
    """A real action server."""
    server = Actions(tmp_path_factory.mktemp("actions"), DETENTE_TODAY=TODAY)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory, actions: Actions) -> Iterator[Bot]:
    """The whole bot: Rasa and its action server."""
    server = Bot(tmp_path_factory.mktemp("rasa"), actions.url, DETENTE_TODAY=TODAY)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of our own; `DETENTE_TEST_REDIS_SERVER` names the program where it is not on the PATH."""
    program = os.environ.get("DETENTE_TEST_REDIS_SERVER") or shutil.which("redis-server")
    if not program:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing("there is no redis-server on the PATH")
    port = free_port()
    folder = tmp_path_factory.mktemp("redis")
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/0"
    for _ in range(100):
        try:
            Redis.from_url(url).ping()
            break
        except NotThere:
            time.sleep(0.05)
    yield url
    process.terminate()
    process.wait(10)
