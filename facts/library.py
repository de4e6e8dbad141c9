"""The article's timeline and sanctions and the record beside them: which of these a question is for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from facts.chronicle import Chronicle
from facts.ledger import BESIDE_A_ROW, Ledger
from facts.loading import facts
from facts.lookups import Lookup, asked_periods, covering
from facts.models import Dated, Facts, RecordAction, RecordEvent, SanctionsYear, Spanned, TimelinePeriod
from facts.periods import Period
from facts.record import beside, stems
from facts.sanctions import Sanctions
from facts.timeline import Timeline

SANCTIONS = re.compile(r"\b(sanction\w*|counter-?sanction\w*|asset freez\w*|embargo\w*|retaliat\w+)\b", re.I)
HARM = re.compile(
    r"\b(?:penalt\w*|punish\w*|ban(?:s|ned)?|freez\w*|froze\w*|economic\w*|trade|\w*measures?|respon\w+|react\w*"
    r"|counter\w*|hit back)\b",
    re.I,
)
WHOLE = re.compile(
    r"\b(all(?! th(?:is|at|ese|ose)| of (?:this|that|it))|every|each|whole|list|table|entire|full|complete|overview"
    r"|timeline|periods|history)\b",
    re.I,
)
HISTORY = re.compile(r"\b(timeline|history|periods?|eras?)\b", re.I)

PLAINLY = re.compile(
    r"\b(?:when|date[ds]?|year|month|what (?:is|was|were|are|happened)|what's|whats|tell me|explain|describe|remind"
    r"|heard of|read about|learned|is it true|did|was|were|has|have|which day)\b",
    re.I,
)
BY_WHOM = re.compile(r"\b(?:who|whom|whose|how (?:many|much))\b", re.I)
AGAINST = re.compile(
    r"\b(?:sanction(?:s|ed|ing)?|against|spared|punish\w*|blacklist\w*|barred|targeted|penali[sz]ed)\b", re.I
)
FEW_WORDS = 4

RECORD = "record"
"""The table of targets that are entries of the public record."""

AT_NOTHING = "none"
"""The target of a question that means nothing in the tables or the record, though it may sound so."""


class Library:
    """Looks questions up, and puts the sanctions of a year beside the period it falls in.

    Args:
        facts: what is known.
        today: the clock.
    """

    def __init__(self, facts: Facts, today: date) -> None:
        self.timeline = Timeline(facts, today)
        self.sanctions = Sanctions(facts, today)
        self.chronicle = Chronicle(facts, self.timeline, today)
        self.ledger = Ledger(facts, self.sanctions, today)
        self.present = facts.present
        self.today = today

    def periods(self, text: str) -> list[Period]:
        """The times that a text names."""
        return asked_periods(text, self.today)

    def ask_timeline(self, text: str) -> Lookup:
        """Answers a question about history; one that speaks of sanctions is for the other table."""
        events = self.chronicle.answers(text)
        of_sanctions = SANCTIONS.search(self._without_events(text)) or (self.ledger.names(text) and not events)
        if of_sanctions and not self.timeline.names(text):
            return self.ask_sanctions(text)
        if recorded := self.chronicle.ask(text):
            return recorded
        lookup = self.timeline.ask(text)
        if lookup.reply == "compare":
            return self._compared(text) or lookup
        if lookup.reply == "list" and not WHOLE.search(text) and self.sanctions.named(text):
            return self.ask_sanctions(text)
        return self._beside(lookup, text)

    def ask_sanctions(self, text: str) -> Lookup:
        """Answers a question about sanctions; one that only names an event or a period is for the other table."""
        if recorded := self.ledger.ask(text):
            return recorded
        found = self.sanctions.ask(text)
        if found.reply == "uncovered" and not SANCTIONS.search(text) and not HARM.search(text):
            return self._history(text)
        lookup = self.ledger.beside(found, text)
        whole = WHOLE.search(text) and not self.chronicle.answers(text)
        vague = lookup.reply in ("list", "all_us", "all_russia") and not whole
        if not vague or SANCTIONS.search(self._without_events(text)):
            return lookup
        recorded = self.chronicle.ask(text) if self.chronicle.answers(text) else None
        period = self._history(text) if self.timeline.names(text) else None
        return recorded or period or lookup

    def ask(self, text: str, topic: str) -> Lookup:
        """Answers from `timeline` or `sanctions`, unless the text names the other."""
        history = HISTORY.search(text) or self.timeline.names(text)
        if SANCTIONS.search(text) or (topic == "sanctions" and not history):
            return self.ask_sanctions(text)
        return self.ask_timeline(text)

    def names(self, text: str) -> bool:
        """Whether the text names a time, or something that is in either of the article's tables."""
        return bool(self.periods(text) or self.timeline.names(text) or self.sanctions.named(text))

    def has(self, name: str, text: str) -> bool:
        """Whether a name in a text is something of the tables, or part of such a name: "Putin" of "the Putin years"."""
        if self.names(name):
            return True
        without = re.sub(re.escape(name), "", text, flags=re.I)
        return self.timeline.names(text) and not self.timeline.names(without)

    def at(self, asked: Period) -> Lookup:
        """Everything there is for a time."""
        return self._with_steps(self.chronicle.at(self._with_sanctions(self.timeline.at(asked)), asked))

    def aimed(self, target: str, text: str) -> Lookup | None:
        """What a target stands for: `timeline/cold_war`, `sanctions/2014/us`, `sanctions/count`, a group of
        the record's entries (`timeline/kind/summit`, `sanctions/imposer/eu`); None when unknown.
        """
        topic, _, place = target.partition("/")
        if topic == "timeline":
            return self.chronicle.aimed(place, text) or self.timeline.aimed(place)
        return self.ledger.aimed(place) or self.sanctions.aimed(place) if topic == "sanctions" else None

    def entry(self, target: str, text: str, surely: bool) -> Lookup | None:
        """What a target like `record/yalta_1945` stands for, unless the text names something else that is known: surely
        meant, something else of the article or another entry by more than a word.
        """
        meant = self._meant(target)
        if not meant:
            return None
        named = (*self.chronicle.events.named(text), *self.ledger.actions.named(text))
        names = (*self.chronicle.events.names(text), *self.ledger.actions.names(text))
        other = self.timeline.names(text) or (meant not in named and any(not is_short(name) for name in names))
        if other if surely else not self.aimless(text):
            return None
        own = stems(" ".join((meant.title, *meant.names)))
        if self.periods(text) and not (surely and stems(text) & own):
            return None
        return self.chronicle.kept_back([meant], text) or self._told(meant)

    def told_of(self, target: str) -> Lookup | None:
        """What a target like `record/yalta_1945` stands for; None for any other."""
        meant = self._meant(target)
        return self._told(meant) if meant else None

    def _meant(self, target: str) -> Dated | None:
        """The entry of the record that a target names; None when it names none."""
        topic, _, id = target.partition("/")
        return next(iter(self.recorded([id])), None) if topic == RECORD else None

    def _told(self, entry: Dated) -> Lookup | None:
        return self._of_article(entry) or self.told((entry,))

    def _of_article(self, entry: Dated) -> Lookup | None:
        """The article's own row of an event that both it and the record have; None when only the record has it."""
        named = next((name for name in entry.names if self.timeline.event_names(name)), None)
        return self.ask_timeline(named) if named and isinstance(entry, RecordEvent) else None

    def unrecorded(self, text: str) -> str:
        """A text without the longer names of the record in it."""
        events, actions = self.chronicle.events, self.ledger.actions
        return actions.rest(events.rest(text, is_short), is_short)

    def plainly(self, text: str) -> Lookup | None:
        """What the record tells of an event or a step that a text asks for by its name, and of nothing else."""
        if (AGAINST.search(text) and self.ledger.actions.named(text)) or self.ledger.european(text):
            return self.ask_sanctions(text)
        if BY_WHOM.search(text) or not (PLAINLY.search(text) or len(text.split()) <= FEW_WORDS):
            return None
        if self.ledger.numbered(text):
            return self.ask_sanctions(text)
        few = len(text.split()) < FEW_WORDS
        for register, ask in ((self.ledger.actions, self.ask_sanctions), (self.chronicle.events, self.ask_timeline)):
            if any(few or not is_short(name) for name in register.names(text)):
                return ask(text)
        return None

    def recorded(self, ids: list[str]) -> tuple[Dated, ...]:
        """The entries of the record with the given ids, events before steps."""
        return tuple(one for one in (*self.chronicle.events.entries, *self.ledger.actions.entries) if one.id in ids)

    def told(self, entries: tuple[Dated, ...]) -> Lookup | None:
        """Entries of the record by themselves."""
        events = [one for one in entries if isinstance(one, RecordEvent)]
        steps = [one for one in entries if isinstance(one, RecordAction)]
        return self.chronicle.told(events) if events else self.ledger.told(steps)

    def aimless(self, text: str) -> bool:
        """Whether the words of a text lead to nothing but the whole of a table, or to one of its ends."""
        named = self.names(text) or self.chronicle.answers(text) or self.ledger.names(text)
        return not named and not WHOLE.search(text)

    def table(self, topic: str) -> tuple[Spanned, ...]:
        """All rows of a table."""
        return self.sanctions.years if topic == "sanctions" else self.timeline.periods

    def vague(self, lookup: Lookup, text: str) -> bool:
        """Whether a lookup only found no better than the whole of a table, and the text does not ask for the whole."""
        if lookup.period or self.periods(text) or WHOLE.search(text):
            return False
        named = self.timeline.named(text) or self.timeline.names(text) or self.timeline.related(text)
        widest = lookup.reply in ("list", "all_us", "all_russia", "all_impact")
        return widest or (lookup.topic == "timeline" and lookup.reply == "rows" and not named)

    def _history(self, text: str) -> Lookup:
        """What the timeline has, whatever the text says of sanctions."""
        return self._beside(self.timeline.ask(text), text)

    def _beside(self, lookup: Lookup, text: str) -> Lookup:
        return self._with_steps(self.chronicle.beside(self._with_sanctions(lookup), text))

    def _without_events(self, text: str) -> str:
        return self.chronicle.events.rest(text, is_short)

    def _compared(self, text: str) -> Lookup | None:
        """The sanctions of two years that both have some."""
        rows = [tuple(covering(self.sanctions.years, one, self.present)) for one in self.periods(text)]
        found = tuple(dict.fromkeys(row for some in rows for row in some))
        return self.sanctions.side_of(found, self.sanctions.side(text)) if all(rows) and len(found) > 1 else None

    def _with_sanctions(self, lookup: Lookup) -> Lookup:
        asked = Period.from_iso(lookup.period, self.today) if lookup.reply == "year" and lookup.period else None
        if not asked or asked.years[0] != asked.years[1]:
            return lookup
        years = tuple(covering(self.sanctions.years, asked, self.present))
        return replace(lookup, rows=(*years, *lookup.rows))

    def _with_steps(self, lookup: Lookup) -> Lookup:
        """The steps of sanctions of a time of which the record has no event."""
        asked = Period.from_iso(lookup.period, self.today) if lookup.period else None
        if lookup.record or not asked or asked.grain not in ("day", "month", "year"):
            return lookup
        steps = self.ledger.actions.during(asked)
        return replace(beside(lookup, steps, BESIDE_A_ROW, "sanctions"), silent="") if steps else lookup


@lru_cache(maxsize=1)
def library(today: date) -> Library:
    """The library of this checkout on a day, built once: its patterns take milliseconds to compile."""
    return Library(facts(), today)


def is_short(name: str) -> bool:
    """Whether a name is one word, which may mean something else as well."""
    return not re.search(r"[\W\d]", name)


def split(rows: tuple[Spanned, ...]) -> tuple[tuple[TimelinePeriod, ...], tuple[SanctionsYear, ...]]:
    """The periods and the sanctions years among rows."""
    periods = tuple(row for row in rows if isinstance(row, TimelinePeriod))
    return periods, tuple(row for row in rows if isinstance(row, SanctionsYear))
