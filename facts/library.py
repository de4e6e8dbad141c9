"""The article's timeline and sanctions together: which of the two a question is for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from facts.lookups import Lookup, asked_periods, covering
from facts.models import Facts, SanctionsYear, Spanned, TimelinePeriod
from facts.periods import Period
from facts.sanctions import Sanctions
from facts.timeline import Timeline

SANCTIONS = re.compile(r"\b(sanction\w*|counter-?sanction\w*|asset freez\w*|embargo\w*|retaliat\w+)\b", re.I)
WHOLE = re.compile(
    r"\b(all(?! th(?:is|at|ese|ose)| of (?:this|that|it))|every|each|whole|list|table|entire|full|complete|overview"
    r"|timeline|periods|history)\b",
    re.I,
)
HISTORY = re.compile(r"\b(timeline|history|periods?|eras?)\b", re.I)


class Library:
    """Looks questions up, and puts the sanctions of a year beside the period it falls in.

    Args:
        facts: what is known.
        today: the clock.
    """

    def __init__(self, facts: Facts, today: date) -> None:
        self.timeline = Timeline(facts, today)
        self.sanctions = Sanctions(facts, today)
        self._present = facts.present
        self._today = today

    def periods(self, text: str) -> list[Period]:
        """The times that a text names."""
        return asked_periods(text, self._today)

    def ask_timeline(self, text: str) -> Lookup:
        """Answers a question about history; one that speaks of sanctions is for the other table."""
        if SANCTIONS.search(text) and not self.timeline.names(text):
            return self.sanctions.ask(text)
        lookup = self.timeline.ask(text)
        return self._compared(text) or lookup if lookup.reply == "compare" else self._with_sanctions(lookup)

    def ask_sanctions(self, text: str) -> Lookup:
        """Answers a question about sanctions; one that names a period and no sanctions is for the other table."""
        lookup = self.sanctions.ask(text)
        other = lookup.reply == "list" and self.timeline.names(text) and not SANCTIONS.search(text)
        return self.timeline.ask(text) if other else lookup

    def ask(self, text: str, topic: str) -> Lookup:
        """Answers from `timeline` or `sanctions`, unless the text names the other."""
        history = HISTORY.search(text) or self.timeline.names(text)
        if SANCTIONS.search(text) or (topic == "sanctions" and not history):
            return self.ask_sanctions(text)
        return self.ask_timeline(text)

    def names(self, text: str) -> bool:
        """Whether the text names a time, or something that is in either table."""
        return bool(self.periods(text) or self.timeline.names(text) or self.sanctions.named(text))

    def at(self, asked: Period) -> Lookup:
        """Everything the article has for a time."""
        return self._with_sanctions(self.timeline.at(asked))

    def aimed(self, target: str) -> Lookup | None:
        """What a target stands for: `timeline/cold_war`, `sanctions/2014/us`, `sanctions/count`; None when unknown."""
        topic, _, place = target.partition("/")
        if topic == "timeline":
            return self.timeline.aimed(place)
        return self.sanctions.aimed(place) if topic == "sanctions" else None

    def table(self, topic: str) -> tuple[Spanned, ...]:
        """All rows of a table."""
        return self.sanctions.years if topic == "sanctions" else self.timeline.periods

    def vague(self, lookup: Lookup, text: str) -> bool:
        """Whether a lookup only found no better than the whole of a table, and the text does not ask for the whole."""
        if lookup.period or self.periods(text) or WHOLE.search(text):
            return False
        named = self.timeline.names(text) or self.timeline.related(text)
        widest = lookup.reply in ("list", "all_us", "all_russia", "all_impact")
        return widest or (lookup.topic == "timeline" and lookup.reply == "rows" and not named)

    def _compared(self, text: str) -> Lookup | None:
        """The sanctions of two years that both have some."""
        rows = [tuple(covering(self.sanctions.years, one, self._present)) for one in self.periods(text)]
        found = tuple(dict.fromkeys(row for some in rows for row in some))
        return self.sanctions.side_of(found, self.sanctions.side(text)) if all(rows) and len(found) > 1 else None

    def _with_sanctions(self, lookup: Lookup) -> Lookup:
        asked = Period.from_iso(lookup.period, self._today) if lookup.reply == "year" and lookup.period else None
        if not asked or asked.years[0] != asked.years[1]:
            return lookup
        years = tuple(covering(self.sanctions.years, asked, self._present))
        return replace(lookup, rows=(*years, *lookup.rows))


def split(rows: tuple[Spanned, ...]) -> tuple[tuple[TimelinePeriod, ...], tuple[SanctionsYear, ...]]:
    """The periods and the sanctions years among rows."""
    periods = tuple(row for row in rows if isinstance(row, TimelinePeriod))
    return periods, tuple(row for row in rows if isinstance(row, SanctionsYear))
