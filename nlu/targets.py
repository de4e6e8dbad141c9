"""Which row, cell or figure of the tables a lookup means when it does not name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.attributes import TARGET
from nlu.classifier import TopicModel, embeddings, texts
from nlu.component import TrainedComponent

NONE = "none"


def target_of(example: Message) -> str | None:
    """`sanctions/2014/us` of a question under `ask_sanctions` with the metadata `target: 2014/us`."""
    target = (example.get("metadata") or {}).get("intent", {}).get("target")
    return f"{example.get_full_intent().removeprefix('ask_')}/{target}" if target else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TargetClassifier(TrainedComponent):
    """Sets `TARGET` on every message.

    Learns from the questions whose intent has `metadata: {target: ...}`, and from every `others`th question of the
    other labels that they aim at nothing. Config: `c`, `dense_weight`, `passes` as in the topic classifier.
    """

    _model: TopicModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"c": 10.0, "dense_weight": 3.0, "passes": 40, "others": 8}

    def learn(self, training_data: TrainingData) -> None:
        examples = training_data.intent_examples
        aimed = [(one, target) for one in examples if (target := target_of(one))]
        others = [one for one in examples if not one.get_full_intent().startswith("ask_")]
        labelled = [*aimed, *((one, NONE) for one in others[:: self._config["others"]])]
        if len({target for _, target in labelled}) > 1:
            chosen = [one for one, _ in labelled]
            model = TopicModel(self._config["c"], self._config["dense_weight"], self._config["passes"])
            self._model = model.fit(texts(chosen), embeddings(chosen), [target for _, target in labelled])

    def save(self, folder: Path) -> None:
        joblib.dump(self._model, folder / "targets.joblib")

    def restore(self, folder: Path) -> None:
        self._model = joblib.load(folder / "targets.joblib")

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model and messages:
            probabilities = self._model.probabilities(texts(messages), embeddings(messages))
            for message, row in zip(messages, probabilities, strict=True):
                best = int(np.argmax(row))
                target = {"name": self._model.labels[best], "confidence": round(float(row[best]), 4)}
                message.set(TARGET, target, add_to_output=True)
        return messages
