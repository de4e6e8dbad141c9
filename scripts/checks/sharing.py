"""Texts that take eight words in a row from the article, as written or as a row is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from answers.rows import row_of, row_values
from facts.models import Facts
from scripts.checks.files import File, Spoken
from scripts.shingles import FILE, read, shared_run, words

SAID_BY = {"periods": ("timeline.yml", "timeline_row"), "years": ("sanctions.yml", "sanctions_row")}
"""Of each kind of the article's rows the file, and the beginning of the phrases that say it."""

Words = list[tuple[str, int]]
"""Words with the lines they stand on, from 1."""


def shared_texts(root: Path, files: Iterable[File]) -> Iterator[str]:
    """Every text of the files, whatever it is for, that shares a run of words with the article."""
    path = root / "data" / FILE.name
    try:
        article = read(path)
    except OSError:
        yield f"{path}:1: is missing; `python -m scripts.shingles PATH_TO_ARTICLE` writes it"
        return
    for file in files:
        lines = file.path.read_text(encoding="utf-8").splitlines()
        for text in texts(file.node, lines):
            if place := shared_run([word for word, _ in text], article):
                yield file.at(text[place][0][1], borrowed(word for word, _ in text[place]))


def shared_rows(root: Path, said: list[Spoken], facts: Facts, files: dict[str, File]) -> Iterator[str]:
    """The article's rows that share a run of words with it when a phrase puts their parts together."""
    article = read(root / "data" / FILE.name)
    for key, (name, begins) in SAID_BY.items():
        for number, row in enumerate(getattr(facts, key)):
            for phrase in (one for one in said if one.name.startswith(begins) and "{rows}" not in one.text):
                values = row_values(row_of(row))
                try:
                    found = words(phrase.text.format_map(values))
                except (KeyError, ValueError) as error:
                    yield phrase.mistake((), f"names {error}, which a row has not; use {{{'}, {'.join(values)}}}")
                    continue
                if place := shared_run(found, article):
                    what = f"{key}[{row.id}], said by {phrase.name},"
                    yield files[name].mistake((key, number), f"{what} {borrowed(found[place])}")


def borrowed(found: Iterable[str]) -> str:
    return f"has words in a row from the article: “{' '.join(found)}”; say it in other words"


def texts(node: yaml.Node | None, lines: list[str]) -> Iterator[Words]:
    """The words of every value of a file."""
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from texts(value, lines)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from texts(value, lines)
    elif isinstance(node, yaml.ScalarNode):
        first, last = node.start_mark, node.end_mark
        found: Words = []
        for number in range(first.line, min(last.line + 1, len(lines))):
            end = last.column if number == last.line else None
            start = first.column if number == first.line else 0
            found += [(word, number + 1) for word in words(lines[number][start:end])]
        yield found
