"""Labels are cross-validated, and suspects are found where they stand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from bench.labels import ROOT, Example, Guess, cross_validate, examples, folds, report, suspects

DATA = """\
# Questions.
version: "3.1"
nlu:
- intent: faq/space
  examples: |
    - who flies?

    - "quoted": yes
- intent: greet
  examples: |
    - hi
"""


def test_examples_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "some.yml"
    path.write_text(DATA)
    assert examples(tmp_path) == [
        Example("who flies?", "faq/space", path, 6),
        Example('"quoted": yes', "faq/space", path, 8),
        Example("hi", "greet", path, 11),
    ]


def test_every_training_question_stands_where_it_is_said_to() -> None:
    found = examples(ROOT / "data" / "nlu")
    lines = {path: path.read_text(encoding="utf-8").splitlines() for path in {one.path for one in found}}
    assert len(found) > 10000
    assert [one for one in found if lines[one.path][one.line - 1].strip() != f"- {one.text}"] == []
    blocks = [block for path in lines for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]]
    assert len(found) == sum(bool(line.strip()) for block in blocks for line in block["examples"].splitlines())


def test_folds_label_every_question_once_and_spread_each_label() -> None:
    labels = ["a"] * 10 + ["b"] * 5
    found = folds(labels, 5)
    assert sorted(place for _, held in found for place in held) == list(range(15))
    for learnt, held in found:
        assert not {*learnt} & {*held}
        assert [labels[place] for place in held].count("b") == 1


@pytest.fixture
def guesses() -> list[Guess]:
    """Ten questions of each of two labels; the classifier is told apart by their texts, and two are mislabelled."""
    labels = ["even" if n % 2 == 0 else "odd" for n in range(20)]
    labels[3], labels[8] = "even", "odd"
    asked = [Example(str(n), label, Path("some.yml"), n + 1) for n, label in enumerate(labels)]

    def predict(learnt: np.ndarray, held: np.ndarray) -> tuple[list[str], np.ndarray]:
        sure = 0.6 + np.array([int(asked[place].text) for place in held]) / 100
        even = np.where(np.array([int(asked[place].text) % 2 == 0 for place in held]), sure, 1 - sure)
        return ["even", "odd"], np.stack([even, 1 - even], axis=1)

    return cross_validate(asked, predict, 5)


def test_suspects_are_those_labelled_otherwise_the_surest_first(guesses: list[Guess]) -> None:
    assert len(guesses) == 20
    found = suspects(guesses)
    assert [one.example.text for one in found] == ["8", "3"]
    assert (found[0].label, round(found[0].confidence, 2), round(found[0].own, 2)) == ("even", 0.68, 0.32)


def test_the_report(guesses: list[Guess]) -> None:
    text = report(guesses)
    assert "# Labels of 20 questions\n90.0% are found by the other folds." in text
    assert "- odd taken for even: 1" in text
    assert "- even: 1 of 10, 10%" in text
    assert "- some.yml:9 odd (0.32) → even (0.68): 8" in text
    assert "some.yml:4" not in report(guesses, 1)
