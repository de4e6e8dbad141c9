"""Looks questions up in the article's sanctions table and the figures around it."""

from __future__ import annotations

import re
from datetime import date

from facts.lookups import (
    BEFORE,
    FIRST,
    LAST,
    PLACES,
    Lookup,
    absurd,
    asked_periods,
    join,
    nearest,
    neighbour,
    unique,
    when,
)
from facts.models import Facts, SanctionsYear, name_pattern
from facts.periods import Period

SIDES = ("us", "russia", "impact")
REACTION = re.compile(
    r"\b(respon\w+|react\w*|retaliat\w+|hit(?:ting)? back|answer(?:ed)?|counter\w*|repl(?:y"
    r"|ied)|in return|strike back|struck back|revenge"
    r"|comebacks?|tit for tat|pa(?:y|id) back|hit(?:s)? back|fire(?:d)? back|push(?:ed)? back|retort\w*)\b",
    re.I,
)
IMPACT = re.compile(
    r"\b(impact\w*|effect\w*|affect\w*|consequen\w+|result\w*|outcome\w*|felt|fallout|real[- ]world"
    r"|lead to|led to|happened because|cause[ds]?"
    r"|hurt|suffer\w*|ordinary|everyday|shortage|prices?)\b",
    re.I,
)
AMERICAN = re.compile(
    r"\b(america\w*|us|u\.s\.?|usa|washington|united states|the states|white house|uncle sam|dc)\b", re.I
)
RUSSIAN = re.compile(r"\b(russia\w*|moscow|kremlin|putin)\b", re.I)
COUNT = re.compile(
    r"\b(how many|number of|quantity|count|total|how much|figure|tally"
    r"|(?:handful|couple|few|dozens?|hundreds?|thousands?) (?:of )?(?:\w+ )?(?:sanctions|penalties))\b",
    re.I,
)
COUNTED = re.compile(
    r"\b(sanction\w*|measures?|penalt\w+|restrictions?|they|imposed|have there been|punish\w*)\b", re.I
)
HOW_MANY_ENTRIES = re.compile(
    r"\b(?:how many|how much|number of)\b.{0,20}\b(?:rows?|entries|rounds?|waves?|lines)\b", re.I
)
LASTING = re.compile(
    r"\b(?:how long|since how|for how many years|when did (?:it|they|this) (?:all )?(?:start|begin))\b", re.I
)
LIST = re.compile(r"\b(?:all|every|everything|whole|entire|full|complete|list|table|overview)\b", re.I)
NEXT = re.compile(
    r"\b(?:next|(?:came|come|comes|anything|nothing|something|row|round|sanctions?) after|down from|followed those"
    r"|(?:after|followed) (?:those|the ones) (?:of|in|from))\b",
    re.I,
)
START = re.compile(
    r"\b(since when|when did (?:\w+ ){0,4}(?:start|begin)\w*|when (?:\w+ ){0,3}(?:start|began"
    r"|begin)\w*|what (?:started|triggered|sparked|set off)"
    r"|first sanction\w*|start(?:ed)? (?:with|after|of)|trigger\w*|origin\w*|beg[ai]n\w*|since crimea"
    r"|because of crimea|over crimea|crimea)\b",
    re.I,
)
ROW = re.compile(
    r"\b(?:(?P<ordinal>first|second|third|1st|2nd|3rd|middle|last) (?:row|line|entry)"
    r"|(?:row|line|entry) (?:number |no\.? )?(?P<number>one|two|three|[123]))\b",
    re.I,
)
PLACES_HERE = {**PLACES, "one": 0, "1": 0, "two": 1, "2": 1, "three": 2, "3": 2, "middle": 1}
BY_ITSELF = r"(?!\s*[,;:?!.]|\s+(?:today|now)\b)"
"""After a word that points at what follows it, not back: "before 2017", but not "before, in 2017"."""

