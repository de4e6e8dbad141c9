"""The rows of an Answer as Slack draws them: a table, or lines where there are no tables."""

from __future__ import annotations

import re
from typing import Any

from answers.rows import row_values
from channels.slack.blocks import Block, Cell, cell, sections, table
from channels.slack.phrases import say
from facts.loading import facts

Row = dict[str, Any]

FEWEST = 2
"""One row is said in the text; so many become a table."""

SIDES = ("us", "russia", "impact")


def as_table(rows: list[Row]) -> Block:
    """When, what and from where; a table of sanctions years alone has a column for each side."""
    if all(row["kind"] == "year" for row in rows):
        columns = say("slack_columns_sanctions").split(" | ")
        return table(columns, [[cell(when(row)), *(cell(_capital(row[side])) for side in SIDES)] for row in rows])
    columns = say("slack_columns").split(" | ")
    return table(columns, [[cell(when(row)), cell(what(row)), _source(row)] for row in rows])


def as_lines(rows: list[Row]) -> list[Block]:
    """The same as text, a paragraph each."""
    return [block for row in rows for block in sections(f"{when(row)}: {what(row)} ({publisher(row)})")]


def when(row: Row) -> str:
    values = row_values(row)
    return values["when"] if row["origin"] == "record" else values["years"]


def what(row: Row) -> str:
    """All that a row says, but when and from where."""
    return _capital(say(f"slack_cell_{row['kind']}", **row_values(row)))


def publisher(row: Row) -> str:
    return row["publisher"] if row["origin"] == "record" else say("slack_cell_article", as_of=facts().as_of)


def around(text: str, rows: list[Row]) -> tuple[str, str]:
    """What a text says before and after its rows; what only leads from one to the next is left out."""
    told = sorted(found for row in rows if (found := _place(text, row)))
    if not told:
        return text, ""
    before, end = [text[: told[0][0]].strip()], told[0][1]
    for start, stop in told[1:]:
        between = text[end:start].strip()
        before += [between] if between and not between.endswith(":") else []
        end = max(end, stop)
    return " ".join(before).strip(), text[end:].strip()


def _place(text: str, row: Row) -> tuple[int, int] | None:
    """From where to where a text tells a row; None where it does not, or only in part."""
    parts = [row[side] for side in SIDES] if row["kind"] == "year" else [row.get("text") or row["title"]]
    found = [re.search(re.escape(part), text, re.IGNORECASE) for part in parts]
    places = [one.span() for one in found if one]
    if len(places) < len(parts):
        return None
    begins, last = min(start for start, _ in places), max(end for _, end in places)
    beginning = row["title"] if row["kind"] == "period" else when(row)
    start = text.lower().rfind(beginning.lower(), 0, begins)
    stop = re.compile(r"\.(?= |$)").search(text, last)
    return (begins if start < 0 else start), (stop.end() if stop else len(text))


def _source(row: Row) -> Cell:
    return cell(publisher(row), row.get("url"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
