"""Which notes an answer carries, and how plain text says them."""

from __future__ import annotations

import pytest

from answers.notes import MOST_OF_A_LIST, as_dict, few, in_brackets, said_again, said_of, said_of_rows
from answers.rows import row_of
from facts.loading import facts

FACTS = facts()
PERIODS = [row_of(period) for period in FACTS.periods]
YEARS = [row_of(year) for year in FACTS.years]
EVENT = row_of(FACTS.events[0])


@pytest.mark.parametrize(
    ("style", "ids"),
    [
        (None, ["chicken_ban_2014", "mcdonalds"]),
        ("us", ["chicken_ban_2014", "mcdonalds"]),
        ("impact", ["mcdonalds", "chicken_ban_2014"]),
        ("all_us", []),
        ("all_russia", ["chicken_ban_2014"]),
        ("all_impact", ["mcdonalds"]),
    ],
)
def test_notes_follow_the_sides_that_are_said(style: str | None, ids: list[str]) -> None:
    assert said_of_rows(YEARS[:1], style, FACTS) == ids


def test_what_is_confirmed_and_grave_comes_first() -> None:
    assert said_of_rows([YEARS[2], PERIODS[3]], None, FACTS) == ["rubles_gas", "putin_era_list", "eu_energy_prices"]


def test_a_list_carries_few_and_one_of_every_row() -> None:
    first = ["chicken_ban_2014", "diplomats_relocate_2017", "rubles_gas"]
    assert few(said_of_rows(YEARS, None, FACTS), YEARS) == first
    assert len(few(said_of_rows([*YEARS, *PERIODS], None, FACTS), [*YEARS, *PERIODS])) == MOST_OF_A_LIST
    assert said_of_rows(PERIODS, None, FACTS) == ["putin_era_list", "shared_intel"]


def test_each_note_once() -> None:
    assert few(["a", "b", "a", "c", "d"], []) == ["a", "b", "c", "d"]


def test_rows_of_the_record_and_no_rows_have_no_notes() -> None:
    assert said_of_rows([EVENT], None, FACTS) == said_of_rows([], None, FACTS) == []


def test_notes_of_the_figures_around_the_table() -> None:
    assert said_of(["count", "farm_ban", "who_pays"], FACTS) == ["sanctions_2500", "chicken_ban_2014"]
    assert said_again("Over 2,500: by the article's count.", FACTS) == ["sanctions_2500"]
    assert said_again("Ordinary people pay.", FACTS) == []


def test_a_note_as_it_leaves_the_bot() -> None:
    said = as_dict(FACTS.note("newstart_inspections"), FACTS)
    assert said.keys() == {"text", "as_of", "source", "url"}
    assert said["as_of"] == "2026-02-05"
    assert said["source"] == "US Department of State, AP"
    assert said["url"] == "https://www.state.gov/new-start-treaty/"


def test_a_note_without_a_page_to_link() -> None:
    assert as_dict(FACTS.note("missiles_poland"), FACTS)["url"] is None


def test_the_month_is_written_out() -> None:
    assert in_brackets(FACTS.note("shared_intel")).startswith("(Record, 1944: ")
    assert in_brackets(FACTS.note("sanctions_2500")).startswith("(Record, Oct 2025: not confirmed, but ")
