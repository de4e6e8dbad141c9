"""The public record's entries, and how questions find them by time and by name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import log
from typing import Generic, TypeVar

from facts.lookups import Lookup
from facts.models import Dated, NameTable
from facts.periods import Period

Entry = TypeVar("Entry", bound=Dated)

LANDMARK = "landmark"
"""The tag of what is shown first where not everything fits."""

MOST = {"day": 7, "month": 7, "year": 7}
MOST_OF_MORE = 5
NARROWER = {"year": "a month", "month": "a day", "day": "a name"}
SINCE_ARTICLE = re.compile(
    r"\b(?:since|after|past|following|later than|subsequent to|beyond)\b(?:\W+\w+){0,4}?\W+"
    r"(?:article|text|piece|write-?up|(?:was|were|got) (?:written|published)|publication|appeared|came out)\b"
    r"|\b(?:article|text|piece)\b.{0,80}\b(?:came later|happened later|moved on|new|changed|since)\b"
    r"|\bnew since article\b",
    re.I,
)
RECORDED = re.compile(r"\b(?:public )?(?:records?|recorded|chronolog\w+)\b", re.I)
ELSEWHERE = re.compile(
    r"\b[\w-]+(?=\s+(?:accords?|final act|spring|uprising|winter|games|peace|airport|weather|hotel|pact"
    r"|rules)\b)",
    re.I,
)
"""A place before a word that makes it the name of something else: the Helsinki accords are not the summit there."""

ENOUGH_WORDS = 2
STANDING_OUT = 1.25
COMMON = set(
    """about after again all and any are article because been before between both came can come could date day did does
    during each ever exactly explain first for from get give got had happen happened has have her his how into its know
    last list many may mean month more most much new not off other our out over please record remember russia russian
    russians some such tell than that the their them then there they this time two under united states usa america
    american americans until was were what when where which who why will with would year years you your moscow
    washington""".split()  # noqa: SIM905
)


class Register(Generic[Entry]):
    """Entries of the record in the order of their dates.

    Args:
        entries: events, or steps of sanctions.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(sorted(entries, key=lambda entry: entry.period().start))
        by_name: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for name in entry.names:
                by_name[name].append(entry)
        self._names: NameTable[list[Entry]] = NameTable(by_name)
        self._found = NameTable({name: name for name in by_name})
        self._stems = [stems(" ".join((entry.title, *entry.names))) for entry in self.entries]
        self._counts = Counter(stem for own in self._stems for stem in own)

    def during(self, asked: Period) -> tuple[Entry, ...]:
        """The entries that share a day with a time."""
        return tuple(entry for entry in self.entries if entry.period().overlaps(asked))

    def after(self, year: int) -> tuple[Entry, ...]:
        """The entries that begin after a year."""
        return tuple(entry for entry in self.entries if entry.period().start.year > year)

    def tagged(self, *tags: str) -> tuple[Entry, ...]:
        """The entries with one of the tags."""
        return tuple(entry for entry in self.entries if set(tags) & set(entry.tags))

    def named(self, text: str) -> tuple[Entry, ...]:
        """The entries that a text names, in order."""
        return self.ordered(entry for name in self.names(text) for entry in self._names.named(name))

    def names(self, text: str) -> list[str]:
        """The names of entries in a text, in lower case."""
        return [name for name, _ in self._found.find(ELSEWHERE.sub("", text))]

    def rest(self, text: str, kept: Callable[[str], object]) -> str:
        """A text without the names of entries in it, but for those that `kept` says are the article's too."""
        for name in self.names(text):
            if not kept(name):
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", text, flags=re.I)
        return text

    def like(self, text: str) -> Entry | None:
        """The one entry whose title and names share the most of a text's telling words; None when none stands out."""
        wanted = stems(text)
        weights = {stem: log(len(self.entries) / count) for stem, count in self._counts.items()}
        scores = [sum(weights[stem] for stem in wanted & own) for own in self._stems]
        (best, place), (second, _) = sorted(((score, n) for n, score in enumerate(scores)), reverse=True)[:2]
        shared = wanted & self._stems[place]
        return self.entries[place] if len(shared) >= ENOUGH_WORDS and best >= second * STANDING_OUT else None

    def ordered(self, some: Iterable[Entry]) -> tuple[Entry, ...]:
        """Some of the entries, each once, by their dates."""
        wanted = {entry.id for entry in some}
        return tuple(entry for entry in self.entries if entry.id in wanted)


def stems(text: str) -> set[str]:
    """The first five letters of the telling words of a text."""
    return {word[:5] for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if word not in COMMON}


def few(entries: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """At most so many of the entries, landmarks before others and those spread over the time, in their order."""
    if len(entries) <= most:
        return tuple(entries)
    marks = [entry for entry in entries if LANDMARK in entry.tags]
    if len(marks) > most:
        kept = [marks[round(place * (len(marks) - 1) / (most - 1))] for place in range(most)]
    else:
        others = [entry for entry in entries if entry not in marks]
        kept = marks + others[: most - len(marks)]
    return tuple(entry for entry in entries if entry in kept)


def beside(lookup: Lookup, entries: Sequence[Dated], most: int, narrower: str) -> Lookup:
    """A lookup with entries of the record after it, and how many more there are and what to ask for to see them."""
    shown = few(entries, most)
    left = len(entries) - len(shown)
    return replace(lookup, record=shown, left=left, narrower=narrower if left else "")


def during(lookup: Lookup, entries: Sequence[Dated], asked: Period) -> Lookup:
    """A lookup with the entries of its time after it."""
    return beside(lookup, entries, MOST.get(asked.grain, MOST_OF_MORE), NARROWER.get(asked.grain, "a year"))
