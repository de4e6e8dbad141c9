"""Names of countries, people and organisations: the closed lists of `data/names.yml`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

NAMES = Path(__file__).parent.parent / "data" / "names.yml"
UNITED_STATES = "united states"
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Names:
    """Closed lists of names.

    Attributes:
        canonical: every name and synonym, lower-case, to the one form it stands for.
        kinds: the one form to its kind (country, person, organisation, treaty, weapon, event).
    """

    canonical: dict[str, str]
    kinds: dict[str, str]

    def words(self) -> set[str]:
        """The single words that names are made of: right spellings for the speller."""
        return {word for name in self.canonical for word in re.findall(r"[^\W\d_]+", name) if len(word) > 2}


@lru_cache(maxsize=1)
def read_names(path: Path = NAMES) -> Names:
    """The lists of the file."""
    canonical, kinds = {}, {}
    for kind, names in yaml.safe_load(path.read_text(encoding="utf-8"))["names"].items():
        for name, synonyms in names.items():
            kinds[name] = kind
            canonical.update(dict.fromkeys((name, *synonyms), name))
    return Names(canonical, kinds)


class NameFinder:
    """Finds listed names in a text, the longest that begins at a word, on word boundaries."""

    def __init__(self, names: Names) -> None:
        self._names = names
        # By their first word: one pattern of thousands of names tries them all at every word.
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names.canonical, key=len, reverse=True):
            if first := WORD.match(name):
                self._beginning[first.group()].append(name)

    def find(self, text: str) -> list[dict[str, Any]]:
        """Entities `{entity, value, start, end}` in the order they stand."""
        found: list[dict[str, Any]] = []
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
        end = 0
        for word in WORD.finditer(lowered):
            start = word.start()
            if start >= end and (named := self._named(text, lowered, word)):
                value, end = named
                found.append({"entity": self._names.kinds[value], "value": value, "start": start, "end": end})
        return found

    def _named(self, text: str, lowered: str, word: re.Match[str]) -> tuple[str, int] | None:
        """What the longest name that begins at a word stands for, and where it ends."""
        start, end = word.span()
        if text[start:end] == "US":  # In lower case it is a pronoun.
            return UNITED_STATES, end
        for name in self._beginning.get(word.group(), ()):
            end = start + len(name)
            if lowered.startswith(name, start) and not WORD.match(lowered, end):
                return self._names.canonical[name], end
        return None
