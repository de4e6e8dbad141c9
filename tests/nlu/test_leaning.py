"""Which doubtful questions are left to the conversation."""

from __future__ import annotations

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from small_pipeline import CONTEXT, message

from nlu.classifier import full_label, set_label
from nlu.labels import LEANING
from nlu.leaning import LeaningQuestions

CONFIG = {"points": r"^and\b|\b(?:he|that)\b", "longest": 8, "few": 3, "below": {"faq/": 0.9, "about_": 0.6}}
LONG = "does he expect that the two will be on good terms again"


@pytest.fixture
def leaning(tmp_path_factory: pytest.TempPathFactory) -> LeaningQuestions:
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("leaning"))
    return LeaningQuestions.create(CONFIG, storage, Resource("leaning"), CONTEXT)


@pytest.mark.parametrize(
    ("text", "label", "confidence", "leans"),
    [
        ("did he think so too, really?", "faq/is_ally", 0.7, True),
        ("And the jets over the sea?", "faq/military_faceoffs", 0.7, True),
        ("honest ones?", "faq/ordinary_people", 0.4, True),
        ("who is that agency's partner", "about_maker", 0.5, True),
        ("did he think so too, really?", "faq/is_ally", 0.9, False),
        ("who is that agency's partner", "about_maker", 0.6, False),
        ("does Russia threaten nuclear strikes", "faq/nuclear_threats", 0.5, False),
        (LONG, "faq/future_outlook", 0.5, False),
        ("and he said that?", "ask_timeline", 0.5, False),
        ("and he said that?", "follow_up/source", 0.5, False),
    ],
)
def test_what_leans(leaning: LeaningQuestions, text: str, label: str, confidence: float, leans: bool) -> None:
    asked = message(text)
    set_label(asked, label, confidence, ["faq", "follow_up"])
    (asked,) = leaning.process([asked])
    assert full_label(asked) == (LEANING if leans else label)


def test_a_message_without_a_label_is_left_alone(leaning: LeaningQuestions) -> None:
    (asked,) = leaning.process([message("and he?")])
    assert full_label(asked) == ""
