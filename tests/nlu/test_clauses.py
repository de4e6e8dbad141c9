"""Two questions in one message are told apart; one question is left whole."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.attributes import CLAUSES
from nlu.classifier import full_label, set_label
from nlu.clauses import ClauseJoiner, ClauseSplitter, halves

RETRIEVAL = ["faq", "follow_up"]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Were they ever allies? What about space?", ("Were they ever allies?", "What about space?")),
        ("who pays, and how many are there?", ("who pays", "how many are there?")),
        ("tell me about space and the arctic", ("tell me about space", "arctic")),
        ("what about space versus the arctic", ("what about space", "the arctic")),
    ],
)
def test_halves(text: str, pair: tuple[str, str]) -> None:
    assert pair in halves(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "why?",
        "Is Russia an ally of the US?",
        "My grandfather was a soldier. Were they allies then?",
        "/restart and tell me what you know?",
        "what " * 50 + "? why?",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert halves(text) == []


def understood(text: str, *labels: str, whole: str = "out_of_scope", confidence: float = 0.9) -> Message:
    """A message joined after the whole and its first halves were given labels."""
    messages = ClauseSplitter({}).process([Message({TEXT: text})])
    for message, label in zip(messages, (whole, *labels, *["greet"] * len(messages)), strict=False):
        set_label(message, label, confidence, RETRIEVAL)
    (joined,) = ClauseJoiner({}).process(messages)
    return joined


TWO = "Were they ever allies? What about space?"


@pytest.mark.parametrize(
    "labels", [("faq/ever_allies", "faq/space"), ("follow_up/why", "follow_up/impact"), ("follow_up/why", "faq/space")]
)
def test_two_questions_are_both_kept(labels: tuple[str, str]) -> None:
    message = understood(TWO, *labels)
    assert message.get(INTENT)["name"] == "two_questions"
    clauses = message.get(CLAUSES)
    assert [one["text"] for one in clauses] == list(halves(TWO)[0])
    assert [one["intent"]["full_retrieval_intent_name"] for one in clauses] == list(labels)


@pytest.mark.parametrize(
    "labels",
    [
        ("faq/space", "faq/space"),
        ("faq/space", "follow_up/why"),
        ("out_of_scope", "faq/space"),
        ("faq/space", "greet"),
    ],
)
def test_what_is_not_two_questions(labels: tuple[str, str]) -> None:
    message = understood(TWO, *labels)
    assert (full_label(message), message.get(CLAUSES)) == ("out_of_scope", None)


def test_two_years_are_one_lookup() -> None:
    message = understood("compare the US in 2017 versus 2022", "ask_sanctions", "ask_timeline", whole="ask_sanctions")
    assert full_label(message) == "ask_sanctions"


def test_a_doubtful_half_leaves_the_message_whole() -> None:
    assert full_label(understood(TWO, "faq/ever_allies", "faq/space", confidence=0.4)) == "out_of_scope"


def test_a_third_meaning_of_the_whole_stands() -> None:
    message = understood(TWO, "faq/ever_allies", "faq/space", whole="faq/is_ally", confidence=0.95)
    assert full_label(message) == "faq/is_ally"


def test_only_the_messages_themselves_come_out() -> None:
    messages = [Message({TEXT: TWO}), Message({TEXT: "why?"})]
    parted = ClauseSplitter({}).process(messages)
    assert len(parted) > 2
    assert ClauseJoiner({}).process(parted) == messages
