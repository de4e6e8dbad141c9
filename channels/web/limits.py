"""How much one conversation and one address may ask for in a minute."""

from __future__ import annotations

import math
import time
from http import HTTPStatus

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from channels.web.problems import Problem
from channels.web.settings import Settings


class RateLimits:
    """Counts in memory, or in Redis when several processes serve; a minute begins with the first that is counted.

    A moving window would be stricter by a burst at a minute's end, but in memory it walks through everybody's calls at
    every call, and never lets go of a name.
    """

    def __init__(self, settings: Settings) -> None:
        self._storage = storage_from_string(settings.redis_url or "memory://", wrap_exceptions=True)
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._conversation = RateLimitItemPerMinute(settings.limit_conversation, namespace="detente")
        self._address = RateLimitItemPerMinute(settings.limit_address, namespace="detente")

    def reachable(self) -> bool:
        """Whether it can count."""
        return bool(self._storage.check())

    def conversation(self, conversation: str) -> None:
        """Counts a message in a conversation.

        Raises:
            Problem: 429, when the minute's share is used up.
            StorageError: it cannot count.
        """
        self._hit(self._conversation, "conversation", conversation)

    def message(self, address: str) -> None:
        """Counts a message from an address; raises as `conversation` does."""
        self._hit(self._address, "message", address)

    def call(self, address: str) -> None:
        """Counts any other call from an address; raises as `conversation` does."""
        self._hit(self._address, "call", address)

    def _hit(self, limit: RateLimitItemPerMinute, *whose: str) -> None:
        if not self._limiter.hit(limit, *whose):
            # The library has cut the fraction of a second off.
            reset = self._limiter.get_window_stats(limit, *whose).reset_time + 1
            wait = min(max(1, math.ceil(reset - time.time())), limit.get_expiry())
            detail = f"That is more than {limit.amount} a minute: please wait {wait} s."
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, detail, Retry_After=str(wait))
