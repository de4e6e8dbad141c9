"""The data files as an editor sees them: contents that know their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from answers.catalogue import FOLDERS
from facts.loading import FILES as FACTS
from facts.loading import FactsError, line_of, read_yaml

YAML_FILES = ("*.yml", "data/*.yml", "data/nlu/*.yml", *(f"data/{folder}/*.yml" for folder, _ in FOLDERS))
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
        return self.at(line_of(self.node, place), said)

    def at(self, line: int, said: str) -> str:
        return f"{self.path}:{line}: {said}"

    @property
    def spoken_key(self) -> str | None:
        """The top-level key of a file of responses or phrases; None of any other file."""
        return dict(FOLDERS).get(self.path.parent.name) if self.path.parent.parent.name == "data" else None


@dataclass(frozen=True)
class Spoken:
    """A response or phrase.

    Attributes:
        key: the file's top-level key, `responses` or `phrases`.
        name: with its `utter_`, if it has one.
    """

    file: File
    key: str
    name: str
    text: str
    metadata: dict[str, Any]

    @property
    def topic(self) -> str | None:
        """`faq/...` of an FAQ answer."""
        topic = self.name.removeprefix("utter_")
        return topic if topic != self.name and topic.startswith("faq/") else None

    def mistake(self, place: Place, said: str) -> str:
        """One line about a place in the metadata; about the whole of it when that is empty."""
        inside = (0, "metadata", *place) if place else ()
        return self.file.mistake((self.key, self.name, *inside), f"{self.name} {said}")


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


def read_fact_files(root: Path) -> dict[str, File]:
    """The files of facts that are YAML, by name; `facts.loading` reports those that are not."""
    files = {}
    for name in FACTS:
        path = root / "data" / "facts" / name
        try:
            files[name] = File(path, *read_yaml(path))
        except FactsError:
            continue
    return files


def spoken(files: list[File]) -> Iterator[Spoken]:
    """Every response and phrase of files of the right form."""
    for file in files:
        if key := file.spoken_key:
            for name, variants in file.content[key].items():
                yield Spoken(file, key, name, variants[0]["text"], variants[0].get("metadata") or {})
