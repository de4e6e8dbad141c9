"""Names of countries, people and organisations."""

from __future__ import annotations

import time

import pytest

from nlu.names import NameFinder, read_names


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return NameFinder(read_names())


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Is Russia an ally of the US?", ["russia", "united states"]),
        ("does it help us?", []),
        ("tell us about US sanctions", ["united states"]),
        ("the us and russia", ["united states", "russia"]),
        ("the U.S. and the U.S.S.R.", ["united states", "soviet union"]),
        ("USA, usa, America", ["united states"] * 3),
        ("Moscow and Washington", ["russia", "united states"]),
        ("the Kremlin hit back at the White House", ["russia", "united states"]),
        ("west germany and germany", ["west germany", "germany"]),
        ("Nazi Germany's army", ["nazi germany"]),
        ("WW1 or World War III", ["world war i", "world war iii"]),
        ("chinatown, usable, russiagate-like germanium", ["russiagate"]),
        ("", []),
    ],
)
def test_names(finder: NameFinder, text: str, values: list[str]) -> None:
    assert [one["value"] for one in finder.find(text)] == values


def test_an_entity_knows_its_kind_and_place(finder: NameFinder) -> None:
    text = "does NATO worry Moscow?"
    found = finder.find(text)
    assert [(one["entity"], text[one["start"] : one["end"]]) for one in found] == [
        ("organisation", "NATO"),
        ("country", "Moscow"),
    ]


def test_every_listed_name_is_found_whole(finder: NameFinder) -> None:
    names = read_names()
    for name, canonical in names.canonical.items():
        found = finder.find(f"what about {name}, then?")
        assert [(one["entity"], one["value"]) for one in found] == [(names.kinds[canonical], canonical)], name


def test_the_lists_are_lower_case() -> None:
    names = read_names()
    assert all(name == name.lower() for name in names.canonical)
    assert set(names.canonical.values()) == set(names.kinds)


def test_every_kind_is_an_entity_of_the_domain() -> None:
    import yaml

    from bench.running import ROOT

    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    entities = {next(iter(one)) if isinstance(one, dict) else one for one in domain["entities"]}
    assert set(read_names().kinds.values()) <= entities


@pytest.mark.parametrize("unit", ["united ", "us ", "a", "u.s.", "-"])
def test_time_grows_with_the_text_and_no_faster(finder: NameFinder, unit: str) -> None:
    def seconds(text: str) -> float:
        started = time.perf_counter()
        finder.find(text)
        return time.perf_counter() - started

    short, long = unit * (1_000 // len(unit)), unit * (8_000 // len(unit))
    assert min(seconds(long) for _ in range(3)) < 24 * max(min(seconds(short) for _ in range(3)), 0.002)
