"""The runs of an evaluation, kept to tell what changed since the one before."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bench.judging import Verdict
from bench.machine import commit
from bench.scores import by_band


@dataclass(frozen=True)
class Run:
    """One evaluation.

    Attributes:
        name: the set that was asked.
        when: local time, ISO 8601, to the second.
        commit: what was evaluated, with `+` when files differed from it.
        scores: the part right by band, 0 to 1, and `refused`.
        right: whether each question was answered right, by `band: question`; asked twice, both times.
    """

    name: str
    when: str
    commit: str
    scores: dict[str, float]
    right: dict[str, bool]

    @classmethod
    def of(cls, name: str, verdicts: list[Verdict]) -> Run:
        """The run that ends now."""
        right: dict[str, bool] = {}
        for one in verdicts:
            question = f"{one.band}: {one.text}"
            right[question] = one.right and right.get(question, True)
        return cls(name, datetime.now().isoformat(timespec="seconds"), commit(), by_band(verdicts), right)


class History:
    """The runs in a folder, a JSON file each.

    Args:
        folder: made when the first run is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, run: Run) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{run.name}-{run.when.replace(':', '')}.json"
        path.write_text(json.dumps(asdict(run), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return path

    def last(self, name: str) -> Run | None:
        """The latest run of a set that was kept."""
        paths = sorted(self._folder.glob(f"{name}-*.json"))
        return Run(**json.loads(paths[-1].read_text(encoding="utf-8"))) if paths else None


def comparison(before: Run, now: Run, named: bool) -> list[str]:
    """Markdown of what changed, by band and question; `named` says whether questions may be shown."""
    rows = [
        f"| {band} | {before.scores[band]:.1%} | {share:.1%} | {100 * (share - before.scores[band]):+.1f} |"
        for band, share in now.scores.items()
        if band in before.scores
    ]
    both = [question for question in now.right if question in before.right]
    fails = [question for question in both if before.right[question] and not now.right[question]]
    passes = [question for question in both if now.right[question] and not before.right[question]]
    lines = [f"Against {before.when}, commit {before.commit}:", "", "| | then | now | points |", "|---|---|---|---|"]
    lines += [*rows, "", f"{len(fails)} newly fail, {len(passes)} newly pass{_others(before, now, len(both))}."]
    if named:
        lines += [f"- fails: {question}" for question in fails] + [f"- passes: {question}" for question in passes]
    return lines


def _others(before: Run, now: Run, both: int) -> str:
    new, gone = len(now.right) - both, len(before.right) - both
    return f"; {new} questions are new and {gone} are gone" if new or gone else ""
