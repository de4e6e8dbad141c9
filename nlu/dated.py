"""Sends a question about the relationship at a time to the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from facts.loading import facts
from facts.lookups import absurd
from facts.periods import find_periods
from nlu.attributes import MENDED
from nlu.classifier import set_label

GRAINS = ("day", "month", "year", "decade", "range")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DatedQuestions(GraphComponent):
    """ "Were they friends in '78?" is a lookup, not the FAQ's "are they friends?".

    Config: `labels`, the topics that a time turns into a lookup. A time that reaches the article's own year leaves
    the question as it is: "are they allies in 2024?" asks about now. An absurd year is the timeline's to refuse.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._labels = config["labels"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"labels": []}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DatedQuestions:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            selector = message.get("response_selector") or {}
            label = selector.get("faq", {}).get("response", {}).get("intent_response_key")
            if label in self._labels and self._dated(message.get(MENDED) or message.get(TEXT) or ""):
                confidence = message.get("intent")["confidence"]
                set_label(message, "ask_timeline", confidence, selector["all_retrieval_intents"])
        return messages

    @staticmethod
    def _dated(text: str) -> bool:
        found = find_periods(text, date.today())
        return absurd(text) or any(one.grain in GRAINS and one.years[1] < facts().present for one in found)
