"""Which entry of the public record a question is about when it does not name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.attributes import ENTRY
from nlu.component import TrainedComponent
from nlu.scope import sentence_vectors


def entry_of(example: Message) -> str | None:
    """The id of the entry that a training question was made from; None for any other."""
    return (example.get("metadata") or {}).get("intent", {}).get("entry")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EntryMatcher(TrainedComponent):
    """Sets `ENTRY`: of the questions made from the record, the one whose embedding is nearest, and by how much.

    Without an encoder it says nothing.
    """

    _ids = np.zeros(0, "U1")
    _vectors = np.zeros((0, 0), np.float32)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    def learn(self, training_data: TrainingData) -> None:
        examples = [example for example in training_data.intent_examples if entry_of(example)]
        self._ids = np.array([entry_of(example) for example in examples])
        self._vectors = sentence_vectors(examples)

    def save(self, folder: Path) -> None:
        np.savez(folder / "entries.npz", ids=self._ids, vectors=self._vectors)

    def restore(self, folder: Path) -> None:
        with np.load(folder / "entries.npz") as kept:
            self._ids, self._vectors = kept["ids"], kept["vectors"]

    def process(self, messages: list[Message]) -> list[Message]:
        if self._vectors.shape[1] and messages:
            for message, likeness in zip(messages, sentence_vectors(messages) @ self._vectors.T, strict=True):
                best = self._ids[np.argmax(likeness)]
                alike = float(likeness.max())
                margin = alike - float(likeness[self._ids != best].max(initial=-1.0))
                entry = {"id": str(best), "likeness": round(alike, 4), "margin": round(margin, 4)}
                message.set(ENTRY, entry, add_to_output=True)
        return messages
