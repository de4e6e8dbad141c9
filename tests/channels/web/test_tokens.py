"""Another conversation can be neither read nor written with any token but its own."""

from __future__ import annotations

import base64
import json
import os
import stat
import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jwt
import pytest
from rasa.shared.exceptions import RasaException

from bench.running import Bot, new_sender
from bench.web import WebChat, new_id
from channels.web.tokens import AUDIENCE, LIFETIME, Tokens, kept_secret

SECRET = "a secret of the tests, long enough to sign with"
Problem = Callable[[Any, int], dict[str, Any]]
NOW = datetime.now(timezone.utc)


def claims(conversation: str, **more: Any) -> dict[str, Any]:
    return {"sub": conversation, "aud": AUDIENCE, "iat": NOW, "exp": NOW + LIFETIME, **more}


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def unsigned(conversation: str, algorithm: str) -> str:
    """A token that says itself that it needs no signature."""
    told = {**claims(conversation), "iat": int(NOW.timestamp()), "exp": int((NOW + LIFETIME).timestamp())}
    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(told)}."


def without(conversation: str, name: str) -> str:
    told = claims(conversation)
    del told[name]
    return jwt.encode(told, SECRET, "HS256")


def tampered(token: str, conversation: str) -> str:
    """The signature of one token under the claims of another."""
    head, _, signature = token.split(".")
    middle = jwt.encode(claims(conversation), "x" * 32, "HS256").split(".")[1]
    return f"{head}.{middle}.{signature}"


FORGED: dict[str, Callable[[WebChat], str]] = {
    "nothing": lambda chat: "",
    "no token": lambda chat: "Bearer",
    "blank": lambda chat: "Bearer  ",
    "another scheme": lambda chat: f"Basic {chat.token}",
    "the bare token": lambda chat: chat.token,
    "the id": lambda chat: f"Bearer {chat.id}",
    "rubbish": lambda chat: "Bearer a.b.c",
    "not ASCII": lambda chat: "Bearer \xff\xfe",
    "expired": lambda chat: f"Bearer {jwt.encode(claims(chat.id, exp=NOW - timedelta(seconds=1)), SECRET, 'HS256')}",
    "from tomorrow": lambda chat: f"Bearer {jwt.encode(claims(chat.id, iat=NOW + timedelta(1)), SECRET, 'HS256')}",
    "another secret": lambda chat: f"Bearer {jwt.encode(claims(chat.id), 'x' * 48, 'HS256')}",
    "no secret": lambda chat: f"Bearer {unsigned(chat.id, 'none')}",
    "None": lambda chat: f"Bearer {unsigned(chat.id, 'None')}",
    "unsigned HS256": lambda chat: f"Bearer {unsigned(chat.id, 'HS256')}",
    "another algorithm": lambda chat: f"Bearer {jwt.encode(claims(chat.id), SECRET * 2, 'HS512')}",
    "another audience": lambda chat: f"Bearer {jwt.encode(claims(chat.id, aud='shop'), SECRET, 'HS256')}",
    "no conversation": lambda chat: f"Bearer {without(chat.id, 'sub')}",
    "no end": lambda chat: f"Bearer {without(chat.id, 'exp')}",
    "a number for a conversation": lambda chat: f"Bearer {jwt.encode(claims(7), SECRET, 'HS256')}",  # type: ignore[arg-type]
    "cut short": lambda chat: f"Bearer {chat.token[:-3]}",
    "a changed signature": lambda chat: (
        f"Bearer {chat.token[:-8]}{'AAAAAAAA' if chat.token[-8] != 'A' else 'BBBBBBBB'}"
    ),
}


def all_calls(chat: WebChat, authorization: str) -> list[Any]:
    """Every call on a conversation with something as its authorization."""
    headers = {"Authorization": authorization.encode("latin-1")} if authorization else {}
    return [
        chat.post("hello", headers=headers),
        chat.call("GET", "/messages", headers=headers),
        chat.call("POST", "/feedback", json={"answer": f"{new_id()}.0", "rating": "up"}, headers=headers),
        chat.call("DELETE", "", headers=headers),
    ]


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_a_forged_token_opens_nothing(web: Bot, chat: WebChat, problem: Problem, forge: Any) -> None:
    chat.ask("hello")
    before = web.events(chat.id)
    for reply in all_calls(chat, forge(chat)):
        problem(reply, 401)
        assert reply.headers["WWW-Authenticate"] == "Bearer"
        assert "Detente-Token" not in reply.headers
    assert web.events(chat.id) == before
    assert len(chat.history()) == 1


def test_the_token_of_another_conversation(web: Bot, begin: Callable[[], WebChat], problem: Problem) -> None:
    mine, other = begin(), begin()
    other.ask("hello")
    before = web.events(other.id)
    for reply in all_calls(other, f"Bearer {mine.token}"):
        problem(reply, 403)
        assert "Detente-Token" not in reply.headers
    problem(all_calls(other, f"Bearer {tampered(mine.token, other.id)}")[1], 401)
    assert web.events(other.id) == before
    assert len(other.history()) == 1


@pytest.mark.parametrize("id", ["x", "web-", "default", "..", "%2e%2e", "a%2Fb", "%00", "web-" + "0" * 32])
def test_another_id_in_the_address(chat: WebChat, web: Bot, problem: Problem, id: str) -> None:
    chat.url = f"{web.web}/api/conversations/{id}"
    reply = chat.call("GET", "/messages")
    problem(reply, reply.status_code)
    assert reply.status_code in (403, 404, 405)


def test_rest_cannot_enter_a_conversation_of_the_web(web: Bot, chat: WebChat, problem: Problem) -> None:
    chat.ask("hello")
    before = web.events(chat.id)
    told = problem(web.post({"sender": chat.id, "message": "what happened in 1962?"}), 400)
    assert "web channel" in told["detail"]
    assert web.events(chat.id) == before


def test_a_conversation_of_rest_has_no_token(web: Bot, chat: WebChat, problem: Problem) -> None:
    sender = new_sender()
    web.ask("hello", sender)
    chat.url = f"{web.web}/api/conversations/{sender}"
    problem(chat.call("GET", "/messages"), 403)


def test_a_token_is_renewed_on_use(chat: WebChat) -> None:
    old = jwt.encode(claims(chat.id, iat=NOW - timedelta(29), exp=NOW + timedelta(hours=1)), SECRET, "HS256")
    reply = chat.call("GET", "/messages", headers={"Authorization": f"bearer {old}"})
    assert reply.status_code == 200
    renewed = jwt.decode(reply.headers["Detente-Token"], SECRET, ["HS256"], audience=AUDIENCE)
    assert renewed["sub"] == chat.id
    assert renewed["exp"] - renewed["iat"] == LIFETIME.total_seconds()
    assert abs(renewed["iat"] - datetime.now(timezone.utc).timestamp()) < 60
    assert chat.history() == []


def test_tokens_of_one_secret_only() -> None:
    token, _ = Tokens("a" * 32).sign("web-1")
    assert Tokens("a" * 32).conversation(token) == "web-1"
    assert Tokens("b" * 32).conversation(token) is None


def test_the_secret_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    made: list[str] = []
    threads = [threading.Thread(target=lambda: made.append(kept_secret(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert set(made) == {kept_secret(path)}
    assert len(made[0]) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(path.parent) == ["secret"]


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "secret"
    kept_secret(path)
    path.chmod(mode)
    with pytest.raises(RasaException, match="chmod 600"):
        kept_secret(path)


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("short\n")
    path.chmod(0o600)
    with pytest.raises(RasaException, match="fewer than 32"):
        kept_secret(path)
