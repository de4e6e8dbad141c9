"""The pictures are drawn, whatever there is to draw."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.image import imread

from bench import pictures
from bench.judging import Verdict
from bench.thresholds import Curve, Point

Make = Callable[..., Verdict]


def size(path: Path) -> tuple[int, int]:
    """Height and width in pixels of a picture that is not all of one colour."""
    pixels = imread(path)
    assert pixels.min() < pixels.max()
    return pixels.shape[:2]


def test_confusions_grow_with_the_topics_confused(tmp_path: Path, verdict: Make) -> None:
    few, many = tmp_path / "few.png", tmp_path / "many.png"
    some = [verdict(False, part=f"topic_{n}", said=f"answer_{n % 15}") for n in range(20)]
    pictures.confusions(some[:2], "few", few)
    pictures.confusions([*some, verdict()], "many", many)
    assert size(few) < size(many)
    assert size(few)[1] < size(many)[1]


@pytest.mark.parametrize("asked", [0, 3])
def test_no_confusions(tmp_path: Path, verdict: Make, asked: int) -> None:
    pictures.confusions([verdict()] * asked, "none", tmp_path / "none.png")
    assert size(tmp_path / "none.png")


def test_thresholds_have_a_row_each(tmp_path: Path) -> None:
    points = [Point(x / 10, 1 - x / 20, 0.9 + x / 100, {"far": 1.0, "near": 0.9, "trap": x / 10}) for x in range(11)]
    curve = Curve("answer_at", points, points[3])
    pictures.thresholds([curve], "one", tmp_path / "one.png")
    pictures.thresholds([curve, curve], "two", tmp_path / "two.png")
    assert size(tmp_path / "one.png")[0] < size(tmp_path / "two.png")[0]


def test_every_share_has_a_name_and_a_colour() -> None:
    point = Point(0.3, 0.9, 0.95, {"far": 1.0, "near": 0.9, "trap": 0.8})
    assert pictures.shares(point).keys() == pictures.SHARES.keys()
