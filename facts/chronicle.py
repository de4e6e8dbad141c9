"""The article's timeline with the public record's events beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from facts.kinds import KINDS, Kind, kind_of
from facts.lookups import FIRST, LAST, Lookup, absurd, asked_periods, covering, join, when
from facts.models import Category, Dated, Facts, RecordEvent, TimelinePeriod
from facts.periods import Period
from facts.record import MOST_OF_MORE, SINCE_ARTICLE, Register, beside, during
from facts.timeline import A_PERIOD, DETAIL, Timeline

WHOLE = re.compile(
    r"\b(?:all|every|each|whole|list|entire|full|complete|overview|timeline|periods|history|eras?)\b", re.I
)
ASPECTS = tuple(
    re.compile(rf"\b(?:{words})", re.I)
    for words in (
        r"sign|conclud|agreed|negotiat|came about|begin|began|creat|introduc",
        r"ends?\b|ended|over\b|expir|lapse|run out|ran out|dead\b|die|terminat|cancel|cease|finish",
        r"withdr|leave|left\b|quit|pull\w* out|walk\w* (?:out|away)|exit|abandon|scrap|tore",
        r"suspen|halt|froze",
        r"exten|renew|prolong",
        r"inspect|check",
        r"announc",
        r"propos|recogni[sz]",
    )
)
"""What of a treaty's life a question asks for; an event tells of it when its title has such a word too."""

DETAIL_OF_EVENT = re.compile(
    r"\b(?:how (?:many|much|high|fast|big|far)|names?|word for word|what limit|ratif\w+"
    r"|(?<!, )who (?:was|were|is|are|led|flew|attended|built|won|paid|started|commanded|designed|took)"
    r"|which (?:general|president|leader|astronaut|pilot|crew|cosmonaut|countr\w+)"
    r"|what did \w+ (?:eat|wear|tell)|sa(?:y|id|ys) about|what model|wh?ich (?:model|type))\b",
    re.I,
)
"""What an entry of one line does not tell; unless there is a number in it, or it is about how long."""

AFTER_THE_END = re.compile(
    r"\b(?:after|once|following|since)\b.{0,25}\b(?:gone|collaps\w*|fell|fall|dissol\w*|broke up|end of)\b"
    r"|\bled to\b",
    re.I,
)
"""Asks for the time after an end rather than for the end."""

PLACES = r"(?:there|at|the (?:leaders|ministers|participants|signatories))"
WHO_MET = re.compile(
    rf"\bwho (?:(?:all|else) )?(?:(?:was|were|sat|came|went|spoke) {PLACES}"
    r"|met|took part|attended|represented|gathered)\b"
    r"|\b(?:where|(?:which|what) (?:leaders|ministers|presidents|city|town|capital))\b"
    r".{0,60}\b(?:met|meet|meeting|hold|held|sign\w*)\b"
    r"|\brepresented\b",
    re.I,
)
MEETINGS = (Category.diplomacy, Category.alliance, Category.arms_control)
"""Of these an entry says who met, and often where."""

HOW_MANY = re.compile(r"\bhow (?:many|much) ((?:\w+ ?){1,3})", re.I)

TREATY = re.compile(r"\s+treaty$", re.I)


