"""What a lookup finds, and what timeline and sanctions lookups share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar

from facts.models import Dated, Spanned
from facts.periods import LATEST, Period, absurd_years, find_periods

Row = TypeVar("Row", bound=Spanned)

FIRST = re.compile(
    r"\b(first|earliest|oldest|most old|initial|opening|starting point|beginning|kick(?:s|ed)? off|begins?|began"
    r"|starts? with|top (?:line|row|entry))\b",
    re.I,
)
LAST = re.compile(
    r"\b(last(?! (?:night|week|weekend|month|summer|winter|spring|autumn|lesson|class)\b)|latest|newest"
    r"|most (?:recent(?:ly)?|new)|current|currently|present|today|nowadays|now"
    r"|these days|final|closing|bottom (?:line|row|entry))\b",
    re.I,
)
PLACES = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
"""Where in a table a row stands, as questions say it."""

STRANGE_YEAR = re.compile(
    r"(?<![\d,.$#])(?:(?<![A-Za-z])-\d+|\b(?:\d{5,}|\d+e\d+|0\d{2,}|1[0-6]\d\d|2[2-9]\d\d|[3-9]\d{3}))\b(?![,.]\d)",
    re.I,
)
DISTANT = re.compile(
    r"\byear (?:zero|ten|hundred|infinity"
    r"|(?!two thousand)(?:one|two|ten|a|a few) (?:hundred|thousand|million|billion))\b"
    r"|\b(?:million|billion|trillion)s? (?:of )?years?\b|\b(?:stone|bronze|iron|ice|middle) ages?\b"
    r"|\bad \d{1,3}\b|\b\d{1,3} ad\b|\b[\d,]+ ?b\.?c\.?e?\b"
    r"|\b(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen) hundred\b"
    r"|\byear (?!two thousand|(?:seven|eigh|nine)teen hundred)(?:of )?[a-z]+[- ](?:hundred|thousand)\b"
    r"|\byear (?:minus|negative|of our lord)\b"
    r"|\b(?:hundreds|thousands?|millions) (?:of )?years (?:ago|from now|later|hence|back|old|before|after)\b"
    r"|\b(?:in|year|since|before) \d{1,3}(?:,\d{3})+\b(?! [a-z])|\btwenty[- ]\w+ thousand\b"
    r"|\b(?:next|this|another|third|fourth|tenth) millennium\b|\bmillennia\b|\bantiquity\b|\bprehist\w+\b"
    r"|\bjurassic\b|\bcretaceous\b|\broman empire\b|\bancient (?:rome|greece|egypt|times)\b|\bpharaohs?\b"
    r"|\byear (?:one|two(?![- ]thousand)|three|four|five|six|seven|eight|nine|dot|nan|null|none|x)\b"
    r"|\by\d+k\b|\bthousands? (?:of )?years\b|\bstar ?date\b|\binfinity\b"
    r"|\bcave ?m[ae]n\b|\b(?:two|three|four|five|six|seven|eight|nine) hundred years (?:ago|before|earlier)\b"
    r"|\bend of time\b|\bbig bang\b|\bdinosaurs?\b",
    re.I,
)
COUNTS = re.compile(r"(?<!\bin )(?<!\byear )(?<!\bsince )(?<!\bbefore )(?<!\bafter )\b(?:2500|6000)\b", re.I)
BEFORE = re.compile(
    r"\b(before|prior to|preced\w+|preceed\w+|earlier than|led up to|previous to|ahead of|back from|up from)\b", re.I
)
AFTER = re.compile(
    r"\b(after|afther|follow\w*|next|since|succeed\w*|came later|replaced|once|down from|on from)\b", re.I
)
COMPARE = re.compile(
    r"\b(compar\w+|versus|vs|differ\w*|contrast\w*|than|both|side by side|changed? between|or)\b", re.I
)


@dataclass(frozen=True)
class Lookup:
    """What was found: `utter_<topic>_<reply>` says it.

    Attributes:
        topic: `timeline` or `sanctions`.
        reply: which kind of answer it is.
        rows: the article's rows it rests on, in order.
        values: what the response's placeholders stand for.
        period: what was asked about, ISO; None when no time was named.
        actor: `us`, `russia` or `impact` when one side was asked for.
        record: entries of the public record, said after the article's rows or, in a `record...` reply, by themselves.
        left: how many more of them there are; `narrower` is what to ask for to see those.
        suggestions: the next questions, where they depend on what was found.
        silent: the phrase that says that the record has nothing of the time asked about; empty when it has.
    """

    topic: str
    reply: str
    rows: tuple[Spanned, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    period: str | None = None
    actor: str | None = None
    record: tuple[Dated, ...] = ()
    left: int = 0
    narrower: str = ""
    suggestions: tuple[str, ...] = ()
    silent: str = ""


def covering(rows: Sequence[Row], asked: Period, present: int) -> list[Row]:
    """The rows the asked period falls in: those that hold all of it, else those it overlaps.

    A row that a long range only touches with its first or last year does not count.
    """
    overlapping = [row for row in rows if row.period(present).overlaps(asked)]
    if asked.grain in ("year", "month", "day"):
        return overlapping
    whole = [row for row in overlapping if _holds(row.period(present), asked)]
    if whole:
        return whole
    solid = [row for row in overlapping if _shared_years(row.period(present), asked) > 1 or row.since == row.until]
    return solid or overlapping


def _holds(outer: Period, inner: Period) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _shared_years(one: Period, other: Period) -> int:
    return min(one.years[1], other.years[1]) - max(one.years[0], other.years[0]) + 1


def nearest(rows: Sequence[Row], asked: Period, present: int) -> list[Row]:
    """The last row before the asked period and the first after it."""
    before = [row for row in rows if row.period(present).end < asked.start]
    after = [row for row in rows if row.period(present).start > asked.end]
    return before[-1:] + after[:1]


def neighbour(rows: Sequence[Row], row: Row, step: int) -> Row | None:
    """The row `step` places after (or, negative, before) `row`."""
    place = list(rows).index(row) + step
    return rows[place] if 0 <= place < len(rows) else None


def unique(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(dict.fromkeys(rows))


def when(period: Period) -> str:
    """The asked period as words: 1962, February 2022, 1950-1970, before 1941."""
    first, last = period.years
    if period.grain == "open":
        return f"the time up to {last}" if period.start.year == 1700 else f"the time from {first} on"
    if period.grain == "month":
        return f"{period.start:%B %Y}"
    if period.grain == "day":
        return f"{period.start.day} {period.start:%B %Y}"
    return str(first) if first == last else f"{first}-{last}"


REWORDED = (
    (r"\b((?:1[789]|20)\d\d)(?:-?th)? year\b(?! old)", r"year \1"),
    (r"\b((?:1[789]|20)\d\d) (line|row|entry|round)\b", r"year \1, \2"),
    (r"\byrs?\b", "years"),
    (r"\b(years?|decades?|century|centuries) (?:back|before (?:today|now))\b", r"\1 ago"),
    (r"\ba?\s*quarter (?:of a )?century\b", "25 years"),
    (r"\b(differ\w*|contrast|comparison) between\b", r"\1 of"),
    (r"\byears (twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b", lambda found: found[1][:-1] + "ies"),
    (r"\bturn of the (?:millennium|century)\b", "2000"),
    (r"\b(?:decade|years) (?:of )?(?:the )?'?([3-9]0)\b", r"the \1s"),
)


OF_TODAY = ("this year", "this month", "this week", "today")
"""Times that a question which names another one is asked at rather than about."""


def asked_periods(text: str, today: date) -> list[Period]:
    """The times a question names; of one inside another ("the forties, 1944 to be exact") the narrower."""
    return list(_asked_periods(text, today))


@lru_cache(maxsize=64)
def _asked_periods(text: str, today: date) -> tuple[Period, ...]:
    for pattern, plain in REWORDED:
        text = re.sub(pattern, plain, text, flags=re.I)
    found = find_periods(text, today)
    narrow = [one for one in found if not any(other is not one and _within(other, one) for other in found)]
    return tuple(one for one in narrow if len(narrow) == 1 or one.text.lower() not in OF_TODAY)


def _within(inner: Period, outer: Period) -> bool:
    return _holds(outer, inner) and (inner.start, inner.end) != (outer.start, outer.end)


def absurd(text: str) -> bool:
    """Whether the text names only years no history of ours could hold."""
    strange = STRANGE_YEAR.search(COUNTS.sub("", text))
    return bool(strange) or bool(DISTANT.search(text)) or (bool(absurd_years(text)) and not find_periods(text, LATEST))


def join(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
