"""Reads `data/facts/`, and reports every mistake in it at once, each with its file and line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from facts.models import Facts, NotesFile, SanctionsFile, SourcesFile, TimelineFile
from facts.references import dangling, duplicates, entry

DATA = Path(__file__).parent.parent / "data"
FILES: dict[str, type[BaseModel]] = {
    "timeline.yml": TimelineFile,
    "sanctions.yml": SanctionsFile,
    "sources.yml": SourcesFile,
    "notes.yml": NotesFile,
}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRAINING_KEYS = {"nlu", "rules", "stories", "responses"}


class FactsError(Exception):
    """What is wrong in the data files: `problems`, one line each, "file:line: what, and what is allowed"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_yaml(path: Path) -> tuple[Any, yaml.Node | None]:
    """The content of a YAML file and its nodes, which know their lines.

    Raises:
        FactsError: the file is missing, or is not YAML.
    """
    try:
        loader = LOADER(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        return loader.construct_document(node) if node else None, node
    except OSError as error:
        raise FactsError([f"{path}:1: cannot be read ({error.strerror})"]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = getattr(error, "problem", None) or str(error)
        raise FactsError([f"{path}:{line}: not valid YAML: {why}"]) from None


def line_of(node: yaml.Node | None, place: tuple[str | int, ...]) -> int:
    """The line of the deepest part of `place` (keys and list positions) that the file has, from 1."""
    line = 1
    for key in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(key)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            found = (node.value[key], node.value[key])
        else:
            found = None
        if not found:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def _mistake(error: Any) -> str:
    allowed = error.get("ctx", {}).get("enum_values") or error.get("ctx", {}).get("permitted")
    if allowed:
        return "must be one of " + ", ".join(str(getattr(value, "value", value)) for value in allowed)
    if pattern := error.get("ctx", {}).get("pattern"):
        meaning = {
            "^(1[789]|20)\\d\\d$": "a year between 1700 and 2099, in quotes",
            "^[^A-Z]+$": "lower-case",
            "^[a-z_]+$": "lower-case letters and _",
            r"^https?://\S+$": "an address that begins with https://",
        }
        return f"must be {meaning.get(pattern, 'of the form ' + pattern)}"
    return {
        "field required": "is missing; add it",
        "extra fields not permitted": "is not a known field; mend its name or remove it",
    }.get(error["msg"], error["msg"])


def parse(path: Path, content: Any, node: yaml.Node | None, model: type[BaseModel]) -> BaseModel:
    """One file of facts, as read.

    Raises:
        FactsError: with every mistake in the file.
    """
    if isinstance(content, dict) and (training := TRAINING_KEYS & content.keys()):
        key = sorted(training)[0]
        raise FactsError(
            [f"{path}:{line_of(node, (key,))}: `{key}` would be read as Rasa training data; facts have other keys"]
        )
    try:
        return model.parse_obj(content)
    except ValidationError as error:
        problems = [
            f"{path}:{line_of(node, one['loc'])}: {entry(content, one['loc'])} {_mistake(one)}"
            for one in error.errors()
        ]
        raise FactsError(problems) from None


def load_facts(data: Path = DATA) -> Facts:
    """All of `data/facts`.

    Raises:
        FactsError: with every mistake in every file; ids that lead nowhere once every file can be read.
    """
    parts: dict[str, Any] = {}
    contents: dict[Path, Any] = {}
    nodes: dict[Path, yaml.Node | None] = {}
    problems: list[str] = []
    for name, model in FILES.items():
        path = data / "facts" / name
        try:
            contents[path], nodes[path] = read_yaml(path)
            part = parse(path, contents[path], nodes[path], model)
        except FactsError as error:
            problems += error.problems
            continue
        parts.update({field: getattr(part, field) for field in part.__fields__})
        problems += [f"{path}:{line_of(nodes[path], place)}: {said}" for place, said in duplicates(contents[path])]
    if not problems:
        problems = _problems_between(data / "facts" / "sources.yml", contents, nodes, parts)
    if problems:
        raise FactsError(problems)
    return Facts(**parts)


def _problems_between(
    sources: Path, contents: dict[Path, Any], nodes: dict[Path, yaml.Node | None], parts: dict[str, Any]
) -> list[str]:
    """What is wrong between the files: no article, and ids that lead nowhere."""
    known = {kind: {one.id for one in parts[kind]} for kind in ("sources", "notes")}
    problems = [
        f"{path}:{line_of(nodes[path], place)}: {said}"
        for path, content in contents.items()
        for place, said in dangling(content, known)
    ]
    articles = [source for source in parts["sources"] if source.kind == "article"]
    if not articles or not articles[0].as_of:
        problems.append(f"{sources}:1: one source must be of kind article, with the year it was written in `as_of`")
    return problems


@lru_cache(maxsize=1)
def facts() -> Facts:
    """The facts of this checkout, read once."""
    return load_facts()
