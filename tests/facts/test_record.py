"""The record: every claim of the article that is wrong, outdated or imprecise carries its note, and ids lead on."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from answers.catalogue import read_responses
from facts.loading import facts
from facts.models import DIFFERS, Note, Verdict
from facts.periods import Period

DOC = Path(__file__).parent.parent.parent / "docs" / "facts.md"
FACTS = facts()
NOTES = {note.id: note for note in FACTS.notes}
OTHER_ROWS = {
    "world_war_ii": r"cuba|prox(y|ies)|georgia|crimea|uneasy|nato expan",
    "putin_era": r"nazi|cuba|prox(y|ies)|uneasy|nato expan|central bank|ruble|chicken|oligarch",
    "2014": r"central bank|r(o)?uble|diplomatic propert|energy project|relocat|skyrocket",
    "2017": r"oligarch|chicken|poultry|mcdonald|central bank|r(o)?uble|skyrocket",
    "2022": r"oligarch|chicken|poultry|mcdonald|diplomatic propert|energy project|relocat",
}
"""What belongs to another row of the article than the one a note stands on."""


def claims() -> list[tuple[str, str, str, str]]:
    """Id, verdict, confidence and carriers of every claim that was checked."""
    found = re.findall(r"^\| (\w+) \| (\w+) \| (high|medium) \| (.*?) \|$", DOC.read_text(encoding="utf-8"), re.M)
    return [(id, verdict, confidence, where) for id, verdict, confidence, where in found]


def carriers() -> dict[str, set[str]]:
    """Where each note is named: answers and phrases by name, rows and cells by id."""
    carried: dict[str, set[str]] = defaultdict(set)

    def add(where: str, notes: Any) -> None:
        for id in notes:
            carried[id].add(where)

    for name, variants in read_responses().items():
        add(name, (variants[0].get("metadata") or {}).get("notes", []))
    for period in FACTS.periods:
        add(period.id, period.notes)
    for year in FACTS.years:
        add(year.id, year.notes)
        for side in ("us", "russia", "impact"):
            add(f"{year.id} {side}", getattr(year, side).notes)
    add("count", FACTS.totals.notes)
    add("farm_ban", FACTS.totals.farm_ban.notes)
    return carried


def test_all_claims_are_listed() -> None:
    assert len(claims()) == len({id for id, *_ in claims()}) == 47


@pytest.mark.parametrize(("id", "verdict", "confidence", "where"), claims(), ids=[one[0] for one in claims()])
def test_a_claim_is_carried_as_its_verdict_asks(id: str, verdict: str, confidence: str, where: str) -> None:
    note = NOTES.get(id)
    assert note or Verdict(verdict) not in DIFFERS, "a claim that differs from the record has a note"
    if note:
        assert (note.verdict.value, note.confidence) == (verdict, confidence)
        assert set(re.split(r", ", where)) == carriers()[id]
    else:
        assert where == "-"


def test_there_is_no_note_without_a_claim_or_a_carrier() -> None:
    listed = {id for id, *_ in claims()}
    assert NOTES.keys() == carriers().keys()
    assert NOTES.keys() <= listed


@pytest.mark.parametrize("note", FACTS.notes, ids=lambda note: note.id)
def test_a_note_is_short_dated_and_sourced(note: Note) -> None:
    assert note.as_of <= FACTS.record.checked_on
    assert all(FACTS.source(id).kind != "article" for id in note.sources)
    assert len(note.text.split()) <= 50
    assert not note.short.endswith(".")
    assert "\n" not in note.text
    differs = note.confidence == "medium" and note.verdict in DIFFERS
    assert note.text.startswith("Not confirmed: ") == differs
    assert note.short.startswith("not confirmed") == differs


@pytest.mark.parametrize("verdict", DIFFERS)
def test_the_article_keeps_its_statement(verdict: Verdict) -> None:
    """A note on what differs says that the statement is the article's, or what about it is unconfirmed."""
    for note in FACTS.notes:
        if note.verdict is verdict:
            assert re.search(r"\barticle\b|^Not confirmed", note.text), note.id


@pytest.mark.parametrize("row", OTHER_ROWS)
def test_a_note_on_a_row_speaks_of_that_row(row: str) -> None:
    on_row = [NOTES[id] for id, where in carriers().items() if any(one.split()[0] == row for one in where)]
    assert on_row
    for note in on_row:
        assert not re.search(OTHER_ROWS[row], f"{note.text} {note.short}", re.I), note.id


def test_events_and_actions_are_dated_within_the_record() -> None:
    for one in (*FACTS.events, *FACTS.actions):
        period = one.period()
        assert Period.from_iso("1941").start <= period.start <= period.end
        assert period.end <= Period.from_iso(FACTS.record.checked_on).end
        assert not one.title.endswith(".")
        assert one.title[0] == one.title[0].upper()


def test_events_and_actions_stand_in_order() -> None:
    for entries in (FACTS.events, FACTS.actions):
        assert [one.since for one in entries] == sorted(one.since for one in entries)


def test_the_record_and_its_parts_have_different_ids() -> None:
    ids = [one.id for one in (*FACTS.events, *FACTS.actions)]
    assert len(set(ids)) == len(ids)


def test_every_source_is_named_by_something() -> None:
    named = {id for note in FACTS.notes for id in note.sources} | {e.source for e in (*FACTS.events, *FACTS.actions)}
    assert {source.id for source in FACTS.sources} - named == {"article"}


UNLINKED = (
    r"menafn|yahoo|wikipedia|sunsite|195news|lincolndaily|ebiztoday|docslib|everycrsreport|lexology|mondaq|daijiworld"
)


def test_links_are_secure_and_no_reposts() -> None:
    for source in FACTS.sources:
        if source.url:
            assert source.url.startswith("https://"), source.id
            assert not re.search(UNLINKED, source.url), source.id
