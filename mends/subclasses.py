"""Looks event classes up once.

Upstream: `Event.resolve_by_type` walks every subclass of Event for every event it reads back from the store.
"""

from __future__ import annotations

from functools import lru_cache

UPSTREAM = "rasa.shared.utils.common:all_subclasses"


def apply() -> None:
    from rasa.shared.utils import common

    common.all_subclasses = lru_cache(maxsize=None)(common.all_subclasses)
