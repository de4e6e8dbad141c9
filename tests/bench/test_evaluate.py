"""The report: held-out questions appear in its file, never in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench import evaluate
from bench.history import History
from bench.judging import Verdict

Make = Callable[..., Verdict]


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(evaluate, "RESULTS", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("name", "shown"), [("heldout", False), ("validation", True)])
def test_which_questions_are_shown(
    results: Path, verdict: Make, capsys: pytest.CaptureFixture[str], name: str, shown: bool
) -> None:
    history = History(results / "runs")
    for right in (True, False):
        evaluate.write(name, [verdict(right, text="Who flies to the ISS?"), verdict(text="And who else?")], history)
    said = capsys.readouterr().out
    assert ("Who flies to the ISS?" in said) is shown
    assert "1 newly fail, 0 newly pass." in said
    assert "[faq/space] Who flies to the ISS?\n  → faq/space: They share rockets." in (
        results / f"evaluate-{name}.md"
    ).read_text(encoding="utf-8")


def test_what_is_written(results: Path, verdict: Make) -> None:
    paths = evaluate.write("validation", [verdict(), verdict(False)], History(results / "runs"))
    assert [path.suffix for path in paths] == [".md", ".json", ".png"]
    assert all(path.stat().st_size for path in paths)


def test_the_first_run_has_nothing_to_compare_with(
    results: Path, verdict: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate.write("validation", [verdict()], History(results / "runs"))
    assert "There is none of this set." in capsys.readouterr().out


def test_parts_are_told_apart_where_a_band_has_several(verdict: Make) -> None:
    some = [verdict(), verdict(part="arctic"), verdict(band="oos far", part="far")]
    sections = evaluate.parts(some)
    assert len(sections) == 1
    assert sections[0].startswith("## faq by part\n")
