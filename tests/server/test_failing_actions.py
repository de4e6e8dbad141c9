"""An action server that fails, is dead or too slow: an apology within the deadline, and the conversation goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from bench.running import Actions, Bot, free_port, new_sender
from bench.stand_in import ASLEEP, REPLIES, StandIn

ACTION_DEADLINE = 2.0
DEADLINE = 4.0


@pytest.fixture(scope="module")
def stub(actions: Actions) -> Iterator[StandIn]:
    server = StandIn(free_port(), actions.url)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory, stub: StandIn) -> Iterator[Bot]:
    """A bot whose action server is the stub, with short deadlines."""
    server = Bot(
        tmp_path_factory.mktemp("fragile"),
        f"http://127.0.0.1:{stub.port}/webhook",
        DETENTE_ACTION_DEADLINE=str(ACTION_DEADLINE),
        DETENTE_DEADLINE=str(DEADLINE),
    )
    yield server
    server.stop()


@pytest.fixture
def conversation(fragile: Bot, stub: StandIn) -> Iterator[str]:
    """A conversation that has begun well."""
    stub.become("works")
    sender = new_sender()
    assert "chicken" in fragile.ask("how did Russia hit back in 2014?", sender)
    yield sender
    stub.become("works")


@pytest.mark.parametrize("mode", ["dead", "slow", *REPLIES])
def test_an_apology_and_not_silence(fragile: Bot, stub: StandIn, conversation: str, mode: str) -> None:
    stub.become(mode)
    started = time.monotonic()
    said = fragile.ask("what happened in 1962?", conversation)
    took = time.monotonic() - started
    assert "sorry" in said
    assert "cold war" not in said.lower()
    assert took < DEADLINE + 2
    assert took < ASLEEP

    assert "no." in fragile.ask("Is Russia an ally of the US?", conversation).lower()
    stub.become("works")
    assert "cold war" in fragile.ask("what happened in 1962?", conversation).lower()
    assert "diplomatic" in fragile.ask("how did Russia hit back in 2017?", conversation)


def test_the_deadline_of_an_action_ends_the_call(fragile: Bot, stub: StandIn, conversation: str) -> None:
    stub.become("slow")
    before = stub.slept
    started = time.monotonic()
    assert "sorry" in fragile.ask("what happened in 1962?", conversation)
    assert stub.slept == before + 1
    assert ACTION_DEADLINE <= time.monotonic() - started < DEADLINE + 2


def test_a_follow_up_after_a_failure_refers_to_what_was_answered(
    fragile: Bot, stub: StandIn, conversation: str
) -> None:
    stub.become("fails")
    assert "sorry" in fragile.ask("what happened in 1962?", conversation)
    stub.become("works")
    assert "diplomatic" in fragile.ask("and in 2017?", conversation)


def test_a_slow_conversation_does_not_hold_up_another(fragile: Bot, stub: StandIn, conversation: str) -> None:
    stub.become("slow")
    replies: list[str] = []
    slow = threading.Thread(target=lambda: replies.append(fragile.ask("what happened in 1962?", conversation)))
    slow.start()
    assert "no." in fragile.ask("Is Russia an ally of the US?").lower()
    assert not replies
    slow.join()
    assert "sorry" in replies[0]
