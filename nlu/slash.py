"""Keeps Rasa from reading a text that starts with "/" as an intent with entities."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.classifier import set_label
from nlu.component import Component
from nlu.labels import OUT_OF_SCOPE

WORD_JOINER = "\u2060"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SlashNeutraliser(Component):
    """Last in the pipeline: Rasa appends its RegexMessageHandler, which would set any intent with confidence 1.

    Only the `Message` changes; the tracker keeps the text as typed. Such a text is out of scope, so that a command is
    not obeyed by way of its words either.
    """

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            if text.lstrip().startswith("/"):
                message.set(TEXT, WORD_JOINER + text, add_to_output=True)
                set_label(message, OUT_OF_SCOPE, 1.0, [])
        return messages
