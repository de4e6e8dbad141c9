"""A second opinion on whether the article answers a question at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.attributes import OUTSIDE
from nlu.classifier import embeddings
from nlu.component import TrainedComponent
from nlu.encoder import HIDDEN
from nlu.kernel import KernelMachine
from nlu.labels import OUT_OF_SCOPE, answerable


def sentence_vectors(messages: list[Message]) -> np.ndarray:
    """The last layer's embeddings alone [messages, 384]; width 0 without an encoder."""
    return embeddings(messages)[:, -HIDDEN:]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ScopeCheck(TrainedComponent):
    """Sets `OUTSIDE` from a support vector machine over embeddings: answerable against out-of-scope questions.

    A trap shares its words with a topic, which a linear classifier cannot tell apart; the kernel compares whole
    questions. Config: `c` and `gamma` as in `KernelMachine`. Without an encoder it says nothing.
    """

    _machine: KernelMachine | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"c": 10.0, "gamma": 2.0}

    def learn(self, training_data: TrainingData) -> None:
        labelled = [(example, example.get_full_intent()) for example in training_data.intent_examples]
        examples = [(one, label) for one, label in labelled if answerable(label) or label == OUT_OF_SCOPE]
        vectors = sentence_vectors([example for example, _ in examples])
        outside = np.array([label == OUT_OF_SCOPE for _, label in examples])
        if vectors.shape[1] and 0 < outside.sum() < len(outside):
            machine = KernelMachine(self._config["c"], self._config["gamma"])
            self._machine = machine.fit(vectors, outside)

    def save(self, folder: Path) -> None:
        joblib.dump(self._machine, folder / "scope.joblib")

    def restore(self, folder: Path) -> None:
        self._machine = joblib.load(folder / "scope.joblib")

    def process(self, messages: list[Message]) -> list[Message]:
        if self._machine and messages:
            margins = self._machine.margins(sentence_vectors(messages))
            for message, margin in zip(messages, margins, strict=True):
                message.set(OUTSIDE, round(float(margin), 4), add_to_output=True)
        return messages
