"""Scores the answers of the running bot on held-out questions: `python -m bench.evaluate [heldout|validation]`.

The held-out questions are only counted in the terminal: who reads them tunes to them.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from bench import pictures, thresholds
from bench.bands import BANDS, score
from bench.history import History, Run, comparison
from bench.judging import Verdict
from bench.running import running_bot
from bench.scores import bands, mistakes, styles, table

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "results"
BLIND = "heldout"
CHOSEN_ON = "validation"


def parts(verdicts: list[Verdict]) -> list[str]:
    """A section for every band that has more than one topic, form or kind."""
    by_name = {band: [one for one in verdicts if one.band == band] for band in BANDS}
    return [
        f"## {band} by part\n" + "\n".join(table(some, lambda one: one.part))
        for band, some in by_name.items()
        if len({one.part for one in some}) > 1
    ]


def summary(name: str, verdicts: list[Verdict], changes: list[str]) -> str:
    """The scores as Markdown, without any question that `changes` does not show."""
    pairs = [f"- {asked} answered with {said}: {n}" for (asked, said), n in mistakes(verdicts).most_common()]
    sections = [
        f"# Evaluation on {name}",
        "\n".join(bands(verdicts)),
        "## Since the run before\n" + "\n".join(changes),
        *parts(verdicts),
        "## By style\n" + "\n".join(styles(verdicts)),
        "## Answered with something else\n" + "\n".join(pairs),
    ]
    return "\n\n".join(sections) + "\n"


def failures(verdicts: list[Verdict]) -> str:
    """Every failure with the reply that was given."""
    wrong = [one for one in verdicts if not one.right]
    lines = [f"- [{one.band}/{one.part}] {one.text}\n  → {one.said}: {one.reply}" for one in wrong]
    return "\n## Failures\n" + "\n".join(lines) + "\n"


def write(name: str, verdicts: list[Verdict], history: History) -> list[Path]:
    """Prints the scores, and writes them with the failures, the run and the picture of the confusions."""
    run, before = Run.of(name, verdicts), history.last(name)
    changes = comparison(before, run, named=name != BLIND) if before else ["There is none of this set."]
    text = summary(name, verdicts, changes)
    print(text, flush=True)
    report = RESULTS / f"evaluate-{name}.md"
    report.write_text(text + failures(verdicts), encoding="utf-8")
    picture = RESULTS / f"confusions-{name}.png"
    pictures.confusions(
        verdicts, f"Wrong on {name}, {run.when[:10]}: asked for (rows), answered with (columns)", picture
    )
    return [report, history.keep(run), picture]


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else BLIND
    folder = ROOT / "tests" / name
    if not folder.is_dir():
        sys.exit(f"There is no set of questions in tests/{name}: say {BLIND} or {CHOSEN_ON}.")
    print(f"Asking the running bot every question of tests/{name} ...", flush=True)
    with running_bot() as url:
        verdicts = score(url, folder)
    RESULTS.mkdir(exist_ok=True)
    written = write(name, verdicts, History(RESULTS / "runs"))
    print(f"Sweeping the gate's thresholds on tests/{CHOSEN_ON} ...", flush=True)
    curves = RESULTS / "thresholds.png"
    title = f"The gate's thresholds on {CHOSEN_ON}, {date.today()}: by the understanding alone"
    pictures.thresholds(thresholds.curves(ROOT / "tests" / CHOSEN_ON), title, curves)
    print("Written: " + ", ".join(str(path.relative_to(ROOT)) for path in [*written, curves]))


if __name__ == "__main__":
    main()