PAYS = re.compile(
    r"\bwho(?:'s| is| are|m)?\b.{0,30}\b(pa(?:y|id)\w*|suffer\w*|hurt\w*|bear\w*|los(?:es|ers?)|foot\w*"
    r"|price|brunt|cost\w*)\b",
    re.I,
)
CLAIMED = re.compile(r"\b(?:only|surely|right|no|not|isn't|wasn't|weren't|didn't|doesn't)\b\W*", re.I)
"""Words of someone who claims rather than asks: "the first ones came only in 2022, no?"."""

_SIDE = r"(?:us|u\.s\.?|usa|america\w*|washington|united states|russia\w*|moscow|kremlin|putin)"
DOER = re.compile(
    rf"\b(?:did|does|has|have|had)\s+(?:the\s+)?{_SIDE}\b(?!\s+and)"
    rf"|\bby\s+(?:the\s+)?{_SIDE}\b"
    rf"|\b{_SIDE}(?:'s|’s|s')?\s+(?:part|side|step|move|action|measure|answer|reaction|response|countermove|retaliation|reply)s?\b",
    re.I,
)
DETAIL = re.compile(
    r"\b(how many(?! years)|how much|by name|names? of|named?|value|worth|amount\w*|billions?|millions?|dollars?"
    r"|percent\w*|per cent|who exactly|where exactly"
    r"|which (?:\w+ )?(?:oligarchs?|banks?|propert\w+|projects?|pipelines?|buildings?|restaurants?|countr\w+))\b",
    re.I,
)
BY_RUSSIA = re.compile(
    r"\b(?:russia\w*|moscow|kremlin)\b.{0,30}\b(?:put|impos\w*|slap\w*|place\w*|issue\w*|levied)\b.{0,30}"
    r"\bon\b.{0,12}\b(?:us|america\w*|united states|washington)\b",
    re.I,
)


