"""What a response says of the public record: its entries, how many there are, and how far they reach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from answers.rows import row_of
from facts.dates import day
from facts.loading import facts
from facts.models import Dated, RecordAction, RecordEvent
from facts.record import MOST_OF_MORE, Register, few

SINCE_ARTICLE = "since_article"
"""In a response's `record`, for the events after the article instead of ids."""

LATEST, LATEST_EVENTS = "latest", 2
"""In a response's `record`, for the last events and the last step of sanctions."""


@dataclass(frozen=True)
class Recorded:
    """What a response has to say of the record.

    Attributes:
        rows: as `answers.rows.row_of` makes them.
        left: `count` of those not shown and the `narrower` question that shows them; None when all are shown.
        silent: the phrase that says there is nothing.
    """

    rows: list[dict[str, Any]]
    left: dict[str, Any] | None = None
    silent: str = ""

    @classmethod
    def found(cls, found: dict[str, Any]) -> Recorded:
        """What an action found, taken out of what it passes on."""
        return cls(found.pop("record", None) or [], found.pop("left", None), found.pop("silent", ""))

    @classmethod
    def named(cls, wanted: str | list[str]) -> Recorded:
        """What the metadata of a response names under `record`: ids of entries, or those since the article.

        Raises:
            KeyError: there is no entry of an id.
        """
        if wanted == SINCE_ARTICLE:
            entries, _ = newer()
            shown = few(entries, MOST_OF_MORE + 1)
            left = {"count": len(entries) - len(shown), "narrower": "a year"}
            return cls([row_of(entry) for entry in shown], left if left["count"] else None)
        if wanted == LATEST:
            events, steps = newer()
            return cls([row_of(entry) for entry in (*events[-LATEST_EVENTS:], *steps[-1:])])
        known: dict[str, Dated] = {entry.id: entry for entry in (*facts().events, *facts().actions)}
        return cls([row_of(known[id]) for id in wanted])


@lru_cache(maxsize=1)
def newer() -> tuple[tuple[RecordEvent, ...], tuple[RecordAction, ...]]:
    """The events and the steps from after the article; looked for once, since a register takes milliseconds to make."""
    known = facts()
    return Register(known.events).after(known.present), Register(known.actions).after(known.present)


def coverage() -> dict[str, str]:
    """How far the record reaches and how much of it is newer than the article, for every response."""
    events, steps = newer()
    known = facts()
    return {
        "checked_on": day(known.record.checked_on),
        "known_until": day(known.record.known_until),
        "as_of": known.as_of,
        "events_since": str(len(events)),
        "steps_since": str(len(steps)),
    }
