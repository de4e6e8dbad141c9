"""Tells questions in other languages apart: the bot answers in English."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.attributes import MENDED
from nlu.classifier import set_label
from nlu.component import Component
from nlu.speller import Lexicon, words

CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def foreign_label(text: str, known: frozenset[str]) -> str | None:
    """`russian` for Cyrillic, `not_english` for other scripts and languages, None for English.

    In Latin script a text counts as foreign when, of four words or more, under two in five are English.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return None
    if sum(bool(CYRILLIC.match(letter)) for letter in letters) * 2 > len(letters):
        return "russian"
    if sum("LATIN" not in unicodedata.name(letter, "") for letter in letters) * 2 > len(letters):
        return "not_english"
    spoken = words(text)
    english = sum(word in known for word in spoken)
    return "not_english" if len(spoken) >= 4 and english * 5 < len(spoken) * 2 else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageCheck(Component):
    """Overrides the intent of a question that is not in English."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._known = Lexicon({}).known

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if label := foreign_label(message.get(MENDED) or message.get(TEXT) or "", self._known):
                set_label(message, label, 1.0, [])
        return messages
