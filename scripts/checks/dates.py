"""Dates of the record that do not agree: out of order, or beyond what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from facts.models import Facts
from facts.periods import Period
from scripts.checks.files import File, Place

RECORD = (("timeline.yml", "events"), ("sanctions.yml", "actions"))


def disorder(facts: Facts, files: dict[str, File]) -> Iterator[str]:
    """Events and actions that stand after a later one."""
    for name, key in RECORD:
        for number, (before, one) in enumerate(pairwise(getattr(facts, key)), 1):
            if one.since < before.since:
                said = f"{key}[{one.id}] of {one.since} stands after {before.id} of {before.since}; put it in order"
                yield files[name].mistake((key, number, "date"), said)


def beyond(facts: Facts, files: dict[str, File]) -> Iterator[str]:
    """Dates after the day the record was last checked, and a record that is known until less than its newest date."""
    record, sources = facts.record, files["sources.yml"]
    late = [one for one in _dates(facts) if _after(one[-1], record.checked_on)]
    for name, place, what, date in late:
        said = f"{what} is of {date}, after the record was checked; mend that, or `checked_on` in sources.yml"
        yield files[name].mistake(place, said)
    newest = max(_dates(facts), key=lambda one: one[-1], default=None)
    if newest and not late and _after(newest[-1], record.known_until):
        said = f"record.known_until is {record.known_until}, yet {newest[2]} is of {newest[-1]}; set it to that"
        yield sources.mistake(("record", "known_until"), said)
    if _after(record.known_until, record.checked_on):
        said = f"record.known_until is {record.known_until}, after checked_on, {record.checked_on}; mend one of them"
        yield sources.mistake(("record", "known_until"), said)


def _dates(facts: Facts) -> Iterator[tuple[str, Place, str, str]]:
    """Everything dated in the record: file, place, what it is, and its last date."""
    for name, key in (*RECORD, ("notes.yml", "notes")):
        for number, one in enumerate(getattr(facts, key)):
            yield name, (key, number), f"{key}[{one.id}]", one.as_of if key == "notes" else one.until


def _after(date: str, other: str) -> bool:
    return Period.from_iso(date).start > Period.from_iso(other).end
