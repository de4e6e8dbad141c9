"""The bot as it is embedded: allowed origins, a proxy in front, a secret that the tests know."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bench.running import Actions, Bot
from bench.web import WebChat

SECRET = "a secret of the tests, long enough to sign with"
ORIGIN = "https://shop.example"
METRICS = "a token of the tests"

Problem = Callable[[Any, int], dict[str, Any]]


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory, actions: Actions) -> Iterator[Bot]:
    """The bot behind a proxy on this machine, with the default limits."""
    server = Bot(
        tmp_path_factory.mktemp("web"),
        actions.url,
        DETENTE_SECRET=SECRET,
        DETENTE_ORIGINS=f"{ORIGIN}, https://shop.example:8443 http://localhost:3000",
        DETENTE_PROXIES="127.0.0.1",
        DETENTE_METRICS_TOKEN=METRICS,
    )
    yield server
    server.stop()


@pytest.fixture
def address() -> dict[str, str]:
    """The header of a caller of its own, so that no test uses up another's limits."""
    return {"X-Forwarded-For": f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"}


@pytest.fixture
def begin(web: Bot, address: dict[str, str]) -> Callable[[], WebChat]:
    """Begins a conversation."""
    return lambda: WebChat(web.web, **address)


@pytest.fixture
def chat(begin: Callable[[], WebChat]) -> WebChat:
    """A new conversation."""
    return begin()


@pytest.fixture(scope="session")
def problem() -> Problem:
    """Checks that a reply is a problem document of a status, and gives it."""

    def check(reply: Any, status: int) -> dict[str, Any]:
        assert reply.status_code == status, reply.text
        assert reply.headers["Content-Type"] == "application/problem+json"
        told = reply.json()
        assert told.keys() == {"type", "title", "status", "detail"}
        assert told["status"] == status
        assert told["title"]
        assert told["detail"]
        assert "Traceback" not in reply.text
        return told

    return check
