"""Every form in which people ask for the timeline, and the periods it should find."""

from __future__ import annotations

from datetime import date

import pytest

from facts.loading import facts
from facts.timeline import Timeline

TODAY = date(2026, 3, 1)
WAR, COLD, SOVIET, PUTIN = "world_war_ii", "cold_war", "post_soviet", "putin_era"
ALL = [WAR, COLD, SOVIET, PUTIN]

FORMS = {
    "year": [
        ("What happened in 1962?", "year", [COLD]),
        ("1943", "year", [WAR]),
        ("the year 2008", "year", [PUTIN]),
        ("1941", "year", [WAR]),
        ("1945", "year", [WAR]),
        ("1947", "year", [COLD]),
        ("1990", "year", [COLD, SOVIET]),
        ("1999", "year", [SOVIET]),
        ("2000", "year", [PUTIN]),
        ("2024", "year", [PUTIN]),
    ],
    "short and spelled out": [
        ("what happened in '87?", "year", [COLD]),
        ("in '14", "year", [PUTIN]),
        ("what happened in nineteen sixty-two", "year", [COLD]),
        ("two thousand and eight", "year", [PUTIN]),
    ],
    "decade": [
        ("the 80s", "year", [COLD]),
        ("the eighties", "year", [COLD]),
        ("the 2010s", "year", [PUTIN]),
        ("early 80s", "year", [COLD]),
        ("the late 1950s", "year", [COLD]),
    ],
    "range": [
        ("between 1950 and 1970", "year", [COLD]),
        ("from 1943 to 1950", "year", [WAR, COLD]),
        ("1995-2005", "year", [SOVIET, PUTIN]),
        ("since 2010", "year", [PUTIN]),
        ("before 1945", "year", [WAR]),
    ],
    "relative": [
        ("ten years ago", "year", [PUTIN]),
        ("thirty years ago", "year", [SOVIET]),
        ("83 years ago", "year", [WAR]),
        ("last decade", "year", [PUTIN]),
    ],
    "century": [
        ("the 20th century", "year", [WAR, COLD, SOVIET]),
        ("the twenty-first century", "year", [PUTIN]),
        ("the 19th century", "uncovered", []),
    ],
    "month": [
        ("Feb 2022", "year", [PUTIN]),
        ("October 1962", "year", [COLD]),
    ],
    "period name": [
        ("what happened during the Cold War?", "rows", [COLD]),
        ("tell me about WW2", "rows", [WAR]),
        ("the second world war", "rows", [WAR]),
        ("the yeltsin years", "rows", [SOVIET]),
        ("under putin", "rows", [PUTIN]),
        ("what happened in the Cold War in 1962?", "year", [COLD]),
        ("we saw a film last night about World War II", "rows", [WAR]),
    ],
    "event": [
        ("When was the Cuban Missile Crisis?", "event", [COLD]),
        ("the proxy wars", "event", [COLD]),
        ("in which period was the invasion of Georgia?", "event", [PUTIN]),
        ("the standoffs in Syria", "event", [PUTIN]),
        ("nato expansion", "event", [SOVIET]),
        ("what year was the annexation of Crimea?", "event_dated", [PUTIN]),
    ],
    "relationship": [
        ("when were they allies?", "rows", [WAR]),
        ("when were they partners?", "rows", [SOVIET]),
        ("when were they nuclear rivals?", "rows", [COLD]),
        ("since when are they hostile competitors?", "rows", [PUTIN]),
        ("when did they last fight shoulder to shoulder?", "rows", [WAR]),
    ],
    "count": [
        ("how many periods are there?", "count", ALL),
        ("what is the number of eras in the timeline", "count", ALL),
    ],
    "first and last": [
        ("what was the first period?", "rows", [WAR]),
        ("the earliest phase", "rows", [WAR]),
        ("what is the latest period?", "rows", [PUTIN]),
        ("the most recent era", "rows", [PUTIN]),
    ],
    "before and after": [
        ("what came before the Cold War?", "rows", [WAR]),
        ("what came after the Cold War?", "rows", [SOVIET]),
        ("what followed World War II?", "rows", [COLD]),
        ("what came before World War II?", "nothing_before", []),
        ("what comes after the Putin era?", "nothing_after", []),
        ("everything since the Cold War", "rows", [SOVIET, PUTIN]),
        ("which era began once the nuclear rivalry was over?", "rows", [SOVIET]),
    ],
    "duration": [
        ("how long did the Cold War last?", "duration", [COLD]),
        ("how long were they allies?", "duration", [WAR]),
        ("how long has the Putin era lasted?", "duration", [PUTIN]),
        ("was the Cold War longer than the Putin era?", "duration", [COLD, PUTIN]),
        ("they were no longer allies in the Cold War", "rows", [COLD]),
    ],
    "compare": [
        ("compare 1943 and 1962", "compare", [WAR, COLD]),
        ("compare 2008 with 1943", "compare", [WAR, PUTIN]),
        ("compare the Cold War and the Putin era", "compare", [COLD, PUTIN]),
    ],
    "whole list": [
        ("give me the whole timeline", "list", ALL),
        ("tell me everything", "list", ALL),
    ],
    "uncovered": [
        ("what happened in 1946?", "uncovered", []),
        ("what happened in 1930?", "uncovered", []),
        ("1812", "uncovered", []),
        ("2080", "uncovered", []),
    ],
    "absurd": [
        ("what happened in 3014?", "out_of_range", []),
        ("in 500 BC", "out_of_range", []),
        ("in the year 99999", "out_of_range", []),
    ],
    "after the article": [
        ("what happened in 2025?", "since_article", [PUTIN]),
        ("last year", "since_article", [PUTIN]),
        ("January 2026", "since_article", [PUTIN]),
    ],
}


