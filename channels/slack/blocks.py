"""Block Kit within Slack's limits: every function gives what Slack takes, whatever it is given."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
    TableBlock,
)

from channels.slack.mrkdwn import from_plain

Block = dict[str, Any]
Cell = dict[str, Any]

MOST_BLOCKS = 50
MOST_IN_ALL = 13_000
"""Characters of all blocks as JSON. Slack has no documented figure; it refuses a little above 13,000."""
MOST_IN_SECTION = 3_000
MOST_IN_CONTEXT = 2_000
MOST_OF_CONTEXT = 10
MOST_IN_HEADER = 150
MOST_IN_BUTTON = 75
MOST_IN_VALUE = 2_000
MOST_BUTTONS = 25
MOST_ROWS = 100
MOST_COLUMNS = 20
MOST_IN_CELL = 1_000
MOST_IN_TEXT = 4_000
"""Characters of a message's `text`: Slack cuts long ones off."""


@dataclass(frozen=True)
class Button:
    """What it shows, and what comes back when it is clicked: `action` (unique in its row) and `value`."""

    text: str
    action: str
    value: str

    @property
    def fits(self) -> bool:
        """Whether Slack takes it: it shows something, and what it gives back is not too long."""
        return bool(self.text.strip()) and len(self.value) <= MOST_IN_VALUE


def clip(text: str, most: int) -> str:
    """The text, cut between words when it is longer than `most` characters; then it ends in an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    kept = cut.rpartition(" ")[0] if " " in cut[most // 2 :] else cut
    return kept.rstrip(" ,;:.") + "…"


def pieces(text: str, most: int, shown: Callable[[str], str] = from_plain) -> list[str]:
    """A plain text as mrkdwn, in as many pieces as it takes, cut after sentences, else between words."""
    left, found = text.strip(), []
    while left:
        size = len(left)
        while len(shown(left[:size])) > most:
            size = min(size - 1, max(1, size * most // len(shown(left[:size]))))
        if size < len(left):
            size = max(left.rfind(". ", 0, size) + 1, 0) or max(left.rfind(" ", 0, size), 0) or size
        found.append(shown(left[:size].strip()))
        left = left[size:].strip()
    return found


def sections(text: str) -> list[Block]:
    """A plain text, however long; none for an empty one."""
    return [section(piece) for piece in pieces(text, MOST_IN_SECTION)]


def section(mrkdwn: str) -> Block:
    """Mrkdwn of at most 3,000 characters.

    Raises:
        SlackObjectFormationError: it is longer, or empty.
    """
    return SectionBlock(text=MarkdownTextObject(text=mrkdwn, verbatim=True)).to_dict()


def header(text: str) -> Block:
    return HeaderBlock(text=PlainTextObject(text=clip(text, MOST_IN_HEADER), emoji=False)).to_dict()


def context(*mrkdwn: str) -> Block:
    """Small print, of which the first ten are shown."""
    elements = [MarkdownTextObject(text=one, verbatim=True) for one in mrkdwn if one]
    return ContextBlock(elements=elements[:MOST_OF_CONTEXT]).to_dict()


def actions(name: str, buttons: Sequence[Button]) -> Block:
    """A row of buttons, of which the first 25 are shown; `name` is the block's id."""
    elements = [
        ButtonElement(
            text=PlainTextObject(text=clip(one.text, MOST_IN_BUTTON), emoji=False),
            action_id=one.action,
            value=one.value,
        )
        for one in buttons
        if one.fits
    ]
    return ActionsBlock(block_id=name, elements=elements[:MOST_BUTTONS]).to_dict()


def feedback(name: str, up: Button, down: Button) -> Block:
    """Slack's own pair of feedback buttons."""
    pair = [FeedbackButtonObject(text=clip(one.text, MOST_IN_BUTTON), value=one.value) for one in (up, down)]
    element = FeedbackButtonsElement(action_id=name, positive_button=pair[0], negative_button=pair[1])
    return ContextActionsBlock(block_id=name, elements=[element]).to_dict()


def cell(text: str, url: str | None = None) -> Cell:
    """A cell of a table: plain text, or a link that shows it."""
    shown = clip(text, MOST_IN_CELL) or " "
    if not url:
        return {"type": "raw_text", "text": shown}
    linked = {"type": "rich_text_section", "elements": [{"type": "link", "url": url, "text": shown}]}
    return {"type": "rich_text", "elements": [linked]}


def table(columns: Iterable[str], rows: Iterable[Sequence[Cell]]) -> Block:
    """A table of at most 100 rows, its heading among them; a message may have one."""
    heading = [cell(column) for column in columns][:MOST_COLUMNS]
    body = [list(row[: len(heading)]) for row in rows][: MOST_ROWS - 1]
    return TableBlock(rows=[heading, *body], column_settings=[{"is_wrapped": True} for _ in heading]).to_dict()


def size(blocks: list[Block]) -> int:
    """Characters of the blocks as they are sent."""
    return len(json.dumps(blocks, ensure_ascii=False))


def fits(blocks: list[Block]) -> bool:
    """Whether Slack takes so many blocks of such a size in one message."""
    return len(blocks) <= MOST_BLOCKS and size(blocks) <= MOST_IN_ALL
