"""Two hundred questions within ten seconds: each is acknowledged, kept and answered once."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from slack_app import App, payload, until

from bench.mock_slack import MockSlack

EVENTS = 200
SECONDS = 10.0


def test_two_hundred_events_are_answered_once_each(app: App, slack: MockSlack) -> None:
    made = [payload("message_im", user=f"U{n % 60}", channel=f"D{n % 60}") for n in range(EVENTS)]
    again = {number for number in range(EVENTS) if number % 10 == 0}
    started = time.monotonic()

    def send(number: int) -> None:
        time.sleep(max(0.0, started + number * SECONDS / EVENTS - time.monotonic()))
        app.send(made[number], seconds=30)
        if number in again:
            app.send(made[number], retry=1, seconds=30)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(send, range(EVENTS)))
    wanted = {one["event_id"] for one in made}
    until(lambda: all(slack.answers(event) for event in wanted), 60)
    time.sleep(1)
    posted = Counter(one["metadata"]["event_payload"]["event_id"] for one in slack.messages if one.get("metadata"))
    assert {event: posted[event] for event in wanted} == dict.fromkeys(wanted, 1)
    assert Counter(id for _, id, _ in app.asked() if id in wanted) == dict.fromkeys(wanted, 1)
