"""What a question points at: the rows, the parts and the answers of the conversation so far."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from actions.asked import Asked
from actions.memory import NOTHING, Answer, Memory
from actions.replies import Found
from actions.wording import (
    AFTER_THAT,
    AMID,
    APART,
    ASKS_MORE,
    BEFORE_THAT,
    EACH,
    HAD,
    NAMED,
    NEGATED,
    NUMBER_ALONE,
    OF_LIST,
    OTHER_ONE,
    OTHERS,
    PERSON,
    PLACE,
    POINTING,
    POINTING_AT_ROWS,
    RETURNING,
    SAID,
    THAT_TIME,
    THE_ONES,
    UNDER_HIM,
    VERY,
    WHOLE,
    WITHIN,
    places,
    stems,
    years_shifted,
)
from answers.catalogue import catalogue
from facts.library import SANCTIONS, Library, split
from facts.lookups import Lookup
from facts.models import Dated, SanctionsYear, Spanned, TimelinePeriod
from facts.periods import EARLIEST, LATEST, Period
from facts.sanctions import AMERICAN, RUSSIAN

GENERIC = ("list", "rows", "all_us", "all_russia", "all_impact")
BARE = 3
"""So few words mean the row spoken of, whatever they look like: "russian reaction"."""

FEW, MANY_POINTING = 6, 12

RATHER = 0.3
"""From which it counts before what a follow-up of its kind asks."""

LIKELY = 0.1
"""From which it counts before what its words lead to."""

POSSIBLY = 0.04
"""From which probability a topic near what was said lately counts, where there is nothing else to say."""


class Reference:
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
        """The question with its year or Putin named, where "that year" or "under him" can only mean that."""
        if (told := self._memory.year_told) and not self.library.periods(text):
            return THAT_TIME.sub(f"in {told}", text)
        if not self._memory.about_lookup or "Putin" not in self._memory.content["text"]:
            return text
        return UNDER_HIM.sub(
            lambda him: "before the Putin era" if him["lead"].lower() == "before" else "under Putin", text
        )

    def _meant(self, periods: list[Period]) -> list[Period]:
        """The times a question asks about, without those it takes back: "not 2022, 2017"."""
        left = [one for one in periods if not re.search(rf"\bnot (?:in )?{re.escape(one.text)}", self._text, re.I)]
        return left if len(periods) > 1 and left else periods

    def repeat(self) -> Found:
        """The last answer once more."""
        said = self._memory.content or self._memory.last
        return ("repeat", self._said_again(said)) if said else NOTHING

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
        if self._memory.topic.endswith("_quote") and PERSON.search(self._text):
            return self.repeat()
        periods, years = split(self._memory.rows)
        if not self._memory.rows and (near := self._near()):
            return near
        if years and step < 0 and self.library.sanctions.side(self._text) == "us" and HAD.search(self._text):
            return self.library.sanctions.side_of(years, "us")
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
        """What lies between the two rows spoken of lately, where the question asks for that."""
        if not AMID.search(self._text) or APART.search(self._text) or self._periods:
            return None
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

    def _durations(self) -> Lookup | None:
        """How long the periods spoken of lately lasted, with those the question names."""
        named = self.library.timeline.named(self._text)
        spoken = split(self._memory.rows if named else self._memory.rows_lately)[0]
        rows = sorted({*spoken, *named}, key=lambda row: row.since)
        return self.library.timeline.duration(*rows) if rows and self._memory.about_lookup else None

    def _lookup(self, topic: str) -> Lookup:
        """What a table has; by the meaning of the question where its words only lead to the whole of it."""
        lookup = (
            self.library.ask_sanctions(self._text) if topic == "sanctions" else self.library.ask_timeline(self._text)
        )
        if self._of_what_was_said() or not self.library.vague(lookup, self._text):
            return lookup
        aimed = self.library.aimed(self._asked.target or "", self._text)
        return lookup if aimed is None or (aimed.reply == "list" and len(lookup.rows) == 1) else aimed

    def _of_what_was_said(self) -> bool:
        """Whether so few words, or words that point back, mean what was said last, whatever they look like."""
        rows, text = self._rows_pointed_at(), self._text
        if self._of_one_row(split(rows)[1]) and (not self._asked.surely or len(text.split()) <= FEW):
            return True
        if len(text.split()) <= BARE and split(rows)[1]:
            return True
        if self._memory.content and POINTING.search(text) and self._short():
            return True
        return bool(rows and POINTING_AT_ROWS.search(text))

    def _of_one_row(self, years: tuple[SanctionsYear, ...]) -> bool:
        """Whether one year's sanctions were told last and the question asks neither for sanctions nor for all."""
        plain = not SANCTIONS.search(self._text) and not WHOLE.search(self._text) and not self._periods
        return self._memory.about_lookup and len(years) == 1 and plain and len(self._text.split()) <= MANY_POINTING

    def _short(self) -> bool:
        """Whether the question has few words and none for the whole of a table."""
        return len(self._text.split()) <= FEW + 1 and not WHOLE.search(self._text)

    def _of_list(self) -> bool:
        """Whether the question points at a part of the answer just given, "the first thing on that list", or returns to
        one given before: "back to the problems, what was the first?"."""
        listing, parts = self._memory.listing, self._memory.parts()
        if parts and RETURNING.search(self._text) and PLACE.search(self._text):
            asked = catalogue().question(listing["topic"])
            return bool(stems(self._text) & stems(f"{asked} {listing['text']}"))
        listed = listing is self._memory.content and bool(parts)
        return listed and bool(THE_ONES.search(self._text) or OF_LIST.search(self._text))

    def _ordinal(self) -> bool:
        """Whether the question points at one or the others of what was listed."""
        pointed = PLACE.search(self._text) or OTHERS.search(self._text) or NUMBER_ALONE.match(self._text)
        return bool(self._memory.listing and pointed)

    def _step_asked(self) -> int:
        """-1 for a question about what was before that, 1 for what was after, 0 for any other."""
        return -1 if BEFORE_THAT.search(self._text) else 1 if AFTER_THAT.search(self._text) else 0

    def _other_country(self, text: str) -> bool:
        """Whether the question is about the US and a text does not speak of it."""
        return bool(AMERICAN.search(self._text)) and not AMERICAN.search(text)

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

    def _near(self, least: float = POSSIBLY) -> Found | None:
        """The likeliest topic near what was said lately, from a probability on; the last answer again if it is that."""
        near = self._memory.related
        topic = next((one for one, likely in self._asked.ranking.items() if one in near and likely >= least), None)
        if topic is None or not self._told_in(catalogue().text(topic)):
            return None
        return self.repeat() if topic == self._memory.topic else self._open(topic)

    def _topic_from(self, least: float) -> Found | None:
        """The likeliest FAQ topic of the question's ranking, from a probability on."""
        likely = (one for one, probability in self._asked.ranking.items() if probability >= least)
        return next((self._open(one) for one in likely if one.startswith("faq/")), None)

    def _told_in(self, text: str) -> bool:
        """Whether a text speaks of all that the question names, America among it."""
        return not self._other_country(text) and all(name in text.lower() for name in self._asked.names)

    def _other_one(self) -> Found | None:
        """Of the two rows spoken of lately, the one not spoken of last, when the question asks for that."""
        left = [row for row in self._memory.rows_lately if row not in self._memory.rows]
        return self._of(tuple(left)) if OTHER_ONE.search(self._text) and len(left) == 1 else None

    def _of_person(self) -> Found | None:
        """What the person spoken of last told the author, when the question asks of "him" or "her"."""
        person = self._memory.person
        if person and NAMED.search(self._text) and (PERSON.search(self._text) or self._shares_words()):
            return "unnamed"
        if not person or not (PERSON.search(self._text) or (self._memory.declined and SAID.search(self._text))):
            return None
        return self._open(person) if person != self._memory.topic or self._memory.declined else self.repeat()

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
        """A part of an answer: a topic or question of its own, or a sentence and the topic that tells more of it."""
        if isinstance(part, str):
            return self._open(part)
        if ASKS_MORE.search(self._text):
            return self._open(part["topic"])
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
