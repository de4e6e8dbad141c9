"""Training questions for the public record, made from its own names and titles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from facts.loading import DATA, facts
from facts.models import Dated
from nlu.component import Component
from nlu.names import read_names

EVENTS = ("when was the {}?", "what was the {}?", "{}", "tell me about the {}", "what year was the {}")
STEPS = ("what is {}?", "{}", "when did {} come?", "tell me about {}")
TITLES = ("when was this: {}", "what do you know of this: {}")


def plain(text: str) -> str:
    """A text by its words alone."""
    return " ".join(re.findall(r"\w+", text.lower()))


def questions() -> Iterator[tuple[str, str]]:
    """A question and its intent for every name and every title of the record."""
    for intent, entries, wordings in (
        ("ask_timeline", facts().events, EVENTS),
        ("ask_sanctions", facts().actions, STEPS),
    ):
        wording, titled = cycle(wordings), cycle(TITLES)
        for entry in entries:
            yield next(titled).format(entry.title), intent
            for name in telling(entry):
                yield next(wording).format(name), intent


def telling(entry: Dated) -> list[str]:
    """The names of an entry but for those of a country or a person, which stand for much else."""
    listed = read_names()
    loose = ("country", "person")
    return [name for name in entry.names if listed.kinds.get(listed.canonical.get(name, "")) not in loose]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class RecordQuestions(Component):
    """First in training: an event or a step that is added to the record is understood without questions of its own."""

    def process(self, messages: list[Message]) -> list[Message]:
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        known = {plain(example.get(TEXT)) for example in training_data.intent_examples}
        fresh = {plain(text): (text, intent) for text, intent in questions() if plain(text) not in known}
        made = [Message.build(text, intent=intent) for text, intent in fresh.values()]
        return training_data.merge(TrainingData(training_examples=made))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """What the questions are made of, for Rasa's training cache."""
        digest = hashlib.sha256()
        for path in sorted((DATA / "facts").glob("*.yml")):
            digest.update(path.read_bytes())
        return digest.hexdigest()
