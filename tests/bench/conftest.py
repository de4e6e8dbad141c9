"""Verdicts by the dozen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench.judging import Verdict

Make = Callable[..., Verdict]


@pytest.fixture
def verdict() -> Make:
    """Makes a verdict; what is not given is an FAQ question answered right."""

    def make(right: bool = True, band: str = "faq", part: str = "space", style: str = "plain", **more: str) -> Verdict:
        text, said = more.get("text", "Who flies?"), more.get("said", "faq/space")
        return Verdict(band, part, style, text, "They share rockets.", said, right, refused=bool(more.get("refused")))

    return make
