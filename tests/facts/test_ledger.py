"""The record's steps of sanctions: by instrument, target, imposer and year, after the article's table."""

from __future__ import annotations

from datetime import date

import pytest

from facts.ledger import BESIDE_A_ROW
from facts.library import Library
from facts.loading import facts
from facts.models import RecordAction

FACTS = facts()
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(FACTS, TODAY)


def ids(entries: object) -> list[str]:
    return [entry.id for entry in entries]  # type: ignore[attr-defined]


@pytest.mark.parametrize("action", FACTS.actions, ids=lambda action: action.id)
def test_every_step_is_found_by_each_of_its_names(library: Library, action: RecordAction) -> None:
    for name in action.names:
        found = library.ask_sanctions(f"what is {name}?")
        assert action in found.record or found.left, name


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("CAATSA", ["caatsa"]),
        ("what is executive order 14024?", ["eo_14024"]),
        ("E.O. 13660", ["eo_13660"]),
        ("EO 13685", ["crimea_embargo"]),
        ("Decree 172", ["decree_172"]),
        ("Public Law 118-62", ["us_uranium_ban"]),
        ("what did they do to Deripaska?", ["deripaska_2018"]),
        ("what was done to Sberbank?", ["sectoral_2014_widened", "banks_2022"]),
        ("EU sanctions", ["eu_assets_2025"]),
        ("did the British join any sanctions?", ["oil_round_2025"]),
        ("sanctions in 2018", ["deripaska_2018", "law_127_fz"]),
        ("US sanctions in 2018", ["deripaska_2018"]),
        ("US sanctions in 2025", ["oil_round_2025", "rosneft_lukoil_2025"]),
    ],
)
def test_steps_by_instrument_target_imposer_and_year(library: Library, text: str, record: list[str]) -> None:
    found = library.ask_sanctions(text)
    assert set(ids(found.record)) >= set(record[-1:])
    assert set(ids(found.record)) <= {*record}


def test_those_on_the_list_of_blocked_persons(library: Library) -> None:
    found = library.ask_sanctions("who is on the SDN list?")
    assert len(found.record) + found.left == sum("sdn" in action.tags for action in FACTS.actions)


def test_an_order_that_the_record_does_not_have_is_not_made_up(library: Library) -> None:
    found = library.ask_sanctions("what is executive order 13848?")
    assert (found.reply, found.record, found.values) == ("no_record", (), {"asked": "executive order 13848"})


@pytest.mark.parametrize("year", ["2014", "2017", "2022"])
def test_a_year_of_the_article_begins_with_its_row(library: Library, year: str) -> None:
    found = library.ask_sanctions(f"sanctions in {year}")
    assert (found.reply, ids(found.rows)) == ("rows", [year])
    assert len(found.record) <= BESIDE_A_ROW
    assert len(found.record) + found.left == sum(action.since.startswith(year) for action in FACTS.actions)


@pytest.mark.parametrize(
    "text", ["how did Russia hit back in 2014?", "the impact in 2017", "what did the US do in 2022?"]
)
def test_one_side_of_a_year_stays_the_articles(library: Library, text: str) -> None:
    found = library.ask_sanctions(text)
    assert found.record == ()
    assert len(found.suggestions) == 1


def test_the_suggestion_shows_all_of_the_year(library: Library) -> None:
    (suggestion,) = library.ask_sanctions("how did Russia hit back in 2014?").suggestions
    found = library.ask_sanctions(suggestion)
    assert len(found.record) == sum(action.since.startswith("2014") for action in FACTS.actions)
    assert found.left == 0


@pytest.mark.parametrize(
    "text",
    ["list all sanctions", "what did the US do?", "how many sanctions are there?", "the chicken ban", "who pays?"],
)
def test_the_articles_own_answers_stay_as_they_are(library: Library, text: str) -> None:
    assert library.ask_sanctions(text) == library.sanctions.ask(text)


def test_the_central_bank_is_the_articles_first(library: Library) -> None:
    found = library.ask_sanctions("was the central bank sanctioned?")
    assert (ids(found.rows), ids(found.record)) == (["2022"], ["directive_4_2022", "eu_assets_2025"])


def test_what_was_eased(library: Library) -> None:
    assert ids(library.ask_sanctions("what was eased?").record) == ["deripaska_2018", "gl_134"]
    assert ids(library.ask_sanctions("did the US relax anything on oil?").record) == ["gl_134"]


def test_what_is_new_since_the_article(library: Library) -> None:
    found = library.ask_sanctions("which sanctions came since the article?")
    assert found.reply == "record_since"
    assert ids(found.record) == ids(action for action in FACTS.actions if action.since > "2025")


def test_steps_are_counted(library: Library) -> None:
    found = library.ask_sanctions("how many sanctions steps does the record list?")
    by = [int(found.values[f"by_{who}"]) for who in ("us", "russia", "eu")]
    assert found.reply == "record_count"
    assert int(found.values["count"]) == sum(by) == len(FACTS.actions)


def test_the_timeline_sends_orders_and_laws_here(library: Library) -> None:
    assert ids(library.ask_timeline("when did CAATSA come?").record) == ["caatsa"]
