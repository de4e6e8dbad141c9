"""Reads `data/facts/`, and reports every mistake in it at once, each with its file and line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from facts.models import Facts, SanctionsFile, SourcesFile, TimelineFile

DATA = Path(__file__).parent.parent / "data"
FILES: dict[str, type[BaseModel]] = {
    "timeline.yml": TimelineFile,
    "sanctions.yml": SanctionsFile,
    "sources.yml": SourcesFile,
}
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
        text = path.read_text(encoding="utf-8")
        return yaml.safe_load(text), yaml.compose(text, yaml.SafeLoader)
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


def _entry(content: Any, place: tuple[str | int, ...]) -> str:
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


def _mistake(error: Any) -> str:
    allowed = error.get("ctx", {}).get("enum_values") or error.get("ctx", {}).get("permitted")
    if allowed:
        return "must be one of " + ", ".join(str(getattr(value, "value", value)) for value in allowed)
    if pattern := error.get("ctx", {}).get("pattern"):
        meaning = {
            "^(1[789]|20)\\d\\d$": "a year between 1700 and 2099, in quotes",
            "^[^A-Z]+$": "lower-case",
        }
        return f"must be {meaning.get(pattern, 'of the form ' + pattern)}"
    return {"field required": "is missing", "extra fields not permitted": "is not a known field"}.get(
        error["msg"], error["msg"]
    )


def read_file(path: Path, model: type[BaseModel]) -> BaseModel:
    """One file of facts.

    Raises:
        FactsError: with every mistake in the file.
    """
    content, node = read_yaml(path)
    if isinstance(content, dict) and (training := TRAINING_KEYS & content.keys()):
        key = sorted(training)[0]
        raise FactsError(
            [f"{path}:{line_of(node, (key,))}: `{key}` would be read as Rasa training data; facts have other keys"]
        )
    try:
        return model.parse_obj(content)
    except ValidationError as error:
        problems = [
            f"{path}:{line_of(node, one['loc'])}: {_entry(content, one['loc'])} {_mistake(one)}"
            for one in error.errors()
        ]
        raise FactsError(problems) from None


def _duplicates(path: Path, ids: list[str]) -> list[str]:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    return [f"{path}:1: the id {one} is used more than once; ids are unique in a file" for one in twice]


def load_facts(data: Path = DATA) -> Facts:
    """All of `data/facts`.

    Raises:
        FactsError: with every mistake in every file.
    """
    parts: dict[str, Any] = {}
    problems: list[str] = []
    for name, model in FILES.items():
        path = data / "facts" / name
        try:
            part = read_file(path, model)
        except FactsError as error:
            problems += error.problems
            continue
        for field in part.__fields__:
            value = getattr(part, field)
            if isinstance(value, tuple):
                problems += _duplicates(path, [entry.id for entry in value])
            parts[field] = value
    if not problems and not any(source.kind == "article" for source in parts["sources"]):
        problems.append(f"{data / 'facts' / 'sources.yml'}:1: one source must be of kind article")
    if problems:
        raise FactsError(problems)
    return Facts(**parts)


@lru_cache(maxsize=1)
def facts() -> Facts:
    """The facts of this checkout, read once."""
    return load_facts()
