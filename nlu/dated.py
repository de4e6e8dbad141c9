"""Sends a question about the relationship at a time to the timeline."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from facts.loading import facts
from facts.lookups import absurd
from facts.periods import find_periods
from facts.timeline import Timeline
from nlu.attributes import MENDED
from nlu.classifier import full_label, set_label
from nlu.component import Component

LOOKUPS = ("ask_timeline", "ask_sanctions")
SINCE = re.compile(r"\b(?:since|after)\b", re.I)
"""Before a period that is over, it asks about all the time from then to now, as the topics do."""

GRAINS = ("day", "month", "year", "decade", "range")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DatedQuestions(Component):
    """ "Were they friends in '78?" is a lookup, not the FAQ's "are they friends?".

    Config: `labels`, the topics that a time turns into a lookup; `below`, the confidence under which it does so with
    every topic; `except`, a pattern of questions that stay as they are. A time that reaches the article's own year
    leaves the question as it is: "are they allies in 2024?" asks about now. An absurd year is the timeline's to refuse.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"labels": [], "below": 0.6, "except": None}

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if self._may_be_dated(message) and self._dated(message.get(MENDED) or message.get(TEXT) or ""):
                retrieval = message.get("response_selector")["all_retrieval_intents"]
                set_label(message, self._lookup(message), message.get("intent")["confidence"], retrieval)
        return messages

    def _may_be_dated(self, message: Message) -> bool:
        label = full_label(message)
        doubtful = label.startswith("faq/") and message.get("intent")["confidence"] < self._config["below"]
        return doubtful or label in self._config["labels"]

    def _lookup(self, message: Message) -> str:
        """The likelier of the two tables; the timeline for the configured topics."""
        tables = [one["name"] for one in message.get("intent_ranking") or [] if one["name"] in LOOKUPS]
        return tables[0] if tables and full_label(message) not in self._config["labels"] else LOOKUPS[0]

    @cached_property
    def _timeline(self) -> Timeline:
        return Timeline(facts(), date.today())

    def _dated(self, text: str) -> bool:
        if self._config["except"] and re.search(self._config["except"], text, re.I):
            return False
        found = find_periods(text, date.today())
        named = self._timeline.past(text) and not SINCE.search(text)
        return named or absurd(text) or any(one.grain in GRAINS and one.years[1] < facts().present for one in found)
