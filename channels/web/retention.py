"""Erasing conversations that nobody has come back to."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timezone
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from channels.guard import WEB
from channels.web.kept import Kept
from channels.web.tokens import LIFETIME

logger = logging.getLogger("detente.web")

EVERY = 3600.0
"""Seconds between two looks."""


class Retention:
    """Erases a web conversation and its ratings thirty days after its last message, when its tokens have expired."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._task: asyncio.Task[None] | None = None

    async def start(self, app: Any, _: object) -> None:
        """Sanic's `after_server_start`."""
        self._task = asyncio.create_task(self._keep_erasing())

    async def stop(self, app: Any, _: object) -> None:
        """Sanic's `before_server_stop`."""
        if self._task:
            self._task.cancel()

    async def _keep_erasing(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self.erase)
            except SQLAlchemyError as error:
                logger.error("Old conversations could not be erased: %s", error)
            await asyncio.sleep(EVERY)

    def erase(self) -> int:
        """Erases what is old; how many conversations that were."""
        old = self._kept.conversations.quiet_since(datetime.now(timezone.utc) - LIFETIME, WEB)
        for conversation in old:
            self._kept.feedback.forget(conversation)
            self._kept.conversations.erase(conversation)
        return len(old)
