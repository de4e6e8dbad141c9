"""What a follow-up refers to: the last answer, its rows, and the lookup it came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions.conversation import answers, question
from actions.replies import Found
from actions.wording import PERSON, PLACE, POINTING, POINTING_AT_ROWS, WHO, WHOLE, stems, years_shifted
from actions.wording import place as place_of
from answers.catalogue import catalogue
from answers.rows import row_of
from facts.library import SANCTIONS, Library, split
from facts.lookups import Lookup
from facts.models import Facts, SanctionsYear, Spanned, TimelinePeriod
from facts.periods import EARLIEST, LATEST, Period
from facts.sanctions import AMERICAN, RUSSIAN

NOTHING = "follow_up/why"
"""The response to a follow-up that has nothing to refer to; all kinds share it."""

CHOICES = ("clarify", "decline", NOTHING)
GENERIC = ("list", "rows", "all_us", "all_russia", "all_impact")
OTHER_VIEW = {("faq/us_view", "russia"): "faq/nato_view", ("faq/nato_view", "us"): "faq/us_view"}


class Context:
    """The question, and what the conversation offers to understand it by.

    Args:
        tracker: the conversation.
        facts: what is known.
        today: the clock.
    """

    def __init__(self, tracker: Tracker, facts: Facts, today: date) -> None:
        self._text = question(tracker)
        self._answers = answers(tracker)
        self._last = self._newest(lambda answer: True)
        self._content = self._newest(lambda answer: answer["topic"].startswith(("faq/", "timeline", "sanctions")))
        self._looked_up = self._newest(lambda answer: answer["topic"] in ("timeline", "sanctions"))
        self._actor = tracker.get_slot("actor")
        self._last_period = tracker.get_slot("period")
        self._today = today
        self._present = facts.present
        self.library = Library(facts, today)
        if not self._content:
            self._looked_up = self._content
        self._rows = self._facts_of(self._looked_up)
        self._periods = self.library.periods(self._text)

    def linked(self, link: str) -> Found:
        """The topic that answers "why?" or continues after the last answer."""
        if link == "more" and PLACE.search(self._text) and self._newest(self._lists):
            return self.nth()
        topic = self._content.get("topic", "")
        if topic.startswith("faq/"):
            target = catalogue().metadata(topic).get(link)
            return self._open(target) if target else ("no_more", self._said_again(self._content))
        if not self._rows:
            return NOTHING
        return self._open(self._rows[0].why) if link == "why" else ("that_is_all", self._kept(self._looked_up))

    def source(self) -> Found:
        """Where the last answer comes from; asked who said it, what the answer says of that too."""
        section = (self._content.get("source") or {}).get("section")
        if not section:
            return "source_none"
        said = self._content["text"] if WHO.search(self._text) else ""
        return "source", {**self._kept(self._content), "values": {"section": section, "said": said}}

    def impact(self) -> Found:
        """What came of the sanctions last talked about."""
        return self._side("impact")

    def actor(self) -> Found:
        """The side the question names, or the other one than before."""
        if not self._content and self._last:
            return self.nth(0)
        other = {"us": "russia", "russia": "us"}.get(self._actor or "us", "russia")
        side = self.library.sanctions.side(self._text) or other
        if self._content is self._looked_up:
            return self._side(side)
        view = OTHER_VIEW.get((self._content["topic"], side))
        told = self._content["text"]
        both = AMERICAN.search(told) and RUSSIAN.search(told)
        return self._open(view) if view else self.repeat() if both else "decline"

    def same_again(self) -> Found:
        """The last lookup with what the question changes in it: its time, its side, or which lookup it is."""
        if shifted := self._shifted():
            return self._at(shifted)
        if named := self.library.sanctions.named(self._text):
            return named
        if self._periods and self._about_last_answer(self._periods[0]):
            return self.repeat()
        lookup = self.library.ask(self._text, self._looked_up.get("topic", "timeline"))
        if lookup.reply not in GENERIC or len(lookup.rows) == 1:
            return self._for_same_side(lookup)
        if not self._content and self._last:
            return self.nth(0)
        side = self.library.sanctions.side(self._text)
        return self._side(side) if side else self._topic_named() or self._side(None)

    def step(self, step: int) -> Found:
        """What came before or after the last rows, or so many years earlier or later."""
        if shifted := self._shifted():
            return self._at(shifted)
        periods, years = split(self._rows)
        if years:
            lookup = self.library.sanctions.step(years, step, self._actor)
            if lookup.rows or not periods:
                return lookup
        if periods:
            return self.library.timeline.step(periods, step)
        return self.library.ask_timeline(self._text)

    def nth(self, place: int | None = None) -> Found:
        """The nth of the questions offered, of the rows listed, or of the parts an answer named."""
        listing = self._newest(self._lists)
        if not listing:
            return NOTHING
        place = place_of(self._text) if place is None else place
        if listing["topic"] not in CHOICES:
            rows = self._facts_of(listing)
            if rows:
                return self._of((rows[min(place, len(rows) - 1)],))
        parts = catalogue().metadata(listing["topic"]).get("parts") or listing["suggestions"]
        return self._part(parts[min(place, len(parts) - 1)], listing) if parts else NOTHING

    def affirmed(self) -> Found:
        """The first question offered; more of the last answer when none was."""
        return self.nth(0) if self._last.get("topic") in CHOICES else self.linked("more")

    def duration(self) -> Found:
        """How long the last rows lasted, and when they began and ended."""
        periods, years = split(self._rows)
        if years and not periods:
            return self._of(years)
        if periods and self._looked_up is self._content:
            return self.library.timeline.duration(*periods)
        return self.repeat() if self._content else NOTHING

    def relationship(self) -> Found:
        """What the two countries were to each other in the time last talked about."""
        if self._periods:
            return self.library.timeline.at(self._periods[0])
        periods, years = split(self._rows)
        if years and not periods:
            return self.library.timeline.at(Period.from_iso(years[0].since))
        return self._of(periods) if periods else self._open("faq/relationship_kind")

    def compare(self) -> Found:
        """The last rows beside those the question names."""
        lookup = self.library.ask(self._text, self._looked_up.get("topic", "sanctions"))
        about_faq = self._content.get("topic", "").startswith("faq/")
        if about_faq and not self._periods and lookup.reply in GENERIC:
            return self.repeat()
        named = lookup.rows if self._periods or lookup.reply != "list" else ()
        if len(named) > 1 or not self._rows:
            return lookup
        rows = sorted({*self._rows, *named}, key=lambda row: row.since)
        kept = {**self._kept(self._looked_up), "rows": [row_of(row) for row in rows]}
        return "no_ranking", kept

    def repeat(self) -> Found:
        """The last answer once more."""
        said = self._content or self._last
        return ("repeat", self._said_again(said)) if said else NOTHING

    def reconsidered(self, labels: list[str], names: set[str]) -> Found | None:
        """What a question that was not understood by itself asks after all; None when nothing.

        Either it names something of a table that it was nearly taken for, or it points back at the last answer
        ("that one", "they", or few words) and speaks of what that speaks of.
        """
        if names:
            return None
        if {"ask_timeline", "ask_sanctions"} & set(labels[:2]) and self.library.names(self._text):
            topic = "sanctions" if "ask_sanctions" in labels[:2] else "timeline"
            return self.in_context(self.library.ask(self._text, topic))
        few = len(self._text.split()) <= 6
        if not self._content or not (few or POINTING.search(self._text)) or self._other_country():
            return None
        if few and WHO.search(self._text):
            return self.source()
        topic = self._content["topic"]
        if topic.startswith("faq/"):
            speaks = topic.endswith("_quote") and PERSON.search(self._text)
            return self.repeat() if speaks or topic in labels[:3] or self._shares_words() else None
        return self._about_rows(topic)

    def _about_rows(self, topic: str) -> Found | None:
        text = f"sanctions: {self._text}" if topic == "sanctions" else self._text
        lookup = self.library.ask(text, topic)
        if lookup.reply not in GENERIC or len(lookup.rows) == 1:
            return lookup
        side = self.library.sanctions.side(self._text)
        return self._side(side) if side else self.repeat() if self._shares_words() else None

    def _other_country(self) -> bool:
        """Whether the question is about the US and the last answer does not speak of it."""
        return bool(AMERICAN.search(self._text)) and not AMERICAN.search(self._content["text"])

    def _shares_words(self) -> bool:
        """Whether a telling word of the question is in the last answer."""
        return bool(stems(self._text) & stems(self._content["text"]))

    def in_context(self, lookup: Lookup) -> Found:
        """A lookup of everything, when the question points at what was said last ("that year"): of that."""
        if lookup.reply not in GENERIC or len(lookup.rows) == 1 or not self._content:
            return lookup
        if self._content["topic"].startswith("faq/") and not SANCTIONS.search(self._text):
            return self.repeat() if POINTING.search(self._text) and self._shares_words() else lookup
        short = len(self._text.split()) <= 7 and not WHOLE.search(self._text)
        periods, years = split(self._rows)
        if not (short or POINTING_AT_ROWS.search(self._text)):
            return lookup
        if lookup.topic == "sanctions" and years:
            return self.library.sanctions.side_of(years, lookup.actor)
        return self.library.timeline.of(*periods) if lookup.topic == "timeline" and periods else lookup

    def _at(self, asked: Period) -> Lookup:
        if self._looked_up.get("topic") == "sanctions":
            return self.library.sanctions.at(asked, self._actor)
        return self.library.at(asked)

    def _side(self, side: str | None) -> Found:
        sanctions = self.library.sanctions
        if named := sanctions.named(self._text):
            return named
        if self._periods:
            return sanctions.at(self._periods[0], side)
        periods, years = split(self._rows)
        if periods and not years and self._content is self._looked_up:
            return self._of(periods)
        return sanctions.side_of(years or sanctions.years, side)

    def _for_same_side(self, lookup: Lookup) -> Lookup:
        years = tuple(row for row in lookup.rows if isinstance(row, SanctionsYear))
        if lookup.topic == "sanctions" and lookup.reply == "rows" and self._actor and years:
            return replace(self.library.sanctions.side_of(years, self._actor), period=lookup.period)
        return lookup

    def _topic_named(self) -> Found | None:
        """The one FAQ topic whose own question shares a telling word with this one."""
        topics = [one for one in catalogue().topics() if stems(self._text) & stems(catalogue().question(one))]
        return self._open(topics[0]) if len(topics) == 1 else None

    def _about_last_answer(self, period: Period) -> bool:
        topic = self._content.get("topic", "")
        return topic.startswith("faq/") and str(period.years[0]) in self._content["text"]

    def _shifted(self) -> Period | None:
        years = years_shifted(self._text)
        if not (years and (self._last_period or self._rows)):
            return None
        last = (
            Period.from_iso(self._last_period, self._today)
            if self._last_period
            else self._rows[0].period(self._present)
        )
        year = last.years[years > 0] + years
        return Period.from_iso(str(year)) if EARLIEST.year <= year <= LATEST.year else None

    def _newest(self, wanted: Any) -> dict[str, Any]:
        return next((answer for answer in self._answers if wanted(answer)), {})

    def _lists(self, answer: dict[str, Any]) -> bool:
        listing = answer["topic"] in CHOICES or len(answer.get("rows") or []) > 1
        return listing or bool(catalogue().metadata(answer["topic"]).get("parts"))

    def _facts_of(self, answer: dict[str, Any]) -> tuple[Spanned, ...]:
        rows = answer.get("rows") or []
        years = [row["from"] for row in rows if row["kind"] == "year"]
        periods = [row["from"] for row in rows if row["kind"] == "period"]
        return (*self.library.sanctions.by_since(years), *self.library.timeline.by_since(periods))

    def _of(self, rows: tuple[Spanned, ...]) -> Lookup:
        first = rows[0]
        if isinstance(first, TimelinePeriod):
            return self.library.timeline.of(*rows)  # type: ignore[arg-type]
        return self.library.sanctions.side_of(rows, None)  # type: ignore[arg-type]

    def _part(self, part: str | dict[str, str], listing: dict[str, Any]) -> Found:
        """A part of an answer: a topic or question of its own, or a sentence and the topic it belongs to."""
        if isinstance(part, str):
            return self._open(part)
        return "repeat", {**self._kept(listing), "rows": None, "values": {"said": part["text"]}}

    def _open(self, target: str) -> Found:
        """The answer of a topic id, or of a question the catalogue suggests."""
        topic = target if target.startswith("faq/") else catalogue().topic_of(target)
        if topic:
            return topic, {}
        return self.library.ask(target, "timeline")

    def _said_again(self, answer: dict[str, Any]) -> dict[str, Any]:
        return {**self._kept(answer), "values": {"said": answer["text"]}}

    @staticmethod
    def _kept(answer: dict[str, Any]) -> dict[str, Any]:
        kept = {key: answer.get(key) for key in ("topic", "rows", "suggestions")}
        return {**kept, "section": (answer.get("source") or {}).get("section")}
