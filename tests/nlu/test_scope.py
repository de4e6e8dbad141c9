"""The second opinion on whether the article answers a question at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pipeline import QUESTIONS, Pipeline

from nlu.attributes import OUTSIDE
from nlu.encoder import SentenceEncoder
from nlu.labels import answerable
from nlu.scope import ScopeCheck


@pytest.mark.parametrize("label", [label for label in QUESTIONS if answerable(label) or label == "out_of_scope"])
def test_the_margin_tells_inside_from_outside(pipeline: Pipeline, label: str) -> None:
    margins = [message.get(OUTSIDE) for message in pipeline.read(*QUESTIONS[label])]
    assert all((margin > 0) == (label == "out_of_scope") for margin in margins), margins


def test_new_questions(pipeline: Pipeline) -> None:
    near, far = pipeline.read("are the us and russia allies of each other?", "how do i bake a chocolate cake")
    assert near.get(OUTSIDE) < far.get(OUTSIDE)


def test_without_an_encoder_it_says_nothing(small: Pipeline) -> None:
    assert [message.get(OUTSIDE) for message in small.read("how do i bake bread", "is russia an ally")] == [None, None]


def test_the_same_data_trains_the_same_check(pipeline: Pipeline, tmp_path: Path) -> None:
    again = Pipeline(tmp_path, (SentenceEncoder, {}), (ScopeCheck, {}))
    asked = "is china an ally of the us"
    assert again.read(asked)[0].get(OUTSIDE) == pipeline.read(asked)[0].get(OUTSIDE)


def test_it_makes_no_difference_how_many_are_asked_at_once(pipeline: Pipeline) -> None:
    texts = [texts[0] for texts in QUESTIONS.values()]
    together = [message.get(OUTSIDE) for message in pipeline.read(*texts)]
    assert together == pytest.approx([pipeline.read(text)[0].get(OUTSIDE) for text in texts], abs=1e-4)
    assert pipeline.components[3].process([]) == []
