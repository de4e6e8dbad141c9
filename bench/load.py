"""Asks questions over REST and times the answers."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp

QUESTIONS_A_CONVERSATION = 10
LONGEST_ANSWER = aiohttp.ClientTimeout(total=30)


@dataclass(frozen=True)
class Reply:
    """One question and what came back: its text (empty when nothing did) after so many milliseconds."""

    question: str
    text: str
    milliseconds: float


async def ask(session: aiohttp.ClientSession, url: str, sender: str, question: str) -> Reply:
    """Asks one question; an error of any kind is an empty reply."""
    started = time.perf_counter()
    try:
        async with session.post(url, json={"sender": sender, "message": question}) as response:
            messages = await response.json() if response.status == 200 else []
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        messages = []
    milliseconds = (time.perf_counter() - started) * 1000
    return Reply(question, " ".join(message.get("text") or "" for message in messages), milliseconds)


def senders() -> Iterator[str]:
    """A sender for each question: a new conversation after every ten."""
    while True:
        yield from itertools.repeat(f"bench-{uuid.uuid4().hex}", QUESTIONS_A_CONVERSATION)


def client() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=LONGEST_ANSWER)


async def first_answer(url: str, question: str, seconds: float) -> bool:
    """Asks every 50 ms until there is an answer; False when there was none after `seconds`."""
    deadline = time.monotonic() + seconds
    async with client() as session:
        while time.monotonic() < deadline:
            if (await ask(session, url, f"bench-{uuid.uuid4().hex}", question)).text:
                return True
            await asyncio.sleep(0.05)
    return False


async def one_client(url: str, questions: list[str]) -> list[Reply]:
    """Asks one question after the other."""
    async with client() as session:
        return [await ask(session, url, sender, question) for question, sender in zip(questions, senders())]  # noqa: B905


async def many_clients(url: str, questions: list[str], clients: int, count: int, seconds: float) -> float:
    """Has clients ask at once, each the next question as soon as it has an answer.

    Args:
        clients: how many at once.
        count: most questions altogether.
        seconds: after which none is asked any more.

    Returns:
        Answers a second; silence does not count.
    """
    waiting = itertools.islice(itertools.cycle(questions), count)
    started = time.perf_counter()

    async def work(session: aiohttp.ClientSession) -> int:
        answered = 0
        for question, sender in zip(waiting, senders()):  # noqa: B905
            answered += bool((await ask(session, url, sender, question)).text)
            if time.perf_counter() - started > seconds:
                break
        return answered

    async with client() as session:
        answered = sum(await asyncio.gather(*(work(session) for _ in range(clients))))
    return answered / (time.perf_counter() - started)


async def long_conversation(url: str, questions: list[str], length: int) -> list[Reply]:
    """Asks `length` questions in one conversation."""
    async with client() as session:
        sender = f"bench-{uuid.uuid4().hex}"
        return [await ask(session, url, sender, one) for one in itertools.islice(itertools.cycle(questions), length)]
