"""Adds the questions for the public record to the training questions."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.component import Component
from nlu.wordings import digest, plain, questions


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class RecordQuestions(Component):
    """First in training: an event or a step that is added to the record is understood without questions of its own."""

    def process(self, messages: list[Message]) -> list[Message]:
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        known = {plain(example.get(TEXT)) for example in training_data.intent_examples}
        fresh = {plain(text): (text, intent, id) for text, intent, id in questions() if plain(text) not in known}
        made = [Message.build(text, intent, intent_metadata={"entry": id}) for text, intent, id in fresh.values()]
        return training_data.merge(TrainingData(training_examples=made))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """What the questions are made of, for Rasa's training cache."""
        return digest()
