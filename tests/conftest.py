"""What several folders of tests share: a copy of the data to break, and the running bot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.running import ROOT, Actions, Bot

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
