"""Links that lead nowhere: to topics, to periods, and to notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from facts.models import Facts
from facts.references import entry, named_ids
from scripts.checks.files import File, Place, Spoken

NEEDED = ("question", "section", "see_also", "why")
"""What the metadata of every FAQ answer has."""


def links(metadata: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Where an answer leads, topics and questions, with the places in its metadata."""
    for key in ("why", "more", "since"):
        if key in metadata:
            yield (key,), metadata[key]
    for number, link in enumerate(metadata.get("see_also", [])):
        yield ("see_also", number), link
    for number, part in enumerate(metadata.get("parts", [])):
        yield ("parts", number), part["topic"] if isinstance(part, dict) else part


def row_links(file: File) -> Iterator[tuple[Place, str]]:
    """Where the rows of a file of facts lead, with their places."""
    for key in ("periods", "years"):
        for number, row in enumerate(file.content.get(key, [])):
            yield from (((key, number, link), row[link]) for link in ("why", "more") if link in row)


def lacking(said: list[Spoken]) -> Iterator[str]:
    """FAQ answers without what every one needs."""
    for one in said:
        for key in NEEDED if one.topic else ():
            if not one.metadata.get(key):
                yield one.mistake((), f"has no `{key}` in its metadata; every FAQ answer needs one")


def dead_topics(said: list[Spoken], facts: dict[str, File]) -> Iterator[str]:
    """Links to topics that do not exist."""
    topics = {one.topic for one in said}
    for one in said:
        for place, link in links(one.metadata):
            if link.startswith("faq/") and link not in topics:
                yield one.mistake(place, no_topic(link))
    for file in facts.values():
        for place, link in row_links(file):
            if link not in topics and (link.startswith("faq/") or place[-1] == "why"):
                yield file.mistake(place, f"{entry(file.content, place)} {no_topic(link)}")


def no_topic(link: str) -> str:
    return f"links to {link}, which is no topic; see the names in data/responses"


def dead_ids(said: list[Spoken], facts: Facts) -> Iterator[str]:
    """Answers about periods, with notes, and with entries of the record, that do not exist."""
    recorded = {entry.id for entry in (*facts.events, *facts.actions)}
    for key, of, file, known in (
        ("about", "is about", "a period of timeline.yml", {row.id for row in facts.periods}),
        ("notes", "has the note", "in notes.yml", {note.id for note in facts.notes}),
        ("record", "has the entry", "an event or action of the record", recorded),
    ):
        for one in said:
            ids = one.metadata.get(key, [])
            for number, id in enumerate(ids if isinstance(ids, list) else []):
                if id not in known:
                    yield one.mistake((key, number), f"{of} {id}, which is not {file}; mend the id or add it there")


def unsaid_notes(said: list[Spoken], facts: dict[str, File]) -> Iterator[str]:
    """Notes that no answer and no row carries."""
    carried = {id for one in said for id in one.metadata.get("notes", [])}
    for name in ("timeline.yml", "sanctions.yml"):
        carried |= {id for _, kind, id in named_ids(facts[name].content) if kind == "notes"}
    notes = facts["notes.yml"]
    for number, note in enumerate(notes.content["notes"]):
        if note["id"] not in carried:
            said_of = f"notes[{note['id']}] is carried by no answer and no row; name it under `notes` there"
            yield notes.mistake(("notes", number, "id"), said_of)
