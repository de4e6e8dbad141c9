"""Names that are used twice, of which YAML, or Rasa, silently keeps one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from scripts.checks.files import File, Spoken


def repeated_keys(files: Iterable[File]) -> Iterator[str]:
    """Keys that a mapping has twice: all but the last would be lost."""
    for file in files:
        for line, key in _repeated(file.node):
            yield file.at(line, f"`{key}` is there twice, and only the last would count; rename or remove one")


def _repeated(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _repeated(one)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                yield key.start_mark.line + 1, key.value
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else None)
            yield from _repeated(value)


def repeated_names(said: Iterable[Spoken]) -> Iterator[str]:
    """Responses and phrases that another file has too."""
    first: dict[str, File] = {}
    for one in said:
        known = first.setdefault(one.name.removeprefix("utter_"), one.file)
        if known is not one.file:
            yield one.mistake((), f"is in {known.path} too; rename or remove one")
