"""Which sites may read replies, and what browsers are told."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from bench.running import Bot
from bench.web import WebChat, new_id

ALLOWED = ("https://shop.example", "https://shop.example:8443", "http://localhost:3000")
REFUSED = (
    "null",
    "*",
    "",
    "https://shop.example.evil.example",
    "https://shop.example:80",
    "https://shop.exampl",
    "https://evil-shop.example",
    "https://evil.example/https://shop.example",
    "https://sub.shop.example",
    "http://shop.example",
    "https://SHOP.example",
    "https://shop.example/",
    "https://shopXexample",
    "http://localhost:30000",
    "https://shop.example, https://evil.example",
    "file://",
)


def cors(reply: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in reply.headers.items() if name.lower().startswith("access-control")}


def preflight(web: Bot, origin: str, path: str = "/api/conversations/x/messages") -> requests.Response:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    return requests.options(web.web + path, headers=headers, timeout=60)


@pytest.mark.parametrize("origin", ALLOWED)
def test_an_allowed_site(web: Bot, chat: WebChat, origin: str) -> None:
    asked = preflight(web, origin)
    assert asked.status_code == 204
    told = cors(asked)
    assert told["access-control-allow-origin"] == origin
    assert {"GET", "POST", "DELETE"} <= {one.strip() for one in told["access-control-allow-methods"].split(",")}
    assert "authorization" in told["access-control-allow-headers"].lower()
    assert "content-type" in told["access-control-allow-headers"].lower()
    assert int(told["access-control-max-age"]) > 0
    assert "access-control-allow-credentials" not in told
    assert asked.headers["Vary"] == "Origin"

    chat.session.headers["Origin"] = origin
    for reply in (
        chat.post("hello"),
        chat.call("GET", "/messages"),
        chat.rate(f"{new_id()}.0"),
        chat.post(""),
        chat.call("GET", "/messages", headers={"Authorization": "Bearer x"}),
        chat.session.get(f"{web.web}/api/nope", timeout=60),
        chat.session.put(f"{web.web}/api/conversations", timeout=60),
        chat.forget(),
    ):
        told = cors(reply)
        assert told.pop("access-control-allow-origin") == origin
        assert told.pop("access-control-expose-headers") == "Detente-Token, Retry-After"
        assert told == {}
        assert reply.headers["Vary"] == "Origin"


@pytest.mark.parametrize("origin", REFUSED)
def test_any_other_site(web: Bot, chat: WebChat, origin: str) -> None:
    asked = preflight(web, origin)
    assert cors(asked) == {}
    assert asked.headers["Vary"] == "Origin"
    chat.session.headers["Origin"] = origin
    for reply in (chat.post("hello"), chat.session.get(f"{web.web}/api/nope", timeout=60), chat.post("")):
        assert cors(reply) == {}
        assert reply.headers["Vary"] == "Origin"


@pytest.mark.parametrize("path", ["/", "/webhooks/rest/webhook", "/metrics", "/nope"])
@pytest.mark.parametrize("origin", [*ALLOWED, "https://evil.example"])
def test_what_is_not_the_api_is_for_no_site(web: Bot, path: str, origin: str) -> None:
    assert cors(preflight(web, origin, path)) == {}
    assert cors(requests.get(web.web + path, headers={"Origin": origin}, timeout=60)) == {}


def test_without_origins_only_its_own(bot: Bot) -> None:
    for origin in ("null", "https://shop.example", bot.web):
        assert cors(preflight(bot, origin, "/api/conversations")) == {}
        assert cors(requests.get(f"{bot.web}/api/health", headers={"Origin": origin}, timeout=60)) == {}


@pytest.mark.parametrize("path", ["/", "/api/health", "/api/nope", "/nope", "/metrics", "/webhooks/rest/webhook"])
def test_what_browsers_are_told(web: Bot, path: str) -> None:
    told = requests.get(web.web + path, timeout=60).headers
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert (told.get("Cache-Control") == "no-store") == path.startswith("/api/")
