"""What those who run the bot ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from bench.running import Bot
from bench.web import WebChat

Problem = Callable[[Any, int], dict[str, Any]]
METRICS = "a token of the tests"


def get(bot: Bot, path: str, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.get(bot.web + path, headers=named, timeout=60)


def counted(bot: Bot, name: str, **labels: str) -> float:
    """A counter's value; 0 when it has not been counted."""
    families = text_string_to_metric_families(get(bot, "/metrics").text)
    samples = (sample for family in families for sample in family.samples)
    return sum(one.value for one in samples if one.name == name and labels.items() <= one.labels.items())


def test_alive_and_ready(web: Bot) -> None:
    assert (get(web, "/api/health").status_code, get(web, "/api/health").json()) == (200, {"status": "alive"})
    assert (get(web, "/api/ready").status_code, get(web, "/api/ready").json()) == (200, {"status": "ready"})


def test_what_is_counted(web: Bot, chat: WebChat) -> None:
    names = {
        "turns": ("detente_turns_total", {"channel": "web", "outcome": "answered"}),
        "seconds": ("detente_turn_seconds_count", {"channel": "web"}),
        "ratings": ("detente_ratings_total", {"channel": "web", "rating": "down"}),
        "requests": (
            "detente_http_requests_total",
            {"method": "POST", "route": "/api/conversations/<conversation:str>/messages", "status": "200"},
        ),
        "nowhere": ("detente_http_requests_total", {"method": "other", "route": "none", "status": "404"}),
    }
    before = {key: counted(web, name, **labels) for key, (name, labels) in names.items()}
    (answer,) = chat.ask("Is Russia an ally of the US?")
    chat.rate(answer["id"], "down")
    requests.request("BREW", f"{web.web}/pot/7", timeout=60)
    after = {key: counted(web, name, **labels) for key, (name, labels) in names.items()}
    assert after == {key: value + 1 for key, value in before.items()}


def test_metrics_know_no_conversation(web: Bot, chat: WebChat) -> None:
    chat.ask("Is Russia an ally of the US?")
    assert chat.id not in get(web, "/metrics").text


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded", "X_Real_IP"])
def test_metrics_are_not_for_those_whom_a_proxy_lets_in(web: Bot, bot: Bot, problem: Problem, header: str) -> None:
    for one in (web, bot):
        problem(get(one, "/metrics", **{header: "127.0.0.1"}), 401)
        problem(get(one, "/metrics", **{header: "8.8.8.8"}), 401)
    good = get(web, "/metrics", **{header: "8.8.8.8", "Authorization": f"Bearer {METRICS}"})
    assert good.status_code == 200
    assert good.headers["Content-Type"].startswith("text/plain; version=")


@pytest.mark.parametrize("token", ["", "x", "Bearer", "Bearer ", "Bearer None", f"Bearer {METRICS}x", METRICS])
def test_another_token_opens_no_metrics(web: Bot, bot: Bot, problem: Problem, token: str) -> None:
    problem(get(web, "/metrics", X_Forwarded_For="8.8.8.8", Authorization=token), 401)
    problem(get(bot, "/metrics", X_Forwarded_For="8.8.8.8", Authorization=token), 401)
