"""Names of countries, people and organisations: the closed lists of `data/names.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

NAMES = Path(__file__).parent.parent / "data" / "names.yml"
UNITED_STATES = "united states"


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
    """Finds listed names in a text, longest first, on word boundaries."""

    def __init__(self, names: Names) -> None:
        self._names = names
        longest_first = sorted(names.canonical, key=len, reverse=True)
        listed = "|".join(map(re.escape, longest_first)) or "(?!)"
        # Lower-case "us" is a pronoun.
        self._pattern = re.compile(rf"(?<!\w)(?:(?P<us>(?-i:US))|{listed})(?!\w)", re.I)

    def find(self, text: str) -> list[dict[str, Any]]:
        """Entities `{entity, value, start, end}` in the order they stand."""
        found = []
        for match in self._pattern.finditer(text):
            value = UNITED_STATES if match["us"] else self._names.canonical[match.group().lower()]
            place = {"start": match.start(), "end": match.end()}
            found.append({"entity": self._names.kinds[value], "value": value, **place})
        return found
