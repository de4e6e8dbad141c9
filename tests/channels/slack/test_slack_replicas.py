"""Two replicas that share an inbox in Redis."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_app import App, Starter, payload, until

from bench.mock_slack import MockSlack
from stores.inbox import LEASE


@pytest.fixture
def replicas(tmp_path: Path, starter: Starter, slack: MockSlack, redis_url: str) -> Iterator[list[App]]:
    apps = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        apps.append(App(starter, tmp_path / name, **slack.environment, DETENTE_REDIS_URL=redis_url))
    yield apps
    for app in apps:
        if app.runs():
            app.stop()


def test_an_event_that_reaches_both_is_answered_once(replicas: list[App], slack: MockSlack) -> None:
    made = [payload("message_im", user=f"U{number}") for number in range(15)]
    for one in made:
        for app in replicas:
            app.send(one)
    until(lambda: all(slack.answers(one["event_id"]) for one in made), 30)
    time.sleep(0.7)
    assert [len(slack.answers(one["event_id"])) for one in made] == [1] * len(made)
    asked = Counter(id for app in replicas for _, id, _ in app.asked())
    assert set(asked.values()) == {1}


def test_a_thread_goes_on_at_the_other(replicas: list[App], slack: MockSlack) -> None:
    mention = payload("app_mention", channel="C8")
    replicas[0].send(mention)
    thread = until(lambda: slack.answers(mention["event_id"]))[0]["thread_ts"]
    later = payload("message_channel_thread", channel="C8", thread_ts=thread)
    replicas[1].send(later)
    assert until(lambda: slack.answers(later["event_id"]))


def test_what_one_leaves_the_other_answers(replicas: list[App], slack: MockSlack) -> None:
    made = [payload("message_im", user=f"U{number}", text="sleep 0.5") for number in range(8)]
    for one in made:
        replicas[0].send(one)
    until(lambda: any(slack.answers(one["event_id"]) for one in made))
    replicas[0].kill()
    until(lambda: all(slack.answers(one["event_id"]) for one in made), LEASE + 20)
    time.sleep(0.7)
    assert [len(slack.answers(one["event_id"])) for one in made] == [1] * len(made)
