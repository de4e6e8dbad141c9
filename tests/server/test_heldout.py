"""The held-out questions, written by people who saw neither the bot nor its training data, put to the running bot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.bands import score
from bench.scores import by_band

HELDOUT = Path(__file__).parent.parent / "heldout"
FLOORS = {
    "faq": 0.955,
    "lookups": 0.93,
    "followups": 0.88,
    "oos far": 0.93,
    "oos near": 0.87,
    "oos trap": 0.76,
    "smalltalk": 0.95,
    "hostile": 0.98,
    "record": 0.92,
}
MOST_REFUSED = 0.02


@pytest.fixture(scope="module")
def scores(bot: Any) -> dict[str, float]:
    """The part right in each band."""
    found = by_band(score(bot.url, HELDOUT))
    print("\n" + "\n".join(f"{band:10} {part:6.1%}" for band, part in found.items()))
    return found


@pytest.mark.parametrize("band", FLOORS)
def test_band_does_not_fall_below_where_it_stands(scores: dict[str, float], band: str) -> None:
    assert scores[band] >= FLOORS[band]


def test_few_questions_in_scope_are_refused(scores: dict[str, float]) -> None:
    assert scores["refused"] <= MOST_REFUSED
