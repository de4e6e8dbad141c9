"""The record's events beside the article's timeline: after its rows, capped, and nothing of another row."""

from __future__ import annotations

import re
from datetime import date

import pytest

from facts.library import Library
from facts.loading import facts
from facts.models import RecordEvent
from facts.periods import Period
from facts.record import MOST, MOST_OF_MORE

FACTS = facts()
TODAY = date(2026, 11, 22)
OTHER_ROWS = {
    "world_war_ii": r"cuba|\bprox|georgia|crimea|nato expan|chicken|oligarch|central bank",
    "cold_war": r"nazi|georgia|crimea|nato expan|election|chicken|oligarch|central bank",
    "post_soviet": r"nazi|cuba|\bprox|georgia|crimea|election|chicken|oligarch|central bank",
    "putin_era": r"nazi|cuba|\bprox|nato expan|chicken|oligarch",
}
"""What the article has in other periods than this one."""

OTHER_YEARS = {
    "2014": r"central bank|r(o)?uble|diplomatic propert|energy project|relocat",
    "2017": r"oligarch|chicken|poultry|mcdonald|central bank|r(o)?uble",
    "2022": r"oligarch|chicken|poultry|mcdonald|diplomatic propert|energy project",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(FACTS, TODAY)


def ids(entries: object) -> list[str]:
    return [entry.id for entry in entries]  # type: ignore[attr-defined]


def titles(entries: object) -> str:
    return " ".join(entry.title for entry in entries)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "rows", "record"),
    [
        ("what happened in 1987?", ["cold_war"], ["inf_1987"]),
        ("what happened in December 1991?", ["cold_war", "post_soviet"], ["nunn_lugar_1991", "ussr_ends_1991"]),
        ("what happened on 8 December 1987?", ["cold_war"], ["inf_1987"]),
        ("what happened in 2010?", ["putin_era"], ["new_start_signed_2010"]),
        ("what happened in 1946?", [], ["long_telegram_1946"]),
        (
            "what happened in 2025?",
            ["putin_era"],
            ["riyadh_2025", "anchorage_2025", "oil_listings_2025", "test_orders_2025"],
        ),
        ("and in May 2026?", ["putin_era"], ["truce_2026"]),
    ],
)
def test_a_time_has_the_events_of_the_record_after_the_rows_of_the_article(
    library: Library, text: str, rows: list[str], record: list[str]
) -> None:
    found = library.ask_timeline(text)
    assert (ids(found.rows), ids(found.record), found.left) == (rows, record, 0)


@pytest.mark.parametrize("year", range(1930, 2031))
def test_the_article_stays_as_it_is_and_nothing_of_another_row_is_brought_up(library: Library, year: int) -> None:
    text = f"what happened in {year}?"
    found, alone = library.ask_timeline(text), library.timeline.ask(text)
    assert (found.reply, found.values) == (alone.reply, alone.values)
    assert found.rows[-len(alone.rows) :] == alone.rows
    assert all(entry.period().overlaps(Period.from_iso(str(year))) for entry in found.record)
    for row in alone.rows if len(alone.rows) == 1 else ():
        assert not re.search(OTHER_ROWS[row.id], titles(found.record), re.I)
    if str(year) in OTHER_YEARS:
        assert not re.search(OTHER_YEARS[str(year)], titles(found.record), re.I)


@pytest.mark.parametrize("event", FACTS.events, ids=lambda event: event.id)
def test_every_event_is_found_by_its_day_its_month_and_its_year(library: Library, event: RecordEvent) -> None:
    for size in (4, 7, 10):
        if size <= len(event.since):
            found = library.at(Period.from_iso(event.since[:size]))
            assert event in found.record or found.left


@pytest.mark.parametrize("event", FACTS.events, ids=lambda event: event.id)
def test_every_event_is_found_by_each_of_its_names(library: Library, event: RecordEvent) -> None:
    for name in event.names:
        found = library.ask_timeline(f"tell me about the {name}")
        assert event in found.record or found.left or found.topic == "sanctions", name


@pytest.mark.parametrize("decade", range(1940, 2030, 10))
def test_a_decade_is_capped_and_says_how_many_more_there_are(library: Library, decade: int) -> None:
    found = library.ask_timeline(f"what happened in the {decade}s?")
    there = library.chronicle.events.during(Period.from_iso(f"{decade}/{decade + 9}"))
    assert len(found.record) == min(len(there), MOST_OF_MORE)
    assert found.left == len(there) - len(found.record)
    assert found.narrower == ("a year" if found.left else "")
    assert [entry.since for entry in found.record] == sorted(entry.since for entry in found.record)


def test_a_year_shows_all_it_has(library: Library) -> None:
    most = max(len(library.chronicle.events.during(Period.from_iso(str(year)))) for year in range(1940, 2027))
    assert most <= MOST["year"]


@pytest.mark.parametrize(
    "text",
    [
        "what happened in the Cold War?",
        "the Putin era",
        "the whole history",
        "when were they rivals?",
        "the first period",
    ],
)
def test_a_period_by_its_name_a_whole_list_and_a_relationship_stay_the_articles(library: Library, text: str) -> None:
    assert library.ask_timeline(text).record == ()


