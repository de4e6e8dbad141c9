"""Ids in `data/facts/`: each used once, and each that is named exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Place = tuple[str | int, ...]

KINDS = {"source": "sources", "sources": "sources", "notes": "notes"}
"""The keys that name ids, and what those are ids of."""


def entry(content: Any, place: Place) -> str:
    """The place as an editor names it: `periods[cold_war].relationship`."""
    words = ""
    for key in place:
        content = _inside(content, key)
        if isinstance(key, int):
            words += f"[{content.get('id', key) if isinstance(content, dict) else key}]"
        else:
            words += f".{key}" if words else key
    return words


def _inside(content: Any, key: str | int) -> Any:
    if isinstance(content, dict):
        return content.get(key)
    return content[key] if isinstance(content, list) and isinstance(key, int) and key < len(content) else None


def named_ids(content: Any, place: Place = ()) -> Iterator[tuple[Place, str, str]]:
    """Every id that an entry names: where, of which kind, and the id."""
    if isinstance(content, list):
        for number, one in enumerate(content):
            yield from named_ids(one, (*place, number))
    elif isinstance(content, dict):
        for key, value in content.items():
            if key in KINDS and isinstance(value, str):
                yield (*place, key), KINDS[key], value
            elif key in KINDS and isinstance(value, list) and all(isinstance(one, str) for one in value):
                yield from (((*place, key, number), KINDS[key], one) for number, one in enumerate(value))
            else:
                yield from named_ids(value, (*place, key))


def dangling(content: Any, known: dict[str, set[str]]) -> Iterator[tuple[Place, str]]:
    """The ids of a file that lead nowhere, and what to do about each."""
    for place, kind, named in named_ids(content):
        if named not in known[kind]:
            yield (
                place,
                f"{entry(content, place)} names {named}, which is not in {kind}.yml; add it there or mend the id",
            )


def duplicates(content: Any) -> Iterator[tuple[Place, str]]:
    """The ids that a file uses for a second entry."""
    seen = set()
    for key, entries in content.items():
        for number, one in enumerate(entries if isinstance(entries, list) else []):
            if one["id"] in seen:
                yield (key, number, "id"), f"the id {one['id']} is used more than once; ids are unique in a file"
            seen.add(one["id"])
