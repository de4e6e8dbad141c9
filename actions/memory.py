"""What the conversation offers to understand a question by."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from answers.catalogue import catalogue
from facts.library import Library
from facts.models import Dated, Spanned, TimelinePeriod

NOTHING = "follow_up/why"
"""The response to a follow-up that has nothing to refer to; all kinds share it."""

CHOICES = ("clarify", "decline", NOTHING)
LOOKUPS = ("timeline", "sanctions")
LATELY = 4
"""So many answers back a topic still counts as spoken of."""

YEAR_TOLD = re.compile(r"\b(?:19|20)\d\d\b(?!\s+(?:account|figure|count))")

PEOPLE = ("_quote", "_embassy")
"""How the topics end that report what somebody told the author."""

Answer = dict[str, Any]


class Memory:
    """The answers given so far.

    Args:
        answers: as `answers.answer.Answer.as_dict` gives them, newest first.
        library: where their rows are found again.
    """

    def __init__(self, answers: list[Answer], library: Library) -> None:
        self._answers = answers
        self._library = library
        self.last = self.newest(lambda answer: True)
        self.content = self.newest(lambda answer: answer["topic"].startswith(("faq/", *LOOKUPS)))
        self.looked_up = self.newest(lambda answer: answer["topic"] in LOOKUPS) if self.content else {}
        self.listing = self._list_pointed_at()
        self.rows = self._rows_spoken_of()
        self.rows_before = self.rows_of(self.newest(self.rows_of))
        self.rows_lately = self._rows_of_late()

    @property
    def about_lookup(self) -> bool:
        """Whether the last answer with content was a lookup's."""
        return bool(self.content) and self.content is self.looked_up

    @property
    def topic(self) -> str:
        """The topic of the last answer with content; empty when there is none."""
        return self.content.get("topic", "")

    @property
    def person(self) -> str:
        """The topic of whoever was spoken of last: whose words were told, or asked for in vain; empty for nobody."""
        if self.declined and self._offered(self.last).endswith(PEOPLE):
            return self._offered(self.last)
        told = [self.topic, catalogue().metadata(self.topic).get("more", "")]
        return next((topic for topic in told if topic.endswith(PEOPLE)), "")

    @property
    def declined(self) -> bool:
        """Whether the last question was declined."""
        return self.last.get("topic") == "decline"

    @property
    def year_told(self) -> str | None:
        """The one year that the last answer tells of, when that is an FAQ topic's."""
        told = set(YEAR_TOLD.findall(self.content.get("text", ""))) if self.topic.startswith("faq/") else set()
        return told.pop() if len(told) == 1 else None

    def newest(self, wanted: Callable[[Answer], Any]) -> Answer:
        """The newest answer of a kind; empty when there is none."""
        return next((answer for answer in self._answers if wanted(answer)), {})

    def rows_of(self, answer: Answer) -> tuple[Spanned, ...]:
        """The facts that an answer rested on."""
        rows = answer.get("rows") or []
        years = [row["from"] for row in rows if row["kind"] == "year"]
        periods = [row["from"] for row in rows if row["kind"] == "period"]
        return (*self._library.sanctions.by_since(years), *self._library.timeline.by_since(periods))

    def parts(self) -> list[Any]:
        """What the newest list named: topics, questions, or sentences with their topics."""
        metadata = catalogue().metadata(self.listing.get("topic", ""))
        offered = self.listing.get("suggestions") or []
        return metadata.get("parts") or [one for one in offered if one != metadata.get("also")]

    def listed_rows(self) -> tuple[Spanned | Dated, ...]:
        """The rows of the newest list, when it is one of rows: the article's or, where it has none, the record's."""
        if self.listing.get("topic") in CHOICES:
            return ()
        return self.rows_of(self.listing) or self._library.recorded([one["id"] for one in recorded(self.listing)])

    def _rows_spoken_of(self) -> tuple[Spanned, ...]:
        """The rows of the last lookup; of an FAQ answer about a period, that one."""
        about = catalogue().metadata(self.topic).get("about")
        return self._library.timeline.by_id(about) if about else self.rows_of(self.looked_up)

    def _rows_of_late(self) -> tuple[Spanned, ...]:
        """The rows of the newest answers until there are at least two, by their years."""
        rows: dict[Spanned, None] = {}
        for answer in self._answers:
            rows.update(dict.fromkeys(self.rows_of(answer)))
            if len(rows) > 1:
                break
        return tuple(sorted(rows, key=lambda row: row.since))

    @cached_property
    def related(self) -> set[str]:
        """The FAQ topics near what was said lately, or offered first where a question was declined."""
        lately = [self._offered(one) if one["topic"] == "decline" else one["topic"] for one in self._answers[:LATELY]]
        ids = [row.id for row in self.rows if isinstance(row, TimelinePeriod)] if self.about_lookup else []
        about = [one for one in catalogue().topics() if set(ids) & set(catalogue().metadata(one).get("about", []))]
        return {near for topic in (*lately, *about) for near in catalogue().related(topic)}

    @staticmethod
    def _offered(answer: Answer) -> str:
        """The FAQ topic of the first question that an answer offers; empty when that is none's."""
        return catalogue().topic_of(next(iter(answer.get("suggestions") or []), "")) or ""

    def _list_pointed_at(self) -> Answer:
        """The newest list; the one before it where that one is only the answer to a part of it."""
        lists = [answer for answer in self._answers if self._lists(answer)][:2]
        if len(lists) < 2 or lists[0]["topic"] not in LOOKUPS:
            return lists[0] if lists else {}
        parts = catalogue().metadata(lists[1]["topic"]).get("parts", [])
        asked = [one for one in parts if isinstance(one, str) and not one.startswith("faq/")]
        opened = [self._library.ask(one, "timeline").rows for one in asked]
        return lists[1] if self.rows_of(lists[0]) in opened else lists[0]

    def _lists(self, answer: Answer) -> bool:
        listing = answer["topic"] in CHOICES or len(self.rows_of(answer) or recorded(answer)) > 1
        return listing or bool(catalogue().metadata(answer["topic"]).get("parts"))


def recorded(answer: Answer) -> list[dict[str, Any]]:
    """The rows of an answer that come from the public record."""
    return [row for row in answer.get("rows") or [] if row.get("origin") == "record"]
