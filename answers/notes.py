"""Which of the record's notes an answer carries, and how they are said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from facts.dates import month
from facts.models import Facts, Named, Note, SanctionsYear, TimelinePeriod, Verdict

MOST_SAID = 2
"""So many short forms stand in plain text; all notes are in the Answer."""

MOST_OF_A_LIST = 3
SIDES = ("us", "russia", "impact")
GRAVITY = list(Verdict)


def said_of(names: Iterable[str], facts: Facts) -> list[str]:
    """The ids of the notes on figures around the sanctions table: `count`, `farm_ban`, `who_pays`."""
    totals = facts.totals
    found = (totals.notes if name == "count" else getattr(totals, name).notes for name in names)
    return [id for ids in found for id in ids]


def said_again(said: str, facts: Facts) -> list[str]:
    """The ids of the notes on a figure that an earlier answer gave and that is said again."""
    return list(facts.totals.notes) if facts.totals.count in said.lower() else []


def said_of_rows(rows: list[dict[str, Any]], style: str | None, facts: Facts) -> list[str]:
    """The ids of the notes on rows, the most important first: confirmed, grave, first of its row.

    Args:
        rows: as `answers.rows.row_of` makes them; those of the record have no notes.
        style: `all_<side>` when only that side of each row is said, `<side>` when that side is said first.
    """
    ranked = []
    for number, row in enumerate(rows):
        for place, id in enumerate(_on(row, style, facts)):
            note = facts.note(id)
            ranked.append((note.confidence != "high", GRAVITY.index(note.verdict), place, number, id))
    return [id for *_, id in sorted(ranked)]


def few(ids: list[str], rows: list[dict[str, Any]]) -> list[str]:
    """Each id once; of an answer with several rows only the first few, so that a list stays readable."""
    once = list(dict.fromkeys(ids))
    return once[:MOST_OF_A_LIST] if len(rows) > 1 else once


def _on(row: dict[str, Any], style: str | None, facts: Facts) -> list[str]:
    fact = _fact(row, facts)
    if not isinstance(fact, SanctionsYear):
        return list(fact.notes) if fact else []
    asked = (style or "").removeprefix("all_")
    sides = [asked] if style and style.startswith("all_") else sorted(SIDES, key=lambda side: side != asked)
    cells: list[Named] = [getattr(fact, side) for side in sides]
    return [id for cell in cells for id in cell.notes] + list(fact.notes)


def _fact(row: dict[str, Any], facts: Facts) -> TimelinePeriod | SanctionsYear | None:
    kinds: dict[str, tuple[Any, ...]] = {"period": facts.periods, "year": facts.years}
    return next((one for one in kinds.get(row["kind"], ()) if one.since == row["from"]), None)


def as_dict(note: Note, facts: Facts) -> dict[str, str | None]:
    """A note as it leaves the bot: `{text, as_of, source, url}`; the publishers, and the first page to link."""
    sources = [facts.source(id) for id in note.sources]
    url = next((source.url for source in sources if source.url), None)
    publishers = ", ".join(dict.fromkeys(source.publisher for source in sources))
    return {"text": note.text, "as_of": note.as_of, "source": publishers, "url": url}


def in_brackets(note: Note) -> str:
    """A note as plain text says it: (Record, Feb 2026: ...)."""
    return f"(Record, {month(note.as_of)}: {note.short})"
