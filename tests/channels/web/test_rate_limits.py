"""How much one conversation and one address may ask for, and who is taken for whom."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import ip_network
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from sanic.compat import Header

from bench.running import Bot
from bench.web import WebChat, new_id
from channels.web.addresses import caller, counted_as
from channels.web.limits import RateLimits
from channels.web.problems import Problem as ProblemError
from channels.web.settings import Settings

Problem = Callable[[Any, int], dict[str, Any]]


def limited(reply: Any, problem: Problem) -> None:
    problem(reply, 429)
    assert 1 <= int(reply.headers["Retry-After"]) <= 60
    assert "Detente-Token" not in reply.headers


def test_twenty_messages_a_minute_in_a_conversation(
    web: Bot, begin: Callable[[], WebChat], address: dict[str, str], problem: Problem
) -> None:
    chat = begin()
    message = new_id()
    assert [chat.post("hello", message).status_code for _ in range(20)] == [200] * 20
    events = web.events(chat.id)
    limited(chat.post("hello", message), problem)
    chat.session.headers["X-Forwarded-For"] = "10.99.99.99"
    limited(chat.post("hello"), problem)
    assert web.events(chat.id) == events
    assert len(chat.history()) == 1
    assert begin().post("hello").status_code == 200


def test_nobody_uses_up_a_conversation_without_its_token(chat: WebChat) -> None:
    for _ in range(25):
        assert chat.post("hello", headers={"Authorization": "Bearer x"}).status_code == 401
    assert chat.post("hello").status_code == 200


def test_a_hundred_and_twenty_messages_a_minute_from_an_address(
    web: Bot, chat: WebChat, address: dict[str, str], problem: Problem
) -> None:
    statuses = [chat.post("hello", headers={"Authorization": "Bearer x"}).status_code for _ in range(120)]
    assert statuses == [401] * 120
    limited(chat.post("hello"), problem)
    assert chat.history() == []
    chat.session.headers["X-Forwarded-For"] = f"{address['X-Forwarded-For']}, 10.99.98.97"
    assert chat.post("hello").status_code == 200
    # What a caller writes before a proxy's own entry changes nothing.
    chat.session.headers["X-Forwarded-For"] = f"10.1.2.3, {address['X-Forwarded-For']}"
    limited(chat.post("hello"), problem)


def test_a_flood_of_conversations(web: Bot, address: dict[str, str], problem: Problem) -> None:
    url = f"{web.web}/api/conversations"
    with requests.Session() as session:
        session.headers.update(address)
        assert [session.post(url, timeout=60).status_code for _ in range(120)] == [201] * 120
        limited(session.post(url, timeout=60), problem)
        assert session.get(f"{web.web}/api/health", timeout=60).status_code == 200


def seen(peer: str, forwarded: str | None, *proxies: str) -> str:
    """Who is taken for the caller; `forwarded` has a line for each header."""
    headers = Header([("X-Forwarded-For", line) for line in (forwarded or "").split("\n") if forwarded is not None])
    request: Any = SimpleNamespace(ip=peer, headers=headers)
    return str(caller(request, [ip_network(proxy) for proxy in proxies]))


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "expected"),
    [
        ("1.1.1.1", None, (), "1.1.1.1"),
        ("1.1.1.1", "2.2.2.2", (), "1.1.1.1"),
        ("1.1.1.1", "2.2.2.2", ("9.9.9.9",), "1.1.1.1"),
        ("9.9.9.9", "2.2.2.2", ("9.9.9.9",), "2.2.2.2"),
        ("9.9.9.9", "3.3.3.3, 2.2.2.2", ("9.9.9.9",), "2.2.2.2"),
        ("9.9.9.9", "3.3.3.3, 2.2.2.2,9.9.9.8", ("9.9.9.0/24",), "2.2.2.2"),
        ("9.9.9.9", "9.9.9.8", ("9.9.9.0/24",), "9.9.9.8"),
        ("9.9.9.9", "", ("9.9.9.9",), "9.9.9.9"),
        ("9.9.9.9", "3.3.3.3\n2.2.2.2", ("9.9.9.9",), "2.2.2.2"),
        ("9.9.9.9", "3.3.3.3\n2.2.2.2\n9.9.9.8", ("9.9.9.0/24",), "2.2.2.2"),
        ("9.9.9.9", "2.2.2.2, rubbish", ("9.9.9.9",), "9.9.9.9"),
        ("9.9.9.9", "rubbish, 2.2.2.2", ("9.9.9.9",), "2.2.2.2"),
        ("9.9.9.9", "2.2.2.2:1234", ("9.9.9.9",), "9.9.9.9"),
        ("::1", "2001:db8::7", ("::1",), "2001:db8::7"),
        ("fd00::1", "2.2.2.2", ("9.9.9.0/24", "fd00::/8"), "2.2.2.2"),
    ],
)
def test_whose_word_counts(peer: str, forwarded: str | None, proxies: tuple[str, ...], expected: str) -> None:
    assert seen(peer, forwarded, *proxies) == expected


def test_a_household_is_one_address() -> None:
    from ipaddress import ip_address

    assert counted_as(ip_address("2001:db8:1:2::3")) == counted_as(ip_address("2001:db8:1:2:ffff::1"))
    assert counted_as(ip_address("2001:db8:1:2::3")) != counted_as(ip_address("2001:db8:1:3::3"))
    assert counted_as(ip_address("::ffff:1.2.3.4")) == counted_as(ip_address("1.2.3.4")) == "1.2.3.4"


def test_a_share_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = RateLimits(Settings(limit_conversation=2, limit_address=5))
    limits.conversation("web-1")
    limits.conversation("web-1")
    with pytest.raises(ProblemError) as refused:
        limits.conversation("web-1")
    wait = int(refused.value.headers["Retry-After"])
    limits.conversation("web-2")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + wait)
    limits.conversation("web-1")
