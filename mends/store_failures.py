"""Lets a turn fail when its conversation cannot be read or kept.

Upstream: `FailSafeTrackerStore` logs an error of the store and goes on: a conversation that cannot be read is a new
one, and one that cannot be kept goes to memory and is lost, while the person is told that all is well.
"""

from __future__ import annotations

from typing import Any, NoReturn

UPSTREAM = (
    "rasa.core.tracker_store:FailSafeTrackerStore.on_tracker_store_error",
    "rasa.core.tracker_store:FailSafeTrackerStore.on_tracker_store_retrieve_error",
)


def apply() -> None:
    from rasa.core.tracker_store import FailSafeTrackerStore

    def fail(self: Any, error: Exception) -> NoReturn:
        raise error

    FailSafeTrackerStore.on_tracker_store_error = fail
    FailSafeTrackerStore.on_tracker_store_retrieve_error = fail
