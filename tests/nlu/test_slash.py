"""A text that starts with "/" is never read as an intent."""

from __future__ import annotations

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.domain import Domain
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from small_pipeline import CONTEXT

from nlu.classifier import set_label
from nlu.slash import WORD_JOINER, SlashNeutraliser

DOMAIN = Domain.from_dict({"intents": ["faq", "greet"], "entities": ["x"]})
COMMANDS = [
    "/restart",
    " /restart",
    "\n/back",
    "/",
    "//",
    '/faq{"x": 1}',
    "/greet",
    "/greet@0.5",
    "\u00a0/session_start",
]


@pytest.fixture
def neutraliser(tmp_path_factory: pytest.TempPathFactory) -> SlashNeutraliser:
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("slash"))
    return SlashNeutraliser.create({}, storage, Resource("slash"), CONTEXT)


def understood(text: str) -> Message:
    """A message as Rasa's own handler, which runs last, would have it."""
    message = Message({TEXT: text, INTENT: {"name": "out_of_scope", "confidence": 0.7}, ENTITIES: []})
    (message,) = RegexMessageHandler().process([message], DOMAIN)
    return message


def test_rasa_alone_would_obey() -> None:
    assert understood('/faq{"x": 1}').get(INTENT) == {"name": "faq", "confidence": 1.0}


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_is_neutralised(neutraliser: SlashNeutraliser, text: str) -> None:
    (message,) = neutraliser.process([Message({TEXT: text})])
    found = understood(message.get(TEXT))
    assert found.get(INTENT) == {"name": "out_of_scope", "confidence": 0.7}
    assert found.get(ENTITIES) == []
    assert message.get(TEXT) == WORD_JOINER + text


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_is_out_of_scope_whatever_its_words(neutraliser: SlashNeutraliser, text: str) -> None:
    asked = Message({TEXT: text})
    set_label(asked, "faq/is_ally", 0.9, ["faq"])
    (asked,) = neutraliser.process([asked])
    assert asked.get(INTENT) == {"name": "out_of_scope", "confidence": 1.0}
    assert "faq" not in asked.get("response_selector")


@pytest.mark.parametrize("text", ["hello", "and/or", "24/7", "what is /restart?", "", "<b>/</b>"])
def test_other_texts_stay(neutraliser: SlashNeutraliser, text: str) -> None:
    assert neutraliser.process([Message({TEXT: text})])[0].get(TEXT) == text


def test_a_message_without_a_text_stays(neutraliser: SlashNeutraliser) -> None:
    assert neutraliser.process([Message({})])[0].get(TEXT) is None


def test_it_is_the_last_of_the_pipeline() -> None:
    import yaml

    from bench.running import ROOT

    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    assert pipeline[-1]["name"] == "nlu.slash.SlashNeutraliser"
