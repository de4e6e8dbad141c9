"""What other thresholds of the gate would answer and decline, by the understanding alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from answers.catalogue import Responses, read_responses
from bench.bands import read
from bench.components import Components, label
from bench.judging import fits
from nlu.labels import CLARIFY, OUT_OF_SCOPE, answerable

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message

VALUES = {"outside_at": np.linspace(-1.2, 0.8, 21), "answer_at": np.linspace(0, 1, 21)}
KINDS = ("far", "near", "trap")
REFUSED = (OUT_OF_SCOPE, CLARIFY, "russian", "not_english")
LOOKUPS = ("ask_timeline", "ask_sanctions")


@dataclass(frozen=True)
class Question:
    """A question with the labels that answer it right; `kind` is `in scope`, `far`, `near` or `trap`."""

    text: str
    kind: str
    right: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Point:
    """What a threshold does; every share 0 to 1.

    Attributes:
        threshold: its value.
        answered: the share of the in-scope questions that are neither declined nor clarified.
        right: the share of those that are answered by a right label.
        declined: the share that is given nothing from the article, by kind of out-of-scope question.
    """

    threshold: float
    answered: float
    right: float
    declined: dict[str, float]


@dataclass(frozen=True)
class Curve:
    """A threshold's points by rising value, and the point where the model stands."""

    name: str
    points: list[Point]
    stands: Point


def questions(folder: Path, responses: Responses) -> list[Question]:
    """The questions in scope and out of it. A lookup counts as right whichever row it would find."""
    faq = read(folder, "faq")
    found = [
        Question(one["text"], "in scope", _fitting(responses, faq["facts"][one["topic"]], None))
        for one in faq["questions"]
    ]
    for one in read(folder, "lookups"):
        # To decline is right as well where the article covers no such time.
        if one["form"] != "uncovered":
            fitting = _fitting(responses, one["expect"], one.get("forbid"))
            found.append(Question(one["text"], "in scope", fitting.union(LOOKUPS)))
    return found + [Question(one["text"], one["kind"]) for one in read(folder, "oos")]


def _fitting(responses: Responses, groups: list[list[str]], forbid: list[str] | None) -> frozenset[str]:
    texts = {name: variants[0]["text"] for name, variants in responses.items() if name.startswith("faq/")}
    return frozenset(name for name, text in texts.items() if fits(text, groups, forbid))


def point(threshold: float, asked: list[Question], labels: list[str]) -> Point:
    """What the labels given to the questions amount to."""
    pairs = list(zip(asked, labels, strict=True))
    in_scope = [(one, given) for one, given in pairs if one.kind == "in scope"]
    answered = [given in one.right for one, given in in_scope if given not in REFUSED]
    declined = {kind: [not answerable(given) for one, given in pairs if one.kind == kind] for kind in KINDS}
    shares = {kind: sum(some) / max(1, len(some)) for kind, some in declined.items()}
    return Point(threshold, len(answered) / max(1, len(in_scope)), sum(answered) / max(1, len(answered)), shares)


class Sweep:
    """Asks the same questions with other thresholds: only the gate and what follows it run again.

    Args:
        components: the trained ones.
        asked: the questions.
    """

    def __init__(self, components: Components, asked: list[Question]) -> None:
        from rasa.shared.nlu.constants import TEXT
        from rasa.shared.nlu.training_data.message import Message

        before, self._gate, self._after = components.split("Gate")
        self._asked = asked
        self._messages = before.process([Message({TEXT: one.text}) for one in asked])

    def curve(self, name: str, values: np.ndarray) -> Curve:
        points = [self._at(name, float(value)) for value in values]
        return Curve(name, points, self._at(name, float(self._gate._config[name])))

    def _at(self, name: str, value: float) -> Point:
        config = self._gate._config
        self._gate._config = {**config, name: value}
        try:
            messages = self._after.process(self._gate.process(list(self._copies())))
        finally:
            self._gate._config = config
        return point(value, self._asked, [label(message) for message in messages])

    def _copies(self) -> Iterator[Message]:
        for message in self._messages:
            copied = {"data": {**message.data}, "output_properties": {*message.output_properties}}
            yield type(message)(**copied, features=[*message.features])


def curves(folder: Path, values: dict[str, Any] = VALUES) -> list[Curve]:
    """The trained model's curve of each threshold over the questions of a folder of sets."""
    sweep = Sweep(Components.load(), questions(folder, read_responses()))
    return [sweep.curve(name, some) for name, some in values.items()]
