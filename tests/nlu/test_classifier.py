"""One distribution over all full labels decides everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.constants import INTENT
from small_pipeline import QUESTIONS, Pipeline, message

from nlu.classifier import TopicClassifier, TopicModel, set_label, split_label
from nlu.encoder import SentenceEncoder
from nlu.speller import Speller

ASKED = (
    "is russia our ally?",
    "rockets in space",
    "wich sactions",
    "why",
    "hello",
    "bake me a bread",
    "",
    "🙂",
    "俄罗斯",
)
WITHOUT_ENCODER = ((Speller, {}), (SentenceEncoder, {"enabled": False}), (TopicClassifier, {"ranking_length": 50}))


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """No gate behind it, and the whole ranking."""
    return Pipeline(tmp_path_factory.mktemp("classifier"), *WITHOUT_ENCODER)


def output(pipeline: Pipeline, *texts: str) -> list[dict[str, Any]]:
    keys = ("intent", "intent_ranking", "response_selector")
    return [{key: one.get(key) for key in keys} for one in pipeline.read(*texts)]


@pytest.mark.parametrize("text", ASKED)
def test_one_distribution_over_all_full_labels(classifier: Pipeline, text: str) -> None:
    (found,) = output(classifier, text)
    ranking = found["intent_ranking"]
    confidences = [one["confidence"] for one in ranking]
    assert {one["name"] for one in ranking} == set(QUESTIONS)
    assert sum(confidences) == pytest.approx(1, abs=0.001)
    assert confidences == sorted(confidences, reverse=True)
    assert found["intent"] == {"name": split_label(ranking[0]["name"]), "confidence": confidences[0]}


@pytest.mark.parametrize("name", ["pipeline", "small"])
@pytest.mark.parametrize(("text", "label"), [(texts[0], label) for label, texts in QUESTIONS.items()])
def test_training_questions_are_understood_with_and_without_the_encoder(
    request: pytest.FixtureRequest, name: str, text: str, label: str
) -> None:
    (found,) = output(request.getfixturevalue(name), text)
    assert found["intent_ranking"][0]["name"] == label


def test_a_retrieval_intent_says_which_response_answers(classifier: Pipeline) -> None:
    (found,) = output(classifier, "is russia an ally of the us")
    assert found["intent"]["name"] == "faq"
    selector = found["response_selector"]
    assert selector["all_retrieval_intents"] == ["faq", "follow_up"]
    assert selector["faq"]["response"]["intent_response_key"] == "faq/is_ally"
    assert selector["faq"]["response"]["utter_action"] == "utter_faq/is_ally"
    assert selector["faq"]["response"]["confidence"] == found["intent"]["confidence"]
    assert "follow_up" not in selector


def test_another_intent_selects_no_response(classifier: Pipeline) -> None:
    (found,) = output(classifier, "hello")
    assert found["response_selector"] == {"all_retrieval_intents": ["faq", "follow_up"]}


def test_the_same_data_trains_the_same_model(classifier: Pipeline, tmp_path: Path) -> None:
    again = Pipeline(tmp_path, *WITHOUT_ENCODER)
    assert output(again, *ASKED) == output(classifier, *ASKED)


def test_texts_are_understood_alone_as_among_others(classifier: Pipeline) -> None:
    together = output(classifier, *ASKED)
    assert [output(classifier, text)[0] for text in ASKED] == together


def test_the_ranking_is_as_long_as_configured(tmp_path: Path) -> None:
    short = Pipeline(tmp_path, *WITHOUT_ENCODER[:2], (TopicClassifier, {"ranking_length": 2}))
    assert [len(one["intent_ranking"]) for one in output(short, *ASKED)] == [2] * len(ASKED)


def test_the_model_alone_adds_up_to_one() -> None:
    texts = [text for questions in QUESTIONS.values() for text in questions]
    labels = [label for label, questions in QUESTIONS.items() for _ in questions]
    dense = np.random.default_rng(1).normal(size=(len(texts), 8)).astype(np.float32)
    model = TopicModel(10.0, 3.0, 200).fit(texts, dense, labels)
    found = model.probabilities(texts, dense)
    assert sorted(model.labels) == sorted(QUESTIONS)
    assert found.shape == (len(texts), len(QUESTIONS))
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)
    assert [model.labels[place] for place in found.argmax(axis=1)] == labels


@pytest.mark.parametrize("labels", [["greet", "thanks"]])
def test_two_labels_are_enough(labels: list[str]) -> None:
    texts = ["hello there", "hello you", "hello again", "thank you", "thanks you", "thank again"]
    dense = np.zeros((6, 0), np.float32)
    model = TopicModel(10.0, 3.0, 200).fit(texts, dense, [labels[0]] * 3 + [labels[1]] * 3)
    found = model.probabilities(["hello hello", "thank thank"], np.zeros((2, 0), np.float32))
    assert [model.labels[place] for place in found.argmax(axis=1)] == labels
    assert np.allclose(found.sum(axis=1), 1)


def test_a_label_that_is_set_replaces_the_one_before() -> None:
    asked = message("is russia an ally")
    set_label(asked, "faq/is_ally", 0.9, ["faq"])
    set_label(asked, "out_of_scope", 0.8, ["faq"])
    assert asked.get(INTENT) == {"name": "out_of_scope", "confidence": 0.8}
    assert asked.get("response_selector") == {"all_retrieval_intents": ["faq"]}
