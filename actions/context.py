"""A question as the conversation makes it understood: looked up, followed up, or reconsidered after a decline."""

from __future__ import annotations

import re

from actions.follow_ups import FollowUps
from actions.memory import PEOPLE
from actions.reference import BARE, FEW, GENERIC, LIKELY, MANY_POINTING, POSSIBLY, RATHER
from actions.replies import Found
from actions.suggestions import nearest_questions
from actions.wording import (
    AGO,
    CAME_NEXT,
    HAPPENED,
    HOW_LONG,
    HOW_MUCH,
    PERSON,
    PLACE,
    POINTING,
    POINTING_AT_ROWS,
    THE_ONES,
    WHO,
    WHY,
    YEARS_TOLD,
    stems,
)
from answers.catalogue import catalogue
from facts.library import HARM, HISTORY, SANCTIONS, split
from facts.library import WHOLE as WHOLE_TABLE
from facts.lookups import Lookup
from facts.timeline import LONGER

MANY = 16
OF_A_ROW = {"who_pays": "impact", "start": "us"}
"""What of one year's sanctions is asked by "who was hurt by this?" and "what triggered it?"."""

TABLES = ("ask_timeline", "ask_sanctions")
SURELY_NEAR = 0.8
"""From which probability a declined question is about a topic near what was said lately after all."""

HALF, QUARTER = 0.5, 0.25
"""From which probability in all a declined question is a follow-up of one kind or another, or by itself of a detail."""

SURE_OF_TABLE = 0.95
"""From which probability a question that names nothing of a table gets the whole of it."""

OF_SANCTIONS = re.compile(rf"{SANCTIONS.pattern}|{HARM.pattern}|\b(?:rows?|table|ones?|years?|they|them|it)\b", re.I)
"""What asks for the sanctions, whichever of them."""

POSSIBLE = 0.2
"""From which probability a table that a declined question was nearly taken for is looked up after all."""

CLARIFY = "nlu_fallback"
OUTSIDE, OUTSIDE_IF_SURE, INSIDE = 0.05, 0.3, -0.3
"""Up to which margin of the scope check a declined question is; one that surely means an entry, up to the second; and
up to which it lies well inside of what is answered."""


