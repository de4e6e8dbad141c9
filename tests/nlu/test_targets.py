"""Which row or cell a lookup means, learnt from questions that carry a target."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from small_pipeline import CONTEXT, training_data

from nlu.attributes import TARGET
from nlu.classifier import set_label
from nlu.targets import NONE, TargetClassifier, target_of

AIMED = {
    "ask_timeline/cold_war": [
        "when did they eye each other over warheads",
        "the decades of spies and proxies",
        "the years of fear of the bomb",
        "when was it spy against spy",
    ],
    "ask_sanctions/2014/russia": [
        "which birds did moscow keep out",
        "what meat was no longer let in",
        "the ban on drumsticks",
        "what did russia stop buying for dinner",
    ],
}


def aimed() -> list[Message]:
    return [
        Message.build(text, label.partition("/")[0], intent_metadata={"target": label.partition("/")[2]})
        for label, texts in AIMED.items()
        for text in texts
    ]


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> TargetClassifier:
    storage, resource = LocalModelStorage.create(tmp_path_factory.mktemp("targets")), Resource("targets")
    config = {**TargetClassifier.get_default_config(), "others": 1}
    data = TrainingData([*training_data().intent_examples, *aimed()])
    TargetClassifier.create(config, storage, resource, CONTEXT).train(data)
    return TargetClassifier.load(config, storage, resource, CONTEXT)


def target(classifier: TargetClassifier, text: str) -> str:
    (message,) = classifier.process([Message({TEXT: text})])
    assert 0 < message.get(TARGET)["confidence"] <= 1
    return message.get(TARGET)["name"]


def test_a_target_is_named_by_its_table() -> None:
    assert target_of(aimed()[0]) == "timeline/cold_war"
    assert target_of(aimed()[-1]) == "sanctions/2014/russia"
    assert target_of(Message.build("hello", "greet")) is None
    assert target_of(Message.build("yalta?", "ask_timeline", intent_metadata={"entry": "yalta_1945"})) == (
        "record/yalta_1945"
    )
    assert target_of(Message.build("the menu at yalta", "out_of_scope", intent_metadata={"target": NONE})) == NONE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the decades of spies and warheads", "timeline/cold_war"),
        ("what meat did russia stop buying", "sanctions/2014/russia"),
        ("how do i bake bread", NONE),
        ("why is that so", NONE),
    ],
)
def test_what_a_question_means(classifier: TargetClassifier, text: str, name: str) -> None:
    assert target(classifier, text) == name


def test_without_targets_it_says_nothing(tmp_path: Path) -> None:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("targets")
    component = TargetClassifier.create(TargetClassifier.get_default_config(), storage, resource, CONTEXT)
    component.train(training_data())
    (message,) = component.process([Message({TEXT: "why"})])
    assert message.get(TARGET) is None


def test_an_answered_topic_needs_no_target(classifier: TargetClassifier) -> None:
    message = Message({TEXT: "the decades of spies and warheads"})
    set_label(message, "faq/is_ally", 0.9, ["faq"])
    classifier.process([message])
    assert message.get(TARGET) is None
