"""A turn as channels see it that draw Answers."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from answers.catalogue import read_responses
from channels.guard import Limits
from channels.turns import NoAnswer, Turns

LIMITS = Limits(characters=20, deadline=0.2)
RESPONSES = read_responses()


async def says(message: UserMessage) -> None:
    for number, word in enumerate(("first", "second")):
        answer = {"id": f"{message.message_id}.{number}", "text": f"{word} of {message.text}"}
        await message.output_channel.send_response(message.sender_id, {"text": "plain", "answer": answer})


async def is_silent(message: UserMessage) -> None:
    """Does nothing."""


async def says_no_answer(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": "plain"})


async def fails(message: UserMessage) -> None:
    raise RuntimeError("broken")


async def says_and_fails(message: UserMessage) -> None:
    await says(message)
    raise RuntimeError("broken")


async def says_and_is_slow(message: UserMessage) -> None:
    await says(message)
    await asyncio.sleep(60)


async def ask(handler: Any, text: Any) -> list[dict[str, Any]]:
    return await asyncio.wait_for(Turns(handler, LIMITS).ask("someone", text, "abc", "web"), 10)


async def test_the_answers_come_in_order() -> None:
    assert await ask(says, "why?") == [
        {"id": "abc.0", "text": "first of why?"},
        {"id": "abc.1", "text": "second of why?"},
    ]


async def test_what_rasa_is_told() -> None:
    told: list[UserMessage] = []

    async def handler(message: UserMessage) -> None:
        told.append(message)
        await says(message)

    await ask(handler, " why\ud800? ")
    (message,) = told
    assert (message.text, message.sender_id, message.message_id) == ("why?", "someone", "abc")
    assert (message.input_channel, message.output_channel.name()) == ("web", "web")


@pytest.mark.parametrize(
    ("handler", "outcome"),
    [
        (is_silent, "silent"),
        (says_no_answer, "silent"),
        (fails, "failed"),
        (says_and_fails, "failed"),
        (says_and_is_slow, "late"),
    ],
)
async def test_a_turn_that_is_not_done_gives_no_answer(handler: Any, outcome: str) -> None:
    with pytest.raises(NoAnswer) as raised:
        await ask(handler, "why?")
    assert raised.value.outcome == outcome


@pytest.mark.parametrize(
    ("text", "topic"), [("", "empty"), (" \u200b", "empty"), (None, "empty"), ("a" * 21, "too_long")]
)
async def test_a_refusal_is_an_answer_and_never_reaches_rasa(text: Any, topic: str) -> None:
    (answer,) = await ask(fails, text)
    assert answer["id"] == "abc.0"
    assert answer["topic"] == topic
    assert answer["text"] == RESPONSES[topic][0]["text"]
    assert answer["rows"] is answer["source"] is None
