"""What a question refers to: the last answer, its rows, and the lookup it came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.asked import Asked
from actions.memory import CHOICES, NOTHING, Answer, Memory, recorded
from actions.replies import Found
from actions.wording import (
    A_ROW,
    AFTER,
    AFTER_THAT,
    AGO,
    AMID,
    ANOTHER,
    BEFORE,
    BEFORE_THAT,
    CAME_FIRST,
    CAME_LAST,
    EACH,
    EVER,
    HAPPENED,
    HIS,
    HOW_LONG,
    HOW_MANY,
    HOW_MUCH,
    LASTING,
    LONGER,
    NEGATED,
    OF_SOURCE,
    OTHERS,
    PERSON,
    PLACE,
    POINTING,
    POINTING_AT_ROWS,
    THE_ONES,
    UNDER_HIM,
    VERY,
    WHEN,
    WHO,
    WHOLE,
    WHOSE,
    WHY,
    WITHIN,
    YEAR,
    YEARS_TOLD,
    places,
    stems,
    years_shifted,
)
from answers.catalogue import catalogue
from answers.rows import row_of
from facts.library import HISTORY, SANCTIONS, Library, split
from facts.lookups import Lookup, join
from facts.models import Dated, SanctionsYear, Spanned, TimelinePeriod
from facts.periods import EARLIEST, LATEST, Period
from facts.sanctions import AMERICAN, RUSSIAN

GENERIC = ("list", "rows", "all_us", "all_russia", "all_impact")
OTHER_VIEW = {("faq/us_view", "russia"): "faq/nato_view", ("faq/nato_view", "us"): "faq/us_view"}
LOOSE = ("detail", "repeat", "relationship", "more")
"""Kinds of follow-up that "before that" turns into a step."""

BARE = 3
"""So few words mean the row spoken of, whatever they look like: "russian reaction"."""

FEW, MANY, MANY_POINTING = 6, 16, 10
POSSIBLE = 0.2
"""From which probability a table that a declined question was nearly taken for is looked up after all."""

BARELY = 0.01

TABLES = ("ask_timeline", "ask_sanctions")
OUTSIDE, OUTSIDE_IF_SURE = 0.05, 0.25
"""Up to which margin of the scope check a declined question is; one that surely means an entry, up to the second."""


class Context:
    """The question, and what the conversation offers to understand it by.

    Args:
        asked: the question.
        answers: the answers given so far, newest first.
        slots: `period` and `actor` of the last lookup.
        library: what is known, and the clock.
    """

    def __init__(self, asked: Asked, answers: list[Answer], slots: dict[str, Any], library: Library) -> None:
        self.library = library
        self._asked = asked
        self._memory = Memory(answers, self.library)
        self._text = self._resolved(asked.text)
        self._actor = slots.get("actor")
        self._last_period = slots.get("period")
        self._periods = self._meant(self.library.periods(self._text))

    def _resolved(self, text: str) -> str:
        """The question with Putin named where "under him" can only mean him."""
        if not self._memory.about_lookup or "Putin" not in self._memory.content["text"]:
            return text
        return UNDER_HIM.sub(
            lambda him: "before the Putin era" if him["lead"].lower() == "before" else "under Putin", text
        )

    def _meant(self, periods: list[Period]) -> list[Period]:
        """The times a question asks about, without those it takes back: "not 2022, 2017"."""
        left = [one for one in periods if not re.search(rf"\bnot (?:in )?{re.escape(one.text)}", self._text, re.I)]
        return left if len(periods) > 1 and left else periods

    def answer(self) -> Found:
        """What the question asks, by its label."""
        if self._asked.label.startswith("ask_"):
            return self.looked_up(self._asked.label.removeprefix("ask_"))
        return self.follow_up() if self._asked.label.startswith("follow_up/") else (self._asked.label, {})

    def follow_up(self) -> Found:
        """What a question that only makes sense after something else was said asks."""
        kind = self._asked.label.partition("/")[2]
        if kind in ("before", "after") and A_ROW.search(self._text) and self._memory.listing:
            return self.nth()
        if kind in LOOSE and (step := self._step_asked()) and self._memory.rows and not self._periods:
            return self.step(step)
        found = FOLLOW_UPS[kind](self) if kind in FOLLOW_UPS else NOTHING
        return self._second_best() or NOTHING if found == NOTHING else found

    def looked_up(self, topic: str) -> Found:
        """A question for the timeline or the sanctions, in the context of what was said last."""
        words = len(self._text.split())
        short = words <= FEW + 1
        step = self._step_asked()
        if step and words <= MANY and self._memory.rows and not self._periods:
            return self.step(step)
        if THE_ONES.search(self._text) and len(self._memory.rows_lately) > 1 and not self._periods:
            return self.nth()
        if topic == "sanctions" and HAPPENED.search(self._text) and not SANCTIONS.search(self._text):
            topic = "timeline"
        if topic == "timeline" and short and self._undirected():
            topic = self._memory.topic
        return self._entry() or self.in_context(self._lookup(topic))

    def _step_asked(self) -> int:
        """-1 for a question about what was before that, 1 for what was after, 0 for any other."""
        return -1 if BEFORE_THAT.search(self._text) else 1 if AFTER_THAT.search(self._text) else 0

    def _entry(self) -> Lookup | None:
        """The entry of the record that the question surely means, where no words of it lead elsewhere."""
        words = len(self._text.split())
        if self._memory.content and words <= MANY_POINTING and POINTING.search(self._text):
            return None
        return self.library.entry(self._asked.target or "", self._text, self._asked.surely)

    def _undirected(self) -> bool:
        """Whether the question names no time and no history, just after a lookup."""
        return self._memory.about_lookup and not self._periods and not HISTORY.search(self._text)

    def linked(self, link: str) -> Found:
        """The topic that answers "why?" or continues after the last answer."""
        if PLACE.search(self._text) and self._memory.listing:
            return self.nth()
        if self._memory.topic.startswith("faq/"):
            target = catalogue().metadata(self._memory.topic).get(link)
            return self._open(target) if target else ("no_more", self._said_again(self._memory.content))
        rows = self._memory.rows
        if not rows:
            content = self._memory.content
            return ("no_more", self._said_again(content)) if content else NOTHING
        periods, years = split(rows)
        if link == "more":
            target = periods[0].more if len(periods) == 1 and not years else None
            return self._open(target) if target else ("that_is_all", self._kept(self._memory.looked_up))
        return self.library.sanctions.why(years, self._actor) if years else self._open(periods[0].why)

    def source(self) -> Found:
        """Where the last answer comes from; asked who said it, what the answer says of that too."""
        content = self._memory.content
        section = (content.get("source") or {}).get("section")
        publishers = join(list(dict.fromkeys(row["publisher"] for row in recorded(content))))
        if not section:
            found = {**self._kept(content), "values": {"publishers": publishers}}
            return ("source_record", found) if publishers else "source_none"
        linked = catalogue().metadata(self._memory.topic).get("more", "")
        if WHOSE.search(self._text) and linked.endswith("_quote"):
            return linked, {}
        told = WHO.search(self._text) or (self._shares_words() and not OF_SOURCE.search(self._text))
        said = content["text"] if told else ""
        values = {"section": section, "said": said, "publishers": publishers}
        return "source_both" if publishers else "source", {**self._kept(content), "values": values}

    def impact(self) -> Found:
        """What came of the sanctions last talked about; of an answer that speaks of none, that again."""
        told = self._memory.content.get("text", "")
        other = self._memory.topic.startswith("faq/") and not SANCTIONS.search(f"{told} {self._text}")
        return self.repeat() if other else self._side("impact")

    def actor(self) -> Found:
        """The side the question names, or the other one than before."""
        memory = self._memory
        if not memory.content and memory.last:
            return self.nth(0)
        other = {"us": "russia", "russia": "us"}.get(self._actor or "us", "russia")
        side = self.library.sanctions.side(self._text) or other
        if memory.about_lookup or not memory.content:
            return self._side(side)
        view = OTHER_VIEW.get((memory.topic, side))
        told = memory.content["text"]
        both = AMERICAN.search(told) and RUSSIAN.search(told)
        return self._open(view) if view else self.repeat() if both else "decline"

    def detail(self) -> Found:
        """Something about what was said last: what it names, whose words it is, or the answer with that in it again."""
        if self._ordinal():
            return self.nth()
        if LASTING.search(self._text):
            return self.duration()
        if named := self.library.sanctions.named(self._text):
            return named
        lookup = self._lookup(self._memory.looked_up.get("topic", "timeline"))
        if self._periods or self.library.timeline.names(self._text):
            return self.repeat() if self._periods and self._about_last_answer(self._periods[0]) else lookup
        if HOW_MANY.search(self._text) and self._memory.topic == "sanctions":
            return self.library.sanctions.count()
        if HOW_MANY.search(self._text) and not self._memory.about_lookup and self._memory.parts() and self._short():
            return "repeat", self._said_again(self._memory.listing)
        if HOW_MUCH.search(self._text) and self._memory.about_lookup:
            return f"{self._memory.topic}_no_detail"
        if self._asked.target and lookup.reply not in GENERIC:
            return lookup
        periods, years = split(self._memory.rows)
        if (
            self._memory.about_lookup
            and len(periods) == 1
            and not years
            and periods[0].more
            and not self._shares_words()
        ):
            return self._open(periods[0].more)
        return self.repeat()

    def same_again(self) -> Found:
        """The last lookup with what the question changes in it: its time, its side, or which lookup it is."""
        if shifted := self._shifted():
            return self._at(shifted)
        if named := self.library.sanctions.named(self._text):
            return named
        if self._periods and self._about_last_answer(self._periods[0]):
            return self.repeat()
        alike = self.library.timeline.related(self._text)
        if len(alike) == 1 and alike[0] in self._memory.rows_lately and not self._periods:
            return self._of(alike)
        if AMID.search(self._text) and (between := self._between()):
            return between
        if self._ordinal() and not self._periods:
            return self.nth()
        if len(self._periods) < len(self.library.periods(self._text)):
            return self._at(self._periods[0])
        lookup = self.library.ask(self._text, self._memory.looked_up.get("topic", "timeline"))
        if lookup.reply not in GENERIC or len(lookup.rows) == 1 or len(self._periods) > 1:
            return self._for_same_side(lookup)
        if not self._memory.content and self._memory.last:
            return self.nth(0)
        side = self.library.sanctions.side(self._text)
        return self._side(side) if side else self._part_named() or self._topic_named() or self._side(None)

    def step(self, step: int) -> Found:
        """What came before or after the last rows, or so many years earlier or later."""
        if shifted := self._shifted():
            return self._at(shifted)
        if self._periods:
            return self._at(self._periods[0])
        if self._text != self._asked.text:
            return self.library.ask_timeline(self._text)
        if WITHIN.search(self._text) and self._memory.rows:
            return self._of(self._memory.rows, self._actor)
        if self._memory.topic.endswith("_quote") and HIS.search(self._text):
            return self.repeat()
        periods, years = split(self._memory.rows)
        if years:
            both = AMERICAN.search(self._text) and RUSSIAN.search(self._text)
            side = None if both else self.library.sanctions.side(self._text) or self._actor
            lookup = self.library.sanctions.step(years, step, side)
            if lookup.rows or not periods:
                return lookup
        if periods:
            return self.library.timeline.step(periods, step)
        return self.library.ask_timeline(self._text)

    def nth(self, place: int | None = None) -> Found:
        """The nth of the questions offered, of the rows listed, or of the parts an answer named."""
        rows, parts = self._memory.listed_rows(), self._memory.parts()
        if not rows and not parts and self._memory.about_lookup:
            lately = self._memory.rows_lately if THE_ONES.search(self._text) and not VERY.search(self._text) else ()
            rows = lately if len(lately) > 1 else self.library.table(self._memory.topic)
        if place is None and OTHERS.search(self._text):
            return self._others(rows, parts)
        asked = places(self._text) if place is None else [place]
        place = asked[0]
        if rows:
            side = self.library.sanctions.side(self._text) or self._actor
            return self._of(tuple(dict.fromkeys(rows[min(one, len(rows) - 1)] for one in asked)), side)
        return self._part(parts[min(place, len(parts) - 1)]) if parts else self._extreme()

    def _between(self) -> Lookup | None:
        """What lies between the two rows spoken of lately."""
        periods, years = split(self._memory.rows_lately)
        if periods:
            return self.library.timeline.amid(periods)
        inside = [row for row in self.library.sanctions.years if years and years[0].since < row.since < years[-1].since]
        return self._of(tuple(inside), self._actor) if inside else None

    def _extreme(self) -> Found:
        """The first or the last of the table that was talked about."""
        lookup = self.library.ask(self._text, self._memory.looked_up.get("topic", "timeline"))
        return lookup if self._memory.rows and lookup.reply not in GENERIC[:1] else NOTHING

    def _others(self, rows: tuple[Spanned | Dated, ...], parts: list[Any]) -> Found:
        """What is listed besides what was said last."""
        said = self._memory.content
        if rows:
            return self._of(tuple(row for row in rows if row not in self._memory.rows) or rows, self._actor)
        left = [one for one in parts if not self._says(said, one)] or parts
        texts = [one["text"] if isinstance(one, dict) else catalogue().question(one) for one in left]
        return "repeat", {**self._kept(self._memory.listing), "rows": None, "values": {"said": " ".join(texts)}}

    @staticmethod
    def _says(answer: Answer, part: Any) -> bool:
        """Whether an answer is, or is the answer to, a part of a list."""
        if isinstance(part, dict):
            return answer.get("text") == part["text"] or answer.get("topic") == part["topic"]
        return answer.get("topic") == part

    def another(self) -> Found:
        """What else is listed, when the question asks for another of those; otherwise any other question."""
        rows, parts = self._memory.listed_rows(), self._memory.parts()
        return self._others(rows, parts) if ANOTHER.search(self._text) and (rows or parts) else "anything_else"

    def affirmed(self) -> Found:
        """The first question offered; more of the last answer when none was."""
        return self.nth(0) if self._memory.last.get("topic") in CHOICES else self.linked("more")

    def duration(self) -> Found:
        """How long the last rows lasted, and when they began and ended."""
        if EVER.search(self._text) and (since := self._since()):
            return self._open(since)
        periods, years = split(self._memory.rows)
        if years and not periods:
            return self._of(years)
        dated = self._memory.topic.startswith("faq/") and YEAR.search(self._memory.content["text"])
        if dated and WHEN.match(self._text):
            return self.repeat()
        if periods and (self._memory.about_lookup or catalogue().metadata(self._memory.topic).get("about")):
            return self.library.timeline.duration(*periods)
        if since := self._since():
            return self._open(since)
        return self.repeat() if self._memory.content else NOTHING

    def _since(self) -> str | None:
        """The topic that says since when, or whether ever, what the last answer told has been so."""
        return catalogue().metadata(self._memory.topic).get("since")

    def relationship(self) -> Found:
        """What the two countries were to each other in the time last talked about, or before or after it."""
        if self._periods:
            return self.library.timeline.at(self._periods[0])
        if EACH.search(self._text) and (periods := split(self._memory.rows_lately)[0]):
            return self._of(periods)
        if self.library.timeline.named(self._text):
            return self.library.ask_timeline(self._text)
        for words, step in ((BEFORE, -1), (AFTER, 1)):
            if words.search(self._text) and self._memory.rows:
                return self.step(step)
        if WHEN.search(self._text) and self.library.timeline.related(self._text):
            return self.library.ask_timeline(self._text)
        periods, years = split(self._memory.rows)
        if years and not periods:
            return self.library.timeline.at(Period.from_iso(years[0].since))
        return self._of(periods) if periods else self._open("faq/relationship_kind")

    def compare(self) -> Found:
        """The last rows beside those the question names; the one of them that is of a kind it asks for."""
        memory = self._memory
        if LONGER.search(self._text) and (longer := self._durations()):
            return longer
        if POINTING.search(self._text) and not self._periods and (ordered := self._in_order()):
            return ordered
        lookup = self.library.ask(self._text, memory.looked_up.get("topic", "sanctions"))
        if memory.topic.startswith("faq/") and not self._periods and lookup.reply in GENERIC:
            return self.repeat()
        if alike := tuple(row for row in self.library.timeline.related(self._text) if row in memory.rows):
            return self._of(alike)
        _, years = split(memory.rows)
        if len(years) > 1 and not self._periods and (side := self.library.sanctions.side(self._text)):
            return self.library.sanctions.side_of(years, side)
        named = lookup.rows if self._periods or lookup.reply != "list" else ()
        if len(named) > 1 or not memory.rows:
            return lookup
        rows = sorted({*memory.rows, *named}, key=lambda row: row.since)
        return "no_ranking", {**self._kept(memory.looked_up), "rows": [row_of(row) for row in rows]}

    def _durations(self) -> Lookup | None:
        """How long the periods spoken of lately lasted, with those the question names."""
        named = self.library.timeline.named(self._text)
        spoken = split(self._memory.rows if named else self._memory.rows_lately)[0]
        rows = sorted({*spoken, *named}, key=lambda row: row.since)
        return self.library.timeline.duration(*rows) if rows and self._memory.about_lookup else None

    def _in_order(self) -> Lookup | None:
        """The first or the last of the rows spoken of lately, when the question asks which of them came so."""
        rows = self._memory.rows_lately
        if len(rows) < 2 or not re.search(r"\bwhich\b", self._text, re.I):
            return None
        if CAME_FIRST.search(self._text):
            return self._of(rows[:1])
        return self._of(rows[-1:]) if CAME_LAST.search(self._text) else None

    def choice(self, offered: list[str]) -> Found:
        """Which of the likeliest topics was meant; declines where that was asked just before."""
        asked_before = self._memory.last.get("topic") == "clarify"
        return "decline" if asked_before else "clarify", {"suggestions": offered}

    def repeat(self) -> Found:
        """The last answer once more."""
        said = self._memory.content or self._memory.last
        return ("repeat", self._said_again(said)) if said else NOTHING

    def news(self) -> Found | None:
        """What a question taken for one about the news asks after all: a year that is over; None when nothing."""
        over = [one for one in self._periods if one.years[1] < self.library.today.year and not AGO.search(one.text)]
        return self.looked_up("timeline") if over else self._latest()

    def _latest(self) -> Found | None:
        """The last of the rows talked about, when a few words ask for the latest; None when they do not."""
        if not self._memory.about_lookup or len(self._text.split()) > 3 or not PLACE.search(self._text):
            return None
        return self.nth()

    def reconsidered(self) -> Found | None:
        """What a question that was not understood by itself asks after all; None when nothing.

        Either it names something of a table that it was nearly taken for, or it points back at the last answer
        ("that one", "they", or few words) and speaks of what that speaks of.
        """
        if self._asked.command:
            return None
        found = self._after_all()
        return self._of_last_answer() if found is None and not self._asked.names else found

    def _after_all(self) -> Found | None:
        """What of the tables or the record a declined question asks by itself; None far outside of what they hold."""
        if self.library.chronicle.met(self._text):
            return self.library.ask_timeline(self._text)
        outside, labels = self._asked.outside, self._asked.ranking
        looked_for = sum(labels.get(one, 0.0) for one in TABLES)
        if looked_for >= POSSIBLE and outside <= (OUTSIDE_IF_SURE if self._asked.surely else OUTSIDE):
            entry = self._entry()
            if entry and (self._asked.surely or not self._asked.names):
                return entry
        if self._asked.names or outside > OUTSIDE:
            return None
        if plain := self.library.plainly(self._text):
            return plain
        if tables := [one for one in labels if one in TABLES]:
            named = self.library.names(self._text) and tables[0] in likeliest(labels, 2)
            if (self._asked.target and labels[tables[0]] >= POSSIBLE) or named:
                return self.in_context(self._lookup(tables[0].removeprefix("ask_")))
        return None

    def _of_last_answer(self) -> Found | None:
        """What a declined question asks of what was said last."""
        labels, memory = self._asked.ranking, self._memory
        few = len(self._text.split()) <= FEW
        if few and self._periods and likeliest(labels, 1)[0].startswith("follow_up/"):
            return self.same_again()
        if not memory.content or not (few or POINTING.search(self._text)) or self._other_country():
            return None
        if not stems(self._text):
            return self.repeat()
        if (
            HOW_LONG.search(self._text)
            and YEARS_TOLD.search(memory.content["text"])
            and memory.topic.startswith("faq/")
        ):
            return self.repeat()
        if WHY.search(self._text) and memory.topic.startswith("faq/") and POINTING.search(self._text):
            return self.linked("why")
        if few and (part := self._part_named()):
            return part
        if AMID.search(self._text) and (between := self._between()):
            return between
        if few and WHO.search(self._text):
            return self.source()
        if self._ordinal() and not memory.about_lookup:
            return self.nth()
        if memory.topic.startswith("faq/"):
            speaks = memory.topic.endswith(("_quote", "_embassy")) and PERSON.search(self._text)
            return self.repeat() if speaks or memory.topic in likeliest(labels, 3) or self._shares_words() else None
        return self._about_rows(memory.topic)

    def _about_rows(self, topic: str) -> Found | None:
        text = f"sanctions: {self._text}" if topic == "sanctions" else self._text
        lookup = self.library.ask(text, topic)
        if lookup.reply not in GENERIC or len(lookup.rows) == 1:
            return lookup
        if self._ordinal():
            return self.nth()
        side = self.library.sanctions.side(self._text)
        return self._side(side) if side else self.repeat() if self._shares_words() else None

    def in_context(self, lookup: Lookup) -> Found:
        """A lookup of everything, when the question points at what was said last ("that year"): of that."""
        memory = self._memory
        if lookup.reply == "duration" and LONGER.search(self._text):
            return self._durations() or lookup
        if lookup.reply not in GENERIC or len(lookup.rows) == 1 or not memory.content:
            return lookup
        if memory.topic.startswith("faq/") and not SANCTIONS.search(self._text):
            again = POINTING.search(self._text) and (self._shares_words() or not stems(self._text))
            return self.repeat() if again else lookup
        periods, years = split(self._rows_pointed_at())
        if not (self._short() or POINTING_AT_ROWS.search(self._text)):
            return lookup
        if lookup.topic == "sanctions" and years:
            return self.library.sanctions.side_of(years, lookup.actor)
        return self.library.timeline.of(*periods) if lookup.topic == "timeline" and periods else lookup

    def _second_best(self) -> Found | None:
        """The likeliest topic or table of a follow-up with nothing to refer to; None when none is likely."""
        if self.library.names(self._text):
            return self.library.ask(self._text, "timeline")
        for label, confidence in self._asked.ranking.items():
            if label.startswith("faq/") and confidence >= BARELY and not self._asked.names:
                return label, {}
        return None

    def _lookup(self, topic: str) -> Lookup:
        """What a table has; by the meaning of the question where its words only lead to the whole of it."""
        lookup = (
            self.library.ask_sanctions(self._text) if topic == "sanctions" else self.library.ask_timeline(self._text)
        )
        bare = len(self._text.split()) <= BARE and bool(split(self._memory.rows)[1])
        bare = bare or bool(self._memory.content and POINTING.search(self._text) and self._short())
        bare = bare or bool(self._memory.rows and POINTING_AT_ROWS.search(self._text))
        aimed = None if bare else self.library.aimed(self._asked.target or "", self._text)
        return aimed if aimed and self.library.vague(lookup, self._text) else lookup

    def _short(self) -> bool:
        """Whether the question has few words and none for the whole of a table."""
        return len(self._text.split()) <= FEW + 1 and not WHOLE.search(self._text)

    def _ordinal(self) -> bool:
        """Whether the question points at one or the others of what was listed."""
        return bool(self._memory.listing and (PLACE.search(self._text) or OTHERS.search(self._text)))

    def _other_country(self) -> bool:
        """Whether the question is about the US and the last answer does not speak of it."""
        return bool(AMERICAN.search(self._text)) and not AMERICAN.search(self._memory.content["text"])

    def _shares_words(self) -> bool:
        """Whether a telling word of the question is in the last answer."""
        return bool(stems(self._text) & stems(self._memory.content["text"].replace("%", " percent")))

    def _at(self, asked: Period) -> Lookup:
        if self._memory.looked_up.get("topic") == "sanctions":
            return self.library.sanctions.at(asked, self._actor)
        return self.library.at(asked)

    def _side(self, side: str | None) -> Found:
        sanctions = self.library.sanctions
        if named := sanctions.named(self._text):
            return named
        if self._periods:
            return sanctions.at(self._periods[0], side)
        if self._memory.about_lookup and not self._memory.rows and sanctions.pays(self._memory.content["text"]):
            return self.repeat()
        rows = self._memory.rows_of(self._memory.listing) if EACH.search(self._text) else self._rows_pointed_at()
        periods, years = split(rows)
        if periods and not years and self._memory.about_lookup:
            return self._of(periods)
        return sanctions.side_of(years or sanctions.years, side)

    def _rows_pointed_at(self) -> tuple[Spanned, ...]:
        """The rows spoken of; for "that year" after an answer without rows, those before it."""
        return self._memory.rows or (self._memory.rows_before if POINTING_AT_ROWS.search(self._text) else ())

    def _for_same_side(self, lookup: Lookup) -> Lookup:
        years = tuple(row for row in lookup.rows if isinstance(row, SanctionsYear))
        if lookup.topic == "sanctions" and lookup.reply == "rows" and self._actor and years:
            return replace(self.library.sanctions.side_of(years, self._actor), period=lookup.period)
        return lookup

    def _topic_named(self) -> Found | None:
        """The one FAQ topic whose own question shares a telling word with this one."""
        wanted = stems(NEGATED.sub("", self._text))
        shared = Counter({one: len(wanted & stems(catalogue().question(one))) for one in catalogue().topics()})
        (best, most), (_, second) = shared.most_common(2)
        return self._open(best) if most > second else None

    def _part_named(self) -> Found | None:
        """The one part of the newest list whose answer shares a telling word with the question."""
        wanted, parts = stems(self._text), [one for one in self._memory.parts() if isinstance(one, str)]
        named = [one for one in parts if wanted & stems(catalogue().text(one))]
        return self._open(named[0]) if len(named) == 1 else None

    def _about_last_answer(self, period: Period) -> bool:
        return self._memory.topic.startswith("faq/") and str(period.years[0]) in self._memory.content["text"]

    def _shifted(self) -> Period | None:
        years, rows = years_shifted(self._text), self._memory.rows
        if not (years and (self._last_period or rows)):
            return None
        named = self._last_period
        last = Period.from_iso(named, self.library.today) if named else rows[0].period(self.library.present)
        year = last.years[years > 0] + years
        return Period.from_iso(str(year)) if EARLIEST.year <= year <= LATEST.year else None

    def _of(self, rows: tuple[Spanned | Dated, ...], side: str | None = None) -> Lookup:
        if isinstance(rows[0], Dated) and (told := self.library.told(rows)):  # type: ignore[arg-type]
            return told
        if isinstance(rows[0], TimelinePeriod):
            return self.library.timeline.of(*rows)  # type: ignore[arg-type]
        return self.library.sanctions.side_of(rows, side)  # type: ignore[arg-type]

    def _part(self, part: str | dict[str, str]) -> Found:
        """A part of an answer: a topic or question of its own, or a sentence and the topic it belongs to."""
        if isinstance(part, str):
            return self._open(part)
        return "repeat", {**self._kept(self._memory.listing), "rows": None, "values": {"said": part["text"]}}

    def _open(self, target: str) -> Found:
        """The answer of a topic id, or of a question the catalogue suggests."""
        topic = target if target.startswith("faq/") else catalogue().topic_of(target)
        return (topic, {}) if topic else self.library.ask(target, "timeline")

    def _said_again(self, answer: Answer) -> dict[str, Any]:
        return {**self._kept(answer), "values": {"said": answer["text"]}}

    @staticmethod
    def _kept(answer: Answer) -> dict[str, Any]:
        kept = {key: answer.get(key) for key in ("topic", "rows", "suggestions")}
        return {**kept, "section": (answer.get("source") or {}).get("section")}


def likeliest(ranking: dict[str, float], count: int) -> list[str]:
    """The first labels of a ranking."""
    return list(ranking)[:count]


FOLLOW_UPS: dict[str, Callable[[Context], Found]] = {
    "why": lambda context: context.linked("why"),
    "more": lambda context: context.linked("more"),
    "source": Context.source,
    "detail": Context.detail,
    "impact": Context.impact,
    "actor": Context.actor,
    "period": Context.same_again,
    "correct": Context.same_again,
    "before": lambda context: context.step(-1),
    "after": lambda context: context.step(1),
    "ordinal": Context.nth,
    "duration": Context.duration,
    "relationship": Context.relationship,
    "compare": Context.compare,
    "repeat": Context.repeat,
    "affirm": Context.affirmed,
    "deny": Context.another,
}
"""What each `follow_up/<kind>` asks."""
