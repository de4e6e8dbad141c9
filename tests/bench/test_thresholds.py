"""Sweeping a threshold over questions in and out of scope."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from rasa.shared.nlu.training_data.message import Message

from bench.components import Components, label
from bench.thresholds import Question, Sweep, point, questions
from nlu.classifier import set_label

RESPONSES = {
    "faq/space": [{"text": "They share rockets."}],
    "faq/general_quote": [{"text": "No, not rockets, said the general."}],
    "greet": [{"text": "They share rockets."}],
}
SPACE = frozenset({"faq/space"})
ASKED = [
    Question("one", "in scope", SPACE),
    Question("two", "in scope", SPACE),
    Question("three", "in scope", SPACE),
    Question("four", "far"),
    Question("five", "trap"),
]


class Known:
    """Stands for all before the gate: a confidence for each question."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message, confidence in zip(messages, (0.9, 0.5, 0.2, 0.1, 0.6), strict=True):
            message.set("sure", confidence)
        return messages


class Gate:
    """Declines under `answer_at`; counts how often it has seen a message that it had labelled before."""

    def __init__(self) -> None:
        self._config = {"answer_at": 0.3, "other": 1}
        self.seen_again = 0

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self.seen_again += message.get("intent") is not None
            sure = message.get("sure")
            set_label(message, "faq/space" if sure >= self._config["answer_at"] else "out_of_scope", sure, ["faq"])
        return messages


class Last:
    """Stands for what follows the gate."""

    def process(self, messages: list[Message]) -> list[Message]:
        return messages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sets: dict[str, Any] = {
        "faq": {"facts": {"space": [["share"], ["rockets"]]}, "questions": [{"topic": "space", "text": "Who flies?"}]},
        "lookups": [
            {"form": "year", "text": "1962?", "expect": [["rockets"]], "forbid": ["general"]},
            {"form": "uncovered", "text": "1930?", "expect": [["not cover"]]},
        ],
        "oos": [{"kind": "trap", "text": "Whose rockets?"}],
    }
    for name, content in sets.items():
        (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(content))
    return tmp_path


def test_questions_with_the_labels_that_answer_them(folder: Path) -> None:
    assert questions(folder, RESPONSES) == [
        Question("Who flies?", "in scope", SPACE),
        Question("1962?", "in scope", SPACE | {"ask_timeline", "ask_sanctions"}),
        Question("Whose rockets?", "trap"),
    ]


def test_a_point() -> None:
    found = point(0.3, ASKED, ["faq/space", "greet", "nlu_fallback", "greet", "ask_timeline"])
    assert (found.answered, found.right) == (pytest.approx(2 / 3), 0.5)
    assert found.declined == {"far": 1.0, "near": 0.0, "trap": 0.0}


def test_a_point_where_nothing_is_answered() -> None:
    found = point(1.0, ASKED, ["out_of_scope"] * 5)
    assert (found.answered, found.right, found.declined["trap"]) == (0.0, 0.0, 1.0)


def test_a_sweep_moves_one_threshold_and_puts_it_back() -> None:
    gate = Gate()
    curve = Sweep(Components([Known(), gate, Last()]), ASKED).curve("answer_at", np.array([0.0, 0.3, 0.55, 1.0]))
    assert [round(one.answered, 2) for one in curve.points] == [1.0, 0.67, 0.33, 0.0]
    assert [one.declined["trap"] for one in curve.points] == [0.0, 0.0, 0.0, 1.0]
    assert (curve.stands.threshold, curve.stands) == (0.3, curve.points[1])
    assert gate._config == {"answer_at": 0.3, "other": 1}
    assert gate.seen_again == 0


def test_components_around_one_that_is_named() -> None:
    before, gate, after = Components([Known(), Gate(), Last()]).split("Gate")
    assert (type(before.trained[0]), type(gate), type(after.trained[0])) == (Known, Gate, Last)


def test_without_a_model_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="make train"):
        Components.load(tmp_path / "none.tar.gz")


@pytest.mark.parametrize("name", ["faq/space", "greet"])
def test_the_full_label_of_a_message(name: str) -> None:
    message = Message({"text": "hi"})
    set_label(message, name, 0.9, ["faq"])
    assert label(message) == name


def test_a_message_without_a_label() -> None:
    assert label(Message({"text": "hi"})) == ""
