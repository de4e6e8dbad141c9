"""One classifier over all full labels, so that one confidence gates everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from scipy.special import logsumexp, softmax
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.attributes import MENDED, NOVELTY
from nlu.component import TrainedComponent
from nlu.labels import TWO_QUESTIONS
from nlu.nearest import NearestQuestions
from nlu.regression import Regression

SMALLEST_SPREAD = 1e-3
DOUBT_WEIGHT = 0.05


class TopicModel:
    """Multinomial logistic regression over the standardised embedding beside tf-idf of words and characters.

    Args:
        c: inverse strength of the regularisation.
        dense_weight: the length of a typical embedding once standardised; each tf-idf vector has length 1.
        passes: how often the regression learns from every text.
        nearest_weight: what the likeness (a cosine) of each label's nearest training question adds to its logit; None
            compares with no question.
        lowered: what is taken from the logits of labels that have more training questions than their share of what
            people ask.
    """

    def __init__(
        self,
        c: float,
        dense_weight: float,
        passes: int,
        nearest_weight: float | None = None,
        lowered: dict[str, float] | None = None,
    ) -> None:
        shared = {"sublinear_tf": True, "dtype": np.float32}
        self._words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", min_df=2, **shared)
        self._characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3, **shared)
        self._regression = Regression(c, passes)
        self._dense_weight = dense_weight
        self._nearest_weight = nearest_weight
        self._lowered = lowered or {}
        self._nearest: NearestQuestions | None = None
        self.labels: list[str] = []

    def fit(self, texts: list[str], dense: np.ndarray, labels: list[str]) -> TopicModel:
        """Learns from texts, their embeddings [texts, width] (width may be 0) and labels."""
        self.labels = sorted(set(labels))
        self._mean = dense.mean(axis=0)
        spread = np.maximum(dense.std(axis=0), SMALLEST_SPREAD)
        self._scale = self._dense_weight / (spread * np.sqrt(max(1, dense.shape[1])))
        places = {label: place for place, label in enumerate(self.labels)}
        targets = np.array([places[label] for label in labels])
        terms = self._joined(self._words.fit_transform(texts), self._characters.fit_transform(texts))
        standardised = self._standardised(dense)
        self._regression.fit(standardised, terms, targets, len(self.labels))
        if self._nearest_weight is not None and dense.shape[1]:
            self._nearest = NearestQuestions().fit(standardised, dense, targets, self.labels)
        return self

    def probabilities(self, texts: list[str], dense: np.ndarray) -> np.ndarray:
        """Probabilities [texts, labels] in the order of `labels`; each row adds up to 1."""
        return self.weigh(texts, dense)[0]

    def weigh(self, texts: list[str], dense: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """The probabilities [texts, labels] and how new the texts are to the likeliest label [texts].

        Novelty falls from about 0, a text unlike any training question of that label, to -2 for one that is the same;
        doubt between the labels adds to it. Without embeddings there is none.
        """
        standardised = self._standardised(dense)
        scores = self._regression.scores(standardised, self._terms(texts))
        scores -= np.array([self._lowered.get(label, 0.0) for label in self.labels], scores.dtype)
        if self._nearest is None or self._nearest_weight is None:
            return softmax(scores, axis=1), None
        likeness = self._nearest.likeness(standardised)
        scores += self._nearest_weight * likeness
        rows, best = np.arange(len(scores)), scores.argmax(axis=1)
        others = scores.copy()
        others[rows, best] = -np.inf
        doubt = logsumexp(others, axis=1) - scores[rows, best]
        alike = likeness[rows, best] + self._nearest.plain_likeness(dense, best)
        return softmax(scores, axis=1), DOUBT_WEIGHT * doubt - alike

    def _terms(self, texts: list[str]) -> csr_matrix:
        return self._joined(self._words.transform(texts), self._characters.transform(texts))

    @staticmethod
    def _joined(words: csr_matrix, characters: csr_matrix) -> csr_matrix:
        return hstack([words, characters], format="csr", dtype=np.float32)

    def _standardised(self, dense: np.ndarray) -> np.ndarray:
        return ((dense - self._mean) * self._scale).astype(np.float32)


def embeddings(messages: list[Message]) -> np.ndarray:
    """The dense sentence features of the messages [messages, width]; width 0 without an encoder."""
    rows = []
    for message in messages:
        _, sentence = message.get_dense_features(TEXT)
        rows.append(sentence.features[0] if sentence else np.zeros(0, np.float32))
    return np.stack(rows) if rows else np.zeros((0, 0), np.float32)


def texts(messages: list[Message]) -> list[str]:
    return [(message.get(MENDED) or message.get(TEXT) or "").lower() for message in messages]


def split_label(label: str) -> str:
    """The intent of a full label: `faq` of `faq/is_ally`."""
    return label.split("/", 1)[0]


def full_label(message: Message) -> str:
    """The label that the message has: `faq/is_ally`, `greet`; empty when it has none."""
    name = (message.get(INTENT) or {}).get("name") or ""
    selected = (message.get("response_selector") or {}).get(name) or {}
    return selected.get("response", {}).get("intent_response_key", name)


def set_label(message: Message, label: str, confidence: float, retrieval_intents: list[str]) -> None:
    """Makes `label` the message's intent and, for a retrieval intent, what `utter_<intent>` will say."""
    intent = split_label(label)
    message.set(INTENT, {"name": intent, "confidence": round(confidence, 4)}, add_to_output=True)
    selector: dict[str, Any] = {"all_retrieval_intents": retrieval_intents}
    if intent in retrieval_intents:
        selector[intent] = {
            "response": {
                "responses": [],
                "confidence": round(confidence, 4),
                "intent_response_key": label,
                "utter_action": f"utter_{label}",
            },
            "ranking": [],
        }
    message.set("response_selector", selector, add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(TrainedComponent):
    """Sets `intent`, `intent_ranking` (of full labels) and `response_selector` from one distribution, and `NOVELTY`.

    Config: `c`, `dense_weight`, `passes`, `nearest_weight` and `lowered` as in `TopicModel`; `ranking_length`;
    `set_later`, labels that only later components give.
    """

    _model: TopicModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "c": 10.0,
            "dense_weight": 3.0,
            "passes": 8,
            "nearest_weight": None,
            "lowered": {},
            "ranking_length": 6,
            "set_later": [TWO_QUESTIONS],
        }

    def learn(self, training_data: TrainingData) -> None:
        examples = [
            one for one in training_data.intent_examples if one.get_full_intent() not in self._config["set_later"]
        ]
        labels = [example.get_full_intent() for example in examples]
        settings = ("c", "dense_weight", "passes", "nearest_weight", "lowered")
        model = TopicModel(*(self._config[key] for key in settings))
        self._model = model.fit(texts(examples), embeddings(examples), labels)

    def save(self, folder: Path) -> None:
        joblib.dump(self._model, folder / "topics.joblib")

    def restore(self, folder: Path) -> None:
        self._model = joblib.load(folder / "topics.joblib")

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model and messages:
            labels = self._model.labels
            retrieval = sorted({split_label(label) for label in labels if "/" in label})
            probabilities, novelty = self._model.weigh(texts(messages), embeddings(messages))
            for place, (message, row) in enumerate(zip(messages, probabilities, strict=True)):
                if novelty is not None:
                    message.set(NOVELTY, float(novelty[place]))
                best = np.argsort(-row, kind="stable")[: self._config["ranking_length"]]
                ranking = [{"name": labels[i], "confidence": round(float(row[i]), 4)} for i in best]
                message.set("intent_ranking", ranking, add_to_output=True)
                set_label(message, labels[best[0]], float(row[best[0]]), retrieval)
        return messages
