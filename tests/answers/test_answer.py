"""The Answer's plain-text form."""

from __future__ import annotations

import pytest

from answers.answer import Answer

RECORD = "(Record, Feb 2023: left New START)"


@pytest.mark.parametrize("offer", [True, False])
def test_the_text_alone(offer: bool) -> None:
    assert Answer("1.0", "No.", "faq/is_ally").plain(offer) == "No."


def test_notes_follow_the_text() -> None:
    plain = Answer("1.0", "They talk.", "faq/arms_control").plain(False, [RECORD, RECORD])
    assert plain == f"They talk. {RECORD} {RECORD}"


def test_suggestions_come_last() -> None:
    said = Answer("1.0", "Which one?", "clarify", suggestions=["Who pays?"]).plain(True, [RECORD])
    assert said == f"Which one? {RECORD} You could ask: “Who pays?”"


def test_suggestions_are_said_where_they_are_the_point() -> None:
    answer = Answer("1.0", "Which one?", "clarify", suggestions=["Are they allies?", "Who pays?"])
    assert answer.plain(False) == "Which one?"
    said = answer.plain(True)
    assert said.startswith("Which one? ")
    assert all(f"“{one}”" in said for one in answer.suggestions)


def test_plain_text_has_no_blank_line() -> None:
    answer = Answer("1.0", "No.", "clarify", suggestions=["Are they allies?"])
    assert "\n" not in answer.plain(True, [RECORD])


def test_the_fields_of_the_contract() -> None:
    assert Answer("1.0", "No.", "faq/is_ally").as_dict() == {
        "id": "1.0",
        "text": "No.",
        "topic": "faq/is_ally",
        "source": None,
        "notes": [],
        "rows": None,
        "suggestions": [],
    }
