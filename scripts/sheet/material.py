"""What the page is made from: the facts, and everything that is said, with where it is said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from facts.loading import load_facts
from facts.models import Facts
from facts.references import named_ids
from scripts.checks.files import Spoken, read_fact_files, read_files, spoken

SIDES = ("us", "russia", "impact")


@dataclass(frozen=True)
class Material:
    """Everything the bot can say, and its sources."""

    facts: Facts
    said: list[Spoken]
    named: list[str]
    """The id of a source, as often as something names it."""

    @classmethod
    def read(cls, root: Path) -> Material:
        """The material of a checkout, which `make check` has found to be well.

        Raises:
            FactsError: a file of facts cannot be read.
        """
        ids = [one for file in read_fact_files(root).values() for one in named_ids(file.content)]
        named = [id for _, kind, id in ids if kind == "sources"]
        return cls(load_facts(root / "data"), list(spoken(read_files(root)[0])), named)

    @cached_property
    def topics(self) -> dict[str, Spoken]:
        """The FAQ answers by topic, in the order of the files."""
        return {one.topic: one for one in self.said if one.topic}

    def question(self, topic: str) -> str:
        """The question that leads to a topic; anything else is a question already."""
        return self.topics[topic].metadata["question"] if topic in self.topics else topic

    @cached_property
    def carriers(self) -> dict[str, list[str]]:
        """Who carries each note: answers and phrases by name, rows and cells by id."""
        carried: dict[str, list[str]] = defaultdict(list)
        facts = self.facts
        found = [(one.name.removeprefix("utter_"), one.metadata.get("notes", [])) for one in self.said]
        found += [(row.id, row.notes) for row in facts.periods]
        found += [(row.id, row.notes) for row in facts.years]
        found += [(f"{row.id} {side}", getattr(row, side).notes) for row in facts.years for side in SIDES]
        found += [("count", facts.totals.notes), ("farm_ban", facts.totals.farm_ban.notes)]
        found += [("who_pays", facts.totals.who_pays.notes)]
        for name, ids in found:
            for id in ids:
                carried[id].append(name)
        return carried
