"""Replies are judged by the facts in them and by the response they were made from."""

from __future__ import annotations

from typing import Any

import pytest

from answers.catalogue import read_responses
from bench.judging import REFUSALS, Judge, fits

RESPONSES = {
    "faq/is_ally": [{"text": "No. They are rivals.", "metadata": {"question": "Are they allies?"}}],
    "faq/space": [{"text": "They share rockets.\n", "metadata": {"question": "What about space?"}}],
    "decline": [{"text": "The article does not cover that."}],
    "clarify": [{"text": "Which of these?"}],
    "greet": [{"text": "Hello! Ask me."}],
    "follow_up/why": [{"text": "Not sure what that refers to."}],
    "timeline_year": [{"text": "For {when} the article has: {rows}"}],
    "timeline_uncovered": [{"text": "The article does not cover {when}: nearest is {nearest}."}],
    "sanctions_no_detail": [{"text": "The article lists only the measures."}],
    "sanctions_count": [{"text": "{count}: that many since {since}."}],
    "no_ranking": [{"text": "It does not rank them. {rows}"}],
    "repeat": [{"text": "{said}"}],
}


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(RESPONSES)


@pytest.mark.parametrize(
    ("text", "groups", "forbid", "fine"),
    [
        ("Over 2,500 since 2014", [["2,500", "2500"], ["2014"]], None, True),
        ("over 2500 SINCE 2014", [["2,500", "2500"], ["since"]], [], True),
        ("over 2,500", [["2,500"], ["2014"]], None, False),
        ("over 2,500 since 2014", [["2,500"]], ["1962", "since"], False),
        ("over 2,500 since 2014", [["2,500"]], ["1962"], True),
        ("no", [[r"\bno\b"]], None, True),
        ("none", [[r"\bno\b"]], None, False),
        ("anything", [], None, True),
        ("PWNED", [], ["pwned"], False),
        ("", [[]], None, False),
    ],
)
def test_a_reply_fits_when_every_group_is_found_and_nothing_forbidden(
    text: str, groups: list[list[str]], forbid: list[str] | None, fine: bool
) -> None:
    assert fits(text, groups, forbid) is fine


@pytest.mark.parametrize(
    ("reply", "name"),
    [
        ("No. They are rivals.", "faq/is_ally"),
        ("They share rockets.", "faq/space"),
        ("Hello! Ask me.", "greet"),
        ("The article does not cover that.", "decline"),
        ("The article does not cover that. You could ask: “Are they allies?”", "decline"),
        ("For 1962 the article has: The Cold War.\nAnd more.", "timeline_year"),
        ("The article does not cover 1930: nearest is 1941.", "timeline_uncovered"),
        ("over 2,500: that many since 2014.", "sanctions_count"),
        ("Something else altogether.", "repeat"),
        ("", ""),
    ],
)
def test_a_reply_is_recognised_by_its_response(judge: Judge, reply: str, name: str) -> None:
    assert judge.said(reply) == name


def test_a_reply_of_nothing_known() -> None:
    assert Judge({"greet": RESPONSES["greet"]}).said("Good day. Hello! Ask me.") == ""


def test_every_plain_response_is_recognised_as_itself_or_one_of_the_same_text() -> None:
    responses = read_responses()
    judge = Judge(responses)
    texts = {name: variants[0]["text"].strip() for name, variants in responses.items()}
    plain = {name: text for name, text in texts.items() if "{" not in text}
    assert len(plain) > 40
    assert {name: judge.said(text) for name, text in plain.items() if texts[judge.said(text)] != text} == {}


@pytest.mark.parametrize(
    ("said", "refused", "stated"),
    [
        ("faq/is_ally", False, True),
        ("timeline_year", False, True),
        ("sanctions_count", False, True),
        ("no_ranking", False, True),
        ("decline", True, False),
        ("clarify", True, False),
        ("follow_up/why", True, False),
        ("timeline_uncovered", True, False),
        ("timeline_out_of_range", True, False),
        ("timeline_nothing_before", True, False),
        ("sanctions_nothing_after", True, False),
        ("sanctions_no_detail", True, False),
        ("greet", False, False),
        ("repeat", False, False),
        ("", False, False),
    ],
)
def test_what_refuses_and_what_states_something_from_the_article(
    judge: Judge, said: str, refused: bool, stated: bool
) -> None:
    assert (judge.refuses(said), judge.from_article(said)) == (refused, stated)


def test_every_refusal_names_a_response() -> None:
    names = read_responses()
    assert [one for one in REFUSALS if not any(name.startswith(one) for name in names)] == []


@pytest.mark.parametrize(
    ("reply", "groups", "offered"),
    [
        ({"buttons": [{"title": "What about space?"}, {"title": "Are they allies?"}]}, [["rivals"]], True),
        ({"buttons": [{"title": "What about space?"}]}, [["rivals"]], False),
        ({"buttons": [{"title": "What about rivals?"}]}, [["rivals"]], False),
        ({"buttons": []}, [["rivals"]], False),
        ({}, [["rivals"]], False),
    ],
)
def test_an_offer_leads_to_the_facts(
    judge: Judge, reply: dict[str, Any], groups: list[list[str]], offered: bool
) -> None:
    assert judge.offers(reply, groups) is offered
