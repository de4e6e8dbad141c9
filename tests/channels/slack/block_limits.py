"""Slack's documented limits of blocks, written from its reference and not from our builder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

TEXTS = {"plain_text", "mrkdwn"}


def wrong(blocks: list[Json], most: int = 50) -> list[str]:
    """Everything that Slack would refuse; empty when it would take the message."""
    return list(_wrong(blocks, most))


def _wrong(blocks: list[Json], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks, more than {most}"
    if len(json.dumps(blocks, ensure_ascii=False)) > 13_000:
        yield "more than 13,000 characters"
    if sum(block.get("type") == "table" for block in blocks) > 1:
        yield "more than one table"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield f"block ids are not unique: {ids}"
    for block in blocks:
        check = CHECKS.get(block.get("type", ""))
        if not check:
            yield f"no such block here: {block.get('type')}"
            continue
        if len(block.get("block_id", "")) > 255:
            yield "block_id longer than 255"
        yield from check(block)


def _text(found: Any, most: int, kinds: set[str], where: str) -> Iterator[str]:
    if not isinstance(found, dict) or found.get("type") not in kinds:
        yield f"{where}: no text object of {kinds}: {found}"
    elif not 1 <= len(found.get("text", "")) <= most:
        yield f"{where}: {len(found.get('text', ''))} characters, not 1 to {most}"


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "section without text and fields"
    if "text" in block:
        yield from _text(block["text"], 3000, TEXTS, "section")
    if len(block.get("fields", [])) > 10:
        yield "more than 10 fields"
    for one in block.get("fields", []):
        yield from _text(one, 2000, TEXTS, "field")


def _header(block: Json) -> Iterator[str]:
    yield from _text(block.get("text"), 150, {"plain_text"}, "header")


def _context(block: Json) -> Iterator[str]:
    if not 1 <= len(block.get("elements", [])) <= 10:
        yield f"context with {len(block.get('elements', []))} elements"
    for one in block.get("elements", []):
        yield from _text(one, 3000, TEXTS, "context")


def _actions(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 25:
        yield f"actions with {len(elements)} elements"
    ids = [one.get("action_id") for one in elements]
    if len(ids) != len(set(ids)):
        yield f"action ids are not unique: {ids}"
    for one in elements:
        if one.get("type") != "button":
            yield f"no button: {one.get('type')}"
        yield from _button(one, "button")
        if len(one.get("action_id", "")) > 255:
            yield "action_id longer than 255"


def _button(button: Any, where: str) -> Iterator[str]:
    yield from _text(button.get("text"), 75, {"plain_text"}, where)
    if len(button.get("value", "")) > 2000:
        yield f"{where}: value longer than 2,000"


def _context_actions(block: Json) -> Iterator[str]:
    if not 1 <= len(block.get("elements", [])) <= 5:
        yield "context_actions without elements or with more than 5"
    for one in block.get("elements", []):
        if one.get("type") != "feedback_buttons":
            yield f"no feedback buttons: {one.get('type')}"
            continue
        for side in ("positive_button", "negative_button"):
            yield from _button(one.get(side, {}), side)
            if not one.get(side, {}).get("value"):
                yield f"{side} without a value"


def _table(block: Json) -> Iterator[str]:
    rows = block.get("rows", [])
    if not 1 <= len(rows) <= 100:
        yield f"table with {len(rows)} rows"
    if len(block.get("column_settings", [])) > 20:
        yield "more than 20 column settings"
    for row in rows:
        if not 1 <= len(row) <= 20 or len(row) != len(rows[0]):
            yield f"row with {len(row)} cells"
        for one in row:
            if one.get("type") == "raw_text":
                if not one.get("text"):
                    yield "empty cell"
            elif one.get("type") == "rich_text":
                yield from _rich(one)
            else:
                yield f"no cell: {one.get('type')}"


def _rich(cell: Json) -> Iterator[str]:
    for part in cell.get("elements", []):
        for one in part.get("elements", []):
            if one.get("type") == "link" and not str(one.get("url", "")).startswith(("http://", "https://")):
                yield f"no address: {one.get('url')}"
            if not one.get("text"):
                yield "empty link"


CHECKS = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "table": _table,
    "divider": lambda _: iter(()),
}
