"""How soon Slack's events are acknowledged while many questions wait: the whole bot beside a mock Slack."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bench.mock_slack import MockSlack, sign
from bench.running import Actions, Bot

IN_FLIGHT = 50
EVENTS = 400
FIRST = 20
"""Questions before the measurement: Rasa's very first takes seconds."""

GOAL = 0.5
PATIENCE = 600.0
QUESTIONS = (
    "Is Russia an ally of the US?",
    "what happened in 1962?",
    "how did Russia hit back in 2014?",
    "Where do they still work together?",
    "What sanctions are there?",
    "how many nukes does the US have?",
    "What does the future hold?",
)


@dataclass(frozen=True)
class Result:
    """Seconds each acknowledgement took, how many questions were answered, and how long it all took."""

    acknowledged: list[float]
    answered: int
    seconds: float

    def at(self, share: float) -> float:
        """The quantile of the acknowledgements."""
        return sorted(self.acknowledged)[min(len(self.acknowledged) - 1, int(share * len(self.acknowledged)))]


def event(number: int) -> dict:
    """A direct message, one of every person's seven."""
    ts = f"1732471200.{number:06d}"
    user = number // len(QUESTIONS)
    message = {"type": "message", "user": f"U{user}", "text": QUESTIONS[number % len(QUESTIONS)], "ts": ts}
    message |= {"channel": f"D{user}", "event_ts": ts, "channel_type": "im", "team": "T1"}
    known = [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}]
    body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number:06d}", "event": message}
    return {**body, "event_time": 1732471200, "authorizations": known}


async def over_http(url: str, session: aiohttp.ClientSession, body: dict) -> float:
    """Posts an event; seconds until it was acknowledged."""
    raw, now = json.dumps(body), str(int(time.time()))
    headers = {"Content-Type": "application/json", "X-Slack-Request-Timestamp": now}
    started = time.perf_counter()
    async with session.post(url, data=raw, headers={**headers, "X-Slack-Signature": sign(raw, now)}) as reply:
        if reply.status != 200:
            sys.exit(f"an event was not acknowledged: {reply.status}")
    return time.perf_counter() - started


async def over_socket(slack: MockSlack, body: dict) -> float:
    return (await asyncio.to_thread(slack.send, "events_api", body, 0, 60)).seconds


async def run(slack: MockSlack, url: str, socket: bool, first: int, events: int = EVENTS) -> Result:
    """Keeps 50 questions without an answer until all were asked, then waits for the rest."""
    numbers = itertools.count(first)
    acknowledged: list[float] = []
    started = time.monotonic()
    before = len(slack.messages)
    async with aiohttp.ClientSession() as session:
        sending: set[asyncio.Task[float]] = set()
        while len(acknowledged) < events:
            answered = len(slack.messages) - before
            done = {task for task in sending if task.done()}
            acknowledged += [task.result() for task in done]
            sending -= done
            while len(acknowledged) + len(sending) < min(events, answered + IN_FLIGHT):
                body = event(next(numbers))
                work = over_socket(slack, body) if socket else over_http(url, session, body)
                sending.add(asyncio.create_task(work))
            await asyncio.sleep(0.005)
        while len(slack.messages) - before < events and time.monotonic() - started < PATIENCE:
            await asyncio.sleep(0.05)
    return Result(acknowledged, len(slack.messages) - before, time.monotonic() - started)


def main() -> None:
    slack = MockSlack()
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**slack.socket_environment, "DETENTE_INBOX": str(folder / "inbox.db")}
        actions = Actions(folder)
        try:
            bot = Bot(folder, actions.url, **environment)
            try:
                while not slack.connected():
                    time.sleep(0.1)
                asyncio.run(run(slack, f"{bot.web}/slack/events", False, 10**6, FIRST))
                for number, (how, socket) in enumerate((("HTTP", False), ("Socket Mode", True))):
                    result = asyncio.run(run(slack, f"{bot.web}/slack/events", socket, number * 10**5))
                    p50, p99, most = (result.at(share) * 1000 for share in (0.5, 0.99, 1.0))
                    print(f"{how}: {EVENTS} events, {IN_FLIGHT} in flight: acknowledged p50 {p50:.0f} ms", end=", ")
                    print(f"p99 {p99:.0f} ms, max {most:.0f} ms; {result.answered} answered in {result.seconds:.0f} s")
                    failed = failed or result.at(0.99) > GOAL or result.answered != EVENTS
            finally:
                bot.stop()
        finally:
            actions.stop()
            slack.stop()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load average {load}; the goal: p99 {GOAL * 1000:.0f} ms, every question answered")
    sys.exit(failed)


if __name__ == "__main__":
    main()
