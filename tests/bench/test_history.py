"""Runs are kept, and compared with the one before of the same set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bench.history import History, Run, comparison
from bench.judging import Verdict

Make = Callable[..., Verdict]
BEFORE = Run("validation", "2026-01-02T03:04:05", "abc1234", {"faq": 0.5}, {"faq: a": True, "faq: b": False})


def test_a_run_knows_when_and_what_it_was_of(verdict: Make) -> None:
    run = Run.of("validation", [verdict(text="a"), verdict(False, text="b")])
    assert run.right == {"faq: a": True, "faq: b": False}
    assert run.scores["faq"] == 0.5
    assert run.commit
    assert run.when > "2026"


@pytest.mark.parametrize("order", [(True, False), (False, True)])
def test_a_question_asked_twice_is_right_when_it_is_right_both_times(verdict: Make, order: tuple[bool, bool]) -> None:
    assert Run.of("validation", [verdict(right) for right in order]).right == {"faq: Who flies?": False}


def test_the_last_run_of_the_same_set_comes_back(tmp_path: Path) -> None:
    history = History(tmp_path / "runs")
    assert history.last("validation") is None
    later = replace(BEFORE, when="2026-01-02T10:00:00")
    for run in (later, BEFORE, replace(later, name="heldout", when="2027-01-01T00:00:00")):
        history.keep(run)
    assert history.last("validation") == later


def test_a_comparison_gives_points_and_questions() -> None:
    now = Run("validation", "2026-01-03T00:00:00", "def5678", {"faq": 0.75}, {"faq: a": False, "faq: b": True})
    lines = comparison(BEFORE, now, named=True)
    assert lines[0] == "Against 2026-01-02T03:04:05, commit abc1234:"
    assert "| faq | 50.0% | 75.0% | +25.0 |" in lines
    assert lines[-3:] == ["1 newly fail, 1 newly pass.", "- fails: faq: a", "- passes: faq: b"]


def test_a_comparison_of_blind_questions_only_counts_them() -> None:
    now = replace(BEFORE, right={"faq: a": False, "faq: b": True})
    text = "\n".join(comparison(BEFORE, now, named=False))
    assert "1 newly fail, 1 newly pass." in text
    assert "faq: a" not in text
    assert "faq: b" not in text


def test_questions_that_come_or_go_are_no_change() -> None:
    now = replace(BEFORE, right={"faq: b": False, "faq: c": False, "faq: d": True})
    assert comparison(BEFORE, now, named=True)[-1] == "0 newly fail, 0 newly pass; 2 questions are new and 1 are gone."
