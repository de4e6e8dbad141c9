"""When a label is acted on, when a clarification is asked, and when a question is declined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.training_data import TrainingData
from small_pipeline import CONTEXT, Pipeline, message

from nlu.attributes import MENDED, NOVELTY, OUTSIDE
from nlu.gate import Gate, NameMemory, sides, without_question
from nlu.labels import answerable

ALLY = "is russia an ally of the US"


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    """Answers from 0.5, clarifies from 0.4, declines above a margin of 0; saved and loaded."""
    chosen = {"answer_at": 0.5, "clarify_at": 0.4, "outside_at": 0.0, "check_names": True}
    config = {**Gate.get_default_config(), **chosen}
    storage, resource = LocalModelStorage.create(tmp_path), Resource("gate")
    known = [
        message(ALLY, "faq/is_ally"),
        message("are they allies", "faq/is_ally"),
        message("did NATO bother russia", "faq/nato_view"),
        message("what happened in 1962", "ask_timeline"),
        message("is china an ally of the US", "out_of_scope"),
    ]
    Gate.create(config, storage, resource, CONTEXT).train(TrainingData(known))
    return Gate.load(config, storage, resource, CONTEXT)


def decided(
    gate: Gate, text: str, *ranking: tuple[str, float], outside: float | None = None, novelty: float | None = None
) -> str:
    """The intent after the gate, or the full label where a response was selected."""
    asked = message(text)
    asked.set("intent_ranking", [{"name": name, "confidence": confidence} for name, confidence in ranking])
    asked.set("response_selector", {"all_retrieval_intents": ["faq", "follow_up"]})
    asked.set(INTENT, {"name": ranking[0][0], "confidence": ranking[0][1]})
    for name, value in ((OUTSIDE, outside), (NOVELTY, novelty)):
        if value is not None:
            asked.set(name, value)
    (asked,) = gate.process([asked])
    return asked.get(INTENT)["name"]


@pytest.mark.parametrize(
    ("ranking", "label"),
    [
        ((("faq/is_ally", 0.9), ("greet", 0.05)), "faq/is_ally"),
        ((("faq/is_ally", 0.5), ("ask_timeline", 0.3)), "faq/is_ally"),
        ((("faq/is_ally", 0.49), ("ask_timeline", 0.3)), "nlu_fallback"),
        ((("faq/is_ally", 0.2), ("ask_timeline", 0.2)), "nlu_fallback"),
        ((("faq/is_ally", 0.2), ("ask_timeline", 0.19)), "out_of_scope"),
        ((("greet", 0.3), ("faq/is_ally", 0.25), ("ask_timeline", 0.15)), "nlu_fallback"),
        ((("greet", 0.49), ("thanks", 0.48)), "out_of_scope"),
        ((("out_of_scope", 0.9), ("faq/is_ally", 0.05)), "out_of_scope"),
        ((("follow_up/why", 0.6), ("faq/is_ally", 0.3)), "follow_up/why"),
    ],
)
def test_thresholds(gate: Gate, ranking: tuple[tuple[str, float], ...], label: str) -> None:
    assert decided(gate, ALLY, *ranking) == label


@pytest.mark.parametrize(
    ("outside", "label"), [(None, "faq/is_ally"), (-0.1, "faq/is_ally"), (0.0, "faq/is_ally"), (0.1, "out_of_scope")]
)
def test_the_scope_check_declines(gate: Gate, outside: float | None, label: str) -> None:
    assert decided(gate, ALLY, ("faq/is_ally", 0.9), outside=outside) == label


def test_the_scope_check_leaves_small_talk_alone(gate: Gate) -> None:
    assert decided(gate, "hello", ("greet", 0.9), outside=2.0) == "greet"


@pytest.mark.parametrize(
    ("novel_at", "novelty", "label", "decision"),
    [
        (None, 0.5, "faq/is_ally", "faq/is_ally"),
        (-1.0, None, "faq/is_ally", "faq/is_ally"),
        (-1.0, -1.0, "faq/is_ally", "faq/is_ally"),
        (-1.0, -0.9, "faq/is_ally", "out_of_scope"),
        (0.0, 0.1, "faq/is_ally", "out_of_scope"),
        (-1.0, -0.9, "greet", "greet"),
    ],
)
def test_what_is_too_new_is_declined(
    tmp_path: Path, novel_at: float | None, novelty: float | None, label: str, decision: str
) -> None:
    config = {**Gate.get_default_config(), "check_names": False, "novel_at": novel_at}
    gate = Gate.create(config, LocalModelStorage.create(tmp_path), Resource("gate"), CONTEXT)
    assert decided(gate, ALLY, (label, 0.9), novelty=novelty) == decision


@pytest.mark.parametrize(
    ("text", "label", "decision"),
    [
        (ALLY, "faq/is_ally", "faq/is_ally"),
        ("are they allies", "faq/is_ally", "faq/is_ally"),
        ("is Moscow an ally of Washington", "faq/is_ally", "faq/is_ally"),
        ("is China an ally of the US", "faq/is_ally", "out_of_scope"),
        ("is France an ally", "faq/is_ally", "out_of_scope"),
        ("does NATO bother Russia", "faq/is_ally", "out_of_scope"),
        ("does NATO bother Russia", "faq/nato_view", "faq/nato_view"),
        ("what does Russia think", "faq/is_ally", "out_of_scope"),
        ("is France an ally", "greet", "greet"),
    ],
)
def test_names_the_label_never_dealt_with_decline(gate: Gate, text: str, label: str, decision: str) -> None:
    assert decided(gate, text, (label, 0.9)) == decision


def test_names_may_be_left_unchecked(tmp_path: Path) -> None:
    storage, resource = LocalModelStorage.create(tmp_path), Resource("gate")
    gate = Gate.create({**Gate.get_default_config(), "check_names": False}, storage, resource, CONTEXT)
    gate.train(TrainingData([message(ALLY, "faq/is_ally")]))
    assert decided(gate, "is China an ally", ("faq/is_ally", 0.9)) == "faq/is_ally"


def test_names_become_entities_of_the_mended_text(gate: Gate) -> None:
    asked = message("is rusia an ally of Frnace")
    asked.set(MENDED, "is russia an ally of france")
    (asked,) = gate.process([asked])
    assert [(one["entity"], one["value"]) for one in asked.get(ENTITIES)] == [
        ("country", "russia"),
        ("country", "france"),
    ]


def test_the_memory_of_names() -> None:
    memory = NameMemory.learn(["a", "a", "b"], [{"russia", "united states"}, set(), {"nato"}])
    cases: list[tuple[str, set[str], bool]] = [
        ("a", {"russia", "united states"}, False),
        ("a", set(), False),
        ("a", {"russia"}, True),
        ("a", {"russia", "united states", "china"}, True),
        ("b", {"nato"}, False),
        ("b", {"nato", "russia"}, True),
        ("unknown", set(), True),
    ]
    assert [memory.foreign(label, names) for label, names, _ in cases] == [foreign for *_, foreign in cases]


def test_the_soviet_union_stands_for_russia() -> None:
    assert sides({"soviet union", "united states"}) == sides({"russia", "united states"})
    assert sides({"russia"}) != sides({"united states"}) != sides(set())


@pytest.mark.parametrize(
    ("label", "is_answerable"),
    [
        ("faq/is_ally", True),
        ("ask_timeline", True),
        ("ask_sanctions", True),
        ("follow_up/why", False),
        ("greet", False),
    ],
)
def test_what_the_article_answers(label: str, is_answerable: bool) -> None:
    assert answerable(label) == is_answerable


@pytest.mark.parametrize("name", ["pipeline", "small"])
def test_a_trap_is_declined_by_the_whole_pipeline(request: pytest.FixtureRequest, name: str) -> None:
    pipeline: Any = request.getfixturevalue(name)
    assert isinstance(pipeline, Pipeline)
    good, trap = pipeline.read("is russia an ally of the us", "is brazil an ally of the us")
    assert good.get(INTENT)["name"] == "faq"
    assert trap.get(INTENT)["name"] == "out_of_scope"
    assert "faq" not in trap.get("response_selector")


@pytest.mark.parametrize(
    ("confidence", "outside", "label"),
    [
        (0.95, 0.39, "faq/is_ally"),
        (0.95, 0.41, "out_of_scope"),
        (0.8, 0.01, "out_of_scope"),
        (0.6, -0.19, "out_of_scope"),
        (0.6, -0.21, "faq/is_ally"),
    ],
)
def test_the_surer_the_label_the_further_outside(gate: Gate, confidence: float, outside: float, label: str) -> None:
    gate._config["outside_by"] = {"faq/": [[0.0, -0.2], [0.7, 0.0], [0.9, 0.4]]}
    assert decided(gate, ALLY, ("faq/is_ally", confidence), outside=outside) == label


@pytest.mark.parametrize(
    ("likely", "outside", "label"),
    [(0.5, -0.5, "ask_timeline"), (0.5, -0.49, "out_of_scope"), (0.49, -2.0, "out_of_scope")],
)
def test_what_is_well_inside_is_not_out_of_scope(gate: Gate, likely: float, outside: float, label: str) -> None:
    ranking = ("out_of_scope", 0.51), ("ask_timeline", likely)
    assert decided(gate, "what happened in 1962", *ranking, outside=outside) == "out_of_scope"
    gate._config["inside_at"] = -0.5
    assert decided(gate, "what happened in 1962", *ranking, outside=outside) == label


def test_the_two_countries_together_are_foreign_to_no_topic(gate: Gate) -> None:
    ranking = [("faq/nato_view", 0.9)]
    assert decided(gate, "did NATO bother russia and the US", *ranking) == "faq/nato_view"
    assert decided(gate, "did NATO bother the US", *ranking) == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("I live in the Netherlands. Is russia an ally of the US?", "I live in the Netherlands. "),
        ("I live in the Netherlands.", ""),
        ("Is russia an ally? And China?", ""),
        ("Hi! Is russia an ally of the US?", ""),
        ("", ""),
    ],
)
def test_an_aside_before_the_question(text: str, aside: str) -> None:
    assert without_question(text) == aside


def test_names_in_an_aside_are_not_asked_about(gate: Gate) -> None:
    ranking = [("faq/is_ally", 0.9)]
    assert decided(gate, "I live in China, not here. Is russia an ally of the US?", *ranking) == "faq/is_ally"
    assert decided(gate, "I live in Utrecht, not here. Is china an ally of the US?", *ranking) == "out_of_scope"
