"""ISO dates of whatever precision is known (2026, 2026-02, 2026-02-05), and how people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from facts.periods import Period

ISO = re.compile(r"[12]\d{3}(-\d\d){0,2}")


class IsoDate(str):
    """A date as a text; YAML reads one without quotes as something else."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], IsoDate]]:
        yield cls.validate

    @classmethod
    def validate(cls, value: Any) -> IsoDate:
        if isinstance(value, str) and ISO.fullmatch(value):
            try:
                Period.from_iso(value)
                return cls(value)
            except ValueError:
                pass
        raise ValueError("must be a date in quotes: “2026”, “2026-02” or “2026-02-05”")


def month(iso: str) -> str:
    """The month, short, and the year: Feb 2026; the year alone when no more is known."""
    start = Period.from_iso(iso).start
    return f"{start:%b %Y}" if "-" in iso else iso


def day(iso: str) -> str:
    """As precise as it is: 5 February 2026, February 2026, 2026."""
    start = Period.from_iso(iso).start
    written = {4: "{0:%Y}", 7: "{0:%B %Y}"}.get(len(iso), "{0.day} {0:%B %Y}")
    return written.format(start)


def span(since: str, until: str) -> str:
    """From one date to another: 16-28 October 1962, 24 June 1948 to 12 May 1949."""
    if since == until:
        return day(since)
    if len(since) == len(until) == 10 and since[:7] == until[:7]:
        return f"{int(since[8:])}-{day(until)}"
    return f"{day(since)} to {day(until)}"
