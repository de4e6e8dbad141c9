"""One turn at a time in a conversation."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore

from channels.web.problems import Problem
from channels.web.turn_lock import turn_lock


async def test_turns_of_a_conversation_come_one_after_the_other() -> None:
    store, running, most = InMemoryLockStore(), 0, 0

    async def turn() -> None:
        nonlocal running, most
        async with turn_lock(store, "web-1", 1.0):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.01)
            running -= 1

    await asyncio.gather(*(turn() for _ in range(5)))
    assert most == 1


async def test_the_next_turn_does_not_wait_a_second() -> None:
    store = InMemoryLockStore()
    async with turn_lock(store, "web-1", 1.0):
        waiting = asyncio.create_task(enter(store, "web-1"))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    released = time.monotonic()
    assert await waiting - released < 0.5


async def enter(store: InMemoryLockStore, conversation: str) -> float:
    async with turn_lock(store, conversation, 1.0):
        return time.monotonic()


async def test_conversations_do_not_wait_for_each_other() -> None:
    store = InMemoryLockStore()
    async with turn_lock(store, "web-1", 1.0):
        await asyncio.wait_for(enter(store, "web-2"), 1)


async def test_a_turn_that_could_outlive_its_lock_does_not_begin() -> None:
    with pytest.raises(Problem) as refused:
        async with turn_lock(InMemoryLockStore(), "web-1", LOCK_LIFETIME + 1):
            pytest.fail("it began")
    assert refused.value.status_code == 503


async def test_an_error_frees_the_lock() -> None:
    store = InMemoryLockStore()
    with pytest.raises(RuntimeError):
        async with turn_lock(store, "web-1", 1.0):
            raise RuntimeError
    await asyncio.wait_for(enter(store, "web-1"), 1)