class Chronicle:
    """Looks questions up in the timeline, and puts the record's events beside what it finds.

    Args:
        facts: what is known.
        timeline: the article's periods.
        today: the clock.
    """

    def __init__(self, facts: Facts, timeline: Timeline, today: date) -> None:
        self.events = Register(facts.events)
        self._timeline = timeline
        self._present = facts.present
        self._today = today

    def named(self, text: str) -> tuple[RecordEvent, ...]:
        """The events a text names; of a treaty's, those that tell what the text asks."""
        found = self.events.named(text)
        if not any(event.category is Category.arms_control for event in found):
            return found
        kin = self._kin(text) or found
        asked = [aspect for aspect in ASPECTS if aspect.search(text)]
        told = [sum(bool(aspect.search(event.title)) for aspect in asked) for event in kin]
        return tuple(event for event, told_here in zip(kin, told, strict=True) if told_here == max(told))

    def answers(self, text: str) -> bool:
        """Whether a text names an event of the record or asks for a kind of them."""
        return bool(self.events.named(text) or kind_of(text))

    def ask(self, text: str) -> Lookup | None:
        """What only the record answers: an event by its name, a kind of events, what came after the article."""
        met = self.met(text)
        if DETAIL.search(text) and not met:
            return None
        since, asked = bool(SINCE_ARTICLE.search(text)), asked_periods(text, self._today)
        named, kind = self._within(self.named(text), asked), kind_of(text)
        rest = self.events.rest(text, self._timeline.event_names)
        if absurd(rest):
            return None
        if self._timeline.names(text) and AFTER_THE_END.search(text):
            return None
        if self._timeline.event_names(rest) or (self._timeline.names(rest) and not since):
            return None
        if named and not A_PERIOD.search(text):
            return (not met and self.kept_back(named, text)) or self.told(named)
        if kind:
            return self._listed(kind, asked, text, since)
        return self._since() if since else None

    def aimed(self, place: str, text: str) -> Lookup | None:
        """The events of a kind (`kind/summit`), of the times a text names, or all that came `since` the article."""
        if place == "since":
            return self._since()
        wanted = next((kind for kind in KINDS if place == f"kind/{kind.one}"), None)
        if not wanted:
            return None
        return self._listed(wanted, asked_periods(text, self._today), text, bool(SINCE_ARTICLE.search(text)))

    def met(self, text: str) -> tuple[RecordEvent, ...]:
        """The meetings named in a text that asks who met or where, when it names nothing else."""
        named = self._within(self.named(text), asked_periods(text, self._today))
        return named if WHO_MET.search(text) and all(event.category in MEETINGS for event in named) else ()

    def beside(self, lookup: Lookup, text: str) -> Lookup:
        """A lookup of a time, a period or an event of the article with the events of the record asked for with it."""
        kind = kind_of(text)
        if lookup.reply in ("year", "uncovered", "since_article") and lookup.period:
            asked = Period.from_iso(lookup.period, self._today)
            return self._misdated(lookup, text, asked) or self._at(lookup, asked, kind)
        vague = lookup.reply == "list" or (lookup.reply == "rows" and not self._of_article(text))
        if vague and not WHOLE.search(text) and (event := self.events.like(text)):
            return self.kept_back([event], text) or self.told([event])
        if lookup.reply not in ("event", "event_dated", "rows"):
            return lookup
        decades = [one for one in asked_periods(text, self._today) if one.grain == "decade"]
        if lookup.reply == "rows" and len(decades) == 1:
            return self._at(lookup, decades[0], kind)
        linked = list(self.named(text))
        if lookup.reply != "rows":
            names = self._timeline.event_names(text)
            linked += [event for event in self.events.entries if any(_mentions(event, name) for name in names)]
        elif kind and self._timeline.named(text):
            linked += [event for event in self.events.entries if kind.holds(event)]
        spans = [row.period(self._present) for row in lookup.rows]
        found = self.events.ordered(self._within(linked, spans))
        return beside(lookup, found, MOST_OF_MORE, "a year")

    def at(self, lookup: Lookup, asked: Period) -> Lookup:
        """What the timeline has for a time, with the record's events of it."""
        return self._at(lookup, asked, None)

    def _of_article(self, text: str) -> bool:
        """Whether a text asks for something of the timeline by more than "the first" or "the last"."""
        return bool(self._timeline.names(text) or self._timeline.related(text) or asked_periods(text, self._today))

    def _at(self, lookup: Lookup, asked: Period, kind: Kind | None) -> Lookup:
        found = self.events.during(asked)
        found = tuple(event for event in found if kind and kind.holds(event)) or found
        silent = "" if found or asked.grain not in ("day", "month", "year") or not lookup.rows else "record_silent"
        late = silent and asked.years[0] > self._present
        return replace(during(lookup, found, asked), silent="record_silent_since" if late else silent)

    def _misdated(self, lookup: Lookup, text: str, asked: Period) -> Lookup | None:
        """The time asked about with an event that the text puts there, though it was at another."""
        sure = any(" " in name for name in self.events.names(text))
        named = self.named(text) if sure else ()
        elsewhere = named and not self._within(named, [asked])
        return beside(lookup, named, MOST_OF_MORE, "a year") if elsewhere else None

    @staticmethod
    def _within(events: Iterable[RecordEvent], asked: Sequence[Period]) -> tuple[RecordEvent, ...]:
        """The events of any of the times, where there are some."""
        return tuple(event for event in events if not asked or any(event.period().overlaps(one) for one in asked))

    def _kin(self, text: str) -> tuple[RecordEvent, ...]:
        """The events of a treaty that a text names: those called by it or with it in their title."""
        names = {TREATY.sub("", name) for event in self.events.named(text) for name in event.names if _says(text, name)}
        return tuple(event for event in self.events.entries if any(_mentions(event, name) for name in names))

    @staticmethod
    def kept_back(named: Sequence[Dated], text: str) -> Lookup | None:
        """That a detail of the events asked for is not known, unless it is a number that one of them has."""
        counted = HOW_MANY.search(text)
        words = "|".join(re.findall(r"\w{4,}", counted[1])) if counted else ""
        told = words and any(re.search(rf"\d (?:\w+ )?(?:{words})", one.title, re.I) for one in named)
        lasting = counted and re.search(r"days|months|years", counted[1])
        return None if told or lasting or not DETAIL_OF_EVENT.search(text) else Lookup("timeline", "no_detail")

    def told(self, events: Sequence[RecordEvent]) -> Lookup:
        """Events by themselves, and where in the article's timeline they fall."""
        spans = [event.period() for event in events]
        whole = Period(min(span.start for span in spans), max(span.end for span in spans), "", "range")
        rows = tuple(row for row in covering(self._timeline.periods, whole, self._present))
        falls = join([f"{row.title} ({row.years}), {row.status}" for row in rows if isinstance(row, TimelinePeriod)])
        later = whole.years[0] > self._present
        reply = "record_later" if later else "record" if rows else "record_uncovered"
        lookup = Lookup("timeline", reply, () if later else rows, {"falls": falls, "as_of": str(self._present)})
        return beside(lookup, events, MOST_OF_MORE, "a year")

    def _listed(self, kind: Kind, asked: list[Period], text: str, since: bool) -> Lookup:
        """The events of a kind, of a time where one is named; only the first or last where that is asked for."""
        found = self._within((event for event in self.events.entries if kind.holds(event)), asked)
        if since:
            found = tuple(event for event in found if event.period().start.year > self._present)
        during_words = f" for {join([when(one) for one in asked])}" if asked else ""
        values = {
            "count": str(len(found)),
            "kind": kind.one if len(found) == 1 else kind.several,
            "during": " since the article" if since and not asked else during_words,
        }
        if not found:
            return Lookup("timeline", "record_none", (), values, asked[0].iso if asked else None)
        undated = _without(text, asked)
        if FIRST.search(undated) and not LAST.search(undated):
            return Lookup("timeline", "record_first", (), values, record=found[:1])
        if LAST.search(undated) and not FIRST.search(undated):
            return Lookup("timeline", "record_last", (), values, record=found[-1:])
        return beside(Lookup("timeline", "record_kind", (), values), found, MOST_OF_MORE, "a decade")

    def _since(self) -> Lookup:
        """What the record has from the years after the article."""
        found = self.events.after(self._present)
        values = {"count": str(len(found)), "as_of": str(self._present)}
        return beside(Lookup("timeline", "record_since", (), values), found, MOST_OF_MORE + 1, "a year")


def _without(text: str, asked: Sequence[Period]) -> str:
    """A text without the times it names: "the last two years" asks for no last one."""
    for one in asked:
        text = text.replace(one.text, "")
    return text


def _says(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I))


def _mentions(event: RecordEvent, name: str) -> bool:
    return any(_says(words, name) for words in (event.title, *event.names))
