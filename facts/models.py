"""The typed, validated facts of `data/facts/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from pydantic import BaseModel, Extra, Field, constr, root_validator

from facts.periods import LATEST, Period

T = TypeVar("T")

if TYPE_CHECKING:
    Text = str
    Name = str
    Year = str
    IsoDate = str
else:
    Text = constr(strip_whitespace=True, min_length=1)
    Name = constr(regex=r"^[^A-Z]+$", strip_whitespace=True, min_length=2)
    Year = constr(regex=r"^(1[789]|20)\d\d$")
    IsoDate = constr(regex=r"^\d{4}(-\d\d){0,2}$")


class Relationship(str, Enum):
    """How the article sees the two countries in a period."""

    allies = "allies"
    rivals = "rivals"
    partners = "partners"
    competitors = "competitors"


class Fact(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


class Named(Fact):
    """A phrase and the names people use for what it says."""

    text: Text
    names: tuple[Name, ...] = ()


class Spanned(Fact):
    """Whatever runs from one year to another, both included; `present` is the article's own year."""

    id: Text
    since: Year = Field(alias="from")
    until: Year | Literal["present"] = Field(alias="to")
    label: Text | None = None
    section: Text
    why: Text
    more: Text | None = None

    @root_validator(skip_on_failure=True)
    def _starts_before_it_ends(cls, values: dict) -> dict:
        if values["until"] != "present" and values["since"] > values["until"]:
            raise ValueError(f"`from` {values['since']} is after `to` {values['until']}")
        return values

    def period(self, present: int) -> Period:
        """Its days; an open one ends with the year `present`."""
        last = present if self.until == "present" else int(self.until)
        return Period(date(int(self.since), 1, 1), date(min(last, LATEST.year), 12, 31), self.id, "range")

    @property
    def years(self) -> str:
        """Its years as people write them: 1941-1945, 2000-present, 2014."""
        return self.since if self.since == self.until else f"{self.since}-{self.until}"


class Event(Fact):
    """Something the article names in a period; `when` only where the article dates it."""

    title: Text
    names: tuple[Name, ...]
    when: Year | None = None


class TimelinePeriod(Spanned):
    title: Text
    relationship: Relationship
    status: Text
    happened: Text
    names: tuple[Name, ...]
    events: tuple[Event, ...] = ()


class SanctionsYear(Spanned):
    us: Named
    russia: Named
    impact: Named


class SanctionsTotals(Fact):
    count: Text
    since: Year
    trigger: Text
    farm_ban: Named
    who_pays: Named
    section: Text


class Source(Fact):
    id: Text
    publisher: Text
    title: Text
    kind: Literal["article", "primary", "secondary"]
    as_of: IsoDate


class TimelineFile(Fact):
    periods: tuple[TimelinePeriod, ...]


class SanctionsFile(Fact):
    years: tuple[SanctionsYear, ...]
    totals: SanctionsTotals


class SourcesFile(Fact):
    sources: tuple[Source, ...]


class Facts(Fact):
    """Everything in `data/facts`, in the order of the files."""

    periods: tuple[TimelinePeriod, ...]
    years: tuple[SanctionsYear, ...]
    totals: SanctionsTotals
    sources: tuple[Source, ...]

    @property
    def article(self) -> Source:
        return next(source for source in self.sources if source.kind == "article")

    @property
    def present(self) -> int:
        """The year the article speaks from."""
        return int(self.article.as_of[:4])


def name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the names as whole words, longest first."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.I)


class NameTable(Generic[T]):
    """Finds names in a text, the longest first, so that "post-Soviet era" is not also the "Soviet era".

    Args:
        names: lower-case names, and what each stands for.
    """

    def __init__(self, names: Mapping[str, T]) -> None:
        self._names = names
        self._pattern = name_pattern(tuple(names))

    def find(self, text: str) -> list[tuple[T, int]]:
        """What is named, with the place where its name starts, in the order of the text."""
        return [(self._names[found.group().lower()], found.start()) for found in self._pattern.finditer(text)]

    def named(self, name: str) -> T:
        """What one name stands for."""
        return self._names[name]
