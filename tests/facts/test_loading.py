"""The facts files: the real ones load, and every mistake is named with its place and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from facts.loading import FactsError, facts, load_facts
from facts.models import Relationship


def test_the_real_data_loads() -> None:
    loaded = load_facts()
    assert [(one.since, one.until) for one in loaded.periods] == [
        ("1941", "1945"),
        ("1947", "1991"),
        ("1990", "1999"),
        ("2000", "present"),
    ]
    assert [one.relationship for one in loaded.periods] == list(Relationship)
    assert [one.since for one in loaded.years] == ["2014", "2017", "2022"]
    assert (loaded.totals.count, loaded.totals.since, loaded.totals.trigger) == ("over 2,500", "2014", "Crimea")
    assert loaded.article.kind == "article"
    assert loaded.present == 2024
    assert loaded.record.checked_on > loaded.record.known_until
    assert loaded.source("nasa_iss").publisher == "NASA"
    assert loaded.note("nukes_6000").verdict == "outdated"


def test_facts_are_read_once_and_cannot_be_changed() -> None:
    assert facts() is facts()
    with pytest.raises(TypeError):
        facts().periods[0].since = "1900"


def problems(root: Path) -> list[str]:
    with pytest.raises(FactsError) as error:
        load_facts(root / "data")
    assert str(error.value) == "\n".join(error.value.problems)
    return error.value.problems


def edit(path: Path, old: str, new: str) -> int:
    """Replaces the first match of a pattern; the line it stood on."""
    text = path.read_text(encoding="utf-8")
    found = re.search(old, text, re.M)
    assert found, f"{path.name} has no {old!r} to break"
    path.write_text(text[: found.start()] + found.expand(new) + text[found.end() :], encoding="utf-8")
    return text.count("\n", 0, found.start()) + 1


MISTAKES = {
    "missing field": (
        "timeline.yml",
        r"^    status: .*\n",
        "",
        "periods[world_war_ii].status is missing",
        r"^  - id: world_war_ii$",
    ),
    "unknown field": (
        "timeline.yml",
        r"^(    title: World War II)$",
        r"\1\n    color: red",
        "periods[world_war_ii].color is not a known field",
        r"^    color: red$",
    ),
    "wrong relationship": (
        "timeline.yml",
        r"^    relationship: allies$",
        "    relationship: besties",
        "periods[world_war_ii].relationship must be one of allies, rivals, partners, competitors",
        r"^    relationship: besties$",
    ),
    "not a year": (
        "sanctions.yml",
        r'^    from: "2014"$',
        '    from: "14"',
        "years[2014].from must be a year between 1700 and 2099, in quotes",
        r'^    from: "14"$',
    ),
    "open start": (
        "timeline.yml",
        r'^    from: "1947"$',
        "    from: present",
        "periods[cold_war].from must be a year between 1700 and 2099, in quotes",
        r"^    from: present$",
    ),
    "bad end": (
        "timeline.yml",
        r'^    to: "1991"$',
        "    to: now",
        "periods[cold_war].to must be one of present",
        r"^    to: now$",
    ),
    "upper-case name": (
        "timeline.yml",
        r"names: \[cold war,",
        "names: [Cold War,",
        "periods[cold_war].names[0] must be lower-case",
        r"names: \[Cold War,",
    ),
    "empty text": (
        "timeline.yml",
        r"^    title: World War II$",
        '    title: "  "',
        "periods[world_war_ii].title",
        r'^    title: "  "$',
    ),
    "wrong kind of source": (
        "sources.yml",
        r"^    kind: article$",
        "    kind: rumour",
        "sources[article].kind must be one of article, primary, secondary",
        r"^    kind: rumour$",
    ),
    "date that is none": (
        "timeline.yml",
        r'id: yalta_1945, date: "1945-02-04"',
        'id: yalta_1945, date: "1945-02-31"',
        "events[yalta_1945].date must be a date in quotes",
        r'date: "1945-02-31"',
    ),
    "date without quotes": (
        "sanctions.yml",
        r'id: caatsa, date: "2017-08-02"',
        "id: caatsa, date: 2017-08-02",
        "actions[caatsa].date must be a date in quotes",
        r"date: 2017-08-02",
    ),
    "dates the wrong way round": (
        "timeline.yml",
        r'to: "1943-12-01"',
        'to: "1943-11-01"',
        "`date` 1943-11-28 is after `to` 1943-11-01",
        r"^  - \{id: tehran_1943",
    ),
    "wrong category": (
        "timeline.yml",
        r"category: crisis",
        "category: fuss",
        "category must be one of alliance, rivalry, crisis, arms_control, cooperation, sanction, diplomacy, conflict",
        r"category: fuss",
    ),
    "wrong kind of step": (
        "sanctions.yml",
        r"kind: easing",
        "kind: relief",
        "actions[gl_134].kind must be one of sanction, counter-sanction, easing",
        r"kind: relief",
    ),
    "event of no source": (
        "timeline.yml",
        r"source: historian_yalta",
        "source: yalta_times",
        "events[yalta_1945].source names yalta_times, which is not in sources.yml",
        r"source: yalta_times",
    ),
    "note of no source": (
        "notes.yml",
        r"sources: \[nsa_venona\]",
        "sources: [venona_times]",
        "notes[allied_spying].sources[0] names venona_times, which is not in sources.yml",
        r"sources: \[venona_times\]",
    ),
    "row with no such note": (
        "timeline.yml",
        r"notes: \[putin_era_list\]",
        "notes: [putin_list]",
        "periods[putin_era].notes[0] names putin_list, which is not in notes.yml",
        r"notes: \[putin_list\]",
    ),
    "side with no such note": (
        "sanctions.yml",
        r"notes: \[mcdonalds\]",
        "notes: [burgers]",
        "years[2014].impact.notes[0] names burgers, which is not in notes.yml",
        r"notes: \[burgers\]",
    ),
    "note without a date": (
        "notes.yml",
        r'^    as_of: "1995"\n',
        "",
        "notes[allied_spying].as_of is missing",
        r"^  - id: allied_spying$",
    ),
    "note without a source": (
        "notes.yml",
        r"sources: \[nsa_venona\]",
        "sources: []",
        "notes[allied_spying].sources",
        r"sources: \[\]",
    ),
    "note of three sentences": (
        "notes.yml",
        r"^    text: The deal of 2022 on shared ISS flights has gone on",
        "    text: It goes on. It flies. The deal of 2022 on shared ISS flights has gone on",
        "notes[iss_deal_2022].text has 3 sentences; a note has at most 2",
        r"^    text: It goes on",
    ),
    "long short form": (
        "notes.yml",
        r"^    short: US training of Ukrainian",
        "    short: " + "very " * 20 + "long US training of Ukrainian",
        "notes[us_training_ukraine].short has 36 words; a short form has at most 25",
        r"^    short: very very",
    ),
    "doubt not owned up to": (
        "notes.yml",
        r"Not confirmed: warnings of attacks",
        "Warnings of attacks",
        "`text` must begin with “not confirmed”",
        r"^  - id: terror_intel$",
    ),
    "address that is none": (
        "sources.yml",
        r"url: https://www.state.gov/new-start-treaty/",
        "url: state.gov/new-start-treaty",
        "sources[state_new_start].url must be an address that begins with https://",
        r"url: state.gov/new-start-treaty",
    ),
    "source of no day": (
        "sources.yml",
        r'^    kind: article\n    as_of: "2024"\n    checked_on: .*\n',
        '    kind: article\n    as_of: "2024"\n',
        "sources[article].checked_on is missing",
        r"^  - id: article$",
    ),
    "broken YAML": (
        "timeline.yml",
        r"^    title: World War II$",
        "    title: [World War II",
        "not valid YAML",
        r"^    from: .*$",
    ),
    "training data": (
        "timeline.yml",
        r"^periods:$",
        "responses: {}\nperiods:",
        "`responses` would be read as Rasa training data",
        r"^responses: \{\}$",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "said", "blamed"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_with_its_place(
    checkout: Path, name: str, old: str, new: str, said: str, blamed: str
) -> None:
    path = checkout / "data" / "facts" / name
    edit(path, old, new)
    text = path.read_text(encoding="utf-8")
    line = text.count("\n", 0, re.search(blamed, text, re.M).start()) + 1
    found = problems(checkout)
    assert [one for one in found if one.startswith(f"{path}:{line}: ") and said in one], found


def test_an_end_before_its_beginning(checkout: Path) -> None:
    path = checkout / "data" / "facts" / "timeline.yml"
    edit(path, r'^    to: "1945"$', '    to: "1900"')
    (found,) = problems(checkout)
    assert found.startswith(f"{path}:")
    assert "world_war_ii" in found
    assert "`from` 1941 is after `to` 1900" in found


@pytest.mark.parametrize(
    ("name", "old", "new", "twice"),
    [
        ("timeline.yml", r"^  - id: cold_war$", "  - id: world_war_ii", "world_war_ii"),
        ("timeline.yml", r"id: yalta_1945", "id: tehran_1943", "tehran_1943"),
        ("sanctions.yml", r"id: price_cap", "id: caatsa", "caatsa"),
        ("notes.yml", r"^  - id: mcdonalds$", "  - id: chicken_ban_2014", "chicken_ban_2014"),
        ("sources.yml", r"^  - id: nasa_iss$", "  - id: nasa_sts_71", "nasa_sts_71"),
    ],
)
def test_an_id_used_twice(checkout: Path, name: str, old: str, new: str, twice: str) -> None:
    path = checkout / "data" / "facts" / name
    line = edit(path, old, new)
    (found,) = problems(checkout)
    assert found == f"{path}:{line}: the id {twice} is used more than once; ids are unique in a file"


def _remove(root: Path) -> None:
    (root / "data/facts/sanctions.yml").unlink()


def _empty(root: Path) -> None:
    (root / "data/facts/sanctions.yml").write_text("")


def _list(root: Path) -> None:
    (root / "data/facts/sanctions.yml").write_text("- years\n")


def _latin(root: Path) -> None:
    (root / "data/facts/sanctions.yml").write_bytes(b"years: \xff\n")


@pytest.mark.parametrize("spoil", [_remove, _empty, _list, _latin])
def test_a_file_that_is_no_facts_file(checkout: Path, spoil: Callable[[Path], None]) -> None:
    spoil(checkout)
    found = problems(checkout)
    assert all(one.startswith(f"{checkout}/data/facts/sanctions.yml:1: ") for one in found), found


def test_a_facts_file_without_the_article(checkout: Path) -> None:
    edit(checkout / "data/facts/sources.yml", "kind: article", "kind: primary")
    (found,) = problems(checkout)
    assert "sources.yml:1: one source must be of kind article" in found


def test_an_article_without_its_year(checkout: Path) -> None:
    edit(checkout / "data/facts/sources.yml", r'^    as_of: "2024"\n', "")
    (found,) = problems(checkout)
    assert "with the year it was written in `as_of`" in found


def test_mistakes_in_two_files_are_all_reported_at_once(checkout: Path) -> None:
    timeline, sanctions = (checkout / "data" / "facts" / name for name in ("timeline.yml", "sanctions.yml"))
    edit(timeline, r"relationship: allies$", "relationship: besties")
    edit(timeline, r"relationship: rivals$", "relationship: foes")
    edit(sanctions, r"^  count: .*$", "  number: 2,500")
    found = problems(checkout)
    places = sorted(one.split(": ")[1].split(" ")[0] for one in found)
    assert places == [
        "periods[cold_war].relationship",
        "periods[world_war_ii].relationship",
        "totals.count",
        "totals.number",
    ]
    assert sum(one.startswith(f"{timeline}:") for one in found) == 2
    assert sum(one.startswith(f"{sanctions}:") for one in found) == 2
