"""Pictures of overviews: which answers have one, what it is, and what stands for it in words."""

from __future__ import annotations

import io
from typing import Any

import pytest
from matplotlib import image

from answers.rows import row_of
from channels.slack.pictures import alternative, overview, picture
from facts.loading import facts

PERIODS = [row_of(one) for one in facts().periods]
YEARS = [row_of(one) for one in facts().years]
EVENTS = [row_of(one) for one in facts().events[:3]]


def answer(topic: str, rows: list[dict[str, Any]] | None) -> dict[str, Any]:
    return {"topic": topic, "rows": rows}


@pytest.mark.parametrize(
    ("topic", "rows", "name"),
    [
        ("timeline", PERIODS, "timeline"),
        ("sanctions", YEARS, "sanctions"),
        ("timeline", [*PERIODS[1:], *EVENTS], "timeline"),
        ("timeline", PERIODS[:2], None),
        ("timeline", EVENTS, None),
        ("timeline", [*PERIODS, *YEARS], None),
        ("faq/is_ally", PERIODS, None),
        ("decline", None, None),
    ],
)
def test_only_an_overview_has_one(topic: str, rows: list[dict[str, Any]] | None, name: str | None) -> None:
    assert overview(answer(topic, rows)) == name


@pytest.mark.parametrize(("name", "rows"), [("timeline", PERIODS), ("timeline", PERIODS[1:]), ("sanctions", YEARS)])
def test_it_is_a_png_of_some_size_with_something_on_it(name: str, rows: list[dict[str, Any]]) -> None:
    png = picture(name, rows)
    pixels = image.imread(io.BytesIO(png), format="png")
    assert pixels.shape[1] == 1080
    assert 200 < pixels.shape[0] < 800
    assert (pixels[..., :3].min(axis=2) < 0.5).mean() > 0.005
    assert picture(name, rows) is png


def test_the_words_name_every_row() -> None:
    said = alternative("timeline", PERIODS)
    for row in PERIODS:
        assert row["title"] in said
        assert row["relationship"] in said
    said = alternative("sanctions", YEARS)
    for row in YEARS:
        for side in ("us", "russia", "impact"):
            assert row[side] in said
    assert len(said) <= 1000
