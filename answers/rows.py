"""Rows: the facts an answer rests on, in the shape channels draw."""

from __future__ import annotations

from typing import Any

from facts.models import SanctionsYear, Spanned, TimelinePeriod

OPEN = "present"


def row_of(fact: Spanned) -> dict[str, Any]:
    """A row `{kind, from, to, title, ..., origin, source}`; `to` is None while it is still open."""
    row: dict[str, Any] = {
        "from": fact.since,
        "to": None if fact.until == OPEN else fact.until,
        "origin": "article",
        "source": "article",
    }
    if isinstance(fact, TimelinePeriod):
        return {"kind": "period", "title": fact.title, "relationship": fact.status, "text": fact.happened, **row}
    if isinstance(fact, SanctionsYear):
        sides = {side: getattr(fact, side).text for side in ("us", "russia", "impact")}
        return {"kind": "year", "title": fact.label or fact.years, **sides, **row}
    raise TypeError(f"no row for {type(fact).__name__}")


def row_values(row: dict[str, Any]) -> dict[str, str]:
    """What a row's sentence may name: its fields, and `years` as people write them."""
    since, until = row["from"], row["to"] or OPEN
    return {**row, "years": since if since == until else f"{since}-{until}"}
