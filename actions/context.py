"""What a follow-up refers to: the last answer, its rows, and the lookup it came from."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions.conversation import last_about, last_answer, question
from answers.catalogue import catalogue
from answers.rows import row_of
from facts.lookups import Lookup, asked_periods
from facts.models import Facts
from facts.periods import Period
from facts.sanctions import AMERICAN, RUSSIAN, Sanctions
from facts.timeline import Timeline

ORDINALS = (
    (0, r"\b(first|1st|former|one|1|a)\b"),
    (1, r"\b(second|2nd|two|2|middle|b)\b"),
    (2, r"\b(third|3rd|three|3|c)\b"),
    (3, r"\b(fourth|4th|four|4)\b"),
)
LAST = r"\b(last|final|latter|bottom)\b"
SANCTIONS = re.compile(r"\b(sanction\w*|ban\w*|freez\w*|froze|penalt\w+|retaliat\w+)\b", re.I)
TIMELINE = re.compile(r"\b(timeline|history|period|era|happened)\b", re.I)

NOTHING = "follow_up/why"
"""The response to a follow-up that has nothing to refer to; all kinds share it."""

Found = Lookup | tuple[str, dict[str, Any]] | str


class Context:
    """The question, and what the conversation offers to understand it by.

    Args:
        tracker: the conversation.
        facts: what is known.
        today: the clock.
    """

    def __init__(self, tracker: Tracker, facts: Facts, today: date) -> None:
        self._text = question(tracker)
        self._last: dict[str, Any] = last_answer(tracker) or {}
        self._content = last_about(tracker, "faq", "timeline", "sanctions")
        self._looked_up = last_about(tracker, "timeline", "sanctions")
        self._actor = tracker.get_slot("actor")
        self._periods = asked_periods(self._text, today)
        self._timeline = Timeline(facts, today)
        self._sanctions = Sanctions(facts, today)

    def offered(self) -> bool:
        """Whether the last answer was a choice of questions."""
        return self._last.get("topic") in ("clarify", "decline", NOTHING)

    def linked(self, link: str) -> Found:
        """The topic that answers "why?" or continues after the last answer."""
        if not self._content:
            return NOTHING
        topic = self._content["topic"]
        if topic.startswith("faq/"):
            return self._open(catalogue().metadata(topic)[link])
        rows = self._rows(topic)
        if not rows:
            return "that_is_all"
        return self._open(rows[0].more if link == "more" else rows[0].why)

    def source(self) -> Found:
        """Where the last answer comes from."""
        if not (self._content and self._content.get("source")):
            return "source_none"
        suggestions = self._content["suggestions"]
        return "source", {
            "values": {"section": self._content["source"]["section"]},
            "section": self._content["source"]["section"],
            "topic": self._content["topic"],
            "rows": self._content.get("rows"),
            "suggestions": suggestions,
        }

    def named_side(self) -> str | None:
        """The side the question names, or the other one than before."""
        american, russian = AMERICAN.search(self._text), RUSSIAN.search(self._text)
        if american and not russian:
            return "us"
        if russian and not american:
            return "russia"
        return {"us": "russia", "russia": "us"}.get(self._actor or "us", "russia")

    def side(self, side: str | None) -> Found:
        """One side of the sanctions last talked about."""
        if self._content and self._content["topic"] == "faq/us_view" and side == "russia":
            return self._open("faq/nato_view")
        if self._content and self._content["topic"] == "faq/nato_view" and side == "us":
            return self._open("faq/us_view")
        if self._periods:
            return self._sanctions.at(self._periods[0], side)
        topic = self._looked_up["topic"] if self._looked_up else None
        if topic == "timeline" and self._content is self._looked_up:
            return self._timeline.of(*(self._rows("timeline") or self._timeline.periods))
        return self._sanctions.side_of(self._rows("sanctions") or self._sanctions.years, side)

    def same_again(self) -> Found:
        """The last lookup with what the question changes in it: its time, its side, or which lookup it is."""
        topic = self._looked_up["topic"] if self._looked_up else "timeline"
        if SANCTIONS.search(self._text):
            topic = "sanctions"
        elif TIMELINE.search(self._text):
            topic = "timeline"
        side = self._sanctions.side(self._text)
        if topic == "sanctions":
            if self._periods:
                return self._sanctions.at(self._periods[0], side or self._actor)
            named = self._sanctions.named(self._text)
            return named or self.side(side or self._actor)
        return self._timeline.ask(self._text) if self._periods or self._timeline.names(self._text) else self.side(side)

    def step(self, step: int) -> Found:
        """What came before or after the last rows."""
        if not self._looked_up:
            return self._timeline.ask(self._text)
        if self._looked_up["topic"] == "sanctions":
            rows = self._rows("sanctions") or self._sanctions.years[:1]
            return self._sanctions.step(rows, step, self._actor)
        return self._timeline.step(self._rows("timeline") or self._timeline.periods[-1:], step)

    def nth(self, place: int | None = None) -> Found:
        """The nth of the questions offered, or of the rows listed."""
        place = self._place() if place is None else place
        topic = self._last.get("topic", "")
        rows = self._rows(topic)
        if len(rows) > 1:
            row = rows[min(place, len(rows) - 1)] if place >= 0 else rows[-1]
            lookup = self._sanctions.side_of((row,), None) if topic == "sanctions" else None
            return lookup or self._timeline.of(row)
        suggestions = self._last.get("suggestions", [])
        return self._open(suggestions[min(place, len(suggestions) - 1)]) if suggestions else NOTHING

    def duration(self) -> Found:
        """How long the last rows lasted, and when they began and ended."""
        rows = self._timeline_rows()
        return self._timeline.duration(*rows) if rows else NOTHING

    def relationship(self) -> Found:
        """What the two countries were to each other in the time last talked about."""
        if self._periods:
            return self._timeline.at(self._periods[0])
        rows = self._timeline_rows()
        return self._timeline.of(*rows) if rows else self._open("faq/relationship_kind")

    def compare(self) -> Found:
        """The last rows beside those the question names."""
        if not self._looked_up:
            return NOTHING
        named = [self._lookup_at(one) for one in self._periods]
        rows = (*self._rows(self._looked_up["topic"]), *(row for lookup in named for row in lookup.rows))
        found = [row_of(row) for row in dict.fromkeys(sorted(rows, key=lambda row: row.since))]
        topic = self._looked_up["topic"]
        source = self._looked_up.get("source") or {}
        return "no_ranking", {
            "rows": found,
            "row_style": f"{topic}_row",
            "topic": topic,
            "section": source.get("section"),
        }

    def repeat(self) -> Found:
        """The last answer once more."""
        if not self._last:
            return NOTHING
        kept = {key: self._last.get(key) for key in ("topic", "rows", "suggestions")}
        section = (self._last.get("source") or {}).get("section")
        return "repeat", {**kept, "section": section, "values": {"said": self._last["text"]}}

    def _open(self, target: str) -> Found:
        """The answer of a topic id, or of a question the catalogue suggests."""
        topic = target if target.startswith("faq/") else catalogue().topic_of(target)
        if topic:
            return topic, {}
        if target == "sanctions/who_pays":
            return self._sanctions.who_pays()
        return self._sanctions.ask(target) if SANCTIONS.search(target) else self._timeline.ask(target)

    def _lookup_at(self, period: Period) -> Lookup:
        about = self._sanctions if self._looked_up and self._looked_up["topic"] == "sanctions" else self._timeline
        return about.at(period)

    def _rows(self, topic: str) -> tuple:
        """The facts of the last lookup, when it was about `topic`."""
        if not self._looked_up or self._looked_up["topic"] != topic:
            return ()
        since = [row["from"] for row in self._looked_up.get("rows") or []]
        return (self._timeline if topic == "timeline" else self._sanctions).by_since(since)

    def _timeline_rows(self) -> tuple:
        if not self._looked_up:
            return ()
        if self._looked_up["topic"] == "timeline":
            return self._rows("timeline")
        rows = self._rows("sanctions")
        return self._timeline.ask(rows[0].since).rows if rows else ()

    def _place(self) -> int:
        for place, words in ORDINALS:
            if re.search(words, self._text, re.I):
                return place
        return -1 if re.search(LAST, self._text, re.I) else 0
