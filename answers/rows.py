"""Rows: the facts an answer rests on, in the shape channels draw."""

from __future__ import annotations

from typing import Any

from facts.dates import span
from facts.loading import facts
from facts.lookups import join
from facts.models import Dated, RecordAction, RecordEvent, SanctionsYear, Spanned, TimelinePeriod

OPEN = "present"
IMPOSERS = {"us": "the US", "russia": "Russia", "eu": "the EU"}


def row_of(fact: Spanned | Dated) -> dict[str, Any]:
    """A row `{kind, from, to, title, ..., origin, source}`; `to` is None while it is still open.

    `source` is an id; a row of the record has its `publisher` and `url` (None without a page to link) beside it.
    """
    return _of_record(fact) if isinstance(fact, Dated) else _of_article(fact)


def _of_article(fact: Spanned) -> dict[str, Any]:
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


def _of_record(fact: Dated) -> dict[str, Any]:
    source = facts().source(fact.source)
    row: dict[str, Any] = {
        "id": fact.id,
        "from": fact.since,
        "to": fact.until,
        "title": fact.title,
        "origin": "record",
        "source": source.id,
        "publisher": source.publisher,
        "url": source.url,
    }
    if isinstance(fact, RecordEvent):
        return {"kind": "event", "category": fact.category.value, **row}
    if isinstance(fact, RecordAction):
        told = {key: getattr(fact, key) for key in ("partners", "target", "instrument", "status")}
        return {"kind": "action", "imposer": fact.imposer.value, "action": fact.kind.value, **told, **row}
    raise TypeError(f"no row for {type(fact).__name__}")


def row_values(row: dict[str, Any]) -> dict[str, str]:
    """What a row's sentence may name: its fields, and its time as people write it.

    `years` of a row of the article (2000-present), `when` of one of the record (16-28 October 1962); `by` is who took
    a step of sanctions.
    """
    if row["origin"] == "record":
        by = join([IMPOSERS[row["imposer"]], *filter(None, [row["partners"]])]) if "imposer" in row else ""
        return {**row, "when": span(row["from"], row["to"]), "by": by}
    since, until = row["from"], row["to"] or OPEN
    return {**row, "years": since if since == until else f"{since}-{until}"}