def timeline(today: date = TODAY) -> Timeline:
    return Timeline(facts(), today)


@pytest.mark.parametrize(
    ("text", "reply", "ids"),
    [pytest.param(*case, id=f"{form}: {case[0]}") for form, cases in FORMS.items() for case in cases],
)
def test_form(text: str, reply: str, ids: list[str]) -> None:
    found = timeline().ask(text)
    assert found.topic == "timeline"
    assert (found.reply, [row.id for row in found.rows]) == (reply, ids)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("What happened in 1962?", "1962"),
        ("the 80s", "1980/1989"),
        ("Feb 2022", "2022-02"),
        ("since 2010", "2010-01-01/.."),
        ("ten years ago", "2016"),
        ("give me the whole timeline", None),
    ],
)
def test_the_period_asked_about_is_kept(text: str, period: str | None) -> None:
    assert timeline().ask(text).period == period


@pytest.mark.parametrize(
    ("today", "reply", "ids"),
    [
        (date(2024, 12, 31), "uncovered", []),
        (date(2025, 1, 1), "since_article", [PUTIN]),
    ],
)
def test_the_clock_decides_what_is_the_future(today: date, reply: str, ids: list[str]) -> None:
    found = timeline(today).ask("what happened in 2025?")
    assert (found.reply, [row.id for row in found.rows]) == (reply, ids)


@pytest.mark.parametrize(
    ("text", "names", "leaves"),
    [
        ("1946", ("1941-1945", "1947-1991"), ("1990", "2000")),
        ("1930", ("1941-1945",), ("1947",)),
        ("2080", ("2000-present",), ("1990",)),
    ],
)
def test_an_uncovered_year_names_the_nearest_rows(text: str, names: tuple[str, ...], leaves: tuple[str, ...]) -> None:
    nearest = timeline().ask(text).values["nearest"]
    assert all(name in nearest for name in names)
    assert not any(name in nearest for name in leaves)


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("how long did the Cold War last?", "spans", "44 years"),
        ("how long were they allies?", "spans", "4 years"),
        ("how long has the Putin era lasted?", "spans", "2024"),
        ("how many periods are there?", "count", "4"),
        ("what year was the annexation of Crimea?", "when", "2014"),
        ("When was the Cuban Missile Crisis?", "period", "1947-1991"),
        ("what happened in 2025?", "as_of", "2024"),
    ],
)
def test_values_of_the_response(text: str, value: str, said: str) -> None:
    assert said in timeline().ask(text).values[value]


def test_every_period_name_and_every_event_leads_to_its_period() -> None:
    for row in facts().periods:
        for name in (row.title.lower(), *row.names):
            assert row in timeline().ask(name).rows, name
        for event in row.events:
            for name in event.names:
                assert row in timeline().ask(name).rows, name


def test_steps() -> None:
    lookup = timeline()
    assert [row.id for row in lookup.step(lookup.periods[1:2], 1).rows] == [SOVIET]
    assert [row.id for row in lookup.step(lookup.periods[1:3], -1).rows] == [WAR]
    assert lookup.step(lookup.periods[:1], -1).reply == "nothing_before"
    assert lookup.step(lookup.periods[-1:], 1).reply == "nothing_after"


@pytest.mark.parametrize("text", ["", "?", "tell me", "\x00" * 50, "🙂", "a" * 5_000, "1" * 2_000])
def test_anything_gets_an_answer(text: str) -> None:
    assert timeline().ask(text).reply
