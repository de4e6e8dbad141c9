"""One turn at a time in a conversation."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from rasa.core.lock_store import LOCK_LIFETIME, LockStore

from channels.web.problems import Problem

POLL = 0.02
"""Seconds between looks at a lock that is held; Rasa's own second would be felt."""


@asynccontextmanager
async def turn_lock(store: LockStore, conversation: str, deadline: float) -> AsyncIterator[None]:
    """Holds the lock `turn:<conversation>` of Rasa's lock store, which holds over all processes when that is Redis.

    Args:
        deadline: seconds that a turn may take.

    Raises:
        LockError: the lock was not free in its lifetime.
        Problem: 503, when it was free so late that it could expire before the turn is over.
    """
    asked = time.monotonic()
    async with store.lock(f"turn:{conversation}", wait_time_in_seconds=POLL):
        if time.monotonic() - asked + deadline > LOCK_LIFETIME:
            detail = "Earlier messages of this conversation are still being answered."
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, Retry_After="1")
        yield
