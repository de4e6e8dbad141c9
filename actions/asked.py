"""A question as the NLU pipeline understood it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actions.clock import today
from facts.library import AT_NOTHING, library

PAIR = ("united states", "russia", "soviet union")

SURE = 0.5
"""From which confidence a target counts where words lead nowhere."""

PERHAPS = 0.25
"""From which it counts where there is nothing else to say."""

SURELY = 0.7
"""From which it counts before them."""


@dataclass(frozen=True)
class Asked:
    """A question as the NLU pipeline understood it.

    Attributes:
        text: its spelling mended.
        label: the full label, `follow_up/why`, `ask_timeline`.
        ranking: the likeliest full labels with their confidences, best first.
        target: what of the tables or the record it means, as `facts.library` reads it; None when that is not sure.
        perhaps: what it may mean, if it means anything there.
        surely: whether that counts before what its words lead to.
        outside: how far it lies outside what is answered, by the scope check; below 0 inside.
        names: what it names, in its own words, apart from the two countries, from what the article speaks of and from
            the longer names of the record ("Korean Air Lines" names no Korea).
        command: whether it is a slash command, which is never read as a question.
    """

    text: str
    label: str
    ranking: dict[str, float] = field(default_factory=dict)
    target: str | None = None
    perhaps: str | None = None
    surely: bool = False
    outside: float = 0.0
    names: frozenset[str] = frozenset()
    command: bool = False

    def share(self, *starts: str) -> float:
        """The probability of all labels together that begin so: `follow_up/`, `ask_`."""
        return sum(confidence for label, confidence in self.ranking.items() if label.startswith(starts))

    @classmethod
    def from_message(cls, message: dict[str, Any]) -> Asked:
        """The question of a message as Rasa's parser leaves it."""
        intent, target = message.get("intent") or {}, message.get("target") or {}
        confidence = target.get("confidence", 0.0) if target.get("name") != AT_NOTHING else 0.0
        text = message.get("mended") or message.get("text") or ""
        known = library(today())
        left = known.unrecorded(text)
        entities = message.get("entities") or []
        named = {text[one.get("start") : one.get("end")].lower(): one["value"] for one in entities}
        named = {words: name for words, name in named.items() if words in left.lower() and name not in PAIR}
        return cls(
            text=text,
            label=intent.get("full_retrieval_intent_name") or intent.get("name") or "",
            ranking={one["name"]: one["confidence"] for one in message.get("intent_ranking") or []},
            target=target.get("name") if confidence >= SURE else None,
            perhaps=target.get("name") if confidence >= PERHAPS else None,
            surely=confidence >= SURELY,
            outside=message.get("outside") or 0.0,
            names=frozenset(one for one, name in named.items() if not known.has(one, text) and not known.names(name)),
            command=(message.get("text") or "").lstrip("\u2060 \t\n").startswith("/"),
        )
