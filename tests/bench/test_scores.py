"""Shares, their intervals, and tables by anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench.bands import BANDS
from bench.judging import Verdict
from bench.scores import asked, bands, by_band, interval, mistakes, share, styles, table

Make = Callable[..., Verdict]


@pytest.mark.parametrize(
    ("good", "total", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (59, 70, 0.7401, 0.9099),
    ],
)
def test_wilsons_interval(good: int, total: int, low: float, high: float) -> None:
    assert interval(good, total) == pytest.approx((low, high), abs=2e-4)


def test_the_interval_holds_the_share_and_narrows_with_more_questions() -> None:
    widths = []
    for total in (10, 100, 1000):
        low, high = interval(9 * total // 10, total)
        assert 0 <= low <= 0.9 <= high <= 1
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)


def test_shares_by_band(verdict: Make) -> None:
    some = [verdict(), verdict(False, refused="yes"), verdict(band="lookups"), verdict(False, band="oos trap")]
    scores = by_band(some)
    assert scores.keys() == {*BANDS, "refused"}
    assert (scores["faq"], scores["lookups"], scores["oos trap"]) == (0.5, 1.0, 0.0)
    assert scores["refused"] == pytest.approx(1 / 3)
    assert share([]) == 0.0


def test_a_table_has_the_interval_beside_each_share(verdict: Make) -> None:
    rows = table([verdict(), verdict(False), verdict(part="arctic")], lambda one: one.part)
    assert rows[2:] == ["| space | 1/2 | 50.0% | 9.5% to 90.5% |", "| arctic | 1/1 | 100.0% | 20.7% to 100.0% |"]


def test_the_bands_end_with_what_is_refused(verdict: Make) -> None:
    assert bands([verdict(), verdict(refused="yes")])[-1].startswith("| in scope refused | 1/2 | 50.0% |")


def test_styles_by_band_leave_out_what_has_none(verdict: Make) -> None:
    some = [
        verdict(style="terse"),
        verdict(False, style="terse"),
        verdict(band="oos trap", style="long"),
        verdict(band="hostile", style=""),
    ]
    assert styles(some) == [
        "|  | faq | oos trap | all |",
        "|---|---|---|---|",
        "| terse | 1/2 |  | 50.0% |",
        "| long |  | 1/1 | 100.0% |",
    ]


@pytest.mark.parametrize(
    ("band", "part", "name"),
    [
        ("faq", "space", "space"),
        ("lookups", "year", "lookups: year"),
        ("oos trap", "trap", "oos trap"),
        ("followups", "conversation", "followups"),
        ("smalltalk", "bot", "smalltalk: bot"),
    ],
)
def test_what_was_asked_for(verdict: Make, band: str, part: str, name: str) -> None:
    assert asked(verdict(band=band, part=part)) == name


def test_mistakes_count_only_what_is_wrong(verdict: Make) -> None:
    some = [verdict(), verdict(False, said="decline"), verdict(False, said="decline"), verdict(False, said="")]
    assert mistakes(some) == {("space", "decline"): 2, ("space", "nothing known"): 1}
