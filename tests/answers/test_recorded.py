"""What a response says of the record: its entries by id, and how much is newer than the article."""

from __future__ import annotations

import pytest

from answers.catalogue import read_responses
from answers.record import SINCE_ARTICLE, Recorded, coverage
from facts.loading import facts

NAMING = {
    name: variants[0]["metadata"]["record"]
    for name, variants in read_responses().items()
    if "record" in (variants[0].get("metadata") or {})
}


def test_some_responses_name_entries() -> None:
    assert {"ask_news", "faq/changes_since", "faq/new_start_status", "faq/sanctions_status"} == NAMING.keys()


@pytest.mark.parametrize("name", NAMING)
def test_every_entry_that_a_response_names_exists_and_is_said(name: str) -> None:
    assert Recorded.named(NAMING[name]).rows
    assert "{record}" in read_responses()[name][0]["text"]


@pytest.mark.parametrize("name", NAMING)
def test_a_response_on_how_things_stand_types_no_date(name: str) -> None:
    assert not any(letter.isdigit() for letter in read_responses()[name][0]["text"])


@pytest.mark.parametrize("name", NAMING)
def test_a_response_on_how_things_stand_owns_up_to_what_it_does_not_know(name: str) -> None:
    assert "I do not know" in read_responses()[name][0]["text"]


def test_an_unknown_id_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Recorded.named(["no_such_entry"])


def test_those_since_the_article_are_counted() -> None:
    recorded = Recorded.named(SINCE_ARTICLE)
    assert all(row["from"] > "2025" for row in recorded.rows)
    assert recorded.left
    assert int(coverage()["events_since"]) == len(recorded.rows) + recorded.left["count"]
    assert int(coverage()["steps_since"]) == sum(action.since > "2025" for action in facts().actions)
