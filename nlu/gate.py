"""Decides whether the best label is good enough to act on: answer, clarify or decline."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.attributes import MENDED, NOVELTY, OUTSIDE
from nlu.classifier import set_label
from nlu.component import TrainedComponent
from nlu.labels import CLARIFY, OUT_OF_SCOPE, answerable
from nlu.names import NameFinder, read_names

BOTH = "sides:russia+united states"
"""Whatever the topic, the article is about the two."""

ASIDE = re.compile(r"(?:[^?]{8,}?[.!]\s+)+(?=[^?.!]{12,}\?\W*$)")
"""Sentences before the one that asks: what they name is not what is asked about."""

PAIR = ("united states", "russia", "soviet union")


class NameMemory:
    """Which names the training questions of each label speak of.

    A question that names a country, person or organisation its label never dealt with asks something else:
    the words are the topic's, the subject is not.
    """

    def __init__(self, seen: dict[str, dict[str, int]]) -> None:
        self.seen = seen

    @classmethod
    def learn(cls, labels: list[str], names: list[set[str]]) -> NameMemory:
        seen: dict[str, Counter] = defaultdict(Counter)
        for label, found in zip(labels, names, strict=True):
            seen[label].update([*found, sides(found)])
        return cls({label: dict(counts) for label, counts in seen.items()})

    def foreign(self, label: str, names: set[str]) -> bool:
        """Whether the names, or which of the two countries are named, are new to the label."""
        known = self.seen.get(label, {})
        return any(name not in known for name in names - set(PAIR)) or sides(names) not in (*known, BOTH)


def sides(names: set[str]) -> str:
    """Which of the two countries are named, as one word."""
    return "sides:" + "+".join(sorted({"russia" if name == "soviet union" else name for name in names & set(PAIR)}))


def without_question(text: str) -> str:
    """What a message says before the sentence with its question: "I live in Utrecht. "; empty when nothing."""
    said = ASIDE.match(text)
    return said.group() if said else ""


def plain(text: str) -> str:
    """A text by its words alone."""
    return " ".join(re.findall(r"\w+", text.lower()))


def suggested_questions(training_data: TrainingData) -> dict[str, str]:
    """The questions that answers suggest, by their words, and the label each must lead to."""
    responses = {name.removeprefix("utter_"): variants[0] for name, variants in training_data.responses.items()}
    metadata = {label: response.get("metadata") or {} for label, response in responses.items()}
    return {plain(one["question"]): label for label, one in metadata.items() if "question" in one}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Gate(TrainedComponent):
    """After the classifier: turns a doubtful label into a clarification or a decline.

    Config: `answer_at`, the probability from which a label is acted on; `clarify_at`, the probability that the
    two best topics must reach together to be offered; `outside_at`, the margin of the scope check from which a
    question is declined, and `outside_by`, by how labels begin pairs of a confidence and what is added to that margin
    from it on; `inside_at`, the margin up to which a question taken for out of scope is not (None: never); `novel_at`,
    the novelty from which a question is declined (None: never); `check_names`, whether unknown names decline;
    `withheld`, a pattern of `labels` and one of what a question of theirs `asks` that the article keeps back.
    """

    _memory = NameMemory({})
    _questions: dict[str, str] = {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "answer_at": 0.3,
            "clarify_at": 0.3,
            "outside_at": 0.0,
            "outside_by": {},
            "inside_at": None,
            "novel_at": None,
            "check_names": True,
            "withheld": None,
        }

    @cached_property
    def _finder(self) -> NameFinder:
        return NameFinder(read_names())

    def learn(self, training_data: TrainingData) -> None:
        examples = [one for one in training_data.intent_examples if answerable(one.get_full_intent())]
        names = [{entity["value"] for entity in self._entities(example)} for example in examples]
        self._memory = NameMemory.learn([example.get_full_intent() for example in examples], names)
        self._questions = suggested_questions(training_data)

    def save(self, folder: Path) -> None:
        state = {"seen": self._memory.seen, "questions": self._questions}
        (folder / "gate.json").write_text(json.dumps(state, sort_keys=True))

    def restore(self, folder: Path) -> None:
        state = json.loads((folder / "gate.json").read_text())
        self._memory, self._questions = NameMemory(state["seen"]), state["questions"]

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        return self._finder.find(message.get(MENDED) or message.get(TEXT) or "")

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            entities = self._entities(message)
            message.set(ENTITIES, entities, add_to_output=True)
            ranking = message.get("intent_ranking") or []
            if ranking:
                aside = len(without_question(message.get(MENDED) or message.get(TEXT) or ""))
                self._decide(message, ranking, {one["value"] for one in entities if one["start"] >= aside})
        return messages

    def _decide(self, message: Message, ranking: list[dict[str, Any]], names: set[str]) -> None:
        best = self._inside(message, ranking) or ranking[0]
        suggested = self._questions.get(plain(message.get(TEXT) or ""))
        retrieval = message.get("response_selector")["all_retrieval_intents"]
        if suggested:
            set_label(message, suggested, 1.0, retrieval)
        elif answerable(best["name"]) and self._outside(message, best["name"], names):
            set_label(message, OUT_OF_SCOPE, best["confidence"], retrieval)
        elif best["confidence"] < self._config["answer_at"]:
            topics = [one for one in ranking if answerable(one["name"])][:2]
            close = sum(one["confidence"] for one in topics) >= self._config["clarify_at"]
            set_label(message, CLARIFY if close else OUT_OF_SCOPE, best["confidence"], retrieval)

    def _inside(self, message: Message, ranking: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The likeliest label for a question taken for out of scope that the scope check holds well inside."""
        inside_at = self._config["inside_at"]
        if ranking[0]["name"] != OUT_OF_SCOPE or inside_at is None or (message.get(OUTSIDE) or 0.0) > inside_at:
            return None
        likely = (one for one in ranking if one["confidence"] >= self._config["answer_at"])
        found = next((one for one in likely if answerable(one["name"])), None)
        if found:
            retrieval = message.get("response_selector")["all_retrieval_intents"]
            set_label(message, found["name"], found["confidence"], retrieval)
        return found

    def _outside_at(self, label: str, confidence: float) -> float:
        """The margin from which a question taken for a label with that confidence is declined."""
        steps: list[list[float]] = next(
            (some for start, some in self._config["outside_by"].items() if label.startswith(start)), []
        )
        reached = [added for least, added in steps if confidence >= least]
        return self._config["outside_at"] + (reached[-1] if reached else 0.0)

    def _outside(self, message: Message, label: str, names: set[str]) -> bool:
        text = message.get(MENDED) or message.get(TEXT) or ""
        confidence = next(one["confidence"] for one in message.get("intent_ranking") if one["name"] == label)
        if (message.get(OUTSIDE) or 0.0) > self._outside_at(label, confidence):
            return True
        novelty, novel_at = message.get(NOVELTY), self._config["novel_at"]
        if novelty is not None and novel_at is not None and novelty > novel_at:
            return True
        withheld = self._config["withheld"]
        if withheld and re.search(withheld["labels"], label) and re.search(withheld["asks"], text, re.I):
            return True
        return self._config["check_names"] and self._memory.foreign(label, names)
