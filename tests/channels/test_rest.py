"""Rasa's REST channel as we run it: one sender per client, and only texts."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from sanic.exceptions import InvalidUsage

from channels.rest import Rest


def request(body: Any) -> Any:
    return SimpleNamespace(json=json.loads(json.dumps(body)))


@pytest.mark.parametrize(("sender", "expected"), [("ann", "ann"), (7, "7"), (True, "True")])
async def test_the_sender_is_a_text(sender: Any, expected: str) -> None:
    assert await Rest()._extract_sender(request({"sender": sender})) == expected


@pytest.mark.parametrize("body", [{}, {"sender": None}, {"sender": ""}])
async def test_nobody_is_a_new_conversation_each_time(body: dict[str, Any]) -> None:
    senders = {await Rest()._extract_sender(request(body)) for _ in range(3)}
    assert len(senders) == 3
    assert "default" not in senders


@pytest.mark.parametrize("body", [None, [], ["hello"], "hello", 7])
async def test_a_body_that_is_no_object_is_refused(body: Any) -> None:
    with pytest.raises(InvalidUsage):
        await Rest()._extract_sender(request(body))


@pytest.mark.parametrize("text", ["hello", "", " /restart", "да"])
def test_a_text_is_taken_as_it_is(text: str) -> None:
    assert Rest()._extract_message(request({"message": text})) == text


@pytest.mark.parametrize(
    "body", [{}, *({"message": one} for one in (None, 7, 7.5, True, [], ["hello"], {"text": "x"}))]
)
def test_what_is_no_text_is_an_empty_message(body: dict[str, Any]) -> None:
    assert Rest()._extract_message(request(body)) == ""


def test_nothing_a_client_sends_becomes_metadata_or_another_channel() -> None:
    body = request({"metadata": {"x": 1}, "input_channel": "slack"})
    assert Rest().get_metadata(body) is None
    assert Rest()._extract_input_channel(body) == Rest.name()
