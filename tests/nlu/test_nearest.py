"""How like a question is to the nearest training questions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_pipeline import QUESTIONS, Pipeline

from nlu.attributes import NOVELTY
from nlu.classifier import TopicClassifier
from nlu.encoder import HIDDEN, SentenceEncoder
from nlu.nearest import NearestQuestions

LABELS = ["faq/a", "faq/b", "out_of_scope"]
WIDTH = HIDDEN + 8


@pytest.fixture(scope="module")
def dense() -> np.ndarray:
    """Twenty questions of each label around a mean of its own, and out-of-scope ones anywhere [60, WIDTH]."""
    random = np.random.default_rng(1)
    means = np.repeat(np.stack([np.eye(WIDTH)[0], np.eye(WIDTH)[1], np.zeros(WIDTH)]), 20, axis=0)
    return (means + 0.2 * random.normal(size=means.shape)).astype(np.float32)


@pytest.fixture(scope="module")
def targets() -> np.ndarray:
    return np.repeat(np.arange(3), 20)


@pytest.fixture(scope="module")
def nearest(dense: np.ndarray, targets: np.ndarray) -> NearestQuestions:
    return NearestQuestions().fit(dense, dense, targets, LABELS)


def test_a_training_question_is_like_itself(nearest: NearestQuestions, dense: np.ndarray, targets: np.ndarray) -> None:
    likeness = nearest.likeness(dense)
    assert likeness.shape == (60, 3)
    assert likeness[np.arange(60), targets] == pytest.approx(np.ones(60), abs=1e-4)
    assert nearest.plain_likeness(dense, targets) == pytest.approx(np.ones(60), abs=2e-3)
    assert np.abs(likeness).max() <= 1 + 1e-5


def test_it_is_more_like_its_own_topic(nearest: NearestQuestions, dense: np.ndarray) -> None:
    likeness = nearest.likeness(dense[:40])
    assert (likeness[:20, 0] > likeness[:20, 1]).all()
    assert (likeness[20:, 1] > likeness[20:, 0]).all()


def test_the_order_of_the_questions_makes_no_difference(
    nearest: NearestQuestions, dense: np.ndarray, targets: np.ndarray
) -> None:
    order = np.random.default_rng(2).permutation(60)
    shuffled = NearestQuestions().fit(dense[order], dense[order], targets[order], LABELS)
    assert shuffled.likeness(dense) == pytest.approx(nearest.likeness(dense), abs=1e-3)
    assert shuffled.plain_likeness(dense, targets) == pytest.approx(nearest.plain_likeness(dense, targets), abs=1e-3)


def test_out_of_scope_questions_shape_no_direction(nearest: NearestQuestions, dense: np.ndarray) -> None:
    moved = dense.copy()
    moved[40:] *= 5
    other = NearestQuestions().fit(moved, moved, np.repeat(np.arange(3), 20), LABELS)
    assert other.likeness(dense)[:, :2] == pytest.approx(nearest.likeness(dense)[:, :2], abs=1e-5)


def test_more_features_than_questions_and_one_topic(dense: np.ndarray) -> None:
    few = NearestQuestions().fit(dense[::20], dense[::20], np.array([0, 0, 1]), ["faq/a", "out_of_scope"])
    assert np.isfinite(few.likeness(dense)).all()


@pytest.fixture(scope="module")
def comparing(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """An encoder, and a classifier that compares with the nearest questions."""
    parts = (SentenceEncoder, {}), (TopicClassifier, {"nearest_weight": 6.0})
    return Pipeline(tmp_path_factory.mktemp("comparing"), *parts)


@pytest.mark.parametrize("label", [label for label in QUESTIONS if label != "out_of_scope"])
def test_training_questions_are_not_new(comparing: Pipeline, label: str) -> None:
    assert all(message.get(NOVELTY) < -1.9 for message in comparing.read(*QUESTIONS[label]))


def test_a_question_is_newer_the_further_it_lies(comparing: Pipeline) -> None:
    trained, reworded, foreign = (
        message.get(NOVELTY)
        for message in comparing.read("is russia our ally", "would you say moscow is our ally", "purple socks")
    )
    assert trained < reworded < foreign


def test_without_an_encoder_or_a_weight_nothing_is_new(pipeline: Pipeline, tmp_path: Path) -> None:
    without = Pipeline(tmp_path, (SentenceEncoder, {"enabled": False}), (TopicClassifier, {"nearest_weight": 6.0}))
    assert without.read("purple socks")[0].get(NOVELTY) is None
    assert pipeline.read("purple socks")[0].get(NOVELTY) is None


def test_it_makes_no_difference_how_many_are_asked_at_once(comparing: Pipeline) -> None:
    texts = [texts[0] for texts in QUESTIONS.values()]
    together = [message.get(NOVELTY) for message in comparing.read(*texts)]
    assert together == pytest.approx([comparing.read(text)[0].get(NOVELTY) for text in texts], abs=1e-3)


@pytest.mark.parametrize("label", list(QUESTIONS))
def test_a_likeness_makes_its_label_likelier(pipeline: Pipeline, comparing: Pipeline, label: str) -> None:
    text = QUESTIONS[label][0]
    before, after = (one.read(text)[0].get("intent_ranking")[0] for one in (pipeline, comparing))
    assert after["name"] == label
    assert after["confidence"] >= before["confidence"]
