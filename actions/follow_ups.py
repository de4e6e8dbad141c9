"""Questions that only make sense after something else was said, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from actions.memory import CHOICES, NOTHING, recorded
from actions.reference import FEW, GENERIC, LIKELY, RATHER, Reference
from actions.replies import Found
from actions.wording import (
    A_ROW,
    AFTER,
    ANOTHER,
    BEFORE,
    CAME_FIRST,
    CAME_LAST,
    COUNT_ALONE,
    EACH,
    ENDED,
    EVER,
    HAPPENED,
    HOW_MANY,
    HOW_MUCH,
    LASTING,
    OF_SOURCE,
    OF_THEM,
    PLACE,
    POINTING,
    WHAT_THEN,
    WHEN,
    WHO,
    WHOSE,
    WHY,
    YEAR,
)
from answers.catalogue import catalogue
from answers.rows import row_of
from facts.library import SANCTIONS, split
from facts.lookups import Lookup, join
from facts.models import SanctionsYear
from facts.periods import Period
from facts.sanctions import AMERICAN, RUSSIAN
from facts.timeline import LONGER

OTHER_VIEW = {("faq/us_view", "russia"): "faq/nato_view", ("faq/nato_view", "us"): "faq/us_view"}
LOOSE = ("detail", "repeat", "relationship", "more")
"""Kinds of follow-up that "before that" turns into a step."""

STEPS = ("before", "after")
BARELY = 0.01

OF_PEOPLE = ("detail", "repeat", "more", "source", "leaning")
"""Kinds of follow-up that may ask of the person whose words were told."""

BY_TOPIC = ("more", "affirm", "detail", "source", "actor", "period", "impact", "after", "before")
"""Kinds of follow-up that a topic near what was said lately comes before, when it is rather likely."""

RELATIONSHIP = "faq/relationship_kind"

DOUBTFUL = 0.6
"""Under which confidence a why-question that points back asks why that is."""

NEAR = 6.0
"""How much likelier a question that points back means a topic near what was said lately."""


class FollowUps(Reference):
    """What a follow-up asks, by its kind."""

    def follow_up(self) -> Found:
        """What a question that only makes sense after something else was said asks."""
        kind = self._asked.label.partition("/")[2]
        if pointed := self._before_all_kinds(kind):
            return pointed
        if kind in STEPS and (moved := self._stepped(kind)):
            return moved
        loose = kind in LOOSE or (kind == "ordinal" and not PLACE.search(self._text))
        if loose and (step := self._step_asked()) and self._memory.rows and not self._periods:
            return self.step(step)
        found = FOLLOW_UPS[kind](self) if kind in FOLLOW_UPS else NOTHING
        return self._second_best() or NOTHING if found == NOTHING else found

    def _before_all_kinds(self, kind: str) -> Found | None:
        """What the words alone point at, whatever the kind: the other one, a count, a topic near by, a person, "what
        then?" after what the two are not."""
        if other := self._other_one():
            return other
        if COUNT_ALONE.fullmatch(self._text):
            return self.detail()
        if kind in BY_TOPIC and not self._periods and (near := self._near(RATHER)):
            return near
        if kind in OF_PEOPLE and (told := self._of_person()):
            return told
        not_that = catalogue().metadata(self._memory.topic).get("more") == RELATIONSHIP
        return self._open(RELATIONSHIP) if not_that and WHAT_THEN.fullmatch(self._text) else None

    def _stepped(self, kind: str) -> Found | None:
        """What seems to ask for what came before or after: which came first, what ended it, a row by its place."""
        if ordered := self._in_order():
            return ordered
        if kind == "after" and ENDED.search(self._text) and self._memory.about_lookup and split(self._memory.rows)[0]:
            return self._of(self._memory.rows)
        return self.nth() if A_ROW.search(self._text) and self._memory.listing else None

    def _second_best(self) -> Found | None:
        """The likeliest topic or table of a follow-up with nothing to refer to; None when none is likely."""
        if self.library.names(self._text):
            return self.library.ask(self._text, "timeline")
        for label, confidence in self._asked.ranking.items():
            if label.startswith("faq/") and confidence >= BARELY and not self._asked.names:
                return label, {}
        return None

    def leaning(self) -> Found:
        """What a question that points back means: the topic it was taken for, or one near what was said lately."""
        ranking, memory = self._asked.ranking, self._memory
        best = next(iter(ranking))
        if not memory.content:
            return best, {}
        if self._of_list():
            return self._reason_of(self.nth()) if WHY.search(self._text) else self.nth()
        if not best.startswith("faq/"):
            return self.detail()
        if memory.about_lookup and (of_rows := self._leaning_on_rows(best)):
            return of_rows
        doubtful = ranking[best] < DOUBTFUL and memory.topic.startswith("faq/")
        if doubtful and WHY.search(self._text) and POINTING.search(self._text):
            return self.linked("why")
        near = memory.related
        topics = [one for one in ranking if one.startswith("faq/")]
        return max(topics, key=lambda one: ranking[one] * (NEAR if one in near else 1)), {}

    def _leaning_on_rows(self, best: str) -> Found | None:
        """What such a question asks of the rows just told; None when it is for the topic it was taken for."""
        ranking, memory = self._asked.ranking, self._memory
        if best == RELATIONSHIP and split(memory.rows)[0]:
            return self.relationship()
        if len(self._text.split()) <= FEW:
            named = self.library.ask(self._text, memory.topic)
            if named.reply not in GENERIC or len(named.rows) == 1:
                return named
        if best not in memory.related and ranking[best] < self._asked.share("follow_up/", "ask_"):
            kinds = [one.partition("/")[2] for one in ranking if one.startswith("follow_up/")]
            return FOLLOW_UPS[kinds[0]](self) if kinds else self.detail()
        return self._between()

    @staticmethod
    def _reason_of(found: Found) -> Found:
        """The topic that answers why it is as an FAQ answer says; that answer where there is none."""
        why = catalogue().metadata(found[0]).get("why") if isinstance(found, tuple) else None
        return (why, {}) if why else found

    def linked(self, link: str) -> Found:
        """The topic that answers "why?" or continues after the last answer."""
        if PLACE.search(self._text) and self._memory.listing:
            return self.nth()
        if self._memory.topic.startswith("faq/"):
            target = catalogue().metadata(self._memory.topic).get(link)
            return self._open(target) if target else ("no_more", self._said_again(self._memory.content))
        rows = self._memory.rows
        if link == "why" and HAPPENED.search(self._text) and split(rows)[0]:
            return self._of(rows)
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
        told = (
            WHO.search(self._text)
            or WHY.search(self._text)
            or (self._shares_words() and not OF_SOURCE.search(self._text))
        )
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
        if view:
            return self._open(view)
        return self._near() or (self.repeat() if both else "decline")

    def detail(self) -> Found:
        """Something about what was said last: what it names, whose words it is, or the answer with that in it again."""
        if self._ordinal():
            return self.nth()
        if between := self._between():
            return between
        if LASTING.search(self._text):
            return self.duration()
        if named := self.library.sanctions.named(self._text):
            return named
        if not self._periods and (near := self._near(LIKELY)):
            return near
        lookup = self._lookup(self._memory.looked_up.get("topic", "timeline"))
        if self._periods or self.library.timeline.names(self._text):
            return self.repeat() if self._periods and self._about_last_answer(self._periods[0]) else lookup
        if HOW_MANY.search(self._text) and self._memory.topic == "sanctions":
            whole = COUNT_ALONE.fullmatch(self._text) or SANCTIONS.search(self._text) or OF_THEM.search(self._text)
            return self.library.sanctions.count() if whole else "sanctions_no_detail"
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
        if between := self._between():
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
        if self._memory.topic.startswith("faq/") and (near := self._near(LIKELY) or self._topic_from(LIKELY)):
            return near
        side = self.library.sanctions.side(self._text)
        return self._side(side) if side else self._part_named() or self._topic_named() or self._side(None)

    def ordinal(self) -> Found:
        """One of what was listed; asked for both or all of them without a list, the answer again."""
        listed = self._memory.listed_rows() or self._memory.parts() or self._memory.about_lookup
        both = EACH.search(self._text) and not PLACE.search(self._text) and self._memory.content
        return self.repeat() if both and not listed else self.nth()

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
        if (dated and WHEN.match(self._text)) or (self._memory.year_told and WHEN.search(self._text)):
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

    def _in_order(self) -> Lookup | None:
        """The first or the last of the rows spoken of lately, when the question asks which of them came so."""
        rows = self._memory.rows_lately
        if len(rows) < 2 or not re.search(r"\bwhich\b", self._text, re.I):
            return None
        if CAME_FIRST.search(self._text):
            return self._of(rows[:1])
        return self._of(rows[-1:]) if CAME_LAST.search(self._text) else None

    def _for_same_side(self, lookup: Lookup) -> Lookup:
        years = tuple(row for row in lookup.rows if isinstance(row, SanctionsYear))
        if lookup.topic == "sanctions" and lookup.reply == "rows" and self._actor and years:
            return replace(self.library.sanctions.side_of(years, self._actor), period=lookup.period)
        return lookup


FOLLOW_UPS: dict[str, Callable[[FollowUps], Found]] = {
    "leaning": FollowUps.leaning,
    "why": lambda asked: asked.linked("why"),
    "more": lambda asked: asked.linked("more"),
    "source": FollowUps.source,
    "detail": FollowUps.detail,
    "impact": FollowUps.impact,
    "actor": FollowUps.actor,
    "period": FollowUps.same_again,
    "correct": FollowUps.same_again,
    "before": lambda asked: asked.step(-1),
    "after": lambda asked: asked.step(1),
    "ordinal": FollowUps.ordinal,
    "duration": FollowUps.duration,
    "relationship": FollowUps.relationship,
    "compare": FollowUps.compare,
    "repeat": FollowUps.repeat,
    "affirm": FollowUps.affirmed,
    "deny": FollowUps.another,
}
"""What each `follow_up/<kind>` asks."""
