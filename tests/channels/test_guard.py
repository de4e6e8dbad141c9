"""The guard around every message: what is refused, what is passed on, and that nobody is met with silence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from answers.catalogue import read_responses
from channels.guard import Guard, Limits

LIMITS = Limits(characters=20, deadline=0.2)
RESPONSES = read_responses()
EMPTY, LONG, SORRY = (RESPONSES[name][0]["text"] for name in ("empty", "too_long", "apology"))

Handler = Callable[[UserMessage], Awaitable[Any]]


async def says(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": f"you asked {message.text}"})


async def is_silent(message: UserMessage) -> None:
    """Does nothing."""


async def fails(message: UserMessage) -> None:
    raise RuntimeError("broken")


async def is_slow(message: UserMessage) -> None:
    await asyncio.sleep(60)
    await says(message)


async def is_cancelled(message: UserMessage) -> None:
    raise asyncio.TimeoutError


async def says_and_fails(message: UserMessage) -> None:
    await says(message)
    raise RuntimeError("broken")


async def says_and_is_slow(message: UserMessage) -> None:
    await says(message)
    await asyncio.sleep(60)


async def said(handler: Handler, text: Any) -> list[str]:
    """What reaches the person."""
    channel = CollectingOutputChannel()
    message = UserMessage("", channel, "someone")
    message.text = text
    await asyncio.wait_for(Guard(handler, LIMITS)(message), 10)
    return [one["text"] for one in channel.messages]


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u200b", "\u2060\u200d", "\x00", None, 7, True, [], ["hello"], {}])
async def test_what_is_no_question_never_reaches_rasa(text: Any) -> None:
    assert await said(fails, text) == [EMPTY]


@pytest.mark.parametrize("length", [21, 10_000, 1_000_000])
async def test_what_is_too_long_never_reaches_rasa(length: int) -> None:
    assert await said(fails, "a" * length) == [LONG]


@pytest.mark.parametrize("text", ["a", "a" * 20, "?", "🙂", "/restart", "да"])
async def test_a_question_is_passed_on_as_it_is(text: str) -> None:
    assert await said(says, text) == [f"you asked {text}"]


@pytest.mark.parametrize("handler", [is_silent, fails, is_slow, is_cancelled])
async def test_silence_becomes_an_apology(handler: Handler) -> None:
    assert await said(handler, "why?") == [SORRY]


@pytest.mark.parametrize("handler", [says_and_fails, says_and_is_slow])
async def test_no_apology_follows_an_answer(handler: Handler) -> None:
    assert await said(handler, "why?") == ["you asked why?"]


async def test_a_slow_handler_is_stopped_at_the_deadline() -> None:
    stopped = asyncio.Event()

    async def handler(message: UserMessage) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            stopped.set()
            raise

    await said(handler, "why?")
    assert stopped.is_set()


async def test_messages_do_not_share_what_was_said() -> None:
    guard = Guard(is_silent, LIMITS)
    channels = [CollectingOutputChannel() for _ in range(3)]
    await asyncio.gather(*(guard(UserMessage("why?", channel, str(n))) for n, channel in enumerate(channels)))
    assert [[one["text"] for one in channel.messages] for channel in channels] == [[SORRY]] * 3


async def test_every_form_of_message_counts_as_an_answer() -> None:
    async def handler(message: UserMessage) -> None:
        await message.output_channel.send_response("someone", {"text": "hello", "buttons": [], "image": None})

    assert await said(handler, "why?") == ["hello"]


def test_limits_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DETENTE_MAX_CHARACTERS", "DETENTE_DEADLINE"):
        monkeypatch.delenv(name, raising=False)
    assert Limits.from_environment() == Limits(2000, 10.0)
    monkeypatch.setenv("DETENTE_MAX_CHARACTERS", "50")
    monkeypatch.setenv("DETENTE_DEADLINE", "1.5")
    assert Limits.from_environment() == Limits(50, 1.5)
