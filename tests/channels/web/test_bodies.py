"""What is no message: the right status, a problem document, and nothing reaches Rasa."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from answers.catalogue import read_responses
from bench.running import Bot
from bench.web import WebChat, new_id

Problem = Callable[[Any, int], dict[str, Any]]
ID = "6f1b2c3d-0000-4000-8000-000000000000"
LIMIT = 16 * 1024
RESPONSES = read_responses()

WRONG: dict[str, Any] = {
    "null": None,
    "a list": [{"id": ID, "text": "hello"}],
    "a text": "hello",
    "a number": 7,
    "nothing in it": {},
    "no id": {"text": "hello"},
    "no text": {"id": ID},
    "id null": {"id": None, "text": "hello"},
    "id a number": {"id": 7, "text": "hello"},
    "id no UUID": {"id": "1", "text": "hello"},
    "id in capitals": {"id": ID.upper(), "text": "hello"},
    "id in braces": {"id": f"{{{ID}}}", "text": "hello"},
    "id with a line end": {"id": f"{ID}\n", "text": "hello"},
    "id a pattern": {"id": "%", "text": "hello"},
    "text null": {"id": ID, "text": None},
    "text a number": {"id": ID, "text": 7},
    "text a list": {"id": ID, "text": ["hello"]},
    "text an object": {"id": ID, "text": {"text": "hello"}},
    "a field that is no text": {"id": ID, "text": "hello", "\ud800": 1},
    "more fields": {"id": ID, "text": "hello", "sender": "someone"},
}


def raw(chat: WebChat, body: Any, kind: str | None = "application/json", path: str = "/messages") -> Any:
    """Posts bytes as they are."""
    headers = {"Authorization": f"Bearer {chat.token}"}
    if kind is not None:
        headers["Content-Type"] = kind
    return chat.call("POST", path, data=body, headers=headers)


def padded(size: int) -> bytes:
    """A good message of so many bytes."""
    body = json.dumps({"id": new_id(), "text": "hello"}).encode()
    return body + b" " * (size - len(body))


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_message(web: Bot, chat: WebChat, problem: Problem, body: Any) -> None:
    problem(raw(chat, json.dumps(body)), 400)
    assert web.events(chat.id) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"hello", b"\xff\xfe", b"[" * 8000, b'{"id": "' + ID.encode() + b'", "text": "hello"} more', b"\x00"],
)
def test_what_is_no_json(web: Bot, chat: WebChat, problem: Problem, body: bytes) -> None:
    problem(raw(chat, body), 400)
    assert web.events(chat.id) == []


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\x00", "\ud800"])
def test_a_text_with_nothing_to_read(web: Bot, chat: WebChat, problem: Problem, text: str) -> None:
    assert problem(chat.post(text), 400)["detail"] == RESPONSES["empty"][0]["text"]
    assert web.events(chat.id) == []


def test_a_text_that_is_too_long(web: Bot, chat: WebChat, problem: Problem) -> None:
    assert chat.post("a" * 2000).status_code == 200
    assert problem(chat.post("a" * 2001), 400)["detail"] == RESPONSES["too_long"][0]["text"]
    assert len(chat.history()) == 1


@pytest.mark.parametrize(
    "kind", [None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"]
)
@pytest.mark.parametrize("path", ["/messages", "/feedback"])
def test_what_is_not_declared_as_json(chat: WebChat, problem: Problem, kind: str | None, path: str) -> None:
    problem(raw(chat, padded(100), kind, path), 415)


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON", "application/json; charset=utf-8"])
def test_what_is_declared_as_json(chat: WebChat, kind: str) -> None:
    assert raw(chat, padded(100), kind).status_code == 200


def pieces(size: int) -> Iterator[bytes]:
    """A body without a declared length."""
    yield padded(size // 2)
    yield b" " * (size - size // 2)


def test_a_body_may_have_sixteen_kilobytes(chat: WebChat) -> None:
    assert raw(chat, padded(LIMIT)).status_code == 200
    assert raw(chat, pieces(LIMIT)).status_code == 200


@pytest.mark.parametrize("size", [LIMIT + 1, 200_000])
@pytest.mark.parametrize("make", [padded, pieces])
@pytest.mark.parametrize("path", ["/messages", "/feedback"])
def test_a_body_that_is_too_large(
    web: Bot, chat: WebChat, problem: Problem, size: int, make: Callable[[int], Any], path: str
) -> None:
    problem(raw(chat, make(size), path=path), 413)
    assert web.events(chat.id) == []
    assert chat.history() == []


def test_a_new_conversation_takes_no_large_body_either(web: Bot, chat: WebChat, problem: Problem) -> None:
    problem(chat.session.post(f"{web.web}/api/conversations", data=b" " * (LIMIT + 1), timeout=60), 413)
