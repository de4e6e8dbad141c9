"""Leaves to the conversation what a question does not say by itself."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.attributes import MENDED
from nlu.classifier import full_label, set_label
from nlu.component import Component
from nlu.labels import LEANING


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LeaningQuestions(Component):
    """ "Did he think so?" is taken for one FAQ topic or another; only what was said before tells which.

    Config: `points`, the pattern of words that point back; `below`, by how labels begin the confidence under which a
    question with such words, or one of no more than `few` words, leans on the conversation; `longest`, in words.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"points": "(?!)", "longest": 16, "few": 3, "below": {"faq/": 0.9}}

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if self._leans(message):
                retrieval = message.get("response_selector")["all_retrieval_intents"]
                set_label(message, LEANING, message.get("intent")["confidence"], retrieval)
        return messages

    def _leans(self, message: Message) -> bool:
        text = message.get(MENDED) or message.get(TEXT) or ""
        words = len(text.split())
        confidence, label = (message.get("intent") or {}).get("confidence", 1.0), full_label(message)
        below = max((one for start, one in self._config["below"].items() if label.startswith(start)), default=0.0)
        if confidence >= below or words > self._config["longest"]:
            return False
        return words <= self._config["few"] or bool(re.search(self._config["points"], text, re.I))
