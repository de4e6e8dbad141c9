"""What outlives the server, and what happens without its database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from bench.running import Actions, Bot
from bench.web import WebChat, new_id

Problem = Callable[[Any, int], dict[str, Any]]
LOOKUP = "what happened in 1962?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


class Before:
    """What was said before the restart."""

    def __init__(self, bot: Bot) -> None:
        self.kept, self.forgotten = WebChat(bot.web), WebChat(bot.web)
        self.message = new_id()
        self.answers = self.kept.ask(LOOKUP, self.message)
        self.forgotten.ask(LOOKUP)
        self.forgotten.forget()
        self.events = bot.events(self.kept.id)


@pytest.fixture(scope="module")
def before(folder: Path, actions: Actions) -> Before:
    server = Bot(folder, actions.url, DETENTE_SECRET_FILE=str(folder / "secret"))
    said = Before(server)
    server.stop()
    return said


@pytest.fixture(scope="module")
def restarted(folder: Path, before: Before, actions: Actions) -> Iterator[Bot]:
    """The same bot, started again."""
    server = Bot(folder, actions.url, DETENTE_SECRET_FILE=str(folder / "secret"))
    for chat in (before.kept, before.forgotten):
        chat.url = f"{server.web}/api/conversations/{chat.id}"
    yield server
    server.stop()


def test_a_restart_changes_nothing(restarted: Bot, before: Before, problem: Problem) -> None:
    assert before.kept.ask(LOOKUP, before.message) == before.answers
    assert restarted.events(before.kept.id) == before.events
    problem(before.kept.post("hello", before.message), 409)
    assert [one["answers"] for one in before.kept.history()] == [before.answers]
    assert before.kept.rate(before.answers[0]["id"]).status_code == 204
    (answer,) = before.kept.ask("and in 2014?")
    assert "chicken" in answer["text"]


def test_what_was_forgotten_stays_forgotten(restarted: Bot, before: Before, problem: Problem) -> None:
    problem(before.forgotten.call("GET", "/messages"), 410)
    assert restarted.events(before.forgotten.id) == []


def test_the_secret_is_its_owners(restarted: Bot, folder: Path) -> None:
    assert (folder / "secret").stat().st_mode & 0o777 == 0o600


def test_without_its_database_it_owns_up_and_comes_back(restarted: Bot, problem: Problem) -> None:
    chat = WebChat(restarted.web)
    answers = chat.ask(LOOKUP)
    message = new_id()
    aside = restarted.database.with_suffix(".aside")
    os.rename(restarted.database, aside)
    restarted.database.write_bytes(b"this is no database" * 100)
    try:
        for reply in (
            chat.post("hello", message),
            chat.call("GET", "/messages"),
            chat.rate(answers[0]["id"]),
            chat.forget(),
            requests.get(f"{restarted.web}/api/ready", timeout=60),
        ):
            told = problem(reply, 503)
            assert "database" not in told["detail"]
            assert int(reply.headers["Retry-After"]) >= 1
        assert requests.get(f"{restarted.web}/api/health", timeout=60).status_code == 200
    finally:
        os.replace(aside, restarted.database)
    assert requests.get(f"{restarted.web}/api/ready", timeout=60).status_code == 200
    assert chat.ask("hello", message)
    assert [one["text"] for one in chat.history()] == [LOOKUP, "hello"]


def test_nobody_vouches_for_others_without_a_trusted_proxy(restarted: Bot, problem: Problem) -> None:
    url = f"{restarted.web}/api/conversations"
    statuses = [
        requests.post(url, headers={"X-Forwarded-For": f"10.0.0.{number}"}, timeout=60).status_code
        for number in range(125)
    ]
    made = statuses.count(201)
    assert statuses == [201] * made + [429] * (125 - made)
    assert made <= 120
