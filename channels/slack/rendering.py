"""An Answer drawn as a Slack message."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from answers.catalogue import MOST_SUGGESTIONS
from channels.slack.blocks import (
    MOST_IN_CONTEXT,
    MOST_IN_TEXT,
    Block,
    Button,
    actions,
    clip,
    context,
    feedback,
    fits,
    pieces,
    sections,
)
from channels.slack.mrkdwn import escape, from_plain, link
from channels.slack.phrases import say
from channels.slack.rows import FEWEST, around, as_lines, as_table
from facts.dates import month

Answer = dict[str, Any]

SUGGESTIONS, FEEDBACK, SHARE, ASKED = "suggestions", "feedback", "share", "asked"
"""Ids of blocks, by which a click is told and buttons are found again."""

NO_ANSWERS = ("empty", "too_long", "apology")
"""Topics that are not worth rating."""


@dataclass(frozen=True)
class Message:
    """What is posted: `text` for notifications and screen readers, and the blocks people see."""

    text: str
    blocks: list[Block]


@dataclass(frozen=True)
class Setting:
    """How an Answer is shown.

    Attributes:
        conversation: whose it is; a rating names it.
        asked: mrkdwn that says who asked what, where nobody has typed the question.
        share: what the share button gives back; None for no such button.
        modest: without the newer blocks (tables, feedback buttons), where Slack does not take them.
    """

    conversation: str
    asked: str | None = None
    share: str | None = None
    modest: bool = False


def draw(answer: Answer, setting: Setting) -> Message:
    """The message: all of the Answer, or as much of it as Slack takes, and how much is left out."""
    rows, notes = answer.get("rows") or [], answer.get("notes") or []
    blocks = _blocks(answer, setting, len(rows), len(notes))
    while not fits(blocks) and (rows or notes):
        rows, notes = (rows[:-1], notes) if len(rows) > FEWEST else ([], notes[:-1])
        blocks = _blocks(answer, setting, len(rows), len(notes))
    most = MOST_IN_TEXT
    while not fits(blocks):
        most //= 2
        short = {**answer, "text": clip(answer["text"], most), "rows": [], "notes": []}
        short["suggestions"] = answer["suggestions"][:MOST_SUGGESTIONS]
        blocks = _blocks(short, setting, 0, 0)
    return Message(plain(answer, setting), blocks)


def plain(answer: Answer, setting: Setting) -> str:
    """The whole Answer as one text."""
    told = [setting.asked or "", escape(answer["text"])]
    told += [f"({source})" for source in _source(answer)]
    told += [f"({escape(_dated(note))} {escape(note['text'])})" for note in answer.get("notes") or []]
    return clip(" ".join(part for part in told if part), MOST_IN_TEXT)


def simple(text: str) -> Message:
    """A plain text alone."""
    return Message(escape(text), sections(text))


def asked(user: str, question: str) -> str:
    """Who asked what, as mrkdwn."""
    return say("slack_asked", user=f"<@{user}>", question=from_plain(clip(question, 300)))


def retired(blocks: list[Block], note: str) -> list[Block]:
    """The blocks of a message whose suggestion was clicked: what was asked stands where its buttons were."""
    return [context(note) if block.get("block_id") == SUGGESTIONS else block for block in blocks]


def rated(value: str) -> tuple[str, str, str]:
    """Conversation, answer id and rating of a feedback button's value.

    Raises:
        ValueError: it is no such value.
    """
    try:
        conversation, answer, rating = json.loads(value)
    except (ValueError, TypeError) as error:
        raise ValueError("not the value of a feedback button") from error
    if not all(isinstance(part, str) for part in (conversation, answer, rating)):
        raise ValueError("not the value of a feedback button")
    return conversation, answer, rating


def _blocks(answer: Answer, setting: Setting, most_rows: int, most_notes: int) -> list[Block]:
    return [
        *([context(setting.asked)] if setting.asked else []),
        *_body(answer, setting, most_rows),
        *_small_print(answer, most_notes, most_rows),
        *_buttons(answer, setting),
    ]


def _body(answer: Answer, setting: Setting, most_rows: int) -> list[Block]:
    rows = (answer.get("rows") or [])[:most_rows]
    if len(rows) < FEWEST:
        return sections(answer["text"])
    before, after = around(answer["text"], rows)
    drawn = as_lines(rows) if setting.modest else [as_table(rows)]
    return [*sections(before or say("slack_rows")), *drawn, *sections(after)]


def _small_print(answer: Answer, most_notes: int, most_rows: int) -> Iterator[Block]:
    """The source, the notes, and how much is left out, each a context of its own."""
    rows, notes = answer.get("rows") or [], answer.get("notes") or []
    if sources := [*_source(answer), *(_publisher(row) for row in rows if len(rows) < FEWEST and row.get("url"))]:
        yield context(*sources)
    for note in notes[:most_notes]:
        for piece in pieces(note["text"], MOST_IN_CONTEXT)[:1]:
            yield context(f"*{_dated(note)}* {piece} {_linked(note)}".strip())
    if left := len(notes) - most_notes + max(0, len(rows) - most_rows):
        yield context(from_plain(say("slack_left", count=str(left))))


def _source(answer: Answer) -> Iterator[str]:
    source = answer.get("source")
    if source and f"“{source['section']}”" not in answer["text"]:
        yield from_plain(say("slack_source", **source))


def _publisher(row: dict[str, Any]) -> str:
    return link(row["url"], row["publisher"])


def _dated(note: dict[str, Any]) -> str:
    return say("slack_note", when=month(note["as_of"]))


def _linked(note: dict[str, Any]) -> str:
    named = f"({note['source']})" if note.get("source") else ""
    return link(note["url"], named) if note.get("url") else from_plain(named)


def _buttons(answer: Answer, setting: Setting) -> Iterator[Block]:
    suggestions = [Button(one, f"ask_{place}", one) for place, one in enumerate(answer.get("suggestions") or [])]
    if any(one.fits for one in suggestions):
        yield actions(SUGGESTIONS, suggestions)
    if setting.share:
        yield actions(SHARE, [Button(say("slack_share"), SHARE, setting.share)])
    if answer["topic"] not in NO_ANSWERS:
        up, down = (
            Button(say(f"slack_{name}"), f"{FEEDBACK}_{name}", json.dumps([setting.conversation, answer["id"], name]))
            for name in ("up", "down")
        )
        yield actions(FEEDBACK, [up, down]) if setting.modest else feedback(FEEDBACK, up, down)