class Context(FollowUps):
    """A question in its conversation."""

    def answer(self) -> Found:
        """What the question asks, by its label."""
        if self._asked.label.startswith("ask_"):
            return self.looked_up(self._asked.label.removeprefix("ask_"))
        return self.follow_up() if self._asked.label.startswith("follow_up/") else (self._asked.label, {})

    def looked_up(self, topic: str) -> Found:
        """A question for the timeline or the sanctions, in the context of what was said last."""
        if pointed := self._pointed_at():
            return pointed
        found = self._entry() or self.in_context(self._lookup(self._table(topic)))
        return self._guessed(found) if self._aimless(found) else found

    def _pointed_at(self) -> Found | None:
        """What the question points at rather than names: a step from the last rows, a part of a list, the other one."""
        words, memory = len(self._text.split()), self._memory
        step = self._step_asked()
        if step and words <= MANY and memory.rows and not self._periods:
            return self.step(step)
        if self._of_list():
            return self.nth()
        plain = not (self._periods or SANCTIONS.search(self._text) or HISTORY.search(self._text))
        if plain and memory.topic.startswith("faq/") and (near := self._near(RATHER)):
            return near
        if other := self._other_one():
            return other
        if words <= FEW + 2 and THE_ONES.search(self._text) and len(memory.rows_lately) > 1 and not self._periods:
            return self.nth()
        if between := self._between():
            return between
        asked_next = self._periods and CAME_NEXT.search(self._text)
        periods = split(self.library.timeline.at(self._periods[0]).rows)[0] if asked_next else ()
        return self.library.timeline.step(periods, 1) if periods else None

    def _table(self, topic: str) -> str:
        """Which table the question is for, by its words and by the one spoken of last."""
        short, last = len(self._text.split()) <= FEW + 1, self._memory.topic
        if topic == "sanctions" and not SANCTIONS.search(self._text):
            of_history = short and last == "timeline" and self.library.timeline.names(self._text)
            return "timeline" if of_history or HAPPENED.search(self._text) else topic
        return last if topic == "timeline" and short and self._undirected() else topic

    def _aimless(self, found: Found) -> bool:
        """Whether only the whole of a table was found, for a question that asks neither for that nor for its matter."""
        if not isinstance(found, Lookup) or found.reply != "list" or self._asked.target == f"{found.topic}/list":
            return False
        matter = HISTORY if found.topic == "timeline" else OF_SANCTIONS
        return not (WHOLE_TABLE.search(self._text) or matter.search(self._text))

    def _guessed(self, whole: Found) -> Found:
        """What an aimless question may mean; the whole table when it is surely for that, a decline when it is not."""
        meant = self._asked.perhaps or ""
        offered = {"suggestions": nearest_questions(self._asked.ranking, catalogue())}
        aimed = self.library.aimed(meant, self._text) or self.library.told_of(meant)
        if found := aimed or self._topic_from(RATHER) or self._of_last_answer():
            return found
        sure = self._asked.ranking.get(self._asked.label, 0.0) >= SURE_OF_TABLE and self._asked.outside <= INSIDE
        return whole if sure else ("decline", offered)

    def _entry(self) -> Lookup | None:
        """The entry of the record that the question surely means, where no words of it lead elsewhere."""
        words = len(self._text.split())
        if self._memory.content and words <= MANY_POINTING and POINTING.search(self._text):
            return None
        return self.library.entry(self._asked.target or "", self._text, self._asked.surely)

    def _undirected(self) -> bool:
        """Whether the question names no time and no history, just after a lookup."""
        named = HISTORY.search(self._text) or self.library.timeline.related(self._text)
        return self._memory.about_lookup and not self._periods and not named

    def in_context(self, lookup: Lookup) -> Found:
        """A lookup of everything, when the question points at what was said last ("that year"): of that."""
        memory = self._memory
        if lookup.reply in OF_A_ROW and POINTING.search(self._text) and len(years := split(memory.rows)[1]) == 1:
            return self.library.sanctions.side_of(years, OF_A_ROW[lookup.reply])
        if lookup.reply == "duration" and LONGER.search(self._text):
            return self._durations() or lookup
        if lookup.reply not in GENERIC or len(lookup.rows) == 1:
            return lookup
        if self._periods and lookup.rows:
            return lookup
        whole = SANCTIONS.search(self._text) or WHOLE_TABLE.search(self._text) or HISTORY.search(self._text)
        if not memory.about_lookup and not whole and (near := self._near()):
            return near
        if not memory.content:
            return lookup
        if memory.topic.startswith("faq/") and not SANCTIONS.search(self._text):
            again = POINTING.search(self._text) and (self._shares_words() or not stems(self._text))
            return self.repeat() if again else lookup
        periods, years = split(self._rows_pointed_at())
        if not (self._short() or POINTING_AT_ROWS.search(self._text) or self._of_one_row(years)):
            return lookup
        if lookup.topic == "sanctions" and years:
            return self.library.sanctions.side_of(years, lookup.actor)
        return self.library.timeline.of(*periods) if lookup.topic == "timeline" and periods else lookup

    def choice(self, offered: list[str]) -> Found:
        """Which of the likeliest topics was meant; declines where that was asked just before."""
        asked_before = self._memory.last.get("topic") == "clarify"
        return "decline" if asked_before else "clarify", {"suggestions": offered}

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
        found = self._of_person() or self._other_one() or self._surely_near() or self._after_all()
        return self._of_last_answer() if found is None and not self._asked.names else found

    def _surely_near(self) -> Found | None:
        """A topic near what was said lately that a declined question is surely about, but for its form, or that a
        doubtful one, or one well inside of what is answered, is rather about than another."""
        if self._asked.outside <= INSIDE and (near := self._near(least=POSSIBLE)):
            return near
        if self._asked.label == CLARIFY:
            return self._near(least=POSSIBLE)
        return self._near(least=SURELY_NEAR) if self._asked.outside <= OUTSIDE_IF_SURE else None

    def _after_all(self) -> Found | None:
        """What of the tables or the record a declined question asks by itself; None far outside of what they hold."""
        if self.library.chronicle.met(self._text):
            return self.library.ask_timeline(self._text)
        outside, labels = self._asked.outside, self._asked.ranking
        if self._asked.share(*TABLES) >= POSSIBLE and outside <= (OUTSIDE_IF_SURE if self._asked.surely else OUTSIDE):
            entry = self._entry()
            if entry and (self._asked.surely or not self._asked.names):
                return entry
        if self._asked.names or outside > OUTSIDE:
            return None
        if plain := self.library.plainly(self._text):
            return plain
        if outside <= INSIDE and self.library.timeline.named(self._text):
            return self.in_context(self._lookup("timeline"))
        if tables := [one for one in labels if one in TABLES]:
            named = self.library.names(self._text) and tables[0] in likeliest(labels, 2)
            if (self._asked.target and labels[tables[0]] >= POSSIBLE) or named:
                return self.in_context(self._lookup(tables[0].removeprefix("ask_")))
        return None

    def _of_last_answer(self) -> Found | None:
        """What a declined question asks of what was said last."""
        labels, memory = self._asked.ranking, self._memory
        of_topic = memory.topic.startswith("faq/")
        few = len(self._text.split()) <= FEW
        if few and self._periods and likeliest(labels, 1)[0].startswith("follow_up/"):
            return self.same_again()
        if (
            not memory.content
            or not (few or POINTING.search(self._text))
            or self._other_country(memory.content["text"])
        ):
            return None
        if of_topic and few and (near := self._near(POSSIBLY if len(self._text.split()) <= BARE + 1 else LIKELY)):
            return near
        if not stems(self._text):
            return self.repeat()
        if of_topic and (self._asked.share("follow_up/") >= HALF or labels.get("follow_up/detail", 0.0) >= QUARTER):
            return self.detail()
        if of_topic and HOW_LONG.search(self._text) and YEARS_TOLD.search(memory.content["text"]):
            return self.repeat()
        if of_topic and WHY.search(self._text) and POINTING.search(self._text):
            return self.linked("why")
        if few and (part := self._part_named()):
            return part
        if between := self._between():
            return between
        if few and WHO.search(self._text):
            return self.source()
        if self._ordinal() and not memory.about_lookup:
            return self.nth()
        if of_topic:
            speaks = memory.topic.endswith(PEOPLE) and PERSON.search(self._text)
            return self.repeat() if speaks or memory.topic in likeliest(labels, 3) or self._shares_words() else None
        return self._about_rows(memory.topic)

    def _about_rows(self, topic: str) -> Found | None:
        if HOW_MUCH.search(self._text):
            return f"{topic}_no_detail"
        text = f"sanctions: {self._text}" if topic == "sanctions" else self._text
        lookup = self.library.ask(text, topic)
        if lookup.reply not in GENERIC or len(lookup.rows) == 1:
            return lookup
        if self._ordinal():
            return self.nth()
        side = self.library.sanctions.side(self._text)
        return self._side(side) if side else self.repeat() if self._shares_words() else None


def likeliest(ranking: dict[str, float], count: int) -> list[str]:
    """The first labels of a ranking."""
    return list(ranking)[:count]
