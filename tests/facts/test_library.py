"""Timeline and sanctions together: which table answers, and what stands beside each other."""

from __future__ import annotations

from datetime import date

import pytest

from facts.library import Library, split
from facts.loading import facts

WAR, COLD, SOVIET, PUTIN = "world_war_ii", "cold_war", "post_soviet", "putin_era"
ALL = ["2014", "2017", "2022"]


@pytest.fixture
def library() -> Library:
    return Library(facts(), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("what happened in 2014?", ["2014", PUTIN]),
        ("what happened in 2017?", ["2017", PUTIN]),
        ("what happened in 2022?", ["2022", PUTIN]),
        ("what happened in 2024?", ["2022", PUTIN]),
        ("what happened in Feb 2022?", ["2022", PUTIN]),
        ("what happened in 2010?", [PUTIN]),
        ("what happened in 2016?", [PUTIN]),
        ("what happened in 1962?", [COLD]),
        ("what happened in 1990?", [COLD, SOVIET]),
        ("what happened in the 2010s?", [PUTIN]),
    ],
)
def test_the_sanctions_of_a_year_stand_before_its_period(library: Library, text: str, ids: list[str]) -> None:
    found = library.ask_timeline(text)
    assert (found.topic, found.reply, [row.id for row in found.rows]) == ("timeline", "year", ids)


@pytest.mark.parametrize(("year", "ids"), [("2014", ["2014", PUTIN]), ("1962", [COLD])])
def test_the_same_for_a_time_alone(library: Library, year: str, ids: list[str]) -> None:
    (asked,) = library.periods(year)
    assert [row.id for row in library.at(asked).rows] == ids


@pytest.mark.parametrize("text", ["what happened in 1930?", "what happened in 3014?", "what happened in 2031?"])
def test_a_year_without_sanctions_is_answered_by_the_timeline_alone(library: Library, text: str) -> None:
    found = library.ask_timeline(text)
    assert found == library.timeline.ask(text)
    assert found.topic == "timeline"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("sanctions in 2014", ["2014"]),
        ("which countersanctions came in 2017?", ["2017"]),
        ("how did Russia retaliate in 2022?", ["2022"]),
        ("the asset freezes of 2014", ["2014"]),
        ("was there an embargo?", ALL),
        ("the history of the sanctions", ALL),
    ],
)
def test_words_of_sanctions_go_to_the_other_table(library: Library, text: str, ids: list[str]) -> None:
    found = library.ask_timeline(text)
    assert found == library.ask_sanctions(text)
    assert (found.topic, [row.id for row in found.rows]) == ("sanctions", ids)


def test_a_named_period_stays_with_the_timeline(library: Library) -> None:
    found = library.ask_timeline("were there sanctions during the Cold War?")
    assert (found.topic, [row.id for row in found.rows]) == ("timeline", [COLD])


@pytest.mark.parametrize(
    ("text", "topic", "ids"),
    [
        ("compare 2014 and 2022", "sanctions", ["2014", "2022"]),
        ("compare 2022 with 2014", "sanctions", ["2022", "2014"]),
        ("2014 versus 2017", "sanctions", ["2014", "2017"]),
        ("compare 2014, 2017 and 2022", "sanctions", ALL),
        ("compare 2014 and 1962", "timeline", [COLD, PUTIN]),
        ("compare 2014 and 2016", "timeline", [PUTIN]),
        ("compare 1943 and 1962", "timeline", [WAR, COLD]),
    ],
)
def test_two_years_are_compared_by_sanctions_when_both_have_some(
    library: Library, text: str, topic: str, ids: list[str]
) -> None:
    found = library.ask_timeline(text)
    assert (found.topic, sorted(row.id for row in found.rows)) == (topic, sorted(ids))


def test_one_side_of_two_years_is_compared(library: Library) -> None:
    found = library.ask_timeline("compare what Russia did in 2014 and in 2022")
    assert (found.topic, found.reply, found.actor) == ("sanctions", "all_russia", "russia")
    assert [row.id for row in found.rows] == ["2014", "2022"]


@pytest.mark.parametrize(
    ("text", "topic", "answered_by"),
    [
        ("and in 2017?", "sanctions", "sanctions"),
        ("and in 2017?", "timeline", "timeline"),
        ("what were the sanctions in 2017?", "timeline", "sanctions"),
        ("what happened in the Cold War?", "sanctions", "timeline"),
        ("show me the timeline", "sanctions", "timeline"),
        ("how many eras are there?", "sanctions", "timeline"),
    ],
)
def test_a_question_stays_with_its_table_unless_it_names_the_other(
    library: Library, text: str, topic: str, answered_by: str
) -> None:
    assert library.ask(text, topic).topic == answered_by


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("in 1962", True),
        ("the Cold War", True),
        ("the chicken ban", True),
        ("cheese", False),
        ("is it raining?", False),
        ("", False),
    ],
)
def test_what_names_something_of_either_table(library: Library, text: str, named: bool) -> None:
    assert library.names(text) == named


def test_rows_are_told_apart() -> None:
    periods, years = facts().periods, facts().years
    assert split((years[0], *periods, years[1])) == (periods, years[:2])
    assert split(()) == ((), ())
