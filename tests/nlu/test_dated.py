"""A question about the relationship at a time is a lookup."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from small_pipeline import CONTEXT, message

from nlu.attributes import MENDED
from nlu.classifier import set_label
from nlu.dated import DatedQuestions

LABELS = ["faq/is_ally", "faq/are_friends"]


@pytest.fixture
def dated(tmp_path_factory: pytest.TempPathFactory) -> DatedQuestions:
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("dated"))
    return DatedQuestions.create(
        {"labels": LABELS, "below": 0.6, "except": "spied"}, storage, Resource("dated"), CONTEXT
    )


def read(dated: DatedQuestions, text: str, label: str = "faq/are_friends", mended: str | None = None) -> Message:
    asked = message(text)
    if mended:
        asked.set(MENDED, mended)
    set_label(asked, label, 0.8, ["faq", "follow_up"])
    (asked,) = dated.process([asked])
    return asked


@pytest.mark.parametrize(
    "text",
    [
        "were they friends in '78?",
        "were they allies in 1943?",
        "did they get along in the 80s?",
        "were they friends between 1950 and 1970?",
        "were they friends in February 2022?",
        "were they friends on 4 July 1976?",
        "were they friends in nineteen sixty-two?",
        "were they friends in 3014?",
        "were they friends in 500 BC?",
    ],
)
def test_a_time_makes_it_a_lookup(dated: DatedQuestions, text: str) -> None:
    asked = read(dated, text)
    assert asked.get(INTENT) == {"name": "ask_timeline", "confidence": 0.8}
    assert "faq" not in asked.get("response_selector")


@pytest.mark.parametrize(
    "text",
    [
        "are they friends?",
        "were they friends in 1943 or spied on each other?",
        "are they friends in 2024?",
        "are they friends in 2025?",
        "were they friends from 2000 to 2024?",
        "have they been friends since 1990?",
        "were they friends in the 20th century?",
        "are they friends now?",
        "",
    ],
)
def test_now_and_no_time_leave_it_as_it_is(dated: DatedQuestions, text: str) -> None:
    asked = read(dated, text)
    assert asked.get(INTENT)["name"] == "faq"
    assert selected(asked) == "faq/are_friends"


@pytest.mark.parametrize("label", ["faq/space", "ask_sanctions", "ask_timeline", "follow_up/why", "out_of_scope"])
def test_other_labels_stay(dated: DatedQuestions, label: str) -> None:
    asked = read(dated, "what happened in 1962?", label)
    assert asked.get(INTENT)["name"] == label.split("/")[0]


def test_the_mended_text_is_read(dated: DatedQuestions) -> None:
    asked = read(dated, "were they friends in nineten sixty?", mended="were they friends in nineteen sixty?")
    assert asked.get(INTENT)["name"] == "ask_timeline"


def test_a_message_without_a_label_stays(dated: DatedQuestions) -> None:
    (asked,) = dated.process([message("were they friends in 1962?")])
    assert not asked.get("response_selector")


def selected(asked: Message) -> Any:
    return asked.get("response_selector")["faq"]["response"]["intent_response_key"]


def test_without_labels_nothing_changes() -> None:
    dated = DatedQuestions(DatedQuestions.get_default_config())
    assert selected(read(dated, "were they friends in 1962?")) == "faq/are_friends"


def test_every_label_of_the_configuration_is_a_topic() -> None:
    import yaml

    from answers.catalogue import catalogue
    from bench.running import ROOT

    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    (settings,) = [one for one in pipeline if one["name"] == "nlu.dated.DatedQuestions"]
    assert settings["labels"]
    assert set(settings["labels"]) <= set(catalogue().topics())
