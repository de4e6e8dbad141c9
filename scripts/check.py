"""Reads everything an editor may have touched and reports every mistake with its file and line."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from answers.catalogue import FOLDERS
from facts.loading import FactsError, line_of, load_facts, read_yaml
from facts.models import Facts
from facts.references import named_ids

ROOT = Path(__file__).parent.parent
YAML_FILES = ("*.yml", "data/*.yml", "data/nlu/*.yml", *(f"data/{folder}/*.yml" for folder, _ in FOLDERS))
NEEDED = ("question", "section", "see_also", "why")
"""What the metadata of every FAQ answer has."""

TEXTS = ("question", "section", "why", "more", "also")
"""What of the metadata is one text."""

TOLD = ("count", "farm_ban", "who_pays")
"""The figures around the sanctions table that a phrase may say it `tells`."""

ADDRESS = re.compile(r"\bhttps?:|\bwww\.", re.I)
REGISTRY = "sources.yml"

KINDS = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false", type(None): "empty"}

Place = tuple[str | int, ...]


def kind(value: Any) -> str:
    """What a value is, as an editor would say it."""
    return "empty" if value in ("", [], {}) else KINDS.get(type(value), "a number")


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


@dataclass(frozen=True)
class File:
    """A data file: where it is, what it holds, and the nodes, which know their lines."""

    path: Path
    content: Any
    node: yaml.Node | None

    def mistake(self, place: Place, said: str) -> str:
        """One line: the file, the line of `place` (keys and list positions), and what is said."""
        return f"{self.path}:{line_of(self.node, place)}: {said}"


def read_files(root: Path) -> tuple[list[File], list[str]]:
    """All YAML files but the facts, and what is wrong with those that are not YAML."""
    files, problems = [], []
    for pattern in YAML_FILES:
        for path in sorted(root.glob(pattern)):
            try:
                files.append(File(path, *read_yaml(path)))
            except FactsError as error:
                problems += error.problems
    return files, problems


def spoken_key(file: File) -> str | None:
    """The top-level key of a file of responses or phrases; None of any other file."""
    return dict(FOLDERS).get(file.path.parent.name) if file.path.parent.parent.name == "data" else None


def spoken_problems(file: File, key: str) -> Iterator[str]:
    """Responses or phrases that are not a list of texts with metadata."""
    spoken = file.content.get(key) if isinstance(file.content, dict) else None
    if not isinstance(spoken, dict):
        found = f"`{key}` is {kind(spoken)}" if isinstance(file.content, dict) else f"the file is {kind(file.content)}"
        yield file.mistake((key,), f"{found}; it must be `{key}:` with names and their texts under it")
        return
    for name, variants in spoken.items():
        if str(name).startswith("utter_") != (key == "responses"):
            rule = "begin with utter_" if key == "responses" else "not begin with utter_"
            yield file.mistake((key, name), f"{name} is a wrong name; names of {key} must {rule}")
        if not isinstance(variants, list) or not variants:
            yield file.mistake((key, name), f"{name} is {kind(variants)}; it must be a list of `- text: ...`")
            continue
        for number, variant in enumerate(variants):
            place = (key, name, number)
            if not isinstance(variant, dict) or not is_text(variant.get("text")):
                what, value = (
                    ("the text of an entry", variant.get("text"))
                    if isinstance(variant, dict)
                    else ("an entry", variant)
                )
                found = f"{what} is {kind(value)}"
                yield file.mistake(place, f"{name}: {found}; it must be `- text: ...` with some text")
            else:
                yield from metadata_problems(file, (*place, "metadata"), str(name), variant.get("metadata"))


def metadata_problems(file: File, place: Place, name: str, metadata: Any) -> Iterator[str]:
    """Metadata of other types than the bot reads."""
    if metadata is None:
        return
    if not isinstance(metadata, dict):
        yield file.mistake(
            place, f"{name}: `metadata` is {kind(metadata)}; it must be a mapping, such as see_also: [...]"
        )
        return
    for key in TEXTS:
        if key in metadata and not is_text(metadata[key]):
            yield file.mistake((*place, key), f"{name}: `{key}` is {kind(metadata[key])}; it must be a text")
    for key, check, allowed in (
        ("see_also", is_text, "topics (faq/...) or questions"),
        ("notes", is_text, "ids of notes.yml"),
        ("tells", TOLD.__contains__, ", ".join(TOLD)),
        ("parts", is_part, "topics (faq/...), questions or {text: ..., topic: faq/...}"),
    ):
        entries = metadata.get(key, [])
        if not isinstance(entries, list):
            yield file.mistake((*place, key), f"{name}: `{key}` is {kind(entries)}; it must be a list of {allowed}")
            continue
        for number, entry in enumerate(entries):
            if not check(entry):
                yield file.mistake(
                    (*place, key, number), f"{name}: `{key}` has {entry!r}; each entry must be one of {allowed}"
                )


def is_part(entry: Any) -> bool:
    """Whether a part is a topic or question, or a sentence and the topic it belongs to."""
    if isinstance(entry, dict):
        return entry.keys() == {"text", "topic"} and all(map(is_text, entry.values()))
    return is_text(entry)


def names_problems(file: File) -> Iterator[str]:
    """Lists of names that are not kinds with names with lists of other names, all lower-case."""
    kinds = file.content.get("names") if isinstance(file.content, dict) else None
    if not isinstance(kinds, dict):
        found = f"`names` is {kind(kinds)}" if isinstance(file.content, dict) else f"the file is {kind(file.content)}"
        yield file.mistake(("names",), f"{found}; it must be `names:` with kinds under it, such as country")
        return
    for group, names in kinds.items():
        if not isinstance(names, dict):
            yield file.mistake(
                ("names", group), f"{group} is {kind(names)}; it must be names with lists of other names under it"
            )
            continue
        for name, others in names.items():
            place = ("names", group, name)
            if not isinstance(others, list):
                yield file.mistake(place, f"{name} is {kind(others)}; it must be a list of other names, or []")
                continue
            for one in (name, *others):
                if not is_text(one) or one != one.lower():
                    yield file.mistake(
                        place, f"{one!r} must be a lower-case text, in quotes if YAML reads it otherwise"
                    )


def shape_problems(files: list[File], root: Path) -> list[str]:
    """Everything in responses, phrases and names that is not of the form the bot reads."""
    problems: list[str] = []
    for file in files:
        if key := spoken_key(file):
            problems += spoken_problems(file, key)
        elif file.path == root / "data" / "names.yml":
            problems += names_problems(file)
    return problems


def links(metadata: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Where an answer leads, with the places in its metadata."""
    for key in ("why", "more"):
        if key in metadata:
            yield (key,), metadata[key]
    for number, link in enumerate(metadata.get("see_also", [])):
        yield ("see_also", number), link
    for number, part in enumerate(metadata.get("parts", [])):
        yield ("parts", number), part["topic"] if isinstance(part, dict) else part


