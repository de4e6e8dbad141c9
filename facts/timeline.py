"""Looks questions up in the article's timeline of four periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from facts.lookups import (
    AFTER,
    BEFORE,
    COMPARE,
    FIRST,
    LAST,
    PLACES,
    Lookup,
    absurd,
    asked_periods,
    covering,
    join,
    nearest,
    neighbour,
    unique,
    when,
)
from facts.models import Event, Facts, NameTable, Spanned, TimelinePeriod
from facts.periods import Period

RELATIONSHIPS = {
    "allies": (
        r"all(?:y|ies|ied)|alliance|friends?|friendl\w+|same side|same team|comrades|buddies|teamed up"
        r"|fought together|shoulder to shoulder|brothers in arms"
    ),
    "rivals": r"(?:nuclear )?rival(?:s|ry)?|arms race|superpower\w*|nuclear (?:opponents?|enem\w+|foes?)",
    "partners": (
        r"relax\w*|good vibes|(?:uneasy )?partner(?:s|ship|ships|ed)?|breathed? eas\w+|hopeful|warm(?:er|est)?|thaw\w*"
        r"|honeymoon|optimis\w+|got along|get along best"
    ),
    "competitors": r"(?:hostile )?compet\w+|hostil\w+",
}
LONGER = re.compile(r"\b(?:(?<!no )(?<!any )longer|longest|shorter|shortest)\b", re.I)
DURATION = re.compile(
    r"\b(how long|duration|how many years|length of|for how many|lasted?|lasting|number of years)\b"
    rf"|{LONGER.pattern}",
    re.I,
)
COUNT = re.compile(
    r"\b(?:how many|number of|count)\b(?!\s+years)(?:\W+\w+){0,4}?\W+"
    r"(?:period|phase|era|stage|chapter|part|epoch|section|row|step|age|entrie|box|card|column)s\b",
    re.I,
)
PUTIN = re.compile(r"\bputin\b", re.I)
PUTIN_RISES = re.compile(
    r"\bputin\b.{0,25}\b(?:com(?:e|es|ing)|came|t[ao]k\w*|took|ris\w+|rose|g[eo]t\w*)\b.{0,15}\b(?:power|pwoer|over|charge|office|in)\b",
    re.I,
)
A_PERIOD = re.compile(r"\b(?:chapter|period|era|phase|entry|stage|epoch)\b", re.I)
WHOLE = re.compile(
    r"\b(?:whole|entire|full|complete) (?:history|story|timeline)\b.{0,40}\b(?:now|today|end|present)\b", re.I
)
BETWEEN = re.compile(r"\b(?:between|in the middle|missing|gap)\b", re.I)
ENDS = re.compile(
    r"\b(?:start to finish|beginning to end|first to last|from the beginning|from the start|through)\b", re.I
)
AFTERWARDS = re.compile(
    r"\b(?:ended|over|finished|passed),? (?:and|what|so) then\b"
    r"|\b(?:came|come|comes|happened|was|followed) (?:after|next|later)(?:wards?)?(?: it| that)?\W*$",
    re.I,
)
ONCE_OVER = re.compile(r"\b(?:once|after|when)\b.{3,60}\b(?:over|ended|finished|gone|done|behind (?:them|us))\b", re.I)
ALL_OF_IT = re.compile(
    r"\b(?:all|every|each|whole|entire|complete)\b(?:\W+\w+){0,2}?\W+"
    r"(?:periods?|eras?|phases?|chapters?|stages?|status(?:es)?|timeline)\b",
    re.I,
)
ROW = re.compile(rf"\b({'|'.join(PLACES)}) (?:row|period|entry|era|phase|chapter|stage|line)\b", re.I)
NEXT_DOOR = re.compile(
    r"\bone (?:period|era|phase|step) (?P<way>back|earlier|before|on|later|further|forward)\b"
    r"|\bby one (?:period|era)\b",
    re.I,
)
DETAIL = re.compile(
    r"\b(?:how many (?:people|soldiers|troops|men|lives|deaths|missiles|spies|tanks|americans|russians|civilians)"
    r"|death toll|casualties|(?<!, )who (?:won|started|lost|signed|commanded)|(?:die|died|killed) in)\b",
    re.I,
)
DATED = re.compile(r"\b(when|what year|which year|what date|exact(?:ly)? when|year)\b", re.I)


GONE = re.compile(r"\b(?:gone|collaps\w*|fell|fall|dissol\w*|broke up|end of)\b", re.I)
"""In a name that means the time after something: "once the Soviet Union was gone" asks for that time, not the next."""


class Timeline:
    """The article's periods, and how questions find them.

    Args:
        facts: what is known.
        today: the clock.
    """

    def __init__(self, facts: Facts, today: date) -> None:
        self.periods = facts.periods
        self._names = NameTable({name: row for row in facts.periods for name in (row.title.lower(), *row.names)})
        self._events = NameTable(
            {name: (row, event) for row in facts.periods for event in row.events for name in event.names}
        )
        self._present = facts.present
        self._today = today

    def ask(self, text: str) -> Lookup:
        """Answers a question from the periods; without anything to go by, all of them."""
        if absurd(text):
            return self._lookup("out_of_range")
        asked = asked_periods(text, self._today)
        readers = (
            self._detail,
            self._count,
            self._neighbours,
            self._duration,
            self._row,
            self._all,
            self._event,
            self._named,
            self._dated,
            self._related,
            self._extreme,
        )
        for read in readers:
            if lookup := read(text, asked):
                return lookup
        return self._lookup("list", self.periods)

    def at(self, asked: Period) -> Lookup:
        """The periods a time falls in, or, honestly, that none does and which are nearest."""
        rows = covering(self.periods, asked, self._present)
        if rows:
            return self._lookup("year", tuple(rows), asked, when=when(asked))
        if self._present < asked.years[0] <= self._today.year:
            return self._lookup("since_article", self.periods[-1:], asked, when=when(asked), as_of=str(self._present))
        near = [f"{row.title} ({row.years})" for row in nearest(self.periods, asked, self._present)]
        return self._lookup("uncovered", (), asked, when=when(asked), nearest=join(near))

    def of(self, *rows: TimelinePeriod, reply: str = "rows") -> Lookup:
        return self._lookup(reply, rows)

    def aimed(self, place: str) -> Lookup | None:
        """The period with an id, or the whole `list`."""
        rows = tuple(row for row in self.periods if place in (row.id, "list"))
        return self._lookup("list" if place == "list" else "rows", rows) if rows else None

    def duration(self, *rows: TimelinePeriod) -> Lookup:
        spans = [f"{row.title}: {self._length(row)}" for row in rows]
        return self._lookup("duration", rows, spans="; ".join(spans))

    def by_since(self, since: list[str]) -> tuple[TimelinePeriod, ...]:
        """The periods that begin in the given years."""
        return tuple(row for row in self.periods if row.since in since)

    def by_id(self, ids: list[str]) -> tuple[TimelinePeriod, ...]:
        """The periods with the given ids."""
        return tuple(row for row in self.periods if row.id in ids)

    def step(self, rows: tuple[TimelinePeriod, ...], step: int) -> Lookup:
        """The period before (-1) the first, or after (1) the last, of the rows."""
        row = neighbour(self.periods, rows[-1] if step > 0 else rows[0], step)
        if row:
            return self._lookup("rows", (row,))
        return self._lookup("nothing_after" if step > 0 else "nothing_before", (), as_of=str(self._present))

    def related(self, text: str) -> tuple[TimelinePeriod, ...]:
        """The periods of a relationship that the text asks for."""
        wanted = [key for key, words in RELATIONSHIPS.items() if re.search(rf"\b(?:{words})\b", text, re.I)]
        return tuple(row for row in self.periods if row.relationship.value in wanted)

    def amid(self, rows: tuple[TimelinePeriod, ...]) -> Lookup | None:
        """What lies between two periods that are not neighbours."""
        places = sorted(self.periods.index(row) for row in rows)
        between = self.periods[places[0] + 1 : places[-1]] if len(places) == 2 else ()
        return self._lookup("rows", between) if between else None

    def names(self, text: str) -> bool:
        """Whether the text names a period or an event of the timeline."""
        return bool(self._names.find(text) or self._events.find(text) or PUTIN_RISES.search(text))

    def past(self, text: str) -> bool:
        """Whether the text names a period that was over when the article was written."""
        return any(row.until != "present" for row, _ in self._names.find(text))

    def named(self, text: str) -> tuple[TimelinePeriod, ...]:
        """The periods that a text names."""
        return self._rows_named(text)

    def event_names(self, text: str) -> set[str]:
        """All the names of the events of the article that a text names."""
        return {name for _, event in self._events_named(text) for name in event.names}

    def _detail(self, text: str, asked: list[Period]) -> Lookup | None:
        return self._lookup("no_detail") if DETAIL.search(text) else None

    def _count(self, text: str, asked: list[Period]) -> Lookup | None:
        if not COUNT.search(text):
            return None
        return self._lookup("count", self.periods, count=str(len(self.periods)))

    def _neighbours(self, text: str, asked: list[Period]) -> Lookup | None:
        moved = NEXT_DOOR.search(text)
        anchors = [(row, start) for row, start in self._names.find(text)]
        if moved:
            step = -1 if (moved["way"] or "").lower() in ("back", "earlier", "before") else 1
            return self.step((anchors[0][0] if anchors else self.periods[-1],), step)
        if anchors and AFTERWARDS.search(text):
            return self.step((anchors[0][0],), 1)
        if A_PERIOD.search(text) and ONCE_OVER.search(text) and (described := self.related(text)):
            return self.step(described, 1)
        anchors += [(row, text.lower().find(row.status)) for row in self.periods if row.status in text.lower()]
        ends = unique([*(row for row, _ in anchors), *self._rows_named(text)])
        if BETWEEN.search(text) and not COMPARE.search(text) and (middle := self.amid(ends)):
            return middle
        for row, start in anchors:
            lead = re.sub(r"\bgo(?:es|ing|ne)? after|went after", "", text[max(0, start - 40) : start], flags=re.I)
            over = bool(GONE.search(text[start : start + 30]))
            for words, step, between in ((BEFORE, -1, 4), (AFTER, 0 if over else 1, 2)):
                if re.search(words.pattern + rf"(?:\W+\w+){{0,{between}}}\W+$", lead, re.I):
                    if not step:
                        return self.of(row)
                    return self._after_all(row) if step > 0 and "since" in lead.lower() else self.step((row,), step)
        return None if anchors or asked else self._beside_described(text)

    def _beside_described(self, text: str) -> Lookup | None:
        """The period before or after one that is only described: "what preceded the present era"."""
        if not A_PERIOD.search(text):
            return None
        for words, step in ((BEFORE, -1), (AFTER, 1)):
            pointing = words.search(text)
            described = text[pointing.end() :] if pointing else ""
            if A_PERIOD.search(described) and (rows := self.related(described) or self._ends(described)):
                return self.step(rows, step)
        return None

    def _after_all(self, row: TimelinePeriod) -> Lookup:
        later = self.periods[self.periods.index(row) + 1 :]
        return self._lookup("rows", later) if later else self.step((row,), 1)

    def _duration(self, text: str, asked: list[Period]) -> Lookup | None:
        if not DURATION.search(text):
            return None
        named = self._rows_named(text) or unique([row for row, _ in self._events_named(text)])
        rows = named or self.related(text) or (self._ends(text) if not asked else ())
        return self.duration(*rows) if rows and (named or not asked) else None

    def _row(self, text: str, asked: list[Period]) -> Lookup | None:
        """A period by its place in the list."""
        found = None if asked else ROW.search(text)
        return self.of(self.periods[PLACES[found[1].lower()]]) if found else None

    def _all(self, text: str, asked: list[Period]) -> Lookup | None:
        """The whole list, whatever of it the question names by the way."""
        one_end = bool(FIRST.search(text)) != bool(LAST.search(text))
        whole = ALL_OF_IT.search(text) and not asked and not one_end and not self._names.find(text)
        return self._lookup("list", self.periods) if whole else None

    def _event(self, text: str, asked: list[Period]) -> Lookup | None:
        found = self._events_named(text)
        rows = unique([row for row, _ in found])
        elsewhere = asked and not any(covering(rows, one, self._present) for one in asked)
        if not found or (asked and not DATED.search(text) and not elsewhere):
            return None
        if len(rows) > 1:
            return self._lookup("rows", rows)
        event = found[0][1]
        if event.when:
            return self._lookup("event_dated", rows, event=event.title, when=event.when)
        return self._lookup("event", rows, event=event.title, period=f"{rows[0].title} ({rows[0].years})")

    def _named(self, text: str, asked: list[Period]) -> Lookup | None:
        now = self.periods[-1:] if COMPARE.search(text) and LAST.search(text) else ()
        rows = unique([*self._rows_named(text), *(row for row, _ in self._events_named(text))])
        end = self._ends(text) if A_PERIOD.search(text) and len(rows) == 1 else ()
        rows = unique([*rows, *now, *end]) if rows else ()
        inside = [one for one in asked if not covering(rows, one, self._present)] if rows else []
        if not rows or inside:
            return None
        if len(rows) == 1 and [one.grain for one in asked] in (["day"], ["month"], ["year"]):
            return self.at(asked[0])
        return self._lookup("compare" if len(rows) > 1 and COMPARE.search(text) else "rows", self._ordered(rows))

    def _dated(self, text: str, asked: list[Period]) -> Lookup | None:
        if not asked:
            return None
        if len(asked) == 1:
            named = self._rows_named(text)
            return (
                self._lookup("compare", self._ordered((*named, *covering(self.periods, asked[0], self._present))))
                if (named and COMPARE.search(text))
                else self.at(asked[0])
            )
        lookups = [self.at(one) for one in asked]
        if any(lookup.reply == "uncovered" for lookup in lookups):
            return next(lookup for lookup in lookups if lookup.reply == "uncovered")
        rows = self._ordered(tuple(row for lookup in lookups for row in lookup.rows))
        return self._lookup("compare", rows)

    def _related(self, text: str, asked: list[Period]) -> Lookup | None:
        rows = self.related(text)
        return self._lookup("rows", rows) if rows else None

    def _extreme(self, text: str, asked: list[Period]) -> Lookup | None:
        rows = self._ends(text)
        return self._lookup("rows", rows) if rows else None

    def _ends(self, text: str) -> tuple[TimelinePeriod, ...]:
        """The first period, or the last, where the text asks for that one."""
        if ENDS.search(text) or WHOLE.search(text):
            return ()
        return self.periods[:1] if FIRST.search(text) else self.periods[-1:] if LAST.search(text) else ()

    def _rows_named(self, text: str) -> tuple[TimelinePeriod, ...]:
        rows = unique([row for row, _ in self._names.find(text)])
        by_putin = PUTIN.search(text) and not self._events_named(text)
        several = COMPARE.search(text) or BETWEEN.search(text)
        return unique([*rows, self.periods[-1]]) if by_putin and (not rows or several) else rows

    def _events_named(self, text: str) -> list[tuple[TimelinePeriod, Event]]:
        found = [found for found, _ in self._events.find(text)]
        return found or ([self._events.named("putin came to power")] if PUTIN_RISES.search(text) else [])

    def _ordered(self, rows: Sequence[Spanned]) -> tuple[TimelinePeriod, ...]:
        return tuple(row for row in self.periods if row in rows)

    def _length(self, row: TimelinePeriod) -> str:
        if row.until == "present":
            return f"from {row.since} on, still running when the article was written in {self._present}"
        if row.label:
            return f"{row.label}, about ten years"
        return f"from {row.since} to {row.until}, {int(row.until) - int(row.since)} years"

    def _lookup(
        self, reply: str, rows: tuple[TimelinePeriod, ...] = (), asked: Period | None = None, **values: str
    ) -> Lookup:
        return Lookup("timeline", reply, rows, values, asked.iso if asked else None)