@pytest.mark.parametrize(
    ("text", "reply", "record"),
    [
        ("when was the INF treaty signed?", "record", ["inf_1987"]),
        ("what was the INF treaty?", "record", ["inf_1987", "inf_ends_2019"]),
        ("when did the US leave the INF treaty", "record", ["inf_ends_2019"]),
        ("when did New START expire?", "record_later", ["new_start_expires_2026"]),
        ("when was new start signed", "record", ["new_start_signed_2010"]),
        ("when did russia suspend new start", "record", ["new_start_suspended_2023"]),
        ("when was the new start treaty extended", "record", ["new_start_extended_2021"]),
        ("when did the US withdraw from the ABM treaty?", "record", ["abm_withdrawal_2002"]),
        ("what was Apollo-Soyuz?", "record", ["apollo_soyuz_1975"]),
        ("Yalta", "record", ["yalta_1945"]),
        ("Helsinki summit 2018", "record", ["helsinki_2018"]),
        ("how long did the Berlin blockade last?", "record", ["berlin_blockade_1948"]),
        ("Kennan's telegram", "record_uncovered", ["long_telegram_1946"]),
        ("the Anchorage summit", "record_later", ["anchorage_2025"]),
    ],
)
def test_an_event_by_its_name(library: Library, text: str, reply: str, record: list[str]) -> None:
    found = library.ask_timeline(text)
    assert (found.reply, ids(found.record)) == (reply, record)


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("when was the Cuban Missile Crisis?", ["cuban_missile_crisis_1962"]),
        ("the NATO expansion", ["nato_enlargement_1999"]),
        ("when did Russia invade Georgia", ["georgia_2008"]),
        ("when was Crimea annexed?", ["crimea_listings_2014", "crimea_annexed_2014"]),
    ],
)
def test_an_event_of_the_article_gets_the_date_of_the_record(library: Library, text: str, record: list[str]) -> None:
    found = library.ask_timeline(text)
    assert found.reply in ("event", "event_dated")
    assert ids(found.record) == record


@pytest.mark.parametrize("text", ["the Helsinki accords", "the Budapest winter games", "who signed the INF treaty?"])
def test_another_thing_of_the_same_place_is_not_the_event(library: Library, text: str) -> None:
    assert library.ask_timeline(text).record == ()


def test_an_event_put_in_a_wrong_year_is_set_right(library: Library) -> None:
    found = library.ask_timeline("the INF treaty was signed in 1975, right?")
    assert (found.period, ids(found.record)) == ("1975", ["inf_1987"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("list the arms control treaties", "arms control treaties"),
        ("which nuclear agreements have they signed?", "arms control treaties"),
        ("which treaties have ended?", "ends of treaties"),
        ("crises", "crises"),
        ("all summits please", "summits"),
        ("any prisoner swaps?", "exchanges of prisoners"),
        ("cooperation in space", "steps together in space"),
        ("list the conflicts", "conflicts and wars"),
    ],
)
def test_a_kind_of_events_is_counted_and_capped(library: Library, text: str, kind: str) -> None:
    found = library.ask_timeline(text)
    assert (found.reply, found.values["kind"]) == ("record_kind", kind)
    assert int(found.values["count"]) == len(found.record) + found.left
    assert len(found.record) <= MOST_OF_MORE


@pytest.mark.parametrize(
    ("text", "reply", "record"),
    [
        ("summits since 2020", "record_kind", ["geneva_2021", "anchorage_2025"]),
        ("the last summit", "record_last", ["anchorage_2025"]),
        ("the first arms control treaty", "record_first", ["test_ban_1963"]),
        ("summits in the 1930s", "record_none", []),
        ("have Trump and Putin met since the article?", "record_kind", ["anchorage_2025"]),
    ],
)
def test_a_kind_of_a_time(library: Library, text: str, reply: str, record: list[str]) -> None:
    found = library.ask_timeline(text)
    assert (found.reply, ids(found.record)) == (reply, record)


def test_a_kind_within_a_period_comes_after_the_article(library: Library) -> None:
    found = library.ask_timeline("list the crises of the Cold War")
    assert ids(found.rows) == ["cold_war"]
    assert "cuban_missile_crisis_1962" in ids(found.record)


@pytest.mark.parametrize(
    "text", ["what happened since the article?", "new since article?", "what came after the article"]
)
def test_what_came_after_the_article(library: Library, text: str) -> None:
    found = library.ask_timeline(text)
    assert found.reply == "record_since"
    assert int(found.values["count"]) == len(found.record) + found.left == len(library.chronicle.events.after(2024))
    assert all(entry.since > "2025" for entry in found.record)


@pytest.mark.parametrize(
    ("text", "silent"),
    [("what happened in 1957?", "record_silent"), ("what happened in September 2026?", "record_silent_since")],
)
def test_a_time_of_which_the_record_has_nothing(library: Library, text: str, silent: str) -> None:
    found = library.ask_timeline(text)
    assert (found.record, found.silent) == ((), silent)
