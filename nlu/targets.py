"""What of the tables or of the public record a lookup means when it does not name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.attributes import TARGET
from nlu.classifier import TopicModel, embeddings, full_label, texts
from nlu.component import TrainedComponent

NONE = "none"
FAQ = "faq/"


def target_of(example: Message) -> str | None:
    """What a training question aims at, by its metadata: `record/yalta_1945` for `entry: yalta_1945`; with `target:
    2014/us` under `ask_sanctions`, `sanctions/2014/us`; `none` for `target: none`; None when it says nothing.
    """
    metadata = (example.get("metadata") or {}).get("intent", {})
    if entry := metadata.get("entry"):
        return f"record/{entry}"
    target = metadata.get("target")
    return target if target in (None, NONE) else f"{example.get_full_intent().removeprefix('ask_')}/{target}"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TargetClassifier(TrainedComponent):
    """Sets `TARGET` on every message but one for an FAQ topic, whose answer needs none.

    Learns from the questions that say what they aim at, and from every `others`th other question that it aims at
    nothing. Config: `c`, `dense_weight`, `passes` as in the topic classifier.
    """

    _model: TopicModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"c": 10.0, "dense_weight": 6.0, "passes": 16, "others": 16}

    def learn(self, training_data: TrainingData) -> None:
        examples = training_data.intent_examples
        aimed = [(one, target) for one in examples if (target := target_of(one))]
        others = [one for one in examples if not target_of(one)]
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
        aiming = [message for message in messages if not full_label(message).startswith(FAQ)]
        if self._model and aiming:
            probabilities = self._model.probabilities(texts(aiming), embeddings(aiming))
            for message, row in zip(aiming, probabilities, strict=True):
                best = int(np.argmax(row))
                target = {"name": self._model.labels[best], "confidence": round(float(row[best]), 4)}
                message.set(TARGET, target, add_to_output=True)
        return messages
