"""Every form in which people ask for the sanctions, and the rows and the side it should find."""

from __future__ import annotations

from datetime import date

import pytest

from facts.loading import facts
from facts.sanctions import SIDES, Sanctions

TODAY = date(2026, 3, 1)
ALL = ["2014", "2017", "2022"]

FORMS = {
    "year": [
        ("sanctions in 2014", "rows", ["2014"], None),
        ("what happened in 2017", "rows", ["2017"], None),
        ("2022", "rows", ["2022"], None),
        ("sanctions in 2024", "rows", ["2022"], None),
        ("what about '17?", "rows", ["2017"], None),
        ("two thousand seventeen sanctions", "rows", ["2017"], None),
    ],
    "decade and century": [
        ("sanctions in the 2010s", "rows", ["2014", "2017"], None),
        ("the early 2020s", "rows", ["2022"], None),
        ("sanctions of the 21st century", "rows", ALL, None),
        ("sanctions in the 20th century", "uncovered", [], None),
    ],
    "range": [
        ("sanctions between 2014 and 2017", "rows", ["2014", "2017"], None),
        ("sanctions since 2015", "rows", ["2017", "2022"], None),
        ("sanctions before 2017", "rows", ["2014"], None),
        ("sanctions after 2017", "rows", ["2022"], None),
        ("the sanctions of 2017 through 2022", "rows", ["2017", "2022"], None),
        ("the American sanctions that followed those of 2014", "us", ["2017"], "us"),
    ],
    "relative and month": [
        ("sanctions nine years ago", "rows", ["2017"], None),
        ("sanctions ten years ago", "uncovered", [], None),
        ("sanctions in Feb 2022", "rows", ["2022"], None),
        ("sanctions in March 2014", "rows", ["2014"], None),
    ],
    "actor and year": [
        ("What did the US do in 2014?", "us", ["2014"], "us"),
        ("what did washington do in 2022", "us", ["2022"], "us"),
        ("How did Russia respond in 2014?", "russia", ["2014"], "russia"),
        ("how did Russia hit back in 2017?", "russia", ["2017"], "russia"),
        ("the Kremlin's retaliation in 2022", "russia", ["2022"], "russia"),
        ("what was the impact in 2022?", "impact", ["2022"], "impact"),
        ("who felt the effects of 2014?", "impact", ["2014"], "impact"),
    ],
    "actor alone": [
        ("What did the US do?", "all_us", ALL, "us"),
        ("How did Russia respond?", "all_russia", ALL, "russia"),
        ("what was the impact?", "all_impact", ALL, "impact"),
        ("what did the US do in 2014 and 2017", "all_us", ["2014", "2017"], "us"),
    ],
    "content": [
        ("when were oligarchs sanctioned?", "us", ["2014"], "us"),
        ("the chicken ban", "russia", ["2014"], "russia"),
        ("what happened to McDonald's?", "impact", ["2014"], "impact"),
        ("energy projects", "us", ["2017"], "us"),
        ("when was diplomatic property seized?", "russia", ["2017"], "russia"),
        ("when did staff have to be relocated", "impact", ["2017"], "impact"),
        ("the central bank", "us", ["2022"], "us"),
        ("the demand for rubles", "russia", ["2022"], "russia"),
        ("why did gas prices rise?", "impact", ["2022"], "impact"),
    ],
    "count": [
        ("how many sanctions are there?", "count", [], None),
        ("the total number of sanctions", "count", [], None),
        ("there are only a handful of sanctions, no?", "count", [], None),
        ("how many sanctions since 2014 has the US imposed, and since when?", "count", [], None),
    ],
    "start": [
        ("when did the sanctions start?", "start", ["2014"], None),
        ("what triggered the sanctions", "start", ["2014"], None),
    ],
    "first and last": [
        ("what is the first year in the table?", "rows", ["2014"], None),
        ("the latest sanctions", "rows", ["2022"], None),
        ("the first sanctions surely came in 2022", "rows", ["2014", "2022"], None),
        ("surely the table has a first entry for 2003?", "uncovered", [], None),
    ],
    "farm ban and who pays": [
        ("the agricultural ban", "farm_ban", ["2014"], "russia"),
        ("did Russia ban food imports?", "farm_ban", ["2014"], "russia"),
        ("who pays for the sanctions?", "who_pays", [], None),
        ("the price of cheese", "who_pays", [], None),
    ],
    "compare": [
        ("compare 2014 and 2022", "rows", ["2014", "2022"], None),
        ("compare 2022 with 2014", "rows", ["2014", "2022"], None),
    ],
    "whole list": [
        ("list all sanctions", "list", ALL, None),
        ("What sanctions are there?", "list", ALL, None),
        ("every penalty with the comeback and the fallout", "list", ALL, None),
    ],
    "uncovered": [
        ("sanctions in 2016", "uncovered", [], None),
        ("sanctions in 1990", "uncovered", [], None),
        ("what did the US do in 2019?", "uncovered", [], "us"),
    ],
    "absurd": [
        ("sanctions in 3014", "out_of_range", [], None),
        ("sanctions in 44 BC", "out_of_range", [], None),
        ("sanctions in the year zero", "out_of_range", [], None),
        ("sanctions in AD 12", "out_of_range", [], None),
        ("sanctions in a million years", "out_of_range", [], None),
        ("sanctions in the stone age", "out_of_range", [], None),
        ("sanctions in the year ten thousand", "out_of_range", [], None),
    ],
    "after the article": [
        ("sanctions in 2025", "since_article", ["2022"], None),
        ("last year's sanctions", "since_article", ["2022"], None),
    ],
}


