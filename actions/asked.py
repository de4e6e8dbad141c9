"""A question as the NLU pipeline understood it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from actions.clock import today
from facts.library import library

AT_NOTHING = "none"
SURE = 0.5
"""From which confidence a target counts."""


DATED = re.compile(r"\b(?:when|date[ds]?|(?:what|which) (?:day|year|month))\b", re.I)
OTHERWISE = re.compile(r"\b(?:who\w*|what|which|how|why|where|cost|list|name)\b", re.I)
LIKE, LEAD = 0.58, 0.1
"""From which likeness, and lead on the next, a question for a date is about an entry of the record."""

SURELY_LIKE, SURELY_LEAD = 0.7, 0.15
"""The same of a question that asks for nothing else either."""


def entry_asked(text: str, entry: dict[str, Any]) -> str | None:
    """The entry of the record that a question is about, by what it is most like and what it asks for."""
    likeness, lead = entry.get("likeness", 0.0), entry.get("margin", 0.0)
    dated = DATED.search(text) and likeness >= LIKE and lead >= LEAD
    sure = not OTHERWISE.search(text) and likeness >= SURELY_LIKE and lead >= SURELY_LEAD
    return entry.get("id") if dated or sure else None


@dataclass(frozen=True)
class Asked:
    """A question as the NLU pipeline understood it.

    Attributes:
        text: its spelling mended.
        label: the full label, `follow_up/why`, `ask_timeline`.
        ranking: the likeliest full labels with their confidences, best first.
        target: what of the tables it means, as `facts.library` reads it; None when that is not sure.
        entry: the id of the entry of the record that it is surely most like; None when that is not sure.
        names: what it names apart from the two countries, from what the article speaks of and from the longer names of
            the record ("Korean Air Lines" names no Korea).
        command: whether it is a slash command, which is never read as a question.
    """

    text: str
    label: str
    ranking: dict[str, float] = field(default_factory=dict)
    target: str | None = None
    entry: str | None = None
    names: frozenset[str] = frozenset()
    command: bool = False

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Asked:
        """The question of a message as Rasa's parser leaves it."""
        intent, target = message.get("intent") or {}, message.get("target") or {}
        aims = target.get("name") != AT_NOTHING and target.get("confidence", 0.0) >= SURE
        text = message.get("mended") or message.get("text") or ""
        known = library(today())
        left = known.unrecorded(text)
        entities = message.get("entities") or []
        named = {one["value"] for one in entities if text[one.get("start") : one.get("end")] in left}
        return cls(
            text=text,
            label=intent.get("full_retrieval_intent_name") or intent.get("name") or "",
            ranking={one["name"]: one["confidence"] for one in message.get("intent_ranking") or []},
            target=target.get("name") if aims else None,
            entry=entry_asked(text, message.get("entry") or {}),
            names=frozenset(one for one in named - {"united states", "russia", "soviet union"} if not known.names(one)),
            command=(message.get("text") or "").lstrip("\u2060 \t\n").startswith("/"),
        )
