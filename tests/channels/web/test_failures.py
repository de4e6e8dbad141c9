"""Actions that fail or are late, and lines that drop: a 503 that counts as not done, and nothing lost or doubled."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from bench.running import Actions, Bot, free_port
from bench.stand_in import ASLEEP, REPLIES, StandIn
from bench.web import WebChat, new_id

Problem = Callable[[Any, int], dict[str, Any]]
DEADLINE = 3.0
LOOKUP = "what happened in 1962?"


@pytest.fixture(scope="module")
def stand_in(actions: Actions) -> Iterator[StandIn]:
    server = StandIn(free_port(), actions.url)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory, stand_in: StandIn) -> Iterator[Bot]:
    """A bot whose actions may be slower than the deadline of a message, and whose limits are far away."""
    server = Bot(
        tmp_path_factory.mktemp("fragile"),
        f"http://127.0.0.1:{stand_in.port}/webhook",
        DETENTE_DEADLINE=str(DEADLINE),
        DETENTE_ACTION_DEADLINE=str(ASLEEP),
        DETENTE_LIMIT_CONVERSATION="10000",
        DETENTE_LIMIT_ADDRESS="10000",
    )
    yield server
    server.stop()


@pytest.fixture
def talk(fragile: Bot, stand_in: StandIn) -> Iterator[WebChat]:
    """A conversation with a bot whose actions work."""
    stand_in.become("works")
    yield WebChat(fragile.web)
    stand_in.become("works")


def answered(bot: Bot, chat: WebChat) -> list[str]:
    """The ids of the messages that Rasa answered, one for each answer."""
    found, asked = [], ""
    for event in bot.events(chat.id):
        if event["event"] == "user":
            asked = event["message_id"]
        elif event["event"] == "bot":
            found.append(asked)
    return found


@pytest.mark.parametrize("mode", ["dead", "slow", *REPLIES])
def test_a_failed_turn_is_not_done_and_runs_again(
    fragile: Bot, stand_in: StandIn, talk: WebChat, problem: Problem, mode: str
) -> None:
    talk.ask("hello")
    message = new_id()
    stand_in.become(mode)
    started = time.monotonic()
    reply = talk.post(LOOKUP, message)
    assert time.monotonic() - started < DEADLINE + 2
    assert "sorry" in problem(reply, 503)["detail"]
    assert int(reply.headers["Retry-After"]) >= 1
    assert [one["text"] for one in talk.history()] == ["hello"]

    stand_in.become("works")
    (answer,) = talk.ask(LOOKUP, message)
    assert answer["id"] == f"{message}.0"
    assert "Cuban" in answer["text"]
    assert talk.ask(LOOKUP, message) == [answer]
    assert [one["id"] for one in talk.history()][1:] == [message]
    assert answered(fragile, talk).count(message) == 1


def test_a_failed_turn_keeps_its_id(stand_in: StandIn, talk: WebChat, problem: Problem) -> None:
    message = new_id()
    stand_in.become("fails")
    problem(talk.post(LOOKUP, message), 503)
    stand_in.become("works")
    problem(talk.post("what happened in 1963?", message), 409)
    assert talk.ask(LOOKUP, message)


def test_another_message_may_come_before_the_retry(stand_in: StandIn, talk: WebChat, problem: Problem) -> None:
    message = new_id()
    stand_in.become("fails")
    problem(talk.post(LOOKUP, message), 503)
    stand_in.become("works")
    talk.ask("Is Russia an ally of the US?")
    (answer,) = talk.ask(LOOKUP, message)
    assert talk.ask(LOOKUP, message) == [answer]
    assert [one["text"] for one in talk.history()] == ["Is Russia an ally of the US?", LOOKUP]


def test_a_late_turn_holds_up_its_own_conversation_only(fragile: Bot, stand_in: StandIn, talk: WebChat) -> None:
    other = WebChat(fragile.web)
    headers = {"Authorization": f"Bearer {talk.token}"}
    stand_in.become("slow")
    with ThreadPoolExecutor(2) as pool:
        late = pool.submit(talk.post, LOOKUP, headers=headers)
        time.sleep(0.3)
        behind = pool.submit(talk.post, "Is Russia an ally of the US?", headers=headers)
        assert other.ask("Is Russia an ally of the US?")
        assert not late.done()
        assert not behind.done()
    assert late.result().status_code == 503
    assert behind.result().status_code == 200
    assert [one["text"] for one in talk.history()] == ["Is Russia an ally of the US?"]


def test_dropped_lines_lose_and_double_nothing(fragile: Bot, talk: WebChat) -> None:
    chance = random.Random(5)
    texts = ["hello", LOOKUP, "Is Russia an ally of the US?", "and in 2014?", "thanks"] * 4
    sent = [(new_id(), f"{text} {number}") for number, text in enumerate(texts)]
    dropped = 0
    for message, text in sent:
        for _ in range(2):
            try:
                body = {"id": message, "text": text}
                headers = {"Authorization": f"Bearer {talk.token}"}
                requests.post(f"{talk.url}/messages", json=body, headers=headers, timeout=chance.uniform(0.002, 0.06))
            except requests.RequestException:
                dropped += 1
        talk.ask(text, message)
    assert dropped >= len(sent) / 2
    assert [(one["id"], one["text"]) for one in talk.history()] == sent
    assert set(answered(fragile, talk)) == {message for message, _ in sent}
    assert answered(fragile, talk) == [answer["id"][:-2] for one in talk.history() for answer in one["answers"]]


def test_the_history_goes_over_sessions(fragile: Bot, talk: WebChat) -> None:
    sent = {new_id(): f"hello {number}" for number in range(45)}
    first = {message: talk.ask(text, message) for message, text in sent.items()}
    assert sum(event["event"] == "session_started" for event in fragile.events(talk.id)) == 3
    assert {one["id"]: one["text"] for one in talk.history()} == sent
    before = fragile.events(talk.id)
    for message in list(sent)[::20]:
        assert talk.ask(sent[message], message) == first[message]
    assert fragile.events(talk.id) == before