def sanctions(today: date = TODAY) -> Sanctions:
    return Sanctions(facts(), today)


@pytest.mark.parametrize(
    ("text", "reply", "ids", "actor"),
    [pytest.param(*case, id=f"{form}: {case[0]}") for form, cases in FORMS.items() for case in cases],
)
def test_form(text: str, reply: str, ids: list[str], actor: str | None) -> None:
    found = sanctions().ask(text)
    assert found.topic == "sanctions"
    assert (found.reply, [row.id for row in found.rows], found.actor) == (reply, ids, actor)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("sanctions in 2016", ("2014", "2017")), ("sanctions in 1990", ("2014",)), ("sanctions in 2080", ("2022",))],
)
def test_an_uncovered_year_names_the_nearest_rows(text: str, nearest: tuple[str, ...]) -> None:
    said = sanctions().ask(text).values["nearest"]
    assert [year for year in ALL if year in said] == list(nearest)


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("how many sanctions are there?", "count", "2,500"),
        ("how many sanctions are there?", "trigger", "Crimea"),
        ("when did the sanctions start?", "since", "2014"),
        ("the agricultural ban", "ban", "farm"),
        ("who pays for the sanctions?", "pays", "ordinary people"),
        ("sanctions in 2025", "as_of", "2024"),
    ],
)
def test_values_of_the_response(text: str, value: str, said: str) -> None:
    assert said in sanctions().ask(text).values[value]


def test_every_name_of_a_cell_leads_to_its_row_and_side() -> None:
    for row in facts().years:
        for side in SIDES:
            for name in getattr(row, side).names:
                found = sanctions().ask(name)
                assert (row in found.rows, found.actor in (side, None)) == (True, True), name


@pytest.mark.parametrize("side", SIDES)
def test_the_side_of_one_row_and_of_several(side: str) -> None:
    lookup = sanctions()
    assert lookup.side_of(lookup.years[:1], side).reply == side
    assert lookup.side_of(lookup.years, side).reply == f"all_{side}"
    assert lookup.side_of(lookup.years, None).reply == "rows"


def test_steps() -> None:
    lookup = sanctions()
    assert [row.id for row in lookup.step(lookup.years[:1], 1, "us").rows] == ["2017"]
    assert [row.id for row in lookup.step(lookup.years[1:], -1).rows] == ["2014"]
    assert lookup.step(lookup.years[:1], -1).reply == "nothing_before"
    assert lookup.step(lookup.years[-1:], 1).reply == "nothing_after"


@pytest.mark.parametrize("text", ["", "?", "tell me", "\x00" * 50, "🙂", "a" * 5_000, "1" * 2_000])
def test_anything_gets_an_answer(text: str) -> None:
    assert sanctions().ask(text).reply
