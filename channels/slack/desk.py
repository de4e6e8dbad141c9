"""The queue: at most so many questions at once, and those of one conversation one after the other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger("detente.slack")

AT_ONCE = 2


class Desk:
    """Has everything that is put on it handled once, first come first served.

    Args:
        handle: handles one id; whatever it raises is logged.
    """

    def __init__(self, handle: Callable[[str], Awaitable[None]], at_once: int = AT_ONCE) -> None:
        self._handle = handle
        self._at_once = at_once
        self._waiting: dict[str, str] = {}
        self._conversations: dict[str, str] = {}
        self._more = asyncio.Event()
        self._workers: list[asyncio.Task[None]] = []

    def open(self) -> None:
        self._workers = [asyncio.create_task(self._work()) for _ in range(self._at_once)]

    def add(self, id: str, conversation: str) -> None:
        """Puts it at the end, unless it is waiting or being handled already."""
        if id not in self._waiting and id not in self._conversations:
            self._waiting[id] = conversation
            self._more.set()

    async def close(self, seconds: float) -> None:
        """Takes nothing more, and lets what is being handled end within so many seconds."""
        self._waiting.clear()
        for _ in range(int(seconds * 20)):
            if not self._conversations:
                break
            await asyncio.sleep(0.05)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            if (id := self._next()) is None:
                self._more.clear()
                await self._more.wait()
                continue
            self._conversations[id] = self._waiting.pop(id)
            try:
                await self._handle(id)
            except Exception:
                logger.exception("%s: failed", id)
            finally:
                del self._conversations[id]
                self._more.set()

    def _next(self) -> str | None:
        busy = set(self._conversations.values())
        return next((id for id, conversation in self._waiting.items() if conversation not in busy), None)