def link_problems(files: list[File], topics: set[str]) -> list[str]:
    """FAQ answers without what every one needs, and links to topics that do not exist."""
    problems = []
    for file in files:
        key = spoken_key(file)
        if not key:
            continue
        for name, variants in file.content[key].items():
            metadata = variants[0].get("metadata") or {}
            if name.startswith("utter_faq/"):
                problems += [
                    file.mistake((key, name), f"{name} has no `{one}` in its metadata; every FAQ answer needs one")
                    for one in NEEDED
                    if not metadata.get(one)
                ]
            problems += [
                file.mistake((key, name, 0, "metadata", *place), f"{name} {no_topic(link)}")
                for place, link in links(metadata)
                if link.startswith("faq/") and link not in topics
            ]
    return problems


def note_problems(root: Path, files: list[File], facts: Facts) -> list[str]:
    """Answers with notes that do not exist, and notes that no answer and no row carries."""
    known = {note.id for note in facts.notes}
    problems, carried = [], set()
    for file in files:
        key = spoken_key(file)
        for name, variants in file.content[key].items() if key else ():
            for number, id in enumerate((variants[0].get("metadata") or {}).get("notes", [])):
                carried.add(id)
                if id not in known:
                    place = (str(key), name, 0, "metadata", "notes", number)
                    problems.append(file.mistake(place, f"{name} has the note {id}, which is not in notes.yml"))
    for path in (root / "data" / "facts" / name for name in ("timeline.yml", "sanctions.yml")):
        carried |= {id for _, kind, id in named_ids(read_yaml(path)[0]) if kind == "notes"}
    path = root / "data" / "facts" / "notes.yml"
    notes = File(path, *read_yaml(path))
    unsaid = "is carried by no answer and no row; name it under `notes` there"
    problems += [
        notes.mistake(("notes", number, "id"), f"notes[{note.id}] {unsaid}")
        for number, note in enumerate(facts.notes)
        if note.id not in carried
    ]
    return problems


def address_problems(root: Path) -> list[str]:
    """Web addresses anywhere but in the registry of sources."""
    return [
        f"{path}:{number}: has a web address; addresses belong in {REGISTRY}, which is named by its id here"
        for path in sorted((root / "data").rglob("*.yml"))
        if path.name != REGISTRY
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if ADDRESS.search(line)
    ]


def fact_problems(root: Path, facts: Facts, topics: set[str]) -> list[str]:
    """Rows whose `why` is no topic."""
    problems = []
    for name, key, rows in (("timeline.yml", "periods", facts.periods), ("sanctions.yml", "years", facts.years)):
        path = root / "data" / "facts" / name
        file = File(path, *read_yaml(path))
        problems += [
            file.mistake((key, number, "why"), f"{key}[{row.id}].why {no_topic(row.why)}")
            for number, row in enumerate(rows)
            if row.why not in topics
        ]
    return problems


def no_topic(link: str) -> str:
    return f"links to {link}, which is no topic; see the names in data/responses"


def problems(root: Path = ROOT) -> list[str]:
    """Everything wrong in the data, a line each; empty when all is well.

    Links are looked at when everything can be read: until then every topic of a broken file would be missing.
    """
    files, found = read_files(root)
    found += [*shape_problems(files, root), *address_problems(root)]
    try:
        facts = load_facts(root / "data")
    except FactsError as error:
        found += error.problems
    if not found:
        spoken = [name for file in files if spoken_key(file) == "responses" for name in file.content["responses"]]
        topics = {name.removeprefix("utter_") for name in spoken if name.startswith("utter_faq/")}
        found = link_problems(files, topics) + fact_problems(root, facts, topics)
        found += note_problems(root, files, facts)
    return [one.replace(f"{root}/", "") for one in dict.fromkeys(found)]


if __name__ == "__main__" and (found := problems()):
    print("\n".join(found))
    sys.exit(
        f"{len(found)} {'mistake' if len(found) == 1 else 'mistakes'} in the data: each line above names the place."
    )
