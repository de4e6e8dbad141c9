"""What the web channel adds to an answer: `python -m bench.web_overhead`.

The same questions go to the web channel and to REST of one bot, one after the other and in turn, each channel over one
kept connection and with conversations of ten questions. Prints the median of each, their difference, and the median of
the differences, in milliseconds.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

import requests

from bench.running import new_sender, running_bot
from bench.web import WebChat

ROUNDS = int(os.environ.get("DETENTE_ROUNDS", "40"))
WARM_UP = 2
GOAL = 5.0
QUESTIONS = (
    "Is Russia an ally of the US?",
    "what happened in 1962?",
    "why?",
    "how did Russia hit back in 2014?",
    "and in 2017?",
    "hello",
    "Do they work together in space?",
    "who won the world cup?",
    "how much oil and gas comes from Russia?",
    "thanks",
)
UNLIMITED = {"DETENTE_LIMIT_CONVERSATION": "1000000", "DETENTE_LIMIT_ADDRESS": "1000000"}


def timed(ask: Callable[[str], requests.Response], question: str) -> float:
    """Milliseconds from a question to its whole answer.

    Raises:
        RuntimeError: there was none.
    """
    started = time.perf_counter()
    reply = ask(question)
    took = (time.perf_counter() - started) * 1000
    if reply.status_code != 200 or not reply.json():
        raise RuntimeError(f"no answer to {question!r}: {reply.status_code} {reply.text}")
    return took


def round_of(url: str, session: requests.Session, web_first: bool) -> list[tuple[float, float]]:
    """The times of the web channel and of REST for every question, in two new conversations."""
    chat, sender = WebChat(url.removesuffix("/webhooks/rest/webhook"), session), new_sender()

    def rest(question: str) -> requests.Response:
        return session.post(url, json={"sender": sender, "message": question}, timeout=60)

    times = []
    for question in QUESTIONS:
        if web_first:
            web, plain = timed(chat.post, question), timed(rest, question)
        else:
            plain, web = timed(rest, question), timed(chat.post, question)
        times.append((web, plain))
        web_first = not web_first
    return times


def main() -> None:
    with running_bot(**UNLIMITED) as url, requests.Session() as session:
        rounds = [round_of(url, session, bool(number % 2)) for number in range(WARM_UP + ROUNDS)]
    times = [pair for one in rounds[WARM_UP:] for pair in one]
    web, rest = (statistics.median(column) for column in zip(*times, strict=True))
    paired = statistics.median(one - other for one, other in times)
    print(f"{len(times)} questions to each channel, alternating, on one bot")
    print(f"web  p50 {web:6.1f} ms")
    print(f"rest p50 {rest:6.1f} ms")
    print(
        f"difference of the medians {web - rest:+.1f} ms, median difference {paired:+.1f} ms (goal: at most {GOAL:.0f})"
    )


if __name__ == "__main__":
    main()
