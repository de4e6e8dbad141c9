"""The typed, validated facts of `data/facts/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from pydantic import BaseModel, Extra, Field, conlist, constr, root_validator, validator

from facts.dates import IsoDate
from facts.periods import LATEST, Period

T = TypeVar("T")

if TYPE_CHECKING:
    Text = str
    Name = str
    Year = str
    Tag = str
    Url = str
    Ids = tuple[str, ...]
else:
    Text = constr(strip_whitespace=True, min_length=1)
    Name = constr(regex=r"^[^A-Z]+$", strip_whitespace=True, min_length=2)
    Year = constr(regex=r"^(1[789]|20)\d\d$")
    Tag = constr(regex=r"^[a-z_]+$")
    Url = constr(regex=r"^https?://\S+$")
    Ids = conlist(Text, min_items=1)

MOST_SENTENCES = 2
MOST_SHORT_WORDS = 25
SENTENCE_END = re.compile(r"[.!?]+(?=\s+[A-Z0-9“]|\s*$)")
UNCONFIRMED = "not confirmed"


class Relationship(str, Enum):
    """How the article sees the two countries in a period."""

    allies = "allies"
    rivals = "rivals"
    partners = "partners"
    competitors = "competitors"


class Category(str, Enum):
    """What an event of the record was."""

    alliance = "alliance"
    rivalry = "rivalry"
    crisis = "crisis"
    arms_control = "arms_control"
    cooperation = "cooperation"
    sanction = "sanction"
    diplomacy = "diplomacy"
    conflict = "conflict"


class Imposer(str, Enum):
    """Who took a step of the sanctions record; partners are named beside it."""

    us = "us"
    russia = "russia"
    eu = "eu"


class ActionKind(str, Enum):
    """Which way a step of the sanctions record goes."""

    sanction = "sanction"
    counter_sanction = "counter-sanction"
    easing = "easing"


class Verdict(str, Enum):
    """What the public record makes of a claim of the article, the gravest first."""

    wrong = "wrong"
    outdated = "outdated"
    imprecise = "imprecise"
    holds = "holds"
    opinion = "opinion"
    unverifiable = "unverifiable"


DIFFERS = (Verdict.wrong, Verdict.outdated, Verdict.imprecise)


class Fact(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


class Named(Fact):
    """A phrase, the names people use for what it says, and the ids of the notes on it."""

    text: Text
    names: tuple[Name, ...] = ()
    notes: tuple[Text, ...] = ()


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
    notes: tuple[Text, ...] = ()


class SanctionsYear(Spanned):
    us: Named
    russia: Named
    impact: Named
    notes: tuple[Text, ...] = ()


class SanctionsTotals(Fact):
    """The figures around the table; `notes` are on the count."""

    count: Text
    notes: tuple[Text, ...] = ()
    since: Year
    trigger: Text
    farm_ban: Named
    who_pays: Named
    section: Text


class Dated(Fact):
    """Something of the public record, from one day, month or year to another, both included.

    Attributes:
        since, until: ISO dates of whatever precision is known (`date` and `to` in the file); the same when it has
            one date.
        title: one line, capitalised, without a full stop.
        names: lower-case names people use for it.
        tags: what kinds of question it belongs to: summit, treaty, space, prisoner_swap, ...
        source: the id of its source.
    """

    id: Text
    since: IsoDate = Field(alias="date")
    until: IsoDate = Field("", alias="to")
    title: Text
    names: tuple[Name, ...] = ()
    tags: tuple[Tag, ...] = ()
    source: Text

    @root_validator(skip_on_failure=True)
    def _starts_before_it_ends(cls, values: dict) -> dict:
        until = values["until"] or values["since"]
        if Period.from_iso(until).end < Period.from_iso(values["since"]).start:
            raise ValueError(f"`date` {values['since']} is after `to` {until}")
        return {**values, "until": until}

    def period(self, present: int = 0) -> Period:
        """Its days; `present` is there for the sake of `Spanned.period` and changes nothing."""
        whole = Period.from_iso(f"{self.since}/{self.until}" if self.since != self.until else self.since)
        return Period(whole.start, whole.end, self.id, whole.grain)


class RecordEvent(Dated):
    """A dated event of the public record."""

    category: Category


class RecordAction(Dated):
    """A dated step of sanctions, counter-sanctions or their easing.

    Attributes:
        imposer: who took it; `partners` took it too.
        target: whom or what it hit, as a phrase.
        instrument: the law, order or decree it rests on.
        status: what is known of it since, with its date; None when nothing is.
    """

    imposer: Imposer
    partners: Text | None = None
    target: Text
    instrument: Text
    kind: ActionKind
    status: Text | None = None


class Source(Fact):
    """Where a fact comes from.

    Attributes:
        url: only a page of an official body or a well-known publisher's own; None otherwise.
        as_of: when it was published, or what its figures are of; None when it is not dated.
        checked_on: the day the record was last compared with it.
        seen: whether an excerpt of the page itself was read; otherwise confirm before quoting it.
    """

    id: Text
    publisher: Text
    title: Text
    kind: Literal["article", "primary", "secondary"]
    url: Url | None = None
    as_of: IsoDate | None = None
    checked_on: IsoDate
    seen: bool = True


class Note(Fact):
    """Where the public record differs from a claim of the article, or has moved on.

    Attributes:
        id: the claim's.
        text: at most two sentences.
        short: the same in at most 25 words, to stand in brackets: no capital, no full stop.
        as_of: the date of the newest fact or source in it.
        sources: ids, the most telling first.
    """

    id: Text
    verdict: Verdict
    confidence: Literal["high", "medium"]
    text: Text
    short: Text
    as_of: IsoDate
    sources: Ids

    @validator("text")
    def _is_brief(cls, text: str) -> str:
        if (sentences := len(SENTENCE_END.findall(text))) > MOST_SENTENCES:
            raise ValueError(f"has {sentences} sentences; a note has at most {MOST_SENTENCES}")
        return text

    @validator("short")
    def _fits_in_brackets(cls, short: str) -> str:
        if (words := len(short.split())) > MOST_SHORT_WORDS:
            raise ValueError(f"has {words} words; a short form has at most {MOST_SHORT_WORDS}")
        return short

    @root_validator(skip_on_failure=True)
    def _owns_up_to_doubt(cls, values: dict) -> dict:
        if values["confidence"] == "medium" and values["verdict"] in DIFFERS:
            for key in ("text", "short"):
                if not values[key].lower().startswith(UNCONFIRMED):
                    raise ValueError(f"`{key}` must begin with “{UNCONFIRMED}”: the confidence is medium")
        return values


class Coverage(Fact):
    """How far the record reaches: after `known_until` silence means "not known", never "nothing happened"."""

    checked_on: IsoDate
    known_until: IsoDate


class TimelineFile(Fact):
    periods: tuple[TimelinePeriod, ...]
    events: tuple[RecordEvent, ...]


class SanctionsFile(Fact):
    years: tuple[SanctionsYear, ...]
    totals: SanctionsTotals
    actions: tuple[RecordAction, ...]


class SourcesFile(Fact):
    record: Coverage
    sources: tuple[Source, ...]


class NotesFile(Fact):
    notes: tuple[Note, ...]


class Facts(Fact):
    """Everything in `data/facts`, in the order of the files."""

    periods: tuple[TimelinePeriod, ...]
    events: tuple[RecordEvent, ...]
    years: tuple[SanctionsYear, ...]
    totals: SanctionsTotals
    actions: tuple[RecordAction, ...]
    record: Coverage
    sources: tuple[Source, ...]
    notes: tuple[Note, ...]

    @property
    def article(self) -> Source:
        return next(source for source in self.sources if source.kind == "article")

    @property
    def as_of(self) -> str:
        """When the article was written."""
        return self.article.as_of or ""

    @property
    def present(self) -> int:
        """The year the article speaks from."""
        return int(self.as_of[:4])

    def source(self, id: str) -> Source:
        return next(source for source in self.sources if source.id == id)

    def note(self, id: str) -> Note:
        return next(note for note in self.notes if note.id == id)


QUESTIONS_KEPT = 64


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
        pattern = name_pattern(tuple(names))

        # One question is read a dozen times.
        @lru_cache(maxsize=QUESTIONS_KEPT)
        def places(text: str) -> tuple[tuple[str, int], ...]:
            return tuple((found.group().lower(), found.start()) for found in pattern.finditer(text))

        self._places = places

    def find(self, text: str) -> list[tuple[T, int]]:
        """What is named, with the place where its name starts, in the order of the text."""
        return [(self._names[name], start) for name, start in self._places(text)]

    def named(self, name: str) -> T:
        """What one name stands for."""
        return self._names[name]