class Sanctions:
    """The article's sanctions years, and how questions find them.

    Args:
        facts: what is known.
        today: the clock.
    """

    def __init__(self, facts: Facts, today: date) -> None:
        self.years = facts.years
        self._totals = facts.totals
        self._present = facts.present
        self._today = today

    def ask(self, text: str) -> Lookup:
        """Answers a question from the table; without anything to go by, all of it."""
        if absurd(text):
            return self._lookup("out_of_range")
        asked = asked_periods(text, self._today)
        side = self.side(text)
        readers = (
            self._detail,
            self._who_pays,
            self._farm_ban,
            self._neighbours,
            self._row,
            self._content,
            self._entries,
            self._lasting,
            self._count,
            self._dated,
            self._start,
            self._extreme,
        )
        for read in readers:
            if lookup := read(text, asked, side):
                return lookup
        both = LIST.search(text) and AMERICAN.search(text) and RUSSIAN.search(text)
        one_side = (
            side
            and not both
            and not (LIST.search(text) and not (REACTION.search(text) or IMPACT.search(text) or DOER.search(text)))
        )
        return self.side_of(self.years, side) if one_side else self._lookup("list", self.years)

    def side(self, text: str) -> str | None:
        """Which side a question is about: `us`, `russia`, `impact`, or None for the whole row."""
        american, russian = bool(AMERICAN.search(text)), bool(RUSSIAN.search(text))
        if doer := DOER.search(text):
            return "russia" if RUSSIAN.search(doer.group()) else "us"
        if _joined(REACTION.search(text), IMPACT.search(text), text):
            return None
        if REACTION.search(text):
            return (
                "us" if american and not russian and re.search(r"how did (the )?(us|america)", text, re.I) else "russia"
            )
        if IMPACT.search(text):
            return "impact"
        if american != russian:
            return self._doer(text, "us" if american else "russia")
        if american and russian:
            return self._first_doer(text)
        return None

    def at(self, asked: Period, side: str | None = None) -> Lookup:
        """The rows of a time, or, honestly, that there is none and which are nearest."""
        rows = tuple(row for row in self.years if row.period(self._present).overlaps(asked))
        if rows:
            return self.side_of(rows, side, asked)
        if self._present < asked.years[0] <= self._today.year:
            values = {"when": when(asked), "as_of": str(self._present)}
            return Lookup("sanctions", "since_article", self.years[-1:], values, asked.iso, side)
        near = [row.label or row.years for row in nearest(self.years, asked, self._present)]
        return Lookup("sanctions", "uncovered", (), {"when": when(asked), "nearest": join(near)}, asked.iso, side)

    def side_of(self, rows: tuple[SanctionsYear, ...], side: str | None, asked: Period | None = None) -> Lookup:
        """One side of the rows, or the whole of them."""
        reply = side if side and len(rows) == 1 else f"all_{side}" if side else "rows"
        return Lookup("sanctions", reply, rows, {}, asked.iso if asked else None, side)

    def by_since(self, since: list[str]) -> tuple[SanctionsYear, ...]:
        """The rows that begin in the given years."""
        return tuple(row for row in self.years if row.since in since)

    def step(self, rows: tuple[SanctionsYear, ...], step: int, side: str | None = None) -> Lookup:
        """The row before (-1) the first, or after (1) the last, of the rows."""
        row = neighbour(self.years, rows[-1] if step > 0 else rows[0], step)
        if row:
            return self.side_of((row,), side)
        return self._lookup("nothing_after" if step > 0 else "nothing_before", as_of=str(self._present))

    def aimed(self, place: str) -> Lookup | None:
        """A cell (`2014/us`), one side of all rows (`all_us`), a figure (`count`, `start`, ...) or the whole `list`."""
        year, _, side = place.partition("/")
        rows = self.by_since([year])
        if rows and side in SIDES:
            return self.side_of(rows, side)
        if place.removeprefix("all_") in SIDES:
            return self.side_of(self.years, place.removeprefix("all_"))
        figures = {"count": self.count, "start": self.start, "farm_ban": self.farm_ban, "who_pays": self.who_pays}
        if place in figures:
            return figures[place]()
        return self._lookup("list", self.years) if place == "list" else None

    def count(self) -> Lookup:
        totals = self._totals
        return self._lookup("count", count=totals.count, since=totals.since, trigger=totals.trigger)

    def farm_ban(self) -> Lookup:
        return Lookup("sanctions", "farm_ban", self.years[:1], {"ban": self._totals.farm_ban.text}, None, "russia")

    def start(self) -> Lookup:
        totals = self._totals
        return self._lookup("start", self.years[:1], count=totals.count, since=totals.since, trigger=totals.trigger)

    def why(self, rows: tuple[SanctionsYear, ...], side: str | None) -> Lookup:
        """What the rows answer: the two sides of each, and what set the sanctions off."""
        values = {"since": self._totals.since, "trigger": self._totals.trigger}
        return Lookup("sanctions", "why", rows, values, None, side)

    def who_pays(self) -> Lookup:
        return self._lookup("who_pays", pays=self._totals.who_pays.text)

    def pays(self, text: str) -> bool:
        """Whether a text speaks of those who pay."""
        return bool(name_pattern(self._totals.who_pays.names).search(text))

    def named(self, text: str) -> Lookup | None:
        """What the text names of the table, when it names anything of it."""
        return self._farm_ban(text, [], None) or self._content(text, [], None)

    def calls(self, name: str) -> bool:
        """Whether the table itself calls something by a name."""
        named = [getattr(row, side).names for row in self.years for side in SIDES]
        return any(name in names for names in (*named, self._totals.farm_ban.names, self._totals.who_pays.names))

    def _doer(self, text: str, named: str) -> str | None:
        """A country named only as the target of sanctions is not the side asked for."""
        target = RUSSIAN if named == "russia" else AMERICAN
        if re.search(
            r"\b(?:on|against|at|to|hit|sanction(?:ed|ing)?|punish\w*|target\w*)\s+(?:the\s+)?" + target.pattern,
            text,
            re.I,
        ):
            return "us" if named == "russia" and re.search(r"\bsanction|impos", text, re.I) else None
        return named

    def _first_doer(self, text: str) -> str | None:
        american, russian = AMERICAN.search(text), RUSSIAN.search(text)
        doing = re.search(
            r"\b(did|does|do|was|were|has|have|actions?|steps?|moves?|sanctions? (?:by|from))\b", text, re.I
        )
        if not (doing and american and russian) or re.search(r"\b(and|between|&|versus|vs)\b", text, re.I):
            return None
        return "us" if american.start() < russian.start() else "russia"

    def _detail(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        """Amounts and names within a measure, and Russia's own count: the table has none of them."""
        asks_more = DETAIL.search(text) and self._cells(text)
        return self._lookup("no_detail") if asks_more or (COUNT.search(text) and BY_RUSSIA.search(text)) else None

    def _who_pays(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        return (
            self.who_pays() if not asked and (self.pays(text) or PAYS.search(text)) and not self._cells(text) else None
        )

    def _farm_ban(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        if not name_pattern(self._totals.farm_ban.names).search(text) or self._cells(text):
            return None
        return self.farm_ban()

    def _neighbours(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        """The row before or after one that is named by its year or by what is in it."""
        before, after = re.search(BEFORE.pattern + BY_ITSELF, text, re.I), NEXT.search(text)
        anchors = unique([row for row, _ in self._cells(text)]) or self._anchors(asked)
        if len(anchors) != 1 or not (before or after):
            return None
        return self.step(anchors, -1 if before else 1, side if self._cells(text) == [] else None)

    def _anchors(self, asked: list[Period]) -> tuple[SanctionsYear, ...]:
        if len(asked) != 1:
            return ()
        open_end = {1700: asked[0].years[1] + 1}.get(asked[0].start.year, asked[0].years[0] - 1)
        year = str(open_end) if asked[0].grain == "open" else str(asked[0].years[0])
        return self.by_since([year])

    def _entries(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        return (
            self._lookup("entries", self.years, count=str(len(self.years))) if HOW_MANY_ENTRIES.search(text) else None
        )

    def _lasting(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        return self.start() if LASTING.search(text) and not self._cells(text) else None

    def _content(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        cells = self._cells(text)
        rows = unique([row for row, _ in cells])
        if not rows:
            return None
        sides = {cell for _, cell in cells}
        return self.side_of(rows, sides.pop() if len(sides) == 1 else None)

    def _dated(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        if not asked:
            return None
        if len(asked) == 1:
            found = self.at(asked[0], side)
            first = FIRST.search(text) and CLAIMED.search(text) and found.rows
            return self.side_of(unique([*self.years[:1], *found.rows]), side, asked[0]) if first else found  # type: ignore
        lookups = [self.at(one, side) for one in asked]
        missing = [lookup for lookup in lookups if lookup.reply == "uncovered"]
        rows = tuple(row for row in self.years if any(row in lookup.rows for lookup in lookups))
        return missing[0] if missing else self.side_of(rows, side)

    def _count(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        whole = not asked or asked[0].grain == "open" or re.search(r"\b(since|crimea)\b", text, re.I)
        if not (COUNT.search(text) and COUNTED.search(text) and whole):
            return None
        return self.count()

    def _start(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        return self.start() if START.search(text) else None

    def _row(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        """A row by its place in the table."""
        found = ROW.search(text)
        if not found or asked:
            return None
        row = self.years[PLACES_HERE[(found["ordinal"] or found["number"]).lower()]]
        return self.side_of((row,), side)

    def _extreme(self, text: str, asked: list[Period], side: str | None) -> Lookup | None:
        if FIRST.search(text):
            return self.side_of(self.years[:1], side)
        return self.side_of(self.years[-1:], side) if LAST.search(text) else None

    def _cells(self, text: str) -> list[tuple[SanctionsYear, str]]:
        return [
            (row, side) for row in self.years for side in SIDES if name_pattern(getattr(row, side).names).search(text)
        ]

    def _lookup(self, reply: str, rows: tuple[SanctionsYear, ...] = (), **values: str) -> Lookup:
        return Lookup("sanctions", reply, rows, values)


def _joined(one: re.Match[str] | None, other: re.Match[str] | None, text: str) -> bool:
    """Whether a text asks for two things at once: "the comeback and the fallout"."""
    if not (one and other):
        return False
    start, end = sorted((one.span(), other.span()))
    return bool(re.search(r"\b(?:and|plus|as well as|also)\b|[,&]", text[start[1] : end[0]]))
